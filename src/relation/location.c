#include "relation/location.h"

#include "relation/along.h"
#include "relation/area.h"
#include "relation/parts.h"
#include "relation/reach.h"
#include "relation/river.h"

#include <math.h>

/* UCDP GED's where_prec. */
enum { WHERE_EXACT = 1, WHERE_NEAR = 2, WHERE_DISTRICT = 3, WHERE_GOVERNORATE = 4, WHERE_FUZZY = 5, WHERE_COUNTRY = 6 };

/* ACLED's geo_precision. */
enum { GEO_EXACT = 1, GEO_PART = 2, GEO_REGION = 3 };

enum { CIRCLE = 48 };

static const double pi = 3.14159265358979323846;
static const double near_m = 25000;     /* GED: "within about 25 km of a known point" */
static const double region_m = 60000;   /* what reaches farther is a larger region */
static const double around_m = 3000;    /* "near" a place */
static const double direction_m = 15000; /* "north of" a place */
static const double by_river_m = 8000;

double location_offset_uncertainty_m(double distance_m, double rounding_m, double extent_m, double half_angle_deg)
{
	double reach = distance_m + rounding_m + extent_m;
	double t = half_angle_deg * pi / 180;
	double x = reach * cos(t) - distance_m;
	double y = reach * sin(t);
	return sqrt(x * x + y * y);
}

/* Rounding of a stated distance: half of its last significant unit; 30 km may be 25..35, 12 km 11.5..12.5. */
static double rounding_m(double distance_m)
{
	double unit = distance_m >= 1000 ? 1000 : 1;
	for (int i = 0; i < 6; i++) {
		double larger = unit * (i % 2 ? 2 : 5);
		if (fabs(fmod(distance_m, larger)) > 1e-6)
			break;
		unit = larger;
	}
	return unit / 2;
}

double location_extent_m(const struct place *p)
{
	return p->radius_km > 0 ? p->radius_km * 1000 : 1000;
}

static double position_error_m(const struct place *p)
{
	static const double by_confidence[] = {
	        [CONFIDENCE_HIGH] = 1000, [CONFIDENCE_MEDIUM] = 2000, [CONFIDENCE_LOW] = 5000};
	return by_confidence[p->confidence];
}

void location_clear(struct location *out)
{
	*out = (struct location){.uncertainty_m = -1};
}

/* Codes of something that lies anywhere in a radius. */
void location_set_codes(double radius_m, struct location *out)
{
	out->geo_precision = radius_m > region_m ? GEO_REGION : GEO_PART;
	out->where_prec = radius_m > near_m ? WHERE_FUZZY : WHERE_NEAR;
}

/* Codes no finer than these. */
static void coarsen(int geo, int where, struct location *out)
{
	out->geo_precision = out->geo_precision > geo ? out->geo_precision : geo;
	out->where_prec = out->where_prec > where ? out->where_prec : where;
}

static void set_area(const struct area *area, struct location *out)
{
	out->has_point = area->has_point;
	out->point = area->point;
	out->extent = area->extent;
	out->uncertainty_m = area->radius_m;
	location_set_codes(area->radius_m, out);
	if (area->governorate) {
		out->geo_precision = GEO_REGION;
		out->where_prec = WHERE_GOVERNORATE;
	}
}

/* Codes of a place by its kind, once its uncertainty is known. */
static void place_codes(const struct place *p, struct location *out)
{
	location_set_codes(out->uncertainty_m, out);
	if (p->kind == KIND_COUNTRY) {
		out->geo_precision = GEO_REGION;
		out->where_prec = WHERE_COUNTRY;
	} else if (p->kind == KIND_GOVERNORATE) {
		out->geo_precision = GEO_REGION;
		out->where_prec = WHERE_GOVERNORATE;
	} else if (p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT) {
		out->where_prec = WHERE_DISTRICT;
	} else if (!place_kind_is_area(p->kind) && p->confidence != CONFIDENCE_LOW) {
		out->geo_precision = GEO_EXACT;
		out->where_prec = WHERE_EXACT;
	}
}

/* A road or river as a whole: as far as it goes. */
static double line_reach_m(struct line l, struct lonlat from)
{
	double most_m = 0;
	for (size_t i = 0; i < l.n; i++)
		most_m = fmax(most_m, geo_distance_rough_m(l.points[i], from));
	return most_m;
}

void location_set_holder(struct arena *a, const struct gazetteer *g, const struct place *p, struct location *out)
{
	const int32_t holders[] = {p->admin3_place, p->admin2_place, p->admin1_place};
	struct area area;
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
		if (holders[i] == PLACE_NONE || !area_of_place(a, g, gazetteer_place(g, (size_t)holders[i]), &area))
			continue;
		out->extent = area.extent;
		out->uncertainty_m = area.radius_m;
		place_codes(gazetteer_place(g, (size_t)holders[i]), out);
		return;
	}
}

static void set_place(struct arena *a, const struct gazetteer *g, const struct place *p, struct location *out)
{
	struct area area;
	struct line line;
	if (!p->has_point) {
		location_set_holder(a, g, p, out);
		return;
	}
	out->has_point = true;
	out->point = p->point;
	out->uncertainty_m = location_extent_m(p);
	if (gazetteer_line(g, p->id, &line)) {
		out->uncertainty_m = fmax(out->uncertainty_m, line_reach_m(line, p->point));
	} else if (place_kind_is_area(p->kind) && area_of_place(a, g, p, &area)) {
		out->extent = area.extent;
		out->uncertainty_m = area.radius_m;
	}
	place_codes(p, out);
	out->uncertainty_m += position_error_m(p);
}

/* An unresolved name lies somewhere in what holds it; a quarter or a building inside the town itself. */
static void set_unresolved(struct arena *a, const struct gazetteer *g, const struct mention *m, struct location *out)
{
	struct area area;
	if (m->container == PLACE_NONE)
		return;
	const struct place *c = gazetteer_place(g, (size_t)m->container);
	bool in_town = m->kind == KIND_NEIGHBOURHOOD || m->kind == KIND_FACILITY || m->kind == KIND_SHRINE ||
	               m->kind == KIND_BRIDGE;
	if (!(in_town ? area_of_place(a, g, c, &area) : area_of_container(a, g, c, &area)))
		return;
	set_area(&area, out);
	if (c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT)
		out->where_prec = WHERE_DISTRICT;
	out->has_point = false;
	out->point = (struct lonlat){0, 0};
}

void location_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct location *out)
{
	struct area area;
	location_clear(out);
	if (m->place == PLACE_NONE) {
		set_unresolved(a, g, m, out);
		return;
	}
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	if (m->shape == MENTION_PLACE || (m->shape == MENTION_BADIA && p->kind == KIND_BADIA && m->direction == DIR_NONE))
		set_place(a, g, p, out);
	else if (area_of_mention(a, g, m, &area))
		set_area(&area, out);
}

void location_widen(struct arena *a, const struct place *p, struct location *out)
{
	double radius_m = location_extent_m(p) + around_m;
	if (place_kind_is_area(p->kind))
		return;
	out->uncertainty_m = radius_m + position_error_m(p);
	out->extent = geo_circle(a, out->point, radius_m, CIRCLE);
	coarsen(GEO_PART, WHERE_NEAR, out);
}

int location_admin_level(const struct gazetteer *g, const struct mention *m)
{
	if (m->shape == MENTION_PLACE || m->place == PLACE_NONE)
		return 3;
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	return area_governorate(g, p) ? 1 : p->kind == KIND_SUBDISTRICT ? 3 : 2;
}

/* "12 km south-west of X": the computed end, by the point-radius method; without a bearing a ring around X. */
static void offset_place(struct arena *a, const struct place *p, const struct mention *m, struct location *out)
{
	double rounding = rounding_m(m->offset_m);
	double extent = location_extent_m(p);
	if (m->offset_deg < 0) {
		out->uncertainty_m = m->offset_m + rounding + extent;
	} else {
		bool cardinal = fmod(m->offset_deg, 90) < 1e-6;
		out->point = geo_destination(p->point, m->offset_deg, m->offset_m);
		out->uncertainty_m = location_offset_uncertainty_m(m->offset_m, rounding, extent, cardinal ? 45 : 22.5);
	}
	out->extent = geo_circle(a, out->point, out->uncertainty_m, CIRCLE);
	location_set_codes(out->uncertainty_m, out);
}

/* "north of X" without a distance: X's point, and a sector reaching 15 km from it. */
static void direction_place(struct arena *a, const struct place *p, const struct mention *m, struct location *out)
{
	double half = fmod(m->offset_deg, 90) < 1e-6 ? 45 : 22.5;
	double reach = location_extent_m(p) + direction_m;
	out->extent = geo_sector(a, p->point, reach, m->offset_deg - half, m->offset_deg + half);
	out->uncertainty_m = reach + position_error_m(p);
	location_set_codes(reach, out);
}

/* Somewhere on a stretch of road: its middle. */
void location_set_route(struct arena *a, struct line route, double width_m, struct location *out)
{
	double length_m = geo_line_length_m(route);
	out->route = route;
	out->has_point = true;
	out->point = geo_line_at(route, length_m / 2);
	out->extent = geo_band(a, route, width_m);
	out->uncertainty_m = fmax(length_m / 2 + width_m, area_reach_m(&out->extent, out->point));
	location_set_codes(length_m / 2, out);
}

const struct place *location_placed(const struct gazetteer *g, const struct mention *m)
{
	if (m->place == PLACE_NONE || m->shape != MENTION_PLACE)
		return NULL;
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	return p->has_point ? p : NULL;
}

/* The first place named but m[0]'s that is a point, not an area. */
const struct place *location_other_point(const struct gazetteer *g, const struct mention *const *m, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const struct place *q = location_placed(g, m[i]);
		if (q && m[i]->place != m[0]->place && !place_kind_is_area(q->kind))
			return q;
	}
	return NULL;
}

/* The bank named: of a river that stands in relation BANK, or a region that is one. */
static const struct geometry *named_bank(const struct gazetteer *g, const struct mention *const *m, size_t n,
                                         enum relation relation, enum river_bank *bank)
{
	for (size_t i = 0; i < n; i++) {
		const struct place *p = m[i]->place == PLACE_NONE ? NULL : gazetteer_place(g, (size_t)m[i]->place);
		const struct geometry *river = p ? river_of_place(g, p, bank) : NULL;
		if (river && (*bank != BANK_UNKNOWN || m[i]->relation == REL_BANK || relation == REL_BANK))
			return river;
	}
	return NULL;
}

/* "on the bank of the Euphrates opposite X": the strip of bank by X. False without a bank or a place near it. */
static bool on_bank(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                    enum relation relation, struct location *out)
{
	enum river_bank bank = BANK_UNKNOWN;
	const struct geometry *river = named_bank(g, m, n, relation, &bank);
	const struct place *p = location_placed(g, m[0]);
	struct river_foot foot;
	bool point = p && !place_kind_is_area(p->kind);
	p = point ? p : location_other_point(g, m, n);
	if (!p)
		return false;
	if (!(river ? river_foot_of(river, p->point, by_river_m, &foot)
	            : relation == REL_BANK && river_nearest(g, p->point, by_river_m, &foot)))
		return false;
	struct shape strip = river_bank_near(a, &foot, bank);
	if (strip.n_polygons == 0)
		return false;
	out->extent = strip;
	out->has_point = true;
	out->point = point ? out->point : foot.at;
	out->uncertainty_m = fmax(point ? out->uncertainty_m : 0, area_reach_m(&strip, out->point));
	if (!point || relation == REL_BANK || relation == REL_NEAR)
		location_set_codes(out->uncertainty_m, out);
	return true;
}

/* An extent around several places: a circle about their middle that holds them all. */
static void around_all(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                       struct location *out)
{
	struct lonlat sum = {0, 0};
	double count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = location_placed(g, m[i]);
		if (!p || place_kind_is_area(p->kind))
			continue;
		sum = (struct lonlat){sum.lon_deg + p->point.lon_deg, sum.lat_deg + p->point.lat_deg};
		count++;
	}
	if (count < 2)
		return;
	struct lonlat middle = {sum.lon_deg / count, sum.lat_deg / count};
	double radius_m = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = location_placed(g, m[i]);
		if (p && !place_kind_is_area(p->kind))
			radius_m = fmax(radius_m, geo_distance_m(middle, p->point) + location_extent_m(p));
	}
	if (radius_m > region_m)
		return;
	out->extent = geo_circle(a, middle, radius_m, CIRCLE);
	out->uncertainty_m = fmax(out->uncertainty_m, radius_m + geo_distance_m(middle, out->point));
	coarsen(GEO_PART, WHERE_NEAR, out);
}

void location_of_incident(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                          enum relation relation, struct location *out)
{
	location_clear(out);
	if (n == 0)
		return;
	location_of_mention(a, g, m[0], out);
	bool along = relation == REL_ON_ROAD || relation == REL_BETWEEN || relation == REL_FROM_TO;
	const struct place *p = location_placed(g, m[0]);
	if (along && reach_between(a, g, m, n, relation, out))
		return;
	if (p && (along || p->kind == KIND_ROAD))
		along_road(a, g, m, n, p, out);
	else if (p && relation == REL_OFFSET && m[0]->offset_m > 0)
		offset_place(a, p, m[0], out);
	else if (p && relation == REL_DIRECTION && m[0]->offset_deg >= 0)
		direction_place(a, p, m[0], out);
	else if ((p && on_bank(a, g, m, n, relation, out)) || reach_beside(a, g, m, n, out))
		return;
	else if (p && (relation == REL_NEAR || relation == REL_BANK || relation == REL_OFFSET))
		location_widen(a, p, out);
	if (p && n > 1 && !along && relation != REL_OFFSET && relation != REL_DIRECTION)
		around_all(a, g, m, n, out);
}
