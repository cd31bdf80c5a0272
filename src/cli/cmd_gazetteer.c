#include "base/file.h"
#include "cli/cli.h"
#include "cli/gazetteer_options.h"
#include "cli/writer.h"
#include "event/event.h"
#include "gazetteer/build.h"
#include "gazetteer/check.h"
#include "gazetteer/export.h"
#include "result/json_out.h"
#include "toponym/toponym.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_EXPORT_BYTES = 1024 * 1024 * 1024 };

/* What the layers above keep in the file, so that no start has to make it. */
static const struct gazetteer_image_maker MAKERS[] = {{TOPONYM_IMAGE, toponym_rules_image},
                                                      {EVENT_IMAGE, event_rules_image}};

static enum err run_build(const char *dir, const struct gazetteer_options *o, struct error *e)
{
	struct gazetteer_build_counts c = {0};
	if (!o->output)
		return error_set(e, ERR_USAGE, "gazetteer build: which file to write? name it with -o FILE");
	enum err result = gazetteer_build_with(dir, o->output, MAKERS, sizeof MAKERS / sizeof *MAKERS, &c, e);
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

static void findings_text(const struct findings *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		buf_printf(out, "%s: %.*s%s%.*s\n", finding_level_name(x->level), SV_ARG(x->message),
		           x->remedy.len ? "; " : "", SV_ARG(x->remedy));
	}
}

/* One array, an object a line; file and line null where the text names the place itself. */
static void findings_json(const struct findings *f, struct buf *out)
{
	buf_append_char(out, '[');
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		buf_append(out, i ? SV(",\n{") : SV("\n{"));
		json_text_field(out, "level", sv_cstr(finding_level_name(x->level)));
		json_text_field(out, "file", x->file);
		json_count_field(out, "line", (int)x->line, 1);
		json_text_field(out, "what", x->what);
		json_text_field(out, "remedy", x->remedy);
		buf_append_char(out, '}');
	}
	buf_append(out, f->n ? SV("\n]\n") : SV("]\n"));
}

static enum err print_findings(const struct findings *f, const struct gazetteer_options *o, struct error *e)
{
	struct buf out;
	enum err result = OK;
	buf_init(&out, MAX_EXPORT_BYTES);
	(o->json ? findings_json : findings_text)(f, &out);
	if (!buf_ok(&out))
		result = error_set(e, ERR_NOMEM, "no memory for the findings");
	else if (fwrite(out.ptr, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		result = error_errno(e, ERR_IO, "cannot write to standard output");
	buf_release(&out);
	if (result != OK)
		return result;
	if (!o->common.quiet)
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
		result = print_findings(&f, o, e);
	arena_release(&a);
	return result;
}

static const struct {
	const char *format, *suffix;
	void (*write)(const struct gazetteer *g, struct buf *out);
} EXPORTS[] = {
	{"tsv", ".tsv", gazetteer_export_tsv}, /* first: the default */
	{"csv", ".csv", gazetteer_export_csv},
	{"geojson", ".geojson", gazetteer_export_geojson},
};
enum { N_EXPORTS = sizeof EXPORTS / sizeof *EXPORTS };

/* By the format that was asked for, else by the file's name; N_EXPORTS for an unknown format. */
static size_t find_export(const char *path, const char *format)
{
	size_t i = 0;
	while (i < N_EXPORTS && !(format ? strcmp(format, EXPORTS[i].format) == 0
	                                 : sv_ends(sv_cstr(path), sv_cstr(EXPORTS[i].suffix))))
		i++;
	return i < N_EXPORTS || format ? i : 0;
}

static enum err run_export(const char *path, const struct gazetteer_options *o, struct error *e)
{
	struct buf out;
	struct gazetteer *g = NULL;
	size_t format = find_export(path, o->format ? o->format : o->geojson ? "geojson" : o->tsv ? "tsv" : NULL);
	if (format == N_EXPORTS)
		return error_set(e, ERR_USAGE, "gazetteer export: the format '%s' is none of tsv, csv, geojson, gpkg",
		                 o->format);
	enum err result = gazetteer_open_overlaid(o->gazetteer, o->overlays.items, o->overlays.n, &g, e);
	if (result != OK)
		return result;
	buf_init(&out, MAX_EXPORT_BYTES);
	EXPORTS[format].write(g, &out);
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
	.summary = GAZETTEER_SUMMARY,
	.arguments = GAZETTEER_ARGUMENTS,
	.description = GAZETTEER_DESCRIPTION,
	.options = gazetteer_table,
	.examples = gazetteer_examples,
	.run = cmd_gazetteer,
};

static int act(int argc, char **argv, const struct gazetteer_options *o)
{
	const char *names[N_ACTIONS + 1] = {[N_ACTIONS] = "import"};
	for (size_t i = 0; i < N_ACTIONS; i++)
		names[i] = ACTIONS[i].name;
	if (argc < 2)
		return usage_error(&command_gazetteer, "build, check, import or export?");
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
	const char *near = nearest_name(argv[1], names, N_ACTIONS + 1);
	return usage_error(&command_gazetteer, "unknown action '%s'%s%s%s", argv[1], near ? ", did you mean '" : "",
	                   near ? near : "", near ? "'?" : "");
}

/* What GDAL reads or writes is done by the sub-program. */
static bool is_for_writer(int argc, char **argv, const struct gazetteer_options *o)
{
	bool is_export = argc == 3 && strcmp(argv[1], "export") == 0;
	return (argc > 1 && strcmp(argv[1], "import") == 0) || (is_export && gazetteer_export_needs_writer(argv[2], o));
}

static int cmd_gazetteer(int argc, char **argv)
{
	struct gazetteer_options o = {0};
	char **given = calloc((size_t)argc + 1, sizeof *given); /* the parser moves what is no option to the front */
	if (!given)
		return err_exit_status(ERR_NOMEM);
	memcpy(given, argv, (size_t)argc * sizeof *given);
	int status = options_parse(&command_gazetteer, &argc, argv, &o);
	if (status < 0 && is_for_writer(argc, argv, &o))
		status = writer_exec(given);
	if (status < 0)
		status = act(argc, argv, &o);
	option_list_free(&o.overlays);
	option_list_free(&o.map);
	free(given);
	return status;
}
