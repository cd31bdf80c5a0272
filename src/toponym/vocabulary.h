/* Sets of words that are no misspelt names. Private to toponym/. */
#ifndef KHARITA_TOPONYM_VOCABULARY_H
#define KHARITA_TOPONYM_VOCABULARY_H

#include "gazetteer/lexicon.h"

struct vocabulary {
	const uint64_t *slots; /* open addressing, 0 free */
	size_t n_slots;        /* power of two */
};

/* The words that the lexicon's tables use anywhere, examples too, into the arena: those of this genre. */
void vocabulary_of_genre(struct arena *a, const struct gazetteer *g, struct vocabulary *out);

/* The words of the general language that are a letter away from some name (ordinary_words), into the arena. Without the
 * article. */
void vocabulary_of_language(struct arena *a, const struct gazetteer *g, struct vocabulary *out);

static inline bool vocabulary_has(const struct vocabulary *v, uint64_t hash)
{
	size_t i = hash & (v->n_slots - 1);
	while (v->slots[i] && v->slots[i] != hash)
		i = (i + 1) & (v->n_slots - 1);
	return v->slots[i] == hash;
}

#endif
