/* Files for tests of the writers: a scratch folder, whole reads, models from text. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_WRITE_FILES_H
#define KHARITA_TESTS_WRITE_FILES_H

#include "base/file.h"
#include "write/model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RESULTS_DIR KHARITA_SOURCE_DIR "/tests/data/results/"

static char scratch_dir[64];

static inline int scratch_open(void **state)
{
	(void)state;
	strcpy(scratch_dir, "/tmp/kharita-write-XXXXXX");
	return mkdtemp(scratch_dir) ? 0 : -1;
}

static inline int scratch_close(void **state)
{
	(void)state;
	DIR *d = opendir(scratch_dir);
	for (struct dirent *f = d ? readdir(d) : NULL; f; f = readdir(d)) {
		char *path = path_join(scratch_dir, f->d_name);
		unlink(path);
		free(path);
	}
	if (d)
		closedir(d);
	return rmdir(scratch_dir);
}

/* The path of a file in the scratch folder; two calls deep. */
static inline const char *scratch_path(const char *name)
{
	static char paths[4][128];
	static unsigned next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", scratch_dir, name);
	return path;
}

static inline struct buf file_content(const char *path)
{
	struct error e = {OK, ""};
	struct buf b;
	buf_init(&b, 1 << 28);
	if (file_read(path, &b, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
	buf_append_char(&b, '\0');
	b.len--;
	return b;
}

static inline struct model model_of_file(const char *path, bool no_merge)
{
	struct error e = {OK, ""};
	struct model m;
	size_t n_bad;
	const struct model_options o = {.no_merge = no_merge};
	if (model_read(&path, 1, &o, &m, &n_bad, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
	return m;
}

static inline struct model model_of_text(const char *text, bool no_merge)
{
	struct error e = {OK, ""};
	const char *path = scratch_path("text.ndjson");
	assert_int_equal(file_write(path, sv_cstr(text), &e), OK);
	return model_of_file(path, no_merge);
}

#endif
