#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "state/csv_read.h"
#include "state/results.h"
#include "state/review.h"
#include "support/check.h"

#include <stdlib.h>
#include <unistd.h>

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int sign(int c)
{
	return (c > 0) - (c < 0);
}

static void test_sources_are_ordered_by_bytes_and_numbers(void **state)
{
	(void)state;
	static const char *const ordered[] = {"a.txt", "a/b.txt", "b.ndjson", "b.ndjson#2", "b.ndjson#10", "b.ndjson#x", "c"};
	enum { N = sizeof ordered / sizeof *ordered };
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < N; k++)
			assert_int_equal(sign(source_compare(sv_cstr(ordered[i]), sv_cstr(ordered[k]))), (i > k) - (i < k));
}

static struct sv value(enum review_field f, const char *given)
{
	struct error e;
	struct sv out;
	return review_value(&arena, f, sv_cstr(given), &out, &e) == OK ? out : SV("refused");
}

static void test_values_have_one_form(void **state)
{
	(void)state;
	assert_sv_equal(value(REVIEW_DATE, "2021-2-8"), "2021-02-08");
	assert_sv_equal(value(REVIEW_DATE, "2021-02-08T00:00:00"), "2021-02-08");
	assert_sv_equal(value(REVIEW_DATE, "2021-13-01"), "refused");
	assert_sv_equal(value(REVIEW_DATE, "8.2.2021"), "refused");
	assert_sv_equal(value(REVIEW_LAT, " 35,5 "), "35.500000");
	assert_sv_equal(value(REVIEW_LAT, "91"), "refused");
	assert_sv_equal(value(REVIEW_LON, "91"), "91.000000");
	assert_sv_equal(value(REVIEW_LON, "nan"), "refused");
	assert_sv_equal(value(REVIEW_FATALITIES, "007"), "7");
	assert_sv_equal(value(REVIEW_FATALITIES, "many"), "refused");
	assert_sv_equal(value(REVIEW_STATUS, "rejected"), "rejected");
	assert_sv_equal(value(REVIEW_STATUS, "Rejected"), "refused");
	assert_sv_equal(value(REVIEW_NOTE, ""), "");
}

#define DOC "0123456789abcdef"
#define OTHER "fedcba9876543210"

static struct review_anchor at(const char *doc, int64_t first, int64_t last, const char *type, const char *id,
                               const char *place)
{
	return (struct review_anchor){.doc_id = sv_cstr(doc), .first = first, .last = last, .event_type = sv_cstr(type),
	                              .event_id = sv_cstr(id), .place_id = sv_cstr(place), .source = SV("a.txt"),
	                              .evidence = SV("a sentence")};
}

/* The report that the only correction finds; -1: none. */
static int found_by(struct review_anchor anchor, struct review_anchor *reports, size_t n)
{
	size_t found[8];
	struct correction c = {.layer = REVIEW_INCIDENT, .anchors = &anchor, .n_anchors = 1};
	struct review r = {.items = &c, .n = 1};
	review_match(&arena, &r, REVIEW_INCIDENT, reports, n, found);
	for (size_t i = 0; i < n; i++)
		if (found[i] == 0)
			return (int)i;
	return -1;
}

static void test_a_correction_finds_its_incident(void **state)
{
	(void)state;
	struct review_anchor mine = at(DOC, 10, 50, "Battles", "E1", "K1");
	struct review_anchor reports[] = {
		at(DOC, 10, 50, "Protests", "E2", "K1"),   at(DOC, 10, 50, "Battles", "E3", "K2"),
		at(DOC, 12, 48, "Battles", "E4", "K1"),    at(OTHER, 10, 50, "Battles", "E5", "K1"),
		at(DOC, 45, 90, "Battles", "E6", "K1"),
	};
	assert_int_equal(found_by(mine, reports, 5), 2); /* type and place agree */
	reports[4].event_id = SV("E1");
	assert_int_equal(found_by(mine, reports, 5), 4); /* the identifier goes before all */
	reports[4].event_id = SV("E6");
	reports[2].place_id = SV("K9");
	reports[2].first = 40;
	assert_int_equal(found_by(mine, reports, 5), 1); /* another place, the same sentence */
	mine.siblings = SV("E3,E4");
	assert_int_equal(found_by(mine, reports, 5), -1); /* those were other incidents */
	mine.siblings = SV("");
	reports[1].event_type = SV("Explosions/Remote violence");
	assert_int_equal(found_by(mine, reports, 2), 1); /* kin */
	assert_int_equal(found_by(mine, reports, 1), -1); /* a protest is no battle */
	assert_int_equal(found_by(mine, reports + 3, 1), 0); /* another text, the same sentence and source */
	reports[3].source = SV("b.txt");
	assert_int_equal(found_by(mine, reports + 3, 1), -1);
}

static void test_what_changed_underneath_is_told(void **state)
{
	(void)state;
	struct correction c = {.layer = REVIEW_INCIDENT};
	struct sv now[MACHINE_FIELDS] = {{0}};
	c.original[MACHINE_DATE] = SV("2021-01-01");
	c.original[MACHINE_LAT] = SV("35.000000");
	now[MACHINE_DATE] = SV("2021-01-02");
	now[MACHINE_LAT] = SV("35.000004"); /* less than a metre */
	assert_sv_equal(review_difference(&arena, &c, now), "date: 2021-01-01 -> 2021-01-02");
	c.fields[REVIEW_DATE] = SV("2021-01-02");
	assert_sv_equal(review_difference(&arena, &c, now), ""); /* it says what the analyst says */
}

static void test_tables_of_spreadsheets(void **state)
{
	(void)state;
	struct error e;
	struct csv_table t;
	static const char path[] = "state-test.csv";
	jmp_buf escape;
	assert_int_equal(setjmp(escape), 0);
	arena.escape = &escape;
	assert_int_equal(file_write(path, SV("\xEF\xBB\xBF"
	                                     "a;b;c\r\n1;\"two; \"\"2\"\"\nlines\";3\r\n\r\n4\r\n"), &e), OK);
	assert_int_equal(csv_read(&arena, path, &t, &e), OK);
	assert_int_equal(t.n_rows, 2);
	assert_sv_equal(csv_cell(&t, 0, csv_column(&t, "b")), "two; \"2\"\nlines");
	assert_sv_equal(csv_cell(&t, 1, csv_column(&t, "a")), "4");
	assert_sv_equal(csv_cell(&t, 1, csv_column(&t, "c")), "");
	assert_sv_equal(csv_cell(&t, 1, csv_column(&t, "none")), "");
	assert_int_equal(t.lines[1], 5);
	/* A cell guarded against being a formula is what it was; many quotes cost no more than their bytes. */
	assert_int_equal(file_write(path, SV("a,b\n\"'=1+\"\"x\"\"\",'quoted'\n-5,'-x\n"), &e), OK);
	assert_int_equal(csv_read(&arena, path, &t, &e), OK);
	assert_sv_equal(csv_cell(&t, 0, 0), "=1+\"x\"");
	assert_sv_equal(csv_cell(&t, 0, 1), "'quoted'");
	assert_sv_equal(csv_cell(&t, 1, 0), "-5");
	assert_sv_equal(csv_cell(&t, 1, 1), "-x");
	struct buf many;
	buf_init(&many, 1 << 20);
	buf_append_cstr(&many, "a\n");
	for (size_t i = 0; i < 20000; i++)
		buf_append_cstr(&many, "\"\"\"x\"\"\"\n");
	assert_int_equal(file_write(path, buf_sv(&many), &e), OK);
	buf_release(&many);
	size_t before = arena.used;
	assert_int_equal(csv_read(&arena, path, &t, &e), OK);
	assert_int_equal(t.n_rows, 20000);
	assert_sv_equal(csv_cell(&t, 19999, 0), "\"x\"");
	assert_true(arena.used - before < 16 << 20);
	assert_int_equal(file_write(path, SV("a,b\n\"open,1\n"), &e), OK);
	assert_int_equal(csv_read(&arena, path, &t, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "line 2"));
	unlink(path);
	arena.escape = NULL;
}

static void test_numbers_that_no_run_counted_to_are_refused(void **state)
{
	(void)state;
	static const char *const numbers[] = {"9223372036854775807", "-9223372036854775808", "1e300", "\"7\""};
	static const char path[] = "damaged-test.sqlite";
	struct state *s;
	struct error e;
	for (size_t i = 0; i < 2; i++) {
		unlink(path);
		assert_int_equal(state_open_plain(path, &s, &e), OK);
		assert_int_equal(state_set(s, "generation", sv_cstr(numbers[i]), &e), OK);
		state_close(s);
		assert_int_equal(state_open_plain(path, &s, &e), ERR_DATA);
		assert_non_null(strstr(e.msg, path));
	}
	unlink(path);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		char run[80];
		snprintf(run, sizeof run, "{\"generation\": %s}", numbers[i]);
		assert_int_equal(file_write("run.json", sv_cstr(run), &e), OK);
		assert_int_equal(state_outputs_generation("."), 0);
	}
	unlink("run.json");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_sources_are_ordered_by_bytes_and_numbers),
		TEST(test_values_have_one_form),
		TEST(test_a_correction_finds_its_incident),
		TEST(test_what_changed_underneath_is_told),
		TEST(test_tables_of_spreadsheets),
		TEST(test_numbers_that_no_run_counted_to_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
