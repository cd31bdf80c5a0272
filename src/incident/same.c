#include "incident/draft.h"

enum { VAGUE = 4 };

/* The governorate that a draft's narrowest place lies in; empty: none is known. */
static struct sv governorate_of(const struct story *s, const struct draft *d)
{
	if (!d->n_places || d->places[0]->place == PLACE_NONE)
		return SV("");
	return gazetteer_place(s->gazetteer, (size_t)d->places[0]->place)->admin1;
}

static bool has_thing(const struct story *s, const struct stretch *x, uint32_t thing)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, x->first); i < ev->n_cues && ev->cues[i].first_token <= x->last; i++)
		if (ev->cues[i].kind == CUE_HIT && ev->cues[i].thing == thing)
			return true;
	return false;
}

bool drafts_hit_same(const struct story *s, const struct draft *a, const struct draft *b)
{
	const struct events *ev = s->events;
	const struct stretch *own = &b->stretches[0];
	struct sv in = governorate_of(s, a);
	if (!in.len || !sv_eq(in, governorate_of(s, b)))
		return false;
	for (size_t i = cue_from(ev, own->first); i < ev->n_cues && ev->cues[i].first_token <= own->last; i++)
		for (size_t k = 0; ev->cues[i].kind == CUE_HIT && k < a->n_stretches; k++)
			if (has_thing(s, &a->stretches[k], ev->cues[i].thing))
				return true;
	return false;
}

bool draft_says_wider(const struct story *s, const struct draft *d, const struct draft *x)
{
	return d->n_places && x->n_places && mention_breadth(d->places[0]) > VAGUE &&
	       mention_breadth(x->places[0]) < mention_breadth(d->places[0]) &&
	       sv_eq(governorate_of(s, d), governorate_of(s, x));
}
