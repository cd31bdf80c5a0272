/* Interning: equal strings and equal coordinate lists are kept once. An archive repeats its place names, sentences
 * and extents many times over. Belongs to one thread; everything lies in arenas. */
#ifndef KHARITA_WRITE_MODEL_INTERN_H
#define KHARITA_WRITE_MODEL_INTERN_H

#include "base/arena.h"

struct intern_slot;

struct intern {
	struct arena *arena; /* of the copies; with an escape: allocation never returns NULL */
	struct arena *table; /* of what finds them, which may be forgotten earlier; NULL: the same */
	struct intern_slot *slots;
	size_t n, cap;
};

/* The one copy of these bytes, 16-byte aligned and NUL-terminated behind its length; *is_new (may be NULL) tells
 * whether they were unknown. Equal contents give equal pointers. */
const void *intern_bytes(struct intern *t, const void *bytes, size_t size, bool *is_new);

/* A number kept with these bytes, 0 at first, as long as the copies are. For tables that are asked by this alone. */
size_t *intern_value(struct intern *t, const void *bytes, size_t size);

static inline struct sv intern_sv(struct intern *t, struct sv s)
{
	return (struct sv){s.len ? (const char *)intern_bytes(t, s.ptr, s.len, NULL) : "", s.len};
}

#endif
