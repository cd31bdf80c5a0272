/* Land of districts and subdistricts, in a small gazetteer and in the real one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gazetteer/cells.h"
#include "gazetteer/cells_countryside.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

/* A governorate with two districts; the western one has two subdistricts. Admin cells by name and by id. */
static const char PLACES[] =
        "id\tkind\tname_ar\tlat\tlon\tadmin1\tadmin2\tadmin3\n"
        "G\tgovernorate\tالمحافظة\t35\t40\tالمحافظة\t\t\n"
        "W\tdistrict\tالغربية\t35\t39.2\tالمحافظة\tالغربية\t\n"
        "E\tdistrict\tالشرقية\t35\t40.8\tالمحافظة\tالشرقية\t\n"
        "WN\tsubdistrict\tالشمالية\t\t\tالمحافظة\tالغربية\tالشمالية\n"
        "WS\tsubdistrict\tالجنوبية\t\t\tالمحافظة\tالغربية\tالجنوبية\n"
        "EE\tsubdistrict\tالمركز\t\t\tالمحافظة\tالشرقية\tالمركز\n"
        "V1\tvillage\tأولى\t35.3\t39.5\tالمحافظة\tالغربية\tالشمالية\n"
        "V2\tvillage\tثانية\t34.7\t39.5\tG\tW\tWS\n"
        "V3\ttown\tثالثة\t35\t40.5\tالمحافظة\tE\tالمركز\n"
        "V4\tneighbourhood\tرابعة\t35\t39.4\tالمحافظة\tالشرقية\tالمركز\n"
        "V5\tvillage\tخامسة\t35.2\t39.9\tالمحافظة\t\t\n";

static const char GOVERNORATE[] =
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"G\",\"kind\":\"governorate\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[39,34.5],[41,34.5],[41,35.5],[39,35.5],[39,34.5]]]}}";

static const char STATED[] =
        ",{\"type\":\"Feature\",\"properties\":{\"id\":\"W\",\"kind\":\"district\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[39,34.5],[39.4,34.5],[39.4,35.5],[39,35.5],[39,34.5]]]}}";

static struct gazetteer *build(struct folder *f, bool stated)
{
	char areas[2000];
	snprintf(areas, sizeof areas, "{\"type\":\"FeatureCollection\",\"features\":[%s%s]}", GOVERNORATE,
	         stated ? STATED : "");
	folder_open(f);
	folder_text(f, "places.tsv", PLACES);
	folder_text(f, "areas.geojson", areas);
	return folder_build(f, NULL);
}

static bool contains(const struct gazetteer *g, const char *id, double lon_deg, double lat_deg)
{
	struct shape s;
	return gazetteer_shape(g, sv_cstr(id), &s) && geo_shape_contains(&s, (struct lonlat){lon_deg, lat_deg});
}

static void a_governorate_is_shared_out_twice(void **state)
{
	(void)state;
	struct folder f;
	struct gazetteer *g = build(&f, false);
	/* V1, V2, W's own point to the west of 40 E; V3 and E's to the east; the quarter and V5 count for nothing */
	assert_true(contains(g, "W", 39.95, 35.25) && contains(g, "W", 39.7, 35));
	assert_true(contains(g, "E", 40.02, 35));
	assert_true(contains(g, "WN", 39.5, 35.02) && contains(g, "WS", 39.5, 34.98));
	assert_false(contains(g, "WN", 39.5, 34.98) || contains(g, "WN", 40.5, 35.3));
	assert_true(contains(g, "EE", 40.9, 35.4));
	struct shape district;
	struct shape only;
	assert_true(gazetteer_shape(g, SV("E"), &district) && gazetteer_shape(g, SV("EE"), &only));
	assert_near(geo_shape_area_m2(&district), geo_shape_area_m2(&only), 1);
	gazetteer_close(g);
	folder_close(&f);
}

static void a_border_between_districts_is_drawn_once(void **state)
{
	(void)state;
	struct folder f;
	struct gazetteer *g = build(&f, false);
	size_t n = 0;
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *b = gazetteer_geometry(g, i);
		if (!sv_eq_cstr(b->kind, "district") || !sv_eq_cstr(b->layer, "borders"))
			continue;
		n++;
		/* from the governorate's southern edge to its northern one, the west to one side and the east to the other */
		struct lonlat first = b->line.points[0], last = b->line.points[b->line.n - 1];
		assert_near(fmin(first.lat_deg, last.lat_deg), 34.5, 0.01);
		assert_near(fmax(first.lat_deg, last.lat_deg), 35.5, 0.01);
		for (size_t k = 1; k + 1 < b->line.n; k++) {
			struct lonlat at = b->line.points[k];
			assert_true(contains(g, "W", at.lon_deg - 0.01, at.lat_deg) && contains(g, "E", at.lon_deg + 0.01, at.lat_deg));
		}
	}
	assert_int_equal(n, 1);
	gazetteer_close(g);
	folder_close(&f);
}

static void a_stated_polygon_is_kept(void **state)
{
	(void)state;
	struct folder f;
	struct gazetteer *g = build(&f, true);
	assert_true(contains(g, "W", 39.39, 35));
	assert_false(contains(g, "W", 39.45, 35));
	assert_true(contains(g, "WN", 39.39, 35.1));
	assert_false(contains(g, "WN", 39.45, 35.1)); /* shares the stated land only */
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++)
		if (sv_eq_cstr(gazetteer_geometry(g, i)->id, "W"))
			assert_sv_equal(gazetteer_geometry(g, i)->layer, "areas");
	gazetteer_close(g);
	folder_close(&f);
}

/* A capital with villages to its north (two near each other and one far out), one to its east, a quarter; the press means
 * a strip by "west". */
static const char COUNTRYSIDES[] =
        "id\tkind\tname_ar\tlat\tlon\tadmin1\tprominence\tnote\n"
        "G\tgovernorate\tالمحافظة\t34.9\t40.3\tالمحافظة\t5\t\n"
        "C\tcity\tالمحافظة\t35\t40\tالمحافظة\t5\t\n"
        "N1\tvillage\tأولى\t35.2\t40\tالمحافظة\t2\t\n"
        "N2\tvillage\tثانية\t35.22\t40.02\tالمحافظة\t2\t\n"
        "N3\tvillage\tثالثة\t35.4\t40.05\tالمحافظة\t1\t\n"
        "E1\ttown\tرابعة\t35\t40.5\tالمحافظة\t3\t\n"
        "Q\tneighbourhood\tخامسة\t35.01\t40\tالمحافظة\t3\t\n"
        "W\tregion\tريف المحافظة الغربي\t35.1\t39.3\tالمحافظة\t2\tside=G:7; by custom\n";

static const char STRIP[] =
        ",{\"type\":\"Feature\",\"properties\":{\"id\":\"W\",\"kind\":\"region\"},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":[[[39.1,35],[39.9,35],[39.9,35.2],[39.1,35.2],[39.1,35]]]}}";

static void countrysides_are_settled_land(void **state)
{
	(void)state;
	struct folder f;
	char areas[2000];
	struct lonlat middle;
	struct shape land;
	snprintf(areas, sizeof areas, "{\"type\":\"FeatureCollection\",\"features\":[%s%s]}", GOVERNORATE, STRIP);
	folder_open(&f);
	folder_text(&f, "places.tsv", COUNTRYSIDES);
	folder_text(&f, "areas.geojson", areas);
	struct gazetteer *g = folder_build(&f, NULL);
	/* north: the mean of N1, N2, N3 is 35.248 N, nearest to N2; the far end of N3's land is no part of the east's */
	assert_true(gazetteer_countryside_middle(g, SV("G"), SIDE_NORTH, &middle));
	assert_near_m(middle, ((struct lonlat){40.02, 35.22}), 1);
	assert_true(gazetteer_countryside_shape(g, SV("G"), SIDE_NORTH, &land));
	assert_true(geo_shape_contains(&land, (struct lonlat){40.05, 35.4}));
	assert_false(geo_shape_contains(&land, (struct lonlat){40.5, 35}));
	assert_false(geo_shape_contains(&land, (struct lonlat){39.2, 35.4})); /* nobody lives there */
	assert_true(gazetteer_countryside_shape(g, SV("G"), 3, &land));
	assert_true(geo_shape_contains(&land, (struct lonlat){40.5, 35}));
	assert_false(geo_shape_contains(&land, (struct lonlat){40.01, 35.2}));
	/* south: nobody */
	assert_false(gazetteer_countryside_middle(g, SV("G"), 5, &middle));
	assert_false(gazetteer_countryside_shape(g, SV("G"), 5, &land));
	/* west: the custom's own polygon and point */
	assert_true(gazetteer_countryside_middle(g, SV("G"), 7, &middle));
	assert_near_m(middle, ((struct lonlat){39.3, 35.1}), 1);
	assert_true(gazetteer_countryside_shape(g, SV("G"), 7, &land));
	assert_near(geo_shape_area_m2(&land) / 1e6, 72.9 * 22.19, 20);
	/* a town's: C's is not its own */
	assert_true(gazetteer_countryside_middle(g, SV("C"), SIDE_WHOLE, &middle));
	assert_false(gazetteer_countryside_middle(g, SV("E1"), SIDE_WHOLE, &middle));
	assert_false(gazetteer_countryside_middle(g, SV("N1"), SIDE_WHOLE, &middle));
	assert_false(gazetteer_countryside_middle(g, SV("G"), SIDE_COUNT, &middle));
	gazetteer_close(g);
	folder_close(&f);
}

static struct gazetteer *real;

static int real_open(void **state)
{
	struct error e;
	(void)state;
	if (gazetteer_open(KHARITA_GAZ, &real, &e) == OK)
		return 0;
	print_error("%s\n", e.msg);
	return -1;
}

static int real_close(void **state)
{
	(void)state;
	gazetteer_close(real);
	return 0;
}

static double ring_turn(struct ring r)
{
	double twice = 0;
	for (size_t i = 0, k = r.n - 1; i < r.n; k = i++)
		twice += (r.points[k].lon_deg - r.points[0].lon_deg) * (r.points[i].lat_deg - r.points[0].lat_deg) -
		         (r.points[i].lon_deg - r.points[0].lon_deg) * (r.points[k].lat_deg - r.points[0].lat_deg);
	return twice;
}

static void all_areas_have_the_right_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < gazetteer_geometry_count(real); i++) {
		const struct shape *s = &gazetteer_geometry(real, i)->shape;
		for (size_t k = 0; k < s->n_polygons; k++) {
			assert_true(s->polygons[k].n_rings > 0);
			for (size_t m = 0; m < s->polygons[k].n_rings; m++) {
				assert_true(s->polygons[k].rings[m].n >= 3);
				assert_true((ring_turn(s->polygons[k].rings[m]) > 0) == (m == 0));
			}
		}
	}
}

/* Every unit of a governorate that has a polygon has land, but for an island off the polygon. */
static void the_units_have_land(void **state)
{
	(void)state;
	size_t units = 0;
	size_t landless = 0;
	for (size_t i = 0; i < gazetteer_count(real); i++) {
		const struct place *p = gazetteer_place(real, i);
		struct shape s;
		if ((p->kind != KIND_DISTRICT && p->kind != KIND_SUBDISTRICT) || p->admin1_place == PLACE_NONE ||
		    !gazetteer_shape(real, gazetteer_place(real, (size_t)p->admin1_place)->id, &s))
			continue;
		units++;
		landless += !gazetteer_shape(real, p->id, &s);
	}
	assert_true(units > 300);
	assert_true(landless <= 1);
}

/* A settlement lies in its own district and subdistrict, unless the approximate governorate leaves it out. */
static void settlements_lie_in_their_units(void **state)
{
	(void)state;
	size_t n = 0;
	size_t in_district = 0;
	size_t in_subdistrict = 0;
	for (size_t i = 0; i < gazetteer_count(real); i++) {
		const struct place *p = gazetteer_place(real, i);
		struct shape governorate;
		struct shape district;
		struct shape subdistrict;
		if (!p->has_point || !place_kind_is_settlement(p->kind) || p->kind == KIND_NEIGHBOURHOOD ||
		    p->admin1_place == PLACE_NONE || p->admin2_place == PLACE_NONE || p->admin3_place == PLACE_NONE)
			continue;
		if (!gazetteer_shape(real, gazetteer_place(real, (size_t)p->admin1_place)->id, &governorate) ||
		    !gazetteer_shape(real, gazetteer_place(real, (size_t)p->admin2_place)->id, &district) ||
		    !gazetteer_shape(real, gazetteer_place(real, (size_t)p->admin3_place)->id, &subdistrict) ||
		    !geo_shape_contains(&governorate, p->point))
			continue;
		n++;
		in_district += geo_shape_contains(&district, p->point);
		in_subdistrict += geo_shape_contains(&subdistrict, p->point);
	}
	assert_true(n > 7000);
	assert_near((double)in_district / (double)n, 1, 0.004);
	assert_near((double)in_subdistrict / (double)n, 1, 0.012);
}

/* The districts of a governorate add up to it. */
static void the_districts_fill_their_governorate(void **state)
{
	(void)state;
	for (size_t i = 0; i < gazetteer_count(real); i++) {
		const struct place *p = gazetteer_place(real, i);
		struct shape whole;
		double sum_m2 = 0;
		if (p->kind != KIND_GOVERNORATE || !gazetteer_shape(real, p->id, &whole))
			continue;
		for (size_t k = 0; k < gazetteer_count(real); k++) {
			const struct place *d = gazetteer_place(real, k);
			struct shape land;
			if (d->kind == KIND_DISTRICT && d->admin1_place == (int32_t)i && gazetteer_shape(real, d->id, &land))
				sum_m2 += geo_shape_area_m2(&land);
		}
		if (sum_m2 > 0) /* one abroad has no districts here */
			assert_near(sum_m2 / geo_shape_area_m2(&whole), 1, 0.003);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_governorate_is_shared_out_twice),
	        cmocka_unit_test(a_border_between_districts_is_drawn_once),
	        cmocka_unit_test(a_stated_polygon_is_kept),
	        cmocka_unit_test(countrysides_are_settled_land),
	        cmocka_unit_test_setup_teardown(all_areas_have_the_right_hand, real_open, real_close),
	        cmocka_unit_test_setup_teardown(the_units_have_land, real_open, real_close),
	        cmocka_unit_test_setup_teardown(settlements_lie_in_their_units, real_open, real_close),
	        cmocka_unit_test_setup_teardown(the_districts_fill_their_governorate, real_open, real_close),
	};
	return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
