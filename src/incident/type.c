#include "incident/draft.h"

enum { RETOLD_SENTENCES = 2, WEAPON_STRENGTH = 80, SUBJECT_TOKENS = 3, WEAPON_TOKENS = 4 };

static bool is_violence(const struct draft *d)
{
	return sv_eq(d->family, SV("violence"));
}

static bool is_weapon(const struct trigger_fact *t)
{
	return t->role == TRIGGER_MANNER && sv_eq(t->event_type, SV("Explosions/Remote violence"));
}

/* "تدور اشتباكات وسط قصف جوي": a clash by its own word, whatever goes on beside it. */
static bool is_beside_clash(const struct draft *d, const struct trigger_fact *t)
{
	return t->beside && t->token > d->head->token && d->head->role == TRIGGER_FOUNDS && !d->head->by_victims &&
	       sv_eq(d->head->sub_event_type, SV("Armed clash"));
}

/* The trigger that names the type: the strongest of the draft's own clauses, manner included. */
const struct trigger_fact *draft_naming_trigger(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	const struct trigger_fact *best = d->head, *weapon = NULL, *subject = NULL;
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (!sv_eq(x->group, d->family) || x->negated || x->planned || x->general || is_beside_clash(d, x))
			continue;
		if (x->strength > best->strength)
			best = x;
		weapon = is_weapon(x) && !x->oblique ? x : weapon;
		if (weapon && x->by_victims && x->verb &&
		    x->token == weapon->last_token + 1u) /* "قذائف استهدفت حي X" */
			subject = weapon;
	}
	return best->by_victims && subject ? subject : best;
}

bool draft_is_bare_shelling(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	const struct trigger_fact *naming = draft_naming_trigger(s, d);
	if (naming->token != naming->last_token || naming->role != TRIGGER_FOUNDS ||
	    !sv_eq(naming->sub_event_type, SV("Shelling/artillery/missile attack")))
		return false;
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (is_weapon(&ev->triggers[i]))
			return false;
	return true;
}

static bool is_suicide(const struct trigger_fact *t)
{
	return sv_eq(t->sub_event_type, SV("Suicide bomb"));
}

/* "... هجوم على حاجز. وقالت إن الانتحاريين استهدفا الحاجز": the weapon that only a retelling right behind names. */
static const struct trigger_fact *weapon_retold(const struct story *s, const struct draft *d, bool suicide)
{
	const struct events *ev = s->events;
	for (size_t k = 1; k < d->n_stretches; k++) {
		const struct stretch *x = &d->stretches[k];
		if (s->text->tokens[x->first].sentence > d->sentence + RETOLD_SENTENCES)
			break;
		for (size_t i = trigger_from(ev, x->first); i < ev->n_triggers && ev->triggers[i].token <= x->last; i++) {
			const struct trigger_fact *t = &ev->triggers[i];
			bool does = i + 1 < ev->n_triggers && ev->triggers[i + 1].verb &&
				    ev->triggers[i + 1].by_victims && !t->oblique &&
				    ev->triggers[i + 1].token <=
					t->last_token + WEAPON_TOKENS; /* "إن طائرة مسيرة هجومية هاجمت" */
			bool names = suicide ? is_suicide(t) : t->definite || (does && is_weapon(t));
			if (names && t->role == TRIGGER_MANNER && t->strength >= WEAPON_STRENGTH && !t->general &&
			    !t->negated && sv_eq(t->group, d->family))
				return t;
		}
	}
	return NULL;
}

static bool is_raid(const struct trigger_fact *t)
{
	return t->role == TRIGGER_FOUNDS && !t->general && !t->negated && !t->planned &&
	       sv_eq(t->sub_event_type, SV("Air/drone strike"));
}

/* A depot blew up: of no attack by itself. */
static bool is_depot(const struct trigger_fact *t)
{
	return sv_eq(t->group, SV("violence")) && sv_eq(t->sub_event_type, SV("Other"));
}

static bool is_fire(const struct trigger_fact *t)
{
	return is_raid(t) || (t->role == TRIGGER_FOUNDS && !t->general && !t->negated && !t->planned &&
			      sv_eq(t->sub_event_type, SV("Shelling/artillery/missile attack")));
}

/* The dead told first in a stretch; 0: none. */
static int killed_in(const struct events *ev, const struct stretch *x)
{
	size_t i = casualty_from(ev, x->first);
	return i < ev->n_casualties && ev->casualties[i].first_token <= x->last ? ev->casualties[i].killed : 0;
}

/* "تعرضت مواقع لقصف. وقال المرصد إن ثلاثة قُتلوا جراء قصف نفذته طائرات": who flew it, told right behind a word of
 * shelling; so "قُتل تسعة بقصف على X. وقال ناشط إن غارات على X قتلت تسعة". */
static const struct trigger_fact *flown_retold(const struct story *s, const struct draft *d,
					       const struct trigger_fact *told)
{
	const struct events *ev = s->events;
	for (size_t k = 1; sv_eq(told->sub_event_type, SV("Shelling/artillery/missile attack")) && k < d->n_stretches;
	     k++) {
		const struct stretch *x = &d->stretches[k];
		if (s->text->tokens[x->first].sentence > d->sentence + RETOLD_SENTENCES)
			break;
		bool retold = killed_in(ev, x) > 0 && killed_in(ev, x) == killed_in(ev, &d->stretches[0]) &&
			      draft_is_bare_shelling(s, d);
		for (size_t i = trigger_from(ev, x->first);
		     retold && i < ev->n_triggers && ev->triggers[i].token <= x->last; i++)
			if (is_raid(&ev->triggers[i]))
				return &ev->triggers[i];
		for (size_t i = trigger_from(ev, x->first);
		     i + 1 < ev->n_triggers && ev->triggers[i + 1].token <= x->last; i++) {
			const struct trigger_fact *t = &ev->triggers[i], *by = t + 1;
			bool shelling =
			    t->role == TRIGGER_FOUNDS && !t->verb && sv_eq(t->sub_event_type, told->sub_event_type);
			bool plane = is_weapon(by) && !by->oblique && sv_eq(by->sub_event_type, SV("Air/drone strike"));
			bool does =
			    by->token == t->last_token + 2u && s->text->tokens[by->token - 1u].kind == TOKEN_WORD;
			if (shelling && plane && does && !t->general && !t->negated && !by->general && !by->negated)
				return by;
		}
	}
	return NULL;
}

/* "قُتل أربعون بانفجار مستودع ذخيرة في X. وقال المرصد إن الانفجار وقع بعد سقوط قذائف على X": what set off the depot. */
static const struct trigger_fact *set_off_by(const struct story *s, const struct draft *d,
					     const struct trigger_fact *told)
{
	const struct events *ev = s->events;
	for (size_t k = 0; is_depot(told) && k < d->n_stretches; k++) {
		const struct stretch *x = &d->stretches[k];
		for (size_t i = trigger_from(ev, x->first); i < ev->n_triggers && ev->triggers[i].token <= x->last; i++)
			if (is_fire(&ev->triggers[i]))
				return &ev->triggers[i];
	}
	return NULL;
}

/* First token behind the head that tells by what means the victims fell ("برصاص", "بهجوم"): who stands behind it did
 * it. */
static uint32_t means_after(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = trigger_from(ev, d->head->token + 1u); i < ev->n_triggers; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (x->token > d->stretches[0].last)
			break;
		if (x->role == TRIGGER_MANNER || x->role == TRIGGER_FOUNDS)
			return x->token;
	}
	return d->stretches[0].last + 1u;
}

/* Whom an attack hit: +1 armed men, -1 civilians, 0 not said. Who did it is left out: the actor before the deed, or
 * behind words of manner ("برصاص مجهولين"). */
static int victims_of(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	bool counted = false;
	for (size_t i = casualty_from(ev, own->first); i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token > own->last)
			break;
		if (c->armed || c->civilians)
			return c->armed ? 1 : -1;
		counted |= c->killed > 0 || c->injured > 0; /* "53 شخصاً ... في هجوم نفذه التنظيم" */
	}
	uint32_t end = d->head->role == TRIGGER_RESULT ? means_after(s, d) : own->last + 1u;
	for (int pass = 0; pass < 2; pass++) { /* behind the deed, then before it */
		for (size_t i = actor_from(ev, own->first); i < ev->n_actors && ev->actors[i].first_token <= own->last;
		     i++) {
			const struct actor_fact *x = &ev->actors[i];
			bool behind = x->first_token > d->head->token;
			if (!behind && d->head->verb && d->head->present && d->head->role == TRIGGER_FOUNDS)
				continue; /* "عنصر يطلق النار على شقيقين": the doer of a headline */
			if (behind != (pass == 0) || actor_is_unidentified(x) || !(x->armed || x->civilians) ||
			    actor_does_deed(s, d, i) || (counted && behind && actor_side(ev, i, own) == SIDE_DOER))
				continue;
			if (behind ? x->first_token < end : x->name.len == 0 || actor_side(ev, i, own) == SIDE_TARGET)
				return x->armed ? 1 : -1;
		}
	}
	return 0;
}

/* The same by the first figures of a retelling right behind: a headline names no victims. */
static int victims_retold(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t k = 1;
	     k < d->n_stretches && s->text->tokens[d->stretches[k].first].sentence <= d->sentence + RETOLD_SENTENCES;
	     k++)
		for (size_t i = casualty_from(ev, d->stretches[k].first);
		     i < ev->n_casualties && ev->casualties[i].first_token <= d->stretches[k].last; i++)
			if (ev->casualties[i].armed || ev->casualties[i].civilians)
				return ev->casualties[i].armed ? 1 : -1;
	return 0;
}

/* Shots told right after a protest, at its place: "تظاهر العشرات في بلدة X، فأطلقت الدورية النار". */
static bool follows_protest(const struct story *s, const struct draft *d)
{
	if (draft_is_ground_of_protest(s, d))
		return false;
	for (const struct draft *x = d; x > s->drafts; x--)
		if (!x[-1].dropped)
			return sv_eq(x[-1].family, SV("protest")) && d->sentence - x[-1].sentence <= 2 &&
			       (d->weak_place || (d->sentence == x[-1].sentence && drafts_share_place(&x[-1], d)));
	return false;
}

static bool mentions_protesters(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (sv_eq(ev->triggers[i].group, SV("protest")))
			return true;
	return false;
}

/* "وقُتل راعٍ في Y على يد مسلحين": it says who did it. */
static bool names_doer(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = actor_from(ev, own->first); i < ev->n_actors && ev->actors[i].first_token <= own->last; i++)
		if (ev->actors[i].first_token > d->head->token && actor_side(ev, i, own) == SIDE_DOER)
			return true;
	return false;
}

/* "قُتل طفل بقصف على X، وأصيب رجل في Y": the weapon named before in the sentence, where the victims are told alone. */
static const struct trigger_fact *told_before(const struct story *s, const struct draft *d)
{
	if (d->head->role != TRIGGER_RESULT || d->separate || d->otherwise || d == s->drafts ||
	    d[-1].sentence != d->sentence || !sv_eq(d[-1].family, d->family) || names_doer(s, d))
		return NULL;
	const struct trigger_fact *t = draft_naming_trigger(s, &d[-1]);
	return t->role == TRIGGER_RESULT || t->by_victims ? NULL : t;
}

/* "قُتل رجل بغارة على X، كما قُتلت امرأة إثر قصف مماثل على Y": the deed or weapon told last before it in the sentence,
 * which it is like. */
static const struct trigger_fact *like_before(const struct story *s, const struct draft *d)
{
	static const char *const like[] = {"\xD9\x85\xD9\x85\xD8\xA7\xD8\xAB\xD9\x84",
					   "\xD9\x85\xD8\xB4\xD8\xA7\xD8\xA8\xD9\x87"}; /* مماثل, مشابه */
	const struct trigger_fact *t = draft_naming_trigger(s, d);
	struct sv next = t->last_token + 1u < s->text->n_tokens ? s->text->tokens[t->last_token + 1u].norm : SV("");
	if (t->verb || !(sv_starts(next, sv_cstr(like[0])) || sv_starts(next, sv_cstr(like[1]))))
		return NULL;
	for (const struct trigger_fact *x = t; x > s->events->triggers && x[-1].sentence == t->sentence; x--) {
		bool names = x[-1].role == TRIGGER_FOUNDS || is_weapon(&x[-1]);
		if (names && !x[-1].by_victims && !x[-1].negated && sv_eq(x[-1].group, d->family))
			return &x[-1];
	}
	return NULL;
}

/* An actor right behind a draft's verb, before any place, or an arm. */
static bool has_subject(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct mentions *m = s->mentions;
	size_t who = actor_from(ev, d->head->last_token + 1u), where = mention_from(m, d->head->last_token + 1u);
	uint32_t reach = d->head->last_token + SUBJECT_TOKENS;
	for (size_t i = trigger_from(ev, d->head->last_token); i < ev->n_triggers; i++) {
		if (ev->triggers[i].token > d->stretches[0].last)
			break;
		if (ev->triggers[i].role == TRIGGER_MANNER) /* "قصفت المدفعية", "قصف بالهاون" */
			return true;
	}
	return who < ev->n_actors && ev->actors[who].first_token <= reach &&
	       (where == m->n || ev->actors[who].first_token < m->items[where].first_token);
}

/* "شن الطيران غارات على X، كما قصف Y، كما استهدف Z": verbs that go on with aircraft as their subject. */
static const struct trigger_fact *flown_before(const struct story *s, const struct draft *d)
{
	for (; d > s->drafts && d[-1].sentence == d->sentence && sv_eq(d[-1].family, d->family); d--) {
		bool verb = d->head->verb || d->head->token <= d->stretches[0].first + 1u; /* "كما قصف" may be a noun */
		if (!verb || draft_naming_trigger(s, d) != d->head || has_subject(s, d))
			return NULL;
		const struct trigger_fact *t = draft_naming_trigger(s, &d[-1]);
		if (sv_eq(t->sub_event_type, SV("Air/drone strike")))
			return t;
	}
	return NULL;
}

/* "ارتفع عدد قتلى الاشتباكات": a clash, whoever is among the dead. */
static bool names_clash(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++)
		if (!ev->triggers[i].by_victims && !ev->triggers[i].negated &&
		    sv_eq(ev->triggers[i].sub_event_type, SV("Armed clash")))
			return true;
	return false;
}

enum { INTER_STATE = 1, INTER_CIVILIANS = 7, TAKER_WORDS = 8, PAIR_TOKENS = 4 };

/* "سيطرت قوات النظام على X": who stands right behind the verb or, if nobody does, right before it; of two the first:
 * "تمكنت قوات النظام والمسلحون الموالون لها من التقدم". NULL: nobody who is named. */
static const struct actor_fact *taker_of(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	uint32_t head = d->head->token, first = d->stretches[0].first;
	size_t behind = actor_from(ev, head);
	uint32_t near = d->head->last_token + 2u;
	near += near < s->text->n_tokens && s->text->tokens[near].kind == TOKEN_PUNCT; /* "استعاد تنظيم (داعش)" */
	if (behind < ev->n_actors && ev->actors[behind].first_token <= near && ev->actors[behind].name.len)
		return &ev->actors[behind];
	for (size_t i = cue_from(ev, head), k; i < ev->n_cues && ev->cues[i].first_token <= d->stretches[0].last; i++) {
		k = actor_from(ev, ev->cues[i].last_token + 1u); /* "سقطت X في أيدي المسلحين" */
		if (ev->cues[i].kind == CUE_AGENT && k < ev->n_actors && ev->actors[k].name.len &&
		    ev->actors[k].first_token <= ev->cues[i].last_token + 2u)
			return &ev->actors[k];
	}
	const struct actor_fact *x = behind > 0 ? &ev->actors[behind - 1] : NULL;
	while (x && x > ev->actors && x->conjoined && x[-1].last_token + PAIR_TOKENS >= x->first_token &&
	       x[-1].name.len && x[-1].first_token >= first)
		x--;
	return x && x->first_token >= first && x->first_token + TAKER_WORDS >= head && x->name.len ? x : NULL;
}

/* "خسر التنظيم X": who is named lost it. */
static bool is_lost(const struct story *s, const struct draft *d)
{
	return sv_ends(s->text->tokens[d->head->token].norm, SV("\xD8\xAE\xD8\xB3\xD8\xB1")) ||
	       sv_ends(s->text->tokens[d->head->token].norm, SV("\xD8\xAE\xD8\xB3\xD8\xB1\xD8\xAA"));
}

/* "استعاد التنظيم السيطرة على X": a place that was taken changes hands to him who takes it, as far as he is named. */
static void set_taken(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct actor_fact *taker = taker_of(s, d);
	bool other =
	    taker && taker->inter > INTER_STATE && taker->inter < INTER_CIVILIANS && !actor_is_unidentified(taker);
	if (taker && taker->inter == INTER_STATE)
		out->sub_event_type = SV("Government regains territory");
	else if (other && !is_lost(s, d))
		out->sub_event_type = SV("Non-state actor overtakes territory");
}

/* "بسطت سيطرتها على الحقل بعد انسحاب قسد منه": nobody fought for it. */
static bool is_left_to(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = trigger_from(ev, d->head->last_token + 1u); i < ev->n_triggers; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (x->sentence != d->sentence)
			return false;
		for (size_t k = cue_from(ev, x->token - 1u); x->role == TRIGGER_WITHDRAWAL && k < ev->n_cues; k++) {
			if (ev->cues[k].first_token >= x->token)
				break;
			if (ev->cues[k].kind == CUE_AFTER || ev->cues[k].kind == CUE_CAUSE)
				return true;
		}
	}
	return false;
}

/* "قصفت مسيرة سيارة ... وهذا الاستهداف هو الثالث من نوعه. ففي مطلع الشهر أصيب خمسة باستهداف ورشة": by the same weapon.
 */
static const struct trigger_fact *of_kind_told(const struct story *s, const struct draft *d)
{
	const struct draft *told = draft_kind_told(s, d);
	const struct trigger_fact *t = told ? draft_naming_trigger(s, told) : NULL;
	return t && !t->by_victims ? t : NULL;
}

void incident_set_type(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct trigger_fact *t = draft_naming_trigger(s, d);
	const struct trigger_fact *weapon = t->role == TRIGGER_RESULT ? told_before(s, d)
					    : is_violence(d)	      ? flown_before(s, d)
								      : NULL;
	weapon = !weapon && is_violence(d) ? like_before(s, d) : weapon;
	weapon = !weapon && is_violence(d) ? flown_retold(s, d, t) : weapon;
	weapon = !weapon && is_violence(d) ? set_off_by(s, d, t) : weapon;
	weapon = !weapon && is_violence(d) && t->by_victims ? weapon_retold(s, d, false) : weapon;
	weapon = !weapon && is_violence(d) && t->by_victims ? of_kind_told(s, d) : weapon;
	if (!weapon && sv_eq(t->sub_event_type, SV("Remote explosive/landmine/IED")))
		weapon = weapon_retold(s, d, true); /* "تفجير سيارة مفخخة ... أن الانتحاري كان يقودها" */
	t = weapon ? weapon : t;
	out->event_type = t->event_type;
	out->sub_event_type = t->sub_event_type;
	if (sv_eq(d->family, SV("takeover")) && is_left_to(s, d)) {
		out->event_type = SV("Strategic developments");
		out->sub_event_type = SV("Non-violent transfer of territory");
	} else if (sv_eq(d->family, SV("takeover")) && t->role != TRIGGER_MANNER) /* not "من دون قتال" */
		set_taken(s, d, out);
	if (!is_violence(d) || !t->by_victims)
		return;
	int victims = t->role == TRIGGER_RESULT && names_clash(s, d) ? 1 : victims_of(s, d);
	victims = victims ? victims : victims_retold(s, d);
	if (mentions_protesters(s, d) || (victims <= 0 && follows_protest(s, d))) {
		out->event_type = SV("Protests");
		out->sub_event_type = SV("Excessive force against protesters");
	} else if (victims > 0) {
		out->event_type = SV("Battles");
		out->sub_event_type = SV("Armed clash");
	} else if (victims < 0) {
		out->event_type = SV("Violence against civilians");
		out->sub_event_type = SV("Attack");
	}
}
