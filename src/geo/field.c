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

/* The grid alone; nx is 0 when there is none. */
static struct field field_grid(struct xy low, struct xy high, double step_m)
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
	return f;
}

static void clear_nodes(struct field *f, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		f->height[i] = (float)-f->step_m;
		f->distance_m[i] = INFINITY;
	}
}

static void field_room(struct arena *a, struct field *f)
{
	f->height = arena_room(a, f->nx * f->ny * sizeof *f->height);
	f->distance_m = arena_room(a, f->nx * f->ny * sizeof *f->distance_m);
}

struct field field_make(struct arena *a, struct xy low, struct xy high, double step_m)
{
	struct field f = field_grid(low, high, step_m);
	field_room(a, &f);
	clear_nodes(&f, 0, f.nx * f.ny);
	return f;
}

struct field field_make_sparse(struct arena *a, struct xy low, struct xy high, double step_m)
{
	struct field f = field_grid(low, high, step_m);
	field_room(a, &f);
	f.rows = ARENA_ARRAY(a, struct field_row, f.ny);
	return f;
}

void field_touch(struct field *f, size_t y, size_t x0, size_t x1)
{
	struct field_row *r = &f->rows[y];
	if (r->first == r->end)
		*r = (struct field_row){x0, x0, 0, 0};
	if (x0 < r->first) {
		clear_nodes(f, y * f->nx + x0, y * f->nx + r->first);
		r->first = x0;
	}
	if (x1 >= r->end) {
		clear_nodes(f, y * f->nx + r->end, y * f->nx + x1 + 1);
		r->end = x1 + 1;
	}
}

void field_deepen(struct field *f, size_t y, size_t x0, size_t end)
{
	struct field_row *r = &f->rows[y];
	if (end > x0 && end - x0 > r->deep_end - r->deep) {
		r->deep = x0;
		r->deep_end = end;
	}
}

static struct field_row row_touched(const struct field *f, size_t y)
{
	return f->rows ? f->rows[y] : (struct field_row){0, f->nx, 0, 0};
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

/* The first cell of a row from x on that an outline passes through; `end` when none does. */
static size_t next_crossed(const struct field *f, size_t x, size_t y, size_t end)
{
	const float *south = &f->height[y * f->nx];
	const float *north = south + f->nx;
	int left = x < end ? (south[x] > 0) + (north[x] > 0) : 0; /* 0 and 2: outside, inside */
	for (; x < end; x++) {
		int right = (south[x + 1] > 0) + (north[x + 1] > 0);
		if (left != right || left == 1)
			break;
	}
	return x;
}

/* The same among touched cells; those of the row's deep nodes are passed over. */
static size_t next_cell(const struct field *f, size_t x, size_t y, const struct field_row *cells)
{
	if (x < cells->deep && cells->deep < cells->end && cells->deep + 1 < cells->deep_end) {
		size_t found = next_crossed(f, x, y, cells->deep);
		if (found < cells->deep)
			return found;
		x = found;
	}
	if (x >= cells->deep && x + 1 < cells->deep_end)
		x = cells->deep_end - 1;
	return x < cells->end ? next_crossed(f, x, y, cells->end) : cells->end;
}

/* The cells between a row and the next of which all corners are touched: no outline passes through others. */
static struct field_row cells_touched(const struct field *f, size_t y)
{
	struct field_row south = row_touched(f, y);
	struct field_row north = row_touched(f, y + 1);
	size_t first = south.first > north.first ? south.first : north.first;
	size_t end = south.end < north.end ? south.end : north.end;
	return (struct field_row){first, end > first ? end - 1 : first, south.deep, south.deep_end};
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
		double x = c.x_m - a.x_m, y = c.y_m - a.y_m;
		double off = x * (b.y_m - a.y_m) - y * (b.x_m - a.x_m);
		if (n == 0 || off * off > tolerance_m * tolerance_m * (x * x + y * y))
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

static void cap_height(const struct field *f, size_t x, size_t y)
{
	struct field_row r = row_touched(f, y);
	float *height = &f->height[y * f->nx + x];
	if (x >= r.first && x < r.end)
		*height = fminf(*height, (float)-f->step_m / 8);
}

/* Heights on the border must be negative, so that no outline runs off the grid. */
static void close_border(const struct field *f)
{
	for (size_t x = 0; x < f->nx; x++) {
		cap_height(f, x, 0);
		cap_height(f, x, f->ny - 1);
	}
	for (size_t y = 0; y < f->ny; y++) {
		cap_height(f, 0, y);
		cap_height(f, f->nx - 1, y);
	}
}

struct path_list field_outlines(struct arena *a, const struct field *f)
{
	struct path_list rings = {NULL, 0, 0};
	if (f->nx < 2 || f->ny < 2)
		return rings;
	unsigned char *seen = arena_room(a, f->nx * f->ny); /* edges of a cell that were followed */
	for (size_t y = 0; y + 1 < f->ny; y++) {
		struct field_row cells = cells_touched(f, y);
		memset(seen + y * f->nx + cells.first, 0, cells.end - cells.first);
	}
	close_border(f);
	for (size_t y = 0; y + 1 < f->ny; y++) {
		struct field_row cells = cells_touched(f, y);
		for (size_t x = next_cell(f, cells.first, y, &cells); x < cells.end; x = next_cell(f, x + 1, y, &cells)) {
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
