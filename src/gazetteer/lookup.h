/* Lookup: what a person asks the gazetteer by name, in Arabic or Latin letters, well spelt or nearly. */
#ifndef KHARITA_GAZETTEER_LOOKUP_H
#define KHARITA_GAZETTEER_LOOKUP_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

struct gazetteer_match {
	int32_t place;
	double score;      /* 0..1 */
	double distance_m; /* from `near`; negative if unknown or none was given */
	const char *how;   /* static: "name", "variant", "article", "spelling", "sound", ... */
};

/* Finds places by identifier, P-code (a word of `source` or `note`), name, variant, name in a like spelling (articles, final
 * vowel, parts that stand for each other), English name; roads by two places that they pass, in any order. A phrase may
 * stand around the name ("قرية المسرب بريف دير الزور", "Shuhayl village, Deir ez-Zor"): head words say the kind, larger
 * places that are named too rank the namesakes. Latin letters are also compared by sound (Deir Ezzor, Dayr az-Zawr), with
 * Arabic names too. What is no name as a whole is also compared by spelling (one edit from five letters on, two from
 * eight); only if nothing fits by sound, and as a part of longer names. Best first; of equal score the better-known place,
 * then the settlement; with `near` (may be NULL), places that are far from it lose up to a seventh of their score. At most
 * `max` (0: all), in the arena. Invalid UTF-8 finds nothing. Returns the number of matches. Thread-safe. */
size_t gazetteer_lookup(struct arena *a, const struct gazetteer *g, struct sv name, const struct lonlat *near, size_t max,
                        struct gazetteer_match **out);

/* Edits (insertion, deletion, replacement, swap of neighbours) between two texts of at most 64 code points,
 * or limit + 1 when there are more than `limit`. */
unsigned spelling_distance(struct sv a, struct sv b, unsigned limit);

#endif
