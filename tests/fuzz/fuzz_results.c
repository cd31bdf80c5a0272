/* Fuzz target: the bytes as results, which `layers` reads and draws: merged into a model, written as GeoJSON and tables.
 * What is written is strict JSON and UTF-8; a former results.ndjson with these bytes can be added to or is refused. */
#include "fuzz.h"
#include "state/results.h"
#include "write/csv.h"
#include "write/exchange.h"
#include "write/geojson.h"

#include <jansson.h>

static void check_file(const char *path, bool json)
{
	struct buf content;
	struct error e;
	buf_init(&content, 1 << 28);
	check(file_read(path, &content, &e) == OK && utf8_validate(buf_sv(&content)) == SIZE_MAX);
	if (json) {
		json_t *root = json_loadb(content.ptr, content.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
		check(json_is_object(root));
		json_decref(root);
	}
	buf_release(&content);
	unlink(path);
}

static void write_all(struct model *m)
{
	struct arena arena;
	jmp_buf escape;
	struct layer layers[LAYER_ALL];
	struct error e = {.code = OK};
	char path[300];
	snprintf(path, sizeof path, "%s/kharita-fuzz-%ld.out", fuzz_folder(), (long)getpid());
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	if (setjmp(escape) == 0) {
		model_layers(&arena, m, NULL, layers);
		for (size_t i = 0; i < LAYER_COUNT; i++) {
			check(geojson_write(&layers[i], path, &e) == OK);
			check_file(path, true);
		}
		check(csv_write(&layers[LAYER_UNRESOLVED], path, &e) == OK);
		check_file(path, false);
		for (unsigned f = 0; f < EXCHANGE_COUNT; f++) {
			check(exchange_write((enum exchange_format)f, m, NULL, path, &e) == OK);
			check_file(path, false);
		}
	}
	arena_release(&arena);
}

static void add_to(const char *old)
{
	struct results r;
	struct error e = {.code = OK};
	char path[300];
	snprintf(path, sizeof path, "%s/kharita-fuzz-%ld.new", fuzz_folder(), (long)getpid());
	if (results_open(&r, path, old, &e) != OK) {
		check_error(&e);
	} else {
		struct sv line = SV("{\"schema\":1,\"doc_id\":\"0000000000000000\",\"source\":\"b\"}\n");
		check(results_add(&r, line, &e) == OK && results_finish(&r, &e) == OK);
	}
	results_close(&r);
	unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size, ".ndjson");
	const struct model_options o = {.no_merge = size % 4 == 3};
	struct model m;
	size_t n_bad;
	struct error e = {.code = OK};
	if (model_read(&path, 1, &o, &m, &n_bad, &e) == OK)
		write_all(&m);
	else
		check_error(&e);
	model_release(&m);
	add_to(path);
	unlink(path);
	return 0;
}
