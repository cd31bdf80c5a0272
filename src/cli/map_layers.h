/* The layers, tiles and maps of `kharita map`, by the sub-programs: its tiles are drawn beside everything else, by the one
 * that starts at once. */
#ifndef KHARITA_CLI_MAP_LAYERS_H
#define KHARITA_CLI_MAP_LAYERS_H

#include "cli/map_run.h"
#include "cli/writer.h"

/* The sub-programs at work. Zeroed at first. */
struct map_layers {
	struct writer writers[2];
};

struct map_layers_job {
	const struct map_options *options;
	const char *staging; /* holds results.ndjson, and takes what is made of it */
	const char *state;   /* the store in it */
	const char *reuse;   /* a folder of an earlier run; NULL: none */
	const char *overlay; /* of learned places; NULL: none */
};

/* Starts what draws tiles ahead of the results, so that it has its fonts when they come. Where it cannot,
 * the other one draws them. */
void map_layers_prepare(struct map_layers *l, const struct map_options *o);

/* Writes everything that comes from the results. What a sub-program complains of it has told on standard error. */
enum err map_layers_write(struct map_layers *l, const struct map_layers_job *job, struct error *e);

/* Ends what was prepared and is not needed. */
void map_layers_close(struct map_layers *l);

#endif
