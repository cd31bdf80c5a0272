#include "gazetteer/cells_border.h"

#include <math.h>

/* Districts are cut by less than a step of their grid where they meet an outline (geo/voronoi.h); along each other they
 * differ by a fraction of it. */
static const double outline_reach_m = 1300.0, border_reach_m = 450.0;

/* A ring that may run along a later one, in the plane. */
struct edge {
	const struct xy *points;
	size_t n;
	double x0, y0, x1, y1, reach_m;
};

struct edges {
	struct arena *arena;
	struct edge *items;
	size_t n, capacity;
};

static struct edge edge_of(struct arena *a, const struct ring *r, double reach_m)
{
	struct xy *points = ARENA_ARRAY(a, struct xy, r->n + 1);
	struct edge e = {points, r->n, 1e12, 1e12, -1e12, -1e12, reach_m};
	for (size_t i = 0; i < r->n; i++) {
		points[i] = geo_to_utm37(r->points[i]);
		e.x0 = fmin(e.x0, points[i].x_m);
		e.y0 = fmin(e.y0, points[i].y_m);
		e.x1 = fmax(e.x1, points[i].x_m);
		e.y1 = fmax(e.y1, points[i].y_m);
	}
	return e;
}

/* The point of a segment that is nearest to p. */
static struct xy foot(struct xy a, struct xy b, struct xy p)
{
	double x = b.x_m - a.x_m, y = b.y_m - a.y_m;
	double square = x * x + y * y;
	double share = square > 0.0 ? ((p.x_m - a.x_m) * x + (p.y_m - a.y_m) * y) / square : 0.0;
	share = fmin(1.0, fmax(0.0, share));
	return (struct xy){a.x_m + share * x, a.y_m + share * y};
}

/* The nearest point of all edges that reach so far. */
static bool nearest(const struct edges *all, struct xy p, struct xy *out)
{
	double best = (double)INFINITY;
	for (size_t i = 0; i < all->n; i++) {
		const struct edge *e = &all->items[i];
		double reach = e->reach_m;
		if (p.x_m < e->x0 - reach || p.x_m > e->x1 + reach || p.y_m < e->y0 - reach || p.y_m > e->y1 + reach)
			continue;
		for (size_t k = 0; k < e->n; k++) {
			struct xy q = foot(e->points[k], e->points[k + 1 < e->n ? k + 1 : 0], p);
			double away = hypot(q.x_m - p.x_m, q.y_m - p.y_m);
			if (away > reach || away >= best)
				continue;
			best = away;
			*out = q;
		}
	}
	return isfinite(best);
}

/* Adds the vertices first..first + n - 1 of a closed ring as a line, from and to where the vertices before and behind them
 * lie on what is drawn already. */
static void add_stretch(struct source *s, const struct edges *all, const struct edge *e, const struct ring *r, size_t first,
                        size_t n)
{
	struct lonlat *points = ARENA_ARRAY(s->arena, struct lonlat, n + 2);
	size_t used = 0;
	struct xy end;
	if (nearest(all, e->points[(first + e->n - 1) % e->n], &end))
		points[used++] = geo_from_utm37(end);
	for (size_t i = 0; i < n; i++)
		points[used++] = r->points[(first + i) % r->n];
	if (nearest(all, e->points[(first + n) % e->n], &end))
		points[used++] = geo_from_utm37(end);
	if (used < 2)
		return;
	*ARENA_PUSH(s->arena, s->geometries, s->n_geometries, &s->geometries_capacity) = (struct geometry){
		.id = SV(""), .layer = SV("borders"), .kind = SV("district"), .name = SV(""), .line = {points, used}};
}

static void add_ring(struct source *s, struct edges *all, const struct ring *r)
{
	struct edge e = edge_of(all->arena, r, border_reach_m);
	bool *known = ARENA_ARRAY(all->arena, bool, e.n + 1);
	size_t start = e.n;
	struct xy ignored;
	for (size_t i = 0; i < e.n; i++) {
		known[i] = nearest(all, e.points[i], &ignored);
		if (known[i] && start == e.n)
			start = i;
	}
	/* From a known vertex on, so that no stretch is cut at the seam; a ring without one is a line of its own. */
	if (start == e.n)
		add_stretch(s, all, &e, r, 0, e.n + 1);
	for (size_t i = 0, from = start; i < e.n && start < e.n; i++) {
		size_t first = from + i, n = 0;
		while (i < e.n && !known[(from + i) % e.n]) {
			n++;
			i++;
		}
		if (n)
			add_stretch(s, all, &e, r, first, n);
	}
	*ARENA_PUSH(all->arena, all->items, all->n, &all->capacity) = e;
}

void cells_add_borders(struct source *s, struct arena *scratch)
{
	struct edges all = {.arena = scratch};
	size_t n = s->n_geometries; /* what is added is not looked at */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < n; i++) {
			const struct geometry *g = &s->geometries[i];
			bool outline = sv_eq_cstr(g->layer, "areas") && sv_eq_cstr(g->kind, "governorate");
			bool district = sv_eq_cstr(g->layer, "units") && sv_eq_cstr(g->kind, "district");
			const struct shape shape = g->shape; /* the table moves as it grows */
			for (size_t k = 0; (pass ? district : outline) && k < shape.n_polygons; k++) {
				const struct ring *r = &shape.polygons[k].rings[0];
				if (pass)
					add_ring(s, &all, r);
				else
					*ARENA_PUSH(scratch, all.items, all.n, &all.capacity) =
						edge_of(scratch, r, outline_reach_m);
			}
		}
	}
	arena_reset(scratch);
}
