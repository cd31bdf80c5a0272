/* GeoNames: a country's dump and the table of alternate names, both tab-separated without a header. */
#include "base/file.h"
#include "gazetteer/import.h"
#include "text/decode.h"

#include <stdlib.h>

enum {
	DUMP_COLUMNS = 19,
	COLUMN_ID = 0,
	COLUMN_NAME = 1,
	COLUMN_ASCII = 2,
	COLUMN_ALTERNATES = 3,
	COLUMN_LAT = 4,
	COLUMN_LON = 5,
	COLUMN_CODE = 7,
	COLUMN_POPULATION = 14,
	ALTERNATE_COLUMNS = 4, /* at least: id, place's id, language, name; then marks */
	ALTERNATE_PLACE = 1,
	ALTERNATE_LANGUAGE = 2,
	ALTERNATE_NAME = 3,
	ALTERNATE_PREFERRED = 4,
	ALTERNATE_HISTORIC = 7,
};

static size_t split_columns(struct sv line, struct sv *out, size_t max)
{
	size_t n = 0;
	struct sv cell;
	while (sv_split(&line, '\t', &cell)) {
		if (n < max)
			out[n] = cell;
		n++;
	}
	return n;
}

static struct sv without_cr(struct sv line)
{
	return line.len && line.ptr[line.len - 1] == '\r' ? sv_take(line, line.len - 1) : line;
}

static bool is_dump_row(struct sv line, struct sv cells[DUMP_COLUMNS])
{
	int64_t id = 0;
	double degrees = 0;
	return split_columns(without_cr(line), cells, DUMP_COLUMNS) == DUMP_COLUMNS && sv_to_int(cells[COLUMN_ID], &id) &&
	       sv_to_double(cells[COLUMN_LAT], &degrees) && sv_to_double(cells[COLUMN_LON], &degrees);
}

bool import_is_geonames(const char *path)
{
	struct file_map map;
	struct sv cells[DUMP_COLUMNS];
	struct sv line;
	if (file_map(path, &map, NULL) != OK)
		return false;
	struct sv rest = sv_make(map.ptr, map.len);
	bool is = map.len && sv_split(&rest, '\n', &line) && is_dump_row(line, cells);
	file_unmap(&map);
	return is;
}

/* A dump's row before its names from the other table are known. */
struct dump_row {
	int64_t id;
	bool preferred; /* its Arabic name is the preferred one */
	struct import_row row;
};

struct dump {
	struct arena *arena;
	struct dump_row *rows;
	size_t n, capacity;
};

static void read_dump_row(struct dump *d, const struct sv *cells, const char *path, size_t line)
{
	struct dump_row r = {.row = {.origin = ORIGIN_GEONAMES, .kind = PLACE_KIND_COUNT, .file = path, .line = line}};
	struct import_row *row = &r.row;
	struct sv rest = cells[COLUMN_ALTERNATES];
	struct sv name;
	sv_to_int(cells[COLUMN_ID], &r.id);
	row->code = arena_sv(d->arena, cells[COLUMN_ID]);
	row->has_point = sv_to_double(cells[COLUMN_LAT], &row->point.lat_deg) &&
	                 sv_to_double(cells[COLUMN_LON], &row->point.lon_deg);
	sv_to_double(cells[COLUMN_POPULATION], &row->population);
	struct sv code = {"", 0};
	if (import_kind(cells[COLUMN_CODE], &row->kind, &code))
		row->feature_code = code;
	import_name(d->arena, row, cells[COLUMN_NAME]);
	if (row->name_en.len == 0)
		import_name(d->arena, row, cells[COLUMN_ASCII]);
	while (rest.len && sv_split(&rest, ',', &name))
		if (import_is_arabic(name))
			import_name(d->arena, row, name);
	*ARENA_PUSH(d->arena, d->rows, d->n, &d->capacity) = r;
}

static enum err read_dump(struct dump *d, struct sv rest, const char *path, struct error *e)
{
	struct sv line;
	for (size_t n = 1; sv_split(&rest, '\n', &line); n++) {
		struct sv cells[DUMP_COLUMNS];
		if (line.len == 0)
			continue;
		if (utf8_validate(line) != SIZE_MAX)
			return error_set(e, ERR_DATA, "%s:%zu: invalid UTF-8: save the file as UTF-8", path, n);
		if (!is_dump_row(line, cells))
			return error_set(e, ERR_DATA, "%s:%zu: not a row of a GeoNames dump, which has %d columns", path, n,
			                 (int)DUMP_COLUMNS);
		read_dump_row(d, cells, path, n);
	}
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct dump_row *x = a;
	const struct dump_row *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* A preferred Arabic name goes first; English ones replace the transliteration; historic ones are left out. */
static void take_alternate(struct dump *d, const struct sv *cells, size_t n)
{
	struct dump_row key = {.id = 0};
	if (d->n == 0 || !sv_to_int(cells[ALTERNATE_PLACE], &key.id))
		return;
	bool arabic = sv_eq_cstr(cells[ALTERNATE_LANGUAGE], "ar");
	bool english = sv_eq_cstr(cells[ALTERNATE_LANGUAGE], "en");
	bool preferred = n > ALTERNATE_PREFERRED && sv_eq_cstr(cells[ALTERNATE_PREFERRED], "1");
	bool historic = n > ALTERNATE_HISTORIC && sv_eq_cstr(cells[ALTERNATE_HISTORIC], "1");
	struct dump_row *r = (!arabic && !english) || historic ? NULL : bsearch(&key, d->rows, d->n, sizeof *d->rows, by_id);
	if (!r || utf8_validate(cells[ALTERNATE_NAME]) != SIZE_MAX)
		return;
	if (arabic && preferred && !r->preferred && import_is_arabic(cells[ALTERNATE_NAME])) {
		struct import_row fresh = r->row;
		struct sv rest = fresh.variants;
		struct sv other;
		r->preferred = true;
		fresh.variants = sv_make("", 0);
		fresh.name_ar = arena_sv(d->arena, sv_trim(cells[ALTERNATE_NAME]));
		import_name(d->arena, &fresh, r->row.name_ar);
		while (rest.len && sv_split(&rest, '|', &other))
			import_name(d->arena, &fresh, other);
		r->row = fresh;
	} else if (english) {
		r->row.name_en = arena_sv(d->arena, sv_trim(cells[ALTERNATE_NAME]));
	} else {
		import_name(d->arena, &r->row, cells[ALTERNATE_NAME]);
	}
}

/* Maps a file as the set's; empty files give an empty text. */
static enum err open_text(struct import_set *s, const char *path, struct sv *text, struct error *e)
{
	file_unmap(&s->map);
	enum err result = file_map(path, &s->map, e);
	*text = sv_make(s->map.len ? s->map.ptr : NULL, s->map.len);
	return result;
}

static enum err read_alternates(struct dump *d, struct sv rest, const char *path, struct error *e)
{
	struct sv line;
	for (size_t n = 1; sv_split(&rest, '\n', &line); n++) {
		struct sv cells[ALTERNATE_HISTORIC + 1];
		line = without_cr(line);
		size_t n_cells = split_columns(line, cells, ALTERNATE_HISTORIC + 1);
		if (line.len == 0)
			continue;
		if (n_cells < ALTERNATE_COLUMNS)
			return error_set(e, ERR_DATA, "%s:%zu: not a row of GeoNames' alternate names", path, n);
		take_alternate(d, cells, n_cells < ALTERNATE_HISTORIC + 1 ? n_cells : ALTERNATE_HISTORIC + 1);
	}
	return OK;
}

enum err import_geonames(struct import_set *s, const char *path, const char *alternate_names, struct error *e)
{
	struct dump d = {.arena = s->arena};
	struct sv text;
	enum err result = open_text(s, path, &text, e);
	if (result == OK)
		result = read_dump(&d, text, arena_sv(s->arena, sv_cstr(path)).ptr, e);
	if (d.n)
		qsort(d.rows, d.n, sizeof *d.rows, by_id);
	if (result == OK && alternate_names)
		result = open_text(s, alternate_names, &text, e);
	if (result == OK && alternate_names)
		result = read_alternates(&d, text, alternate_names, e);
	for (size_t i = 0; i < d.n && result == OK; i++)
		import_add(s, d.rows[i].row);
	return result;
}
