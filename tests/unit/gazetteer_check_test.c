#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/check.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

#define HEADER "id\tkind\tfeature_code\tname_ar\tlat\tlon\tadmin1\tprominence\tambiguity\n"
#define GOVERNORATE "K1\tgovernorate\tADM1\tدير الزور\t35\t40\tدير الزور\t5\tfree\n" /* Deir ez-Zor */
#define SQUARE                                                                                                          \
	"{\"features\":[{\"properties\":{\"id\":\"K1\"},\"geometry\":{\"type\":\"Polygon\","                            \
	"\"coordinates\":[[[39,34],[41,34],[41,36],[39,36],[39,34]]]}}]}"

struct fixture {
	struct folder folder;
	struct arena arena;
	struct findings findings;
};

static int set_up(void **state)
{
	static struct fixture f;
	arena_init(&f.arena, 0);
	folder_open(&f.folder);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	folder_close(&f->folder);
	arena_release(&f->arena);
	return 0;
}

static void check_rows(struct fixture *f, const char *places)
{
	struct error e = {0};
	folder_text(&f->folder, "places.tsv", places);
	enum err result = gazetteer_check(&f->arena, f->folder.path, &f->findings, &e);
	if (result != OK)
		print_error("%s\n", e.msg);
	assert_int_equal(result, OK);
}

/* Exactly one finding, of this level, whose message holds the text. */
static void assert_one(const struct fixture *f, enum finding_level level, const char *text)
{
	if (f->findings.n != 1 || f->findings.items[0].level != level ||
	    sv_find(f->findings.items[0].message, sv_cstr(text), 0) == SIZE_MAX) {
		for (size_t i = 0; i < f->findings.n; i++)
			print_error("%s: %.*s\n", finding_level_name(f->findings.items[i].level),
			            SV_ARG(f->findings.items[i].message));
		print_error("not: %s\n", text);
		fail();
	}
	assert_true(f->findings.items[0].remedy.len > 0);
	assert_int_equal(f->findings.counts[level], 1);
}

static void a_sound_folder_has_no_findings(void **state)
{
	struct fixture *f = *state;
	folder_text(&f->folder, "areas.geojson", SQUARE);
	check_rows(f, HEADER GOVERNORATE "K2\tvillage\tPPL\tالشولا\t35.1\t39.8\tدير الزور\t2\tfree\n");
	assert_int_equal(f->findings.n, 0);
}

static void every_malformed_row_is_listed(void **state)
{
	struct fixture *f = *state;
	check_rows(f, HEADER "K1\tplanet\t\tا\t\t\t\t\t\n"
	                     "K2\n"
	                     "K3\ttown\t\tا\t\t\t\t\t\n"
	                     "K3\ttown\t\tب\t\t\t\t\t\n");
	assert_int_equal(f->findings.counts[FINDING_ERROR], 3);
	assert_int_equal(f->findings.n, 3);
	assert_true(sv_find(f->findings.items[0].message, SV("places.tsv:2: kind 'planet'"), 0) != SIZE_MAX);
	assert_true(sv_find(f->findings.items[1].message, SV("places.tsv:3: 1 columns"), 0) != SIZE_MAX);
	assert_true(sv_find(f->findings.items[2].message, SV("places.tsv:5: the id 'K3'"), 0) != SIZE_MAX);
}

static void a_file_that_cannot_be_read_at_all_is_an_error(void **state)
{
	struct fixture *f = *state;
	folder_text(&f->folder, "areas.geojson", "{");
	check_rows(f, HEADER GOVERNORATE);
	assert_one(f, FINDING_ERROR, "areas.geojson:1:");
}

static void the_same_place_twice_is_doubtful(void **state)
{
	struct fixture *f = *state;
	check_rows(f, HEADER "K1\tvillage\tPPL\tالطيبة\t35\t40\t\t2\tneeds_context\n"
	                     "K2\tvillage\tPPL\tالطيبه\t35.01\t40.01\t\t1\tneeds_context\n"
	                     "K3\ttown\tPPL\tالطيبة\t35\t40\t\t3\tneeds_context\n");
	assert_one(f, FINDING_WARNING, "places.tsv:3: 'الطيبه' is 1.4 km from the same name and kind in line 2");
}

static void a_place_far_outside_its_governorate_is_doubtful(void **state)
{
	struct fixture *f = *state;
	folder_text(&f->folder, "areas.geojson", SQUARE);
	check_rows(f, HEADER GOVERNORATE "K2\tvillage\tPPL\tقريب\t35\t41.05\tدير الزور\t2\tfree\n"
	                                 "K3\tvillage\tPPL\tبعيد\t35\t42\tدير الزور\t2\tfree\n");
	assert_one(f, FINDING_WARNING, "places.tsv:4: 'بعيد' lies 91 km outside 'دير الزور'");
}

static void a_parent_that_is_no_place_is_doubtful(void **state)
{
	struct fixture *f = *state;
	check_rows(f, HEADER GOVERNORATE "K2\tvillage\tPPL\tالشولا\t35\t40\tدير الزوز\t2\tfree\n");
	assert_one(f, FINDING_WARNING, "places.tsv:3: admin1 'دير الزوز' of 'الشولا'");
}

static void an_unknown_feature_code_is_doubtful(void **state)
{
	struct fixture *f = *state;
	check_rows(f, HEADER "K2\tvillage\tPPP\tالشولا\t35\t40\t\t2\tfree\n");
	assert_one(f, FINDING_WARNING, "places.tsv:2: unknown feature code 'PPP'");
}

static void a_free_name_that_is_a_common_word_is_doubtful(void **state)
{
	struct fixture *f = *state;
	folder_text(&f->folder, "lexicon/common_names.tsv",
	            "name\tlevel\tgloss\nالثورة\t3\tthe revolution\nالجلاء\t1\tthe evacuation\n");
	check_rows(f, HEADER "K1\ttown\tPPL\tالثوره\t35\t40\t\t2\tfree\n"
	                     "K2\ttown\tPPL\tالثورة\t36\t40\t\t1\tneeds_head\n"
	                     "K3\ttown\tPPL\tالجلاء\t36\t40\t\t1\tfree\n");
	assert_one(f, FINDING_WARNING, "places.tsv:2: 'الثوره' is free, but also a common word");
}

static void equal_free_namesakes_far_apart_are_worth_a_look(void **state)
{
	struct fixture *f = *state;
	check_rows(f, HEADER "K1\tvillage\tPPL\tالطيبة\t35\t40\t\t2\tfree\n"
	                     "K2\tvillage\tPPL\tالطيبة\t36\t40\t\t2\tfree\n"
	                     "K3\tvillage\tPPL\tالطيبة\t37\t40\t\t3\tfree\n");
	assert_one(f, FINDING_NOTICE, "places.tsv:3: 'الطيبة' is as free and prominent as the one 111 km away in line 2");
}

static void a_geometry_without_a_place_is_worth_a_look(void **state)
{
	struct fixture *f = *state;
	folder_text(&f->folder, "areas.geojson", SQUARE);
	check_rows(f, HEADER "K2\tvillage\tPPL\tالشولا\t35\t40\t\t2\tfree\n");
	assert_one(f, FINDING_NOTICE, "areas.geojson: no place has the id 'K1'");
}

static void a_missing_folder_is_an_input_error(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_int_equal(gazetteer_check(&f->arena, "/nowhere", &f->findings, &e), ERR_IO);
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(a_sound_folder_has_no_findings),
		LAW(every_malformed_row_is_listed),
		LAW(a_file_that_cannot_be_read_at_all_is_an_error),
		LAW(the_same_place_twice_is_doubtful),
		LAW(a_place_far_outside_its_governorate_is_doubtful),
		LAW(a_parent_that_is_no_place_is_doubtful),
		LAW(an_unknown_feature_code_is_doubtful),
		LAW(a_free_name_that_is_a_common_word_is_doubtful),
		LAW(equal_free_namesakes_far_apart_are_worth_a_look),
		LAW(a_geometry_without_a_place_is_worth_a_look),
		LAW(a_missing_folder_is_an_input_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
