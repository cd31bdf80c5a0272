/* Tiles in other containers hold the pictures of the MBTiles file; earlier tiles are taken over; density, bounds, scale. */
#include "write/tiles.h"

#include "base/file.h"
#include "write/tiles_heat.h"

#include <cairo.h>
#include <gdal.h>
#include <libdeflate.h>
#include <math.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/draw_model.h"

struct fixture {
	struct theme *theme;
	struct model model;
	char dir[64];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->theme = draw_theme();
	assert_non_null(f->theme);
	draw_model_init(&f->model, 64);
	(void)snprintf(f->dir, sizeof f->dir, "/tmp/kharita_containers_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
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

static const char *path_of(const struct fixture *f, const char *name)
{
	static char paths[4][160];
	static unsigned next;
	char *path = paths[next++ % 4];
	(void)snprintf(path, sizeof paths[0], "%s/%s", f->dir, name);
	return path;
}

static void add_scene(struct model *m)
{
	static const char *const types[] = {"Battles", "Explosions/Remote violence", "Protests"};
	for (size_t i = 0; i < 24; i++)
		(void)draw_model_incident(m, types[i % 3], "بلدة الاختبار", 40.0 + 0.08 * (double)(i % 6), /* a test town */
		                          35.0 + 0.07 * (double)(i / 6));
	m->incidents[4].extent = geo_circle(&m->arena, (struct lonlat){40.2, 35.1}, 30000.0, 64);
}

static struct tiles_spec spec_of(const struct fixture *f, unsigned min_zoom, unsigned max_zoom)
{
	return (struct tiles_spec){
		.theme = f->theme, .lang = LANG_AR, .min_zoom = min_zoom, .max_zoom = max_zoom, .jobs = 2};
}

static struct tiles_counts write_tiles(const struct fixture *f, const struct tiles_spec *spec, const char *path)
{
	struct error e = {0};
	struct tiles_counts counts;
	if (tiles_write(&f->model, spec, path, &counts, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
	return counts;
}

static struct buf content(const char *path)
{
	struct buf b;
	buf_init(&b, 1 << 26);
	assert_int_equal(file_read(path, &b, NULL), OK);
	return b;
}

static sqlite3 *database(const char *path)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	return db;
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

static void test_geopackage_holds_the_same_pictures(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 6, 10);
	char sql[512];
	add_scene(&f->model);
	const char *mbtiles = path_of(f, "a.mbtiles"), *gpkg = path_of(f, "a.gpkg");
	size_t n = write_tiles(f, &spec, mbtiles).tiles;
	assert_int_equal(write_tiles(f, &spec, gpkg).tiles, n);
	sqlite3 *db = database(gpkg);
	(void)snprintf(sql, sizeof sql, "ATTACH '%s' AS m", mbtiles);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(number(db, "SELECT count(*) FROM incidents i JOIN m.tiles t ON t.zoom_level = i.zoom_level AND"
	                            " t.tile_column = i.tile_column AND t.tile_row = (1 << i.zoom_level) - 1 - i.tile_row"
	                            " AND t.tile_data = i.tile_data"), (int64_t)n);
	sqlite3_close(db);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(gpkg, GA_ReadOnly);
	assert_non_null(d);
	assert_string_equal(GDALGetDriverShortName(GDALGetDatasetDriver(d)), "GPKG");
	double geo[6];
	assert_int_equal(GDALGetGeoTransform(d, geo), CE_None);
	assert_near(geo[1], 40075016.685578488 / 256.0 / 1024.0, 1e-6);
	GDALClose(d);
}

static uint64_t varint(const unsigned char **at)
{
	uint64_t v = 0;
	for (unsigned shift = 0;; shift += 7) {
		unsigned char c = *(*at)++;
		v |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			return v;
	}
}

static uint64_t little(const struct buf *b, size_t at, unsigned bytes)
{
	uint64_t v = 0;
	for (unsigned i = 0; i < bytes; i++)
		v |= (uint64_t)(unsigned char)b->ptr[at + i] << 8 * i;
	return v;
}

/* The known places of the specification: 0/0/0 is 0, 1/0/0 1, 1/0/1 2, 1/1/1 3, 1/1/0 4, 2/0/0 5, and their inverse. */
static struct tile tile_of_id(uint64_t id)
{
	unsigned z = 0;
	uint64_t first = 0;
	while (id >= first + (UINT64_C(1) << 2 * z))
		first += UINT64_C(1) << 2 * z++;
	uint64_t d = id - first, x = 0, y = 0;
	for (uint64_t s = 1; s < UINT64_C(1) << z; s *= 2) {
		uint64_t rx = 1 & (d / 2), ry = 1 & (d ^ rx);
		if (ry == 0) {
			if (rx == 1) {
				x = s - 1 - x;
				y = s - 1 - y;
			}
			uint64_t swap = x;
			x = y;
			y = swap;
		}
		x += s * rx;
		y += s * ry;
		d /= 4;
	}
	return (struct tile){z, (unsigned)x, (unsigned)y};
}

static void test_pmtiles_hold_the_same_pictures(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 6, 11);
	unsigned char directory[1 << 16];
	size_t size = 0, n;
	add_scene(&f->model);
	const char *mbtiles = path_of(f, "a.mbtiles"), *pmtiles = path_of(f, "a.pmtiles");
	(void)write_tiles(f, &spec, mbtiles);
	(void)write_tiles(f, &spec, pmtiles);
	struct buf b = content(pmtiles);
	assert_memory_equal(b.ptr, "PMTiles\3", 8);
	assert_int_equal(b.ptr[99], 2);
	assert_int_equal(little(&b, 40, 8) + little(&b, 48, 8), little(&b, 56, 8));
	assert_int_equal(little(&b, 56, 8) + little(&b, 64, 8), b.len);
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	assert_int_equal(libdeflate_gzip_decompress(d, b.ptr + little(&b, 8, 8), little(&b, 16, 8), directory,
	                                            sizeof directory, &size), LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(d);
	const unsigned char *at = directory;
	n = varint(&at);
	assert_int_equal(n, little(&b, 80, 8));
	uint64_t *columns[4];
	for (size_t c = 0; c < 4; c++) {
		columns[c] = calloc(n, sizeof **columns);
		for (size_t i = 0; i < n; i++)
			columns[c][i] = varint(&at);
	}
	sqlite3 *db = database(mbtiles);
	sqlite3_stmt *s = NULL;
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT tile_data FROM tiles WHERE zoom_level=?1 AND tile_column=?2 AND"
	                                        " tile_row=?3", -1, &s, NULL), SQLITE_OK);
	uint64_t id = 0, offset = 0, addressed = 0;
	for (size_t i = 0; i < n; i++) {
		id += columns[0][i];
		offset = columns[3][i] ? columns[3][i] - 1 : offset + columns[2][i - 1];
		for (uint64_t k = 0; k < columns[1][i]; k++, addressed++) {
			struct tile t = tile_of_id(id + k);
			sqlite3_reset(s);
			sqlite3_bind_int64(s, 1, t.z);
			sqlite3_bind_int64(s, 2, t.x);
			sqlite3_bind_int64(s, 3, (int64_t)(1u << t.z) - 1 - t.y);
			assert_int_equal(sqlite3_step(s), SQLITE_ROW);
			assert_int_equal(sqlite3_column_bytes(s, 0), columns[2][i]);
			assert_memory_equal(sqlite3_column_blob(s, 0), b.ptr + little(&b, 56, 8) + offset, columns[2][i]);
		}
	}
	assert_int_equal(addressed, little(&b, 72, 8));
	assert_int_equal(addressed, number(db, "SELECT count(*) FROM tiles"));
	assert_true(little(&b, 88, 8) <= little(&b, 80, 8));
	sqlite3_finalize(s);
	sqlite3_close(db);
	for (size_t c = 0; c < 4; c++)
		free(columns[c]);
	buf_release(&b);
}

static void test_an_earlier_file_saves_drawing_and_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	add_scene(&f->model);
	const char *path = path_of(f, "a.mbtiles"), *fresh = path_of(f, "b.mbtiles");
	(void)write_tiles(f, &spec, path);
	spec.previous = path;
	struct tiles_counts same = write_tiles(f, &spec, path);
	assert_int_equal(same.reused, same.tiles);
	(void)draw_model_incident(&f->model, "Riots", "مكان جديد", 40.7, 35.6); /* a new place */
	struct tiles_counts changed = write_tiles(f, &spec, path);
	assert_true(changed.reused > changed.tiles / 2 && changed.reused < changed.tiles);
	spec.previous = NULL;
	(void)write_tiles(f, &spec, fresh);
	struct buf a = content(path), b = content(fresh);
	assert_true(sv_eq(buf_sv(&a), buf_sv(&b)));
	buf_release(&a);
	buf_release(&b);
	spec.previous = fresh;
	spec.show = TILES_DENSITY;
	assert_int_equal(write_tiles(f, &spec, path).reused, 0);
}

static void test_bounds_leave_the_other_tiles_out(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 5, 11);
	struct tiles_bounds bounds = {40.05, 35.0, 40.15, 35.05};
	add_scene(&f->model);
	size_t all = write_tiles(f, &spec, path_of(f, "a.mbtiles")).tiles;
	spec.bounds = &bounds;
	size_t some = write_tiles(f, &spec, path_of(f, "b.mbtiles")).tiles;
	assert_true(some > 0 && some < all);
	bounds.west = 41.0;
	struct error e = {0};
	assert_int_equal(tiles_write(&f->model, &spec, path_of(f, "c.mbtiles"), NULL, &e), ERR_USAGE);
}

static void test_fine_tiles_are_512_pixels_wide(void **state)
{
	struct fixture *f = *state;
	struct tiles_spec spec = spec_of(f, 8, 9);
	double geo[6];
	add_scene(&f->model);
	spec.scale = 2;
	const char *path = path_of(f, "fine.mbtiles");
	(void)write_tiles(f, &spec, path);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(path, GA_ReadOnly);
	assert_non_null(d);
	int width, height;
	GDALGetBlockSize(GDALGetRasterBand(d, 1), &width, &height);
	assert_int_equal(width, 512);
	assert_int_equal(GDALGetGeoTransform(d, geo), CE_None);
	assert_near(geo[1], 40075016.685578488 / 512.0 / 512.0, 1e-6);
	GDALClose(d);
}

/* The density is continuous across a tile's edge, 1 at a lone incident's place, and gone beyond its radius. */
static void test_density_has_no_seam(void **state)
{
	enum { PX = 256 };
	struct fixture *f = *state;
	struct picture picture;
	struct heat heat;
	static float left[PX * PX], right[PX * PX];
	static uint32_t pixels[PX * PX];
	double edge_lon_deg = 360.0 * 627.0 / 1024.0 - 180.0;
	(void)draw_model_incident(&f->model, "Battles", "مكان", edge_lon_deg, 35.1); /* a place */
	picture_collect(&f->model.arena, &f->model, f->theme, &picture);
	double scale = PX * 1024.0 / 40075016.685578488;
	const struct view view = {-20037508.342789244, 20037508.342789244, scale};
	heat_collect(&f->model.arena, &picture, f->theme, &view, 1.0 / THEME_MM_PER_PX, PX, 1024, &heat);
	assert_int_equal(heat.n_points, 1);
	unsigned row = (unsigned)heat.points[0].y / PX, y = (unsigned)heat.points[0].y % PX;
	heat_paint(&heat, (struct tile){10, 626, row}, PX, left, pixels);
	heat_paint(&heat, (struct tile){10, 627, row}, PX, right, pixels);
	assert_near(right[y * PX], 1.0, 1e-6);
	double r = heat.radius_px;
	for (unsigned i = 1; i < 2 * r; i++) {
		double rest = 1.0 - (double)i * i / (r * r);
		double wanted = rest > 0.0 ? rest * rest : 0.0;
		assert_near(right[y * PX + i], wanted, 1e-5);
		assert_near(left[y * PX + PX - i], wanted, 1e-5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_geopackage_holds_the_same_pictures, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pmtiles_hold_the_same_pictures, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_earlier_file_saves_drawing_and_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bounds_leave_the_other_tiles_out, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fine_tiles_are_512_pixels_wide, setup, teardown),
		cmocka_unit_test_setup_teardown(test_density_has_no_seam, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
