/* Laws of actors: names, aliases, metonymy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

static void every_row_is_found_in_its_example(void **state)
{
	(void)state;
	lab_check_examples("actors", PHRASE_ACTOR, 0);
}

/* The only named actor of a text. */
static const struct actor_fact *only(const char *s)
{
	struct events ev = lab_events(s, "");
	const struct actor_fact *found = NULL;
	size_t n = 0;
	for (size_t i = 0; i < ev.n_actors; i++)
		if (ev.actors[i].name.len) {
			found = &ev.actors[i];
			n++;
		}
	if (n != 1)
		print_error("%zu actors in '%s'\n", n, s);
	assert_int_equal(n, 1);
	return found;
}

static void the_longest_name_wins(void **state)
{
	(void)state;
	assert_sv_equal(only("ميليشيا حزب الله العراقي")->name, "Kataib Hezbollah (Iraq)");
	assert_sv_equal(only("ميليشيا حزب الله")->name, "Hezbollah");
	assert_sv_equal(only("الشرطة العسكرية الروسية")->name, "Military Forces of Russia (2000-)");
}

static void quotes_inside_a_name_do_not_hide_it(void **state)
{
	(void)state;
	assert_sv_equal(only("تنظيم “الدولة الإسلامية”")->name, "Islamic State (Syria)");
	assert_sv_equal(only("ميليشيا \"الدفاع الوطني\"")->name, "QDW: National Defense Forces");
}

static void short_names_stand_for_the_whole(void **state)
{
	(void)state;
	assert_sv_equal(only("استهدفت خلايا التنظيم")->name, "Islamic State (Syria)");
	assert_sv_equal(only("أعلنت قسد")->name, "QSD: Syrian Democratic Forces");
	assert_int_equal(only("قصفها النظام")->inter, 1);
	assert_int_equal(only("الطيران الروسي")->inter, 8);
	assert_sv_equal(only("برصاص مجهولين")->name, "Unidentified Armed Group (Syria)");
}

static void civilians_are_no_armed_men(void **state)
{
	const struct actor_fact *a = only("مقتل طفل");
	(void)state;
	assert_true(a->civilians);
	assert_false(a->armed);
	assert_int_equal(a->inter, 7);
}

static void targets_have_no_name(void **state)
{
	struct events ev = lab_events("استهداف صهريج", "");
	(void)state;
	assert_int_equal(ev.n_actors, 1);
	assert_int_equal(ev.actors[0].name.len, 0);
	assert_true(ev.actors[0].civilians);
}

static void a_name_is_that_of_the_day(void **state)
{
	struct events ev = lab_events("حاجز للجيش السوري", "");
	const struct actor_fact *army = &ev.actors[ev.n_actors - 1];
	(void)state;
	assert_sv_equal(actor_name_on(army, (struct date){0}), "Military Forces of Syria (2000-2024)");
	assert_sv_equal(actor_name_on(army, (struct date){2024, 12, 7}), "Military Forces of Syria (2000-2024)");
	assert_sv_equal(actor_name_on(army, (struct date){2024, 12, 8}), "Military Forces of Syria (2024-)");
	const struct actor_fact *israel = only("الجيش الإسرائيلي");
	assert_sv_equal(actor_name_on(israel, (struct date){2020, 1, 1}), "Military Forces of Israel (2009-2021)");
	assert_sv_equal(actor_name_on(israel, (struct date){2022, 1, 1}), "Military Forces of Israel (2021-2022)");
	assert_sv_equal(actor_name_on(israel, (struct date){2025, 1, 1}), "Military Forces of Israel (2022-)");
}

/* Names that differ only in their period are of one inter code; every named armed group has a bloc. */
static void every_group_has_its_side(void **state)
{
	const struct lexicon *t = lexicon_table(lab_gazetteer, "actors");
	(void)state;
	for (size_t row = 0; row < t->n_rows; row++) {
		struct sv name = lexicon_cell(t, row, lexicon_column(t, "name"));
		bool armed = sv_eq_cstr(lexicon_cell(t, row, lexicon_column(t, "who")), "armed");
		if (armed && !sv_eq_cstr(name, "-"))
			assert_true(lexicon_cell(t, row, lexicon_column(t, "bloc")).len > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_is_found_in_its_example),   cmocka_unit_test(the_longest_name_wins),
	    cmocka_unit_test(quotes_inside_a_name_do_not_hide_it), cmocka_unit_test(short_names_stand_for_the_whole),
	    cmocka_unit_test(civilians_are_no_armed_men),	   cmocka_unit_test(targets_have_no_name),
	    cmocka_unit_test(a_name_is_that_of_the_day),	   cmocka_unit_test(every_group_has_its_side),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
