#include "event/phrase_build.h"

#include <assert.h>

static_assert(sizeof(struct phrase) == 32, "no hidden padding");

static uint32_t *slot_of(const struct phrase_builder *b, struct sv key, uint64_t hash)
{
	for (size_t i = hash & (b->n_slots - 1);; i = (i + 1) & (b->n_slots - 1)) {
		uint32_t *slot = &b->slots[i];
		if (*slot == NO_PHRASE)
			return slot;
		const struct phrase *q = &b->items[*slot];
		if (q->hash == hash && sv_eq(sv_make(b->keys + q->key, q->key_len), key))
			return slot;
	}
}

static void slots_grow(struct phrase_builder *b)
{
	size_t n = b->n_slots ? b->n_slots * 2 : 4096;
	b->slots = ARENA_ARRAY(b->arena, uint32_t, n);
	b->n_slots = n;
	memset(b->slots, 0xff, n * sizeof *b->slots);
	for (size_t i = 0; i < b->n; i++) {
		uint32_t *slot = slot_of(b, sv_make(b->keys + b->items[i].key, b->items[i].key_len), b->items[i].hash);
		if (*slot == NO_PHRASE)
			*slot = (uint32_t)i;
	}
}

static bool beginning_insert(uint64_t *slots, size_t n_slots, uint64_t hash)
{
	hash += hash == 0;
	for (size_t i = hash & (n_slots - 1);; i = (i + 1) & (n_slots - 1)) {
		if (slots[i] == hash)
			return false;
		if (!slots[i]) {
			slots[i] = hash;
			return true;
		}
	}
}

static void beginnings_grow(struct phrase_builder *b)
{
	size_t n = b->n_beginning_slots ? b->n_beginning_slots * 2 : 4096;
	uint64_t *slots = ARENA_ARRAY(b->arena, uint64_t, n);
	for (size_t i = 0; i < b->n_beginning_slots; i++)
		if (b->beginnings[i])
			beginning_insert(slots, n, b->beginnings[i]);
	b->beginnings = slots;
	b->n_beginning_slots = n;
}

static void add_beginnings(struct phrase_builder *b, struct sv key)
{
	for (size_t at = sv_find(key, SV(" "), 0); at != SIZE_MAX; at = sv_find(key, SV(" "), at + 1)) {
		if (2 * (b->n_beginnings + 1) >= b->n_beginning_slots)
			beginnings_grow(b);
		b->n_beginnings += beginning_insert(b->beginnings, b->n_beginning_slots, text_hash(sv_take(key, at)));
	}
}

static uint32_t keep_key(struct phrase_builder *b, struct sv key)
{
	if (b->keys_capacity - b->n_keys < key.len) {
		b->keys_capacity = 2 * b->keys_capacity + 64 * PHRASE_KEY_BYTES;
		char *larger = arena_alloc(b->arena, b->keys_capacity);
		if (b->n_keys)
			memcpy(larger, b->keys, b->n_keys);
		b->keys = larger;
	}
	memcpy(b->keys + b->n_keys, key.ptr, key.len);
	b->n_keys += key.len;
	return (uint32_t)(b->n_keys - key.len);
}

void phrases_add(struct phrase_builder *b, struct sv key, const struct phrase *like)
{
	if (key.len == 0 || key.len >= PHRASE_KEY_BYTES)
		return;
	if (2 * (b->n + 1) >= b->n_slots)
		slots_grow(b);
	if (b->n_beginning_slots == 0)
		beginnings_grow(b);
	uint64_t hash = text_hash(key);
	uint32_t *slot = slot_of(b, key, hash);
	uint32_t last = NO_PHRASE;
	for (uint32_t i = *slot; i != NO_PHRASE; last = i, i = b->items[i].next)
		if (b->items[i].table == like->table && b->items[i].row == like->row)
			return;
	struct phrase *q = ARENA_PUSH(b->arena, b->items, b->n, &b->capacity);
	*q = *like;
	q->key = last == NO_PHRASE ? keep_key(b, key) : b->items[last].key;
	q->key_len = (uint16_t)key.len;
	q->hash = hash;
	q->next = NO_PHRASE;
	if (last == NO_PHRASE)
		*slot = (uint32_t)(b->n - 1);
	else
		b->items[last].next = (uint32_t)(b->n - 1);
	add_beginnings(b, key);
}

/* The words behind the first of each phrase. */
static const uint64_t *words_behind(const struct phrase_builder *b)
{
	uint64_t *bits = ARENA_ARRAY(b->arena, uint64_t, BEHIND_WORDS);
	for (size_t i = 0; i < b->n; i++) {
		struct sv rest = sv_make(b->keys + b->items[i].key, b->items[i].key_len), word;
		sv_split(&rest, ' ', &word);
		while (sv_split(&rest, ' ', &word)) {
			uint64_t bit = text_hash(word) >> (64 - BEHIND_BITS);
			bits[bit / 64] |= UINT64_C(1) << (bit % 64);
		}
	}
	return bits;
}

struct phrases phrases_view(const struct phrase_builder *b)
{
	return (struct phrases){.items = b->items,
				.n = b->n,
				.slots = b->slots,
				.n_slots = b->n_slots,
				.beginnings = b->beginnings,
				.n_beginning_slots = b->n_beginning_slots,
				.keys = b->keys,
				.n_keys = b->n_keys,
				.behind = words_behind(b)};
}
