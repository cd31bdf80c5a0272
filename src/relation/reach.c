#include "relation/reach.h"

#include <math.h>

#include "relation/area.h"
#include "relation/parts.h"
#include "relation/river.h"

enum { WORDS_AWAY = 8, WORDS_LEADING = 5, CIRCLE = 48 };

static const double by_river_m = 10000;     /* a place farther away is not by the river */
static const double river_width_m = 2000;   /* to both sides: the bed, its banks, and what our lines cut */
static const double bank_width_m = 1500;
static const double around_m = 3000;        /* "near" a place */
static const double step_m = 1000;          /* between the spots that are tried for being inside an area */
static const double least_reach_m = 500;

/* A river that the text names, or a bank of it. */
struct river_named {
	const struct mention *mention;
	const struct geometry *line;
	enum river_bank bank;
};

/* Words between two mentions of a sentence; none overlap. */
static uint32_t words_between(const struct mention *x, const struct mention *y)
{
	return x->last_token < y->first_token ? y->first_token - x->last_token - 1 : x->first_token - y->last_token - 1;
}

/* A river told of as where something is: not "east of the river", nor one of two that something lies between. */
static bool river_told(const struct gazetteer *g, const struct mention *m, struct river_named *out)
{
	static const enum relation sides[] = {REL_DIRECTION, REL_OFFSET, REL_BETWEEN, REL_FROM_TO};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (m->relation == sides[i])
			return false;
	if (m->place == PLACE_NONE || m->shape != MENTION_PLACE)
		return false;
	out->mention = m;
	out->line = river_of_place(g, gazetteer_place(g, (size_t)m->place), &out->bank);
	return out->line != NULL;
}

/* A place that stands for a spot: also a district, by its town. */
static const struct place *spot(const struct gazetteer *g, const struct mention *m)
{
	const struct place *p = location_placed(g, m);
	bool unit = p && (p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT);
	return p && (unit || !place_kind_is_area(p->kind)) ? p : NULL;
}

/* The two that something lies between, in text order. */
static bool find_ends(const struct gazetteer *g, const struct mention *const *m, size_t n, enum relation relation,
                      const struct mention *ends[2])
{
	size_t found = 0;
	for (size_t i = 0; i < n && found < 2; i++) {
		if (m[i]->relation != relation || !spot(g, m[i]))
			continue;
		if (found == 1 && (m[i]->place == ends[0]->place || m[i]->sentence != ends[0]->sentence))
			continue;
		ends[found++] = m[i];
	}
	if (found == 2 && ends[1]->first_token < ends[0]->first_token) {
		const struct mention *swap = ends[0];
		ends[0] = ends[1];
		ends[1] = swap;
	}
	return found == 2;
}

/* The river of the sentence that is told of nearest to the two; *leads: right before them. */
static bool find_river(const struct gazetteer *g, const struct mention *const *m, size_t n,
                       const struct mention *const ends[2], struct river_named *out, bool *leads)
{
	uint32_t best = WORDS_AWAY + 1;
	for (size_t i = 0; i < n; i++) {
		struct river_named r;
		if (m[i]->sentence != ends[0]->sentence || !river_told(g, m[i], &r))
			continue;
		bool before = m[i]->last_token < ends[0]->first_token;
		uint32_t words = words_between(m[i], before ? ends[0] : ends[1]);
		if (words >= best)
			continue;
		best = words;
		*out = r;
		*leads = before && words <= WORDS_LEADING;
	}
	return best <= WORDS_AWAY;
}

static void set_river(const struct river_named *r, const char *basis, struct location *out)
{
	out->along = r->line->name;
	out->basis = basis;
}

/* The strip of the bank named takes the place of the band, its middle that of the bed. */
static void take_bank(struct arena *a, const struct river_named *r, double from_m, double to_m, struct location *out)
{
	const double course_m = 300; /* the river's course there is seen over this much up and down */
	double middle_m = (from_m + to_m) / 2;
	if (r->bank == BANK_UNKNOWN)
		return;
	struct line line = r->line->line;
	struct shape strip = geo_bank(a, line, fmin(from_m, to_m), fmax(from_m, to_m), bank_width_m, (int)r->bank);
	if (strip.n_polygons == 0)
		return;
	struct lonlat up = geo_line_at(line, middle_m - course_m);
	double downstream_deg = geo_bearing_deg(up, geo_line_at(line, middle_m + course_m));
	struct lonlat inside = geo_destination(out->point, downstream_deg + 90 * (double)r->bank, bank_width_m / 2);
	out->extent = strip;
	out->point = geo_shape_contains(&strip, inside) ? inside : geo_shape_interior_point(&strip);
	out->uncertainty_m = fmax(out->uncertainty_m, area_reach_m(&strip, out->point));
}

static bool set_reach(struct arena *a, const struct river_named *r, double from_m, double to_m, struct location *out)
{
	if (fabs(from_m - to_m) < least_reach_m)
		return false;
	location_set_route(a, geo_line_between(a, r->line->line, from_m, to_m), river_width_m, out);
	take_bank(a, r, from_m, to_m, out);
	return true;
}

/* Nothing on the river agrees with the two places named: somewhere about them. */
static void set_doubtful(struct arena *a, const struct place *p, const struct place *q, struct location *out)
{
	double radius_m = geo_distance_m(p->point, q->point) / 2 + fmax(location_extent_m(p), location_extent_m(q));
	location_clear(out);
	out->extent = geo_circle(a, geo_midpoint(p->point, q->point), radius_m, CIRCLE);
	out->uncertainty_m = radius_m;
	out->basis = "no reach: a place named is more than 10 km from the river named";
	location_set_codes(radius_m, out);
}

bool reach_between(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                   enum relation relation, struct location *out)
{
	const struct mention *ends[2];
	struct river_named r;
	bool leads = false;
	double away_p_m = (double)INFINITY;
	double away_q_m = (double)INFINITY;
	if (relation == REL_ON_ROAD || !find_ends(g, m, n, relation, ends) || !find_river(g, m, n, ends, &r, &leads))
		return false;
	const struct place *p = spot(g, ends[0]);
	const struct place *q = spot(g, ends[1]);
	double from_m = geo_line_locate(r.line->line, p->point, &away_p_m);
	double to_m = geo_line_locate(r.line->line, q->point, &away_q_m);
	if (!(away_p_m <= by_river_m && away_q_m <= by_river_m)) {
		if (leads)
			set_doubtful(a, p, q, out);
		return leads;
	}
	if (!set_reach(a, &r, from_m, to_m, out))
		return false;
	set_river(&r, "the reach of the river between the two places", out);
	return true;
}

/* The river that the event is in, on or, where `near`, by, right before a mention. */
static bool river_before(const struct gazetteer *g, const struct mention *const *m, size_t n, const struct mention *x,
                         bool near, struct river_named *out)
{
	for (size_t i = 0; i < n; i++) {
		bool related = m[i]->relation == REL_IN || m[i]->relation == REL_BANK || (near && m[i]->relation == REL_NEAR);
		if (m[i] != x && related && m[i]->sentence == x->sentence && m[i]->last_token < x->first_token &&
		    words_between(m[i], x) <= WORDS_LEADING && river_told(g, m[i], out))
			return true;
	}
	return false;
}

/* In the river at a town: the reach beside it. */
static bool reach_at(struct arena *a, const struct river_named *r, const struct place *p, bool near,
                     struct location *out)
{
	double away_m = (double)INFINITY;
	double at_m = geo_line_locate(r->line->line, p->point, &away_m);
	double reach_m = location_extent_m(p) + (near ? around_m : 0);
	if (!(away_m <= by_river_m) || !set_reach(a, r, at_m - reach_m, at_m + reach_m, out))
		return false;
	set_river(r, "the reach of the river beside the place", out);
	return true;
}

/* The reach from the first spot of a line inside a shape to the last. */
static bool span_inside(struct line l, const struct shape *s, double *from_m, double *to_m)
{
	bool found = false;
	double along_m = 0;
	for (size_t i = 1; i < l.n; i++) {
		struct lonlat p = l.points[i - 1];
		struct lonlat q = l.points[i];
		double length_m = geo_distance_m(p, q);
		size_t steps = (size_t)(length_m / step_m) + 1;
		for (size_t k = 0; k < steps; k++) {
			double share = (double)k / (double)steps;
			struct lonlat at = {p.lon_deg + share * (q.lon_deg - p.lon_deg),
			                    p.lat_deg + share * (q.lat_deg - p.lat_deg)};
			if (!geo_shape_contains(s, at))
				continue;
			*to_m = along_m + share * length_m;
			*from_m = found ? *from_m : *to_m;
			found = true;
		}
		along_m += length_m;
	}
	return found;
}

/* In the river in a countryside, district or governorate: the reach inside it. */
static bool reach_within(struct arena *a, const struct gazetteer *g, const struct river_named *r,
                         const struct mention *m, struct location *out)
{
	struct mention whole;
	struct location area;
	double from_m = 0;
	double to_m = 0;
	if (m->place == PLACE_NONE || (m->shape != MENTION_PLACE && m->shape != MENTION_COUNTRYSIDE))
		return false;
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	const struct place *governorate = m->shape == MENTION_PLACE ? area_governorate(g, p) : NULL;
	whole = *m;
	whole.place = governorate ? gazetteer_by_id(g, governorate->id) : m->place;
	location_of_mention(a, g, &whole, &area);
	if (area.extent.n_polygons == 0 || !span_inside(r->line->line, &area.extent, &from_m, &to_m) ||
	    !set_reach(a, r, from_m, to_m, out))
		return false;
	set_river(r, "the reach of the river inside the area", out);
	return true;
}

/* A river with an area named beside it. */
static bool narrowed(struct arena *a, const struct gazetteer *g, const struct river_named *r,
                     const struct mention *const *m, size_t n, struct location *out)
{
	static const unsigned areas =
	        1u << KIND_GOVERNORATE | 1u << KIND_DISTRICT | 1u << KIND_SUBDISTRICT | 1u << KIND_CITY;
	for (size_t i = 1; i < n; i++) {
		bool area = m[i]->shape == MENTION_COUNTRYSIDE || (areas & 1u << m[i]->kind);
		if (area && reach_within(a, g, r, m[i], out))
			return true;
	}
	return false;
}

/* Anywhere on it, through several countries: neither a point nor a line says that. */
static void whole_river(struct location *out)
{
	out->has_point = false;
	out->point = (struct lonlat){0, 0};
	out->basis = "nothing says which part of the river: no point";
}

static void without_line(struct arena *a, const struct gazetteer *g, const struct place *p, struct location *out)
{
	location_clear(out);
	location_set_holder(a, g, p, out);
	out->basis = "a river whose course is not known: no point";
}

bool reach_beside(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                  struct location *out)
{
	struct river_named r;
	if (m[0]->place == PLACE_NONE)
		return false;
	if (m[0]->kind == KIND_RIVER && m[0]->shape == MENTION_PLACE && m[0]->relation != REL_OFFSET) {
		if (!river_told(g, m[0], &r)) /* no line says where it flows */
			without_line(a, g, gazetteer_place(g, (size_t)m[0]->place), out);
		else if (!narrowed(a, g, &r, m, n, out))
			whole_river(out);
		return true;
	}
	const struct place *p = location_placed(g, m[0]);
	bool is_spot = p && !place_kind_is_area(p->kind);
	bool near = m[0]->relation == REL_NEAR;
	if (!river_before(g, m, n, m[0], !is_spot, &r))
		return false;
	if (is_spot)
		return (near || m[0]->relation == REL_IN || m[0]->relation == REL_NONE) && reach_at(a, &r, p, near, out);
	return reach_within(a, g, &r, m[0], out);
}
