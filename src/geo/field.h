/* A grid of heights over the plane whose region above zero becomes polygons: bands along lines are made so, because
 * offsetting a winding line directly crosses itself. Inside geo/ only; in the arena. */
#ifndef KHARITA_GEO_FIELD_H
#define KHARITA_GEO_FIELD_H

#include "geo/planar.h"

/* The nodes of a row that were touched: first <= x < end; some of them, deep <= x < deep_end, whose neighbours in this row
 * and the next all lie inside as they do. */
struct field_row {
	size_t first, end;
	size_t deep, deep_end;
};

struct field {
	struct xy origin;       /* node 0, 0 */
	double step_m;          /* between nodes */
	size_t nx, ny;          /* nodes; at least 2 each way */
	float *height;          /* nx * ny, row by row; negative outside */
	float *distance_m;      /* to the nearest thing painted so far */
	struct field_row *rows; /* ny of a sparse field, whose other nodes hold nothing; NULL: all are touched */
};

/* A field that covers low..high, at step_m or as much coarser as its ceiling of nodes demands. All its nodes are below
 * zero and far from anything. */
struct field field_make(struct arena *a, struct xy low, struct xy high, double step_m);

/* The same without a node touched: for what covers little of its box, as a line does. Any node within two steps of one
 * above zero must be touched before field_outlines(). */
struct field field_make_sparse(struct arena *a, struct xy low, struct xy high, double step_m);

/* The nodes x0..x1 of a row can be painted; those that are new are below zero and far from anything. */
void field_touch(struct field *f, size_t y, size_t x0, size_t x1);

/* The nodes x0 <= x < end of a row are deep: no outline need be sought there. Rows keep the longest stretch. */
void field_deepen(struct field *f, size_t y, size_t x0, size_t end);

static inline struct xy field_node(const struct field *f, size_t x, size_t y)
{
	return (struct xy){f->origin.x_m + (double)x * f->step_m, f->origin.y_m + (double)y * f->step_m};
}

/* The outlines of the region above zero (marching squares, heights interpolated along the edges): simple rings, its
 * inside to their left. */
struct path_list field_outlines(struct arena *a, const struct field *f);

#endif
