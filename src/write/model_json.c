#include "write/model_json.h"

#include "result/result.h"

#include <math.h>
#include <stdlib.h>

enum { HALF_EARTH_M = 20037509, FIRST_RECORDS = 64 };

void model_builder_init(struct model_builder *b, struct model *m)
{
	*b = (struct model_builder){.model = m};
	arena_init(&b->scratch, 0);
	arena_init(&b->tables, 0);
	b->scratch.escape = b->tables.escape = m->arena.escape;
	b->intern = (struct intern){.arena = &m->arena, .table = &b->tables};
	b->articles.arena = b->extents.arena = &b->tables;
	m->owns_records = true;
}

void model_builder_release(struct model_builder *b)
{
	arena_release(&b->scratch);
	arena_release(&b->tables);
}

/* `items` with room for one more behind the n: the long arrays grow on the heap, as in an arena each former size of
 * theirs would stay. */
static void *records_grow(struct model_builder *b, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	size_t room = *cap ? *cap * 2 : FIRST_RECORDS;
	void *larger = room > SIZE_MAX / size ? NULL : realloc(items, room * size);
	if (!larger)
		arena_exhaust(&b->model->arena);
	*cap = room;
	return larger;
}

#define RECORD_PUSH(b, items, count, capacity)                                                                         \
	((items) = records_grow((b), (items), (count), (capacity), sizeof *(items)), &(items)[(count)++])

static struct sv json_sv(struct model_builder *b, const struct tree *o, const char *key)
{
	return intern_sv(&b->intern, tree_text(tree_get(o, key)));
}

static int64_t json_count(const struct tree *o, const char *key)
{
	const struct tree *v = tree_get(o, key);
	return tree_is(v, TREE_INTEGER) && v->as.integer >= 0 ? v->as.integer : MODEL_UNKNOWN;
}

static int json_code(const struct tree *o, const char *key)
{
	int64_t v = json_count(o, key);
	return v > 0 && v < 100 ? (int)v : MODEL_UNKNOWN;
}

static double json_measure(const struct tree *o, const char *key, double most)
{
	double d;
	return tree_number(tree_get(o, key), &d) && d >= 0 && d <= most ? d : -1;
}

static bool json_position(const struct tree *v, struct lonlat *out)
{
	const struct tree *lon = tree_first(v);
	if (!lon || !tree_number(lon, &out->lon_deg) || !tree_number(lon->next, &out->lat_deg))
		return false;
	return fabs(out->lon_deg) <= 180 && fabs(out->lat_deg) <= 90;
}

/* The positions of a JSON array, in the scratch arena; n 0 when one of them is none. */
static struct line json_positions(struct model_builder *b, const struct tree *v)
{
	size_t n = tree_size(v);
	struct lonlat *points = n ? ARENA_ARRAY(&b->scratch, struct lonlat, n) : NULL;
	size_t i = 0;
	for (const struct tree *p = tree_first(v); p; p = p->next)
		if (!json_position(p, &points[i++]))
			return (struct line){NULL, 0};
	return (struct line){points, n};
}

static struct ring json_ring(struct model_builder *b, const struct tree *v)
{
	struct line l = json_positions(b, v);
	if (l.n > 1 && memcmp(&l.points[0], &l.points[l.n - 1], sizeof l.points[0]) == 0)
		l.n--;
	if (l.n < 3)
		return (struct ring){NULL, 0};
	return (struct ring){intern_bytes(&b->intern, l.points, l.n * sizeof *l.points, NULL), l.n};
}

static bool json_polygon(struct model_builder *b, const struct tree *v, struct polygon *out)
{
	size_t n = tree_size(v);
	if (n == 0)
		return false;
	struct ring *rings = ARENA_ARRAY(&b->scratch, struct ring, n);
	size_t kept = 0;
	for (const struct tree *item = tree_first(v); item; item = item->next) {
		struct ring r = json_ring(b, item);
		if (r.n)
			rings[kept++] = r;
		else if (item == tree_first(v))
			return false;
	}
	*out = (struct polygon){intern_bytes(&b->intern, rings, kept * sizeof *rings, NULL), kept};
	return true;
}

static struct shape shape_parse(struct model_builder *b, const struct tree *v)
{
	const struct tree *coordinates = tree_get(v, "coordinates");
	struct sv type = tree_text(tree_get(v, "type"));
	bool single = sv_eq(type, SV("Polygon"));
	if (!single && !sv_eq(type, SV("MultiPolygon")))
		return (struct shape){NULL, 0};
	size_t n = single ? 1 : tree_size(coordinates);
	struct polygon *polygons = n ? ARENA_ARRAY(&b->scratch, struct polygon, n) : NULL;
	size_t kept = 0;
	const struct tree *item = single ? coordinates : tree_first(coordinates);
	for (size_t i = 0; i < n && item; i++, item = item->next)
		kept += json_polygon(b, item, &polygons[kept]);
	if (kept == 0)
		return (struct shape){NULL, 0};
	return (struct shape){intern_bytes(&b->intern, polygons, kept * sizeof *polygons, NULL), kept};
}

static struct shape json_shape(struct model_builder *b, const struct tree *o, const char *key)
{
	const struct tree *v = tree_get(o, key);
	int64_t lifted = tree_is(v, TREE_INTEGER) ? v->as.integer : 0;
	if (lifted > 0 && (size_t)lifted <= b->n_shapes)
		return b->shapes[lifted - 1];
	return shape_parse(b, v);
}

size_t model_lift_extent(void *user, struct sv rest, int64_t *number)
{
	/* An extent has no braces inside, one in a text would make it no JSON. */
	struct model_builder *b = user;
	const char *end = memchr(rest.ptr, '}', rest.len);
	struct sv text = sv_make(rest.ptr, end ? (size_t)(end - rest.ptr) + 1 : 0);
	if (!end)
		return 0;
	size_t known = *intern_value(&b->extents, text.ptr, text.len);
	if (known == 0) {
		const struct tree *extent;
		if (tree_parse(&b->scratch, text, NULL, &extent, NULL) != OK)
			return 0;
		*ARENA_PUSH(&b->tables, b->shapes, b->n_shapes, &b->shape_cap) = shape_parse(b, extent);
		known = b->n_shapes;
		*intern_value(&b->extents, text.ptr, text.len) = known;
	}
	*number = (int64_t)known;
	return text.len;
}

static struct line json_route(struct model_builder *b, const struct tree *o, const char *key)
{
	const struct tree *v = tree_get(o, key);
	if (!sv_eq(tree_text(tree_get(v, "type")), SV("LineString")))
		return (struct line){NULL, 0};
	struct line l = json_positions(b, tree_get(v, "coordinates"));
	if (l.n < 2)
		return (struct line){NULL, 0};
	return (struct line){intern_bytes(&b->intern, l.points, l.n * sizeof *l.points, NULL), l.n};
}

static struct sv *json_texts(struct model_builder *b, const struct tree *o, const char *key, size_t *n)
{
	const struct tree *v = tree_get(o, key);
	size_t size = tree_size(v);
	struct sv *out = size ? ARENA_ARRAY(b->intern.arena, struct sv, size) : NULL;
	*n = 0;
	for (const struct tree *s = tree_first(v); s; s = s->next)
		if (tree_is(s, TREE_TEXT))
			out[(*n)++] = intern_sv(&b->intern, s->as.text);
	return out;
}

/* The code of each of the incident's n actors. */
static int *json_inter(struct model_builder *b, const struct tree *o, size_t n)
{
	const struct tree *v = tree_get(o, "actor_inter");
	const struct tree *code = tree_size(v) == n ? tree_first(v) : NULL;
	int *out = n ? ARENA_ARRAY(b->intern.arena, int, n) : NULL;
	for (size_t i = 0; i < n; i++, code = code ? code->next : NULL) {
		bool known = tree_is(code, TREE_INTEGER) && code->as.integer >= 1 && code->as.integer <= 8;
		out[i] = known ? (int)code->as.integer : MODEL_UNKNOWN;
	}
	return out;
}

static struct model_place_ref *json_place_refs(struct model_builder *b, const struct tree *o, size_t *n)
{
	const struct tree *v = tree_get(o, "places");
	size_t size = tree_size(v);
	struct model_place_ref *out = size ? ARENA_ARRAY(b->intern.arena, struct model_place_ref, size) : NULL;
	*n = 0;
	for (const struct tree *p = tree_first(v); p; p = p->next)
		if (tree_is(p, TREE_OBJECT))
			out[(*n)++] = (struct model_place_ref){json_sv(b, p, "place_id"), json_sv(b, p, "name_ar")};
	return out;
}

static void mention_read(struct model_builder *b, const struct tree *o, const struct model_article *article,
			 struct model_mention *out)
{
	*out = (struct model_mention){
		.mention_id = json_sv(b, o, "mention_id"),
		.doc_id = article->doc_id,
		.source = article->source,
		.surface = json_sv(b, o, "surface"),
		.place_id = json_sv(b, o, "place_id"),
		.name_ar = json_sv(b, o, "name_ar"),
		.name_en = json_sv(b, o, "name_en"),
		.kind = json_sv(b, o, "kind"),
		.feature_code = json_sv(b, o, "feature_code"),
		.admin1 = json_sv(b, o, "admin1"),
		.admin2 = json_sv(b, o, "admin2"),
		.admin3 = json_sv(b, o, "admin3"),
		.role = json_sv(b, o, "role"),
		.relation = json_sv(b, o, "relation"),
		.sentence = json_sv(b, o, "sentence"),
		.published = article->published,
		.shape = json_sv(b, o, "shape"),
		.container_id = json_sv(b, o, "container_id"),
		.container_ar = json_sv(b, o, "container_ar"),
		.start = json_count(o, "start"),
		.end = json_count(o, "end"),
		.confidence = json_measure(o, "confidence", 1),
		.uncertainty_m = json_measure(o, "coordinate_uncertainty_m", HALF_EARTH_M),
		.unresolved = tree_is(tree_get(o, "unresolved"), TREE_TRUE),
		.extent = json_shape(b, o, "extent"),
	};
	out->has_point = json_position(tree_get(o, "point"), &out->point);
}

static void incident_read_place(struct model_builder *b, const struct tree *o, struct model_incident *out)
{
	out->location = json_sv(b, o, "location");
	out->location_ar = json_sv(b, o, "location_ar");
	out->place_id = json_sv(b, o, "place_id");
	out->places = json_place_refs(b, o, &out->n_places);
	out->admin1 = json_sv(b, o, "admin1");
	out->admin2 = json_sv(b, o, "admin2");
	out->admin3 = json_sv(b, o, "admin3");
	out->geo_precision = json_code(o, "geo_precision");
	out->where_prec = json_code(o, "where_prec");
	out->uncertainty_m = json_measure(o, "coordinate_uncertainty_m", HALF_EARTH_M);
	out->where_description = json_sv(b, o, "where_description");
	out->spatial_rel = json_sv(b, o, "spatial_rel");
	out->has_point = json_position(tree_get(o, "point"), &out->point);
	out->extent = json_shape(b, o, "extent");
	out->route = json_route(b, o, "route");
}

static void incident_read(struct model_builder *b, const struct tree *o, const struct model_article *article,
			  struct model_incident *out)
{
	*out = (struct model_incident){
		.event_id = json_sv(b, o, "event_id"),
		.doc_id = article->doc_id,
		.source = article->source,
		.source_url = article->source_url,
		.event_date = json_sv(b, o, "event_date"),
		.date_start = json_sv(b, o, "date_start"),
		.date_end = json_sv(b, o, "date_end"),
		.time_precision = json_code(o, "time_precision"),
		.date_prec = json_code(o, "date_prec"),
		.date_basis = json_sv(b, o, "date_basis"),
		.event_type = json_sv(b, o, "event_type"),
		.sub_event_type = json_sv(b, o, "sub_event_type"),
		.actor1 = json_sv(b, o, "actor1"),
		.actor2 = json_sv(b, o, "actor2"),
		.fatalities = json_count(o, "fatalities"),
		.fatalities_low = json_count(o, "fatalities_low"),
		.fatalities_high = json_count(o, "fatalities_high"),
		.injuries = json_count(o, "injuries"),
		.casualties_joint = json_count(o, "casualties_joint"),
		.casualty_text = json_sv(b, o, "casualty_text"),
		.background = tree_is(tree_get(o, "background"), TREE_TRUE),
		.evidence = json_sv(b, o, "evidence"),
		.start = json_count(o, "start"),
		.end = json_count(o, "end"),
		.confidence = json_measure(o, "confidence", 1),
		.review_status = SV("unreviewed"),
	};
	out->actors = json_texts(b, o, "actors", &out->n_actors);
	out->actor_inter = json_inter(b, o, out->n_actors);
	out->sources = out->report_sources = ARENA_NEW(b->intern.arena, struct sv);
	out->sources[0] = article->source;
	out->reports = ARENA_NEW(b->intern.arena, struct sv);
	out->reports[0] = out->event_id;
	out->n_sources = out->n_reports = 1;
	out->dup_group = out->event_id;
	incident_read_place(b, o, out);
}

bool model_is_refusal(const struct tree *root)
{
	return !tree_get(root, "schema") && tree_is(tree_get(root, "reason"), TREE_TEXT) &&
	       tree_is(tree_get(root, "code"), TREE_TEXT);
}

/* Whether `root` is a result of this version, with all its parts of the right type. */
static enum err result_check(const struct tree *root, struct error *e)
{
	if (!tree_is(root, TREE_OBJECT))
		return error_set(e, ERR_DATA, "not an object");
	const struct tree *schema = tree_get(root, "schema");
	if (!tree_is(schema, TREE_INTEGER))
		return error_set(e, ERR_DATA, "not a result: no 'schema'");
	if (schema->as.integer != RESULT_SCHEMA_VERSION)
		return error_set(e, ERR_DATA, "schema %lld, but this program reads %d; extract the articles again",
		                 (long long)schema->as.integer, RESULT_SCHEMA_VERSION);
	static const char *const texts[] = {"doc_id", "source"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (tree_text(tree_get(root, texts[i])).len == 0)
			return error_set(e, ERR_DATA, "not a result: no '%s'", texts[i]);
	static const char *const arrays[] = {"mentions", "incidents"};
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
		const struct tree *v = tree_get(root, arrays[i]);
		if (!tree_is(v, TREE_ARRAY))
			return error_set(e, ERR_DATA, "not a result: no '%s'", arrays[i]);
		for (const struct tree *item = tree_first(v); item; item = item->next)
			if (!tree_is(item, TREE_OBJECT))
				return error_set(e, ERR_DATA, "'%s' holds something else than objects", arrays[i]);
	}
	return OK;
}

static bool article_is_new(struct model_builder *b, struct sv doc_id, struct sv source)
{
	struct sv key = arena_join(&b->scratch, (struct sv[]){doc_id, source}, 2, sv_make("", 1));
	bool is_new;
	intern_bytes(&b->articles, key.ptr, key.len, &is_new);
	return is_new;
}

enum err model_add_result(struct model_builder *b, const struct tree *root, bool *added, struct error *e)
{
	enum err result = result_check(root, e);
	*added = false;
	if (result != OK)
		return result;
	struct model *m = b->model;
	struct model_article article = {
		.doc_id = json_sv(b, root, "doc_id"),
		.source = json_sv(b, root, "source"),
		.source_url = json_sv(b, root, "source_url"),
		.title = json_sv(b, root, "title"),
		.outlet = json_sv(b, root, "outlet"),
		.published = json_sv(b, root, "published"),
		.text_day = json_sv(b, root, "text_day"),
	};
	*added = article_is_new(b, article.doc_id, article.source);
	if (!*added)
		return OK;
	const struct tree *mentions = tree_get(root, "mentions");
	for (const struct tree *v = tree_first(mentions); v; v = v->next)
		mention_read(b, v, &article, RECORD_PUSH(b, m->mentions, m->n_mentions, &b->mention_cap));
	const struct tree *incidents = tree_get(root, "incidents");
	for (const struct tree *v = tree_first(incidents); v; v = v->next) {
		incident_read(b, v, &article, RECORD_PUSH(b, m->incidents, m->n_incidents, &b->incident_cap));
		*ARENA_PUSH(&b->tables, b->article_of, b->n_article_of, &b->article_of_cap) = m->n_articles;
	}
	article.mentions = (int64_t)tree_size(mentions);
	article.incidents = (int64_t)tree_size(incidents);
	*RECORD_PUSH(b, m->articles, m->n_articles, &b->article_cap) = article;
	return OK;
}
