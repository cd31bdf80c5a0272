#include "write/picture.h"

#include "gazetteer/gazetteer.h"

#include <stdlib.h>
#include <xxhash.h>

/* Extents by area, geometry hash, then order. */
struct keyed {
	const void *item;
	double area_m2;
	uint64_t hash;
	size_t order;
};

static int by_area(const void *a, const void *b)
{
	const struct keyed *p = a;
	const struct keyed *q = b;
	if (p->area_m2 != q->area_m2)
		return p->area_m2 > q->area_m2 ? -1 : 1;
	if (p->hash != q->hash)
		return p->hash < q->hash ? -1 : 1;
	return p->order < q->order ? -1 : p->order > q->order;
}

static uint64_t hash_points(uint64_t seed, const struct lonlat *points, size_t n)
{
	return XXH3_64bits_withSeed(points, n * sizeof *points, seed);
}

static uint64_t hash_shape(const struct shape *s)
{
	uint64_t h = s->n_polygons;
	for (size_t i = 0; i < s->n_polygons; i++) {
		for (size_t j = 0; j < s->polygons[i].n_rings; j++)
			h = hash_points(h, s->polygons[i].rings[j].points, s->polygons[i].rings[j].n);
	}
	return h;
}

/* Sorts and drops repeats; the items that are left, in order. */
static const void **distinct(struct arena *a, struct keyed *keys, size_t n, size_t *n_out)
{
	const void **out = ARENA_ARRAY(a, const void *, n + 1);
	*n_out = 0;
	qsort(keys, n, sizeof *keys, by_area);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || keys[i].hash != keys[i - 1].hash)
			out[(*n_out)++] = keys[i].item;
	}
	return out;
}

static void collect_extents(struct arena *a, struct picture *s, const struct theme *t)
{
	const struct model *m = s->model;
	double largest_m2 = t->extent.max_area_km2 * 1e6;
	struct keyed *keys = ARENA_ARRAY(a, struct keyed, m->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct shape *shape = &m->incidents[i].extent;
		double area_m2 = shape->n_polygons && !m->incidents[i].background ? geo_shape_area_m2(shape) : 0.0;
		if (area_m2 > 0.0 && area_m2 <= largest_m2)
			keys[n++] = (struct keyed){shape, area_m2, hash_shape(shape), i};
	}
	s->extents = (const struct shape **)distinct(a, keys, n, &s->n_extents);
	double hatched_m2 = t->extent.max_hatched_km2 * 1e6;
	while (s->n_open < s->n_extents && geo_shape_area_m2(s->extents[s->n_open]) > hatched_m2)
		s->n_open++;
}

static void collect_routes(struct arena *a, struct picture *s)
{
	const struct model *m = s->model;
	struct keyed *keys = ARENA_ARRAY(a, struct keyed, m->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct line *l = &m->incidents[i].route;
		if (l->n >= 2 && !m->incidents[i].background)
			keys[n++] = (struct keyed){l, 0.0, hash_points(1, l->points, l->n), i};
	}
	s->routes = (const struct line **)distinct(a, keys, n, &s->n_routes);
}

/* Mercator ends there; nothing beyond can be on a tile. */
static bool drawable(struct lonlat p)
{
	return p.lat_deg > -85.0 && p.lat_deg < 85.0 && p.lon_deg >= -180.0 && p.lon_deg < 180.0;
}

/* A capital abroad that a report mentions must not stretch the picture over the sea. */
static bool in_region(const struct theme *t, struct lonlat p)
{
	return p.lon_deg >= t->region.west && p.lon_deg <= t->region.east && p.lat_deg >= t->region.south &&
	       p.lat_deg <= t->region.north;
}

bool place_is_spot(const struct model_place *p)
{
	enum place_kind kind;
	return place_kind_parse(p->kind, &kind) && !place_kind_is_area(kind);
}

static int by_place_id(const void *a, const void *b)
{
	const struct model_incident *p = *(const struct model_incident *const *)a;
	const struct model_incident *q = *(const struct model_incident *const *)b;
	return sv_cmp(p->place_id, q->place_id);
}

/* The incidents drawn, by place. */
struct places_taken {
	const struct model_incident **items;
	size_t n;
};

static struct places_taken list_taken(struct arena *a, const struct picture *s)
{
	struct places_taken t = {ARENA_ARRAY(a, const struct model_incident *, s->n_incidents + 1), s->n_incidents};
	for (size_t i = 0; i < t.n; i++)
		t.items[i] = &s->model->incidents[s->incidents[i]];
	if (t.n)
		qsort(t.items, t.n, sizeof *t.items, by_place_id);
	return t;
}

/* True when a symbol stands on the place; an incident 30 km west of it, or on the road from it, leaves it free. */
static bool is_taken(const struct places_taken *t, const struct model_place *p)
{
	static const double same_m = 500.0;
	size_t low = 0;
	size_t high = t->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(t->items[middle]->place_id, p->place_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < t->n && sv_eq(t->items[low]->place_id, p->place_id); low++) {
		if (geo_distance_m(t->items[low]->point, p->point) < same_m)
			return true;
	}
	return false;
}

void picture_collect(struct arena *a, const struct model *m, const struct theme *t, struct picture *out)
{
	*out = (struct picture){.model = m};
	out->incidents = ARENA_ARRAY(a, size_t, m->n_incidents + 1);
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (m->incidents[i].has_point && drawable(m->incidents[i].point))
			out->incidents[out->n_incidents++] = i;
	}
	collect_extents(a, out, t);
	collect_routes(a, out);
	struct places_taken taken = list_taken(a, out);
	out->places = ARENA_ARRAY(a, const struct model_place *, m->n_places + 1);
	for (size_t i = 0; i < m->n_places; i++) {
		const struct model_place *p = &m->places[i];
		if (p->has_point && in_region(t, p->point) && place_is_spot(p) && !is_taken(&taken, p))
			out->places[out->n_places++] = p;
	}
}
