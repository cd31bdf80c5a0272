#include "write/poster_frame.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
	double away_m;
	size_t index;
};

static int nearest_first(const void *a, const void *b)
{
	const struct ranked *p = a;
	const struct ranked *q = b;
	if (p->away_m != q->away_m)
		return p->away_m < q->away_m ? -1 : 1;
	return p->index < q->index ? -1 : p->index > q->index;
}

static int by_number(const void *a, const void *b)
{
	double p = *(const double *)a;
	double q = *(const double *)b;
	return p < q ? -1 : p > q;
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_number);
	return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}

struct span {
	double x0, y0, x1, y1;
};

static struct span span_add(struct span s, struct xy p)
{
	return (struct span){fmin(s.x0, p.x_m), fmin(s.y0, p.y_m), fmax(s.x1, p.x_m), fmax(s.y1, p.y_m)};
}

static double span_denominator(struct span s, double width_mm, double height_mm)
{
	double needed = fmax((s.x1 - s.x0) / (width_mm / 1000.0), (s.y1 - s.y0) / (height_mm / 1000.0));
	return fmax(needed, FRAME_MIN_DENOMINATOR);
}

static double round_denominator(double needed)
{
	static const double steps[] = {1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.5, 10.0};
	double power = pow(10.0, floor(log10(needed)));
	size_t i = 0;
	while (steps[i] * power < needed * (1.0 - 1e-9))
		i++;
	return steps[i] * power;
}

/* Distance of each point from the median point, nearest first. */
static struct ranked *rank(struct arena *a, const struct xy *points, size_t n)
{
	double *values = ARENA_ARRAY(a, double, n);
	struct ranked *ranks = ARENA_ARRAY(a, struct ranked, n);
	struct xy middle;
	for (size_t i = 0; i < n; i++)
		values[i] = points[i].x_m;
	middle.x_m = median(values, n);
	for (size_t i = 0; i < n; i++)
		values[i] = points[i].y_m;
	middle.y_m = median(values, n);
	for (size_t i = 0; i < n; i++)
		ranks[i] = (struct ranked){hypot(points[i].x_m - middle.x_m, points[i].y_m - middle.y_m), i};
	qsort(ranks, n, sizeof *ranks, nearest_first);
	return ranks;
}

struct map_frame frame_choose(struct arena *a, const struct xy *points, size_t n, double width_mm, double height_mm,
                              bool *inside)
{
	static const double bulk = 0.75;  /* share of the points that always is in */
	static const double bearable = 1.35; /* how much the scale may shrink for all the others together */
	struct ranked *ranks = rank(a, points, n);
	size_t core = (size_t)ceil(bulk * (double)n);
	struct span s = {points[ranks[0].index].x_m, points[ranks[0].index].y_m, points[ranks[0].index].x_m,
	                 points[ranks[0].index].y_m};
	for (size_t i = 0; i < n; i++)
		inside[i] = false;
	for (size_t i = 0; i < core; i++)
		s = span_add(s, points[ranks[i].index]);
	double limit = bearable * span_denominator(s, width_mm, height_mm);
	for (size_t i = 0; i < n; i++) {
		struct span wider = span_add(s, points[ranks[i].index]);
		if (i >= core && span_denominator(wider, width_mm, height_mm) > limit)
			continue;
		s = wider;
		inside[ranks[i].index] = true;
	}
	return (struct map_frame){
		.centre = {(s.x0 + s.x1) / 2.0, (s.y0 + s.y1) / 2.0},
		.denominator = round_denominator(span_denominator(s, width_mm, height_mm)),
	};
}

struct map_frame frame_around(const struct xy *points, size_t n, double width_mm, double height_mm,
                              double min_denominator)
{
	struct span s = {points[0].x_m, points[0].y_m, points[0].x_m, points[0].y_m};
	for (size_t i = 1; i < n; i++)
		s = span_add(s, points[i]);
	double needed = fmax((s.x1 - s.x0) / (width_mm / 1000.0), (s.y1 - s.y0) / (height_mm / 1000.0));
	return (struct map_frame){
		.centre = {(s.x0 + s.x1) / 2.0, (s.y0 + s.y1) / 2.0},
		.denominator = round_denominator(fmax(needed, min_denominator)),
	};
}

double frame_true_denominator(const struct map_frame *f)
{
	static const double half_m = 10000.0;
	struct lonlat west = geo_from_utm37((struct xy){f->centre.x_m - half_m, f->centre.y_m});
	struct lonlat east = geo_from_utm37((struct xy){f->centre.x_m + half_m, f->centre.y_m});
	return f->denominator * geo_distance_m(west, east) / (2.0 * half_m);
}

struct scale_bar scale_bar_choose(double denominator, double max_mm)
{
	static const double parts_km[] = {0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500};
	static const int parts = 4;
	struct scale_bar bar = {.parts = parts};
	for (size_t i = 0; i < sizeof parts_km / sizeof *parts_km; i++) {
		double part_mm = parts_km[i] * 1e6 / denominator;
		if (i > 0 && part_mm * parts > max_mm)
			break;
		bar.part_km = parts_km[i];
		bar.part_mm = part_mm;
	}
	return bar;
}

double graticule_step_deg(double span_deg)
{
	static const double steps[] = {0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0};
	size_t i = 0;
	while (i + 1 < sizeof steps / sizeof *steps && span_deg / steps[i] > 8.0)
		i++;
	return steps[i];
}
