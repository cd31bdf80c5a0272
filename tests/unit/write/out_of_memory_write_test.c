/* Every allocation of reading results and writing layers fails in turn: the files are written or nothing is, the reason
 * tells of memory, nothing is leaked. What GDAL, Cairo, Pango and SQLite allocate inside does not fail here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/staging.h"
#include "support/failing_memory.h"
#include "write/csv.h"
#include "write/exchange.h"
#include "write/geojson.h"
#include "write/layers.h"

#include <stdio.h>
#include <unistd.h>

static struct theme *theme;

static enum err write_tables(const struct model *m, struct error *e)
{
	struct layer layers[LAYER_ALL];
	struct arena arena;
	jmp_buf escape;
	volatile enum err result = OK;
	arena_init(&arena, 0);
	arena.escape = &escape;
	if (setjmp(escape)) {
		result = error_set(e, ERR_NOMEM, "no memory for the layers");
	} else {
		model_layers(&arena, m, NULL, layers);
		for (size_t i = 0; i < LAYER_COUNT && result == OK; i++)
			result = geojson_write(&layers[i], "oom.geojson", e);
		if (result == OK)
			result = csv_write(&layers[LAYER_UNRESOLVED], "oom.csv", e);
		for (unsigned f = 0; f < EXCHANGE_COUNT && result == OK; f++)
			result = exchange_write((enum exchange_format)f, m, NULL, "oom.csv", e);
	}
	arena_release(&arena);
	return result;
}

static enum err read_model(struct model *m, struct error *e)
{
	const struct model_options o = {.no_merge = false};
	size_t n_bad = 0;
	return model_read(&file_of_work, 1, &o, m, &n_bad, e);
}

static enum err read_and_write(struct error *e)
{
	struct model m;
	enum err result = read_model(&m, e);
	if (result == OK)
		result = write_tables(&m, e);
	model_release(&m);
	return result;
}

/* All files of a folder, or none. */
static enum err write_layers(struct error *e)
{
	const struct layers_spec spec = {.theme = theme, .lang = LANG_EN, .no_tiles = true, .no_map = true, .jobs = 1};
	struct model m;
	enum err result = read_model(&m, e);
	if (result == OK)
		result = layers_write(&m, "oom-layers", &spec, e);
	model_release(&m);
	bool first = access("oom-layers/incidents.geojson", F_OK) == 0;
	bool last = access("oom-layers/unresolved.csv", F_OK) == 0;
	if (first != (result == OK) || last != (result == OK)) {
		print_error("allocation %zu: status %d '%s', files %d %d\n", memory.fail_at, (int)result, e->msg, first, last);
		fail();
	}
	return system("rm -rf oom-layers") == 0 ? result : ERR_IO;
}

static enum err open_theme(struct error *e)
{
	struct theme *t = NULL;
	enum err result = theme_open(file_of_work, &t, e);
	assert_true((result == OK) == (t != NULL));
	theme_free(t);
	return result;
}

static void test_results_to_tables(void **state)
{
	(void)state;
	file_of_work = KHARITA_SOURCE_DIR "/tests/data/results/small.ndjson";
	fail_each(read_and_write, 1);
}

static void test_all_layers(void **state)
{
	struct error e;
	(void)state;
	assert_int_equal(theme_open(KHARITA_SOURCE_DIR "/styles/theme.json", &theme, &e), OK);
	file_of_work = KHARITA_SOURCE_DIR "/tests/data/results/small.ndjson";
	fail_each(write_layers, 17);
	theme_free(theme);
}

static void test_theme(void **state)
{
	(void)state;
	file_of_work = KHARITA_SOURCE_DIR "/styles/theme.json";
	fail_each(open_theme, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_theme),
		cmocka_unit_test(test_results_to_tables),
		cmocka_unit_test(test_all_layers),
	};
	return cmocka_run_group_tests(tests, memory_enter, memory_leave);
}
