/* Each row of places.tsv by itself. */
#include "gazetteer/checks.h"
#include "gazetteer/phrase.h"

#include "base/file.h"

#include <math.h>
#include <stdlib.h>

static const double OUTSIDE_M = 15000;
static const double ASTRAY_M = 25000;
static const double NEIGHBOUR_M = 8000;

enum { NEIGHBOURS = 3, MAX_TOKENS = 64, MAX_SOURCES_BYTES = 1 << 20 };

static const struct {
	const char *code, *kinds;
} FEATURE_CODES[] = {
#define X(code, meaning, kinds) {code, kinds},
#include "gazetteer/feature_code.def"
#undef X
};

/* Larger places of these kinds would be a mistake. */
static const struct {
	enum place_kind kind;
	double radius_km;
} LARGEST[] = {
	{KIND_CITY, 40},     {KIND_TOWN, 15},         {KIND_VILLAGE, 20},       {KIND_HAMLET, 10},
	{KIND_CAMP, 15},     {KIND_NEIGHBOURHOOD, 8}, {KIND_OIL_FIELD, 40},     {KIND_GAS_FIELD, 40},
	{KIND_AIRPORT, 15},  {KIND_STATION, 15},      {KIND_MILITARY_SITE, 30}, {KIND_DAM, 15},
	{KIND_BRIDGE, 10},   {KIND_CROSSING, 15},     {KIND_SHRINE, 10},        {KIND_FACILITY, 30},
};

static void check_code(struct check *c, const struct source_place *row)
{
	struct sv code = row->place.feature_code;
	for (size_t i = 0; i < sizeof FEATURE_CODES / sizeof *FEATURE_CODES; i++) {
		uint64_t kinds = phrase_kinds(sv_cstr(FEATURE_CODES[i].kinds));
		if (!sv_eq_cstr(code, FEATURE_CODES[i].code))
			continue;
		if (kinds && !(kinds >> row->place.kind & 1))
			check_report(c, FINDING_WARNING, row, "correct the kind or the code",
			             "a %s with the feature code '%.*s'", place_kind_name(row->place.kind),
			             SV_ARG(code));
		return;
	}
	if (code.len)
		check_report(c, FINDING_WARNING, row, "use a GeoNames feature code, or leave it empty",
		             "unknown feature code '%.*s'", SV_ARG(code));
}

static void check_id(struct check *c, const struct source_place *row)
{
	struct sv id = row->place.id;
	for (size_t i = 0; i < id.len; i++) {
		char x = id.ptr[i];
		bool fits = (x >= '0' && x <= '9') || (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || x == '-' ||
		            x == '_';
		if (fits)
			continue;
		check_report(c, FINDING_WARNING, row, "use letters, digits, '-' and '_' only",
		             "the id '%.*s' has other characters", SV_ARG(id));
		return;
	}
}

static void check_radius(struct check *c, const struct source_place *row)
{
	for (size_t i = 0; i < sizeof LARGEST / sizeof *LARGEST; i++)
		if (LARGEST[i].kind == row->place.kind && row->place.radius_km > LARGEST[i].radius_km)
			check_report(c, FINDING_WARNING, row, "correct radius_km, which is in kilometres",
			             "a %s with a radius of %g km", place_kind_name(row->place.kind),
			             row->place.radius_km);
}

/* The tokens that SOURCES.md explains: its table rows begin with "| `token` |". */
static struct sv *read_tokens(struct check *c, size_t *n)
{
	struct buf content;
	struct sv *tokens = ARENA_ARRAY(c->arena, struct sv, MAX_TOKENS);
	const char *path = arena_printf(c->arena, "%s/SOURCES.md", c->dir).ptr;
	*n = 0;
	buf_init(&content, MAX_SOURCES_BYTES);
	enum err result = file_read(path, &content, NULL);
	struct sv text = result == OK ? arena_sv(c->arena, buf_sv(&content)) : sv_make("", 0);
	buf_release(&content);
	struct sv line;
	while (sv_split(&text, '\n', &line)) {
		struct sv token;
		if (!sv_starts(line, SV("| `")) || *n == MAX_TOKENS)
			continue;
		line = sv_skip(line, 3);
		if (sv_split(&line, '`', &token))
			tokens[(*n)++] = token;
	}
	return tokens;
}

static void check_source(struct check *c, const struct source_place *row, const struct sv *tokens, size_t n)
{
	struct sv rest = row->place.source;
	struct sv token;
	if (row->place.source.len == 0) {
		check_report(c, FINDING_WARNING, row, "say who says so; 'own' for your own knowledge",
		             "'%.*s' has no source", SV_ARG(row->place.name_ar));
		return;
	}
	while (n && sv_split(&rest, ';', &token)) {
		bool known = false;
		for (size_t i = 0; i < n && !known; i++)
			known = sv_eq(sv_trim(token), tokens[i]);
		if (!known)
			check_report(c, FINDING_WARNING, row, "explain it in a row of SOURCES.md, or correct it",
			             "unknown source '%.*s'", SV_ARG(token));
	}
}

static void check_confidence(struct check *c, const struct source_place *row)
{
	const struct place *p = &row->place;
	bool is_own = sv_eq_cstr(p->source, "own");
	bool several = sv_find(p->source, SV(";"), 0) != SIZE_MAX;
	if (p->confidence != CONFIDENCE_HIGH)
		return;
	struct shape area;
	struct line line;
	bool has_geometry = gazetteer_shape(&c->gazetteer, p->id, &area) || gazetteer_line(&c->gazetteer, p->id, &line);
	if (!p->has_point && !has_geometry && !place_kind_is_area(p->kind))
		check_report(c, FINDING_WARNING, row, "say low, or give the position",
		             "'%.*s' has no position, but confidence high", SV_ARG(p->name_ar));
	else if (p->has_point && p->source.len && !several && !is_own)
		check_report(c, FINDING_WARNING, row, "say medium, or name the second source",
		             "'%.*s' has confidence high on one source", SV_ARG(p->name_ar));
}

static void check_parents(struct check *c, const struct source_place *row, const struct place *p)
{
	const struct sv cells[] = {p->admin1, p->admin2, p->admin3};
	const int32_t places[] = {p->admin1_place, p->admin2_place, p->admin3_place};
	static const enum place_kind OWN[] = {KIND_GOVERNORATE, KIND_DISTRICT, KIND_SUBDISTRICT};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		if (cells[i].len && places[i] == PLACE_NONE)
			check_report(c, FINDING_WARNING, row, "add that unit as a row, or correct its name",
			             "admin%zu '%.*s' of '%.*s' is no such unit", i + 1, SV_ARG(cells[i]),
			             SV_ARG(p->name_ar));
		if (i && cells[i].len && cells[i - 1].len == 0)
			check_report(c, FINDING_WARNING, row, "give the larger unit too", "admin%zu without admin%zu", i + 1, i);
		bool is_other = places[i] != PLACE_NONE && gazetteer_place(&c->gazetteer, (size_t)places[i]) != p;
		if (p->kind == OWN[i] && (cells[i].len == 0 || is_other))
			check_report(c, FINDING_WARNING, row, "a unit names itself in the column of its own level",
			             "the %s '%.*s' has admin%zu '%.*s'", place_kind_name(p->kind), SV_ARG(p->name_ar), i + 1,
			             SV_ARG(cells[i]));
	}
}

struct sv check_p_code(struct sv note)
{
	size_t at = sv_find(note, SV("pcode="), 0);
	struct sv code = at == SIZE_MAX ? sv_make("", 0) : sv_skip(note, at + strlen("pcode="));
	size_t n = 0;
	while (n < code.len && ((code.ptr[n] >= '0' && code.ptr[n] <= '9') || (code.ptr[n] >= 'A' && code.ptr[n] <= 'Z')))
		n++;
	return sv_take(code, n);
}

/* A unit's P-code begins with that of the unit above it. */
static void check_own_p_code(struct check *c, const struct source_place *row, const struct place *p)
{
	struct sv code = check_p_code(p->note);
	int32_t above = p->kind == KIND_DISTRICT ? p->admin1_place : p->kind == KIND_SUBDISTRICT ? p->admin2_place : PLACE_NONE;
	if (sv_find(p->note, SV("pcode="), 0) != SIZE_MAX && code.len < 2)
		check_report(c, FINDING_WARNING, row, "write it as pcode=C1234", "the note names an empty P-code");
	if (above == PLACE_NONE || code.len == 0)
		return;
	const struct place *parent = gazetteer_place(&c->gazetteer, (size_t)above);
	struct sv upper = check_p_code(parent->note);
	if (upper.len && !sv_starts(code, upper))
		check_report(c, FINDING_WARNING, row, "correct the P-code or the parent",
		             "the P-code '%.*s' does not begin with '%.*s', that of '%.*s'", SV_ARG(code), SV_ARG(upper),
		             SV_ARG(parent->name_ar));
}

/* Metres from a point outside a shape to its nearest boundary. Only a hole that the point lies in is a boundary too. */
static double away_from(struct arena *a, const struct shape *s, struct lonlat p)
{
	double nearest = INFINITY;
	for (size_t i = 0; i < s->n_polygons; i++) {
		for (size_t r = 0; r < s->polygons[i].n_rings; r++) {
			const struct ring *ring = &s->polygons[i].rings[r];
			struct lonlat *closed = ARENA_ARRAY(a, struct lonlat, ring->n + 1);
			double away = 0;
			memcpy(closed, ring->points, ring->n * sizeof *closed);
			closed[ring->n] = ring->points[0];
			geo_line_locate((struct line){closed, ring->n + 1}, p, &away);
			nearest = away < nearest ? away : nearest;
		}
	}
	return nearest;
}

/* True when the position says the governorate; *looked when its area is known. */
static bool is_in_governorate(struct check *c, const struct source_place *row, const struct place *p, bool *looked)
{
	struct shape area;
	*looked = false;
	bool is_long = p->kind == KIND_ROAD || p->kind == KIND_RIVER;
	if (!p->has_point || p->admin1_place == PLACE_NONE || is_long)
		return true;
	const struct place *parent = gazetteer_place(&c->gazetteer, (size_t)p->admin1_place);
	if (!gazetteer_shape(&c->gazetteer, parent->id, &area))
		return true;
	*looked = true;
	double away_m = geo_shape_contains(&area, p->point) ? 0 : away_from(c->arena, &area, p->point);
	if (away_m <= OUTSIDE_M)
		return true;
	struct lonlat swapped = {p->point.lat_deg, p->point.lon_deg};
	bool is_swapped = geo_shape_contains(&area, swapped);
	check_report(c, FINDING_WARNING, row, is_swapped ? "exchange lat and lon" : "correct lat and lon, or admin1",
	             "'%.*s' lies %.0f km outside '%.*s'%s", SV_ARG(p->name_ar), away_m / 1000, SV_ARG(parent->name_ar),
	             is_swapped ? "; lat and lon look exchanged" : "");
	return false;
}

/* What lies around a settlement: how many of its own subdistrict, and how far the nearest. */
struct around {
	size_t n, n_own;
	double own_m;
	struct sv other;
};

static struct around look_around(struct check *c, size_t i, const struct place *p)
{
	struct around found = {.own_m = INFINITY};
	for (size_t k = 0; k < c->source.n_places; k++) {
		const struct place *q = &c->source.places[k].place;
		if (k == i || !q->has_point || !place_kind_is_settlement(q->kind) || q->admin3.len == 0 ||
		    fabs(q->point.lat_deg - p->point.lat_deg) > 1 || fabs(q->point.lon_deg - p->point.lon_deg) > 1)
			continue;
		double apart_m = geo_distance_rough_m(p->point, q->point);
		bool own = sv_eq(q->admin3, p->admin3) && sv_eq(q->admin2, p->admin2);
		if (own && apart_m < found.own_m)
			found.own_m = apart_m;
		if (apart_m > NEIGHBOUR_M)
			continue;
		found.n++;
		found.n_own += own;
		found.other = own ? found.other : q->admin3;
	}
	return found;
}

/* A settlement amid those of other subdistricts, far from all of its own. */
static void check_neighbours(struct check *c, size_t i)
{
	const struct source_place *row = &c->source.places[i];
	const struct place *p = &row->place;
	if (!p->has_point || p->admin3.len == 0 || !place_kind_is_settlement(p->kind))
		return;
	struct around found = look_around(c, i, p);
	if (found.n >= NEIGHBOURS && found.n_own == 0 && found.own_m > ASTRAY_M && !isinf(found.own_m))
		check_report(c, FINDING_WARNING, row, "correct the position, or admin2 and admin3",
		             "'%.*s' lies among places of '%.*s', %.0f km from the nearest of '%.*s'", SV_ARG(p->name_ar),
		             SV_ARG(found.other), found.own_m / 1000, SV_ARG(p->admin3));
}

void check_rows(struct check *c)
{
	size_t n_tokens = 0;
	const struct sv *tokens = read_tokens(c, &n_tokens);
	for (size_t i = 0; i < c->source.n_places; i++) {
		const struct source_place *row = &c->source.places[i];
		const struct place *p = gazetteer_place(&c->gazetteer, i);
		bool looked = false;
		check_id(c, row);
		check_code(c, row);
		check_radius(c, row);
		check_source(c, row, tokens, n_tokens);
		check_confidence(c, row);
		check_parents(c, row, p);
		check_own_p_code(c, row, p);
		if (is_in_governorate(c, row, p, &looked) && looked)
			check_neighbours(c, i);
	}
}
