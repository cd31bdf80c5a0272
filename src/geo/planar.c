#include "geo/planar.h"

#include <math.h>

static const double least_area_m2 = 0.01;

double path_area_m2(const struct path *p)
{
	double twice = 0;
	for (size_t i = 1; i + 1 < p->n; i++) {
		const struct xy *o = p->points;
		const struct xy *b = &p->points[i];
		const struct xy *c = &p->points[i + 1];
		twice += (b->x_m - o->x_m) * (c->y_m - o->y_m) - (c->x_m - o->x_m) * (b->y_m - o->y_m);
	}
	return twice / 2;
}

bool path_contains(const struct path *p, struct xy at)
{
	bool inside = false;
	for (size_t i = 0, j = p->n - 1; i < p->n; j = i++) {
		const struct xy *a = &p->points[i];
		const struct xy *b = &p->points[j];
		if ((a->y_m > at.y_m) != (b->y_m > at.y_m) &&
		    at.x_m < a->x_m + (b->x_m - a->x_m) * (at.y_m - a->y_m) / (b->y_m - a->y_m))
			inside = !inside;
	}
	return inside;
}

static void path_reverse(struct path *p)
{
	for (size_t i = 0, j = p->n; i + 1 < j; i++) {
		struct xy swap = p->points[i];
		p->points[i] = p->points[--j];
		p->points[j] = swap;
	}
}

static bool same_point(struct xy a, struct xy b)
{
	return fabs(a.x_m - b.x_m) < 1e-6 && fabs(a.y_m - b.y_m) < 1e-6;
}

bool path_tidy(struct path *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (n == 0 || !same_point(p->points[n - 1], p->points[i]))
			p->points[n++] = p->points[i];
	while (n > 1 && same_point(p->points[n - 1], p->points[0]))
		n--;
	p->n = n;
	return n >= 3 && fabs(path_area_m2(p)) >= least_area_m2;
}

struct path planar_ring(struct arena *a, struct ring r)
{
	struct path p = {arena_room(a, r.n * sizeof *p.points), r.n};
	for (size_t i = 0; i < r.n; i++)
		p.points[i] = geo_to_utm37(r.points[i]);
	return p;
}

static struct planar_polygon polygon_from(struct arena *a, const struct polygon *from)
{
	struct planar_polygon to = {ARENA_ARRAY(a, struct path, from->n_rings), 0};
	for (size_t i = 0; i < from->n_rings; i++) {
		struct path ring = planar_ring(a, from->rings[i]);
		if (!path_tidy(&ring)) {
			if (i == 0) /* no exterior, no polygon */
				return to;
			continue;
		}
		if ((path_area_m2(&ring) > 0) != (i == 0))
			path_reverse(&ring);
		to.rings[to.n_rings++] = ring;
	}
	return to;
}

struct planar planar_from_shape(struct arena *a, const struct shape *s)
{
	struct planar out = {ARENA_ARRAY(a, struct planar_polygon, s->n_polygons), 0};
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct planar_polygon polygon = polygon_from(a, &s->polygons[i]);
		if (polygon.n_rings)
			out.polygons[out.n_polygons++] = polygon;
	}
	return out;
}

/* Twice the area of a ring in square degrees; positive for a counter-clockwise one. */
static double ring_turn(struct ring r)
{
	double twice = 0;
	for (size_t i = 1; i + 1 < r.n; i++) {
		struct lonlat o = r.points[0], b = r.points[i], c = r.points[i + 1];
		twice += (b.lon_deg - o.lon_deg) * (c.lat_deg - o.lat_deg) - (c.lon_deg - o.lon_deg) * (b.lat_deg - o.lat_deg);
	}
	return twice;
}

struct window {
	struct lonlat low, high;
};

/* The box of a ring and 0.2 degrees around it: what a straight line of the plane strays from a meridian or parallel. */
static struct window window_around(struct ring r)
{
	const double margin_deg = 0.2;
	struct window w = {{(double)INFINITY, (double)INFINITY}, {-(double)INFINITY, -(double)INFINITY}};
	for (size_t i = 0; i < r.n; i++) {
		w.low = (struct lonlat){fmin(w.low.lon_deg, r.points[i].lon_deg), fmin(w.low.lat_deg, r.points[i].lat_deg)};
		w.high = (struct lonlat){fmax(w.high.lon_deg, r.points[i].lon_deg), fmax(w.high.lat_deg, r.points[i].lat_deg)};
	}
	w.low = (struct lonlat){w.low.lon_deg - margin_deg, w.low.lat_deg - margin_deg};
	w.high = (struct lonlat){w.high.lon_deg + margin_deg, w.high.lat_deg + margin_deg};
	return w;
}

/* The sides of a window that a point lies beyond, as bits. */
static unsigned sides_beyond(const struct window *w, struct lonlat p)
{
	return (unsigned)(p.lon_deg < w->low.lon_deg) | (unsigned)(p.lon_deg > w->high.lon_deg) << 1 |
	       (unsigned)(p.lat_deg < w->low.lat_deg) << 2 | (unsigned)(p.lat_deg > w->high.lat_deg) << 3;
}

static struct ring ring_near(struct arena *a, struct ring r, const struct window *w)
{
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, r.n);
	size_t n = 0;
	for (size_t i = 0; i < r.n;) {
		unsigned sides = sides_beyond(w, r.points[i]);
		size_t end = i + 1;
		for (; sides && end < r.n && (sides & sides_beyond(w, r.points[end])); end++)
			sides &= sides_beyond(w, r.points[end]);
		points[n++] = r.points[i];
		if (end > i + 1)
			points[n++] = r.points[end - 1];
		i = end;
	}
	return (struct ring){points, n};
}

struct planar planar_near(struct arena *a, const struct shape *s, struct ring near)
{
	struct planar out = {ARENA_ARRAY(a, struct planar_polygon, s->n_polygons), 0};
	const struct window w = window_around(near);
	for (size_t i = 0; i < s->n_polygons; i++) {
		const struct polygon *from = &s->polygons[i];
		struct planar_polygon *to = &out.polygons[out.n_polygons];
		*to = (struct planar_polygon){ARENA_ARRAY(a, struct path, from->n_rings), 0};
		for (size_t k = 0; k < from->n_rings; k++) {
			struct path ring = planar_ring(a, ring_near(a, from->rings[k], &w));
			bool any = path_tidy(&ring);
			if (!any && k == 0)
				break;
			if (any && (ring_turn(from->rings[k]) > 0) != (k == 0))
				path_reverse(&ring);
			if (any)
				to->rings[to->n_rings++] = ring;
		}
		out.n_polygons += to->n_rings > 0;
	}
	return out;
}

static struct ring ring_to(struct arena *a, const struct path *from)
{
	struct lonlat *points = arena_room(a, from->n * sizeof *points);
	for (size_t i = 0; i < from->n; i++)
		points[i] = geo_from_utm37(from->points[i]);
	return (struct ring){points, from->n};
}

struct shape planar_to_shape(struct arena *a, const struct planar *p)
{
	struct polygon *polygons = ARENA_ARRAY(a, struct polygon, p->n_polygons);
	for (size_t i = 0; i < p->n_polygons; i++) {
		size_t n = p->polygons[i].n_rings;
		struct ring *rings = ARENA_ARRAY(a, struct ring, n);
		for (size_t k = 0; k < n; k++)
			rings[k] = ring_to(a, &p->polygons[i].rings[k]);
		polygons[i] = (struct polygon){rings, n};
	}
	return (struct shape){polygons, p->n_polygons};
}

/* Index of the smallest exterior around a hole, or SIZE_MAX. */
static size_t exterior_of(const struct planar *p, const double *area_m2, struct xy hole)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < p->n_polygons; i++)
		if ((best == SIZE_MAX || area_m2[i] < area_m2[best]) && path_contains(&p->polygons[i].rings[0], hole))
			best = i;
	return best;
}

struct planar planar_group(struct arena *a, const struct path_list *rings)
{
	struct planar out = {ARENA_ARRAY(a, struct planar_polygon, rings->n), 0};
	double *area_m2 = ARENA_ARRAY(a, double, rings->n); /* of the polygons */
	bool *is_exterior = ARENA_ARRAY(a, bool, rings->n);
	size_t *owner = ARENA_ARRAY(a, size_t, rings->n);
	size_t *count = ARENA_ARRAY(a, size_t, rings->n);
	for (size_t i = 0; i < rings->n; i++) {
		double area = path_area_m2(&rings->items[i]);
		owner[i] = SIZE_MAX;
		is_exterior[i] = area > 0;
		if (!is_exterior[i])
			continue;
		area_m2[out.n_polygons] = area;
		out.polygons[out.n_polygons++].rings = &rings->items[i];
	}
	for (size_t i = 0; i < rings->n; i++) {
		if (is_exterior[i])
			continue;
		owner[i] = exterior_of(&out, area_m2, rings->items[i].points[0]);
		if (owner[i] != SIZE_MAX)
			count[owner[i]]++;
	}
	for (size_t i = 0; i < out.n_polygons; i++) {
		struct path *all = ARENA_ARRAY(a, struct path, count[i] + 1);
		all[0] = *out.polygons[i].rings;
		out.polygons[i] = (struct planar_polygon){all, 1};
	}
	for (size_t i = 0; i < rings->n; i++)
		if (owner[i] != SIZE_MAX)
			out.polygons[owner[i]].rings[out.polygons[owner[i]].n_rings++] = rings->items[i];
	return out;
}
