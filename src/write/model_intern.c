#include "write/model_intern.h"

#include <xxhash.h>

struct intern_slot {
	uint64_t hash;
	const char *bytes; /* NULL: free */
	size_t size, value;
};

static struct intern_slot *intern_probe(struct intern_slot *slots, size_t cap, uint64_t hash, const void *bytes,
					size_t size)
{
	for (size_t i = (size_t)hash & (cap - 1);; i = (i + 1) & (cap - 1)) {
		struct intern_slot *s = &slots[i];
		if (!s->bytes || (s->hash == hash && s->size == size && memcmp(s->bytes, bytes, size) == 0))
			return s;
	}
}

static void intern_grow(struct intern *t)
{
	size_t cap = t->cap ? t->cap * 2 : 1024;
	struct intern_slot *slots = ARENA_ARRAY(t->arena, struct intern_slot, cap);
	for (size_t i = 0; i < t->cap; i++) {
		const struct intern_slot *s = &t->slots[i];
		if (s->bytes)
			*intern_probe(slots, cap, s->hash, s->bytes, s->size) = *s;
	}
	t->slots = slots;
	t->cap = cap;
}

static struct intern_slot *intern_slot(struct intern *t, const void *bytes, size_t size, bool *is_new)
{
	if (t->n * 2 >= t->cap)
		intern_grow(t);
	uint64_t hash = XXH3_64bits(bytes, size);
	struct intern_slot *s = intern_probe(t->slots, t->cap, hash, bytes, size);
	*is_new = s->bytes == NULL;
	if (*is_new) {
		s->bytes = arena_sv(t->arena, sv_make(bytes, size)).ptr;
		s->hash = hash;
		s->size = size;
		t->n++;
	}
	return s;
}

const void *intern_bytes(struct intern *t, const void *bytes, size_t size, bool *is_new)
{
	bool unused;
	return intern_slot(t, bytes, size, is_new ? is_new : &unused)->bytes;
}

size_t *intern_value(struct intern *t, const void *bytes, size_t size)
{
	bool is_new;
	return &intern_slot(t, bytes, size, &is_new)->value;
}
