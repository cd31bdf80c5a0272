/* Allocations of drawing fail in turn: tiles in each container, report maps, the preview page, the QGIS project. A file is
 * there whole or not at all, nothing else is left in its folder, the reason tells of memory, no block of ours is leaked.
 * What GDAL, Cairo, Pango and SQLite allocate inside does not fail here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/staging.h"
#include "support/failing_memory.h"
#include "write/layers.h"
#include "write/poster.h"
#include "write/tiles.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define OUT "oom-draw"
#define RESULTS KHARITA_SOURCE_DIR "/tests/data/results/small.ndjson"

static struct theme *theme;
static struct gazetteer *gazetteer;
static struct model model;
static struct preview_library library;
static unsigned jobs;
static const char *earlier;

/* Everything that drawing needs, read before anything fails. */
static int open_all(void **state)
{
	const char *const results = RESULTS;
	const struct model_options o = {.no_merge = false};
	size_t n_bad;
	struct error e;
	if (memory_enter(state) != 0)
		return -1;
	bool ok = theme_open(KHARITA_SOURCE_DIR "/styles/theme.json", &theme, &e) == OK &&
	          gazetteer_open(KHARITA_GAZ, &gazetteer, &e) == OK &&
	          model_read(&results, 1, &o, &model, &n_bad, &e) == OK &&
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

static void gather(const char *folder)
{
	struct name_list names = {.names = NULL};
	struct error e;
	assert_int_equal(folder_names(folder, &names, &e), OK);
	for (size_t i = 0; i < names.n; i++) {
		char *path = path_join(folder, names.names[i]);
		struct stat st;
		struct buf content;
		buf_init(&content, MAX_OUTPUT);
		assert_int_equal(stat(path, &st), 0);
		keep(sv_cstr(path));
		if (S_ISDIR(st.st_mode))
			gather(path);
		else
			assert_int_equal(file_read(path, &content, &e), OK);
		keep(buf_sv(&content));
		buf_release(&content);
		free(path);
	}
	name_list_free(&names);
}

/* Draws into a new folder. What is in it then, names and bytes, is the work's output, and nothing after a failure: neither
 * the file nor a part of it. All but the drawing is outside the count. */
static enum err draw_into_folder(enum err (*draw)(const char *path, struct error *e), struct error *e)
{
	struct error ignored;
	char path[64];
	snprintf(path, sizeof path, OUT "/%s", file_of_work);
	bool counting = memory.counting;
	memory.counting = false;
	assert_int_equal(dir_make(OUT, &ignored), OK);
	memory.counting = counting;
	enum err result = draw(path, e);
	size_t before = output.len;
	memory.counting = false;
	gather(OUT);
	assert_int_equal(system("rm -rf " OUT), 0);
	memory.counting = counting;
	if (result != OK && output.len != before) {
		print_error("allocation %zu fails: '%s' leaves something behind\n", memory.fail_at, file_of_work);
		fail();
	}
	return result;
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

static enum err draw_page(const char *path, struct error *e)
{
	struct layer layers[LAYER_ALL];
	const struct preview_spec spec = {.theme = theme, .gazetteer = gazetteer, .library = &library, .lang = LANG_EN};
	struct arena arena;
	jmp_buf escape;
	volatile enum err result = OK;
	arena_init(&arena, 0);
	arena.escape = &escape;
	if (setjmp(escape)) {
		result = error_set(e, ERR_NOMEM, "no memory for the layers");
	} else {
		model_layers(&arena, &model, gazetteer, layers);
		result = preview_write(&model, layers, &spec, path, e);
	}
	arena_release(&arena);
	return result;
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
	return draw_into_folder(draw_tiles, e);
}

static enum err base_tiles_work(struct error *e)
{
	return draw_into_folder(draw_base_tiles, e);
}

static enum err poster_work(struct error *e)
{
	return draw_into_folder(draw_poster, e);
}

static enum err page_work(struct error *e)
{
	return draw_into_folder(draw_page, e);
}

static enum err layers_work(struct error *e)
{
	return draw_into_folder(write_layers, e);
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
