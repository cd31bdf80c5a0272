/* Growable byte buffer with a mandatory ceiling. A failed append is sticky: test buf_ok() once at the end. */
#ifndef KHARITA_BASE_BUF_H
#define KHARITA_BASE_BUF_H

#include "base/error.h"
#include "base/sv.h"

struct buf {
	char *ptr;
	size_t len, cap;
	size_t max;   /* bytes at most, > 0 */
	bool failed;  /* an append passed the ceiling or memory ran out; its bytes are not in the buffer */
	bool no_memory; /* it was memory */
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);
void buf_clear(struct buf *b);  /* empties it, keeps the memory, forgets a failure */

static inline bool buf_ok(const struct buf *b)
{
	return !b->failed;
}

static inline struct sv buf_sv(const struct buf *b)
{
	return (struct sv){b->ptr ? b->ptr : "", b->len};
}

/* What stands in `b` was made of `part`: a failure of `part` is one of `b`, too. */
void buf_inherit(struct buf *b, const struct buf *part);

/* Of one that failed: ERR_NOMEM, or ERR_LIMIT as "WHAT is larger than N bytes" with `more` (or "") behind it. */
enum err buf_fail(const struct buf *b, const char *what, const char *more, struct error *e);

/* Room for `extra` more bytes; false (and sticky failure) if there is none. */
bool buf_reserve(struct buf *b, size_t extra);

static inline void buf_append(struct buf *b, struct sv s)
{
	if (s.len == 0 || ((b->cap - b->len < s.len || b->failed || b->len + s.len > b->max) && !buf_reserve(b, s.len)))
		return;
	memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
}

static inline void buf_append_cstr(struct buf *b, const char *s)
{
	buf_append(b, sv_cstr(s));
}

static inline void buf_append_char(struct buf *b, char c)
{
	buf_append(b, sv_make(&c, 1));
}

void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
