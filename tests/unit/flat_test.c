#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/flat_same.h"

static bool agrees(struct sv json)
{
	bool taken;
	if (!flat_same(json, &taken))
		fail_msg("unlike jansson: %.*s", SV_ARG(json));
	return taken;
}

static void plain_records_are_taken(void **state)
{
	(void)state;
	static const char *const records[] = {
	    "{}",
	    " { } ",
	    "{\"text\":\"قصف\"}",
	    "{\"text\": \"a\\n\\\"b\\\"\\\\ \\/ \\b\\f\\r\\t\", \"n\": -12, \"x\": null, \"y\":true,\"z\" : false }\r\n",
	    "{\"text\":\"\\u0642\\u0635\\u0641 \\u20AC\", \"id\": 0}",
	    "{\"a\":\"first\",\"a\":\"last\"}",
	    "{\"published\":1631923200}",
	    "{\"\":\"\"}",
	    "{\"n\":123456789012345}",
	    "{\"n\":9223372036854775807,\"m\":-9223372036854775808,\"z\":-0}",
	    "{\"n\":1.5,\"m\":-1e3,\"o\":0.12345678901234567890123456789E+2}",
	    "{\"a\":\"\\ud83d\\ude00 \\uD83D\\uDE00\"}",
	    "{\"a\\tb\":\"c\\td\",\"a b\":\"\",\"e\":\"\\\\\"}",
	};
	for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
		assert_true(agrees(sv_cstr(records[i])));
}

static void the_rest_is_left_to_jansson(void **state)
{
	(void)state;
	static const char *const records[] = {
	    "",
	    "{",
	    "[]",
	    "{\"a\":[]}",
	    "{\"a\":{\"b\":1}}",
	    "{\"a\":01}",
	    "{\"a\":-}",
	    "{\"a\":+1}",
	    "{\"a\":9223372036854775808}",
	    "{\"a\":\"\\u0000\"}",
	    "{\"a\":\"\\ud83d\"}",
	    "{\"a\":\"\\ude00\"}",
	    "{\"a\":1e999}",
	    "{\"a\":1.",
	    "{\"a\":1",
	    "{\"a\\u0000\":1}",
	    "{\"a\":\"\\x\"}",
	    "{\"a\":\"\\u12g4\"}",
	    "{\"a\":\"\\u12",
	    "{\"a\":\"\\",
	    "{\"a\":\"\xff\"}",
	    "{\"a\":\"\xc0\x80\"}",
	    "{\"a\":\"tab\there\"}",
	    "{\"a\":\"b\",}",
	    "{\"a\" \"b\"}",
	    "{a:1}",
	    "{\"a\":nul}",
	    "{\"a\":\"b\"} x",
	    "{\"a\":\"b\"}{}",
	};
	for (size_t i = 0; i < sizeof records / sizeof records[0]; i++)
		assert_false(agrees(sv_cstr(records[i])));
	assert_false(agrees(sv_make("{\"a\":\"b\"}\0", 10)));
	char many[FLAT_MAX_MEMBERS * 8 + 64] = "{\"k\":1";
	for (int i = 0; i < FLAT_MAX_MEMBERS; i++)
		strcat(many, ",\"k\":1");
	assert_false(agrees(sv_cstr(strcat(many, "}"))));
}

/* Bytes exchanged, put in and taken out at random: whatever is still taken must be read alike. */
static void damaged_records_are_read_alike(void **state)
{
	(void)state;
	static const char record[] = "{\"text\": \"قصف \\n على\\u0020X\\ud83d\\ude00\", \"r\":-1.25e1, \"title\":\"t\\\\\", \"n\": -12, \"x\": null,\"ok\":true}";
	static const char bytes[] = "\"\\{}[]:,0123456789-+.eEtfnu \t\n\x01\xd9\x82\xff";
	uint64_t seed = 11;
	size_t taken = 0;
	for (int round = 0; round < 200000; round++) {
		char text[sizeof record + 4];
		size_t len = sizeof record - 1;
		memcpy(text, record, len);
		for (int edits = 1 + round % 3; edits > 0; edits--) {
			seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			size_t at = (size_t)(seed >> 33) % len;
			char byte = bytes[(seed >> 20) % (sizeof bytes - 1)];
			switch (seed >> 60 & 3) {
			case 0:
				memmove(text + at, text + at + 1, len - at - 1);
				len--;
				break;
			case 1:
				memmove(text + at + 1, text + at, len - at);
				text[at] = byte;
				len++;
				break;
			default:
				text[at] = byte;
				break;
			}
		}
		char *exact = malloc(len); /* so that reading past the end is seen */
		assert_non_null(exact);
		memcpy(exact, text, len);
		taken += agrees(sv_make(exact, len));
		free(exact);
	}
	assert_in_range(taken, 10000, 190000);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_records_are_taken),
		cmocka_unit_test(the_rest_is_left_to_jansson),
		cmocka_unit_test(damaged_records_are_read_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
