#include "text/clitic.h"

#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "support/check.h"

struct expected {
	unsigned clitics;
	uint32_t cut;
	const char *residue;
};

/* The cuts of tokens are the splits that cut something; those that leave the article are in the same order without it. */
static void check_cuts(const char *folded, bool article, const struct clitic_split *splits, size_t n)
{
	struct arena a;
	struct clitic_cut cuts[CLITIC_MAX_SPLITS];
	arena_init(&a, 0);
	size_t n_cuts = clitic_cuts(&a, sv_cstr(folded), cuts);
	size_t at = 1;
	for (size_t i = 0; i < n_cuts; i++) {
		if (!article && (cuts[i].clitics & CLITIC_AL))
			continue;
		assert_true(at < n && cuts[i].clitics == splits[at].clitics && cuts[i].cut == splits[at].cut);
		assert_true(sv_eq(cuts[i].residue, splits[at].residue) && cuts[i].hash == splits[at].hash);
		at++;
	}
	assert_int_equal(at, n);
	arena_release(&a);
}

static void check(const char *folded, bool article, const struct expected *rows, size_t n)
{
	struct clitic_split out[CLITIC_MAX_SPLITS];
	assert_int_equal(clitic_splits(sv_cstr(folded), article, out), n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(out[i].clitics, rows[i].clitics);
		assert_int_equal(out[i].cut, rows[i].cut);
		assert_sv_equal(out[i].residue, rows[i].residue);
		assert_true(out[i].hash == text_hash(out[i].residue));
	}
	check_cuts(folded, article, out, n);
}

#define CHECK(folded, article, rows) check(folded, article, rows, sizeof(rows) / sizeof(rows)[0])

static void the_uncut_word_comes_first(void **state)
{
	(void)state;
	static const struct expected plain[] = {{0, 0, "دير"}}; /* Deir */
	static const struct expected empty[] = {{0, 0, ""}};
	CHECK("دير", true, plain);
	CHECK("", true, empty);
}

static void conjunction_and_preposition_stack(void **state)
{
	(void)state;
	static const struct expected rows[] = {
		{0, 0, "وبالرقه"}, {CLITIC_WA, 1, "بالرقه"}, {CLITIC_WA | CLITIC_BI, 2, "الرقه"}}; /* and in Raqqa */
	CHECK("وبالرقه", false, rows);
}

static void the_article_is_cut_on_request_only(void **state)
{
	(void)state;
	static const struct expected with[] = {
		{0, 0, "بالبادية"}, {CLITIC_BI, 1, "البادية"}, {CLITIC_BI | CLITIC_AL, 3, "بادية"}};
	static const struct expected alone[] = {{0, 0, "البوكمال"}, {CLITIC_AL, 2, "بوكمال"}}; /* Al-Bukamal */
	CHECK("بالبادية", true, with); /* in the badia */
	check("بالبادية", false, with, 2);
	CHECK("البوكمال", true, alone);
	check("البوكمال", false, alone, 1);
}

static void doubled_lam_restores_the_article(void **state)
{
	(void)state;
	static const struct expected raqqa[] = {
		{0, 0, "للرقه"}, {CLITIC_LI, 1, "لرقه"}, {CLITIC_LI, 1, "الرقه"}, {CLITIC_LI, 1, "اللرقه"},
		{CLITIC_LI | CLITIC_AL, 2, "رقه"}}; /* to Raqqa */
	static const struct expected latakia[] = {
		{0, 0, "وللاذقيه"}, {CLITIC_WA, 1, "للاذقيه"}, {CLITIC_WA | CLITIC_LI, 2, "لاذقيه"},
		{CLITIC_WA | CLITIC_LI, 2, "الاذقيه"}, {CLITIC_WA | CLITIC_LI, 2, "اللاذقيه"}}; /* and to Latakia */
	CHECK("للرقه", true, raqqa);
	CHECK("وللاذقيه", false, latakia);
}

static void two_letters_must_be_left(void **state)
{
	(void)state;
	static const struct expected and_in[] = {{0, 0, "وب"}};
	static const struct expected by_hand[] = {{0, 0, "بيد"}, {CLITIC_BI, 1, "يد"}}; /* by the hand */
	CHECK("وب", true, and_in);
	CHECK("بيد", true, by_hand);
}

static void colloquial_on_needs_the_article(void **state)
{
	(void)state;
	static const struct expected road[] = {{0, 0, "عالطريق"}, {CLITIC_ALA, 1, "الطريق"}}; /* on the road */
	static const struct expected ain[] = {{0, 0, "عين"}};                                 /* Ain */
	CHECK("عالطريق", false, road);
	CHECK("عين", false, ain);
}

static void splits_never_pass_their_bounds(void **state)
{
	(void)state;
	char word[600];
	struct clitic_split out[CLITIC_MAX_SPLITS];
	for (size_t i = 0; i < sizeof word; i += 2)
		memcpy(word + i, "ل", 2);
	for (size_t len = 0; len <= sizeof word; len++) {
		size_t n = clitic_splits(sv_make(word, len), true, out);
		assert_in_range(n, 1, CLITIC_MAX_SPLITS);
		for (size_t i = 1; i < n; i++)
			assert_true(out[i].cut >= out[i - 1].cut && out[i].residue.len <= len + 2);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_uncut_word_comes_first),
		cmocka_unit_test(conjunction_and_preposition_stack),
		cmocka_unit_test(the_article_is_cut_on_request_only),
		cmocka_unit_test(doubled_lam_restores_the_article),
		cmocka_unit_test(two_letters_must_be_left),
		cmocka_unit_test(colloquial_on_needs_the_article),
		cmocka_unit_test(splits_never_pass_their_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
