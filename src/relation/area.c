#include "relation/area.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

bool area_of_place(struct arena *a, const struct gazetteer *g, const struct place *p, struct area *out)
{
	*out = (struct area){0};
	bool polygon = gazetteer_shape(g, p->id, &out->extent);
	if (!polygon && !p->has_point)
		return false;
	out->has_point = p->has_point;
	out->point = p->point;
	double radius_km = p->radius_km > 0 ? p->radius_km : 1;
	out->radius_m = radius_km * 1000;
	if (polygon && !p->has_point) {
		out->point = geo_shape_interior_point(&out->extent);
		out->has_point = true;
	}
	if (!polygon)
		out->extent = geo_circle(a, p->point, out->radius_m, 48);
	return true;
}

/* Half of a sector's angle: the four winds take 45 degrees to each side, those between 22.5; press usage is loose, so
 * half a sector more is allowed to each. */
static double half_angle(enum direction d)
{
	return (d - DIR_N) % 2 == 0 ? 56.25 : 45.0;
}

static double turn(double a, double b)
{
	double d = fmod(fabs(a - b), 360);
	return d > 180 ? 360 - d : d;
}

static bool in_sector(struct lonlat centre, struct lonlat p, enum direction d)
{
	if (d < DIR_N || d > DIR_NW)
		return true;
	double east = (p.lon_deg - centre.lon_deg) * cos(centre.lat_deg * pi / 180);
	double bearing = atan2(east, p.lat_deg - centre.lat_deg) * 180 / pi; /* rough: it only sorts settlements */
	return turn(bearing, 45.0 * (d - DIR_N)) <= half_angle(d);
}

/* Which settlements make up the countryside of X. */
struct countryside {
	const struct place *centre;
	bool governorate;    /* X stands for its governorate */
	double reach_m;      /* else settlements this near */
	enum direction direction;
};

static bool belongs(const struct countryside *c, const struct place *p)
{
	if (!p->has_point || !place_kind_is_settlement(p->kind) || p->kind == KIND_NEIGHBOURHOOD || p->prominence < 1)
		return false;
	if (c->governorate) {
		struct sv name = c->centre->admin1.len ? c->centre->admin1 : c->centre->name_ar;
		if (!sv_eq(p->admin1, name))
			return false;
		if (c->direction == DIR_CENTRE)
			return geo_distance_rough_m(c->centre->point, p->point) < 40000;
	} else if (geo_distance_rough_m(c->centre->point, p->point) > c->reach_m) {
		return false;
	}
	return p != c->centre && in_sector(c->centre->point, p->point, c->direction);
}

/* Mean of the settlements, weighted by prominence, then the settlement nearest to it. */
static bool settled_middle(const struct gazetteer *g, const struct countryside *c, struct lonlat *middle, double *far_m)
{
	double x = 0;
	double y = 0;
	double sum = 0;
	size_t n = gazetteer_count(g);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = gazetteer_place(g, i);
		if (!belongs(c, p))
			continue;
		double w = p->prominence;
		x += w * p->point.lon_deg;
		y += w * p->point.lat_deg;
		sum += w;
	}
	if (sum <= 0)
		return false;
	struct lonlat mean = {x / sum, y / sum};
	double best = INFINITY;
	double spread = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = gazetteer_place(g, i);
		if (!belongs(c, p))
			continue;
		double d = geo_distance_rough_m(mean, p->point);
		spread += p->prominence * d * d;
		if (d < best) {
			best = d;
			*middle = p->point;
		}
	}
	*far_m = 2 * sqrt(spread / sum);
	return true;
}

/* The sector's polygon: the governorate's shape cut by the sector's two half-planes, or a circle's sector. */
static struct shape sector_shape(struct arena *a, const struct gazetteer *g, const struct countryside *c)
{
	struct shape whole = {NULL, 0};
	double bearing = 45.0 * (c->direction - DIR_N);
	double half = half_angle(c->direction);
	bool sector = c->direction >= DIR_N && c->direction <= DIR_NW;
	struct lonlat o = c->centre->point;
	if (c->governorate) {
		int32_t governorate = c->centre->kind == KIND_GOVERNORATE ? gazetteer_by_id(g, c->centre->id)
		                                                           : c->centre->admin1_place;
		if (governorate == PLACE_NONE ||
		    !gazetteer_shape(g, gazetteer_place(g, (size_t)governorate)->id, &whole))
			whole = geo_circle(a, o, 60000, 48);
		if (c->direction == DIR_CENTRE)
			return geo_circle(a, o, 40000, 48);
		if (!sector)
			return whole;
		struct lonlat left = geo_destination(o, bearing - half, 400000);
		struct lonlat right = geo_destination(o, bearing + half, 400000);
		struct shape part = geo_clip_right_of(a, &whole, o, left);
		return geo_clip_right_of(a, &part, right, o);
	}
	if (!sector)
		return geo_circle(a, o, c->reach_m, 48);
	return geo_sector(a, o, c->reach_m, bearing - half, bearing + half);
}

static bool stands_for_governorate(const struct place *p)
{
	return p->kind == KIND_GOVERNORATE || (p->prominence >= 5 && p->admin1.len && p->admin1_place != PLACE_NONE);
}

static double town_reach_m(const struct place *p)
{
	if (p->kind == KIND_DISTRICT)
		return (p->radius_km > 10 ? p->radius_km : 30) * 1000;
	return p->prominence >= 4 ? 30000 : p->prominence >= 3 ? 18000 : 10000;
}

/* A badia that has no row of its own: the dry land around its place; of a governorate, its steppe is everything that
 * is not near a settlement, so the governorate's own shape is the honest extent. */
static bool badia_area(struct arena *a, const struct gazetteer *g, const struct mention *m, const struct place *p,
                       struct area *out)
{
	struct countryside c = {.centre = p,
	                        .governorate = stands_for_governorate(p),
	                        .reach_m = p->kind == KIND_BADIA ? p->radius_km * 1000 : 20000,
	                        .direction = m->direction};
	if (p->kind == KIND_BADIA && c.reach_m < 5000)
		c.reach_m = 20000;
	out->extent = sector_shape(a, g, &c);
	if (out->extent.n_polygons == 0)
		return false;
	out->has_point = true;
	out->point = m->direction == DIR_NONE ? p->point : geo_shape_interior_point(&out->extent);
	if (p->kind == KIND_BADIA && m->direction >= DIR_N && m->direction <= DIR_NW)
		out->point = geo_destination(p->point, 45.0 * (m->direction - DIR_N), c.reach_m / 2);
	out->radius_m = c.governorate ? sqrt(geo_shape_area_m2(&out->extent) / pi) : c.reach_m;
	return true;
}

/* The gazetteer's own row for a countryside, where the press means something else than the sector. */
static const struct place *customary_area(struct arena *a, const struct gazetteer *g, const struct mention *m,
                                          const struct place *p)
{
	if (p->kind == KIND_REGION)
		return p;
	if (m->shape != MENTION_COUNTRYSIDE || m->name_ar.len == 0)
		return NULL;
	struct sv key = text_fold(a, m->name_ar);
	struct name_span names = gazetteer_find(g, key, text_hash(key));
	for (size_t i = 0; i < names.n; i++) {
		const struct place *r = gazetteer_place(g, (size_t)names.entries[i].place);
		if (r->kind == KIND_REGION && r->has_point)
			return r;
	}
	return NULL;
}

bool area_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct area *out)
{
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	*out = (struct area){0};
	if (!p->has_point)
		return false;
	if (m->shape == MENTION_BADIA)
		return badia_area(a, g, m, p, out);
	const struct place *custom = customary_area(a, g, m, p);
	if (custom)
		return area_of_place(a, g, custom, out);
	bool country = p->kind == KIND_COUNTRY || p->kind == KIND_RIVER || p->kind == KIND_REGION;
	if (m->shape == MENTION_DIRECTION && country)
		return false; /* "east of the Euphrates", "northern Syria": no settled middle; too wide for a point */
	struct countryside c = {.centre = p,
	                        .governorate = stands_for_governorate(p),
	                        .reach_m = town_reach_m(p),
	                        .direction = m->direction};
	double far_m = 0;
	out->extent = sector_shape(a, g, &c);
	if (settled_middle(g, &c, &out->point, &far_m)) {
		out->has_point = true;
		out->radius_m = far_m > 5000 ? far_m : 5000;
	} else if (out->extent.n_polygons) {
		out->has_point = true;
		out->point = geo_shape_interior_point(&out->extent);
		out->radius_m = sqrt(geo_shape_area_m2(&out->extent) / pi);
	}
	return out->has_point;
}

bool area_road_between(struct arena *a, const struct gazetteer *g, struct lonlat p, struct lonlat q, struct line *out)
{
	double best = INFINITY;
	double from_m = 0;
	double to_m = 0;
	struct line road = {NULL, 0};
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct place *r = gazetteer_place(g, i);
		struct line line;
		if (r->kind != KIND_ROAD || !gazetteer_line(g, r->id, &line))
			continue;
		double away_p;
		double away_q;
		double at_p = geo_line_locate(line, p, &away_p);
		double at_q = geo_line_locate(line, q, &away_q);
		if (away_p > 6000 || away_q > 6000 || fabs(at_p - at_q) < 500 || away_p + away_q >= best)
			continue;
		best = away_p + away_q;
		road = line;
		from_m = at_p;
		to_m = at_q;
	}
	if (road.n == 0)
		return false;
	*out = geo_line_between(a, road, from_m, to_m);
	return out->n >= 2;
}
