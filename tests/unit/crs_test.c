#include "geo/crs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"

static struct xy forward(struct crs_transform *t, struct lonlat p)
{
	struct error e = {0};
	struct xy out = {0, 0};
	assert_int_equal(crs_forward(t, p, &out, &e), OK);
	return out;
}

static struct crs_transform *open_crs(const char *definition)
{
	struct error e = {0};
	struct crs_transform *t = NULL;
	assert_int_equal(crs_open(definition, &t, &e), OK);
	assert_non_null(t);
	return t;
}

static void own_utm_agrees_to_the_millimetre(void **state)
{
	(void)state;
	struct crs_transform *t = open_crs("EPSG:32637");
	for (double lon = 33; lon <= 45; lon += 0.5) {
		for (double lat = 20; lat <= 45; lat += 0.5) {
			struct xy expected = forward(t, (struct lonlat){lon, lat});
			struct xy own = geo_to_utm37((struct lonlat){lon, lat});
			assert_near(own.x_m, expected.x_m, 0.001);
			assert_near(own.y_m, expected.y_m, 0.001);
		}
	}
	crs_free(t);
}

static void own_mercator_agrees_to_the_millimetre(void **state)
{
	(void)state;
	struct crs_transform *t = open_crs("EPSG:3857");
	for (double lat = -80; lat <= 80; lat += 10) {
		struct xy expected = forward(t, (struct lonlat){40, lat});
		struct xy own = geo_to_mercator((struct lonlat){40, lat});
		assert_near(own.x_m, expected.x_m, 0.001);
		assert_near(own.y_m, expected.y_m, 0.001);
	}
	crs_free(t);
}

static void longitude_comes_first_everywhere(void **state)
{
	(void)state;
	static const char *const definitions[] = {"EPSG:4326", "OGC:CRS84", "+proj=longlat +datum=WGS84"};
	for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
		struct crs_transform *t = open_crs(definitions[i]);
		struct xy p = forward(t, (struct lonlat){40, 35});
		assert_near(p.x_m, 40, 1e-9);
		assert_near(p.y_m, 35, 1e-9);
		crs_free(t);
	}
	struct crs_transform *t = open_crs("+proj=utm +zone=37 +datum=WGS84");
	assert_near(forward(t, (struct lonlat){39, 35}).x_m, 500000, 0.001);
	crs_free(t);
}

static void unknown_systems_are_a_usage_error(void **state)
{
	(void)state;
	static const char *const bad[] = {"EPSG:999999", "", "nonsense", "EPSG:", "+proj=nosuch"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct error e = {0};
		struct crs_transform *t = NULL;
		assert_int_equal(crs_open(bad[i], &t, &e), ERR_USAGE);
		assert_null(t);
		assert_true(e.msg[0] != '\0');
		crs_free(t);
	}
}

static void points_outside_are_a_data_error(void **state)
{
	(void)state;
	struct crs_transform *t = open_crs("EPSG:3857");
	struct error e = {0};
	struct xy out = {0, 0};
	assert_int_equal(crs_forward(t, (struct lonlat){40, 95}, &out, &e), ERR_DATA);
	assert_int_equal(crs_forward(t, (struct lonlat){(double)NAN, 35}, &out, &e), ERR_DATA);
	assert_int_equal(crs_forward(t, (struct lonlat){40, 35}, &out, &e), OK);
	crs_free(t);
}

static void a_missing_database_is_named(void **state)
{
	(void)state;
	struct error e = {0};
	struct crs_transform *t = NULL;
	assert_int_equal(setenv("PROJ_DATA", "/nonexistent", 1) | setenv("PROJ_LIB", "/nonexistent", 1), 0);
	assert_int_equal(crs_open("EPSG:32637", &t, &e), ERR_ENV);
	assert_non_null(strstr(e.msg, "proj.db"));
	assert_null(t);
	assert_int_equal(unsetenv("PROJ_DATA") | unsetenv("PROJ_LIB"), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_utm_agrees_to_the_millimetre),
		cmocka_unit_test(own_mercator_agrees_to_the_millimetre),
		cmocka_unit_test(longitude_comes_first_everywhere),
		cmocka_unit_test(unknown_systems_are_a_usage_error),
		cmocka_unit_test(points_outside_are_a_data_error),
		cmocka_unit_test(a_missing_database_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
