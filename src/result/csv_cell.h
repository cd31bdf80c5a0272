/* One cell of a CSV table (RFC 4180). */
#ifndef KHARITA_RESULT_CSV_CELL_H
#define KHARITA_RESULT_CSV_CELL_H

#include "base/buf.h"

/* Whether a spreadsheet would take the text for a formula: it begins with one of = + - @, a tab or a return and is no
 * number; texts that begin with such a one behind apostrophes count, too, so that one can be taken off again. */
bool csv_is_formula(struct sv s);

/* Appends the text; in quotes, with its own doubled, when it holds one of the characters of `specials`; behind an
 * apostrophe when it would be a formula. */
void csv_put_cell(struct buf *b, struct sv s, const char *specials);

#endif
