#include "geo/geo.h"

#include <math.h>

#define DEGREE 0.017453292519943295
#define SEMI_MAJOR_M 6378137.0
#define FLATTENING (1 / 298.257223563)
#define SEMI_MINOR_M (SEMI_MAJOR_M * (1 - FLATTENING))
#define MEAN_RADIUS_M 6371008.8

enum { MAX_ROUNDS = 32 };
static const double settled = 1e-13;

/* A geodesic as seen on the auxiliary sphere. */
struct arc {
	double sigma, sin_sigma, cos_sigma; /* angle between the points */
	double cos2_middle;                 /* cosine of twice the angle from the equator to the middle */
	double cos2_azimuth;                /* squared cosine of the azimuth at the equator */
};

static double reduced_tan(double lat_deg)
{
	return (1 - FLATTENING) * tan(lat_deg * DEGREE);
}

/* Vincenty's A, and what sigma takes off by his B. */
static double series_a(double u2)
{
	return 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
}

static double series_correction(const struct arc *s, double u2)
{
	double b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
	double c = s->cos2_middle;
	return b * s->sin_sigma *
	       (c + b / 4 *
	                    (s->cos_sigma * (2 * c * c - 1) -
	                     b / 6 * c * (4 * s->sin_sigma * s->sin_sigma - 3) * (4 * c * c - 3)));
}

static double u_squared(double cos2_azimuth)
{
	return cos2_azimuth * (SEMI_MAJOR_M * SEMI_MAJOR_M - SEMI_MINOR_M * SEMI_MINOR_M) /
	       (SEMI_MINOR_M * SEMI_MINOR_M);
}

/* What the longitude on the sphere differs by from that on the ellipsoid. */
static double longitude_correction(const struct arc *s, double sin_azimuth)
{
	double c = FLATTENING / 16 * s->cos2_azimuth * (4 + FLATTENING * (4 - 3 * s->cos2_azimuth));
	return (1 - c) * FLATTENING * sin_azimuth *
	       (s->sigma + c * s->sin_sigma *
	                           (s->cos2_middle + c * s->cos_sigma * (2 * s->cos2_middle * s->cos2_middle - 1)));
}

/* Vincenty (1975), inverse. Points almost opposite to each other, where it does not settle, get the great circle. */
static double inverse(struct lonlat a, struct lonlat b, double *bearing_deg)
{
	*bearing_deg = 0;
	double longitude = remainder(b.lon_deg - a.lon_deg, 360) * DEGREE;
	if (longitude == 0 && a.lat_deg == b.lat_deg)
		return 0;
	double t1 = reduced_tan(a.lat_deg), t2 = reduced_tan(b.lat_deg);
	double c1 = 1 / sqrt(1 + t1 * t1), c2 = 1 / sqrt(1 + t2 * t2);
	double s1 = t1 * c1, s2 = t2 * c2;
	double lambda = longitude;
	double sin_lambda = 0, cos_lambda = 1;
	struct arc s = {0};
	bool found = false;
	for (int i = 0; i < MAX_ROUNDS && !found; i++) {
		sin_lambda = sin(lambda);
		cos_lambda = cos(lambda);
		double across = c2 * sin_lambda, along = c1 * s2 - s1 * c2 * cos_lambda;
		s.sin_sigma = sqrt(across * across + along * along);
		s.cos_sigma = s1 * s2 + c1 * c2 * cos_lambda;
		s.sigma = atan2(s.sin_sigma, s.cos_sigma);
		double sin_azimuth = s.sin_sigma > 0 ? c1 * c2 * sin_lambda / s.sin_sigma : 0;
		s.cos2_azimuth = 1 - sin_azimuth * sin_azimuth;
		s.cos2_middle = s.cos2_azimuth > 1e-15 ? s.cos_sigma - 2 * s1 * s2 / s.cos2_azimuth : 0;
		double next = longitude + longitude_correction(&s, sin_azimuth);
		found = fabs(next - lambda) < settled;
		lambda = next;
	}
	*bearing_deg = atan2(c2 * sin_lambda, c1 * s2 - s1 * c2 * cos_lambda) / DEGREE;
	if (!found)
		return MEAN_RADIUS_M * s.sigma;
	double u2 = u_squared(s.cos2_azimuth);
	return SEMI_MINOR_M * series_a(u2) * (s.sigma - series_correction(&s, u2));
}

double geo_distance_m(struct lonlat a, struct lonlat b)
{
	double bearing_deg;
	return inverse(a, b, &bearing_deg);
}

double geo_bearing_deg(struct lonlat a, struct lonlat b)
{
	double bearing_deg;
	inverse(a, b, &bearing_deg);
	if (bearing_deg < 0)
		bearing_deg += 360;
	return bearing_deg >= 360 ? 0 : bearing_deg;
}

/* A geodesic that sets out: tangent, cosine and sine of the reduced latitude, and its bearing's. */
struct course {
	struct lonlat from;
	double t1, c1, s1;
	double sin_bearing, cos_bearing, sin_azimuth;
};

static void course_from(struct course *c, struct lonlat from)
{
	c->from = from;
	c->t1 = reduced_tan(from.lat_deg);
	c->c1 = 1 / sqrt(1 + c->t1 * c->t1);
	c->s1 = c->t1 * c->c1;
}

static void course_turn(struct course *c, double bearing_deg)
{
	c->sin_bearing = sin(bearing_deg * DEGREE);
	c->cos_bearing = cos(bearing_deg * DEGREE);
	c->sin_azimuth = c->c1 * c->sin_bearing;
}

static struct lonlat course_end(const struct course *c, const struct arc *s)
{
	double up = c->s1 * s->cos_sigma + c->c1 * s->sin_sigma * c->cos_bearing;
	double out = c->s1 * s->sin_sigma - c->c1 * s->cos_sigma * c->cos_bearing;
	double lat = atan2(up, (1 - FLATTENING) * sqrt(c->sin_azimuth * c->sin_azimuth + out * out));
	double lambda = atan2(s->sin_sigma * c->sin_bearing, c->c1 * s->cos_sigma - c->s1 * s->sin_sigma * c->cos_bearing);
	double lon_deg = c->from.lon_deg + (lambda - longitude_correction(s, c->sin_azimuth)) / DEGREE;
	if (lon_deg > 180 || lon_deg < -180)
		lon_deg = remainder(lon_deg, 360);
	return (struct lonlat){lon_deg, lat / DEGREE};
}

/* Vincenty (1975), direct. */
struct lonlat geo_destination(struct lonlat a, double bearing_deg, double distance_m)
{
	struct course c;
	course_from(&c, a);
	course_turn(&c, bearing_deg);
	double sigma1 = atan2(c.t1, c.cos_bearing);
	struct arc s = {.cos2_azimuth = 1 - c.sin_azimuth * c.sin_azimuth};
	double u2 = u_squared(s.cos2_azimuth);
	double plain = distance_m / (SEMI_MINOR_M * series_a(u2));
	double before;
	s.sigma = plain;
	int rounds = 0;
	do {
		s.cos2_middle = cos(2 * sigma1 + s.sigma);
		s.sin_sigma = sin(s.sigma);
		s.cos_sigma = cos(s.sigma);
		before = s.sigma;
		s.sigma = plain + series_correction(&s, u2);
	} while (fabs(s.sigma - before) > settled && ++rounds < MAX_ROUNDS);
	return course_end(&c, &s);
}

/* Sigma grows by a step; of a small one its sine and cosine follow from the formulas of sums. */
static void sigma_step(struct arc *s, double step)
{
	const double small = 1e-4;
	s->sigma += step;
	if (fabs(step) > small) {
		s->sin_sigma = sin(s->sigma);
		s->cos_sigma = cos(s->sigma);
		return;
	}
	double cosine = 1 - step * step / 2, sine = step - step * step * step / 6, before = s->sin_sigma;
	s->sin_sigma = before * cosine + s->cos_sigma * sine;
	s->cos_sigma = s->cos_sigma * cosine - before * sine;
}

/* The same with few calls of sine and cosine: 2 sigma1 comes from the tangent of sigma1. */
static struct lonlat course_run(const struct course *c, double distance_m)
{
	double square = c->cos_bearing * c->cos_bearing + c->t1 * c->t1;
	double cos_2sigma1 = square > 0 ? (c->cos_bearing * c->cos_bearing - c->t1 * c->t1) / square : 1;
	double sin_2sigma1 = square > 0 ? 2 * c->t1 * c->cos_bearing / square : 0;
	struct arc s = {.cos2_azimuth = 1 - c->sin_azimuth * c->sin_azimuth};
	double u2 = u_squared(s.cos2_azimuth);
	double plain = distance_m / (SEMI_MINOR_M * series_a(u2));
	double step;
	s.sigma = plain;
	s.sin_sigma = sin(plain);
	s.cos_sigma = cos(plain);
	int rounds = 0;
	do {
		s.cos2_middle = cos_2sigma1 * s.cos_sigma - sin_2sigma1 * s.sin_sigma;
		step = plain + series_correction(&s, u2) - s.sigma;
		sigma_step(&s, step);
	} while (fabs(step) > settled && ++rounds < MAX_ROUNDS);
	return course_end(c, &s);
}

void geo_destinations(struct lonlat a, const double *bearing_deg, size_t n, double distance_m, struct lonlat *out)
{
	struct course c;
	course_from(&c, a);
	for (size_t i = 0; i < n; i++) {
		course_turn(&c, bearing_deg[i]);
		out[i] = course_run(&c, distance_m);
	}
}

struct lonlat geo_midpoint(struct lonlat a, struct lonlat b)
{
	double bearing_deg;
	double distance_m = inverse(a, b, &bearing_deg);
	return geo_destination(a, bearing_deg, distance_m / 2);
}

double geo_distance_rough_m(struct lonlat a, struct lonlat b)
{
	double y = b.lat_deg - a.lat_deg;
	double x = (b.lon_deg - a.lon_deg) * cos((a.lat_deg + b.lat_deg) / 2 * DEGREE);
	return MEAN_RADIUS_M * DEGREE * sqrt(x * x + y * y);
}
