#include "incident/draft.h"

enum { AGENT_WORDS = 3, TARGET_WORDS = 6, PAIR_TOKENS = 4, SUBJECT_WORDS = 4 };

bool actor_is_unidentified(const struct actor_fact *x)
{
	return sv_starts(x->name, SV("Unidentified"));
}

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
enum side actor_side(const struct events *ev, size_t actor, const struct stretch *own)
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
			side = actor_is_unidentified(x) ? SIDE_DOER : SIDE_TARGET;
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
		    actor_side(ev, i - 1, &d->stretches[0]) != SIDE_TARGET)
			return true;
	}
	return false;
}

/* "من قبل ملثمين يعتقد أنهم يتبعون للتنظيم": to whom the doers belong. */
static bool is_of_doer(const struct events *ev, size_t actor, const struct stretch *own)
{
	const struct actor_fact *x = &ev->actors[actor], *before = actor > 0 ? &ev->actors[actor - 1] : NULL;
	if (!before || before->first_token < own->first ||
	    !(actor_is_unidentified(before) || actor_side(ev, actor - 1, own) == SIDE_DOER))
		return false;
	for (size_t i = cue_from(ev, before->last_token + 1u);
	     i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (ev->cues[i].kind == CUE_BELONGS)
			return true;
	return false;
}

/* "هجوم لداعش على رعاة", not "استهداف داعش من قبل التحالف": the doer right behind a noun of attack. */
static bool is_of_noun(const struct events *ev, size_t actor, const struct draft *d)
{
	const struct stretch *own = &d->stretches[0];
	for (size_t i = actor + 1; i < ev->n_actors && ev->actors[i].first_token <= own->last; i++)
		if (actor_side(ev, i, own) == SIDE_DOER)
			return false;
	return ev->actors[actor].first_token == d->head->last_token + 1u;
}

/* "هاجمت خلايا التنظيم رعاة": who stands right behind a verb of attack does it, if another party follows. "قام عناصر
 * بإطلاق النار على فلان": who stands behind a verb that is carried out by the deed. */
/* "قتل تنظيم داعش اليوم 52 شخصاً", "تصفية داعش لثلاثة شبان": an armed side between a deed and those counted behind it.
 */
static bool is_before_victims(const struct events *ev, const struct actor_fact *x, const struct trigger_fact *head)
{
	size_t i = casualty_from(ev, head->token);
	const struct casualty_fact *c =
	    i < ev->n_casualties && ev->casualties[i].first_token == head->token ? &ev->casualties[i] : NULL;
	size_t first = actor_from(ev, head->token); /* "تنظيم الدولة (داعش)" is named twice */
	bool named = first < ev->n_actors && ev->actors[first].first_token == head->last_token + 1u &&
		     sv_eq(ev->actors[first].name, x->name);
	return c && x->armed && named && c->last_token > x->last_token && !c->armed &&
	       (c->killed > 1 || c->injured > 1);
}

bool actor_does_deed(const struct story *s, const struct draft *d, size_t actor)
{
	const struct events *ev = s->events;
	const struct actor_fact *x = &ev->actors[actor];
	const struct trigger_fact *head = d->head;
	uint32_t opens = s->text->sentences[d->sentence].first_token;
	if (x->first_token > head->token && (is_before_victims(ev, x, head) || is_named_before(ev, actor, d) ||
					     is_of_doer(ev, actor, &d->stretches[0])))
		return true;
	if (x->first_token > head->token)
		return head->role == TRIGGER_FOUNDS &&
		       (head->verb ? x->first_token <= head->last_token + SUBJECT_WORDS : is_of_noun(ev, actor, d)) &&
		       actor_side(ev, actor, &d->stretches[0]) == SIDE_OPEN &&
		       has_other_behind(ev, actor, &d->stretches[0]);
	for (size_t i = cue_from(ev, x->first_token > opens + SUBJECT_WORDS ? x->first_token - SUBJECT_WORDS : opens);
	     i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (ev->cues[i].kind == CUE_DOES)
			return true;
	return false;
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
		enum side side = is_before_victims(ev, x, d->head) ? SIDE_DOER : actor_side(ev, i, own);
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
	if (!sv_eq(d->family, SV("violence")) || !is_civilian(out, out->actor1) || is_civilian(out, out->actor2))
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
			    (behind && d->head->verb && x->first_token <= d->head->last_token + SEIZER_WORDS &&
			     !(i > 0 && ev->actors[i - 1].first_token >= own->first &&
			       ev->actors[i - 1].last_token + 1u == d->head->token)); /* "قوى الأمن تعتقل خلية لداعش" */
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
