/* Tab-separated tables: a header row names the columns; empty lines and lines that begin with '#' are not rows. */
#ifndef KHARITA_GAZETTEER_TSV_H
#define KHARITA_GAZETTEER_TSV_H

#include "base/arena.h"
#include "base/error.h"

struct tsv {
	const char *path; /* borrowed, for messages */
	struct sv rest;   /* what is still to be read */
	size_t line;      /* number of the line last read, from 1 */
	size_t n_columns;
	struct sv *columns; /* trimmed names */
	struct sv *cells;   /* the current row, trimmed */
};

/* Reads the header of `content` (borrowed; a byte-order mark and CR are tolerated). ERR_DATA, as "FILE:LINE: reason",
 * for invalid UTF-8, no header, an empty or repeated column name. */
enum err tsv_open(struct arena *a, const char *path, struct sv content, struct tsv *out, struct error *e);

/* Moves to the next row; *more false at the end. ERR_DATA for a wrong number of columns: the row is consumed, so a
 * caller may go on. */
enum err tsv_next(struct tsv *t, bool *more, struct error *e);

/* Index of a column, or SIZE_MAX. */
size_t tsv_column(const struct tsv *t, const char *name);

/* Value of a "# NAME: VALUE" comment line anywhere in the content; empty if there is none. */
struct sv tsv_remark(struct sv content, const char *name);

#endif
