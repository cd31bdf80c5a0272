/* The inputs of a run: those of the command line, then those that lists name. */
#ifndef KHARITA_ARTICLE_INPUTS_H
#define KHARITA_ARTICLE_INPUTS_H

#include "base/buf.h"
#include "base/error.h"

struct inputs {
	const char **items; /* borrowed from the caller and from `content` */
	size_t n, capacity;
	struct buf *contents;
	size_t n_contents;
};

/* Lists hold a path a line, or paths parted by NUL bytes when there is one; empty lines are passed over. ERR_IO;
 * ERR_LIMIT for a list larger than 256 MiB. inputs_release() in any case. */
enum err inputs_collect(struct inputs *out, const char *const *given, size_t n, const char *const *lists,
                        size_t n_lists,
                        struct error *e);
void inputs_release(struct inputs *i);

#endif
