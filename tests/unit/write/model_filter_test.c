#include "write/model_filter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/draw_model.h"

static struct model model;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 0);
	draw_model_init(&model, 16);
	static const struct {
		const char *type, *sub, *place, *start, *end;
		double lon_deg, lat_deg;
	} rows[] = {
		{"Battles", "Armed clash", "الميادين", "2024-03-01", "2024-03-01", 40.45, 35.02},
		{"Explosions/Remote violence", "Air/drone strike", "الشولا", "2024-03-05", "2024-03-09", 39.85, 35.13},
		{"Protests", "Peaceful protest", "الرقة", "", "", 39.01, 35.95},
	};
	for (size_t i = 0; i < 3; i++) {
		struct model_incident *in = draw_model_incident(&model, rows[i].type, rows[i].place, rows[i].lon_deg, rows[i].lat_deg);
		in->sub_event_type = sv_cstr(rows[i].sub);
		in->event_date = in->date_start = sv_cstr(rows[i].start);
		in->date_end = sv_cstr(rows[i].end);
		in->admin1 = i == 2 ? SV("الرقة") : SV("دير الزور");
	}
	model.incidents[1].background = true;
	draw_model_place(&model, "كباجب", 39.5, 34.9);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	model_release(&model);
	arena_release(&arena);
	return 0;
}

static struct model part(struct model_filter f)
{
	return model_filter_apply(&arena, &model, &f);
}

static void test_an_open_filter_changes_nothing(void **state)
{
	(void)state;
	struct model_filter f = {.has_near = false};
	assert_true(model_filter_is_open(&f));
	assert_int_equal(part(f).n_incidents, 3);
	assert_int_equal(part(f).n_places, model.n_places);
}

static void test_a_period_takes_what_touches_it_and_nothing_undated(void **state)
{
	(void)state;
	assert_int_equal(part((struct model_filter){.from = SV("2024-03-01")}).n_incidents, 2);
	assert_int_equal(part((struct model_filter){.from = SV("2024-03-08")}).n_incidents, 1);
	assert_int_equal(part((struct model_filter){.to = SV("2024-03-04")}).n_incidents, 1);
	assert_int_equal(part((struct model_filter){.from = SV("2024-03-10")}).n_incidents, 0);
	struct model march = part((struct model_filter){.to = SV("2024-03-31")});
	assert_true(sv_eq_cstr(march.first_day, "2024-03-01") && sv_eq_cstr(march.last_day, "2024-03-09"));
	assert_int_equal(march.n_places, 0);
}

static void test_types_are_named_by_their_beginnings(void **state)
{
	(void)state;
	assert_int_equal(part((struct model_filter){.types = SV("battles")}).n_incidents, 1);
	assert_int_equal(part((struct model_filter){.types = SV("air, Protests")}).n_incidents, 2);
	assert_int_equal(part((struct model_filter){.types = SV("strike")}).n_incidents, 0);
	assert_int_equal(part((struct model_filter){.no_background = true}).n_incidents, 2);
}

static void test_an_area_keeps_its_places(void **state)
{
	(void)state;
	struct model east = part((struct model_filter){.has_bounds = true, .west = 39.4, .south = 34.5, .east = 41.0, .north = 35.5});
	assert_int_equal(east.n_incidents, 2);
	assert_int_equal(east.n_places, 1);
	struct model_filter near = {.has_near = true, .near = {40.45, 35.02}, .within_m = 10000.0};
	assert_int_equal(part(near).n_incidents, 1);
	near.within_m = 60000.0;
	assert_int_equal(part(near).n_incidents, 2);
	assert_int_equal(part((struct model_filter){.admin = SV("الرقة")}).n_incidents, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_an_open_filter_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_period_takes_what_touches_it_and_nothing_undated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_types_are_named_by_their_beginnings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_area_keeps_its_places, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
