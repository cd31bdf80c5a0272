#include "text/json_scan.h"

#include "text/decode.h"

#include <math.h>
#include <stdlib.h>

enum { EXACT_POWERS = 23, EXACT_BYTES = 16, INTEGER_DIGITS = 19 };

bool json_scan_fail(struct json_scan *s, const char *why)
{
	if (!s->wrong)
		s->wrong = why;
	return false;
}

/* Whether one of the eight bytes is a quote, a backslash or a control character. */
static bool has_special(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t quote = w ^ ones * '"';
	uint64_t slash = w ^ ones * '\\';
	return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((w - ones * 0x20) & ~w)) & ones * 0x80;
}

bool json_scan_string(struct json_scan *s, struct sv *raw, bool *escaped)
{
	const char *at = s->at;
	uint64_t w, all = 0;
	*escaped = false;
	for (;;) {
		while (s->end - at >= 8 && (memcpy(&w, at, sizeof w), !has_special(w))) {
			all |= w;
			at += 8;
		}
		while (at < s->end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
			all |= (unsigned char)*at++;
		if (at == s->end)
			return json_scan_fail(s, "a text does not end");
		if (*at == '"')
			break;
		if ((unsigned char)*at < 0x20)
			return json_scan_fail(s, "control character in a text");
		*escaped = true;
		if (++at == s->end)
			return json_scan_fail(s, "a text does not end");
		if ((unsigned char)*at++ - 0x20u >= 0x60u)
			return json_scan_fail(s, "invalid escape");
	}
	*raw = sv_make(s->at, (size_t)(at - s->at));
	if ((all & UINT64_C(0x8080808080808080)) && utf8_validate(*raw) != SIZE_MAX)
		return json_scan_fail(s, "no UTF-8");
	s->at = at + 1;
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u at s; -1 when they are none. */
static long hex4(const char *s, const char *end)
{
	long v = 0;
	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_value(s[i]);
		if (digit < 0)
			return -1;
		v = v * 16 + digit;
	}
	return v;
}

/* The code point of a \u escape whose digits begin at *s, which moves behind it; -1 when it is none. */
static long unicode_escape(const char **s, const char *end)
{
	long high = hex4(*s, end);
	if (high < 0 || (high >= 0xdc00 && high <= 0xdfff))
		return -1;
	*s += 4;
	if (high < 0xd800 || high > 0xdbff)
		return high;
	if (end - *s < 6 || (*s)[0] != '\\' || (*s)[1] != 'u')
		return -1;
	long low = hex4(*s + 2, end);
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	*s += 6;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* What follows a backslash at *from, which moves behind it; returns the bytes written, 0 when it is no escape. */
static size_t put_escape(const char **from, const char *end, char *to)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	char c = *(*from)++;
	if (c == 'u') {
		long cp = unicode_escape(from, end);
		return cp < 0 ? 0 : utf8_put((uint32_t)cp, to);
	}
	const char *known = memchr(letters, c, sizeof letters - 1);
	if (!known)
		return 0;
	*to = values[known - letters];
	return 1;
}

bool json_scan_unescape(struct json_scan *s, struct sv raw, char *to, size_t *n)
{
	const char *from = raw.ptr;
	const char *end = raw.ptr + raw.len;
	const char *first = to;
	while (from < end) {
		if (*from == '\\') {
			from++;
			size_t bytes = from < end ? put_escape(&from, end, to) : 0;
			if (!bytes)
				return json_scan_fail(s, "invalid escape");
			to += bytes;
			continue;
		}
		const char *next = memchr(from, '\\', (size_t)(end - from));
		size_t run = (size_t)((next ? next : end) - from);
		memcpy(to, from, run);
		from += run;
		to += run;
	}
	*n = (size_t)(to - first);
	return true;
}

static const char *skip_digits(const char *at, const char *end)
{
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

/* As strtod(); a number of few digits without exponent is exact as the quotient of two exact numbers. */
static bool real_value(struct json_scan *s, struct sv text, double *out)
{
	static const double powers[EXACT_POWERS] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
						    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	bool minus = text.ptr[0] == '-';
	uint64_t digits = 0;
	size_t decimals = 0;
	bool point = false;
	size_t i = minus;
	for (; i < text.len && text.len - minus <= EXACT_BYTES && text.ptr[i] != 'e' && text.ptr[i] != 'E'; i++) {
		point = point || text.ptr[i] == '.';
		if (text.ptr[i] == '.')
			continue;
		digits = digits * 10 + (uint64_t)(text.ptr[i] - '0');
		decimals += point;
	}
	if (i == text.len) {
		*out = (double)digits / powers[decimals];
		*out = minus ? -*out : *out;
		return true;
	}
	*out = strtod(text.ptr, NULL); /* stops at the byte behind the number, which json_scan_number() saw to be there */
	return isfinite(*out) || json_scan_fail(s, "number too large");
}

static bool integer_value(struct json_scan *s, struct sv text, int64_t *out)
{
	bool minus = text.ptr[0] == '-';
	uint64_t limit = (uint64_t)INT64_MAX + minus;
	uint64_t value = 0;
	if (text.len - minus > INTEGER_DIGITS)
		return json_scan_fail(s, "number too large");
	for (size_t i = minus; i < text.len; i++)
		value = value * 10 + (uint64_t)(text.ptr[i] - '0');
	if (value > limit)
		return json_scan_fail(s, "number too large");
	*out = minus && value ? -(int64_t)(value - 1) - 1 : (int64_t)value;
	return true;
}

bool json_scan_number(struct json_scan *s, struct json_scan_number *out)
{
	const char *digits = s->at + (*s->at == '-');
	const char *end = skip_digits(digits, s->end);
	if (end == digits || (*digits == '0' && end - digits > 1))
		return json_scan_fail(s, "no value");
	out->whole = true;
	if (end < s->end && *end == '.') {
		const char *from = end + 1;
		end = skip_digits(from, s->end);
		out->whole = false;
		if (end == from)
			return json_scan_fail(s, "no number");
	}
	if (end < s->end && (*end == 'e' || *end == 'E')) {
		const char *from = end + 1;
		from += from < s->end && (*from == '+' || *from == '-');
		end = skip_digits(from, s->end);
		out->whole = false;
		if (end == from)
			return json_scan_fail(s, "no number");
	}
	if (end == s->end)
		return json_scan_fail(s, "it ends too early");
	struct sv text = sv_make(s->at, (size_t)(end - s->at));
	s->at = end;
	return out->whole ? integer_value(s, text, &out->integer) : real_value(s, text, &out->real);
}

bool json_scan_word(struct json_scan *s, char *out)
{
	static const struct sv words[] = {{"null", 4}, {"false", 5}, {"true", 4}};
	struct sv rest = sv_make(s->at, (size_t)(s->end - s->at));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sv_starts(rest, words[i])) {
			*out = words[i].ptr[0];
			s->at += words[i].len;
			return true;
		}
	return json_scan_fail(s, "no value");
}
