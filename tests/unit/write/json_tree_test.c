#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "write/json_tree.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "support/json_same.h"
#include "support/write_files.h"

/* What jansson makes of a text, the tree makes of it; whether they took it. */
static bool both(struct sv json)
{
	struct arena a;
	jmp_buf escape;
	arena_init(&a, 0);
	if (setjmp(escape))
		fail_msg("no memory");
	a.escape = &escape;
	const struct tree *t;
	struct error e = {OK, ""};
	char *copy = malloc(json.len ? json.len : 1); /* of its very size: a read beyond it is found */
	if (json.len)
		memcpy(copy, json.ptr, json.len);
	bool taken = tree_parse(&a, sv_make(copy, json.len), NULL, &t, &e) == OK;
	json_t *j = json_loadb(copy, json.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	bool agree = taken == (j != NULL) && (!j || json_same(t, j));
	json_decref(j);
	free(copy);
	arena_release(&a);
	if (!agree)
		fail_msg("%s, unlike jansson: %.*s", taken ? "taken" : e.msg, SV_ARG(json));
	return taken;
}

static void test_values_are_what_jansson_reads(void **state)
{
	(void)state;
	static const char *const good[] = {
		"[]", "{}", " [ ] ", "\t{\r\n}\n", "[null,true,false]", "[0,-0,1,-1,9223372036854775807,-9223372036854775808]",
		"[0.0,-0.0,1.5,-1.5,1e3,1E+3,1e-3,12.25e2]", "[40.123456,35.987654,0.1,0.2,0.3,33.333333,123456789.123456]",
		"[1234567890123456.5,0.12345678901234567890123456789,1e-400,4.9e-324,2.2250738585072014e-308,9.95e22]",
		"[\"\",\"a\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u0041\\u00e9\\u0627\\ud83d\\ude00\\u0000x\"]",
		"[\"دير الزور\",\"sixteen bytes and some more\",\"\x7f\"]", /* Deir ez-Zor */
		"{\"a\":{\"b\":[{\"c\":[]}]},\"b\":1,\"\":2}", "{\"ab\":1,\"ba\":2,\"a\\u0062c\":3}"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!both(sv_cstr(good[i])))
			fail_msg("refused: %s", good[i]);
}

static void test_what_jansson_refuses_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", " ", "1", "\"a\"", "null", "[", "{", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
		"{a:1}", "{1:1}", "[1 2]", "[] []", "[]x", "[01]", "[-]", "[+1]", "[.5]", "[1.]", "[1e]", "[1e+]", "[0x1]",
		"[1e999]", "[-1e999]", "[9223372036854775808]", "[99999999999999999999999999999999999999]", "[NaN]",
		"[truefalse]", "[tru]", "[nul", "[\"a]", "[\"a\\\"]", "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u12g4\"]",
		"[\"\\ud800\"]", "[\"\\ud800\\u0041\"]", "[\"\\udc00\"]", "[\"\\ud800", "[\"a\nb\"]", "[\"\x01\"]",
		"[\"\xff\"]", "[\"\xc0\x80\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]", "[\"\xe2\x82\"]", "[\xc3\xa9]",
		"\xef\xbb\xbf[]", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\\u0000\":1}", "{\"a\\u0000b\":1}", "['a']"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (both(sv_cstr(bad[i])))
			fail_msg("taken: %s", bad[i]);
	assert_false(both(SV("[\0]")));
	assert_false(both(SV("[\"\0\"]")));
	assert_false(both(SV("[]\0")));
}

static void test_depth_has_jansson_s_limit(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1 << 20);
	for (int depth = 2046; depth <= 2050; depth++)
		for (int full = 0; full < 2; full++) {
			buf_clear(&b);
			for (int i = 0; i < depth; i++)
				buf_append_char(&b, '[');
			if (full)
				buf_append_char(&b, '1');
			for (int i = 0; i < depth; i++)
				buf_append_char(&b, ']');
			assert_int_equal(both(buf_sv(&b)), depth + full <= 2048);
		}
	buf_release(&b);
}

/* An object of many members is searched for repeats by sorting: it neither misses one nor takes for ever. */
static void test_many_members(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1 << 26);
	for (int repeat = 0; repeat < 2; repeat++) {
		buf_clear(&b);
		buf_append_char(&b, '{');
		for (int i = 0; i < 200000; i++)
			buf_printf(&b, "%s\"key %d\":%d", i ? "," : "", i, i);
		if (repeat)
			buf_append(&b, SV(",\"key 77\":0"));
		buf_append_char(&b, '}');
		struct arena a;
		jmp_buf escape;
		const struct tree *t;
		arena_init(&a, 0);
		if (setjmp(escape))
			fail_msg("no memory");
		a.escape = &escape;
		assert_int_equal(tree_parse(&a, buf_sv(&b), NULL, &t, NULL), repeat ? ERR_DATA : OK);
		arena_release(&a);
	}
	buf_release(&b);
}

/* Results damaged byte by byte: the two never disagree. */
static void test_damaged_results_are_judged_alike(void **state)
{
	(void)state;
	static const char salt[] = "\"\\{}[]:,0.-eE1ntu \x01\xc3\xa9\xd8";
	struct buf content = file_content(RESULTS_DIR "small.ndjson");
	struct sv rest = buf_sv(&content), line;
	uint64_t random = 1;
	while (sv_split(&rest, '\n', &line) && line.len) {
		assert_true(both(line));
		line = sv_take(line, 6000);
		char *copy = malloc(line.len);
		for (int round = 0; round < 400; round++) {
			memcpy(copy, line.ptr, line.len);
			for (int k = 0; k < 2; k++) {
				random = random * 6364136223846793005u + 1442695040888963407u;
				copy[(random >> 33) % line.len] = salt[(random >> 20) % (sizeof salt - 1)];
			}
			(void)both(sv_make(copy, line.len));
		}
		free(copy);
	}
	buf_release(&content);
}

static size_t take_known(void *user, struct sv rest, int64_t *number)
{
	*number = 7;
	size_t *n = user;
	return sv_starts(rest, SV("{\"known\":1}")) ? (*n)++, strlen("{\"known\":1}") : 0;
}

static void test_a_lifted_object_becomes_its_number(void **state)
{
	(void)state;
	struct arena a;
	jmp_buf escape;
	const struct tree *t;
	size_t n = 0;
	arena_init(&a, 0);
	if (setjmp(escape))
		fail_msg("no memory");
	a.escape = &escape;
	const struct tree_lift lift = {"extent", take_known, &n};
	struct sv json = SV("{\"extent\": {\"known\":1},\"b\":{\"extent\":{\"other\":1}},\"c\":[{\"known\":1}]}");
	assert_int_equal(tree_parse(&a, json, &lift, &t, NULL), OK);
	assert_int_equal(n, 1);
	assert_int_equal(tree_get(t, "extent")->as.integer, 7);
	assert_true(tree_is(tree_get(tree_get(t, "b"), "extent"), TREE_OBJECT));
	assert_true(tree_is(tree_first(tree_get(t, "c")), TREE_OBJECT));
	assert_null(tree_get(NULL, "x"));
	assert_null(tree_get(tree_get(t, "extent"), "x"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_what_jansson_reads),
		cmocka_unit_test(test_what_jansson_refuses_is_refused),
		cmocka_unit_test(test_depth_has_jansson_s_limit),
		cmocka_unit_test(test_many_members),
		cmocka_unit_test(test_damaged_results_are_judged_alike),
		cmocka_unit_test(test_a_lifted_object_becomes_its_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
