#include "write/basemap.h"

#include <stdlib.h>

enum { RIVER_MIN_LENGTH_M = 500000 };

/* "country=..." of a place's note. */
static struct sv note_country(const struct place *p)
{
	struct sv key = SV("country=");
	size_t at = sv_find(p->note, key, 0);
	if (at == SIZE_MAX)
		return sv_make("", 0);
	struct sv value = sv_skip(p->note, at + key.len);
	size_t end = sv_find(value, SV(";"), 0);
	return sv_trim(end == SIZE_MAX ? value : sv_take(value, end));
}

static bool area_role(const struct geometry *f, const struct place *p, enum base_role *out)
{
	enum place_kind kind = p ? p->kind : PLACE_KIND_COUNT;
	if (sv_eq_cstr(f->kind, "sea"))
		*out = BASE_SEA;
	else if (sv_eq_cstr(f->kind, "desert"))
		*out = BASE_DESERT;
	else if (sv_eq_cstr(f->kind, "irrigated"))
		*out = BASE_IRRIGATED;
	else if (sv_eq_cstr(f->layer, "units") || sv_eq_cstr(f->layer, "countrysides"))
		return false;
	else if (kind == KIND_LAKE || sv_eq_cstr(f->kind, "lake"))
		*out = BASE_LAKE;
	else if (kind == KIND_GOVERNORATE) /* those of other countries name theirs */
		*out = note_country(p).len ? BASE_NEIGHBOUR : BASE_LAND;
	else if (kind == KIND_COUNTRY)
		*out = BASE_NEIGHBOUR;
	else
		return false;
	return true;
}

static bool line_role(const struct geometry *f, enum base_role *out)
{
	if (sv_eq_cstr(f->layer, "roads"))
		*out = BASE_ROAD;
	else if (sv_eq_cstr(f->layer, "rivers"))
		*out = geo_line_length_m(f->line) >= RIVER_MIN_LENGTH_M ? BASE_RIVER : BASE_TRIBUTARY;
	else if (!sv_eq_cstr(f->layer, "borders"))
		return false;
	else if (sv_eq_cstr(f->kind, "country"))
		*out = BASE_COUNTRY_BORDER;
	else
		*out = sv_eq_cstr(f->kind, "district") ? BASE_DISTRICT_BORDER : BASE_GOVERNORATE_BORDER;
	return true;
}

/* True when the geometry is something that the base map shows. */
static bool make_feature(const struct gazetteer *g, const struct geometry *f, struct base_feature *out)
{
	int32_t index = f->id.len ? gazetteer_by_id(g, f->id) : PLACE_NONE;
	const struct place *p = index == PLACE_NONE ? NULL : gazetteer_place(g, (size_t)index);
	*out = (struct base_feature){.name_ar = p ? p->name_ar : f->name, .line = f->line};
	if (p) {
		out->name_en = p->name_en;
		out->country_ar = note_country(p);
	}
	if (f->shape.n_polygons) {
		out->shape = &f->shape;
		return area_role(f, p, &out->role);
	}
	return f->line.n >= 2 && line_role(f, &out->role);
}

static int by_prominence(const void *a, const void *b)
{
	const struct place *p = *(const struct place *const *)a;
	const struct place *q = *(const struct place *const *)b;
	if (p->prominence != q->prominence)
		return p->prominence > q->prominence ? -1 : 1;
	if (p->kind != q->kind)
		return p->kind < q->kind ? -1 : 1;
	return sv_cmp(p->id, q->id);
}

static void collect_settlements(struct arena *a, const struct gazetteer *g, struct basemap *out)
{
	size_t n = gazetteer_count(g);
	out->settlements = ARENA_ARRAY(a, const struct place *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct place *p = gazetteer_place(g, i);
		bool town = p->kind == KIND_CITY || p->kind == KIND_TOWN || p->kind == KIND_VILLAGE;
		if (town && p->has_point && p->confidence != CONFIDENCE_LOW && p->ambiguity != AMBIGUITY_NEEDS_HEAD)
			out->settlements[out->n_settlements++] = p;
	}
	if (out->n_settlements)
		qsort(out->settlements, out->n_settlements, sizeof(const struct place *), by_prominence);
}

void basemap_collect(struct arena *a, const struct gazetteer *g, struct basemap *out)
{
	size_t n = gazetteer_geometry_count(g), found = 0;
	struct base_feature *all = ARENA_ARRAY(a, struct base_feature, n + 1);
	*out = (struct basemap){.features = ARENA_ARRAY(a, struct base_feature, n + 1)};
	for (size_t i = 0; i < n; i++)
		found += make_feature(g, gazetteer_geometry(g, i), &all[found]);
	for (enum base_role role = 0; role < BASE_ROLE_COUNT; role++)
		for (size_t i = 0; i < found; i++)
			if (all[i].role == role)
				out->features[out->n_features++] = all[i];
	collect_settlements(a, g, out);
}

struct sv basemap_short_name(struct sv name_en)
{
	struct sv tail = SV(" Governorate");
	return sv_ends(name_en, tail) ? sv_take(name_en, name_en.len - tail.len) : name_en;
}
