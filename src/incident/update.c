#include "incident/fold.h"

/* Sentences that add to the event told right before. */

/* "معلومات أولية: قتيلان", "تحديث 13:00: ارتفع عدد القتلى": a line on what the one before told. */
bool draft_is_update(const struct story *s, const struct draft *d)
{
	/* تحديث, متابعه, معلومات, اوليه, حصيله, الحصيله, ارتفع, ارتفاع */
	static const char *const words[] = {"\xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB",
					    "\xD9\x85\xD8\xAA\xD8\xA7\xD8\xA8\xD8\xB9\xD9\x87",
					    "\xD9\x85\xD8\xB9\xD9\x84\xD9\x88\xD9\x85\xD8\xA7\xD8\xAA",
					    "\xD8\xAD\xD8\xB5\xD9\x8A\xD9\x84\xD9\x87",
					    "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xB5\xD9\x8A\xD9\x84\xD9\x87",
					    "\xD8\xA7\xD8\xB1\xD8\xAA\xD9\x81\xD8\xB9",
					    "\xD8\xA7\xD8\xB1\xD8\xAA\xD9\x81\xD8\xA7\xD8\xB9"};
	const struct sentence *x = &s->text->sentences[d->sentence];
	uint32_t i = x->first_token, seen = 0;
	for (; i < x->first_token + x->n_tokens && seen < 2; i++) {
		if (s->text->tokens[i].kind != TOKEN_WORD)
			continue;
		seen++;
		if (SV_ONE_OF(s->text->tokens[i].norm, words))
			return true;
	}
	return false;
}

/* "قُتل عنصران في X. كذلك توفي سائق صادف مروره": besides those told right before, by the words of the figure. */
bool draft_adds_victims(const struct story *s, const struct draft *same, const struct draft *d)
{
	const struct events *ev = s->events;
	size_t i = casualty_from(ev, d->stretches[0].first);
	return d->head->role == TRIGGER_RESULT && !s->is_digest && d->sentence == draft_last_sentence(s, same) + 1u &&
	       i < ev->n_casualties && ev->casualties[i].first_token <= d->stretches[0].last &&
	       ev->casualties[i].besides;
}
