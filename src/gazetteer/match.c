#include "gazetteer/match.h"

#include "gazetteer/lookup.h"
#include "gazetteer/sound.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>

static const double SAME_M = 3000;
static const double MOVED_M = 15000;
static const double LINE_M = 60000;     /* pieces of one river or wadi */
static const double LIKE_M = 1500;      /* nearer places with nearly the same spelling are one */
static const double ON_TOP_M = 120;     /* settlements this near are one place, whatever their names */
static const double SOUND_LIMIT = 0.15; /* of a name that is known in Latin letters only */

enum { MIN_LIKE_LETTERS = 5 };

static const char *const STATUSES[MATCH_STATUSES] = {"new", "same", "moved", "conflict"};

const char *match_status_name(enum match_status s)
{
	return (unsigned)s < MATCH_STATUSES ? STATUSES[s] : "unknown";
}

/* Kinds that sources mix up: what one calls a town is another's village. Units are told apart by their level. */
static unsigned class_of(enum place_kind k)
{
	static const unsigned char CLASSES[PLACE_KIND_COUNT] = {
		[KIND_COUNTRY] = 1,       [KIND_GOVERNORATE] = 2,   [KIND_DISTRICT] = 3, [KIND_SUBDISTRICT] = 4,
		[KIND_CITY] = 5,          [KIND_TOWN] = 5,          [KIND_VILLAGE] = 5,  [KIND_HAMLET] = 5,
		[KIND_NEIGHBOURHOOD] = 5, [KIND_CAMP] = 6,          [KIND_BADIA] = 7,    [KIND_REGION] = 7,
		[KIND_MOUNTAIN] = 8,      [KIND_RIVER] = 9,         [KIND_LAKE] = 10,    [KIND_WADI] = 9,
		[KIND_ISLAND] = 11,       [KIND_OIL_FIELD] = 12,    [KIND_GAS_FIELD] = 12, [KIND_AIRPORT] = 13,
		[KIND_MILITARY_SITE] = 13, [KIND_STATION] = 14,     [KIND_DAM] = 15,     [KIND_BRIDGE] = 16,
		[KIND_CROSSING] = 17,     [KIND_ROAD] = 18,         [KIND_SHRINE] = 19,  [KIND_FACILITY] = 14,
	};
	return (unsigned)k < PLACE_KIND_COUNT ? CLASSES[k] : 0;
}

static bool is_unit(enum place_kind k)
{
	return k == KIND_COUNTRY || k == KIND_GOVERNORATE || k == KIND_DISTRICT || k == KIND_SUBDISTRICT;
}

/* A code that stands in a row's note ("pcode=C5086"). */
struct coded {
	struct sv word;
	int32_t place;
};

struct located {
	double lat_deg;
	int32_t place;
};

struct unit {
	int32_t place;
	enum place_kind kind;
	struct shape area;
	struct import_box box;
};

struct matcher {
	struct arena *arena;
	struct import_set *set;
	const struct gazetteer *gazetteer;
	double same_m, moved_m;
	struct coded *codes; /* by word */
	size_t n_codes, codes_capacity;
	struct located *points; /* by latitude */
	size_t n_points;
	struct unit *units; /* places of the three levels that have an area, from the largest */
	size_t n_units, units_capacity;
};

static int by_word(const void *a, const void *b)
{
	const struct coded *x = a;
	const struct coded *y = b;
	int c = sv_cmp(x->word, y->word);
	return c ? c : (x->place > y->place) - (x->place < y->place);
}

static int by_latitude(const void *a, const void *b)
{
	const struct located *x = a;
	const struct located *y = b;
	return (x->lat_deg > y->lat_deg) - (x->lat_deg < y->lat_deg);
}

static void index_codes(struct matcher *m, int32_t place, struct sv note)
{
	size_t start = 0;
	for (size_t i = 0; i <= note.len; i++) {
		bool breaks = i == note.len || note.ptr[i] == ' ' || note.ptr[i] == ';' || note.ptr[i] == ',';
		struct sv word = sv_make(note.ptr + start, i - start);
		if (!breaks)
			continue;
		if (sv_find(word, SV("="), 0) != SIZE_MAX)
			*ARENA_PUSH(m->arena, m->codes, m->n_codes, &m->codes_capacity) = (struct coded){word, place};
		start = i + 1;
	}
}

static struct import_box box_of(const struct shape *s)
{
	struct import_box b = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
	for (size_t i = 0; i < s->n_polygons; i++) {
		struct ring r = s->polygons[i].n_rings ? s->polygons[i].rings[0] : (struct ring){NULL, 0};
		for (size_t k = 0; k < r.n; k++) {
			b.west = fmin(b.west, r.points[k].lon_deg);
			b.east = fmax(b.east, r.points[k].lon_deg);
			b.south = fmin(b.south, r.points[k].lat_deg);
			b.north = fmax(b.north, r.points[k].lat_deg);
		}
	}
	return b;
}

static bool unit_holds(const struct unit *u, struct lonlat p)
{
	return p.lon_deg >= u->box.west && p.lon_deg <= u->box.east && p.lat_deg >= u->box.south &&
	       p.lat_deg <= u->box.north && geo_shape_contains(&u->area, p);
}

static void index_places(struct matcher *m)
{
	const struct gazetteer *g = m->gazetteer;
	m->points = ARENA_ARRAY(m->arena, struct located, gazetteer_count(g) + 1);
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct place *p = gazetteer_place(g, i);
		struct shape area;
		index_codes(m, (int32_t)i, p->note);
		if (p->has_point)
			m->points[m->n_points++] = (struct located){p->point.lat_deg, (int32_t)i};
		if (is_unit(p->kind) && p->kind != KIND_COUNTRY && gazetteer_shape(g, p->id, &area))
			*ARENA_PUSH(m->arena, m->units, m->n_units, &m->units_capacity) =
				(struct unit){(int32_t)i, p->kind, area, box_of(&area)};
	}
	if (m->n_codes)
		qsort(m->codes, m->n_codes, sizeof *m->codes, by_word);
	if (m->n_points)
		qsort(m->points, m->n_points, sizeof *m->points, by_latitude);
}

static int32_t find_code(const struct matcher *m, struct sv word)
{
	size_t low = 0;
	size_t high = m->n_codes;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sv_cmp(m->codes[middle].word, word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->n_codes && sv_eq(m->codes[low].word, word) ? m->codes[low].place : PLACE_NONE;
}

static const struct place *place_of(const struct matcher *m, int32_t i)
{
	return gazetteer_place(m->gazetteer, (size_t)i);
}

static double apart_m(const struct import_row *r, const struct place *p)
{
	return r->has_point && p->has_point ? geo_distance_m(r->point, p->point) : -1;
}

/* Exact where the two may be one place, else about right: what is far away is only ranked. */
static double about_m(const struct matcher *m, const struct import_row *r, const struct place *p)
{
	double rough_m = r->has_point && p->has_point ? geo_distance_rough_m(r->point, p->point) : -1;
	return rough_m >= 0 && rough_m < 2 * fmax(m->same_m, m->moved_m) ? geo_distance_m(r->point, p->point) : rough_m;
}

/* The keys under which the row may be known: its Arabic names with and without the article. */
struct keys {
	struct sv *items;
	size_t n, capacity;
};

static void add_key(struct matcher *m, struct keys *k, struct sv key)
{
	static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */
	struct sv parts[2] = {ARTICLE, key};
	if (key.len == 0)
		return;
	*ARENA_PUSH(m->arena, k->items, k->n, &k->capacity) = key;
	*ARENA_PUSH(m->arena, k->items, k->n, &k->capacity) =
		sv_starts(key, ARTICLE) ? sv_skip(key, ARTICLE.len) : arena_join(m->arena, parts, 2, sv_make("", 0));
}

static struct keys keys_of(struct matcher *m, const struct import_row *r)
{
	struct keys k = {0};
	struct sv rest = r->variants;
	struct sv variant;
	add_key(m, &k, gazetteer_name_key(m->arena, r->name_ar));
	while (r->variants.len && sv_split(&rest, '|', &variant))
		add_key(m, &k, gazetteer_name_key(m->arena, variant));
	return k;
}

/* The best of the places that have come up. */
struct best {
	int32_t place;
	double distance_m; /* of one without a position: beyond all others */
	bool same_kind;
};

static void offer(const struct matcher *m, const struct import_row *r, int32_t place, struct best *b)
{
	const struct place *p = place_of(m, place);
	double d = about_m(m, r, p);
	bool same_kind = class_of(p->kind) == class_of(r->kind);
	bool elsewhere = r->admin1.len && p->admin1.len && !sv_eq(r->admin1, p->admin1);
	if (elsewhere && (d < 0 || d > m->same_m))
		return;
	d = d < 0 ? HUGE_VAL : d;
	bool better = b->place == PLACE_NONE || (same_kind && !b->same_kind) ||
	              (same_kind == b->same_kind && d < b->distance_m);
	if (better)
		*b = (struct best){place, d, same_kind};
}

static void offer_span(const struct matcher *m, const struct import_row *r, struct name_span s, struct best *b)
{
	for (size_t i = 0; i < s.n; i++)
		offer(m, r, s.entries[i].place, b);
}

static struct best by_names(struct matcher *m, const struct import_row *r, const struct keys *k)
{
	struct best b = {PLACE_NONE, 0, false};
	for (size_t i = 0; i < k->n; i++) {
		uint64_t hash = text_hash(k->items[i]);
		offer_span(m, r, gazetteer_find(m->gazetteer, k->items[i], hash), &b);
		offer_span(m, r, gazetteer_find_english(m->gazetteer, k->items[i], hash), &b);
	}
	if (k->n == 0) {
		struct sv key = gazetteer_english_key(m->arena, r->name_en);
		offer_span(m, r, gazetteer_find_english(m->gazetteer, key, text_hash(key)), &b);
	}
	return b;
}

static size_t letters(struct sv s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

/* True if the names are nearly spelt alike, or (of a row without an Arabic name) sound alike. */
static bool is_like(struct matcher *m, const struct import_row *r, const struct keys *k, const struct place *p)
{
	struct sv key = gazetteer_name_key(m->arena, p->name_ar);
	for (size_t i = 0; i < k->n; i++)
		if (sv_eq(k->items[i], key) || (letters(key) >= MIN_LIKE_LETTERS && letters(k->items[i]) >= MIN_LIKE_LETTERS &&
		                                spelling_distance(k->items[i], key, 1) <= 1))
			return true;
	struct sound a, b;
	sound_of(gazetteer_english_key(m->arena, r->name_en), false, &a);
	sound_of(key, false, &b);
	return r->name_en.len && sound_difference(&a, &b) <= (k->n ? SOUND_LIMIT / 2 : SOUND_LIMIT);
}

/* The nearest place of the row's class within a distance, alike in name or whichever. */
static struct best by_position(struct matcher *m, const struct import_row *r, const struct keys *k, double within_m,
                               bool alike)
{
	static const double DEGREE_M = 110000;
	struct best b = {PLACE_NONE, 0, false};
	size_t low = 0;
	size_t high = m->n_points;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->points[middle].lat_deg < r->point.lat_deg - within_m / DEGREE_M)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < m->n_points && m->points[low].lat_deg <= r->point.lat_deg + within_m / DEGREE_M; low++) {
		const struct place *p = place_of(m, m->points[low].place);
		if (class_of(p->kind) != class_of(r->kind) || geo_distance_rough_m(p->point, r->point) > within_m)
			continue;
		if (!alike || is_like(m, r, k, p))
			offer(m, r, m->points[low].place, &b);
	}
	return b;
}

static struct match judge_code(struct matcher *m, const struct import_row *r, const struct keys *k, int32_t place)
{
	const struct place *p = place_of(m, place);
	struct match found = {MATCH_SAME, place, apart_m(r, p), "same code"};
	bool named = is_like(m, r, k, p);
	for (size_t i = 0; i < k->n && !named; i++) {
		struct name_span s = gazetteer_find(m->gazetteer, k->items[i], text_hash(k->items[i]));
		for (size_t e = 0; e < s.n; e++)
			named = named || s.entries[e].place == place;
	}
	if (k->n == 0 && !named) {
		struct sv key = gazetteer_english_key(m->arena, r->name_en);
		struct name_span s = gazetteer_find_english(m->gazetteer, key, text_hash(key));
		for (size_t e = 0; e < s.n; e++)
			named = named || s.entries[e].place == place;
	}
	if (!named) {
		found.status = MATCH_CONFLICT;
		found.why = "same code, other name";
	} else if (class_of(p->kind) != class_of(r->kind)) {
		found.status = MATCH_CONFLICT;
		found.why = "same code, other kind";
	} else if (!is_unit(r->kind) && (found.distance_m < 0 || found.distance_m > m->same_m)) {
		found.status = MATCH_MOVED;
	}
	return found;
}

static struct match judge_name(const struct matcher *m, const struct import_row *r, const struct best *b)
{
	const struct place *p = place_of(m, b->place);
	bool unknown = !p->has_point;
	struct match found = {MATCH_SAME, b->place, unknown ? -1 : b->distance_m, "same name"};
	double reach_m = m->same_m + (place_kind_is_area(p->kind) ? p->radius_km * 1000 : 0);
	if (!b->same_kind) {
		bool near = !unknown && b->distance_m <= m->same_m && !is_unit(p->kind) && !is_unit(r->kind);
		found.status = near ? MATCH_CONFLICT : MATCH_NEW;
		found.why = near ? "same name, other kind" : "name of another kind only";
	} else if (is_unit(r->kind)) {
		found.status = MATCH_SAME;
	} else if (unknown) {
		bool same_unit = r->admin2.len && sv_eq(r->admin2, p->admin2);
		found.status = same_unit ? MATCH_MOVED : MATCH_NEW;
		found.why = same_unit ? "had no position" : "namesake without a position";
	} else if (b->distance_m > reach_m) {
		found.status = b->distance_m <= m->moved_m ? MATCH_MOVED : MATCH_NEW;
		found.why = found.status == MATCH_NEW ? "namesakes only" : "same name";
	}
	if (found.status == MATCH_NEW)
		found.place = PLACE_NONE;
	return found;
}

static struct match judge(struct matcher *m, const struct import_row *r)
{
	struct keys k = keys_of(m, r);
	if (r->code.len) {
		struct sv word = arena_printf(m->arena, "%s=%.*s", import_origin_key(r->origin), SV_ARG(r->code));
		int32_t place = r->origin == ORIGIN_OWN ? gazetteer_by_id(m->gazetteer, r->code) : find_code(m, word);
		if (place != PLACE_NONE)
			return judge_code(m, r, &k, place);
	}
	struct best b = by_names(m, r, &k);
	struct match named = {MATCH_NEW, PLACE_NONE, -1, "no such name"};
	if (b.place != PLACE_NONE)
		named = judge_name(m, r, &b);
	if (named.status != MATCH_NEW || is_unit(r->kind))
		return named;
	b = by_position(m, r, &k, LIKE_M, true);
	if (b.place != PLACE_NONE)
		return (struct match){MATCH_SAME, b.place, b.distance_m, "like spelling"};
	b = class_of(r->kind) == class_of(KIND_VILLAGE) && r->kind != KIND_NEIGHBOURHOOD
	            ? by_position(m, r, &k, ON_TOP_M, false)
	            : b;
	if (b.place != PLACE_NONE && place_of(m, b.place)->kind != KIND_NEIGHBOURHOOD)
		return (struct match){MATCH_CONFLICT, b.place, b.distance_m, "same position, other name"};
	return named;
}

/* The name that a cell's P-code, Arabic or English name stands for at a level; empty if it is no unit of ours. */
static struct sv unit_name(const struct matcher *m, struct sv cell, enum place_kind level)
{
	int32_t unit = find_code(m, arena_printf(m->arena, "pcode=%.*s", SV_ARG(cell)));
	struct sv arabic = gazetteer_name_key(m->arena, cell);
	struct sv english = gazetteer_english_key(m->arena, cell);
	struct name_span spans[2] = {gazetteer_find(m->gazetteer, arabic, text_hash(arabic)),
	                             gazetteer_find_english(m->gazetteer, english, text_hash(english))};
	for (size_t s = 0; s < 2 && unit == PLACE_NONE; s++)
		for (size_t i = 0; i < spans[s].n && unit == PLACE_NONE; i++)
			if (place_of(m, spans[s].entries[i].place)->kind == level)
				unit = spans[s].entries[i].place;
	return unit == PLACE_NONE ? sv_make("", 0) : place_of(m, unit)->name_ar;
}

/* What the row says in its own way; then what the areas say. */
static void fill_units(struct matcher *m, struct import_row *r)
{
	struct sv *cells[] = {&r->admin1, &r->admin2, &r->admin3};
	static const enum place_kind LEVELS[] = {KIND_GOVERNORATE, KIND_DISTRICT, KIND_SUBDISTRICT};
	for (size_t i = 0; i < 3; i++) {
		bool is_own_level = r->kind == LEVELS[i];
		if (cells[i]->len && !is_own_level)
			*cells[i] = unit_name(m, *cells[i], LEVELS[i]);
	}
	for (size_t i = 0; i < m->n_units && r->has_point && !is_unit(r->kind); i++) {
		const struct unit *u = &m->units[i];
		const struct place *p = place_of(m, u->place);
		size_t level = u->kind == LEVELS[0] ? 0 : u->kind == LEVELS[1] ? 1 : 2;
		bool within = level == 0 || (sv_eq(r->admin1, p->admin1) && (level == 1 || sv_eq(r->admin2, p->admin2)));
		if (cells[level]->len == 0 && within && unit_holds(u, r->point))
			*cells[level] = p->name_ar;
	}
}

/* Units from the largest, so that each level finds the one above it filled. */
static int by_level(const void *a, const void *b)
{
	const struct unit *x = a;
	const struct unit *y = b;
	return x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) : (x->place > y->place) - (x->place < y->place);
}

struct newcomer {
	struct sv key;
	size_t row;
};

static int by_key(const void *a, const void *b)
{
	const struct newcomer *x = a;
	const struct newcomer *y = b;
	int c = sv_cmp(x->key, y->key);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* Of two new rows of one name, class and place the later one repeats the earlier. */
static void join_repeats(struct matcher *m, struct match *out)
{
	struct newcomer *fresh = ARENA_ARRAY(m->arena, struct newcomer, m->set->n + 1);
	const struct import_row *rows = m->set->rows;
	size_t n = 0;
	for (size_t i = 0; i < m->set->n; i++)
		if (out[i].status == MATCH_NEW)
			fresh[n++] = (struct newcomer){rows[i].name_ar.len ? gazetteer_name_key(m->arena, rows[i].name_ar)
			                                                   : gazetteer_english_key(m->arena, rows[i].name_en),
			                               i};
	qsort(fresh, n, sizeof *fresh, by_key);
	for (size_t i = 0; i < n; i++) {
		const struct import_row *a = &rows[fresh[i].row];
		if (out[fresh[i].row].status != MATCH_NEW)
			continue;
		for (size_t k = i + 1; k < n && sv_eq(fresh[k].key, fresh[i].key); k++) {
			const struct import_row *b = &rows[fresh[k].row];
			bool known = a->has_point && b->has_point;
			double reach_m = a->kind == KIND_RIVER || a->kind == KIND_WADI ? LINE_M : m->same_m;
			if (known && geo_distance_rough_m(a->point, b->point) > 1.1 * reach_m)
				continue;
			double d = known ? geo_distance_m(a->point, b->point) : -1;
			bool one_unit = d < 0 && sv_eq(a->admin1, b->admin1) && sv_eq(a->admin2, b->admin2);
			if (class_of(a->kind) == class_of(b->kind) && (d < 0 ? one_unit : d <= reach_m))
				out[fresh[k].row] = (struct match){MATCH_SAME, PLACE_NONE, d, "repeats an earlier row"};
		}
	}
}

void match_rows(struct import_set *s, const struct gazetteer *g, const struct match_options *o, struct match **out)
{
	struct matcher m = {.arena = s->arena, .set = s, .gazetteer = g};
	m.same_m = o->same_m > 0 ? o->same_m : SAME_M;
	m.moved_m = o->moved_m > 0 ? o->moved_m : MOVED_M;
	index_places(&m);
	if (m.n_units)
		qsort(m.units, m.n_units, sizeof *m.units, by_level);
	*out = ARENA_ARRAY(s->arena, struct match, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		fill_units(&m, &s->rows[i]);
		(*out)[i] = judge(&m, &s->rows[i]);
		import_tell(s, "compared", i + 1, s->n);
	}
	join_repeats(&m, *out);
}
