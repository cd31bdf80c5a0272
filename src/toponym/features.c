#include "toponym/features.h"
#include "toponym/near.h"
#include "toponym/terms.def"

#include <math.h>

enum {
	ACCEPT_FIRST = W_ACCEPT_FREE,
	UNKNOWN_FIRST = W_UNKNOWN_BASE,
	RESOLVE_FIRST = W_RESOLVE_PROMINENCE,
};

static const double border_reach_km = 120; /* from a capital to what may lie on its governorate's border */

static const double degree = 3.14159265358979323846 / 180;

double place_distance_km(const struct place *a, const struct place *b)
{
	return a->has_point && b->has_point ? geo_distance_rough_m(a->point, b->point) / 1000 : 0;
}

bool same_governorate(const struct place *a, const struct place *b)
{
	return a->admin1_place != PLACE_NONE && b->admin1_place != PLACE_NONE ? a->admin1_place == b->admin1_place
	                                                                      : sv_eq(a->admin1, b->admin1);
}

double containment(const struct place *c, const struct place *x)
{
	if (x->kind == KIND_COUNTRY)
		return 0;
	bool capital = x->kind == KIND_GOVERNORATE || (sv_eq(x->name_ar, x->admin1) && x->prominence >= 5);
	struct sv governorate = x->admin1.len ? x->admin1 : x->name_ar;
	if (capital && sv_eq(c->admin1, governorate))
		return 1;
	const uint32_t built = 1u << KIND_FACILITY | 1u << KIND_BRIDGE | 1u << KIND_SHRINE | 1u << KIND_NEIGHBOURHOOD;
	if (capital) /* mountains and steppes do not end at a governorate's border */
		return place_kind_is_settlement(c->kind) || (built & 1u << c->kind) || place_distance_km(c, x) > border_reach_km ? -1
		                                                                                                             : -0.2;
	if (!c->has_point || !x->has_point)
		return c->admin1.len && x->admin1.len && !same_governorate(c, x) ? -1 : 0;
	double km = place_distance_km(c, x);
	double reach = x->radius_km > 5 ? x->radius_km : 5;
	if (x->kind == KIND_DISTRICT || (sv_eq(x->name_ar, x->admin2) && x->prominence >= 3)) {
		if (sv_eq(c->admin2, x->admin2) && sv_eq(c->admin1, x->admin1))
			return 1;
		return km < reach + 30 ? 0.3 : -1;
	}
	if (sv_eq(c->admin3, x->name_ar) && sv_eq(c->admin1, x->admin1))
		return 1;
	bool part = x->kind == KIND_REGION && sv_starts(x->name_ar, SV(TERM_COUNTRYSIDE " ")) &&
	            place_kind_is_settlement(c->kind);
	if (part && !same_governorate(c, x)) /* a governorate's countryside ends with it */
		return km < reach + 15 ? 0.2 : -1;
	if (km < reach + (part ? 35 : 15))
		return 0.9;
	return km < reach + 35 ? 0.2 : -1;
}

bool head_suits(const struct head_rule *h, enum place_kind kind)
{
	return (h->kinds & 1u << kind) != 0;
}

bool head_is_facility(const struct head_rule *h)
{
	const uint32_t built = 1u << KIND_FACILITY | 1u << KIND_BRIDGE | 1u << KIND_CROSSING | 1u << KIND_STATION |
	                       1u << KIND_AIRPORT | 1u << KIND_MILITARY_SITE | 1u << KIND_DAM | 1u << KIND_SHRINE |
	                       1u << KIND_ROAD | 1u << KIND_CAMP;
	return !h->any && (h->kinds & built) && !(h->kinds & ~(built | 1u << KIND_HAMLET | 1u << KIND_VILLAGE | 1u << KIND_TOWN));
}

bool head_of_parts(const struct head_rule *h, const struct place *p)
{
	bool whole = p->kind == KIND_GOVERNORATE || p->kind == KIND_DISTRICT || (place_kind_is_settlement(p->kind) && p->prominence >= 3);
	return h->number == 'p' && !h->any && whole && !head_suits(h, p->kind) && !head_is_facility(h);
}

/* Fit with the direction (and distance) stated from the container: "X غرب Y", "X على بعد 5 كم غرب Y". */
static void fill_direction(const struct finder *f, const struct item *it, const struct place *c, struct features *x)
{
	if (it->container_item == NONE)
		return;
	const struct item *from = &f->items[it->container_item];
	const struct place *p = item_place(from);
	if (!p || from->m.offset_deg < 0 || !c->has_point || !p->has_point || p == c)
		return;
	features_put(x, W_RESOLVE_DIRECTION_FIT,
	             (float)cos((geo_bearing_deg(p->point, c->point) - from->m.offset_deg) * degree));
	if (from->m.offset_m > 0) {
		double off = fabs(geo_distance_rough_m(p->point, c->point) - from->m.offset_m);
		features_put(x, W_RESOLVE_DISTANCE_FIT, (float)(2 * exp(-off / (3000 + 0.3 * from->m.offset_m)) - 1));
	}
}

static void find_neighbours(struct resolver *s, size_t k)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[k];
	double near_km = weight(f, W_RESOLVE_SCALE_NEAR_KM);
	s->n_neighbours = 0;
	for (size_t i = k > NEIGHBOUR_WINDOW ? k - NEIGHBOUR_WINDOW : 0; i < f->n_items && i <= k + NEIGHBOUR_WINDOW; i++) {
		const struct item *o = &f->items[i];
		bool close = o->m.sentence + 1 >= it->m.sentence && o->m.sentence <= it->m.sentence + 1;
		bool sibling = o->list_first == it->list_first;
		if (i == k || o->dropped || !o->n_ranked || o->spread_km < 0 || !(close || sibling) ||
		    o->same_name == it->same_name)
			continue;
		s->neighbours[s->n_neighbours++] = (struct neighbour){o->where, near_km + o->spread_km, sibling, close};
	}
}

void features_look_around(struct resolver *s, size_t k)
{
	const struct finder *f = s->f;
	find_neighbours(s, k);
	s->n_counted = 0;
	for (size_t i = 0; i < s->n_anchors; i++) {
		const struct anchor *a = &s->anchors[i];
		bool counts = f->items[a->item].same_name != f->items[k].same_name && a->place->kind != KIND_GOVERNORATE;
		s->counted[s->n_counted] = (uint8_t)i;
		s->n_counted += counts;
	}
}

/* What lies this much closer by its scale is nearer for certain, however near_exp() rounds. */
static const float surely_nearer = 1e-3F;

/* Nearness to the members of the list, and to the places of the sentence and its neighbours. */
static void fill_neighbours(const struct resolver *s, const struct place *c, float dull, struct features *x)
{
	float away[2 * NEIGHBOUR_WINDOW];
	float nearest = HUGE_VALF, nearest_sibling = HUGE_VALF;
	if (!c->has_point || !s->n_neighbours)
		return;
	for (size_t i = 0; i < s->n_neighbours; i++) {
		const struct neighbour *o = &s->neighbours[i];
		away[i] = (float)(vec3_distance_km(c->at, o->where) / o->scale_km);
		nearest = o->close && away[i] < nearest ? away[i] : nearest;
		nearest_sibling = o->sibling && away[i] < nearest_sibling ? away[i] : nearest_sibling;
	}
	float siblings = 0;
	float sentence = 0;
	for (size_t i = 0; i < s->n_neighbours; i++) {
		const struct neighbour *o = &s->neighbours[i];
		bool sibling = o->sibling && away[i] < nearest_sibling + surely_nearer;
		bool close = o->close && away[i] < nearest + surely_nearer;
		if (!sibling && !close)
			continue;
		float n = near_exp(away[i]);
		siblings = sibling && n > siblings ? n : siblings;
		sentence = close && n > sentence ? n : sentence;
	}
	features_put(x, W_RESOLVE_SIBLINGS, siblings * dull);
	features_put(x, W_RESOLVE_NEIGHBOURS, sentence * dull);
}

static float nearness(const struct resolver *s, const struct place *a, const struct place *b)
{
	double scale_km = weight(s->f, W_RESOLVE_SCALE_ARTICLE_KM);
	return a->has_point && b->has_point ? near_exp((float)(vec3_distance_km(b->at, a->at) / scale_km)) : 0;
}

/* The nearness of an option to an anchor's place, which does not change. */
static float option_near(const struct resolver *s, struct option *o, const struct anchor *a)
{
	if (a->slot == NONE)
		return nearness(s, a->place, o->place);
	if (o->known_near >> a->slot & 1)
		return o->near[a->slot];
	if (!o->near)
		o->near = arena_room(s->f->arena, MAX_ANCHORS * sizeof *o->near);
	o->near[a->slot] = nearness(s, a->place, o->place);
	o->known_near |= UINT64_C(1) << a->slot;
	return o->near[a->slot];
}

/* Nearness to the article's places: half the nearest, half the mean. */
static void fill_article(const struct resolver *s, struct option *c, float dull, struct features *x)
{
	float best = 0;
	float total = 0;
	for (size_t i = 0; i < s->n_counted; i++) {
		float near = option_near(s, c, &s->anchors[s->counted[i]]);
		best = near > best ? near : best;
		total += near;
	}
	if (s->n_counted)
		features_put(x, W_RESOLVE_ARTICLE, (0.5F * best + 0.5F * total / (float)s->n_counted) * dull);
}

static void fill_kind(const struct finder *f, const struct item *it, const struct place *c, struct features *x)
{
	if (it->m.shape == MENTION_BADIA && c->kind == KIND_BADIA) {
		features_put(x, W_RESOLVE_HEAD_AGREES, 2);
	} else if (it->m.shape != MENTION_PLACE) {
		if (c->prominence >= 4 && place_kind_is_settlement(c->kind))
			features_put(x, W_RESOLVE_SETTLEMENT, 1);
		else if (c->kind == KIND_GOVERNORATE)
			features_put(x, W_RESOLVE_SETTLEMENT, 0.5F);
	} else if (it->head != NONE && !f->rules->heads[it->head].any) {
		const struct head_rule *h = &f->rules->heads[it->head];
		if (head_suits(h, c->kind))
			features_put(x, W_RESOLVE_HEAD_AGREES, 1);
		else if (!(head_is_facility(h) && place_kind_is_settlement(c->kind)) && !head_of_parts(h, c) &&
		         !(c->kind == KIND_NEIGHBOURHOOD && head_suits(h, KIND_VILLAGE))) /* a village that the city reached */
			features_put(x, W_RESOLVE_HEAD_DISAGREES, 1);
	} else if (place_kind_is_settlement(c->kind)) {
		features_put(x, W_RESOLVE_SETTLEMENT, 1);
	} else if (c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT) {
		features_put(x, W_RESOLVE_ADMIN, 1);
	} else if (c->kind == KIND_GOVERNORATE) {
		features_put(x, W_RESOLVE_ADMIN, 0.5F);
	}
}

/* Fit with the place of an item that holds this one. */
static float inside(const struct finder *f, int32_t item, const struct place *c)
{
	const struct place *x = item == NONE || item_is_offset(&f->items[item]) ? NULL : item_place(&f->items[item]);
	return x && x != c ? (float)containment(c, x) : 0;
}

/* What an item that lies in this one says: a quarter or site of the city means the city, a town the governorate. */
static double held_extent(const struct finder *f, size_t item, const struct place *city)
{
	double sum = 0;
	for (size_t i = item > NEIGHBOUR_WINDOW ? item - NEIGHBOUR_WINDOW : 0; i < item; i++) {
		const struct place *p = f->items[i].container_item == (int32_t)item ? item_place(&f->items[i]) : NULL;
		if (!p || f->items[i].dropped)
			continue;
		bool within = p->kind == KIND_NEIGHBOURHOOD || place_distance_km(p, city) < 8;
		sum += within ? -1 : 1;
	}
	return sum;
}

static bool is_route(const struct item *it)
{
	return it->directed || it->m.role == ROLE_ORIGIN || it->m.role == ROLE_DESTINATION || it->m.relation == REL_ON_ROAD ||
	       it->m.relation == REL_BETWEEN || it->m.relation == REL_OFFSET || it->m.relation == REL_NEAR ||
	       it->m.relation == REL_FROM_TO;
}

static bool heads_section(const struct finder *f, size_t item)
{
	return f->items[item].section && item + 1 < f->n_items && f->items[item + 1].header_item == (int32_t)item;
}

/* -1..1: how much the words around a name mean the governorate, not the city that has given it its name. */
static double extent(const struct finder *f, size_t item, const struct place *c)
{
	double sum = held_extent(f, item, c);
	if (is_route(&f->items[item]))
		sum -= 1;
	else if (heads_section(f, item))
		sum += 1;
	return fmax(-1, fmin(1, sum));
}

static bool is_capital(const struct place *c)
{
	return place_kind_is_settlement(c->kind) && c->prominence >= 5 && sv_eq(c->name_ar, c->admin1);
}

const char *features_extent_basis(const struct finder *f, size_t item)
{
	const struct item *it = &f->items[item];
	const struct place *best = item_place(it);
	const struct place *city = NULL;
	bool governorate = false;
	for (size_t i = 0; i < it->n_options; i++) {
		city = is_capital(it->options[i].place) ? it->options[i].place : city;
		governorate = governorate || it->options[i].place->kind == KIND_GOVERNORATE;
	}
	if (it->m.shape != MENTION_PLACE || !best || !city || !governorate ||
	    !(best == city || best->kind == KIND_GOVERNORATE))
		return NULL;
	if (it->head != NONE && !f->rules->heads[it->head].any)
		return best == city ? "the city: its head word says so" : "the governorate: its head word says so";
	double held = held_extent(f, item, city);
	if (held > 0 && best != city)
		return "the governorate: towns are said to be in it";
	if (held < 0 && best == city)
		return "the city: a quarter or site of it is named";
	if (is_route(it) && best == city)
		return "the city: ways, directions and distances go by it";
	if (heads_section(f, item) && best != city)
		return "the governorate: it heads a section";
	return best == city ? "the city, which the governorate is named after: nothing says which"
	                    : "the governorate, by the places around: nothing says which";
}

static float fill_extent(const struct finder *f, size_t item, const struct place *c)
{
	const struct item *it = &f->items[item];
	if (it->m.shape != MENTION_PLACE || (it->head != NONE && !f->rules->heads[it->head].any))
		return 0;
	return c->kind == KIND_GOVERNORATE ? (float)extent(f, item, c) : is_capital(c) ? -(float)extent(f, item, c) : 0;
}

static void put_unless_0(struct features *x, enum weight w, float value)
{
	if (value < 0 || value > 0)
		features_put(x, w, value);
}

void features_of_resolution(const struct resolver *s, size_t item, struct option *o, struct features *x)
{
	const struct place *c = o->place;
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	bool bare = it->head == NONE && it->m.shape == MENTION_PLACE;
	bool area = c->kind == KIND_GOVERNORATE || c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT;
	float dull = area ? 0.3F : 1; /* the middle of an area says little about nearness */
	features_put(x, W_RESOLVE_PROMINENCE, (float)c->prominence);
	features_flag(x, W_RESOLVE_PRIMARY, o->origin == NAME_PRIMARY);
	if (o->toggled)
		features_put(x, W_RESOLVE_GENERATED, 5); /* only where all speaks against the others */
	else
		features_flag(x, W_RESOLVE_GENERATED, o->origin == NAME_GENERATED);
	features_flag(x, W_RESOLVE_CONFIDENCE_LOW, c->confidence == CONFIDENCE_LOW);
	features_flag(x, W_RESOLVE_NEEDS_HEAD, bare && c->ambiguity == AMBIGUITY_NEEDS_HEAD);
	features_flag(x, W_RESOLVE_NEEDS_CONTEXT, bare && c->ambiguity == AMBIGUITY_NEEDS_CONTEXT);
	put_unless_0(x, W_RESOLVE_EXTENT, fill_extent(f, item, c));
	put_unless_0(x, W_RESOLVE_CONTAINER, inside(f, it->container_item, c));
	put_unless_0(x, W_RESOLVE_HEADER, inside(f, it->header_item, c));
	fill_kind(f, it, c, x);
	fill_direction(f, it, c, x);
	fill_neighbours(s, c, dull, x);
	fill_article(s, o, dull, x);
}

/* Of the features `first` up to `end`, in their order: a sum of doubles depends on it. */
static double dot(const struct toponym_rules *r, const struct features *x, unsigned first, unsigned end)
{
	double sum = 0;
	uint64_t below_end = (UINT64_C(1) << end) - 1;
	for (uint64_t rest = (x->set & below_end) >> first << first; rest; rest &= rest - 1) {
		unsigned i = bits_least(rest);
		sum += r->weights[i] * (double)x->value[i];
	}
	return sum;
}

double features_accept(const struct toponym_rules *r, const struct features *x)
{
	return dot(r, x, ACCEPT_FIRST, UNKNOWN_FIRST);
}

double features_unknown(const struct toponym_rules *r, const struct features *x)
{
	return dot(r, x, UNKNOWN_FIRST, RESOLVE_FIRST);
}

double features_resolve(const struct toponym_rules *r, const struct features *x)
{
	return dot(r, x, RESOLVE_FIRST, FEATURES_END);
}

void features_explain(struct arena *a, const struct toponym_rules *r, const struct features *x, struct candidate *out)
{
	struct contribution *list = ARENA_ARRAY(a, struct contribution, WEIGHT_COUNT);
	size_t n = 0;
	for (size_t i = ACCEPT_FIRST; i < FEATURES_END; i++)
		if (features_has(x, (enum weight)i) && (x->value[i] < 0 || x->value[i] > 0))
			list[n++] = (struct contribution){weight_name((enum weight)i), i, (double)x->value[i], r->weights[i]};
	out->contributions = list;
	out->n_contributions = n;
}
