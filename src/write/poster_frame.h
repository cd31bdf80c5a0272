/* Choice of a report map's frame, scale bar and graticule: arithmetic without drawing. Pure functions. */
#ifndef KHARITA_WRITE_POSTER_FRAME_H
#define KHARITA_WRITE_POSTER_FRAME_H

#include "geo/geo.h"

/* A map frame on the plane of EPSG:32637. */
struct map_frame {
	struct xy centre;
	double denominator; /* scale 1 : denominator */
};

/* Smallest frame at a round scale that shows the bulk of n points: those far from the others, whose inclusion would
 * shrink the rest to a spot, stay outside. inside[i] tells which are in. width_mm and height_mm are what may hold
 * points, margin for symbols already taken off. Scale no larger than 1 : FRAME_MIN_DENOMINATOR, which the base map's
 * accuracy bears. n > 0. */
enum { FRAME_MIN_DENOMINATOR = 750000 };
struct map_frame frame_choose(struct arena *a, const struct xy *points, size_t n, double width_mm, double height_mm,
                              bool *inside);

/* The frame of all n points, at a round scale no larger than 1 : min_denominator. n > 0. */
struct map_frame frame_around(const struct xy *points, size_t n, double width_mm, double height_mm,
                              double min_denominator);

/* Scale bar for a true ground scale: `parts` parts of part_km each, together at most max_mm long. */
struct scale_bar {
	double part_km, part_mm;
	int parts;
};
struct scale_bar scale_bar_choose(double denominator, double max_mm);

/* Denominator at the frame's centre on the ellipsoid: the grid's with the projection's point scale taken out. */
double frame_true_denominator(const struct map_frame *f);

/* Degrees between graticule lines so that some 3 to 8 cross the span. */
double graticule_step_deg(double span_deg);

#endif
