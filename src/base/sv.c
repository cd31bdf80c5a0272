#include "base/sv.h"

#include <errno.h>
#include <stdlib.h>

int sv_cmp(struct sv a, struct sv b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
	if (c != 0)
		return c;
	return (a.len > b.len) - (a.len < b.len);
}

size_t sv_find(struct sv hay, struct sv needle, size_t from)
{
	if (needle.len == 0)
		return from <= hay.len ? from : SIZE_MAX;
	while (from + needle.len <= hay.len) {
		const char *p = memchr(hay.ptr + from, needle.ptr[0], hay.len - needle.len - from + 1);
		if (!p)
			return SIZE_MAX;
		if (memcmp(p, needle.ptr, needle.len) == 0)
			return (size_t)(p - hay.ptr);
		from = (size_t)(p - hay.ptr) + 1;
	}
	return SIZE_MAX;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

struct sv sv_trim(struct sv a)
{
	while (a.len && is_space(a.ptr[0]))
		a = sv_skip(a, 1);
	while (a.len && is_space(a.ptr[a.len - 1]))
		a.len--;
	return a;
}

bool sv_split(struct sv *rest, char sep, struct sv *field)
{
	if (!rest->ptr)
		return false;
	const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
	if (!p) {
		*field = *rest;
		*rest = (struct sv){NULL, 0};
		return true;
	}
	*field = sv_take(*rest, (size_t)(p - rest->ptr));
	*rest = sv_skip(*rest, field->len + 1);
	return true;
}

bool sv_to_double(struct sv a, double *out)
{
	char text[64];
	char *end = NULL;
	if (a.len == 0 || a.len >= sizeof text || is_space(a.ptr[0]))
		return false;
	memcpy(text, a.ptr, a.len);
	text[a.len] = '\0';
	errno = 0;
	*out = strtod(text, &end);
	return errno == 0 && end == text + a.len;
}

bool sv_to_int(struct sv a, int64_t *out)
{
	char text[32];
	char *end = NULL;
	if (a.len == 0 || a.len >= sizeof text || is_space(a.ptr[0]))
		return false;
	memcpy(text, a.ptr, a.len);
	text[a.len] = '\0';
	errno = 0;
	*out = strtoll(text, &end, 10);
	return errno == 0 && end == text + a.len;
}
