#include "geo/field.h"

#include <math.h>

enum { NODES_MAX = 256 * 1024, EDGES = 4 };

/* Edges of a cell: 0 south, 1 east, 2 north, 3 west; corners: bit 0 south-west, then counter-clockwise. Where an
 * outline that enters by an edge leaves the cell, with the inside to its left; -1 where none enters. Opposite corners
 * alone are kept apart. */
static const signed char leaves[16][EDGES] = {
	{-1, -1, -1, -1}, {3, -1, -1, -1}, {-1, 0, -1, -1}, {-1, 3, -1, -1}, {-1, -1, 1, -1}, {3, -1, 1, -1},
	{-1, -1, 0, -1},  {-1, -1, 3, -1}, {-1, -1, -1, 2}, {2, -1, -1, -1}, {-1, 0, -1, 2},  {-1, 2, -1, -1},
	{-1, -1, -1, 1},  {1, -1, -1, -1}, {-1, -1, -1, 0}, {-1, -1, -1, -1},
};

/* The two corners of each edge, as steps from the cell's south-west node. */
static const struct {
	unsigned char x, y, x2, y2;
} ends[EDGES] = {{0, 0, 1, 0}, {1, 0, 1, 1}, {0, 1, 1, 1}, {0, 0, 0, 1}};

struct field field_make(struct arena *a, struct xy low, struct xy high, double step_m)
{
	double width_m = high.x_m - low.x_m;
	double height_m = high.y_m - low.y_m;
	struct field f = {.origin = low, .step_m = step_m};
	if (!isfinite(width_m) || !isfinite(height_m) || !(step_m > 0))
		return f;
	while ((width_m / f.step_m + 2) * (height_m / f.step_m + 2) > NODES_MAX)
		f.step_m *= 1.25;
	f.nx = (size_t)(width_m / f.step_m) + 2;
	f.ny = (size_t)(height_m / f.step_m) + 2;
	f.height = ARENA_ARRAY(a, float, f.nx * f.ny);
	f.distance_m = ARENA_ARRAY(a, float, f.nx * f.ny);
	for (size_t i = 0; i < f.nx * f.ny; i++) {
		f.height[i] = (float)-f.step_m;
		f.distance_m[i] = INFINITY;
	}
	return f;
}

static double height_at(const struct field *f, size_t x, size_t y)
{
	return (double)f->height[y * f->nx + x];
}

static unsigned cell_case(const struct field *f, size_t x, size_t y)
{
	const float *south = &f->height[y * f->nx + x];
	const float *north = south + f->nx;
	return (unsigned)(south[0] > 0) | (unsigned)(south[1] > 0) << 1 | (unsigned)(north[1] > 0) << 2 |
	       (unsigned)(north[0] > 0) << 3;
}

/* The first cell of a row from x on that an outline passes through; the number of cells when none does. */
static size_t next_crossed(const struct field *f, size_t x, size_t y)
{
	const float *south = &f->height[y * f->nx];
	const float *north = south + f->nx;
	for (; x + 1 < f->nx; x++) {
		bool inside = south[x] > 0;
		if (inside != (south[x + 1] > 0) || inside != (north[x] > 0) || inside != (north[x + 1] > 0))
			break;
	}
	return x;
}

static struct xy edge_point(const struct field *f, size_t x, size_t y, unsigned edge)
{
	struct xy a = field_node(f, x + ends[edge].x, y + ends[edge].y);
	struct xy b = field_node(f, x + ends[edge].x2, y + ends[edge].y2);
	double ha = height_at(f, x + ends[edge].x, y + ends[edge].y);
	double hb = height_at(f, x + ends[edge].x2, y + ends[edge].y2);
	double t = fmin(0.98, fmax(0.02, ha / (ha - hb))); /* off the nodes, so that no two points fall together */
	return (struct xy){a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)};
}

/* Leaves out points on the straight between their neighbours. */
static void path_straighten(struct path *p, double tolerance_m)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		struct xy b = p->points[i];
		struct xy c = p->points[(i + 1) % p->n];
		struct xy a = n ? p->points[n - 1] : b;
		double length_m = hypot(c.x_m - a.x_m, c.y_m - a.y_m);
		double off = (c.x_m - a.x_m) * (b.y_m - a.y_m) - (c.y_m - a.y_m) * (b.x_m - a.x_m);
		if (n == 0 || fabs(off) > tolerance_m * length_m)
			p->points[n++] = b;
	}
	p->n = n;
}

/* Follows the outline that enters a cell by an edge until it is back there. */
static struct path outline_from(struct arena *a, const struct field *f, unsigned char *seen, size_t x, size_t y,
				unsigned edge)
{
	struct path ring = {NULL, 0};
	size_t capacity = 0;
	while (!(seen[y * f->nx + x] & 1u << edge)) {
		seen[y * f->nx + x] |= (unsigned char)(1u << edge);
		*ARENA_PUSH(a, ring.points, ring.n, &capacity) = edge_point(f, x, y, edge);
		switch (leaves[cell_case(f, x, y)][edge]) {
		case 0:
			y--;
			edge = 2;
			break;
		case 1:
			x++;
			edge = 3;
			break;
		case 2:
			y++;
			edge = 0;
			break;
		default:
			x--;
			edge = 1;
			break;
		}
	}
	return ring;
}

/* Heights on the border must be negative, so that no outline runs off the grid. */
static void close_border(const struct field *f)
{
	for (size_t x = 0; x < f->nx; x++) {
		f->height[x] = fminf(f->height[x], (float)-f->step_m / 8);
		f->height[(f->ny - 1) * f->nx + x] = fminf(f->height[(f->ny - 1) * f->nx + x], (float)-f->step_m / 8);
	}
	for (size_t y = 0; y < f->ny; y++) {
		f->height[y * f->nx] = fminf(f->height[y * f->nx], (float)-f->step_m / 8);
		f->height[y * f->nx + f->nx - 1] = fminf(f->height[y * f->nx + f->nx - 1], (float)-f->step_m / 8);
	}
}

struct path_list field_outlines(struct arena *a, const struct field *f)
{
	struct path_list rings = {NULL, 0, 0};
	if (f->nx < 2 || f->ny < 2)
		return rings;
	unsigned char *seen = ARENA_ARRAY(a, unsigned char, f->nx * f->ny);
	close_border(f);
	for (size_t y = 0; y + 1 < f->ny; y++) {
		for (size_t x = next_crossed(f, 0, y); x + 1 < f->nx; x = next_crossed(f, x + 1, y)) {
			unsigned corners = cell_case(f, x, y);
			for (unsigned edge = 0; edge < EDGES; edge++) {
				if (leaves[corners][edge] < 0 || (seen[y * f->nx + x] & 1u << edge))
					continue;
				struct path ring = outline_from(a, f, seen, x, y, edge);
				path_straighten(&ring, f->step_m / 100);
				if (path_tidy(&ring))
					*ARENA_PUSH(a, rings.items, rings.n, &rings.capacity) = ring;
			}
		}
	}
	return rings;
}
