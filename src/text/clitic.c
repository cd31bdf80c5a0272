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

/* A split in the making: `restored` letters stand in front of the residue. */
struct part {
	struct sv restored, residue;
	uint32_t cut, clitics;
};

struct splits {
	struct part parts[CLITIC_MAX_SPLITS];
	size_t n;
	struct sv word;
	bool article;
};

/* At least two letters are left. */
static bool is_long_enough(struct sv residue)
{
	return residue.len >= 2 * LETTER;
}

static void split_add(struct splits *s, unsigned clitics, uint32_t cut, struct sv restored, struct sv residue)
{
	if (s->n == CLITIC_MAX_SPLITS || !is_long_enough(residue) ||
	    (restored.len && restored.len + residue.len > CLITIC_MAX_BYTES))
		return;
	s->parts[s->n++] = (struct part){restored, residue, cut, clitics};
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
		unsigned all = clitics | prepositions[i].clitic;
		struct sv rest = sv_skip(word, LETTER);
		uint32_t cut = (uint32_t)(at / LETTER + 1);
		if (!sv_starts(word, prefix_sv(&prepositions[i])))
			continue;
		if (prepositions[i].clitic == CLITIC_ALA && !sv_starts(rest, article_sv))
			return;
		split_add(s, all, cut, SV(""), rest);
		if (prepositions[i].clitic == CLITIC_LI && sv_starts(rest, lam_sv)) {
			split_add(s, all, cut, alef_sv, rest);
			split_add(s, all, cut, article_sv, rest);
			if (s->article)
				split_add(s, all | CLITIC_AL, cut + 1, SV(""), sv_skip(rest, lam_sv.len));
		}
		if (s->article && sv_starts(rest, article_sv))
			split_add(s, all | CLITIC_AL, cut + 2, SV(""), sv_skip(rest, article_sv.len));
		return;
	}
}

static void split_article(struct splits *s, unsigned clitics, size_t at)
{
	struct sv word = sv_skip(s->word, at);
	if (s->article && sv_starts(word, article_sv))
		split_add(s, clitics | CLITIC_AL, (uint32_t)(at / LETTER) + 2, SV(""), sv_skip(word, article_sv.len));
}

static void sort_by_cut(struct splits *s)
{
	for (size_t i = 1; i < s->n; i++) {
		struct part moved = s->parts[i];
		size_t j = i;
		for (; j > 0 && moved.cut < s->parts[j - 1].cut; j--)
			s->parts[j] = s->parts[j - 1];
		s->parts[j] = moved;
	}
}

static uint16_t letter_at(const char *p)
{
	uint16_t letter;
	memcpy(&letter, p, LETTER);
	return letter;
}

/* Whether a word begins with a letter that may be cut off it. */
static bool begins_with_clitic(struct sv word, bool article)
{
	if (word.len < 3 * LETTER)
		return false;
	uint16_t first = letter_at(word.ptr);
	if (first == letter_at(alef_sv.ptr))
		return article && letter_at(word.ptr + LETTER) == letter_at(lam_sv.ptr);
	for (size_t i = 0; i < sizeof conjunctions / sizeof conjunctions[0]; i++)
		if (first == letter_at(conjunctions[i].letters))
			return true;
	for (size_t i = 0; i < sizeof prepositions / sizeof prepositions[0]; i++)
		if (first == letter_at(prepositions[i].letters))
			return true;
	return false;
}

static void find_splits(struct splits *s)
{
	split_article(s, 0, 0);
	split_preposition(s, 0, 0);
	for (size_t i = 0; i < sizeof conjunctions / sizeof conjunctions[0]; i++) {
		if (!sv_starts(s->word, prefix_sv(&conjunctions[i])))
			continue;
		split_add(s, conjunctions[i].clitic, 1, SV(""), sv_skip(s->word, LETTER));
		split_article(s, conjunctions[i].clitic, LETTER);
		split_preposition(s, conjunctions[i].clitic, LETTER);
	}
	sort_by_cut(s);
}

/* The residue of a part, with what is restored put before it in `store`. */
static struct sv part_residue(const struct part *p, char *store)
{
	if (!p->restored.len)
		return p->residue;
	memcpy(store, p->restored.ptr, p->restored.len);
	memcpy(store + p->restored.len, p->residue.ptr, p->residue.len);
	return sv_make(store, p->restored.len + p->residue.len);
}

size_t clitic_splits(struct sv folded, bool article, struct clitic_split out[CLITIC_MAX_SPLITS])
{
	struct splits s;
	s.n = 0;
	s.word = folded;
	s.article = article;
	if (begins_with_clitic(folded, article))
		find_splits(&s);
	out[0].clitics = 0;
	out[0].cut = 0;
	out[0].residue = folded;
	out[0].hash = text_hash(folded);
	size_t n = 1;
	for (size_t i = 0; i < s.n && n < CLITIC_MAX_SPLITS; i++, n++) {
		out[n].clitics = s.parts[i].clitics;
		out[n].cut = s.parts[i].cut;
		out[n].residue = part_residue(&s.parts[i], out[n].store);
		out[n].hash = text_hash(out[n].residue);
	}
	return n;
}

size_t clitic_cuts(struct arena *a, struct sv folded, struct clitic_cut out[CLITIC_MAX_SPLITS])
{
	struct splits s;
	if (!begins_with_clitic(folded, true))
		return 0;
	s.n = 0;
	s.word = folded;
	s.article = true;
	find_splits(&s);
	for (size_t i = 0; i < s.n; i++) {
		char *store = s.parts[i].restored.len ? arena_room(a, CLITIC_MAX_BYTES) : NULL;
		out[i].clitics = s.parts[i].clitics;
		out[i].cut = s.parts[i].cut;
		out[i].residue = part_residue(&s.parts[i], store);
		out[i].hash = text_hash(out[i].residue);
	}
	return s.n;
}
