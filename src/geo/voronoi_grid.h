/* Grids over an area: nodes know how far they are from its outline, and what is painted becomes polygons again. Inside
 * geo/ only. */
#ifndef KHARITA_GEO_VORONOI_GRID_H
#define KHARITA_GEO_VORONOI_GRID_H

#include "geo/field.h"

/* A field over the area, of some `nodes` nodes at least 150 m apart, whose heights are distances from the outline,
 * negative outside; farther than two steps from it they are infinite. False when there is no area. */
bool voronoi_grid_make(struct arena *a, const struct planar *area, double nodes, struct field *out);

/* The region above zero, without specks smaller than four grid squares, straight edges divided every 5 km (a straight
 * line in metres bends by 1 m in degrees over that length). In `a`; work space in `scratch`. */
struct shape voronoi_grid_shape(struct arena *a, struct arena *scratch, const struct field *f);

#endif
