/* Areas that a place and a word make: countryside sectors, badia, directions; extents of places. Private to relation/. */
#ifndef KHARITA_RELATION_AREA_H
#define KHARITA_RELATION_AREA_H

#include "toponym/mention.h"

struct area {
	bool has_point;
	struct lonlat point;  /* an interior point */
	double radius_m;      /* uncertainty: reaches from the point to the area's far side */
	struct shape extent;  /* in the arena or borrowed from the gazetteer */
};

/* The extent of a place itself: its polygon, else a circle of its radius. False without a position. */
bool area_of_place(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out);

/* The area of a COUNTRYSIDE, BADIA or DIRECTION mention with a resolved place. The countryside of a governorate's
 * capital is its governorate, of another town the settled land around it; a direction takes the sector seen from the
 * place. The point is the settled middle of it (the settlement nearest to the settlements' mean), since the press
 * means by "western countryside" the villages there, not the empty middle of a sector. */
bool area_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct area *out);

/* The stretch of a road of the gazetteer from p to q, when one passes both within 6 km. New, in the arena. */
bool area_road_between(struct arena *a, const struct gazetteer *g, struct lonlat p, struct lonlat q, struct line *out);

#endif
