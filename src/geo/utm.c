#include "geo/geo.h"

#include <math.h>

/* Transverse Mercator on WGS 84 by Krueger's series to order 6: Karney, "Transverse Mercator with an accuracy of a
 * few nanometers", J. Geodesy 85 (2011), equations 7 to 38. The coefficients are those of WGS 84's third
 * flattening. */
enum { ORDER = 6 };

static const double degree = 0.017453292519943295;
static const double eccentricity = 0.08181919084262149;
static const double central_deg = 39;
static const double scale = 0.9996;
static const double false_easting_m = 500000;
static const double rectifying_radius_m = 6367449.145823415;

static const double alpha[ORDER] = {8.377318206244698e-4,   7.608527773572307e-7,   1.1976455033294527e-9,
				    2.4291706072013587e-12, 5.711757677865804e-15,  1.4911177312583895e-17};
static const double beta[ORDER] = {8.377321640579488e-4,  5.905870152220203e-8,  1.6734826652839968e-10,
				   2.1647980400627059e-13, 3.7879780461686053e-16, 7.2487488906941545e-19};

/* Tangent of the conformal latitude from that of the geographic one (equations 7 to 9). */
static double conformal(double tau)
{
	double secant = hypot(1, tau);
	double sigma = sinh(eccentricity * atanh(eccentricity * tau / secant));
	return tau * hypot(1, sigma) - sigma * secant;
}

/* Geographic latitude, radians, from the tangent of the conformal one: the series of Karney's GeographicLib in the third
 * flattening, to order 6 (within 1e-15), by Clenshaw's recurrence. */
static double geographic(double tau_conformal)
{
	static const double delta[ORDER] = {3.3565514691328321e-3,  6.5718731986284435e-6,  1.7646404113085805e-8,
					    5.3877537842559224e-11, 1.7640074726322131e-13, 6.0560738767941771e-16};
	double chi = atan(tau_conformal);
	double square = tau_conformal * tau_conformal;
	if (!(square < 1e16)) /* the poles */
		return chi;
	double sine = 2 * tau_conformal / (1 + square); /* of 2 chi */
	double twice_cosine = 2 * (1 - square) / (1 + square);
	double last = 0, sum = 0;
	for (int j = ORDER; j >= 1; j--) {
		double next = delta[j - 1] + twice_cosine * sum - last;
		last = sum;
		sum = next;
	}
	return chi + sum * sine;
}

/* The sum over j of c[j - 1] sin(2 j z), of a complex z = x + i y, by Clenshaw's recurrence: one sine instead of six. */
static struct xy sine_series(const double c[ORDER], double x, double y)
{
	double sine = sin(2 * x);
	double cosine = cos(2 * x);
	double growth = exp(2 * y);
	double hyperbolic_sine = (growth - 1 / growth) / 2;
	double hyperbolic_cosine = (growth + 1 / growth) / 2;
	double real = 2 * cosine * hyperbolic_cosine; /* of 2 cos 2z */
	double imaginary = -2 * sine * hyperbolic_sine;
	struct xy last = {0, 0};
	struct xy sum = {0, 0};
	for (int j = ORDER; j >= 1; j--) {
		struct xy next = {c[j - 1] + real * sum.x_m - imaginary * sum.y_m - last.x_m,
				  real * sum.y_m + imaginary * sum.x_m - last.y_m};
		last = sum;
		sum = next;
	}
	double sine_real = sine * hyperbolic_cosine; /* of sin 2z */
	double sine_imaginary = cosine * hyperbolic_sine;
	return (struct xy){sum.x_m * sine_real - sum.y_m * sine_imaginary,
			   sum.x_m * sine_imaginary + sum.y_m * sine_real};
}

struct xy geo_to_utm37(struct lonlat p)
{
	double lambda = remainder(p.lon_deg - central_deg, 360) * degree;
	double tau = conformal(tan(p.lat_deg * degree));
	double xi0 = atan2(tau, cos(lambda));
	double eta0 = asinh(sin(lambda) / hypot(tau, cos(lambda)));
	struct xy series = sine_series(alpha, xi0, eta0);
	return (struct xy){scale * rectifying_radius_m * (eta0 + series.y_m) + false_easting_m,
			   scale * rectifying_radius_m * (xi0 + series.x_m)};
}

struct lonlat geo_from_utm37(struct xy p)
{
	double xi = p.y_m / (scale * rectifying_radius_m);
	double eta = (p.x_m - false_easting_m) / (scale * rectifying_radius_m);
	struct xy series = sine_series(beta, xi, eta);
	double xi0 = xi - series.x_m;
	double eta0 = eta - series.y_m;
	double across = sinh(eta0), along = cos(xi0);
	double lat = geographic(sin(xi0) / sqrt(across * across + along * along));
	double lambda = atan2(across, along);
	return (struct lonlat){remainder(central_deg + lambda / degree, 360), lat / degree};
}
