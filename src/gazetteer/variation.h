/* Other ways to write a name, for lookup: with or without articles, another final vowel, parts that stand for each other. */
#ifndef KHARITA_GAZETTEER_VARIATION_H
#define KHARITA_GAZETTEER_VARIATION_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

struct variation {
	struct sv key;
	double factor;   /* what a match by it is worth beside one by the name itself */
	const char *how; /* static */
	bool longer;     /* the name of a part: more than what was asked for */
};

/* The variations of an Arabic key (gazetteer_name_key()), one change each but for articles; not the key itself. Words that
 * stand for each other are rows of lexicon/name_parts.tsv. In the arena; returns their number. */
size_t variations_of(struct arena *a, const struct gazetteer *g, struct sv key, struct variation **out);

#endif
