#include "text/clitic.h"

#include "text/text.h"

enum { LETTER = 2 }; /* bytes of an Arabic letter in UTF-8 */

struct prefix {
	unsigned clitic;
	const char letters[LETTER + 1];
};

static const struct prefix conjunctions[] = {
#define CONJUNCTION(clitic, letters, gloss) {clitic, letters},
#define PREPOSITION(clitic, letters, gloss)
#include "text/clitic.def"
#undef CONJUNCTION
#undef PREPOSITION
};

static const struct prefix prepositions[] = {
#define CONJUNCTION(clitic, letters, gloss)
#define PREPOSITION(clitic, letters, gloss) {clitic, letters},
#include "text/clitic.def"
#undef CONJUNCTION
#undef PREPOSITION
};

struct splits {
	struct clitic_split *out;
	size_t n;
	struct sv word;
	bool article;
};

/* At least two letters are left. */
static bool is_long_enough(struct sv residue)
{
	return residue.len >= 2 * LETTER;
}

static struct clitic_split *split_add(struct splits *s, unsigned clitics, uint32_t cut, struct sv residue)
{
	if (s->n == CLITIC_MAX_SPLITS || !is_long_enough(residue))
		return NULL;
	struct clitic_split *split = &s->out[s->n++];
	split->clitics = clitics;
	split->cut = cut;
	split->residue = residue;
	split->hash = text_hash(residue);
	return split;
}

/* As split_add, with letters restored in front of the residue. */
static void split_add_restored(struct splits *s, unsigned clitics, uint32_t cut, struct sv front, struct sv residue)
{
	if (front.len + residue.len > CLITIC_MAX_BYTES || !is_long_enough(residue))
		return;
	struct clitic_split *split = split_add(s, clitics, cut, residue);
	if (!split)
		return;
	memcpy(split->store, front.ptr, front.len);
	memcpy(split->store + front.len, residue.ptr, residue.len);
	split->residue = (struct sv){split->store, front.len + residue.len};
	split->hash = text_hash(split->residue);
}

/* Every prefix is one letter. */
static struct sv prefix_sv(const struct prefix *p)
{
	return (struct sv){p->letters, LETTER};
}

/* U+0627 alef, U+0644 lam. */
static const struct sv article_sv = {"\xD8\xA7\xD9\x84", 2 * LETTER};
static const struct sv alef_sv = {"\xD8\xA7", LETTER};
static const struct sv lam_sv = {"\xD9\x84", LETTER};

/* The splits of a preposition that begins at byte `at`, `clitics` being cut before it. */
static void split_preposition(struct splits *s, unsigned clitics, size_t at)
{
	struct sv word = sv_skip(s->word, at);
	for (size_t i = 0; i < sizeof prepositions / sizeof prepositions[0]; i++) {
		struct sv letters = prefix_sv(&prepositions[i]);
		unsigned all = clitics | prepositions[i].clitic;
		struct sv rest = sv_skip(word, letters.len);
		uint32_t cut = (uint32_t)((at + letters.len) / LETTER);
		if (!sv_starts(word, letters))
			continue;
		if (prepositions[i].clitic == CLITIC_ALA && !sv_starts(rest, article_sv))
			continue;
		split_add(s, all, cut, rest);
		if (prepositions[i].clitic == CLITIC_LI && sv_starts(rest, lam_sv)) {
			split_add_restored(s, all, cut, alef_sv, rest);
			split_add_restored(s, all, cut, article_sv, rest);
			if (s->article)
				split_add(s, all | CLITIC_AL, cut + 1, sv_skip(rest, lam_sv.len));
		}
		if (s->article && sv_starts(rest, article_sv))
			split_add(s, all | CLITIC_AL, cut + 2, sv_skip(rest, article_sv.len));
	}
}

static void split_article(struct splits *s, unsigned clitics, size_t at)
{
	struct sv word = sv_skip(s->word, at);
	if (s->article && sv_starts(word, article_sv))
		split_add(s, clitics | CLITIC_AL, (uint32_t)(at / LETTER) + 2, sv_skip(word, article_sv.len));
}

static void sort_by_cut(struct clitic_split *out, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		for (size_t j = i; j > 0 && out[j].cut < out[j - 1].cut; j--) {
			struct clitic_split swap = out[j];
			out[j] = out[j - 1];
			out[j - 1] = swap;
		}
	}
	for (size_t i = 0; i < n; i++) /* restored residues lie in their own store, which may have moved */
		if (out[i].store[0])
			out[i].residue.ptr = out[i].store;
}

/* Whether a word begins with a letter that may be cut off it. */
static bool begins_with_clitic(struct sv word, bool article)
{
	if (word.len < 3 * LETTER)
		return false;
	if (article && sv_starts(word, article_sv))
		return true;
	for (size_t i = 0; i < sizeof conjunctions / sizeof conjunctions[0]; i++)
		if (memcmp(word.ptr, conjunctions[i].letters, LETTER) == 0)
			return true;
	for (size_t i = 0; i < sizeof prepositions / sizeof prepositions[0]; i++)
		if (memcmp(word.ptr, prepositions[i].letters, LETTER) == 0)
			return true;
	return false;
}

size_t clitic_splits(struct sv folded, bool article, struct clitic_split out[CLITIC_MAX_SPLITS])
{
	if (!begins_with_clitic(folded, article)) {
		out[0].clitics = 0;
		out[0].cut = 0;
		out[0].residue = folded;
		out[0].hash = text_hash(folded);
		out[0].store[0] = '\0';
		return 1;
	}
	for (size_t i = 0; i < CLITIC_MAX_SPLITS; i++)
		out[i].store[0] = '\0';
	struct splits s = {.out = out, .word = folded, .article = article};
	out[0].clitics = 0;
	out[0].cut = 0;
	out[0].residue = folded;
	out[0].hash = text_hash(folded);
	s.n = 1;
	split_article(&s, 0, 0);
	split_preposition(&s, 0, 0);
	for (size_t i = 0; i < sizeof conjunctions / sizeof conjunctions[0]; i++) {
		struct sv letters = prefix_sv(&conjunctions[i]);
		if (!sv_starts(folded, letters))
			continue;
		split_add(&s, conjunctions[i].clitic, 1, sv_skip(folded, letters.len));
		split_article(&s, conjunctions[i].clitic, letters.len);
		split_preposition(&s, conjunctions[i].clitic, letters.len);
	}
	sort_by_cut(out, s.n);
	return s.n;
}
