#include "event/casualty.h"

enum { OF_DEAD_WORDS = 8, DYING_WORDS = 14, AFFECTED_WORDS = 9, VERB_WORDS = 3, SUBSET_WORDS = 3 };

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

/* "توفي", "فارق", "مات" within the words before a token: what wounds end in, not what an attacker does. */
static bool is_dying(const struct finder *f, size_t i)
{
	static const char *const verbs[] = {"\xD8\xAA\xD9\x88\xD9\x81\xD9\x8A", "\xD9\x81\xD8\xA7\xD8\xB1\xD9\x82",
					    "\xD9\x85\xD8\xA7\xD8\xAA"};
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + VERB_WORDS > i; j--)
		for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
			struct sv word = f->text->tokens[j - 1].norm;
			word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
			if (sv_starts(word, sv_cstr(verbs[k])))
				return true;
		}
	return false;
}

/* "توفي منهم اثنان", "توفي منهم لاحقاً اثنان" */
static bool is_behind_subset(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + SUBSET_WORDS > i && !is_mark_at(f, j - 1u); j--)
		if (casualty_at(f, j - 1u, CASUALTY_SUBSET))
			return true;
	return false;
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
	bool next = x && x->sentence + 1u == f->text->tokens[i].sentence && is_dying(f, i); /* "وتوفي ثلاثة منهم" */
	return x && (x->sentence == f->text->tokens[i].sentence || next) && x->injured > p->n && p->n > 0 &&
	       (casualty_at(f, i, CASUALTY_EACH) || casualty_at(f, p->last + 1u, CASUALTY_SUBSET) ||
		is_behind_subset(f, i));
}

/* "ثلاثة من الجرحى فارقوا الحياة", "توفي السائق متأثراً بإصابته": those whom tokens from `first` on tell dead up to
 * `last` were wounded before. */
bool casualty_were_wounded(const struct finder *f, size_t first, size_t last)
{
	size_t end = sentence_end_of(f, last);
	for (size_t i = first; i <= last; i++) {
		const struct hit *h = casualty_at(f, i, CASUALTY_WOUNDED);
		if (h && (h->clitics & CLITIC_AL))
			return true;
	}
	for (size_t i = last + 1u; i < end && i <= last + AFFECTED_WORDS && !people_stop(f, i); i++)
		if (sv_starts(f->text->tokens[i].norm, SV("\xD9\x85\xD8\xAA\xD8\xA7\xD8\xAB\xD8\xB1"))) /* متأثر */
			return true;
	return false;
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

/* "برصاص قناص", "لدى تفريق عناصر الأمن تجمعاً": who did it, or several, of whom no verb in the singular tells. */
static bool is_no_victim(const struct finder *f, const struct hit *who)
{
	struct sv by = who->first > 0 ? f->text->tokens[who->first - 1u].norm : SV("");
	return (who->number == NUMBER_MANY && f->rules->casualties[who->row].armed) ||
	       sv_eq(by, SV("\xD8\xA8\xD8\xB1\xD8\xB5\xD8\xA7\xD8\xB5")) ||
	       sv_eq(by, SV("\xD8\xA8\xD9\x86\xD9\x8A\xD8\xB1\xD8\xA7\xD9\x86"));
}

/* "ليفارق الحياة لاحقاً": what came of the wound. */
static bool is_outcome(const struct finder *f, const struct hit *h)
{
	struct sv word = f->text->tokens[h->first].norm;
	return h->last > h->first && h->tense == TENSE_NONE &&
	       (sv_starts(word, SV("\xD9\x84\xD9\x8A")) || sv_starts(word, SV("\xD9\x84\xD8\xAA")));
}

/* "أصيب عنصر بجروح ما لبث أن فارق الحياة", "أصيب مدني وتوفي لاحقاً": the one wounded, and nobody new. */
bool casualty_died_of_wounds(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	if (kind != CASUALTY_KILL || (h->tense != TENSE_PAST && !is_outcome(f, h)) || h->number != NUMBER_ONE || !x ||
	    x->injured != 1 || x->killed >= 0 || x->sentence != f->text->tokens[h->first].sentence ||
	    h->first > x->last_token + DYING_WORDS || !goes_on_dying(f, h))
		return false;
	for (size_t i = x->last_token + 1u; i < h->first; i++)
		if (people_at(f, i) && !casualty_at(f, i, CASUALTY_HURT) && !is_no_victim(f, people_at(f, i)))
			return false;
	struct people p = {.n = 1, .any = true, .armed = x->armed, .civilians = x->civilians};
	struct casualty_fact *own = casualty_add(c, h->first, h->last);
	casualty_set(c, own, CASUALTY_KILL, false, &p);
	own->of_wounded = true;
	return true;
}
