#include "article/flat.h"

#include "text/json_scan.h"

#include <stdlib.h>

/* Behind the blanks before it. */
static bool take(struct json_scan *s, char c)
{
	json_scan_blanks(s);
	return json_scan_take(s, c);
}

/* Copies a text with escapes, without them no longer than in the source, behind the others. */
static bool resolve(struct json_scan *s, struct flat *f, struct sv *text)
{
	size_t n;
	if (!f->store && !(f->store = malloc((size_t)(s->end - text->ptr))))
		return json_scan_fail(s, "no memory");
	char *to = f->store + f->n_store;
	if (!json_scan_unescape(s, *text, to, &n) || memchr(to, '\0', n))
		return false;
	f->n_store += n;
	*text = sv_make(to, n);
	return true;
}

static bool take_string(struct json_scan *s, struct flat *f, struct sv *out)
{
	bool escaped;
	return take(s, '"') && json_scan_string(s, out, &escaped) && (!escaped || resolve(s, f, out));
}

static bool take_number(struct json_scan *s, double *out)
{
	struct json_scan_number number;
	if (!json_scan_number(s, &number))
		return false;
	*out = number.whole ? (double)number.integer : number.real;
	return true;
}

static bool take_value(struct json_scan *s, struct flat *f, struct flat_member *m)
{
	char word;
	json_scan_blanks(s);
	char c = s->at < s->end ? *s->at : '\0';
	if (c == '"') {
		m->kind = FLAT_STRING;
		return take_string(s, f, &m->string);
	}
	if (c == '-' || (c >= '0' && c <= '9')) {
		m->kind = FLAT_NUMBER;
		return take_number(s, &m->number);
	}
	m->kind = FLAT_OTHER;
	return json_scan_word(s, &word);
}

static bool take_members(struct json_scan *s, struct flat *out)
{
	if (!take(s, '{'))
		return false;
	if (take(s, '}'))
		return true;
	do {
		struct flat_member *m = &out->members[out->n];
		if (out->n == FLAT_MAX_MEMBERS || !take_string(s, out, &m->key) || !take(s, ':') ||
		    !take_value(s, out, m))
			return false;
		out->n++;
	} while (take(s, ','));
	return take(s, '}');
}

bool flat_parse(struct sv json, struct flat *out)
{
	struct json_scan s = {.at = json.ptr, .end = json.ptr + json.len};
	out->n = out->n_store = 0;
	out->store = NULL;
	bool whole = take_members(&s, out);
	json_scan_blanks(&s);
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
