#include "base/file.h"
#include "cli/cli.h"
#include "gazetteer/build.h"
#include "gazetteer/check.h"
#include "gazetteer/export.h"

#include <stdio.h>
#include <sys/stat.h>

enum { MAX_EXPORT_BYTES = 1024 * 1024 * 1024 };

struct gazetteer_options {
	struct common_options common;
	bool tsv, geojson;
	const char *output, *gazetteer;
	struct option_list overlays;
};

#define FIELD(field) offsetof(struct gazetteer_options, field)

static const struct option gazetteer_table[] = {
	{"output", 'o', OPTION_TEXT, FIELD(output), "FILE", "build: the compiled file to write"},
	{"tsv", 0, OPTION_FLAG, FIELD(tsv), NULL, "export: a table with the columns of places.tsv (default)"},
	{"geojson", 0, OPTION_FLAG, FIELD(geojson), NULL, "export: GeoJSON points"},
	{"gazetteer", 0, OPTION_TEXT, FIELD(gazetteer), "FILE",
	 "export: compiled gazetteer (default: the installed one)"},
	{"overlay", 0, OPTION_LIST, FIELD(overlays), "FILE", "export: places of your own on top; repeatable"},
	OPTIONS_END,
};

static const char *const gazetteer_examples[] = {
	"kharita gazetteer build gazetteer -o kharita.gaz",
	"compile the folder gazetteer/",
	"kharita gazetteer check gazetteer",
	"list what is wrong or doubtful in it",
	"kharita gazetteer export places.geojson",
	"all places as a layer; '-' is standard output",
	NULL,
};

static enum err run_build(const char *dir, const struct gazetteer_options *o, struct error *e)
{
	struct gazetteer_build_counts c = {0};
	if (!o->output)
		return error_set(e, ERR_USAGE, "gazetteer build: which file to write? name it with -o FILE");
	enum err result = gazetteer_build(dir, o->output, &c, e);
	if (result == OK && !o->common.quiet)
		fprintf(stderr,
		        "kharita: %zu places, %zu names (%zu by spelling rules), %zu English, %zu areas, %zu lines, "
		        "%zu tables with %zu rows, %zu KiB\n",
		        c.places, c.keys, c.generated_keys, c.english_keys, c.areas, c.lines, c.tables, c.rows,
		        (c.bytes + 1023) / 1024);
	if (result == OK && !o->common.quiet && c.unknown_parents + c.unknown_geometries)
		fprintf(stderr,
		        "kharita: %zu unknown parents, %zu geometries without a place: see 'kharita gazetteer check'\n",
		        c.unknown_parents, c.unknown_geometries);
	return result;
}

static enum err print_findings(const struct findings *f, bool quiet, struct error *e)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		printf("%s: %.*s%s%.*s\n", finding_level_name(x->level), SV_ARG(x->message), x->remedy.len ? "; " : "",
		       SV_ARG(x->remedy));
	}
	if (fflush(stdout) != 0)
		return error_errno(e, ERR_IO, "cannot write to standard output");
	if (!quiet)
		fprintf(stderr, "kharita: %zu errors, %zu warnings, %zu notices\n", f->counts[FINDING_ERROR],
		        f->counts[FINDING_WARNING], f->counts[FINDING_NOTICE]);
	if (f->counts[FINDING_ERROR])
		return error_set(e, ERR_DATA, "the build would refuse this folder");
	return f->counts[FINDING_WARNING] ? ERR_REJECTED : OK;
}

/* A compiled file is checked by being opened: every checksum and offset is tested. */
static enum err check_compiled(const char *path, struct error *e)
{
	struct gazetteer *g = NULL;
	enum err result = gazetteer_open(path, &g, e);
	if (result == OK)
		printf("%s: %zu places, date %.*s, fingerprint %.*s\n", path, gazetteer_count(g),
		       SV_ARG(gazetteer_date(g)), SV_ARG(gazetteer_fingerprint(g)));
	gazetteer_close(g);
	return result;
}

static enum err run_check(const char *path, const struct gazetteer_options *o, struct error *e)
{
	struct arena a;
	struct findings f;
	struct stat st;
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		return check_compiled(path, e);
	arena_init(&a, 0);
	enum err result = gazetteer_check(&a, path, &f, e);
	if (result == OK)
		result = print_findings(&f, o->common.quiet, e);
	arena_release(&a);
	return result;
}

static enum err run_export(const char *path, const struct gazetteer_options *o, struct error *e)
{
	struct buf out;
	struct gazetteer *g = NULL;
	enum err result = gazetteer_open_overlaid(o->gazetteer, o->overlays.items, o->overlays.n, &g, e);
	if (result != OK)
		return result;
	buf_init(&out, MAX_EXPORT_BYTES);
	if (o->geojson || (!o->tsv && sv_ends(sv_cstr(path), SV(".geojson"))))
		gazetteer_export_geojson(g, &out);
	else
		gazetteer_export_tsv(g, &out);
	if (!buf_ok(&out))
		result = error_set(e, ERR_NOMEM, "no memory to export the gazetteer");
	else if (strcmp(path, "-") != 0)
		result = file_write(path, buf_sv(&out), e);
	else if (fwrite(out.ptr, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	buf_release(&out);
	gazetteer_close(g);
	return result;
}

static const struct {
	const char *name, *argument;
	enum err (*run)(const char *argument, const struct gazetteer_options *o, struct error *e);
} ACTIONS[] = {
	{"build", "DIR", run_build},
	{"check", "DIR", run_check},
	{"export", "FILE", run_export},
};
enum { N_ACTIONS = sizeof ACTIONS / sizeof *ACTIONS };

static int cmd_gazetteer(int argc, char **argv);

const struct command command_gazetteer = {
	.name = "gazetteer",
	.summary = "build, check and export the gazetteer",
	.arguments = "build DIR -o FILE | check DIR|FILE | export FILE",
	.description = "build compiles a folder (places.tsv, *.geojson, lexicon/*.tsv) into the file that is opened at\n"
	               "start. check lists what is wrong (status 4), doubtful (status 1) or worth a look in a folder,\n"
	               "or tests a compiled file. export writes all places as a table or as GeoJSON.",
	.options = gazetteer_table,
	.examples = gazetteer_examples,
	.run = cmd_gazetteer,
};

static int act(int argc, char **argv, const struct gazetteer_options *o)
{
	const char *names[N_ACTIONS];
	for (size_t i = 0; i < N_ACTIONS; i++)
		names[i] = ACTIONS[i].name;
	if (argc < 2)
		return usage_error(&command_gazetteer, "build, check or export?");
	for (size_t i = 0; i < N_ACTIONS; i++) {
		if (strcmp(argv[1], ACTIONS[i].name) != 0)
			continue;
		if (argc != 3)
			return usage_error(&command_gazetteer, "%s takes one %s", argv[1], ACTIONS[i].argument);
		struct error e = {0};
		enum err result = ACTIONS[i].run(argv[2], o, &e);
		if (result != OK && result != ERR_REJECTED)
			return report_error(&e);
		return err_exit_status(result);
	}
	const char *near = nearest_name(argv[1], names, N_ACTIONS);
	return usage_error(&command_gazetteer, "unknown action '%s'%s%s%s", argv[1], near ? ", did you mean '" : "",
	                   near ? near : "", near ? "'?" : "");
}

static int cmd_gazetteer(int argc, char **argv)
{
	struct gazetteer_options o = {0};
	int status = options_parse(&command_gazetteer, &argc, argv, &o);
	if (status < 0)
		status = act(argc, argv, &o);
	option_list_free(&o.overlays);
	return status;
}
