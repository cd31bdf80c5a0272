#include "geo/geo.h"

#include <geodesic.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "support/check.h"

static const double pi = 3.14159265358979323846;
static const struct lonlat deir_ez_zor = {40.1415, 35.3360};
static const struct lonlat mayadin = {40.4508, 35.0178};

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* Deterministic numbers in 0..1. */
static double next_share(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(*seed >> 33) / 2147483648.0;
}

/* A ring given in metres about (500 km, 3900 km) of zone 37N, as a shape of one polygon. */
static struct ring metres(const double (*points)[2], size_t n)
{
	struct lonlat *ring = ARENA_ARRAY(&arena, struct lonlat, n);
	for (size_t i = 0; i < n; i++)
		ring[i] = geo_from_utm37((struct xy){500000 + points[i][0], 3900000 + points[i][1]});
	return (struct ring){ring, n};
}

static struct lonlat metre_point(double x_m, double y_m)
{
	return geo_from_utm37((struct xy){500000 + x_m, 3900000 + y_m});
}

static struct shape one_polygon(const struct ring *rings, size_t n)
{
	struct polygon *polygon = ARENA_NEW(&arena, struct polygon);
	struct ring *copy = ARENA_ARRAY(&arena, struct ring, n);
	memcpy(copy, rings, n * sizeof *rings);
	*polygon = (struct polygon){copy, n};
	return (struct shape){polygon, 1};
}

#define METRES(points) metres(points, sizeof(points) / sizeof(points)[0])

static double ring_area(struct ring r)
{
	double twice = 0;
	for (size_t i = 0; i < r.n; i++) {
		struct xy a = geo_to_utm37(r.points[i]);
		struct xy b = geo_to_utm37(r.points[(i + 1) % r.n]);
		twice += (a.x_m - 500000) * (b.y_m - 3900000) - (b.x_m - 500000) * (a.y_m - 3900000);
	}
	return twice / 2;
}

/* > 0 where u lies to the left of p->q. */
static double side(struct lonlat p, struct lonlat q, struct lonlat u)
{
	return (q.lon_deg - p.lon_deg) * (u.lat_deg - p.lat_deg) - (u.lon_deg - p.lon_deg) * (q.lat_deg - p.lat_deg);
}

static void check_ring_is_simple(struct ring r)
{
	for (size_t a = 0; a < r.n; a++) {
		for (size_t b = a + 2; b < r.n && !(a == 0 && b + 1 == r.n); b++) {
			struct lonlat p = r.points[a];
			struct lonlat q = r.points[a + 1];
			struct lonlat u = r.points[b];
			struct lonlat v = r.points[(b + 1) % r.n];
			if (side(p, q, u) * side(p, q, v) < 0 && side(u, v, p) * side(u, v, q) < 0)
				fail_msg("edges %zu and %zu cross", a, b);
		}
	}
}

/* Right-hand rule, and no two edges of a ring cross. */
static void check_well_formed(const struct shape *s)
{
	for (size_t i = 0; i < s->n_polygons; i++) {
		for (size_t k = 0; k < s->polygons[i].n_rings; k++) {
			struct ring r = s->polygons[i].rings[k];
			assert_true(r.n >= 3);
			assert_true((ring_area(r) > 0) == (k == 0));
			check_ring_is_simple(r);
		}
	}
}

static void distances_agree_with_the_reference_library(void **state)
{
	(void)state;
	struct geod_geodesic wgs84;
	geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
	uint64_t seed = 1;
	for (int i = 0; i < 1000; i++) {
		struct lonlat a = {33 + 12 * next_share(&seed), 30 + 10 * next_share(&seed)};
		struct lonlat b = {33 + 12 * next_share(&seed), 30 + 10 * next_share(&seed)};
		double distance_m;
		double bearing_deg;
		geod_inverse(&wgs84, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, &bearing_deg, NULL);
		assert_near(geo_distance_m(a, b), distance_m, 1e-4);
		assert_near(remainder(geo_bearing_deg(a, b) - bearing_deg, 360), 0, 1e-8);
		assert_in_range((unsigned)geo_bearing_deg(a, b), 0, 359);
		assert_near_m(geo_destination(a, geo_bearing_deg(a, b), distance_m), b, 1e-4);
		struct lonlat middle = geo_midpoint(a, b);
		assert_near(geo_distance_m(a, middle), distance_m / 2, 1e-4);
		assert_near(geo_distance_m(middle, b), distance_m / 2, 1e-4);
	}
}

static void distances_hold_around_the_world(void **state)
{
	(void)state;
	struct geod_geodesic wgs84;
	geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
	uint64_t seed = 7;
	for (int i = 0; i < 2000; i++) {
		struct lonlat a = {-180 + 360 * next_share(&seed), -90 + 180 * next_share(&seed)};
		struct lonlat b = {-180 + 360 * next_share(&seed), -90 + 180 * next_share(&seed)};
		double distance_m;
		double bearing_deg;
		geod_inverse(&wgs84, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, &bearing_deg, NULL);
		bool opposite = distance_m > 19.9e6; /* the series need not settle */
		assert_near(geo_distance_m(a, b), distance_m, opposite ? 0.006 * distance_m : 1e-3);
		struct lonlat there = geo_destination(a, bearing_deg, distance_m), alike;
		geo_destinations(a, &bearing_deg, 1, distance_m, &alike);
		assert_near_m(alike, there, 1e-6);
		assert_in_range((unsigned)(there.lon_deg + 180), 0, 360);
		assert_near_m(there, b, 1e-3);
	}
	struct lonlat poles[] = {{10, 90}, {77, -90}};
	assert_near(geo_distance_m(poles[0], poles[1]), 20003931.46, 0.006 * 2e7);
	assert_near(geo_distance_m(poles[0], (struct lonlat){-120, 90}), 0, 1e-3);
}

static void known_distances_hold(void **state)
{
	(void)state;
	/* One degree of a meridian at the equator; a quarter of the meridian. */
	assert_near(geo_distance_m((struct lonlat){0, 0}, (struct lonlat){0, 1}), 110574.3886, 1e-3);
	assert_near(geo_distance_m((struct lonlat){0, 0}, (struct lonlat){0, 90}), 10001965.7293, 1e-3);
	assert_near(geo_distance_m(mayadin, mayadin), 0, 0);
	assert_near(geo_bearing_deg((struct lonlat){40, 35}, (struct lonlat){40, 36}), 0, 1e-9);
	assert_near(geo_bearing_deg((struct lonlat){40, 36}, (struct lonlat){40, 35}), 180, 1e-9);
	assert_in_range((unsigned)geo_distance_m(deir_ez_zor, mayadin), 44000, 46000);
}

static void utm_comes_back_to_the_millimetre(void **state)
{
	(void)state;
	for (double lon = 33; lon <= 45; lon += 0.5) {
		for (double lat = -10; lat <= 80; lat += 2.5) {
			struct lonlat p = {lon, lat};
			assert_near_m(geo_from_utm37(geo_to_utm37(p)), p, 1e-5);
		}
	}
	struct xy centre = geo_to_utm37((struct lonlat){39, 0});
	assert_near(centre.x_m, 500000, 1e-6);
	assert_near(centre.y_m, 0, 1e-6);
}

static void containment_honours_holes(void **state)
{
	(void)state;
	static const double outer[][2] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
	static const double hole[][2] = {{400, 400}, {400, 600}, {600, 600}, {600, 400}};
	struct ring rings[] = {METRES(outer), METRES(hole)};
	struct shape s = one_polygon(rings, 2);
	assert_true(geo_shape_contains(&s, metre_point(100, 100)));
	assert_false(geo_shape_contains(&s, metre_point(500, 500)));
	assert_false(geo_shape_contains(&s, metre_point(-1, 500)));
	assert_false(geo_shape_contains(&s, (struct lonlat){(double)NAN, 35}));
	assert_near(geo_shape_area_m2(&s), 1e6 - 4e4, 1);
	assert_near_m(geo_shape_centroid(&s), metre_point(500, 500), 0.1);
	assert_true(geo_shape_contains(&s, geo_shape_interior_point(&s)));
}

static void an_interior_point_lies_inside(void **state)
{
	(void)state;
	static const double horseshoe[][2] = {{0, 0},     {1000, 0},  {1000, 1000}, {900, 1000},
					      {900, 100}, {100, 100}, {100, 1000},  {0, 1000}};
	static const double sliver[][2] = {{0, 0}, {50000, 49999}, {50000, 50000}};
	struct ring rings[] = {METRES(horseshoe), METRES(sliver)};
	for (size_t i = 0; i < 2; i++) {
		struct shape s = one_polygon(&rings[i], 1);
		assert_true(geo_shape_contains(&s, geo_shape_interior_point(&s)));
	}
	struct shape bent = one_polygon(rings, 1);
	assert_false(geo_shape_contains(&bent, geo_shape_centroid(&bent)));
}

static void the_largest_polygon_has_the_centroid(void **state)
{
	(void)state;
	static const double small[][2] = {{5000, 0}, {5100, 0}, {5100, 100}, {5000, 100}};
	static const double big[][2] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
	struct ring rings[] = {METRES(small), METRES(big)};
	struct polygon polygons[] = {{&rings[0], 1}, {&rings[1], 1}};
	struct shape s = {polygons, 2};
	assert_near_m(geo_shape_centroid(&s), metre_point(500, 500), 0.1);
	assert_near(geo_shape_area_m2(&s), 1e6 + 1e4, 1);
}

static void circles_have_their_radius_and_direction(void **state)
{
	(void)state;
	struct shape s = geo_circle(&arena, mayadin, 5000, 64);
	assert_int_equal(s.polygons[0].rings[0].n, 64);
	for (size_t i = 0; i < 64; i++)
		assert_near(geo_distance_m(mayadin, s.polygons[0].rings[0].points[i]), 5000, 1e-3);
	check_well_formed(&s);
	double area = 32 * 5000.0 * 5000 * sin(2 * pi / 64);
	assert_near(geo_shape_area_m2(&s) / area, 1, 0.002);
	assert_true(geo_shape_contains(&s, mayadin));
}

static void sectors_open_clockwise(void **state)
{
	(void)state;
	static const struct {
		double from_deg, to_deg, inside_deg, outside_deg;
	} rows[] = {{337.5, 22.5, 0, 45}, {-45, 45, 0, 180}, {45, 135, 90, 0}, {350, 80, 30, 180}, {90, 45, 200, 60}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct shape s = geo_sector(&arena, mayadin, 10000, rows[i].from_deg, rows[i].to_deg);
		check_well_formed(&s);
		assert_true(geo_shape_contains(&s, geo_destination(mayadin, rows[i].inside_deg, 9000)));
		assert_false(geo_shape_contains(&s, geo_destination(mayadin, rows[i].outside_deg, 9000)));
		assert_false(geo_shape_contains(&s, geo_destination(mayadin, rows[i].inside_deg, 11000)));
	}
	struct shape quarter = geo_sector(&arena, mayadin, 10000, 0, 90);
	struct shape round = geo_sector(&arena, mayadin, 10000, 10, 10);
	assert_near(geo_shape_area_m2(&quarter) / (pi * 1e8 / 4), 1, 0.005);
	assert_near(geo_shape_area_m2(&round) / (pi * 1e8), 1, 0.005);
}

static void degenerate_shapes_are_empty(void **state)
{
	(void)state;
	static const double point[][2] = {{0, 0}};
	static const double collinear[][2] = {{0, 0}, {100, 100}, {200, 200}, {50, 50}};
	static const double square[][2] = {{-100, -100}, {300, -100}, {300, 300}, {-100, 300}};
	struct shape none = {NULL, 0};
	struct ring around = METRES(square);
	assert_int_equal(geo_circle(&arena, mayadin, 0, 32).n_polygons, 0);
	assert_int_equal(geo_circle(&arena, mayadin, (double)NAN, 32).n_polygons, 0);
	assert_int_equal(geo_sector(&arena, mayadin, -1, 0, 90).n_polygons, 0);
	assert_int_equal(geo_band(&arena, (struct line){NULL, 0}, 100).n_polygons, 0);
	assert_int_equal(geo_bank(&arena, (struct line){NULL, 0}, 0, 1, 100, 1).n_polygons, 0);
	assert_int_equal(geo_clip_convex(&arena, &none, around).n_polygons, 0);
	assert_near(geo_shape_area_m2(&none), 0, 0);
	assert_true(isnan(geo_shape_centroid(&none).lon_deg));
	assert_true(isnan(geo_shape_interior_point(&none).lat_deg));
	struct ring thin[] = {METRES(point), METRES(collinear), {NULL, 0}};
	for (size_t i = 0; i < 3; i++) {
		struct shape s = one_polygon(&thin[i], 1);
		assert_near(geo_shape_area_m2(&s), 0, 0.01);
		assert_int_equal(geo_clip_convex(&arena, &s, around).n_polygons, 0);
		struct shape whole = one_polygon(&around, 1);
		assert_int_equal(geo_clip_convex(&arena, &whole, thin[i]).n_polygons, 0);
		(void)geo_shape_interior_point(&s);
	}
	struct shape whole = one_polygon(&around, 1);
	assert_int_equal(geo_clip_right_of(&arena, &whole, mayadin, mayadin).n_polygons, 0);
}

static void half_planes_cut_known_areas(void **state)
{
	(void)state;
	static const double square[][2] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
	struct ring ring = METRES(square);
	struct shape s = one_polygon(&ring, 1);
	struct shape east = geo_clip_right_of(&arena, &s, metre_point(300, -100), metre_point(300, 2000));
	struct shape west = geo_clip_right_of(&arena, &s, metre_point(300, 2000), metre_point(300, -100));
	struct shape corner = geo_clip_right_of(&arena, &s, metre_point(500, 0), metre_point(1000, 500));
	assert_near(geo_shape_area_m2(&east), 700000, 1);
	assert_near(geo_shape_area_m2(&west), 300000, 1);
	assert_near(geo_shape_area_m2(&corner), 125000, 1);
	assert_near(geo_shape_area_m2(&s), 1000000, 1);
	check_well_formed(&east);
	struct shape all = geo_clip_right_of(&arena, &s, metre_point(-5, 0), metre_point(-5, 1));
	struct shape nothing = geo_clip_right_of(&arena, &s, metre_point(-5, 1), metre_point(-5, 0));
	assert_near(geo_shape_area_m2(&all), 1e6, 1);
	assert_int_equal(nothing.n_polygons, 0);
}

static void a_cut_comb_falls_into_its_teeth(void **state)
{
	(void)state;
	static const double comb[][2] = {{0, 0},     {900, 0},    {900, 1000}, {700, 1000}, {700, 200},  {600, 200},
					 {600, 1000}, {300, 1000}, {300, 200},  {200, 200},  {200, 1000}, {0, 1000}};
	struct ring ring = METRES(comb);
	struct shape s = one_polygon(&ring, 1);
	struct shape teeth = geo_clip_right_of(&arena, &s, metre_point(1000, 500), metre_point(0, 500));
	struct shape back = geo_clip_right_of(&arena, &s, metre_point(0, 500), metre_point(1000, 500));
	assert_int_equal(teeth.n_polygons, 3);
	assert_near(geo_shape_area_m2(&teeth), 700 * 500, 1);
	assert_int_equal(back.n_polygons, 1);
	assert_near(geo_shape_area_m2(&back), 900 * 200 + 700 * 300, 1);
	check_well_formed(&teeth);
	check_well_formed(&back);
	/* along the teeth's own bottoms, corners on the line */
	struct shape upper = geo_clip_right_of(&arena, &s, metre_point(1000, 200), metre_point(0, 200));
	assert_near(geo_shape_area_m2(&upper), 700 * 800, 5);
	check_well_formed(&upper);
}

static void a_cut_hole_becomes_a_notch(void **state)
{
	(void)state;
	static const double outer[][2] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
	static const double cut[][2] = {{400, 400}, {400, 600}, {600, 600}, {600, 400}};
	static const double kept[][2] = {{800, 800}, {800, 900}, {900, 900}, {900, 800}};
	struct ring rings[] = {METRES(outer), METRES(cut), METRES(kept)};
	struct shape s = one_polygon(rings, 3);
	struct shape east = geo_clip_right_of(&arena, &s, metre_point(500, 0), metre_point(500, 1));
	assert_int_equal(east.n_polygons, 1);
	assert_int_equal(east.polygons[0].n_rings, 2);
	assert_near(geo_shape_area_m2(&east), 500000 - 20000 - 10000, 1);
	check_well_formed(&east);
}

/* Spikes of hundreds of kilometres: the same as cut by one edge after the other. */
static void convex_clips_of_what_reaches_far_lose_nothing(void **state)
{
	(void)state;
	enum { CORNERS = 240, EDGES = 16 };
	uint64_t seed = 11;
	size_t some = 0;
	for (int round = 0; round < 60; round++) {
		double star[CORNERS][2];
		double wide = round % 3 ? 400000 : 90000;
		for (int i = 0; i < CORNERS; i++) {
			double radius = wide * (0.1 + 0.9 * next_share(&seed));
			star[i][0] = radius * cos(2 * pi * i / CORNERS);
			star[i][1] = radius * sin(2 * pi * i / CORNERS);
		}
		struct ring ring = METRES(star);
		struct shape s = one_polygon(&ring, 1);
		struct lonlat centre = metre_point(wide * (next_share(&seed) - 0.5), wide * (next_share(&seed) - 0.5));
		struct shape window = geo_circle(&arena, centre, 5000 + 20000 * next_share(&seed), EDGES);
		struct ring edges = window.polygons[0].rings[0];
		struct shape at_once = geo_clip_convex(&arena, &s, edges);
		for (size_t i = 0; i < EDGES; i++)
			s = geo_clip_right_of(&arena, &s, edges.points[(i + 1) % EDGES], edges.points[i]);
		some += s.n_polygons > 0;
		assert_int_equal(at_once.n_polygons, s.n_polygons);
		assert_near(geo_shape_area_m2(&at_once), geo_shape_area_m2(&s), 1);
		check_well_formed(&at_once);
	}
	assert_true(some > 30);
}

static void convex_clips_agree_with_sampling(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (int round = 0; round < 40; round++) {
		double star[24][2];
		for (int i = 0; i < 24; i++) {
			double radius = 200 + 800 * next_share(&seed);
			star[i][0] = radius * cos(2 * pi * i / 24);
			star[i][1] = radius * sin(2 * pi * i / 24);
		}
		struct ring ring = METRES(star);
		struct shape s = one_polygon(&ring, 1);
		struct lonlat centre = metre_point(600 * next_share(&seed), 600 * next_share(&seed));
		double radius_m = 300 + 400 * next_share(&seed);
		struct shape window = geo_circle(&arena, centre, radius_m, 3 + (unsigned)round % 6);
		struct shape both = geo_clip_convex(&arena, &s, window.polygons[0].rings[0]);
		check_well_formed(&both);
		for (int k = 0; k < 200; k++) {
			struct lonlat p = metre_point(2000 * next_share(&seed) - 1000, 2000 * next_share(&seed) - 1000);
			bool expected = geo_shape_contains(&s, p) && geo_shape_contains(&window, p);
			assert_int_equal(geo_shape_contains(&both, p), expected);
		}
	}
}

static void a_straight_band_has_its_area(void **state)
{
	(void)state;
	struct lonlat points[] = {metre_point(0, 0), metre_point(20000, 7000)};
	struct shape s = geo_band(&arena, (struct line){points, 2}, 2000);
	double length = hypot(20000, 7000);
	assert_int_equal(s.n_polygons, 1);
	assert_near(geo_shape_area_m2(&s) / (length * 4000 + pi * 4e6), 1, 0.02);
	assert_true(s.polygons[0].rings[0].n < 120);
	check_well_formed(&s);
}

static void a_winding_band_stays_simple(void **state)
{
	(void)state;
	uint64_t seed = 3;
	for (int round = 0; round < 6; round++) {
		struct lonlat points[60];
		struct line l = {points, 60};
		for (int i = 0; i < 60; i++)
			points[i] = metre_point(700 * i + 3000 * next_share(&seed), 6000 * next_share(&seed));
		struct shape s = geo_band(&arena, l, 1500);
		check_well_formed(&s);
		for (int k = 0; k < 400; k++) {
			double away_m;
			double x_m = 46000 * next_share(&seed) - 2000;
			struct lonlat p = metre_point(x_m, 12000 * next_share(&seed) - 3000);
			geo_line_locate(l, p, &away_m);
			if (fabs(away_m - 1500) > 45)
				assert_int_equal(geo_shape_contains(&s, p), away_m < 1500);
		}
	}
}

static void a_closed_line_makes_a_band_with_a_hole(void **state)
{
	(void)state;
	struct lonlat points[] = {metre_point(0, 0), metre_point(9000, 0), metre_point(9000, 9000),
				  metre_point(0, 9000), metre_point(0, 0)};
	struct shape s = geo_band(&arena, (struct line){points, 5}, 1000);
	assert_int_equal(s.n_polygons, 1);
	assert_int_equal(s.polygons[0].n_rings, 2);
	check_well_formed(&s);
	assert_false(geo_shape_contains(&s, metre_point(4500, 4500)));
}

static void a_very_long_band_is_coarse_but_whole(void **state)
{
	(void)state;
	struct lonlat points[] = {{36, 33}, {41, 37}};
	struct line l = {points, 2};
	struct shape s = geo_band(&arena, l, 100);
	assert_int_equal(s.n_polygons, 1);
	for (double at = 0.05; at < 1; at += 0.1)
		assert_true(geo_shape_contains(&s, geo_line_at(l, at * geo_line_length_m(l))));
	assert_int_equal(geo_band(&arena, (struct line){points, 1}, 100).n_polygons, 1);
}

static void banks_lie_on_their_side(void **state)
{
	(void)state;
	struct lonlat points[] = {metre_point(0, 0), metre_point(10000, 0), metre_point(14000, 5000),
				  metre_point(30000, 5000)};
	struct line river = {points, 4};
	double length_m = geo_line_length_m(river);
	for (int bank = -1; bank <= 1; bank += 2) {
		struct shape s = geo_bank(&arena, river, 2000, 25000, 3000, bank);
		check_well_formed(&s);
		assert_int_equal(s.n_polygons, 1);
		assert_int_equal(geo_shape_contains(&s, metre_point(5000, -1500)), bank == 1);
		assert_int_equal(geo_shape_contains(&s, metre_point(5000, 1500)), bank == -1);
		assert_int_equal(geo_shape_contains(&s, metre_point(20000, 3500)), bank == 1);
		assert_int_equal(geo_shape_contains(&s, metre_point(20000, 6500)), bank == -1);
		assert_false(geo_shape_contains(&s, metre_point(500, bank * -1500.0)));
		assert_false(geo_shape_contains(&s, metre_point(29500, 5000 + bank * -1500.0)));
		struct shape turned = geo_bank(&arena, river, 25000, 2000, 3000, bank);
		assert_near(geo_shape_area_m2(&s), geo_shape_area_m2(&turned), 1);
		assert_near(geo_shape_area_m2(&s) / (23000 * 3000), 1, 0.12);
	}
	assert_true(length_m > 32000);
}

static void positions_on_a_line_come_back(void **state)
{
	(void)state;
	struct lonlat points[] = {{40.0, 35.5}, {40.1, 35.4}, {40.3, 35.35}, {40.3, 35.35}, {40.6, 35.0}};
	struct line l = {points, 5};
	double length_m = geo_line_length_m(l);
	for (double along = 0; along <= length_m; along += length_m / 37) {
		double away_m;
		assert_near(geo_line_locate(l, geo_line_at(l, along), &away_m), along, 2);
		assert_near(away_m, 0, 1);
	}
	double away_m;
	assert_near(geo_line_locate(l, geo_destination(points[0], 315, 5000), &away_m), 0, 1);
	assert_near(away_m, 5000, 1);
	assert_near_m(geo_line_at(l, -5), points[0], 0);
	assert_near_m(geo_line_at(l, 1e9), points[4], 0);
}

static void stretches_have_their_length_and_direction(void **state)
{
	(void)state;
	struct lonlat points[] = {{40.0, 35.5}, {40.1, 35.4}, {40.3, 35.35}, {40.6, 35.0}};
	struct line l = {points, 4};
	double length_m = geo_line_length_m(l);
	struct line part = geo_line_between(&arena, l, 5000, 30000);
	struct line back = geo_line_between(&arena, l, 30000, 5000);
	assert_near(geo_line_length_m(part), 25000, 0.01);
	assert_near_m(part.points[0], geo_line_at(l, 5000), 1e-3);
	assert_near_m(back.points[0], geo_line_at(l, 30000), 1e-3);
	assert_int_equal(part.n, back.n);
	assert_near(geo_line_length_m(geo_line_between(&arena, l, -1e6, 1e6)), length_m, 1e-3);
	assert_int_equal(geo_line_between(&arena, l, -1e6, 1e6).n, 4);
	assert_int_equal(geo_line_between(&arena, l, 700, 700).n, 1);
	assert_int_equal(geo_line_between(&arena, (struct line){NULL, 0}, 0, 1).n, 0);
	assert_true(isnan(geo_line_at((struct line){NULL, 0}, 3).lon_deg));
	double away_m;
	assert_near(geo_line_locate((struct line){NULL, 0}, mayadin, &away_m), 0, 0);
	assert_true(isinf(away_m));
}

static void tiles_cover_the_square_world(void **state)
{
	(void)state;
	struct tile t = geo_tile_at(deir_ez_zor, 8);
	assert_int_equal(t.x, 156);
	assert_int_equal(t.y, 101);
	assert_int_equal(geo_tile_at((struct lonlat){-180, 90}, 3).x, 0);
	assert_int_equal(geo_tile_at((struct lonlat){-180, 90}, 3).y, 0);
	assert_int_equal(geo_tile_at((struct lonlat){180, -90}, 3).x, 7);
	assert_int_equal(geo_tile_at((struct lonlat){180, -90}, 3).y, 7);
	assert_int_equal(geo_tile_at((struct lonlat){0, 0}, 0).x, 0);
	struct xy m = geo_to_mercator((struct lonlat){180, 85.051128779806604});
	assert_near(m.x_m, 20037508.342789, 1e-4);
	assert_near(m.y_m, 20037508.342789, 1e-4);
}

static void rough_distances_are_within_one_per_cent(void **state)
{
	static const struct lonlat points[] = {{40.14, 35.33}, {40.92, 34.45}, {36.71, 34.73}, {38.99, 35.95},
	                                       {36.3, 33.5},   {44.4, 33.3},   {42.0, 37.3},   {35.5, 32.6}};
	const size_t n = sizeof points / sizeof points[0];
	(void)state;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++) {
			double exact = geo_distance_m(points[i], points[k]);
			assert_near(geo_distance_rough_m(points[i], points[k]), exact, 0.01 * exact + 0.001);
		}
	}
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		LAW(distances_agree_with_the_reference_library),
		LAW(distances_hold_around_the_world),
		LAW(known_distances_hold),
		LAW(rough_distances_are_within_one_per_cent),
		LAW(utm_comes_back_to_the_millimetre),
		LAW(containment_honours_holes),
		LAW(an_interior_point_lies_inside),
		LAW(the_largest_polygon_has_the_centroid),
		LAW(circles_have_their_radius_and_direction),
		LAW(sectors_open_clockwise),
		LAW(degenerate_shapes_are_empty),
		LAW(half_planes_cut_known_areas),
		LAW(a_cut_comb_falls_into_its_teeth),
		LAW(a_cut_hole_becomes_a_notch),
		LAW(convex_clips_agree_with_sampling), LAW(convex_clips_of_what_reaches_far_lose_nothing),
		LAW(a_straight_band_has_its_area),
		LAW(a_winding_band_stays_simple),
		LAW(a_closed_line_makes_a_band_with_a_hole),
		LAW(a_very_long_band_is_coarse_but_whole),
		LAW(banks_lie_on_their_side),
		LAW(positions_on_a_line_come_back),
		LAW(stretches_have_their_length_and_direction),
		LAW(tiles_cover_the_square_world),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
