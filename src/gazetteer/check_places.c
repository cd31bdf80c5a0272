/* Checks of places against each other, their parents and the lexicon. */
#include "gazetteer/checks.h"
#include "text/text.h"

#include <stdlib.h>

static const double COMMON_LEVEL = 2;
static const double SAME_PLACE_M = 3000;
static const double OUTSIDE_M = 10000;
static const double FAR_APART_M = 30000;

static const char *const FEATURE_CODES[] = {
#define X(code, meaning) code,
#include "gazetteer/feature_code.def"
#undef X
};

static bool is_feature_code(struct sv code)
{
	for (size_t i = 0; i < sizeof FEATURE_CODES / sizeof *FEATURE_CODES; i++)
		if (sv_eq_cstr(code, FEATURE_CODES[i]))
			return true;
	return false;
}

static void check_codes(struct check *c, const struct source_place *row)
{
	struct sv code = row->place.feature_code;
	if (code.len && !is_feature_code(code))
		check_report(c, FINDING_WARNING, row, "use a GeoNames feature code, or leave it empty",
		             "unknown feature code '%.*s'", SV_ARG(code));
}

static void check_parents(struct check *c, const struct source_place *row, const struct place *p)
{
	const struct sv cells[] = {p->admin1, p->admin2, p->admin3};
	const int32_t places[] = {p->admin1_place, p->admin2_place, p->admin3_place};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (cells[i].len && places[i] == PLACE_NONE)
			check_report(c, FINDING_WARNING, row, "add that unit as a row, or correct its name",
			             "admin%zu '%.*s' of '%.*s' is no such unit", i + 1, SV_ARG(cells[i]),
			             SV_ARG(p->name_ar));
}

/* Metres from a point outside a shape to its nearest boundary. */
static double away_from(const struct shape *s, struct lonlat p)
{
	double nearest = -1;
	for (size_t i = 0; i < s->n_polygons; i++) {
		double away = 0;
		geo_line_locate((struct line){s->polygons[i].rings[0].points, s->polygons[i].rings[0].n}, p, &away);
		nearest = nearest < 0 || away < nearest ? away : nearest;
	}
	return nearest;
}

static void check_position(struct check *c, const struct source_place *row, const struct place *p)
{
	struct shape area;
	if (!p->has_point || p->admin1_place == PLACE_NONE)
		return;
	const struct place *parent = gazetteer_place(&c->gazetteer, (size_t)p->admin1_place);
	if (!gazetteer_shape(&c->gazetteer, parent->id, &area) || geo_shape_contains(&area, p->point))
		return;
	double away_m = away_from(&area, p->point);
	if (away_m > OUTSIDE_M)
		check_report(c, FINDING_WARNING, row, "correct lat and lon, or admin1",
		             "'%.*s' lies %.0f km outside '%.*s'", SV_ARG(p->name_ar), away_m / 1000,
		             SV_ARG(parent->name_ar));
}

static int by_text(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* The keys of lexicon/common_names.tsv whose level says that the word is more often a word than a name. */
static struct sv *common_words(struct check *c, size_t *n)
{
	const struct source_table *t = source_table(&c->source, "common_names");
	size_t name = t ? source_column(t, "name") : SIZE_MAX;
	size_t level = t ? source_column(t, "level") : SIZE_MAX;
	*n = 0;
	if (name == SIZE_MAX || level == SIZE_MAX)
		return NULL;
	struct sv *words = ARENA_ARRAY(c->arena, struct sv, t->n_rows + 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct sv *row = t->cells + i * t->n_columns;
		double how_common = 0;
		if (sv_to_double(row[level], &how_common) && how_common >= COMMON_LEVEL)
			words[(*n)++] = gazetteer_name_key(c->arena, row[name]);
	}
	qsort(words, *n, sizeof *words, by_text);
	return words;
}

static void check_common_words(struct check *c)
{
	size_t n = 0;
	const struct sv *words = common_words(c, &n);
	for (size_t i = 0; i < c->source.n_places; i++) {
		const struct source_place *row = &c->source.places[i];
		struct sv key = gazetteer_name_key(c->arena, row->place.name_ar);
		bool is_risky = row->place.ambiguity == AMBIGUITY_FREE && !memchr(key.ptr, ' ', key.len);
		if (n && is_risky && bsearch(&key, words, n, sizeof *words, by_text))
			check_report(c, FINDING_WARNING, row, "set its ambiguity to needs_head or needs_context",
			             "'%.*s' is free, but also a common word", SV_ARG(row->place.name_ar));
	}
}

struct named {
	struct sv key;
	size_t row;
};

static int by_key(const void *a, const void *b)
{
	const struct named *x = a;
	const struct named *y = b;
	int c = sv_cmp(x->key, y->key);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* Nothing but the text around tells them apart; a governorate and its capital are told apart by head words. */
static bool are_rivals(const struct place *p, const struct place *q)
{
	return p->ambiguity == AMBIGUITY_FREE && q->ambiguity == AMBIGUITY_FREE && p->prominence == q->prominence &&
	       place_kind_is_area(p->kind) == place_kind_is_area(q->kind);
}

/* Two rows of the same folded name. */
static void check_namesakes(struct check *c, const struct source_place *a, const struct source_place *b)
{
	const struct place *p = &a->place;
	const struct place *q = &b->place;
	if (!p->has_point || !q->has_point)
		return;
	double apart_m = geo_distance_m(p->point, q->point);
	if (p->kind == q->kind && apart_m < SAME_PLACE_M)
		check_report(c, FINDING_WARNING, b, "keep one row and give it the other's names and sources",
		             "'%.*s' is %.1f km from the same name and kind in line %zu", SV_ARG(q->name_ar),
		             apart_m / 1000, a->line);
	else if (are_rivals(p, q) && apart_m > FAR_APART_M)
		check_report(c, FINDING_NOTICE, b, "raise the better-known one's prominence, or set needs_context",
		             "'%.*s' is as free and prominent as the one %.0f km away in line %zu", SV_ARG(q->name_ar),
		             apart_m / 1000, a->line);
}

static void check_same_names(struct check *c)
{
	size_t n = c->source.n_places;
	struct named *names = ARENA_ARRAY(c->arena, struct named, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = (struct named){gazetteer_name_key(c->arena, c->source.places[i].place.name_ar), i};
	qsort(names, n, sizeof *names, by_key);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && sv_eq(names[k].key, names[i].key); k++)
			check_namesakes(c, &c->source.places[names[i].row], &c->source.places[names[k].row]);
}

static void check_geometries(struct check *c)
{
	for (size_t i = 0; i < gazetteer_geometry_count(&c->gazetteer); i++) {
		const struct geometry *g = gazetteer_geometry(&c->gazetteer, i);
		if (g->id.len && gazetteer_by_id(&c->gazetteer, g->id) == PLACE_NONE)
			check_report(c, FINDING_NOTICE, NULL, "give the id of its row in places.tsv",
			             "%.*s.geojson: no place has the id '%.*s'", SV_ARG(g->layer), SV_ARG(g->id));
	}
}

void check_places(struct check *c)
{
	for (size_t i = 0; i < c->source.n_places; i++) {
		const struct source_place *row = &c->source.places[i];
		const struct place *p = gazetteer_place(&c->gazetteer, i);
		check_codes(c, row);
		check_parents(c, row, p);
		check_position(c, row, p);
	}
	check_same_names(c);
	check_common_words(c);
	check_geometries(c);
}
