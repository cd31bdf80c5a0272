/* Deeds known from what is told right before: of an operation, of a thing that hit. */
#include "event/people.h"
#include "event/trigger.h"

enum { OPERATION_WORDS = 24, SUBJECT_WORDS = 3, WHEN_WORDS = 4, GOES_OFF_WORDS = 16 };

/* "عملية أمنية في X، استهدفت وكراً للتنظيم": whom the operation was after. */
static void mark_operations(struct events *out)
{
	const struct trigger_fact *raid = NULL;
	for (size_t i = 0; i < out->n_triggers; i++) {
		struct trigger_fact *t = &out->triggers[i];
		raid = raid && raid->sentence == t->sentence ? raid : NULL;
		if (raid && t->by_victims && !t->conjoined && t->role == TRIGGER_FOUNDS &&
		    t->token <= raid->last_token + OPERATION_WORDS)
			t->of_raid = t->general = true;
		if (sv_eq(t->group, SV("raid")) && !t->verb)
			raid = t;
		else if (t->role == TRIGGER_FOUNDS)
			raid = NULL;
	}
}

/* "استهدف الطيران", "قصفت المدفعية": who does it always has the article. */
static bool is_arm(const struct trigger_fact *t)
{
	return sv_eq(t->sub_event_type, SV("Air/drone strike")) ||
	       sv_eq(t->sub_event_type, SV("Shelling/artillery/missile attack"));
}

/* "وبعد التفجير هاجم مسلحون حاجزاً", "بعد ساعات من التفجير": it says when, and is nobody's subject. */
static bool says_when(const struct finder *f, const struct trigger_fact *deed)
{
	for (size_t i = deed->token; i > 0 && i + WHEN_WORDS > deed->token; i--)
		for (const struct hit *h =
			 context_at(f, i - 1, CONTEXT_AFTER) ? scan_at(&f->scan, i - 1, PHRASE_CONTEXT) : NULL;
		     h; h = scan_also(&f->scan, h))
			if (h->last + 1u == deed->token && f->rules->contexts[h->row].kind == CONTEXT_AFTER)
				return true;
	return false;
}

/* "زُرعت العبوة ليلاً وانفجرت صباحاً": no other thing is named behind the verb. */
static bool goes_off(const struct finder *f, const struct events *out, size_t i)
{
	const struct trigger_fact *verb = &out->triggers[i], *then = verb + 1;
	size_t end = sentence_end_of(f, verb->token);
	bool other = i + 1 < out->n_triggers && then->token < end && then->token <= verb->last_token + SUBJECT_WORDS;
	return verb->conjoined && !verb->by_victims && !other && verb->token <= verb[-1].last_token + GOES_OFF_WORDS;
}

/* "انفجر اللغم", "الغارات استهدفت": the thing is known, so the event is. */
void triggers_mark_known(const struct finder *f, struct events *out)
{
	mark_operations(out);
	for (size_t i = 0; i + 1 < out->n_triggers; i++) {
		const struct trigger_fact *next = &out->triggers[i + 1];
		struct trigger_fact *t = &out->triggers[i];
		if (next->sentence != t->sentence) /* "قُتل ثلاثة في الهجوم. واستهدفت المدفعية ...": another's deed */
			continue;
		bool of_raid = t->verb && t->by_victims && next->definite && sv_eq(next->group, SV("raid"));
		if (of_raid && next->token <= t->last_token + SUBJECT_WORDS) /* "استهدفت عملية الإنزال منزلاً" */
			t->of_raid = t->general = true;
		if (t->verb && t->role == TRIGGER_FOUNDS && next->role == TRIGGER_MANNER && next->definite &&
		    !next->oblique && next->token == t->last_token + 1u && sv_eq(t->group, next->group) &&
		    !is_arm(next))
			t->definite = true;
		if (t->role == TRIGGER_FOUNDS && t->definite && !t->verb && next->verb && next->by_victims &&
		    !next->conjoined && next->role == TRIGGER_FOUNDS && next->token <= t->last_token + SUBJECT_WORDS &&
		    !says_when(f, t))
			out->triggers[i + 1].definite = true;
		bool known = t->role == TRIGGER_MANNER && t->definite && !t->oblique && !is_arm(t) && next->verb &&
			     next->role == TRIGGER_FOUNDS && sv_eq(t->group, next->group);
		if (known && (next->token == t->last_token + 1u || goes_off(f, out, i + 1))) /* "اللغم انفجر" */
			out->triggers[i + 1].definite = true;
	}
}
