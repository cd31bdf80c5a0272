/* Which place each item is: candidates pass the recognition threshold, then features of their surroundings rank
 * them. Three rounds: recognition needs to know the article's places, and they need recognition. */
#include "toponym/scan.h"
#include "toponym/terms.def"

#include <math.h>

enum { MAX_CANDIDATES = 48, ANCHORS = 64, WINDOW = 12 };

/* A place that the article surely names, with where in the text. */
struct anchor {
	int32_t place;
	int32_t item;
	uint32_t sentence;
};

struct resolver {
	struct finder *f;
	struct anchor *anchors;
	size_t n_anchors;
	bool sport; /* sports news */
};

static const struct place *place_at(const struct finder *f, int32_t i)
{
	return gazetteer_place(f->gazetteer, (size_t)i);
}

static int32_t best_of(const struct item *it)
{
	return it->n_ranked ? it->ranked[0].place : PLACE_NONE;
}

static double nearness(const struct place *a, const struct place *b, double scale_km)
{
	if (!a->has_point || !b->has_point)
		return 0;
	return exp(-geo_distance_rough_m(a->point, b->point) / 1000 / scale_km);
}

/* -1..1: how well `c` lies in the container `x`. 0: nothing can be said. */
static double containment(const struct place *c, const struct place *x)
{
	if (x->kind == KIND_COUNTRY)
		return 0;
	bool capital = x->kind == KIND_GOVERNORATE || (sv_eq(x->name_ar, x->admin1) && x->prominence >= 5);
	struct sv governorate = x->admin1.len ? x->admin1 : x->name_ar;
	if (capital)
		return sv_eq(c->admin1, governorate) ? 1 : -1;
	if (!c->has_point || !x->has_point)
		return 0;
	double km = geo_distance_rough_m(c->point, x->point) / 1000;
	double reach = x->radius_km > 5 ? x->radius_km : 5;
	if (x->kind == KIND_DISTRICT || (sv_eq(x->name_ar, x->admin2) && x->prominence >= 3)) {
		if (sv_eq(c->admin2, x->admin2) && sv_eq(c->admin1, x->admin1))
			return 1;
		return km < reach + 30 ? 0.3 : -1;
	}
	if (sv_eq(c->admin3, x->name_ar) && sv_eq(c->admin1, x->admin1))
		return 1;
	if (km < reach + 15)
		return 0.9;
	return km < reach + 35 ? 0.2 : -1;
}

static bool head_suits(const struct head_rule *h, enum place_kind kind)
{
	return (h->kinds & 1u << kind) != 0;
}

static bool facility_head(const struct head_rule *h)
{
	const uint32_t built = 1u << KIND_FACILITY | 1u << KIND_BRIDGE | 1u << KIND_CROSSING | 1u << KIND_STATION |
	                       1u << KIND_AIRPORT | 1u << KIND_MILITARY_SITE | 1u << KIND_DAM | 1u << KIND_SHRINE |
	                       1u << KIND_ROAD | 1u << KIND_CAMP;
	return !h->any && h->kinds && !(h->kinds & ~(built | 1u << KIND_HAMLET | 1u << KIND_VILLAGE | 1u << KIND_TOWN));
}

/* Words of the key, and code points of a one-word key. */
static void key_size(struct sv key, size_t *words, size_t *letters)
{
	*words = 1;
	*letters = 0;
	for (size_t i = 0; i < key.len; i++) {
		*words += key.ptr[i] == ' ';
		*letters += ((unsigned char)key.ptr[i] & 0xC0) != 0x80;
	}
}

/* Does the article name another place of c's governorate? Sets *alone when all its places are far away. */
static bool coherent(const struct resolver *s, const struct place *c, int32_t item, bool *alone)
{
	*alone = s->n_anchors > 0;
	for (size_t i = 0; i < s->n_anchors; i++) {
		const struct place *a = place_at(s->f, s->anchors[i].place);
		if (s->anchors[i].item == item || a == c || a->kind == KIND_COUNTRY)
			continue;
		if (sv_eq(a->admin1, c->admin1) || (a->has_point && c->has_point && nearness(a, c, 60) > 0.37)) {
			*alone = false;
			return true;
		}
	}
	return false;
}

/* The item whose lead, container and header count: the first of its list. */
static double list_evidence(const struct finder *f, const struct item *it, size_t k)
{
	double best = 0;
	if (it->list_prev != NONE && f->items[it->list_prev].accept > 0 && !f->items[it->list_prev].dropped)
		best = 1;
	if (k + 1 < f->n_items && f->items[k + 1].list_prev == (int32_t)k && f->items[k + 1].accept > 0 &&
	    !f->items[k + 1].dropped)
		best = 1;
	return best;
}

static double accept_lead(const struct finder *f, const struct item *it)
{
	if (it->lead)
		return it->lead->role == ROLE_ORIGIN || it->lead->role == ROLE_DESTINATION || it->lead->role == ROLE_CONTEXT
		               ? weight(f, W_ACCEPT_MOTION)
		               : weight(f, W_ACCEPT_LOCATIVE);
	return it->m.relation != REL_NONE ? weight(f, W_ACCEPT_LOCATIVE) : 0;
}

/* A container behind the name speaks for it, unless this candidate lies elsewhere. */
static double accept_container(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->container_item == NONE || f->items[it->container_item].dropped)
		return 0;
	int32_t x = best_of(&f->items[it->container_item]);
	double fit = x == PLACE_NONE ? 0 : containment(c, place_at(f, x));
	return fit < 0 ? -weight(f, W_ACCEPT_CONTAINER) : weight(f, W_ACCEPT_CONTAINER);
}

static double accept_head(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->m.shape != MENTION_PLACE)
		return weight(f, W_ACCEPT_HEAD);
	if (it->head == NONE)
		return 0;
	const struct head_rule *h = &f->rules->heads[it->head];
	if (h->any)
		return weight(f, W_ACCEPT_HEAD_ANY);
	if (head_suits(h, c->kind))
		return weight(f, W_ACCEPT_HEAD);
	return weight(f, facility_head(h) ? W_ACCEPT_HEAD_ANY : W_ACCEPT_HEAD_WRONG);
}

/* "أبو ..." names men more often than places. U+0627 U+0628 U+0648 and a space. */
static bool kunya(struct sv key)
{
	return sv_starts(key, SV("\xd8\xa7\xd8\xa8\xd9\x88 "));
}

/* The sum of the recognition features for one candidate. */
static double accept_score(const struct resolver *s, size_t k, const struct place *c)
{
	static const enum weight base[] = {[AMBIGUITY_FREE] = W_ACCEPT_FREE,
	                                   [AMBIGUITY_NEEDS_CONTEXT] = W_ACCEPT_NEEDS_CONTEXT,
	                                   [AMBIGUITY_NEEDS_HEAD] = W_ACCEPT_NEEDS_HEAD};
	/* the gazetteer's mark says in part what the level says again */
	static const double common_share[] = {
	        [AMBIGUITY_FREE] = 1, [AMBIGUITY_NEEDS_CONTEXT] = 0.5, [AMBIGUITY_NEEDS_HEAD] = 0};
	static const double coherent_share[] = {
	        [AMBIGUITY_FREE] = 0.25, [AMBIGUITY_NEEDS_CONTEXT] = 1, [AMBIGUITY_NEEDS_HEAD] = 0.6};
	const struct finder *f = s->f;
	const struct item *it = &f->items[k];
	size_t words;
	size_t letters;
	bool alone;
	key_size(it->match.key, &words, &letters);
	double sum = weight(f, base[c->ambiguity]) + weight(f, W_ACCEPT_PROMINENCE) * c->prominence;
	double lead = accept_lead(f, it);
	double head = accept_head(f, it, c);
	double list = weight(f, W_ACCEPT_LIST) * list_evidence(f, it, k);
	sum += lead + head + list;
	sum += words > 1 ? weight(f, W_ACCEPT_MULTIWORD) : letters <= 3 ? weight(f, W_ACCEPT_SHORT) : 0;
	sum += accept_container(f, it, c);
	sum += it->directed ? weight(f, W_ACCEPT_DIRECTION) : 0;
	sum += it->m.relation == REL_OFFSET ? weight(f, W_ACCEPT_OFFSET) : 0;
	sum += it->header ? weight(f, W_ACCEPT_HEADER) : 0;
	sum += it->hashtag ? weight(f, W_ACCEPT_HASHTAG) : 0;
	sum += it->quoted ? weight(f, W_ACCEPT_QUOTED) : 0;
	sum += weight(f, W_ACCEPT_COMMON) * common_share[c->ambiguity] * rules_common(f->rules, text_hash(it->match.key));
	sum += kunya(it->match.key) && c->prominence < 3 ? weight(f, W_ACCEPT_KUNYA) : 0;
	sum += it->after_person ? weight(f, W_ACCEPT_GIVEN_NAME) : 0;
	if (it->match.cut) {
		sum += weight(f, W_ACCEPT_CUT);
		bool article = it->match.key.len > 4 && memcmp(it->match.key.ptr, "\xd8\xa7\xd9\x84", 4) == 0;
		sum += words == 1 && letters <= 4 && !article ? weight(f, W_ACCEPT_CUT_SHORT) : 0;
	}
	if (lead <= 0 && head <= 0 && list <= 0 && !it->directed && !it->header && !it->hashtag)
		sum += weight(f, W_ACCEPT_BARE) + (s->sport ? weight(f, W_ACCEPT_SPORT) : 0);
	if (coherent(s, c, (int32_t)k, &alone))
		sum += coherent_share[c->ambiguity] * weight(f, W_ACCEPT_COHERENT);
	else if (alone && c->prominence <= 2)
		sum += weight(f, W_ACCEPT_INCOHERENT);
	return sum;
}

/* Fit of c with the direction (and distance) that the text states from its container: "X غرب Y", "X على بعد 5 كم غرب Y". */
static double direction_score(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->container_item == NONE)
		return 0;
	const struct item *x = &f->items[it->container_item];
	int32_t xp = best_of(x);
	if (xp == PLACE_NONE || x->m.offset_deg < 0 || !c->has_point || !place_at(f, xp)->has_point ||
	    place_at(f, xp) == c)
		return 0;
	struct lonlat from = place_at(f, xp)->point;
	double turn = (geo_bearing_deg(from, c->point) - x->m.offset_deg) * 3.14159265358979323846 / 180;
	double sum = weight(f, W_RESOLVE_DIRECTION_FIT) * cos(turn);
	if (x->m.offset_m > 0) {
		double off = fabs(geo_distance_rough_m(from, c->point) - x->m.offset_m);
		sum += weight(f, W_RESOLVE_DISTANCE_FIT) * (2 * exp(-off / (3000 + 0.3 * x->m.offset_m)) - 1);
	}
	return sum;
}

/* Nearness to list members, to the sentence's places, to the article's. */
static double neighbour_score(const struct resolver *s, size_t k, const struct place *c)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[k];
	double siblings = 0;
	double sentence = 0;
	double article = 0;
	double near_km = weight(f, W_RESOLVE_SCALE_NEAR_KM);
	size_t from = k > WINDOW ? k - WINDOW : 0;
	for (size_t i = from; i < f->n_items && i <= k + WINDOW; i++) {
		const struct item *o = &f->items[i];
		int32_t best = best_of(o);
		if (i == k || o->dropped || best == PLACE_NONE || sv_eq(o->match.key, it->match.key))
			continue;
		const struct place *p = place_at(f, best);
		if (p->kind == KIND_COUNTRY || (p->kind == KIND_BADIA && p->radius_km > 100))
			continue;
		double n = nearness(c, p, near_km + 0.5 * p->radius_km);
		if (o->list_first == it->list_first)
			siblings = fmax(siblings, n);
		if (o->m.sentence + 1 >= it->m.sentence && o->m.sentence <= it->m.sentence + 1)
			sentence = fmax(sentence, n);
	}
	double total = 0;
	size_t count = 0;
	for (size_t i = 0; i < s->n_anchors; i++) {
		if (s->anchors[i].item == (int32_t)k || sv_eq(f->items[s->anchors[i].item].match.key, it->match.key))
			continue;
		const struct place *p = place_at(f, s->anchors[i].place);
		if (p->kind == KIND_COUNTRY)
			continue;
		double n = nearness(c, p, weight(f, W_RESOLVE_SCALE_ARTICLE_KM));
		article = fmax(article, n);
		total += n;
		count++;
	}
	article = count ? 0.5 * article + 0.5 * total / (double)count : 0;
	if (c->kind == KIND_GOVERNORATE || c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT) {
		/* the middle of an area says little about nearness */
		siblings *= 0.3;
		sentence *= 0.3;
		article *= 0.3;
	}
	return weight(f, W_RESOLVE_SIBLINGS) * siblings + weight(f, W_RESOLVE_NEIGHBOURS) * sentence +
	       weight(f, W_RESOLVE_ARTICLE) * article;
}

static double kind_score(const struct finder *f, const struct item *it, const struct place *c)
{
	if (it->m.shape == MENTION_BADIA && c->kind == KIND_BADIA)
		return weight(f, W_RESOLVE_HEAD_AGREES) * 2;
	if (it->m.shape != MENTION_PLACE)
		return c->prominence >= 4 && place_kind_is_settlement(c->kind) ? weight(f, W_RESOLVE_SETTLEMENT)
		       : c->kind == KIND_GOVERNORATE                           ? 0.5 * weight(f, W_RESOLVE_SETTLEMENT)
		                                                               : 0;
	if (it->head != NONE && !f->rules->heads[it->head].any) {
		const struct head_rule *h = &f->rules->heads[it->head];
		if (head_suits(h, c->kind))
			return weight(f, W_RESOLVE_HEAD_AGREES);
		return facility_head(h) && place_kind_is_settlement(c->kind) ? 0 : weight(f, W_RESOLVE_HEAD_DISAGREES);
	}
	if (place_kind_is_settlement(c->kind))
		return weight(f, W_RESOLVE_SETTLEMENT);
	return c->kind == KIND_DISTRICT || c->kind == KIND_SUBDISTRICT ? weight(f, W_RESOLVE_ADMIN)
	       : c->kind == KIND_GOVERNORATE                            ? 0.5 * weight(f, W_RESOLVE_ADMIN)
	                                                                : 0;
}

static double container_score(const struct finder *f, const struct item *it, const struct place *c)
{
	double sum = 0;
	if (it->container_item != NONE) {
		int32_t x = best_of(&f->items[it->container_item]);
		if (x != PLACE_NONE && place_at(f, x) != c)
			sum += weight(f, W_RESOLVE_CONTAINER) * containment(c, place_at(f, x));
	}
	if (it->header_item != NONE) {
		int32_t x = best_of(&f->items[it->header_item]);
		if (x != PLACE_NONE && place_at(f, x) != c)
			sum += weight(f, W_RESOLVE_HEADER) * containment(c, place_at(f, x));
	}
	return sum;
}

static bool at_home(const struct finder *f, const struct place *c)
{
	for (size_t i = 0; i < f->rules->n_home; i++)
		if (sv_eq(c->admin1, f->rules->home[i]))
			return true;
	return false;
}

static double resolve_score(const struct resolver *s, size_t k, const struct place *c, enum name_origin origin,
                            struct sv *why)
{
	const struct finder *f = s->f;
	const struct item *it = &f->items[k];
	double prominence = weight(f, W_RESOLVE_PROMINENCE) * c->prominence;
	double name = origin == NAME_PRIMARY     ? weight(f, W_RESOLVE_PRIMARY)
	              : origin == NAME_GENERATED ? weight(f, W_RESOLVE_GENERATED)
	                                         : 0;
	double quality = c->confidence == CONFIDENCE_LOW ? weight(f, W_RESOLVE_CONFIDENCE_LOW) : 0;
	if (c->ambiguity == AMBIGUITY_NEEDS_HEAD && it->head == NONE && it->m.shape == MENTION_PLACE)
		quality += weight(f, W_RESOLVE_NEEDS_HEAD);
	double kind = kind_score(f, it, c);
	double container = container_score(f, it, c);
	double direction = direction_score(f, it, c);
	double neighbours = neighbour_score(s, k, c);
	double home = at_home(f, c) ? weight(f, W_RESOLVE_HOME) : 0;
	if (f->options->explain)
		*why = arena_printf(f->arena,
		                    "prominence %.2f, name %.2f, quality %.2f, kind %.2f, container %.2f, direction %.2f, "
		                    "neighbours %.2f, home %.2f",
		                    prominence, name, quality, kind, container, direction, neighbours, home);
	return prominence + name + quality + kind + container + direction + neighbours + home;
}

/* Candidates of an item: the name's places; for "بادية X" the badia of that name too. */
static size_t candidate_names(const struct finder *f, const struct item *it, struct name_entry *out)
{
	size_t n = 0;
	if (it->m.shape == MENTION_BADIA && it->area_prefix.len) {
		struct sv key = arena_printf(f->arena, "%s %.*s", TERM_BADIA_KEY, SV_ARG(it->match.key));
		struct name_span badia = gazetteer_find(f->gazetteer, key, text_hash(key));
		for (size_t i = 0; i < badia.n && n < MAX_CANDIDATES; i++)
			out[n++] = badia.entries[i];
	}
	for (size_t i = 0; i < it->match.names.n && n < MAX_CANDIDATES; i++)
		out[n++] = it->match.names.entries[i];
	return n;
}

static void rank(struct resolver *s, size_t k, size_t max)
{
	struct finder *f = s->f;
	struct item *it = &f->items[k];
	struct name_entry names[MAX_CANDIDATES];
	size_t n = candidate_names(f, it, names);
	if (!it->ranked)
		it->ranked = ARENA_ARRAY(f->arena, struct candidate, n + 1);
	it->n_ranked = 0;
	it->accept = -99;
	for (size_t i = 0; i < n && i < max; i++) {
		const struct place *c = place_at(f, names[i].place);
		double accept = accept_score(s, k, c);
		it->accept = fmax(it->accept, accept);
		if (accept < weight(f, W_ACCEPT_THRESHOLD))
			continue;
		struct candidate candidate = {.place = names[i].place};
		candidate.score = resolve_score(s, k, c, (enum name_origin)names[i].origin, &candidate.why);
		if (f->options->explain)
			candidate.why = arena_printf(f->arena, "accept %.2f; %.*s", accept, SV_ARG(candidate.why));
		size_t at = it->n_ranked++;
		for (; at > 0 && it->ranked[at - 1].score < candidate.score; at--)
			it->ranked[at] = it->ranked[at - 1];
		it->ranked[at] = candidate;
	}
	it->dropped = it->n_ranked == 0 && !it->m.unresolved;
}

/* Anchors: items that are surely meant as places and whose place is beyond much doubt. */
static void find_anchors(struct resolver *s)
{
	struct finder *f = s->f;
	s->n_anchors = 0;
	for (size_t k = 0; k < f->n_items && s->n_anchors < ANCHORS; k++) {
		const struct item *it = &f->items[k];
		if (it->dropped || !it->n_ranked)
			continue;
		const struct place *p = place_at(f, it->ranked[0].place);
		bool clear = it->n_ranked == 1 || it->ranked[0].score - it->ranked[1].score > 0.8 ||
		             sv_eq(p->admin1, place_at(f, it->ranked[1].place)->admin1);
		if (it->accept < 0.8 || !clear || p->kind == KIND_COUNTRY)
			continue;
		s->anchors[s->n_anchors++] = (struct anchor){it->ranked[0].place, (int32_t)k, it->m.sentence};
	}
}

static double away_km(const struct place *a, const struct place *b)
{
	return a->has_point && b->has_point ? geo_distance_rough_m(a->point, b->point) / 1000 : 0;
}

/* The best place that says where an unresolved item is: its container, its header, else none. */
static int32_t container_of(const struct finder *f, const struct item *it)
{
	int32_t x = PLACE_NONE;
	if (it->container_item != NONE)
		x = best_of(&f->items[it->container_item]);
	if (x == PLACE_NONE && it->header_item != NONE)
		x = best_of(&f->items[it->header_item]);
	return x;
}

/* Abstains: a namesake elsewhere is as good, or the container contradicts, or the head word asks for another kind. */
static void decide(struct finder *f, struct item *it)
{
	if (it->dropped || !it->n_ranked)
		return;
	const struct place *best = place_at(f, it->ranked[0].place);
	int32_t x = container_of(f, it);
	bool abstain = false;
	for (size_t i = 1; i < it->n_ranked && i < 4; i++) {
		const struct place *other = place_at(f, it->ranked[i].place);
		if (it->ranked[0].score - it->ranked[i].score < weight(f, W_RESOLVE_MARGIN) && best->prominence < 3 &&
		    away_km(best, other) > weight(f, W_RESOLVE_MARGIN_KM))
			abstain = true;
	}
	if (it->container_item != NONE && x != PLACE_NONE && best->prominence < 3 &&
	    containment(best, place_at(f, x)) <= -1 && away_km(best, place_at(f, x)) > 60)
		abstain = true;
	if (it->head != NONE && it->head_token != NONE && it->m.shape == MENTION_PLACE) {
		const struct head_rule *h = &f->rules->heads[it->head];
		const uint32_t natural = 1u << KIND_MOUNTAIN | 1u << KIND_OIL_FIELD | 1u << KIND_NEIGHBOURHOOD | 1u << KIND_WADI;
		if ((h->kinds & natural) && !h->any && !head_suits(h, best->kind))
			abstain = true;
	}
	if (!abstain)
		return;
	it->m.unresolved = true;
	it->m.kind = it->head != NONE && !f->rules->heads[it->head].any ? f->rules->heads[it->head].first_kind : best->kind;
}

void resolve_items(struct finder *f)
{
	struct resolver s = {.f = f, .anchors = ARENA_ARRAY(f->arena, struct anchor, ANCHORS)};
	size_t sport = 0;
	for (size_t i = 0; i < f->text->n_tokens; i++)
		sport += token_has(f, i, WORD_SPORT);
	s.sport = sport >= 4;
	for (size_t k = 0; k < f->n_items; k++)
		f->items[k].accept = f->items[k].m.unresolved ? 1 : 0.1;
	for (int round = 0; round < 3; round++) {
		for (size_t k = 0; k < f->n_items; k++)
			if (f->items[k].match.names.n)
				rank(&s, k, MAX_CANDIDATES);
		find_anchors(&s);
	}
	for (size_t k = 0; k < f->n_items; k++)
		decide(f, &f->items[k]);
	for (size_t k = 0; k < f->n_items; k++) {
		struct item *it = &f->items[k];
		it->m.place = it->m.unresolved ? PLACE_NONE : best_of(it);
		it->m.container = it->m.unresolved ? container_of(f, it) : PLACE_NONE;
	}
}
