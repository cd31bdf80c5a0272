/* Tables that people edited: CSV as spreadsheets write it, with commas, semicolons or tabs, in any of the encodings that
 * articles come in. */
#ifndef KHARITA_STATE_CSV_READ_H
#define KHARITA_STATE_CSV_READ_H

#include "base/arena.h"
#include "base/error.h"

struct csv_table {
	struct sv *header;
	size_t n_columns;
	struct sv **rows;  /* n_columns cells each; short rows are filled up */
	uint64_t *lines;   /* where each row begins, from 1 */
	size_t n_rows;
};

/* Reads a whole file into the arena (with an escape). ERR_IO; ERR_DATA for one without a header or with an open quote. */
enum err csv_read(struct arena *a, const char *path, struct csv_table *out, struct error *e);

/* Index of a column, or SIZE_MAX; a row's cell, trimmed, empty where there is no such column, without the
 * apostrophe that keeps it from being a formula (result/csv_cell.h). */
size_t csv_column(const struct csv_table *t, const char *name);
struct sv csv_cell(const struct csv_table *t, size_t row, size_t column);

#endif
