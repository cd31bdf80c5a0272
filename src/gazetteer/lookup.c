#include "gazetteer/lookup.h"

#include "gazetteer/lexicon.h"
#include "gazetteer/open.h"
#include "text/decode.h"
#include "text/text.h"

#include <stdlib.h>

enum { MIN_FUZZY_LETTERS = 5, MAX_EDITS = 2 };

static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */

static const double SCORE_CODE = 1.0;
static const double SCORE_ARTICLE = 0.9;     /* factor: the article dropped or added */
static const double SCORE_OTHER_KIND = 0.85; /* factor: the head word names another kind */
static const double SCORE_SPELLING = 0.9;    /* factor before the share of wrong letters is taken off */
static const double SCORE_PART = 0.4;        /* the name is a part of a longer one */

static const struct {
	double score;
	const char *how;
} ORIGINS[] = {
	[NAME_PRIMARY] = {1.0, "name"},
	[NAME_VARIANT] = {0.97, "variant"},
	[NAME_GENERATED] = {0.93, "spelling rule"},
	[NAME_ENGLISH] = {0.98, "English name"},
};

struct query {
	struct arena *arena;
	const struct gazetteer *gazetteer;
	struct gazetteer_match *best; /* of each place; score 0: none */
	size_t found;
	uint64_t kinds; /* bits of the kinds that the head word names; 0: no head word */
};

static void offer(struct query *q, int32_t place, double score, const char *how)
{
	struct gazetteer_match *m = &q->best[place];
	if (q->kinds && !(q->kinds >> gazetteer_place(q->gazetteer, (size_t)place)->kind & 1))
		score *= SCORE_OTHER_KIND;
	q->found += m->score <= 0;
	if (score > m->score)
		*m = (struct gazetteer_match){place, score, how};
}

static void offer_span(struct query *q, struct name_span s, double factor, const char *how)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned origin = s.entries[i].origin <= NAME_ENGLISH ? s.entries[i].origin : NAME_GENERATED;
		offer(q, s.entries[i].place, ORIGINS[origin].score * factor, how ? how : ORIGINS[origin].how);
	}
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same_code(struct sv a, struct sv b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	return true;
}

/* True if the text has the code as a word of its own: "pcode=SY0902". */
static bool has_code(struct sv text, struct sv code)
{
	for (size_t i = 0; i + code.len <= text.len; i++) {
		bool starts = i == 0 || !is_word_byte(text.ptr[i - 1]);
		bool ends = i + code.len == text.len || !is_word_byte(text.ptr[i + code.len]);
		if (starts && ends && same_code(sv_take(sv_skip(text, i), code.len), code))
			return true;
	}
	return false;
}

/* A code is Latin letters with digits: a word of a note is no code. */
static bool is_code(struct sv s)
{
	bool digit = false;
	for (size_t i = 0; i < s.len; i++) {
		digit = digit || (s.ptr[i] >= '0' && s.ptr[i] <= '9');
		if (!is_word_byte(s.ptr[i]))
			return false;
	}
	return digit && s.len >= 4;
}

static void by_code(struct query *q, struct sv name)
{
	if (!is_code(name))
		return;
	for (size_t i = 0; i < gazetteer_count(q->gazetteer); i++) {
		const struct place *p = gazetteer_place(q->gazetteer, i);
		if (same_code(p->id, name))
			offer(q, (int32_t)i, SCORE_CODE, "identifier");
		else if (has_code(p->note, name) || has_code(p->source, name))
			offer(q, (int32_t)i, SCORE_CODE, "code");
	}
}

static struct name_span find(const struct query *q, struct sv key)
{
	return gazetteer_find(q->gazetteer, key, text_hash(key));
}

static void by_name(struct query *q, struct sv key)
{
	offer_span(q, find(q, key), 1, NULL);
	if (sv_starts(key, ARTICLE)) {
		offer_span(q, find(q, sv_skip(key, ARTICLE.len)), SCORE_ARTICLE, "article");
	} else {
		struct sv parts[2] = {ARTICLE, key};
		struct sv with = arena_join(q->arena, parts, 2, sv_make("", 0));
		offer_span(q, find(q, with), SCORE_ARTICLE, "article");
	}
}

/* Bits of the kinds of a cell such as "village,hamlet"; all for "any". */
static uint64_t parse_kinds(struct sv cell)
{
	uint64_t bits = 0;
	struct sv word;
	enum place_kind kind = KIND_COUNTRY;
	while (sv_split(&cell, ',', &word)) {
		if (sv_eq_cstr(word, "any"))
			return UINT64_MAX;
		if (place_kind_parse(sv_trim(word), &kind))
			bits |= UINT64_C(1) << kind;
	}
	return bits;
}

/* Takes a head word of the lexicon off the front; false if there is none. */
static bool take_head(struct query *q, struct sv *key)
{
	const struct lexicon *t = lexicon_table(q->gazetteer, "heads");
	struct sv rest = *key;
	struct sv first;
	if (!t || !sv_split(&rest, ' ', &first) || rest.len == 0)
		return false;
	size_t word = lexicon_column(t, "word");
	size_t kinds = lexicon_column(t, "kinds");
	for (size_t i = 0; i < t->n_rows; i++) {
		if (!sv_eq(gazetteer_name_key(q->arena, lexicon_cell(t, i, word)), first))
			continue;
		q->kinds |= parse_kinds(lexicon_cell(t, i, kinds));
		*key = rest;
	}
	return key->ptr == rest.ptr;
}

static size_t letters(struct sv s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80 && s.ptr[i] != ' ';
	return n;
}

static bool has_words(struct sv key, struct sv words)
{
	for (size_t at = sv_find(key, words, 0); at != SIZE_MAX; at = sv_find(key, words, at + 1)) {
		size_t end = at + words.len;
		if ((at == 0 || key.ptr[at - 1] == ' ') && (end == key.len || key.ptr[end] == ' '))
			return true;
	}
	return false;
}

static void by_likeness(struct query *q, enum section table, struct sv key)
{
	size_t n = 0;
	size_t n_letters = letters(key);
	const struct file_key *slots = gazetteer_section(q->gazetteer, table, &n);
	unsigned limit = n_letters >= MIN_FUZZY_LETTERS ? MAX_EDITS : 0;
	for (size_t i = 0; i < n; i++) {
		if (slots[i].entries.n == 0)
			continue;
		struct sv other = gazetteer_text(q->gazetteer, slots[i].key);
		unsigned edits = limit ? spelling_distance(key, other, limit) : MAX_EDITS + 1;
		double share = 1 - (double)edits / (double)(n_letters ? n_letters : 1);
		struct name_span bearers = gazetteer_span(q->gazetteer, slots[i].entries);
		if (edits <= limit)
			offer_span(q, bearers, SCORE_SPELLING * share, "spelling");
		else if (has_words(other, key))
			offer_span(q, bearers, SCORE_PART, "part of the name");
	}
}

struct ranked {
	struct gazetteer_match match;
	int prominence;
	bool is_settlement;
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	int c = (x->match.score < y->match.score) - (x->match.score > y->match.score);
	if (c == 0)
		c = (x->prominence < y->prominence) - (x->prominence > y->prominence);
	if (c == 0)
		c = (int)y->is_settlement - (int)x->is_settlement;
	return c ? c : (x->match.place > y->match.place) - (x->match.place < y->match.place);
}

static size_t rank(struct query *q, size_t max, struct gazetteer_match **out)
{
	struct ranked *all = ARENA_ARRAY(q->arena, struct ranked, q->found + 1);
	size_t n = 0;
	for (size_t i = 0; i < gazetteer_count(q->gazetteer) && n < q->found; i++) {
		const struct place *p = gazetteer_place(q->gazetteer, i);
		if (q->best[i].score > 0)
			all[n++] = (struct ranked){q->best[i], p->prominence, place_kind_is_settlement(p->kind)};
	}
	qsort(all, n, sizeof *all, by_rank);
	n = max && max < n ? max : n;
	*out = ARENA_ARRAY(q->arena, struct gazetteer_match, n + 1);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = all[i].match;
	return n;
}

size_t gazetteer_lookup(struct arena *a, const struct gazetteer *g, struct sv name, size_t max,
                        struct gazetteer_match **out)
{
	struct query q = {.arena = a, .gazetteer = g};
	*out = NULL;
	name = sv_trim(name);
	if (name.len == 0 || utf8_validate(name) != SIZE_MAX)
		return 0;
	q.best = ARENA_ARRAY(a, struct gazetteer_match, gazetteer_count(g) + 1);
	struct sv key = gazetteer_name_key(a, name);
	struct sv english = gazetteer_english_key(a, name);
	by_code(&q, name);
	by_name(&q, key);
	offer_span(&q, gazetteer_find_english(g, english, text_hash(english)), 1, NULL);
	struct sv bare = key;
	if (q.found == 0 && take_head(&q, &bare))
		by_name(&q, bare);
	if (q.found == 0 && bare.len)
		by_likeness(&q, SECTION_NAMES, bare);
	if (q.found == 0 && english.len)
		by_likeness(&q, SECTION_ENGLISH, english);
	return rank(&q, max, out);
}
