/* Pieces of JSON that results repeat: a place that articles name again has the same names and geometry in each. One
 * memo belongs to one thread and one gazetteer; what it gives are the bytes that would be written anew, so that results do
 * not depend on what it holds. */
#ifndef KHARITA_RESULT_MEMO_H
#define KHARITA_RESULT_MEMO_H

#include "base/sv.h"

struct memo;

/* New, memo_free(); NULL without memory. Holds some thousand pieces and 4 MB at most, whatever it is given. */
struct memo *memo_new(void);
void memo_free(struct memo *m);

/* The piece kept under a key, all bytes of which it depends on; valid until the next memo_put(). False if it is not held.
 * A memo may be NULL: it holds nothing. */
bool memo_get(const struct memo *m, struct sv key, struct sv *out);

/* Keeps a copy, perhaps in place of another's; pieces of more than 64 KB are not kept. */
void memo_put(struct memo *m, struct sv key, struct sv piece);

#endif
