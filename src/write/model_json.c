#include "write/model_json.h"

#include "result/result.h"

#include <math.h>

static struct sv json_sv(struct model_builder *b, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	if (!json_is_string(v))
		return (struct sv){"", 0};
	return intern_sv(&b->intern, sv_make(json_string_value(v), json_string_length(v)));
}

static int64_t json_count(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	return json_is_integer(v) && json_integer_value(v) >= 0 ? (int64_t)json_integer_value(v) : MODEL_UNKNOWN;
}

static int json_code(const json_t *o, const char *key)
{
	int64_t v = json_count(o, key);
	return v > 0 && v < 100 ? (int)v : MODEL_UNKNOWN;
}

static double json_measure(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	double d = json_is_number(v) ? json_number_value(v) : -1;
	return isfinite(d) && d >= 0 ? d : -1;
}

static bool json_position(const json_t *v, struct lonlat *out)
{
	const json_t *lon = json_array_get(v, 0);
	const json_t *lat = json_array_get(v, 1);
	if (!json_is_number(lon) || !json_is_number(lat))
		return false;
	*out = (struct lonlat){json_number_value(lon), json_number_value(lat)};
	return fabs(out->lon_deg) <= 180 && fabs(out->lat_deg) <= 90;
}

/* The positions of a JSON array, in the scratch arena; n 0 when one of them is none. */
static struct line json_positions(struct model_builder *b, const json_t *v)
{
	size_t n = json_array_size(v);
	struct lonlat *points = n ? ARENA_ARRAY(&b->scratch, struct lonlat, n) : NULL;
	for (size_t i = 0; i < n; i++)
		if (!json_position(json_array_get(v, i), &points[i]))
			return (struct line){NULL, 0};
	return (struct line){points, n};
}

static struct ring json_ring(struct model_builder *b, const json_t *v)
{
	struct line l = json_positions(b, v);
	if (l.n > 1 && memcmp(&l.points[0], &l.points[l.n - 1], sizeof l.points[0]) == 0)
		l.n--;
	if (l.n < 3)
		return (struct ring){NULL, 0};
	return (struct ring){intern_bytes(&b->intern, l.points, l.n * sizeof *l.points, NULL), l.n};
}

static bool json_polygon(struct model_builder *b, const json_t *v, struct polygon *out)
{
	size_t n = json_array_size(v);
	if (n == 0)
		return false;
	struct ring *rings = ARENA_ARRAY(&b->scratch, struct ring, n);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		struct ring r = json_ring(b, json_array_get(v, i));
		if (r.n)
			rings[kept++] = r;
		else if (i == 0)
			return false;
	}
	*out = (struct polygon){intern_bytes(&b->intern, rings, kept * sizeof *rings, NULL), kept};
	return true;
}

static struct shape shape_parse(struct model_builder *b, const json_t *v)
{
	const json_t *coordinates = json_object_get(v, "coordinates");
	const char *type = json_string_value(json_object_get(v, "type"));
	bool single = type && strcmp(type, "Polygon") == 0;
	if (!single && !(type && strcmp(type, "MultiPolygon") == 0))
		return (struct shape){NULL, 0};
	size_t n = single ? 1 : json_array_size(coordinates);
	struct polygon *polygons = n ? ARENA_ARRAY(&b->scratch, struct polygon, n) : NULL;
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		kept += json_polygon(b, single ? coordinates : json_array_get(coordinates, i), &polygons[kept]);
	if (kept == 0)
		return (struct shape){NULL, 0};
	return (struct shape){intern_bytes(&b->intern, polygons, kept * sizeof *polygons, NULL), kept};
}

static struct shape json_shape(struct model_builder *b, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	json_int_t lifted = json_is_integer(v) ? json_integer_value(v) : 0;
	if (lifted > 0 && (size_t)lifted <= b->n_shapes)
		return b->shapes[lifted - 1];
	return shape_parse(b, v);
}

/* The number of an extent's text; 0 when it is no JSON. */
static size_t extent_number(struct model_builder *b, struct sv text)
{
	size_t number = *intern_value(&b->extents, text.ptr, text.len);
	if (number)
		return number;
	b->extent = json_loadb(text.ptr, text.len, 0, NULL);
	if (!b->extent)
		return 0;
	struct shape shape = shape_parse(b, b->extent);
	json_decref(b->extent);
	b->extent = NULL;
	*ARENA_PUSH(&b->model->arena, b->shapes, b->n_shapes, &b->shape_cap) = shape;
	*intern_value(&b->extents, text.ptr, text.len) = b->n_shapes;
	return b->n_shapes;
}

void model_lift_extents(struct model_builder *b, struct sv line, struct buf *out)
{
	/* A quote inside a string is escaped, so that this can only be a key; an extent has no braces inside. */
	const struct sv mark = SV("\"extent\":{\"type\":");
	const size_t key_bytes = strlen("\"extent\":");
	size_t from = 0;
	for (size_t at = sv_find(line, mark, 0); at != SIZE_MAX; at = sv_find(line, mark, at + 1)) {
		size_t start = at + key_bytes;
		const char *end = memchr(line.ptr + start, '}', line.len - start);
		if (!end)
			break;
		struct sv text = sv_make(line.ptr + start, (size_t)(end - line.ptr) + 1 - start);
		size_t number = extent_number(b, text);
		if (number == 0)
			continue;
		buf_append(out, sv_make(line.ptr + from, start - from));
		buf_printf(out, "%zu", number);
		from = start + text.len;
	}
	buf_append(out, sv_skip(line, from));
}

static struct line json_route(struct model_builder *b, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	const char *type = json_string_value(json_object_get(v, "type"));
	if (!type || strcmp(type, "LineString") != 0)
		return (struct line){NULL, 0};
	struct line l = json_positions(b, json_object_get(v, "coordinates"));
	if (l.n < 2)
		return (struct line){NULL, 0};
	return (struct line){intern_bytes(&b->intern, l.points, l.n * sizeof *l.points, NULL), l.n};
}

static struct sv *json_texts(struct model_builder *b, const json_t *o, const char *key, size_t *n)
{
	const json_t *v = json_object_get(o, key);
	size_t size = json_array_size(v);
	struct sv *out = size ? ARENA_ARRAY(b->intern.arena, struct sv, size) : NULL;
	*n = 0;
	for (size_t i = 0; i < size; i++) {
		const json_t *s = json_array_get(v, i);
		if (json_is_string(s))
			out[(*n)++] = intern_sv(&b->intern, sv_make(json_string_value(s), json_string_length(s)));
	}
	return out;
}

/* The code of each of the incident's n actors. */
static int *json_inter(struct model_builder *b, const json_t *o, size_t n)
{
	const json_t *v = json_object_get(o, "actor_inter");
	int *out = n ? ARENA_ARRAY(b->intern.arena, int, n) : NULL;
	for (size_t i = 0; i < n; i++) {
		const json_t *code = json_array_size(v) == n ? json_array_get(v, i) : NULL;
		bool known = json_is_integer(code) && json_integer_value(code) >= 1 && json_integer_value(code) <= 8;
		out[i] = known ? (int)json_integer_value(code) : MODEL_UNKNOWN;
	}
	return out;
}

static struct model_place_ref *json_place_refs(struct model_builder *b, const json_t *o, size_t *n)
{
	const json_t *v = json_object_get(o, "places");
	size_t size = json_array_size(v);
	struct model_place_ref *out = size ? ARENA_ARRAY(b->intern.arena, struct model_place_ref, size) : NULL;
	*n = 0;
	for (size_t i = 0; i < size; i++) {
		const json_t *p = json_array_get(v, i);
		if (json_is_object(p))
			out[(*n)++] = (struct model_place_ref){json_sv(b, p, "place_id"), json_sv(b, p, "name_ar")};
	}
	return out;
}

static void mention_read(struct model_builder *b, const json_t *o, const struct model_article *article,
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
		.confidence = json_measure(o, "confidence"),
		.uncertainty_m = json_measure(o, "coordinate_uncertainty_m"),
		.unresolved = json_is_true(json_object_get(o, "unresolved")),
		.extent = json_shape(b, o, "extent"),
	};
	out->has_point = json_position(json_object_get(o, "point"), &out->point);
}

static void incident_read_place(struct model_builder *b, const json_t *o, struct model_incident *out)
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
	out->uncertainty_m = json_measure(o, "coordinate_uncertainty_m");
	out->where_description = json_sv(b, o, "where_description");
	out->spatial_rel = json_sv(b, o, "spatial_rel");
	out->has_point = json_position(json_object_get(o, "point"), &out->point);
	out->extent = json_shape(b, o, "extent");
	out->route = json_route(b, o, "route");
}

static void incident_read(struct model_builder *b, const json_t *o, const struct model_article *article,
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
		.background = json_is_true(json_object_get(o, "background")),
		.evidence = json_sv(b, o, "evidence"),
		.start = json_count(o, "start"),
		.end = json_count(o, "end"),
		.confidence = json_measure(o, "confidence"),
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

/* Whether `root` is a result of this version, with all its parts of the right type. */
static enum err result_check(const json_t *root, struct error *e)
{
	if (!json_is_object(root))
		return error_set(e, ERR_DATA, "not an object");
	const json_t *schema = json_object_get(root, "schema");
	if (!json_is_integer(schema))
		return error_set(e, ERR_DATA, "not a result: no 'schema'");
	if (json_integer_value(schema) != RESULT_SCHEMA_VERSION)
		return error_set(e, ERR_DATA, "schema %lld, but this program reads %d; extract the articles again",
		                 (long long)json_integer_value(schema), RESULT_SCHEMA_VERSION);
	static const char *const texts[] = {"doc_id", "source"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (json_string_length(json_object_get(root, texts[i])) == 0)
			return error_set(e, ERR_DATA, "not a result: no '%s'", texts[i]);
	static const char *const arrays[] = {"mentions", "incidents"};
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
		const json_t *v = json_object_get(root, arrays[i]);
		if (!json_is_array(v))
			return error_set(e, ERR_DATA, "not a result: no '%s'", arrays[i]);
		for (size_t k = 0; k < json_array_size(v); k++)
			if (!json_is_object(json_array_get(v, k)))
				return error_set(e, ERR_DATA, "'%s' holds something else than objects", arrays[i]);
	}
	return OK;
}

static bool article_is_new(struct model_builder *b, struct sv doc_id, struct sv source)
{
	struct sv key = arena_join(&b->scratch, (struct sv[]){doc_id, source}, 2, sv_make("", 1));
	bool is_new;
	intern_bytes(&b->intern, key.ptr, key.len, &is_new);
	return is_new;
}

enum err model_add_result(struct model_builder *b, const json_t *root, bool *added, struct error *e)
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
	const json_t *mentions = json_object_get(root, "mentions");
	for (size_t i = 0; i < json_array_size(mentions); i++)
		mention_read(b, json_array_get(mentions, i), &article,
		             ARENA_PUSH(&m->arena, m->mentions, m->n_mentions, &b->mention_cap));
	const json_t *incidents = json_object_get(root, "incidents");
	for (size_t i = 0; i < json_array_size(incidents); i++) {
		incident_read(b, json_array_get(incidents, i), &article,
		              ARENA_PUSH(&m->arena, m->incidents, m->n_incidents, &b->incident_cap));
		*ARENA_PUSH(&m->arena, b->article_of, b->n_article_of, &b->article_of_cap) = m->n_articles;
	}
	article.mentions = (int64_t)json_array_size(mentions);
	article.incidents = (int64_t)json_array_size(incidents);
	*ARENA_PUSH(&m->arena, m->articles, m->n_articles, &b->article_cap) = article;
	return OK;
}
