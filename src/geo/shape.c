#include "geo/planar.h"

#include <math.h>
#include <stdlib.h>

enum { SCANLINES = 15, FEW_CROSSINGS = 512 };

static int winding_number(struct ring r, struct lonlat p)
{
	int winding = 0;
	for (size_t i = 0; i < r.n; i++) {
		struct lonlat a = r.points[i];
		struct lonlat b = r.points[i + 1 < r.n ? i + 1 : 0];
		double side = (b.lon_deg - a.lon_deg) * (p.lat_deg - a.lat_deg) -
			      (p.lon_deg - a.lon_deg) * (b.lat_deg - a.lat_deg);
		if (a.lat_deg <= p.lat_deg && b.lat_deg > p.lat_deg && side > 0)
			winding++;
		else if (a.lat_deg > p.lat_deg && b.lat_deg <= p.lat_deg && side < 0)
			winding--;
	}
	return winding;
}

static bool polygon_contains(const struct polygon *polygon, struct lonlat p)
{
	if (polygon->n_rings == 0 || winding_number(polygon->rings[0], p) == 0)
		return false;
	for (size_t i = 1; i < polygon->n_rings; i++)
		if (winding_number(polygon->rings[i], p) != 0)
			return false;
	return true;
}

bool geo_shape_contains(const struct shape *s, struct lonlat p)
{
	for (size_t i = 0; i < s->n_polygons; i++)
		if (polygon_contains(&s->polygons[i], p))
			return true;
	return false;
}

/* Area and first moments of a ring about an origin near it, so that nothing is lost in big coordinates. */
struct moments {
	double area, x, y;
};

static struct moments ring_moments(struct ring r, struct xy origin)
{
	struct moments m = {0, 0, 0};
	if (r.n < 3)
		return m;
	struct xy last = geo_to_utm37(r.points[r.n - 1]);
	for (size_t i = 0; i < r.n; i++) {
		struct xy now = geo_to_utm37(r.points[i]);
		double ax = last.x_m - origin.x_m;
		double ay = last.y_m - origin.y_m;
		double bx = now.x_m - origin.x_m;
		double by = now.y_m - origin.y_m;
		double cross = ax * by - bx * ay;
		m.area += cross / 2;
		m.x += cross * (ax + bx) / 6;
		m.y += cross * (ay + by) / 6;
		last = now;
	}
	if (m.area < 0)
		m = (struct moments){-m.area, -m.x, -m.y};
	return m;
}

static struct moments polygon_moments(const struct polygon *p, struct xy origin)
{
	struct moments m = {0, 0, 0};
	for (size_t i = 0; i < p->n_rings; i++) {
		struct moments r = ring_moments(p->rings[i], origin);
		double sign = i == 0 ? 1 : -1;
		m.area += sign * r.area;
		m.x += sign * r.x;
		m.y += sign * r.y;
	}
	return m;
}

static bool polygon_is_empty(const struct polygon *p)
{
	return p->n_rings == 0 || p->rings[0].n == 0;
}

double geo_shape_area_m2(const struct shape *s)
{
	double area = 0;
	for (size_t i = 0; i < s->n_polygons; i++)
		if (!polygon_is_empty(&s->polygons[i]))
			area += polygon_moments(&s->polygons[i], geo_to_utm37(s->polygons[i].rings[0].points[0])).area;
	return area;
}

static const struct polygon *largest_polygon(const struct shape *s)
{
	const struct polygon *best = NULL;
	double most = -1;
	for (size_t i = 0; i < s->n_polygons; i++) {
		if (polygon_is_empty(&s->polygons[i]))
			continue;
		double area = polygon_moments(&s->polygons[i], geo_to_utm37(s->polygons[i].rings[0].points[0])).area;
		if (area > most) {
			most = area;
			best = &s->polygons[i];
		}
	}
	return best;
}

/* The mean of the corners, for what has no area. */
static struct lonlat corners_mean(struct ring r)
{
	struct lonlat mean = {0, 0};
	for (size_t i = 0; i < r.n; i++) {
		mean.lon_deg += r.points[i].lon_deg / (double)r.n;
		mean.lat_deg += r.points[i].lat_deg / (double)r.n;
	}
	return mean;
}

static struct lonlat polygon_centroid(const struct polygon *p)
{
	struct xy origin = geo_to_utm37(p->rings[0].points[0]);
	struct moments m = polygon_moments(p, origin);
	if (!(m.area > 1e-6))
		return corners_mean(p->rings[0]);
	return geo_from_utm37((struct xy){origin.x_m + m.x / m.area, origin.y_m + m.y / m.area});
}

struct lonlat geo_shape_centroid(const struct shape *s)
{
	const struct polygon *p = largest_polygon(s);
	return p ? polygon_centroid(p) : (struct lonlat){(double)NAN, (double)NAN};
}

static int double_compare(const void *a, const void *b)
{
	double p = *(const double *)a;
	double q = *(const double *)b;
	return (p > q) - (p < q);
}

/* Longitudes at which a polygon's rings cross a parallel, the first `room` of them; returns how many there are. */
static size_t parallel_crossings(const struct polygon *p, double lat_deg, double *lon_deg, size_t room)
{
	size_t n = 0;
	for (size_t k = 0; k < p->n_rings; k++) {
		struct ring r = p->rings[k];
		for (size_t i = 0; i < r.n; i++) {
			struct lonlat a = r.points[i];
			struct lonlat b = r.points[i + 1 < r.n ? i + 1 : 0];
			if ((a.lat_deg > lat_deg) == (b.lat_deg > lat_deg))
				continue;
			if (n < room)
				lon_deg[n] = a.lon_deg + (b.lon_deg - a.lon_deg) * (lat_deg - a.lat_deg) /
								 (b.lat_deg - a.lat_deg);
			n++;
		}
	}
	return n;
}

/* A parallel near lat_deg that passes half-way between corners, never through one. */
static double clear_parallel(const struct polygon *p, double lat_deg)
{
	double below = -(double)INFINITY;
	double above = (double)INFINITY;
	for (size_t k = 0; k < p->n_rings; k++) {
		for (size_t i = 0; i < p->rings[k].n; i++) {
			double corner = p->rings[k].points[i].lat_deg;
			if (corner <= lat_deg)
				below = fmax(below, corner);
			else
				above = fmin(above, corner);
		}
	}
	return (below + above) / 2;
}

/* The middle of the longest stretch of several parallels inside the polygon, of those that cross it no more than `room`
 * times; *out stays if there is none. Returns the most crossings of a parallel. */
static size_t widest_middle(const struct polygon *p, double *lon_deg, size_t room, struct lonlat *out)
{
	size_t most = 0;
	double south = (double)INFINITY;
	double north = -(double)INFINITY;
	double widest = 0;
	for (size_t i = 0; i < p->rings[0].n; i++) {
		south = fmin(south, p->rings[0].points[i].lat_deg);
		north = fmax(north, p->rings[0].points[i].lat_deg);
	}
	for (int line = 1; line <= SCANLINES; line++) {
		double lat_deg = clear_parallel(p, south + (north - south) * line / (SCANLINES + 1));
		size_t n = isfinite(lat_deg) ? parallel_crossings(p, lat_deg, lon_deg, room) : 0;
		most = n > most ? n : most;
		if (n > room)
			continue;
		qsort(lon_deg, n, sizeof *lon_deg, double_compare);
		for (size_t i = 0; i + 1 < n; i += 2) {
			if (lon_deg[i + 1] - lon_deg[i] <= widest)
				continue;
			widest = lon_deg[i + 1] - lon_deg[i];
			*out = (struct lonlat){(lon_deg[i] + lon_deg[i + 1]) / 2, lat_deg};
		}
	}
	return most;
}

struct lonlat geo_shape_interior_point(const struct shape *s)
{
	double few[FEW_CROSSINGS];
	const struct polygon *p = largest_polygon(s);
	if (!p)
		return (struct lonlat){(double)NAN, (double)NAN};
	struct lonlat point = polygon_centroid(p);
	if (polygon_contains(p, point))
		return point;
	size_t most = widest_middle(p, few, FEW_CROSSINGS, &point);
	double *many = most > FEW_CROSSINGS ? malloc(most * sizeof *many) : NULL;
	if (many)
		widest_middle(p, many, most, &point);
	free(many);
	return point;
}

static struct shape shape_of_ring(struct arena *a, const struct lonlat *points, size_t n)
{
	struct ring *ring = ARENA_NEW(a, struct ring);
	struct polygon *polygon = ARENA_NEW(a, struct polygon);
	*ring = (struct ring){points, n};
	*polygon = (struct polygon){ring, 1};
	return (struct shape){polygon, 1};
}

struct shape geo_circle(struct arena *a, struct lonlat centre, double radius_m, unsigned n)
{
	if (!(radius_m > 0) || !isfinite(radius_m))
		return (struct shape){NULL, 0};
	n = n < 3 ? 3 : n;
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, n);
	double *bearing_deg = ARENA_ARRAY(a, double, n / 2 + 1);
	for (unsigned i = 0; i <= n / 2; i++)
		bearing_deg[i] = 360 - 360.0 * i / n;
	geo_destinations(centre, bearing_deg, n / 2 + 1, radius_m, points);
	for (unsigned i = 1; i <= n / 2; i++) /* east and west of the centre's meridian mirror each other */
		points[n - i] = (struct lonlat){2 * centre.lon_deg - points[i].lon_deg, points[i].lat_deg};
	return shape_of_ring(a, points, n);
}

struct shape geo_sector(struct arena *a, struct lonlat centre, double radius_m, double from_deg, double to_deg)
{
	const double step_deg = 5;
	double span_deg = fmod(to_deg - from_deg, 360);
	if (!(radius_m > 0) || !isfinite(radius_m) || !isfinite(span_deg))
		return (struct shape){NULL, 0};
	if (span_deg <= 0)
		span_deg += 360;
	if (span_deg > 359.999)
		return geo_circle(a, centre, radius_m, 72);
	size_t steps = (size_t)ceil(span_deg / step_deg);
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, steps + 2);
	points[0] = centre;
	double *bearing_deg = ARENA_ARRAY(a, double, steps + 1);
	for (size_t i = 0; i <= steps; i++)
		bearing_deg[i] = to_deg - span_deg * (double)i / (double)steps;
	geo_destinations(centre, bearing_deg, steps + 1, radius_m, points + 1);
	return shape_of_ring(a, points, steps + 2);
}
