#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pipeline/pipeline.h"
#include "support/check.h"

enum { MAX_BYTES = 1 << 26 };

static struct engine engine;
static const char *const inputs[] = {KHARITA_SOURCE_DIR "/examples/articles", KHARITA_SOURCE_DIR "/CMakeLists.txt",
                                     KHARITA_SOURCE_DIR "/nothing-here", KHARITA_SOURCE_DIR "/examples/articles"};
enum { N_INPUTS = 4 };

static int open_engine(void **state)
{
	(void)state;
	struct error e;
	return engine_open(KHARITA_GAZ, NULL, 0, &engine, &e) == OK ? 0 : -1;
}

static int close_engine(void **state)
{
	(void)state;
	engine_close(&engine);
	return 0;
}

/* Everything the sinks got, in the order in which they got it. */
struct record {
	struct buf bytes;
	size_t n_lines, n_rejects, fail_at;
};

static enum err keep_line(void *user, struct sv line, struct error *e)
{
	struct record *r = user;
	if (r->fail_at && r->n_lines + 1 == r->fail_at)
		return error_set(e, ERR_IO, "the sink is full");
	buf_append(&r->bytes, line);
	r->n_lines++;
	return OK;
}

static enum err keep_reject(void *user, const struct reject *reject, struct error *e)
{
	(void)e;
	struct record *r = user;
	buf_printf(&r->bytes, "rejected %.*s: %.*s\n", SV_ARG(reject->source), SV_ARG(reject->reason));
	r->n_rejects++;
	return OK;
}

static enum err run_with(unsigned jobs, struct record *r, struct pipeline_counts *counts, struct error *e)
{
	const struct pipeline_options options = {.jobs = jobs};
	const struct pipeline_sinks sinks = {.result_line = keep_line, .reject = keep_reject, .user = r};
	buf_init(&r->bytes, MAX_BYTES);
	return pipeline_run(&engine, inputs, N_INPUTS, &options, &sinks, counts, e);
}

static void test_counts_and_rejects(void **state)
{
	(void)state;
	struct record r = {.fail_at = 0};
	struct pipeline_counts counts;
	struct error e;
	assert_int_equal(run_with(2, &r, &counts, &e), ERR_REJECTED);
	assert_int_equal(counts.rejected, 2);
	assert_int_equal(counts.unreadable, 1);
	assert_int_equal(r.n_rejects, 2);
	assert_int_equal(counts.articles, r.n_lines);
	assert_int_equal(counts.articles, 28);
	assert_true(counts.mentions >= counts.resolved && counts.resolved > 100);
	assert_true(counts.incidents > 20);
	assert_true(counts.bytes > 20000);
	buf_release(&r.bytes);
}

static void test_same_bytes_with_any_number_of_workers(void **state)
{
	(void)state;
	struct record one = {.fail_at = 0};
	struct pipeline_counts counts;
	struct error e;
	assert_int_equal(run_with(1, &one, &counts, &e), ERR_REJECTED);
	for (unsigned jobs = 2; jobs <= 8; jobs *= 2) {
		struct record many = {.fail_at = 0};
		assert_int_equal(run_with(jobs, &many, &counts, &e), ERR_REJECTED);
		assert_true(sv_eq(buf_sv(&one.bytes), buf_sv(&many.bytes)));
		buf_release(&many.bytes);
	}
	buf_release(&one.bytes);
}

static void test_a_failing_sink_ends_the_run(void **state)
{
	(void)state;
	struct record r = {.fail_at = 5};
	struct pipeline_counts counts;
	struct error e;
	assert_int_equal(run_with(4, &r, &counts, &e), ERR_IO);
	assert_string_equal(e.msg, "the sink is full");
	assert_int_equal(r.n_lines, 4);
	buf_release(&r.bytes);
}

static void test_unusable_options_are_told_before_anything_is_read(void **state)
{
	(void)state;
	struct record r = {.fail_at = 0};
	struct pipeline_counts counts;
	struct error e;
	const struct pipeline_options options = {.jobs = 1, .article = {.published = "yesterday"}};
	const struct pipeline_sinks sinks = {.result_line = keep_line, .reject = keep_reject, .user = &r};
	assert_int_equal(pipeline_run(&engine, inputs, N_INPUTS, &options, &sinks, &counts, &e), ERR_USAGE);
	assert_int_equal(r.n_lines + r.n_rejects, 0);
}

static void test_missing_gazetteer(void **state)
{
	(void)state;
	struct engine none;
	struct error e;
	assert_int_equal(engine_open("no-such.gaz", NULL, 0, &none, &e), ERR_IO);
	assert_null(none.gazetteer);
	engine_close(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_and_rejects),
		cmocka_unit_test(test_same_bytes_with_any_number_of_workers),
		cmocka_unit_test(test_a_failing_sink_ends_the_run),
		cmocka_unit_test(test_unusable_options_are_told_before_anything_is_read),
		cmocka_unit_test(test_missing_gazetteer),
	};
	return cmocka_run_group_tests(tests, open_engine, close_engine);
}
