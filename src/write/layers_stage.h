/* Staging: files are written into a hidden folder inside their target and renamed when all of them are whole. */
#ifndef KHARITA_WRITE_LAYERS_STAGE_H
#define KHARITA_WRITE_LAYERS_STAGE_H

#include "base/error.h"

enum { STAGE_FILES = 32 };

struct stage {
	char *dir, *hidden;             /* NULL: not open */
	char *names[STAGE_FILES], *paths[STAGE_FILES];
	unsigned n;
	const char *dropped[STAGE_FILES]; /* borrowed */
	unsigned n_dropped;
};

/* Makes `dir` when it is missing, and the hidden folder in it. ERR_IO. */
enum err stage_open(struct stage *s, const char *dir, struct error *e);

/* Where to write the file `name`; borrowed until commit or abort. NULL without memory (e is filled). */
const char *stage_path(struct stage *s, const char *name, struct error *e);

/* Marks the file `name`, which this run does not make: an older one of that name goes at commit. */
void stage_drop(struct stage *s, const char *name);

/* Renames all files into the target folder. ERR_IO. */
enum err stage_commit(struct stage *s, struct error *e);

/* Removes what was written; legal after a commit and on a zeroed struct. */
void stage_abort(struct stage *s);

#endif
