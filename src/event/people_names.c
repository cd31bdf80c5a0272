#include "event/people.h"

enum { GAP_WORDS = 5 };

/* "وخالد الحسن": a given name behind "و", then another word; 'و "فلان"': any in quotes. */
static bool is_other_name(const struct finder *f, size_t i, size_t end)
{
	const struct token *k = &f->text->tokens[i];
	if (sv_eq(k->norm, SV("\xD9\x88")) && i + 2 < end && k[1].kind == TOKEN_PUNCT && sv_eq(k[1].norm, SV("\"")))
		return k[2].kind == TOKEN_WORD;
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_NAME) : NULL;
	return h && (h->clitics & CLITIC_WA) && i + 1 < end && f->text->tokens[i + 1].kind == TOKEN_WORD &&
	       !scan_at(&f->scan, i, PHRASE_CASUALTY) && !scan_at(&f->scan, i, PHRASE_CONTEXT);
}

void people_more_names(const struct finder *f, size_t end, struct people *p)
{
	for (size_t i = p->last + 1u; i < end && i <= p->last + GAP_WORDS && !is_mark_at(f, i); i++) {
		if (people_stop(f, i) || scan_at(&f->scan, i, PHRASE_TRIGGER) || casualty_at(f, i, CASUALTY_WITH))
			return;
		if (!is_other_name(f, i, end))
			continue;
		p->n++;
		p->last = (uint32_t)i;
	}
}

bool people_are_named(const struct finder *f, const struct hit *who, struct people *p)
{
	size_t end = sentence_end_of(f, who->first), i = who->last + 1u;
	const struct hit *name = i < end ? scan_at(&f->scan, i, PHRASE_NAME) : NULL;
	struct people named = *p;
	if (!(who->clitics & CLITIC_AL) || !name || name->clitics)
		return false;
	named.n = 1;
	named.last = name->last;
	people_more_names(f, end, &named);
	if (named.n < 2)
		return false;
	named.vague = false;
	*p = named;
	return true;
}
