#include "incident/draft.h"

enum {
	RETELL_SENTENCES = 3,
	NEAR_SENTENCES = 2,
	REPORT_SENTENCES = 6,
	VAGUE = 4,
	LOOK_BACK = 256 /* drafts */,
	WIDE = 5,
	CITY = 3,
	NARROW = 2,
	REGIONAL = 3,
	MANY_REGIONS = 4
};

/* The day of the event; that of the saying is none. */
static const struct date_fact *own_date(const struct draft *d)
{
	bool of_saying = d->date && d->date->first_token > d->say && d->date->first_token < d->source_end;
	return of_saying ? NULL : d->date;
}

/* "منتصف الشهر الماضي", "قبل أيام" of a day that nothing tells: not the day of what is told without such words. */
static bool is_recalled(const struct date_fact *d)
{
	return d->is_background && d->weekday < 0;
}

static bool dates_agree(const struct draft *a, const struct draft *b)
{
	if (!own_date(a) || !own_date(b))
		return true;
	if (a->date->is_relative && b->date->is_relative && a->date->unit == DATE_UNKNOWN)
		return a->date->relative_days == b->date->relative_days;
	if (!a->date->first.year && !b->date->first.year && a->date->weekday >= 0 && b->date->weekday >= 0)
		return a->date->weekday == b->date->weekday;
	if (!a->date->first.year || !b->date->first.year)
		return is_recalled(a->date) == is_recalled(b->date);
	int slack = a->date->unit == DATE_DAY && b->date->unit == DATE_DAY ? 0 : 1;
	return date_to_days(a->date->first) <= date_to_days(b->date->last) + slack &&
	       date_to_days(b->date->first) <= date_to_days(a->date->last) + slack;
}

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
	if (!into->date && d->date && d->date->unit == DATE_DAY && !d->date->is_background)
		into->date = d->date;
	if (sv_eq(into->family, SV("raid")) && !sv_eq(d->family, SV("raid"))) {
		into->family = d->family;
		into->head = d->head;
	}
	into->after = into->after && (d->after || d->head->plural);
	bool finer = d->n_places && into->n_places && mention_breadth(into->places[0]) >= CITY &&
		     mention_breadth(d->places[0]) < mention_breadth(into->places[0]);
	if (places && into->n_places && (finer || mention_breadth(into->places[0]) >= VAGUE))
		draft_sort_places(s, into);
	d->dropped = true;
	if (finer && first && into->places[0] != first)
		refine_siblings(s, into, first);
}

static bool same_sub_type(const struct draft *a, const struct draft *b)
{
	return sv_eq(a->head->sub_event_type, b->head->sub_event_type);
}

/* Attacks and clashes are told in each other's words; an air strike is not. */
static bool is_general_violence(const struct draft *d)
{
	return sv_eq(d->head->sub_event_type, SV("Armed clash")) || sv_eq(d->head->sub_event_type, SV("Attack"));
}

static bool same_kind(const struct draft *a, const struct draft *b)
{
	return same_sub_type(a, b) || (is_general_violence(a) && is_general_violence(b));
}

static bool same_name(const struct story *s, const struct draft *a, const struct draft *b)
{
	return sv_eq(draft_naming_trigger(s, a)->sub_event_type, draft_naming_trigger(s, b)->sub_event_type);
}

static bool is_other_weapon(const struct story *s, const struct draft *a, const struct draft *b)
{
	return !same_sub_type(a, b) && !same_name(s, a, b) && sv_eq(b->family, SV("violence")) && !is_general_violence(b);
}

/* "الهجوم هو الأول منذ أواخر 2017": a vague date beside a known event is not the event's. */
static bool has_own_day(const struct draft *d)
{
	const struct date_fact *date = own_date(d);
	return date && date->first.year && date->unit <= DATE_WEEK;
}

/* "فجر اليوم", "أمس": the day of what is reported without a day. */
static bool is_recent(const struct draft *d)
{
	return d->date->is_relative && d->date->relative_days >= -1;
}

/* How many died by a draft's own words; -1: not said. */
static int killed_by(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = casualty_from(ev, d->stretches[0].first); i < ev->n_casualties; i++) {
		if (ev->casualties[i].first_token > d->stretches[0].last)
			break;
		if (ev->casualties[i].killed >= 0)
			return ev->casualties[i].killed;
	}
	return -1;
}

/* Villages of one governorate, both named: two events. */
static bool is_other_spot(const struct draft *x, const struct draft *d)
{
	bool narrow = mention_breadth(x->places[0]) <= NARROW && mention_breadth(d->places[0]) <= NARROW;
	bool beside = false; /* "قرية Y شمال غرب X" */
	for (size_t i = 0; i < d->n_places; i++)
		beside |= mention_same_place(x->places[0], d->places[i]) && mention_breadth(x->places[0]) <= NARROW;
	return narrow && !d->anaphoric && !beside && !drafts_share_place(x, d);
}

/* "هجوم في ريف الرقة ... وقال مصدر إن هجوماً في بادية الرصافة بريف الرقة": the second says it more exactly. So does the
 * sentence behind a lead that names only an area. */
static bool details(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool of_raid = sv_eq(x->family, SV("raid")) && !sv_eq(d->family, SV("raid"));
	bool by_raid = sv_eq(x->family, SV("arrest")) && sv_eq(d->family, SV("raid"));
	bool outcome = d->reported && !d->anaphoric && (of_raid || by_raid);
	if (d->separate || x->n_places == 0)
		return false;
	bool closer = mention_breadth(x->places[0]) >= CITY && mention_breadth(d->places[0]) < mention_breadth(x->places[0]);
	bool same_toll = killed_by(s, x) > 0 && killed_by(s, x) == killed_by(s, d);
	if (closer && same_toll && !s->is_digest &&
	    (same_kind(x, d) || (killed_by(s, x) > 1 && d->reported && mention_lies_in(s, d->places[0], x->places[0]))))
		return true; /* "مقتل عامل بهجوم في دير الزور. ... مقتل عامل بهجوم في بلدة X بدير الزور" */
	if (!(same_kind(x, d) || same_name(s, x, d) || outcome))
		return false;
	if (!mention_same_place(x->places[0], d->places[0]) && mention_breadth(x->places[0]) < VAGUE &&
	    killed_by(s, x) > 0 && killed_by(s, d) > 0 && killed_by(s, x) != killed_by(s, d))
		return false; /* other dead in another town, though both are measured from one city */
	bool vaguer =
	    mention_breadth(x->places[0]) >= VAGUE && mention_breadth(d->places[0]) <= mention_breadth(x->places[0]);
	bool lead = x == s->drafts || (x > s->drafts && x[-1].headline);
	bool inside = mention_breadth(d->places[0]) == 0; /* a street or quarter of the town named before */
	if (outcome)
		return vaguer && d->sentence <= x->sentence + 1u;
	if (d->reported)
		return vaguer || inside || (drafts_share_any_place(x, d) && !is_other_spot(x, d));
	return vaguer && lead && !s->is_digest && d->sentence == x->sentence + 1u && dates_agree(x, d);
}

/* "قُتل ثلاثة بهجوم في حمص، فيما قُتل اثنان في حلب ... إلى ذلك، قتل مجهولون ثلاثة شمال تدمر": the lead names several
 * events by their governorates alone; one with the same toll in one of them, however far below, is that event. */
static bool fills_in_lead(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool beside = (x > s->drafts && x[-1].sentence == x->sentence) || (x + 1 < d && x[1].sentence == x->sentence);
	bool first = true;
	for (const struct draft *b = s->drafts; b < x && first; b++)
		first = b->headline || b->sentence == x->sentence;
	bool inside = false;
	for (size_t i = 0; i < d->n_places && x->n_places; i++)
		inside |= mention_lies_in(s, d->places[i], x->places[0]);
	return beside && first && inside && !s->is_digest && d->sentence > x->sentence &&
	       mention_breadth(x->places[0]) >= CITY && killed_by(s, x) > 0 && killed_by(s, x) == killed_by(s, d) &&
	       (same_kind(x, d) || same_name(s, x, d));
}

/* Whether a draft says again what an earlier one said: same kind, same place, no other day. */
static bool retells(const struct story *s, const struct draft *x, const struct draft *d)
{
	uint32_t distance = d->sentence - (d->sentence > x->sentence ? draft_last_sentence(s, x) : x->sentence);
	bool near = distance <= RETELL_SENTENCES && !d->separate;
	bool one_event = d->anaphoric && (!d->head->plural || d->reported || distance <= NEAR_SENTENCES);
	if (x->dropped || x->headline || !families_agree(x->family, d->family) || x->background != d->background)
		return false;
	if (fills_in_lead(s, x, d) && dates_agree(x, d))
		return true;
	if (d->separate && distance > 0 && !d->anaphoric && (!d->reported || d->other))
		return false;
	if (s->is_digest && distance > 0 && !d->anaphoric && !d->reported)
		return false;
	if (d->anaphoric && near && (d->weak_place || (one_event && same_kind(x, d))) && !has_own_day(d))
		return true;
	if (!dates_agree(x, d))
		return false;
	if (drafts_share_place(x, d) && (distance > 0 || !d->date))
		return d->anaphoric || !is_other_weapon(s, x, d);
	if (one_event && near)
		return same_kind(x, d) || d->head->role == TRIGGER_RESULT;
	if (d->reported && !d->separate && near && sv_eq(d->family, SV("protest")) && !own_date(d))
		return same_sub_type(x, d); /* "وقال إن المحتجين قطعوا الطريق" */
	bool same_day = has_own_day(d) && has_own_day(x) && d->sentence == x->sentence + 1u;
	if ((has_own_day(d) && x->date && !same_day) || distance == 0 || distance > NEAR_SENTENCES)
		return false;
	return details(s, x, d) || (d->reported && !d->separate && d->head->role == TRIGGER_RESULT);
}

static struct draft *find_retold(struct story *s, size_t k)
{
	for (size_t i = k; i > 0 && i + LOOK_BACK > k; i--)
		if (retells(s, &s->drafts[i - 1], &s->drafts[k]))
			return &s->drafts[i - 1];
	return NULL;
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
		if (!x->dropped && families_agree(x->family, d->family) &&
		    (x->background == d->background || (d->anaphoric && !d->background)) &&
		    d->sentence - last_told(s, x, d) <= most && (!best || last_told(s, x, d) > last_told(s, best, d)))
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

/* A draft without a place retells one of its kind, or happened where the one before did, or is nowhere. */
static void settle_placeless(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k];
	struct draft *same = last_of_family(s, k), *last = last_kept(s, k);
	const struct sentence *sentences = s->text->sentences;
	bool own_item = s->is_digest && !d->anaphoric && same &&
			sentences[same->sentence].paragraph != sentences[d->sentence].paragraph;
	bool other_weapon = same && is_other_weapon(s, same, d) && !d->anaphoric && d->head->role == TRIGGER_FOUNDS;
	bool other_day = same && !d->anaphoric && has_own_day(d) &&
			 (same->date ? !dates_agree(same, d) : !(d->reported && is_recent(d)));
	if (!needs_own_place(d) && !d->anaphoric && !d->background && (!same || other_day))
		draft_find_place_behind(s, d);
	if (d->n_places)
		return;
	if (last && d->other && !d->background && is_there(s, d)) {
		happen_there(s, d, last);
		return;
	}
	if (same && !other_weapon && !own_item && !other_day) {
		const struct mention *at = source_place(s, same, d);
		if (at)
			draft_add_place(s->arena, d, at);
		absorb(s, same, d, at != NULL);
		return;
	}
	bool burnt = last && is_side_effect(s, d, last);
	if (!last || burnt || own_item || needs_own_place(d) || d->anaphoric || d->background != last->background ||
	    last->headline || d->sentence - last->sentence > NEAR_SENTENCES) {
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
		    !dates_agree(x, d))
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

static void settle(struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k];
	if (d->n_places == 0) {
		settle_placeless(s, k);
		return;
	}
	if (d->weak_place && needs_own_place(d) && (d->n_places == 0 || d->places[0]->relation == REL_NONE)) {
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
	const struct draft *last = last_kept(s, k);
	if (last && is_side_effect(s, d, last) && d->reported && !d->separate && !last->headline &&
	    last->background == d->background && mention_breadth(d->places[0]) >= VAGUE &&
	    d->sentence - last_told(s, last, d) <= RETELL_SENTENCES) {
		d->dropped = true; /* "وأحرق الطرفان منازل في ريف X" */
		return;
	}
	struct draft *retold = find_retold(s, k);
	const struct mention *vague = retold && fills_in_lead(s, retold, d) ? retold->places[0] : NULL;
	if (vague)
		retold->n_places = 0;
	if (retold)
		absorb(s, retold, d, !is_tale_of_many(retold, d));
	if (vague)
		refine_siblings(s, retold, vague);
	else
		adopt_orphan(s, k);
}

/* A headline's event is told again below it. */
static void settle_headlines(struct story *s)
{
	for (size_t i = 0; i < s->n_drafts; i++) {
		struct draft *h = &s->drafts[i];
		for (size_t k = i + 1; h->headline && !h->dropped && k < s->n_drafts; k++) {
			struct draft *d = &s->drafts[k];
			if (d->dropped || d->headline || !families_agree(h->family, d->family) || d->background)
				continue;
			if (same_sub_type(h, d) || same_name(s, h, d) || drafts_share_any_place(h, d) || h->n_places == 0)
				absorb(s, d, h, false);
		}
	}
}

/* Countrysides of two places or more: where each thing happened is told below. */
static bool is_wide(const struct draft *d)
{
	size_t wide = 0;
	for (size_t i = 0; i < d->n_places; i++) {
		if (mention_breadth(d->places[i]) < WIDE)
			return false;
		wide += d->places[i]->shape == MENTION_COUNTRYSIDE;
	}
	return wide > 1;
}

/* "سلسلة حوادث إطلاق نار في حمص". */
static bool is_series(const struct story *s, const struct draft *d)
{
	const struct stretch *own = &d->stretches[0];
	for (size_t i = cue_from(s->events, own->first); i < s->events->n_cues; i++) {
		if (s->events->cues[i].first_token > own->last)
			break;
		if (s->events->cues[i].kind == CUE_SERIES)
			return true;
	}
	return false;
}

/* How many a draft's own words call dead or wounded, or only in one figure. */
static int harmed_by(const struct story *s, const struct draft *d, bool joint)
{
	const struct events *ev = s->events;
	int killed = 0, injured = 0;
	for (size_t i = casualty_from(ev, d->stretches[0].first); i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token > d->stretches[0].last)
			break;
		if (c->joint > 0)
			return c->joint;
		killed = killed ? killed : c->killed > 0 ? c->killed : 0;
		injured = injured ? injured : c->injured > 0 ? c->injured : 0;
	}
	return joint ? 0 : killed + injured;
}

/* "مقتل 28 بقصف على مدن وقرى بدير الزور": the dead of two places or more told below are among them. */
static bool is_sum(const struct story *s, const struct draft *lead)
{
	bool joint = harmed_by(s, lead, true) > 0;
	int own = joint ? harmed_by(s, lead, true) : killed_by(s, lead), sum = 0;
	const struct draft *before = NULL;
	size_t n = 0;
	if (own < 2 || mention_breadth(lead->places[0]) < CITY)
		return false;
	for (const struct draft *d = lead + 1; d < s->drafts + s->n_drafts; d++) {
		int killed = !d->n_places || d->background || d->weak_place ? 0
			     : joint					    ? harmed_by(s, d, false)
									    : killed_by(s, d);
		if (killed <= 0 || killed >= own || d->sentence == lead->sentence || !dates_agree(lead, d) ||
		    !families_agree(lead->family, d->family) || (before && drafts_share_place(before, d)))
			continue;
		sum += killed;
		n++;
		before = d;
	}
	return n > 1 && sum <= own + own / 4; /* fighters count with some, not with others */
}

/* A governorate, or its city by the governorate's name. */
static bool is_governorate(const struct story *s, const struct mention *m)
{
	if (m->shape != MENTION_PLACE || m->place == PLACE_NONE)
		return false;
	const struct place *p = gazetteer_place(s->gazetteer, (size_t)m->place);
	return p->kind == KIND_GOVERNORATE || (p->kind == KIND_CITY && sv_eq(p->name_ar, p->admin1));
}

/* "مقتل خمسة بانفجار ألغام في ريفي حمص ودير الزور": a lead that sums up two events or more told after it. */
static void drop_summary(struct story *s)
{
	struct draft *lead = NULL;
	size_t below = 0;
	for (size_t i = 0; i < s->n_drafts; i++) {
		struct draft *d = &s->drafts[i];
		if (!lead && !d->headline && !d->dropped)
			lead = d;
		else if (lead && d->sentence > lead->sentence && !d->background && d->n_places > 0 &&
			 mention_breadth(d->places[0]) < WIDE && same_kind(lead, d) &&
			 !drafts_share_place(lead, d))
			below++;
	}
	bool general = lead && lead->n_places && below > 2 && killed_by(s, lead) < 0 && is_governorate(s, lead->places[0]);
	if (lead && lead->n_places && (general || (below > 1 && (is_wide(lead) || is_series(s, lead))) || is_sum(s, lead)))
		lead->dropped = lead->nowhere = true;
	for (struct draft *h = s->drafts; lead && lead->dropped && h < lead; h++)
		h->dropped |= h->headline && families_agree(h->family, lead->family) && harmed_by(s, h, false) > 0 &&
			      harmed_by(s, h, false) == harmed_by(s, lead, false); /* sums up the same */
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

void drafts_fold(struct story *s)
{
	drop_summary(s);
	for (size_t k = 0; k < s->n_drafts; k++)
		if (!s->drafts[k].headline && !s->drafts[k].dropped)
			settle(s, k);
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
