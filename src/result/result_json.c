#include "result/result.h"

#include "relation/location.h"
#include "result/json_out.h"
#include "result/phrase_out.h"

#include <assert.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* The key of a member that does not stand first, with the comma before it; its length is known when it is compiled. */
#define NEXT_KEY(b, name) buf_append((b), SV(",\"" name "\":"))
#define TEXT_NEXT(b, name, value) (NEXT_KEY(b, name), json_text_or_null((b), (value)))
#define INT_NEXT(b, name, value) (NEXT_KEY(b, name), json_int((b), (value)))
#define COUNT_NEXT(b, name, value, least) (NEXT_KEY(b, name), json_count((b), (value), (least)))
#define NUMBER_NEXT(b, name, value, decimals) (NEXT_KEY(b, name), json_number((b), (value), (decimals)))
#define BOOL_NEXT(b, name, value) (NEXT_KEY(b, name), json_bool((b), (value)))

enum { CONFIDENCE_DECIMALS = 3, ID_KEY_BYTES = 64, NAMES_KEY_BYTES = 512 };
enum { PIECE_NAMES, PIECE_LOCATION };

/* All that a mention's piece depends on; no padding. */
struct piece_key {
	int32_t place, container; /* indexes of the gazetteer */
	uint8_t piece, shape, direction, kind;
};
static_assert(sizeof(struct piece_key) == 12, "compared as bytes");

struct line_out {
	struct buf *b;
	struct arena *scratch;
	struct phrases_out phrases;
};

static void date_value(struct buf *b, struct date d)
{
	if (d.year)
		json_day(b, d.year, d.month, d.day);
	else
		json_none(b);
}

static void phrase_field(struct line_out *o, struct sv s, const char *around)
{
	phrase_write(&o->phrases, o->scratch, o->b, s, around);
}

static void polygon(struct buf *b, const struct polygon *p)
{
	json_item(b);
	buf_append_char(b, '[');
	for (size_t i = 0; i < p->n_rings; i++) {
		const struct ring *r = &p->rings[i];
		json_item(b);
		buf_append_char(b, '[');
		json_positions(b, r->points, r->n, true);
		buf_append_char(b, ']');
	}
	buf_append_char(b, ']');
}

static void extent_field(struct buf *b, const struct shape *s)
{
	NEXT_KEY(b, "extent");
	if (!s->n_polygons) {
		json_none(b);
		return;
	}
	bool multi = s->n_polygons > 1;
	buf_append_cstr(b, multi ? "{\"type\":\"MultiPolygon\"" : "{\"type\":\"Polygon\"");
	NEXT_KEY(b, "coordinates");
	buf_append_cstr(b, multi ? "[" : "");
	for (size_t i = 0; i < s->n_polygons; i++)
		polygon(b, &s->polygons[i]);
	buf_append_cstr(b, multi ? "]}" : "}");
}

static void route_field(struct buf *b, const struct line *l)
{
	NEXT_KEY(b, "route");
	if (l->n < 2) {
		json_none(b);
		return;
	}
	buf_append_cstr(b, "{\"type\":\"LineString\",\"coordinates\":[");
	json_positions(b, l->points, l->n, false);
	buf_append_cstr(b, "]}");
}

static void location_fields(struct buf *b, const struct location *l)
{
	COUNT_NEXT(b, "geo_precision", l->geo_precision, 1);
	COUNT_NEXT(b, "where_prec", l->where_prec, 1);
	NEXT_KEY(b, "coordinate_uncertainty_m");
	if (l->uncertainty_m >= 0)
		json_number(b, l->uncertainty_m, 0);
	else
		json_none(b);
	NEXT_KEY(b, "point");
	if (l->has_point)
		json_position(b, l->point);
	else
		json_none(b);
	extent_field(b, &l->extent);
}

/* The place of a mention, or what holds it when it is unresolved; NULL if neither is known. */
static const struct place *home(const struct gazetteer *g, const struct mention *m)
{
	int32_t index = m->place != PLACE_NONE ? m->place : m->container;
	return index == PLACE_NONE ? NULL : gazetteer_place(g, (size_t)index);
}

static struct sv place_id(const struct gazetteer *g, int32_t index)
{
	return index == PLACE_NONE ? SV("") : gazetteer_place(g, (size_t)index)->id;
}

static struct sv place_name(const struct gazetteer *g, int32_t index)
{
	return index == PLACE_NONE ? SV("") : gazetteer_place(g, (size_t)index)->name_ar;
}

/* The units that hold all of what is meant. */
static void admin_fields(struct buf *b, const struct gazetteer *g, const struct mention *m)
{
	const struct place *p = home(g, m);
	int level = location_admin_level(g, m);
	TEXT_NEXT(b, "admin1", p ? p->admin1 : SV(""));
	TEXT_NEXT(b, "admin2", p && level >= 2 ? p->admin2 : SV(""));
	TEXT_NEXT(b, "admin3", p && level >= 3 ? p->admin3 : SV(""));
}

/* The hash of "doc_id:start:end". */
static void mention_id_field(struct arena *scratch, struct buf *b, struct sv doc_id, const struct mention *m)
{
	struct buf key = {.max = doc_id.len + ID_KEY_BYTES};
	key.cap = key.max + 1;
	key.ptr = arena_room(scratch, key.cap);
	buf_append(&key, doc_id);
	buf_append(&key, SV(":"));
	json_int(&key, m->start);
	buf_append(&key, SV(":"));
	json_int(&key, m->end);
	json_key(b, "mention_id");
	json_quoted(b, arena_hex(scratch, 0, XXH3_64bits(key.ptr, key.len)));
}

static void write_names(struct buf *b, const struct gazetteer *g, const struct mention *m)
{
	TEXT_NEXT(b, "place_id", place_id(g, m->place));
	TEXT_NEXT(b, "container_id", place_id(g, m->container));
	TEXT_NEXT(b, "container_ar", place_name(g, m->container));
	TEXT_NEXT(b, "name_ar", m->name_ar);
	TEXT_NEXT(b, "name_en", m->name_en);
	TEXT_NEXT(b, "kind", sv_cstr(place_kind_name(m->kind)));
	TEXT_NEXT(b, "feature_code", m->feature_code);
	admin_fields(b, g, m);
}

static void keep_piece(const struct result *r, struct sv key, const struct buf *b, size_t first)
{
	if (buf_ok(b))
		memo_put(r->memo, key, sv_make(b->ptr + first, b->len - first));
}

/* All that the names depend on; empty where that is too long. */
static struct sv names_key(const struct mention *m, char bytes[NAMES_KEY_BYTES])
{
	const struct piece_key parts = {m->place, m->container, PIECE_NAMES, (uint8_t)m->shape, 0, (uint8_t)m->kind};
	struct buf key = {.ptr = bytes, .cap = NAMES_KEY_BYTES, .max = NAMES_KEY_BYTES};
	if (sizeof parts + m->name_ar.len + m->name_en.len + m->feature_code.len + 2 > NAMES_KEY_BYTES)
		return SV("");
	buf_append(&key, sv_make((const char *)&parts, sizeof parts));
	buf_append(&key, m->name_ar);
	buf_append(&key, SV("|"));
	buf_append(&key, m->name_en);
	buf_append(&key, SV("|"));
	buf_append(&key, m->feature_code);
	return buf_sv(&key);
}

static void names_piece(struct buf *b, const struct result *r, const struct mention *m)
{
	char bytes[NAMES_KEY_BYTES];
	const struct sv key = names_key(m, bytes);
	size_t first = b->len;
	if (key.len && memo_append(r->memo, key, b))
		return;
	write_names(b, r->gazetteer, m);
	if (key.len)
		keep_piece(r, key, b, first);
}

static void location_piece(struct line_out *o, const struct result *r, const struct mention *m)
{
	bool resolved = m->place != PLACE_NONE;
	const struct piece_key parts = {m->place,          resolved ? PLACE_NONE : m->container, PIECE_LOCATION,
	                                (uint8_t)m->shape, (uint8_t)m->direction,                resolved ? 0 : (uint8_t)m->kind};
	const struct sv key = sv_make((const char *)&parts, sizeof parts);
	struct location location;
	size_t first = o->b->len;
	if (memo_append(r->memo, key, o->b))
		return;
	location_of_mention(o->scratch, r->gazetteer, m, &location);
	location_fields(o->b, &location);
	keep_piece(r, key, o->b, first);
}

/* The geometry of an incident, which most often is that of its first mention, or of another article's. */
static void incident_location(struct line_out *o, const struct result *r, const struct incident *i)
{
	struct location_key parts;
	struct location location;
	struct sv key = sv_make((const char *)&parts, sizeof parts);
	size_t first = o->b->len;
	if (location_is_plain(r->gazetteer, i->at, i->n_at, i->relation)) {
		location_piece(o, r, i->at[0]);
		route_field(o->b, &(struct line){NULL, 0});
		return;
	}
	bool keyed = location_key(r->gazetteer, i->at, i->n_at, i->relation, &parts);
	if (keyed && memo_append(r->memo, key, o->b))
		return;
	location_of_incident(o->scratch, r->gazetteer, i->at, i->n_at, i->relation, &location);
	location_fields(o->b, &location);
	route_field(o->b, &location.route);
	if (keyed)
		keep_piece(r, key, o->b, first);
}

static void mention_object(struct line_out *o, const struct result *r, const struct mention *m)
{
	static const char *const shapes[] = {[MENTION_PLACE] = "place", [MENTION_COUNTRYSIDE] = "countryside",
	                                     [MENTION_BADIA] = "badia", [MENTION_DIRECTION] = "direction"};
	struct buf *b = o->b;
	json_item(b);
	buf_append_char(b, '{');
	mention_id_field(o->scratch, b, r->article->doc_id, m);
	INT_NEXT(b, "start", m->start);
	INT_NEXT(b, "end", m->end);
	NEXT_KEY(b, "surface");
	json_text_valid(b, m->surface);
	TEXT_NEXT(b, "shape", sv_cstr(shapes[m->shape]));
	BOOL_NEXT(b, "unresolved", m->unresolved);
	names_piece(b, r, m);
	TEXT_NEXT(b, "role", sv_cstr(role_name(m->role)));
	TEXT_NEXT(b, "relation", sv_cstr(relation_name(m->relation)));
	NUMBER_NEXT(b, "confidence", m->confidence, CONFIDENCE_DECIMALS);
	NEXT_KEY(b, "sentence");
	phrase_field(o, text_sentence(r->text, m->sentence), m->surface.ptr);
	location_piece(o, r, m);
	buf_append_char(b, '}');
}

/* ACLED's time_precision and UCDP GED's date_prec. */
static void precision_fields(struct buf *b, const struct incident *i)
{
	static const struct {
		int time_precision, date_prec;
	} codes[] = {
		[DATE_UNKNOWN] = {0, 0}, [DATE_DAY] = {1, 1},   [DATE_DAYS] = {2, 2},
		[DATE_WEEK] = {2, 3},    [DATE_MONTH] = {3, 4}, [DATE_YEAR] = {3, 5},
	};
	enum date_unit unit = i->date_start.year ? i->date_unit : DATE_UNKNOWN;
	COUNT_NEXT(b, "time_precision", codes[unit].time_precision, 1);
	COUNT_NEXT(b, "date_prec", codes[unit].date_prec, 1);
}

static void actor_fields(struct buf *b, const struct incident *i)
{
	TEXT_NEXT(b, "actor1", i->actor1);
	TEXT_NEXT(b, "actor2", i->actor2);
	NEXT_KEY(b, "actors");
	buf_append_char(b, '[');
	for (size_t k = 0; k < i->n_actors; k++) {
		json_item(b);
		json_text(b, i->actors[k]);
	}
	buf_append_char(b, ']');
	NEXT_KEY(b, "actor_inter");
	buf_append_char(b, '[');
	for (size_t k = 0; k < i->n_actors; k++) {
		json_item(b);
		json_int(b, i->actor_inter[k]);
	}
	buf_append_char(b, ']');
}

static void place_fields(struct buf *b, const struct gazetteer *g, const struct incident *i)
{
	const struct mention *first = i->places[0];
	TEXT_NEXT(b, "location", first->name_en.len ? first->name_en : first->name_ar);
	TEXT_NEXT(b, "location_ar", first->name_ar);
	TEXT_NEXT(b, "place_id", place_id(g, first->place));
	NEXT_KEY(b, "places");
	buf_append_char(b, '[');
	for (size_t k = 0; k < i->n_places; k++) {
		json_item(b);
		buf_append_char(b, '{');
		json_text_field(b, "place_id", place_id(g, i->places[k]->place));
		TEXT_NEXT(b, "name_ar", i->places[k]->name_ar);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
	admin_fields(b, g, first);
}

static void incident_object(struct line_out *o, const struct result *r, const struct incident *i)
{
	struct buf *b = o->b;
	json_item(b);
	buf_append_char(b, '{');
	json_text_field(b, "event_id", i->event_id);
	NEXT_KEY(b, "event_date");
	date_value(b, i->date_start);
	NEXT_KEY(b, "date_start");
	date_value(b, i->date_start);
	NEXT_KEY(b, "date_end");
	date_value(b, i->date_end);
	precision_fields(b, i);
	TEXT_NEXT(b, "date_basis", i->date_basis);
	TEXT_NEXT(b, "event_type", i->event_type);
	TEXT_NEXT(b, "sub_event_type", i->sub_event_type);
	actor_fields(b, i);
	COUNT_NEXT(b, "fatalities", i->fatalities, 0);
	COUNT_NEXT(b, "fatalities_low", i->fatalities_low, 0);
	COUNT_NEXT(b, "fatalities_high", i->fatalities_high, 0);
	COUNT_NEXT(b, "injuries", i->injuries, 0);
	COUNT_NEXT(b, "casualties_joint", i->casualties_joint, 0);
	NEXT_KEY(b, "casualty_text");
	phrase_field(o, i->casualty_text, NULL);
	place_fields(b, r->gazetteer, i);
	NEXT_KEY(b, "where_description");
	phrase_field(o, i->where_description, NULL);
	TEXT_NEXT(b, "spatial_rel", sv_cstr(relation_name(i->relation)));
	BOOL_NEXT(b, "background", i->background);
	NEXT_KEY(b, "evidence");
	phrase_field(o, i->evidence, i->places[0]->surface.ptr);
	INT_NEXT(b, "start", i->start);
	INT_NEXT(b, "end", i->end);
	NUMBER_NEXT(b, "confidence", i->confidence, CONFIDENCE_DECIMALS);
	incident_location(o, r, i);
	buf_append_char(b, '}');
}

void result_write_json(struct arena *scratch, const struct result *r, struct buf *b)
{
	const struct article *a = r->article;
	struct line_out out = {.b = b, .scratch = scratch};
	buf_append_char(b, '{');
	json_int_field(b, "schema", RESULT_SCHEMA_VERSION);
	TEXT_NEXT(b, "doc_id", a->doc_id);
	TEXT_NEXT(b, "source", a->source);
	TEXT_NEXT(b, "source_url", a->source_url);
	TEXT_NEXT(b, "title", a->title);
	TEXT_NEXT(b, "outlet", a->outlet);
	TEXT_NEXT(b, "published", a->published);
	NEXT_KEY(b, "text_day");
	date_value(b, r->events->text_day);
	TEXT_NEXT(b, "text_day_basis", r->events->text_day_basis);
	INT_NEXT(b, "n_codepoints", r->text->n_codepoints);
	NEXT_KEY(b, "mentions");
	buf_append_char(b, '[');
	for (size_t i = 0; i < r->mentions->n; i++)
		mention_object(&out, r, &r->mentions->items[i]);
	buf_append_char(b, ']');
	NEXT_KEY(b, "incidents");
	buf_append_char(b, '[');
	for (size_t i = 0; i < r->incidents->n; i++)
		incident_object(&out, r, &r->incidents->items[i]);
	buf_append(b, SV("]}\n"));
}

void reject_write_json(struct buf *out, struct sv source, struct sv reason, struct sv code)
{
	buf_append_char(out, '{');
	json_text_field(out, "source", source);
	json_text_field(out, "reason", reason);
	json_text_field(out, "code", code);
	buf_append(out, SV("}\n"));
}
