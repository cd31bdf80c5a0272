/* One cell of a CSV table (RFC 4180). */
#ifndef KHARITA_RESULT_CSV_CELL_H
#define KHARITA_RESULT_CSV_CELL_H

#include "base/buf.h"

/* Appends the text; in quotes, with its own doubled, when it holds one of the characters of `specials`. */
void csv_put_cell(struct buf *b, struct sv s, const char *specials);

#endif
