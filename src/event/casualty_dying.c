#include "event/casualty.h"

enum { OF_DEAD_WORDS = 8, DYING_WORDS = 14 };

/* "عقب", "جراء", "بعد يومين من" right before a token. */
static bool is_behind_cause(const struct finder *f, size_t from, size_t token)
{
	for (size_t i = from; i < token; i++)
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h)) {
			enum context_kind kind = f->rules->contexts[h->row].kind;
			if ((kind == CONTEXT_AFTER || kind == CONTEXT_CAUSE) && h->last + 1u == token)
				return true;
		}
	return false;
}

/* "فقد حياته عقب إصابته": the wound that he died of. */
bool casualty_is_of_the_dead(const struct counter *c, const struct hit *h)
{
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	return x && h->tense == TENSE_POSSESSED && h->number == NUMBER_ONE && !(h->clitics & CLITIC_WA) &&
	       x->killed == 1 && x->sentence == c->f->text->tokens[h->first].sentence &&
	       h->first <= x->last_token + OF_DEAD_WORDS && h->first > x->last_token + 1u &&
	       is_behind_cause(c->f, x->last_token + 1u, h->first);
}

/* "أصيب ستة، توفي اثنان منهم", "أصيب خمسة، فارق أحدهم الحياة": some of the wounded told right before. */
bool casualty_is_part_of_wounded(const struct counter *c, size_t i, const struct people *p)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	bool told = false; /* "وتوفي أحد الجرحى" */
	for (size_t j = i; j <= p->last + 2u && j < f->text->n_tokens && !is_mark_at(f, j); j++)
		told |=
		    casualty_at(f, j, CASUALTY_WOUNDED) && (casualty_at(f, j, CASUALTY_WOUNDED)->clitics & CLITIC_AL);
	if (told && x && x->injured > p->n && p->n > 0)
		return true;
	return x && x->sentence == f->text->tokens[i].sentence && x->injured > p->n && p->n > 0 &&
	       (casualty_at(f, i, CASUALTY_EACH) || casualty_at(f, p->last + 1u, CASUALTY_SUBSET));
}

/* "وتوفي لاحقاً", "ثم توفي", "ما لبث أن فارق الحياة"; not "وقُتل سالم العلي". */
static bool goes_on_dying(const struct finder *f, const struct hit *h)
{
	static const char *const links[] = {"\xD8\xAB\xD9\x85" /* then */, "\xD8\xA7\xD9\x86" /* that */};
	const struct token *t = f->text->tokens;
	size_t next = h->last + 1u, end = sentence_end_of(f, h->first);
	bool linked = h->last > h->first || (h->clitics & (CLITIC_WA | CLITIC_LI | CLITIC_FA));
	for (size_t i = 0; i < sizeof links / sizeof links[0] && h->first > 0; i++)
		linked |= sv_eq_cstr(t[h->first - 1u].norm, links[i]);
	bool other = next < end && (scan_at(&f->scan, next, PHRASE_NAME) || sv_starts(t[next].norm, SV("\xD8\xA7\xD9\x84")) ||
				    scan_at(&f->scan, next, PHRASE_ACTOR));
	return linked && !other;
}

/* "أصيب عنصر بجروح ما لبث أن فارق الحياة", "أصيب مدني وتوفي لاحقاً": the one wounded, and nobody new. */
bool casualty_died_of_wounds(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	if (kind != CASUALTY_KILL || h->tense != TENSE_PAST || h->number != NUMBER_ONE || !x || x->injured != 1 || x->killed >= 0 ||
	    x->sentence != f->text->tokens[h->first].sentence || h->first > x->last_token + DYING_WORDS || !goes_on_dying(f, h))
		return false;
	for (size_t i = x->last_token + 1u; i < h->first; i++)
		if (people_at(f, i) && !casualty_at(f, i, CASUALTY_HURT))
			return false;
	struct people p = {.n = 1, .any = true, .armed = x->armed, .civilians = x->civilians};
	struct casualty_fact *own = casualty_add(c, h->first, h->last);
	casualty_set(c, own, CASUALTY_KILL, false, &p);
	own->of_wounded = true;
	return true;
}
