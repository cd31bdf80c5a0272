/* Walk over the inputs: files as given, folders recursively in byte order of their paths. Opens no file. */
#ifndef KHARITA_ARTICLE_WALK_H
#define KHARITA_ARTICLE_WALK_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct walk_item {
	char *path;         /* new: the caller frees it */
	enum err code;      /* != OK: refused, `reason` says why */
	char reason[256];
};

struct walk;

/* `inputs` is borrowed until walk_close(). */
enum err walk_open(const char *const *inputs, size_t n, struct walk **out, struct error *e);
void walk_close(struct walk *w);

/* Passes over a file or folder (NULL: none) when a folder holds it. At most two. */
void walk_except(struct walk *w, const char *path);

/* The next file, or refusal; *more false at the end. ERR_NOMEM only. */
enum err walk_next(struct walk *w, struct walk_item *out, bool *more, struct error *e);

/* Bytes of all files seen so far. */
uint64_t walk_bytes(const struct walk *w);

#endif
