/* A gazetteer folder of a test's own, in the temporary folder. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_GAZETTEER_FOLDER_H
#define KHARITA_TESTS_GAZETTEER_FOLDER_H

#include "base/file.h"
#include "gazetteer/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FOLDER_FILES = 32 };

struct folder {
	char path[256];
	char out[300]; /* the compiled file, beside the sources */
	char *files[FOLDER_FILES];
	size_t n_files;
};

static inline void folder_open(struct folder *f)
{
	const char *base = getenv("TMPDIR");
	memset(f, 0, sizeof *f);
	snprintf(f->path, sizeof f->path, "%s/kharita-test.XXXXXX", base && strlen(base) < 200 ? base : "/tmp");
	assert_non_null(mkdtemp(f->path));
	snprintf(f->out, sizeof f->out, "%s/test.gaz", f->path);
}

/* Writes or replaces one file; `name` may be "lexicon/heads.tsv". */
static inline const char *folder_put(struct folder *f, const char *name, const char *content, size_t len)
{
	struct error e = {0};
	char *path = path_join(f->path, name);
	assert_non_null(path);
	char *slash = strrchr(path, '/');
	*slash = '\0';
	assert_int_equal(dir_make(path, &e), OK);
	*slash = '/';
	assert_int_equal(file_write(path, sv_make(content, len), &e), OK);
	for (size_t i = 0; i < f->n_files; i++) {
		if (strcmp(f->files[i], path) == 0) {
			free(path);
			return f->files[i];
		}
	}
	assert_true(f->n_files < FOLDER_FILES);
	f->files[f->n_files++] = path;
	return path;
}

static inline const char *folder_text(struct folder *f, const char *name, const char *content)
{
	return folder_put(f, name, content, strlen(content));
}

static inline void folder_close(struct folder *f)
{
	char lexicon[300];
	for (size_t i = 0; i < f->n_files; i++) {
		unlink(f->files[i]);
		free(f->files[i]);
	}
	unlink(f->out);
	snprintf(lexicon, sizeof lexicon, "%s/lexicon", f->path);
	rmdir(lexicon);
	rmdir(f->path);
}

/* Builds the folder and opens the result; fails the test when either does. */
static inline struct gazetteer *folder_build(struct folder *f, struct gazetteer_build_counts *counts)
{
	struct error e = {0};
	struct gazetteer *g = NULL;
	if (gazetteer_build(f->path, f->out, counts, &e) != OK || gazetteer_open(f->out, &g, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
	return g;
}

/* A folder, what was built of it, and memory for the test. */
struct folder_fixture {
	struct folder folder;
	struct gazetteer *gazetteer;
	struct gazetteer_build_counts counts;
	struct arena arena;
};

static inline int folder_fixture_close(void **state)
{
	struct folder_fixture *f = *state;
	gazetteer_close(f->gazetteer);
	folder_close(&f->folder);
	arena_release(&f->arena);
	return 0;
}

#endif
