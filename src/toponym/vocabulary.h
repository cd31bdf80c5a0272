/* The words that the lexicon's tables use anywhere, examples too: the words of this genre. A token among them is no
 * misspelt name. Private to toponym/. */
#ifndef KHARITA_TOPONYM_VOCABULARY_H
#define KHARITA_TOPONYM_VOCABULARY_H

#include "gazetteer/lexicon.h"

struct vocabulary {
	const uint64_t *slots; /* open addressing, 0 free */
	size_t n_slots;        /* power of two */
};

/* From the lexicon's cells, into the arena. */
void vocabulary_init(struct arena *a, const struct gazetteer *g, struct vocabulary *out);

static inline bool vocabulary_has(const struct vocabulary *v, uint64_t hash)
{
	size_t i = hash & (v->n_slots - 1);
	while (v->slots[i] && v->slots[i] != hash)
		i = (i + 1) & (v->n_slots - 1);
	return v->slots[i] == hash;
}

#endif
