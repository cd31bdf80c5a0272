/* Rivers of the gazetteer: which bank a place is on, and the strip of bank near it. Private to relation/. */
#ifndef KHARITA_RELATION_RIVER_H
#define KHARITA_RELATION_RIVER_H

#include "toponym/mention.h"

enum river_bank { BANK_LEFT = -1, BANK_UNKNOWN = 0, BANK_RIGHT = 1 };

/* Where a place stands to a river. */
struct river_foot {
	const struct geometry *river;
	struct lonlat at;     /* the nearest point of its line */
	size_t segment;       /* on which it lies: the points segment and segment + 1 */
	double distance_m;    /* to there (on the sphere, within 1 %) */
	enum river_bank bank; /* the side that the place is on, looking downstream */
	double away_deg;      /* bearing away from the valley on that side, square to its course over some 16 km */
};

/* The nearest river within within_m of p; false if there is none. */
bool river_nearest(const struct gazetteer *g, struct lonlat p, double within_m, struct river_foot *out);

/* The same for one river. */
bool river_foot_of(const struct geometry *river, struct lonlat p, double within_m, struct river_foot *out);

/* The geometry of a river's own place, or of the river whose bank a region is (its note says "bank=ID:right"); NULL for
 * others. *bank gets the side that a region names. */
const struct geometry *river_of_place(const struct gazetteer *g, const struct place *p, enum river_bank *bank);

/* The strip of one bank 1.5 km wide, 4 km up and down the river from the foot. New, in the arena. */
struct shape river_bank_near(struct arena *a, const struct river_foot *foot, enum river_bank bank);

#endif
