#include "event/casualty.h"

enum { ITEM_TOKENS = 12, LEAST_ITEMS = 2, COLON_TOKENS = 2, NAME_WORDS = 14 };

/* "3- صالح العلي", "- هدى طعمة": a line of a list that tells of nothing but a person. */
static bool is_name_line(const struct finder *f, size_t sentence)
{
	const struct sentence *s = &f->text->sentences[sentence];
	const struct token *t = &f->text->tokens[s->first_token];
	if (s->n_tokens < 2 || s->n_tokens > ITEM_TOKENS || !(t->flags & TOKEN_LINE_START) || t->kind == TOKEN_WORD)
		return false;
	bool marked = t->kind == TOKEN_PUNCT || (t[1].kind == TOKEN_PUNCT && t->kind == TOKEN_NUMBER);
	for (size_t i = s->first_token; marked && i < s->first_token + s->n_tokens; i++)
		if (scan_at(&f->scan, i, PHRASE_TRIGGER) || casualty_at(f, i, CASUALTY_DEAD) || casualty_at(f, i, CASUALTY_WOUNDED))
			return false;
	return marked;
}

static bool ends_with_colon(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	for (size_t n = 1; n <= COLON_TOKENS && n <= s->n_tokens; n++)
		if (t->tokens[s->first_token + s->n_tokens - n].mark == ':')
			return true;
	return false;
}

int casualty_listed(const struct finder *f, size_t sentence)
{
	const struct sentence *s = &f->text->sentences[sentence];
	if (s->n_tokens == 0 || !ends_with_colon(f->text, sentence))
		return 0;
	for (size_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
		if (casualty_at(f, i, CASUALTY_SUBSET)) /* "عُرف منهم:" names some */
			return 0;
	int n = 0;
	for (size_t k = sentence + 1; k < f->text->n_sentences && is_name_line(f, k); k++)
		n++;
	return n >= LEAST_ITEMS ? n : 0;
}

/* "كل من: أحمد العلي، الطفلة هدى": another name behind a comma. */
static bool is_next_name(const struct finder *f, size_t i, size_t end)
{
	const struct token *k = &f->text->tokens[i];
	const struct hit *name = i + 1 < end ? scan_at(&f->scan, i + 1, PHRASE_NAME) : NULL;
	const struct hit *who = i + 2 < end ? casualty_at(f, i + 1, CASUALTY_PERSON) : NULL;
	if (k->kind != TOKEN_PUNCT || (k->mark != 0x060C && k->mark != ','))
		return false;
	return (name && !name->clitics) || (who && (who->clitics & CLITIC_AL) &&
					    f->text->tokens[i + 2].kind == TOKEN_WORD && !people_stop(f, i + 2));
}

bool people_each(const struct finder *f, size_t i, size_t end, struct people *p)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER);
	if (!h || f->rules->numbers[h->row].kind != NUMERAL_EACH)
		return false;
	*p = (struct people){.n = 1, .any = true, .last = h->last};
	size_t from = h->last;
	for (size_t j = from + 1u; j < end && j <= from + NAME_WORDS; j++) {
		struct clitic_split splits[CLITIC_MAX_SPLITS];
		if (j > h->last + 1u && is_next_name(f, j, end)) {
			p->n++;
			from = j;
			continue;
		}
		if (f->text->tokens[j].mark == 0x060C && f->text->tokens[j].kind == TOKEN_PUNCT)
			break;
		if (people_stop(f, j) || context_at(f, j, CONTEXT_RELATIVE) ||
		    (scan_at(&f->scan, j, PHRASE_TRIGGER) && !scan_at(&f->scan, j, PHRASE_NAME))) /* "فيصل" */
			break;
		size_t n =
		    f->text->tokens[j].kind == TOKEN_WORD ? clitic_splits(f->text->tokens[j].norm, false, splits) : 0;
		p->n += n > 1 && (splits[1].clitics & CLITIC_WA) && j > h->last + 1u;
		p->last = (uint32_t)j;
	}
	return true;
}

/* "استشهد كل من:", "شهداء حي الوعر:" before lines of names. */
void casualty_count_names(const struct finder *f, struct casualty_fact *x)
{
	bool uncounted = x->vague || x->killed == 0 || x->killed == 1;
	int n = uncounted && x->injured < 0 && !x->denied ? casualty_listed(f, x->sentence) : 0;
	if (n == 0)
		return;
	x->vague = false;
	x->killed = x->killed_low = x->killed_high = n;
}

/* "مقتل مدنيين بلغم ...، ومقتل ثالث": a word that may be a dual or a plural told two, where a third follows. */
void casualty_count_dual(const struct finder *f, struct casualty_fact *x, const struct casualty_fact *next)
{
	const struct hit *who = x->vague ? people_at(f, x->last_token) : NULL;
	bool third = false;
	for (size_t i = next->first_token; i <= next->last_token; i++)
		third |= sv_eq(f->text->tokens[i].norm, SV("\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB"));
	if (!third || !who || who->number != NUMBER_EITHER || next->sentence > x->sentence + 1u)
		return;
	x->vague = false;
	if (x->killed_low > 0)
		x->killed = x->killed_low = x->killed_high = 2;
	else
		x->injured = 2;
}
