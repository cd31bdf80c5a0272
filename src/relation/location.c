#include "relation/location.h"

#include "relation/area.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

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

static double extent_m(const struct place *p)
{
	return p->radius_km > 0 ? p->radius_km * 1000 : 1000;
}

/* Precision codes of a place by its kind: ACLED 1-3, UCDP GED 1-7. */
static void place_codes(const struct place *p, struct location *out)
{
	out->geo_precision = 1;
	out->where_prec = 1;
	if (p->kind == KIND_COUNTRY) {
		out->geo_precision = 3;
		out->where_prec = 6;
	} else if (p->kind == KIND_GOVERNORATE) {
		out->geo_precision = 3;
		out->where_prec = 4;
	} else if (p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT) {
		out->geo_precision = 2;
		out->where_prec = 3;
	} else if (place_kind_is_area(p->kind)) {
		out->geo_precision = p->radius_km > 60 ? 3 : 2;
		out->where_prec = p->radius_km > 25 ? 5 : 2;
	} else if (p->confidence == CONFIDENCE_LOW) {
		out->geo_precision = 2;
		out->where_prec = 2;
	}
}

static double position_error_m(const struct place *p)
{
	static const double by_confidence[] = {
	        [CONFIDENCE_HIGH] = 1000, [CONFIDENCE_MEDIUM] = 2000, [CONFIDENCE_LOW] = 5000};
	return by_confidence[p->confidence];
}

static void set_area(const struct area *area, struct location *out)
{
	out->has_point = area->has_point;
	out->point = area->point;
	out->extent = area->extent;
	out->uncertainty_m = area->radius_m;
	out->geo_precision = area->radius_m > 60000 ? 3 : 2;
	out->where_prec = 5;
}

static void clear(struct location *out)
{
	*out = (struct location){.uncertainty_m = -1};
}

void location_of_mention(struct arena *a, const struct gazetteer *g, const struct mention *m, struct location *out)
{
	struct area area;
	clear(out);
	if (m->place == PLACE_NONE) {
		if (m->container == PLACE_NONE)
			return;
		const struct place *c = gazetteer_place(g, (size_t)m->container);
		if (!area_of_place(a, g, c, &area))
			return;
		out->extent = area.extent;
		out->uncertainty_m = area.radius_m;
		out->geo_precision = area.radius_m > 60000 ? 3 : 2;
		out->where_prec = area.radius_m > 25000 ? 5 : 2;
		return;
	}
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	if (m->shape == MENTION_PLACE || (m->shape == MENTION_BADIA && p->kind == KIND_BADIA && m->direction == DIR_NONE)) {
		place_codes(p, out);
		out->has_point = p->has_point;
		out->point = p->point;
		out->uncertainty_m = p->has_point ? extent_m(p) + position_error_m(p) : -1;
		if (place_kind_is_area(p->kind) && area_of_place(a, g, p, &area))
			out->extent = area.extent;
		return;
	}
	if (area_of_mention(a, g, m, &area))
		set_area(&area, out);
}

static void near_place(struct arena *a, const struct place *p, struct location *out)
{
	double radius = extent_m(p) + 3000;
	out->uncertainty_m = radius + position_error_m(p);
	out->geo_precision = out->geo_precision > 2 ? out->geo_precision : 2;
	out->where_prec = out->where_prec > 2 ? out->where_prec : 2;
	if (out->extent.n_polygons == 0 && out->has_point)
		out->extent = geo_circle(a, out->point, radius, 48);
}

/* "12 km south-west of X": the computed end, by the point-radius method; without a bearing a ring around X. */
static void offset_place(struct arena *a, const struct place *p, const struct mention *m, struct location *out)
{
	double rounding = rounding_m(m->offset_m);
	if (m->offset_deg < 0) {
		out->uncertainty_m = m->offset_m + rounding + extent_m(p);
		out->extent = geo_circle(a, p->point, out->uncertainty_m, 48);
	} else {
		bool cardinal = fmod(m->offset_deg, 90) < 1e-6;
		out->point = geo_destination(p->point, m->offset_deg, m->offset_m);
		out->uncertainty_m = location_offset_uncertainty_m(m->offset_m, rounding, extent_m(p), cardinal ? 45 : 22.5);
		out->extent = geo_circle(a, out->point, out->uncertainty_m, 48);
	}
	out->geo_precision = 2;
	out->where_prec = 2;
}

/* "north of X" without a distance: X's point, and a sector reaching 15 km from it. */
static void direction_place(struct arena *a, const struct place *p, const struct mention *m, struct location *out)
{
	double half = fmod(m->offset_deg, 90) < 1e-6 ? 45 : 22.5;
	double reach = extent_m(p) + 15000;
	out->extent = geo_sector(a, p->point, reach, m->offset_deg - half, m->offset_deg + half);
	out->uncertainty_m = reach;
	out->geo_precision = 2;
	out->where_prec = 2;
}

/* The stretch between two places: along a road of the gazetteer that passes both, else the geodesic. */
static void stretch(struct arena *a, const struct gazetteer *g, const struct place *p, const struct place *q,
                    struct location *out)
{
	struct line road;
	if (!area_road_between(a, g, p->point, q->point, &road)) {
		struct lonlat *points = ARENA_ARRAY(a, struct lonlat, 2);
		points[0] = p->point;
		points[1] = q->point;
		road = (struct line){points, 2};
	}
	double length = geo_line_length_m(road);
	out->route = road;
	out->has_point = true;
	out->point = geo_line_at(road, length / 2);
	out->uncertainty_m = length / 2 + 2000;
	out->extent = geo_band(a, road, 2000);
	out->geo_precision = 2;
	out->where_prec = length < 50000 ? 2 : 5;
}

static const struct place *placed(const struct gazetteer *g, const struct mention *m)
{
	if (m->place == PLACE_NONE)
		return NULL;
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	return p->has_point ? p : NULL;
}

/* An extent around several places: a circle about their middle that holds them all. */
static void around_all(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                       struct location *out)
{
	double x = 0;
	double y = 0;
	double count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = m[i]->shape == MENTION_PLACE ? placed(g, m[i]) : NULL;
		if (!p || place_kind_is_area(p->kind))
			continue;
		x += p->point.lon_deg;
		y += p->point.lat_deg;
		count++;
	}
	if (count < 2)
		return;
	struct lonlat middle = {x / count, y / count};
	double radius = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = m[i]->shape == MENTION_PLACE ? placed(g, m[i]) : NULL;
		if (p && !place_kind_is_area(p->kind))
			radius = fmax(radius, geo_distance_m(middle, p->point) + extent_m(p));
	}
	if (radius > 60000)
		return;
	out->extent = geo_circle(a, middle, radius, 48);
	out->uncertainty_m = fmax(out->uncertainty_m, radius + geo_distance_m(middle, out->point));
	out->geo_precision = out->geo_precision > 2 ? out->geo_precision : 2;
	out->where_prec = out->where_prec > 2 ? out->where_prec : 2;
}

void location_of_incident(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                          enum relation relation, struct location *out)
{
	clear(out);
	if (n == 0)
		return;
	location_of_mention(a, g, m[0], out);
	const struct place *p = placed(g, m[0]);
	if (!p || m[0]->shape != MENTION_PLACE)
		return;
	if (relation == REL_OFFSET && m[0]->offset_m > 0) {
		offset_place(a, p, m[0], out);
	} else if (relation == REL_ON_ROAD || relation == REL_BETWEEN || relation == REL_FROM_TO) {
		const struct place *q = NULL;
		for (size_t i = 1; i < n && !q; i++)
			if (m[i]->shape == MENTION_PLACE && m[i]->place != m[0]->place)
				q = placed(g, m[i]);
		if (q && !place_kind_is_area(p->kind) && !place_kind_is_area(q->kind) &&
		    geo_distance_m(p->point, q->point) < 400000)
			stretch(a, g, p, q, out);
		else
			near_place(a, p, out);
	} else if (relation == REL_DIRECTION && m[0]->offset_deg >= 0) {
		direction_place(a, p, m[0], out);
	} else if (relation == REL_NEAR || relation == REL_BANK || relation == REL_OFFSET) {
		near_place(a, p, out);
		if (n > 1)
			around_all(a, g, m, n, out);
	} else if (n > 1) {
		around_all(a, g, m, n, out);
	}
}
