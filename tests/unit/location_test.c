/* Geometry of mentions and incidents, checked in metres against geodesics; laws over the whole gazetteer. */
#include <geodesic.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gazetteer/cells_countryside.h"
#include "relation/area.h"
#include "relation/location.h"
#include "relation/river.h"
#include "support/check.h"
#include "support/toponym_lab.h"

static struct location locate(const char *s, enum relation relation)
{
	struct mentions m = find_mentions(s);
	const struct mention *all[8];
	struct location l;
	for (size_t i = 0; i < m.n && i < 8; i++)
		all[i] = &m.items[i];
	location_of_incident(&arena, gazetteer, all, m.n < 8 ? m.n : 8, relation, &l);
	return l;
}

static const struct place *place_of(const char *phrase)
{
	struct mentions m = find_mentions(phrase);
	assert_true(m.items[0].place != PLACE_NONE);
	return gazetteer_place(gazetteer, (size_t)m.items[0].place);
}

static struct lonlat place_point(const char *phrase)
{
	return place_of(phrase)->point;
}

/* By PROJ's own geodesics, not through geo/. */
static double proj_distance_m(struct lonlat a, struct lonlat b)
{
	struct geod_geodesic ellipsoid;
	double distance_m;
	geod_init(&ellipsoid, 6378137, 1 / 298.257223563);
	geod_inverse(&ellipsoid, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, NULL, NULL);
	return distance_m;
}

static double farthest_m(const struct shape *s, struct lonlat from)
{
	double most_m = 0;
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t k = 0; k < s->polygons[i].rings[0].n; k++)
			most_m = fmax(most_m, proj_distance_m(from, s->polygons[i].rings[0].points[k]));
	return most_m;
}

static double turn(struct ring r)
{
	double twice = 0;
	for (size_t i = 0, k = r.n - 1; i < r.n; k = i++)
		twice += (r.points[k].lon_deg - r.points[0].lon_deg) * (r.points[i].lat_deg - r.points[0].lat_deg) -
		         (r.points[i].lon_deg - r.points[0].lon_deg) * (r.points[k].lat_deg - r.points[0].lat_deg);
	return twice;
}

static bool right_handed(const struct shape *s)
{
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t k = 0; k < s->polygons[i].n_rings; k++)
			if (s->polygons[i].rings[k].n < 3 || (turn(s->polygons[i].rings[k]) > 0) != (k == 0))
				return false;
	return true;
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
	struct lonlat palmyra = place_point("في مدينة تدمر");
	struct geod_geodesic ellipsoid;
	struct lonlat end;
	geod_init(&ellipsoid, 6378137, 1 / 298.257223563);
	geod_direct(&ellipsoid, palmyra.lat_deg, palmyra.lon_deg, 225, 12000, &end.lat_deg, &end.lon_deg, NULL);
	assert_true(l.has_point);
	assert_near(proj_distance_m(l.point, end), 0, 0.01);
	assert_true(l.uncertainty_m > 2000 && l.uncertainty_m < 20000);
	assert_int_equal(l.geo_precision, 2);
	assert_int_equal(l.where_prec, 2);
	assert_true(geo_shape_contains(&l.extent, l.point));
}

static void between_is_the_middle_of_the_stretch(void **state)
{
	(void)state;
	struct location l = locate("كمين على الطريق الواصل بين مدينتي تدمر والسخنة", REL_ON_ROAD);
	struct lonlat a = place_point("في مدينة تدمر");
	struct lonlat b = place_point("في مدينة السخنة");
	assert_true(l.has_point && l.route.n >= 2);
	double straight = proj_distance_m(a, b);
	assert_true(proj_distance_m(l.point, a) < 0.65 * straight && proj_distance_m(l.point, b) < 0.65 * straight);
	assert_near_m(l.route.points[0], a, 7000);
	assert_near_m(l.route.points[l.route.n - 1], b, 7000);
	assert_near(geo_line_length_m((struct line){l.route.points, l.route.n}) / 2, l.uncertainty_m, 5000);
	assert_int_equal(l.where_prec, 5);
}

static void beside_a_place_a_road_is_a_stretch(void **state)
{
	(void)state;
	struct mentions m = find_mentions("قرب كباجب على طريق دير الزور تدمر");
	const struct mention *all[] = {&m.items[0], &m.items[1]};
	struct location l;
	assert_int_equal(m.n, 2);
	assert_int_equal(gazetteer_place(gazetteer, (size_t)m.items[1].place)->kind, KIND_ROAD);
	location_of_incident(&arena, gazetteer, all, 2, REL_ON_ROAD, &l);
	struct lonlat kabajib = gazetteer_place(gazetteer, (size_t)m.items[0].place)->point;
	assert_true(proj_distance_m(l.point, kabajib) < 10000);
	assert_near(geo_line_length_m(l.route), 20000, 100);
	assert_int_equal(l.where_prec, 2);
}

static void an_incident_on_a_road_has_its_route(void **state)
{
	(void)state;
	struct location l = locate("انفجار لغم على طريق دير الزور تدمر", REL_IN);
	const struct place *road = place_of("على طريق دير الزور تدمر");
	struct line line;
	assert_true(gazetteer_line(gazetteer, road->id, &line));
	assert_int_equal(l.route.n, line.n);
	assert_near_m(l.point, geo_line_at(line, geo_line_length_m(line) / 2), 1);
	assert_true(geo_shape_contains(&l.extent, l.point));
	assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
	assert_int_equal(l.geo_precision, 3);
	assert_int_equal(l.where_prec, 5);
}

static void kilometre_marks_are_counted_from_the_named_end(void **state)
{
	(void)state;
	const struct place *road = place_of("على طريق دير الزور تدمر");
	const struct place *palmyra = place_of("في مدينة تدمر");
	struct line line;
	struct location from_city;
	struct location from_palmyra;
	assert_int_equal(road->kind, KIND_ROAD);
	assert_true(gazetteer_line(gazetteer, road->id, &line));
	assert_true(location_on_road(&arena, gazetteer, road, NULL, 40000, &from_city));
	assert_true(location_on_road(&arena, gazetteer, road, palmyra, 40000, &from_palmyra));
	/* the length of the line up to the spot, by PROJ */
	double away_m = 0;
	double along_m = 0;
	geo_line_locate(line, from_city.point, &away_m);
	assert_near(away_m, 0, 1);
	for (size_t i = 0; i + 1 < line.n && along_m < 40000; i++) {
		double leg_m = proj_distance_m(line.points[i], line.points[i + 1]);
		if (along_m + leg_m >= 40000)
			assert_near(along_m + proj_distance_m(line.points[i], from_city.point), 40000, 1);
		along_m += leg_m;
	}
	assert_true(proj_distance_m(from_city.point, place_point("في مدينة دير الزور")) < 42000);
	assert_true(proj_distance_m(from_palmyra.point, palmyra->point) < 42000);
	assert_true(from_city.uncertainty_m >= farthest_m(&from_city.extent, from_city.point));
	assert_int_equal(from_city.where_prec, 2);
	assert_false(location_on_road(&arena, gazetteer, road, NULL, 400000, &from_city)); /* beyond its end */
	assert_false(location_on_road(&arena, gazetteer, palmyra, NULL, 1000, &from_city));
	assert_false(from_city.has_point);
}

/* How far from the place that `from` names the incident's point lies. */
static double mark_m(const char *text, const char *from)
{
	struct location l = locate(text, REL_ON_ROAD);
	assert_true(l.has_point && l.extent.n_polygons > 0);
	assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
	return proj_distance_m(l.point, place_point(from));
}

static void a_mark_in_the_text_lies_on_its_road(void **state)
{
	(void)state;
	/* our lines bend less than the road: the straight distance is a little shorter at most */
	assert_near(mark_m("لغم عند الكيلو 40 على طريق دير الزور - تدمر", "في مدينة دير الزور"), 39000, 2000);
	assert_near(mark_m("لغم عند الكيلو 40 على طريق تدمر - دير الزور", "في مدينة تدمر"), 39000, 2000);
	assert_near(mark_m("كمين قرب كم 30 على الطريق الواصل بين السخنة ودير الزور", "في مدينة السخنة"), 29000, 2000);
	/* the road by its own name, in both directions */
	assert_near(mark_m("كمين عند الكيلو 40 على طريق دير الزور تدمر", "في مدينة دير الزور"), 39000, 2000);
	assert_near(mark_m("كمين عند الكيلو 40 على طريق تدمر دير الزور", "في مدينة تدمر"), 39000, 2000);
	/* a number says no end to count from: the whole road */
	assert_true(locate("صهريج عند الكيلومتر 25 من الطريق الدولي M20", REL_ON_ROAD).uncertainty_m > 50000);
	/* the number of dead is no mark */
	assert_true(mark_m("لغم على بعد 5 كم 30 قتيلا على طريق تدمر - السخنة", "في مدينة تدمر") > 25000);
}

static void an_area_is_in_no_smaller_unit_than_holds_it(void **state)
{
	static const struct {
		const char *text;
		int level;
	} cases[] = {
	        {"في مدينة دير الزور", 3},           /* the city */
	        {"في شرق دير الزور", 3},             /* east of the city, a distance from it */
	        {"في ريف حلب الشرقي", 1},            /* eastern countryside of Aleppo */
	        {"في ريف محافظة حمص الأوسط", 1},     /* middle countryside of Homs governorate */
	        {"في ريف الميادين", 2},              /* countryside of Mayadin */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mentions m = find_mentions(cases[i].text);
		int level = location_admin_level(gazetteer, &m.items[0]);
		if (level != cases[i].level && !(i == 1 && m.items[0].shape != MENTION_PLACE && level == 1))
			fail_msg("%s: level %d", cases[i].text, level);
	}
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
	assert_true(proj_distance_m(l.point, city) > 10000);
	assert_int_equal(l.where_prec, 5);
}

/* By the press, Deir ez-Zor's western countryside is the river's, up to Raqqa's border, not the desert's. */
static void custom_overrules_the_compass(void **state)
{
	(void)state;
	static const char *const phrases[] = {"ريف دير الزور الغربي", "الريف الغربي لدير الزور"};
	for (size_t i = 0; i < 2; i++) {
		struct location l = locate(phrases[i], REL_COUNTRYSIDE);
		assert_true(geo_shape_contains(&l.extent, place_point("في بلدة التبني")));
		assert_true(geo_shape_contains(&l.extent, place_point("في بلدة الكسرة")));
		assert_false(geo_shape_contains(&l.extent, place_point("في بلدة الشولا")));
		assert_false(geo_shape_contains(&l.extent, place_point("في مدينة الميادين")));
	}
}

/* How a whole governorate is coded, whichever way the text names it. */
static void a_governorate_carries_coarse_codes(void **state)
{
	(void)state;
	static const char *const phrases[] = {"في محافظة حمص", "في ريف حمص", "في ريف دمشق"};
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		struct location l = locate(phrases[i], REL_IN);
		assert_int_equal(l.geo_precision, 3);
		assert_int_equal(l.where_prec, 4);
		assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
	}
}

static void an_unresolved_place_has_no_point(void **state)
{
	(void)state;
	struct mentions m = find_mentions("مختار قرية الزنبقاوية التابعة لناحية ذيبان");
	struct location l;
	location_of_mention(&arena, gazetteer, &m.items[0], &l);
	assert_false(l.has_point);
	assert_true(l.extent.n_polygons > 0);
	assert_true(geo_shape_contains(&l.extent, place_point("في بلدة ذيبان")));
}

/* A village "of" a governorate's capital lies in the governorate, a quarter in the town. */
static void an_unresolved_village_is_not_in_the_streets(void **state)
{
	(void)state;
	struct mention village = {.place = PLACE_NONE, .kind = KIND_VILLAGE, .unresolved = true};
	struct mention quarter = {.place = PLACE_NONE, .kind = KIND_NEIGHBOURHOOD, .unresolved = true};
	const struct place *homs = place_of("في مدينة حمص");
	struct location l;
	village.container = quarter.container = gazetteer_by_id(gazetteer, homs->id);
	location_of_mention(&arena, gazetteer, &village, &l);
	assert_false(l.has_point);
	assert_int_equal(l.where_prec, 4);
	assert_true(geo_shape_contains(&l.extent, place_point("في مدينة تدمر")));
	location_of_mention(&arena, gazetteer, &quarter, &l);
	assert_false(l.has_point);
	assert_int_equal(l.where_prec, 2);
	assert_false(geo_shape_contains(&l.extent, place_point("في مدينة تدمر")));
}

/* Towns of both banks, as their names and the district's maps have them. */
static const struct {
	const char *phrase;
	enum river_bank bank;
} banks[] = {
        {"في مدينة الميادين", BANK_RIGHT}, {"في بلدة الشحيل", BANK_LEFT},    {"في مدينة البوكمال", BANK_RIGHT},
        {"في بلدة هجين", BANK_LEFT},       {"في بلدة التبني", BANK_RIGHT},   {"في بلدة الكسرة", BANK_LEFT},
        {"في بلدة العشارة", BANK_RIGHT},   {"في بلدة ذيبان", BANK_LEFT},     {"في مدينة الرقة", BANK_LEFT},
        {"في بلدة السبخة", BANK_RIGHT},    {"في بلدة الكرامة", BANK_LEFT},   {"في بلدة موحسن", BANK_RIGHT},
};

static void towns_know_their_bank(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof banks / sizeof *banks; i++) {
		struct river_foot foot;
		const struct place *p = place_of(banks[i].phrase);
		assert_true(river_nearest(gazetteer, p->point, 8000, &foot));
		if (foot.bank != banks[i].bank)
			fail_msg("%s", banks[i].phrase);
		/* five kilometres away from the valley is farther from the river, on the same bank */
		struct river_foot behind;
		assert_true(river_foot_of(foot.river, geo_destination(p->point, foot.away_deg, 5000), 20000, &behind));
		assert_true(behind.bank == foot.bank && behind.distance_m > foot.distance_m);
	}
}

static void a_bank_is_the_strip_by_the_place(void **state)
{
	(void)state;
	struct location l = locate("قرب مدينة الميادين على ضفة نهر الفرات", REL_NEAR);
	struct lonlat town = place_point("في مدينة الميادين");
	struct river_foot foot;
	assert_true(river_nearest(gazetteer, town, 8000, &foot));
	assert_near_m(l.point, town, 0.1);
	assert_near(geo_shape_area_m2(&l.extent) / 1e6, 8 * 1.5, 3);
	struct lonlat inside = geo_shape_interior_point(&l.extent);
	struct river_foot of_strip;
	assert_true(river_foot_of(foot.river, inside, 8000, &of_strip));
	assert_int_equal(of_strip.bank, BANK_RIGHT);
	assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
	assert_int_equal(l.where_prec, 2);
	assert_true(right_handed(&l.extent));
}

static void a_bank_named_is_the_one_taken(void **state)
{
	(void)state;
	struct location l = locate("قرب مدينة الميادين على الضفة اليسرى لنهر الفرات", REL_NEAR);
	struct river_foot foot;
	assert_true(l.has_point && l.extent.n_polygons > 0);
	assert_true(river_nearest(gazetteer, geo_shape_interior_point(&l.extent), 8000, &foot));
	assert_int_equal(foot.bank, BANK_LEFT);
	assert_true(farthest_m(&l.extent, place_point("في مدينة الميادين")) < 12000);
	/* by itself it is the whole bank */
	l = locate("انتشار على الضفة اليسرى لنهر الفرات", REL_IN);
	assert_int_equal(l.geo_precision, 3);
	assert_int_equal(l.where_prec, 5);
	assert_true(geo_shape_contains(&l.extent, l.point));
}

/* The badia of a town by the river lies behind it. */
static void a_towns_badia_turns_its_back_on_the_river(void **state)
{
	(void)state;
	struct mentions m = find_mentions("في بلدة الشحيل");
	struct mention badia = m.items[0];
	struct location l;
	struct river_foot foot;
	badia.shape = MENTION_BADIA;
	location_of_mention(&arena, gazetteer, &badia, &l);
	assert_true(l.has_point && geo_shape_contains(&l.extent, l.point));
	assert_true(river_nearest(gazetteer, geo_shape_centroid(&l.extent), 30000, &foot));
	assert_int_equal(foot.bank, BANK_LEFT);
	assert_true(foot.distance_m > 5000);
}

/* Every capital and town, all around and on every side: the extent is sound and holds its point, which lies on that
 * side of a town; the radius reaches to the extent's end and not much farther. */
static void countrysides_keep_to_their_side(void **state)
{
	(void)state;
	size_t areas = 0;
	for (size_t i = 0; i < gazetteer_count(gazetteer); i++) {
		const struct place *p = gazetteer_place(gazetteer, i);
		if ((p->kind != KIND_CITY && p->kind != KIND_TOWN) || !p->has_point || p->prominence < 3)
			continue;
		for (enum direction d = DIR_NONE; d <= DIR_CENTRE; d++) {
			struct mention m = {.shape = MENTION_COUNTRYSIDE, .place = (int32_t)i, .direction = d};
			struct area area;
			arena_reset(&arena);
			if (!area_of_mention(&arena, gazetteer, &m, &area))
				continue;
			areas++;
			assert_true(area.has_point && right_handed(&area.extent));
			assert_true(geo_shape_contains(&area.extent, area.point));
			assert_true(area.radius_m >= farthest_m(&area.extent, area.point));
			assert_true(area.radius_m <= 1.06 * farthest_m(&area.extent, area.point));
			if (p->prominence < 5)
				assert_true(side_holds(p->point, (unsigned)d, area.point));
		}
	}
	assert_true(areas > 1000);
}

static bool has_custom(const struct place *governorate, unsigned side)
{
	struct sv token = arena_printf(&arena, "side=%.*s:%u", SV_ARG(governorate->id), side);
	for (size_t i = 0; i < gazetteer_count(gazetteer); i++)
		if (sv_find(gazetteer_place(gazetteer, i)->note, token, 0) != SIZE_MAX)
			return true;
	return false;
}

/* The sides of a capital without a custom hold nothing that lies on another side of it. */
static void sides_are_cut_by_the_compass(void **state)
{
	(void)state;
	size_t sides = 0;
	for (size_t i = 0; i < gazetteer_count(gazetteer); i++) {
		const struct place *capital = gazetteer_place(gazetteer, i);
		if (capital->kind != KIND_CITY || capital->prominence < 5 || !sv_eq(capital->name_ar, capital->admin1))
			continue;
		const struct place *governorate = gazetteer_place(gazetteer, (size_t)capital->admin1_place);
		struct shape whole;
		assert_true(gazetteer_shape(gazetteer, governorate->id, &whole));
		for (unsigned side = SIDE_NORTH; side <= SIDE_NORTH_WEST; side++) {
			struct shape s;
			if (!gazetteer_countryside_shape(gazetteer, governorate->id, side, &s) || has_custom(governorate, side))
				continue;
			sides++;
			assert_true(geo_shape_area_m2(&s) < 0.8 * geo_shape_area_m2(&whole)); /* Latakia lies on its coast */
			for (size_t k = 0; k < s.n_polygons; k++) {
				for (size_t v = 0; v < s.polygons[k].rings[0].n; v++) {
					struct lonlat corner = s.polygons[k].rings[0].points[v];
					double off = fabs(remainder(geo_bearing_deg(capital->point, corner) - 45.0 * (side - 1), 360));
					if (proj_distance_m(capital->point, corner) > 5000)
						assert_true(off < side_half_angle_deg(side) + 3);
				}
			}
		}
	}
	assert_true(sides > 60);
}

/* Whatever a place is, its extent holds its point where it has both, the uncertainty reaches as far as the extent, and
 * the codes are the field's. */
static void every_place_is_located_honestly(void **state)
{
	(void)state;
	for (size_t i = 0; i < gazetteer_count(gazetteer); i++) {
		const struct place *p = gazetteer_place(gazetteer, i);
		struct mention m = {.shape = p->kind == KIND_BADIA ? MENTION_BADIA : MENTION_PLACE, .place = (int32_t)i};
		struct location l;
		arena_reset(&arena);
		location_of_mention(&arena, gazetteer, &m, &l);
		assert_true(l.has_point == p->has_point);
		if (!l.has_point && l.extent.n_polygons == 0) {
			assert_true(l.uncertainty_m < 0 && l.geo_precision == 0 && l.where_prec == 0);
			continue;
		}
		assert_true(l.uncertainty_m > 0 && right_handed(&l.extent));
		assert_true(l.geo_precision >= 1 && l.geo_precision <= 3 && l.where_prec >= 1 && l.where_prec <= 6);
		if (l.has_point && l.extent.n_polygons) {
			if (!geo_shape_contains(&l.extent, l.point) && p->kind != KIND_LAKE)
				fail_msg("%.*s %.*s lies outside its extent", SV_ARG(p->id), SV_ARG(p->name_ar));
			assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
		}
		if (l.uncertainty_m > 75000)
			assert_true(l.geo_precision == 3 && l.where_prec >= 3);
		if (l.geo_precision == 1) /* a metropolis abroad has 26 km */
			assert_true(l.where_prec == 1 && !place_kind_is_area(p->kind) && l.uncertainty_m < 30000);
	}
}

static bool same_shape(const struct shape *a, const struct shape *b)
{
	bool same = a->n_polygons == b->n_polygons;
	for (size_t i = 0; same && i < a->n_polygons; i++) {
		const struct ring *x = a->polygons[i].rings, *y = b->polygons[i].rings;
		same = a->polygons[i].n_rings == b->polygons[i].n_rings && x->n == y->n &&
		       memcmp(x->points, y->points, x->n * sizeof *x->points) == 0;
	}
	return same;
}

static bool same_location(const struct location *a, const struct location *b)
{
	return a->has_point == b->has_point && a->point.lon_deg == b->point.lon_deg && a->point.lat_deg == b->point.lat_deg &&
	       a->uncertainty_m == b->uncertainty_m && a->geo_precision == b->geo_precision &&
	       a->where_prec == b->where_prec && a->route.n == b->route.n && same_shape(&a->extent, &b->extent);
}

static uint32_t below(uint64_t *seed, uint32_t n)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33) % n;
}

static struct mention any_mention(uint64_t *seed)
{
	static const int32_t kinds[] = {KIND_RIVER, KIND_ROAD, KIND_REGION, KIND_CITY};
	size_t count = gazetteer_count(gazetteer), i = below(seed, (uint32_t)count);
	uint32_t wanted = below(seed, 12);
	while (wanted < 4 && (int32_t)gazetteer_place(gazetteer, i)->kind != kinds[wanted])
		i = (i + 1) % count;
	struct mention m = {.shape = (enum mention_shape)(below(seed, 2) ? 0 : below(seed, 4)),
	                    .direction = (enum direction)below(seed, DIR_CENTRE + 1),
	                    .place = (int32_t)i,
	                    .container = PLACE_NONE,
	                    .kind = gazetteer_place(gazetteer, i)->kind,
	                    .relation = (enum relation)below(seed, REL_FROM_TO + 1),
	                    .offset_m = below(seed, 3) ? 0 : 1000.0 * (1 + below(seed, 30)),
	                    .offset_deg = below(seed, 2) ? -1 : 45.0 * below(seed, 8)};
	if (below(seed, 8) == 0) {
		m.container = m.place;
		m.place = PLACE_NONE;
	}
	return m;
}

/* What a key leaves out changes no geometry; what is plain is the first mention's own. */
static void a_key_holds_all_that_geometry_depends_on(void **state)
{
	enum { ROUNDS = 2000, PLACES = 3 };
	(void)state;
	uint64_t seed = 5;
	size_t keyed = 0, plain = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct mention m[PLACES], moved[PLACES];
		const struct mention *all[PLACES], *others[PLACES];
		struct location a, b;
		struct location_key key, key_moved;
		size_t n = 1 + below(&seed, PLACES);
		bool far = below(&seed, 2);
		arena_reset(&arena);
		for (size_t i = 0; i < n; i++) {
			m[i] = any_mention(&seed);
			m[i].first_token = m[i].last_token = (uint32_t)(4 * i + 2);
			moved[i] = m[i];
			moved[i].sentence += 7;
			moved[i].first_token += 100;
			moved[i].last_token += far ? 100 + (uint32_t)i * 50 : 100; /* a river is not by it any more */
			moved[i].container = m[i].place == PLACE_NONE ? m[i].container : 1;
			all[i] = &m[i];
			others[i] = &moved[i];
		}
		location_of_incident(&arena, gazetteer, all, n, m[0].relation, &a);
		location_of_incident(&arena, gazetteer, others, n, m[0].relation, &b);
		if (location_key(gazetteer, all, n, m[0].relation, &key)) {
			keyed++;
			assert_true(location_key(gazetteer, others, n, m[0].relation, &key_moved));
			if (memcmp(&key, &key_moved, sizeof key) == 0)
				assert_true(same_location(&a, &b));
			else
				assert_true(far);
		}
		if (location_is_plain(gazetteer, all, n, m[0].relation)) {
			plain++;
			location_of_mention(&arena, gazetteer, &m[0], &b);
			assert_true(same_location(&a, &b));
		}
	}
	assert_true(keyed > ROUNDS / 2 && plain > ROUNDS / 20);
}

static void every_road_and_bank_is_sound(void **state)
{
	(void)state;
	size_t roads = 0;
	size_t towns = 0;
	for (size_t i = 0; i < gazetteer_count(gazetteer); i++) {
		const struct place *p = gazetteer_place(gazetteer, i);
		struct mention m = {.shape = MENTION_PLACE, .place = (int32_t)i};
		const struct mention *all[] = {&m};
		struct location l;
		struct line line;
		struct river_foot foot;
		arena_reset(&arena);
		if (p->kind == KIND_ROAD && gazetteer_line(gazetteer, p->id, &line)) {
			location_of_incident(&arena, gazetteer, all, 1, REL_ON_ROAD, &l);
			roads++;
			assert_true(l.has_point && l.route.n == line.n);
		} else if (place_kind_is_settlement(p->kind) && p->has_point && sv_eq_cstr(p->admin1, "دير الزور") &&
		           river_nearest(gazetteer, p->point, 8000, &foot)) {
			location_of_incident(&arena, gazetteer, all, 1, REL_BANK, &l);
			towns++;
			assert_true(l.has_point && l.extent.n_polygons > 0);
			assert_near(geo_shape_area_m2(&l.extent) / 1e6, 9, 8); /* less or more in a bend */
			struct river_foot inside;
			struct lonlat within = geo_shape_interior_point(&l.extent);
			assert_true(river_foot_of(foot.river, within, 20000, &inside) && inside.bank == foot.bank);
		} else {
			continue;
		}
		assert_true(right_handed(&l.extent));
		if (p->kind == KIND_ROAD)
			assert_true(geo_shape_contains(&l.extent, l.point));
		assert_true(l.uncertainty_m >= farthest_m(&l.extent, l.point));
	}
	assert_true(roads > 20 && towns > 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(point_radius_method),
	        cmocka_unit_test(an_offset_ends_where_the_geodesic_does),
	        cmocka_unit_test(between_is_the_middle_of_the_stretch),
	        cmocka_unit_test(beside_a_place_a_road_is_a_stretch),
	        cmocka_unit_test(an_incident_on_a_road_has_its_route),
	        cmocka_unit_test(kilometre_marks_are_counted_from_the_named_end),
	        cmocka_unit_test(a_mark_in_the_text_lies_on_its_road),
	        cmocka_unit_test(an_area_is_in_no_smaller_unit_than_holds_it),
	        cmocka_unit_test(a_named_town_is_exact),
	        cmocka_unit_test(a_countryside_is_an_area_on_its_side),
	        cmocka_unit_test(custom_overrules_the_compass),
	        cmocka_unit_test(a_governorate_carries_coarse_codes),
	        cmocka_unit_test(an_unresolved_place_has_no_point),
	        cmocka_unit_test(an_unresolved_village_is_not_in_the_streets),
	        cmocka_unit_test(towns_know_their_bank),
	        cmocka_unit_test(a_bank_is_the_strip_by_the_place),
	        cmocka_unit_test(a_bank_named_is_the_one_taken),
	        cmocka_unit_test(a_towns_badia_turns_its_back_on_the_river),
	        cmocka_unit_test(countrysides_keep_to_their_side),
	        cmocka_unit_test(sides_are_cut_by_the_compass),
	        cmocka_unit_test(every_place_is_located_honestly),
	        cmocka_unit_test(a_key_holds_all_that_geometry_depends_on),
	        cmocka_unit_test(every_road_and_bank_is_sound),
	};
	return cmocka_run_group_tests_name("location", tests, open_all, close_all);
}
