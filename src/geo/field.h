/* A grid of heights over the plane whose region above zero becomes polygons: bands along lines are made so, because
 * offsetting a winding line directly crosses itself. Inside geo/ only; in the arena. */
#ifndef KHARITA_GEO_FIELD_H
#define KHARITA_GEO_FIELD_H

#include "geo/planar.h"

struct field {
	struct xy origin;  /* node 0, 0 */
	double step_m;     /* between nodes */
	size_t nx, ny;     /* nodes; at least 2 each way */
	float *height;     /* nx * ny, row by row; negative outside */
	float *distance_m; /* to the nearest thing painted so far */
};

/* A field that covers low..high, at step_m or as much coarser as its ceiling of nodes demands. */
struct field field_make(struct arena *a, struct xy low, struct xy high, double step_m);

static inline struct xy field_node(const struct field *f, size_t x, size_t y)
{
	return (struct xy){f->origin.x_m + (double)x * f->step_m, f->origin.y_m + (double)y * f->step_m};
}

/* The outlines of the region above zero (marching squares, heights interpolated along the edges): simple rings, its
 * inside to their left. */
struct path_list field_outlines(struct arena *a, const struct field *f);

#endif
