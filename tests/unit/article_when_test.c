#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article/when.h"
#include "support/check.h"

static void test_dates_of_people_and_programs(void **state)
{
	(void)state;
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{"2021-09-18", "2021-09-18"},
		{"2021-09-18T14:03:59+03:00", "2021-09-18T14:03:59+03:00"},
		{" 2021-09-18T14:03:59+03:00[Asia/Damascus]", "2021-09-18"},
		{"Sat, 18 Sep 2021 23:10:00 +0300", "2021-09-18T23:10:00+03:00"},
		{"Sat, 18 Sep 2021 23:10:00 GMT", "2021-09-18T23:10:00Z"},
		{"1631995200", "2021-09-18T20:00:00Z"},
		{"1631995200000", "2021-09-18T20:00:00Z"},
		{"20210918", "2021-09-18"},
		{"20210918140359", "2021-09-18"},
		{"18.9.2021", "2021-09-18"},
		{"2021/9/18", "2021-09-18"},
		{"30/4/2021", "2021-04-30"},
		{"4/30/2021", "2021-04-30"},
		{"5/5/2021", "2021-05-05"},
		{"September 18, 2021", "2021-09-18"},
		{"18 Sept. 2021", "2021-09-18"},
		{"18 أيلول 2021", "2021-09-18"},
		{"18 سبتمبر/أيلول 2021", "2021-09-18"},
		{"السبت ١٨ أيلول ٢٠٢١", "2021-09-18"},
		{"2 كانون الثاني 2021", "2021-01-02"},
		{"2 كانون الأول 2021 - 14:20", "2021-12-02"},
		{"تشرين الثاني 5, 2021", "2021-11-05"},
		{"آخر تحديث: 2021.11.19 | 08:23 دمشق", "2021-11-19"},
		{"تاريخ النشر: ۱۸/۰۹/۲۰۲۱", "2021-09-18"},
		{"29 شباط 2020", "2020-02-29"},
		{"29 شباط 2021", ""},
		{"3/4/2021", ""},
		{"1921-09-18", ""},
		{"12345", ""},
		{"", ""},
		{"قتل 3 في 2021", ""},
		{"00000000", ""},
		{"99999999999999999999999", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char iso[WHEN_BYTES];
		bool found = when_parse(sv_cstr(cases[i].text), false, iso);
		if (strcmp(iso, cases[i].iso) != 0 || found != (iso[0] != '\0'))
			fail_msg("'%s' is '%s' and not '%s'", cases[i].text, iso, cases[i].iso);
	}
	char iso[WHEN_BYTES];
	assert_true(when_parse(SV("3/4/2021"), true, iso));
	assert_string_equal(iso, "2021-04-03");
}

static void test_dates_in_addresses(void **state)
{
	(void)state;
	char iso[WHEN_BYTES];
	assert_true(when_in_url(SV("https://x.example/2021/09/18/4711"), iso));
	assert_string_equal(iso, "2021-09-18");
	assert_true(when_in_url(SV("https://x.example/a-2021-9-8.html"), iso));
	assert_string_equal(iso, "2021-09-08");
	assert_false(when_in_url(SV("https://x.example/2021/4711"), iso));
	assert_false(when_in_url(SV("https://x.example/a?d=2021-09-18"), iso));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_of_people_and_programs),
		cmocka_unit_test(test_dates_in_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
