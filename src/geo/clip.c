#include "geo/planar.h"

#include <math.h>
#include <stdlib.h>

/* A stretch of a ring inside the half-plane, from where it enters to where it leaves. */
struct chain {
	struct xy *points;
	size_t n, capacity;
	double enters, leaves; /* metres along the cutting line */
	size_t next;           /* the chain to go on with */
	bool used;
};

struct cut {
	struct arena *arena;
	struct xy origin, along; /* a point of the line, its unit direction */
	struct chain *chains;
	size_t n, capacity;
	struct path_list rings;
};

/* Metres to the right of the line. */
static double depth_m(const struct cut *c, struct xy p)
{
	return (p.x_m - c->origin.x_m) * c->along.y_m - (p.y_m - c->origin.y_m) * c->along.x_m;
}

static double along_m(const struct cut *c, struct xy p)
{
	return (p.x_m - c->origin.x_m) * c->along.x_m + (p.y_m - c->origin.y_m) * c->along.y_m;
}

static struct xy crossing(struct xy a, struct xy b, double depth_a, double depth_b)
{
	double t = depth_a / (depth_a - depth_b);
	return (struct xy){a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)};
}

static void chain_add(struct cut *c, struct chain *chain, struct xy p)
{
	*ARENA_PUSH(c->arena, chain->points, chain->n, &chain->capacity) = p;
}

/* Cuts a ring that has points on both sides into chains. `first` is inside, the point before it outside. */
static void cut_ring(struct cut *c, const struct path *r, const double *depth, size_t first)
{
	struct chain *chain = NULL;
	size_t before = first ? first - 1 : r->n - 1;
	for (size_t k = 0, now = first; k < r->n; k++) {
		size_t after = now + 1 < r->n ? now + 1 : 0;
		if (depth[now] > 0 && !(depth[before] > 0)) {
			struct xy entry = crossing(r->points[before], r->points[now], depth[before], depth[now]);
			chain = ARENA_PUSH(c->arena, c->chains, c->n, &c->capacity);
			*chain = (struct chain){.enters = along_m(c, entry)};
			chain_add(c, chain, entry);
		}
		if (depth[now] > 0)
			chain_add(c, chain, r->points[now]);
		if (depth[now] > 0 && !(depth[after] > 0)) {
			struct xy leave = crossing(r->points[now], r->points[after], depth[now], depth[after]);
			chain->leaves = along_m(c, leave);
			chain_add(c, chain, leave);
		}
		before = now;
		now = after;
	}
}

static void keep_ring(struct cut *c, struct path ring)
{
	if (path_tidy(&ring))
		*ARENA_PUSH(c->arena, c->rings.items, c->rings.n, &c->rings.capacity) = ring;
}

static void add_ring(struct cut *c, const struct path *r)
{
	size_t first = SIZE_MAX;
	size_t inside = 0;
	double *depth = arena_room(c->arena, r->n * sizeof *depth);
	for (size_t i = 0; i < r->n; i++) {
		depth[i] = depth_m(c, r->points[i]);
		inside += depth[i] > 0;
	}
	for (size_t i = 0; i < r->n && inside < r->n; i++)
		if (depth[i] > 0 && !(depth[i ? i - 1 : r->n - 1] > 0))
			first = i;
	if (inside == r->n)
		keep_ring(c, *r);
	else if (first != SIZE_MAX)
		cut_ring(c, r, depth, first);
}

struct event {
	double at;
	size_t chain;
};

static int event_compare(const void *a, const void *b)
{
	const struct event *p = a;
	const struct event *q = b;
	if (p->at != q->at)
		return p->at < q->at ? -1 : 1;
	return (p->chain > q->chain) - (p->chain < q->chain);
}

/* Along the line, the inside of a polygon lies between the k-th place where its boundary enters the half-plane and the
 * k-th where it leaves: a ring that leaves there goes back along the line to where that entry is. */
static void link_chains(struct cut *c)
{
	struct event *entries = ARENA_ARRAY(c->arena, struct event, c->n);
	struct event *leaves = ARENA_ARRAY(c->arena, struct event, c->n);
	for (size_t i = 0; i < c->n; i++) {
		entries[i] = (struct event){c->chains[i].enters, i};
		leaves[i] = (struct event){c->chains[i].leaves, i};
	}
	if (c->n) {
		qsort(entries, c->n, sizeof *entries, event_compare);
		qsort(leaves, c->n, sizeof *leaves, event_compare);
	}
	for (size_t i = 0; i < c->n; i++)
		c->chains[leaves[i].chain].next = entries[i].chain;
}

static void close_chains(struct cut *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct path ring = {NULL, 0};
		size_t capacity = 0;
		for (size_t k = i; !c->chains[k].used; k = c->chains[k].next) {
			c->chains[k].used = true;
			for (size_t j = 0; j < c->chains[k].n; j++)
				*ARENA_PUSH(c->arena, ring.points, ring.n, &capacity) = c->chains[k].points[j];
		}
		keep_ring(c, ring);
	}
}

static bool all_inside(const struct cut *c, const struct planar *s)
{
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t k = 0; k < s->polygons[i].n_rings; k++)
			for (size_t j = 0; j < s->polygons[i].rings[k].n; j++)
				if (!(depth_m(c, s->polygons[i].rings[k].points[j]) > 0))
					return false;
	return true;
}

struct planar planar_clip_right_of(struct arena *a, const struct planar *s, struct xy p, struct xy q)
{
	struct planar out = {NULL, 0};
	size_t capacity = 0;
	double length_m = hypot(q.x_m - p.x_m, q.y_m - p.y_m);
	if (!(length_m > 0) || !isfinite(length_m))
		return out;
	struct xy along = {(q.x_m - p.x_m) / length_m, (q.y_m - p.y_m) / length_m};
	if (all_inside(&(struct cut){.origin = p, .along = along}, s))
		return *s;
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct cut c = {.arena = a, .origin = p, .along = along};
		for (size_t k = 0; k < s->polygons[i].n_rings; k++)
			add_ring(&c, &s->polygons[i].rings[k]);
		link_chains(&c);
		close_chains(&c);
		struct planar parts = planar_group(a, &c.rings);
		for (size_t k = 0; k < parts.n_polygons; k++)
			*ARENA_PUSH(a, out.polygons, out.n_polygons, &capacity) = parts.polygons[k];
	}
	return out;
}

struct shape geo_clip_right_of(struct arena *a, const struct shape *s, struct lonlat p, struct lonlat q)
{
	struct planar whole = planar_from_shape(a, s);
	struct planar part = planar_clip_right_of(a, &whole, geo_to_utm37(p), geo_to_utm37(q));
	return planar_to_shape(a, &part);
}

struct shape geo_clip_convex(struct arena *a, const struct shape *s, struct ring convex)
{
	struct planar part = planar_near(a, s, convex);
	struct path edges = planar_ring(a, convex);
	if (!path_tidy(&edges))
		return (struct shape){NULL, 0};
	bool clockwise = path_area_m2(&edges) < 0;
	for (size_t i = 0; i < edges.n && part.n_polygons; i++) {
		struct xy p = edges.points[i];
		struct xy q = edges.points[(i + 1) % edges.n];
		part = clockwise ? planar_clip_right_of(a, &part, p, q) : planar_clip_right_of(a, &part, q, p);
	}
	return planar_to_shape(a, &part);
}
