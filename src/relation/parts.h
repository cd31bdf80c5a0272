/* Pieces that the makers of an incident's geometry share: location.c, along.c, reach.c. Private to relation/. */
#ifndef KHARITA_RELATION_PARTS_H
#define KHARITA_RELATION_PARTS_H

#include "relation/location.h"

/* Nothing known. */
void location_clear(struct location *out);

/* Codes of something that lies anywhere in a radius (metres). */
void location_set_codes(double radius_m, struct location *out);

/* Somewhere in the smallest unit that holds a place, without a point; nothing where none does. */
void location_set_holder(struct arena *a, const struct gazetteer *g, const struct place *p, struct location *out);

/* "near X", once out has X's own geometry: a wider radius. Areas stay as they are. */
void location_widen(struct arena *a, const struct place *p, struct location *out);

/* Somewhere on a stretch of a road or river, width_m to both sides of its line: the middle. */
void location_set_route(struct arena *a, struct line route, double width_m, struct location *out);

/* How far a place extends, metres; 1 km where that is unknown. */
double location_extent_m(const struct place *p);

/* The place itself that a mention names; NULL for an area made of it, an unresolved name, one without a position. */
const struct place *location_placed(const struct gazetteer *g, const struct mention *m);

/* The first place named but m[0]'s that is a point, not an area; NULL. */
const struct place *location_other_point(const struct gazetteer *g, const struct mention *const *m, size_t n);

#endif
