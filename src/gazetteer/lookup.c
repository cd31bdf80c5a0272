#include "gazetteer/lookup.h"

#include "gazetteer/open.h"
#include "gazetteer/phrase.h"
#include "gazetteer/roads.h"
#include "gazetteer/sound.h"
#include "gazetteer/variation.h"
#include "text/decode.h"
#include "text/text.h"

#include <stdlib.h>

enum { MIN_FUZZY_LETTERS = 5, MIN_TWO_EDITS_LETTERS = 8, MAX_EDITS = 2 };

static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */

static const double SCORE_CODE = 1.0;
static const double SCORE_HEAD = 0.9;        /* factor: the name has a head word before it that was not given */
static const double SCORE_OTHER_KIND = 0.85; /* factor: the head word names another kind */
static const double SCORE_SPELLING = 0.9;    /* factor before the share of wrong letters is taken off */
static const double SCORE_SOUND = 0.92;      /* factor before the difference in sound is taken off */
static const double SCORE_LEFT_OVER = 0.6;   /* factor: a word behind the name means nothing */
static const double SCORE_PART = 0.4;        /* the name is a part of a longer one */
static const double SCORE_CONTAINER = 0.3;   /* only the larger place that was named is known */
static const double SCORE_ELSEWHERE = 0.8;   /* factor: outside all larger places that were named */
static const double SCORE_ROAD = 0.75;       /* a road through the places named, and... */
static const double SCORE_ROAD_FIT = 0.2;    /* ... the more, the more of it lies between them */
static const double SCORE_FAR = 0.15;        /* share of the score that distance from `near` takes at most */

static const double RANK_PROMINENCE = 0.008; /* what each step of prominence, and... */
static const double RANK_HOME = 0.03;        /* ... lying in a home governorate, are worth among namesakes */

static const double SOUND_LIMIT = 0.35;      /* difference at which two names still sound alike */
static const double SOUND_CLOSE = 0.15;      /* the same beside an exact match */
static const double CONTAINER_M = 60e3;      /* a place this near to a named one lies "in" or "at" it */
static const double FAR_M = 200e3;

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
	uint64_t kinds;               /* bits of the kinds that head words name; 0: no head word */
	double share;                 /* of the query that what is offered accounts for: factor of its score */
	struct sv *heads;             /* keys of the head words that are parts of names */
	size_t n_heads;
	const struct lonlat *near;
	int32_t *containers;          /* places that the larger places named may be */
	size_t n_containers, containers_capacity;
};

static void offer(struct query *q, int32_t place, double score, const char *how)
{
	struct gazetteer_match *m = &q->best[place];
	score *= q->share;
	if (q->kinds && !(q->kinds >> gazetteer_place(q->gazetteer, (size_t)place)->kind & 1))
		score *= SCORE_OTHER_KIND;
	q->found += m->score <= 0;
	if (score > m->score)
		*m = (struct gazetteer_match){place, score, -1, how};
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

static struct name_span find_other(const struct query *q, struct sv key)
{
	return gazetteer_find_english(q->gazetteer, key, text_hash(key));
}

/* Keys of the head words that are parts of names: "حقل" of "حقل التنك", the Tanak field. */
static void read_heads(struct query *q)
{
	const struct lexicon *t = lexicon_table(q->gazetteer, "heads");
	size_t word = t ? lexicon_column(t, "word") : SIZE_MAX;
	size_t inside = t ? lexicon_column(t, "inside") : SIZE_MAX;
	q->heads = ARENA_ARRAY(q->arena, struct sv, t ? t->n_rows + 1 : 1);
	for (size_t i = 0; t && i < t->n_rows; i++)
		if (sv_eq_cstr(lexicon_cell(t, i, inside), "yes"))
			q->heads[q->n_heads++] = gazetteer_name_key(q->arena, lexicon_cell(t, i, word));
}

/* The field that is asked for without the word "field". */
static void by_head(struct query *q, struct sv key)
{
	for (size_t i = 0; key.len && i < q->n_heads; i++) {
		struct sv parts[2] = {q->heads[i], key};
		offer_span(q, find(q, arena_join(q->arena, parts, 2, SV(" "))), SCORE_HEAD, "without its head word");
	}
}

/* The name behind its head word; the whole without one. */
static struct sv without_head(const struct query *q, struct sv key)
{
	struct sv rest = key;
	struct sv first;
	if (!sv_split(&rest, ' ', &first) || rest.len == 0)
		return key;
	for (size_t i = 0; i < q->n_heads; i++)
		if (sv_eq(q->heads[i], first))
			return rest;
	return key;
}

/* Like spellings of an Arabic key, or, with `longer`, names that go on behind it. */
static void by_variation(struct query *q, struct sv key, bool longer)
{
	struct variation *v = NULL;
	bool is_arabic = key.len && (unsigned char)key.ptr[0] >= 0x80;
	size_t n = is_arabic ? variations_of(q->arena, q->gazetteer, key, &v) : 0;
	for (size_t i = 0; i < n; i++) {
		if (v[i].longer != longer)
			continue;
		offer_span(q, find(q, v[i].key), v[i].factor, v[i].how);
		offer_span(q, find_other(q, v[i].key), v[i].factor, v[i].how);
	}
}

static void by_name(struct query *q, struct sv key)
{
	offer_span(q, find(q, key), 1, NULL);
	offer_span(q, find_other(q, key), 1, key.len && (unsigned char)key.ptr[0] >= 0x80 ? "variant" : NULL);
	by_variation(q, key, false);
}

/* Every place that one of the containers' keys may mean. */
static void take_containers(struct query *q, const struct phrase *p)
{
	for (size_t i = 0; i < p->n_containers; i++) {
		struct sv key = p->containers[i];
		struct name_span spans[2] = {find(q, key), find_other(q, key)};
		for (size_t k = 0; k < 2; k++)
			for (size_t j = 0; j < spans[k].n; j++)
				*ARENA_PUSH(q->arena, q->containers, q->n_containers, &q->containers_capacity) =
					spans[k].entries[j].place;
	}
}

/* Names that hold the larger place's: behind the preposition that is one letter, or behind nothing. */
static void by_container_name(struct query *q, struct sv name, struct sv container)
{
	static const struct sv JOINTS[] = {{" ", 1}, {" \xD8\xA8", 3}}; /* beh */
	for (size_t i = 0; i < sizeof JOINTS / sizeof *JOINTS; i++) {
		struct sv parts[3] = {name, JOINTS[i], container};
		offer_span(q, find(q, arena_join(q->arena, parts, 3, sv_make("", 0))), 1, "variant");
	}
}

static void by_phrase(struct query *q, struct sv key, struct phrase *p)
{
	phrase_parse(q->arena, q->gazetteer, key, p);
	q->kinds = p->kinds;
	take_containers(q, p);
	q->share = p->left_over ? SCORE_LEFT_OVER : 1;
	if (p->name.len)
		by_name(q, p->name);
	q->share = 1;
	if (!p->known && p->n_containers) /* "الأمن العسكري في حمص" for "الأمن العسكري بحمص" */
		by_container_name(q, p->name, p->containers[0]);
}

/* Roads by the places that they join. */
static bool by_road(struct query *q, struct sv key, bool single)
{
	struct road_match *roads = NULL;
	size_t n = roads_through(q->arena, q->gazetteer, key, single, &roads);
	for (size_t i = 0; i < n; i++)
		offer(q, roads[i].place, SCORE_ROAD + SCORE_ROAD_FIT * roads[i].fit, "road through");
	return n > 0;
}

/* The key without an article that stands alone, as "الـ M4" has it. */
static struct sv without_lone_article(const struct query *q, struct sv key)
{
	struct sv out = sv_make("", 0);
	struct sv rest = key;
	struct sv word;
	while (sv_split(&rest, ' ', &word)) {
		struct sv parts[2] = {out, word};
		if (word.len && !sv_eq(word, ARTICLE))
			out = out.len ? arena_join(q->arena, parts, 2, SV(" ")) : word;
	}
	return out;
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

/* By spelling and, with `parts`, as a part of longer names. */
static void by_likeness(struct query *q, enum section table, struct sv key, bool parts)
{
	size_t n = 0;
	size_t n_letters = letters(key);
	size_t bare = n_letters - (sv_starts(key, ARTICLE) ? 2 : 0);
	const struct file_key *slots = gazetteer_section(q->gazetteer, table, &n);
	unsigned limit = bare >= MIN_TWO_EDITS_LETTERS ? MAX_EDITS : n_letters >= MIN_FUZZY_LETTERS ? 1 : 0;
	for (size_t i = 0; i < n; i++) {
		if (slots[i].entries.n == 0)
			continue;
		struct sv other = gazetteer_text(q->gazetteer, slots[i].key);
		unsigned edits = limit ? spelling_distance(key, other, limit) : MAX_EDITS + 1;
		double share = 1 - (double)edits / (double)(n_letters ? n_letters : 1);
		struct name_span bearers = gazetteer_span(q->gazetteer, slots[i].entries);
		if (edits <= limit)
			offer_span(q, bearers, SCORE_SPELLING * share, "spelling");
		else if (parts && has_words(other, key))
			offer_span(q, bearers, SCORE_PART, "part of the name");
	}
}

/* What a query in Latin letters sounds like, with a glued article and without. */
struct asked_sound {
	struct sound whole, bare;
};

static double difference(const struct asked_sound *asked, struct sv key)
{
	struct sound other;
	sound_of(key, false, &other);
	double whole = sound_difference(&asked->whole, &other);
	if (asked->bare.n == asked->whole.n)
		return whole;
	double bare = sound_difference(&asked->bare, &other);
	return bare < whole ? bare : whole;
}

/* Names of either alphabet that sound like the key; those behind a head word too, for less when the query had none. */
static void by_sound(struct query *q, struct sv key, double limit)
{
	static const enum section TABLES[] = {SECTION_NAMES, SECTION_ENGLISH};
	struct asked_sound asked;
	sound_of(key, false, &asked.whole);
	sound_of(key, true, &asked.bare);
	bool without = q->kinds || q->found == 0;
	for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES; t++) {
		size_t n = 0;
		const struct file_key *slots = gazetteer_section(q->gazetteer, TABLES[t], &n);
		for (size_t i = 0; i < n; i++) {
			struct sv name = gazetteer_text(q->gazetteer, slots[i].key);
			struct sv rest = name;
			uint64_t ignored = 0;
			if (slots[i].entries.n == 0 || name.len == 0)
				continue;
			if (without)
				rest = (unsigned char)name.ptr[0] < 0x80
				               ? phrase_without_generic(q->arena, name, &ignored)
				               : without_head(q, name);
			double d = difference(&asked, name);
			double behind = rest.len < name.len ? difference(&asked, rest) : d;
			double factor = behind < d && !q->kinds ? SCORE_HEAD : 1;
			d = behind < d ? behind : d;
			if (d <= limit)
				offer_span(q, gazetteer_span(q->gazetteer, slots[i].entries),
				           SCORE_SOUND * factor * (1 - d), "sound");
		}
	}
}

static void by_latin(struct query *q, struct sv name)
{
	struct phrase p;
	struct sv key = gazetteer_english_key(q->arena, name);
	offer_span(q, find_other(q, key), 1, NULL);
	if (key.len == 0 || (unsigned char)name.ptr[0] >= 0x80)
		return;
	bool is_whole = q->found > 0;
	phrase_parse_latin(q->arena, name, &p);
	if (!is_whole) {
		q->kinds = p.kinds;
		offer_span(q, find_other(q, p.name), 1, NULL);
	}
	take_containers(q, &p);
	by_sound(q, is_whole ? key : p.name, q->found ? SOUND_CLOSE : SOUND_LIMIT);
	if (q->found == 0)
		by_likeness(q, SECTION_ENGLISH, p.name, true);
}

/* Lies in one of the containers, or is so near to one that the text means the place beside it. */
static bool is_contained(const struct query *q, const struct place *p)
{
	for (size_t i = 0; i < q->n_containers; i++) {
		int32_t in = q->containers[i];
		const struct place *c = gazetteer_place(q->gazetteer, (size_t)in);
		if (p->admin1_place == in || p->admin2_place == in || p->admin3_place == in)
			return true;
		bool is_unit = c->kind == KIND_GOVERNORATE || c->kind == KIND_COUNTRY;
		if (!is_unit && c->has_point && p->has_point && geo_distance_rough_m(c->point, p->point) < CONTAINER_M)
			return true;
	}
	return false;
}

/* What stands around the name, and how far the place is from where it is looked for. */
static void weigh(const struct query *q, const struct place *p, struct gazetteer_match *m)
{
	if (q->n_containers && !is_contained(q, p))
		m->score *= SCORE_ELSEWHERE;
	if (!q->near)
		return;
	double share = 1;
	if (p->has_point) {
		m->distance_m = geo_distance_m(*q->near, p->point);
		share = m->distance_m < FAR_M ? m->distance_m / FAR_M : 1;
	}
	m->score *= 1 - SCORE_FAR * share;
}

struct ranked {
	struct gazetteer_match match;
	double weight;
	bool is_settlement;
};

static bool is_home(const struct query *q, const struct lexicon *t, const struct place *p)
{
	size_t column = t && !q->near ? lexicon_column(t, "admin1") : SIZE_MAX;
	for (size_t i = 0; column != SIZE_MAX && i < t->n_rows; i++)
		if (p->admin1.len && sv_eq(lexicon_cell(t, i, column), p->admin1))
			return true;
	return false;
}

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;
	int c = (x->weight < y->weight) - (x->weight > y->weight);
	if (c == 0)
		c = (int)y->is_settlement - (int)x->is_settlement;
	return c ? c : (x->match.place > y->match.place) - (x->match.place < y->match.place);
}

static size_t rank(struct query *q, size_t max, struct gazetteer_match **out)
{
	struct ranked *all = ARENA_ARRAY(q->arena, struct ranked, q->found + 1);
	const struct lexicon *home = lexicon_table(q->gazetteer, "home");
	size_t n = 0;
	for (size_t i = 0; i < gazetteer_count(q->gazetteer) && n < q->found; i++) {
		const struct place *p = gazetteer_place(q->gazetteer, i);
		if (q->best[i].score <= 0)
			continue;
		weigh(q, p, &q->best[i]);
		double weight = q->best[i].score + RANK_PROMINENCE * p->prominence + (is_home(q, home, p) ? RANK_HOME : 0);
		all[n++] = (struct ranked){q->best[i], weight, place_kind_is_settlement(p->kind)};
	}
	qsort(all, n, sizeof *all, by_rank);
	n = max && max < n ? max : n;
	*out = ARENA_ARRAY(q->arena, struct gazetteer_match, n + 1);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = all[i].match;
	return n;
}

size_t gazetteer_lookup(struct arena *a, const struct gazetteer *g, struct sv name, const struct lonlat *near, size_t max,
                        struct gazetteer_match **out)
{
	struct query q = {.arena = a, .gazetteer = g, .near = near, .share = 1};
	struct phrase p = {.name = {"", 0}};
	*out = NULL;
	name = sv_trim(name);
	if (name.len == 0 || utf8_validate(name) != SIZE_MAX)
		return 0;
	q.best = ARENA_ARRAY(a, struct gazetteer_match, gazetteer_count(g) + 1);
	struct sv key = gazetteer_name_key(a, name);
	bool is_latin = (unsigned char)name.ptr[0] < 0x80;
	read_heads(&q);
	by_code(&q, name);
	by_name(&q, key);
	if (q.found == 0)
		by_name(&q, without_lone_article(&q, key));
	bool is_whole = q.found > 0;
	struct sv road = is_latin ? gazetteer_english_key(a, name) : key;
	bool is_road = !is_whole && by_road(&q, road, false);
	if (!is_road)
		by_latin(&q, name);
	if (q.found == 0)
		by_phrase(&q, key, &p);
	if (!is_whole && !is_road)
		by_road(&q, road, true);
	by_head(&q, key);
	if (p.name.len)
		by_head(&q, p.name);
	if ((q.found == 0 || p.left_over) && !is_latin)
		by_sound(&q, p.name.len && !p.left_over ? p.name : key, SOUND_CLOSE);
	if (!is_whole && !is_road && !is_latin)
		by_likeness(&q, SECTION_NAMES, key, q.found == 0);
	if (q.found == 0 && p.name.len)
		by_likeness(&q, SECTION_NAMES, p.name, true);
	by_variation(&q, p.known ? p.name : key, true);
	for (size_t i = 0; q.found == 0 && i < q.n_containers; i++)
		offer(&q, q.containers[i], SCORE_CONTAINER, "container");
	return rank(&q, max, out);
}
