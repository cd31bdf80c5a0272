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

enum { EXACT_DIGITS = 15 }; /* as many decimals any double holds, and any power of ten so large */

/* Digits with at most one point among them, EXACT_DIGITS at most: what most numbers are. *decimals counts those behind
 * the point. */
static bool plain_digits(struct sv a, int64_t *value, size_t *decimals)
{
	size_t digits = 0;
	size_t point = SIZE_MAX;
	*value = 0;
	for (size_t i = 0; i < a.len; i++) {
		unsigned digit = (unsigned char)a.ptr[i] - (unsigned)'0';
		if (a.ptr[i] == '.' && point == SIZE_MAX)
			point = i;
		else if (digit > 9 || ++digits > EXACT_DIGITS)
			return false;
		else
			*value = *value * 10 + digit;
	}
	*decimals = point == SIZE_MAX ? 0 : a.len - point - 1;
	return digits > 0;
}

bool sv_to_double(struct sv a, double *out)
{
	static const double powers[EXACT_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
	                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
	size_t decimals;
	int64_t value;
	bool negative = a.len && a.ptr[0] == '-';
	if (plain_digits(sv_skip(a, negative), &value, &decimals)) {
		double size = (double)value / powers[decimals]; /* of two exact numbers: rounded as strtod() does */
		*out = negative ? -size : size;
		return true;
	}
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
	size_t decimals;
	int64_t value;
	bool negative = a.len && a.ptr[0] == '-';
	if (plain_digits(sv_skip(a, negative), &value, &decimals) && !memchr(a.ptr, '.', a.len)) {
		*out = negative ? -value : value;
		return true;
	}
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
