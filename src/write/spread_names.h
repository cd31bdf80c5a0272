/* What a group of symbols is called. */
#ifndef KHARITA_WRITE_SPREAD_NAMES_H
#define KHARITA_WRITE_SPREAD_NAMES_H

#include "write/spread.h"

/* A text for each group: symbols of places too near each other to stand apart bear all their names, up to `most` of them (at
 * most SPREAD_NAMES), in the order of the incidents; of more the most frequent one and how many others there are, "Raqqa +3":
 * the first alone would name the others wrongly. Empty where no incident has a name. New, in the arena. */
enum { SPREAD_NAMES = 3 };
struct sv *spread_names(struct arena *a, const struct spread *s, const struct model *m, const struct theme *t,
                        enum theme_lang lang, size_t most);

#endif
