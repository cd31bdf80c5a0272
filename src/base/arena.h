/* Arena: memory of one article, freed all at once. One arena belongs to one thread.
 *
 * An allocation that would pass the ceiling, or that the system refuses, does not return: it jumps to the
 * escape that the owner set (the pipeline's per-article guard, which rejects that article and goes on). Code
 * that allocates from an arena therefore needs no NULL checks and must not hold other resources across a call
 * unless it frees them elsewhere. Without an escape the allocation returns NULL. */
#ifndef KHARITA_BASE_ARENA_H
#define KHARITA_BASE_ARENA_H

#include "base/sv.h"

#include <setjmp.h>

struct arena_block;

/* What arena_reset() leaves as it is: what is learnt from one article and of use in the next, a block each. */
enum arena_kept { KEPT_TEXT_WORDS, KEPT_TOPONYM_WORDS, KEPT_EVENT_WORDS, N_ARENA_KEPT };

struct arena {
	struct arena_block *head; /* newest block first */
	size_t used;              /* bytes handed out since the last reset */
	size_t ceiling;           /* bytes at most; 0 = no limit */
	jmp_buf *escape;          /* where exhaustion goes; NULL = return NULL */
	double deadline_s;        /* processor time of the thread after which an allocation escapes, too; 0 = never */
	unsigned ticks;           /* allocations, to look at the clock now and then */
	bool late;                /* the last escape was the deadline's */
	uint32_t resets;          /* how often it was reset: what lay in it before is gone */
	void *kept[N_ARENA_KEPT];
};

/* Processor time of the calling thread, seconds. */
double thread_cpu_s(void);

/* ceiling in bytes, 0 for none. arena_release() frees everything; legal on a zeroed arena. */
void arena_init(struct arena *a, size_t ceiling);
void arena_release(struct arena *a);

/* Forgets all allocations but keeps one block; poisons it under AddressSanitizer. */
void arena_reset(struct arena *a);

/* `size` zeroed bytes, 16-byte aligned, in the arena. */
void *arena_alloc(struct arena *a, size_t size);

/* As arena_alloc(), but not zeroed: for what the caller writes at once. */
void *arena_room(struct arena *a, size_t size);

/* The block of that kind, of always the same size; zeroed when new, and then as it was left until arena_release(). Not
 * counted against the ceiling. NULL when the system has no memory for it: then do without. */
void *arena_kept(struct arena *a, enum arena_kept which, size_t size);

/* n zeroed elements of a type, overflow-checked. */
void *arena_calloc(struct arena *a, size_t n, size_t size);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_calloc((a), (n), sizeof(type)))

/* Grows a dynamic array in the arena: returns `items` or a larger copy with room for at least one more. */
void *arena_grow_full(struct arena *a, void *items, size_t count, size_t *capacity, size_t size);
static inline void *arena_grow(struct arena *a, void *items, size_t count, size_t *capacity, size_t size)
{
	return count < *capacity ? items : arena_grow_full(a, items, count, capacity, size);
}
#define ARENA_PUSH(a, items, count, capacity)                                                                          \
	((items) = arena_grow((a), (items), (count), (capacity), sizeof *(items)), &(items)[(count)++])

/* Copies; the result is NUL-terminated behind its length. */
struct sv arena_sv(struct arena *a, struct sv s);
struct sv arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
struct sv arena_join(struct arena *a, const struct sv *parts, size_t n, struct sv separator);

/* What the caller's own memory ran out for, as if the arena had none: to the escape; without one it returns. */
void arena_exhaust(struct arena *a);

/* Two words with a blank between them. */
static inline struct sv arena_pair(struct arena *a, struct sv first, struct sv second)
{
	const struct sv parts[] = {first, second};
	return arena_join(a, parts, 2, SV(" "));
}

/* 16 hexadecimal digits, behind a letter unless that is 0. */
struct sv arena_hex(struct arena *a, char letter, uint64_t v);

#endif
