#include "write/model_tables.h"

#include "gazetteer/gazetteer.h"
#include "state/learned.h"

#include <math.h>
#include <stdlib.h>

enum { SETTLEMENT_PROMINENCE = 3 }; /* towns of the region and larger: what a reader knows to orient himself by */

#define AT(type, member) offsetof(struct type, member)
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#define B(name, type, member) {name, type, AT(model_base, member), 0, false}
static const struct field base_fields[] = {
	B("place_id", FIELD_TEXT, place_id),
	B("name_ar", FIELD_TEXT, name_ar),
	B("name_en", FIELD_TEXT, name_en),
	B("kind", FIELD_TEXT, kind),
	B("country", FIELD_TEXT, country),
	B("prominence", FIELD_COUNT, prominence),
	B("mentions", FIELD_COUNT, mentions),
};
#undef B

#define A(name, type, member) {name, type, AT(model_article, member), 0, false}
static const struct field article_fields[] = {
	A("doc_id", FIELD_TEXT, doc_id),
	A("source", FIELD_TEXT, source),
	A("source_url", FIELD_TEXT, source_url),
	A("title", FIELD_TEXT, title),
	A("outlet", FIELD_TEXT, outlet),
	A("published", FIELD_TEXT, published),
	A("text_day", FIELD_DATE, text_day),
	A("mentions", FIELD_COUNT, mentions),
	A("incidents", FIELD_COUNT, incidents),
};
#undef A

static const struct field source_fields[] = {
	{"event_id", FIELD_TEXT, AT(model_source, event_id), 0, false},
	{"report_id", FIELD_TEXT, AT(model_source, report_id), 0, false},
	{"source", FIELD_TEXT, AT(model_source, source), 0, false},
	{"doc_id", FIELD_TEXT, AT(model_source, doc_id), 0, false},
	{"start", FIELD_COUNT, AT(model_source, start), 0, false},
	{"end", FIELD_COUNT, AT(model_source, end), 0, false},
	{"event_type", FIELD_TEXT, AT(model_source, event_type), 0, false},
	{"place_id", FIELD_TEXT, AT(model_source, place_id), 0, false},
};

#define U(name, type, member) {name, type, AT(model_unresolved, member), 0, false}
static const struct field unresolved_fields[] = {
	U("surface", FIELD_TEXT, surface),
	U("name_ar", FIELD_TEXT, name_ar),
	U("kind", FIELD_TEXT, kind),
	U("container_id", FIELD_TEXT, container_id),
	U("container_ar", FIELD_TEXT, container_ar),
	U("count", FIELD_COUNT, count),
	U("sentence", FIELD_TEXT, sentence),
	{"sources", FIELD_TEXTS, AT(model_unresolved, sources), AT(model_unresolved, n_sources), false},
	U("place_id", FIELD_TEXT, place_id),
	U("lat", FIELD_TEXT, lat),
	U("lon", FIELD_TEXT, lon),
	U("name_en", FIELD_TEXT, name_en),
};
#undef U

#define BASE_FORM(id, name, geometry, member)                                                                          \
	{                                                                                                              \
		id, name, geometry, base_fields, COUNT_OF(base_fields), NULL, 0, sizeof(struct model_base),            \
		    AT(model_base, member), AT(model_base, has_point)                                                  \
	}
#define TABLE_FORM(id, name, fields, type)                                                                             \
	{                                                                                                              \
		id, name, GEOMETRY_NONE, fields, COUNT_OF(fields), NULL, 0, sizeof(type), 0, 0                         \
	}

static const struct layer table_forms[] = {
	BASE_FORM(LAYER_SETTLEMENTS, "settlements", GEOMETRY_POINT, point),
	BASE_FORM(LAYER_BORDERS, "borders", GEOMETRY_LINE, line),
	BASE_FORM(LAYER_RIVERS, "rivers", GEOMETRY_LINE, line),
	BASE_FORM(LAYER_ROADS, "roads", GEOMETRY_LINE, line),
	BASE_FORM(LAYER_AREAS, "areas", GEOMETRY_POLYGON, shape),
	TABLE_FORM(LAYER_ARTICLES, "articles", article_fields, struct model_article),
	TABLE_FORM(LAYER_SOURCES, "incident_sources", source_fields, struct model_source),
	TABLE_FORM(LAYER_UNRESOLVED, "unresolved", unresolved_fields, struct model_unresolved),
};
_Static_assert(COUNT_OF(table_forms) == LAYER_ALL - LAYER_COUNT, "a form for every table");

static void layer_set(struct layer *l, const void *records, size_t n)
{
	l->records = records;
	l->n = n;
}

/* A place abroad says so in its note: "country=NAME". */
static struct sv country_of(const struct place *p)
{
	size_t at = sv_find(p->note, SV("country="), 0);
	struct sv rest = at == SIZE_MAX ? (struct sv){"", 0} : sv_skip(p->note, at + strlen("country="));
	struct sv name;
	sv_split(&rest, ';', &name);
	return sv_trim(name);
}

static int64_t mentions_of(const struct model *m, struct sv place_id)
{
	size_t low = 0;
	size_t high = m->n_places;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(m->places[middle].place_id, place_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	int64_t sum = 0;
	for (; low < m->n_places && sv_eq(m->places[low].place_id, place_id); low++)
		sum += m->places[low].mentions;
	return sum ? sum : MODEL_UNKNOWN;
}

static void base_fill(struct model_base *b, const struct gazetteer *g, const struct model *m, struct sv place_id)
{
	int32_t index = place_id.len ? gazetteer_by_id(g, place_id) : PLACE_NONE;
	b->place_id = place_id;
	b->prominence = MODEL_UNKNOWN;
	b->mentions = mentions_of(m, place_id);
	if (index == PLACE_NONE)
		return;
	const struct place *p = gazetteer_place(g, (size_t)index);
	b->name_ar = p->name_ar;
	b->name_en = p->name_en;
	b->kind = sv_cstr(place_kind_name(p->kind));
	b->country = country_of(p);
	b->prominence = p->prominence;
}

static void base_layer(struct arena *a, const struct gazetteer *g, const struct model *m, struct layer *l)
{
	size_t total = gazetteer_geometry_count(g);
	struct model_base *out = ARENA_ARRAY(a, struct model_base, total);
	size_t n = 0;
	for (size_t i = 0; i < total; i++) {
		const struct geometry *from = gazetteer_geometry(g, i);
		bool wanted = l->geometry == GEOMETRY_POLYGON ? from->shape.n_polygons > 0 : from->line.n >= 2;
		bool ground = l->id == LAYER_AREAS && sv_eq_cstr(from->layer, "cover");
		if ((!sv_eq_cstr(from->layer, l->name) && !ground) || !wanted)
			continue;
		struct model_base *b = &out[n++];
		*b = (struct model_base){.shape = from->shape, .line = from->line};
		base_fill(b, g, m, from->id);
		if (from->kind.len)
			b->kind = from->kind;
		if (!b->name_ar.len)
			b->name_ar = from->name;
	}
	layer_set(l, out, n);
}

/* The gazetteer's areas with the boxes around them, which most points are outside of. */
struct area_box {
	const struct shape *shape;
	struct lonlat low, high;
};
struct area_boxes {
	struct area_box *items;
	size_t n;
};

static struct area_box box_around(const struct shape *s)
{
	struct area_box b = {s, {(double)INFINITY, (double)INFINITY}, {(double)-INFINITY, (double)-INFINITY}};
	for (size_t i = 0; i < s->n_polygons; i++) {
		const struct ring *outer = &s->polygons[i].rings[0];
		for (size_t k = 0; k < outer->n; k++) {
			struct lonlat p = outer->points[k];
			b.low = (struct lonlat){fmin(b.low.lon_deg, p.lon_deg), fmin(b.low.lat_deg, p.lat_deg)};
			b.high = (struct lonlat){fmax(b.high.lon_deg, p.lon_deg), fmax(b.high.lat_deg, p.lat_deg)};
		}
	}
	return b;
}

static struct area_boxes boxes_of_areas(struct arena *a, const struct gazetteer *g)
{
	size_t total = gazetteer_geometry_count(g);
	struct area_boxes out = {ARENA_ARRAY(a, struct area_box, total + 1), 0};
	for (size_t i = 0; i < total; i++)
		if (sv_eq_cstr(gazetteer_geometry(g, i)->layer, "areas"))
			out.items[out.n++] = box_around(&gazetteer_geometry(g, i)->shape);
	return out;
}

/* Inside one of the gazetteer's areas: a capital overseas is not on this map. */
static bool in_areas(const struct area_boxes *areas, struct lonlat p)
{
	for (size_t i = 0; i < areas->n; i++) {
		const struct area_box *b = &areas->items[i];
		if (p.lon_deg >= b->low.lon_deg && p.lon_deg <= b->high.lon_deg && p.lat_deg >= b->low.lat_deg &&
		    p.lat_deg <= b->high.lat_deg && geo_shape_contains(b->shape, p))
			return true;
	}
	return false;
}

/* Where the base map's borders reach: countries get their names there. */
static bool is_around(struct lonlat p)
{
	return p.lon_deg > 29.0 && p.lon_deg < 49.0 && p.lat_deg > 27.5 && p.lat_deg < 41.5;
}

static void settlement_layer(struct arena *a, const struct gazetteer *g, const struct model *m, struct layer *l)
{
	const struct area_boxes areas = boxes_of_areas(a, g);
	struct model_base *out = NULL;
	size_t n = 0;
	size_t cap = 0;
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct place *p = gazetteer_place(g, i);
		bool country = p->kind == KIND_COUNTRY && is_around(p->point);
		if (!p->has_point || p->prominence < SETTLEMENT_PROMINENCE ||
		    !(country || (place_kind_is_settlement(p->kind) && in_areas(&areas, p->point))))
			continue;
		struct model_base *b = ARENA_PUSH(a, out, n, &cap);
		*b = (struct model_base){.has_point = true, .point = p->point};
		base_fill(b, g, m, p->id);
	}
	layer_set(l, out, n);
}

static void source_table(struct arena *a, const struct model *m, struct layer *l)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++)
		n += m->incidents[i].n_reports;
	struct model_source *out = ARENA_ARRAY(a, struct model_source, n);
	n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		for (size_t k = 0; k < in->n_reports; k++) {
			const struct model_report *r = model_report_find(m, in->reports[k]);
			struct model_source *row = &out[n++];
			*row = (struct model_source){.event_id = in->event_id, .report_id = in->reports[k],
			                             .source = in->report_sources[k], .start = MODEL_UNKNOWN,
			                             .end = MODEL_UNKNOWN};
			if (!r)
				continue;
			row->doc_id = r->doc_id;
			row->event_type = r->event_type;
			row->place_id = r->place_id;
			row->start = r->start;
			row->end = r->end;
		}
	}
	layer_set(l, out, n);
}

static int same_name_order(const struct model_mention *p, const struct model_mention *q)
{
	int c = sv_cmp(p->name_ar, q->name_ar);
	if (!c)
		c = sv_cmp(p->kind, q->kind);
	return c ? c : sv_cmp(p->container_id, q->container_id);
}

static int mention_compare(const void *a, const void *b)
{
	const struct model_mention *p = *(const struct model_mention *const *)a;
	const struct model_mention *q = *(const struct model_mention *const *)b;
	int c = same_name_order(p, q);
	return c ? c : (p > q) - (p < q);
}

static int unresolved_compare(const void *a, const void *b)
{
	const struct model_unresolved *p = a;
	const struct model_unresolved *q = b;
	int c = (p->count < q->count) - (p->count > q->count);
	if (!c)
		c = sv_cmp(p->name_ar, q->name_ar);
	if (!c)
		c = sv_cmp(p->kind, q->kind);
	return c ? c : sv_cmp(p->container_id, q->container_id);
}

/* A name that stayed unresolved though it was learned keeps what was filled in. */
static void unresolved_fill(const struct model *m, struct model_unresolved *u)
{
	for (size_t i = 0; i < m->n_learned; i++) {
		const struct learned *l = &m->learned[i];
		if (!sv_eq(l->surface, u->surface) || !sv_eq(l->container_id, u->container_id))
			continue;
		u->place_id = l->place_id;
		u->lat = l->lat;
		u->lon = l->lon;
		u->name_en = l->name_en;
		u->name_ar = l->name_ar.len ? l->name_ar : u->name_ar;
		u->kind = l->kind.len ? l->kind : u->kind;
	}
}

/* The sorted mentions of one name into one row. */
static struct model_unresolved unresolved_row(struct arena *a, const struct model_mention *const *of, size_t n)
{
	const struct model_mention *first = of[0];
	struct model_unresolved u = {
		.surface = first->surface, .name_ar = first->name_ar, .kind = first->kind,
		.container_id = first->container_id, .container_ar = first->container_ar, .sentence = first->sentence,
		.count = (int64_t)n, .sources = ARENA_ARRAY(a, struct sv, n)};
	for (size_t i = 0; i < n; i++)
		if (u.n_sources == 0 || !sv_eq(u.sources[u.n_sources - 1], of[i]->source))
			u.sources[u.n_sources++] = of[i]->source;
	return u;
}

static void unresolved_table(struct arena *a, const struct model *m, struct layer *l)
{
	size_t n = 0;
	const struct model_mention **found = ARENA_ARRAY(a, const struct model_mention *, m->n_mentions);
	for (size_t i = 0; i < m->n_mentions; i++)
		if (m->mentions[i].unresolved)
			found[n++] = &m->mentions[i];
	if (n)
		qsort(found, n, sizeof *found, mention_compare);
	size_t rows = 0;
	for (size_t i = 0; i < n; i++)
		rows += i == 0 || same_name_order(found[i - 1], found[i]) != 0;
	struct model_unresolved *out = ARENA_ARRAY(a, struct model_unresolved, rows);
	rows = 0;
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && same_name_order(found[from], found[to]) == 0;)
			to++;
		out[rows] = unresolved_row(a, found + from, to - from);
		unresolved_fill(m, &out[rows++]);
	}
	if (rows)
		qsort(out, rows, sizeof *out, unresolved_compare);
	layer_set(l, out, rows);
}

void model_tables(struct arena *a, const struct model *m, const struct gazetteer *g, struct layer *out)
{
	memcpy(out + LAYER_COUNT, table_forms, sizeof table_forms);
	if (g) {
		settlement_layer(a, g, m, &out[LAYER_SETTLEMENTS]);
		for (enum layer_id id = LAYER_BORDERS; id <= LAYER_AREAS; id++)
			base_layer(a, g, m, &out[id]);
	}
	layer_set(&out[LAYER_ARTICLES], m->articles, m->n_articles);
	source_table(a, m, &out[LAYER_SOURCES]);
	unresolved_table(a, m, &out[LAYER_UNRESOLVED]);
}
