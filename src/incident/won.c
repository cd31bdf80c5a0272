#include "incident/draft.h"

/* "سيطر على X عقب اشتباكات قُتل فيها ستة": the fight by which it was taken. */
bool fight_wins(struct sv family, const struct trigger_fact *fight)
{
	return sv_eq(family, SV("takeover")) && sv_eq(fight->group, SV("violence"));
}

/* "بعد معارك عنيفة، سيطر الجيش على X": the fight, named to say when, is that for the place told behind it. */
bool draft_wins_place(const struct story *s, const struct draft *d, const struct trigger_fact *taking)
{
	const struct events *ev = s->events;
	uint32_t first = d->stretches[0].first;
	if (!fight_wins(taking->group, d->head) || d->head->verb || !taking->verb || tells_dead(s, first, d->stretches[0].last))
		return false;
	for (size_t i = cue_from(ev, first); i < ev->n_cues && ev->cues[i].first_token <= first + 1u; i++)
		if (ev->cues[i].kind == CUE_AFTER)
			return true;
	return false;
}
