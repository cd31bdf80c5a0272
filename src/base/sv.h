/* String view: borrowed bytes with a length, never NUL-terminated by promise. Thread-safe: pure functions. */
#ifndef KHARITA_BASE_SV_H
#define KHARITA_BASE_SV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct sv {
	const char *ptr;
	size_t len;
};

/* printf helpers: printf("%.*s", SV_ARG(v)). */
#define SV_ARG(v) (int)(v).len, (v).ptr

/* A view of a string literal. */
#define SV(lit) ((struct sv){"" lit, sizeof(lit) - 1})

static inline struct sv sv_make(const char *ptr, size_t len)
{
	return (struct sv){ptr, len};
}

/* A view of a C string; NULL gives the empty view. */
static inline struct sv sv_cstr(const char *s)
{
	return (struct sv){s ? s : "", s ? strlen(s) : 0};
}

static inline bool sv_eq(struct sv a, struct sv b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool sv_eq_cstr(struct sv a, const char *b)
{
	return sv_eq(a, sv_cstr(b));
}

/* Whether a view is one of n C strings; SV_ONE_OF: of an array of them. */
static inline bool sv_is_one_of(struct sv a, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq_cstr(a, list[i]))
			return true;
	return false;
}
#define SV_ONE_OF(view, array) sv_is_one_of((view), (array), sizeof(array) / sizeof(array)[0])

static inline bool sv_starts(struct sv a, struct sv prefix)
{
	return a.len >= prefix.len && memcmp(a.ptr, prefix.ptr, prefix.len) == 0;
}

static inline bool sv_ends(struct sv a, struct sv suffix)
{
	return a.len >= suffix.len && memcmp(a.ptr + a.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

/* The view without its first n bytes (n clipped to the length). */
static inline struct sv sv_skip(struct sv a, size_t n)
{
	n = n < a.len ? n : a.len;
	return (struct sv){a.ptr + n, a.len - n};
}

static inline struct sv sv_take(struct sv a, size_t n)
{
	return (struct sv){a.ptr, n < a.len ? n : a.len};
}

/* Byte order; a prefix sorts first. */
int sv_cmp(struct sv a, struct sv b);

/* Offset of the first occurrence of `needle` at or after `from`, or SIZE_MAX. */
size_t sv_find(struct sv hay, struct sv needle, size_t from);

/* The view without ASCII white space at both ends. */
struct sv sv_trim(struct sv a);

/* Cuts the head of *rest up to `sep` and moves *rest behind it. False when *rest was already exhausted
 * (ptr NULL). "a||b" yields "a", "", "b"; the empty view yields one empty field. */
bool sv_split(struct sv *rest, char sep, struct sv *field);

/* Parses the whole view as a number. False on anything else than one number; the empty view leaves *out
 * alone. */
bool sv_to_double(struct sv a, double *out);
bool sv_to_int(struct sv a, int64_t *out);

#endif
