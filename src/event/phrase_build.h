/* Phrases in the making, and as bytes in the gazetteer's file. Internal to the event layer. */
#ifndef KHARITA_EVENT_PHRASE_BUILD_H
#define KHARITA_EVENT_PHRASE_BUILD_H

#include "base/buf.h"
#include "event/phrase.h"

/* Everything lies in the arena, whose escape must be set. */
struct phrase_builder {
	struct arena *arena;
	struct phrase *items;
	size_t n, capacity;
	uint32_t *slots;
	size_t n_slots;
	uint64_t *beginnings;
	size_t n_beginnings, n_beginning_slots;
	char *keys;
	size_t n_keys, keys_capacity;
};

/* Adds a folded key; of `like` table, row, number and tense count. Repeats of (key, table, row) are dropped. */
void phrases_add(struct phrase_builder *b, struct sv key, const struct phrase *like);

/* What was built, borrowed. */
struct phrases phrases_view(const struct phrase_builder *b);

/* The tables as bytes that phrases_open() uses in place. */
void phrases_write(const struct phrases *p, struct buf *out);

/* False when the bytes are none of these, or point outside themselves or the rows of a table: n_rows[table]. */
bool phrases_open(struct sv bytes, const size_t n_rows[PHRASE_TABLE_COUNT], struct phrases *out);

#endif
