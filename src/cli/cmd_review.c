#include "cli/cli.h"

#include "base/file.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/staging.h"
#include "state/gold.h"
#include "state/review_csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TABLE_MAX = 1 << 30 };

struct review_options {
	struct common_options common;
	const char *output, *gold, *gazetteer;
	bool orphans, conflicts, theirs;
};

#define FIELD(field) offsetof(struct review_options, field)

static const struct option review_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(output), "DIR", "the folder that 'kharita map' wrote (default output)"},
	{"orphans", 0, OPTION_FLAG, FIELD(orphans), NULL, "list, export: only those that fit nothing any more"},
	{"conflicts", 0, OPTION_FLAG, FIELD(conflicts), NULL, "list, export: only those that something changed underneath"},
	{"theirs", 0, OPTION_FLAG, FIELD(theirs), NULL, "import: where both sides differ, take the file's word"},
	{"gold", 0, OPTION_TEXT, FIELD(gold), "DIR", "export: articles with reviewed mentions, annotated"},
	{"gazetteer", 0, OPTION_TEXT, FIELD(gazetteer), "FILE", "export --gold: compiled gazetteer (default: the installed one)"},
	OPTIONS_END,
};

struct review_run {
	const struct review_options *options;
	const char *folder, *file;
	struct folder_lock lock;
	struct state *state;
	char *path; /* of the store */
	bool is_new;
	size_t n_harvested;
	struct arena arena;
	struct review review;
};

static enum err open_run(struct review_run *r, struct error *e)
{
	if (access(r->folder, F_OK) != 0)
		return error_errno(e, ERR_IO, "cannot open folder '%s'; name the map's folder with -o", r->folder);
	enum err result = lock_take(r->folder, "review", &r->lock, e);
	if (result == OK)
		result = staging_recover(r->folder, e);
	r->path = path_join(r->folder, STATE_NAME);
	if (result == OK && !r->path)
		result = error_set(e, ERR_NOMEM, "out of memory");
	r->is_new = result == OK && access(r->path, F_OK) != 0;
	if (result == OK)
		result = state_open_plain(r->is_new ? ":memory:" : r->path, &r->state, e);
	if (result == OK)
		result = review_harvest_folder(r->state, r->folder, &r->n_harvested, e);
	return result;
}

/* A store that was made here is kept when there is something in it. */
static enum err keep(struct review_run *r, size_t n_changed, struct error *e)
{
	return r->is_new && n_changed + r->n_harvested ? state_copy(r->state, r->path, e) : OK;
}

static void close_run(struct review_run *r)
{
	state_close(r->state);
	lock_release(&r->lock);
	arena_release(&r->arena);
	free(r->path);
}

static bool is_wanted(const struct review_options *o, const struct correction *c)
{
	bool orphan = c->outcome.len && !sv_eq(c->outcome, SV("applied"));
	return (!o->orphans || orphan) && (!o->conflicts || c->conflict.len);
}

/* The corrections that were asked for. */
static enum err load(struct review_run *r, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the corrections");
	r->arena.escape = &escape;
	enum err result = review_load(r->state, &r->arena, &r->review, e);
	size_t n = 0;
	for (size_t i = 0; i < r->review.n; i++)
		if (is_wanted(r->options, &r->review.items[i]))
			r->review.items[n++] = r->review.items[i];
	r->review.n = n;
	r->arena.escape = NULL;
	return result;
}

static void print_correction(const struct correction *c)
{
	const struct review_anchor *a = &c->anchors[0];
	struct sv status = review_status(c->fields);
	printf("%.*s %s %.*s:%lld-%lld \"%.*s\"\n", SV_ARG(status), review_layer_name(c->layer), SV_ARG(a->source),
	       (long long)a->first, (long long)a->last, SV_ARG(a->evidence));
	for (size_t i = REVIEW_NOTE; i < REVIEW_FIELDS; i++)
		if (c->fields[i].len)
			printf("  %s: %.*s\n", review_columns[i].name, SV_ARG(c->fields[i]));
	if (c->conflict.len)
		printf("  changed underneath: %.*s\n", SV_ARG(c->conflict));
	if (c->outcome.len && !sv_eq(c->outcome, SV("applied")))
		printf("  fits nothing: %.*s\n", SV_ARG(c->outcome));
	if (!c->outcome.len)
		printf("  not applied yet: the next 'kharita map' does it\n");
	printf("  by %.*s, %.*s\n", SV_ARG(c->origin), SV_ARG(c->updated));
}

static enum err run_list(struct review_run *r, struct error *e)
{
	enum err result = load(r, e);
	for (size_t i = 0; i < r->review.n && result == OK; i++)
		print_correction(&r->review.items[i]);
	if (result == OK)
		log_write(LOG_INFO, "%zu corrections", r->review.n);
	return result == OK ? keep(r, 0, e) : result;
}

static enum err run_gold(struct review_run *r, struct error *e)
{
	struct gazetteer *g = NULL;
	size_t n = 0;
	char *results = path_join(r->folder, "results.ndjson");
	char *overlay = path_join(r->folder, "overlay.tsv");
	enum err result = results && overlay ? OK : error_set(e, ERR_NOMEM, "out of memory");
	const char *const overlays[] = {overlay};
	if (result == OK)
		result = gazetteer_open_overlaid(r->options->gazetteer, overlays, access(overlay, F_OK) == 0, &g, e);
	if (result == OK)
		result = gold_write(r->state, g, results, r->options->gold, &n, e);
	if (result == OK)
		log_write(LOG_INFO, "%zu annotated articles in '%s'", n, r->options->gold);
	gazetteer_close(g);
	free(results);
	free(overlay);
	return result;
}

static enum err run_export(struct review_run *r, struct error *e)
{
	struct buf out;
	if (r->options->gold)
		return run_gold(r, e);
	enum err result = load(r, e);
	buf_init(&out, TABLE_MAX);
	review_csv_write(&out, &r->review);
	bool to_file = r->file && strcmp(r->file, "-") != 0;
	if (result == OK && !buf_ok(&out))
		result = error_set(e, ERR_NOMEM, "no memory for the corrections");
	if (result == OK && to_file)
		result = file_write(r->file, buf_sv(&out), e);
	else if (result == OK && (fwrite(out.ptr, 1, out.len, stdout) != out.len || fflush(stdout) != 0))
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	if (result == OK)
		log_write(to_file ? LOG_INFO : LOG_DEBUG, "%zu corrections", r->review.n);
	buf_release(&out);
	return result == OK ? keep(r, 0, e) : result;
}

static enum err run_import(struct review_run *r, struct error *e)
{
	struct review_import i = {.theirs = r->options->theirs};
	if (!r->file)
		return error_set(e, ERR_USAGE, "review import: which file? name one that 'kharita review export' wrote");
	enum err result = review_csv_read(r->state, r->file, &i, e);
	if (result == OK)
		result = keep(r, i.n_added + i.n_changed, e);
	if (result != OK)
		return result;
	log_write(LOG_INFO, "%zu corrections new, %zu changed, %zu the same, %zu in conflict, %zu rows refused%s", i.n_added,
	          i.n_changed, i.n_same, i.n_conflicts, i.n_refused,
	          i.n_added + i.n_changed ? "; 'kharita map --add' puts them in force" : "");
	return i.n_conflicts + i.n_refused ? ERR_REJECTED : OK;
}

static const struct {
	const char *name;
	enum err (*run)(struct review_run *r, struct error *e);
} actions[] = {{"list", run_list}, {"export", run_export}, {"import", run_import}};
enum { N_ACTIONS = sizeof actions / sizeof *actions };

static int act(const struct review_options *o, size_t action, const char *file)
{
	struct error e;
	struct review_run r = {.options = o, .folder = o->output ? o->output : "output", .file = file, .lock = {.fd = -1}};
	arena_init(&r.arena, 0);
	enum err result = open_run(&r, &e);
	if (result == OK)
		result = actions[action].run(&r, &e);
	close_run(&r);
	return result == OK || result == ERR_REJECTED ? err_exit_status(result) : report_error(&e);
}

static int cmd_review(int argc, char **argv)
{
	struct review_options o = {.output = NULL};
	const char *names[N_ACTIONS];
	int status = options_parse(&command_review, &argc, argv, &o);
	if (status >= 0)
		return status;
	if (argc < 2 || argc > 3)
		return usage_error(&command_review, "list, export or import?");
	for (size_t i = 0; i < N_ACTIONS; i++) {
		names[i] = actions[i].name;
		if (strcmp(argv[1], names[i]) == 0)
			return act(&o, i, argc > 2 ? argv[2] : NULL);
	}
	const char *near = nearest_name(argv[1], names, N_ACTIONS);
	return usage_error(&command_review, "unknown action '%s'%s%s%s", argv[1], near ? ", did you mean '" : "",
	                   near ? near : "", near ? "'?" : "");
}

static const char *const review_examples[] = {
	"kharita review list --conflicts",
	"corrections that something changed underneath",
	"kharita review export ours.csv -o output",
	"all corrections, for another team",
	"kharita review import theirs.csv -o output && kharita map --add -o output",
	"take theirs over and make the layers again",
	"kharita review export --gold examples/",
	"articles with reviewed mentions, annotated: to fit and judge the program by",
	NULL,
};

const struct command command_review = {
	.name = "review",
	.summary = "corrections of analysts: list, export and import them",
	.arguments = "list|export|import [FILE] [-o DIR]",
	.description = "Analysts correct incidents and mentions in DIR/kharita.gpkg, in QGIS's form: status, place (by name, by\n"
	               "identifier, by coordinates, or the point moved on the map), date, type, killed, wounded, a note. Every\n"
	               "later run keeps that, over the same articles and new ones, and shows what changed underneath in\n"
	               "review_conflict; empty that cell when you have looked at it. A rejected incident stays rejected.\n"
	               "The corrections lie in DIR/state.sqlite; a row in conflict with ours is told and ours is kept.",
	.options = review_table,
	.examples = review_examples,
	.run = cmd_review,
};
