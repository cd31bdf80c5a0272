/* Walk over the inputs: files as given, folders recursively in byte order of their paths. Opens no file, and follows no
 * link that leads out of the folder given. */
#ifndef KHARITA_ARTICLE_WALK_H
#define KHARITA_ARTICLE_WALK_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct walk_item {
	char *path;         /* new: the caller frees it */
	bool guarded;       /* found in a folder: to be opened as source_open() does */
	enum err code;      /* != OK: refused, `reason` says why */
	char reason[256];
};

struct walk;

/* `inputs` is borrowed until walk_close(). */
enum err walk_open(const char *const *inputs, size_t n, struct walk **out, struct error *e);
void walk_close(struct walk *w);

/* Passes over a file or folder (NULL: none) when a folder holds it. At most two. */
void walk_except(struct walk *w, const char *path);

/* In folders: files are taken that a glob of `include` matches (none: all), and files and folders passed over,
 * silently, that one of `exclude` matches. A glob matches a name, or a path from the given folder on; '*' matches '/'
 * too. Borrowed until walk_close(). */
void walk_filter(struct walk *w, const char *const *include, size_t n_include, const char *const *exclude,
                 size_t n_exclude);

/* The next file, or refusal; *more false at the end. ERR_NOMEM only. */
enum err walk_next(struct walk *w, struct walk_item *out, bool *more, struct error *e);

/* Bytes of all files seen so far. */
uint64_t walk_bytes(const struct walk *w);

#endif
