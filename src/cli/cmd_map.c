#include "cli/cli.h"

#include "base/file.h"
#include "base/log.h"
#include "base/staging.h"
#include "cli/input_options.h"
#include "cli/run_json.h"
#include "cli/writer.h"
#include "pipeline/progress.h"
#include "result/json_out.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_REJECT_BYTES = 1 << 20, MAX_WRITER_ARGS = 24 };

static const char default_output[] = "output";

struct map_options {
	struct common_options common;
	struct input_options input;
	const char *output, *crs, *title, *language, *export;
	bool no_merge, no_tiles, no_map, no_preview;
};

static const struct option map_table[] = {
	{"output", 'o', OPTION_TEXT, offsetof(struct map_options, output), "DIR",
	 "folder to write into (default output)"},
	INPUT_OPTIONS(map_options, input),
	{"crs", 0, OPTION_TEXT, offsetof(struct map_options, crs), "CRS",
	 "CRS of the GeoPackage, e.g. EPSG:32637 (default EPSG:4326)"},
	{"title", 0, OPTION_TEXT, offsetof(struct map_options, title), "TEXT", "title of the map and the project"},
	{"language", 0, OPTION_TEXT, offsetof(struct map_options, language), "ar|en", "labels and legend (default ar)"},
	{"no-merge", 0, OPTION_FLAG, offsetof(struct map_options, no_merge), NULL,
	 "keep every article's incidents apart"},
	{"no-tiles", 0, OPTION_FLAG, offsetof(struct map_options, no_tiles), NULL, "make no raster tiles"},
	{"no-map", 0, OPTION_FLAG, offsetof(struct map_options, no_map), NULL, "draw no report map"},
	{"no-preview", 0, OPTION_FLAG, offsetof(struct map_options, no_preview), NULL, "write no preview page"},
	{"export", 0, OPTION_TEXT, offsetof(struct map_options, export), "LIST",
	 "also write tables for exchange: acled, acled-labels, ged"},
	JOBS_OPTION(map_options, input),
	OPTIONS_END,
};

struct map_run {
	const struct map_options *options;
	const char *const *inputs;
	size_t n_inputs;
	struct engine engine;
	struct staging staging;
	struct atomic_file results, rejects;
	struct pipeline_counts counts;
	uint64_t n_rejects;
	double layers_seconds;
};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	(void)number;
	interrupted = 1;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

static enum err check_interrupt(struct error *e)
{
	return interrupted ? error_set(e, ERR_IO, "interrupted; nothing was written") : OK;
}

static enum err put(struct atomic_file *f, struct sv line, struct error *e)
{
	if (fwrite(line.ptr, 1, line.len, f->stream) != line.len)
		return error_errno(e, ERR_IO, "cannot write '%s'", f->target);
	return check_interrupt(e);
}

static enum err write_result(void *user, struct sv json_line, struct error *e)
{
	struct map_run *r = user;
	return put(&r->results, json_line, e);
}

static enum err write_reject(void *user, const struct reject *reject, struct error *e)
{
	struct map_run *r = user;
	struct buf line;
	buf_init(&line, MAX_REJECT_BYTES);
	buf_append_char(&line, '{');
	json_key(&line, "source");
	json_text(&line, reject->source);
	json_key(&line, "reason");
	json_text(&line, reject->reason);
	json_key(&line, "code");
	json_text(&line, sv_cstr(err_text(reject->code)));
	buf_append(&line, SV("}\n"));
	input_report_reject(reject, &r->n_rejects);
	enum err result = put(&r->rejects, buf_sv(&line), e);
	buf_release(&line);
	return result;
}

static enum err open_in(const struct staging *s, const char *name, struct atomic_file *out, struct error *e)
{
	char *path = path_join(s->path, name);
	enum err result = path ? atomic_file_open(out, path, e) : error_set(e, ERR_NOMEM, "out of memory");
	free(path);
	return result;
}

/* All articles into results.ndjson and rejects.ndjson. */
static enum err extract(struct map_run *r, struct error *e)
{
	struct pipeline_options options = {
		.jobs = r->options->input.jobs,
		.article = input_article_options(&r->options->input),
		.progress = !r->options->common.quiet,
	};
	const struct pipeline_sinks sinks = {.result_line = write_result, .reject = write_reject, .user = r};
	options.article.output_path = r->staging.target;
	enum err result = open_in(&r->staging, "results.ndjson", &r->results, e);
	if (result == OK)
		result = open_in(&r->staging, "rejects.ndjson", &r->rejects, e);
	if (result == OK)
		result = pipeline_run(&r->engine, r->inputs, r->n_inputs, &options, &sinks, &r->counts, e);
	if (result == OK || result == ERR_REJECTED)
		result = input_outcome(&r->counts, r->inputs, r->n_inputs, e);
	if (result == OK)
		result = atomic_file_commit(&r->results, e);
	if (result == OK)
		result = atomic_file_commit(&r->rejects, e);
	atomic_file_abort(&r->results);
	atomic_file_abort(&r->rejects);
	return result;
}

struct arguments {
	const char *items[MAX_WRITER_ARGS];
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

/* Everything that comes from results.ndjson, by the sub-program. */
static enum err write_layers(struct map_run *r, struct error *e)
{
	const struct map_options *o = r->options;
	char jobs[16];
	double started_s = clock_s();
	char *results = path_join(r->staging.path, "results.ndjson");
	char *review = path_join(r->staging.target, "kharita.gpkg");
	if (!results || !review) {
		free(results);
		free(review);
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	snprintf(jobs, sizeof jobs, "%u", o->input.jobs);
	struct arguments a = {.items = {"layers"}, .n = 1};
	pass(&a, "--output", r->staging.path);
	pass(&a, "--review", access(review, R_OK) == 0 ? review : NULL);
	pass(&a, "--crs", o->crs);
	pass(&a, "--title", o->title);
	pass(&a, "--language", o->language);
	pass(&a, "--gazetteer", o->input.gazetteer);
	pass(&a, "--jobs", o->input.jobs ? jobs : NULL);
	pass(&a, "--export", o->export);
	pass_flag(&a, "--no-merge", o->no_merge);
	pass_flag(&a, "--no-tiles", o->no_tiles);
	pass_flag(&a, "--no-map", o->no_map);
	pass_flag(&a, "--no-preview", o->no_preview);
	pass_flag(&a, o->common.verbose ? "--verbose" : "--quiet", true);
	pass_flag(&a, "--", true);
	pass_flag(&a, results, true);
	enum err result = writer_run(a.items, e);
	free(results);
	free(review);
	r->layers_seconds = clock_s() - started_s;
	return interrupted ? check_interrupt(e) : result;
}

static enum err write_run_json(struct map_run *r, struct error *e)
{
	struct name_list files = {NULL, 0};
	const struct run_record record = {
		.inputs = r->inputs,
		.n_inputs = r->n_inputs,
		.options = map_table,
		.values = r->options,
		.gazetteer = r->engine.gazetteer,
		.counts = &r->counts,
		.layers_seconds = r->layers_seconds,
		.files = &files,
	};
	char *path = path_join(r->staging.path, "run.json");
	enum err result = path ? folder_names(r->staging.path, &files, e) : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK)
		result = run_json_write(path, &record, e);
	name_list_free(&files);
	free(path);
	return result;
}

static enum err commit(struct map_run *r, struct error *e)
{
	char *path = path_join(r->staging.target, "run.json");
	if (!path)
		return error_set(e, ERR_NOMEM, "out of memory");
	struct name_list old = run_json_files(path);
	enum err result = check_interrupt(e);
	if (result == OK)
		result = staging_commit(&r->staging, (const char *const *)old.names, old.n, e);
	name_list_free(&old);
	free(path);
	return result;
}

/* A folder that holds files but no run.json is not an earlier run's. Hidden files and a README.md do not count. */
static enum err check_output(const char *output, struct error *e)
{
	struct name_list names;
	const char *foreign = NULL;
	bool has_run = false;
	if (folder_names(output, &names, NULL) != OK)
		return OK; /* it is to be made, or staging_open() tells what is wrong */
	for (size_t i = 0; i < names.n; i++) {
		if (strcmp(names.names[i], "run.json") == 0)
			has_run = true;
		else if (names.names[i][0] != '.' && strcmp(names.names[i], "README.md") != 0)
			foreign = names.names[i];
	}
	enum err result = OK;
	if (foreign && !has_run)
		result = error_set(e, ERR_USAGE,
		                   "'%s' holds files that are not an earlier run's ('%s'); give a new folder with -o",
		                   output, foreign);
	name_list_free(&names);
	return result;
}

static enum err map(struct map_run *r, struct error *e)
{
	const char *output = r->options->output ? r->options->output : default_output;
	enum err result = input_engine(&r->options->input, &r->engine, e);
	if (result == OK)
		result = check_output(output, e);
	if (result == OK)
		result = staging_open(output, &r->staging, e);
	if (result == OK)
		result = extract(r, e);
	if (result == OK)
		result = write_layers(r, e);
	if (result == OK)
		result = write_run_json(r, e);
	if (result == OK)
		result = commit(r, e);
	staging_abort(&r->staging);
	engine_close(&r->engine);
	if (result != OK)
		return result;
	const struct pipeline_counts *c = &r->counts;
	log_write(LOG_INFO,
	          "%llu articles, %llu rejected, %llu mentions, %llu incidents: open '%s/kharita.qgz' in QGIS",
	          (unsigned long long)c->articles, (unsigned long long)c->rejected, (unsigned long long)c->mentions,
	          (unsigned long long)c->incidents, output);
	return c->rejected ? ERR_REJECTED : OK;
}

static int cmd_map(int argc, char **argv)
{
	struct map_options o = {.output = NULL};
	struct error e;
	int status = options_parse(&command_map, &argc, argv, &o);
	if (status < 0 && !input_is_given(&o.input, argc))
		status = usage_error(&command_map, "which articles? give files or folders, or '-' for standard input");
	if (status < 0) {
		struct map_run r = {
			.options = &o,
			.inputs = (const char *const *)(argv + 1),
			.n_inputs = (size_t)argc - 1,
		};
		catch_signals();
		enum err result = map(&r, &e);
		status = result == OK || result == ERR_REJECTED ? err_exit_status(result) : report_error(&e);
	}
	input_options_free(&o.input);
	return status;
}

static const char *const map_examples[] = {
	"kharita map articles/ -o output",
	"map a folder of articles",
	"kharita map articles/ --metadata dates.tsv --crs EPSG:32637 -o layers",
	"with publication dates, and the GeoPackage in UTM zone 37N",
	NULL,
};

const struct command command_map = {
	.name = "map",
	.summary = "articles to layers, tiles, map and QGIS project: the main job",
	.arguments = "INPUT... [-o DIR]",
	.description = INPUT_HELP "\n\n"
	               "DIR is made when it is missing; one with files that are not an earlier run's is refused.\n"
	               "All files appear together at the end; after a failure what was there before is still there.",
	.options = map_table,
	.examples = map_examples,
	.run = cmd_map,
};
