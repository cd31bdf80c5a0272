/* places.tsv, row by row. */
#include "gazetteer/names.h"
#include "gazetteer/source_file.h"
#include "gazetteer/tsv.h"

#include <stddef.h>
#include <stdlib.h>

static const char *const AMBIGUITIES[] = {
	[AMBIGUITY_FREE] = "free", [AMBIGUITY_NEEDS_CONTEXT] = "needs_context", [AMBIGUITY_NEEDS_HEAD] = "needs_head"};
static const char *const CONFIDENCES[] = {
	[CONFIDENCE_HIGH] = "high", [CONFIDENCE_MEDIUM] = "medium", [CONFIDENCE_LOW] = "low"};

const char *place_ambiguity_name(enum place_ambiguity a)
{
	return (unsigned)a < sizeof AMBIGUITIES / sizeof *AMBIGUITIES ? AMBIGUITIES[a] : "unknown";
}

const char *place_confidence_name(enum place_confidence c)
{
	return (unsigned)c < sizeof CONFIDENCES / sizeof *CONFIDENCES ? CONFIDENCES[c] : "unknown";
}

static bool parse_word(const char *const *words, size_t n, struct sv cell, unsigned *out)
{
	for (unsigned i = 0; i < n; i++) {
		if (sv_eq_cstr(cell, words[i])) {
			*out = i;
			return true;
		}
	}
	return false;
}

/* Each reads one cell into the row; false refuses it. An empty cell of an optional column is not given to them. */
static bool read_kind(struct sv cell, struct source_place *p)
{
	return place_kind_parse(cell, &p->place.kind);
}

static bool read_ambiguity(struct sv cell, struct source_place *p)
{
	unsigned i = 0;
	bool known = parse_word(AMBIGUITIES, sizeof AMBIGUITIES / sizeof *AMBIGUITIES, cell, &i);
	p->place.ambiguity = (enum place_ambiguity)i;
	return known;
}

static bool read_confidence(struct sv cell, struct source_place *p)
{
	unsigned i = 0;
	bool known = parse_word(CONFIDENCES, sizeof CONFIDENCES / sizeof *CONFIDENCES, cell, &i);
	p->place.confidence = (enum place_confidence)i;
	return known;
}

static bool read_number(struct sv cell, double low, double high, double *out)
{
	return sv_to_double(cell, out) && *out >= low && *out <= high;
}

static bool read_lat(struct sv cell, struct source_place *p)
{
	return read_number(cell, -90, 90, &p->place.point.lat_deg);
}

static bool read_lon(struct sv cell, struct source_place *p)
{
	return read_number(cell, -180, 180, &p->place.point.lon_deg);
}

static bool read_radius(struct sv cell, struct source_place *p)
{
	return read_number(cell, 0, 3000, &p->place.radius_km);
}

static bool read_prominence(struct sv cell, struct source_place *p)
{
	int64_t n = 0;
	bool good = sv_to_int(cell, &n) && n >= 0 && n <= 5;
	p->place.prominence = good ? (int)n : 0;
	return good;
}

struct column {
	const char *name;
	bool required;
	bool (*read)(struct sv cell, struct source_place *p); /* NULL: text */
	size_t text;                                          /* offset of the text's view */
	const char *expected;
};

#define TEXT(member) NULL, offsetof(struct source_place, member), NULL

static const struct column COLUMNS[] = {
	{"id", true, TEXT(place.id)},
	{"kind", true, read_kind, 0, "a kind that docs/gazetteer.md lists"},
	{"feature_code", false, TEXT(place.feature_code)},
	{"name_ar", true, TEXT(place.name_ar)},
	{"variants_ar", false, TEXT(variants)},
	{"name_en", false, TEXT(place.name_en)},
	{"lat", false, read_lat, 0, "degrees from -90 to 90"},
	{"lon", false, read_lon, 0, "degrees from -180 to 180"},
	{"radius_km", false, read_radius, 0, "kilometres from 0 to 3000"},
	{"admin1", false, TEXT(place.admin1)},
	{"admin2", false, TEXT(place.admin2)},
	{"admin3", false, TEXT(place.admin3)},
	{"prominence", false, read_prominence, 0, "a whole number from 0 to 5"},
	{"ambiguity", false, read_ambiguity, 0, "free, needs_head or needs_context"},
	{"confidence", false, read_confidence, 0, "high, medium or low"},
	{"source", false, TEXT(place.source)},
	{"note", false, TEXT(place.note)},
};
enum { N_COLUMNS = sizeof COLUMNS / sizeof *COLUMNS };

const char *source_place_column(size_t i)
{
	return i < N_COLUMNS ? COLUMNS[i].name : NULL;
}

static const struct column *column_find(struct sv name)
{
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (sv_eq_cstr(name, COLUMNS[i].name))
			return &COLUMNS[i];
	return NULL;
}

static enum err check_header(const struct tsv *t, const struct column **of, struct error *e)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		of[i] = column_find(t->columns[i]);
		if (!of[i])
			return error_set(e, ERR_DATA, "%s:%zu: unknown column '%.*s'", t->path, t->line,
			                 SV_ARG(t->columns[i]));
	}
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (COLUMNS[i].required && tsv_column(t, COLUMNS[i].name) == SIZE_MAX)
			return error_set(e, ERR_DATA, "%s:%zu: column '%s' is missing", t->path, t->line,
			                 COLUMNS[i].name);
	return OK;
}

static enum err read_cell(const struct tsv *t, const struct column *c, struct sv cell, struct source_place *p,
                          struct error *e)
{
	if (cell.len == 0)
		return c->required ? error_set(e, ERR_DATA, "%s:%zu: '%s' is empty", t->path, t->line, c->name) : OK;
	if (c->read && !c->read(cell, p))
		return error_set(e, ERR_DATA, "%s:%zu: %s '%.*s' is not %s", t->path, t->line, c->name, SV_ARG(cell),
		                 c->expected);
	if (!c->read)
		memcpy((char *)p + c->text, &cell, sizeof cell);
	return OK;
}

static enum err check_names(struct arena *a, const struct tsv *t, const struct source_place *p, struct error *e)
{
	if (gazetteer_name_key(a, p->place.name_ar).len == 0)
		return error_set(e, ERR_DATA, "%s:%zu: the name '%.*s' has no letters", t->path, t->line,
		                 SV_ARG(p->place.name_ar));
	struct sv rest = p->variants;
	struct sv variant;
	while (p->variants.len && sv_split(&rest, '|', &variant))
		if (gazetteer_name_key(a, variant).len == 0) /* a mark is no letter */
			return error_set(e, ERR_DATA, "%s:%zu: the variant '%.*s' has no letters", t->path, t->line,
			                 SV_ARG(variant));
	return OK;
}

static enum err read_row(struct source *s, const struct tsv *t, const struct column *const *of, struct source_place *p,
                         struct error *e)
{
	*p = (struct source_place){.file = t->path, .line = t->line};
	p->place.confidence = CONFIDENCE_MEDIUM;
	for (size_t i = 0; i < t->n_columns; i++) {
		enum err result = read_cell(t, of[i], t->cells[i], p, e);
		if (result != OK)
			return result;
	}
	size_t lat = tsv_column(t, "lat");
	size_t lon = tsv_column(t, "lon");
	bool has_lat = lat != SIZE_MAX && t->cells[lat].len;
	bool has_lon = lon != SIZE_MAX && t->cells[lon].len;
	if (has_lat != has_lon)
		return error_set(e, ERR_DATA, "%s:%zu: lat without lon, or lon without lat", t->path, t->line);
	p->place.has_point = has_lat;
	p->place.admin1_place = p->place.admin2_place = p->place.admin3_place = PLACE_NONE;
	return check_names(s->arena, t, p, e);
}

struct id_row {
	struct sv id;
	size_t row;
};

static int by_id(const void *a, const void *b)
{
	const struct id_row *x = a;
	const struct id_row *y = b;
	int c = sv_cmp(x->id, y->id);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* A row from `first_new` on whose id an earlier one has: replaces that one (`replace`, and not of the same file), else
 * is refused. Keeps the order of rows. */
static enum err settle_ids(struct source *s, size_t first_new, bool replace, struct error *e)
{
	struct id_row *ids = ARENA_ARRAY(s->arena, struct id_row, s->n_places + 1);
	bool *dropped = ARENA_ARRAY(s->arena, bool, s->n_places + 1);
	for (size_t i = 0; i < s->n_places; i++)
		ids[i] = (struct id_row){s->places[i].place.id, i};
	qsort(ids, s->n_places, sizeof *ids, by_id);
	for (size_t i = 1, owner = 0; i < s->n_places; i++) {
		if (!sv_eq(ids[i].id, ids[owner].id)) {
			owner = i;
			continue;
		}
		struct source_place *old = &s->places[ids[owner].row];
		struct source_place *new_row = &s->places[ids[i].row];
		dropped[ids[i].row] = true;
		if (replace && ids[owner].row < first_new && i == owner + 1) {
			*old = *new_row;
			continue;
		}
		struct error row;
		error_set(&row, ERR_DATA, "%s:%zu: the id '%.*s' is already that of %s:%zu", new_row->file,
		          new_row->line, SV_ARG(ids[i].id), old->file, old->line);
		enum err result = source_refuse(s, ERR_DATA, &row, e);
		if (result != OK)
			return result;
	}
	size_t kept = 0;
	for (size_t i = 0; i < s->n_places; i++)
		if (!dropped[i])
			s->places[kept++] = s->places[i];
	s->n_places = kept;
	return OK;
}

enum err source_read_places(struct source *s, const char *path, bool replace, struct error *e)
{
	struct sv content;
	struct tsv t;
	size_t first_new = s->n_places;
	path = arena_sv(s->arena, sv_cstr(path)).ptr;
	enum err result = source_load(s, path, &content, e);
	if (result == OK)
		result = source_take_date(s, path, tsv_remark(content, "date"), e);
	if (result == OK)
		result = tsv_open(s->arena, path, content, &t, e);
	if (result != OK)
		return result;
	const struct column **of = ARENA_ARRAY(s->arena, const struct column *, t.n_columns);
	result = check_header(&t, of, e);
	while (result == OK) {
		struct source_place p;
		struct error row;
		bool more = true;
		result = tsv_next(&t, &more, &row);
		if (!more)
			break;
		if (result == OK)
			result = read_row(s, &t, of, &p, &row);
		if (result == OK) {
			*ARENA_PUSH(s->arena, s->places, s->n_places, &s->places_capacity) = p;
		} else {
			result = source_refuse(s, result, &row, e);
		}
	}
	return result == OK ? settle_ids(s, first_new, replace, e) : result;
}
