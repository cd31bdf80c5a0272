#include "cli/map_layers.h"

#include "base/file.h"
#include "cli/write_commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_OVERLAYS = 32, MAX_ARGUMENTS = 36 + 2 * MAX_OVERLAYS, MOST_READ_TWICE = 32 << 20 };
enum { DRAWER, WRITER, WRITERS };

struct arguments {
	const char *items[MAX_ARGUMENTS];
	size_t n;
};

static void pass(struct arguments *a, const char *option, const char *value)
{
	if (!value)
		return;
	a->items[a->n++] = option;
	a->items[a->n++] = value;
}

static void pass_flag(struct arguments *a, const char *option, bool value)
{
	if (value)
		a->items[a->n++] = option;
}

static void pass_all(struct arguments *a, const struct map_layers_job *job, const char *jobs, const char *results)
{
	const struct map_options *o = job->options;
	pass(a, "--output", job->staging);
	pass(a, "--state", job->state);
	pass(a, "--reuse", job->reuse);
	pass(a, "--crs", o->crs);
	pass(a, "--title", o->title);
	pass(a, "--language", o->language);
	pass(a, "--gazetteer", o->input.gazetteer);
	for (size_t i = 0; i < o->input.overlays.n && i < MAX_OVERLAYS; i++)
		pass(a, "--overlay", o->input.overlays.items[i]);
	pass(a, "--overlay", job->overlay);
	pass(a, "--jobs", o->input.jobs ? jobs : NULL);
	pass(a, "--export", o->export);
	pass_flag(a, "--no-merge", o->no_merge);
	pass_flag(a, "--no-tiles", o->no_tiles);
	pass_flag(a, "--no-map", o->no_map);
	pass_flag(a, "--no-preview", o->no_preview);
	pass_flag(a, o->common.verbose ? "--verbose" : "--quiet", true);
	pass_flag(a, "--", true);
	pass_flag(a, results, true);
}

void map_layers_prepare(struct map_layers *l, const struct map_options *o)
{
	static const char *const command[] = {COMMAND_FOLDER_TILES, NULL};
	struct error ignored;
	if (!o->no_tiles && !l->writers[DRAWER].pid)
		(void)writer_start(&l->writers[DRAWER], command, true, &ignored);
}

/* Results that take long to read are read once, by one sub-program that makes everything. */
static bool draws_beside(const struct map_layers_job *job, const char *results)
{
	struct stat st;
	return !job->options->no_tiles && stat(results, &st) == 0 && st.st_size <= MOST_READ_TWICE;
}

enum err map_layers_write(struct map_layers *l, const struct map_layers_job *job, struct error *e)
{
	char jobs[16];
	char *results = path_join(job->staging, "results.ndjson");
	struct arguments a = {.items = {command_layers.name}, .n = 1};
	if (!results)
		return error_set(e, ERR_NOMEM, "out of memory");
	snprintf(jobs, sizeof jobs, "%u", job->options->input.jobs);
	pass_all(&a, job, jobs, results);
	if (draws_beside(job, results)) {
		map_layers_prepare(l, job->options);
		writer_tell(&l->writers[DRAWER], a.items);
	} else {
		writer_stop(&l->writers[DRAWER]);
	}
	if (l->writers[DRAWER].pid)
		a.items[0] = COMMAND_ALL_BUT_TILES;
	enum err result = writer_start(&l->writers[WRITER], a.items, false, e);
	if (result == OK)
		result = writer_wait(l->writers, WRITERS, e);
	free(results);
	return result;
}

void map_layers_close(struct map_layers *l)
{
	for (size_t i = 0; i < WRITERS; i++)
		writer_stop(&l->writers[i]);
}
