/* Reaches of rivers: the stretch that a text means follows the river, and nothing is drawn where it cannot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relation/area.h"
#include "relation/location.h"
#include "relation/river.h"
#include "support/check.h"
#include "support/toponym_lab.h"

/* The incident whose place is mention `first`, with all the others. */
static struct location locate(const char *s, size_t first)
{
	struct mentions m = find_mentions(s);
	const struct mention *all[8];
	struct location l;
	size_t n = 0;
	assert_true(first < m.n && m.n <= 8);
	all[n++] = &m.items[first];
	for (size_t i = 0; i < m.n; i++)
		if (i != first)
			all[n++] = &m.items[i];
	location_of_incident(&arena, gazetteer, all, n, all[0]->relation, &l);
	return l;
}

static struct line river(const char *id)
{
	struct line l;
	assert_true(gazetteer_line(gazetteer, sv_cstr(id), &l));
	return l;
}

static struct lonlat town(const char *phrase)
{
	struct mentions m = find_mentions(phrase);
	assert_true(m.items[0].place != PLACE_NONE);
	return gazetteer_place(gazetteer, (size_t)m.items[0].place)->point;
}

static double off_m(struct line l, struct lonlat p)
{
	double away_m = (double)INFINITY;
	geo_line_locate(l, p, &away_m);
	return away_m;
}

/* Every corner of the route lies on the river; the point and the radius are honest. */
static void assert_follows(const struct location *l, struct line of, const char *what)
{
	if (!l->has_point || l->route.n < 2 || l->extent.n_polygons == 0)
		fail_msg("%s: no reach", what);
	for (size_t i = 0; i < l->route.n; i++)
		if (off_m(of, l->route.points[i]) > 1)
			fail_msg("%s: leaves the river", what);
	assert_true(geo_shape_contains(&l->extent, l->point));
	assert_true(l->uncertainty_m * 1.001 >= area_reach_m(&l->extent, l->point) / 1.03);
	assert_true(l->uncertainty_m >= geo_line_length_m(l->route) / 2);
	assert_true(l->geo_precision >= 2 && l->where_prec >= 2);
}

static const char euphrates[] = "K00498";
static const char khabur[] = "K04340";
static const char balikh[] = "K01528";

/* the Euphrates, the Khabur, the Balikh between two towns, told in different ways */
static const struct {
	const char *text, *river, *from, *to;
	size_t first;
} reaches[] = {
        {"لغم في نهر الفرات بين الميادين والبوكمال", euphrates, "في مدينة الميادين", "في مدينة البوكمال", 1},
        {"لغم على ضفاف الفرات بين العشارة والميادين", euphrates, "في بلدة العشارة", "في مدينة الميادين", 1},
        {"غارات على امتداد نهر الفرات من الرقة إلى دير الزور", euphrates, "في مدينة الرقة", "في مدينة دير الزور", 1},
        {"حملة على طول ضفاف الفرات من بلدة هجين حتى الباغوز", euphrates, "في بلدة هجين", "في بلدة الباغوز", 1},
        {"دوريات على نهر الفرات في المقطع الواقع بين الميادين والعشارة", euphrates, "في مدينة الميادين", "في بلدة العشارة", 1},
        {"قصف بين ناحيتي الميادين والعشارة على ضفاف نهر الفرات", euphrates, "في مدينة الميادين", "في بلدة العشارة", 0},
        {"جثة في مجرى نهر الخابور بين الصور والبصيرة", khabur, "في بلدة الصور", "في بلدة البصيرة", 1},
        {"اشتباكات على سرير نهر الخابور بين مركدة والشدادي", khabur, "في بلدة مركدة", "في مدينة الشدادي", 1},
        {"اشتباكات على نهر البليخ بين تل أبيض والرقة", balikh, "في مدينة تل أبيض", "في مدينة الرقة", 1},
};

static void a_reach_follows_its_river(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
		struct location l = locate(reaches[i].text, reaches[i].first);
		struct line of = river(reaches[i].river);
		assert_follows(&l, of, reaches[i].text);
		struct lonlat a = town(reaches[i].from);
		struct lonlat b = town(reaches[i].to);
		/* from beside the one to beside the other, in the order of the text */
		assert_near_m(l.route.points[0], a, 10000);
		assert_near_m(l.route.points[l.route.n - 1], b, 10000);
		assert_true(geo_line_length_m(l.route) > geo_distance_m(a, b) - 12000);
		assert_near_m(l.point, geo_line_at(l.route, geo_line_length_m(l.route) / 2), 1);
		assert_true(l.along.len > 0);
	}
}

static void from_and_to_along_a_river_are_its_ends(void **state)
{
	(void)state;
	struct mentions m = find_mentions("حملة على امتداد نهر الفرات من هجين حتى بلدة الباغوز");
	assert_int_equal(m.n, 3);
	for (size_t i = 1; i < 3; i++) {
		assert_int_equal(m.items[i].relation, REL_FROM_TO);
		assert_int_equal(m.items[i].role, ROLE_EVENT);
	}
	/* "stretching from X to Y", without a river */
	m = find_mentions("مداهمة المعابر الممتدة من بلدة الكسرة إلى قرية الجنينة");
	assert_int_equal(m.n, 2);
	assert_true(m.items[0].relation == REL_FROM_TO && m.items[1].relation == REL_FROM_TO);
	assert_int_equal(m.items[1].role, m.items[0].role);
	/* who crosses the river goes from one place to another; a mark between ends the phrase */
	static const char *const ways[] = {"تسلل عبر نهر الفرات من الشحيل إلى الميادين",
	                                   "قصف على ضفاف نهر الفرات، وسار رتل من الشحيل إلى الميادين"};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		m = find_mentions(ways[i]);
		assert_int_equal(m.n, 3);
		assert_int_equal(m.items[1].role, ROLE_ORIGIN);
		assert_int_equal(m.items[2].role, ROLE_DESTINATION);
	}
}

static void a_bank_named_is_a_strip_on_its_side(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum river_bank bank;
	} cases[] = {
	        {"قصف على الضفة اليمنى لنهر الفرات بين القورية والعشارة", BANK_RIGHT},
	        {"قصف على الضفة اليسرى لنهر الفرات بين القورية والعشارة", BANK_LEFT},
	        {"قصف على الضفة اليسرى لنهر الفرات من هجين إلى الشعفة", BANK_LEFT},
	        {"قصف على الضفة اليمنى لنهر الفرات بين هجين والشعفة", BANK_RIGHT},
	        {"قصف على الضفة اليمنى لنهر الفرات بين الميادين والبوكمال", BANK_RIGHT},
	        {"قصف على الضفة اليسرى لنهر الفرات بين الشحيل والبصيرة", BANK_LEFT},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct location l = locate(cases[i].text, 1);
		struct river_foot foot;
		assert_true(l.has_point && l.route.n >= 2);
		assert_true(geo_shape_contains(&l.extent, l.point));
		assert_true(river_nearest(gazetteer, l.point, 3000, &foot));
		assert_int_equal(foot.bank, cases[i].bank);
		assert_true(river_nearest(gazetteer, geo_shape_interior_point(&l.extent), 3000, &foot));
		assert_int_equal(foot.bank, cases[i].bank);
		double length_km = geo_line_length_m(l.route) / 1000;
		double area_km2 = geo_shape_area_m2(&l.extent) / 1e6;
		if (area_km2 > 2.2 * length_km) /* the outer side of a bend is longer */
			fail_msg("%s: %.1f km2 beside %.1f km", cases[i].text, area_km2, length_km);
	}
}

static void far_from_the_river_there_is_no_reach(void **state)
{
	(void)state;
	static const char *const texts[] = {"لغم على نهر الفرات بين تدمر والسخنة", "لغم في نهر الخابور بين الميادين والسخنة"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct location l = locate(texts[i], 1);
		struct mentions m = find_mentions(texts[i]);
		assert_false(l.has_point);
		assert_int_equal(l.route.n, 0);
		assert_non_null(l.basis);
		for (size_t k = 1; k < 3; k++)
			assert_true(geo_shape_contains(&l.extent, gazetteer_place(gazetteer, (size_t)m.items[k].place)->point));
	}
	/* a river told of behind them, far from one: the road's turn */
	struct location l = locate("كمين بين تدمر ودير الزور قرب نهر الفرات", 0);
	assert_true(l.has_point && l.route.n >= 2 && off_m(river(euphrates), l.point) > 20000);
}

static void a_road_stays_a_road(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "كمين على الطريق بين الميادين والبوكمال قرب نهر الفرات", /* on the road between, near the river */
	        "كمين بين الميادين والبوكمال غربي نهر الفرات",           /* west of the river */
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct location l = locate(texts[i], 0);
		double most_m = 0;
		assert_true(l.has_point && l.route.n >= 2);
		for (size_t k = 0; k < l.route.n; k++)
			most_m = fmax(most_m, off_m(river(euphrates), l.route.points[k]));
		assert_true(most_m > 1000);
	}
}

static void in_the_river_at_a_town(void **state)
{
	(void)state;
	static const struct {
		const char *text, *town, *river;
	} cases[] = {
	        {"جثة في نهر الفرات عند العشارة", "في بلدة العشارة", euphrates},
	        {"جثة في الفرات قرب مدينة الميادين", "في مدينة الميادين", euphrates},
	        {"جثة وسط نهر الفرات قبالة بلدة الباغوز", "في بلدة الباغوز", euphrates},
	        {"غرق شاب في نهر الفرات بمدينة الرقة", "في مدينة الرقة", euphrates},
	        {"جثة في نهر الخابور قرب بلدة تل تمر", "في بلدة تل تمر", khabur},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct location l = locate(cases[i].text, 1);
		assert_follows(&l, river(cases[i].river), cases[i].text);
		assert_true(off_m(river(cases[i].river), l.point) < 1);
		assert_near_m(l.point, town(cases[i].town), 10000);
		assert_true(geo_line_length_m(l.route) < 20000);
		assert_int_equal(l.where_prec, 2);
	}
	/* a town that lies on the river keeps its own point; one far from it, too */
	struct location l = locate("اشتباكات في مدينة الميادين الواقعة على نهر الفرات", 0);
	assert_near_m(l.point, town("في مدينة الميادين"), 1);
	assert_int_equal(l.where_prec, 1);
	l = locate("جثة في نهر الفرات عند مدينة تدمر", 1);
	assert_near_m(l.point, town("في مدينة تدمر"), 1);
	assert_int_equal(l.route.n, 0);
}

static void in_the_river_in_an_area(void **state)
{
	(void)state;
	static const struct {
		const char *text, *inside, *outside;
		size_t first;
	} cases[] = {
	        {"جثة في نهر الفرات بريف دير الزور الشرقي", "في مدينة الميادين", "في بلدة التبني", 1},
	        {"جثة في نهر الفرات في محافظة الرقة", "في بلدة السبخة", "في مدينة الميادين", 0},
	        {"اشتباكات على ضفاف نهر الفرات بريف دير الزور الشرقي", "في مدينة الميادين", "في بلدة التبني", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct location l = locate(cases[i].text, cases[i].first);
		assert_follows(&l, river(euphrates), cases[i].text);
		assert_true(off_m(l.route, town(cases[i].inside)) < 8000);
		assert_true(off_m(l.route, town(cases[i].outside)) > 10000);
		assert_int_equal(l.geo_precision, 3);
	}
}

/* A river by itself is hundreds of kilometres long: never a point. */
static void a_river_by_itself_has_no_point(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "لغم في نهر الفرات",   "جثة على ضفاف نهر الفرات", "لغم قرب الفرات",
	        "جثة في نهر الخابور", "جثة في نهر جغجغ", /* without a line of its own */
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct location l = locate(texts[i], 0);
		assert_false(l.has_point);
		assert_int_equal(l.route.n, 0);
		assert_int_equal(l.geo_precision, 3);
		assert_true(l.where_prec >= 4 && l.uncertainty_m > 60000);
		assert_non_null(l.basis);
	}
	/* the mention keeps the place named */
	struct mentions m = find_mentions("لغم في نهر الفرات");
	struct location l;
	location_of_mention(&arena, gazetteer, &m.items[0], &l);
	assert_true(l.has_point);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_reach_follows_its_river),
	        cmocka_unit_test(from_and_to_along_a_river_are_its_ends),
	        cmocka_unit_test(a_bank_named_is_a_strip_on_its_side),
	        cmocka_unit_test(far_from_the_river_there_is_no_reach),
	        cmocka_unit_test(a_road_stays_a_road),
	        cmocka_unit_test(in_the_river_at_a_town),
	        cmocka_unit_test(in_the_river_in_an_area),
	        cmocka_unit_test(a_river_by_itself_has_no_point),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
