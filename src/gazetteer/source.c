#include "gazetteer/source.h"

#include "base/file.h"
#include "gazetteer/open.h"
#include "gazetteer/source_file.h"
#include "gazetteer/tsv.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_FILE_BYTES = 256 * 1024 * 1024 };

static const char *const LAYERS[] = {"areas", "borders", "cover", "rivers", "roads"};

void source_init(struct source *s, struct arena *a)
{
	*s = (struct source){.arena = a, .date = {"", 0}};
	buf_init(&s->scratch, MAX_FILE_BYTES);
}

void source_release(struct source *s)
{
	buf_release(&s->scratch);
	json_decref(s->document);
	s->document = NULL;
}

enum err source_refuse(const struct source *s, enum err code, const struct error *row, struct error *e)
{
	if (s->sink) {
		s->sink->take(s->sink->context, row);
		return OK;
	}
	return error_set(e, code, "%s", row->msg);
}

const struct source_table *source_table(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->n_tables; i++)
		if (sv_eq_cstr(s->tables[i].name, name))
			return &s->tables[i];
	return NULL;
}

size_t source_column(const struct source_table *t, const char *column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (sv_eq_cstr(t->columns[i], column))
			return i;
	return SIZE_MAX;
}

enum err source_load(struct source *s, const char *path, struct sv *out, struct error *e)
{
	buf_clear(&s->scratch);
	enum err result = file_read(path, &s->scratch, e);
	if (result == OK)
		*out = arena_sv(s->arena, buf_sv(&s->scratch));
	return result;
}

static const char *in_folder(struct arena *a, const char *dir, const char *name)
{
	return arena_printf(a, "%s/%s", dir, name).ptr;
}

/* YYYY-MM-DD. */
static bool is_date(struct sv s)
{
	static const char SHAPE[] = "dddd-dd-dd";
	if (s.len != sizeof SHAPE - 1)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		bool digit = s.ptr[i] >= '0' && s.ptr[i] <= '9';
		if (SHAPE[i] == 'd' ? !digit : s.ptr[i] != '-')
			return false;
	}
	return true;
}

enum err source_take_date(struct source *s, const char *path, struct sv date, struct error *e)
{
	if (date.len == 0)
		return OK;
	if (!is_date(date))
		return error_set(e, ERR_DATA, "%s: the date '%.*s' is not of the form YYYY-MM-DD", path, SV_ARG(date));
	if (sv_cmp(date, s->date) > 0)
		s->date = date;
	return OK;
}

static enum err read_version(struct source *s, const char *dir, struct error *e)
{
	const char *path = in_folder(s->arena, dir, "VERSION");
	struct sv content;
	if (access(path, F_OK) != 0)
		return OK;
	enum err result = source_load(s, path, &content, e);
	return result == OK ? source_take_date(s, path, sv_trim(content), e) : result;
}

/* A file that cannot be used at all: as a bad row, so that a check goes on with the others. */
static enum err settle_file(const struct source *s, enum err result, const struct error *why, struct error *e)
{
	if (result == ERR_DATA)
		return source_refuse(s, result, why, e);
	return result == OK ? OK : error_set(e, result, "%s", why->msg);
}

static enum err read_geometries(struct source *s, const char *dir, struct error *e)
{
	enum err result = OK;
	for (size_t i = 0; i < sizeof LAYERS / sizeof *LAYERS && result == OK; i++) {
		const char *path = arena_printf(s->arena, "%s/%s.geojson", dir, LAYERS[i]).ptr;
		struct error why = {0};
		if (access(path, F_OK) == 0)
			result = settle_file(s, source_read_geometry(s, path, LAYERS[i], &why), &why, e);
	}
	return result;
}

static int by_text(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* Stems of the folder's *.tsv files, in byte order. */
static enum err list_tables(struct source *s, const char *dir, struct sv **names, size_t *n, struct error *e)
{
	DIR *d = opendir(dir);
	*n = 0;
	if (!d)
		return OK;
	buf_clear(&s->scratch);
	for (const struct dirent *f = readdir(d); f; f = readdir(d)) {
		struct sv name = sv_cstr(f->d_name);
		if (name.len > 4 && name.ptr[0] != '.' && sv_ends(name, SV(".tsv"))) {
			buf_append(&s->scratch, sv_take(name, name.len - 4));
			buf_append_char(&s->scratch, '/');
			++*n;
		}
	}
	closedir(d);
	if (!buf_ok(&s->scratch))
		return error_set(e, ERR_NOMEM, "no memory to list '%s'", dir);
	struct sv rest = arena_sv(s->arena, buf_sv(&s->scratch));
	*names = ARENA_ARRAY(s->arena, struct sv, *n + 1);
	for (size_t i = 0; i < *n; i++)
		sv_split(&rest, '/', &(*names)[i]);
	qsort(*names, *n, sizeof **names, by_text);
	return OK;
}

static enum err read_table(struct source *s, const char *path, struct sv name, struct error *e)
{
	struct sv content;
	struct tsv t;
	enum err result = source_load(s, path, &content, e);
	if (result == OK)
		result = tsv_open(s->arena, path, content, &t, e);
	if (result != OK)
		return result;
	struct source_table table = {.name = name, .file = path, .n_columns = t.n_columns, .columns = t.columns};
	struct sv *cells = NULL;
	size_t n_cells = 0, cells_capacity = 0, lines_capacity = 0;
	bool more = true;
	for (;;) {
		struct error row;
		result = tsv_next(&t, &more, &row);
		if (!more)
			break;
		if (result != OK) {
			result = source_refuse(s, result, &row, e);
			if (result != OK)
				return result;
			continue;
		}
		for (size_t i = 0; i < t.n_columns; i++)
			*ARENA_PUSH(s->arena, cells, n_cells, &cells_capacity) = t.cells[i];
		*ARENA_PUSH(s->arena, table.lines, table.n_rows, &lines_capacity) = t.line;
	}
	table.cells = cells;
	*ARENA_PUSH(s->arena, s->tables, s->n_tables, &s->tables_capacity) = table;
	return OK;
}

static enum err read_lexicon(struct source *s, const char *dir, struct error *e)
{
	const char *folder = in_folder(s->arena, dir, "lexicon");
	struct sv *names = NULL;
	size_t n = 0;
	enum err result = list_tables(s, folder, &names, &n, e);
	for (size_t i = 0; i < n && result == OK; i++) {
		const char *path = arena_printf(s->arena, "%s/%.*s.tsv", folder, SV_ARG(names[i])).ptr;
		struct error why = {0};
		result = settle_file(s, read_table(s, path, names[i], &why), &why, e);
	}
	return result;
}

enum err source_read(struct source *s, const char *dir, struct error *e)
{
	size_t len = strlen(dir);
	while (len > 1 && dir[len - 1] == '/')
		len--;
	const char *folder = arena_sv(s->arena, sv_make(dir, len)).ptr;
	enum err result = read_version(s, folder, e);
	if (result == OK)
		result = source_read_places(s, in_folder(s->arena, folder, "places.tsv"), false, e);
	if (result == OK)
		result = read_geometries(s, folder, e);
	if (result == OK)
		result = read_lexicon(s, folder, e);
	return result;
}

void source_take_lexicon(struct source *s, const struct gazetteer *g)
{
	size_t n = 0;
	const struct lexicon *const tables = lexicon_tables(g, &n);
	for (size_t i = 0; i < n; i++) {
		struct source_table t = {.name = tables[i].name, .n_columns = tables[i].n_columns};
		t.n_rows = tables[i].n_rows;
		t.columns = tables[i].columns;
		struct sv *cells = ARENA_ARRAY(s->arena, struct sv, t.n_rows * t.n_columns + 1);
		for (size_t k = 0; k < t.n_rows * t.n_columns; k++)
			cells[k] = lexicon_cell(&tables[i], k / t.n_columns, k % t.n_columns);
		t.cells = cells;
		*ARENA_PUSH(s->arena, s->tables, s->n_tables, &s->tables_capacity) = t;
	}
}

void source_add_image(struct source *s, struct sv name, struct sv bytes)
{
	struct source_image image = {name, arena_sv(s->arena, bytes)};
	*ARENA_PUSH(s->arena, s->images, s->n_images, &s->images_capacity) = image;
}

void source_from_gazetteer(struct source *s, const struct gazetteer *g)
{
	s->date = gazetteer_date(g);
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		struct source_place p = {.place = *gazetteer_place(g, i), .variants = gazetteer_variants(g, i)};
		*ARENA_PUSH(s->arena, s->places, s->n_places, &s->places_capacity) = p;
	}
	s->n_geometries = s->geometries_capacity = gazetteer_geometry_count(g);
	s->geometries = ARENA_ARRAY(s->arena, struct geometry, s->n_geometries + 1);
	for (size_t i = 0; i < s->n_geometries; i++)
		s->geometries[i] = *gazetteer_geometry(g, i);
	source_take_lexicon(s, g);
	struct sv name, bytes;
	for (size_t i = 0; gazetteer_image_at(g, i, &name, &bytes); i++)
		source_add_image(s, name, bytes);
}
