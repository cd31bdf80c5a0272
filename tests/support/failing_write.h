/* What the tests share that let allocations of writing and drawing fail: each works into a new folder and leaves a whole
 * file or nothing there; the layers of a model. What GDAL, Cairo, Pango and SQLite allocate inside does not fail. Include
 * after <cmocka.h>. */
#ifndef KHARITA_TESTS_FAILING_WRITE_H
#define KHARITA_TESTS_FAILING_WRITE_H

#include "base/file.h"
#include "base/staging.h"
#include "support/failing_memory.h"
#include "write/layers.h"

#include <sys/stat.h>

#define WORK_FOLDER "oom"
#define SMALL_RESULTS KHARITA_SOURCE_DIR "/tests/data/results/small.ndjson"
#define THEME_FILE KHARITA_SOURCE_DIR "/styles/theme.json"

/* Writes one file or folder; used outside the count, it must leave nothing when it fails. */
typedef enum err write_one(const char *path, struct error *e);

/* Uses layers that are gone when it returns. */
typedef enum err use_layers(const struct model *m, const struct layer *layers, const char *path, struct error *e);

static inline enum err read_small(struct model *m, struct error *e)
{
	const struct model_options o = {.no_merge = false};
	const char *const path = SMALL_RESULTS;
	size_t n_bad = 0;
	return model_read(&path, 1, &o, m, &n_bad, e);
}

static inline enum err with_layers(const struct model *m, const struct gazetteer *g, use_layers *use, const char *path,
                                   struct error *e)
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
		model_layers(&arena, m, g, layers);
		result = use(m, layers, path, e);
	}
	arena_release(&arena);
	return result;
}

/* Names and bytes of all files below a folder into the work's output. */
static inline void gather(const char *folder)
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

/* Writes `file_of_work` into a new folder. What is in it then is the work's output, and nothing after a failure: neither
 * the file nor a part of it. All but the writing is outside the count. */
static inline enum err write_into_folder(write_one *write, struct error *e)
{
	struct error ignored;
	char path[64];
	snprintf(path, sizeof path, WORK_FOLDER "/%s", file_of_work);
	bool counting = memory.counting;
	memory.counting = false;
	assert_int_equal(dir_make(WORK_FOLDER, &ignored), OK);
	memory.counting = counting;
	enum err result = write(path, e);
	size_t before = output.len;
	memory.counting = false;
	gather(WORK_FOLDER);
	assert_int_equal(system("rm -rf " WORK_FOLDER), 0);
	memory.counting = counting;
	if (result != OK && output.len != before) {
		print_error("allocation %zu fails: '%s' leaves something behind\n", memory.fail_at, file_of_work);
		fail();
	}
	return result;
}

#endif
