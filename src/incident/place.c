#include "incident/draft.h"

enum {
	NARROW = 2,
	BROAD = 5,
	LIST_GAP = 3,
	FOLLOW_SENTENCES = 3,
	LABEL_ORDER = 104,
	ROAD_ORDER = 5,
	SPAN_ORDER = 7,
	SPAN_KM = 100,
	HELD_WORDS = 2,
	WHERE_WORDS = 3
};

bool mention_same_place(const struct mention *a, const struct mention *b)
{
	if (a->shape != b->shape || a->direction != b->direction)
		return false;
	if (a->place != PLACE_NONE || b->place != PLACE_NONE)
		return a->place == b->place;
	return sv_eq(a->name_ar, b->name_ar);
}

int mention_breadth(const struct mention *m)
{
	static const int breadths[PLACE_KIND_COUNT] = {
	    [KIND_COUNTRY] = 9,	 [KIND_GOVERNORATE] = 8, [KIND_REGION] = 7,	   [KIND_RIVER] = 7,
	    [KIND_DISTRICT] = 6, [KIND_SUBDISTRICT] = 6, [KIND_BADIA] = 4,	   [KIND_ROAD] = 4,
	    [KIND_CITY] = 3,	 [KIND_TOWN] = 2,	 [KIND_MOUNTAIN] = 4,	   [KIND_LAKE] = 2,
	    [KIND_VILLAGE] = 1,	 [KIND_HAMLET] = 1,	 [KIND_CAMP] = 1,	   [KIND_WADI] = 1,
	    [KIND_ISLAND] = 1,	 [KIND_OIL_FIELD] = 1,	 [KIND_GAS_FIELD] = 1,	   [KIND_AIRPORT] = 1,
	    [KIND_STATION] = 1,	 [KIND_DAM] = 1,	 [KIND_MILITARY_SITE] = 1, [KIND_BRIDGE] = 1,
	    [KIND_SHRINE] = 1,	 [KIND_CROSSING] = 1,
	};
	if (m->kind == KIND_COUNTRY) /* "شرق سوريا" too */
		return breadths[KIND_COUNTRY];
	if (m->shape == MENTION_PLACE && (m->relation == REL_DIRECTION || m->relation == REL_OFFSET))
		return BROAD; /* "غرب دير الزور": what it is measured from */
	bool small = breadths[(unsigned)m->kind < PLACE_KIND_COUNT ? m->kind : KIND_VILLAGE] <= NARROW;
	if (m->shape == MENTION_BADIA) /* "بادية المسرب": that of a village is narrow */
		return small && m->place != PLACE_NONE ? NARROW : 4;
	if (m->shape == MENTION_COUNTRYSIDE || m->shape == MENTION_DIRECTION)
		return 5;
	return (unsigned)m->kind < PLACE_KIND_COUNT ? breadths[m->kind] : 1;
}

bool mention_is_hospital(const struct mention *m)
{
	return sv_starts(m->name_ar, SV("\xD9\x85\xD8\xB4\xD9\x81\xD9\x89")) ||
	       sv_starts(m->name_ar, SV("\xD9\x85\xD8\xB3\xD8\xAA\xD8\xB4\xD9\x81\xD9\x89"));
}

bool mention_is_governorate(const struct story *s, const struct mention *m)
{
	if (m->shape != MENTION_PLACE || m->place == PLACE_NONE)
		return false;
	const struct place *p = gazetteer_place(s->gazetteer, (size_t)m->place);
	return p->kind == KIND_GOVERNORATE || (p->kind == KIND_CITY && sv_eq(p->name_ar, p->admin1));
}

bool mention_spans_governorates(const struct gazetteer *g, const struct mention *m)
{
	if (m->kind == KIND_COUNTRY || m->place == PLACE_NONE)
		return m->kind == KIND_COUNTRY;
	const struct place *p = gazetteer_place(g, (size_t)m->place);
	if (p->kind == KIND_RIVER)
		return m->shape != MENTION_PLACE || m->relation == REL_DIRECTION;
	bool area = p->kind == KIND_COUNTRY || p->kind == KIND_REGION || p->kind == KIND_BADIA;
	return area && p->radius_km >= SPAN_KM;
}

void draft_add_place(struct arena *a, struct draft *d, const struct mention *m)
{
	for (size_t i = 0; i < d->n_places; i++)
		if (mention_same_place(d->places[i], m))
			return;
	*ARENA_PUSH(a, d->places, d->n_places, &d->places_capacity) = m;
}

/* "بدا المشهد مختلفاً في X حيث أسفرت المعارك ...": where, right before what happened there. */
static bool is_where(const struct story *s, const struct draft *d, const struct mention *m)
{
	uint32_t at = m->last_token + 1u;
	while (at < d->head->token && s->text->tokens[at].kind == TOKEN_PUNCT)
		at++;
	return m->role == ROLE_EVENT && d->head->token > at && d->head->token - at <= WHERE_WORDS &&
	       sv_eq(s->text->tokens[at].norm, SV("\xD8\xAD\xD9\x8A\xD8\xAB"));
}

/* "وفي قرية X، على مسافة أبعد غرباً، بدأت القوات ...": where all that its sentence tells happened. */
static bool is_scene(const struct story *s, const struct draft *d, const struct mention *m)
{
	if (is_where(s, d, m))
		return true;
	uint32_t first = s->text->sentences[d->sentence].first_token;
	struct sv in = s->text->tokens[first].norm;
	return m->first_token > first && m->first_token <= first + 2u && m->role == ROLE_EVENT &&
	       (sv_eq(in, SV("\xD9\x81\xD9\x8A")) || sv_eq(in, SV("\xD9\x88\xD9\x81\xD9\x8A")));
}

/* Places of the event in a draft's own clauses; movements only where their own clause has them. */
static void add_event_places(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct stretch *own = &d->stretches[0];
	bool headed_only = d->head->role == TRIGGER_MOVEMENT || d->head->role == TRIGGER_WITHDRAWAL || d->anaphoric;
	for (size_t i = mention_from(m, own->first); i < m->n && m->items[i].first_token <= own->last; i++)
		if (is_event_place(s, i, d->head) &&
		    (!headed_only || (s->mention_flags[i] & MENTION_HEADED) || is_scene(s, d, &m->items[i])) &&
		    !mention_holds_victims(s, &m->items[i]))
			draft_add_place(s->arena, d, &m->items[i]);
}

static void add_flagged(const struct story *s, struct draft *d, enum mention_flag flag)
{
	const struct mentions *m = s->mentions;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = mention_from(m, own->first); i < m->n && m->items[i].first_token <= own->last; i++)
		if ((s->mention_flags[i] & flag) && m->items[i].role == ROLE_EVENT)
			draft_add_place(s->arena, d, &m->items[i]);
}

/* "نازحون من مدينة X بريف Y": where their home is. */
static bool holds_origin(const struct story *s, size_t i)
{
	const struct mention *m = &s->mentions->items[i];
	return i > 0 && m[-1].role == ROLE_ORIGIN && mention_is_container(m, m - 1);
}

static void add_context(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = mention_from(m, own->first); i < m->n && m->items[i].first_token <= own->last; i++)
		if (m->items[i].role == ROLE_CONTEXT && !(s->mention_flags[i] & MENTION_ELSEWHERE) &&
		    !holds_origin(s, i) && !mention_holds_victims(s, &m->items[i]))
			draft_add_place(s->arena, d, &m->items[i]);
}

static bool names_offset(const struct draft *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		if (d->places[i]->relation == REL_OFFSET && d->places[i]->role == ROLE_EVENT)
			return true;
	return false;
}

/* "في بلدة ذيبان على الطريق الواصل إلى حقل العمر": a spot by its own name, not by the road. */
static bool names_spot(const struct draft *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		if (d->places[i]->relation != REL_ON_ROAD && d->places[i]->role == ROLE_EVENT &&
		    mention_breadth(d->places[i]) <= NARROW)
			return true;
	return false;
}

/* "في حمص ... في بادية السخنة": a governorate's bare name beside an area in it says less than the area. */
static bool is_surpassed(const struct story *s, const struct draft *d, const struct mention *m)
{
	if (m->has_head || !mention_is_governorate(s, m))
		return false;
	for (size_t i = 0; i < d->n_places; i++)
		if (d->places[i] != m && mention_breadth(d->places[i]) < BROAD && mention_lies_in(s, d->places[i], m))
			return true;
	return false;
}

/* "تلبيسة: مقتل شاب على طريق حمص": a road of which one end is told, in a line that a town heads: near that town. */
static bool is_road_from_label(const struct story *s, const struct draft *d, const struct mention *m)
{
	bool label = false;
	if (m->relation != REL_ON_ROAD)
		return false;
	for (size_t i = 0; i < d->n_places; i++) {
		const struct mention *x = d->places[i];
		if (x != m && x->relation == REL_ON_ROAD)
			return false;
		label |= (s->mention_flags[x - s->mentions->items] & MENTION_LABEL) && !mention_is_governorate(s, x);
	}
	return label;
}

static bool has_road_from_label(const struct story *s, const struct draft *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		if (is_road_from_label(s, d, d->places[i]))
			return true;
	return false;
}

/* Places of the event before its surroundings, the narrowest first, those of one breadth as the text has them. A narrow
 * place in the clause comes before a mere countryside: "قصف بلدة الشعفة ... بريف دير الزور". */
static int place_order(const struct story *s, const struct draft *d, const struct mention *m)
{
	size_t i = (size_t)(m - s->mentions->items);
	bool in_clause = (s->mention_flags[i] & MENTION_HEADED) && mention_breadth(m) < BROAD;
	if (s->mention_flags[i] & MENTION_LABEL) /* "X: خطف شاب من مهجري Y على طريق Z": at X */
		return has_road_from_label(s, d) ? mention_breadth(m) : LABEL_ORDER;
	if (mention_spans_governorates(s->gazetteer, m) && mention_breadth(m) < SPAN_ORDER && names_offset(d))
		return SPAN_ORDER + (is_event_place(s, i, d->head) ? 0 : 100); /* "50 كم شرقي X في البادية السورية" */
	if (m->relation == REL_ON_ROAD && names_spot(d))
		return ROAD_ORDER;
	if (is_road_from_label(s, d, m))
		return LABEL_ORDER + 1;
	if (m->kind == KIND_COUNTRY) /* "شمالي سوريا" */
		return LABEL_ORDER + 2;
	if (is_surpassed(s, d, m))
		return BROAD + (is_event_place(s, i, d->head) ? 0 : 100);
	return mention_breadth(m) + (is_event_place(s, i, d->head) || in_clause ? 0 : 100) +
	       (in_clause && !is_event_place(s, i, d->head) ? BROAD - 1 - mention_breadth(m) : 0);
}

void draft_sort_places(const struct story *s, struct draft *d)
{
	for (size_t i = 1; i < d->n_places; i++)
		for (size_t j = i; j > 0 && place_order(s, d, d->places[j]) < place_order(s, d, d->places[j - 1]);
		     j--) {
			const struct mention *swap = d->places[j];
			d->places[j] = d->places[j - 1];
			d->places[j - 1] = swap;
		}
}

/* The nearest place of an event before the draft in its sentence, with those listed beside it. */
static void add_place_before(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	size_t end = mention_from(m, d->stretches[0].first);
	uint32_t next = UINT32_MAX;
	for (size_t i = end; i > 0 && m->items[i - 1].sentence == d->sentence; i--) {
		const struct mention *x = &m->items[i - 1];
		if (next != UINT32_MAX && x->last_token + LIST_GAP < next)
			return;
		if (!is_event_place(s, i - 1, d->head))
			continue;
		draft_add_place(s->arena, d, x);
		next = x->first_token;
	}
}

/* The first place of an event behind the draft in its sentence: "استشهد شخص، واعتقل اثنان في بلدة X". */
void draft_find_place_behind(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, d->stretches[0].last + 1u); i < m->n && m->items[i].sentence == d->sentence;
	     i++)
		if (m->items[i].role == ROLE_EVENT) {
			draft_add_place(s->arena, d, &m->items[i]);
			return;
		}
}

/* A river or the north of the country says little about where: the section's or dateline's place says which part. */
static bool is_vague_only(const struct draft *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		if ((d->places[i]->kind != KIND_RIVER || d->places[i]->shape != MENTION_PLACE) &&
		    d->places[i]->kind != KIND_COUNTRY)
			return false;
	return d->n_places > 0;
}

/* Where nothing else says where: the way's ends ("أثناء توجهه من X إلى Y"), the home of those named ("قتيل من أبناء
 * X"). */
static void add_ends(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct stretch *own = &d->stretches[0];
	bool nowhere = d->n_places == 0 || is_vague_only(d);
	for (size_t i = mention_from(m, own->first); i < m->n && m->items[i].first_token <= own->last; i++) {
		const struct mention *x = &m->items[i];
		bool source = x->role == ROLE_ORIGIN && !(s->mention_flags[i] & MENTION_HEADED);
		if (!source && (s->mention_flags[i] & MENTION_ELSEWHERE))
			continue;
		nowhere |= x->role == ROLE_ORIGIN;
		if (x->role == ROLE_ORIGIN || (nowhere && x->role == ROLE_DESTINATION))
			draft_add_place(s->arena, d, x);
	}
}

static bool has_narrow_place(const struct story *s, const struct draft *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		if (mention_breadth(d->places[i]) < BROAD &&
		    !(s->mention_flags[d->places[i] - s->mentions->items] & MENTION_LABEL))
			return true;
	return false;
}

/* Whether the draft only goes on with an event of its kind told shortly before. */
static bool follows_its_kind(const struct story *s, const struct draft *d)
{
	if (d->separate || s->is_digest)
		return false;
	for (const struct draft *x = d; x > s->drafts && d->sentence - x[-1].sentence <= FOLLOW_SENTENCES; x--)
		if (families_agree(x[-1].family, d->family) && !x[-1].headline)
			return true;
	return false;
}

/* "واشتبك المهاجمون مع الحرس، وأسفر الهجوم عن مقتل اثنين": by its words a deed that was told before. */
static bool names_deed(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (ev->triggers[i].definite && ev->triggers[i].role == TRIGGER_FOUNDS)
			return true;
	return false;
}

/* Whether anything was told shortly before. */
static bool follows_any(const struct story *s, const struct draft *d)
{
	return !d->separate && !s->is_digest && d > s->drafts && !d[-1].headline &&
	       d->sentence - d[-1].sentence <= FOLLOW_SENTENCES;
}

/* "أصيب خمسة من أهالي بلدة X بقصف": where those who were hit live. */
static bool names_home(const struct story *s, const struct draft *d)
{
	const struct mentions *m = s->mentions;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = mention_from(m, own->first); i < m->n && m->items[i].first_token <= own->last; i++)
		if (m->items[i].role == ROLE_ORIGIN && mention_is_home(s, &m->items[i]))
			return true;
	return false;
}

/* What a shelling comes from is not where it fell. */
static bool may_take_ends(const struct story *s, const struct draft *d)
{
	static const char *const families[] = {"violence", "arrest", "abduction", "looting"};
	bool fired =
	    d->head->role == TRIGGER_FOUNDS && sv_eq(d->head->sub_event_type, SV("Shelling/artillery/missile attack"));
	if ((fired && !names_home(s, d)) || d->anaphoric || has_narrow_place(s, d) ||
	    ((d->reported || d->source_end) && follows_any(s, d)) ||
	    ((d->reported || d->head->role == TRIGGER_RESULT || names_deed(s, d)) && follows_its_kind(s, d)))
		return false;
	return SV_ONE_OF(d->family, families);
}

/* "حقل كونيكو، الذي كان قد تعرض لهجوم": the place right before tells where. */
static void add_antecedent(const struct story *s, struct draft *d)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, d->stretches[0].first); i > 0 && m->items[i - 1].sentence == d->sentence; i--) {
		const struct mention *x = &m->items[i - 1];
		if (mention_breadth(x) < BROAD && (x->role == ROLE_EVENT || x->role == ROLE_CONTEXT)) {
			draft_add_place(s->arena, d, x);
			return;
		}
	}
}

/* A word of arriving or being brought at a token. */
static bool is_arriving(const struct story *s, uint32_t i)
{
	static const char *const words[] = {"\xD9\x88\xD8\xB5\xD9\x88\xD9\x84", "\xD9\x88\xD8\xB5\xD9\x84",
					    "\xD8\xA7\xD8\xB3\xD8\xAA\xD9\x82\xD8\xA8\xD8\xA7\xD9\x84",
					    "\xD8\xA7\xD8\xB3\xD8\xAA\xD9\x82\xD8\xA8\xD9\x84"};
	struct sv word = s->text->tokens[i].norm;
	for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) /* وصول, وصل(ت), استقبال, استقبل(ت) */
		if (sv_starts(word, sv_cstr(words[k])) ||
		    (sv_starts(word, SV("\xD9\x88")) && sv_starts(sv_skip(word, 2), sv_cstr(words[k]))))
			return true;
	return false;
}

/* "هاجموا رتلاً في X. وتحدثت مصادر في مدينة Y عن وصول ثماني جثث": where the dead of what was told right before were
 * brought. */
static bool tells_arrival(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct draft *told = d > s->drafts ? d - 1 : NULL;
	size_t i = casualty_from(ev, d->stretches[0].first);
	if (d->head->role != TRIGGER_RESULT || d->separate || s->is_digest || !told || told->headline ||
	    told->background != d->background || !sv_eq(told->family, SV("violence")) ||
	    told->sentence == d->sentence || s->order[d->sentence] - s->order[told->sentence] > 2 ||
	    i == ev->n_casualties || ev->casualties[i].first_token > d->stretches[0].last ||
	    ev->casualties[i].killed < 0)
		return false;
	for (size_t k = trigger_from(ev, d->stretches[0].first); k < ev->n_triggers; k++) {
		if (ev->triggers[k].token > d->stretches[0].last)
			break;
		if (ev->triggers[k].role == TRIGGER_FOUNDS && !ev->triggers[k].definite)
			return false;
	}
	const struct casualty_fact *c = &ev->casualties[i];
	uint32_t first = s->text->sentences[d->sentence].first_token;
	for (uint32_t k = c->first_token > first + HELD_WORDS ? c->first_token - HELD_WORDS : first;
	     k <= c->last_token + HELD_WORDS && k <= d->stretches[0].last; k++)
		if (is_arriving(s, k))
			return true;
	return false;
}

void draft_find_places(const struct story *s, struct draft *d, const struct mention *header)
{
	if (tells_arrival(s, d))
		return;
	bool moving = d->head->role == TRIGGER_MOVEMENT || d->head->role == TRIGGER_WITHDRAWAL;
	add_event_places(s, d);
	if (d->n_places == 0 && !d->reported)
		add_flagged(s, d, MENTION_ASIDE);
	size_t own = d->n_places;
	if (d->earlier && own == 0)
		return; /* "بعد ساعات من استهداف رتل قادم من X" */
	add_context(s, d);
	if (own == 0 && d->background && !has_narrow_place(s, d))
		add_antecedent(s, d);
	if (own == 0 && !moving && !d->anaphoric && !d->background && !(d->date && d->date->is_background) &&
	    !has_narrow_place(s, d)) {
		add_place_before(s, d);
		own = d->n_places && d->places[d->n_places - 1]->role == ROLE_EVENT;
	}
	d->weak_place = own == 0;
	bool headed =
	    header && d->n_places == 0 && mention_breadth(header) <= NARROW; /* "#مخيم_الهول" above its items */
	const struct mention *site = own == 0 && !moving && !has_narrow_place(s, d) ? draft_site(s, d) : NULL;
	if (site) {
		d->n_places = 0;
		draft_add_place(s->arena, d, site);
		return;
	}
	if ((own == 0 || is_vague_only(d)) && !moving && !headed && may_take_ends(s, d))
		add_ends(s, d);
	draft_sort_places(s, d);
	if (header && (d->n_places == 0 || is_vague_only(d)))
		draft_add_place(s->arena, d, header);
}

/* One badia or countryside, whatever part of it. */
static bool is_same_area(const struct mention *a, const struct mention *b)
{
	if (mention_breadth(a) < 4 || mention_breadth(b) < 4)
		return false;
	return sv_starts(a->name_ar, b->name_ar) || sv_starts(b->name_ar, a->name_ar);
}

/* "مدينة X ... مجزرة X": a stretch of land that one of them tells as a town. */
static bool is_one_region(const struct mention *a, const struct mention *b)
{
	return a->kind == KIND_REGION && a->shape == MENTION_PLACE && mention_same_place(a, b) &&
	       (a->has_head || b->has_head);
}

bool drafts_share_place(const struct draft *a, const struct draft *b)
{
	for (size_t i = 0; i < a->n_places; i++)
		for (size_t j = 0; j < b->n_places; j++)
			if (((mention_same_place(a->places[i], b->places[j]) ||
			      is_same_area(a->places[i], b->places[j])) &&
			     mention_breadth(a->places[i]) <= (i == 0 && j == 0 ? BROAD : NARROW)) ||
			    is_one_region(a->places[i], b->places[j]))
				return true;
	return false;
}

bool drafts_share_any_place(const struct draft *a, const struct draft *b)
{
	for (size_t i = 0; i < a->n_places; i++)
		for (size_t j = 0; j < b->n_places; j++)
			if (mention_same_place(a->places[i], b->places[j]) || is_same_area(a->places[i], b->places[j]))
				return true;
	return false;
}
