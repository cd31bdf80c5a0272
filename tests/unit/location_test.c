/* Geometry of mentions and incidents, checked in metres against geodesics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relation/location.h"
#include "support/check.h"
#include "toponym/toponym.h"

static struct gazetteer *gazetteer;
static struct toponym_rules *rules;
static struct arena arena;

static int open_all(void **state)
{
	struct error e;
	(void)state;
	arena_init(&arena, 0);
	if (gazetteer_open(KHARITA_GAZ, &gazetteer, &e) != OK || toponym_rules_open(gazetteer, &rules, &e) != OK) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	toponym_rules_free(rules);
	gazetteer_close(gazetteer);
	arena_release(&arena);
	return 0;
}

static struct mentions find(const char *s)
{
	struct text t;
	struct error e;
	struct mentions m;
	assert_int_equal(text_parse(&arena, sv_cstr(s), SIZE_MAX, &t, &e), OK);
	toponym_find(&arena, rules, &t, NULL, &m);
	assert_true(m.n > 0);
	return m;
}

static struct location locate(const char *s, enum relation relation)
{
	struct mentions m = find(s);
	const struct mention *all[8];
	struct location l;
	for (size_t i = 0; i < m.n && i < 8; i++)
		all[i] = &m.items[i];
	location_of_incident(&arena, gazetteer, all, m.n < 8 ? m.n : 8, relation, &l);
	return l;
}

static struct lonlat place_point(const char *id_name)
{
	struct mentions m = find(id_name);
	return gazetteer_place(gazetteer, (size_t)m.items[0].place)->point;
}

static void point_radius_method(void **state)
{
	(void)state;
	/* Wieczorek et al. 2004, D = 10 + 0.5 + 2 km, t = 45 degrees */
	double reach = 12500;
	double x = reach * cos(atan(1)) - 10000;
	double y = reach * sin(atan(1));
	assert_near(location_offset_uncertainty_m(10000, 500, 2000, 45), sqrt(x * x + y * y), 0.01);
	assert_near(location_offset_uncertainty_m(0, 0, 3000, 22.5), 3000, 0.01);
}

static void an_offset_ends_where_the_geodesic_does(void **state)
{
	(void)state;
	struct location l = locate("انفجار على بعد 12 كم جنوب غرب مدينة تدمر", REL_OFFSET);
	assert_true(l.has_point);
	assert_near_m(l.point, geo_destination(place_point("في مدينة تدمر"), 225, 12000), 1);
	assert_true(l.uncertainty_m > 2000 && l.uncertainty_m < 20000);
	assert_int_equal(l.geo_precision, 2);
	assert_true(geo_shape_contains(&l.extent, l.point));
}

static void between_is_the_middle_of_the_stretch(void **state)
{
	(void)state;
	struct location l = locate("كمين على الطريق الواصل بين مدينتي تدمر والسخنة", REL_ON_ROAD);
	struct lonlat a = place_point("في مدينة تدمر");
	struct lonlat b = place_point("في مدينة السخنة");
	assert_true(l.has_point && l.route.n >= 2);
	double straight = geo_distance_m(a, b);
	assert_true(geo_distance_m(l.point, a) < 0.65 * straight && geo_distance_m(l.point, b) < 0.65 * straight);
	assert_near_m(l.route.points[0], a, 7000);
	assert_near_m(l.route.points[l.route.n - 1], b, 7000);
}

static void a_named_town_is_exact(void **state)
{
	(void)state;
	struct location l = locate("هجوم في بلدة الشحيل", REL_IN);
	assert_true(l.has_point);
	assert_int_equal(l.geo_precision, 1);
	assert_int_equal(l.where_prec, 1);
	assert_true(l.uncertainty_m > 0);
}

static void a_countryside_is_an_area_on_its_side(void **state)
{
	(void)state;
	struct location l = locate("هجوم في ريف دير الزور الغربي", REL_COUNTRYSIDE);
	struct lonlat city = place_point("في مدينة دير الزور");
	assert_true(l.has_point && l.extent.n_polygons > 0);
	assert_true(l.point.lon_deg < city.lon_deg);
	assert_true(geo_distance_m(l.point, city) > 10000);
	assert_int_equal(l.where_prec, 5);
}

static void an_unresolved_place_has_no_point(void **state)
{
	(void)state;
	struct mentions m = find("مختار قرية الزنبقاوية التابعة لناحية ذيبان");
	struct location l;
	location_of_mention(&arena, gazetteer, &m.items[0], &l);
	assert_false(l.has_point);
	assert_true(l.extent.n_polygons > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(point_radius_method),
	        cmocka_unit_test(an_offset_ends_where_the_geodesic_does),
	        cmocka_unit_test(between_is_the_middle_of_the_stretch),
	        cmocka_unit_test(a_named_town_is_exact),
	        cmocka_unit_test(a_countryside_is_an_area_on_its_side),
	        cmocka_unit_test(an_unresolved_place_has_no_point),
	};
	return cmocka_run_group_tests_name("location", tests, open_all, close_all);
}
