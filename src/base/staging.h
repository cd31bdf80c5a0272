/* A staging folder: a run's files are made in it, hidden inside the destination, and moved into place all together when
 * the last one is whole. Until then, and after a failure, what the destination held stays as it was. */
#ifndef KHARITA_BASE_STAGING_H
#define KHARITA_BASE_STAGING_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct staging {
	char *target; /* the destination */
	char *path;   /* the staging folder */
	bool made_target;
};

/* Makes the destination when it is missing, and the staging folder; removes those of processes that died. ERR_IO. */
enum err staging_open(const char *target, struct staging *out, struct error *e);

/* Brings to its end a commit that a crash cut short: from the moment that staging_commit() begins to move files all of
 * them are whole, and each name has either its old file or its new one. staging_open() does it too; with two processes
 * in one folder (base/lock.h) neither may be called. ERR_IO. */
enum err staging_recover(const char *target, struct error *e);

/* Moves every file into place and removes from the destination those named in `old` (plain names, NULL for none; an
 * earlier run's) that were not made anew. On failure all that was moved is moved back. Then, as staging_abort(). */
enum err staging_commit(struct staging *s, const char *const *old, size_t n_old, struct error *e);

/* Removes the staging folder, and the destination if this run made it and it is empty. Legal twice, and on a zeroed
 * struct. */
void staging_abort(struct staging *s);

/* Names in a folder but "." and "..", in byte order: new array of new strings, freed by name_list_free(). ERR_IO. */
struct name_list {
	char **names;
	size_t n;
};
enum err folder_names(const char *path, struct name_list *out, struct error *e);
void name_list_free(struct name_list *l);

#endif
