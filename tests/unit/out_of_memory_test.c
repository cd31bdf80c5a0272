/* Every allocation of the main path fails in turn, once and for good: each time the work is done all the same or ends
 * with "memory" in its reason, nothing is leaked, and what is given out is whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/kharita.h"
#include "gazetteer/build.h"
#include "pipeline/pipeline.h"
#include "state/learned.h"
#include "state/results.h"
#include "state/review_csv.h"
#include "support/failing_memory.h"

#include <stdio.h>
#include <unistd.h>

/* An attack on a post in the town of Shola south of Deir ez-Zor on Thursday evening: two killed, three wounded. */
#define ARTICLE "شن مسلحون هجوماً على نقطة عسكرية في بلدة الشولا جنوب دير الزور، مساء الخميس، وقتل عنصران وأصيب ثلاثة.\n"
#define PLACES                                                                                                         \
	"id\tkind\tname_ar\tlat\tlon\nX1\tvillage\tقرية الاختبار\t35.2\t40.2\nK00001\tcountry\tإثيوبيا\t8.6\t39.6\n" /* Testville, Ethiopia */
#define AREA                                                                                                           \
	"{\"features\":[{\"properties\":{\"id\":\"X1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"                \
	"[[[39,34],[41,34],[41,36],[39,34]]]}}]}"

static struct kharita *library;

static const char *put_file(const char *name, const char *text, size_t n)
{
	struct error e;
	assert_int_equal(file_write(name, sv_make(text, n), &e), OK);
	return name;
}

static enum err open_gazetteer(struct error *e)
{
	struct gazetteer *g = NULL;
	enum err result = gazetteer_open(KHARITA_GAZ, &g, e);
	assert_true((result == OK) == (g != NULL));
	gazetteer_close(g);
	return result;
}

static enum err open_overlaid(struct error *e)
{
	struct gazetteer *g = NULL;
	enum err result = gazetteer_open_overlaid(KHARITA_GAZ, &file_of_work, 1, &g, e);
	assert_true((result == OK) == (g != NULL));
	gazetteer_close(g);
	return result;
}

static enum err open_engine(struct error *e)
{
	struct engine en;
	enum err result = engine_open(KHARITA_GAZ, NULL, 0, &en, e);
	if (result == OK)
		engine_close(&en);
	return result;
}

static enum err open_engine_early(struct error *e)
{
	struct engine en;
	enum err result = engine_open_early(KHARITA_GAZ, NULL, 0, &en, e);
	if (result == OK) {
		result = gazetteer_confirm(en.gazetteer, e);
		engine_close(&en);
	}
	return result;
}

static enum err of_status(enum kharita_status s, const struct kharita_error *from, struct error *e)
{
	snprintf(e->msg, sizeof e->msg, "%s", from->message);
	return s == KHARITA_OK ? OK : s == KHARITA_NO_MEMORY ? ERR_NOMEM : ERR_LIMIT;
}

static enum err open_library(struct error *e)
{
	const struct kharita_options o = {
		.struct_size = sizeof o, .gazetteer = KHARITA_GAZ, .published = "2021-09-18"};
	struct kharita_error why;
	struct kharita *k = NULL;
	enum kharita_status s = kharita_open(&o, &k, &why);
	kharita_close(k);
	return of_status(s, &why, e);
}

static enum err use_library(struct error *e)
{
	const struct kharita_article a = {.struct_size = sizeof a, .text = ARTICLE, .n_text = sizeof ARTICLE - 1,
	                                  .source = "a.txt", .published = "2021-09-18"};
	struct kharita_error why;
	struct kharita_session *session = NULL;
	const char *json = NULL;
	size_t n = 0;
	enum kharita_status s = kharita_session_open(library, &session, &why);
	if (s == KHARITA_OK)
		s = kharita_extract(session, &a, &json, &n, &why);
	assert_true((s == KHARITA_OK) == (json != NULL));
	keep(sv_make(json ? json : "", n));
	if (s == KHARITA_OK)
		s = kharita_lookup(session, "الشولا", 3, &json, &n, &why); /* Shola */
	keep(sv_make(json ? json : "", n));
	kharita_session_close(session);
	return of_status(s, &why, e);
}

static struct engine engine;

static enum err keep_line(void *user, struct sv line, struct error *e)
{
	(void)user, (void)e;
	keep(line);
	return OK;
}

/* An article that memory lacked for is told among the rejected ones. */
static enum err keep_reject(void *user, const struct reject *r, struct error *e)
{
	(void)e;
	snprintf(user, sizeof((struct error *)0)->msg, "%.*s", SV_ARG(r->reason));
	return OK;
}

static enum err run_pipeline(struct error *e)
{
	char reason[sizeof e->msg] = "";
	const struct pipeline_options o = {.jobs = 1, .article.published = "2021-09-18"};
	const struct pipeline_sinks sinks = {.result_line = keep_line, .reject = keep_reject, .user = reason};
	struct pipeline_counts counts;
	enum err result = pipeline_run(&engine, &file_of_work, 1, &o, &sinks, &counts, e);
	if (result == ERR_REJECTED)
		memcpy(e->msg, reason, sizeof reason);
	return result;
}

static enum err read_inputs(struct error *e)
{
	const struct article_options o = {.metadata_path = "oom-metadata.tsv"};
	struct article_reader *reader = NULL;
	struct article_unit unit = {.bytes = NULL};
	bool more = true;
	enum err result = article_reader_open(&file_of_work, 1, &o, &reader, e);
	while (result == OK && more) {
		result = article_reader_next(reader, &unit, &more, e);
		if (result == OK && more && unit.code == OK)
			keep(sv_make(unit.bytes, unit.n_bytes));
		else if (result == OK && more)
			result = error_set(e, unit.code, "%s", unit.reason);
		article_unit_release(&unit);
		unit = (struct article_unit){.bytes = NULL};
	}
	article_reader_close(reader);
	return result;
}

static enum err use_store(struct error *e)
{
	struct state *s = NULL;
	struct review_import import = {.theirs = true};
	size_t n = 0;
	enum err result = state_open_plain(":memory:", &s, e);
	if (result == OK)
		result = review_csv_read(s, file_of_work, &import, e);
	if (result == OK)
		result = learned_take(s, "oom-unresolved.csv", &n, e);
	state_close(s);
	return result;
}

static enum err add_results(struct error *e)
{
	struct results r;
	enum err result = results_open(&r, "oom-new.ndjson", file_of_work, e);
	if (result == OK)
		result = results_add(&r, SV("{\"schema\":1,\"doc_id\":\"0000000000000001\",\"source\":\"b\"}\n"), e);
	if (result == OK)
		result = results_finish(&r, e);
	results_close(&r);
	return result;
}

static enum err build_gazetteer(struct error *e)
{
	return gazetteer_build("oom-gazetteer", "oom.gaz", NULL, e);
}

static void test_gazetteer(void **state)
{
	(void)state;
	file_of_work = KHARITA_GAZ;
	fail_each(open_gazetteer, 1);
	fail_each(open_engine, 1);
	fail_each(open_engine_early, 1);
	file_of_work = put_file("oom.tsv", PLACES, sizeof PLACES - 1);
	fail_each(open_overlaid, 1);
	file_of_work = put_file("oom.geojson", AREA, sizeof AREA - 1);
	fail_each(open_overlaid, 1);
}

static void test_building_a_gazetteer(void **state)
{
	struct error e;
	(void)state;
	assert_int_equal(dir_make("oom-gazetteer/lexicon", &e), OK);
	put_file("oom-gazetteer/places.tsv", PLACES, sizeof PLACES - 1);
	put_file("oom-gazetteer/areas.geojson", AREA, sizeof AREA - 1);
	put_file("oom-gazetteer/lexicon/heads.tsv", "word\tkinds\nقرية\tvillage\n", 28); /* village */
	file_of_work = "oom-gazetteer";
	fail_each(build_gazetteer, 1);
}

static void test_library(void **state)
{
	(void)state;
	file_of_work = "library";
	const struct kharita_options o = {.struct_size = sizeof o, .gazetteer = KHARITA_GAZ};
	fail_each(open_library, 1);
	assert_int_equal(kharita_open(&o, &library, NULL), KHARITA_OK);
	fail_each(use_library, 1);
	kharita_close(library);
}

static void test_pipeline(void **state)
{
	struct error e;
	(void)state;
	assert_int_equal(engine_open(KHARITA_GAZ, NULL, 0, &engine, &e), OK);
	file_of_work = put_file("oom.txt", ARTICLE, sizeof ARTICLE - 1);
	fail_each(run_pipeline, 1);
	engine_close(&engine);
}

static void test_inputs_of_every_kind(void **state)
{
	static const char *const inputs[] = {
		KHARITA_SOURCE_DIR "/examples/articles/13_feed.ndjson", KHARITA_SOURCE_DIR "/examples/inputs/feed.xml",
		KHARITA_SOURCE_DIR "/examples/inputs/page.html", KHARITA_SOURCE_DIR "/examples/inputs/table.csv",
		KHARITA_SOURCE_DIR "/examples/articles",
	};
	static const char metadata[] = "source\tpublished\ttitle\noom.txt\t2021-09-18\tعنوان\n"; /* title */
	(void)state;
	put_file("oom-metadata.tsv", metadata, sizeof metadata - 1);
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		file_of_work = inputs[i];
		fail_each(read_inputs, 1);
	}
}

static void test_state_store(void **state)
{
	static const char corrections[] =
		"layer,start,end,doc_id,review_note,corrected_fatalities,more_reports\n"
		"incident,1,9,0123456789abcdef,\"a \"\"note\"\"\",3,\"[{\"\"doc_id\"\":\"\"0123456789abcde0\"\",\"\"start\"\":1,\"\"end\"\":2}]\"\n";
	static const char unresolved[] = "surface,container_id,place_id,lat,lon,name_ar,kind\nس,K1,,35.1,40.1,س,village\n";
	static const char old[] = "{\"schema\":1,\"doc_id\":\"0000000000000000\",\"source\":\"a\\u0041\"}\n";
	(void)state;
	put_file("oom-unresolved.csv", unresolved, sizeof unresolved - 1);
	file_of_work = put_file("oom-review.csv", corrections, sizeof corrections - 1);
	fail_each(use_store, 1);
	file_of_work = put_file("oom-old.ndjson", old, sizeof old - 1);
	fail_each(add_results, 1);
}

/* An article's arena may end at any allocation, not only where a new block is needed. */
static void test_an_arena_that_ends_anywhere(void **state)
{
	const struct article article = {.doc_id = SV("0000000000000000"), .source = SV("a"), .published = SV("2021-09-18"),
	                                .as_read = SV(ARTICLE), .text = SV(ARTICLE)};
	struct error e;
	struct arena arena, scratch;
	(void)state;
	assert_int_equal(engine_open(KHARITA_GAZ, NULL, 0, &engine, &e), OK);
	arena_init(&arena, 0);
	arena_init(&scratch, 0);
	volatile size_t ceiling = 64;
	volatile bool whole = false;
	for (; !whole && ceiling < (size_t)64 << 20; ceiling += 512 + ceiling / 256) {
		struct result result;
		struct buf json;
		jmp_buf escape;
		memory_begin(0, false);
		arena_init(&arena, ceiling);
		arena_init(&scratch, ceiling);
		arena.escape = scratch.escape = &escape;
		buf_init(&json, MAX_OUTPUT);
		if (setjmp(escape) == 0) {
			assert_int_equal(engine_run(&engine, &arena, &article, ceiling % 1024 >= 512, &result, &e), OK);
			result_write_json(&scratch, &result, &json);
			whole = true;
		}
		buf_release(&json);
		arena_release(&arena);
		arena_release(&scratch);
		assert_int_equal(memory_end(), 0);
	}
	assert_true(whole && ceiling > 4096);
	engine_close(&engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gazetteer),
		cmocka_unit_test(test_building_a_gazetteer),
		cmocka_unit_test(test_library),
		cmocka_unit_test(test_pipeline),
		cmocka_unit_test(test_inputs_of_every_kind),
		cmocka_unit_test(test_state_store),
		cmocka_unit_test(test_an_arena_that_ends_anywhere),
	};
	return cmocka_run_group_tests(tests, memory_enter, memory_leave);
}
