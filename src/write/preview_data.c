/* The page's incidents as a table: names of the columns, then a row each, so that no name is repeated. */
#include "write/geojson.h"
#include "write/json_out.h"
#include "write/preview_parts.h"

#include "text/text.h"

#include <math.h>
#include <stdlib.h>

static const double extent_tolerance_units = 5.0;

/* What a card, a filter or a search needs of the contract's fields. */
static const char *const columns[] = {
	"event_id", "sources", "event_date", "date_start", "date_end", "time_precision", "event_type", "sub_event_type",
	"actor1", "actor2", "actors", "fatalities", "fatalities_low", "fatalities_high", "injuries", "casualties_joint",
	"casualty_text", "location", "location_ar", "admin1", "admin2", "geo_precision", "coordinate_uncertainty_m",
	"where_description", "background", "evidence", "confidence", "review_status",
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* The newest incidents, in the model's order. */
struct choice {
	size_t *indexes;
	size_t n;
};

struct dated {
	struct sv day;
	size_t index;
};

static int by_day_descending(const void *a, const void *b)
{
	const struct dated *p = a, *q = b;
	int order = sv_cmp(q->day, p->day);
	return order ? order : p->index < q->index ? -1 : 1;
}

static int by_index(const void *a, const void *b)
{
	size_t p = *(const size_t *)a, q = *(const size_t *)b;
	return p < q ? -1 : p > q;
}

static struct choice choose(struct arena *a, const struct model *m)
{
	struct dated *all = ARENA_ARRAY(a, struct dated, m->n_incidents + 1);
	struct choice c = {ARENA_ARRAY(a, size_t, m->n_incidents + 1), m->n_incidents};
	for (size_t i = 0; i < m->n_incidents; i++)
		all[i] = (struct dated){m->incidents[i].event_date, i};
	if (c.n > PREVIEW_MAX_INCIDENTS) {
		qsort(all, c.n, sizeof *all, by_day_descending);
		c.n = PREVIEW_MAX_INCIDENTS;
	}
	for (size_t i = 0; i < c.n; i++)
		c.indexes[i] = all[i].index;
	qsort(c.indexes, c.n, sizeof *c.indexes, by_index);
	return c;
}

static void put_columns(struct buf *b)
{
	static const char *const own[] = {"x", "y", "extent", "route"};
	json_key(b, "columns");
	buf_append_char(b, '[');
	for (size_t i = 0; i < N_COLUMNS; i++) {
		json_item(b);
		json_text(b, sv_cstr(columns[i]));
	}
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		json_item(b);
		json_text(b, sv_cstr(own[i]));
	}
	buf_append_char(b, ']');
}

static const struct field *field_named(const struct layer *l, const char *name)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (strcmp(l->fields[i].name, name) == 0)
			return &l->fields[i];
	return NULL;
}

/* Extents of many incidents are the same area: each stands once. */
struct extents {
	uint64_t *hashes;
	const struct shape **shapes;
	size_t n, mask;
	size_t *slots; /* index + 1; 0 is free */
};

static uint64_t shape_hash(const struct shape *s)
{
	uint64_t hash = s->n_polygons;
	for (size_t i = 0; i < s->n_polygons; i++) {
		const struct ring *r = &s->polygons[i].rings[0];
		struct sv bytes = sv_make((const char *)r->points, r->n * sizeof *r->points);
		hash = hash * 0x9e3779b97f4a7c15u ^ text_hash(bytes);
	}
	return hash;
}

static size_t extents_add(struct extents *x, const struct shape *s)
{
	uint64_t hash = shape_hash(s);
	size_t slot = (size_t)hash & x->mask;
	for (; x->slots[slot]; slot = (slot + 1) & x->mask)
		if (x->hashes[x->slots[slot] - 1] == hash)
			return x->slots[slot] - 1;
	x->hashes[x->n] = hash;
	x->shapes[x->n] = s;
	x->slots[slot] = ++x->n;
	return x->n - 1;
}

static struct extents extents_new(struct arena *a, size_t n)
{
	size_t size = 16;
	while (size < 2 * n)
		size *= 2;
	return (struct extents){.hashes = ARENA_ARRAY(a, uint64_t, n + 1),
	                        .shapes = ARENA_ARRAY(a, const struct shape *, n + 1),
	                        .mask = size - 1,
	                        .slots = ARENA_ARRAY(a, size_t, size)};
}

struct work {
	struct buf *out;
	struct arena *arena;
	const struct model *model;
	const struct layer *layer;
	const struct field *fields[N_COLUMNS];
	struct choice choice;
	struct extents extents;
	const struct line **routes;
	size_t n_routes;
};

static void put_row(struct work *w, size_t index)
{
	struct buf *b = w->out;
	const struct model_incident *in = &w->model->incidents[index];
	const char *record = layer_record(w->layer, index);
	buf_append_char(b, '[');
	for (size_t i = 0; i < N_COLUMNS; i++) {
		json_item(b);
		if (w->fields[i])
			geojson_value(b, w->fields[i], record);
		else
			json_none(b);
	}
	json_item(b);
	if (in->has_point)
		preview_put_point(b, in->point);
	else
		buf_append(b, SV("null,null"));
	json_item(b);
	if (in->extent.n_polygons)
		json_int(b, (int64_t)extents_add(&w->extents, &in->extent));
	else
		json_none(b);
	json_item(b);
	if (in->route.n > 1) {
		json_int(b, (int64_t)w->n_routes);
		w->routes[w->n_routes++] = &in->route;
	} else {
		json_none(b);
	}
	buf_append_char(b, ']');
}

static void put_rows(struct work *w)
{
	json_key(w->out, "rows");
	buf_append_char(w->out, '[');
	for (size_t i = 0; i < w->choice.n; i++) {
		json_item(w->out);
		buf_append_char(w->out, '\n');
		put_row(w, w->choice.indexes[i]);
	}
	buf_append_char(w->out, ']');
}

static void put_geometries(struct work *w)
{
	const struct view v = preview_view();
	json_key(w->out, "extents");
	buf_append_char(w->out, '[');
	for (size_t i = 0; i < w->extents.n; i++) {
		struct outline o = outline_of_shape(w->arena, w->extents.shapes[i], geo_to_mercator, &v,
		                                    extent_tolerance_units);
		json_item(w->out);
		preview_put_outline(w->out, &o);
	}
	buf_append_char(w->out, ']');
	json_key(w->out, "routes");
	buf_append_char(w->out, '[');
	for (size_t i = 0; i < w->n_routes; i++) {
		struct outline o = outline_of_line(w->arena, *w->routes[i], geo_to_mercator, &v, extent_tolerance_units);
		json_item(w->out);
		preview_put_outline(w->out, &o);
	}
	buf_append_char(w->out, ']');
}

/* Places named that no incident stands at: [Arabic, English, x, y, mentions]. */
static void put_places(struct work *w)
{
	json_key(w->out, "places");
	buf_append_char(w->out, '[');
	for (size_t i = 0; i < w->model->n_places; i++) {
		const struct model_place *p = &w->model->places[i];
		if (!p->has_point || p->incidents_here)
			continue;
		json_item(w->out);
		buf_append_char(w->out, '[');
		json_text(w->out, p->name_ar);
		json_item(w->out);
		json_text(w->out, p->name_en.len ? p->name_en : p->name_ar);
		buf_append_char(w->out, ',');
		preview_put_point(w->out, p->point);
		buf_printf(w->out, ",%lld]", (long long)p->mentions);
	}
	buf_append_char(w->out, ']');
}

/* What is known of the reports: {source: [url, title, outlet, published]}. */
static void put_articles(struct work *w)
{
	json_key(w->out, "articles");
	buf_append_char(w->out, '[');
	for (size_t i = 0; i < w->model->n_articles; i++) {
		const struct model_article *r = &w->model->articles[i];
		const struct sv values[] = {r->source, r->source_url, r->title, r->outlet, r->published};
		if (!r->incidents)
			continue;
		json_item(w->out);
		buf_append_char(w->out, '[');
		for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
			json_item(w->out);
			json_text(w->out, values[k]);
		}
		buf_append_char(w->out, ']');
	}
	buf_append_char(w->out, ']');
}

void preview_put_data(struct buf *b, struct arena *a, const struct model *m, const struct layer *layers)
{
	struct work w = {.out = b, .arena = a, .model = m, .layer = &layers[LAYER_INCIDENTS], .choice = choose(a, m)};
	w.extents = extents_new(a, w.choice.n);
	w.routes = ARENA_ARRAY(a, const struct line *, w.choice.n + 1);
	for (size_t i = 0; i < N_COLUMNS; i++)
		w.fields[i] = field_named(w.layer, columns[i]);
	buf_append_char(b, '{');
	put_columns(b);
	put_rows(&w);
	put_geometries(&w);
	put_places(&w);
	put_articles(&w);
	buf_append_char(b, '}');
}
