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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_is_found_in_its_example),   cmocka_unit_test(the_longest_name_wins),
	    cmocka_unit_test(quotes_inside_a_name_do_not_hide_it), cmocka_unit_test(short_names_stand_for_the_whole),
	    cmocka_unit_test(civilians_are_no_armed_men),	   cmocka_unit_test(targets_have_no_name),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
