#include "incident/fold.h"

enum {
	REPORT_SENTENCES = 6,
	VAGUE = 4,
	CITY = 3,
	NARROW = 2,
	REGIONAL = 3,
	MANY_REGIONS = 4
};

/* "قُتل مدني واعتُقل آخر في ريف X": once the village is known, it is that of both. */
static void refine_siblings(struct story *s, const struct draft *of, const struct mention *vague)
{
	for (struct draft *x = s->drafts; x < s->drafts + s->n_drafts; x++) {
		if (x == of || x->dropped || x->sentence != of->sentence || !x->n_places || x->places[0] != vague)
			continue;
		draft_add_place(s->arena, x, of->places[0]);
		draft_sort_places(s, x);
	}
}

static void absorb(struct story *s, struct draft *into, struct draft *d, bool places)
{
	const struct mention *first = into->n_places ? into->places[0] : NULL;
	for (size_t i = 0; i < d->n_stretches; i++)
		*ARENA_PUSH(s->arena, into->stretches, into->n_stretches, &into->stretches_capacity) = d->stretches[i];
	for (size_t i = 0; i < d->n_sequels; i++)
		*ARENA_PUSH(s->arena, into->sequels, into->n_sequels, &into->sequels_capacity) = d->sequels[i];
	for (size_t i = 0; places && i < d->n_places; i++)
		draft_add_place(s->arena, into, d->places[i]);
	if (draft_gives_day(into, d)) {
		into->date = d->date;
		into->weak_date = false;
	}
	if (sv_eq(into->family, SV("raid")) && !sv_eq(d->family, SV("raid"))) {
		into->family = d->family;
		into->head = d->head;
	}
	into->after = into->after && (d->after || d->head->plural);
	bool finer = d->n_places && into->n_places && mention_breadth(into->places[0]) >= CITY &&
		     mention_breadth(d->places[0]) < mention_breadth(into->places[0]);
	bool wide = into->n_places && !into->places[0]->has_head && mention_is_governorate(s, into->places[0]);
	if (places && into->n_places && (finer || wide || mention_breadth(into->places[0]) >= VAGUE))
		draft_sort_places(s, into);
	d->dropped = true;
	if (finer && first && into->places[0] != first)
		refine_siblings(s, into, first);
}

/* "فجر اليوم", "أمس": the day of what is reported without a day. */
static bool is_recent(const struct draft *d)
{
	return d->date->is_relative && d->date->relative_days >= -1;
}

static struct draft *last_kept(struct story *s, size_t k)
{
	for (size_t i = k; i > 0 && i + LOOK_BACK > k; i--)
		if (!s->drafts[i - 1].dropped)
			return &s->drafts[i - 1];
	return NULL;
}

/* The sentence that last told of x before d. */
static uint32_t last_told(const struct story *s, const struct draft *x, const struct draft *d)
{
	uint32_t last = draft_last_sentence(s, x);
	return last < d->sentence ? last : x->sentence;
}

/* The event of its family that was told of last. */
static struct draft *last_of_family(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k], *best = NULL;
	for (size_t i = k; i > 0 && i + LOOK_BACK > k; i--) {
		struct draft *x = &s->drafts[i - 1];
		uint32_t most = d->reported ? REPORT_SENTENCES : RETELL_SENTENCES;
		bool aside = x->background && !d->background &&
			     draft_is_other_weapon(s, x, d); /* "قصفاً مماثلاً" recalled before "اللغم انفجر" */
		if (!x->dropped && !aside && families_agree(x->family, d->family) &&
		    (x->background == d->background || (d->anaphoric && !d->background)) &&
		    s->order[d->sentence] - s->order[last_told(s, x, d)] <= most &&
		    (!best || last_told(s, x, d) > last_told(s, best, d)))
			best = x;
	}
	return best;
}

static bool needs_own_place(const struct draft *d)
{
	return d->head->role == TRIGGER_MOVEMENT || d->head->role == TRIGGER_WITHDRAWAL;
}

/* "فقد عنصران حياتهما بريف X. وقال مصدر من بلدة Y إن مسلحين أطلقوا النار عليهما في البلدة": the town of him who tells
 * what befell nearer than the lead says; NULL: none, or the lead names a place itself. */
static const struct mention *source_place(const struct story *s, const struct draft *told, const struct draft *d)
{
	const struct mentions *m = s->mentions;
	if (!d->reported || !d->source_end || !told->n_places || mention_breadth(told->places[0]) < VAGUE ||
	    told->background)
		return NULL;
	for (size_t i = mention_from(m, s->text->sentences[d->sentence].first_token); i < m->n; i++) {
		const struct mention *x = &m->items[i];
		if (x->first_token >= d->source_end)
			break;
		if (mention_breadth(x) > NARROW || x->role == ROLE_ACTOR || x->shape != MENTION_PLACE)
			continue;
		s->mention_flags[i] |= MENTION_HEADED;
		return x;
	}
	return NULL;
}

/* What was burnt in a fight, mines defused after one went off. */
static bool is_side_effect(const struct story *s, const struct draft *d, const struct draft *of)
{
	bool defused = sv_eq(d->head->sub_event_type, SV("Disrupted weapons use")) &&
		       sv_eq(draft_naming_trigger(s, of)->sub_event_type, SV("Remote explosive/landmine/IED"));
	return sv_eq(of->family, SV("violence")) && (sv_eq(d->family, SV("looting")) || defused);
}

/* "حادثة أخرى في البلدة ذاتها". */
static bool is_there(const struct story *s, const struct draft *d)
{
	for (size_t i = cue_from(s->events, d->stretches[0].first); i < s->events->n_cues; i++) {
		if (s->events->cues[i].first_token > d->stretches[0].last)
			return false;
		if (s->events->cues[i].kind == CUE_THERE)
			return true;
	}
	return false;
}

static void happen_there(const struct story *s, struct draft *d, const struct draft *last)
{
	d->weak_place = true;
	for (size_t i = 0; i < last->n_places; i++)
		draft_add_place(s->arena, d, last->places[i]);
}

/* "وخلفت عشرات القتلى والجرحى": what came of the fight or advance told right before. */
static bool opens_with_result(const struct story *s, const struct draft *last, const struct draft *d)
{
	uint32_t first = s->text->sentences[d->sentence].first_token;
	bool victims = sv_eq(last->family, SV("takeover")) || sv_eq(last->family, SV("violence"));
	size_t i = cue_from(s->events, first);
	return victims && d->head->role == TRIGGER_RESULT && i < s->events->n_cues &&
	       s->events->cues[i].first_token == first && s->events->cues[i].kind == CUE_RESULT &&
	       d->sentence == draft_last_sentence(s, last) + 1u && d->background == last->background;
}

/* Fighters who fell, by nothing that is named: "وقُتل 12 عنصراً". */
static bool is_fall_of_armed(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	size_t i = casualty_from(ev, d->stretches[0].first);
	return draft_naming_trigger(s, d)->role == TRIGGER_RESULT && i < ev->n_casualties &&
	       ev->casualties[i].first_token <= d->stretches[0].last && dead_are_of_side(s, &ev->casualties[i]) &&
	       !ev->casualties[i].civilians;
}

/* "سيطر التنظيم على مطار X. ... وأسفرت الاشتباكات عن مقتل 28": the fight by which a place was taken, told behind. */
static bool is_fight_for(const struct story *s, const struct draft *taken, const struct draft *d)
{
	bool clash = sv_eq(draft_naming_trigger(s, d)->sub_event_type, SV("Armed clash"));
	bool fight = sv_eq(d->family, SV("violence")) && (clash || is_fall_of_armed(s, d));
	bool there = d->n_places == 0 || drafts_share_place(taken, d) || (d->anaphoric && d->weak_place);
	return fight && there && sv_eq(taken->family, SV("takeover")) && !d->separate && !d->other && !d->after &&
	       !s->is_digest && taken->n_places && taken->background == d->background &&
	       d->sentence > taken->sentence &&
	       s->order[d->sentence] - s->order[last_told(s, taken, d)] <= RETELL_SENTENCES &&
	       drafts_agree_on_day(taken, d);
}

/* The taking that draft k tells the fight for: the one told last. */
static struct draft *taken_by(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k], *best = NULL;
	for (size_t i = k; i > 0 && i + LOOK_BACK > k; i--) {
		struct draft *x = &s->drafts[i - 1];
		if (!x->dropped && !x->headline && is_fight_for(s, x, d) &&
		    (!best || last_told(s, x, d) > last_told(s, best, d)))
			best = x;
	}
	return best;
}

/* "تسبب انفجار آخر بمقتل طفل، كما انفجر لغم في X": the place behind is that of the next. */
static bool is_before_break(const struct story *s, size_t k)
{
	const struct draft *next = k + 1 < s->n_drafts ? &s->drafts[k + 1] : NULL;
	return next && next->sentence == s->drafts[k].sentence && next->link == LINK_BREAK && next->n_places &&
	       trigger_is_new(next->head) && next->head->verb && trigger_is_new(s->drafts[k].head);
}

/* "يتعرض حي X للقصف. وكان القصف على الحي تسبب أمس بمقتل 14": the same place, a day before. */
static bool is_day_before(const struct story *s, const struct draft *last, const struct draft *d)
{
	return d->background && d->anaphoric && !d->earlier && !last->background && !last->headline &&
	       draft_killed(s, d) > 0 && draft_killed(s, last) < 0 && draft_own_date(d) &&
	       draft_own_date(d)->is_relative && draft_own_date(d)->relative_days < 0 &&
	       families_agree(last->family, d->family) && d->sentence == last->sentence + 1u;
}

/* A draft without a place retells one of its kind, or happened where the one before did, or is nowhere. */
static void settle_placeless(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k];
	struct draft *same = last_of_family(s, k), *last = last_kept(s, k);
	bool item = last && last->sentence != d->sentence && sentence_is_item(s->text, d->sentence);
	item |= same && s->text->sentences[same->sentence].paragraph != s->text->sentences[d->sentence].paragraph;
	bool own_item =
	    s->is_digest && !d->anaphoric && item && !draft_is_update(s, d); /* of another line, of another place */
	bool other_weapon = same && draft_is_other_weapon(s, same, d) && !d->anaphoric && d->head->role == TRIGGER_FOUNDS;
	bool other_day = same && !d->anaphoric && draft_has_own_day(d) &&
			 (same->date ? !drafts_agree_on_day(same, d) : !(d->reported && is_recent(d)));
	if (draft_is_series(s, d)) { /* "استشهد 12 آخرون في حوادث متفرقة" */
		d->dropped = true;
		return;
	}
	if (last && d->otherwise && last->sentence == d->sentence) {
		happen_there(s, d, last);
		return;
	}
	if (draft_counts_recalled(s, last, d)) {
		absorb(s, &s->drafts[last - s->drafts], d, false);
		return;
	}
	bool told = d->anaphoric || d->head->definite || d->reported ||
		    d->head->role == TRIGGER_RESULT; /* "وقُتل خلال المعارك ستة" */
	struct draft *taken = draft_named_by(s, k, last);
	taken = taken || !told || (same && !same->headline) ? taken : taken_by(s, k);
	if (taken) {
		absorb(s, taken, d, false);
		return;
	}
	if (last && (draft_counts_again(s, last, d) || opens_with_result(s, last, d))) {
		absorb(s, last, d, false);
		return;
	}
	if (!needs_own_place(d) && !d->anaphoric && !d->background && !is_before_break(s, k) &&
	    (!same || other_day || d->separate))
		draft_find_place_behind(s, d);
	if (d->n_places)
		return;
	if (d->earlier && !(last && is_there(s, d))) {
		d->dropped = true;
		return;
	}
	if (last && (((d->earlier || (d->other && !d->background)) && is_there(s, d)) ||
		     draft_is_other_in_town(s, last, d, last_told(s, last, d)))) {
		happen_there(s, d, last);
		return;
	}
	if (same && d->separate && !d->anaphoric && (d->other || !d->reported) && !is_there(s, d) &&
	    !draft_adds_victims(s, same, d)) {
		d->dropped = d->orphan = true; /* "وفي سياق آخر، أصيب عنصران بإطلاق نار على السجن": not what was told before */
		return;
	}
	if (same && !other_weapon && !own_item && !other_day) {
		const struct mention *at = source_place(s, same, d);
		if (at)
			draft_add_place(s->arena, d, at);
		absorb(s, same, d, at != NULL);
		return;
	}
	if (last && is_day_before(s, last, d)) {
		happen_there(s, d, last);
		return;
	}
	bool burnt = last && is_side_effect(s, d, last);
	if (!last && draft_find_town(s, d))
		return;
	if (!last || burnt || own_item || needs_own_place(d) || d->anaphoric || d->background != last->background ||
	    last->headline || s->order[d->sentence] - s->order[last_told(s, last, d)] > NEAR_SENTENCES) {
		d->dropped = true;
		d->orphan = d->head->role == TRIGGER_FOUNDS || d->head->role == TRIGGER_RESULT;
		return;
	}
	happen_there(s, d, last);
}

/* "تعرضت القوات لهجوم، قُتل فيه تسعة. وقع الهجوم في بادية X": the second sentence gives the first its place. */
static void adopt_orphan(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k];
	for (size_t i = k; i > 0 && d->sentence - s->drafts[i - 1].sentence <= NEAR_SENTENCES; i--) {
		struct draft *x = &s->drafts[i - 1];
		if (!x->orphan || !families_agree(x->family, d->family) || !(d->anaphoric || d->reported) ||
		    d->separate || !drafts_agree_on_day(x, d))
			continue;
		x->dropped = x->orphan = false;
		absorb(s, x, d, true);
		return;
	}
}

/* "خطفوا الرعاة، إضافة لسرقة أغنامهم في X": told with the abduction, which is coded. */
static bool is_stolen_with(const struct story *s, const struct draft *d)
{
	if (!sv_eq(d->family, SV("looting")) || d->separate)
		return false;
	for (const struct draft *x = d; x > s->drafts && x[-1].sentence == d->sentence; x--)
		if (sv_eq(x[-1].family, SV("abduction")) && x[-1].background == d->background)
			return true;
	return false;
}

/* "وتوزعت هذه الهجمات على بادية X وY وZ": the regions where many happened is not where the one told before did. */
static bool is_tale_of_many(const struct draft *x, const struct draft *d)
{
	bool many = x->head->plural && x->head->by_victims; /* clashes are plural where there is one */
	return d->anaphoric && d->head->plural && !many && d->n_places > 2 && mention_breadth(d->places[0]) >= CITY &&
	       !drafts_share_place(x, d);
}

/* By its words a deed that was told before: "في الغارات". */
static bool names_definite(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (ev->triggers[i].definite && ev->triggers[i].role == TRIGGER_FOUNDS && !ev->triggers[i].verb)
			return true;
	return false;
}

/* "وكانت الوكالة قد أعلنت مقتل موظف في الغارات على X": said before, of the raids that the report tells of. */
static bool is_said_before(const struct story *s, size_t k)
{
	const struct draft *d = &s->drafts[k];
	if (!d->background || !d->reported || d->separate || s->is_digest || d->after || !names_definite(s, d))
		return false;
	for (const struct draft *x = d; x > s->drafts; x--) {
		const struct draft *told = &x[-1];
		if (!told->dropped && !told->background && told->n_places && d->sentence > told->sentence &&
		    drafts_same_name(s, told, d) && drafts_agree_on_day(told, d) &&
		    (!d->n_places || drafts_share_any_place(told, d)))
			return true;
	}
	return false;
}

static void settle(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k];
	if (is_said_before(s, k))
		d->background = false;
	const struct draft *last = last_kept(s, k);
	if (last && draft_is_found_on(s, last, d)) {
		d->dropped = true;
		return;
	}
	if (d->n_places == 0) {
		settle_placeless(s, k);
		return;
	}
	if (d->weak_place && needs_own_place(d) && (d->n_places == 0 || d->places[0]->relation == REL_NONE) &&
	    !draft_is_labelled(s, d)) {
		d->dropped = true;
		return;
	}
	if (d->background && !d->date && d->weak_place) {
		d->dropped = true; /* "الذي سبق أن شهد انفجاراً مماثلاً": no day, no place of its own */
		return;
	}
	if (is_stolen_with(s, d)) {
		d->dropped = true;
		return;
	}
	if (last && is_side_effect(s, d, last) && d->reported && !d->separate && !last->headline &&
	    last->background == d->background && mention_breadth(d->places[0]) >= VAGUE &&
	    s->order[d->sentence] - s->order[last_told(s, last, d)] <= RETELL_SENTENCES) {
		d->dropped = true; /* "وأحرق الطرفان منازل في ريف X" */
		return;
	}
	struct draft *retold = draft_retold_by(s, k);
	retold = retold ? retold : taken_by(s, k);
	const struct mention *vague = retold && draft_fills_in_lead(s, retold, d) ? retold->places[0] : NULL;
	if (vague || (retold && draft_tells_where(s, retold, d)))
		retold->n_places = 0;
	if (retold)
		absorb(s, retold, d, !is_tale_of_many(retold, d));
	if (vague)
		refine_siblings(s, retold, vague);
	else
		adopt_orphan(s, k);
}

/* "مقتل عشرة عمال في دير الزور" above "قُتل عشرة عمال بهجوم على حافلتهم قرب حقل X بريف دير الزور": the same dead. */
static bool is_told_below(const struct story *s, const struct draft *h, const struct draft *d)
{
	bool inside = d->n_places && h->n_places &&
		      (mention_lies_in(s, d->places[0], h->places[0]) || drafts_share_any_place(h, d));
	int killed = draft_killed(s, h);
	bool general = h->head->by_victims && sv_eq(d->family, SV("violence")); /* "200 قتيل في مجزرة بالرقة" */
	if (general && d->n_places && h->n_places && mention_lies_in(s, h->places[0], d->places[0]) &&
	    draft_killed(s, d) >= killed)
		return true;
	if (sv_eq(h->family, SV("takeover")) && sv_eq(d->family, h->family) && inside)
		return true; /* "النظام يستعيد حقلاً بحمص" above "سيطرت قوات النظام على حقل X" */
	if (inside && draft_is_lead_of(s, h, d))
		return true;
	return inside && killed > 0 && killed == draft_killed(s, d) &&
	       (drafts_same_kind(h, d) || h->head->role == TRIGGER_RESULT);
}

/* A headline's event is told again below it. */
static void settle_headlines(struct story *s)
{
	for (size_t i = 0; i < s->n_drafts; i++) {
		struct draft *h = &s->drafts[i];
		for (size_t k = i + 1; h->headline && !h->dropped && k < s->n_drafts; k++) {
			struct draft *d = &s->drafts[k];
			if (d->dropped || d->headline || d->background)
				continue;
			if (is_fight_for(s, h, d)) {
				d->family = h->family;
				d->head = h->head;
			}
			if (!families_agree(h->family, d->family))
				continue;
			if (drafts_same_sub_type(h, d) || drafts_same_name(s, h, d) || drafts_share_any_place(h, d) || is_told_below(s, h, d) ||
			    h->n_places == 0)
				absorb(s, d, h, false);
		}
	}
}

/* No more is known of where than a country, a desert or a river's side, or that it was in many governorates: what an article recalls in passing. */
static bool is_nowhere(const struct story *s, const struct draft *d)
{
	size_t vague = 0, wider = 0, listed = 0;
	for (size_t i = 0; i < d->n_places; i++) {
		vague += mention_breadth(d->places[i]) >= REGIONAL;
		listed += d->places[i]->sentence == d->sentence;
		wider += mention_spans_governorates(s->gazetteer, d->places[i]);
	}
	if (vague < d->n_places)
		return false;
	return (wider == d->n_places && !needs_own_place(d)) || (d->head->plural && listed >= MANY_REGIONS);
}

static bool is_other_kept(const struct story *s, const struct draft *d)
{
	for (size_t i = 0; i < s->n_drafts; i++)
		if (!s->drafts[i].dropped && &s->drafts[i] != d)
			return true;
	return false;
}

/* "قُتل خمسة شرقي X. ... إنزال جوي في قرية Y. ... وأسفرت العملية عن مقتل خمسة": a lead's toll, told with an event at a place inside of
 * the lead's once all of it has been read. */
static void settle_lead(struct story *s)
{
	struct draft *lead = NULL;
	for (size_t i = 0; i < s->n_drafts && !s->is_digest; i++) {
		struct draft *d = &s->drafts[i];
		if (d->dropped || d->headline)
			continue;
		if (!lead) {
			lead = d;
			continue;
		}
		bool near = lead->n_places && d->n_places && mention_breadth(lead->places[0]) > CITY &&
			    mention_breadth(d->places[0]) < CITY && mention_lies_in(s, d->places[0], lead->places[0]) &&
			    d->sentence <= lead->sentence + REPORT_SENTENCES;
		int killed = draft_killed_in_all(s, lead);
		if (!near || killed < 3 || killed != draft_killed_in_all(s, d) || lead->background || d->background ||
		    d->separate || d->other || !drafts_agree_on_day(lead, d) ||
		    !families_agree(lead->family, d->family))
			continue;
		lead->n_places = 0;
		absorb(s, lead, d, true);
		return;
	}
}

void drafts_fold(struct story *s)
{
	drafts_drop_summary(s);
	for (size_t k = 0; k < s->n_drafts; k++)
		if (!s->drafts[k].headline && !s->drafts[k].dropped)
			settle(s, k);
	settle_lead(s);
	settle_headlines(s);
	for (size_t k = s->n_drafts; k > 0; k--) {
		struct draft *d = &s->drafts[k - 1];
		if (!d->dropped && is_nowhere(s, d) && is_other_kept(s, d))
			d->dropped = d->nowhere = true;
	}
	for (size_t k = 0; k < s->n_drafts; k++)
		if (s->drafts[k].n_places == 0)
			s->drafts[k].dropped = true;
}
