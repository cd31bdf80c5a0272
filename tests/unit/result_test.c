#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pipeline/pipeline.h"
#include "result/csv_cell.h"
#include "result/json_out.h"
#include "support/check.h"

#include <jansson.h>
#include <math.h>

static struct buf out;

static int setup(void **state)
{
	(void)state;
	buf_init(&out, 1 << 24);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void check_string(struct sv in, const char *expected)
{
	buf_clear(&out);
	json_text(&out, in);
	assert_sv_equal(buf_sv(&out), expected);
}

static void test_strings_are_escaped(void **state)
{
	(void)state;
	check_string(SV(""), "\"\"");
	check_string(SV("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
	check_string(SV("\b\t\n\f\r\x01\x1f"), "\"\\b\\t\\n\\f\\r\\u0001\\u001f\"");
	check_string(SV("دير الزور \xF0\x9F\x94\xB4"), "\"دير الزور \xF0\x9F\x94\xB4\""); /* Deir ez-Zor, an emoji */
	check_string(SV("a\0b"), "\"a\\u0000b\"");
}

static void check_cell(struct sv s, const char *expected)
{
	buf_clear(&out);
	csv_put_cell(&out, s, ",\"\r\n");
	assert_sv_equal(buf_sv(&out), expected);
}

static void test_no_cell_is_a_formula(void **state)
{
	(void)state;
	check_cell(SV("=1+1"), "'=1+1");
	check_cell(SV("@x"), "'@x");
	check_cell(SV("\tx"), "'\tx");
	check_cell(SV("-قتل \"ثلاثة\""), "\"'-قتل \"\"ثلاثة\"\"\""); /* - three killed */
	check_cell(SV("'=1"), "''=1");
	check_cell(SV("-36.5"), "-36.5");
	check_cell(SV("+3"), "+3");
	check_cell(SV("'quoted'"), "'quoted'");
	check_cell(SV("a=b"), "a=b");
	check_cell(SV(""), "");
}

/* Eight bytes are looked at in one go: each byte at each place, with a letter that is no ASCII behind it and without. */
static void test_every_byte_is_escaped_at_every_place(void **state)
{
	(void)state;
	static const char names[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
	for (size_t at = 0; at < 19; at++)
		for (int c = 0; c < 0x80; c++) {
			char text[] = "abcdefghijklmnopqrs\xC3\xA9", expected[64];
			const char *name = c ? strchr(names, c) : NULL;
			int before = (int)at;
			text[at] = (char)c;
			if (name)
				snprintf(expected, sizeof expected, "\"%.*s\\%c%s\"", before, text, letters[name - names], text + at + 1);
			else if (c < 0x20)
				snprintf(expected, sizeof expected, "\"%.*s\\u%04x%s\"", before, text, (unsigned)c, text + at + 1);
			else
				snprintf(expected, sizeof expected, "\"%s\"", text);
			check_string(sv_make(text, sizeof text - 1), expected);
			strcpy(expected + strlen(expected) - 3, "\""); /* the same without the last letter */
			check_string(sv_make(text, sizeof text - 3), expected);
		}
}

static void test_invalid_utf8_becomes_replacement(void **state)
{
	(void)state;
	check_string(SV("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
	check_string(SV("\xD8"), "\"\xEF\xBF\xBD\"");
	check_string(SV("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void check_number(double v, unsigned decimals, const char *expected)
{
	buf_clear(&out);
	json_number(&out, v, decimals);
	assert_sv_equal(buf_sv(&out), expected);
}

static void test_numbers_are_short_and_exact(void **state)
{
	(void)state;
	check_number(36.2765, 6, "36.2765");
	check_number(39.6540001, 6, "39.654");
	check_number(-0.0000004, 6, "0");
	check_number(-12.5, 6, "-12.5");
	check_number(1, 6, "1");
	check_number(0.05, 6, "0.05");
	check_number(0.999999999, 3, "1");
	check_number(2500.4, 0, "2500");
	check_number(1e15, 6, "1000000000000000");
	check_number(0.4999999999999999, 0, "0"); /* and 0.5 more would be 1 */
	check_number(0.5, 0, "1");
	check_number(-2.5, 0, "-3"); /* as llround() has it */
	check_number(8999999999999.123, 3, "8999999999999.123");
	check_number(38.0000005, 6, "38.000001");
	check_number(-8e18, 6, "-8000000000000000000");
	check_number(1e22, 6, "1e+22");
	check_number(-1e308, 6, "-1e+308");
	check_number(NAN, 6, "null");
	check_number(INFINITY, 6, "null");
}

static void test_numbers_are_the_nearest(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (int i = 0; i < 20000; i++) {
		seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		double v = ((double)(seed >> 11) / 9007199254740992.0 - 0.5) * (i % 2 ? 360 : 1e6);
		char expected[64];
		long long scaled = llround(fabs(v) * 1e6);
		int n = snprintf(expected, sizeof expected, "%s%lld.%06lld", v < 0 && scaled ? "-" : "", scaled / 1000000,
		                 scaled % 1000000);
		while (expected[n - 1] == '0')
			n--;
		expected[expected[n - 1] == '.' ? n - 1 : n] = '\0';
		check_number(v, 6, expected);
	}
}

static void test_integers(void **state)
{
	(void)state;
	static const struct {
		int64_t v;
		const char *expected;
	} cases[] = {{0, "0"}, {-1, "-1"}, {1234567890123, "1234567890123"}, {INT64_MIN, "-9223372036854775808"}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		buf_clear(&out);
		json_int(&out, cases[i].v);
		assert_sv_equal(buf_sv(&out), cases[i].expected);
	}
}

static void test_commas_look_after_themselves(void **state)
{
	(void)state;
	buf_append_char(&out, '{');
	json_key(&out, "a");
	json_none(&out);
	json_key(&out, "b");
	buf_append_char(&out, '[');
	json_item(&out);
	json_bool(&out, true);
	json_item(&out);
	json_text(&out, SV("[{"));
	json_item(&out);
	json_int(&out, 1);
	buf_append_cstr(&out, "]}");
	assert_sv_equal(buf_sv(&out), "{\"a\":null,\"b\":[true,\"[{\",1]}");
}

/* An incident at a place off a place, with all its parts: what the writer makes of it, read back by jansson. */
static void test_result_of_an_article(void **state)
{
	(void)state;
	/* "Seven soldiers of the government forces were killed on Thursday 14 October in an ambush 12 km south-west of the town of Kabajib." */
	static const char text[] = "قُتل سبعة جنود من قوات النظام، الخميس 14 تشرين الأول، في كمين  \t على بعد 12 كم جنوب غرب بلدة كباجب.";
	struct engine engine;
	struct error e;
	struct arena arena;
	struct result result;
	const struct article article = {
		.doc_id = SV("0123456789abcdef"),
		.source = SV("a \"b\".txt"),
		.published = SV("2021-10-15"),
		.text = sv_cstr(text),
	};
	arena_init(&arena, 0);
	assert_int_equal(engine_open(KHARITA_GAZ, NULL, 0, &engine, &e), OK);
	assert_int_equal(engine_run(&engine, &arena, &article, false, &result, &e), OK);
	result_write_json(&arena, &result, &out);
	assert_true(buf_ok(&out));
	assert_int_equal(out.ptr[out.len - 1], '\n');
	json_t *root = json_loadb(out.ptr, out.len, 0, NULL);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "source")), "a \"b\".txt");
	assert_true(json_is_null(json_object_get(root, "title")));
	assert_string_equal(json_string_value(json_object_get(root, "text_day")), "2021-10-15");
	assert_int_equal(json_array_size(json_object_get(root, "mentions")), 1);
	const json_t *mention = json_array_get(json_object_get(root, "mentions"), 0);
	assert_string_equal(json_string_value(json_object_get(mention, "surface")), "كباجب");
	assert_null(strchr(json_string_value(json_object_get(mention, "sentence")), '\t'));
	assert_int_equal(json_array_size(json_object_get(root, "incidents")), 1);
	const json_t *incident = json_array_get(json_object_get(root, "incidents"), 0);
	assert_string_equal(json_string_value(json_object_get(incident, "event_date")), "2021-10-14");
	assert_int_equal(json_integer_value(json_object_get(incident, "time_precision")), 1);
	assert_int_equal(json_integer_value(json_object_get(incident, "fatalities")), 7);
	assert_int_equal(json_array_size(json_object_get(incident, "actors")), 1);
	const json_t *inter = json_object_get(incident, "actor_inter");
	assert_int_equal(json_array_size(inter), 1);
	assert_int_equal(json_integer_value(json_array_get(inter, 0)), 1); /* state forces */
	assert_true(json_is_null(json_object_get(incident, "injuries")));
	assert_string_equal(json_string_value(json_object_get(incident, "spatial_rel")), "offset");
	assert_string_equal(json_string_value(json_object_get(incident, "location")), "Kabajib");
	json_decref(root);
	engine_close(&engine);
	arena_release(&arena);
}

/* A text without sentence ends: every mention quotes the words around it, not the whole text. */
static void test_a_long_sentence_is_quoted_in_part(void **state)
{
	(void)state;
	enum { REPEATS = 400 };
	static const char clause[] = "هجوم قرب بلدة الشولا أو في كباجب، "; /* "an attack near ash-Shula or in Kabajib," */
	struct engine engine;
	struct error e;
	struct arena arena;
	struct result result;
	struct buf text;
	buf_init(&text, 1 << 20);
	arena_init(&arena, 0);
	for (int i = 0; i < REPEATS; i++)
		buf_append_cstr(&text, clause);
	const struct article article = {.doc_id = SV("0"), .source = SV("s"), .text = buf_sv(&text)};
	assert_int_equal(engine_open(KHARITA_GAZ, NULL, 0, &engine, &e), OK);
	assert_int_equal(engine_run(&engine, &arena, &article, false, &result, &e), OK);
	result_write_json(&arena, &result, &out);
	json_t *root = json_loadb(out.ptr, out.len, 0, NULL);
	const json_t *mentions = json_object_get(root, "mentions");
	assert_true(json_array_size(mentions) > REPEATS);
	for (size_t i = 0; i < json_array_size(mentions); i++) {
		const json_t *mention = json_array_get(mentions, i);
		const json_t *sentence = json_object_get(mention, "sentence");
		assert_in_range(json_string_length(sentence), 3000, 4000);
		assert_non_null(strstr(json_string_value(sentence),
		                       json_string_value(json_object_get(mention, "surface"))));
	}
	json_decref(root);
	engine_close(&engine);
	arena_release(&arena);
	buf_release(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_strings_are_escaped),
		TEST(test_no_cell_is_a_formula),
		TEST(test_every_byte_is_escaped_at_every_place),
		TEST(test_invalid_utf8_becomes_replacement),
		TEST(test_numbers_are_short_and_exact),
		TEST(test_numbers_are_the_nearest),
		TEST(test_integers),
		TEST(test_commas_look_after_themselves),
		TEST(test_result_of_an_article),
		TEST(test_a_long_sentence_is_quoted_in_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
