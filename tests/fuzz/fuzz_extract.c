/* Fuzz target: the bytes as an article, all the way to its result. The result is one line of strict JSON; every span
 * that it names lies inside the text, every position on the globe, and the same article gives the same bytes again. */
#include "api/kharita.h"
#include "fuzz.h"

#include <jansson.h>
#include <math.h>

static struct kharita *kharita;
static struct kharita_session *session;

static void open_once(void)
{
	const struct kharita_options o = {.struct_size = sizeof o, .gazetteer = KHARITA_GAZ, .any_language = 1};
	if (kharita)
		return;
	check(kharita_open(&o, &kharita, NULL) == KHARITA_OK);
	check(kharita_session_open(kharita, &session, NULL) == KHARITA_OK);
}

static void check_span(const json_t *record, json_int_t n_codepoints)
{
	const json_t *start = json_object_get(record, "start");
	const json_t *end = json_object_get(record, "end");
	check(json_is_integer(start) && json_is_integer(end));
	check(json_integer_value(start) >= 0 && json_integer_value(start) <= json_integer_value(end));
	check(json_integer_value(end) <= n_codepoints);
}

static void check_point(const json_t *point)
{
	if (json_is_null(point))
		return;
	check(json_array_size(point) == 2);
	check(fabs(json_number_value(json_array_get(point, 0))) <= 180.0);
	check(fabs(json_number_value(json_array_get(point, 1))) <= 90.0);
}

static void check_records(const json_t *root, const char *list)
{
	json_int_t n = json_integer_value(json_object_get(root, "n_codepoints"));
	const json_t *items = json_object_get(root, list);
	check(json_is_array(items));
	for (size_t i = 0; i < json_array_size(items); i++) {
		const json_t *record = json_array_get(items, i);
		check_span(record, n);
		check_point(json_object_get(record, "point"));
		double confidence = json_number_value(json_object_get(record, "confidence"));
		check(confidence >= 0.0 && confidence <= 1.0);
	}
}

static void check_result(const char *json, size_t n)
{
	json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	check(root && n && json[n - 1] == '\n' && memchr(json, '\n', n) == json + n - 1);
	check(utf8_validate(sv_make(json, n)) == SIZE_MAX);
	check_records(root, "mentions");
	check_records(root, "incidents");
	json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kharita_error e;
	const char *json;
	size_t n;
	open_once();
	char name[16] = "fuzz"; /* of every third one the last bytes are also what the caller calls it */
	if (size > sizeof name && size % 3 == 0)
		memcpy(name, data + size - sizeof name + 1, sizeof name - 1);
	const struct kharita_article a = {
		.struct_size = sizeof a, .text = (const char *)data, .n_text = size, .source = name, .title = name,
		.url = name, .outlet = name, .published = size % 2 ? "2021-09-18" : NULL, .charset = "utf-8"};
	if (kharita_extract(session, &a, &json, &n, &e) != KHARITA_OK) {
		check(!json && n == 0 && e.message[0]);
		return 0;
	}
	check_result(json, n);
	char *first = malloc(n);
	check(first != NULL);
	memcpy(first, json, n);
	size_t n_first = n;
	check(kharita_extract(session, &a, &json, &n, &e) == KHARITA_OK);
	check(n == n_first && memcmp(json, first, n) == 0);
	free(first);
	return 0;
}
