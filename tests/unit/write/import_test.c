/* Files that people have, read through GDAL; the gazetteer written through it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/gazetteer_folder.h"
#include "write/export_ogr.h"
#include "write/import_ogr.h"

#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_api.h>

#define DATA KHARITA_SOURCE_DIR "/tests/data/import/"

struct fixture {
	struct folder folder;
	struct arena arena;
	struct import_set set;
};

static int set_up(void **state)
{
	static struct fixture f;
	memset(&f, 0, sizeof f);
	arena_init(&f.arena, 0);
	folder_open(&f.folder);
	f.set.arena = &f.arena;
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	folder_close(&f->folder);
	arena_release(&f->arena);
	return 0;
}

static void read_file(struct fixture *f, const char *path, enum import_format format)
{
	struct error e = {0};
	f->set.n = 0;
	if (import_ogr(&f->set, path, format, NULL, 0, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
}

/* The file in another format, in the folder; `driver` is GDAL's name of it. */
static const char *convert(struct fixture *f, const char *from, const char *name, const char *driver, const char *crs)
{
	const char *to = folder_text(&f->folder, name, "");
	GDALAllRegister();
	GDALDatasetH source = GDALOpenEx(from, GDAL_OF_VECTOR, NULL, NULL, NULL);
	assert_non_null(source);
	unlink(to);
	char **args = CSLAddString(CSLAddString(NULL, "-f"), driver);
	if (strcmp(driver, "ESRI Shapefile") == 0)
		args = CSLAddString(CSLAddString(args, "-lco"), "ENCODING=UTF-8");
	if (crs)
		args = CSLAddString(CSLAddString(args, "-t_srs"), crs);
	GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(args, NULL);
	int failed = 0;
	GDALDatasetH target = GDALVectorTranslate(to, NULL, 1, &source, options, &failed);
	assert_non_null(target);
	GDALClose(target);
	GDALClose(source);
	GDALVectorTranslateOptionsFree(options);
	CSLDestroy(args);
	return to;
}

static const struct import_row *find_row(const struct fixture *f, const char *name_ar)
{
	for (size_t i = 0; i < f->set.n; i++)
		if (sv_eq_cstr(f->set.rows[i].name_ar, name_ar))
			return &f->set.rows[i];
	print_error("no row '%s'\n", name_ar);
	fail();
	return NULL;
}

static void assert_extract(struct fixture *f, const char *path)
{
	read_file(f, path, FORMAT_AUTO);
	assert_int_equal(f->set.n, 4); /* a bakery is no place */
	const struct import_row *r = find_row(f, "كرم السراب");
	assert_sv_equal(r->code, "n1");
	assert_sv_equal(r->name_en, "Karm as-Sarab");
	assert_int_equal(r->kind, KIND_VILLAGE);
	assert_int_equal(r->origin, ORIGIN_OSM);
	assert_near(r->population, 900, 0);
	assert_near_m(r->point, ((struct lonlat){40.3311, 35.4711}), 1);
	r = find_row(f, "مشفى السراب الوطني");
	assert_int_equal(r->kind, KIND_FACILITY);
	assert_sv_equal(r->feature_code, "HSP");
	assert_sv_equal(r->variants, "مشفى السراب|المشفى الأهلي السرابي");
	r = find_row(f, "بحيرة السراب");
	assert_sv_equal(r->code, "w21");
	assert_int_equal(r->shape.n_polygons, 1);
	assert_int_equal(r->shape.polygons[0].rings[0].n, 4);
	assert_true(geo_shape_contains(&r->shape, r->point));
}

static void openstreetmap_is_read_as_xml_and_as_pbf(void **state)
{
	assert_extract(*state, DATA "extract.osm");
	assert_extract(*state, DATA "extract.osm.pbf");
}

static void a_whos_on_first_record_has_its_names_and_label_point(void **state)
{
	struct fixture *f = *state;
	read_file(f, DATA "wof.geojson", FORMAT_AUTO);
	assert_int_equal(f->set.n, 1);
	const struct import_row *r = &f->set.rows[0];
	assert_int_equal(r->origin, ORIGIN_WOF);
	assert_sv_equal(r->code, "101");
	assert_sv_equal(r->name_ar, "كرم الملح");
	assert_sv_equal(r->variants, "كروم الملح");
	assert_sv_equal(r->name_en, "Salt Vineyard");
	assert_int_equal(r->kind, KIND_TOWN); /* a locality of 12,000 */
	assert_near_m(r->point, ((struct lonlat){40.61, 35.61}), 1);
}

static void assert_units(struct fixture *f, const char *path)
{
	read_file(f, path, FORMAT_AUTO);
	assert_int_equal(f->set.n, 2);
	const struct import_row *r = find_row(f, "البوكمال");
	assert_int_equal(r->origin, ORIGIN_OCHA);
	assert_int_equal(r->kind, KIND_DISTRICT);
	assert_sv_equal(r->code, "SY0902");
	assert_sv_equal(r->name_en, "Abu Kamal");
	assert_sv_equal(r->admin1, "SY09");
	assert_sv_equal(r->admin2, "");
}

static void boundaries_are_units_of_their_level_in_any_format_and_crs(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *name, *driver, *crs;
	} CASES[] = {{"a.gpkg", "GPKG", NULL}, {"b.gpkg", "GPKG", "EPSG:32637"}, {"c.fgb", "FlatGeobuf", "EPSG:3857"}};
	assert_units(f, DATA "cod_adm2.geojson");
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_units(f, convert(f, DATA "cod_adm2.geojson", CASES[i].name, CASES[i].driver, CASES[i].crs));
		const struct import_row *r = find_row(f, "البوكمال");
		assert_int_equal(r->shape.n_polygons, 1);
		assert_int_equal(r->shape.polygons[0].rings[0].n, 4);
		assert_true(geo_shape_contains(&r->shape, (struct lonlat){40.9, 34.45}));
		assert_false(geo_shape_contains(&r->shape, (struct lonlat){40.9, 35.0}));
		assert_near(geo_shape_area_m2(&r->shape) / 7.33e9, 1, 0.02); /* right-hand rule: positive */
	}
}

static void a_shapefile_keeps_its_cut_field_names(void **state)
{
	struct fixture *f = *state;
	static const char *const PARTS[] = {"p.shx", "p.dbf", "p.prj", "p.cpg"};
	for (size_t i = 0; i < 4; i++)
		unlink(folder_text(&f->folder, PARTS[i], ""));
	read_file(f, convert(f, DATA "cod_places.geojson", "p.shp", "ESRI Shapefile", NULL), FORMAT_AUTO);
	assert_int_equal(f->set.n, 2);
	const struct import_row *r = find_row(f, "كرم الزيتون المنسي");
	assert_sv_equal(r->code, "C99999");
	assert_sv_equal(r->admin3, "SY090300");
	assert_int_equal(r->kind, KIND_VILLAGE);
	assert_near_m(r->point, ((struct lonlat){40.31, 34.98}), 1);
}

static void a_spreadsheet_has_positions_in_columns(void **state)
{
	struct fixture *f = *state;
	read_file(f, convert(f, DATA "cod_places.geojson", "p.xlsx", "XLSX", NULL), FORMAT_AUTO);
	assert_int_equal(f->set.n, 2);
	const struct import_row *r = find_row(f, "الميادين");
	assert_sv_equal(r->code, "C5192");
	assert_near_m(r->point, ((struct lonlat){40.428, 35.0248}), 1);
	/* Units without positions are known by their codes. */
	read_file(f, convert(f, DATA "cod_adm2.geojson", "u.xlsx", "XLSX", NULL), FORMAT_AUTO);
	assert_int_equal(f->set.n, 2);
	assert_false(f->set.rows[0].has_point);
}

static void a_table_is_read_by_its_column_map(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	const struct import_pair map[] = {{SV("name_ar"), SV("place")}, {SV("kind"), SV("Type")}, {SV("lat"), SV("Y")}, {SV("lon"), SV("X")}};
	assert_int_equal(import_ogr(&f->set, DATA "own.csv", FORMAT_CSV, map, 4, &e), OK);
	assert_int_equal(f->set.n, 3);
	const struct import_row *r = find_row(f, "مزرعة السراب الكبرى");
	assert_int_equal(r->kind, KIND_HAMLET);
	assert_int_equal(r->origin, ORIGIN_OWN);
	assert_near_m(r->point, ((struct lonlat){40.15, 35.25}), 1);
	assert_int_equal(r->line, 2);
	find_row(f, "قرية, السراب");
	const struct import_pair wrong[] = {{SV("name_ar"), SV("Nom")}};
	assert_int_equal(import_ogr(&f->set, DATA "own.csv", FORMAT_CSV, wrong, 1, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "has no field 'Nom'"));
}

static void rows_that_do_not_say_their_kind_take_the_one_given(void **state)
{
	struct fixture *f = *state;
	const char *path = folder_text(&f->folder, "k.csv", "name,lat,lon\nكرم السراب,35.2,40.1\n");
	read_file(f, path, FORMAT_AUTO);
	assert_int_equal(f->set.n, 0);
	assert_int_equal(f->set.kindless, 1);
	f->set.has_kind = true;
	f->set.kind = KIND_CAMP;
	read_file(f, path, FORMAT_AUTO);
	assert_int_equal(f->set.n, 1);
	assert_int_equal(f->set.rows[0].kind, KIND_CAMP);
}

static void unreadable_files_are_refused(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_int_equal(import_ogr(&f->set, "/nowhere/x.gpkg", FORMAT_AUTO, NULL, 0, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "/nowhere/x.gpkg"));
	const char *path = folder_text(&f->folder, "x.bin", "nothing that anybody reads");
	assert_int_equal(import_ogr(&f->set, path, FORMAT_AUTO, NULL, 0, &e), ERR_IO);
	path = folder_text(&f->folder, "x.osm", "<?xml version='1.0'?><osm version='0.6'><node id='1'");
	assert_int_not_equal(import_ogr(&f->set, path, FORMAT_AUTO, NULL, 0, &e), OK);
	enum import_format format;
	assert_true(import_format_parse("wof", &format) && format == FORMAT_WOF);
	assert_false(import_format_parse("word", &format));
}

static void an_exported_geopackage_holds_places_areas_and_lines(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	struct gazetteer *g = NULL;
	const char *path = folder_text(&f->folder, "out.gpkg", "");
	assert_int_equal(gazetteer_open(KHARITA_GAZ, &g, &e), OK);
	assert_int_equal(export_gpkg(g, path, &e), OK);
	GDALDatasetH d = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
	assert_non_null(d);
	OGRLayerH places = GDALDatasetGetLayerByName(d, "places");
	assert_int_equal(OGR_L_GetFeatureCount(places, 1), gazetteer_count(g));
	OGRFeatureH feature = OGR_L_GetNextFeature(places);
	const struct place *p = gazetteer_place(g, 0);
	assert_sv_equal(p->id, OGR_F_GetFieldAsString(feature, 0));
	assert_sv_equal(p->name_ar, OGR_F_GetFieldAsString(feature, OGR_F_GetFieldIndex(feature, "name_ar")));
	assert_near(OGR_G_GetX(OGR_F_GetGeometryRef(feature), 0), p->point.lon_deg, 1e-9);
	OGR_F_Destroy(feature);
	GIntBig n = OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(d, "areas"), 1) +
	            OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(d, "lines"), 1);
	assert_int_equal(n, gazetteer_geometry_count(g));
	GDALClose(d);
	assert_int_equal(export_gpkg(g, "/nowhere/x.gpkg", &e), ERR_IO);
	assert_non_null(strstr(e.msg, "/nowhere/x.gpkg"));
	gazetteer_close(g);
	/* What was exported is known when it comes back. */
	read_file(f, path, FORMAT_AUTO);
	assert_true(f->set.n > 9000);
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(openstreetmap_is_read_as_xml_and_as_pbf),
		LAW(a_whos_on_first_record_has_its_names_and_label_point),
		LAW(boundaries_are_units_of_their_level_in_any_format_and_crs),
		LAW(a_shapefile_keeps_its_cut_field_names),
		LAW(a_spreadsheet_has_positions_in_columns),
		LAW(a_table_is_read_by_its_column_map),
		LAW(rows_that_do_not_say_their_kind_take_the_one_given),
		LAW(unreadable_files_are_refused),
		LAW(an_exported_geopackage_holds_places_areas_and_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
