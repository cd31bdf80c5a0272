#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "gazetteer/gazetteer.h"
#include "support/write_files.h"
#include "write/gpkg.h"
#include "write/review_apply.h"

#include <sqlite3.h>
#include <sys/stat.h>

#define SMALL RESULTS_DIR "small.ndjson"
#define THEME KHARITA_SOURCE_DIR "/styles/theme.json"

static struct model model;
static struct arena arena;
static struct layer layers[LAYER_ALL];
static struct theme *theme;
static struct gazetteer *gazetteer;

static int open_layers(void **state)
{
	struct error e = {OK, ""};
	if (scratch_open(state) != 0 || theme_open(THEME, &theme, &e) != OK ||
	    gazetteer_open(KHARITA_GAZ, &gazetteer, &e) != OK) {
		print_error("%s\n", e.msg);
		return -1;
	}
	model = model_of_file(SMALL, false);
	arena_init(&arena, 0);
	model_layers(&arena, &model, gazetteer, layers);
	return 0;
}

static int close_layers(void **state)
{
	arena_release(&arena);
	model_release(&model);
	gazetteer_close(gazetteer);
	theme_free(theme);
	return scratch_close(state);
}

static const char *written(const char *name, const char *crs_name)
{
	struct error e = {OK, ""};
	struct gpkg_crs crs;
	const char *path = scratch_path(name);
	const struct gpkg_spec spec = {.crs = &crs, .data_day = model.data_day, .theme = theme, .lang = LANG_AR};
	if (gpkg_crs_open(crs_name, &crs, &e) != OK || gpkg_write(layers, &spec, path, &e) != OK)
		fail_msg("%s", e.msg);
	gpkg_crs_close(&crs);
	return path;
}

/* All rows of a query, cells joined by "|", rows by ";". */
static char *query(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *s;
	struct buf b;
	buf_init(&b, 1 << 20);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(s); i++) {
			const char *cell = (const char *)sqlite3_column_text(s, i);
			buf_append_cstr(&b, i ? "|" : "");
			buf_append_cstr(&b, cell ? cell : "NULL");
		}
		buf_append_char(&b, ';');
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	buf_append_char(&b, '\0');
	return b.ptr;
}

static void assert_query(const char *path, const char *sql, const char *expected)
{
	char *found = query(path, sql);
	if (strcmp(found, expected) != 0)
		fail_msg("%s\n  gives   %s\n  and not %s", sql, found, expected);
	free(found);
}

static void it_is_a_geopackage_with_every_layer(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(path, "PRAGMA application_id", "1196444487;"); /* "GPKG" */
	assert_query(path, "PRAGMA integrity_check", "ok;");
	assert_query(
	    path,
	    "SELECT c.table_name, c.data_type, g.geometry_type_name, g.srs_id FROM gpkg_contents c LEFT JOIN "
	    "gpkg_geometry_columns g USING (table_name)",
	    "incidents|features|POINT|4326;mentions|features|POINT|4326;places|features|POINT|4326;"
	    "extents|features|MULTIPOLYGON|4326;routes|features|LINESTRING|4326;settlements|features|POINT|4326;"
	    "borders|features|LINESTRING|4326;rivers|features|LINESTRING|4326;roads|features|LINESTRING|4326;"
	    "areas|features|MULTIPOLYGON|4326;articles|attributes|NULL|NULL;incident_sources|attributes|NULL|NULL;"
	    "unresolved|attributes|NULL|NULL;layer_styles|attributes|NULL|NULL;");
	for (enum layer_id id = 0; id < LAYER_ALL; id++) {
		char sql[128], expected[32];
		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", layers[id].name);
		snprintf(expected, sizeof expected, "%zu;", layers[id].n);
		assert_query(path, sql, expected);
	}
}

static void the_basemap_comes_from_the_gazetteer(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(path, "SELECT name_ar FROM rivers WHERE place_id = 'K00498'", "نهر الفرات;"); /* the Euphrates */
	assert_query(path, "SELECT count(*) FROM areas WHERE kind = 'governorate' AND country IS NULL", "14;");
	assert_query(path, "SELECT count(*) > 0 FROM borders WHERE kind = 'country'", "1;");
	assert_query(path, "SELECT mentions FROM settlements WHERE place_id = 'K01598'",
		     "1;"); /* Tadmur is named once */
}

static void fields_have_types_and_nulls(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(
	    path,
	    "SELECT name, type FROM pragma_table_info('incidents') WHERE name IN ('fid', 'geom', 'event_date', "
	    "'fatalities', 'geo_precision', 'coordinate_uncertainty_m', 'background', 'sources', 'corrected_date')",
	    "fid|INTEGER;geom|POINT;sources|TEXT;event_date|DATE;fatalities|INTEGER;geo_precision|MEDIUMINT;"
	    "coordinate_uncertainty_m|REAL;background|BOOLEAN;corrected_date|DATE;");
	assert_query(
	    path,
	    "SELECT event_date, sources, fatalities, background, casualty_text FROM incidents WHERE event_id = "
	    "'fa9224c8190f4416'",
	    "2021-02-08|[\"articles/a.txt\",\"articles/b.txt\"]|11|0|NULL;");
	assert_query(path, "SELECT geom IS NULL, event_date, fatalities FROM incidents WHERE location_ar = 'المزعل'",
	             "1|NULL|NULL;"); /* an unresolved village */
	assert_query(path, "SELECT count(*), count(DISTINCT event_id) FROM incident_sources", "7|6;");
	assert_query(path, "SELECT outlet FROM articles WHERE source = 'articles/e.txt'",
		     "راديو الشاطئ;"); /* Shore Radio */
}

static void spatial_indexes_are_whole(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(path, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'", "10;");
	assert_query(path, "SELECT (SELECT count(*) FROM rtree_incidents_geom) = (SELECT count(geom) FROM incidents)",
		     "1;");
	assert_query(path, "SELECT (SELECT count(*) FROM rtree_extents_geom) = (SELECT count(geom) FROM extents)",
		     "1;");
	assert_query(path, "SELECT rtreecheck('rtree_incidents_geom'), rtreecheck('rtree_extents_geom'), "
		     "rtreecheck('rtree_settlements_geom'), rtreecheck('rtree_rivers_geom')", "ok|ok|ok|ok;");
	assert_query(path, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%geom%'", "60;");
	assert_query(path, "SELECT sum(feature_count) = (SELECT count(*) FROM mentions) FROM gpkg_ogr_contents WHERE "
		     "table_name = 'mentions'", "1;");
	assert_query(path, "SELECT min(minx) >= c.min_x - 0.001 AND max(maxx) <= c.max_x + 0.001 FROM rtree_extents_geom, "
		     "gpkg_contents c WHERE c.table_name = 'extents'", "1;");
}

static void every_spatial_layer_has_a_default_style(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(
	    path,
	    "SELECT count(*) FROM layer_styles s JOIN gpkg_geometry_columns g ON g.table_name = s.f_table_name "
	    "AND g.column_name = s.f_geometry_column WHERE s.f_table_schema = '' AND s.useAsDefault = 1 "
	    "AND s.styleQML LIKE '<!DOCTYPE qgis%</qgis>%'",
	    "10;");
}

static void review_columns_await_the_analyst(void **state)
{
	(void)state;
	const char *path = written("layers.gpkg", NULL);
	assert_query(path, "SELECT DISTINCT review_status, review_note, corrected_place FROM incidents",
		     "unreviewed|NULL|NULL;");
	assert_query(path, "SELECT DISTINCT review_status, corrected_place_id FROM mentions", "unreviewed|NULL;");
}

static void same_data_same_bytes(void **state)
{
	(void)state;
	struct buf a = file_content(written("one.gpkg", NULL));
	struct buf b = file_content(written("two.gpkg", NULL));
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.ptr, b.ptr, a.len);
	buf_release(&a);
	buf_release(&b);
	assert_query(scratch_path("one.gpkg"), "SELECT DISTINCT last_change FROM gpkg_contents",
		     "2021-03-01T00:00:00.000Z;");
}

/* x and y of a point's blob: eight bytes of header, five of WKB, then the two. */
static void point_of(const char *path, const char *sql, double out[2])
{
	sqlite3 *db;
	sqlite3_stmt *s;
	sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_bytes(s, 0), 29);
	memcpy(out, (const char *)sqlite3_column_blob(s, 0) + 13, 2 * sizeof *out);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static void another_crs_moves_the_coordinates(void **state)
{
	(void)state;
	const char *path = written("utm.gpkg", "EPSG:32637");
	double found[2];
	struct xy expected = geo_to_utm37((struct lonlat){39.68041, 35.07901});
	point_of(path, "SELECT geom FROM incidents WHERE event_id = 'fa9224c8190f4416'", found);
	assert_near(found[0], expected.x_m, 0.01);
	assert_near(found[1], expected.y_m, 0.01);
	assert_query(path, "SELECT DISTINCT srs_id FROM gpkg_geometry_columns", "32637;");
	path = written("degrees.gpkg", "EPSG:4326");
	point_of(path, "SELECT geom FROM incidents WHERE event_id = 'fa9224c8190f4416'", found);
	assert_near(found[0], 39.68041, 1e-9); /* longitude first */
	assert_near(found[1], 35.07901, 1e-9);
}

static void an_unknown_crs_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"EPSG:99999", "nonsense", "", "https://example.org/crs", "EPSG:5773"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct error e = {OK, ""};
		struct gpkg_crs crs;
		assert_int_equal(gpkg_crs_open(wrong[i], &crs, &e), ERR_USAGE);
		assert_non_null(strstr(e.msg, wrong[i]));
		gpkg_crs_close(&crs);
	}
}

static void an_unwritable_target_is_reported(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	struct gpkg_crs crs;
	assert_int_equal(gpkg_crs_open(NULL, &crs, &e), OK);
	const struct gpkg_spec spec = {.crs = &crs, .theme = theme};
	assert_int_equal(gpkg_write(layers, &spec, "/nowhere/layers.gpkg", &e), ERR_IO);
	assert_non_null(strstr(e.msg, "'/nowhere/layers.gpkg'"));
	gpkg_crs_close(&crs);
}

static void execute(const char *path, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

/* The small model with what the store says of it. */
static struct model reviewed_model(struct state *store, struct review_apply *r)
{
	struct error e = {OK, ""};
	struct model m = model_of_file(SMALL, false);
	*r = (struct review_apply){.state = store, .gazetteer = gazetteer};
	if (review_apply(r, &m, &e) != OK)
		fail_msg("%s", e.msg);
	return m;
}

/* SQLite alone has no ST_IsEmpty(), which the index's triggers ask for. */
static void drop_triggers(const char *path)
{
	execute(path, "DROP TRIGGER rtree_incidents_geom_update1; DROP TRIGGER rtree_incidents_geom_update2; "
	              "DROP TRIGGER rtree_incidents_geom_update3; DROP TRIGGER rtree_incidents_geom_update4; "
	              "DROP TRIGGER rtree_mentions_geom_update1; DROP TRIGGER rtree_mentions_geom_update2; "
	              "DROP TRIGGER rtree_mentions_geom_update3; DROP TRIGGER rtree_mentions_geom_update4");
}

static void review_is_carried_over(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	struct state *store;
	struct review_apply r;
	size_t n;
	const char *path = written("reviewed.gpkg", "EPSG:32637");
	drop_triggers(path);
	execute(path, "UPDATE incidents SET review_status = 'corrected', review_note = 'see map', corrected_date = "
	              "'2021-02-07', corrected_fatalities = 3 WHERE event_id = 'fa9224c8190f4416'");
	execute(path, "UPDATE mentions SET corrected_place_id = 'K00001' WHERE surface = 'تدمر'"); /* Tadmur */
	assert_int_equal(state_open_plain(scratch_path("state.sqlite"), &store, &e), OK);
	assert_int_equal(review_harvest(store, path, "qgis", &n, &e), OK);
	assert_int_equal(n, 2);
	assert_int_equal(review_harvest(store, path, "qgis", &n, &e), OK);
	assert_int_equal(n, 0); /* the same edits once */
	struct model m = reviewed_model(store, &r);
	assert_int_equal(r.n_applied, 2);
	assert_sv_equal(m.incidents[0].review_status, "corrected");
	assert_sv_equal(m.incidents[0].review->fields[REVIEW_NOTE], "see map");
	assert_sv_equal(m.incidents[0].event_date, "2021-02-07");
	assert_int_equal(m.incidents[0].fatalities, 3);
	assert_int_equal(m.incidents[0].fatalities_high, MODEL_UNKNOWN);
	assert_near_m(m.incidents[0].point, ((struct lonlat){39.68041, 35.07901}), 0.01); /* nobody moved it */
	assert_sv_equal(m.incidents[1].review_status, "unreviewed");
	assert_sv_equal(m.mentions[1].place_id, "K00001");
	assert_sv_equal(m.mentions[1].review->fields[REVIEW_STATUS], "corrected");
	model_release(&m);
	state_close(store);
}

static void the_review_of_a_report_that_was_merged_since_is_found(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	struct state *store;
	struct review_apply r;
	size_t n;
	const char *path = written("unmerged.gpkg", NULL);
	drop_triggers(path);
	execute(path, "DELETE FROM incident_sources WHERE event_id = 'fa9224c8190f4416' AND source != 'articles/b.txt';"
	              "UPDATE incidents SET review_status = 'rejected', event_id = (SELECT report_id FROM incident_sources "
	              "WHERE event_id = 'fa9224c8190f4416') WHERE event_id = 'fa9224c8190f4416';"
	              "UPDATE incident_sources SET event_id = report_id WHERE event_id = 'fa9224c8190f4416'");
	assert_int_equal(state_open_plain(scratch_path("merged.sqlite"), &store, &e), OK);
	assert_int_equal(review_harvest(store, path, "qgis", &n, &e), OK);
	assert_int_equal(n, 1);
	struct model m = reviewed_model(store, &r);
	assert_sv_equal(m.incidents[0].event_id, "fa9224c8190f4416");
	assert_sv_equal(m.incidents[0].review_status, "rejected");
	assert_non_null(strstr(m.incidents[0].review->conflict.ptr, "also reported by")); /* it is told */
	struct arena scratch;
	arena_init(&scratch, 0);
	assert_int_equal(review_drawn(&scratch, &m).n_incidents, m.n_incidents - 1);
	arena_release(&scratch);
	model_release(&m);
	state_close(store);
}

static void a_file_without_review_columns_is_refused(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	struct state *store;
	size_t n;
	const char *path = scratch_path("text.gpkg");
	assert_int_equal(state_open_plain(scratch_path("refused.sqlite"), &store, &e), OK);
	assert_int_equal(review_harvest(store, "/nowhere/a.gpkg", "qgis", &n, &e), OK); /* there is nothing to keep */
	assert_int_equal(file_write(path, SV("no data base"), &e), OK);
	assert_int_equal(review_harvest(store, path, "qgis", &n, &e), ERR_DATA);
	path = written("other.gpkg", NULL);
	execute(path, "DROP TABLE mentions; DELETE FROM gpkg_contents WHERE table_name = 'mentions'; "
	              "DELETE FROM gpkg_geometry_columns WHERE table_name = 'mentions'");
	assert_int_equal(review_harvest(store, path, "qgis", &n, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "other.gpkg"));
	state_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_a_geopackage_with_every_layer),
		cmocka_unit_test(the_basemap_comes_from_the_gazetteer),
		cmocka_unit_test(fields_have_types_and_nulls),
		cmocka_unit_test(spatial_indexes_are_whole),
		cmocka_unit_test(every_spatial_layer_has_a_default_style),
		cmocka_unit_test(review_columns_await_the_analyst),
		cmocka_unit_test(same_data_same_bytes),
		cmocka_unit_test(another_crs_moves_the_coordinates),
		cmocka_unit_test(an_unknown_crs_is_refused),
		cmocka_unit_test(an_unwritable_target_is_reported),
		cmocka_unit_test(review_is_carried_over),
		cmocka_unit_test(the_review_of_a_report_that_was_merged_since_is_found),
		cmocka_unit_test(a_file_without_review_columns_is_refused),
	};
	return cmocka_run_group_tests(tests, open_layers, close_layers);
}
