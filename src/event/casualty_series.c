#include "event/casualty.h"

enum { ONE_WORDS = 3 };

/* "آخرها", "إحداها", "أعنفها": one of the deeds told before. */
static bool is_one_at(const struct finder *f, size_t i)
{
	static const char *const words[] = {
	    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x87\xD8\xA7", "\xD8\xA7\xD8\xAD\xD8\xAF\xD8\xA7\xD9\x87\xD8\xA7",
	    "\xD8\xA7\xD8\xAD\xD8\xAF\xD8\xAB\xD9\x87\xD8\xA7", "\xD8\xA7\xD8\xB9\xD9\x86\xD9\x81\xD9\x87\xD8\xA7",
	    "\xD8\xA7\xD8\xA8\xD8\xB1\xD8\xB2\xD9\x87\xD8\xA7"};
	return SV_ONE_OF(f->text->tokens[i].norm, words);
}

/* "ثلاث عمليات", "هجمات". */
static bool is_plural(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	bool counted = h->first > first && quantity_at(f, h->first - 1u, &q) && q.last + 1u == h->first && q.value > 1;
	return (h->number == NUMBER_MANY || counted) && h->tense < TENSE_PAST;
}

static bool tells_of_many(const struct finder *f, const struct casualty_fact *x)
{
	for (size_t i = f->text->sentences[x->sentence].first_token; i < x->first_token; i++)
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h))
			if (is_plural(f, h) && f->rules->triggers[h->row].role == TRIGGER_FOUNDS)
				return true;
	return false;
}

void casualty_leave_series(const struct finder *f, struct casualty_fact *x)
{
	size_t end = sentence_end_of(f, x->first_token);
	if (x->killed < 2 && x->injured < 2)
		return;
	for (size_t i = x->last_token + 1u; i < end && i <= x->last_token + ONE_WORDS; i++)
		if (is_mark_at(f, i) && i + 1 < end && is_one_at(f, i + 1))
			x->cumulative |= tells_of_many(f, x);
}
