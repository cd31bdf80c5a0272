#include "toponym/features.h"
#include "toponym/near.h"
#include "toponym/terms.def"

#include <math.h>

enum {
	ACCEPT_FIRST = W_ACCEPT_FREE,
	UNKNOWN_FIRST = W_UNKNOWN_BASE,
	RESOLVE_FIRST = W_RESOLVE_PROMINENCE,
	FEATURES_END = W_ACCEPT_THRESHOLD,
};

static const double border_reach_km = 120; /* from a capital to what may lie on its governorate's border */
static const double coherence_km = 60;      /* within which places of two governorates are of one region */
static const double repair_reach_km = 40; /* from a place that the article surely names to a misspelt one */

static const double degree = 3.14159265358979323846 / 180;

const struct place *item_place(const struct finder *f, const struct item *it)
{
	return it->n_ranked ? gazetteer_place(f->gazetteer, (size_t)it->ranked[0].place) : NULL;
}

double place_distance_km(const struct place *a, const struct place *b)
{
	return a->has_point && b->has_point ? geo_distance_rough_m(a->point, b->point) / 1000 : 0;
}

static bool same_governorate(const struct place *a, const struct place *b)
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

/* Does the article name another place of c's governorate, or one nearby? Sets *alone when all its places are far. */
static bool coherent(const struct resolver *s, const struct option *o, int32_t item, bool *alone)
{
	const struct place *c = o->place;
	*alone = s->n_anchors > 0;
	for (size_t i = 0; i < s->n_anchors; i++) {
		const struct place *a = s->anchors[i].place;
		if (s->anchors[i].item == item || a == c || a->kind == KIND_COUNTRY)
			continue;
		if (s->anchors[i].first < i && s->anchors[s->anchors[i].first].item != item)
			continue;
		if (same_governorate(a, c) ||
		    (a->has_point && c->has_point && vec3_distance_km(s->anchors[i].at, o->at) < coherence_km)) {
			*alone = false;
			return true;
		}
	}
	return false;
}

static bool is_taken(const struct item *it)
{
	return it->accept > 0 && !it->dropped;
}

/* Its neighbour in a list is a place. */
static bool listed(const struct finder *f, const struct item *it, size_t k)
{
	if (it->list_prev != NONE && is_taken(&f->items[it->list_prev]))
		return true;
	return k + 1 < f->n_items && f->items[k + 1].list_prev == (int32_t)k && is_taken(&f->items[k + 1]);
}

/* A container behind the name speaks for it, unless this candidate lies elsewhere. */
static float container_sign(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->container_item == NONE || f->items[it->container_item].dropped)
		return 0;
	const struct item *container = &f->items[it->container_item];
	const struct place *x = item_place(f, container);
	return x && !item_is_offset(container) && containment(c, x) <= -1 ? -1 : 1;
}

/* The words before: a pattern of place, of motion, or none. Returns whether there is one. */
static bool fill_lead(const struct item *it, float *x)
{
	if (!it->lead && it->m.relation == REL_NONE)
		return false;
	bool motion = it->lead && (it->lead->role == ROLE_ORIGIN || it->lead->role == ROLE_DESTINATION ||
	                           it->lead->role == ROLE_CONTEXT);
	x[motion ? W_ACCEPT_MOTION : W_ACCEPT_LOCATIVE] = 1;
	return true;
}

static bool fill_head(const struct finder *f, const struct item *it, const struct place *c, float *x)
{
	if (it->m.shape != MENTION_PLACE) {
		x[W_ACCEPT_HEAD] = 1;
		return true;
	}
	if (it->head == NONE)
		return false;
	const struct head_rule *h = &f->rules->heads[it->head];
	bool suits = !h->any && head_suits(h, c->kind);
	bool loose = h->any || head_is_facility(h) || head_of_parts(h, c);
	x[suits ? W_ACCEPT_HEAD : loose ? W_ACCEPT_HEAD_ANY : W_ACCEPT_HEAD_WRONG] = 1;
	return true;
}

/* "أبو ..." names men more often than places. U+0627 U+0628 U+0648 and a space. */
static bool kunya(struct sv key)
{
	return sv_starts(key, SV("\xd8\xa7\xd8\xa8\xd9\x88 "));
}

static bool has_article(struct sv key)
{
	return key.len > 4 && memcmp(key.ptr, "\xd8\xa7\xd9\x84", 4) == 0;
}

/* The name itself: how it is marked, its length, its other meanings. */
static void fill_name(const struct finder *f, const struct item *it, const struct place *c, float *x)
{
	static const enum weight marks[] = {[AMBIGUITY_FREE] = W_ACCEPT_FREE,
	                                    [AMBIGUITY_NEEDS_CONTEXT] = W_ACCEPT_NEEDS_CONTEXT,
	                                    [AMBIGUITY_NEEDS_HEAD] = W_ACCEPT_NEEDS_HEAD};
	/* the gazetteer's mark says in part what the level says again */
	static const double common_share[] = {
	        [AMBIGUITY_FREE] = 1, [AMBIGUITY_NEEDS_CONTEXT] = 0.5, [AMBIGUITY_NEEDS_HEAD] = 0};
	size_t words = it->key_words;
	size_t letters = it->key_letters;
	x[marks[c->ambiguity]] = 1;
	x[W_ACCEPT_PROMINENCE] = (float)c->prominence;
	x[W_ACCEPT_MULTIWORD] = words > 1;
	x[W_ACCEPT_SHORT] = words == 1 && letters <= 3;
	double level = it->common_level;
	x[W_ACCEPT_COMMON] = it->plain_dual ? 4 : (float)(common_share[c->ambiguity] * level);
	x[W_ACCEPT_KUNYA] = kunya(it->match.key) && c->prominence < 3;
	/* "like X" (ك) is a figure of speech more often than a list of examples */
	x[W_ACCEPT_CUT] = it->match.clitics & CLITIC_KA ? 4 : it->match.cut > 0;
	/* "and X" within a list that goes on or ends behind it is no word that happens to begin with "and" */
	bool member = x[W_ACCEPT_LIST] > 0 && token_ends_member(f, it->m.last_token);
	x[W_ACCEPT_CUT_SHORT] = it->match.cut && words == 1 && letters <= 4 && !has_article(it->match.key) && !member;
	x[W_ACCEPT_RARE] = c->ambiguity != AMBIGUITY_FREE && (words > 1 || letters >= 5) && x[W_ACCEPT_BARE] <= 0 &&
	                   level <= 0;
}

/* How doubtful a repaired name is. A wrong letter or article is nothing by itself: something around must ask for a
 * place, and for a wrong letter another place nearby. */
static float fill_repair(const struct resolver *s, const struct item *it, size_t item, const struct option *o, const float *x)
{
	const struct place *c = o->place;
	bool asked = x[W_ACCEPT_HEAD] > 0 || x[W_ACCEPT_LIST] > 0 || x[W_ACCEPT_CONTAINER] > 0;
	bool near = false;
	switch (it->match.repair) {
	case REPAIR_NONE:
		return 0;
	case REPAIR_REPEAT:
	case REPAIR_SPACE:
		return 0.5F;
	case REPAIR_HEAD:
	case REPAIR_ARTICLE:
		return asked || it->match.last > it->match.first ? 0.5F : 4;
	case REPAIR_SPELLING:
		for (size_t i = 0; i < s->n_anchors && !near; i++)
			near = s->anchors[i].item != (int32_t)item && s->anchors[i].place != c &&
			       s->anchors[i].place->has_point && c->has_point &&
			       vec3_distance_km(s->anchors[i].at, o->at) < repair_reach_km;
		break;
	}
	return near && asked ? 1 : 4;
}

void features_of_recognition(const struct resolver *s, size_t item, const struct option *o, struct features *out)
{
	const struct place *c = o->place;
	static const double coherent_share[] = {
	        [AMBIGUITY_FREE] = 0.25, [AMBIGUITY_NEEDS_CONTEXT] = 1, [AMBIGUITY_NEEDS_HEAD] = 0.6};
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	float *x = out->value;
	bool alone;
	bool said = fill_lead(it, x);
	said = fill_head(f, it, c, x) || said;
	x[W_ACCEPT_LIST] = listed(f, it, item);
	x[W_ACCEPT_CONTAINER] = container_sign(f, it, c);
	x[W_ACCEPT_DIRECTION] = it->directed;
	x[W_ACCEPT_OFFSET] = it->m.relation == REL_OFFSET;
	x[W_ACCEPT_HEADER] = it->header;
	x[W_ACCEPT_HASHTAG] = it->hashtag;
	x[W_ACCEPT_QUOTED] = it->quoted;
	x[W_ACCEPT_GIVEN_NAME] = it->after_person;
	x[W_ACCEPT_BARE] = !said && x[W_ACCEPT_LIST] <= 0 && !it->directed && !it->header && !it->hashtag;
	x[W_ACCEPT_SPORT] = x[W_ACCEPT_BARE] > 0 && s->sport;
	fill_name(f, it, c, x);
	x[W_ACCEPT_REPAIRED] = fill_repair(s, it, item, o, x);
	if (coherent(s, o, (int32_t)item, &alone))
		x[W_ACCEPT_COHERENT] = (float)coherent_share[c->ambiguity];
	else
		x[W_ACCEPT_INCOHERENT] = alone && c->prominence <= 2;
}

void features_of_unknown(const struct resolver *s, size_t item, struct features *out)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	const struct head_rule *h = it->head == NONE ? NULL : &f->rules->heads[it->head];
	float *x = out->value;
	struct features lead = {.value = {0}};
	fill_lead(it, lead.value);
	x[W_UNKNOWN_BASE] = 1;
	if (h)
		x[h->any ? W_UNKNOWN_AREA : head_is_facility(h) ? W_UNKNOWN_FACILITY : W_UNKNOWN_SETTLEMENT] = 1;
	x[W_UNKNOWN_NAMESAKE] = it->match.names.n > 0 && it->match.repair != REPAIR_SPELLING;
	x[W_UNKNOWN_LOCATIVE] = lead.value[W_ACCEPT_LOCATIVE] > 0 || it->directed;
	x[W_UNKNOWN_MOTION] = lead.value[W_ACCEPT_MOTION];
	x[W_UNKNOWN_LIST] = listed(f, it, item);
	x[W_UNKNOWN_CONTAINER] = it->container_item != NONE && !f->items[it->container_item].dropped;
	x[W_UNKNOWN_QUOTED] = it->quoted;
	x[W_UNKNOWN_PLACES] = s->n_anchors > 0;
	x[W_UNKNOWN_COMMON] = it->match.names.n ? (float)it->common_level : 0;
	x[W_UNKNOWN_PERSON] = it->after_person;
}

/* Fit with the direction (and distance) stated from the container: "X غرب Y", "X على بعد 5 كم غرب Y". */
static void fill_direction(const struct finder *f, const struct item *it, const struct place *c, float *x)
{
	if (it->container_item == NONE)
		return;
	const struct item *from = &f->items[it->container_item];
	const struct place *p = item_place(f, from);
	if (!p || from->m.offset_deg < 0 || !c->has_point || !p->has_point || p == c)
		return;
	x[W_RESOLVE_DIRECTION_FIT] = (float)cos((geo_bearing_deg(p->point, c->point) - from->m.offset_deg) * degree);
	if (from->m.offset_m > 0) {
		double off = fabs(geo_distance_rough_m(p->point, c->point) - from->m.offset_m);
		x[W_RESOLVE_DISTANCE_FIT] = (float)(2 * exp(-off / (3000 + 0.3 * from->m.offset_m)) - 1);
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
	for (size_t i = 0; i < s->n_anchors; i++) {
		const struct anchor *a = &s->anchors[i];
		s->counts[i] = a->item != (int32_t)k && f->items[a->item].same_name != f->items[k].same_name &&
		               a->place->kind != KIND_COUNTRY && a->place->kind != KIND_GOVERNORATE;
	}
}

/* Nearness to the members of the list, and to the places of the sentence and its neighbours. */
static void fill_neighbours(const struct resolver *s, const struct option *c, float *x)
{
	float siblings = 0;
	float sentence = 0;
	for (size_t i = 0; c->place->has_point && i < s->n_neighbours; i++) {
		const struct neighbour *o = &s->neighbours[i];
		float n = near_exp((float)(vec3_distance_km(c->at, o->where) / o->scale_km));
		if (o->sibling)
			siblings = n > siblings ? n : siblings;
		if (o->close)
			sentence = n > sentence ? n : sentence;
	}
	x[W_RESOLVE_SIBLINGS] = siblings;
	x[W_RESOLVE_NEIGHBOURS] = sentence;
}

/* Nearness to the article's places: half the nearest, half the mean. */
static void fill_article(const struct resolver *s, const struct option *c, float *x)
{
	float near[MAX_ANCHORS];
	float best = 0;
	float total = 0;
	unsigned count = 0;
	double scale_km = weight(s->f, W_RESOLVE_SCALE_ARTICLE_KM);
	for (size_t i = 0; i < s->n_anchors; i++) {
		const struct anchor *a = &s->anchors[i];
		near[i] = a->first < i                              ? near[a->first]
		          : a->place->has_point && c->place->has_point ? near_exp((float)(vec3_distance_km(c->at, a->at) / scale_km))
		                                                       : 0;
		if (!s->counts[i])
			continue;
		best = near[i] > best ? near[i] : best;
		total += near[i];
		count++;
	}
	x[W_RESOLVE_ARTICLE] = count ? 0.5F * best + 0.5F * total / (float)count : 0;
}

static void fill_kind(const struct finder *f, const struct item *it, const struct place *c, float *x)
{
	if (it->m.shape == MENTION_BADIA && c->kind == KIND_BADIA) {
		x[W_RESOLVE_HEAD_AGREES] = 2;
	} else if (it->m.shape != MENTION_PLACE) {
		x[W_RESOLVE_SETTLEMENT] = c->prominence >= 4 && place_kind_is_settlement(c->kind) ? 1
		                          : c->kind == KIND_GOVERNORATE                           ? 0.5F
		                                                                                  : 0;
	} else if (it->head != NONE && !f->rules->heads[it->head].any) {
		const struct head_rule *h = &f->rules->heads[it->head];
		if (head_suits(h, c->kind))
			x[W_RESOLVE_HEAD_AGREES] = 1;
		else if (!(head_is_facility(h) && place_kind_is_settlement(c->kind)) && !head_of_parts(h, c) &&
		         !(c->kind == KIND_NEIGHBOURHOOD && head_suits(h, KIND_VILLAGE))) /* a village that the city reached */
			x[W_RESOLVE_HEAD_DISAGREES] = 1;
	} else if (place_kind_is_settlement(c->kind)) {
		x[W_RESOLVE_SETTLEMENT] = 1;
	} else {
		x[W_RESOLVE_ADMIN] = c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT ? 1
		                     : c->kind == KIND_GOVERNORATE                           ? 0.5F
		                                                                             : 0;
	}
}

/* Fit with the place of an item that holds this one. */
static float inside(const struct finder *f, int32_t item, const struct place *c)
{
	const struct place *x = item == NONE || item_is_offset(&f->items[item]) ? NULL : item_place(f, &f->items[item]);
	return x && x != c ? (float)containment(c, x) : 0;
}

/* What an item that lies in this one says: a quarter or site of the city means the city, a town the governorate. */
static double held_extent(const struct finder *f, size_t item, const struct place *city)
{
	double sum = 0;
	for (size_t i = item > NEIGHBOUR_WINDOW ? item - NEIGHBOUR_WINDOW : 0; i < item; i++) {
		const struct place *p = f->items[i].container_item == (int32_t)item ? item_place(f, &f->items[i]) : NULL;
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
	const struct place *best = item_place(f, it);
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

void features_of_resolution(const struct resolver *s, size_t item, const struct option *o, struct features *out)
{
	const struct place *c = o->place;
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	float *x = out->value;
	x[W_RESOLVE_PROMINENCE] = (float)c->prominence;
	x[W_RESOLVE_PRIMARY] = o->origin == NAME_PRIMARY;
	x[W_RESOLVE_GENERATED] = o->toggled ? 5 : o->origin == NAME_GENERATED; /* only where all speaks against the others */
	x[W_RESOLVE_CONFIDENCE_LOW] = c->confidence == CONFIDENCE_LOW;
	x[W_RESOLVE_NEEDS_HEAD] =
	        c->ambiguity == AMBIGUITY_NEEDS_HEAD && it->head == NONE && it->m.shape == MENTION_PLACE;
	x[W_RESOLVE_NEEDS_CONTEXT] =
	        c->ambiguity == AMBIGUITY_NEEDS_CONTEXT && it->head == NONE && it->m.shape == MENTION_PLACE;
	x[W_RESOLVE_EXTENT] = fill_extent(f, item, c);
	x[W_RESOLVE_CONTAINER] = inside(f, it->container_item, c);
	x[W_RESOLVE_HEADER] = inside(f, it->header_item, c);
	fill_kind(f, it, c, x);
	fill_direction(f, it, c, x);
	fill_neighbours(s, o, x);
	fill_article(s, o, x);
	if (c->kind == KIND_GOVERNORATE || c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT) {
		/* the middle of an area says little about nearness */
		x[W_RESOLVE_SIBLINGS] *= 0.3F;
		x[W_RESOLVE_NEIGHBOURS] *= 0.3F;
		x[W_RESOLVE_ARTICLE] *= 0.3F;
	}
}

static double dot(const struct toponym_rules *r, const struct features *x, size_t first, size_t end)
{
	double sum = 0;
	for (size_t i = first; i < end; i++)
		sum += r->weights[i] * (double)x->value[i];
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
		if (x->value[i] < 0 || x->value[i] > 0)
			list[n++] = (struct contribution){weight_name((enum weight)i), i, (double)x->value[i], r->weights[i]};
	out->contributions = list;
	out->n_contributions = n;
}
