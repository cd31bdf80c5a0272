#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/kharita.h"
#include "base/file.h"
#include "pipeline/pipeline.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

enum { MAX_BYTES = 1 << 24, THREADS = 4, ROUNDS = 3 };

static const char *const files[] = {
	KHARITA_SOURCE_DIR "/examples/articles/01_convoy_kabajib.txt",
	KHARITA_SOURCE_DIR "/examples/articles/05_quarter_deir_ezzor.txt",
	KHARITA_SOURCE_DIR "/examples/articles/08_daily_digest.txt",
	KHARITA_SOURCE_DIR "/examples/articles/12_water_resafa.txt",
};
enum { N_FILES = sizeof files / sizeof files[0] };

static struct buf texts[N_FILES], expected[N_FILES];
static struct kharita *shared;

static enum err keep_line(void *user, struct sv line, struct error *e)
{
	(void)e;
	buf_append(user, line);
	return OK;
}

static enum err keep_reject(void *user, const struct reject *r, struct error *e)
{
	(void)user;
	(void)r;
	return error_set(e, ERR_DATA, "an example was rejected");
}

/* What the program makes of the examples, by the way that the program goes. */
static int set_up(void **state)
{
	(void)state;
	struct engine engine;
	struct error e;
	const struct pipeline_options options = {.jobs = 1, .article.published = "2021-09-18"};
	if (engine_open(KHARITA_GAZ, NULL, 0, &engine, &e) != OK)
		return -1;
	for (size_t i = 0; i < N_FILES; i++) {
		struct pipeline_counts counts;
		const struct pipeline_sinks sinks = {keep_line, NULL, keep_reject, &expected[i]};
		buf_init(&expected[i], MAX_BYTES);
		buf_init(&texts[i], MAX_BYTES);
		if (pipeline_run(&engine, &files[i], 1, &options, &sinks, &counts, &e) != OK ||
		    file_read(files[i], &texts[i], &e) != OK)
			return -1;
	}
	engine_close(&engine);
	const struct kharita_options o = {.struct_size = sizeof o, .gazetteer = KHARITA_GAZ};
	return kharita_open(&o, &shared, NULL) == KHARITA_OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	kharita_close(shared);
	for (size_t i = 0; i < N_FILES; i++) {
		buf_release(&texts[i]);
		buf_release(&expected[i]);
	}
	return 0;
}

static struct kharita_article article_of(size_t i)
{
	return (struct kharita_article){
		.struct_size = sizeof(struct kharita_article),
		.text = texts[i].ptr,
		.n_text = texts[i].len,
		.source = files[i],
		.published = "2021-09-18",
	};
}

static struct kharita_session *session(void)
{
	struct kharita_session *s = NULL;
	assert_int_equal(kharita_session_open(shared, &s, NULL), KHARITA_OK);
	return s;
}

static void gives_the_programs_bytes(void **state)
{
	(void)state;
	struct kharita_session *s = session();
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < N_FILES; i++) {
			const char *json = NULL;
			size_t n = 0;
			struct kharita_error e;
			struct kharita_article a = article_of(i);
			assert_int_equal(kharita_extract(s, &a, &json, &n, &e), KHARITA_OK);
			assert_int_equal(e.status, KHARITA_OK);
			assert_string_equal(e.message, "");
			assert_int_equal(n, expected[i].len);
			assert_memory_equal(json, expected[i].ptr, n);
			assert_int_equal(json[n], 0);
		}
	}
	kharita_session_close(s);
}

/* A copy of just its size, so that the sanitizer sees a read behind the end. */
static void reads_no_byte_behind_the_text(void **state)
{
	(void)state;
	struct kharita_session *s = session();
	const char *json = NULL;
	size_t n = 0;
	for (size_t cut = 0; cut < 40; cut++) {
		struct kharita_article a = article_of(0);
		a.n_text -= cut;
		char *copy = malloc(a.n_text);
		assert_non_null(copy);
		memcpy(copy, texts[0].ptr, a.n_text);
		a.text = copy;
		enum kharita_status status = kharita_extract(s, &a, &json, &n, NULL);
		assert_true(status == KHARITA_OK || status == KHARITA_REJECTED); /* half a letter is no UTF-8 */
		free(copy);
	}
	kharita_session_close(s);
}

struct thread_result {
	size_t n_wrong;
	size_t first;
};

static void *work(void *user)
{
	struct thread_result *r = user;
	struct kharita_session *s = NULL;
	r->n_wrong += kharita_session_open(shared, &s, NULL) != KHARITA_OK;
	for (size_t k = 0; s && k < ROUNDS * N_FILES; k++) {
		size_t i = (k + r->first) % N_FILES;
		const char *json = NULL;
		size_t n = 0;
		struct kharita_article a = article_of(i);
		enum kharita_status status = kharita_extract(s, &a, &json, &n, NULL);
		r->n_wrong += status != KHARITA_OK || n != expected[i].len || memcmp(json, expected[i].ptr, n) != 0;
		r->n_wrong += kharita_lookup(s, "Deir ez-Zor", 3, &json, &n, NULL) != KHARITA_OK || n < 100;
	}
	kharita_session_close(s);
	return NULL;
}

/* Opened afresh: what the gazetteer fills at its first use is filled by several at once. */
static void threads_share_one(void **state)
{
	(void)state;
	struct kharita *before = shared;
	pthread_t threads[THREADS];
	struct thread_result results[THREADS];
	const struct kharita_options o = {.struct_size = sizeof o, .gazetteer = KHARITA_GAZ};
	assert_int_equal(kharita_open(&o, &shared, NULL), KHARITA_OK);
	for (size_t i = 0; i < THREADS; i++) {
		results[i] = (struct thread_result){.first = i};
		assert_int_equal(pthread_create(&threads[i], NULL, work, &results[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(results[i].n_wrong, 0);
	}
	kharita_close(shared);
	shared = before;
}

static enum kharita_status extract_text(struct kharita_session *s, struct kharita_article a, struct kharita_error *e)
{
	const char *json = "";
	size_t n = 1;
	enum kharita_status status = kharita_extract(s, &a, &json, &n, e);
	if (status == KHARITA_OK) {
		assert_non_null(json);
	} else {
		assert_null(json);
		assert_int_equal(n, 0);
		assert_true(e->message[0] != '\0');
	}
	assert_int_equal(e->status, status);
	return status;
}

static void tells_what_is_no_article(void **state)
{
	(void)state;
	static const char latin[] = "The committee met on Thursday and talked about the budget of the coming year.";
	static const char bytes[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0";
	struct kharita_session *s = session();
	struct kharita_error e;
	struct kharita_article none = {.struct_size = sizeof none};
	struct kharita_article a = none;
	assert_int_equal(extract_text(s, none, &e), KHARITA_REJECTED);
	a.text = latin;
	a.n_text = sizeof latin - 1;
	assert_int_equal(extract_text(s, a, &e), KHARITA_REJECTED);
	assert_non_null(strstr(e.message, "not Arabic"));
	a.text = bytes;
	a.n_text = sizeof bytes - 1;
	assert_int_equal(extract_text(s, a, &e), KHARITA_REJECTED);
	/* The session is as good as before. */
	assert_int_equal(extract_text(s, article_of(0), &e), KHARITA_OK);
	kharita_session_close(s);
}

static void tells_wrong_usage(void **state)
{
	(void)state;
	struct kharita_session *s = session();
	struct kharita_error e;
	struct kharita_article a = article_of(0);
	a.published = "18.9.2021";
	assert_int_equal(extract_text(s, a, &e), KHARITA_USAGE);
	assert_non_null(strstr(e.message, "'18.9.2021'"));
	a = article_of(0);
	a.struct_size = 0;
	assert_int_equal(extract_text(s, a, &e), KHARITA_USAGE);
	a = article_of(0);
	a.text = NULL;
	assert_int_equal(extract_text(s, a, &e), KHARITA_USAGE);
	const char *json = NULL;
	size_t n = 0;
	assert_int_equal(kharita_extract(s, NULL, &json, &n, &e), KHARITA_USAGE);
	assert_int_equal(kharita_lookup(s, " ", 0, &json, &n, &e), KHARITA_USAGE);
	assert_int_equal(kharita_lookup(s, NULL, 0, &json, &n, &e), KHARITA_USAGE);
	kharita_session_close(s);
}

/* The namesake beside the position comes first, with its distance; what is no position is refused. */
static void looks_up_near_a_position(void **state)
{
	(void)state;
	static const struct kharita_position nowhere[] = {{181, 35}, {40, -91}, {(double)NAN, 35}};
	const struct kharita_position abu_kamal = {40.92, 34.45}, aleppo = {37.15, 36.2};
	struct kharita_session *s = session();
	struct kharita_error e;
	const char *json = NULL;
	char first[2][64];
	size_t n = 0;
	for (size_t i = 0; i < 2; i++) {
		/* "as-Salihiyah", which is the name of a dozen places */
		assert_int_equal(kharita_lookup_near(s, "الصالحية", i ? &aleppo : &abu_kamal, 1, &json, &n, &e), KHARITA_OK);
		const char *id = strstr(json, "\"place_id\"");
		const char *distance = strstr(json, "\"distance_km\":");
		assert_non_null(id);
		assert_non_null(distance);
		assert_true(strtod(distance + strlen("\"distance_km\":"), NULL) < 60);
		snprintf(first[i], sizeof first[i], "%.30s", id);
	}
	assert_string_not_equal(first[0], first[1]);
	assert_int_equal(kharita_lookup(s, "الصالحية", 1, &json, &n, &e), KHARITA_OK);
	assert_null(strstr(json, "distance_km"));
	for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
		assert_int_equal(kharita_lookup_near(s, "الصالحية", &nowhere[i], 1, &json, &n, &e), KHARITA_USAGE);
		assert_null(json);
	}
	assert_int_equal(kharita_lookup_near(s, "الصالحية", NULL, 1, &json, &n, &e), KHARITA_USAGE);
	assert_int_equal(kharita_lookup_near(s, "", &aleppo, 1, &json, &n, &e), KHARITA_USAGE);
	kharita_session_close(s);
}

/* A caller built against an older header knows fewer fields; what lies behind them is not read. */
static void takes_older_and_newer_structs(void **state)
{
	(void)state;
	struct kharita_session *s = session();
	struct kharita_error e;
	struct kharita_article a = article_of(0);
	a.struct_size = offsetof(struct kharita_article, source);
	a.source = (const char *)(uintptr_t)1;
	a.published = "no date";
	a.format = (enum kharita_format)77;
	assert_int_equal(extract_text(s, a, &e), KHARITA_OK);
	struct {
		struct kharita_article known;
		char more[64];
	} newer = {.known = article_of(0), .more = "of a later version"};
	newer.known.struct_size = sizeof newer;
	assert_int_equal(extract_text(s, newer.known, &e), KHARITA_OK);
	kharita_session_close(s);
}

static void opens_with_options(void **state)
{
	(void)state;
	static const char overlay[] = "library_test_overlay.tsv";
	/* "The long test" */
	static const char rows[] = "id\tkind\tname_ar\tlat\tlon\nX1\tvillage\tالاختبار الطويل\t35.5\t40.25\n";
	const char *const overlays[] = {overlay};
	struct kharita_options o = {sizeof o, KHARITA_GAZ, overlays, 1, NULL, 0, 0};
	struct kharita *k = NULL;
	struct kharita_session *s = NULL;
	struct kharita_error e;
	const char *json = NULL;
	size_t n = 0;
	assert_int_equal(file_write(overlay, sv_cstr(rows), NULL), OK);
	assert_int_equal(kharita_open(&o, &k, &e), KHARITA_OK);
	assert_true(strlen(kharita_gazetteer_date(k)) >= 4);
	assert_int_equal(kharita_session_open(k, &s, &e), KHARITA_OK);
	assert_int_equal(kharita_lookup(s, "الاختبار الطويل", 0, &json, &n, &e), KHARITA_OK);
	assert_non_null(strstr(json, "40.25"));
	kharita_session_close(s);
	kharita_close(k);
	remove(overlay);

	o = (struct kharita_options){sizeof o, KHARITA_GAZ, NULL, 0, "2021-09-18", 1000, 1};
	assert_int_equal(kharita_open(&o, &k, &e), KHARITA_OK);
	assert_int_equal(kharita_session_open(k, &s, &e), KHARITA_OK);
	assert_int_equal(extract_text(s, article_of(2), &e), KHARITA_LIMIT);
	struct kharita_article a = {.struct_size = sizeof a, .text = "News of the day, in English.", .n_text = 28};
	assert_int_equal(kharita_extract(s, &a, &json, &n, &e), KHARITA_OK);
	assert_non_null(strstr(json, "\"published\":\"2021-09-18\""));
	kharita_session_close(s);
	kharita_close(k);
}

static void tells_why_it_does_not_open(void **state)
{
	(void)state;
	enum { SIZE = sizeof(struct kharita_options) };
	static const struct {
		struct kharita_options o;
		enum kharita_status status;
		const char *says;
	} cases[] = {
		{{SIZE, "nowhere.gaz", NULL, 0, NULL, 0, 0}, KHARITA_IO, "'nowhere.gaz'"},
		{{SIZE, KHARITA_SOURCE_DIR "/README.md", NULL, 0, NULL, 0, 0}, KHARITA_BAD_DATA, "README.md"},
		{{SIZE, KHARITA_GAZ, NULL, 0, "soon", 0, 0}, KHARITA_USAGE, "'soon'"},
		{{SIZE, KHARITA_GAZ, NULL, 1, NULL, 0, 0}, KHARITA_USAGE, "overlays"},
		{{0, KHARITA_GAZ, NULL, 0, NULL, 0, 0}, KHARITA_USAGE, "struct_size"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct kharita *k = (struct kharita *)(uintptr_t)1;
		struct kharita_error e;
		assert_int_equal(kharita_open(&cases[i].o, &k, &e), cases[i].status);
		assert_null(k);
		assert_non_null(strstr(e.message, cases[i].says));
	}
	kharita_close(NULL);
	kharita_session_close(NULL);
}

/* A web page: its main text, title and date are found. "An attack on a military post in the town of ash-Shula" */
static void reads_a_page(void **state)
{
	(void)state;
	static const char page[] =
		"<html><head><title>خبر</title><meta property='article:published_time' content='2021-09-18'></head>"
		"<body><nav><a href='/'>الرئيسية</a></nav><article><h1>هجوم في الشولا</h1><p>شن مسلحون هجوماً على نقطة عسكرية في "
		"بلدة الشولا جنوب دير الزور، مساء الخميس، وقتل في الهجوم ثلاثة عناصر وأصيب آخرون بجروح.</p></article></body></html>";
	struct kharita_session *s = session();
	struct kharita_error e;
	const char *json = NULL;
	size_t n = 0;
	struct kharita_article a = {.struct_size = sizeof a, .text = page, .n_text = sizeof page - 1, .format = KHARITA_PAGE};
	assert_int_equal(kharita_extract(s, &a, &json, &n, &e), KHARITA_OK);
	assert_non_null(strstr(json, "\"published\":\"2021-09-18"));
	assert_null(strstr(json, "<p>"));
	kharita_session_close(s);
}

/* What the calling program's locale takes for a decimal point changes nothing, and the locale stays. */
static void heeds_no_locale(void **state)
{
	(void)state;
	static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "test_comma"};
	const char *set = NULL;
	for (size_t i = 0; i < sizeof names / sizeof names[0] && !set; i++)
		set = setlocale(LC_ALL, names[i]);
	if (!set) /* no locale with a decimal comma is installed: package.locale makes one and runs this test */
		skip();
	char *end = NULL;
	assert_true(strtod("1,5", &end) == 1.5);
	gives_the_programs_bytes(state);
	opens_with_options(state);
	assert_true(strtod("1,5", &end) == 1.5);
	setlocale(LC_ALL, "C");
}

static void knows_its_words(void **state)
{
	(void)state;
	assert_string_equal(kharita_version(), KHARITA_VERSION);
	for (int i = KHARITA_OK; i <= KHARITA_LIMIT; i++)
		assert_string_not_equal(kharita_status_text((enum kharita_status)i), "unknown status");
	assert_string_equal(kharita_status_text((enum kharita_status)99), "unknown status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_programs_bytes),
		cmocka_unit_test(reads_no_byte_behind_the_text),
		cmocka_unit_test(threads_share_one),
		cmocka_unit_test(tells_what_is_no_article),
		cmocka_unit_test(tells_wrong_usage),
		cmocka_unit_test(looks_up_near_a_position),
		cmocka_unit_test(takes_older_and_newer_structs),
		cmocka_unit_test(opens_with_options),
		cmocka_unit_test(tells_why_it_does_not_open),
		cmocka_unit_test(reads_a_page),
		cmocka_unit_test(heeds_no_locale),
		cmocka_unit_test(knows_its_words),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
