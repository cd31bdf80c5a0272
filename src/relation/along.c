#include "relation/along.h"

#include <math.h>

#include "relation/area.h"
#include "relation/parts.h"
#include "relation/road.h"

static const double road_width_m = 2000;
static const double on_road_m = 10000; /* to both sides of a place beside the road */
static const double longest_stretch_m = 400000;

/* The stretch between two places: along a road of the gazetteer that passes both, else the geodesic. */
static void set_stretch(struct arena *a, const struct gazetteer *g, const struct place *p, const struct place *q,
                        struct location *out)
{
	struct line road;
	struct sv name = SV("");
	if (!road_between(a, g, p->point, q->point, &road, &name)) {
		struct lonlat *points = ARENA_ARRAY(a, struct lonlat, 2);
		points[0] = p->point;
		points[1] = q->point;
		road = (struct line){points, 2};
	}
	location_set_route(a, road, road_width_m, out);
	out->along = name;
}

/* The line of the first road named, with its mention. */
static bool named_road(const struct gazetteer *g, const struct mention *const *m, size_t n, const struct mention **out,
                       struct line *line)
{
	for (size_t i = 0; i < n; i++) {
		const struct place *p = location_placed(g, m[i]);
		if (p && p->kind == KIND_ROAD && gazetteer_line(g, p->id, line)) {
			*out = m[i];
			return true;
		}
	}
	return false;
}

/* The spot along_m from the line's end that is nearer to `from`, NULL: from its first point. */
static bool set_mark(struct arena *a, struct line road, const struct lonlat *from, double along_m, struct location *out)
{
	struct lonlat spot;
	if (!road_mark(road, from, along_m, &spot))
		return false;
	double error_m = road_width_m + along_m / 10;
	location_clear(out);
	out->has_point = true;
	out->point = spot;
	if (road_near(a, road, spot, road_width_m, error_m, &out->route))
		out->extent = geo_band(a, out->route, road_width_m);
	out->uncertainty_m = fmax(error_m + road_width_m, area_reach_m(&out->extent, spot));
	location_set_codes(out->uncertainty_m, out);
	return true;
}

bool location_on_road(struct arena *a, const struct gazetteer *g, const struct place *road, const struct place *from,
                      double along_m, struct location *out)
{
	struct line line;
	location_clear(out);
	return gazetteer_line(g, road->id, &line) &&
	       set_mark(a, line, from && from->has_point ? &from->point : NULL, along_m, out);
}

/* The kilometre mark stated of a road that goes by its places' names: it counts from the one named first. False where
 * the name says no place ("M20"), or one that the road only passes. */
static bool named_mark(struct arena *a, const struct gazetteer *g, const struct mention *m, struct line line,
                       struct location *out)
{
	struct sv name = gazetteer_place(g, (size_t)m->place)->name_ar;
	struct sv surface = gazetteer_name_key(a, m->surface);
	struct sv head, first, last;
	if (!(m->offset_m > 0) || !sv_split(&surface, ' ', &head) || !sv_split(&name, ' ', &head) || line.n < 2)
		return false;
	size_t dash = sv_find(name, SV(" - "), 0);
	if (dash == SIZE_MAX)
		return false;
	first = gazetteer_name_key(a, sv_take(name, dash));
	for (last = name; dash != SIZE_MAX; dash = sv_find(last, SV(" - "), 0))
		last = sv_skip(last, dash + 3);
	last = gazetteer_name_key(a, last);
	if (sv_starts(surface, first))
		return set_mark(a, line, NULL, m->offset_m, out);
	return sv_starts(surface, last) && set_mark(a, line, &line.points[line.n - 1], m->offset_m, out);
}

/* The mark on the way between p and q, which counts from the one of them that it stands before. */
static bool mark_between(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                         const struct place *p, const struct place *q, struct location *out)
{
	struct line road;
	for (size_t i = 0; i < n; i++) {
		const struct place *from = m[i]->relation == REL_ON_ROAD && m[i]->offset_m > 0 ? location_placed(g, m[i]) : NULL;
		if (!from || (from != p && from != q) || !road_between(a, g, p->point, q->point, &road, NULL))
			continue;
		return set_mark(a, road, &from->point, m[i]->offset_m, out);
	}
	return false;
}

void along_road(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                const struct place *p, struct location *out)
{
	const struct mention *named = NULL;
	const struct place *q = location_other_point(g, m, n);
	struct line road;
	struct line stretch;
	bool point = !place_kind_is_area(p->kind);
	if (named_road(g, m, n, &named, &road)) {
		const struct place *beside = point ? p : q;
		bool marked = named_mark(a, g, named, road, out);
		if (!marked && beside && road_near(a, road, beside->point, on_road_m, on_road_m, &stretch))
			location_set_route(a, stretch, road_width_m, out);
		else if (!marked && !point)
			location_set_route(a, road, road_width_m, out);
		else if (!marked)
			location_widen(a, p, out);
		out->along = out->route.n ? gazetteer_place(g, (size_t)named->place)->name_ar : SV("");
	} else if (point && q && geo_distance_m(p->point, q->point) < longest_stretch_m) {
		if (!mark_between(a, g, m, n, p, q, out))
			set_stretch(a, g, p, q, out);
	} else {
		location_widen(a, p, out);
	}
}
