/* Positions on the sphere as unit vectors: distances without sines and cosines. */
#ifndef KHARITA_GEO_VEC3_H
#define KHARITA_GEO_VEC3_H

#include "geo/geo.h"

#include <math.h>

struct vec3 {
	double x, y, z;
};

static inline struct vec3 vec3_of(struct lonlat p)
{
	const double degree = 3.14159265358979323846 / 180;
	double c = cos(p.lat_deg * degree);
	return (struct vec3){c * cos(p.lon_deg * degree), c * sin(p.lon_deg * degree), sin(p.lat_deg * degree)};
}

/* Kilometres along the great circle, as geo_distance_rough_m() has them: the chord, and the series of the arc sine,
 * whose error is below 1 m at 3000 km; beyond, an underestimate that serves as well. */
static inline double vec3_distance_km(struct vec3 a, struct vec3 b)
{
	const double earth_radius_km = 6371.0088;
	double dx = a.x - b.x;
	double dy = a.y - b.y;
	double dz = a.z - b.z;
	double q = (dx * dx + dy * dy + dz * dz) / 4; /* square of half the chord */
	return 2 * earth_radius_km * sqrt(q) * (1 + q * (1.0 / 6 + q * (3.0 / 40 + q * (15.0 / 336 + q * (105.0 / 3456)))));
}

#endif
