#include "incident/draft.h"

enum { NAMED_WORDS = 5, TOWN = 4 /* narrower than an area */ };

/* The first deed that a clause names, told before, if it opens the clause: "وبعد ساعات من التفجير، ..."; NULL: none. */
static const struct trigger_fact *named_deed(const struct story *s, const struct clause *c)
{
	const struct events *ev = s->events;
	size_t i = trigger_from(ev, c->first);
	const struct trigger_fact *t = i < ev->n_triggers ? &ev->triggers[i] : NULL;
	bool known = t && t->definite && !t->verb && (t->role == TRIGGER_FOUNDS || t->role == TRIGGER_ANAPHORA);
	return known && t->token <= c->last && t->token <= c->first + NAMED_WORDS ? t : NULL;
}

/* The deed told behind it by a verb of its own, before any place is named; NULL: what stands there describes the first.
 */
static const struct trigger_fact *told_behind(const struct story *s, const struct trigger_fact *named)
{
	const struct events *ev = s->events;
	const struct trigger_fact *t = named + 1;
	if (t >= ev->triggers + ev->n_triggers || t->sentence != named->sentence || !t->verb || t->present ||
	    t->conjoined || t->definite || t->negated || t->planned || t->general ||
	    (t->role != TRIGGER_FOUNDS && t->role != TRIGGER_RESULT))
		return NULL;
	for (size_t i = cue_from(ev, named->token); i < ev->n_cues && ev->cues[i].first_token < t->token; i++)
		if (ev->cues[i].kind == CUE_RELATIVE || ev->cues[i].kind == CUE_THAT || ev->cues[i].kind == CUE_RESULT)
			return NULL;
	return clause_has_place(s, named->token, t->token, t) ? NULL : t;
}

static bool is_told_place(const struct story *s, const struct mention *m)
{
	for (size_t i = 0; i < s->n_drafts; i++)
		for (size_t k = 0; k < s->drafts[i].n_places; k++)
			if (mention_same_place(s->drafts[i].places[k], m))
				return true;
	return false;
}

/* Whether the words behind a deed name a town of its own, where nothing was told of before. */
static bool has_own_town(const struct story *s, const struct trigger_fact *deed)
{
	const struct mentions *m = s->mentions;
	const struct sentence *x = &s->text->sentences[deed->sentence];
	bool any = false;
	for (size_t i = mention_from(m, deed->token);
	     i < m->n && m->items[i].first_token < x->first_token + x->n_tokens; i++) {
		if (is_told_place(s, &m->items[i]))
			return false;
		any |= is_event_place(s, i, deed) && mention_breadth(&m->items[i]) < TOWN;
	}
	return any;
}

uint32_t clause_own_words(const struct story *s, const struct clause *c)
{
	const struct trigger_fact *named = c->link == LINK_AFTER && s->n_drafts ? named_deed(s, c) : NULL;
	const struct trigger_fact *deed = named ? told_behind(s, named) : NULL;
	return deed && has_own_town(s, deed) ? named->last_token + 1u : c->first;
}
