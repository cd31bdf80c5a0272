#include "incident/draft.h"

enum { CITY = 3 };

/* The first figure of killed in a stretch, or NULL. */
static const struct casualty_fact *first_killed(const struct events *ev, const struct stretch *x)
{
	for (size_t i = casualty_from(ev, x->first); i < ev->n_casualties && ev->casualties[i].first_token <= x->last;
	     i++)
		if (ev->casualties[i].killed > 0 && !ev->casualties[i].cumulative)
			return &ev->casualties[i];
	return NULL;
}

/* Whether a stretch tells of several events, or of none in particular. */
static bool is_plural(const struct events *ev, const struct stretch *x)
{
	for (size_t i = trigger_from(ev, x->first); i < ev->n_triggers && ev->triggers[i].token <= x->last; i++)
		if (ev->triggers[i].plural && ev->triggers[i].role == TRIGGER_FOUNDS)
			return true;
	return false;
}

static bool tells_toll(const struct events *ev, const struct draft *x)
{
	size_t i = casualty_from(ev, x->stretches[0].first);
	for (; i < ev->n_casualties && ev->casualties[i].first_token <= x->stretches[0].last; i++)
		if (ev->casualties[i].killed > 0 || ev->casualties[i].injured > 0)
			return true;
	return false;
}

/* A place that the lead names beside the draft's has an event told behind: "طفلان بقصف على مدينتي X وY". */
static bool is_told_by_parts(const struct story *s, const struct draft *d)
{
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *x = &s->drafts[i];
		if (x == d || x->dropped || x->sentence <= d->sentence || !x->n_places ||
		    !sv_eq(x->family, d->family) || !tells_toll(s->events, x))
			continue;
		for (size_t k = 1; k < d->n_places; k++)
			if (mention_breadth(d->places[k]) <= CITY && d->places[k]->sentence == d->sentence &&
			    mention_same_place(d->places[k], x->places[0]) &&
			    !mention_same_place(d->places[0], x->places[0]))
				return true;
	}
	return false;
}

/* A lead over two towns whose retelling tells how many fell in the first. */
bool draft_is_lead_of_parts(const struct story *s, const struct draft *d)
{
	const struct casualty_fact *lead = d->n_stretches > 1 ? first_killed(s->events, &d->stretches[0]) : NULL,
				   *own = NULL;
	for (size_t k = 1; k < d->n_stretches && !own; k++)
		own = first_killed(s->events, &d->stretches[k]);
	return lead && own && own->killed < lead->killed && !draft_has_risen(s, d) && is_told_by_parts(s, d);
}

/* "قُتل تسعة بقصف على X وY، حيث قُتل خمسة بغارة على X. في حين قُتل أربعة بغارة على Y": the part that fell at the draft's
 * own place, told behind the sum. */
static const struct casualty_fact *part_at_place(const struct story *s, const struct draft *d, int sum)
{
	const struct events *ev = s->events;
	const struct mentions *m = s->mentions;
	for (size_t k = 0; k < d->n_stretches && d->n_places; k++) {
		const struct stretch *x = &d->stretches[k];
		const struct casualty_fact *all = first_killed(ev, x);
		for (size_t i = all && all->killed == sum ? (size_t)(all - ev->casualties) + 1u : ev->n_casualties;
		     i < ev->n_casualties && ev->casualties[i].first_token <= x->last; i++) {
			const struct casualty_fact *c = &ev->casualties[i];
			size_t at = mention_from(m, c->last_token);
			if (c->killed > 0 && c->killed < sum && at < m->n && m->items[at].first_token <= x->last &&
			    mention_same_place(&m->items[at], d->places[0]))
				return c;
		}
	}
	return NULL;
}

/* "قُتل 3 عناصر بهجمات ..." before three attacks of one dead each: what the draft's own retelling states, where that and
 * the events told behind it make up the sum. NULL: no such sum. */
const struct casualty_fact *draft_part_of_sum(const struct story *s, const struct draft *d, int sum)
{
	const struct casualty_fact *own = NULL;
	bool wide = d->n_places && d->places[0]->sentence != d->sentence;
	for (size_t k = 1; k < d->n_stretches && !own; k++)
		own = first_killed(s->events, &d->stretches[k]);
	bool parts = wide || is_plural(s->events, &d->stretches[0]);
	if (!own || own->killed >= sum || !parts)
		own = part_at_place(s, d, sum);
	if (!own)
		return NULL;
	int so_far = own->killed;
	for (size_t i = 0; i < s->n_drafts && so_far < sum; i++) {
		const struct draft *x = &s->drafts[i];
		bool behind = x != d && !x->dropped && x->sentence > d->sentence && x->background == d->background &&
			      x->after == d->after;
		const struct casualty_fact *c = !behind ? NULL : first_killed(s->events, &x->stretches[0]);
		so_far += c ? c->killed : 0;
	}
	return so_far == sum ? own : NULL;
}
