/* Bytes from somewhere: a file, standard input, memory, an archive's entry. */
#ifndef KHARITA_ARTICLE_SOURCE_H
#define KHARITA_ARTICLE_SOURCE_H

#include "base/error.h"
#include "base/sv.h"

struct source {
	/* Reads at most `room` > 0 bytes; *got is 0 at the end. ERR_IO, ERR_DATA for damage, ERR_LIMIT. */
	enum err (*read)(struct source *s, char *bytes, size_t room, size_t *got, struct error *e);
	void (*close)(struct source *s); /* frees the source itself, too */
	uint64_t size;                   /* bytes of a regular file when it was opened; 0: unknown */
};

/* "-" is standard input. Of a regular file no more is read than it held when it was opened, so that one that grows
 * ends. `guarded`: it was found in a folder, and must still be a regular file and no link. *out is new: s->close().
 * ERR_IO; ERR_REJECTED for what is no file. */
enum err source_open(const char *path, bool guarded, struct source **out, struct error *e);

#endif
