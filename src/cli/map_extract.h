/* The first half of a run of `map`: articles to results.ndjson and rejects.ndjson, and into the state store. */
#ifndef KHARITA_CLI_MAP_EXTRACT_H
#define KHARITA_CLI_MAP_EXTRACT_H

#include "cli/map_run.h"
#include "state/articles.h"
#include "state/results.h"

struct map_extract {
	const struct map_options *options;
	const struct engine *engine;
	struct state *state;
	const char *target, *staging; /* folders */
	const char *const *inputs;
	size_t n_inputs;
	bool fresh;                   /* nothing of earlier runs stays */
	bool again;                   /* the stored articles are read again, too */
	struct results results;
	struct state_keys keys;
	struct pipeline_counts counts;
	uint64_t n_rejects;
	size_t n_new, n_again, n_dropped, n_new_rejects;
	bool stored;                  /* the articles that come are those of the store */
};

/* Runs the articles; the state store's pending generation is begun and sealed. With nothing new to write
 * (map_extract_changed()) call map_extract_close() and be done. */
enum err map_extract_run(struct map_extract *x, struct error *e);
bool map_extract_changed(const struct map_extract *x);

/* The two files, whole, in the staging folder. */
enum err map_extract_write(struct map_extract *x, struct error *e);
void map_extract_close(struct map_extract *x);

#endif
