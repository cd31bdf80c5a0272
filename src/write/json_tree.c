#include "write/json_tree.h"

#include "text/json_scan.h"

#include <stdlib.h>

enum { FEW_MEMBERS = 32 };

struct parser {
	struct json_scan scan;
	struct arena *arena;
	const struct tree_lift *lift;
	unsigned depth;
};

static bool parse_value(struct parser *p, struct tree *out);

/* Behind the opening quote. */
static bool parse_string(struct parser *p, struct sv *out)
{
	bool escaped;
	if (!json_scan_string(&p->scan, out, &escaped))
		return false;
	if (!escaped)
		return true;
	char *text = arena_alloc(p->arena, out->len);
	bool ok = json_scan_unescape(&p->scan, *out, text, &out->len);
	out->ptr = text;
	return ok;
}

static bool parse_number(struct parser *p, struct tree *out)
{
	struct json_scan_number number;
	if (!json_scan_number(&p->scan, &number))
		return false;
	out->kind = number.whole ? TREE_INTEGER : TREE_REAL;
	if (number.whole)
		out->as.integer = number.integer;
	else
		out->as.real = number.real;
	return true;
}

static int key_compare(const void *a, const void *b)
{
	const struct tree *const *p = a;
	const struct tree *const *q = b;
	return sv_cmp((*p)->key, (*q)->key);
}

/* Among many members two of one name stand side by side when sorted. */
static bool sorted_repeat(struct arena *a, const struct tree *o)
{
	const struct tree **all = ARENA_ARRAY(a, const struct tree *, o->as.in.n);
	size_t n = 0;
	for (const struct tree *v = o->as.in.first; v; v = v->next)
		all[n++] = v;
	qsort(all, n, sizeof *all, key_compare);
	for (size_t i = 1; i < n; i++)
		if (sv_eq(all[i - 1]->key, all[i]->key))
			return true;
	return false;
}

/* A set of one bit a key that can only say "new": most keys of an object differ in it. */
static uint64_t key_bit(struct sv key)
{
	unsigned h = (unsigned)key.len;
	for (size_t i = 0; i < key.len; i++)
		h = h * 31 + (unsigned char)key.ptr[i];
	return (uint64_t)1 << (h ^ h >> 6 ^ h >> 12) % 64;
}

static bool key_repeats(const struct tree *o, struct sv key, uint64_t *seen)
{
	uint64_t bit = key_bit(key);
	bool maybe = *seen & bit;
	*seen |= bit;
	if (!maybe || o->as.in.n > FEW_MEMBERS)
		return false;
	for (const struct tree *v = o->as.in.first; v; v = v->next)
		if (sv_eq(v->key, key))
			return true;
	return false;
}

static bool parse_key(struct parser *p, const struct tree *o, uint64_t *seen, struct tree *member)
{
	struct json_scan *s = &p->scan;
	if (!json_scan_take(s, '"'))
		return json_scan_fail(s, "a member's name is missing");
	if (!parse_string(p, &member->key))
		return false;
	if (member->key.len && memchr(member->key.ptr, '\0', member->key.len))
		return json_scan_fail(s, "NUL in a member's name");
	if (key_repeats(o, member->key, seen))
		return json_scan_fail(s, "two members of one name");
	json_scan_blanks(s);
	if (!json_scan_take(s, ':'))
		return json_scan_fail(s, "':' is missing");
	json_scan_blanks(s);
	return true;
}

static bool lifted(struct parser *p, struct tree *member)
{
	const struct tree_lift *l = p->lift;
	struct json_scan *s = &p->scan;
	if (!l || s->at == s->end || *s->at != '{' || !sv_eq_cstr(member->key, l->key))
		return false;
	size_t bytes = l->take(l->user, sv_make(s->at, (size_t)(s->end - s->at)), &member->as.integer);
	if (bytes == 0)
		return false;
	member->kind = TREE_INTEGER;
	s->at += bytes;
	return true;
}

/* Behind the opening bracket. */
static bool parse_members(struct parser *p, struct tree *out, char close)
{
	struct json_scan *s = &p->scan;
	const struct tree **link = &out->as.in.first;
	uint64_t seen = 0;
	json_scan_blanks(s);
	if (json_scan_take(s, close))
		return true;
	do {
		struct tree *member = ARENA_NEW(p->arena, struct tree);
		json_scan_blanks(s);
		if (close == '}' && !parse_key(p, out, &seen, member))
			return false;
		if (!(close == '}' && lifted(p, member)) && !parse_value(p, member))
			return false;
		*link = member;
		link = &member->next;
		out->as.in.n++;
		json_scan_blanks(s);
	} while (json_scan_take(s, ','));
	if (!json_scan_take(s, close))
		return json_scan_fail(s, close == '}' ? "'}' is missing" : "']' is missing");
	if (close == '}' && out->as.in.n > FEW_MEMBERS && sorted_repeat(p->arena, out))
		return json_scan_fail(s, "two members of one name");
	return true;
}

static bool parse_word(struct parser *p, struct tree *out)
{
	char word;
	if (!json_scan_word(&p->scan, &word))
		return false;
	out->kind = word == 'n' ? TREE_NULL : word == 't' ? TREE_TRUE : TREE_FALSE;
	return true;
}

static bool parse_value(struct parser *p, struct tree *out)
{
	struct json_scan *s = &p->scan;
	if (++p->depth > JSON_DEPTH_MAX)
		return json_scan_fail(s, "too deep");
	bool ok;
	if (s->at == s->end) {
		ok = json_scan_fail(s, "it ends too early");
	} else if (json_scan_take(s, '"')) {
		out->kind = TREE_TEXT;
		ok = parse_string(p, &out->as.text);
	} else if (*s->at == '{' || *s->at == '[') {
		out->kind = *s->at == '{' ? TREE_OBJECT : TREE_ARRAY;
		s->at++;
		ok = parse_members(p, out, out->kind == TREE_OBJECT ? '}' : ']');
	} else if (*s->at == '-' || (*s->at >= '0' && *s->at <= '9')) {
		ok = parse_number(p, out);
	} else {
		ok = parse_word(p, out);
	}
	p->depth--;
	return ok;
}

enum err tree_parse(struct arena *a, struct sv json, const struct tree_lift *lift, const struct tree **out,
		    struct error *e)
{
	struct parser p = {.scan = {json.ptr, json.ptr + json.len, NULL}, .arena = a, .lift = lift};
	struct json_scan *s = &p.scan;
	struct tree *root = ARENA_NEW(a, struct tree);
	*out = root;
	json_scan_blanks(s);
	bool container = s->at < s->end && (*s->at == '{' || *s->at == '[');
	bool ok = container ? parse_value(&p, root) : json_scan_fail(s, "no object or array");
	json_scan_blanks(s);
	if (ok && s->at < s->end)
		ok = json_scan_fail(s, "something follows its end");
	return ok ? OK : error_set(e, ERR_DATA, "%s (byte %zu)", s->wrong, (size_t)(s->at - json.ptr) + 1);
}

const struct tree *tree_get(const struct tree *o, const char *key)
{
	size_t len = strlen(key);
	if (!tree_is(o, TREE_OBJECT))
		return NULL;
	for (const struct tree *v = o->as.in.first; v; v = v->next)
		if (v->key.len == len && memcmp(v->key.ptr, key, len) == 0)
			return v;
	return NULL;
}

bool tree_number(const struct tree *v, double *out)
{
	if (tree_is(v, TREE_INTEGER))
		*out = (double)v->as.integer;
	else if (tree_is(v, TREE_REAL))
		*out = v->as.real;
	else
		return false;
	return true;
}
