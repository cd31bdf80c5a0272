#include "write/json_tree.h"

#include "text/decode.h"

#include <math.h>
#include <stdlib.h>

enum { DEPTH_MAX = 2048, FEW_MEMBERS = 32, EXACT_POWERS = 23 };

struct parser {
	struct arena *arena;
	const char *start, *at, *end;
	const struct tree_lift *lift;
	unsigned depth;
	const char *wrong; /* why it stopped */
};

static bool parse_value(struct parser *p, struct tree *out);

static bool fail(struct parser *p, const char *why)
{
	if (!p->wrong)
		p->wrong = why;
	return false;
}

static void skip_blanks(struct parser *p)
{
	while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r'))
		p->at++;
}

static bool take(struct parser *p, char c)
{
	if (p->at == p->end || *p->at != c)
		return false;
	p->at++;
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
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

static char *put_utf8(char *out, unsigned long c)
{
	if (c < 0x80) {
		*out++ = (char)c;
		return out;
	}
	if (c < 0x800) {
		*out++ = (char)(0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*out++ = (char)(0xe0 | c >> 12);
		} else {
			*out++ = (char)(0xf0 | c >> 18);
			*out++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*out++ = (char)(0x80 | (c & 0x3f));
	return out;
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

/* The text between two quotes with its escapes resolved. */
static bool unescape(struct parser *p, const char *s, const char *end, struct sv *out)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	char *text = arena_alloc(p->arena, (size_t)(end - s) + 1);
	char *to = text;
	while (s < end) {
		if (*s != '\\') {
			*to++ = *s++;
			continue;
		}
		s++;
		const char *known = *s ? strchr(letters, *s) : NULL;
		if (known) {
			*to++ = values[known - letters];
			s++;
			continue;
		}
		s += 1;
		long c = s[-1] == 'u' ? unicode_escape(&s, end) : -1;
		if (c < 0)
			return fail(p, "invalid escape");
		to = put_utf8(to, (unsigned long)c);
	}
	*out = sv_make(text, (size_t)(to - text));
	return true;
}

/* Whether one of the eight bytes is a quote, a backslash, a control character or no ASCII. */
static bool has_special(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t quote = w ^ ones * '"';
	uint64_t slash = w ^ ones * '\\';
	return (((quote - ones) | (slash - ones) | (w - ones * 0x20) | w) & ones * 0x80) != 0;
}

/* Behind the opening quote. */
static bool parse_string(struct parser *p, struct sv *out)
{
	const char *s = p->at;
	bool escaped = false;
	bool ascii = true;
	uint64_t w;
	for (;;) {
		while (p->end - s >= 8 && (memcpy(&w, s, sizeof w), !has_special(w)))
			s += 8;
		if (s == p->end)
			return fail(p, "a text does not end");
		if (*s == '"')
			break;
		if ((unsigned char)*s < 0x20)
			return fail(p, "control character in a text");
		if ((unsigned char)*s >= 0x80)
			ascii = false;
		if (*s == '\\') {
			escaped = true;
			if (++s == p->end)
				return fail(p, "a text does not end");
		}
		s++;
	}
	*out = sv_make(p->at, (size_t)(s - p->at));
	if (!ascii && utf8_validate(*out) != SIZE_MAX)
		return fail(p, "no UTF-8");
	bool ok = !escaped || unescape(p, p->at, s, out);
	p->at = s + 1;
	return ok;
}

static const char *skip_digits(const char *s, const char *end)
{
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s;
}

/* As strtod(); a number of few digits without exponent is exact as the quotient of two exact numbers. */
static bool real_value(struct parser *p, struct sv text, double *out)
{
	static const double powers[EXACT_POWERS] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
						    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	bool minus = text.ptr[0] == '-';
	uint64_t digits = 0;
	size_t decimals = 0;
	bool point = false;
	size_t i = minus;
	for (; i < text.len && text.len - minus <= 16 && text.ptr[i] != 'e' && text.ptr[i] != 'E'; i++) {
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
	*out = strtod(arena_sv(p->arena, text).ptr, NULL);
	return isfinite(*out) || fail(p, "number too large");
}

static bool parse_number(struct parser *p, struct tree *out)
{
	const char *s = p->at;
	const char *digits = s + (*s == '-');
	const char *end = skip_digits(digits, p->end);
	if (end == digits || (*digits == '0' && end - digits > 1))
		return fail(p, "no value");
	bool real = false;
	if (end < p->end && *end == '.') {
		const char *from = end + 1;
		end = skip_digits(from, p->end);
		real = true;
		if (end == from)
			return fail(p, "no number");
	}
	if (end < p->end && (*end == 'e' || *end == 'E')) {
		const char *from = end + 1;
		from += from < p->end && (*from == '+' || *from == '-');
		end = skip_digits(from, p->end);
		real = true;
		if (end == from)
			return fail(p, "no number");
	}
	struct sv text = sv_make(s, (size_t)(end - s));
	p->at = end;
	out->kind = real ? TREE_REAL : TREE_INTEGER;
	if (real)
		return real_value(p, text, &out->as.real);
	return sv_to_int(text, &out->as.integer) || fail(p, "number too large");
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
	if (!take(p, '"'))
		return fail(p, "a member's name is missing");
	if (!parse_string(p, &member->key))
		return false;
	if (member->key.len && memchr(member->key.ptr, '\0', member->key.len))
		return fail(p, "NUL in a member's name");
	if (key_repeats(o, member->key, seen))
		return fail(p, "two members of one name");
	skip_blanks(p);
	if (!take(p, ':'))
		return fail(p, "':' is missing");
	skip_blanks(p);
	return true;
}

static bool lifted(struct parser *p, struct tree *member)
{
	const struct tree_lift *l = p->lift;
	if (!l || p->at == p->end || *p->at != '{' || !sv_eq_cstr(member->key, l->key))
		return false;
	size_t bytes = l->take(l->user, sv_make(p->at, (size_t)(p->end - p->at)), &member->as.integer);
	if (bytes == 0)
		return false;
	member->kind = TREE_INTEGER;
	p->at += bytes;
	return true;
}

/* Behind the opening bracket. */
static bool parse_members(struct parser *p, struct tree *out, char close)
{
	const struct tree **link = &out->as.in.first;
	uint64_t seen = 0;
	skip_blanks(p);
	if (take(p, close))
		return true;
	do {
		struct tree *member = ARENA_NEW(p->arena, struct tree);
		skip_blanks(p);
		if (close == '}' && !parse_key(p, out, &seen, member))
			return false;
		if (!(close == '}' && lifted(p, member)) && !parse_value(p, member))
			return false;
		*link = member;
		link = &member->next;
		out->as.in.n++;
		skip_blanks(p);
	} while (take(p, ','));
	if (!take(p, close))
		return fail(p, close == '}' ? "'}' is missing" : "']' is missing");
	if (close == '}' && out->as.in.n > FEW_MEMBERS && sorted_repeat(p->arena, out))
		return fail(p, "two members of one name");
	return true;
}

static bool parse_word(struct parser *p, struct tree *out)
{
	static const struct {
		struct sv word;
		enum tree_kind kind;
	} words[] = {{{"null", 4}, TREE_NULL}, {{"false", 5}, TREE_FALSE}, {{"true", 4}, TREE_TRUE}};
	struct sv rest = sv_make(p->at, (size_t)(p->end - p->at));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sv_starts(rest, words[i].word)) {
			out->kind = words[i].kind;
			p->at += words[i].word.len;
			return true;
		}
	return fail(p, "no value");
}

static bool parse_value(struct parser *p, struct tree *out)
{
	if (++p->depth > DEPTH_MAX)
		return fail(p, "too deep");
	bool ok;
	if (p->at == p->end) {
		ok = fail(p, "it ends too early");
	} else if (*p->at == '"') {
		p->at++;
		out->kind = TREE_TEXT;
		ok = parse_string(p, &out->as.text);
	} else if (*p->at == '{' || *p->at == '[') {
		out->kind = *p->at == '{' ? TREE_OBJECT : TREE_ARRAY;
		p->at++;
		ok = parse_members(p, out, out->kind == TREE_OBJECT ? '}' : ']');
	} else if (*p->at == '-' || (*p->at >= '0' && *p->at <= '9')) {
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
	struct parser p = {.arena = a, .start = json.ptr, .at = json.ptr, .end = json.ptr + json.len, .lift = lift};
	struct tree *root = ARENA_NEW(a, struct tree);
	*out = root;
	skip_blanks(&p);
	bool ok = p.at < p.end && (*p.at == '{' || *p.at == '[') ? parse_value(&p, root) : fail(&p, "no object or array");
	skip_blanks(&p);
	if (ok && p.at < p.end)
		ok = fail(&p, "something follows its end");
	return ok ? OK : error_set(e, ERR_DATA, "%s (byte %zu)", p.wrong, (size_t)(p.at - p.start) + 1);
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
