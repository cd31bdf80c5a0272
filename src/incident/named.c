#include "incident/fold.h"

enum {
	NAMED_BACK = 16 /* drafts */,
	ARTICLE = 4 /* bytes */
};

/* A word without its article. */
static struct sv bare(struct sv word)
{
	return sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, ARTICLE) : word;
}

static bool is_remote(const struct trigger_fact *t)
{
	return sv_eq(t->event_type, SV("Explosions/Remote violence"));
}

/* "الانفجار", "القصف", "الاشتباكات": the deed that a draft says again, by a noun that points back; NULL: none. "الهجوم"
 * may mean any. */
static const struct trigger_fact *deed_named(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++) {
		const struct trigger_fact *t = &ev->triggers[i];
		bool any = sv_starts(bare(s->text->tokens[t->token].norm), SV("\xD9\x87\xD8\xAC\xD9\x88\xD9\x85"));
		if (t->definite && !t->verb && !any && sv_eq(t->group, SV("violence")) &&
		    (t->role == TRIGGER_FOUNDS || t->role == TRIGGER_ANAPHORA))
			return t;
	}
	return NULL;
}

/* Whether a draft tells of the deed by the same word or, of explosions, shelling and raids, by its kind. */
static bool tells_of(const struct story *s, const struct draft *x, const struct trigger_fact *deed)
{
	const struct events *ev = s->events;
	const struct stretch *own = &x->stretches[0];
	struct sv word = bare(s->text->tokens[deed->token].norm);
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++) {
		const struct trigger_fact *t = &ev->triggers[i];
		bool kind = is_remote(deed) && sv_eq(t->sub_event_type, deed->sub_event_type);
		if (t->role != TRIGGER_RESULT && !t->negated && (kind || sv_ends(s->text->tokens[t->token].norm, word)))
			return true;
	}
	return false;
}

/* "شنت الطائرات غارة ... القصف": a raid is called so, too. */
static bool is_raid_called_shelling(const struct story *s, const struct draft *x, const struct trigger_fact *deed)
{
	return sv_eq(deed->sub_event_type, SV("Shelling/artillery/missile attack")) &&
	       sv_eq(draft_naming_trigger(s, x)->sub_event_type, SV("Air/drone strike"));
}

struct draft *draft_named_by(const struct story *s, size_t k, const struct draft *last)
{
	const struct draft *d = &s->drafts[k];
	const struct trigger_fact *deed = d->separate || d->other || s->is_digest ? NULL : deed_named(s, d);
	struct draft *found = NULL;
	if (!deed || !last || last->sentence == d->sentence || tells_of(s, last, deed) ||
	    is_raid_called_shelling(s, last, deed))
		return NULL;
	for (size_t i = k; i > 0 && i + NAMED_BACK > k; i--) {
		struct draft *x = &s->drafts[i - 1];
		if (s->order[d->sentence] - s->order[x->sentence] > RETELL_SENTENCES)
			break;
		if (x->dropped || x->headline || x->background != d->background ||
		    !families_agree(x->family, d->family) || !tells_of(s, x, deed))
			continue;
		if (found)
			return NULL; /* one of two */
		found = x;
	}
	return found;
}

struct draft *draft_retold_by(const struct story *s, size_t k)
{
	struct draft *d = &s->drafts[k], *last = NULL;
	for (size_t i = k; i > 0 && i + LOOK_BACK > k; i--) {
		struct draft *x = &s->drafts[i - 1];
		if (last && s->order[d->sentence] - s->order[x->sentence] > RETELL_SENTENCES)
			break;
		if (!draft_retells(s, x, d))
			continue;
		if (!d->anaphoric || drafts_share_any_place(x, d))
			return last && !drafts_share_place(x, d) ? last : x;
		last = last ? last : x;
	}
	return last;
}
