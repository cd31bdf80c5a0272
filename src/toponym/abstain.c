/* Names that the gazetteer knows and that stay unresolved here: the text speaks against all the places that bear them. */
#include "toponym/features.h"
#include "toponym/lead.h"

#include <math.h>

/* Another bearer of the name, far away, fits as well. */
static bool has_rival(const struct finder *f, const struct item *it, const struct place *best)
{
	for (size_t i = 1; i < it->n_ranked && i < 4; i++)
		if (it->ranked[0].score - it->ranked[i].score < weight(f, W_RESOLVE_MARGIN) &&
		    place_distance_km(best, gazetteer_place(f->gazetteer, (size_t)it->ranked[i].place)) > weight(f, W_RESOLVE_MARGIN_KM))
			return true;
	return false;
}

/* Mountains, fields, quarters and wadis are not named after another kind of place. A street is named after a place that
 * lies elsewhere, and what is built not after a country or river in it. */
static bool head_forbids(const struct finder *f, const struct item *it, const struct place *best)
{
	const uint32_t natural = 1u << KIND_MOUNTAIN | 1u << KIND_OIL_FIELD | 1u << KIND_NEIGHBOURHOOD | 1u << KIND_WADI;
	if (it->head == NONE || it->head_token == NONE || it->m.shape != MENTION_PLACE)
		return false;
	const struct head_rule *h = &f->rules->heads[it->head];
	const uint32_t namesakes = 1u << KIND_COUNTRY | 1u << KIND_RIVER | 1u << KIND_REGION;
	bool street = h->first_kind == KIND_ROAD;
	if (h->any || head_suits(h, best->kind) || head_of_parts(h, best))
		return false;
	return (h->kinds & natural) || street || (head_is_facility(h) && (namesakes & 1u << best->kind));
}

enum { LIST_REACH = 128 /* items to either side: no list of prose is longer */ };

/* Its list stands together somewhere else. */
static bool far_from_list(const struct finder *f, const struct item *it, const struct place *best)
{
	const double far_km = 60;
	const double together_km = 40;
	const struct place *first = NULL;
	size_t others = 0;
	size_t own = (size_t)(it - f->items), end = own + LIST_REACH < f->n_items ? own + LIST_REACH : f->n_items;
	for (size_t i = own > LIST_REACH ? own - LIST_REACH : 0; i < end; i++) {
		const struct item *o = &f->items[i];
		const struct place *p = item_place(o);
		if (o == it || o->list_first != it->list_first || o->dropped || !p || !place_kind_is_settlement(p->kind))
			continue;
		if (place_distance_km(p, best) < far_km || (first && place_distance_km(p, first) > together_km))
			return false;
		first = first ? first : p;
		others++;
	}
	return others >= 2;
}

/* "X بريف Y الشمالي": a place that lies well to another side of Y. */
static bool on_other_side(const struct item *container, const struct place *best, const struct place *x)
{
	const double aside_deg = 100; /* "western" villages of a valley lie up to north by west */
	const double around_km = 8;
	double side_deg = direction_bearing_deg(container->m.direction);
	if (container->m.shape != MENTION_COUNTRYSIDE || side_deg < 0 || x->kind == KIND_REGION || !best->has_point ||
	    place_distance_km(best, x) < around_km + x->radius_km)
		return false;
	double off = fabs(geo_bearing_deg(x->point, best->point) - side_deg);
	return fmin(off, 360 - off) > aside_deg;
}

/* The text says that it lies in `x`, and the place does not: a namesake that the gazetteer lacks, unless it is well known
 * and nothing else speaks against it. */
static bool lies_elsewhere(const struct finder *f, const struct item *it, const struct place *best,
                           const struct item *container, const struct place *x)
{
	const uint32_t in_town = 1u << KIND_NEIGHBOURHOOD | 1u << KIND_FACILITY | 1u << KIND_ROAD | 1u << KIND_SHRINE;
	bool little = best->prominence < 3 || it->match.repair != REPAIR_NONE;
	bool part = (in_town & 1u << best->kind) && x->kind == KIND_CITY;
	double far_km = part ? 12 + x->radius_km : little ? 60 : 150;
	bool sole = it->n_options == 1 && sv_find(it->match.key, SV(" "), 0) != SIZE_MAX &&
	            it->match.repair == REPAIR_NONE && place_kind_is_settlement(best->kind);
	if (best->prominence < 3 && on_other_side(container, best, x))
		return true;
	return (little || best->prominence < 4 || far_from_list(f, it, best)) && !(sole && best->prominence > 1) &&
	       !item_is_offset(container) && containment(best, x) <= -1 &&
	       (place_distance_km(best, x) > far_km || !best->has_point);
}

/* A distance is stated, and the place does not lie there. */
static bool misses_distance(const struct place *best, const struct item *container, const struct place *x)
{
	if (best->prominence >= 3 || !item_is_offset(container))
		return false;
	double stated_km = container->m.offset_m / 1000;
	return fabs(place_distance_km(best, x) - stated_km) > 12 + 0.5 * stated_km;
}

/* Nothing says that it is a little place this far from all that the sentences around name: a namesake is likelier. */
static bool far_from_neighbours(const struct finder *f, const struct item *it, const struct place *best)
{
	enum { WINDOW = 8, ENOUGH = 2 };
	size_t k = (size_t)(it - f->items);
	size_t others = 0;
	if (it->container_item != NONE || it->m.relation == REL_OFFSET || it->m.relation == REL_BETWEEN || it->spread_km < 0 ||
	    it->m.shape != MENTION_PLACE || !place_kind_is_settlement(best->kind))
		return false;
	bool quarter = it->head != NONE && f->rules->heads[it->head].first_kind == KIND_NEIGHBOURHOOD && best->kind != KIND_NEIGHBOURHOOD;
	double far_km = quarter ? 15 : 60;
	for (size_t i = 0; i < f->n_items; i++) {
		const struct item *o = &f->items[i];
		const struct place *p = item_place(o);
		if (i == k || !p || o->dropped || o->same_name == it->same_name || p->kind == KIND_COUNTRY)
			continue;
		if (sv_eq(p->admin1, best->admin1) && !quarter)
			return false; /* its governorate is spoken of */
		if (i + WINDOW < k || i > k + WINDOW || o->spread_km < 0 || o->m.sentence + 2 < it->m.sentence || o->m.sentence > it->m.sentence + 2)
			continue;
		if (vec3_distance_km(it->where, o->where) < far_km + 2 * o->spread_km)
			return false;
		others++;
	}
	return others >= (quarter ? 1 : ENOUGH);
}

/* "مشفى هجين", the hospital of Hajin: it says its town by itself. */
static bool names_its_town(const struct place *p)
{
	const struct sv units[] = {p->admin3, p->admin2, p->admin1};
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (units[i].len && sv_find(p->name_ar, units[i], 0) != SIZE_MAX)
			return true;
	return false;
}

/* "دوار الساعة" in a report from another town: many towns have one, and none of what the text names is the town of this.
 * A governorate stands for its capital. */
static bool in_other_town(const struct finder *f, const struct item *it, const struct place *best)
{
	const double town_km = 15;
	const uint32_t built = 1u << KIND_FACILITY | 1u << KIND_SHRINE;
	if (!(built & 1u << best->kind) || best->ambiguity == AMBIGUITY_FREE || best->prominence >= 3 || !best->has_point ||
	    it->m.shape != MENTION_PLACE || it->container_item != NONE || names_its_town(best))
		return false;
	bool central = sv_eq(best->admin2, best->admin1);
	for (size_t i = 0; i < f->n_items; i++) {
		const struct item *o = &f->items[i];
		const struct place *p = item_place(o);
		if (o->same_name == it->same_name || !p || o->dropped || p->kind == KIND_COUNTRY)
			continue;
		int32_t index = o->placed;
		if (index == best->admin3_place || index == best->admin2_place || (central && index == best->admin1_place) ||
		    (p->has_point && p->kind != KIND_GOVERNORATE && place_distance_km(p, best) < town_km))
			return false;
	}
	return true;
}

void abstain(const struct finder *f, struct item *it)
{
	const struct head_rule *h = it->head == NONE ? NULL : &f->rules->heads[it->head];
	if (it->dropped)
		return;
	if (!it->n_ranked) {
		if (it->match.names.n)
			it->m.abstained = "no place of this name fits here";
		it->m.unresolved = true;
		it->m.kind = h && !h->any ? h->first_kind : KIND_VILLAGE;
		return;
	}
	const struct place *best = item_place(it);
	const struct place *x = it->container_item == NONE ? NULL : item_place(&f->items[it->container_item]);
	if (head_forbids(f, it, best))
		it->m.abstained = "its head word says that it is of another kind than any place of this name";
	else if (x && lies_elsewhere(f, it, best, &f->items[it->container_item], x))
		it->m.abstained = "the text says that it lies elsewhere than any place of this name";
	else if (x && misses_distance(best, &f->items[it->container_item], x))
		it->m.abstained = "it lies far from where the stated distance puts it";
	else if (best->prominence < 3 && far_from_neighbours(f, it, best))
		it->m.abstained = "all that the sentences around it name lies far from any place of this name";
	else if (best->prominence < 3 && far_from_list(f, it, best))
		it->m.abstained = "the other places of its list lie far from any place of this name";
	else if (best->prominence < 3 && has_rival(f, it, best))
		it->m.abstained = "places of this name far from each other fit as well";
	else if (in_other_town(f, it, best))
		it->m.abstained = "nothing that the text names is the town of any place of this name";
	else
		return;
	it->m.unresolved = true;
	it->m.kind = h && !h->any ? h->first_kind : best->kind;
}
