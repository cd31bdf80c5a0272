#include "incident/draft.h"

enum {
	PAST_DAYS = 3,
	LEAD_PAST_DAYS = 8,
	REVIEW_DAYS = 40,
	AGENT_WORDS = 3,
	TARGET_WORDS = 6,
	PAIR_TOKENS = 4,
	RETOLD_SENTENCES = 2,
	WEAPON_STRENGTH = 80,
	SUBJECT_WORDS = 4
};

static bool is_violence(const struct draft *d)
{
	return sv_eq(d->family, SV("violence"));
}

/* The trigger that names the type: the strongest of the draft's own clauses, manner included. */
const struct trigger_fact *draft_naming_trigger(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	const struct trigger_fact *best = d->head;
	for (size_t i = trigger_from(ev, own->first); i < ev->n_triggers && ev->triggers[i].token <= own->last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (!sv_eq(x->group, d->family) || x->negated || x->planned || x->general)
			continue;
		if (x->strength > best->strength)
			best = x;
	}
	return best;
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
			bool names = suicide ? is_suicide(t) : t->definite;
			if (names && t->role == TRIGGER_MANNER && t->strength >= WEAPON_STRENGTH && !t->general &&
			    !t->negated && sv_eq(t->group, d->family))
				return t;
		}
	}
	return NULL;
}

static bool is_unidentified(const struct actor_fact *x)
{
	return sv_starts(x->name, SV("Unidentified"));
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

/* What the words before an actor make of him. */
enum side { SIDE_OPEN, SIDE_DOER, SIDE_TARGET };

static enum side side_by_cue(const struct events *ev, const struct actor_fact *x, uint32_t first)
{
	enum side side = SIDE_OPEN;
	for (size_t i = cue_from(ev, first); i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++) {
		const struct cue_fact *c = &ev->cues[i];
		if (c->kind == CUE_AGENT && c->last_token + AGENT_WORDS >= x->first_token)
			side = SIDE_DOER;
		else if (c->kind == CUE_TARGET && c->last_token + TARGET_WORDS >= x->first_token)
			side = SIDE_TARGET;
	}
	return side;
}

/* "من قبل X": the doer; "على مواقع X", "تعرض X": the target; so is who stands behind a word of loss, unless he is
 * unknown ("قتل مسلحون مجهولون شاباً"); with no other actor between. */
static enum side side_of(const struct events *ev, size_t actor, const struct stretch *own)
{
	const struct actor_fact *x = &ev->actors[actor];
	uint32_t first = own->first;
	for (size_t i = actor; i > 0 && ev->actors[i - 1].first_token >= own->first; i--)
		if (ev->actors[i - 1].name.len && !sv_eq(ev->actors[i - 1].name, x->name)) {
			first = ev->actors[i - 1].last_token + 1u;
			break;
		}
	enum side by_cue = side_by_cue(ev, x, first), side = SIDE_OPEN;
	for (size_t i = trigger_from(ev, first); i < ev->n_triggers && ev->triggers[i].token < x->first_token; i++) {
		const struct trigger_fact *t = &ev->triggers[i];
		if (t->role == TRIGGER_RESULT)
			side = is_unidentified(x) ? SIDE_DOER : SIDE_TARGET;
		else if (t->role != TRIGGER_MANNER)
			side = SIDE_OPEN;
	}
	return by_cue != SIDE_OPEN ? by_cue : side;
}

/* Whether another party stands behind an actor in the draft's clauses. */
static bool has_other_behind(const struct events *ev, size_t actor, const struct stretch *own)
{
	const struct actor_fact *x = &ev->actors[actor];
	for (size_t i = actor + 1; i < ev->n_actors && ev->actors[i].first_token <= own->last; i++)
		if ((ev->actors[i].armed || ev->actors[i].civilians) && !sv_eq(ev->actors[i].name, x->name))
			return true;
	return false;
}

/* "قام عناصر التنظيم بإطلاق النار على فلان لرفضه تسليم منزله للتنظيم": who is named before the deed did it. */
static bool is_named_before(const struct events *ev, size_t actor, const struct draft *d)
{
	for (size_t i = actor; i > 0 && ev->actors[i - 1].first_token >= d->stretches[0].first; i--) {
		const struct actor_fact *x = &ev->actors[i - 1];
		if (x->first_token < d->head->token && x->name.len && sv_eq(x->name, ev->actors[actor].name) &&
		    side_of(ev, i - 1, &d->stretches[0]) != SIDE_TARGET)
			return true;
	}
	return false;
}

/* "من قبل ملثمين يعتقد أنهم يتبعون للتنظيم": to whom the doers belong. */
static bool is_of_doer(const struct events *ev, size_t actor, const struct stretch *own)
{
	const struct actor_fact *x = &ev->actors[actor], *before = actor > 0 ? &ev->actors[actor - 1] : NULL;
	if (!before || before->first_token < own->first ||
	    !(is_unidentified(before) || side_of(ev, actor - 1, own) == SIDE_DOER))
		return false;
	for (size_t i = cue_from(ev, before->last_token + 1u);
	     i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (ev->cues[i].kind == CUE_BELONGS)
			return true;
	return false;
}

/* "هاجمت خلايا التنظيم رعاة": who stands right behind a verb of attack does it, if another party follows. "قام عناصر
 * بإطلاق النار على فلان": who stands behind a verb that is carried out by the deed. */
static bool does_deed(const struct story *s, const struct draft *d, size_t actor)
{
	const struct events *ev = s->events;
	const struct actor_fact *x = &ev->actors[actor];
	const struct trigger_fact *head = d->head;
	uint32_t opens = s->text->sentences[d->sentence].first_token;
	if (x->first_token > head->token && (is_named_before(ev, actor, d) || is_of_doer(ev, actor, &d->stretches[0])))
		return true;
	if (x->first_token > head->token)
		return head->verb && head->role == TRIGGER_FOUNDS &&
		       x->first_token <= head->last_token + SUBJECT_WORDS &&
		       side_of(ev, actor, &d->stretches[0]) == SIDE_OPEN &&
		       has_other_behind(ev, actor, &d->stretches[0]);
	for (size_t i = cue_from(ev, x->first_token > opens + SUBJECT_WORDS ? x->first_token - SUBJECT_WORDS : opens);
	     i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (ev->cues[i].kind == CUE_DOES)
			return true;
	return false;
}

/* Whom an attack hit: +1 armed men, -1 civilians, 0 not said. Who did it is left out: the actor before the deed, or
 * behind words of manner ("برصاص مجهولين"). */
static int victims_of(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	for (size_t i = casualty_from(ev, own->first); i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token > own->last)
			break;
		if (c->armed || c->civilians)
			return c->armed ? 1 : -1;
	}
	uint32_t end = d->head->role == TRIGGER_RESULT ? means_after(s, d) : own->last + 1u;
	for (int pass = 0; pass < 2; pass++) { /* behind the deed, then before it */
		for (size_t i = actor_from(ev, own->first); i < ev->n_actors && ev->actors[i].first_token <= own->last;
		     i++) {
			const struct actor_fact *x = &ev->actors[i];
			bool behind = x->first_token > d->head->token;
			if (behind != (pass == 0) || is_unidentified(x) || !(x->armed || x->civilians) ||
			    does_deed(s, d, i))
				continue;
			if (behind ? x->first_token < end : x->name.len == 0 || side_of(ev, i, own) == SIDE_TARGET)
				return x->armed ? 1 : -1;
		}
	}
	return 0;
}

/* Shots told right after a protest, at its place. */
static bool follows_protest(const struct story *s, const struct draft *d)
{
	for (const struct draft *x = d; x > s->drafts; x--)
		if (!x[-1].dropped)
			return sv_eq(x[-1].family, SV("protest")) && d->weak_place && d->sentence - x[-1].sentence <= 2;
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

/* "قُتل طفل بقصف على X، وأصيب رجل في Y": the weapon named before in the sentence, where the victims are told alone. */
static const struct trigger_fact *told_before(const struct story *s, const struct draft *d)
{
	if (d->head->role != TRIGGER_RESULT || d->separate || d == s->drafts || d[-1].sentence != d->sentence ||
	    !sv_eq(d[-1].family, d->family))
		return NULL;
	const struct trigger_fact *t = draft_naming_trigger(s, &d[-1]);
	return t->role == TRIGGER_RESULT || t->by_victims ? NULL : t;
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

enum { INTER_STATE = 1, TAKER_WORDS = 8 };

/* "سيطرت قوات النظام على X": the government's forces right behind the verb or, if nobody is, right before it. */
static bool is_taken_by_state(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	uint32_t head = d->head->token, first = d->stretches[0].first;
	size_t behind = actor_from(ev, head);
	if (behind < ev->n_actors && ev->actors[behind].first_token <= d->head->last_token + 2u &&
	    ev->actors[behind].name.len)
		return ev->actors[behind].inter == INTER_STATE;
	const struct actor_fact *before = behind > 0 ? &ev->actors[behind - 1] : NULL;
	return before && before->first_token >= first && before->first_token + TAKER_WORDS >= head &&
	       before->inter == INTER_STATE && before->name.len;
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

void incident_set_type(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct trigger_fact *t = draft_naming_trigger(s, d);
	const struct trigger_fact *weapon = t->role == TRIGGER_RESULT ? told_before(s, d) : NULL;
	weapon = !weapon && is_violence(d) && t->by_victims ? weapon_retold(s, d, false) : weapon;
	if (!weapon && sv_eq(t->sub_event_type, SV("Remote explosive/landmine/IED")))
		weapon = weapon_retold(s, d, true); /* "تفجير سيارة مفخخة ... أن الانتحاري كان يقودها" */
	t = weapon ? weapon : t;
	out->event_type = t->event_type;
	out->sub_event_type = t->sub_event_type;
	if (sv_eq(d->family, SV("takeover")) && is_left_to(s, d)) {
		out->event_type = SV("Strategic developments");
		out->sub_event_type = SV("Non-violent transfer of territory");
	} else if (sv_eq(d->family, SV("takeover")) && is_taken_by_state(s, d))
		out->sub_event_type = SV("Government regains territory");
	if (!is_violence(d) || !t->by_victims)
		return;
	int victims = t->role == TRIGGER_RESULT && names_clash(s, d) ? 1 : victims_of(s, d);
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

static bool is_known(const struct date_fact *d)
{
	return d && d->first.year != 0;
}

static bool on_lead_day(const struct draft *d, const struct draft *lead)
{
	if (lead && lead != d && d->date && lead->date && d->date->is_relative && lead->date->is_relative)
		return d->date->relative_days >= lead->date->relative_days;
	return lead && lead != d && is_known(d->date) && is_known(lead->date) && d->date->unit == DATE_DAY &&
	       date_to_days(d->date->first) == date_to_days(lead->date->first);
}

/* A review of a month or more: its undated events lie in that period. */
static bool is_review(const struct draft *lead)
{
	return lead && is_known(lead->date) && lead->date->unit >= DATE_MONTH && lead->date->is_background;
}

/* With no day of the text known: a numbered day beside a lead without one ("وفي 20 الشهر الجاري"), or well before it. */
static bool is_before_lead(const struct draft *d, const struct draft *lead)
{
	if (!lead || !d->date->is_numbered)
		return false;
	if (!lead->date || !lead->date->is_numbered || !is_known(lead->date) || !is_known(d->date))
		return !lead->date || !lead->date->is_numbered;
	return date_to_days(lead->date->first) - date_to_days(d->date->last) > PAST_DAYS;
}

static bool is_recalled(const struct draft *d, const struct draft *lead)
{
	bool same_weekday = lead && lead->date && d->date->weekday >= 0 && d->date->weekday == lead->date->weekday;
	return (d->date->is_background && !same_weekday) ||
	       (d->date->is_relative && d->date->relative_days < -PAST_DAYS) || is_before_lead(d, lead);
}

/* Whether a numbered day opens the draft's sentence. */
static bool leads_item(const struct story *s, const struct draft *d)
{
	uint32_t first = s->text->sentences[d->sentence].first_token;
	return d->date->is_numbered && d->date->first_token <= first + 1u;
}

/* "وكانت الحركة أعلنت في وقت سابق الثلاثاء": of the day that the text speaks from. */
static bool on_text_day(const struct story *s, const struct draft *d)
{
	return s->events->text_day.year && is_known(d->date) && d->date->unit == DATE_DAY &&
	       date_to_days(d->date->first) >= date_to_days(s->events->text_day);
}

bool draft_is_past(const struct story *s, const struct draft *d, const struct draft *lead)
{
	bool recent = d->date && d->date->is_relative && d->date->relative_days >= 0;
	if (d->after)
		return true;
	if (d->background)
		return !on_lead_day(d, lead) && !recent && !on_text_day(s, d);
	if (!is_known(d->date))
		return is_review(lead) || (d->date && d != lead && is_recalled(d, lead));
	if (!s->events->text_day.year)
		return d != lead && (d->date->is_background || d->date->unit >= DATE_MONTH || is_before_lead(d, lead));
	int64_t gap = date_to_days(s->events->text_day) - date_to_days(d->date->last);
	if (s->is_digest && leads_item(s, d)) /* "• 3/11: هجوم ...": a review of a month tells of it */
		return gap > REVIEW_DAYS;
	if (d != lead || d->date->unit > DATE_WEEK)
		return gap > PAST_DAYS || d->date->is_background;
	return gap > LEAD_PAST_DAYS;
}

/* The day of the report's main event: its own, or that of a current event told before it or right behind. */
static const struct draft *main_dated(const struct story *s, const struct draft *lead)
{
	if (!lead || is_known(lead->date) || s->is_digest)
		return lead;
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *d = &s->drafts[i];
		if (d->sentence > lead->sentence + 1)
			break;
		if (!d->background && !d->after && is_known(d->date) && d->date->unit == DATE_DAY &&
		    !d->date->is_background && !d->date->is_habit)
			return d;
	}
	return lead;
}

void incident_set_date(const struct story *s, const struct draft *d, const struct draft *lead, struct incident *out)
{
	const struct date_fact *date = d->date;
	lead = main_dated(s, lead);
	bool lead_counts =
	    lead && is_known(lead->date) && (is_review(lead) || (!s->is_digest && !draft_is_past(s, lead, lead)));
	if (is_known(date)) {
		out->date_start = date->first;
		out->date_end = date->last;
		out->date_unit = date->unit;
		out->date_basis = date->basis;
	} else if (date && (date->is_background || out->background)) {
		out->date_basis = date->basis;
	} else if (out->background && !is_review(lead)) {
		out->date_basis = SV("");
	} else if (lead_counts) {
		out->date_start = lead->date->first;
		out->date_end = lead->date->last;
		out->date_unit = lead->date->unit;
		out->date_basis = SV("day of the report's main event");
	} else if (s->events->story_day.year) {
		out->date_start = out->date_end = s->events->story_day;
		out->date_unit = DATE_DAY;
		out->date_basis = SV("day of the report's main event");
	} else if (s->events->text_day.year) {
		out->date_start = out->date_end = s->events->text_day;
		out->date_unit = DATE_DAY;
		out->date_basis = s->events->text_day_basis;
	}
}

static void add_actor(const struct story *s, struct incident *out, size_t *capacity, const struct actor_fact *x)
{
	for (size_t i = 0; i < out->n_actors; i++)
		if (sv_eq(out->actors[i], x->name))
			return;
	size_t n = out->n_actors, inter_capacity = *capacity;
	out->actor_inter = arena_grow(s->arena, out->actor_inter, n, &inter_capacity, sizeof *out->actor_inter);
	out->actor_inter[n] = x->inter;
	*ARENA_PUSH(s->arena, out->actors, out->n_actors, capacity) = x->name;
}

/* Who did what to whom. What words beside the actors leave open: a verb or noun of attack has its doer before it or right
 * behind it, and then the target. */
static void set_sides(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct events *ev = s->events;
	const struct stretch *own = &d->stretches[0];
	struct sv before = {0}, behind = {0};
	for (size_t i = actor_from(ev, own->first); i < ev->n_actors && ev->actors[i].first_token <= own->last; i++) {
		const struct actor_fact *x = &ev->actors[i];
		if (x->name.len == 0 || sv_eq(x->name, out->actor1) || sv_eq(x->name, out->actor2))
			continue;
		enum side side = side_of(ev, i, own);
		const struct actor_fact *last = i > 0 && ev->actors[i - 1].name.len ? &ev->actors[i - 1] : NULL;
		if (last && x->conjoined && last->last_token + PAIR_TOKENS >= x->first_token) /* on the same side */
			continue;
		if (side == SIDE_DOER && out->actor1.len == 0)
			out->actor1 = x->name;
		else if (side == SIDE_TARGET && out->actor2.len == 0)
			out->actor2 = x->name;
		else if (side == SIDE_OPEN && x->first_token < d->head->token)
			before = x->name;
		else if (side == SIDE_OPEN && behind.len == 0)
			behind = x->name;
		else if (side == SIDE_OPEN && out->actor2.len == 0 && !sv_eq(behind, x->name))
			out->actor2 = x->name;
	}
	struct sv *open[] = {&before, &behind};
	for (size_t i = 0; i < 2; i++) {
		if (open[i]->len == 0 || sv_eq(*open[i], out->actor1) || sv_eq(*open[i], out->actor2))
			continue;
		if (out->actor1.len == 0)
			out->actor1 = *open[i];
		else if (out->actor2.len == 0)
			out->actor2 = *open[i];
	}
}

enum { INTER_CIVILIANS = 7 };

static bool is_civilian(const struct incident *x, struct sv name)
{
	for (size_t i = 0; i < x->n_actors; i++)
		if (sv_eq(x->actors[i], name))
			return x->actor_inter[i] == INTER_CIVILIANS;
	return false;
}

/* "الشاب قُتل برصاص مسلحين": civilians suffer violence, whatever the order of words. */
static void turn_civilians(const struct draft *d, struct incident *out)
{
	if (!is_violence(d) || !is_civilian(out, out->actor1) || is_civilian(out, out->actor2))
		return;
	struct sv doer = out->actor2;
	out->actor2 = out->actor1;
	out->actor1 = doer;
}

/* The name that an actor bore on the incident's day. */
static struct sv name_on_day(const struct story *s, struct sv name, struct date day)
{
	const struct events *ev = s->events;
	for (size_t i = 0; i < ev->n_actors; i++)
		if (sv_eq(ev->actors[i].name, name))
			return actor_name_on(&ev->actors[i], day);
	return name;
}

static void name_by_day(const struct story *s, const struct draft *d, struct incident *out)
{
	struct date day = out->date_start.year || out->background || d->background ? out->date_start : s->events->text_day;
	for (size_t i = 0; i < out->n_actors; i++)
		out->actors[i] = name_on_day(s, out->actors[i], day);
	out->actor1 = name_on_day(s, out->actor1, day);
	out->actor2 = name_on_day(s, out->actor2, day);
}

enum { SEIZER_WORDS = 1 };

/* "اعتقل تنظيم الدولة شابين", "على يد مسلحين مجهولين": whom no authority took was abducted. */
static bool seizes(const struct story *s, const struct draft *d, const struct stretch *own)
{
	static const char *const seizers[] = {"Islamic State", "Unidentified", "Tribal"};
	const struct events *ev = s->events;
	for (size_t i = actor_from(ev, own->first); i < ev->n_actors && ev->actors[i].first_token <= own->last; i++) {
		const struct actor_fact *x = &ev->actors[i];
		bool behind = x->first_token > d->head->token;
		bool does = side_by_cue(ev, x, own->first) == SIDE_DOER ||
			    (behind && d->head->verb && x->first_token <= d->head->last_token + SEIZER_WORDS);
		for (size_t k = 0; k < sizeof seizers / sizeof seizers[0] && does; k++)
			if (sv_starts(x->name, sv_cstr(seizers[k])))
				return true;
	}
	return false;
}

static bool is_seized_by_rebels(const struct story *s, const struct draft *d)
{
	for (size_t k = 0; k < d->n_stretches; k++)
		if (seizes(s, d, &d->stretches[k]))
			return true;
	return false;
}

void incident_set_actors(const struct story *s, const struct draft *d, struct incident *out)
{
	const struct events *ev = s->events;
	size_t capacity = 0;
	for (size_t k = 0; k < d->n_stretches; k++) {
		const struct stretch *x = &d->stretches[k];
		for (size_t i = actor_from(ev, x->first); i < ev->n_actors && ev->actors[i].first_token <= x->last; i++)
			if (ev->actors[i].name.len)
				add_actor(s, out, &capacity, &ev->actors[i]);
	}
	set_sides(s, d, out);
	turn_civilians(d, out);
	name_by_day(s, d, out);
	if (sv_eq(out->sub_event_type, SV("Arrests")) && is_seized_by_rebels(s, d))
		out->sub_event_type = SV("Abduction/forced disappearance");
}
