/* Lookup: what a person asks the gazetteer by name, in Arabic or English, well spelt or nearly. */
#ifndef KHARITA_GAZETTEER_LOOKUP_H
#define KHARITA_GAZETTEER_LOOKUP_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

struct gazetteer_match {
	int32_t place;
	double score;    /* 0..1 */
	const char *how; /* static: "name", "variant", "article", "spelling", ... */
};

/* Finds places by identifier, P-code (a word of `source` or `note`), name, variant, name without or with the article,
 * English name; a head word ("قرية", village) may stand before the name. Only if none of these gives anything: by
 * spelling (at most two edits, names of five letters and more) and as a part of longer names. Best first; of equal
 * score the better-known place, then the settlement. At most `max` (0: all), in the arena. Invalid UTF-8 finds nothing.
 * Returns the number of matches. Thread-safe. */
size_t gazetteer_lookup(struct arena *a, const struct gazetteer *g, struct sv name, size_t max,
                        struct gazetteer_match **out);

/* Edits (insertion, deletion, replacement, swap of neighbours) between two texts of at most 64 code points,
 * or limit + 1 when there are more than `limit`. */
unsigned spelling_distance(struct sv a, struct sv b, unsigned limit);

#endif
