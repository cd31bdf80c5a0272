#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"
#include "write/csv.h"
#include "write/geojson.h"

#include <jansson.h>

#define SMALL RESULTS_DIR "small.ndjson"
#define GOLDEN KHARITA_SOURCE_DIR "/tests/data/layers/small/"

/* Model and layers of the small results, for every test. */
static struct model model;
static struct arena arena;
static struct layer layers[LAYER_ALL];

static int open_layers(void **state)
{
	if (scratch_open(state) != 0)
		return -1;
	model = model_of_file(SMALL, false);
	arena_init(&arena, 0);
	model_layers(&arena, &model, NULL, layers);
	return 0;
}

static int close_layers(void **state)
{
	arena_release(&arena);
	model_release(&model);
	return scratch_close(state);
}

static struct buf written(enum layer_id id)
{
	struct error e = {OK, ""};
	const char *path = scratch_path("layer.geojson");
	assert_int_equal(geojson_write(&layers[id], path, &e), OK);
	return file_content(path);
}

static json_t *parsed(enum layer_id id)
{
	struct buf b = written(id);
	json_error_t e;
	json_t *root = json_loads(b.ptr, JSON_REJECT_DUPLICATES, &e);
	buf_release(&b);
	if (!root)
		fail_msg("%s: %s", layers[id].name, e.text);
	return root;
}

/* KHARITA_BLESS=1 in the environment takes what is written as the new standard. */
static void layers_are_as_the_golden_files(void **state)
{
	(void)state;
	for (enum layer_id id = 0; id < LAYER_COUNT; id++) {
		char path[512];
		struct error e = {OK, ""};
		struct buf b = written(id);
		snprintf(path, sizeof path, GOLDEN "%s.geojson", layers[id].name);
		if (getenv("KHARITA_BLESS"))
			assert_int_equal(file_write(path, buf_sv(&b), &e), OK);
		struct buf golden = file_content(path);
		assert_string_equal(b.ptr, golden.ptr);
		buf_release(&golden);
		buf_release(&b);
	}
}

/* The output contract: names and order. */
static const char *const contract[LAYER_COUNT] = {
    [LAYER_MENTIONS] = "mention_id doc_id source start end surface place_id name_ar name_en feature_code admin1 admin2 "
		       "admin3 role relation confidence sentence ",
    [LAYER_INCIDENTS] =
	"event_id doc_id source sources source_url event_date date_start date_end time_precision date_prec "
	"date_basis event_type sub_event_type actor1 actor2 actors fatalities fatalities_low fatalities_high injuries "
	"casualties_joint casualty_text location location_ar place_id places admin1 admin2 admin3 geo_precision "
	"where_prec coordinate_uncertainty_m where_description spatial_rel background evidence start end "
	"number_of_sources dup_group confidence review_status ",
};

static void properties_are_the_contract_in_its_order(void **state)
{
	(void)state;
	for (enum layer_id id = 0; id < LAYER_COUNT; id++) {
		json_t *root = parsed(id);
		size_t i;
		json_t *feature;
		json_array_foreach(json_object_get(root, "features"), i, feature) {
			char names[1024] = "";
			const char *key;
			json_t *value;
			json_object_foreach(json_object_get(feature, "properties"), key, value) {
				strcat(names, key);
				strcat(names, " ");
			}
			if (contract[id])
				assert_string_equal(names, contract[id]);
		}
		json_decref(root);
	}
}

static double ring_turn(const json_t *ring)
{
	double sum = 0;
	for (size_t i = 0; i + 1 < json_array_size(ring); i++) {
		const json_t *p = json_array_get(ring, i);
		const json_t *q = json_array_get(ring, i + 1);
		sum += json_number_value(json_array_get(p, 0)) * json_number_value(json_array_get(q, 1)) -
		       json_number_value(json_array_get(q, 0)) * json_number_value(json_array_get(p, 1));
	}
	return sum;
}

static void check_polygon(const json_t *rings)
{
	size_t i;
	json_t *ring;
	json_array_foreach(rings, i, ring) {
		size_t n = json_array_size(ring);
		assert_true(n >= 4);
		assert_true(json_equal(json_array_get(ring, 0), json_array_get(ring, n - 1)));
		assert_true(i == 0 ? ring_turn(ring) > 0 : ring_turn(ring) < 0);
	}
}

static void check_geometry(enum layer_id id, const json_t *g)
{
	const char *type = json_string_value(json_object_get(g, "type"));
	const json_t *c = json_object_get(g, "coordinates");
	size_t i;
	json_t *part;
	if (json_is_null(g)) {
		assert_int_equal(layers[id].geometry, GEOMETRY_POINT); /* only a point may be unknown */
		return;
	}
	assert_int_equal(json_object_size(g), 2);
	if (strcmp(type, "Polygon") == 0) {
		check_polygon(c);
	} else if (strcmp(type, "MultiPolygon") == 0) {
		assert_true(json_array_size(c) > 1);
		json_array_foreach(c, i, part)
			check_polygon(part);
	} else if (strcmp(type, "LineString") == 0) {
		assert_true(json_array_size(c) >= 2);
	} else {
		assert_string_equal(type, "Point");
		assert_int_equal(json_array_size(c), 2);
		assert_true(json_number_value(json_array_get(c, 0)) > 37); /* longitude first */
		assert_true(json_number_value(json_array_get(c, 1)) < 37);
	}
}

static void geometries_follow_rfc_7946(void **state)
{
	(void)state;
	for (enum layer_id id = 0; id < LAYER_COUNT; id++) {
		json_t *root = parsed(id);
		assert_string_equal(json_string_value(json_object_get(root, "type")), "FeatureCollection");
		assert_null(json_object_get(root, "crs"));
		assert_int_equal(json_array_size(json_object_get(root, "features")), layers[id].n);
		size_t i;
		json_t *feature;
		json_array_foreach(json_object_get(root, "features"), i, feature) {
			assert_string_equal(json_string_value(json_object_get(feature, "type")), "Feature");
			assert_non_null(json_object_get(feature, "geometry"));
			check_geometry(id, json_object_get(feature, "geometry"));
		}
		json_decref(root);
	}
}

static void coordinates_have_at_most_six_decimals(void **state)
{
	(void)state;
	for (enum layer_id id = 0; id < LAYER_COUNT; id++) {
		struct buf b = written(id);
		for (const char *c = strstr(b.ptr, "\"coordinates\""); c; c = strstr(c + 1, "\"coordinates\""))
			for (const char *p = c + 13; *p && *p != '}'; p++)
				if (*p == '.')
					assert_true(strspn(p + 1, "0123456789") <= 6);
		buf_release(&b);
	}
}

static void null_stays_null_and_zero_stays_zero(void **state)
{
	(void)state;
	json_t *root = parsed(LAYER_INCIDENTS);
	size_t i, zeros = 0, nulls = 0;
	json_t *feature;
	json_array_foreach(json_object_get(root, "features"), i, feature) {
		const json_t *killed = json_object_get(json_object_get(feature, "properties"), "fatalities");
		nulls += json_is_null(killed);
		zeros += json_is_integer(killed) && json_integer_value(killed) == 0;
	}
	assert_int_equal(zeros, 1);
	assert_int_equal(nulls, 3);
	json_decref(root);
}

static void text_comes_back_as_it_was(void **state)
{
	(void)state;
	struct model m =
	    model_of_text("{\"schema\":1,\"doc_id\":\"d\",\"source\":\"a\\\\b \\\"q\\\".txt\",\"mentions\":"
			  "[{\"sentence\":\"tab\\tline\\nbell\\u0007 \\u062d\\u0645\\u0635\"}],\"incidents\":[]}",
			  false);
	struct arena a;
	struct layer all[LAYER_ALL];
	struct error e = {OK, ""};
	arena_init(&a, 0);
	model_layers(&a, &m, NULL, all);
	const char *path = scratch_path("text.geojson");
	assert_int_equal(geojson_write(&all[LAYER_MENTIONS], path, &e), OK);
	json_t *root = json_load_file(path, 0, NULL);
	const json_t *p = json_object_get(json_array_get(json_object_get(root, "features"), 0), "properties");
	assert_string_equal(json_string_value(json_object_get(p, "source")), "a\\b \"q\".txt");
	assert_string_equal(json_string_value(json_object_get(p, "sentence")), "tab\tline\nbell\a حمص"); /* Homs */
	json_decref(root);
	arena_release(&a);
	model_release(&m);
}

static void an_empty_layer_is_valid(void **state)
{
	(void)state;
	struct layer empty = layers[LAYER_ROUTES];
	struct error e = {OK, ""};
	empty.n = 0;
	const char *path = scratch_path("empty.geojson");
	assert_int_equal(geojson_write(&empty, path, &e), OK);
	json_t *root = json_load_file(path, 0, NULL);
	assert_int_equal(json_array_size(json_object_get(root, "features")), 0);
	json_decref(root);
}

static void an_unwritable_target_is_reported(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	assert_int_equal(geojson_write(&layers[0], "/nowhere/layer.geojson", &e), ERR_IO);
	assert_non_null(strstr(e.msg, "'/nowhere/layer.geojson'"));
}

static void unresolved_names_are_a_table(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	const char *path = scratch_path("unresolved.csv");
	assert_int_equal(csv_write(&layers[LAYER_UNRESOLVED], path, &e), OK);
	struct buf b = file_content(path);
	assert_string_equal(
	    b.ptr, "surface,name_ar,kind,container_id,container_ar,count,sentence,sources,place_id,lat,lon,name_en\n"
		   "المزعل,المزعل,village,K00084,البوكمال,1,اعتقلت الدورية شابين في قرية المزعل، بحسب مصدر محلي.,"
		   "\"[\"\"articles/c.txt\"\"]\",,,,\n"); /* a village in the district of Abu Kamal */
	buf_release(&b);
}

/* The name as a word of its own between `from` and `to`. */
static bool tells_of(const char *from, const char *to, const char *name)
{
	size_t n = strlen(name);
	for (const char *p = strstr(from, name); p && p < to; p = strstr(p + 1, name))
		if (!strchr("abcdefghijklmnopqrstuvwxyz_0123456789", p[-1]) &&
		    !strchr("abcdefghijklmnopqrstuvwxyz_0123456789", p[n]))
			return true;
	return false;
}

static void every_field_is_documented(void **state)
{
	(void)state;
	struct buf doc = file_content(KHARITA_SOURCE_DIR "/docs/output.md");
	for (enum layer_id id = 0; id < LAYER_ALL; id++) {
		char title[64];
		snprintf(title, sizeof title, "## %s.geojson\n", layers[id].name);
		const char *from = id < LAYER_COUNT ? strstr(doc.ptr, title) : doc.ptr;
		assert_non_null(from);
		const char *to = id < LAYER_COUNT ? strstr(from + 3, "\n## ") : doc.ptr + doc.len;
		for (size_t i = 0; i < layers[id].n_fields; i++) {
			const struct field *f = &layers[id].fields[i];
			if (!(f->package_only ? tells_of(doc.ptr, doc.ptr + doc.len, f->name) : tells_of(from, to, f->name)))
				fail_msg("docs/output.md says nothing of '%s' of %s", f->name, layers[id].name);
		}
	}
	buf_release(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layers_are_as_the_golden_files),
		cmocka_unit_test(properties_are_the_contract_in_its_order),
		cmocka_unit_test(geometries_follow_rfc_7946),
		cmocka_unit_test(coordinates_have_at_most_six_decimals),
		cmocka_unit_test(null_stays_null_and_zero_stays_zero),
		cmocka_unit_test(text_comes_back_as_it_was),
		cmocka_unit_test(an_empty_layer_is_valid),
		cmocka_unit_test(an_unwritable_target_is_reported),
		cmocka_unit_test(unresolved_names_are_a_table),
		cmocka_unit_test(every_field_is_documented),
	};
	return cmocka_run_group_tests(tests, open_layers, close_layers);
}
