#include "text/json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"

/* A scanner on a copy of its very size, so that a read behind it is found. */
static struct json_scan over(struct sv s)
{
	char *copy = malloc(s.len ? s.len : 1);
	assert_non_null(copy);
	memcpy(copy, s.ptr, s.len);
	return (struct json_scan){.at = copy, .end = copy + s.len};
}

static void test_a_text_without_escapes_is_borrowed(void **state)
{
	(void)state;
	struct json_scan s = over(SV("\"قصف على القرية\",")); /* shelling of the village */
	const char *first = s.at;
	struct sv raw;
	bool escaped;
	assert_true(json_scan_take(&s, '"') && json_scan_string(&s, &raw, &escaped));
	assert_false(escaped);
	assert_ptr_equal(raw.ptr, first + 1);
	assert_sv_equal(raw, "قصف على القرية");
	assert_int_equal(*s.at, ',');
	assert_null(s.wrong);
	free((void *)(uintptr_t)first);
}

/* Whatever stands before, at and behind the eight bytes that are looked at together. */
static void test_the_end_of_a_text_is_found_anywhere(void **state)
{
	(void)state;
	static const char *const ends[] = {"\"", "\\\"\"", "\n\"", "\\", "", "\xff\"", "\x1f\"", "\x20\"", "\x7f\""};
	static const int taken[] = {1, 1, 0, 0, 0, 0, 0, 1, 1};
	for (size_t before = 0; before < 20; before++)
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			char text[32] = "";
			memset(text, 'a', before);
			strcpy(text + before, ends[i]);
			struct json_scan s = over(sv_cstr(text));
			const char *first = s.at;
			struct sv raw;
			bool escaped;
			assert_int_equal(json_scan_string(&s, &raw, &escaped), taken[i]);
			assert_true(taken[i] ? s.at == s.end && raw.len + 1 == strlen(text) : s.wrong != NULL);
			free((void *)(uintptr_t)first);
		}
}

static void test_escapes_mean_no_more_bytes_than_they_take(void **state)
{
	(void)state;
	struct sv text = SV("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u007f\\u0642\\u20ac\\ud83d\\udE00 end\"");
	struct json_scan s = over(text);
	const char *first = s.at;
	struct sv raw;
	bool escaped;
	size_t n;
	assert_true(json_scan_string(&s, &raw, &escaped) && escaped);
	char *to = malloc(raw.len);
	assert_true(json_scan_unescape(&s, raw, to, &n));
	assert_int_equal(n, 23);
	assert_memory_equal(to, "\"\\/\b\f\n\r\t\0\x7f\xd9\x82\xe2\x82\xac\xf0\x9f\x98\x80 end", n);
	free(to);
	free((void *)(uintptr_t)first);
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool taken, whole;
		double value;
	} rows[] = {
		{"0,", true, true, 0},       {"-9223372036854775808]", true, true, -9223372036854775808.0},
		{"12 ", true, true, 12},     {"9223372036854775808]", false, true, 0},
		{"1.5}", true, false, 1.5},  {"99999999999999999999]", false, true, 0},
		{"1e2,", true, false, 100},  {"-0.25E-1x", true, false, -0.025},
		{"01,", false, true, 0},     {"-,", false, true, 0},
		{"1e999,", false, true, 0},  {"1.,", false, true, 0},
		{"17", false, true, 0}, /* nothing says that it ends here */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct json_scan s = over(sv_cstr(rows[i].text));
		const char *first = s.at;
		struct json_scan_number number;
		assert_int_equal(json_scan_number(&s, &number), rows[i].taken);
		if (rows[i].taken) {
			assert_int_equal(number.whole, rows[i].whole);
			assert_true((number.whole ? (double)number.integer : number.real) == rows[i].value);
			assert_true(s.at == s.end - 1);
		}
		assert_int_equal(s.wrong == NULL, rows[i].taken);
		free((void *)(uintptr_t)first);
	}
}

/* The first reason stays. */
static void test_the_first_reason_is_kept(void **state)
{
	(void)state;
	struct json_scan s = {.at = "nul", .end = NULL};
	char word;
	s.end = s.at + 3;
	assert_false(json_scan_word(&s, &word));
	assert_string_equal(s.wrong, "no value");
	assert_false(json_scan_fail(&s, "something else"));
	assert_string_equal(s.wrong, "no value");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_without_escapes_is_borrowed),
		cmocka_unit_test(test_the_end_of_a_text_is_found_anywhere),
		cmocka_unit_test(test_escapes_mean_no_more_bytes_than_they_take),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_the_first_reason_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
