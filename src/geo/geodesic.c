#include "geo/geo.h"

#include <geodesic.h>
#include <math.h>
#include <pthread.h>

static struct geod_geodesic wgs84;
static pthread_once_t wgs84_once = PTHREAD_ONCE_INIT;

static void wgs84_init(void)
{
	geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
}

static const struct geod_geodesic *ellipsoid(void)
{
	pthread_once(&wgs84_once, wgs84_init);
	return &wgs84;
}

double geo_distance_m(struct lonlat a, struct lonlat b)
{
	double distance_m;
	geod_inverse(ellipsoid(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, NULL, NULL);
	return distance_m;
}

double geo_bearing_deg(struct lonlat a, struct lonlat b)
{
	double bearing_deg;
	geod_inverse(ellipsoid(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, NULL, &bearing_deg, NULL);
	if (bearing_deg < 0)
		bearing_deg += 360;
	return bearing_deg >= 360 ? 0 : bearing_deg;
}

struct lonlat geo_destination(struct lonlat a, double bearing_deg, double distance_m)
{
	struct lonlat p;
	geod_direct(ellipsoid(), a.lat_deg, a.lon_deg, bearing_deg, distance_m, &p.lat_deg, &p.lon_deg, NULL);
	return p;
}

struct lonlat geo_midpoint(struct lonlat a, struct lonlat b)
{
	double distance_m;
	double bearing_deg;
	geod_inverse(ellipsoid(), a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, &bearing_deg, NULL);
	return geo_destination(a, bearing_deg, distance_m / 2);
}

double geo_distance_rough_m(struct lonlat a, struct lonlat b)
{
	const double degree = 0.017453292519943295;
	double y = b.lat_deg - a.lat_deg;
	double x = (b.lon_deg - a.lon_deg) * cos((a.lat_deg + b.lat_deg) / 2 * degree);
	return 6371008.8 * degree * sqrt(x * x + y * y);
}
