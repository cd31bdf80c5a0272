#include "cli/map_run.h"

#include "base/file.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/staging.h"
#include "cli/map_extract.h"
#include "cli/map_layers.h"
#include "cli/run_json.h"
#include "cli/settings.h"
#include "pipeline/progress.h"
#include "state/learned.h"
#include "state/review.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SETTINGS_MAX = 1 << 20 };

struct map_run {
	struct map_options options; /* with those of the run before, when it adds */
	const struct option *table;
	const char *output;
	bool fresh, made_target;
	struct folder_lock lock;
	struct staging staging;
	struct state *state;
	struct settings *inherited;
	struct buf settings, former_settings, fingerprint, former_fingerprint;
	bool edited; /* by people, since the last run */
	char *overlay; /* of learned places, in the staging folder; NULL: none */
	const char **overlays;
	struct engine engine;
	struct map_extract extract;
	struct map_layers layers;
	double layers_seconds;
};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

void map_catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

bool map_interrupted(void)
{
	return interrupted != 0;
}

static enum err check_interrupt(struct error *e)
{
	return interrupted ? error_set(e, ERR_IO, "interrupted; nothing was written") : OK;
}

static enum err no_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* A folder that holds files but no run.json is not an earlier run's. Hidden files and a README.md do not count. */
static enum err check_output(struct map_run *r, struct error *e)
{
	struct name_list names;
	const char *foreign = NULL;
	bool has_run = false;
	r->fresh = true;
	if (folder_names(r->output, &names, NULL) != OK)
		return OK; /* it is to be made, or dir_make() tells what is wrong */
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.names[i];
		if (strcmp(name, "run.json") == 0 || strcmp(name, ".kharita-commit") == 0)
			has_run = true;
		else if (name[0] != '.' && strcmp(name, "README.md") != 0 && strncmp(name, STATE_NAME, 12) != 0)
			foreign = name;
	}
	enum err result = OK;
	if (foreign && !has_run)
		result = error_set(e, ERR_USAGE,
		                   "'%s' holds files that are not an earlier run's ('%s'); give a new folder with -o",
		                   r->output, foreign);
	r->fresh = !has_run || !r->options.add;
	name_list_free(&names);
	return result;
}

static enum err take_folder(struct map_run *r, const char *command, struct error *e)
{
	struct stat st;
	enum err result = check_output(r, e);
	if (result == OK && r->fresh && !r->extract.n_inputs && !r->options.input.lists.n)
		return error_set(e, ERR_USAGE, "'%s' holds no map yet: give the articles to begin with", r->output);
	r->made_target = stat(r->output, &st) != 0;
	if (result == OK)
		result = dir_make(r->output, e);
	if (result == OK)
		result = lock_take(r->output, command, &r->lock, e);
	if (result == OK)
		result = staging_open(r->output, &r->staging, e);
	return result;
}

/* The run works on a copy of the store, which appears with the outputs or not at all. */
static enum err open_state(struct map_run *r, struct error *e)
{
	char *there = path_join(r->output, STATE_NAME);
	char *copy = path_join(r->staging.path, STATE_NAME);
	enum err result = there && copy ? OK : no_memory(e);
	if (result == OK && access(there, F_OK) == 0) {
		struct state *former = NULL;
		result = state_open_plain(there, &former, e);
		if (result == OK)
			result = state_copy(former, copy, e);
		state_close(former);
	}
	if (result == OK)
		result = state_open(copy, state_outputs_generation(r->output), &r->state, e);
	free(there);
	free(copy);
	return result;
}

static enum err read_settings(struct map_run *r, struct error *e)
{
	enum err result = state_get(r->state, "settings", &r->former_settings, e);
	if (result == OK && !r->fresh && r->former_settings.len)
		result = settings_read(r->table, &r->options, buf_sv(&r->former_settings), &r->inherited, e);
	settings_write(r->table, &r->options, &r->settings);
	return result;
}

/* What people did in the folder since the last run goes into the store. */
static enum err take_edits(struct map_run *r, struct map_outcome *out, struct error *e)
{
	char *unresolved = path_join(r->output, "unresolved.csv");
	enum err result = unresolved ? OK : no_memory(e);
	if (result == OK)
		result = review_harvest_folder(r->state, r->output, &out->n_reviewed, e);
	if (result == OK)
		result = learned_take(r->state, unresolved, &out->n_learned, e);
	if (result == OK)
		result = state_is_dirty(r->state, &r->edited, e);
	free(unresolved);
	return result;
}

/* overlay.tsv, when places were learned: read by this run, and one of its outputs. */
static enum err write_overlay(struct map_run *r, struct error *e)
{
	struct gazetteer *g = NULL;
	struct buf rows;
	const struct input_options *o = &r->options.input;
	buf_init(&rows, (size_t)1 << 28);
	enum err result = gazetteer_open_overlaid(o->gazetteer, o->overlays.items, o->overlays.n, &g, e);
	if (result == OK)
		result = learned_overlay(r->state, g, &rows, e);
	gazetteer_close(g);
	if (result == OK && rows.len) {
		r->overlay = path_join(r->staging.path, "overlay.tsv");
		result = r->overlay ? file_write(r->overlay, buf_sv(&rows), e) : no_memory(e);
	}
	buf_release(&rows);
	return result;
}

static enum err open_engine(struct map_run *r, struct error *e)
{
	struct input_options *o = &r->options.input;
	bool any = false;
	enum err result = learned_any(r->state, &any, e);
	if (result == OK && any)
		result = write_overlay(r, e);
	if (result != OK || !r->overlay)
		return result == OK ? input_engine(o, &r->engine, e) : result;
	size_t n = o->overlays.n;
	r->overlays = calloc(n + 1, sizeof *r->overlays);
	if (!r->overlays)
		return no_memory(e);
	for (size_t i = 0; i < n; i++)
		r->overlays[i] = o->overlays.items[i];
	r->overlays[n] = r->overlay;
	return engine_open(o->gazetteer, r->overlays, n + 1, &r->engine, e);
}

/* What the results depend on besides the articles: the gazetteer with its overlays, and the program. */
static enum err compare_engine(struct map_run *r, struct error *e)
{
	uint64_t program = 0;
	enum err result = state_program(&program, e);
	buf_append(&r->fingerprint, gazetteer_fingerprint(r->engine.gazetteer));
	buf_printf(&r->fingerprint, " %016llx", (unsigned long long)program);
	if (result == OK)
		result = state_get(r->state, "engine", &r->former_fingerprint, e);
	r->extract.again = !r->fresh && !sv_eq(buf_sv(&r->fingerprint), buf_sv(&r->former_fingerprint));
	return result;
}

/* Everything that comes from results.ndjson, by the sub-programs. */
static enum err write_layers(struct map_run *r, struct error *e)
{
	const struct map_layers_job job = {
		.options = &r->options,
		.staging = r->staging.path,
		.state = state_path(r->state),
		.reuse = r->fresh ? NULL : r->output,
		.overlay = r->overlay,
	};
	double started_s = clock_s();
	enum err result = map_layers_write(&r->layers, &job, e);
	r->layers_seconds = clock_s() - started_s;
	return interrupted ? check_interrupt(e) : result;
}

static enum err write_run_json(struct map_run *r, struct error *e)
{
	struct name_list files = {NULL, 0};
	const struct run_record record = {
		.generation = state_generation(r->state) + 1,
		.inputs = r->extract.inputs,
		.n_inputs = r->extract.n_inputs,
		.options = r->table,
		.values = &r->options,
		.gazetteer = r->engine.gazetteer,
		.counts = &r->extract.counts,
		.layers_seconds = r->layers_seconds,
		.files = &files,
	};
	char *path = path_join(r->staging.path, "run.json");
	enum err result = path ? folder_names(r->staging.path, &files, e) : no_memory(e);
	size_t n = 0;
	for (size_t i = 0; i < files.n; i++) { /* the store is nobody's to replace */
		if (strncmp(files.names[i], STATE_NAME, strlen(STATE_NAME)) == 0)
			free(files.names[i]);
		else
			files.names[n++] = files.names[i];
	}
	files.n = n;
	if (result == OK)
		result = run_json_write(path, &record, e);
	name_list_free(&files);
	free(path);
	return result;
}

static enum err commit(struct map_run *r, struct error *e)
{
	char *path = path_join(r->output, "run.json");
	char *store = path_join(r->staging.path, STATE_NAME);
	struct name_list old = {NULL, 0};
	enum err result = path && store ? check_interrupt(e) : no_memory(e);
	if (result == OK)
		review_keep_open_package(r->state, r->output);
	if (result == OK)
		result = state_confirm(r->state, r->fresh, e);
	state_close(r->state); /* it moves with the outputs */
	r->state = NULL;
	if (result == OK)
		result = state_settle(store, e);
	if (result == OK) {
		old = run_json_files(path);
		result = staging_commit(&r->staging, (const char *const *)old.names, old.n, e);
	}
	name_list_free(&old);
	free(store);
	free(path);
	return result;
}

static enum err remember(struct map_run *r, struct error *e)
{
	enum err result = state_set_next(r->state, "settings", buf_sv(&r->settings), e);
	if (result == OK)
		result = state_set_next(r->state, "engine", buf_sv(&r->fingerprint), e);
	return result == OK ? state_set_next(r->state, STATE_DIRTY, SV("0"), e) : result;
}

static bool nothing_new(const struct map_run *r)
{
	return !map_extract_changed(&r->extract) && !r->extract.again && !r->edited &&
	       sv_eq(buf_sv(&r->settings), buf_sv(&r->former_settings));
}

static enum err run_steps(struct map_run *r, const char *command, struct map_outcome *out, struct error *e)
{
	if (!r->options.add) /* else there may be nothing new to draw */
		map_layers_prepare(&r->layers, &r->options);
	enum err result = take_folder(r, command, e);
	if (result == OK)
		result = open_state(r, e);
	if (result == OK)
		result = read_settings(r, e);
	if (result == OK)
		result = take_edits(r, out, e);
	if (result == OK)
		result = open_engine(r, e);
	if (result == OK)
		result = compare_engine(r, e);
	if (result != OK)
		return result;
	struct map_extract *x = &r->extract;
	x->options = &r->options;
	x->engine = &r->engine;
	x->state = r->state;
	x->target = r->output;
	x->staging = r->staging.path;
	x->fresh = r->fresh;
	result = map_extract_run(x, e);
	out->unchanged = result == OK && nothing_new(r);
	if (result != OK || out->unchanged)
		return result;
	result = map_extract_write(x, e);
	if (result == OK)
		result = remember(r, e);
	if (result == OK)
		result = write_layers(r, e);
	if (result == OK)
		result = write_run_json(r, e);
	return result == OK ? commit(r, e) : result;
}

static void close_run(struct map_run *r, bool failed)
{
	map_layers_close(&r->layers);
	map_extract_close(&r->extract);
	state_close(r->state);
	staging_abort(&r->staging);
	lock_release(&r->lock);
	if (failed && r->made_target)
		rmdir(r->output);
	engine_close(&r->engine);
	settings_free(r->inherited);
	buf_release(&r->settings);
	buf_release(&r->former_settings);
	buf_release(&r->fingerprint);
	buf_release(&r->former_fingerprint);
	free(r->overlay);
	free(r->overlays);
}

enum err map_run(const struct map_options *o, const char *command, const struct option *table,
                 const char *const *inputs, size_t n, struct map_outcome *out, struct error *e)
{
	struct map_run r = {
		.options = *o,
		.table = table,
		.output = o->output ? o->output : MAP_DEFAULT_OUTPUT,
		.lock = {.fd = -1},
		.extract = {.inputs = inputs, .n_inputs = n},
	};
	struct buf *const texts[] = {&r.settings, &r.former_settings, &r.fingerprint, &r.former_fingerprint};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		buf_init(texts[i], SETTINGS_MAX);
	*out = (struct map_outcome){.n_new = 0};
	double started_s = clock_s();
	enum err result = run_steps(&r, command, out, e);
	out->counts = r.extract.counts;
	out->n_new = r.extract.n_new;
	out->n_again = r.extract.n_again;
	out->n_refused = (size_t)r.extract.n_rejects;
	close_run(&r, result != OK);
	out->seconds = clock_s() - started_s;
	return result;
}
