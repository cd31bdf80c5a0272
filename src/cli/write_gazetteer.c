/* kharita gazetteer import, and export of a GeoPackage. */
#include "cli/gazetteer_options.h"
#include "cli/write_import_report.h"
#include "cli/write_run.h"
#include "gazetteer/overlay_write.h"
#include "pipeline/progress.h"
#include "write/export_ogr.h"
#include "write/import_ogr.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_OVERLAY_BYTES = 1024 * 1024 * 1024 };

static const struct command usage = {
	.name = "gazetteer",
	.summary = GAZETTEER_SUMMARY,
	.arguments = GAZETTEER_ARGUMENTS,
	.description = GAZETTEER_DESCRIPTION,
	.options = gazetteer_table,
	.examples = gazetteer_examples,
};

/* Everything an import holds, so that one place frees it. */
struct import {
	const struct gazetteer_options *options;
	char **files;
	size_t n_files;
	enum import_format format;
	struct import_pair *map;
	size_t n_map;
	struct gazetteer *gazetteer;
	struct arena arena;
	struct import_set set;
	struct match *matches;
	struct buf table, areas, report;
	struct overlay_counts counts;
	struct progress progress;
};

/* A line on a terminal, for who waits longer than a second. */
static void show_progress(void *context, const char *what, size_t done, size_t all)
{
	struct progress *p = context;
	if (!progress_is_due(p))
		return;
	fprintf(stderr, "\r%s %zu", what, done);
	if (all)
		fprintf(stderr, " of %zu", all);
	fputs(" places\033[K", stderr);
	fflush(stderr);
}

/* "name_ar=Name,lat=Y" */
static enum err parse_map(struct import *i, const char *text, struct error *e)
{
	struct sv rest = sv_cstr(text);
	struct sv pair;
	size_t capacity = i->n_map;
	while (rest.len && sv_split(&rest, ',', &pair)) {
		struct sv column;
		struct sv field = pair;
		sv_split(&field, '=', &column);
		if (!field.ptr || sv_trim(field).len == 0)
			return error_set(e, ERR_USAGE, "'--map %s': give COLUMN=FIELD,...", text);
		if (!import_is_column(sv_trim(column)))
			return error_set(e, ERR_USAGE, "'--map': no column '%.*s': they are id, kind, name_ar, name_en, "
			                 "variants_ar, lat, lon, admin1, admin2, admin3, population", SV_ARG(column));
		*ARENA_PUSH(&i->arena, i->map, i->n_map, &capacity) = (struct import_pair){sv_trim(column), sv_trim(field)};
	}
	return OK;
}

static enum err parse_box(struct import *i, struct error *e)
{
	struct import_box *b = &i->set.box;
	double *const sides[] = {&b->west, &b->south, &b->east, &b->north};
	struct sv rest = sv_cstr(i->options->bbox);
	struct sv side;
	size_t n = 0;
	while (rest.len && sv_split(&rest, ',', &side) && n < 4 && sv_to_double(sv_trim(side), sides[n]))
		n++;
	if (n != 4 || rest.len || b->west > b->east || b->south > b->north)
		return error_set(e, ERR_USAGE, "'--bbox %s': give west,south,east,north in degrees", i->options->bbox);
	i->set.has_box = true;
	return OK;
}

static enum err parse_options(struct import *i, struct error *e)
{
	const struct gazetteer_options *o = i->options;
	enum err result = OK;
	if (o->format && !import_format_parse(o->format, &i->format))
		return error_set(e, ERR_USAGE, "gazetteer import: the format '%s' is none of auto, geonames, osm, cod, wof, csv",
		                 o->format);
	i->set.has_kind = o->kind != NULL;
	if (o->kind && !place_kind_parse(sv_cstr(o->kind), &i->set.kind))
		return error_set(e, ERR_USAGE, "'--kind %s' is no kind of place: see docs/gazetteer.md", o->kind);
	for (size_t k = 0; k < o->map.n && result == OK; k++)
		result = parse_map(i, o->map.items[k], e);
	return result == OK && o->bbox ? parse_box(i, e) : result;
}

static enum err read_file(struct import *i, const char *path, struct error *e)
{
	bool geonames = i->format == FORMAT_GEONAMES || (i->format == FORMAT_AUTO && import_is_geonames(path));
	if (geonames)
		return import_geonames(&i->set, path, i->options->alternate_names, e);
	return import_ogr(&i->set, path, i->format, i->map, i->n_map, e);
}

/* "mine.geojson" beside "mine.tsv". */
static struct sv areas_path(struct import *i)
{
	struct sv table = sv_cstr(i->options->output);
	if (sv_ends(table, SV(".tsv")))
		table = sv_take(table, table.len - 4);
	return arena_printf(&i->arena, "%.*s.geojson", SV_ARG(table));
}

static enum err write_overlay(struct import *i, struct error *e)
{
	const struct overlay_options o = {.moved = i->options->moved, .names = i->options->names};
	overlay_write(&i->set, i->matches, i->gazetteer, &o, &i->table, &i->areas, &i->counts);
	if (!buf_ok(&i->table) || !buf_ok(&i->areas))
		return error_set(e, ERR_NOMEM, "no memory for the overlay");
	enum err result = file_write(i->options->output, buf_sv(&i->table), e);
	if (result == OK && i->counts.areas)
		result = file_write(areas_path(i).ptr, buf_sv(&i->areas), e);
	return result;
}

static enum err run(struct import *i, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to import");
	i->arena.escape = &escape;
	enum err result = parse_options(i, e);
	if (result == OK)
		result = gazetteer_open_overlaid(i->options->gazetteer, i->options->overlays.items, i->options->overlays.n,
		                                 &i->gazetteer, e);
	for (size_t f = 0; f < i->n_files && result == OK; f++)
		result = read_file(i, i->files[f], e);
	if (result == OK) {
		const struct match_options m = {i->options->near_m, i->options->far_m};
		match_rows(&i->set, i->gazetteer, &m, &i->matches);
		progress_clear(&i->progress);
		result = write_overlay(i, e);
	}
	if (result == OK)
		result = import_report(&i->set, i->matches, i->gazetteer, &i->counts, i->options, &i->report, e);
	i->arena.escape = NULL;
	return result;
}

static int import(int argc, char **argv, const struct gazetteer_options *o)
{
	struct import i = {.options = o, .files = argv + 2, .n_files = (size_t)argc - 2};
	struct error e = {0};
	if (argc < 3)
		return usage_error(&usage, "import: which files? give them");
	if (!o->output)
		return usage_error(&usage, "import: which overlay to write? name it with -o FILE.tsv");
	arena_init(&i.arena, 0);
	i.set.arena = &i.arena;
	buf_init(&i.table, MAX_OVERLAY_BYTES);
	buf_init(&i.areas, MAX_OVERLAY_BYTES);
	buf_init(&i.report, MAX_OVERLAY_BYTES);
	progress_start(&i.progress, !o->common.quiet);
	i.set.tell = show_progress;
	i.set.context = &i.progress;
	enum err result = run(&i, &e);
	import_release(&i.set);
	progress_clear(&i.progress);
	gazetteer_close(i.gazetteer);
	buf_release(&i.table);
	buf_release(&i.areas);
	buf_release(&i.report);
	arena_release(&i.arena);
	return result == OK ? 0 : report_error(&e);
}

static int export(const char *path, const struct gazetteer_options *o)
{
	struct gazetteer *g = NULL;
	struct error e = {0};
	enum err result = gazetteer_open_overlaid(o->gazetteer, o->overlays.items, o->overlays.n, &g, &e);
	if (result == OK)
		result = export_gpkg(g, path, &e);
	gazetteer_close(g);
	return result == OK ? 0 : report_error(&e);
}

int write_gazetteer(int argc, char **argv)
{
	struct gazetteer_options o = {0};
	int status = options_parse(&usage, &argc, argv, &o);
	if (status < 0 && argc > 1 && strcmp(argv[1], "import") == 0)
		status = import(argc, argv, &o);
	else if (status < 0 && argc == 3 && strcmp(argv[1], "export") == 0)
		status = export(argv[2], &o);
	else if (status < 0)
		status = usage_error(&usage, "import or export?");
	option_list_free(&o.overlays);
	option_list_free(&o.map);
	return status;
}
