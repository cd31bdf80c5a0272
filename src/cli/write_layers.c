/* kharita layers: results to a folder of layers. */
#include "base/file.h"
#include "base/lock.h"
#include "base/log.h"
#include "cli/write_commands.h"
#include "cli/write_run.h"
#include "write/exchange.h"
#include "write/layers.h"
#include "write/results_paths.h"
#include "write/review_apply.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESULTS "results.ndjson"
#define PACKAGE "kharita.gpkg"

/* Everything the command holds, so that one place frees it. */
struct job {
	const struct layers_options *options;
	bool tiles_elsewhere;
	struct results_paths inputs;
	char *results, *package; /* their paths in the output folder */
	struct atomic_file copy;
	struct model model;
	unsigned exports;
	size_t n_bad;
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct preview_library library;
	bool has_library;
	struct folder_lock lock;
	struct review_apply review;
};

static bool same_file(const char *a, const char *b)
{
	struct stat p, q;
	return stat(a, &p) == 0 && stat(b, &q) == 0 && p.st_dev == q.st_dev && p.st_ino == q.st_ino;
}

/* The corrections: those of the store that `map` names, else of the folder, with what was edited in its GeoPackage. */
static enum err job_state(struct job *j, struct error *e)
{
	const struct layers_options *o = j->options;
	size_t n = 0;
	j->review.gazetteer = j->gazetteer;
	if (o->state)
		return state_open_plain(o->state, &j->review.state, e);
	char *path = path_join(o->output, STATE_NAME);
	enum err result = path ? dir_make(o->output, e) : error_set(e, ERR_NOMEM, "no memory");
	if (result == OK)
		result = lock_take(o->output, "layers", &j->lock, e);
	if (result == OK && o->review && access(o->review, R_OK) != 0)
		result = error_errno(e, ERR_IO, "cannot read the review columns of '%s'", o->review);
	bool is_new = result == OK && access(path, F_OK) != 0;
	if (result == OK)
		result = state_open_plain(is_new ? ":memory:" : path, &j->review.state, e);
	if (result == OK)
		result = o->review ? review_harvest(j->review.state, o->review, o->review, &n, e)
		                   : review_harvest_folder(j->review.state, o->output, &n, e);
	if (result == OK)
		review_keep_open_package(j->review.state, o->output);
	if (result == OK && is_new && n) { /* the first corrections of this folder */
		result = state_copy(j->review.state, path, e);
		state_close(j->review.state);
		j->review.state = NULL;
		if (result == OK)
			result = state_open_plain(path, &j->review.state, e);
	}
	free(path);
	return result;
}

static void job_tell(const struct job *j)
{
	if (j->review.n_applied)
		log_write(LOG_INFO, "kept the review of %zu incidents and mentions", j->review.n_applied);
	if (j->review.n_orphans)
		log_write(LOG_WARNING, "%zu corrections fit nothing any more: see 'kharita review list --orphans'",
			  j->review.n_orphans);
	if (j->review.n_conflicts)
		log_write(LOG_WARNING, "something changed underneath %zu corrections: see 'kharita review list --conflicts'",
			  j->review.n_conflicts);
}

/* The folder keeps the results that its layers came from, so that `tiles` and `poster` can draw from it. */
static enum err job_read(struct job *j, struct error *e)
{
	struct model_options mo = {.no_merge = j->options->no_merge, .review = review_apply, .user = &j->review};
	bool in_place = j->inputs.n == 1 && same_file(j->inputs.items[0], j->results);
	enum err result = OK;
	if (!in_place)
		result = dir_make(j->options->output, e);
	if (result == OK && !in_place)
		result = atomic_file_open(&j->copy, j->results, e);
	mo.copy = j->copy.stream;
	if (result == OK)
		result = model_read((const char *const *)j->inputs.items, j->inputs.n, &mo, &j->model, &j->n_bad, e);
	if (result == OK && j->n_bad)
		log_write(LOG_WARNING, "skipped %zu damaged lines; the first: %s", j->n_bad, e->msg);
	if (result == OK && j->model.n_refused)
		log_write(LOG_INFO, "passed over %zu lines that tell of refused inputs", j->model.n_refused);
	return result;
}

/* A page that cannot be made is no reason to lose the rest. */
static void job_library(struct job *j)
{
	struct error why;
	if (j->options->no_preview)
		return;
	j->has_library = preview_library_open(getenv("KHARITA_LEAFLET"), &j->library, &why) == OK;
	if (!j->has_library)
		log_write(LOG_WARNING, "no preview page: %s", why.msg);
}

static enum err job_write(struct job *j, enum theme_lang lang, struct error *e)
{
	const struct layers_options *o = j->options;
	const struct layers_spec spec = {
		.theme = j->theme, .gazetteer = j->gazetteer, .lang = lang, .crs = o->crs, .title = o->title,
		.exports = j->exports, .no_tiles = o->no_tiles, .tiles_elsewhere = j->tiles_elsewhere, .no_map = o->no_map, .jobs = o->jobs, .reuse = o->reuse,
		.library = j->has_library ? &j->library : NULL};
	enum err result = layers_write(&j->model, o->output, &spec, e);
	if (result == OK && j->copy.stream)
		result = atomic_file_commit(&j->copy, e);
	if (result == OK)
		log_write(LOG_INFO,
			  "%zu reports, %zu mentions of %zu places, %zu incidents (%zu reports of them) in '%s'",
			  j->model.n_articles, j->model.n_mentions, j->model.n_places, j->model.n_incidents,
			  j->model.n_reports, o->output);
	return result;
}

static enum err job_run(struct job *j, enum theme_lang lang, struct error *e)
{
	j->results = path_join(j->options->output, RESULTS);
	j->package = path_join(j->options->output, PACKAGE);
	if (!j->results || !j->package)
		return error_set(e, ERR_NOMEM, "no memory");
	enum err result = theme_open(NULL, &j->theme, e);
	if (result == OK)
		result = gazetteer_open_overlaid(j->options->gazetteer, j->options->overlays.items,
		                                 j->options->overlays.n, &j->gazetteer, e);
	if (result == OK)
		result = job_state(j, e);
	if (result == OK)
		result = job_read(j, e);
	if (result != OK)
		return result;
	job_tell(j);
	job_library(j);
	return job_write(j, lang, e);
}

static void job_free(struct job *j)
{
	atomic_file_abort(&j->copy);
	state_close(j->review.state);
	lock_release(&j->lock);
	model_release(&j->model);
	gazetteer_close(j->gazetteer);
	preview_library_release(&j->library);
	theme_free(j->theme);
	results_paths_release(&j->inputs);
	free(j->results);
	free(j->package);
}

static int run_layers(int argc, char **argv, bool tiles_elsewhere)
{
	struct layers_options o = {0};
	int status = options_parse(&command_layers, &argc, argv, &o);
	if (status >= 0)
		return status;
	enum theme_lang lang;
	if (argc < 2)
		return usage_error(&command_layers, "which results? give the files that 'kharita extract' wrote");
	if (!o.output)
		return usage_error(&command_layers, "where to? give '-o DIR'");
	if (!write_language(o.language, &lang))
		return usage_error(&command_layers, "'--language' is 'ar' or 'en', not '%s'", o.language);
	struct job j = {.options = &o, .tiles_elsewhere = tiles_elsewhere, .lock = {.fd = -1}};
	struct error e;
	if (o.export && exchange_parse(sv_cstr(o.export), &j.exports, &e) != OK)
		return usage_error(&command_layers, "%s", e.msg);
	enum err result = results_paths_expand((const char *const *)(argv + 1), (size_t)argc - 1, &j.inputs, &e);
	if (result == OK)
		result = job_run(&j, lang, &e);
	size_t n_bad = j.n_bad;
	job_free(&j);
	option_list_free(&o.overlays);
	if (result != OK)
		return report_error(&e);
	return err_exit_status(n_bad ? ERR_REJECTED : OK);
}

int write_layers(int argc, char **argv)
{
	return run_layers(argc, argv, false);
}

int write_all_but_tiles(int argc, char **argv)
{
	return run_layers(argc, argv, true);
}
