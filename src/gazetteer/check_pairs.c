/* Rows against each other. */
#include "gazetteer/checks.h"

#include <stdlib.h>

static const double SAME_PLACE_M = 3000;
static const double FAR_APART_M = 30000;

static const char REMEDY_ONE[] = "keep one row and give it the other's names and sources";

/* Nothing but the text around tells them apart; a governorate and its capital are told apart by head words. */
static bool are_rivals(const struct place *p, const struct place *q)
{
	return p->ambiguity == AMBIGUITY_FREE && q->ambiguity == AMBIGUITY_FREE && p->prominence == q->prominence &&
	       place_kind_is_area(p->kind) == place_kind_is_area(q->kind);
}

/* Two rows whose own names are one. */
static void check_namesakes(struct check *c, const struct source_place *a, const struct source_place *b)
{
	const struct place *p = &a->place;
	const struct place *q = &b->place;
	bool near_units = p->kind == q->kind && place_kind_is_area(p->kind) && sv_eq(p->admin1, q->admin1) &&
	                  sv_eq(p->admin2, q->admin2) && sv_eq(p->admin3, q->admin3);
	if (!p->has_point || !q->has_point) {
		if (near_units || (p->kind == q->kind && sv_eq(p->admin3, q->admin3) && p->admin3.len))
			check_report(c, FINDING_WARNING, b, REMEDY_ONE,
			             "'%.*s' has the name, kind and parents of line %zu, and one has no position",
			             SV_ARG(q->name_ar), a->line);
		return;
	}
	double apart_m = geo_distance_m(p->point, q->point);
	if (p->kind == q->kind && apart_m < SAME_PLACE_M)
		check_report(c, FINDING_WARNING, b, REMEDY_ONE,
		             "'%.*s' is %.1f km from the same name and kind in line %zu", SV_ARG(q->name_ar),
		             apart_m / 1000, a->line);
	else if (near_units)
		check_report(c, FINDING_WARNING, b, REMEDY_ONE, "'%.*s' has the name, kind and parents of line %zu",
		             SV_ARG(q->name_ar), a->line);
	else if (are_rivals(p, q) && apart_m > FAR_APART_M)
		check_report(c, FINDING_NOTICE, b, "raise the better-known one's prominence, or set needs_context",
		             "'%.*s' is as free and prominent as the one %.0f km away in line %zu", SV_ARG(q->name_ar),
		             apart_m / 1000, a->line);
}

/* A variant of one row that is the name of another. */
static void check_collision(struct check *c, const struct check_name *variant, const struct check_name *owner)
{
	const struct source_place *a = &c->source.places[variant->row];
	const struct source_place *b = &c->source.places[owner->row];
	const struct place *p = &a->place;
	const struct place *q = &b->place;
	if (!p->has_point || !q->has_point)
		return;
	double apart_m = geo_distance_m(p->point, q->point);
	if (p->kind == q->kind && apart_m < SAME_PLACE_M)
		check_report(c, FINDING_WARNING, a, REMEDY_ONE,
		             "variant '%.*s' is the name of the %s %.1f km away in line %zu", SV_ARG(variant->text),
		             place_kind_name(q->kind), apart_m / 1000, b->line);
	else if (apart_m > FAR_APART_M && p->ambiguity == AMBIGUITY_FREE && q->ambiguity == AMBIGUITY_FREE &&
	         p->prominence >= q->prominence)
		check_report(c, FINDING_WARNING, a,
		             "mark the variant with '?' for lookup only, delete it, or set needs_context",
		             "variant '%.*s' takes the name of the place %.0f km away in line %zu", SV_ARG(variant->text),
		             apart_m / 1000, b->line);
}

static void check_pair(struct check *c, const struct check_name *a, const struct check_name *b)
{
	const struct source_place *row = &c->source.places[b->row];
	if (a->row == b->row)
		check_report(c, FINDING_WARNING, row, "delete the variant: the two are compared alike",
		             "variant '%.*s' is the same as '%.*s'", SV_ARG(b->text), SV_ARG(a->text));
	else if (!a->is_variant && !b->is_variant)
		check_namesakes(c, &c->source.places[a->row], row);
	else if (a->is_variant != b->is_variant)
		check_collision(c, a->is_variant ? a : b, a->is_variant ? b : a);
}

struct marked {
	double lon_deg, lat_deg;
	struct sv code;
	size_t row;
};

static int by_code(const void *a, const void *b)
{
	const struct marked *x = a;
	const struct marked *y = b;
	int c = sv_cmp(x->code, y->code);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static int by_position(const void *a, const void *b)
{
	const struct marked *x = a;
	const struct marked *y = b;
	int c = (x->lat_deg > y->lat_deg) - (x->lat_deg < y->lat_deg);
	if (c == 0)
		c = (x->lon_deg > y->lon_deg) - (x->lon_deg < y->lon_deg);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static void check_codes(struct check *c)
{
	struct marked *codes = ARENA_ARRAY(c->arena, struct marked, c->source.n_places + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->source.n_places; i++) {
		struct sv code = check_p_code(c->source.places[i].place.note);
		if (code.len)
			codes[n++] = (struct marked){.code = code, .row = i};
	}
	qsort(codes, n, sizeof *codes, by_code);
	for (size_t i = 1; i < n; i++)
		if (sv_eq(codes[i].code, codes[i - 1].code))
			check_report(c, FINDING_WARNING, &c->source.places[codes[i].row], REMEDY_ONE,
			             "the P-code '%.*s' is that of line %zu too", SV_ARG(codes[i].code),
			             c->source.places[codes[i - 1].row].line);
}

static bool same_position(const struct marked *x, const struct marked *y)
{
	return !(x->lat_deg < y->lat_deg) && !(x->lat_deg > y->lat_deg) && !(x->lon_deg < y->lon_deg) &&
	       !(x->lon_deg > y->lon_deg);
}

/* Two settlements of one kind at the very same point: one place under two names, or a position copied. */
static void check_positions(struct check *c)
{
	struct marked *points = ARENA_ARRAY(c->arena, struct marked, c->source.n_places + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->source.n_places; i++) {
		const struct place *p = &c->source.places[i].place;
		if (p->has_point && place_kind_is_settlement(p->kind))
			points[n++] = (struct marked){.lon_deg = p->point.lon_deg, .lat_deg = p->point.lat_deg, .row = i};
	}
	qsort(points, n, sizeof *points, by_position);
	for (size_t i = 1; i < n; i++) {
		const struct source_place *a = &c->source.places[points[i - 1].row];
		const struct source_place *b = &c->source.places[points[i].row];
		if (same_position(&points[i], &points[i - 1]) && a->place.kind == b->place.kind)
			check_report(c, FINDING_WARNING, b,
			             "make one of them a variant of the other, or correct the position",
			             "'%.*s' stands at the very position of '%.*s' in line %zu", SV_ARG(b->place.name_ar),
			             SV_ARG(a->place.name_ar), a->line);
	}
}

void check_pairs(struct check *c)
{
	for (size_t i = 0; i < c->n_names; i++)
		for (size_t k = i + 1; k < c->n_names && sv_eq(c->names[k].key, c->names[i].key); k++)
			check_pair(c, &c->names[i], &c->names[k]);
	check_codes(c);
	check_positions(c);
}
