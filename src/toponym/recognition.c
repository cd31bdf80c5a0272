/* Features of recognition: whether an item is a place at all, as one of its candidates or as one that the gazetteer lacks. */
#include "toponym/features.h"

enum { NEAR_ITEMS = 40, OTHER_HEADERS = 2 };

static const double coherence_km = 60;    /* within which places of two governorates are of one region */
static const double repair_reach_km = 40; /* from a place that the article surely names to a misspelt one */

/* Of one governorate, or near each other. */
static bool in_one_region(const struct place *a, const struct place *c)
{
	return a != c &&
	       (same_governorate(a, c) || (a->has_point && c->has_point && vec3_distance_km(a->at, c->at) < coherence_km));
}

/* The slots of anchors other than an item. */
static uint64_t slots_of_others(const struct resolver *s, const struct item *it, int32_t item)
{
	int slot = it->anchor == NONE ? NONE : s->anchors[it->anchor].slot;
	bool only = slot != NONE && s->anchors[it->anchor].item == item && (s->sole >> slot & 1);
	return only ? s->present & ~(UINT64_C(1) << slot) : s->present;
}

static bool coheres_with(const struct resolver *s, struct option *o, uint64_t slots)
{
	if (o->coheres & slots)
		return true;
	for (uint64_t rest = slots & ~o->asked; rest; rest &= rest - 1) {
		unsigned slot = bits_least(rest);
		o->asked |= UINT64_C(1) << slot;
		if (!in_one_region(s->slots[slot], o->place))
			continue;
		o->coheres |= UINT64_C(1) << slot;
		return true;
	}
	return false;
}

/* Does the article name another place of the option's governorate, or one nearby? */
static bool coherent(const struct resolver *s, struct option *o, const struct item *it, int32_t item)
{
	if (coheres_with(s, o, slots_of_others(s, it, item)))
		return true;
	for (size_t i = 0; s->crowded && i < s->n_anchors; i++)
		if (s->anchors[i].slot == NONE && s->anchors[i].item != item && in_one_region(s->anchors[i].place, o->place))
			return true;
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

/* "سلوك: ..." among lines that other places head. */
static bool heads_line_as_others(const struct finder *f, const struct item *it, size_t k)
{
	size_t taken = 0, first = k > NEAR_ITEMS ? k - NEAR_ITEMS : 0;
	for (size_t i = first; it->section && i < f->n_items && i <= k + NEAR_ITEMS && taken < OTHER_HEADERS; i++)
		taken += i != k && f->items[i].section && is_taken(&f->items[i]);
	return taken >= OTHER_HEADERS;
}

/* A container behind the name speaks for it, unless this candidate lies elsewhere. */
static float container_sign(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->container_item == NONE || f->items[it->container_item].dropped)
		return 0;
	const struct item *container = &f->items[it->container_item];
	const struct place *x = item_place(container);
	return x && !item_is_offset(container) && containment(c, x) <= -1 ? -1 : 1;
}

enum lead { LEAD_NONE, LEAD_LOCATIVE, LEAD_MOTION };

/* The words before: a pattern of place, of motion, or none. */
static enum lead lead_of(const struct item *it)
{
	if (!it->lead && it->m.relation == REL_NONE)
		return LEAD_NONE;
	bool motion = it->lead && (it->lead->role == ROLE_ORIGIN || it->lead->role == ROLE_DESTINATION ||
	                           it->lead->role == ROLE_CONTEXT);
	return motion ? LEAD_MOTION : LEAD_LOCATIVE;
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

/* The name itself, its length and what is cut off it. */
static void item_name(const struct finder *f, const struct item *it, bool in_list, struct features *x)
{
	size_t words = it->key_words;
	size_t letters = it->key_letters;
	features_flag(x, W_ACCEPT_MULTIWORD, words > 1);
	features_flag(x, W_ACCEPT_SHORT, words == 1 && letters <= 3);
	/* "like X" (ك) is a figure of speech more often than a list of examples */
	if (it->match.clitics & CLITIC_KA)
		features_put(x, W_ACCEPT_CUT, 4);
	else
		features_flag(x, W_ACCEPT_CUT, it->match.cut > 0);
	/* "and X" within a list that goes on or ends behind it is no word that happens to begin with "and" */
	if (it->match.cut && words == 1 && letters <= 4 && !has_article(it->match.key))
		features_flag(x, W_ACCEPT_CUT_SHORT, !(in_list && token_ends_member(f, it->m.last_token)));
}

/* Nothing before the name says that it is a place's. */
static bool is_bare(const struct item *it, enum lead lead, bool in_list)
{
	bool headed = it->m.shape != MENTION_PLACE || it->head != NONE;
	return lead == LEAD_NONE && !headed && !in_list && !it->directed && !it->header && !it->hashtag;
}

void features_of_item(const struct resolver *s, size_t item, struct features *x)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	enum lead lead = lead_of(it);
	bool in_list = listed(f, it, item) || heads_line_as_others(f, it, item);
	bool bare = is_bare(it, lead, in_list);
	x->set = 0;
	features_flag(x, W_ACCEPT_LOCATIVE, lead == LEAD_LOCATIVE);
	features_flag(x, W_ACCEPT_MOTION, lead == LEAD_MOTION);
	features_flag(x, W_ACCEPT_LIST, in_list);
	features_flag(x, W_ACCEPT_DIRECTION, it->directed);
	features_flag(x, W_ACCEPT_OFFSET, it->m.relation == REL_OFFSET);
	features_flag(x, W_ACCEPT_HEADER, it->header);
	features_flag(x, W_ACCEPT_HASHTAG, it->hashtag);
	features_flag(x, W_ACCEPT_QUOTED, it->quoted);
	features_flag(x, W_ACCEPT_GIVEN_NAME, it->after_person);
	features_flag(x, W_ACCEPT_BARE, bare);
	features_flag(x, W_ACCEPT_SPORT, bare && s->sport);
	item_name(f, it, in_list, x);
}

static void fill_head(const struct finder *f, const struct item *it, const struct place *c, struct features *x)
{
	if (it->m.shape != MENTION_PLACE) {
		features_put(x, W_ACCEPT_HEAD, 1);
		return;
	}
	if (it->head == NONE)
		return;
	const struct head_rule *h = &f->rules->heads[it->head];
	bool suits = !h->any && head_suits(h, c->kind);
	bool loose = h->any || head_is_facility(h) || head_of_parts(h, c);
	features_put(x, suits ? W_ACCEPT_HEAD : loose ? W_ACCEPT_HEAD_ANY : W_ACCEPT_HEAD_WRONG, 1);
}

/* What the gazetteer says of the name as this place's: how it is marked, its other meanings. */
static void fill_name(const struct item *it, const struct place *c, struct features *x)
{
	static const enum weight marks[] = {[AMBIGUITY_FREE] = W_ACCEPT_FREE,
	                                    [AMBIGUITY_NEEDS_CONTEXT] = W_ACCEPT_NEEDS_CONTEXT,
	                                    [AMBIGUITY_NEEDS_HEAD] = W_ACCEPT_NEEDS_HEAD};
	/* the gazetteer's mark says in part what the level says again */
	static const double common_share[] = {
	        [AMBIGUITY_FREE] = 1, [AMBIGUITY_NEEDS_CONTEXT] = 0.5, [AMBIGUITY_NEEDS_HEAD] = 0};
	double level = it->common_level;
	features_put(x, marks[c->ambiguity], 1);
	features_put(x, W_ACCEPT_PROMINENCE, (float)c->prominence);
	if (it->plain_dual || level > 0)
		features_put(x, W_ACCEPT_COMMON, it->plain_dual ? 4 : (float)(common_share[c->ambiguity] * level));
	features_flag(x, W_ACCEPT_KUNYA, c->prominence < 3 && kunya(it->match.key));
	features_flag(x, W_ACCEPT_RARE, c->ambiguity != AMBIGUITY_FREE && (it->key_words > 1 || it->key_letters >= 5) &&
	                                        !features_has(x, W_ACCEPT_BARE) && level <= 0);
}

/* How doubtful a repaired name is. A wrong letter or article is nothing by itself: something around must ask for a
 * place, and for a wrong letter another place nearby. */
static float fill_repair(const struct resolver *s, const struct item *it, size_t item, const struct place *c, bool asked)
{
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
		for (size_t i = 0; i < s->n_anchors && !near; i++) {
			const struct place *a = s->anchors[i].place;
			near = s->anchors[i].item != (int32_t)item && a != c && a->has_point && c->has_point &&
			       vec3_distance_km(a->at, c->at) < repair_reach_km;
		}
		break;
	}
	return near && asked ? 1 : 4;
}

void features_of_recognition(const struct resolver *s, size_t item, struct option *o, struct features *x)
{
	const struct place *c = o->place;
	static const double coherent_share[] = {
	        [AMBIGUITY_FREE] = 0.25, [AMBIGUITY_NEEDS_CONTEXT] = 1, [AMBIGUITY_NEEDS_HEAD] = 0.6};
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	float container = container_sign(f, it, c);
	fill_head(f, it, c, x);
	if (container < 0 || container > 0)
		features_put(x, W_ACCEPT_CONTAINER, container);
	fill_name(it, c, x);
	if (it->match.repair != REPAIR_NONE) {
		bool asked = features_has(x, W_ACCEPT_HEAD) || features_has(x, W_ACCEPT_LIST) || container > 0;
		features_put(x, W_ACCEPT_REPAIRED, fill_repair(s, it, item, c, asked));
	}
	if (coherent(s, o, it, (int32_t)item))
		features_put(x, W_ACCEPT_COHERENT, (float)coherent_share[c->ambiguity]);
	else
		features_flag(x, W_ACCEPT_INCOHERENT, s->n_anchors > 0 && c->prominence <= 2);
}

void features_of_unknown(const struct resolver *s, size_t item, struct features *x)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[item];
	const struct head_rule *h = it->head == NONE ? NULL : &f->rules->heads[it->head];
	enum lead lead = lead_of(it);
	bool in_list = listed(f, it, item);
	x->set = 0;
	features_put(x, W_UNKNOWN_BASE, 1);
	if (h)
		features_put(x, h->any ? W_UNKNOWN_AREA : head_is_facility(h) ? W_UNKNOWN_FACILITY : W_UNKNOWN_SETTLEMENT, 1);
	features_flag(x, W_UNKNOWN_NAMESAKE, it->match.names.n > 0 && it->match.repair != REPAIR_SPELLING);
	features_flag(x, W_UNKNOWN_LOCATIVE, lead == LEAD_LOCATIVE || it->directed);
	features_flag(x, W_UNKNOWN_MOTION, lead == LEAD_MOTION);
	features_flag(x, W_UNKNOWN_LIST, in_list);
	features_flag(x, W_UNKNOWN_CONTAINER, it->container_item != NONE && !f->items[it->container_item].dropped);
	features_flag(x, W_UNKNOWN_QUOTED, it->quoted);
	features_flag(x, W_UNKNOWN_PLACES, s->n_anchors > 0);
	if (it->match.names.n)
		features_put(x, W_UNKNOWN_COMMON, (float)it->common_level);
	features_flag(x, W_UNKNOWN_PERSON, it->after_person);
	features_flag(x, W_UNKNOWN_BARE, is_bare(it, lead, in_list));
}
