#include "gazetteer/phrase.h"

#include "gazetteer/lexicon.h"
#include "text/clitic.h"
#include "text/text.h"

enum { MAX_WORDS = 24, MAX_SPAN = 6 };

/* Tables whose words stand around names, and the column of each. Only head words say a kind. */
static const struct {
	const char *table, *column;
} AROUND[] = {{"heads", "word"},
              {"lookup_heads", "word"},
              {"area_words", "word"},
              {"directions", "word"},
              {"container_words", "word"},
              {"stop_words", "word"}};

struct cut {
	struct arena *arena;
	const struct gazetteer *gazetteer;
	struct sv words[MAX_WORDS];
	bool around[MAX_WORDS]; /* the word, or what is left of it without clitics, is in one of the tables */
	uint64_t kinds[MAX_WORDS];
	size_t n;
};

bool phrase_knows(const struct gazetteer *g, struct sv key)
{
	return key.len && gazetteer_find(g, key, text_hash(key)).n > 0;
}

uint64_t phrase_kinds(struct sv cell)
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

/* A word's folded forms without clitics, the whole first. */
static size_t forms(struct sv word, struct clitic_split out[CLITIC_MAX_SPLITS])
{
	return clitic_splits(word, false, out);
}

static void classify_by(struct cut *c, const struct lexicon *t, size_t column, size_t kinds, bool is_area)
{
	for (size_t row = 0; row < t->n_rows; row++) {
		struct sv key = gazetteer_name_key(c->arena, lexicon_cell(t, row, column));
		for (size_t i = 0; i < c->n && key.len; i++) {
			struct clitic_split splits[CLITIC_MAX_SPLITS];
			if (!sv_ends(c->words[i], key))
				continue;
			size_t n = forms(c->words[i], splits);
			for (size_t k = 0; k < n; k++) {
				if (!sv_eq(splits[k].residue, key))
					continue;
				c->around[i] = true;
				c->kinds[i] |= kinds == SIZE_MAX ? 0 : phrase_kinds(lexicon_cell(t, row, kinds));
				if (is_area && c->kinds[i]) /* "بادية X": of a village, too */
					c->kinds[i] = UINT64_MAX;
			}
		}
	}
}

static void classify(struct cut *c)
{
	for (size_t i = 0; i < sizeof AROUND / sizeof *AROUND; i++) {
		const struct lexicon *t = lexicon_table(c->gazetteer, AROUND[i].table);
		if (t && lexicon_column(t, AROUND[i].column) != SIZE_MAX)
			classify_by(c, t, lexicon_column(t, AROUND[i].column), lexicon_column(t, "kinds"),
			            sv_eq_cstr(sv_cstr(AROUND[i].table), "area_words"));
	}
}

/* Words first..first + n - 1, which stand beside each other in the key. */
static struct sv span(const struct cut *c, size_t first, size_t n)
{
	const struct sv *last = &c->words[first + n - 1];
	return sv_make(c->words[first].ptr, (size_t)(last->ptr + last->len - c->words[first].ptr));
}

/* The span with its first word replaced. */
static struct sv with_first(const struct cut *c, struct sv first, struct sv whole, struct sv old)
{
	struct sv parts[2] = {first, sv_skip(whole, old.len)};
	return arena_join(c->arena, parts, 2, sv_make("", 0));
}

/* The longest known name that begins at a word, with or without clitics; *n gets its words. */
static bool known_at(const struct cut *c, size_t first, size_t *n, struct sv *name)
{
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n_splits = forms(c->words[first], splits);
	size_t left = c->n - first;
	for (*n = left < MAX_SPAN ? left : MAX_SPAN; *n > 0; --*n) {
		if (*n == 1 && c->around[first])
			return false;
		struct sv whole = span(c, first, *n);
		for (size_t k = 0; k < n_splits; k++) {
			*name = k == 0 ? whole : with_first(c, splits[k].residue, whole, c->words[first]);
			if (phrase_knows(c->gazetteer, *name))
				return true;
		}
	}
	return false;
}

static void take_containers(const struct cut *c, size_t first, struct phrase *out)
{
	size_t n = 1;
	for (size_t i = first; i < c->n && out->n_containers < PHRASE_CONTAINERS; i += n) {
		struct sv name;
		if (known_at(c, i, &n, &name)) {
			out->containers[out->n_containers++] = name;
			continue;
		}
		n = 1;
		out->left_over = out->left_over || !c->around[i];
	}
}

/* "قرية كبش وسطي": the name behind the head word reaches beyond the one that begins with it ("قرية كبش"). */
static bool reaches_farther(const struct cut *c, size_t first, size_t end)
{
	size_t n = 0;
	struct sv name;
	return first < c->n && known_at(c, first, &n, &name) && first + n > end;
}

void phrase_parse(struct arena *a, const struct gazetteer *g, struct sv key, struct phrase *out)
{
	struct cut c = {.arena = a, .gazetteer = g};
	struct sv word;
	*out = (struct phrase){.name = {"", 0}};
	while (c.n < MAX_WORDS && sv_split(&key, ' ', &word))
		if (word.len)
			c.words[c.n++] = word;
	classify(&c);
	size_t at = 0, n = 0;
	if (c.n > 1 && c.kinds[0] && phrase_knows(g, span(&c, 1, c.n - 1))) { /* "حي الوسطى": all behind the head word */
		out->name = span(&c, 1, c.n - 1);
		out->kinds = c.kinds[0];
		out->known = true;
		return;
	}
	while (at < c.n) {
		out->known = known_at(&c, at, &n, &out->name);
		if (!c.around[at] || (out->known && !reaches_farther(&c, at + 1, at + n)))
			break;
		out->kinds |= c.kinds[at++];
	}
	if (at == c.n) { /* "حي الثكنة", the barracks: an ordinary word behind a head word */
		if (c.n > 1)
			out->name = c.words[c.n - 1];
		out->known = phrase_knows(g, out->name);
		return;
	}
	if (!out->known) {
		for (n = 1; at + n < c.n && !c.around[at + n];)
			n++;
		out->name = span(&c, at, n);
	}
	take_containers(&c, at + n, out);
}

static const struct {
	const char *word, *kinds;
} GENERIC[] = {
#define X(word, kinds) {word, kinds},
#include "gazetteer/generic_word.def"
#undef X
};

static bool generic(struct sv word, uint64_t *kinds)
{
	for (size_t i = 0; i < sizeof GENERIC / sizeof *GENERIC; i++) {
		if (sv_eq_cstr(word, GENERIC[i].word)) {
			*kinds |= phrase_kinds(sv_cstr(GENERIC[i].kinds));
			return true;
		}
	}
	return false;
}

struct sv phrase_without_generic(struct arena *a, struct sv key, uint64_t *kinds)
{
	struct sv words[MAX_WORDS];
	struct sv rest = key;
	struct sv word;
	size_t n = 0, n_all = 0;
	uint64_t bits = 0;
	while (n < MAX_WORDS && sv_split(&rest, ' ', &word)) {
		n_all += word.len > 0;
		if (word.len && !generic(word, &bits))
			words[n++] = word;
	}
	if (n == 0 || n == n_all)
		return key;
	*kinds |= bits;
	return arena_join(a, words, n, SV(" "));
}

/* The text up to the next separator; *text goes on behind it. */
static struct sv next_part(struct sv *text)
{
	static const struct sv SEPARATORS[] = {{",", 1}, {"(", 1}, {" in ", 4}, {" near ", 6}};
	size_t best = SIZE_MAX, len = 0;
	for (size_t i = 0; i < sizeof SEPARATORS / sizeof *SEPARATORS; i++) {
		size_t at = sv_find(*text, SEPARATORS[i], 0);
		if (at < best) {
			best = at;
			len = SEPARATORS[i].len;
		}
	}
	struct sv part = sv_take(*text, best);
	*text = best == SIZE_MAX ? sv_make("", 0) : sv_skip(*text, best + len);
	return part;
}

void phrase_parse_latin(struct arena *a, struct sv text, struct phrase *out)
{
	*out = (struct phrase){.name = {"", 0}};
	out->name = phrase_without_generic(a, gazetteer_english_key(a, next_part(&text)), &out->kinds);
	while (text.len && out->n_containers < PHRASE_CONTAINERS) {
		uint64_t ignored = 0;
		struct sv key = phrase_without_generic(a, gazetteer_english_key(a, next_part(&text)), &ignored);
		if (key.len)
			out->containers[out->n_containers++] = key;
	}
}
