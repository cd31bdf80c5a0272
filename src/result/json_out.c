#include "result/json_out.h"

#include "text/decode.h"

#include <math.h>

void json_item(struct buf *b)
{
	char last = b->len ? b->ptr[b->len - 1] : '\n';
	if (last != '[' && last != '{' && last != ':' && last != '\n')
		buf_append_char(b, ',');
}

void json_key(struct buf *b, const char *name)
{
	json_item(b);
	buf_append_char(b, '"');
	buf_append_cstr(b, name);
	buf_append(b, SV("\":"));
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

static void append_escaped(struct buf *b, struct sv s)
{
	size_t run = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_append(b, sv_make(s.ptr + run, i - run));
		escape(b, c);
		run = i + 1;
	}
	buf_append(b, sv_skip(s, run));
}

/* Whether a text can stand between quotes as it is, its UTF-8 aside. */
static bool is_plain(struct sv s)
{
	unsigned special = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		special |= (unsigned)(c < 0x20) | (unsigned)(c == '"') | (unsigned)(c == '\\');
	}
	return !special;
}

void json_text(struct buf *b, struct sv s)
{
	if (is_plain(s) && utf8_validate(s) == SIZE_MAX) {
		if (!buf_reserve(b, s.len + 2))
			return;
		char *to = b->ptr + b->len;
		*to++ = '"';
		if (s.len)
			memcpy(to, s.ptr, s.len);
		to[s.len] = '"';
		b->len += s.len + 2;
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

/* Decimal digits of v, at least `width` of them. */
static void append_digits(struct buf *b, uint64_t v, unsigned width)
{
	char digits[24];
	size_t n = 0;
	do {
		digits[sizeof digits - ++n] = (char)('0' + v % 10);
		v /= 10;
	} while (v || n < width);
	buf_append(b, sv_make(digits + sizeof digits - n, n));
}

void json_int(struct buf *b, int64_t v)
{
	if (v < 0)
		buf_append_char(b, '-');
	append_digits(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 1);
}

void json_number(struct buf *b, double v, unsigned decimals)
{
	static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
	if (!isfinite(v)) {
		json_none(b);
		return;
	}
	if (fabs(v) >= 9e12) {
		buf_printf(b, "%.0f", v);
		return;
	}
	decimals = decimals < 6 ? decimals : 6;
	uint64_t scaled = (uint64_t)llround(fabs(v) * (double)powers[decimals]);
	if (v < 0 && scaled)
		buf_append_char(b, '-');
	uint64_t fraction = scaled % powers[decimals];
	append_digits(b, scaled / powers[decimals], 1);
	if (!fraction)
		return;
	for (; fraction % 10 == 0; fraction /= 10)
		decimals--;
	buf_append_char(b, '.');
	append_digits(b, fraction, decimals);
}

void json_bool(struct buf *b, bool v)
{
	buf_append_cstr(b, v ? "true" : "false");
}

void json_none(struct buf *b)
{
	buf_append(b, SV("null"));
}

void json_text_field(struct buf *b, const char *key, struct sv value)
{
	json_key(b, key);
	json_text_or_null(b, value);
}

void json_int_field(struct buf *b, const char *key, int64_t value)
{
	json_key(b, key);
	json_int(b, value);
}

void json_count_field(struct buf *b, const char *key, int value, int least)
{
	json_key(b, key);
	if (value < least)
		json_none(b);
	else
		json_int(b, value);
}

void json_number_field(struct buf *b, const char *key, double value, unsigned decimals)
{
	json_key(b, key);
	json_number(b, value, decimals);
}

void json_bool_field(struct buf *b, const char *key, bool value)
{
	json_key(b, key);
	json_bool(b, value);
}
