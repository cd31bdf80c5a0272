/* Files: whole reads, read-only maps, and writes that appear whole or not at all. */
#ifndef KHARITA_BASE_FILE_H
#define KHARITA_BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdio.h>

/* Appends the whole file (or standard input for "-") to `out`. ERR_LIMIT when it passes out->max. */
enum err file_read(const char *path, struct buf *out, struct error *e);

/* A read-only memory map of a file; shared freely between threads. file_unmap() of a zeroed map is legal. */
struct file_map {
	const char *ptr;
	size_t len;
};
enum err file_map(const char *path, struct file_map *out, struct error *e);
void file_unmap(struct file_map *m);

/* An output file written beside its target and renamed on commit. `stream` is open between the two calls.
 * atomic_file_abort() removes what was written; legal after a commit and on a zeroed struct. */
struct atomic_file {
	FILE *stream;
	char *target, *temporary;
};
enum err atomic_file_open(struct atomic_file *f, const char *path, struct error *e);
enum err atomic_file_commit(struct atomic_file *f, struct error *e);
void atomic_file_abort(struct atomic_file *f);

/* open + write + commit in one call. */
enum err file_write(const char *path, struct sv content, struct error *e);

/* mkdir -p. */
enum err dir_make(const char *path, struct error *e);

/* New string "dir/name", freed by the caller; NULL without memory. */
char *path_join(const char *dir, const char *name);

/* Folder of the running executable, without a trailing slash. */
enum err exe_dir(char *out, size_t size, struct error *e);

#endif
