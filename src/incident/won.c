#include "incident/draft.h"

/* "سيطر على X عقب اشتباكات قُتل فيها ستة": the fight by which it was taken. */
bool fight_wins(struct sv family, const struct trigger_fact *fight)
{
	return sv_eq(family, SV("takeover")) && sv_eq(fight->group, SV("violence"));
}

enum { AREA = 5, SIDE_WORDS = 6 };

/* A place that a taking has for its object: "واستعاد خلاله بلدة X". */
static bool names_taken(const struct story *s, const struct clause *c, const struct trigger_fact *taking)
{
	const struct mentions *m = s->mentions;
	for (size_t i = mention_from(m, taking->token); i < m->n && m->items[i].first_token <= c->last; i++)
		if (m->items[i].role == ROLE_CONTEXT && mention_breadth(&m->items[i]) < AREA)
			return true;
	return clause_has_place(s, c->first, c->last, taking);
}

/* "شن التنظيم هجوماً على نقاط القوات واستعاد بلدة X": the attack that says nowhere, and what its doer took by it. */
static bool is_attack_for(const struct story *s, const struct draft *d, const struct clause *c,
			  const struct trigger_fact *taking)
{
	const struct stretch *own = &d->stretches[0];
	bool attack = trigger_is_new(d->head) && sv_eq(d->head->sub_event_type, SV("Armed clash")) && !d->head->plural;
	return attack && taking->conjoined && c->link == LINK_NONE && !d->background && !c->background && !d->after &&
	       !clause_has_place(s, own->first, own->last, d->head) && names_taken(s, c, taking);
}

/* "بعد معارك عنيفة، سيطر الجيش على X": the fight, named to say when, is that for the place told behind it. */
bool draft_wins_place(const struct story *s, const struct draft *d, const struct clause *c,
		      const struct trigger_fact *taking)
{
	const struct events *ev = s->events;
	uint32_t first = d->stretches[0].first;
	if (!fight_wins(taking->group, d->head) || !taking->verb || tells_dead(s, first, d->stretches[0].last))
		return false;
	if (is_attack_for(s, d, c, taking))
		return true;
	if (d->head->verb || !clause_has_place(s, c->first, c->last, taking))
		return false;
	for (size_t i = cue_from(ev, first); i < ev->n_cues && ev->cues[i].first_token <= first + 1u; i++)
		if (ev->cues[i].kind == CUE_AFTER)
			return true;
	return false;
}

bool dead_are_of_side(const struct story *s, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	if (c->armed || c->martyrs || c->blocs || figure_is_admitted(s, c))
		return true;
	for (size_t i = actor_from(ev, c->first_token); i > 0; i--) {
		const struct actor_fact *x = &ev->actors[i - 1];
		if (x->sentence != c->sentence || x->last_token + SIDE_WORDS < c->first_token)
			return false;
		if (x->armed && x->bloc)
			return true;
	}
	return false;
}

/* A place is named from a token to its sentence's end. */
static bool names_place_behind(const struct story *s, uint32_t token)
{
	size_t i = mention_from(s->mentions, token);
	return i < s->mentions->n && s->mentions->items[i].sentence == s->text->tokens[token].sentence;
}

/* "قُتل ثلاثة منهم وأُلقي القبض على أربعة، فيما استشهد عنصر": who fell in the fight told before the arrest. */
struct draft *draft_fight_before(struct story *s, size_t before, const struct clause *c,
				 const struct trigger_fact *head)
{
	const struct draft *last = &s->drafts[s->n_drafts - 1];
	bool aside = sv_eq(last->family, SV("arrest")) || sv_eq(last->family, SV("seizure"));
	if (head->role != TRIGGER_RESULT || !sv_eq(head->group, SV("violence")) || !aside ||
	    s->n_drafts < before + 2u || names_place_behind(s, c->first))
		return NULL;
	struct draft *fight = &s->drafts[s->n_drafts - 2];
	return sv_eq(fight->family, SV("violence")) && fight->background == c->background ? fight : NULL;
}
