/* Land shared out by nearness: borders in metres, areas that add up, laws over random sites. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geo/voronoi.h"
#include "support/check.h"

static struct arena arena;
static struct arena scratch;

static int arenas_open(void **state)
{
	(void)state;
	arena_init(&arena, 0);
	arena_init(&scratch, 0);
	return 0;
}

static int arenas_close(void **state)
{
	(void)state;
	arena_release(&arena);
	arena_release(&scratch);
	return 0;
}

/* A shape of one ring in metres of EPSG:32637. */
static struct shape shape_of(const struct xy *points, size_t n)
{
	struct lonlat *ring_points = ARENA_ARRAY(&arena, struct lonlat, n);
	struct ring *ring = ARENA_NEW(&arena, struct ring);
	struct polygon *polygon = ARENA_NEW(&arena, struct polygon);
	for (size_t i = 0; i < n; i++)
		ring_points[i] = geo_from_utm37(points[i]);
	*ring = (struct ring){ring_points, n};
	*polygon = (struct polygon){ring, 1};
	return (struct shape){polygon, 1};
}

static struct shape square_of(double low_m, double high_m)
{
	const struct xy corners[] = {{600000 + low_m, 3900000 + low_m},
	                             {600000 + high_m, 3900000 + low_m},
	                             {600000 + high_m, 3900000 + high_m},
	                             {600000 + low_m, 3900000 + high_m}};
	return shape_of(corners, 4);
}

static struct voronoi_site site_at(double x_m, double y_m, size_t unit)
{
	return (struct voronoi_site){geo_from_utm37((struct xy){600000 + x_m, 3900000 + y_m}), unit};
}

static struct lonlat at(double x_m, double y_m)
{
	return geo_from_utm37((struct xy){600000 + x_m, 3900000 + y_m});
}

static double ring_area_m2(struct ring r)
{
	double twice = 0;
	for (size_t i = 0, k = r.n - 1; i < r.n; k = i++) {
		struct xy a = geo_to_utm37(r.points[k]);
		struct xy b = geo_to_utm37(r.points[i]);
		twice += (a.x_m - 600000) * (b.y_m - 3900000) - (b.x_m - 600000) * (a.y_m - 3900000);
	}
	return twice / 2;
}

static void two_sites_meet_half_way(void **state)
{
	(void)state;
	struct shape within = square_of(0, 40000);
	const struct voronoi_site sites[] = {site_at(8000, 20000, 0), site_at(26000, 20000, 1)};
	struct shape shares[2];
	geo_voronoi_shares(&arena, &scratch, &within, sites, 2, 2, shares);
	assert_int_equal(shares[0].n_polygons, 1);
	assert_int_equal(shares[1].n_polygons, 1);
	assert_near(geo_shape_area_m2(&shares[0]) / 1e6, 17 * 40, 0.5);
	assert_near(geo_shape_area_m2(&shares[1]) / 1e6, 23 * 40, 0.5);
	for (double y = 500; y < 40000; y += 500) {
		assert_true(geo_shape_contains(&shares[0], at(16997, y)));
		assert_false(geo_shape_contains(&shares[1], at(16997, y)));
		assert_true(geo_shape_contains(&shares[1], at(17003, y)));
		assert_false(geo_shape_contains(&shares[0], at(17003, y)));
	}
}

static void a_slanted_border_is_straight(void **state)
{
	(void)state;
	struct shape within = square_of(0, 60000);
	const struct voronoi_site sites[] = {site_at(10000, 20000, 0), site_at(40000, 47000, 1)};
	struct shape shares[2];
	geo_voronoi_shares(&arena, &scratch, &within, sites, 2, 2, shares);
	/* along the bisector through (25, 33.5) km, 4 m to each side */
	double length = hypot(30000, 27000);
	for (double t = -25000; t <= 25000; t += 777) {
		double x = 25000 - t * 27000 / length;
		double y = 33500 + t * 30000 / length;
		if (x < 500 || x > 59500 || y < 500 || y > 59500)
			continue;
		assert_true(geo_shape_contains(&shares[0], at(x - 4 * 30000 / length, y - 4 * 27000 / length)));
		assert_true(geo_shape_contains(&shares[1], at(x + 4 * 30000 / length, y + 4 * 27000 / length)));
	}
	assert_true(shares[0].polygons[0].rings[0].n < 60); /* straight lines are not chopped up */
}

static void cells_of_one_unit_are_joined(void **state)
{
	(void)state;
	struct shape within = square_of(0, 30000);
	/* a unit around another's village: a hole; and an exclave */
	const struct voronoi_site sites[] = {site_at(15000, 5000, 0),  site_at(15000, 25000, 0), site_at(5000, 15000, 0),
	                                     site_at(25000, 15000, 0), site_at(15000, 15000, 1), site_at(500, 500, 1),
	                                     site_at(3500, 3500, 0)};
	struct shape shares[2];
	geo_voronoi_shares(&arena, &scratch, &within, sites, 7, 2, shares);
	assert_int_equal(shares[0].n_polygons, 1);
	assert_int_equal(shares[0].polygons[0].n_rings, 2);
	assert_int_equal(shares[1].n_polygons, 2);
	assert_false(geo_shape_contains(&shares[0], at(15000, 15000)));
	assert_true(ring_area_m2(shares[0].polygons[0].rings[0]) > 0);
	assert_true(ring_area_m2(shares[0].polygons[0].rings[1]) < 0);
}

static void a_single_unit_has_it_all(void **state)
{
	(void)state;
	struct shape within = square_of(0, 10000);
	const struct voronoi_site sites[] = {site_at(2000, 2000, 1), site_at(8000, 3000, 1)};
	struct shape shares[3];
	geo_voronoi_shares(&arena, &scratch, &within, sites, 2, 3, shares);
	assert_int_equal(shares[0].n_polygons, 0);
	assert_ptr_equal(shares[1].polygons, within.polygons);
	assert_int_equal(shares[2].n_polygons, 0);
	geo_voronoi_shares(&arena, &scratch, &within, NULL, 0, 3, shares);
	assert_int_equal(shares[1].n_polygons, 0);
	within = (struct shape){NULL, 0};
	const struct voronoi_site two[] = {site_at(2000, 2000, 0), site_at(8000, 3000, 1)};
	geo_voronoi_shares(&arena, &scratch, &within, two, 2, 2, shares);
	assert_int_equal(shares[0].n_polygons, 0);
}

static uint64_t random_state = 1;

static double random_below(double below)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(random_state >> 11) / 9007199254740992.0 * below;
}

enum { UNITS = 6, SITES = 60 };

/* How much nearer the nearest site is than another unit's, and whose it is. */
static double lead_m(const struct voronoi_site *sites, struct lonlat p, size_t *unit)
{
	struct xy here = geo_to_utm37(p);
	double nearest[UNITS];
	for (size_t u = 0; u < UNITS; u++)
		nearest[u] = 1e9;
	for (size_t i = 0; i < SITES; i++) {
		struct xy s = geo_to_utm37(sites[i].at);
		nearest[sites[i].unit] = fmin(nearest[sites[i].unit], hypot(s.x_m - here.x_m, s.y_m - here.y_m));
	}
	*unit = 0;
	for (size_t u = 1; u < UNITS; u++)
		*unit = nearest[u] < nearest[*unit] ? u : *unit;
	double second = 1e9;
	for (size_t u = 0; u < UNITS; u++)
		second = u == *unit ? second : fmin(second, nearest[u]);
	return second - nearest[*unit];
}

/* A concave outline, random sites: every point that is clear of a border lies in its nearest site's share and in no
 * other; the shares add up to the whole; rings have the right hand. */
static void every_point_is_its_nearest_sites(void **state)
{
	(void)state;
	const struct xy concave[] = {{600000, 3900000}, {680000, 3905000}, {650000, 3940000},
	                             {690000, 3980000}, {600000, 3990000}, {620000, 3945000}};
	struct shape within = shape_of(concave, 6);
	struct lonlat closed[7];
	for (size_t i = 0; i < 7; i++)
		closed[i] = within.polygons[0].rings[0].points[i % 6];
	for (int round = 0; round < 4; round++) {
		struct voronoi_site sites[SITES];
		struct shape shares[UNITS];
		double sum_m2 = 0;
		for (size_t i = 0; i < SITES; i++)
			sites[i] = site_at(random_below(90000), random_below(90000), i % UNITS);
		arena_reset(&scratch);
		geo_voronoi_shares(&arena, &scratch, &within, sites, SITES, UNITS, shares);
		for (size_t u = 0; u < UNITS; u++) {
			sum_m2 += geo_shape_area_m2(&shares[u]);
			for (size_t i = 0; i < shares[u].n_polygons; i++)
				for (size_t k = 0; k < shares[u].polygons[i].n_rings; k++)
					assert_true((ring_area_m2(shares[u].polygons[i].rings[k]) > 0) == (k == 0));
		}
		assert_near(sum_m2 / geo_shape_area_m2(&within), 1, 0.002);
		for (int i = 0; i < 2000; i++) {
			struct lonlat p = at(random_below(90000), random_below(90000));
			size_t unit = 0;
			bool inside = geo_shape_contains(&within, p);
			double from_outline_m = 0;
			geo_line_locate((struct line){closed, 7}, p, &from_outline_m);
			if (lead_m(sites, p, &unit) < 400 || from_outline_m < 400)
				continue;
			for (size_t u = 0; u < UNITS; u++)
				if (geo_shape_contains(&shares[u], p) != (inside && u == unit))
					fail_msg("round %d point %d unit %zu", round, i, u);
		}
	}
}

static void the_same_sites_give_the_same_bytes(void **state)
{
	(void)state;
	struct shape within = square_of(0, 50000);
	struct voronoi_site sites[SITES];
	struct shape one[UNITS];
	struct shape two[UNITS];
	for (size_t i = 0; i < SITES; i++)
		sites[i] = site_at(random_below(50000), random_below(50000), i % UNITS);
	geo_voronoi_shares(&arena, &scratch, &within, sites, SITES, UNITS, one);
	arena_reset(&scratch);
	geo_voronoi_shares(&arena, &scratch, &within, sites, SITES, UNITS, two);
	for (size_t u = 0; u < UNITS; u++) {
		assert_int_equal(one[u].n_polygons, two[u].n_polygons);
		for (size_t i = 0; i < one[u].n_polygons; i++) {
			struct ring p = one[u].polygons[i].rings[0];
			struct ring q = two[u].polygons[i].rings[0];
			assert_int_equal(p.n, q.n);
			assert_memory_equal(p.points, q.points, p.n * sizeof *p.points);
		}
	}
}

static void discs_are_joined_and_clipped(void **state)
{
	(void)state;
	const double pi = 3.14159265358979323846;
	struct shape within = square_of(0, 40000);
	/* one inside; two that overlap; one centred on the edge; one without reach */
	const struct lonlat centres[] = {at(8000, 8000), at(25000, 30000), at(28000, 30000), at(40000, 8000),
	                                 at(8000, 30000)};
	const double reach_m[] = {5000, 4000, 4000, 6000, 0};
	struct shape s = geo_discs(&arena, &scratch, &within, centres, reach_m, 5);
	double lens_m2 = 2 * 16e6 * acos(3.0 / 8) - 1500 * sqrt(4 * 16e6 - 9e6);
	double expected_m2 = pi * 25e6 + 2 * pi * 16e6 - lens_m2 + pi * 36e6 / 2;
	assert_int_equal(s.n_polygons, 3);
	assert_near(geo_shape_area_m2(&s) / expected_m2, 1, 0.003);
	for (double t = 0; t < 360; t += 7) {
		assert_true(geo_shape_contains(&s, geo_destination(centres[0], t, 4970)));
		assert_false(geo_shape_contains(&s, geo_destination(centres[0], t, 5030)));
	}
	assert_false(geo_shape_contains(&s, at(40200, 8000)));
	assert_false(geo_shape_contains(&s, at(8000, 30000)));
	for (size_t i = 0; i < s.n_polygons; i++)
		assert_true(ring_area_m2(s.polygons[i].rings[0]) > 0);
	assert_int_equal(geo_discs(&arena, &scratch, &within, centres, reach_m, 0).n_polygons, 0);
	within = (struct shape){NULL, 0};
	assert_int_equal(geo_discs(&arena, &scratch, &within, centres, reach_m, 5).n_polygons, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(two_sites_meet_half_way),
	        cmocka_unit_test(a_slanted_border_is_straight),
	        cmocka_unit_test(cells_of_one_unit_are_joined),
	        cmocka_unit_test(a_single_unit_has_it_all),
	        cmocka_unit_test(every_point_is_its_nearest_sites),
	        cmocka_unit_test(the_same_sites_give_the_same_bytes),
	        cmocka_unit_test(discs_are_joined_and_clipped),
	};
	return cmocka_run_group_tests_name("voronoi", tests, arenas_open, arenas_close);
}
