/* Tables of text: comma, semicolon, tab or bar between the cells, quotation marks around those that hold such a mark
 * or a line break (RFC 4180). */
#ifndef KHARITA_ARTICLE_CSV_H
#define KHARITA_ARTICLE_CSV_H

#include "article/stream.h"

enum { CSV_MAX_CELLS = 256 };

/* One row; the cells lie in `content`. Zeroed at first: csv_row_release(). */
struct csv_row {
	struct buf content;
	size_t starts[CSV_MAX_CELLS + 1];
	size_t n;
};
void csv_row_release(struct csv_row *r);

static inline struct sv csv_cell(const struct csv_row *r, size_t i)
{
	return sv_make(buf_sv(&r->content).ptr + r->starts[i], r->starts[i + 1] - r->starts[i]);
}

/* Whether the bytes begin with a table's header that names an article's text, or with rows of columns that the user
 * named. */
bool csv_is_table(struct sv bytes, bool named_columns);

/* The mark between the cells of the first line. */
char csv_delimiter(struct sv bytes);

/* The next row; *more false at the end. Cells behind the last that fits are dropped. ERR_LIMIT: a row larger than the
 * stream's limit; with a quotation mark that never ends the rest is lost. Errors of the stream. */
enum err csv_next(struct stream *s, char delimiter, struct csv_row *out, bool *more, struct error *e);

#endif
