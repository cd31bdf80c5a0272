#include "incident/draft.h"

enum { TERSE_TOKENS = 32, LABEL_WORDS = 4 };

bool families_agree(struct sv a, struct sv b)
{
	static const char *const outcomes[] = {"violence", "arrest", "seizure", "looting", "abduction"};
	if (sv_eq(a, b))
		return true;
	if (!sv_eq(a, SV("raid")) && !sv_eq(b, SV("raid")))
		return false;
	struct sv other = sv_eq(a, SV("raid")) ? b : a;
	return SV_ONE_OF(other, outcomes);
}

/* Headlines and posts tell in the present tense; prose does so of habits. */
static bool is_terse(const struct text *t, size_t sentence)
{
	return t->sentences[sentence].n_tokens <= TERSE_TOKENS && !sentence_ends_with_stop(t, sentence);
}

/* "تمشط حالياً": today makes the present tense an event. */
static bool has_day(const struct story *s, uint32_t sentence)
{
	uint32_t first = s->text->sentences[sentence].first_token;
	for (size_t i = date_from(s->events, first); i < s->events->n_dates; i++) {
		const struct date_fact *d = &s->events->dates[i];
		if (d->sentence != sentence)
			break;
		if (d->is_relative && d->relative_days == 0)
			return true;
	}
	return false;
}

/* "مصدر عسكري: وحدات من الجيش تستعيد ...", "الصور || دورية تعتقل شاباً": a colon or bar behind its first words. */
static bool has_label(const struct text *t, size_t sentence)
{
	const struct sentence *x = &t->sentences[sentence];
	for (uint32_t i = 0; i < x->n_tokens && i <= LABEL_WORDS; i++)
		if (t->tokens[x->first_token + i].kind == TOKEN_PUNCT &&
		    (t->tokens[x->first_token + i].mark == ':' || t->tokens[x->first_token + i].mark == '|'))
			return true;
	return false;
}

/* A line by itself, as long as a headline: "التنظيم يفجر صهريجاً شرق X ." */
static bool is_short_line(const struct text *t, size_t i)
{
	const struct sentence *x = &t->sentences[i];
	bool ends = i + 1 == t->n_sentences || (t->tokens[t->sentences[i + 1].first_token].flags & TOKEN_LINE_START);
	return ends && x->n_tokens <= TERSE_TOKENS && (t->tokens[x->first_token].flags & TOKEN_LINE_START);
}

/* "المدينة التي كان يسيطر عليها التنظيم": how it was, no event. */
static bool is_state(const struct story *s, const struct trigger_fact *x)
{
	return x->present && x->token > 0 && sv_eq(x->group, SV("takeover")) &&
	       sv_starts(s->text->tokens[x->token - 1u].norm, SV("\xD9\x83\xD8\xA7\xD9\x86"));
}

static bool can_head(const struct story *s, const struct trigger_fact *x)
{
	if (x->negated || x->planned || x->general || x->role == TRIGGER_MANNER || x->role == TRIGGER_ANAPHORA ||
	    is_state(s, x))
		return false;
	if ((x->role == TRIGGER_RESULT || x->role == TRIGGER_MOVEMENT) && x->definite) /* "القتلى": those told before */
		return false;
	bool brief = s->text->n_sentences == 1 || sentence_is_item(s->text, x->sentence) ||
		     has_label(s->text, x->sentence) || (s->is_digest && is_short_line(s->text, x->sentence));
	return !x->present || brief || is_terse(s->text, x->sentence) || has_day(s, x->sentence);
}

enum { BESIDE_RANK = 1500 };

/* Founding triggers before movements, those before results, what is new before what is known, and that before what goes
 * on beside it
 * ("اشتباكات وسط قصف"); then by strength. */
int trigger_rank(const struct trigger_fact *x)
{
	if (x->beside && x->role == TRIGGER_FOUNDS)
		return BESIDE_RANK;
	int role = x->role == TRIGGER_FOUNDS ? 3 : x->role == TRIGGER_RESULT ? 1 : 0;
	return (x->definite && role == 3 ? 2 : role) * 1000 + x->strength;
}

bool trigger_is_new(const struct trigger_fact *x)
{
	return x->role == TRIGGER_FOUNDS && !x->definite;
}

/* "حرق منازل في اقتتال عشائري": the fight heads it. */
static bool is_burnt_in(const struct trigger_fact *loss, const struct trigger_fact *fight)
{
	return sv_eq(loss->group, SV("looting")) && sv_eq(fight->group, SV("violence")) &&
	       fight->role == TRIGGER_FOUNDS && !fight->verb;
}

/* "مقتل صراف برصاص مسلحين حاولوا سلبه", "ومقتل سائقه حرقاً": why or how one was killed. */
static bool is_killed_for(const struct story *s, const struct clause *c, const struct trigger_fact *killed,
			  const struct trigger_fact *loss)
{
	return killed->role == TRIGGER_RESULT && sv_eq(killed->group, SV("violence")) &&
	       sv_eq(loss->group, SV("looting")) && tells_dead(s, c->first, loss->token);
}

/* The trigger that heads a clause. Of several founding families the first does: what follows it describes it. */
const struct trigger_fact *clause_head(const struct story *s, const struct clause *c)
{
	const struct events *ev = s->events;
	const struct trigger_fact *best = NULL;
	for (size_t i = trigger_from(ev, c->first); i < ev->n_triggers && ev->triggers[i].token <= c->last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (!can_head(s, x) || (c->elsewhere && x->role != TRIGGER_FOUNDS))
			continue;
		if (best && trigger_is_new(best) && !families_agree(best->group, x->group) && !is_burnt_in(best, x))
			continue;
		if (best && is_killed_for(s, c, best, x))
			continue;
		if (best && is_burnt_in(best, x)) {
			best = x;
			continue;
		}
		if (!best || trigger_rank(x) > trigger_rank(best))
			best = x;
	}
	return best;
}

/* Whether a clause tells only of what did not happen: its triggers are denied, planned or habitual. */
bool clause_is_unreal(const struct story *s, const struct clause *c)
{
	const struct events *ev = s->events;
	bool any = false;
	for (size_t i = trigger_from(ev, c->first); i < ev->n_triggers && ev->triggers[i].token <= c->last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (x->role == TRIGGER_MANNER || x->fatal_work || x->of_raid)
			continue;
		if (!x->negated && !x->planned && !x->general)
			return false;
		any = true;
	}
	return any;
}

bool clause_goes_on_targeting(const struct story *s, const struct clause *c)
{
	static const char *const forms[] = {"\xD9\x85\xD8\xB3\xD8\xAA\xD9\x87\xD8\xAF\xD9\x81\xD8\xA7",
					    "\xD9\x85\xD8\xB3\xD8\xAA\xD9\x87\xD8\xAF\xD9\x81\xD9\x8A\xD9\x86",
					    "\xD9\x85\xD8\xB3\xD8\xAA\xD9\x87\xD8\xAF\xD9\x81\xD9\x87"};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) /* مستهدفا, مستهدفين, مستهدفة */
		if (sv_eq_cstr(s->text->tokens[c->first].norm, forms[i]))
			return true;
	return false;
}

bool clause_is_deadly_raid(const struct story *s, const struct clause *c, const struct trigger_fact *head)
{
	const struct events *ev = s->events;
	if (!sv_eq(head->group, SV("raid")) || !tells_dead(s, c->first, c->last))
		return false;
	for (size_t i = trigger_from(ev, c->first); i < ev->n_triggers && ev->triggers[i].token <= c->last; i++) {
		const struct trigger_fact *x = &ev->triggers[i];
		if (x->role == TRIGGER_RESULT && sv_eq(x->group, SV("violence")) && !x->negated && !x->planned &&
		    !x->general)
			return true;
	}
	return false;
}
