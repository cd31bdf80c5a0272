/* Pieces of text that are made again and again, each kept under a key of all bytes that it depends on: what a memo gives
 * are the bytes that would be made anew, so that nothing depends on what it holds. Shared by threads. */
#ifndef KHARITA_BASE_MEMO_H
#define KHARITA_BASE_MEMO_H

#include "base/buf.h"

struct memo;

/* New, memo_free(); NULL without memory. Holds some thousand pieces and 12 MB at most, whatever it is given. */
struct memo *memo_new(void);
void memo_free(struct memo *m);

/* Appends the piece kept under a key; false if none is. A memo may be NULL: it holds nothing. Thread-safe. */
bool memo_append(struct memo *m, struct sv key, struct buf *out);

/* Keeps a copy, perhaps in place of others not asked for of late; pieces of more than 64 KB are not kept. Thread-safe. */
void memo_put(struct memo *m, struct sv key, struct sv piece);

#endif
