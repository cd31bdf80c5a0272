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
	size_t low = 0;
	for (size_t high = n; low < high;) { /* they are sorted by name */
		size_t middle = low + (high - low) / 2;
		int order = sv_cmp(tables[middle].name, sv_cstr(name));
		if (order == 0)
			return &tables[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

size_t lexicon_column_named(const struct lexicon *t, struct sv column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (sv_eq(t->columns[i], column))
			return i;
	return SIZE_MAX;
}

struct sv lexicon_cell(const struct lexicon *t, size_t row, size_t column)
{
	if (column >= t->n_columns || row >= t->n_rows)
		return sv_make("", 0);
	return gazetteer_text(t->gazetteer, t->cells[row * t->n_columns + column]);
}
