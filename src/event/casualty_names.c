#include "event/casualty.h"

enum { ITEM_TOKENS = 12, LEAST_ITEMS = 2, COLON_TOKENS = 2 };

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
