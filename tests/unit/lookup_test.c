#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/lookup.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

/* Deir ez-Zor three times, Buqrus, Mayadin, Musarrab twice, Omar oil field, T2, Bukamal. */
static const char PLACES[] =
	"id\tkind\tname_ar\tvariants_ar\tname_en\tlat\tlon\tprominence\tnote\n"
	"K1\tgovernorate\tدير الزور\t\tDeir ez-Zor Governorate\t35.1\t40.3\t5\tpcode=SY09\n"
	"K2\tcity\tدير الزور\t\tDeir ez-Zor\t35.3\t40.1\t5\t\n"
	"K3\tdistrict\tدير الزور\t\tDeir ez-Zor District\t35.4\t40.1\t2\tpcode=SY0901\n"
	"K4\tvillage\tبقرص\t\tBuqrus\t35.0\t40.4\t2\t\n"
	"K5\tcity\tالميادين\t\tAl Mayadin\t35.0\t40.4\t4\tcalls itself SY09X\n"
	"K6\tvillage\tالمسرب\t\tMasrab\t35.5\t39.9\t2\t\n"
	"K7\tvillage\tمسرب\t\tMasrab\t36.4\t38.3\t1\t\n"
	"K8\toil_field\tحقل العمر\tالعمر\tAl-Omar oil field\t35.1\t40.5\t4\t\n"
	"K9\tstation\tالمحطة الثانية\tT2\tT2 pumping station\t34.3\t40.1\t3\t\n"
	"K10\tcity\tالبوكمال\tأبو كمال\tAbu Kamal\t34.4\t40.9\t5\t\n";

static const char HEADS[] = "word\tkinds\nقرية\tvillage,hamlet\nمحافظة\tgovernorate\nمدينة\tcity,town\n";

static int set_up(void **state)
{
	static struct folder_fixture f;
	arena_init(&f.arena, 0);
	folder_open(&f.folder);
	folder_text(&f.folder, "places.tsv", PLACES);
	folder_text(&f.folder, "lexicon/heads.tsv", HEADS);
	f.gazetteer = folder_build(&f.folder, NULL);
	*state = &f;
	return 0;
}

/* "K1 K2": the matches, best first. */
static void assert_found(struct folder_fixture *f, const char *name, const char *expected)
{
	struct gazetteer_match *m = NULL;
	size_t n = gazetteer_lookup(&f->arena, f->gazetteer, sv_cstr(name), NULL, 0, &m);
	struct sv *ids = ARENA_ARRAY(&f->arena, struct sv, n + 1);
	for (size_t i = 0; i < n; i++) {
		ids[i] = gazetteer_place(f->gazetteer, (size_t)m[i].place)->id;
		assert_true(m[i].score > 0 && m[i].score <= 1);
		assert_true(i == 0 || m[i].score <= m[i - 1].score);
	}
	assert_sv_equal(arena_join(&f->arena, ids, n, SV(" ")), expected);
}

static void of_equal_names_the_better_known_and_then_the_settlement_leads(void **state)
{
	assert_found(*state, "دير الزور", "K2 K1 K3");
	assert_found(*state, "ديرالزور", "K2 K1 K3");
}

static void a_head_word_leads_to_its_kind(void **state)
{
	assert_found(*state, "محافظة دير الزور", "K1 K2 K3");
	assert_found(*state, "مدينة دير الزور", "K2 K1 K3");
	assert_found(*state, "قرية بقرص", "K4");
}

static void the_exact_name_goes_before_the_one_with_the_article(void **state)
{
	assert_found(*state, "مسرب", "K7 K6");
	assert_found(*state, "المسرب", "K6 K7");
	assert_found(*state, "ميادين", "K5");
	assert_found(*state, "البقرص", "K4");
}

static void a_variant_and_a_code_are_names(void **state)
{
	assert_found(*state, "ابو كمال", "K10");
	assert_found(*state, "t2", "K9");
	assert_found(*state, "العمر", "K8");
}

static void identifiers_and_p_codes_are_whole_words(void **state)
{
	assert_found(*state, "K0", "");
	assert_found(*state, "SY09", "K1");
	assert_found(*state, "sy0901", "K3");
	assert_found(*state, "pcode", "");
}

static void english_names_match_without_articles_hyphens_and_case(void **state)
{
	assert_found(*state, "deir ez-zor", "K2 K1 K3");
	assert_found(*state, "Deir al Zor", "K2 K1 K3");
	assert_found(*state, "ABU-KAMAL", "K10");
	assert_found(*state, "Mayadin", "K5");
	assert_found(*state, "omar oil field", "K8");
}

static void without_a_match_the_nearest_spellings_are_shown(void **state)
{
	assert_found(*state, "المياذين", "K5");  /* one letter replaced */
	assert_found(*state, "المايدين", "K5");  /* two neighbours swapped */
	assert_found(*state, "البوكما", "K10");  /* one missing */
	assert_found(*state, "Abu Kamall", "K10");
	assert_found(*state, "بقرض", "");        /* too short for guesses */
	assert_found(*state, "الكسكبيرو", "");
}

static void a_part_of_a_name_finds_it_when_nothing_else_does(void **state)
{
	assert_found(*state, "الثانية", "K9");
	assert_found(*state, "pumping station", "K9");
}

static void bad_queries_find_nothing(void **state)
{
	struct folder_fixture *f = *state;
	assert_found(f, "", "");
	assert_found(f, " \t ", "");
	assert_found(f, "،", "");
	assert_found(f, "\xFF\xD8", "");
	assert_found(f, "\xD8", "");
}

static void max_limits_the_matches(void **state)
{
	struct folder_fixture *f = *state;
	struct gazetteer_match *m = NULL;
	assert_int_equal(gazetteer_lookup(&f->arena, f->gazetteer, SV("دير الزور"), NULL, 2, &m), 2);
	assert_int_equal(gazetteer_lookup(&f->arena, f->gazetteer, SV("دير الزور"), NULL, 0, &m), 3);
}

static void spelling_distance_counts_edits(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		unsigned limit, edits;
	} CASES[] = {
		{"", "", 2, 0},        {"بقرص", "بقرص", 2, 0}, {"بقرص", "بقرض", 2, 1}, {"بقرص", "قبرص", 2, 1},
		{"بقرص", "بقص", 2, 1}, {"بقرص", "بقرصه", 2, 1}, {"abc", "xyz", 5, 3},   {"abc", "xyz", 2, 3},
		{"abc", "", 3, 3},     {"abcdef", "a", 2, 3},   {"ab", "ba", 1, 1},     {"ca", "abc", 5, 3},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct sv a = sv_cstr(CASES[i].a);
		struct sv b = sv_cstr(CASES[i].b);
		assert_int_equal(spelling_distance(a, b, CASES[i].limit), CASES[i].edits);
		assert_int_equal(spelling_distance(b, a, CASES[i].limit), CASES[i].edits);
	}
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, folder_fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(of_equal_names_the_better_known_and_then_the_settlement_leads),
		LAW(a_head_word_leads_to_its_kind),
		LAW(the_exact_name_goes_before_the_one_with_the_article),
		LAW(a_variant_and_a_code_are_names),
		LAW(identifiers_and_p_codes_are_whole_words),
		LAW(english_names_match_without_articles_hyphens_and_case),
		LAW(without_a_match_the_nearest_spellings_are_shown),
		LAW(a_part_of_a_name_finds_it_when_nothing_else_does),
		LAW(bad_queries_find_nothing),
		LAW(max_limits_the_matches),
		LAW(spelling_distance_counts_edits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
