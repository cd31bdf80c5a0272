#include "toponym/table.h"

enum err table_open(const struct gazetteer *g, const char *name, const char *const *columns, struct table *t,
                    struct error *e)
{
	size_t n = 0;
	if (!lexicon_tables(g, &n))
		return error_set(e, ERR_NOMEM, "no memory for the tables of the gazetteer");
	t->lexicon = lexicon_table(g, name);
	if (!t->lexicon)
		return error_set(e, ERR_DATA, "the gazetteer has no table 'lexicon/%s.tsv': compile it again", name);
	for (size_t i = 0; columns[i]; i++) {
		t->columns[i] = lexicon_column(t->lexicon, columns[i]);
		if (t->columns[i] == SIZE_MAX)
			return error_set(e, ERR_DATA, "'lexicon/%s.tsv' has no column '%s'", name, columns[i]);
	}
	return OK;
}

struct sv table_cell(const struct table *t, size_t row, size_t column)
{
	return lexicon_cell(t->lexicon, row, t->columns[column]);
}

enum err table_bad_row(const struct table *t, size_t row, const char *reason, struct error *e)
{
	return error_set(e, ERR_DATA, "'lexicon/%.*s.tsv', row %zu: %s", SV_ARG(t->lexicon->name), row + 1, reason);
}
