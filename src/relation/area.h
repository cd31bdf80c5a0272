/* Areas that a place and a word make: countrysides, badia, directions; extents of places. Private to relation/. */
#ifndef KHARITA_RELATION_AREA_H
#define KHARITA_RELATION_AREA_H

#include "toponym/mention.h"

struct area {
	bool has_point;
	struct lonlat point;  /* an interior point */
	double radius_m;      /* uncertainty: reaches from the point to the area's far side */
	struct shape extent;  /* in the arena or borrowed from the gazetteer */
	bool governorate;     /* the whole of one */
};

/* Metres from a point to the farthest corner of a shape, never too few (within 3 % up to 300 km); 0 for an empty one. */
double area_reach_m(const struct shape *s, struct lonlat from);

/* The extent of a place itself: its polygon, else a circle of its radius (1 km for a place without one). False without
 * a position. */
bool area_of_place(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out);

/* The land that a place's name stands for when it holds another place: as area_of_place(), but of a city or town with
 * its countryside, since villages "of" a town do not lie in its streets. */
bool area_of_container(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out);

/* The governorate that a place stands for where an area is made of it: itself, or that of which it is the capital. NULL
 * for others. */
const struct place *area_governorate(const struct gazetteer *g, const struct place *p);

/* The area of a COUNTRYSIDE, BADIA or DIRECTION mention with a resolved place. The countryside of a governorate's
 * capital is its governorate, of another town the land around it; a direction takes the sector seen from the place,
 * which of a governorate is the settled land there (gazetteer/cells_countryside.h). The point is the settled middle of
 * it, since the press means by "western countryside" the villages there, not the empty middle of a sector. The badia
 * of a place without a row of its own is the dry land behind it, away from the river. */
bool area_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct area *out);

#endif
