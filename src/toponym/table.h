/* A lexicon table and the columns that its loader wants. Private to toponym/. */
#ifndef KHARITA_TOPONYM_TABLE_H
#define KHARITA_TOPONYM_TABLE_H

#include "gazetteer/lexicon.h"

struct table {
	const struct lexicon *lexicon;
	size_t columns[8];
};

/* `columns` ends with NULL. ERR_DATA when the gazetteer lacks the table or the table a column. */
enum err table_open(const struct gazetteer *g, const char *name, const char *const *columns, struct table *t,
                    struct error *e);

/* A cell by its column's position in `columns`. */
struct sv table_cell(const struct table *t, size_t row, size_t column);

/* ERR_DATA with the table and the row, counted from 1. */
enum err table_bad_row(const struct table *t, size_t row, const char *reason, struct error *e);

#endif
