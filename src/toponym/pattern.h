/* Patterns: rows of words, either those right before a place (lexicon/spatial.tsv) or phrases that hide one
 * (lexicon/false_friends.tsv). Private to toponym/. */
#ifndef KHARITA_TOPONYM_PATTERN_H
#define KHARITA_TOPONYM_PATTERN_H

#include "toponym/mention.h"

enum { PATTERN_MAX_WORDS = 6 };

struct pattern {
	uint64_t words[PATTERN_MAX_WORDS]; /* hashes of the folded words */
	uint8_t n;
	uint8_t n_own;    /* of a false friend: the first words, which it hides; those behind must only follow */
	unsigned clitic;  /* the name itself must bear this clitic (ل، ب، و); 0: any */
	enum relation relation;
	enum role role;
	bool verb;        /* a verb that may take the place for its object, a country also for its subject */
	bool same;        /* goes on as the place before it did ("in addition to") */
	uint16_t row;     /* in its table, from 1 */
};

/* A table's patterns, and where those with a given first or last word stand. Immutable once loaded. */
struct pattern_table {
	const struct pattern *rows; /* in the table's order */
	size_t n;
	const struct pattern *const *sorted; /* by the hash of the indexed word, then by row */
	const uint32_t *slots;               /* open addressing on that hash: position in sorted + 1; 0 free */
	size_t n_slots;
	bool by_last;
};

/* The loaders; in the arena. `rows` are those of `out`, to be finished. ERR_DATA names table, row and reason. */
enum err pattern_load_spatial(struct arena *a, const struct gazetteer *g, struct pattern_table *out,
                              struct pattern **rows, struct error *e);
enum err pattern_load_friends(struct arena *a, const struct gazetteer *g, struct pattern_table *out, struct error *e);

/* What the lexicon says in a row of its false friends, counted from 1. */
struct sv pattern_friend_text(const struct gazetteer *g, size_t row);

/* The patterns whose indexed word (spatial: the last, friends: the first) has this hash; *n of them. */
const struct pattern *const *pattern_find_from(const struct pattern_table *t, uint64_t hash, size_t *n);
static inline const struct pattern *const *pattern_find(const struct pattern_table *t, uint64_t hash, size_t *n)
{
	*n = 0;
	return t->slots[hash & (t->n_slots - 1)] ? pattern_find_from(t, hash, n) : NULL;
}

#endif
