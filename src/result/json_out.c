#include "result/json_out.h"

#include "text/decode.h"

#include <math.h>

void json_item(struct buf *b)
{
	char last = b->len ? b->ptr[b->len - 1] : '\n';
	if (last != '[' && last != '{' && last != ':' && last != '\n')
		buf_append_char(b, ',');
}

void json_key_bytes(struct buf *b, const char *name, size_t len)
{
	json_item(b);
	if (!buf_reserve(b, len + 3))
		return;
	char *to = b->ptr + b->len;
	*to++ = '"';
	memcpy(to, name, len);
	memcpy(to + len, "\":", 2);
	b->len += len + 3;
}

static void escape(struct buf *b, unsigned char c)
{
	static const char names[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"',
	                             ['\\'] = '\\'};
	if (c < sizeof names && names[c]) {
		buf_append_char(b, '\\');
		buf_append_char(b, names[c]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

static bool is_special(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

/* The same of eight bytes at once: a byte below n sets its highest bit (Mycroft's test), and a byte is equal to another
 * where their difference is below 1. */
static uint64_t has_special(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
	uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\';
	return (((eight - ones * 0x20) & ~eight) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & high;
}

/* The first byte from i on that cannot stand between quotes as it is, its UTF-8 aside; s.len for none. */
static size_t next_special(struct sv s, size_t i)
{
	for (uint64_t eight; s.len - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, s.ptr + i, sizeof eight);
		if (has_special(eight))
			break;
	}
	while (i < s.len && !is_special((unsigned char)s.ptr[i]))
		i++;
	return i;
}

static bool is_plain(struct sv s)
{
	return next_special(s, 0) == s.len;
}

static void append_escaped(struct buf *b, struct sv s)
{
	for (size_t run = 0; run < s.len;) {
		size_t end = next_special(s, run);
		buf_append(b, sv_make(s.ptr + run, end - run));
		if (end < s.len)
			escape(b, (unsigned char)s.ptr[end]);
		run = end + 1;
	}
}

void json_quoted(struct buf *b, struct sv s)
{
	if (!buf_reserve(b, s.len + 2))
		return;
	char *to = b->ptr + b->len;
	*to++ = '"';
	if (s.len)
		memcpy(to, s.ptr, s.len);
	to[s.len] = '"';
	b->len += s.len + 2;
}

void json_text_valid(struct buf *b, struct sv s)
{
	if (is_plain(s)) {
		json_quoted(b, s);
		return;
	}
	buf_append_char(b, '"');
	append_escaped(b, s);
	buf_append_char(b, '"');
}

/* Whether a text is ASCII that needs no escape. */
static bool is_plain_ascii(struct sv s)
{
	uint64_t eight, bad = 0;
	size_t i = 0;
	for (; s.len - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, s.ptr + i, sizeof eight);
		bad |= has_special(eight) | (eight & UINT64_C(0x8080808080808080));
	}
	for (; i < s.len; i++)
		bad |= is_special((unsigned char)s.ptr[i]) | (s.ptr[i] & 0x80);
	return bad == 0;
}

void json_text(struct buf *b, struct sv s)
{
	if (is_plain_ascii(s)) {
		json_quoted(b, s);
		return;
	}
	if (utf8_validate(s) == SIZE_MAX) {
		json_text_valid(b, s);
		return;
	}
	buf_append_char(b, '"');
	for (size_t bad = utf8_validate(s); bad != SIZE_MAX; bad = utf8_validate(s)) {
		append_escaped(b, sv_take(s, bad));
		buf_append(b, SV("\xEF\xBF\xBD"));
		s = sv_skip(s, bad + 1);
	}
	append_escaped(b, s);
	buf_append_char(b, '"');
}

void json_text_or_null(struct buf *b, struct sv s)
{
	if (s.len)
		json_text(b, s);
	else
		json_none(b);
}

enum { DIGITS_MAX = 24 };

/* Decimal digits of v, at least `width` of them, so that they end at `end`; returns where they begin. */
static char *digits_before(char *end, uint64_t v, unsigned width)
{
	char *to = end;
	do {
		*--to = (char)('0' + v % 10);
		v /= 10;
	} while (v || (size_t)(end - to) < width);
	return to;
}

static void append_digits(struct buf *b, uint64_t v, unsigned width)
{
	char digits[DIGITS_MAX];
	char *first = digits_before(digits + sizeof digits, v, width);
	buf_append(b, sv_make(first, (size_t)(digits + sizeof digits - first)));
}

void json_int(struct buf *b, int64_t v)
{
	if (v < 0)
		buf_append_char(b, '-');
	append_digits(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 1);
}

/* |v| in units of 1 / power, halves away from zero; |v| * power is below 2^63. */
static uint64_t scale(double v, uint64_t power)
{
	double exact = fabs(v) * (double)power;
	uint64_t whole = (uint64_t)exact;
	return whole + (exact - (double)whole >= 0.5);
}

void json_number(struct buf *b, double v, unsigned decimals)
{
	static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
	if (!isfinite(v)) {
		json_none(b);
		return;
	}
	if (fabs(v) >= 9e12) { /* what no 64 bits hold is no integer to many readers */
		buf_printf(b, fabs(v) < 9e18 ? "%.0f" : "%.17g", v);
		return;
	}
	decimals = decimals < 6 ? decimals : 6;
	const unsigned decimals_asked = decimals;
	uint64_t scaled = scale(v, powers[decimals]);
	uint64_t fraction = scaled % powers[decimals];
	char text[2 * DIGITS_MAX];
	char *end = text + sizeof text;
	char *to = end;
	if (fraction) {
		for (; fraction % 10 == 0; fraction /= 10)
			decimals--;
		to = digits_before(end, fraction, decimals);
		*--to = '.';
	}
	to = digits_before(to, scaled / powers[decimals_asked], 1);
	if (v < 0 && scaled)
		*--to = '-';
	buf_append(b, sv_make(to, (size_t)(end - to)));
}

enum { MILLION = 1000000, DEGREES_LIMIT = 1000, POSITION_MAX = sizeof "[-999.999999,-999.999999]" };

static char *put_pair(char *to, uint32_t below_100)
{
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	                            "8081828384858687888990919293949596979899";
	memcpy(to, pairs + 2 * (size_t)below_100, 2);
	return to + 2;
}

/* What json_number() writes with six decimals, of a number between -1000 and 1000, forward and with constant divisors:
 * results are positions for the most part. */
static char *put_degrees(char *to, double v)
{
	uint32_t scaled = (uint32_t)scale(v, MILLION);
	uint32_t whole = scaled / MILLION;
	uint32_t fraction = scaled % MILLION;
	if (v < 0 && scaled)
		*to++ = '-';
	if (whole >= 100)
		*to++ = (char)('0' + whole / 100);
	if (whole >= 10)
		to = put_pair(to, whole % 100);
	else
		*to++ = (char)('0' + whole);
	if (fraction == 0)
		return to;
	*to++ = '.';
	to = put_pair(to, fraction / 10000);
	to = put_pair(to, fraction / 100 % 100);
	to = put_pair(to, fraction % 100);
	while (to[-1] == '0')
		to--;
	return to;
}

static bool is_degrees(double v)
{
	return v > -DEGREES_LIMIT + 1 && v < DEGREES_LIMIT - 1;
}

void json_position(struct buf *b, struct lonlat p)
{
	if (!is_degrees(p.lon_deg) || !is_degrees(p.lat_deg)) {
		buf_append_char(b, '[');
		json_number(b, p.lon_deg, 6);
		buf_append_char(b, ',');
		json_number(b, p.lat_deg, 6);
		buf_append_char(b, ']');
		return;
	}
	if (!buf_reserve(b, POSITION_MAX))
		return;
	char *to = b->ptr + b->len;
	*to++ = '[';
	to = put_degrees(to, p.lon_deg);
	*to++ = ',';
	to = put_degrees(to, p.lat_deg);
	*to++ = ']';
	b->len = (size_t)(to - b->ptr);
}

void json_positions(struct buf *b, const struct lonlat *p, size_t n, bool closed)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_append_char(b, ',');
		json_position(b, p[i]);
	}
	if (n && closed) {
		buf_append_char(b, ',');
		json_position(b, p[0]);
	}
}

void json_day(struct buf *b, int year, int month, int day)
{
	char text[] = "\"YYYY-MM-DD\"";
	digits_before(text + 5, (uint64_t)year % 10000, 4);
	digits_before(text + 8, (uint64_t)month % 100, 2);
	digits_before(text + 11, (uint64_t)day % 100, 2);
	buf_append(b, sv_make(text, sizeof text - 1));
}

void json_bool(struct buf *b, bool v)
{
	buf_append_cstr(b, v ? "true" : "false");
}

void json_none(struct buf *b)
{
	buf_append(b, SV("null"));
}
