/* The judge of merging: pairs of reports that are of one event, and look-alikes that are not. The data:
 * tests/data/merge/{same,different}.ndjson, a pair a line: "name", and under "a" and "b" what the two reports say otherwise
 * than the usual one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"

#include <jansson.h>

#define PAIRS KHARITA_SOURCE_DIR "/tests/data/merge/"

/* Islamic State kills three soldiers at Kabajib on 8 February 2021; both reports say so unless the pair changes it. */
static const char usual[] =
    "{\"event_date\":\"2021-02-08\",\"date_start\":\"2021-02-08\",\"date_end\":\"2021-02-08\",\"event_type\":\"Battles\","
    "\"sub_event_type\":\"Armed clash\",\"actors\":[\"Islamic State (Syria)\",\"Military Forces of Syria (2000-2024)\"],"
    "\"actor_inter\":[2,1],"
    "\"fatalities\":3,\"injuries\":null,\"place_id\":\"K1\",\"location_ar\":\"كباجب\",\"where_prec\":1,\"geo_precision\":1,"
    "\"coordinate_uncertainty_m\":2500,\"point\":[39.68,35.08]}";

/* One result with one incident: the usual, with the changes; "published" and "text_day" are the article's, "day" and
 * "place" set all fields of theirs. */
static char *result_of(const json_t *changes, const char *name)
{
	json_t *incident = json_loads(usual, 0, NULL);
	json_t *root = json_pack("{s:i,s:s+,s:s+,s:s,s:[]}", "schema", 1, "doc_id", "doc-", name, "source", name, ".txt",
	                         "published", "2021-02-09", "mentions");
	const char *key;
	json_t *value;
	assert_non_null(incident);
	json_object_set_new(incident, "event_id", json_sprintf("event-%s", name));
	json_object_foreach(json_object_get(changes, name), key, value) {
		static const char *const days[] = {"event_date", "date_start", "date_end"};
		bool article = strcmp(key, "published") == 0 || strcmp(key, "text_day") == 0;
		for (size_t i = 0; i < 3 && strcmp(key, "day") == 0; i++)
			json_object_set(incident, days[i], value);
		json_object_set(article ? root : incident, key, value);
	}
	if (!json_object_get(incident, "places"))
		json_object_set_new(incident, "places", json_pack("[{s:O,s:O}]", "place_id",
		                    json_object_get(incident, "place_id"), "name_ar", json_object_get(incident, "location_ar")));
	json_object_set_new(root, "incidents", json_pack("[o]", incident));
	char *text = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	return text;
}

static struct model model_of_pair(const json_t *pair, bool swapped)
{
	char *a = result_of(pair, swapped ? "b" : "a");
	char *b = result_of(pair, swapped ? "a" : "b");
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_printf(&text, "%s\n%s\n", a, b);
	buf_append_char(&text, '\0');
	struct model m = model_of_text(text.ptr, false);
	buf_release(&text);
	free(a);
	free(b);
	return m;
}

/* No figure and no source of a report is lost. */
static void check_merged(const struct model_incident *i, const json_t *pair)
{
	assert_int_equal(i->n_sources, 2);
	assert_int_equal(i->n_reports, 2);
	for (size_t k = 0; k < 2; k++) {
		const json_t *changes = json_object_get(pair, k ? "b" : "a");
		const json_t *said = json_object_get(changes, "fatalities");
		int64_t killed = !said ? 3 : json_is_integer(said) ? (int64_t)json_integer_value(said) : MODEL_UNKNOWN;
		if (killed == MODEL_UNKNOWN)
			continue;
		assert_true(i->fatalities_low != MODEL_UNKNOWN && i->fatalities_low <= killed);
		assert_true(i->fatalities_high >= killed);
	}
}

static void check_pairs(const char *name, size_t n_incidents, size_t least)
{
	FILE *f = fopen(name, "r");
	char *line = NULL;
	size_t cap = 0, n = 0, wrong = 0;
	assert_non_null(f);
	for (; getline(&line, &cap, f) > 0; n++) {
		json_error_t je;
		json_t *pair = json_loads(line, JSON_REJECT_DUPLICATES, &je);
		if (!pair)
			fail_msg("line %zu: %s", n + 1, je.text);
		for (int swapped = 0; swapped < 2; swapped++) {
			struct model m = model_of_pair(pair, swapped);
			if (m.n_incidents != n_incidents) {
				print_error("'%s'%s: %zu incidents\n", json_string_value(json_object_get(pair, "name")),
				            swapped ? " turned round" : "", m.n_incidents);
				wrong++;
			} else if (n_incidents == 1) {
				check_merged(&m.incidents[0], pair);
			}
			model_release(&m);
		}
		json_decref(pair);
	}
	free(line);
	fclose(f);
	assert_int_equal(wrong, 0);
	assert_true(n >= least);
}

static void reports_of_one_event_merge(void **state)
{
	(void)state;
	check_pairs(PAIRS "same.ndjson", 1, 40);
}

static void look_alikes_stay_apart(void **state)
{
	(void)state;
	check_pairs(PAIRS "different.ndjson", 2, 40);
}

/* Many articles copy one report: each is kept as a source, once. */
static void a_much_copied_report_is_one_incident(void **state)
{
	(void)state;
	enum { COPIES = 500 };
	struct buf text;
	buf_init(&text, 1 << 22);
	for (int i = 0; i < COPIES; i++) {
		buf_printf(&text, "{\"schema\":1,\"doc_id\":\"d%d\",\"source\":\"%d.txt\",\"mentions\":[],\"incidents\":[", i, i);
		buf_append(&text, sv_make(usual, sizeof usual - 2));
		buf_printf(&text, ",\"event_id\":\"e%d\"}]}\n", i);
	}
	buf_append_char(&text, '\0');
	struct model m = model_of_text(text.ptr, false);
	buf_release(&text);
	assert_int_equal(m.n_incidents, 1);
	assert_int_equal(m.incidents[0].n_sources, COPIES);
	assert_int_equal(m.incidents[0].n_reports, COPIES);
	model_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_of_one_event_merge),
		cmocka_unit_test(look_alikes_stay_apart),
		cmocka_unit_test(a_much_copied_report_is_one_incident),
	};
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
