/* run.json: what a run was made of and came to. User of jansson. */
#ifndef KHARITA_CLI_RUN_JSON_H
#define KHARITA_CLI_RUN_JSON_H

#include "base/staging.h"
#include "cli/options.h"
#include "gazetteer/gazetteer.h"
#include "pipeline/pipeline.h"

#include <jansson.h>

struct run_record {
	int64_t generation; /* of the state store: ties it to these outputs */
	const char *const *inputs;
	size_t n_inputs;
	const struct option *options; /* the command's table, and its values */
	const void *values;
	const struct gazetteer *gazetteer;
	const struct pipeline_counts *counts;
	double layers_seconds;
	const struct name_list *files; /* written, run.json not among them */
};

/* The options that were given, by name: new. */
json_t *options_object(const struct option *table, const void *values);

enum err run_json_write(const char *path, const struct run_record *r, struct error *e);

/* The files that an earlier run's run.json names; none when there is no such file or it says nothing. */
struct name_list run_json_files(const char *path);

#endif
