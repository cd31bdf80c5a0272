/* Allocations of drawing fail in turn: tiles in each container, report maps, the preview page, the QGIS project. A file is
 * there whole or not at all, nothing else is left in its folder, the reason tells of memory, no block of ours is leaked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/failing_write.h"
#include "write/poster.h"
#include "write/tiles.h"

static struct theme *theme;
static struct gazetteer *gazetteer;
static struct model model;
static struct preview_library library;
static unsigned jobs;
static const char *earlier;

/* Everything that drawing needs, read before anything fails. */
static int open_all(void **state)
{
	struct error e;
	if (memory_enter(state) != 0)
		return -1;
	bool ok = theme_open(THEME_FILE, &theme, &e) == OK &&
	          gazetteer_open(KHARITA_GAZ, &gazetteer, &e) == OK &&
	          read_small(&model, &e) == OK &&
	          preview_library_open(NULL, &library, &e) == OK;
	if (!ok)
		print_error("%s\n", e.msg);
	return ok ? 0 : -1;
}

static int close_all(void **state)
{
	preview_library_release(&library);
	model_release(&model);
	gazetteer_close(gazetteer);
	theme_free(theme);
	return memory_leave(state);
}

static enum err draw_tiles(const char *path, struct error *e)
{
	const struct tiles_spec spec = {.theme = theme, .gazetteer = gazetteer, .lang = LANG_AR, .min_zoom = 5, .max_zoom = 6,
	                                .show = TILES_USUAL | TILES_DENSITY, .jobs = jobs};
	struct tiles_counts counts;
	return tiles_write(&model, &spec, path, &counts, e);
}

static enum err draw_base_tiles(const char *path, struct error *e)
{
	const struct tiles_spec spec = {.theme = theme, .gazetteer = gazetteer, .lang = LANG_EN, .min_zoom = 5, .max_zoom = 6,
	                                .show = TILES_USUAL | TILES_BASE, .scale = 2, .previous = earlier, .jobs = 1};
	return tiles_write(&model, &spec, path, NULL, e);
}

static enum err draw_poster(const char *path, struct error *e)
{
	const struct poster_spec spec = {.theme = theme, .lang = LANG_AR, .dpi = 30, .table = true};
	return poster_write(&model, gazetteer, &spec, &path, 1, e);
}

static enum err preview(const struct model *m, const struct layer *layers, const char *path, struct error *e)
{
	const struct preview_spec spec = {.theme = theme, .gazetteer = gazetteer, .library = &library, .lang = LANG_EN};
	return preview_write(m, layers, &spec, path, e);
}

static enum err draw_page(const char *path, struct error *e)
{
	return with_layers(&model, gazetteer, preview, path, e);
}

/* With tiles, project, styles and page; the map has tests of its own. */
static enum err write_layers(const char *path, struct error *e)
{
	const struct layers_spec spec = {
		.theme = theme, .gazetteer = gazetteer, .lang = LANG_AR, .library = &library, .no_map = true,
		.jobs = 1};
	return layers_write(&model, path, &spec, e);
}

static enum err tiles_work(struct error *e)
{
	return write_into_folder(draw_tiles, e);
}

static enum err base_tiles_work(struct error *e)
{
	return write_into_folder(draw_base_tiles, e);
}

static enum err poster_work(struct error *e)
{
	return write_into_folder(draw_poster, e);
}

static enum err page_work(struct error *e)
{
	return write_into_folder(draw_page, e);
}

static enum err layers_work(struct error *e)
{
	return write_into_folder(write_layers, e);
}

static void test_tiles(void **state)
{
	(void)state;
	static const char *const files[] = {"t.mbtiles", "t.pmtiles", "t.gpkg", "t.tif", "folder"};
	first_each = 30;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		for (jobs = 1; jobs <= 2; jobs++) {
			file_of_work = files[i];
			fail_each(tiles_work, jobs == 1 ? 3 : 11);
		}
}

/* Twice as fine, over the base map, and with the tiles of an earlier file at hand. */
static void test_base_tiles(void **state)
{
	struct error e;
	(void)state;
	file_of_work = "t.mbtiles";
	first_each = 10;
	earlier = NULL;
	assert_int_equal(draw_base_tiles("earlier.mbtiles", &e), OK);
	for (unsigned i = 0; i < 2; i++) {
		earlier = i ? "earlier.mbtiles" : NULL;
		fail_each(base_tiles_work, 7);
	}
}

static void test_posters(void **state)
{
	(void)state;
	static const char *const files[] = {"map.png", "map.pdf", "map.svg"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		file_of_work = files[i];
		fail_each(poster_work, 13);
	}
}

static void test_page(void **state)
{
	(void)state;
	file_of_work = "index.html";
	fail_each(page_work, 1);
}

static void test_layers(void **state)
{
	(void)state;
	file_of_work = "layers";
	fail_each(layers_work, 101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tiles),   cmocka_unit_test(test_base_tiles), cmocka_unit_test(test_posters),
		cmocka_unit_test(test_page),    cmocka_unit_test(test_layers),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
