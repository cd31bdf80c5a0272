/* Every allocation of reading results and writing layers fails in turn: the files are written or nothing is, the reason
 * tells of memory, nothing is leaked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/failing_write.h"
#include "write/csv.h"
#include "write/exchange.h"
#include "write/geojson.h"

static struct theme *theme;

static enum err write_tables(const struct model *m, const struct layer *layers, const char *path, struct error *e)
{
	enum err result = OK;
	for (size_t i = 0; i < LAYER_COUNT && result == OK; i++)
		result = geojson_write(&layers[i], "oom.geojson", e);
	if (result == OK)
		result = csv_write(&layers[LAYER_UNRESOLVED], path, e);
	for (unsigned f = 0; f < EXCHANGE_COUNT && result == OK; f++)
		result = exchange_write((enum exchange_format)f, m, NULL, path, e);
	return result;
}

static enum err read_and_write(struct error *e)
{
	struct model m;
	enum err result = read_small(&m, e);
	if (result == OK)
		result = with_layers(&m, NULL, write_tables, "oom.csv", e);
	model_release(&m);
	return result;
}

/* All files of a folder, or none. */
static enum err write_layers(const char *path, struct error *e)
{
	const struct layers_spec spec = {.theme = theme, .lang = LANG_EN, .no_tiles = true, .no_map = true, .jobs = 1};
	struct model m;
	enum err result = read_small(&m, e);
	if (result == OK)
		result = layers_write(&m, path, &spec, e);
	model_release(&m);
	return result;
}

static enum err layers_work(struct error *e)
{
	return write_into_folder(write_layers, e);
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
	file_of_work = SMALL_RESULTS;
	fail_each(read_and_write, 1);
}

static void test_all_layers(void **state)
{
	struct error e;
	(void)state;
	assert_int_equal(theme_open(THEME_FILE, &theme, &e), OK);
	file_of_work = "layers";
	fail_each(layers_work, 17);
	theme_free(theme);
}

static void test_theme(void **state)
{
	(void)state;
	file_of_work = THEME_FILE;
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
