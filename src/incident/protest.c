#include "incident/draft.h"

enum { PEOPLE_WORDS = 2, SCENE_WORDS = 6 };

bool mention_is_home(const struct story *s, const struct mention *m)
{
	/* أهالي, سكان */
	static const char *const folk[] = {"\xD8\xA7\xD9\x87\xD8\xA7\xD9\x84\xD9\x8A",
					   "\xD8\xB3\xD9\x83\xD8\xA7\xD9\x86"};
	bool theirs = false;
	for (uint32_t i = m->first_token; i > 0 && i + PEOPLE_WORDS > m->first_token; i--)
		theirs |= SV_ONE_OF(s->text->tokens[i - 1u].norm, folk);
	return theirs;
}

bool mention_is_of_natives(const struct story *s, const struct mention *m)
{
	/* ابناء, مواليد, اهل, اهالي, سكان, ابناي, ابناي */
	static const char *const folk[] = {
	    "\xD8\xA7\xD8\xA8\xD9\x86\xD8\xA7\xD8\xA1", "\xD9\x85\xD9\x88\xD8\xA7\xD9\x84\xD9\x8A\xD8\xAF",
	    "\xD8\xA7\xD9\x87\xD9\x84", "\xD8\xA7\xD9\x87\xD8\xA7\xD9\x84\xD9\x8A", "\xD8\xB3\xD9\x83\xD8\xA7\xD9\x86"};
	for (uint32_t i = m->first_token; i > 0 && i + PEOPLE_WORDS > m->first_token; i--)
		if (SV_ONE_OF(s->text->tokens[i - 1u].norm, folk))
			return true;
	return false;
}

bool mention_is_of_protesters(const struct story *s, size_t mention, const struct trigger_fact *head)
{
	const struct mentions *all = s->mentions;
	const struct mention *m = &all->items[mention], *x = m;
	if (!sv_eq(head->group, SV("protest")) || !mention_is_home(s, m))
		return false;
	while (++x < all->items + all->n && x->sentence == m->sentence && x->first_token <= m->last_token + SCENE_WORDS)
		if (x->role == ROLE_EVENT && !mention_is_container(x, m))
			return false;
	return true;
}

/* "احتجاجاً على", "على خلفية": what opens the words on what a protest was about. */
static bool opens_ground(const struct text *t, uint32_t first, uint32_t last)
{
	/* احتجاجاً, تنديداً, استنكاراً, خلفية */
	static const char *const grounds[] = {"\xD8\xA7\xD8\xAD\xD8\xAA\xD8\xAC\xD8\xA7\xD8\xAC\xD8\xA7",
					      "\xD8\xAA\xD9\x86\xD8\xAF\xD9\x8A\xD8\xAF\xD8\xA7",
					      "\xD8\xA7\xD8\xB3\xD8\xAA\xD9\x86\xD9\x83\xD8\xA7\xD8\xB1\xD8\xA7",
					      "\xD8\xAE\xD9\x84\xD9\x81\xD9\x8A\xD8\xA9"};
	for (uint32_t i = first; i <= first + 1u && i <= last; i++)
		if (SV_ONE_OF(t->tokens[i].norm, grounds))
			return true;
	return false;
}

bool clause_is_ground_of_protest(const struct story *s, const struct draft *d, const struct clause *c,
				 const struct trigger_fact *head)
{
	return sv_eq(d->family, SV("protest")) && !sv_eq(head->group, SV("protest")) && c->link == LINK_AFTER &&
	       opens_ground(s->text, c->first, c->last);
}

bool draft_is_ground_of_protest(const struct story *s, const struct draft *d)
{
	return d->after && opens_ground(s->text, d->stretches[0].first, d->stretches[0].last);
}
