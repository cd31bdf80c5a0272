#include "event/people.h"

enum { SHORT_BYTES = 4 };

/* "قضى", "استشهد", "اغتيل": who stands behind is the subject, whatever the spelling. */
static bool has_subject_behind(struct sv verb)
{
	static const char *const verbs[] = {
	    "\xD9\x82\xD8\xB6\xD9\x8A", "\xD9\x85\xD8\xA7\xD8\xAA", "\xD8\xAA\xD9\x88\xD9\x81\xD9\x8A",
	    "\xD8\xA7\xD8\xB3\xD8\xAA\xD8\xB4\xD9\x87\xD8\xAF",
	    "\xD8\xA7\xD8\xBA\xD8\xAA\xD9\x8A\xD9\x84"}; /* قضى, مات, توفي, استشهد, اغتيل */
	verb = sv_starts(verb, SV("\xD9\x88")) ? sv_skip(verb, 2) : verb;
	return SV_ONE_OF(verb, verbs);
}

/* "قُتل راعيا أغنام", "أصيب شرطيا مرور": two of what stands behind, for one man would be no accusative there. */
bool people_is_dual_of(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	uint32_t i = h->first, next = h->last + 1u;
	struct sv raw = text_span(f->text, i, i);
	if (i == 0 || h->clitics || h->tense != TENSE_NONE || h->number != NUMBER_ONE ||
	    !sv_ends(raw, SV("\xD8\xA7")) || next >= sentence_end_of(f, i) || t[next].kind != TOKEN_WORD ||
	    t[next].norm.len <= SHORT_BYTES)
		return false;
	const struct hit *verb = casualty_at(f, i - 1u, CASUALTY_KILL);
	verb = verb ? verb : casualty_at(f, i - 1u, CASUALTY_WOUND);
	bool passive =
	    verb && (sv_find(text_span(f->text, i - 1u, i - 1u), SV("\xD9\x8F"), 0) != SIZE_MAX ||
		     casualty_at(f, i - 1u, CASUALTY_WOUND) || has_subject_behind(t[i - 1u].norm)); /* "قُتل", "أصيب" */
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	return passive && verb->tense == TENSE_PAST && !scan_at(&f->scan, next, PHRASE_TRIGGER) &&
	       !scan_at(&f->scan, next, PHRASE_TIME) && !begins_with_and(f, next) &&
	       !(clitic_splits(t[next].norm, false, splits) > 1 && (splits[1].clitics & (CLITIC_BI | CLITIC_LI)));
}
