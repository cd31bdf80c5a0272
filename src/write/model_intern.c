#include "write/model_intern.h"

#include <xxhash.h>

enum { VALUE_ROOM = 16 }; /* before the bytes, which stay aligned */

struct intern_slot {
	const char *bytes; /* NULL: free */
	uint32_t hash, size;
};

static struct intern_slot *intern_probe(struct intern_slot *slots, size_t cap, uint32_t hash, const void *bytes,
					size_t size)
{
	for (size_t i = hash & (cap - 1);; i = (i + 1) & (cap - 1)) {
		struct intern_slot *s = &slots[i];
		if (!s->bytes || (s->hash == hash && s->size == size && (!size || memcmp(s->bytes, bytes, size) == 0)))
			return s;
	}
}

static void intern_grow(struct intern *t)
{
	size_t cap = t->cap ? t->cap * 2 : 1024;
	struct intern_slot *slots = ARENA_ARRAY(t->table ? t->table : t->arena, struct intern_slot, cap);
	for (size_t i = 0; i < t->cap; i++) {
		const struct intern_slot *s = &t->slots[i];
		if (s->bytes)
			*intern_probe(slots, cap, s->hash, s->bytes, s->size) = *s;
	}
	t->slots = slots;
	t->cap = cap;
}

/* The copy, `before` zeroed bytes in front of it. */
static const char *intern_copy(struct intern *t, const void *bytes, size_t size, size_t before, bool *is_new)
{
	if (size > UINT32_MAX)
		arena_exhaust(t->arena);
	if (t->n >= t->cap / 4 * 3)
		intern_grow(t);
	uint32_t hash = (uint32_t)XXH3_64bits(bytes, size);
	struct intern_slot *s = intern_probe(t->slots, t->cap, hash, bytes, size);
	*is_new = s->bytes == NULL;
	if (*is_new) {
		char *copy = (char *)arena_alloc(t->arena, before + size + 1) + before;
		if (size)
			memcpy(copy, bytes, size);
		*s = (struct intern_slot){.bytes = copy, .hash = hash, .size = (uint32_t)size};
		t->n++;
	}
	return s->bytes;
}

const void *intern_bytes(struct intern *t, const void *bytes, size_t size, bool *is_new)
{
	bool unused;
	return intern_copy(t, bytes, size, 0, is_new ? is_new : &unused);
}

size_t *intern_value(struct intern *t, const void *bytes, size_t size)
{
	bool is_new;
	return (size_t *)((uintptr_t)intern_copy(t, bytes, size, VALUE_ROOM, &is_new) - VALUE_ROOM);
}
