#include "article/flat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

/* What flat_parse() takes must be what jansson reads. Returns whether it took it. */
static bool agrees(struct sv json)
{
	struct flat f;
	bool flat = flat_parse(json, &f);
	json_t *tree = json_loadb(json.ptr, json.len, 0, NULL);
	if (flat) {
		assert_true(json_is_object(tree));
		const char *key;
		json_t *value;
		size_t n = 0;
		json_object_foreach(tree, key, value)
		{
			const struct flat_member *m = flat_find(&f, key);
			assert_non_null(m);
			n++;
			if (json_is_string(value)) {
				assert_int_equal(m->kind, FLAT_STRING);
				assert_int_equal(m->string.len, json_string_length(value));
				assert_memory_equal(m->string.ptr, json_string_value(value), m->string.len);
			} else if (json_is_integer(value)) {
				assert_int_equal(m->kind, FLAT_NUMBER);
				assert_true(m->number == (double)json_integer_value(value));
			} else {
				assert_int_equal(m->kind, FLAT_OTHER);
			}
		}
		assert_true(n <= f.n);
	}
	json_decref(tree);
	flat_release(&f);
	return flat;
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
	    "{\"a\":1.5}",
	    "{\"a\":1e3}",
	    "{\"a\":01}",
	    "{\"a\":-}",
	    "{\"a\":+1}",
	    "{\"a\":1234567890123456}",
	    "{\"a\":\"\\u0000\"}",
	    "{\"a\":\"\\ud83d\\ude00\"}",
	    "{\"a\":\"\\ud83d\"}",
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
	static const char record[] = "{\"text\": \"قصف \\n على\\u0020X\", \"title\":\"t\\\\\", \"n\": -12, \"x\": null,\"ok\":true}";
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
