#include "incident/fold.h"

enum { WIDE = 5, CITY = 3 };

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

bool draft_is_series(const struct story *s, const struct draft *d)
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

int draft_harmed(const struct story *s, const struct draft *d, bool joint)
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

/* "استشهد طفل وأصيب 7 بانفجار ألغام بريف X ... طفلاً استشهد وأصيب 3 في Y كما أصيبت امرأة و3 أطفال في Z": dead and wounded
 * together. */
static bool is_sum_of_harmed(const struct story *s, const struct draft *lead)
{
	int own = draft_harmed(s, lead, false), sum = 0;
	size_t n = 0;
	for (const struct draft *d = lead + 1; d < s->drafts + s->n_drafts; d++) {
		int harmed = !d->n_places || d->background || d->weak_place ? 0 : draft_harmed(s, d, false);
		if (harmed <= 0 || harmed >= own || d->sentence == lead->sentence || !drafts_agree_on_day(lead, d) ||
		    !families_agree(lead->family, d->family))
			continue;
		sum += harmed;
		n++;
	}
	return n > 1 && sum == own;
}

/* "مقتل 28 بقصف على مدن وقرى بدير الزور": the dead of two places or more told below are among them. */
static bool is_sum(const struct story *s, const struct draft *lead)
{
	bool joint = draft_harmed(s, lead, true) > 0;
	bool hurt = !joint && draft_killed(s, lead) < 0; /* only of wounded */
	int own = joint || hurt ? draft_harmed(s, lead, joint) : draft_killed(s, lead), sum = 0;
	const struct draft *before = NULL;
	size_t n = 0;
	if (mention_breadth(lead->places[0]) < CITY)
		return false;
	if (own < 2)
		return !joint && !hurt && is_sum_of_harmed(s, lead);
	for (const struct draft *d = lead + 1; d < s->drafts + s->n_drafts; d++) {
		int killed = !d->n_places || d->background || d->weak_place ? 0
			     : joint || hurt				    ? draft_harmed(s, d, false)
									    : draft_killed(s, d);
		if (killed <= 0 || killed >= own || d->sentence == lead->sentence || !drafts_agree_on_day(lead, d) ||
		    !families_agree(lead->family, d->family) || (before && drafts_share_place(before, d)))
			continue;
		sum += killed;
		n++;
		before = d;
	}
	if (n < 2 && own < 3 && !joint && is_sum_of_harmed(s, lead))
		return true;
	return n > 1 && sum <= own + own / 4 && 2 * sum >= own; /* fighters count with some, not with others */
}

/* "سقط ضحايا بقذائف على حي X ومدينة Y ... 4 قتلى في Y ... استشهدت امرأة في X": how many fell at each of a lead's places
 * is told below. */
static bool is_split_below(const struct story *s, const struct draft *lead)
{
	size_t told = 0;
	int own = draft_killed(s, lead);
	if (own < 2 && (own >= 0 || draft_harmed(s, lead, false) > 0))
		return false;
	for (size_t i = 0; i < lead->n_places; i++) {
		bool narrow = mention_breadth(lead->places[i]) <= CITY && lead->places[i]->role == ROLE_EVENT;
		for (const struct draft *d = lead + 1; narrow && d < s->drafts + s->n_drafts; d++) {
			if (d->sentence == lead->sentence || !d->n_places || d->background || !draft_harmed(s, d, false) ||
			    !families_agree(lead->family, d->family) || (own > 0 && draft_killed(s, d) >= own) ||
			    !mention_same_place(lead->places[i], d->places[0]))
				continue;
			told++;
			break;
		}
	}
	return told > 1;
}

/* "مقتل خمسة بانفجار ألغام في ريفي حمص ودير الزور": a lead that sums up two events or more told after it. */
void drafts_drop_summary(struct story *s)
{
	struct draft *lead = NULL;
	size_t below = 0;
	for (size_t i = 0; i < s->n_drafts; i++) {
		struct draft *d = &s->drafts[i];
		if (!lead && !d->headline && !d->dropped)
			lead = d;
		else if (lead && d->sentence > lead->sentence && !d->background && d->n_places > 0 &&
			 mention_breadth(d->places[0]) < WIDE && drafts_same_kind(lead, d) &&
			 !drafts_share_place(lead, d))
			below++;
	}
	bool item = lead && s->is_digest && sentence_is_item(s->text, lead->sentence);
	bool general = lead && lead->n_places && below > 2 && draft_killed(s, lead) < 0 && mention_is_governorate(s, lead->places[0]);
	if (lead && !item && lead->n_places &&
	    (general || (below > 1 && (is_wide(lead) || draft_is_series(s, lead))) || is_sum(s, lead) ||
	     is_split_below(s, lead)))
		lead->dropped = lead->nowhere = true;
	for (struct draft *h = s->drafts; lead && h < lead; h++)
		h->dropped |= h->headline && h->n_places && is_sum(s, h);
	for (struct draft *h = s->drafts; lead && lead->dropped && h < lead; h++)
		h->dropped |= h->headline && families_agree(h->family, lead->family) && draft_harmed(s, h, false) > 0 &&
			      draft_harmed(s, h, false) == draft_harmed(s, lead, false); /* sums up the same */
}

/* "مصرع ضباط في تفجير كلية بحمص" above "استهداف الكلية في حمص": the one event of a headline and the first told below
 * it. */
bool draft_is_lead_of(const struct story *s, const struct draft *h, const struct draft *d)
{
	bool alone = (h == s->drafts || h[-1].sentence != h->sentence) && h[1].sentence != h->sentence;
	for (const struct draft *x = h + 1; x < d; x++)
		alone = alone && x->headline;
	return alone && draft_killed(s, h) <= 0 && !d->separate && drafts_agree_on_day(h, d);
}
