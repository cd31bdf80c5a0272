#include "incident/draft.h"

enum { AREA = 4 /* a badia, a countryside, or wider */ };

/* A narrow place of an event in the tokens from `first` on, and none that the draft names. */
static bool is_told_elsewhere(const struct story *s, const struct stretch *own, uint32_t first, uint32_t last,
			      const struct trigger_fact *head)
{
	const struct mentions *m = s->mentions;
	bool other = false;
	for (size_t i = mention_from(m, first); i < m->n && m->items[i].first_token <= last; i++) {
		if (!is_event_place(s, i, head) || mention_breadth(&m->items[i]) > AREA)
			continue;
		other = true;
		for (size_t k = mention_from(m, own->first); k < m->n && m->items[k].first_token <= own->last; k++)
			if (mention_same_place(&m->items[i], &m->items[k]))
				return false;
	}
	return other;
}

/* "وذلك بعد ثلاثة أيام من هجوم على حاجز": what came before. */
static bool opens_earlier(const struct story *s, const struct clause *c)
{
	const struct events *ev = s->events;
	size_t i = c->link == LINK_AFTER ? date_from(ev, c->first) : ev->n_dates;
	return i < ev->n_dates && ev->dates[i].is_earlier && ev->dates[i].first_token <= c->first + 1u;
}

/* "قتلت طفلاً، وإن لغماً انفجر في Y": a clause that "and" joins, whose own verb tells a deed; not "وذلك بعدما انفجر". */
static bool tells_next_deed(const struct story *s, const struct clause *c, const struct trigger_fact *deed)
{
	struct sv first = s->text->tokens[c->first].norm;
	return deed && deed->verb && trigger_is_new(deed) && sv_starts(first, SV("\xD9\x88")) &&
	       !sv_eq(first, SV("\xD9\x88\xD8\xB0\xD9\x84\xD9\x83")); /* وذلك */
}

/* The last clause that tells how and where the victims of clause i fell; i: none does. *caused: one says how. */
static size_t cause_of(const struct story *s, const struct clauses *all, size_t i, bool *caused)
{
	size_t last = i;
	while (last + 1 < all->n && all->items[last + 1].link != LINK_BREAK && !all->items[last + 1].elsewhere) {
		const struct clause *next = &all->items[last + 1];
		const struct trigger_fact *deed = clause_head(s, next);
		bool placed = deed && clause_has_place(s, next->first, next->last, deed);
		if (next->link == LINK_NONE && deed && deed->conjoined &&
		    (trigger_is_new(deed) || tells_dead(s, next->first, next->last)))
			break; /* the next event */
		if (next->link == LINK_NONE && tells_next_deed(s, next, deed))
			break;
		if (opens_earlier(s, next))
			break;
		*caused |= next->link == LINK_CAUSE || next->link == LINK_AFTER || placed;
		last++;
	}
	return last;
}

/* By what means a stretch says that victims fell: its first new word of a weapon or a fight; NULL: it says none. */
static const struct trigger_fact *means_in(const struct events *ev, uint32_t first, uint32_t last)
{
	for (size_t i = trigger_from(ev, first); i < ev->n_triggers && ev->triggers[i].token <= last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		bool weapon = x->role == TRIGGER_MANNER || (x->role == TRIGGER_FOUNDS && !x->by_victims);
		if (weapon && !x->negated && !x->planned && !x->general && sv_eq(x->group, SV("violence")))
			return x;
	}
	return NULL;
}

static bool is_remote(const struct trigger_fact *t)
{
	return sv_eq(t->event_type, SV("Explosions/Remote violence"));
}

/* "قُتل شاب في X جراء الاشتباكات، كما قُتل قيادي جراء غارة": others, who fell in another way. */
static bool fell_otherwise(const struct story *s, const struct draft *d, const struct clauses *all, size_t i)
{
	const struct stretch *own = &d->stretches[0];
	const struct clause *c = &all->items[i];
	bool caused = false;
	if (c->link != LINK_BREAK || !tells_dead(s, c->first, c->last) || !tells_dead(s, own->first, own->last))
		return false;
	const struct trigger_fact *before = means_in(s->events, own->first, own->last);
	const struct trigger_fact *now = means_in(s->events, c->first, all->items[cause_of(s, all, i, &caused)].last);
	return before && now && !sv_eq(before->sub_event_type, now->sub_event_type) &&
	       (is_remote(before) || is_remote(now));
}

/* "انفجر لغم في X وقتل راعيين، ...": what a deed did, right behind it and its place. */
static bool goes_right_on(const struct story *s, const struct draft *d, const struct clause *c)
{
	return d->head->role == TRIGGER_FOUNDS && d->head->verb && c->first > 0 &&
	       s->text->tokens[c->first - 1u].kind == TOKEN_WORD;
}

/* "قُتل ثلاثة بهجوم في X، كذلك قُتل طفلان وجُرح ثالث جراء انفجار لغم في Y": other victims, whose place is told with how
 * they fell. Without a break before it only a verb with another place tells of others. */
bool clause_opens_other(const struct story *s, const struct draft *d, const struct clauses *all, size_t i,
			const struct trigger_fact *head, bool *otherwise)
{
	const struct clause *c = &all->items[i];
	const struct stretch *own = &d->stretches[0];
	size_t told = casualty_from(s->events, c->first);
	bool breaks = c->link == LINK_BREAK || c->link == LINK_AFTER || c->link == LINK_ADDITION, caused = false;
	*otherwise = !clause_has_place(s, c->first, c->last, head) && fell_otherwise(s, d, all, i);
	if (*otherwise)
		return true;
	if ((!breaks && (c->link != LINK_NONE || !head->verb)) || head->role != TRIGGER_RESULT || head->definite ||
	    told == s->events->n_casualties || s->events->casualties[told].first_token > c->last ||
	    clause_has_place(s, c->first, c->last, head) || !clause_has_place(s, own->first, own->last, d->head))
		return false;
	if (!breaks && goes_right_on(s, d, c))
		return false;
	size_t last = cause_of(s, all, i, &caused);
	if (!caused || (!breaks && !tells_dead(s, c->first, c->last)))
		return false;
	return breaks ? clause_has_place(s, all->items[i + 1].first, all->items[last].last, head)
		      : is_told_elsewhere(s, own, all->items[i + 1].first, all->items[last].last, head);
}

/* "القصف على محافظة X، استهدف بلدة Y". */
bool clause_tells_of_named(const struct story *s, const struct draft *d, const struct clause *c,
			   const struct trigger_fact *head)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	if (c->link != LINK_NONE || !head->verb || head->conjoined || !head->by_victims || head->token != c->first ||
	    !d->head->definite || d->head->verb || d->head->role != TRIGGER_FOUNDS)
		return false;
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (ev->triggers[i].verb)
			return false;
	for (size_t i = cue_from(ev, own->first); i < ev->n_cues && ev->cues[i].first_token < d->head->token; i++)
		if ((ev->cues[i].kind == CUE_BREAK || ev->cues[i].kind == CUE_AFTER) &&
		    ev->cues[i].last_token + 1u == d->head->token)
			return false; /* "بالتزامن مع التفجير، هاجم مسلحون دورية" */
	return families_agree(d->family, head->group);
}

/* "وإصابة اثنين، توفي أحدهما في مشفى X": of those told, wherever they died. */
bool clause_dies_of_it(const struct story *s, const struct clause *c, const struct trigger_fact *head)
{
	const struct events *ev = s->events;
	size_t i = casualty_from(ev, c->first);
	return c->link == LINK_NONE && head->role == TRIGGER_RESULT && i < ev->n_casualties &&
	       ev->casualties[i].first_token <= c->last && ev->casualties[i].of_wounded;
}
