/* Which place each item is: candidates pass the recognition threshold, then features of their surroundings rank
 * them. Three rounds: recognition needs to know the article's places, and they need recognition. */
#include "toponym/features.h"
#include "toponym/lead.h"
#include "toponym/terms.def"

#include <math.h>

enum { MAX_CANDIDATES = 48, ROUNDS = 3, NOUN_TOKENS = 300, NOUN_LEVEL = 2 };

static const struct place *place_at(const struct finder *f, int32_t i)
{
	return gazetteer_place(f->gazetteer, (size_t)i);
}

static int32_t best_of(const struct item *it)
{
	return it->n_ranked ? it->ranked[0].place : PLACE_NONE;
}

/* "سلمية": only the district is known under this spelling; its seat bears its name. */
static size_t add_seat(const struct finder *f, const struct place *admin, struct name_entry *out, size_t n)
{
	struct sv key = text_fold(f->arena, admin->name_ar);
	struct name_span names = gazetteer_find(f->gazetteer, key, text_hash(key));
	for (size_t i = 0; i < names.n && n < MAX_CANDIDATES; i++) {
		const struct place *p = place_at(f, names.entries[i].place);
		if (place_kind_is_settlement(p->kind) && sv_eq(p->admin1, admin->admin1) && sv_eq(p->admin2, admin->admin2))
			out[n++] = (struct name_entry){names.entries[i].place, NAME_GENERATED};
	}
	return n;
}

/* "السلحبية", "سلحبية": little places that bear the name with the article taken off or put before it. */
static size_t add_toggled(const struct finder *f, const struct item *it, struct name_entry *out, size_t n)
{
	struct sv article = SV("\xd8\xa7\xd9\x84");
	struct sv key = it->match.key;
	bool has = sv_starts(key, article);
	if (it->match.repair != REPAIR_NONE || key.len < (has ? 10 : 6) || key.len > 64)
		return n;
	const struct sv parts[] = {article, key};
	key = has ? sv_skip(key, article.len) : arena_join(f->arena, parts, 2, SV(""));
	struct name_span names = gazetteer_find(f->gazetteer, key, text_hash(key));
	for (size_t i = 0; i < names.n && n < MAX_CANDIDATES; i++) {
		const struct place *p = place_at(f, names.entries[i].place);
		bool known = false;
		for (size_t k = 0; k < n; k++)
			known = known || out[k].place == names.entries[i].place;
		if (!known && place_kind_is_settlement(p->kind) && p->prominence <= 2)
			out[n++] = (struct name_entry){names.entries[i].place, NAME_GENERATED};
	}
	return n;
}

/* Candidates of an item: the name's places; for "بادية X" the badia of that name too. */
static size_t candidate_names(const struct finder *f, const struct item *it, struct name_entry *out, size_t *toggled)
{
	size_t n = 0;
	if (it->m.shape == MENTION_BADIA && it->area_prefix.len) {
		struct sv key = arena_pair(f->arena, SV(TERM_BADIA_KEY), it->match.key);
		struct name_span badia = gazetteer_find(f->gazetteer, key, text_hash(key));
		for (size_t i = 0; i < badia.n && n < MAX_CANDIDATES; i++)
			out[n++] = badia.entries[i];
	}
	const struct place *admin = NULL;
	bool seated = false;
	for (size_t i = 0; i < it->match.names.n && n < MAX_CANDIDATES; i++) {
		const struct place *p = place_at(f, it->match.names.entries[i].place);
		bool is_admin = p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT;
		admin = is_admin && !admin ? p : admin;
		seated = seated || (!is_admin && p->prominence >= 3);
		out[n++] = it->match.names.entries[i];
	}
	if (admin && !seated)
		n = add_seat(f, admin, out, n);
	*toggled = n;
	return it->m.shape == MENTION_PLACE ? add_toggled(f, it, out, n) : n;
}

/* Where an item is, for its neighbours. "ريف X الشرقي", "شرقي X" lie a way off; a capital often stands for its
 * governorate, so that little follows from it. */
static void place_item(const struct finder *f, struct item *it)
{
	static const double degree = 3.14159265358979323846 / 180;
	static const double km_per_degree = 111.2;
	if (it->placed == best_of(it))
		return;
	it->placed = best_of(it);
	it->best = it->placed == PLACE_NONE ? NULL : place_at(f, it->placed);
	const struct place *p = it->best;
	it->spread_km = -1;
	if (!p || !p->has_point || p->kind == KIND_COUNTRY || p->kind == KIND_GOVERNORATE ||
	    (p->kind == KIND_BADIA && p->radius_km > 100))
		return;
	bool aside = it->m.direction >= DIR_N && it->m.direction <= DIR_NW;
	double away_km = !aside ? 0 : p->prominence >= 5 ? 50 : p->prominence == 4 ? 20 : 10;
	double bearing = 45.0 * (it->m.direction - DIR_N) * degree;
	struct lonlat where = p->point;
	if (aside) {
		where.lat_deg += away_km * cos(bearing) / km_per_degree;
		where.lon_deg += away_km * sin(bearing) / (km_per_degree * cos(p->point.lat_deg * degree));
	}
	it->where = aside ? vec3_of(where) : p->at;
	it->spread_km = 0.5 * p->radius_km + 0.5 * away_km;
}

static void insert(struct candidate *list, size_t n, const struct candidate *c)
{
	size_t at = n;
	for (; at > 0 && list[at - 1].score < c->score; at--)
		list[at] = list[at - 1];
	list[at] = *c;
}

/* The item as a place that no candidate is. */
static void weigh_unknown(struct resolver *s, struct item *it, size_t k, bool explain)
{
	struct finder *f = s->f;
	struct features x;
	features_of_unknown(s, k, &x);
	it->unknown = (struct candidate){.place = PLACE_NONE, .accept = features_unknown(f->rules, &x)};
	it->unknown.below = it->unknown.accept < weight(f, W_ACCEPT_THRESHOLD);
	if (explain)
		features_explain(f->arena, f->rules, &x, &it->unknown);
}

static void collect_options(const struct finder *f, struct item *it)
{
	struct name_entry names[MAX_CANDIDATES];
	size_t toggled;
	it->n_options = candidate_names(f, it, names, &toggled);
	it->options = arena_room(f->arena, (it->n_options + 1) * sizeof *it->options);
	it->ranked = arena_room(f->arena, (it->n_options + 2) * sizeof *it->ranked);
	for (size_t i = 0; i < it->n_options; i++) {
		it->options[i] = (struct option){.place = place_at(f, names[i].place),
		                                 .index = names[i].place,
		                                 .origin = (enum name_origin)names[i].origin,
		                                 .toggled = i >= toggled};
	}
}

static void measure_key(struct item *it)
{
	it->key_words = 1;
	for (size_t i = 0; i < it->match.key.len; i++) {
		it->key_words += it->match.key.ptr[i] == ' ';
		it->key_letters += ((unsigned char)it->match.key.ptr[i] & 0xC0) != 0x80;
	}
}

/* "استهدف الهجوم ورشة لجمع الكمأة ... أحاطوا بالورشة": the word without its article, told shortly before as an ordinary
 * noun. */
static bool said_as_noun(const struct finder *f, const struct item *it)
{
	const struct sv article = SV("\xD8\xA7\xD9\x84");
	if (it->key_words > 1 || it->head != NONE || !sv_starts(it->match.key, article) || it->match.first == 0)
		return false;
	uint64_t bare = text_hash(sv_skip(it->match.key, article.len));
	for (uint32_t i = it->match.first, n = 0; i > 0 && n < NOUN_TOKENS; i--, n++)
		if (f->text->tokens[i - 1].hash == bare)
			return true;
	return false;
}

/* What does not change from round to round. Items that name the same share their options. */
static void prepare(const struct finder *f, struct item *it)
{
	it->key_hash = text_hash(it->match.key);
	while (f->items[it->same_name].key_hash != it->key_hash)
		it->same_name++;
	const struct item *first = &f->items[it->same_name];
	if (first == it) {
		it->common_level = rules_common(f->rules, it->key_hash);
		measure_key(it);
		it->common_level += said_as_noun(f, it) ? NOUN_LEVEL : 0;
	} else {
		it->common_level = first->common_level;
		it->key_words = first->key_words;
		it->key_letters = first->key_letters;
	}
	if (first == it || first->match.names.entries != it->match.names.entries || first->m.shape != it->m.shape) {
		collect_options(f, it);
		return;
	}
	it->options = first->options;
	it->n_options = first->n_options;
	it->ranked = arena_room(f->arena, (it->n_options + 2) * sizeof *it->ranked);
}

/* An option that passes the threshold of recognition, and how. */
struct passed {
	struct option *option;
	double accept;
};

/* The options that are places here at all; of an explanation all, those below the threshold too. */
static size_t recognise(struct resolver *s, size_t k, bool explain, struct features *x, struct passed *out)
{
	const struct toponym_rules *rules = s->f->rules;
	struct item *it = &s->f->items[k];
	size_t n = 0;
	features_of_item(s, k, x);
	const uint64_t common = x->set;
	it->accept = -99;
	for (size_t i = 0; i < it->n_options; i++) {
		x->set = common;
		features_of_recognition(s, k, &it->options[i], x);
		double accept = features_accept(rules, x);
		it->accept = fmax(it->accept, accept);
		if (explain || accept >= rules->weights[W_ACCEPT_THRESHOLD])
			out[n++] = (struct passed){&it->options[i], accept};
	}
	x->set = common;
	return n;
}

/* Ranks an item's options. Where only one passes it needs no features of resolution unless they are to be shown. */
static void rank(struct resolver *s, size_t k, bool explain)
{
	struct finder *f = s->f;
	struct item *it = &f->items[k];
	struct candidate *below = explain ? ARENA_ARRAY(f->arena, struct candidate, it->n_options + 1) : NULL;
	struct features x;
	struct passed passed[MAX_CANDIDATES];
	size_t n = recognise(s, k, explain, &x, passed);
	const uint64_t common = x.set;
	it->n_ranked = it->n_below = 0;
	if (n > 1 || explain)
		features_look_around(s, k);
	for (size_t i = 0; i < n; i++) {
		struct candidate c = {.place = passed[i].option->index, .accept = passed[i].accept};
		c.below = c.accept < weight(f, W_ACCEPT_THRESHOLD);
		x.set = common;
		if (explain)
			features_of_recognition(s, k, passed[i].option, &x);
		if (n > 1 || explain) {
			features_of_resolution(s, k, passed[i].option, &x);
			c.score = features_resolve(f->rules, &x);
		}
		if (explain)
			features_explain(f->arena, f->rules, &x, &c);
		if (c.below)
			below[it->n_below++] = c;
		else
			insert(it->ranked, it->n_ranked++, &c);
	}
	if (it->n_below)
		memcpy(it->ranked + it->n_ranked, below, it->n_below * sizeof *below);
	it->dropped = it->n_ranked == 0;
	place_item(f, it);
	if (!it->open || it->n_ranked)
		return;
	weigh_unknown(s, it, k, explain);
	it->dropped = it->unknown.below;
	it->accept = fmax(it->accept, it->unknown.accept);
	if (explain)
		it->ranked[it->n_below++] = it->unknown;
}

/* Ranks an item unless nothing that its features look at has changed since it was. Notes whether it changed in what the
 * features of others look at. */
static void rank_and_compare(struct resolver *s, size_t k, bool explain)
{
	struct item *it = &s->f->items[k];
	if (it->ranked_at >= s->changed_at && !explain)
		return;
	int32_t best = best_of(it);
	bool dropped = it->dropped;
	bool taken = it->accept > 0;
	it->ranked_at = ++s->clock;
	rank(s, k, explain);
	if (best != best_of(it) || dropped != it->dropped || taken != (it->accept > 0))
		s->changed_at = s->clock;
}

/* The slot of an anchor's place; NONE when there have been too many. */
static int slot_of(struct resolver *s, const struct place *p)
{
	int slot = 0;
	while (slot < s->n_slots && s->slots[slot] != p)
		slot++;
	if (slot == MAX_ANCHORS) {
		s->crowded = true;
		return NONE;
	}
	uint64_t bit = UINT64_C(1) << slot;
	s->sole = s->present & bit ? s->sole & ~bit : s->sole | bit;
	s->present |= bit;
	s->slots[slot] = p;
	s->n_slots += slot == s->n_slots;
	return slot;
}

/* Its place is beyond much doubt. */
static bool is_clear(const struct finder *f, const struct item *it, const struct place *p)
{
	return it->n_ranked == 1 || it->ranked[0].score - it->ranked[1].score > 0.8 ||
	       sv_eq(p->admin1, place_at(f, it->ranked[1].place)->admin1);
}

/* Anchors: items that are surely meant as places and whose place is beyond much doubt. */
static void find_anchors(struct resolver *s)
{
	struct finder *f = s->f;
	size_t before = s->n_anchors;
	bool changed = false;
	s->n_anchors = 0;
	s->present = s->sole = 0;
	s->crowded = false;
	for (size_t k = 0; k < f->n_items; k++)
		f->items[k].anchor = NONE;
	for (size_t k = 0; k < f->n_items && s->n_anchors < MAX_ANCHORS; k++) {
		struct item *it = &f->items[k];
		if (it->dropped || !it->n_ranked || it->accept < 0.8)
			continue;
		const struct place *p = item_place(it);
		if (p->kind == KIND_COUNTRY || !is_clear(f, it, p))
			continue;
		struct anchor *a = &s->anchors[s->n_anchors];
		changed = changed || a->place != p || a->item != (int32_t)k;
		*a = (struct anchor){.place = p, .item = (int32_t)k};
		a->slot = slot_of(s, p);
		it->anchor = (int32_t)s->n_anchors;
		s->n_anchors++;
	}
	if (changed || s->n_anchors != before)
		s->changed_at = ++s->clock;
}

/* It names an area: a countryside, a badia, a governorate. */
static bool is_wide(const struct item *it)
{
	const struct place *p = item_place(it);
	return p && !it->dropped && !it->m.unresolved &&
	       (it->m.shape != MENTION_PLACE || p->kind == KIND_GOVERNORATE || p->kind == KIND_DISTRICT || p->kind == KIND_SUBDISTRICT);
}

/* The best place that says where an unresolved item is: its container, its header, else none. */
static int32_t container_of(const struct finder *f, const struct item *it)
{
	int32_t x = PLACE_NONE;
	if (it->container_item != NONE)
		x = best_of(&f->items[it->container_item]);
	for (const struct item *o = it; x == PLACE_NONE && o > f->items && o[-1].m.sentence == it->m.sentence; o--)
		if (is_wide(&o[-1]))
			x = best_of(&o[-1]); /* "في ريف X، وتحديداً قرية Y" */
	if (x == PLACE_NONE && it->header_item != NONE)
		x = best_of(&f->items[it->header_item]);
	return x;
}

void resolve_items(struct finder *f)
{
	struct resolver s = {.f = f, .anchors = ARENA_ARRAY(f->arena, struct anchor, MAX_ANCHORS), .changed_at = 1, .clock = 1};
	size_t sport = 0;
	for (size_t i = 0; (f->classes & WORD_SPORT) && i < f->text->n_tokens; i++)
		sport += token_has(f, i, WORD_SPORT);
	s.sport = sport >= 4;
	for (size_t k = 0; k < f->n_items; k++) {
		f->items[k].accept = f->items[k].m.unresolved ? 1 : 0.1;
		prepare(f, &f->items[k]);
	}
	for (int round = 0; round < ROUNDS; round++) {
		bool last = round == ROUNDS - 1;
		for (size_t k = 0; k < f->n_items; k++)
			rank_and_compare(&s, k, f->options->explain && last);
		find_anchors(&s);
	}
	for (size_t k = 0; k < f->n_items; k++)
		abstain(f, &f->items[k]);
	for (size_t k = 0; k < f->n_items; k++) {
		struct item *it = &f->items[k];
		it->m.place = it->m.unresolved ? PLACE_NONE : best_of(it);
		it->m.has_head = it->head != NONE;
		it->m.extent_basis = it->m.unresolved || it->dropped ? NULL : features_extent_basis(f, k);
		it->m.container = it->m.unresolved ? container_of(f, it) : PLACE_NONE;
	}
}
