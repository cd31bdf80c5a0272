#include "write/symbol.h"
#include "write/tiles_layer.h"

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

static void collect_extents(struct arena *a, struct tile_source *s)
{
	const struct model *m = s->model;
	double largest_m2 = s->spec->theme->extent.max_area_km2 * 1e6;
	struct keyed *keys = ARENA_ARRAY(a, struct keyed, m->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct shape *shape = &m->incidents[i].extent;
		double area_m2 = shape->n_polygons ? geo_shape_area_m2(shape) : 0.0;
		if (area_m2 > 0.0 && area_m2 <= largest_m2)
			keys[n++] = (struct keyed){shape, area_m2, hash_shape(shape), i};
	}
	s->extents = (const struct shape **)distinct(a, keys, n, &s->n_extents);
}

static void collect_routes(struct arena *a, struct tile_source *s)
{
	const struct model *m = s->model;
	struct keyed *keys = ARENA_ARRAY(a, struct keyed, m->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct line *l = &m->incidents[i].route;
		if (l->n >= 2)
			keys[n++] = (struct keyed){l, 0.0, hash_points(1, l->points, l->n), i};
	}
	s->routes = (const struct line **)distinct(a, keys, n, &s->n_routes);
}

static void cover(struct tile_source *s, struct lonlat p)
{
	if (s->empty) {
		s->south_west = s->north_east = p;
		s->empty = false;
	}
	s->south_west.lon_deg = p.lon_deg < s->south_west.lon_deg ? p.lon_deg : s->south_west.lon_deg;
	s->south_west.lat_deg = p.lat_deg < s->south_west.lat_deg ? p.lat_deg : s->south_west.lat_deg;
	s->north_east.lon_deg = p.lon_deg > s->north_east.lon_deg ? p.lon_deg : s->north_east.lon_deg;
	s->north_east.lat_deg = p.lat_deg > s->north_east.lat_deg ? p.lat_deg : s->north_east.lat_deg;
}

static void cover_all(struct tile_source *s)
{
	for (size_t i = 0; i < s->n_incidents; i++)
		cover(s, s->model->incidents[s->incidents[i]].point);
	for (size_t i = 0; i < s->n_places; i++)
		cover(s, s->places[i]->point);
	for (size_t i = 0; i < s->n_routes; i++) {
		for (size_t k = 0; k < s->routes[i]->n; k++)
			cover(s, s->routes[i]->points[k]);
	}
	for (size_t i = 0; i < s->n_extents; i++) {
		for (size_t k = 0; k < s->extents[i]->n_polygons; k++) {
			const struct ring *r = &s->extents[i]->polygons[k].rings[0];
			for (size_t j = 0; j < r->n; j++)
				cover(s, r->points[j]);
		}
	}
}

/* Mercator ends there; nothing beyond can be on a tile. */
static bool drawable(struct lonlat p)
{
	return p.lat_deg > -85.0 && p.lat_deg < 85.0 && p.lon_deg >= -180.0 && p.lon_deg < 180.0;
}

void tile_source_collect(struct arena *a, const struct model *m, const struct tiles_spec *spec,
                         struct tile_source *out)
{
	*out = (struct tile_source){.model = m, .spec = spec, .empty = true};
	out->incidents = ARENA_ARRAY(a, size_t, m->n_incidents + 1);
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (m->incidents[i].has_point && drawable(m->incidents[i].point))
			out->incidents[out->n_incidents++] = i;
	}
	collect_extents(a, out);
	collect_routes(a, out);
	out->places = ARENA_ARRAY(a, const struct model_place *, m->n_places + 1);
	for (size_t i = 0; i < m->n_places; i++) {
		const struct model_place *p = &m->places[i];
		if (p->has_point && p->incidents == 0 && drawable(p->point) && place_is_spot(p))
			out->places[out->n_places++] = p;
	}
	cover_all(out);
}
