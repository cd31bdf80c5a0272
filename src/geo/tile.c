#include "geo/geo.h"

#include <math.h>

static const double earth_radius_m = 6378137;
static const double pi = 3.14159265358979323846;
static const double latitude_limit_deg = 85.051128779806604; /* where the square world ends */

static double clamp(double value, double low, double high)
{
	return value > low ? (value < high ? value : high) : low; /* NaN gives low */
}

struct xy geo_to_mercator(struct lonlat p)
{
	double lat = clamp(p.lat_deg, -latitude_limit_deg, latitude_limit_deg) * pi / 180;
	return (struct xy){earth_radius_m * p.lon_deg * pi / 180, earth_radius_m * asinh(tan(lat))};
}

struct tile geo_tile_at(struct lonlat p, unsigned zoom)
{
	double side = ldexp(1, (int)zoom);
	double half_m = earth_radius_m * pi;
	struct xy m = geo_to_mercator(p);
	double x = floor((m.x_m + half_m) / (2 * half_m) * side);
	double y = floor((half_m - m.y_m) / (2 * half_m) * side);
	return (struct tile){zoom, (unsigned)clamp(x, 0, side - 1), (unsigned)clamp(y, 0, side - 1)};
}
