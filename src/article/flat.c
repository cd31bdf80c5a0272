#include "article/flat.h"

#include "text/decode.h"

#include <stdlib.h>

enum { NUMBER_DIGITS_MAX = 15 };

struct scanner {
	const char *at, *end;
	char *store; /* where the next unescaped string goes: never longer than in the source */
};

static void skip_blanks(struct scanner *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r'))
		s->at++;
}

static bool take(struct scanner *s, char c)
{
	skip_blanks(s);
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Behind "\u". */
static bool take_code_point(struct scanner *s)
{
	uint32_t cp = 0;
	if (s->end - s->at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(*s->at++);
		if (digit < 0)
			return false;
		cp = cp << 4 | (uint32_t)digit;
	}
	if (cp == 0 || (cp >= 0xD800 && cp <= 0xDFFF))
		return false;
	char bytes[4];
	size_t n = utf8_put(cp, bytes);
	memcpy(s->store, bytes, n);
	s->store += n;
	return true;
}

/* Behind a backslash. */
static bool take_escape(struct scanner *s)
{
	static const char names[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	if (s->at == s->end)
		return false;
	char c = *s->at++;
	if (c == 'u')
		return take_code_point(s);
	const char *found = c ? strchr(names, c) : NULL;
	if (!found)
		return false;
	*s->store++ = meanings[found - names];
	return true;
}

static bool take_string(struct scanner *s, struct sv *out)
{
	if (!take(s, '"'))
		return false;
	char *first = s->store;
	for (;;) {
		const char *run = s->at;
		while (s->at < s->end && (unsigned char)*s->at >= 0x20 && *s->at != '"' && *s->at != '\\')
			s->at++;
		size_t n = (size_t)(s->at - run);
		memcpy(s->store, run, n);
		s->store += n;
		if (s->at == s->end || (unsigned char)*s->at < 0x20)
			return false;
		if (*s->at++ == '"')
			break;
		if (!take_escape(s))
			return false;
	}
	*out = sv_make(first, (size_t)(s->store - first));
	return utf8_validate(*out) == SIZE_MAX;
}

/* Whole numbers that a double holds exactly. */
static bool take_number(struct scanner *s, double *out)
{
	bool minus = s->at < s->end && *s->at == '-';
	const char *first = s->at + minus;
	const char *at = first;
	int64_t value = 0;
	while (at < s->end && *at >= '0' && *at <= '9' && at - first <= NUMBER_DIGITS_MAX)
		value = value * 10 + (*at++ - '0');
	bool plain = at == s->end || !strchr("0123456789.eE", *at) || !*at;
	if (at == first || at - first > NUMBER_DIGITS_MAX || (*first == '0' && at - first > 1) || !plain)
		return false;
	s->at = at;
	*out = (double)(minus ? -value : value);
	return true;
}

static bool take_word(struct scanner *s, struct sv word)
{
	if (!sv_starts(sv_make(s->at, (size_t)(s->end - s->at)), word))
		return false;
	s->at += word.len;
	return true;
}

static bool take_value(struct scanner *s, struct flat_member *m)
{
	skip_blanks(s);
	char c = s->at < s->end ? *s->at : '\0';
	if (c == '"') {
		m->kind = FLAT_STRING;
		return take_string(s, &m->string);
	}
	if (c == '-' || (c >= '0' && c <= '9')) {
		m->kind = FLAT_NUMBER;
		return take_number(s, &m->number);
	}
	m->kind = FLAT_OTHER;
	return take_word(s, SV("true")) || take_word(s, SV("false")) || take_word(s, SV("null"));
}

static bool take_members(struct scanner *s, struct flat *out)
{
	if (!take(s, '{'))
		return false;
	if (take(s, '}'))
		return true;
	do {
		struct flat_member *m = &out->members[out->n];
		if (out->n == FLAT_MAX_MEMBERS || !take_string(s, &m->key) || !take(s, ':') || !take_value(s, m))
			return false;
		out->n++;
	} while (take(s, ','));
	return take(s, '}');
}

bool flat_parse(struct sv json, struct flat *out)
{
	out->n = 0;
	out->store = malloc(json.len + 1);
	if (!out->store)
		return false;
	struct scanner s = {json.ptr, json.ptr + json.len, out->store};
	bool whole = take_members(&s, out);
	skip_blanks(&s);
	return whole && s.at == s.end;
}

void flat_release(struct flat *f)
{
	free(f->store);
	f->store = NULL;
	f->n = 0;
}

const struct flat_member *flat_find(const struct flat *f, const char *name)
{
	for (size_t i = f->n; i > 0; i--)
		if (sv_eq_cstr(f->members[i - 1].key, name))
			return &f->members[i - 1];
	return NULL;
}
