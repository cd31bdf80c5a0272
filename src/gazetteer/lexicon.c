#include "gazetteer/lexicon.h"

#include "gazetteer/open.h"

const struct lexicon *lexicon_tables(const struct gazetteer *g, size_t *n)
{
	return gazetteer_tables(g, n);
}

const struct lexicon *lexicon_table(const struct gazetteer *g, const char *name)
{
	size_t n = 0;
	const struct lexicon *tables = gazetteer_tables(g, &n);
	for (size_t i = 0; i < n; i++)
		if (sv_eq_cstr(tables[i].name, name))
			return &tables[i];
	return NULL;
}

size_t lexicon_column(const struct lexicon *t, const char *column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (sv_eq_cstr(t->columns[i], column))
			return i;
	return SIZE_MAX;
}

struct sv lexicon_cell(const struct lexicon *t, size_t row, size_t column)
{
	if (column >= t->n_columns || row >= t->n_rows)
		return sv_make("", 0);
	return t->cells[row * t->n_columns + column];
}
