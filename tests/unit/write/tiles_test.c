#include "write/tiles.h"

#include "base/file.h"
#include "geo/geo.h"
#include "write/tiles_paint.h"

#include <cairo.h>
#include <gdal.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/draw_model.h"

struct fixture {
	struct theme *theme;
	struct model model;
	char dir[64];
	char path[128];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->theme = draw_theme();
	assert_non_null(f->theme);
	draw_model_init(&f->model, 64);
	(void)snprintf(f->dir, sizeof f->dir, "/tmp/kharita_tiles_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	(void)snprintf(f->path, sizeof f->path, "%s/t.mbtiles", f->dir);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];
	(void)snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
	assert_int_equal(system(command), 0);
	model_release(&f->model);
	theme_free(f->theme);
	free(f);
	return 0;
}

static struct tiles_spec spec_of(const struct fixture *f, unsigned min_zoom, unsigned max_zoom)
{
	return (struct tiles_spec){
		.theme = f->theme, .lang = LANG_AR, .min_zoom = min_zoom, .max_zoom = max_zoom, .jobs = 2};
}

static void write_tiles(const struct fixture *f, const struct tiles_spec *spec, const char *path)
{
	struct error e = {0};
	if (tiles_write(&f->model, spec, path, NULL, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
}

/* PNG bytes of a tile in XYZ numbering, or an empty buffer. */
static void read_tile(const char *path, struct tile t, struct buf *out)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	buf_init(out, 1 << 20);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT tile_data FROM tiles WHERE zoom_level=? AND tile_column=? AND "
	                                        "tile_row=?", -1, &s, NULL), SQLITE_OK);
	sqlite3_bind_int64(s, 1, t.z);
	sqlite3_bind_int64(s, 2, t.x);
	sqlite3_bind_int64(s, 3, (int64_t)(1u << t.z) - 1 - t.y);
	if (sqlite3_step(s) == SQLITE_ROW)
		buf_append(out, sv_make(sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0)));
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static int64_t count_rows(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	return n;
}

struct reading {
	struct sv rest;
};

static cairo_status_t next_bytes(void *closure, unsigned char *data, unsigned int n)
{
	struct reading *r = closure;
	if (r->rest.len < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, r->rest.ptr, n);
	r->rest = sv_skip(r->rest, n);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *decode(const struct buf *png)
{
	struct reading r = {buf_sv(png)};
	cairo_surface_t *s = cairo_image_surface_create_from_png_stream(next_bytes, &r);
	assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
	return s;
}

static uint32_t pixel_of(cairo_surface_t *s, int x, int y)
{
	uint32_t pixel;
	const unsigned char *data = cairo_image_surface_get_data(s);
	memcpy(&pixel, data + (size_t)y * (size_t)cairo_image_surface_get_stride(s) + 4 * (size_t)x, sizeof pixel);
	return pixel;
}

/* Global pixel of a position at a zoom. */
static struct xy pixel_at(double lon_deg, double lat_deg, unsigned zoom)
{
	struct xy m = geo_to_mercator((struct lonlat){lon_deg, lat_deg});
	double scale = 256.0 * (double)(1u << zoom) / 40075016.685578488;
	return (struct xy){(m.x_m + 20037508.342789244) * scale, (20037508.342789244 - m.y_m) * scale};
}

static void test_tiles_show_the_symbol_at_its_place(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	(void)draw_model_incident(&f->model, "Battles", "الميادين", 40.4528, 35.0203);
	write_tiles(f, &spec, f->path);
	for (unsigned z = 5; z <= 11; z++) {
		struct buf png;
		struct xy p = pixel_at(40.4528, 35.0203, z);
		struct tile t = {z, (unsigned)p.x_m / 256, (unsigned)p.y_m / 256};
		read_tile(f->path, t, &png);
		assert_true(png.len > 0);
		cairo_surface_t *s = decode(&png);
		assert_int_equal(cairo_image_surface_get_width(s), 256);
		assert_int_equal(pixel_of(s, (int)p.x_m % 256, (int)p.y_m % 256), 0xffc32b1d);
		cairo_surface_destroy(s);
		buf_release(&png);
	}
	assert_int_equal(count_rows(f->path, "SELECT count(DISTINCT zoom_level) FROM tiles"), 7);
}

static void test_tiles_cut_nothing_at_their_edges(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 10, 10);
	double edge_lon_deg = 360.0 * 627.0 / 1024.0 - 180.0; /* left edge of column 627 at zoom 10 */
	struct buf left, right;
	(void)draw_model_incident(&f->model, "Violence against civilians", "مكان", edge_lon_deg, 35.1);
	write_tiles(f, &spec, f->path);
	struct xy p = pixel_at(edge_lon_deg, 35.1, 10);
	unsigned row = (unsigned)p.y_m / 256;
	read_tile(f->path, (struct tile){10, 626, row}, &left);
	read_tile(f->path, (struct tile){10, 627, row}, &right);
	cairo_surface_t *a = decode(&left);
	cairo_surface_t *b = decode(&right);
	assert_int_equal(pixel_of(a, 255, (int)p.y_m % 256), 0xff5e1742);
	assert_int_equal(pixel_of(b, 0, (int)p.y_m % 256), 0xff5e1742);
	cairo_surface_destroy(a);
	cairo_surface_destroy(b);
	buf_release(&left);
	buf_release(&right);
}

/* Symbols, labels, an extent and a route, over several tiles. */
static void add_busy_scene(struct model *m)
{
	static const char *const types[] = {"Battles", "Explosions/Remote violence", "Violence against civilians",
	                                    "Protests", "Riots", "Strategic developments"};
	for (size_t i = 0; i < 30; i++) {
		struct model_incident *in = draw_model_incident(
			m, types[i % 6], "بلدة الاختبار", 40.0 + 0.05 * (double)(i % 7), 35.0 + 0.06 * (double)(i % 5));
		in->fatalities = (int64_t)i;
		in->geo_precision = 1 + (int)(i % 3);
	}
	struct lonlat *route = ARENA_ARRAY(&m->arena, struct lonlat, 2);
	route[0] = (struct lonlat){39.8, 34.9};
	route[1] = (struct lonlat){40.5, 35.4};
	m->incidents[3].route = (struct line){route, 2};
	m->incidents[4].extent = geo_circle(&m->arena, (struct lonlat){40.2, 35.1}, 40000.0, 64);
	draw_model_place(m, "قرية مذكورة", 40.6, 35.5);
}

static void check_any_jobs(const struct fixture *f, struct tiles_spec *spec)
{
	char other[160];
	struct buf a, b;
	spec->jobs = 1;
	write_tiles(f, spec, f->path);
	(void)snprintf(other, sizeof other, "%s/other.mbtiles", f->dir);
	spec->jobs = 5;
	write_tiles(f, spec, other);
	buf_init(&a, 1 << 26);
	buf_init(&b, 1 << 26);
	assert_int_equal(file_read(f->path, &a, NULL), OK);
	assert_int_equal(file_read(other, &b, NULL), OK);
	assert_true(sv_eq(buf_sv(&a), buf_sv(&b)));
	buf_release(&a);
	buf_release(&b);
}

static void test_tiles_are_the_same_bytes_at_any_number_of_jobs(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	add_busy_scene(&f->model);
	check_any_jobs(f, &spec);
}

/* A busy scene over the base map of the gazetteer, which the caller closes. */
static struct tiles_spec base_spec(struct fixture *f, unsigned min_zoom, unsigned max_zoom, struct gazetteer **g)
{
	struct tiles_spec spec = spec_of(f, min_zoom, max_zoom);
	add_busy_scene(&f->model);
	assert_int_equal(gazetteer_open(KHARITA_GAZ, g, NULL), OK);
	spec.gazetteer = *g;
	spec.show = TILES_USUAL | TILES_BASE;
	return spec;
}

/* What one tile leaves in its painter is not seen in the next one's base. */
static void test_base_tiles_are_the_same_bytes_at_any_number_of_jobs(void **state)
{
	struct fixture *f = *state;
	struct gazetteer *g = NULL;
	struct tiles_spec spec = base_spec(f, 5, 7, &g);
	spec.scale = 2;
	check_any_jobs(f, &spec);
	gazetteer_close(g);
}

/* The sea's name stands far off the coast: it makes no tile apart from the others. */
static void test_tiles_of_a_base_map_hang_together(void **state)
{
	struct fixture *f = *state;
	struct gazetteer *g = NULL;
	struct tiles_spec spec = base_spec(f, 9, 9, &g);
	write_tiles(f, &spec, f->path);
	int64_t columns = count_rows(f->path, "SELECT count(DISTINCT tile_column) FROM tiles");
	assert_int_equal(columns, count_rows(f->path, "SELECT max(tile_column) - min(tile_column) + 1 FROM tiles"));
	gazetteer_close(g);
}

static void test_tiles_store_equal_pictures_once(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 12, 12);
	add_busy_scene(&f->model);
	write_tiles(f, &spec, f->path);
	int64_t tiles = count_rows(f->path, "SELECT count(*) FROM tiles");
	int64_t images = count_rows(f->path, "SELECT count(*) FROM images");
	assert_true(images < tiles); /* the inside of the hatched area repeats */
	assert_int_equal(count_rows(f->path, "SELECT count(*) FROM tiles WHERE length(tile_data) < 60"), 0);
}

static const char *metadata(GDALDatasetH d, const char *key)
{
	const char *value = GDALGetMetadataItem(d, key, NULL);
	return value ? value : "";
}

static void test_tiles_gdal_reads_them_pixel_for_pixel(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	double geo[6];
	unsigned char gdal[4][256 * 256];
	add_busy_scene(&f->model);
	write_tiles(f, &spec, f->path);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(f->path, GA_ReadOnly);
	assert_non_null(d);
	assert_string_equal(GDALGetDriverShortName(GDALGetDatasetDriver(d)), "MBTiles");
	assert_int_equal(GDALGetRasterCount(d), 4);
	assert_true(GDALGetOverviewCount(GDALGetRasterBand(d, 1)) >= 3); /* down to less than a tile */
	assert_int_equal(GDALGetGeoTransform(d, geo), CE_None);
	assert_near(geo[1], 40075016.685578488 / 256.0 / 2048.0, 1e-6);
	struct xy p = pixel_at(40.2, 35.12, 11);
	struct tile t = {11, (unsigned)p.x_m / 256, (unsigned)p.y_m / 256};
	struct buf png;
	read_tile(f->path, t, &png);
	cairo_surface_t *s = decode(&png);
	int x0 = (int)lround((t.x * 256.0 * geo[1] - 20037508.342789244 - geo[0]) / geo[1]);
	int y0 = (int)lround((geo[3] - (20037508.342789244 - t.y * 256.0 * geo[1])) / geo[1]);
	for (int band = 0; band < 4; band++)
		assert_int_equal(GDALRasterIO(GDALGetRasterBand(d, band + 1), GF_Read, x0, y0, 256, 256, gdal[band],
					      256, 256, GDT_Byte, 0, 0),
				 CE_None);
	for (int i = 0; i < 256 * 256; i++) { /* Cairo's copy is premultiplied */
		uint32_t pixel = pixel_of(s, i % 256, i / 256);
		assert_int_equal(pixel >> 24, gdal[3][i]);
		assert_near((double)(pixel & 255), gdal[2][i] * gdal[3][i] / 255.0, 1.01);
		assert_near((double)(pixel >> 16 & 255), gdal[0][i] * gdal[3][i] / 255.0, 1.01);
	}
	cairo_surface_destroy(s);
	buf_release(&png);
	GDALClose(d);
}

static void test_tiles_have_full_metadata(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	double west, south, east, north;
	(void)draw_model_incident(&f->model, "Battles", "الميادين", 40.4528, 35.0203);
	(void)draw_model_incident(&f->model, "Battles", "الرقة", 39.0079, 35.9594);
	spec.attribution = "Somebody";
	write_tiles(f, &spec, f->path);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(f->path, GA_ReadOnly);
	assert_non_null(d);
	assert_string_equal(metadata(d, "type"), "overlay");
	assert_string_equal(metadata(d, "format"), "png");
	assert_string_equal(metadata(d, "version"), "1.0.0");
	assert_string_equal(metadata(d, "minzoom"), "5");
	assert_string_equal(metadata(d, "maxzoom"), "11");
	assert_string_equal(metadata(d, "attribution"), "Somebody");
	assert_string_equal(metadata(d, "name"), f->theme->text[LANG_AR][TEXT_TITLE]);
	assert_true(strlen(metadata(d, "description")) > 20);
	assert_int_equal(sscanf(metadata(d, "bounds"), "%lf,%lf,%lf,%lf", &west, &south, &east, &north), 4);
	double tile_deg = 360.0 / 2048.0;
	assert_true(west <= 39.0079 && west > 39.0079 - 2.0 * tile_deg);
	assert_true(east >= 40.4528 && east < 40.4528 + 2.0 * tile_deg);
	assert_true(south <= 35.0203 && south > 35.0203 - 2.0 * tile_deg);
	assert_true(north >= 35.9594 && north < 35.9594 + 2.0 * tile_deg);
	assert_int_equal(sscanf(metadata(d, "center"), "%lf,%lf", &west, &south), 2);
	assert_near(west, (39.0079 + 40.4528) / 2.0, tile_deg);
	GDALClose(d);
}

static void test_tiles_of_nothing_still_open(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	struct tiles_counts counts;
	struct error e = {0};
	assert_int_equal(tiles_write(&f->model, &spec, f->path, &counts, &e), OK);
	assert_int_equal(counts.distinct, 1);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(f->path, GA_ReadOnly);
	assert_non_null(d);
	GDALClose(d);
}

static void test_tiles_folder_holds_the_same_pictures(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 8, 9);
	char dir[128];
	char file[256];
	struct buf a, b;
	struct error e = {0};
	add_busy_scene(&f->model);
	write_tiles(f, &spec, f->path);
	(void)snprintf(dir, sizeof dir, "%s/xyz", f->dir);
	write_tiles(f, &spec, dir);
	write_tiles(f, &spec, dir); /* replaces its own */
	struct xy p = pixel_at(40.1, 35.12, 9);
	struct tile t = {9, (unsigned)p.x_m / 256, (unsigned)p.y_m / 256};
	read_tile(f->path, t, &a);
	(void)snprintf(file, sizeof file, "%s/9/%u/%u.png", dir, t.x, t.y);
	buf_init(&b, 1 << 20);
	assert_int_equal(file_read(file, &b, NULL), OK);
	assert_true(a.len > 0 && sv_eq(buf_sv(&a), buf_sv(&b)));
	buf_clear(&b);
	(void)snprintf(file, sizeof file, "%s/tiles.json", dir);
	assert_int_equal(file_read(file, &b, NULL), OK);
	assert_int_not_equal(sv_find(buf_sv(&b), SV("\"minzoom\": 8"), 0), SIZE_MAX);
	assert_int_equal(tiles_write(&f->model, &spec, f->dir, NULL, &e), ERR_USAGE); /* holds other things */
	assert_non_null(strstr(e.msg, f->dir));
	buf_release(&a);
	buf_release(&b);
}

static void test_tiles_geotiff_is_cloud_optimised(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 9);
	char path[128];
	add_busy_scene(&f->model);
	(void)snprintf(path, sizeof path, "%s/t.tif", f->dir);
	write_tiles(f, &spec, path);
	GDALDatasetH d = GDALOpen(path, GA_ReadOnly);
	assert_non_null(d);
	assert_string_equal(GDALGetMetadataItem(d, "LAYOUT", "IMAGE_STRUCTURE"), "COG");
	GDALClose(d);
	(void)snprintf(path, sizeof path, "%s/t.tif.mbtiles", f->dir);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void test_tiles_refuse_impossible_zooms_and_paths(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec upside_down = spec_of(f, 9, 5);
	struct tiles_spec too_deep = spec_of(f, 5, 19);
	struct tiles_spec good = spec_of(f, 5, 6);
	struct error e = {0};
	assert_int_equal(tiles_write(&f->model, &upside_down, f->path, NULL, &e), ERR_USAGE);
	assert_int_equal(tiles_write(&f->model, &too_deep, f->path, NULL, &e), ERR_USAGE);
	assert_int_equal(tiles_write(&f->model, &good, "/nonexistent/t.mbtiles", NULL, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "/nonexistent/t.mbtiles"));
	assert_int_not_equal(access(f->path, F_OK), 0);
}

#define TILES_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TILES_TEST(test_tiles_show_the_symbol_at_its_place),
		TILES_TEST(test_tiles_cut_nothing_at_their_edges),
		TILES_TEST(test_tiles_are_the_same_bytes_at_any_number_of_jobs),
		TILES_TEST(test_base_tiles_are_the_same_bytes_at_any_number_of_jobs),
		TILES_TEST(test_tiles_of_a_base_map_hang_together),
		TILES_TEST(test_tiles_store_equal_pictures_once),
		TILES_TEST(test_tiles_gdal_reads_them_pixel_for_pixel),
		TILES_TEST(test_tiles_have_full_metadata),
		TILES_TEST(test_tiles_of_nothing_still_open),
		TILES_TEST(test_tiles_folder_holds_the_same_pictures),
		TILES_TEST(test_tiles_geotiff_is_cloud_optimised),
		TILES_TEST(test_tiles_refuse_impossible_zooms_and_paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
