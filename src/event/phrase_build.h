/* Phrases in the making. Internal to the event layer. */
#ifndef KHARITA_EVENT_PHRASE_BUILD_H
#define KHARITA_EVENT_PHRASE_BUILD_H

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

/* What was built, borrowed; the rows of the tables are the caller's to add. */
struct phrases phrases_view(const struct phrase_builder *b);

#endif
