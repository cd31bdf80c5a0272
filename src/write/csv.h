/* A layer's fields as CSV (RFC 4180, UTF-8, LF): for spreadsheets and for gazetteers to come. */
#ifndef KHARITA_WRITE_CSV_H
#define KHARITA_WRITE_CSV_H

#include "base/buf.h"
#include "write/model_layers.h"

/* Writes the records; arrays as JSON text, null as an empty cell. The file appears whole or not at all. ERR_IO. */
enum err csv_write(const struct layer *l, const char *path, struct error *e);

/* One row, cell by cell: n cells so far. What is empty or MODEL_UNKNOWN is an empty cell. */
struct csv_row {
	struct buf *out;
	size_t n;
};

void csv_text(struct csv_row *r, struct sv s);
void csv_int(struct csv_row *r, int64_t v);
void csv_number(struct csv_row *r, double v, unsigned decimals);
void csv_none(struct csv_row *r, size_t n); /* n empty cells */
void csv_end(struct csv_row *r);            /* ends the line; the next row begins */

#endif
