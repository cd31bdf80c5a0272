#include "incident/draft.h"

/* Figures within an event's words that are not its own. */

/* "رداً على كمين أودى بسبعة جنود": of the deed that is answered. */
bool figure_is_of_answered(const struct story *s, const struct draft *d, const struct casualty_fact *c)
{
	/* ردا, رد; على */
	static const char *const reply[] = {"\xD8\xB1\xD8\xAF\xD8\xA7", "\xD8\xB1\xD8\xAF"};
	const struct token *t = s->text->tokens;
	uint32_t head = d->head->token;
	for (uint32_t i = head + 1u;
	     d->sentence == c->sentence && i + 2u < c->first_token && i + 2u < s->text->n_tokens; i++) {
		if (!SV_ONE_OF(t[i].norm, reply) || !sv_eq(t[i + 1u].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")))
			continue;
		size_t deed = trigger_from(s->events, i + 2u);
		for (uint32_t k = i; k < c->first_token; k++)
			if (t[k].kind == TOKEN_PUNCT)
				return false;
		return deed < s->events->n_triggers && s->events->triggers[deed].token == i + 2u &&
		       !s->events->triggers[deed].definite;
	}
	return false;
}

/* How many parts of a sum an event's stretches hold. */
static unsigned parts_within(const struct story *s, const struct draft *d, const struct casualty_fact *sum)
{
	const struct events *ev = s->events;
	unsigned n = 0;
	for (const struct casualty_fact *c = sum + 1;
	     c < ev->casualties + ev->n_casualties && c->sentence == sum->sentence; c++)
		for (size_t k = 0; c->part && k < d->n_stretches; k++)
			if (c->first_token >= d->stretches[k].first && c->last_token <= d->stretches[k].last) {
				n++;
				break;
			}
	return n;
}

/* "ستة، أربعة في X واثنان في Y": the sum does not count for an event that holds some of its parts, nor the parts for
 * one that holds all of them. */
bool figure_is_told_otherwise(const struct story *s, const struct draft *d, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	if (c->parts) {
		unsigned n = parts_within(s, d, c);
		return n > 0 && n < c->parts;
	}
	if (!c->part)
		return false;
	const struct casualty_fact *sum = c;
	while (sum > ev->casualties && !sum->parts)
		sum--;
	for (size_t k = 0; k < d->n_stretches; k++)
		if (sum->first_token >= d->stretches[k].first && sum->last_token <= d->stretches[k].last)
			return parts_within(s, d, sum) == sum->parts;
	return false;
}
