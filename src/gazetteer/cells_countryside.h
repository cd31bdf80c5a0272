/* Countrysides: the settled land on one side of a governorate's capital, and the middles of the land around towns. Made
 * when the gazetteer is built, so that no article pays for a search among all settlements. */
#ifndef KHARITA_GAZETTEER_CELLS_COUNTRYSIDE_H
#define KHARITA_GAZETTEER_CELLS_COUNTRYSIDE_H

#include "gazetteer/source.h"

/* Sides: 0 all around, 1 north, then clockwise by 45 degrees to 8 north-west, 9 the middle part. */
enum { SIDE_WHOLE, SIDE_NORTH, SIDE_NORTH_WEST = 8, SIDE_MIDDLE, SIDE_COUNT };

/* Corners of the circle that stands for the land around a town. */
enum { COUNTRYSIDE_CORNERS = 32 };

/* Degrees to each side of a side's bearing that still belong to it: the four winds take 45, those between 22.5, and half
 * of that again, since the press's usage is loose. */
double side_half_angle_deg(unsigned side);

/* True when p lies on that side of `centre`, seen on a local plane; always for SIDE_WHOLE and SIDE_MIDDLE. */
bool side_holds(struct lonlat centre, unsigned side, struct lonlat p);

/* How far from a town its countryside reaches. */
double countryside_reach_m(const struct place *p);

/* The settled middle of the countryside on one side of a governorate's capital, or of a city or town: the settlement
 * nearest to the mean of those there, weighted by prominence; a customary countryside's own point. False when nobody
 * lives there, or `centre` is none of these. */
bool gazetteer_countryside_middle(const struct gazetteer *g, struct sv centre_id, unsigned side, struct lonlat *out);

/* The land of a governorate's countryside: that of a customary one (a region whose note says "side=ID:NUMBER"), else what
 * lies within 4 to 15 km of a settlement of that side. With SIDE_WHOLE the circle around a town, cut by its governorate's
 * border; false when the border cuts nothing off. Borrowed. */
bool gazetteer_countryside_shape(const struct gazetteer *g, struct sv centre_id, unsigned side, struct shape *out);

/* Whether a shape's outline comes within reach_m of a point inside it (a little farther at times). */
bool countryside_is_cut(const struct shape *s, struct lonlat centre, double reach_m);

/* Adds the geometries behind the above, layer "countrysides". `scratch` is reset as the work goes on; its escape must be
 * set. */
void cells_add_countrysides(struct source *s, struct arena *scratch);

#endif
