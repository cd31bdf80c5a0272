#include "relation/road.h"

#include <math.h>

static const double pi = 3.14159265358979323846;
static const double passes_m = 6000;
static const double least_stretch_m = 500;
static const double allowance = 1.05;

/* Whether a line passes p within reach_m, with a tenth to spare; on a local plane, so that far roads cost little. */
static bool passes_near(struct line l, struct lonlat p, double reach_m)
{
	const double degree_m = 111195;
	double across = cos(p.lat_deg * pi / 180) * degree_m;
	struct xy a = {(l.points[0].lon_deg - p.lon_deg) * across, (l.points[0].lat_deg - p.lat_deg) * degree_m};
	for (size_t i = 1; i < l.n; i++) {
		struct xy b = {(l.points[i].lon_deg - p.lon_deg) * across, (l.points[i].lat_deg - p.lat_deg) * degree_m};
		double x = b.x_m - a.x_m;
		double y = b.y_m - a.y_m;
		double square = x * x + y * y;
		double share = square > 0 ? fmin(1, fmax(0, -(a.x_m * x + a.y_m * y) / square)) : 0;
		if (hypot(a.x_m + share * x, a.y_m + share * y) <= 1.1 * reach_m)
			return true;
		a = b;
	}
	return false;
}

bool road_between(struct arena *a, const struct gazetteer *g, struct lonlat p, struct lonlat q, struct line *out,
                  struct sv *name)
{
	double best_m = (double)INFINITY;
	double from_m = 0;
	double to_m = 0;
	struct line road = {NULL, 0};
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *f = gazetteer_geometry(g, i);
		if (f->line.n < 2 || !sv_eq_cstr(f->layer, "roads") || !passes_near(f->line, p, passes_m) ||
		    !passes_near(f->line, q, passes_m))
			continue;
		double away_p_m;
		double away_q_m;
		double at_p_m = geo_line_locate(f->line, p, &away_p_m);
		double at_q_m = geo_line_locate(f->line, q, &away_q_m);
		if (away_p_m > passes_m || away_q_m > passes_m || fabs(at_p_m - at_q_m) < least_stretch_m ||
		    away_p_m + away_q_m >= best_m)
			continue;
		best_m = away_p_m + away_q_m;
		road = f->line;
		if (name)
			*name = f->name;
		from_m = at_p_m;
		to_m = at_q_m;
	}
	if (road.n == 0)
		return false;
	*out = geo_line_between(a, road, from_m, to_m);
	return out->n >= 2;
}

bool road_near(struct arena *a, struct line road, struct lonlat p, double within_m, double reach_m, struct line *out)
{
	double away_m = (double)INFINITY;
	double at_m = geo_line_locate(road, p, &away_m);
	if (!(away_m <= within_m))
		return false;
	*out = geo_line_between(a, road, at_m - reach_m, at_m + reach_m);
	return out->n >= 2;
}

bool road_mark(struct line road, const struct lonlat *from, double along_m, struct lonlat *out)
{
	if (road.n < 2 || !(along_m >= 0))
		return false;
	double length_m = geo_line_length_m(road);
	if (along_m > allowance * length_m)
		return false;
	bool backwards = from && geo_distance_m(*from, road.points[road.n - 1]) < geo_distance_m(*from, road.points[0]);
	*out = geo_line_at(road, backwards ? fmax(0, length_m - along_m) : along_m);
	return true;
}
