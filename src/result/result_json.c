#include "result/result.h"

#include "relation/location.h"
#include "result/json_out.h"

#include <assert.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { CONFIDENCE_DECIMALS = 3, PHRASE_BYTES = 4000, ID_KEY_BYTES = 64, PHRASES_KEPT = 32 };
enum { PIECE_NAMES, PIECE_LOCATION };

/* All that a mention's piece depends on; no padding. */
struct piece_key {
	int32_t place, container; /* indexes of the gazetteer */
	uint8_t piece, shape, direction, kind;
};
static_assert(sizeof(struct piece_key) == 12, "compared as bytes");

/* A phrase that was written: most sentences stand with several mentions and an incident. */
struct written {
	struct sv phrase;
	size_t first, len; /* its JSON in the line's buffer */
};

struct line_out {
	struct buf *b;
	struct arena *scratch;
	struct written written[PHRASES_KEPT]; /* by the phrase's address */
};

static void date_field(struct buf *b, const char *key, struct date d)
{
	json_key(b, key);
	if (d.year)
		json_day(b, d.year, d.month, d.day);
	else
		json_none(b);
}

/* At most PHRASE_BYTES of s around a place in it (else its beginning), cut where words part: a text without sentence
 * ends would otherwise be repeated whole with each of its mentions. */
static struct sv excerpt(struct sv s, const char *around)
{
	if (s.len <= PHRASE_BYTES)
		return s;
	bool inside = around >= s.ptr && around < s.ptr + s.len;
	size_t at = inside ? (size_t)(around - s.ptr) : 0;
	size_t first = at > PHRASE_BYTES / 2 ? at - PHRASE_BYTES / 2 : 0;
	first = first < s.len - PHRASE_BYTES ? first : s.len - PHRASE_BYTES;
	size_t last = first + PHRASE_BYTES;
	while (first && first < last && s.ptr[first - 1] != ' ')
		first++;
	while (last > first && last < s.len && s.ptr[last] != ' ')
		last--;
	if (first == last) /* one long word: cut at a code point */
		for (first = 0, last = PHRASE_BYTES; ((unsigned char)s.ptr[last] & 0xC0) == 0x80;)
			last--;
	return sv_make(s.ptr + first, last - first);
}

/* Whether white space in a text is single blanks inside it. */
static bool is_collapsed(struct sv s)
{
	unsigned char last = ' ';
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c <= ' ' && (c != ' ' || last == ' ')) || (c == 0xA0 && last == 0xC2))
			return false;
		last = c;
	}
	return last != ' ';
}

static struct sv collapsed(struct arena *scratch, struct sv s)
{
	if (is_collapsed(s))
		return s;
	char *out = arena_alloc(scratch, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		bool wide_space = sv_starts(sv_skip(s, i), SV("\xC2\xA0"));
		bool space = wide_space || strchr(" \t\n\r\v\f", s.ptr[i]);
		if (!space)
			out[n++] = s.ptr[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
		i += wide_space;
	}
	return sv_trim(sv_make(out, n));
}

/* A phrase or sentence with its white space collapsed; of a very long one what stands `around`. */
static void phrase_field(struct line_out *o, const char *key, struct sv s, const char *around)
{
	json_key(o->b, key);
	s = excerpt(s, around);
	struct written *w = &o->written[((uintptr_t)s.ptr >> 3) % PHRASES_KEPT];
	if (s.len && w->phrase.ptr == s.ptr && w->phrase.len == s.len) {
		if (buf_reserve(o->b, w->len))
			buf_append(o->b, sv_make(o->b->ptr + w->first, w->len));
		return;
	}
	size_t first = o->b->len;
	json_text_or_null(o->b, collapsed(o->scratch, s));
	if (buf_ok(o->b))
		*w = (struct written){s, first, o->b->len - first};
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
	json_key(b, "extent");
	if (!s->n_polygons) {
		json_none(b);
		return;
	}
	bool multi = s->n_polygons > 1;
	buf_append_cstr(b, multi ? "{\"type\":\"MultiPolygon\"" : "{\"type\":\"Polygon\"");
	json_key(b, "coordinates");
	buf_append_cstr(b, multi ? "[" : "");
	for (size_t i = 0; i < s->n_polygons; i++)
		polygon(b, &s->polygons[i]);
	buf_append_cstr(b, multi ? "]}" : "}");
}

static void route_field(struct buf *b, const struct line *l)
{
	json_key(b, "route");
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
	json_count_field(b, "geo_precision", l->geo_precision, 1);
	json_count_field(b, "where_prec", l->where_prec, 1);
	json_key(b, "coordinate_uncertainty_m");
	if (l->uncertainty_m >= 0)
		json_number(b, l->uncertainty_m, 0);
	else
		json_none(b);
	json_key(b, "point");
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
	json_text_field(b, "admin1", p ? p->admin1 : SV(""));
	json_text_field(b, "admin2", p && level >= 2 ? p->admin2 : SV(""));
	json_text_field(b, "admin3", p && level >= 3 ? p->admin3 : SV(""));
}

/* The hash of "doc_id:start:end". */
static void mention_id_field(struct arena *scratch, struct buf *b, struct sv doc_id, const struct mention *m)
{
	struct buf key;
	buf_init(&key, doc_id.len + ID_KEY_BYTES);
	key.ptr = arena_alloc(scratch, key.max + 1);
	key.cap = key.max + 1;
	buf_append(&key, doc_id);
	buf_append_char(&key, ':');
	json_int(&key, m->start);
	buf_append_char(&key, ':');
	json_int(&key, m->end);
	json_text_field(b, "mention_id", arena_hex(scratch, 0, XXH3_64bits(key.ptr, key.len)));
}

static bool same_view(struct sv a, struct sv b)
{
	return a.ptr == b.ptr && a.len == b.len;
}

/* Whether a mention bears the names of its place, not some made for it. */
static bool bears_names(const struct mention *m, const struct place *p)
{
	return same_view(m->name_ar, p->name_ar) && same_view(m->name_en, p->name_en) &&
	       same_view(m->feature_code, p->feature_code);
}

static void write_names(struct buf *b, const struct gazetteer *g, const struct mention *m)
{
	json_text_field(b, "place_id", place_id(g, m->place));
	json_text_field(b, "container_id", place_id(g, m->container));
	json_text_field(b, "container_ar", place_name(g, m->container));
	json_text_field(b, "name_ar", m->name_ar);
	json_text_field(b, "name_en", m->name_en);
	json_text_field(b, "kind", sv_cstr(place_kind_name(m->kind)));
	json_text_field(b, "feature_code", m->feature_code);
	admin_fields(b, g, m);
}

static void keep_piece(const struct result *r, struct sv key, const struct buf *b, size_t first)
{
	if (buf_ok(b))
		memo_put(r->memo, key, sv_make(b->ptr + first, b->len - first));
}

static void names_piece(struct buf *b, const struct result *r, const struct mention *m)
{
	const struct piece_key parts = {m->place, m->container, PIECE_NAMES, (uint8_t)m->shape, 0, (uint8_t)m->kind};
	const struct sv key = sv_make((const char *)&parts, sizeof parts);
	struct sv piece;
	size_t first = b->len;
	bool known = m->place != PLACE_NONE && bears_names(m, gazetteer_place(r->gazetteer, (size_t)m->place));
	if (known && memo_get(r->memo, key, &piece)) {
		buf_append(b, piece);
		return;
	}
	write_names(b, r->gazetteer, m);
	if (known)
		keep_piece(r, key, b, first);
}

static void location_piece(struct line_out *o, const struct result *r, const struct mention *m)
{
	bool resolved = m->place != PLACE_NONE;
	const struct piece_key parts = {m->place,          resolved ? PLACE_NONE : m->container, PIECE_LOCATION,
	                                (uint8_t)m->shape, (uint8_t)m->direction,                resolved ? 0 : (uint8_t)m->kind};
	const struct sv key = sv_make((const char *)&parts, sizeof parts);
	struct location location;
	struct sv piece;
	size_t first = o->b->len;
	if (memo_get(r->memo, key, &piece)) {
		buf_append(o->b, piece);
		return;
	}
	location_of_mention(o->scratch, r->gazetteer, m, &location);
	location_fields(o->b, &location);
	keep_piece(r, key, o->b, first);
}

/* The geometry of an incident, which most often is that of its first mention, or of another article's. */
static void incident_location(struct line_out *o, const struct result *r, const struct incident *i)
{
	struct location_key parts;
	struct location location;
	struct sv piece;
	struct sv key = sv_make((const char *)&parts, sizeof parts);
	size_t first = o->b->len;
	if (location_is_plain(r->gazetteer, i->at, i->n_at, i->relation)) {
		location_piece(o, r, i->at[0]);
		route_field(o->b, &(struct line){NULL, 0});
		return;
	}
	bool keyed = location_key(r->gazetteer, i->at, i->n_at, i->relation, &parts);
	if (keyed && memo_get(r->memo, key, &piece)) {
		buf_append(o->b, piece);
		return;
	}
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
	json_int_field(b, "start", m->start);
	json_int_field(b, "end", m->end);
	json_text_field(b, "surface", m->surface);
	json_text_field(b, "shape", sv_cstr(shapes[m->shape]));
	json_bool_field(b, "unresolved", m->unresolved);
	names_piece(b, r, m);
	json_text_field(b, "role", sv_cstr(role_name(m->role)));
	json_text_field(b, "relation", sv_cstr(relation_name(m->relation)));
	json_number_field(b, "confidence", m->confidence, CONFIDENCE_DECIMALS);
	phrase_field(o, "sentence", text_sentence(r->text, m->sentence), m->surface.ptr);
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
	json_count_field(b, "time_precision", codes[unit].time_precision, 1);
	json_count_field(b, "date_prec", codes[unit].date_prec, 1);
}

static void actor_fields(struct buf *b, const struct incident *i)
{
	json_text_field(b, "actor1", i->actor1);
	json_text_field(b, "actor2", i->actor2);
	json_key(b, "actors");
	buf_append_char(b, '[');
	for (size_t k = 0; k < i->n_actors; k++) {
		json_item(b);
		json_text(b, i->actors[k]);
	}
	buf_append_char(b, ']');
	json_key(b, "actor_inter");
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
	json_text_field(b, "location", first->name_en.len ? first->name_en : first->name_ar);
	json_text_field(b, "location_ar", first->name_ar);
	json_text_field(b, "place_id", place_id(g, first->place));
	json_key(b, "places");
	buf_append_char(b, '[');
	for (size_t k = 0; k < i->n_places; k++) {
		json_item(b);
		buf_append_char(b, '{');
		json_text_field(b, "place_id", place_id(g, i->places[k]->place));
		json_text_field(b, "name_ar", i->places[k]->name_ar);
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
	date_field(b, "event_date", i->date_start);
	date_field(b, "date_start", i->date_start);
	date_field(b, "date_end", i->date_end);
	precision_fields(b, i);
	json_text_field(b, "date_basis", i->date_basis);
	json_text_field(b, "event_type", i->event_type);
	json_text_field(b, "sub_event_type", i->sub_event_type);
	actor_fields(b, i);
	json_count_field(b, "fatalities", i->fatalities, 0);
	json_count_field(b, "fatalities_low", i->fatalities_low, 0);
	json_count_field(b, "fatalities_high", i->fatalities_high, 0);
	json_count_field(b, "injuries", i->injuries, 0);
	json_count_field(b, "casualties_joint", i->casualties_joint, 0);
	phrase_field(o, "casualty_text", i->casualty_text, NULL);
	place_fields(b, r->gazetteer, i);
	phrase_field(o, "where_description", i->where_description, NULL);
	json_text_field(b, "spatial_rel", sv_cstr(relation_name(i->relation)));
	json_bool_field(b, "background", i->background);
	phrase_field(o, "evidence", i->evidence, i->places[0]->surface.ptr);
	json_int_field(b, "start", i->start);
	json_int_field(b, "end", i->end);
	json_number_field(b, "confidence", i->confidence, CONFIDENCE_DECIMALS);
	incident_location(o, r, i);
	buf_append_char(b, '}');
}

void result_write_json(struct arena *scratch, const struct result *r, struct buf *b)
{
	const struct article *a = r->article;
	struct line_out out = {.b = b, .scratch = scratch};
	buf_append_char(b, '{');
	json_int_field(b, "schema", RESULT_SCHEMA_VERSION);
	json_text_field(b, "doc_id", a->doc_id);
	json_text_field(b, "source", a->source);
	json_text_field(b, "source_url", a->source_url);
	json_text_field(b, "title", a->title);
	json_text_field(b, "outlet", a->outlet);
	json_text_field(b, "published", a->published);
	date_field(b, "text_day", r->events->text_day);
	json_text_field(b, "text_day_basis", r->events->text_day_basis);
	json_int_field(b, "n_codepoints", r->text->n_codepoints);
	json_key(b, "mentions");
	buf_append_char(b, '[');
	for (size_t i = 0; i < r->mentions->n; i++)
		mention_object(&out, r, &r->mentions->items[i]);
	buf_append_char(b, ']');
	json_key(b, "incidents");
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
