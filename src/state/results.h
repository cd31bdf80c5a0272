/* results.ndjson of an output folder, in its one order: by source (a number behind its last '#' counts as a number), then
 * doc_id. So the same articles give the same bytes, whatever order they came in and in however many runs. */
#ifndef KHARITA_STATE_RESULTS_H
#define KHARITA_STATE_RESULTS_H

#include "base/arena.h"
#include "base/file.h"

/* Where one line lies. */
struct result_ref {
	struct sv source, doc_id;
	uint64_t offset;
	size_t n_bytes;
	bool dropped;
};

struct results {
	struct arena arena;
	struct file_map old;          /* the former file; len 0: none */
	struct result_ref *old_refs;  /* in order */
	size_t n_old, old_cap;
	FILE *stream;                 /* new lines, as they come */
	char *path;                   /* of that file */
	struct result_ref *refs;      /* of the new lines */
	size_t n, cap;
	uint64_t offset;
	bool ascending;
};

/* New lines are gathered in a file at `path`; `old` is a former results.ndjson to be added to, or NULL. ERR_DATA when it
 * is none of this program's. Release with results_close() in any case; legal on a zeroed struct. */
enum err results_open(struct results *r, const char *path, const char *old, struct error *e);
void results_close(struct results *r);

/* Adds a line; it takes the place of a former one of the same source and doc_id. */
enum err results_add(struct results *r, struct sv line, struct error *e);

/* The former lines of a source, n of them, in order. */
struct result_ref *results_of_source(struct results *r, struct sv source, size_t *n);

bool results_hold(const struct results *r, struct sv source, struct sv doc_id);

/* Brings `path` into its final form. */
enum err results_finish(struct results *r, struct error *e);

/* The order of sources. */
int source_compare(struct sv a, struct sv b);

#endif
