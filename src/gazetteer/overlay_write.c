#include "gazetteer/overlay_write.h"

#include "gazetteer/export.h"
#include "gazetteer/lexicon.h"
#include "gazetteer/names.h"
#include "text/text.h"

#include <inttypes.h>
#include <math.h>

static const double COMMON_LEVEL = 2;
static const double M_PER_KM = 1000;

/* How well known a place is by its number of people. */
static const struct {
	double people;
	int prominence;
} PROMINENCE[] = {{1e6, 4}, {1e5, 3}, {2e4, 2}, {1, 1}};

struct writer {
	struct arena *arena;
	const struct gazetteer *gazetteer;
	const struct overlay_options *options;
	struct buf *table, *areas;
	struct overlay_counts *counts;
	uint64_t *common; /* hashes of common words */
	size_t n_common;
};

static void read_common(struct writer *w)
{
	const struct lexicon *t = lexicon_table(w->gazetteer, "common_names");
	w->common = ARENA_ARRAY(w->arena, uint64_t, t ? t->n_rows + 1 : 1);
	for (size_t i = 0; t && i < t->n_rows; i++) {
		double level = 0;
		if (sv_to_double(lexicon_cell(t, i, lexicon_column(t, "level")), &level) && level >= COMMON_LEVEL)
			w->common[w->n_common++] =
				text_hash(gazetteer_name_key(w->arena, lexicon_cell(t, i, lexicon_column(t, "name"))));
	}
}

static bool is_common(const struct writer *w, struct sv key)
{
	uint64_t hash = text_hash(key);
	for (size_t i = 0; i < w->n_common; i++)
		if (w->common[i] == hash)
			return true;
	return false;
}

static enum place_ambiguity ambiguity_of(const struct writer *w, const struct import_row *r)
{
	struct sv key = gazetteer_name_key(w->arena, r->name_ar);
	bool one_word = sv_find(key, SV(" "), 0) == SIZE_MAX;
	if (one_word && (is_common(w, key) || key.len < 6 || r->origin == ORIGIN_GEONAMES))
		return AMBIGUITY_NEEDS_HEAD;
	return gazetteer_find(w->gazetteer, key, text_hash(key)).n ? AMBIGUITY_NEEDS_CONTEXT : AMBIGUITY_FREE;
}

/* "geonames-173480"; of a row without a code, from its name, kind and position. */
static struct sv new_id(struct arena *a, const struct import_row *r)
{
	if (r->code.len && r->origin == ORIGIN_OWN)
		return r->code;
	if (r->code.len)
		return arena_printf(a, "%s-%.*s", import_origin_name(r->origin), SV_ARG(r->code));
	struct sv text = arena_printf(a, "%.*s|%s|%.5f|%.5f", SV_ARG(r->name_ar), place_kind_name(r->kind),
	                              r->point.lat_deg, r->point.lon_deg);
	return arena_printf(a, "X%08" PRIx32, (uint32_t)text_hash(text));
}

static int prominence_of(const struct import_row *r)
{
	bool unit = r->kind == KIND_GOVERNORATE || r->kind == KIND_COUNTRY;
	for (size_t i = 0; i < sizeof PROMINENCE / sizeof *PROMINENCE; i++)
		if (r->population >= PROMINENCE[i].people)
			return PROMINENCE[i].prominence;
	return unit ? 3 : place_kind_is_settlement(r->kind) ? 1 : 0;
}

static struct sv note_of(struct arena *a, const struct import_row *r)
{
	if (r->code.len == 0 || r->origin == ORIGIN_OWN)
		return sv_make("", 0);
	return arena_printf(a, "%s=%.*s", import_origin_key(r->origin), SV_ARG(r->code));
}

static void write_new(struct writer *w, const struct import_row *r, struct sv id)
{
	struct place p = {.id = id, .name_ar = r->name_ar, .name_en = r->name_en, .feature_code = r->feature_code};
	p.admin1 = r->admin1;
	p.admin2 = r->admin2;
	p.admin3 = r->admin3;
	p.source = sv_cstr(import_origin_name(r->origin));
	p.note = note_of(w->arena, r);
	p.has_point = r->has_point;
	p.point = r->point;
	p.kind = r->kind;
	p.ambiguity = ambiguity_of(w, r);
	p.confidence = CONFIDENCE_MEDIUM;
	p.prominence = prominence_of(r);
	if (r->shape.n_polygons)
		p.radius_km = round(sqrt(geo_shape_area_m2(&r->shape) / acos(-1)) / M_PER_KM * 10) / 10;
	if (r->kind == KIND_GOVERNORATE)
		p.admin1 = r->name_ar;
	if (r->kind == KIND_DISTRICT)
		p.admin2 = r->name_ar;
	if (r->kind == KIND_SUBDISTRICT)
		p.admin3 = r->name_ar;
	export_row(w->table, &p, r->variants);
	w->counts->rows++;
}

static bool has_name(const struct writer *w, const struct place *p, struct sv variants, struct sv key)
{
	struct sv rest = variants;
	struct sv one;
	if (sv_eq(gazetteer_name_key(w->arena, p->name_ar), key))
		return true;
	while (variants.len && sv_split(&rest, '|', &one)) {
		struct sv bare = sv_starts(one, NAME_LOOKUP_MARK) ? sv_skip(one, NAME_LOOKUP_MARK.len) : one;
		if (sv_eq(gazetteer_name_key(w->arena, bare), key))
			return true;
	}
	return false;
}

/* The place's variants and, behind them, the row's names that it lacks. Those that are no safe names are for lookup. */
static struct sv joined_names(const struct writer *w, const struct place *p, struct sv variants,
                              const struct import_row *r)
{
	struct sv rest = r->variants;
	struct sv name = r->name_ar;
	do {
		struct sv key = gazetteer_name_key(w->arena, name);
		if (key.len && !has_name(w, p, variants, key)) {
			bool safe = sv_find(key, SV(" "), 0) != SIZE_MAX ||
			            (!is_common(w, key) && gazetteer_find(w->gazetteer, key, text_hash(key)).n == 0);
			variants = arena_printf(w->arena, "%.*s%s%s%.*s", SV_ARG(variants), variants.len ? "|" : "",
			                        safe ? "" : "?", SV_ARG(name));
		}
	} while (r->variants.len && sv_split(&rest, '|', &name));
	return variants;
}

static struct sv with_token(struct arena *a, struct sv list, struct sv token)
{
	if (token.len == 0 || sv_find(list, token, 0) != SIZE_MAX)
		return list;
	return list.len ? arena_printf(a, "%.*s;%.*s", SV_ARG(list), SV_ARG(token)) : token;
}

static void write_known(struct writer *w, const struct import_row *r, const struct match *m)
{
	struct place p = *gazetteer_place(w->gazetteer, (size_t)m->place);
	struct sv before = gazetteer_variants(w->gazetteer, (size_t)m->place);
	struct sv variants = w->options->names ? joined_names(w, &p, before, r) : before;
	bool moves = w->options->moved && m->status == MATCH_MOVED;
	if (!moves && sv_eq(variants, before))
		return;
	if (moves) {
		p.has_point = true;
		p.point = r->point;
		p.confidence = CONFIDENCE_MEDIUM;
	}
	p.source = with_token(w->arena, p.source, sv_cstr(import_origin_name(r->origin)));
	p.note = with_token(w->arena, p.note, note_of(w->arena, r));
	export_row(w->table, &p, variants);
	w->counts->rows++;
}

static void put_ring(struct buf *out, const struct ring *r)
{
	buf_append_char(out, '[');
	for (size_t i = 0; i <= r->n; i++) {
		const struct lonlat *p = &r->points[i % r->n];
		buf_append_cstr(out, i ? ",[" : "[");
		export_number(out, p->lon_deg);
		buf_append_char(out, ',');
		export_number(out, p->lat_deg);
		buf_append_char(out, ']');
	}
	buf_append_char(out, ']');
}

static void write_area(struct writer *w, const struct import_row *r, struct sv id)
{
	struct buf *out = w->areas;
	buf_append_cstr(out, w->counts->areas ? ",\n" : "{\"type\":\"FeatureCollection\",\"features\":[\n");
	buf_printf(out, "{\"type\":\"Feature\",\"properties\":{\"place_id\":\"%.*s\",\"kind\":\"%s\"},", SV_ARG(id),
	           place_kind_name(r->kind));
	buf_append_cstr(out, "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[");
	for (size_t i = 0; i < r->shape.n_polygons; i++) {
		buf_append_cstr(out, i ? ",[" : "[");
		for (size_t k = 0; k < r->shape.polygons[i].n_rings; k++) {
			buf_append_cstr(out, k ? "," : "");
			put_ring(out, &r->shape.polygons[i].rings[k]);
		}
		buf_append_char(out, ']');
	}
	buf_append_cstr(out, "]}}");
	w->counts->areas++;
}

/* An id goes into JSON as it is: without quotes and the like. */
static bool is_plain(struct sv id)
{
	for (size_t i = 0; i < id.len; i++)
		if ((unsigned char)id.ptr[i] < 0x20 || id.ptr[i] == '"' || id.ptr[i] == '\\')
			return false;
	return id.len > 0;
}

static void write_row(struct writer *w, const struct import_row *r, const struct match *m)
{
	struct sv id = m->place == PLACE_NONE ? new_id(w->arena, r) : gazetteer_place(w->gazetteer, (size_t)m->place)->id;
	bool is_new = m->status == MATCH_NEW;
	if (m->status == MATCH_CONFLICT || (m->place == PLACE_NONE && !is_new))
		return;
	if (is_new && r->name_ar.len == 0) {
		w->counts->latin_only++;
		return;
	}
	if (is_new)
		write_new(w, r, id);
	else
		write_known(w, r, m);
	if (r->shape.n_polygons && place_kind_is_area(r->kind) && is_plain(id))
		write_area(w, r, id);
}

void overlay_write(const struct import_set *s, const struct match *m, const struct gazetteer *g,
                   const struct overlay_options *o, struct buf *table, struct buf *areas, struct overlay_counts *counts)
{
	struct writer w = {.arena = s->arena, .gazetteer = g, .options = o, .table = table, .areas = areas, .counts = counts};
	*counts = (struct overlay_counts){0};
	read_common(&w);
	export_header(table);
	for (size_t i = 0; i < s->n; i++)
		write_row(&w, &s->rows[i], &m[i]);
	if (counts->areas)
		buf_append_cstr(areas, "\n]}\n");
}
