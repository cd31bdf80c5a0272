/* Roads of the gazetteer: stretches between places, and kilometre marks. Private to relation/. */
#ifndef KHARITA_RELATION_ROAD_H
#define KHARITA_RELATION_ROAD_H

#include "toponym/mention.h"

/* The stretch of a road from p to q, when one passes both within 6 km. New, in the arena. *name (may be NULL) gets the
 * road's. */
bool road_between(struct arena *a, const struct gazetteer *g, struct lonlat p, struct lonlat q, struct line *out,
                  struct sv *name);

/* The stretch of the road reach_m to both sides of its spot nearest to p; false when it passes farther than within_m
 * from p. New, in the arena. */
bool road_near(struct arena *a, struct line road, struct lonlat p, double within_m, double reach_m, struct line *out);

/* The spot along_m from the road's end that is nearer to `from`, NULL: from its first point. False when the road is
 * shorter (a twentieth more is allowed, since our lines cut bends; the spot is the end then). */
bool road_mark(struct line road, const struct lonlat *from, double along_m, struct lonlat *out);

#endif
