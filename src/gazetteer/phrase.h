/* A query of several words: the name asked for, and what stands around it. */
#ifndef KHARITA_GAZETTEER_PHRASE_H
#define KHARITA_GAZETTEER_PHRASE_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

enum { PHRASE_CONTAINERS = 8 };

struct phrase {
	struct sv name;  /* key of the name; empty when nothing is left */
	bool known;      /* some place bears it */
	uint64_t kinds;  /* bits of the kinds that words before it name ("village"); 0: none */
	struct sv containers[PHRASE_CONTAINERS]; /* keys of the other places named */
	size_t n_containers;
	bool left_over; /* a word behind the name is none of those that stand around names, nor a place */
};

/* Cuts an Arabic key by the lexicon: head words, words of area, direction and containment, and clitics before the name are
 * left out; the name is the longest known one behind them, else the words up to the next such word. In the arena. */
void phrase_parse(struct arena *a, const struct gazetteer *g, struct sv key, struct phrase *out);

/* Cuts a Latin text at commas, brackets, " in " and " near "; generic words ("village", "oil field") are left out. */
void phrase_parse_latin(struct arena *a, struct sv text, struct phrase *out);

/* A Latin key without its generic words; the whole when nothing would be left. *kinds gets their kinds, or-ed. */
struct sv phrase_without_generic(struct arena *a, struct sv key, uint64_t *kinds);

/* True if some place bears the key as it stands. */
bool phrase_knows(const struct gazetteer *g, struct sv key);

/* Bits of the kinds of a cell such as "village,hamlet"; all for "any". */
uint64_t phrase_kinds(struct sv cell);

#endif
