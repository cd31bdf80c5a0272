#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { BLOCK_BYTES = 256 * 1024, ALIGN = 16, TICKS = 256 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	_Alignas(ALIGN) char data[];
};

void arena_init(struct arena *a, size_t ceiling)
{
	*a = (struct arena){.ceiling = ceiling};
}

static void block_free(struct arena_block *b)
{
	UNPOISON(b->data, b->size);
	free(b);
}

void arena_release(struct arena *a)
{
	while (a->head) {
		struct arena_block *b = a->head;
		a->head = b->next;
		block_free(b);
	}
	for (size_t i = 0; i < N_ARENA_KEPT; i++) {
		free(a->kept[i]);
		a->kept[i] = NULL;
	}
	a->used = 0;
}

void *arena_kept(struct arena *a, enum arena_kept which, size_t size)
{
	if (!a->kept[which])
		a->kept[which] = calloc(1, size);
	return a->kept[which];
}

void arena_reset(struct arena *a)
{
	while (a->head && a->head->next) {
		struct arena_block *b = a->head;
		a->head = b->next;
		block_free(b);
	}
	if (a->head && a->head->size > 16 * BLOCK_BYTES) {
		block_free(a->head);
		a->head = NULL;
	}
	if (a->head) {
		POISON(a->head->data, a->head->size);
		a->head->used = 0;
	}
	a->used = 0;
	a->resets++;
}

static void *exhausted(struct arena *a)
{
	if (a->escape)
		longjmp(*a->escape, 1);
	return NULL;
}

void arena_exhaust(struct arena *a)
{
	(void)exhausted(a);
}

double thread_cpu_s(void)
{
	struct timespec t;
	return clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec * 1e-9 : 0.0;
}

static bool is_late(struct arena *a)
{
	a->late = a->deadline_s > 0.0 && ++a->ticks % TICKS == 0 && thread_cpu_s() > a->deadline_s;
	return a->late;
}

static size_t aligned(size_t size)
{
	return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

void *arena_room(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ALIGN - sizeof(struct arena_block))
		return exhausted(a);
	size = aligned(size);
	if ((a->ceiling && (size > a->ceiling || a->used > a->ceiling - size)) || is_late(a))
		return exhausted(a);
	struct arena_block *b = a->head;
	if (!b || b->size - b->used < size) {
		size_t bytes = size > BLOCK_BYTES ? size : BLOCK_BYTES;
		if (b && bytes < b->size && b->size <= 64 * (size_t)BLOCK_BYTES)
			bytes = b->size;
		b = malloc(sizeof *b + bytes);
		if (!b)
			return exhausted(a);
		b->size = bytes;
		b->used = 0;
		b->next = a->head;
		a->head = b;
		POISON(b->data, b->size);
	}
	void *p = b->data + b->used;
	UNPOISON(p, size);
	b->used += size;
	a->used += size;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = arena_room(a, size);
	return p ? memset(p, 0, aligned(size)) : NULL;
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		return exhausted(a);
	return arena_alloc(a, n * size);
}

void *arena_grow_full(struct arena *a, void *items, size_t count, size_t *capacity, size_t size)
{
	size_t room = *capacity ? *capacity * 2 : 8;
	if (room > SIZE_MAX / size)
		return exhausted(a);
	char *larger = arena_room(a, room * size);
	if (!larger)
		return NULL;
	if (count)
		memcpy(larger, items, count * size);
	memset(larger + count * size, 0, (room - count) * size);
	*capacity = room;
	return larger;
}

struct sv arena_sv(struct arena *a, struct sv s)
{
	char *p = arena_alloc(a, s.len + 1);
	if (p && s.len)
		memcpy(p, s.ptr, s.len);
	return (struct sv){p, p ? s.len : 0};
}

struct sv arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_list again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	size_t len = n < 0 ? 0 : (size_t)n;
	char *p = arena_alloc(a, len + 1);
	if (p)
		vsnprintf(p, len + 1, fmt, again);
	va_end(again);
	return (struct sv){p, p ? len : 0};
}

struct sv arena_hex(struct arena *a, char letter, uint64_t v)
{
	enum { DIGITS = 16 };
	size_t first = letter != 0;
	char *p = arena_alloc(a, first + DIGITS + 1);
	if (!p)
		return (struct sv){p, 0};
	p[0] = letter;
	for (size_t i = DIGITS; i > 0; i--, v >>= 4)
		p[first + i - 1] = "0123456789abcdef"[v & 15];
	return (struct sv){p, first + DIGITS};
}

struct sv arena_join(struct arena *a, const struct sv *parts, size_t n, struct sv separator)
{
	size_t len = 0;
	for (size_t i = 0; i < n; i++)
		len += parts[i].len + (i ? separator.len : 0);
	char *p = arena_alloc(a, len + 1);
	char *w = p;
	for (size_t i = 0; p && i < n; i++) {
		if (i && separator.len) {
			memcpy(w, separator.ptr, separator.len);
			w += separator.len;
		}
		if (parts[i].len)
			memcpy(w, parts[i].ptr, parts[i].len);
		w += parts[i].len;
	}
	return (struct sv){p, p ? len : 0};
}
