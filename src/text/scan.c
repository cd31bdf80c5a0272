#include "text/scan.h"

#include "text/decode.h"

enum { GAP_MAX = 6, TATWEEL_MAX = 64, SPACED_MIN = 3, SPACED_MAX = 16, NUMBER_MAX = 64, GROUPS_MAX = 8 };

enum char_class cursor_peek(const struct cursor *c, uint32_t *cp, size_t *bytes)
{
	if (c->byte >= c->text.len) {
		*cp = 0;
		*bytes = 0;
		return CHAR_END;
	}
	const unsigned char *p = (const unsigned char *)c->text.ptr + c->byte;
	if (p[0] < 0x80) {
		*cp = p[0];
		*bytes = 1;
	} else if (p[0] < 0xE0 && c->text.len - c->byte >= 2) { /* the text is valid: most of it is two-byte Arabic */
		*cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		*bytes = 2;
	} else {
		*cp = utf8_next(sv_skip(c->text, c->byte), bytes);
	}
	return char_class(*cp);
}

static void word_append(struct word *w, uint32_t cp)
{
	char one[FOLD_MAX_BYTES];
	size_t n = char_fold(cp, one);
	memcpy(w->norm + w->norm_len, one, n);
	w->norm_len += n;
}

static bool word_full(const struct word *w)
{
	return w->norm_len + FOLD_MAX_BYTES > sizeof w->norm;
}

/* A run of letters with the marks, tatweels and invisible characters inside. */
struct part {
	uint32_t letters;
	size_t norm_start; /* where its letters begin in word.norm */
	bool ends_in_tatweel;
};

static struct part part_scan(struct cursor *c, struct word *w)
{
	struct part p = {.norm_start = w->norm_len};
	struct cursor at = *c;
	uint32_t start = at.codepoint;
	uint32_t cp;
	size_t n;
	for (;;) {
		enum char_class class = cursor_peek(&at, &cp, &n);
		bool letter = class == CHAR_ARABIC;
		if (!letter && class != CHAR_MARK && class != CHAR_TATWEEL && class != CHAR_IGNORED)
			break;
		if (word_full(w) || at.codepoint - start >= WORD_MAX_CODEPOINTS)
			break;
		if (letter)
			word_append(w, cp);
		p.letters += letter;
		if (class != CHAR_IGNORED && class != CHAR_MARK)
			p.ends_in_tatweel = class == CHAR_TATWEEL;
		cursor_step(&at, n);
		if (class != CHAR_IGNORED)
			*c = at;
	}
	return p;
}

bool scan_tatweel_opens_word(const struct cursor *c)
{
	struct cursor at = *c;
	uint32_t cp;
	size_t n;
	for (unsigned i = 0; i < TATWEEL_MAX; i++) {
		enum char_class class = cursor_peek(&at, &cp, &n);
		if (class == CHAR_ARABIC)
			return true;
		if (class != CHAR_TATWEEL && class != CHAR_MARK && class != CHAR_IGNORED)
			return false;
		cursor_step(&at, n);
	}
	return false;
}

/* What stands between two parts: marks that censors put inside words, at most one space. */
struct gap {
	struct cursor after;
	unsigned hard, soft; /* dots and their like; marks that have other uses between words */
	bool space, tatweel; /* tatweel: one opens the part behind */
};

static bool is_hard(uint32_t cp)
{
	return cp == '.' || cp == '*' || cp == 0x00B7 || cp == 0x2022 || cp == 0x2026 || cp == 0x2219 || cp == 0x06D4;
}

static bool is_soft(uint32_t cp)
{
	return cp == 0x060C || (cp > 0 && cp < 0x80 && strchr(",/|_-~^+='", (int)cp));
}

/* False when no Arabic part follows within reach. */
static bool gap_scan(const struct cursor *c, struct gap *g)
{
	*g = (struct gap){.after = *c};
	uint32_t cp;
	size_t n;
	for (unsigned i = 0; i <= GAP_MAX; i++) {
		enum char_class class = cursor_peek(&g->after, &cp, &n);
		if (class == CHAR_ARABIC)
			return true;
		if (class == CHAR_TATWEEL) {
			g->tatweel = true;
			return scan_tatweel_opens_word(&g->after);
		}
		bool space = class == CHAR_SPACE;
		if (space ? g->space : class != CHAR_IGNORED && !is_hard(cp) && !is_soft(cp))
			return false;
		g->space |= space;
		g->hard += is_hard(cp);
		g->soft += is_soft(cp);
		cursor_step(&g->after, n);
	}
	return false;
}

enum side {
	ENDS = 1,
	BEGINS = 2,
	BOTH = ENDS | BEGINS,
};

static bool is_real_word(struct sv folded, enum side side)
{
	static const struct {
		struct sv word;
		enum side side;
	} words[] = {
#define X(word, where, gloss) {{word, sizeof(word) - 1}, where},
#include "text/dotted.def"
#undef X
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if ((words[i].side & side) && sv_eq(words[i].word, folded))
			return true;
	return false;
}

/* "ق.صف" (sh.elling) against "الشرقي.اصابة" (eastern.an injury): a dot with no space and no tatweel is censorship
 * when a fragment beside it is too short to be a word. A chain of such dots is one in any case. */
static bool dot_is_censorship(const struct word *w, const struct part *left, const struct gap *g, unsigned n_parts)
{
	if (g->hard != 1 || g->soft || g->space)
		return false;
	struct word next;
	next.norm_len = 0;
	struct cursor end = g->after;
	struct part right = part_scan(&end, &next);
	bool left_short = left->letters <= 2;
	bool right_short = right.letters <= 2;
	if (left_short && right_short)
		return true;
	uint32_t cp;
	size_t n;
	struct gap further;
	bool chain = n_parts > 1 || (cursor_peek(&end, &cp, &n) == CHAR_PUNCT && is_hard(cp) &&
				     gap_scan(&end, &further) && !further.space && further.hard == 1);
	struct sv before = {w->norm + left->norm_start, w->norm_len - left->norm_start};
	if (left_short)
		return chain || !is_real_word(before, ENDS);
	return right_short && (chain || !is_real_word((struct sv){next.norm, next.norm_len}, BEGINS));
}

static bool gap_is_censorship(const struct word *w, const struct part *left, const struct gap *g, unsigned n_parts)
{
	if (g->tatweel && left->ends_in_tatweel)
		return !(g->space && g->soft);
	if (g->space)
		return false;
	if (g->tatweel || left->ends_in_tatweel)
		return g->hard > 0 || (g->tatweel && g->soft > 0);
	return dot_is_censorship(w, left, g, n_parts);
}

/* "د ا ع ش" (D A E S H): at least three letters, each alone between the same separators. Moves the cursor behind
 * the last of them, or leaves it. */
static bool spaced_scan(struct cursor *c, struct word *w)
{
	struct cursor at = *c;
	struct cursor end = at;
	char letters[WORD_MAX_BYTES];
	size_t n_letters = 0;
	uint32_t separator = 0;
	unsigned count = 0;
	uint32_t cp;
	size_t n;
	while (count < SPACED_MAX && cursor_peek(&at, &cp, &n) == CHAR_ARABIC) {
		struct word one;
		one.norm_len = 0;
		struct part p = part_scan(&at, &one);
		if (p.letters != 1 || p.ends_in_tatweel || n_letters + one.norm_len > sizeof w->norm)
			break;
		memcpy(letters + n_letters, one.norm, one.norm_len);
		n_letters += one.norm_len;
		count++;
		end = at;
		cursor_peek(&at, &cp, &n);
		if ((cp != ' ' && cp != '-' && cp != '*' && cp != '/') || (separator && cp != separator))
			break;
		separator = cp;
		cursor_step(&at, n);
	}
	if (count < SPACED_MIN)
		return false;
	*c = end;
	memcpy(w->norm, letters, n_letters);
	w->norm_len = n_letters;
	w->repaired = true;
	return true;
}

/* Cheap look ahead of spaced_scan(): is the letter under the cursor alone? */
static bool letter_is_alone(const struct cursor *c)
{
	struct cursor at = *c;
	uint32_t cp;
	size_t n;
	if (cursor_peek(&at, &cp, &n) != CHAR_ARABIC)
		return false;
	cursor_step(&at, n);
	enum char_class class = cursor_peek(&at, &cp, &n);
	return class == CHAR_SPACE || class == CHAR_PUNCT || class == CHAR_MARK;
}

bool scan_ends_plainly(struct sv s, size_t at)
{
	if (at == s.len || s.ptr[at] == ' ' || s.ptr[at] == '\n')
		return true;
	unsigned char c = (unsigned char)s.ptr[at];
	if (c >= 0xE0 || c == 0xC2) { /* no letter or mark of U+0600..U+06FF */
		size_t n;
		uint32_t cp = utf8_next(sv_skip(s, at), &n);
		return char_class(cp) == CHAR_PUNCT && !is_hard(cp);
	}
	if (c >= 0x80) {
		if (s.len - at < 2 || c != 0xD8 || (unsigned char)s.ptr[at + 1] != 0x8C) /* the comma, U+060C */
			return false;
		at++;
	} else if (!is_hard(c) && !is_soft(c)) {
		return true;
	}
	at++;
	return at == s.len || s.ptr[at] == ' ' || s.ptr[at] == '\n';
}

size_t scan_plain(struct cursor *c, char out[PLAIN_MAX_BYTES])
{
	enum { TWO_LETTERS = 4 }; /* a letter alone may be one of a word spelt out */
	struct sv rest = sv_skip(c->text, c->byte);
	size_t n = letters_fold(rest, out, PLAIN_MAX_BYTES);
	if (n < TWO_LETTERS || n == PLAIN_MAX_BYTES || !scan_ends_plainly(rest, n))
		return 0;
	c->byte += n;
	c->codepoint += (uint32_t)(n / 2);
	return n;
}

static void word_clear(struct word *w)
{
	w->norm_len = 0;
	w->repaired = false;
	w->value = 0;
}

size_t scan_marked(struct cursor *c, struct word *w)
{
	enum { TWO_LETTERS = 4 };
	struct cursor at = *c;
	uint32_t cp;
	size_t n;
	word_clear(w);
	if (cursor_peek(&at, &cp, &n) != CHAR_ARABIC)
		return 0;
	struct part p = part_scan(&at, w);
	if (p.ends_in_tatweel || p.letters < 2 || w->norm_len < TWO_LETTERS || !scan_ends_plainly(at.text, at.byte))
		return 0;
	*c = at;
	return w->norm_len;
}

void scan_arabic(struct cursor *c, struct word *w)
{
	word_clear(w);
	uint32_t start = c->codepoint;
	if (letter_is_alone(c) && spaced_scan(c, w))
		return;
	struct part p = part_scan(c, w);
	struct gap g;
	for (unsigned n_parts = 1; !word_full(w) && c->codepoint - start < WORD_MAX_CODEPOINTS; n_parts++) {
		if (!gap_scan(c, &g) || !gap_is_censorship(w, &p, &g, n_parts))
			return;
		*c = g.after;
		p = part_scan(c, w);
		w->repaired = true;
	}
}

void scan_latin(struct cursor *c, struct word *w)
{
	word_clear(w);
	struct cursor at = *c;
	uint32_t start = at.codepoint;
	uint32_t cp;
	size_t n;
	for (;;) {
		enum char_class class = cursor_peek(&at, &cp, &n);
		bool shown = class == CHAR_LATIN || (class == CHAR_DIGIT && cp < 0x80) || class == CHAR_MARK;
		if ((!shown && class != CHAR_IGNORED) || word_full(w) || at.codepoint - start >= WORD_MAX_CODEPOINTS)
			return;
		if (shown)
			word_append(w, cp);
		cursor_step(&at, n);
		if (shown)
			*c = at;
	}
}

/* Groups of digits with the separators between them: "1,200.5" has three groups. */
struct digits {
	struct cursor first_end, end;
	uint32_t separator[GROUPS_MAX];
	unsigned size[GROUPS_MAX];
	unsigned n;
};

static bool is_number_separator(uint32_t cp)
{
	return cp == '.' || cp == ',' || cp == 0x066B || cp == 0x066C;
}

static void digits_scan(const struct cursor *c, struct digits *d)
{
	struct cursor at = *c;
	uint32_t cp;
	size_t n;
	d->n = 0;
	d->first_end = d->end = at;
	for (;;) {
		unsigned size = 0;
		while (size < NUMBER_MAX && cursor_peek(&at, &cp, &n) == CHAR_DIGIT) {
			cursor_step(&at, n);
			size++;
		}
		if (size == 0)
			return;
		d->size[d->n++] = size;
		d->end = at;
		if (d->n == 1)
			d->first_end = at;
		if (d->n == GROUPS_MAX || cursor_peek(&at, &cp, &n) == CHAR_END || !is_number_separator(cp))
			return;
		d->separator[d->n - 1] = cp;
		cursor_step(&at, n);
	}
}

/* Whether the inner groups are thousands: at most three digits, then threes behind one and the same separator. */
static bool digits_are_thousands(const struct digits *d)
{
	unsigned last = d->n - 1;
	for (unsigned i = 1; i < last; i++)
		if (d->size[i] != 3 || d->separator[i - 1] != d->separator[0])
			return false;
	return d->size[0] <= 3;
}

/* In "2023.03.09" the first group was no number with the rest, so the others are none either. */
static bool follows_a_group(const struct cursor *c)
{
	struct cursor before = *c;
	uint32_t cp;
	size_t n;
	if (c->byte < 2 || !is_number_separator((unsigned char)c->text.ptr[c->byte - 1]))
		return false;
	before.byte -= 2;
	while (before.byte && ((unsigned char)c->text.ptr[before.byte] & 0xC0) == 0x80)
		before.byte--;
	return cursor_peek(&before, &cp, &n) == CHAR_DIGIT;
}

/* How many groups belong to one number, and whether the last is a fraction. Several groups that are no thousands
 * are a date or a list: only the first is taken. */
static unsigned digits_shape(const struct digits *d, bool *fraction)
{
	unsigned last = d->n - 1;
	*fraction = false;
	if (d->n == 1)
		return 1;
	uint32_t separator = d->separator[last - 1];
	if (d->n == 2) {
		*fraction = separator == '.' || separator == 0x066B || d->size[0] > 3 || d->size[1] != 3;
		return 2;
	}
	*fraction = separator != d->separator[0];
	return digits_are_thousands(d) && (*fraction || d->size[last] == 3) ? d->n : 1;
}

void scan_number(struct cursor *c, struct word *w)
{
	word_clear(w);
	struct digits d;
	bool fraction = false;
	digits_scan(c, &d);
	unsigned groups = follows_a_group(c) ? 1 : digits_shape(&d, &fraction);
	struct cursor end = groups == 1 ? d.first_end : d.end;
	double scale = 1;
	unsigned group = 0;
	while (c->byte < end.byte) {
		uint32_t cp;
		size_t n;
		if (cursor_peek(c, &cp, &n) != CHAR_DIGIT) {
			group++;
		} else {
			w->value = w->value * 10 + char_digit(cp);
			if (fraction && group == groups - 1)
				scale *= 10;
		}
		if (!word_full(w))
			word_append(w, cp);
		cursor_step(c, n);
	}
	w->value /= scale;
}
