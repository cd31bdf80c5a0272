#include "geo/geo.h"

#include <math.h>

double geo_line_length_m(struct line l)
{
	double length_m = 0;
	for (size_t i = 1; i < l.n; i++)
		length_m += geo_distance_m(l.points[i - 1], l.points[i]);
	return length_m;
}

/* Share 0..1 of the segment a-b at which it is nearest to p. */
static double nearest_share(struct xy a, struct xy b, struct xy p)
{
	double x = b.x_m - a.x_m;
	double y = b.y_m - a.y_m;
	double square = x * x + y * y;
	double share = square > 0 ? ((p.x_m - a.x_m) * x + (p.y_m - a.y_m) * y) / square : 0;
	return share > 0 ? (share < 1 ? share : 1) : 0;
}

static struct lonlat segment_at(struct lonlat a, struct lonlat b, double along_m)
{
	return geo_destination(a, geo_bearing_deg(a, b), along_m);
}

double geo_line_locate(struct line l, struct lonlat p, double *away_m)
{
	double best_m = (double)INFINITY;
	double best_share = 0;
	size_t best = 0;
	struct xy at = geo_to_utm37(p);
	struct xy last = l.n ? geo_to_utm37(l.points[0]) : (struct xy){0, 0};
	for (size_t i = 1; i < l.n; i++) {
		struct xy now = geo_to_utm37(l.points[i]);
		double share = nearest_share(last, now, at);
		double distance_m = hypot(last.x_m + share * (now.x_m - last.x_m) - at.x_m,
					  last.y_m + share * (now.y_m - last.y_m) - at.y_m);
		if (distance_m < best_m) {
			best_m = distance_m;
			best_share = share;
			best = i - 1;
		}
		last = now;
	}
	if (l.n < 2) {
		if (away_m)
			*away_m = l.n ? geo_distance_m(l.points[0], p) : (double)INFINITY;
		return 0;
	}
	double segment_m = geo_distance_m(l.points[best], l.points[best + 1]) * best_share;
	if (away_m)
		*away_m = geo_distance_m(segment_at(l.points[best], l.points[best + 1], segment_m), p);
	return geo_line_length_m((struct line){l.points, best + 1}) + segment_m;
}

struct lonlat geo_line_at(struct line l, double along_m)
{
	if (l.n == 0)
		return (struct lonlat){(double)NAN, (double)NAN};
	if (!(along_m > 0))
		return l.points[0];
	for (size_t i = 1; i < l.n; i++) {
		double segment_m = geo_distance_m(l.points[i - 1], l.points[i]);
		if (along_m < segment_m)
			return segment_at(l.points[i - 1], l.points[i], along_m);
		along_m -= segment_m;
	}
	return l.points[l.n - 1];
}

static void points_reverse(struct lonlat *points, size_t n)
{
	for (size_t i = 0, j = n; i + 1 < j; i++) {
		struct lonlat swap = points[i];
		points[i] = points[--j];
		points[j] = swap;
	}
}

struct line geo_line_between(struct arena *a, struct line l, double from_m, double to_m)
{
	bool reversed = to_m < from_m;
	double low_m = fmax(0, reversed ? to_m : from_m);
	double high_m = fmin(geo_line_length_m(l), reversed ? from_m : to_m);
	if (l.n == 0)
		return l;
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, l.n + 2);
	size_t n = 0;
	double along_m = 0;
	points[n++] = geo_line_at(l, low_m);
	for (size_t i = 1; i < l.n; i++) {
		along_m += geo_distance_m(l.points[i - 1], l.points[i]);
		if (along_m > low_m + 0.01 && along_m < high_m - 0.01)
			points[n++] = l.points[i];
	}
	if (high_m > low_m)
		points[n++] = geo_line_at(l, high_m);
	if (reversed)
		points_reverse(points, n);
	return (struct line){points, n};
}
