#include "gazetteer/cells_countryside.h"

#include "gazetteer/cells.h"
#include "geo/voronoi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { NEIGHBOURS = 3, ID_ROOM = 64 };

static const double pi = 3.14159265358979323846;
static const double middle_reach_m = 40000;      /* of a governorate's middle countryside, from its capital */
static const double least_land_m = 4000;         /* around a settlement */
static const double most_land_m = 15000;
static const double land_per_spacing = 0.75;     /* of the way to the third nearest settlement */
static const double far_away_m = 500000;

double side_half_angle_deg(unsigned side)
{
	return side % 2 ? 56.25 : 45;
}

bool side_holds(struct lonlat centre, unsigned side, struct lonlat p)
{
	if (side < SIDE_NORTH || side > SIDE_NORTH_WEST)
		return true;
	double east = (p.lon_deg - centre.lon_deg) * cos(centre.lat_deg * pi / 180);
	double bearing_deg = atan2(east, p.lat_deg - centre.lat_deg) * 180 / pi;
	double off_deg = fabs(remainder(bearing_deg - 45.0 * (side - SIDE_NORTH), 360));
	return off_deg <= side_half_angle_deg(side);
}

double countryside_reach_m(const struct place *p)
{
	return p->prominence >= 4 ? 30000 : p->prominence >= 3 ? 18000 : 10000;
}

/* A settlement, where it lies in EPSG:32637, and how far the land around it reaches. */
struct member {
	const struct place *place;
	struct xy at;
	double land_m;
};

struct countryside {
	struct source *source;
	struct arena *scratch;
	struct sv id;
	struct lonlat centre;
	const struct place *own; /* the town itself does not belong to its countryside */
	struct member *members;
	size_t n_members, capacity;
	struct lonlat middles[SIDE_COUNT];
};

static struct sv geometry_id(struct arena *a, struct sv centre_id, unsigned side)
{
	return arena_printf(a, "%.*s:%u", SV_ARG(centre_id), side);
}

bool countryside_is_cut(const struct shape *s, struct lonlat centre, double reach_m)
{
	const double degree_m = 110000; /* a little less than any degree of latitude of these parts has */
	double across = cos(centre.lat_deg * pi / 180) * degree_m;
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct ring r = s->polygons[i].rings[0];
		struct xy a = {(r.points[r.n - 1].lon_deg - centre.lon_deg) * across,
		               (r.points[r.n - 1].lat_deg - centre.lat_deg) * degree_m};
		for (size_t k = 0; k < r.n; k++) {
			struct xy b = {(r.points[k].lon_deg - centre.lon_deg) * across,
			               (r.points[k].lat_deg - centre.lat_deg) * degree_m};
			double x = b.x_m - a.x_m;
			double y = b.y_m - a.y_m;
			double share = x * x + y * y > 0 ? -(a.x_m * x + a.y_m * y) / (x * x + y * y) : 0;
			share = fmin(1, fmax(0, share));
			if (hypot(a.x_m + share * x, a.y_m + share * y) <= reach_m)
				return true;
			a = b;
		}
	}
	return false;
}

static const struct shape *shape_of(const struct source *s, struct sv id)
{
	for (size_t i = 0; i < s->n_geometries; i++)
		if (s->geometries[i].shape.n_polygons && sv_eq(s->geometries[i].id, id))
			return &s->geometries[i].shape;
	return NULL;
}

static bool has_land(const struct place *p)
{
	return p->has_point && place_kind_is_settlement(p->kind) && p->kind != KIND_NEIGHBOURHOOD;
}

static bool belongs(const struct countryside *c, const struct place *p, unsigned side)
{
	if (side == SIDE_MIDDLE && geo_distance_rough_m(c->centre, p->point) >= middle_reach_m)
		return false;
	return p != c->own && side_holds(c->centre, side, p->point);
}

/* The settlement nearest to the mean of those of the side, weighted by prominence, that lies inside `extent` (NULL:
 * anywhere). NaN when there is none. */
static struct lonlat settled_middle(const struct countryside *c, unsigned side, const struct shape *extent)
{
	struct lonlat middle = {(double)NAN, (double)NAN};
	struct lonlat mean = {0, 0};
	double sum = 0;
	for (size_t i = 0; i < c->n_members; i++) {
		const struct place *p = c->members[i].place;
		double w = belongs(c, p, side) ? p->prominence : 0;
		mean.lon_deg += w * p->point.lon_deg;
		mean.lat_deg += w * p->point.lat_deg;
		sum += w;
	}
	if (sum <= 0)
		return middle;
	mean = (struct lonlat){mean.lon_deg / sum, mean.lat_deg / sum};
	double best_m = (double)INFINITY;
	for (size_t i = 0; i < c->n_members; i++) {
		const struct place *p = c->members[i].place;
		double away_m = geo_distance_rough_m(mean, p->point);
		if (p->prominence < 1 || away_m >= best_m || !belongs(c, p, side) ||
		    (extent && !geo_shape_contains(extent, p->point)))
			continue;
		best_m = away_m;
		middle = p->point;
	}
	return middle;
}

static void add_geometry(const struct countryside *c, struct sv id, struct shape shape, struct line line)
{
	struct source *s = c->source;
	struct geometry *g = ARENA_PUSH(s->arena, s->geometries, s->n_geometries, &s->geometries_capacity);
	*g = (struct geometry){id, SV("countrysides"), SV("countryside"), SV(""), shape, line};
}

/* The table of middles, one point for each side, and the land all around, if it is kept. */
static void add_middles(const struct countryside *c, struct shape whole)
{
	bool any = false;
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		any = any || isfinite(c->middles[side].lon_deg);
	if (!any && whole.n_polygons == 0)
		return;
	struct lonlat *points = ARENA_ARRAY(c->source->arena, struct lonlat, SIDE_COUNT);
	memcpy(points, c->middles, sizeof c->middles);
	add_geometry(c, geometry_id(c->source->arena, c->id, SIDE_WHOLE), whole, (struct line){points, SIDE_COUNT});
}

static void add_member(struct countryside *c, const struct place *p)
{
	*ARENA_PUSH(c->scratch, c->members, c->n_members, &c->capacity) = (struct member){p, geo_to_utm37(p->point), 0};
}

/* Each settlement's land reaches most of the way to its neighbours. */
static void measure_land(struct countryside *c)
{
	for (size_t i = 0; i < c->n_members; i++) {
		double square_m2[NEIGHBOURS] = {(double)INFINITY, (double)INFINITY, (double)INFINITY};
		struct xy at = c->members[i].at;
		for (size_t k = 0; k < c->n_members; k++) {
			double x_m = c->members[k].at.x_m - at.x_m;
			double y_m = c->members[k].at.y_m - at.y_m;
			double square = x_m * x_m + y_m * y_m;
			for (size_t m = 0; m < NEIGHBOURS && k != i; m++) {
				if (square >= square_m2[m])
					continue;
				double farther = square_m2[m];
				square_m2[m] = square;
				square = farther;
			}
		}
		double spacing_m = sqrt(square_m2[NEIGHBOURS - 1]);
		c->members[i].land_m = fmin(most_land_m, fmax(least_land_m, land_per_spacing * spacing_m));
	}
}

/* The part of the governorate on that side. */
static struct shape side_part(struct arena *a, const struct shape *whole, struct lonlat centre, unsigned side)
{
	if (side < SIDE_NORTH || side > SIDE_NORTH_WEST)
		return *whole;
	double bearing_deg = 45.0 * (side - SIDE_NORTH);
	double half_deg = side_half_angle_deg(side);
	struct lonlat left = geo_destination(centre, bearing_deg - half_deg, far_away_m);
	struct lonlat right = geo_destination(centre, bearing_deg + half_deg, far_away_m);
	struct shape part = geo_clip_right_of(a, whole, centre, left);
	return geo_clip_right_of(a, &part, right, centre);
}

static struct shape settled_land(const struct countryside *c, const struct shape *whole, unsigned side)
{
	struct lonlat *centres = ARENA_ARRAY(c->scratch, struct lonlat, c->n_members + 1);
	double *reach_m = ARENA_ARRAY(c->scratch, double, c->n_members + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->n_members; i++) {
		if (!belongs(c, c->members[i].place, side))
			continue;
		centres[n] = c->members[i].place->point;
		reach_m[n++] = c->members[i].land_m;
	}
	struct shape part = side_part(c->scratch, whole, c->centre, side);
	return geo_discs(c->source->arena, c->scratch, &part, centres, reach_m, n);
}

/* The region whose note says that it is this countryside, with its polygon; NULL for none. */
static const struct place *customary(const struct countryside *c, unsigned side, struct shape *extent)
{
	const struct source *s = c->source;
	struct sv token = arena_printf(c->scratch, "side=%.*s:%u", SV_ARG(c->id), side);
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		if (p->kind != KIND_REGION || !p->has_point || sv_find(p->note, token, 0) == SIZE_MAX)
			continue;
		const struct shape *stated = shape_of(s, p->id);
		if (stated) {
			*extent = *stated;
			return p;
		}
	}
	return NULL;
}

/* True for the governorate's own name, and for Damascus in "Rif Dimashq": the name, or its last words. */
static bool names_capital(struct sv city, struct sv governorate)
{
	size_t behind = governorate.len - city.len;
	return city.len && sv_ends(governorate, city) && (behind == 0 || governorate.ptr[behind - 1] == ' ');
}

static const struct place *capital_of(const struct source *s, const struct place *governorate)
{
	const struct place *best = NULL;
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		if (p->kind == KIND_CITY && p->has_point && names_capital(p->name_ar, governorate->name_ar) &&
		    (!best || p->prominence > best->prominence))
			best = p;
	}
	return best;
}

static void add_governorate(struct source *s, struct arena *scratch, const struct place *p, const struct shape *whole)
{
	const struct place *capital = capital_of(s, p);
	if (!capital)
		return;
	struct countryside c = {.source = s, .scratch = scratch, .id = p->id, .centre = capital->point, .own = capital};
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *m = &s->places[i].place;
		if (has_land(m) && (sv_eq(m->admin1, p->name_ar) || sv_eq(m->admin1, p->id)))
			add_member(&c, m);
	}
	if (c.n_members == 0)
		return;
	measure_land(&c);
	c.middles[SIDE_WHOLE] = settled_middle(&c, SIDE_WHOLE, whole);
	for (unsigned side = SIDE_NORTH; side < SIDE_COUNT; side++) {
		struct shape extent;
		const struct place *custom = customary(&c, side, &extent);
		if (!custom)
			extent = settled_land(&c, whole, side);
		c.middles[side] = custom ? custom->point : settled_middle(&c, side, &extent);
		if (extent.n_polygons)
			add_geometry(&c, geometry_id(s->arena, c.id, side), extent, (struct line){NULL, 0});
	}
	add_middles(&c, (struct shape){NULL, 0});
}

/* The circle around a town as far as it lies in the town's governorate; empty when it is no less than a circle. */
static struct shape town_land(struct source *s, const struct place *p, double reach_m)
{
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *governorate = &s->places[i].place;
		const struct shape *whole = governorate->kind == KIND_GOVERNORATE && sv_eq(governorate->name_ar, p->admin1)
		                                    ? shape_of(s, governorate->id)
		                                    : NULL;
		if (!whole || !geo_shape_contains(whole, p->point) || !countryside_is_cut(whole, p->point, reach_m))
			continue;
		struct shape circle = geo_circle(s->arena, p->point, reach_m, COUNTRYSIDE_CORNERS);
		return geo_clip_convex(s->arena, whole, circle.polygons[0].rings[0]);
	}
	return (struct shape){NULL, 0};
}

static void add_town(struct source *s, struct arena *scratch, const struct place *p)
{
	struct countryside c = {.source = s, .scratch = scratch, .id = p->id, .centre = p->point, .own = p};
	double reach_m = countryside_reach_m(p);
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *m = &s->places[i].place;
		if (has_land(m) && fabs(m->point.lat_deg - p->point.lat_deg) < 0.3 &&
		    geo_distance_rough_m(m->point, p->point) <= reach_m)
			add_member(&c, m);
	}
	for (unsigned side = 0; side < SIDE_COUNT; side++)
		c.middles[side] = settled_middle(&c, side, NULL);
	add_middles(&c, town_land(s, p, reach_m));
}

void cells_add_countrysides(struct source *s, struct arena *scratch)
{
	for (size_t i = 0; i < s->n_places; i++) {
		const struct place *p = &s->places[i].place;
		const struct shape *land = p->kind == KIND_GOVERNORATE ? shape_of(s, p->id) : NULL;
		if (land) {
			struct shape whole = *land; /* the table moves as it grows */
			add_governorate(s, scratch, p, &whole);
		} else if (p->has_point && (p->kind == KIND_CITY || p->kind == KIND_TOWN)) {
			add_town(s, scratch, p);
		}
		arena_reset(scratch);
	}
}

/* The geometry of a centre's side. */
static struct sv stored_id(char *room, struct sv centre_id, unsigned side)
{
	int n = snprintf(room, ID_ROOM, "%.*s:%u", SV_ARG(centre_id), side);
	return sv_make(room, n > 0 && n < ID_ROOM ? (size_t)n : 0);
}

bool gazetteer_countryside_middle(const struct gazetteer *g, struct sv centre_id, unsigned side, struct lonlat *out)
{
	char room[ID_ROOM];
	struct line middles;
	if (side >= SIDE_COUNT || !gazetteer_line(g, stored_id(room, centre_id, SIDE_WHOLE), &middles) ||
	    middles.n != SIDE_COUNT || !isfinite(middles.points[side].lon_deg))
		return false;
	*out = middles.points[side];
	return true;
}

bool gazetteer_countryside_shape(const struct gazetteer *g, struct sv centre_id, unsigned side, struct shape *out)
{
	char room[ID_ROOM];
	*out = (struct shape){NULL, 0};
	return side < SIDE_COUNT && gazetteer_shape(g, stored_id(room, centre_id, side), out);
}
