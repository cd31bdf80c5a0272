#include "relation/area.h"

#include <assert.h>
#include <math.h>

#include "gazetteer/cells_countryside.h"
#include "relation/river.h"

static_assert((int)DIR_N == (int)SIDE_NORTH && (int)DIR_NW == (int)SIDE_NORTH_WEST && (int)DIR_CENTRE == (int)SIDE_MIDDLE,
              "directions are the sides of a countryside");

static const double pi = 3.14159265358979323846;
static const double far_away_m = 500000;
static const double default_governorate_m = 60000; /* one without a polygon */
static const double middle_part_m = 40000;         /* of a governorate without a polygon */
static const double badia_reach_m = 20000;
static const double badia_behind_m = 12000;        /* from a town by the river to the middle of its badia */
static const double riverside_m = 8000;

double area_reach_m(const struct shape *s, struct lonlat from)
{
	const double degree_m = 111700; /* a little more than any degree of latitude of these parts has */
	double across = cos(from.lat_deg * pi / 180) * 1.02;
	double most = 0;
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct ring r = s->polygons[i].rings[0];
		for (size_t k = 0; k < r.n; k++) {
			double x = (r.points[k].lon_deg - from.lon_deg) * across;
			double y = r.points[k].lat_deg - from.lat_deg;
			most = fmax(most, x * x + y * y);
		}
	}
	return sqrt(most) * degree_m;
}

/* Fills the point with an inner one when it lies outside, and the radius. False for an empty extent. */
static bool complete(struct area *out, bool has_point, struct lonlat point)
{
	if (out->extent.n_polygons == 0)
		return false;
	out->has_point = true;
	out->point = has_point && geo_shape_contains(&out->extent, point) ? point : geo_shape_interior_point(&out->extent);
	out->radius_m = area_reach_m(&out->extent, out->point);
	return true;
}

bool area_of_place(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out)
{
	*out = (struct area){.governorate = p->kind == KIND_GOVERNORATE};
	if (gazetteer_shape(g, p->id, &out->extent)) {
		out->has_point = true;
		out->point = p->has_point ? p->point : geo_shape_interior_point(&out->extent);
		out->radius_m = area_reach_m(&out->extent, out->point);
		return true;
	}
	if (!p->has_point)
		return false;
	out->has_point = true;
	out->point = p->point;
	out->radius_m = (p->radius_km > 0 ? p->radius_km : 1) * 1000;
	out->extent = geo_circle(a, p->point, out->radius_m, 48);
	return true;
}

const struct place *area_governorate(const struct gazetteer *g, const struct place *p)
{
	if (p->kind == KIND_GOVERNORATE)
		return p;
	if (p->kind != KIND_CITY || p->admin1_place == PLACE_NONE)
		return NULL;
	const struct place *governorate = gazetteer_place(g, (size_t)p->admin1_place);
	return governorate->kind == KIND_GOVERNORATE && sv_eq(governorate->name_ar, p->name_ar) ? governorate : NULL;
}

static bool is_sector(unsigned side)
{
	return side >= SIDE_NORTH && side <= SIDE_NORTH_WEST;
}

/* A circle around the place, or its sector on that side. */
static struct shape sector_shape(struct arena *a, struct lonlat centre, double reach_m, unsigned side)
{
	if (!is_sector(side))
		return geo_circle(a, centre, reach_m, COUNTRYSIDE_CORNERS);
	double bearing_deg = 45.0 * (side - SIDE_NORTH);
	double half_deg = side_half_angle_deg(side);
	return geo_sector(a, centre, reach_m, bearing_deg - half_deg, bearing_deg + half_deg);
}

/* The part of a shape on that side of a point. */
static struct shape side_part(struct arena *a, const struct shape *whole, struct lonlat centre, unsigned side)
{
	if (!is_sector(side))
		return *whole;
	double bearing_deg = 45.0 * (side - SIDE_NORTH);
	double half_deg = side_half_angle_deg(side);
	struct shape part =
	        geo_clip_right_of(a, whole, centre, geo_destination(centre, bearing_deg - half_deg, far_away_m));
	return geo_clip_right_of(a, &part, geo_destination(centre, bearing_deg + half_deg, far_away_m), centre);
}

/* The part of a convex shape inside the place's governorate; all of it when that has no polygon. */
static struct shape within_governorate(struct arena *a, const struct gazetteer *g, const struct place *p,
                                       struct shape convex)
{
	struct shape governorate;
	if (convex.n_polygons != 1 || p->admin1_place == PLACE_NONE ||
	    !gazetteer_shape(g, gazetteer_place(g, (size_t)p->admin1_place)->id, &governorate) ||
	    !geo_shape_contains(&governorate, p->point) ||
	    !countryside_is_cut(&governorate, p->point, area_reach_m(&convex, p->point)))
		return convex;
	struct shape inside = geo_clip_convex(a, &governorate, convex.polygons[0].rings[0]);
	return inside.n_polygons ? inside : convex;
}

static bool governorate_countryside(struct arena *a, const struct gazetteer *g, const struct place *governorate,
                                    const struct place *centre, unsigned side, struct area *out)
{
	struct lonlat point = {0, 0};
	bool settled = gazetteer_countryside_middle(g, governorate->id, side, &point);
	out->governorate = side == SIDE_WHOLE;
	bool stored = side == SIDE_WHOLE ? gazetteer_shape(g, governorate->id, &out->extent)
	                                 : gazetteer_countryside_shape(g, governorate->id, side, &out->extent);
	struct shape whole;
	if (!stored && gazetteer_shape(g, governorate->id, &whole))
		out->extent = side_part(a, &whole, centre->point, side);
	else if (!stored && centre->has_point)
		out->extent = sector_shape(a, centre->point, side == SIDE_MIDDLE ? middle_part_m : default_governorate_m,
		                           side);
	return complete(out, settled, point);
}

static bool unit_countryside(struct arena *a, const struct gazetteer *g, const struct place *p, unsigned side,
                             struct area *out)
{
	struct shape whole;
	if (!gazetteer_shape(g, p->id, &whole))
		whole = geo_circle(a, p->point, (p->radius_km > 10 ? p->radius_km : 30) * 1000, COUNTRYSIDE_CORNERS);
	out->extent = side_part(a, &whole, p->point, side);
	return complete(out, side == SIDE_WHOLE, p->point);
}

static bool town_countryside(struct arena *a, const struct gazetteer *g, const struct place *p, unsigned side,
                             struct area *out)
{
	struct lonlat point = p->point;
	bool settled = gazetteer_countryside_middle(g, p->id, side, &point);
	struct shape whole;
	if (gazetteer_countryside_shape(g, p->id, SIDE_WHOLE, &whole))
		out->extent = side_part(a, &whole, p->point, side);
	else
		out->extent = sector_shape(a, p->point, countryside_reach_m(p), side);
	return complete(out, settled || !is_sector(side), point);
}

static bool countryside(struct arena *a, const struct gazetteer *g, const struct place *p, unsigned side,
                        struct area *out)
{
	const struct place *governorate = area_governorate(g, p);
	if (governorate)
		return governorate_countryside(a, g, governorate, p, side, out);
	if (p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT)
		return unit_countryside(a, g, p, side, out);
	return town_countryside(a, g, p, side, out);
}

/* The badia of a governorate has rows for those that the press speaks of; another's is the whole, or a side of it. */
static bool governorate_badia(struct arena *a, const struct gazetteer *g, const struct place *governorate,
                              const struct place *centre, unsigned side, struct area *out)
{
	struct shape whole;
	out->governorate = side == SIDE_WHOLE;
	if (gazetteer_shape(g, governorate->id, &whole))
		out->extent = side_part(a, &whole, centre->point, side);
	else
		out->extent = sector_shape(a, centre->point, default_governorate_m, side);
	return complete(out, false, centre->point);
}

/* The dry land around a place; of one by a river it lies behind the place, which is on its edge. */
static bool place_badia(struct arena *a, const struct gazetteer *g, const struct place *p, unsigned side,
                        struct area *out)
{
	struct lonlat centre = p->point;
	struct river_foot foot;
	if (!is_sector(side) && river_nearest(g, p->point, riverside_m, &foot))
		centre = geo_destination(p->point, foot.away_deg, badia_behind_m);
	out->extent = within_governorate(a, g, p, sector_shape(a, centre, badia_reach_m, side));
	return complete(out, !is_sector(side), p->point);
}

static bool badia_area(struct arena *a, const struct gazetteer *g, const struct place *p, unsigned side,
                       struct area *out)
{
	struct shape whole;
	const struct place *governorate = area_governorate(g, p);
	if (governorate)
		return governorate_badia(a, g, governorate, p, side, out);
	if (p->kind != KIND_BADIA && p->kind != KIND_REGION)
		return place_badia(a, g, p, side, out);
	if (!is_sector(side))
		return area_of_place(a, g, p, out);
	if (!gazetteer_shape(g, p->id, &whole))
		whole = geo_circle(a, p->point, p->radius_km >= 5 ? p->radius_km * 1000 : badia_reach_m, COUNTRYSIDE_CORNERS);
	out->extent = side_part(a, &whole, p->point, side);
	return complete(out, true, geo_destination(p->point, 45.0 * (side - SIDE_NORTH), p->radius_km * 500));
}

bool area_of_container(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out)
{
	*out = (struct area){0};
	if (p->has_point && (p->kind == KIND_CITY || p->kind == KIND_TOWN))
		return countryside(a, g, p, SIDE_WHOLE, out);
	return area_of_place(a, g, p, out);
}

bool area_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct area *out)
{
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	unsigned side = (unsigned)m->direction;
	*out = (struct area){0};
	if (!p->has_point)
		return false;
	if (m->shape == MENTION_BADIA)
		return badia_area(a, g, p, side, out);
	if (m->shape == MENTION_DIRECTION && (p->kind == KIND_COUNTRY || p->kind == KIND_RIVER || p->kind == KIND_REGION))
		return false; /* "east of the Euphrates", "northern Syria": no settled middle; too wide for a point */
	if (p->kind == KIND_REGION)
		return area_of_place(a, g, p, out);
	return countryside(a, g, p, side, out);
}
