#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *b, size_t max)
{
	assert(max > 0);
	*b = (struct buf){.max = max};
}

void buf_release(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = b->no_memory = false;
}

void buf_inherit(struct buf *b, const struct buf *part)
{
	b->failed = b->failed || part->failed;
	b->no_memory = b->no_memory || part->no_memory;
}

enum err buf_fail(const struct buf *b, const char *what, const char *more, struct error *e)
{
	if (b->no_memory)
		return error_set(e, ERR_NOMEM, "no memory for %s", what);
	return error_set(e, ERR_LIMIT, "%s is larger than %zu bytes%s", what, b->max, more);
}

/* Memory for `need` bytes; one byte past the ceiling is for the NUL that vsnprintf() writes. */
static bool grow(struct buf *b, size_t need)
{
	if (need <= b->cap)
		return true;
	size_t cap = b->cap ? b->cap : 256;
	while (cap < need)
		cap = cap > b->max / 2 ? b->max + 1 : cap * 2;
	char *p = realloc(b->ptr, cap);
	if (!p) {
		b->failed = b->no_memory = true;
		return false;
	}
	b->ptr = p;
	b->cap = cap;
	return true;
}

bool buf_reserve(struct buf *b, size_t extra)
{
	if (b->failed || extra > b->max || b->len > b->max - extra) {
		b->failed = true;
		return false;
	}
	return grow(b, b->len + extra);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_list again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && buf_reserve(b, (size_t)n) && grow(b, b->len + (size_t)n + 1)) {
		vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}
