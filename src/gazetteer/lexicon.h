/* Lexicon tables: gazetteer/lexicon/NAME.tsv, compiled into the gazetteer's file. Views borrow from the map. */
#ifndef KHARITA_GAZETTEER_LEXICON_H
#define KHARITA_GAZETTEER_LEXICON_H

#include "gazetteer/gazetteer.h"

struct file_ref;

/* One table: the header row names the columns; lines that begin with '#' and empty lines are not rows. */
struct lexicon {
	struct sv name;
	size_t n_rows, n_columns;
	const struct sv *columns; /* names */
	const struct gazetteer *gazetteer;
	const struct file_ref *cells; /* of its heap, row-major */
};

/* The table NAME ("heads"), or NULL if the file has none. */
const struct lexicon *lexicon_table(const struct gazetteer *g, const char *name);

/* All tables, by name; *n gets their number. */
const struct lexicon *lexicon_tables(const struct gazetteer *g, size_t *n);

/* Column index by name, or SIZE_MAX. Cell of a row; empty for a column SIZE_MAX. */
size_t lexicon_column_named(const struct lexicon *t, struct sv column);
static inline size_t lexicon_column(const struct lexicon *t, const char *column)
{
	return lexicon_column_named(t, sv_cstr(column));
}

struct sv lexicon_cell(const struct lexicon *t, size_t row, size_t column);

#endif
