#include "relation/river.h"

#include <math.h>

static const double pi = 3.14159265358979323846;
static const double degree_m = 111195;
static const double valley_m = 8000; /* the course is seen over this much up and down the river */
static const double strip_width_m = 1500;
static const double strip_reach_m = 4000;

/* Metres east and north of a centre, near enough for some tens of kilometres. `across`: the cosine of its latitude. */
static struct xy local(struct lonlat centre, double across, struct lonlat p)
{
	return (struct xy){(p.lon_deg - centre.lon_deg) * across * degree_m, (p.lat_deg - centre.lat_deg) * degree_m};
}

/* Whether a segment lies beyond a distance from the origin to one side of it. */
static bool is_beyond(struct xy a, struct xy b, double away_m)
{
	return (a.x_m > away_m && b.x_m > away_m) || (a.x_m < -away_m && b.x_m < -away_m) ||
	       (a.y_m > away_m && b.y_m > away_m) || (a.y_m < -away_m && b.y_m < -away_m);
}

/* Share 0..1 of a-b that is nearest to the origin. */
static double nearest_share(struct xy a, struct xy b)
{
	double x = b.x_m - a.x_m;
	double y = b.y_m - a.y_m;
	double square = x * x + y * y;
	double share = square > 0 ? -(a.x_m * x + a.y_m * y) / square : 0;
	return fmin(1, fmax(0, share));
}

/* The first vertex reach_m or more away from the foot, up (step -1) or down the river from vertex i; else the last. */
static size_t vertex_away(struct line l, size_t i, int step, struct lonlat foot, double reach_m)
{
	while ((step > 0 ? i + 1 < l.n : i > 0) && geo_distance_rough_m(l.points[i], foot) < reach_m)
		i = step > 0 ? i + 1 : i - 1;
	return i;
}

/* Which side of the course before and behind the foot the origin is on: > 0 right. */
static double side_of(struct xy a, struct xy b)
{
	return (b.x_m - a.x_m) * a.y_m - (b.y_m - a.y_m) * a.x_m;
}

bool river_foot_of(const struct geometry *river, struct lonlat p, double within_m, struct river_foot *out)
{
	struct line l = river->line;
	double best_m = within_m;
	size_t best = l.n;
	double best_share = 0;
	if (l.n < 2)
		return false;
	const double across = cos(p.lat_deg * pi / 180);
	struct xy a = local(p, across, l.points[0]);
	for (size_t i = 0; i + 1 < l.n; i++) {
		const struct xy from = a, b = local(p, across, l.points[i + 1]);
		a = b;
		if (is_beyond(from, b, best_m))
			continue;
		double share = nearest_share(from, b);
		double x = from.x_m + share * (b.x_m - from.x_m), y = from.y_m + share * (b.y_m - from.y_m);
		double away_m = sqrt(x * x + y * y);
		if (away_m < best_m) {
			best_m = away_m;
			best = i;
			best_share = share;
		}
	}
	if (best == l.n)
		return false;
	/* nearest to a corner, the side is that of the chord across it */
	size_t before = best_share <= 0 && best > 0 ? best - 1 : best;
	size_t behind = best_share >= 1 && best + 2 < l.n ? best + 2 : best + 1;
	struct lonlat from = l.points[best];
	struct lonlat to = l.points[best + 1];
	out->river = river;
	out->at = (struct lonlat){from.lon_deg + best_share * (to.lon_deg - from.lon_deg),
	                          from.lat_deg + best_share * (to.lat_deg - from.lat_deg)};
	out->segment = best;
	out->distance_m = best_m;
	out->bank = side_of(local(p, across, l.points[before]), local(p, across, l.points[behind])) < 0 ? BANK_LEFT : BANK_RIGHT;
	struct lonlat up = l.points[vertex_away(l, best, -1, out->at, valley_m)];
	struct lonlat down = l.points[vertex_away(l, best + 1, 1, out->at, valley_m)];
	out->away_deg = fmod(geo_bearing_deg(up, down) + 90 * (double)out->bank + 360, 360);
	return true;
}

static bool is_river(const struct geometry *f)
{
	return f->line.n >= 2 && sv_eq_cstr(f->layer, "rivers");
}

bool river_nearest(const struct gazetteer *g, struct lonlat p, double within_m, struct river_foot *out)
{
	bool found = false;
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *f = gazetteer_geometry(g, i);
		if (is_river(f) && river_foot_of(f, p, within_m, out)) {
			within_m = out->distance_m;
			found = true;
		}
	}
	return found;
}

static const struct geometry *river_by_id(const struct gazetteer *g, struct sv id)
{
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *f = gazetteer_geometry(g, i);
		if (is_river(f) && sv_eq(f->id, id))
			return f;
	}
	return NULL;
}

const struct geometry *river_of_place(const struct gazetteer *g, const struct place *p, enum river_bank *bank)
{
	*bank = BANK_UNKNOWN;
	if (p->kind == KIND_RIVER)
		return river_by_id(g, p->id);
	size_t at = p->kind == KIND_REGION ? sv_find(p->note, SV("bank="), 0) : SIZE_MAX;
	struct sv id;
	struct sv side;
	struct sv rest = sv_skip(p->note, at == SIZE_MAX ? p->note.len : at + 5);
	if (at == SIZE_MAX || !sv_split(&rest, ':', &id) || !sv_split(&rest, ';', &side))
		return NULL;
	*bank = sv_eq_cstr(sv_trim(side), "left") ? BANK_LEFT : BANK_RIGHT;
	return river_by_id(g, sv_trim(id));
}

struct shape river_bank_near(struct arena *a, const struct river_foot *foot, enum river_bank bank)
{
	struct line l = foot->river->line;
	size_t first = vertex_away(l, foot->segment, -1, foot->at, strip_reach_m);
	size_t last = vertex_away(l, foot->segment + 1, 1, foot->at, strip_reach_m);
	struct line stretch = {l.points + first, last - first + 1};
	double along_m = geo_line_locate(stretch, foot->at, NULL);
	return geo_bank(a, stretch, along_m - strip_reach_m, along_m + strip_reach_m, strip_width_m,
	                bank == BANK_UNKNOWN ? (int)foot->bank : (int)bank);
}
