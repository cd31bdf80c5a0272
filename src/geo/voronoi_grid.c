#include "geo/voronoi_grid.h"

#include <math.h>
#include <stdlib.h>

static const double finest_step_m = 150;
static const double longest_edge_m = 5000;

static double square_m2(struct xy a, struct xy b)
{
	double x = a.x_m - b.x_m;
	double y = a.y_m - b.y_m;
	return x * x + y * y;
}

static double segment_distance_m(struct xy a, struct xy b, struct xy p)
{
	double x = b.x_m - a.x_m;
	double y = b.y_m - a.y_m;
	double square = x * x + y * y;
	double share = square > 0 ? ((p.x_m - a.x_m) * x + (p.y_m - a.y_m) * y) / square : 0;
	share = fmin(1, fmax(0, share));
	return sqrt(square_m2(p, (struct xy){a.x_m + share * x, a.y_m + share * y}));
}

/* Index of the last node at or before a coordinate, within the grid. */
static size_t node_before(double at_m, double origin_m, double step_m, size_t n)
{
	double index = floor((at_m - origin_m) / step_m);
	return index > 0 ? (index < (double)(n - 1) ? (size_t)index : n - 1) : 0;
}

/* Distances of the nodes near an edge of the outline. */
static void paint_edge(struct field *f, struct xy a, struct xy b)
{
	double margin_m = 2 * f->step_m;
	size_t x0 = node_before(fmin(a.x_m, b.x_m) - margin_m, f->origin.x_m, f->step_m, f->nx);
	size_t x1 = node_before(fmax(a.x_m, b.x_m) + margin_m, f->origin.x_m, f->step_m, f->nx);
	size_t y0 = node_before(fmin(a.y_m, b.y_m) - margin_m, f->origin.y_m, f->step_m, f->ny);
	size_t y1 = node_before(fmax(a.y_m, b.y_m) + margin_m, f->origin.y_m, f->step_m, f->ny);
	for (size_t y = y0; y <= y1; y++) {
		for (size_t x = x0; x <= x1; x++) {
			float *distance_m = &f->distance_m[y * f->nx + x];
			*distance_m = fminf(*distance_m, (float)segment_distance_m(a, b, field_node(f, x, y)));
		}
	}
}

static int by_value(const void *a, const void *b)
{
	double p = *(const double *)a;
	double q = *(const double *)b;
	return (p > q) - (p < q);
}

/* Where the outline crosses a row of nodes, sorted; `room` has an entry for each edge. */
static size_t row_crossings(const struct planar *p, double y_m, double *room)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n_polygons; i++) {
		for (size_t k = 0; k < p->polygons[i].n_rings; k++) {
			const struct path *r = &p->polygons[i].rings[k];
			for (size_t m = 0; m < r->n; m++) {
				struct xy a = r->points[m];
				struct xy b = r->points[m + 1 < r->n ? m + 1 : 0];
				if ((a.y_m > y_m) != (b.y_m > y_m))
					room[n++] = a.x_m + (b.x_m - a.x_m) * (y_m - a.y_m) / (b.y_m - a.y_m);
			}
		}
	}
	if (n)
		qsort(room, n, sizeof *room, by_value);
	return n;
}

/* Signed distances from the outline. */
static void paint_outline(struct arena *a, struct field *f, const struct planar *p)
{
	size_t edges = 0;
	for (size_t i = 0; i < p->n_polygons; i++) {
		for (size_t k = 0; k < p->polygons[i].n_rings; k++) {
			const struct path *r = &p->polygons[i].rings[k];
			edges += r->n;
			for (size_t m = 0; m < r->n; m++)
				paint_edge(f, r->points[m], r->points[m + 1 < r->n ? m + 1 : 0]);
		}
	}
	double *crossings = ARENA_ARRAY(a, double, edges + 1);
	for (size_t y = 0; y < f->ny; y++) {
		size_t n = row_crossings(p, field_node(f, 0, y).y_m, crossings);
		for (size_t x = 0, passed = 0; x < f->nx; x++) {
			while (passed < n && crossings[passed] <= field_node(f, x, y).x_m)
				passed++;
			float away_m = f->distance_m[y * f->nx + x];
			f->height[y * f->nx + x] = passed % 2 ? away_m : -away_m;
		}
	}
}

bool voronoi_grid_make(struct arena *a, const struct planar *area, double nodes, struct field *out)
{
	struct xy low = {(double)INFINITY, (double)INFINITY};
	struct xy high = {(double)-INFINITY, (double)-INFINITY};
	for (size_t i = 0; i < area->n_polygons; i++) {
		const struct path *r = &area->polygons[i].rings[0];
		for (size_t k = 0; k < r->n; k++) {
			low = (struct xy){fmin(low.x_m, r->points[k].x_m), fmin(low.y_m, r->points[k].y_m)};
			high = (struct xy){fmax(high.x_m, r->points[k].x_m), fmax(high.y_m, r->points[k].y_m)};
		}
	}
	if (area->n_polygons == 0)
		return false;
	double step_m = fmax(finest_step_m, sqrt((high.x_m - low.x_m) * (high.y_m - low.y_m) / nodes));
	low = (struct xy){low.x_m - 3 * step_m, low.y_m - 3 * step_m};
	high = (struct xy){high.x_m + 3 * step_m, high.y_m + 3 * step_m};
	*out = field_make(a, low, high, step_m);
	if (out->nx < 2)
		return false;
	paint_outline(a, out, area);
	return true;
}

/* The ring with points added on its long edges. */
static struct path densified(struct arena *a, const struct path *ring)
{
	struct path out = {NULL, 0};
	size_t capacity = 0;
	for (size_t i = 0; i < ring->n; i++) {
		struct xy p = ring->points[i];
		struct xy q = ring->points[i + 1 < ring->n ? i + 1 : 0];
		double pieces = ceil(sqrt(square_m2(p, q)) / longest_edge_m);
		for (double k = 0; k < pieces; k++) {
			struct xy at = {p.x_m + (q.x_m - p.x_m) * k / pieces, p.y_m + (q.y_m - p.y_m) * k / pieces};
			*ARENA_PUSH(a, out.points, out.n, &capacity) = at;
		}
	}
	return out;
}

struct shape voronoi_grid_shape(struct arena *a, struct arena *scratch, const struct field *f)
{
	struct path_list rings = field_outlines(scratch, f);
	struct planar parts = planar_group(scratch, &rings);
	size_t kept = 0;
	for (size_t i = 0; i < parts.n_polygons; i++) {
		struct planar_polygon *p = &parts.polygons[i];
		if (path_area_m2(&p->rings[0]) < 4 * f->step_m * f->step_m)
			continue;
		for (size_t k = 0; k < p->n_rings; k++)
			p->rings[k] = densified(scratch, &p->rings[k]);
		parts.polygons[kept++] = *p;
	}
	parts.n_polygons = kept;
	return planar_to_shape(a, &parts);
}
