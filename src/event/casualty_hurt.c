#include "event/casualty.h"

enum { UNDERGO_WORDS = 6, PART_BYTES = 8 /* four letters: not "بها" */ };

/* "لإصابة", "لجروح". */
static bool is_to(const struct finder *f, const struct hit *h)
{
	return (h->clitics & CLITIC_LI) || sv_starts(f->text->tokens[h->first].norm, SV("\xD9\x84"));
}

/* A verb of undergoing a few words before a noun: "تعرض مدني ل". */
bool casualty_is_undergone(const struct finder *f, const struct hit *h)
{
	if (!is_to(f, h))
		return false;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	for (size_t i = h->first; i > first && i + UNDERGO_WORDS > h->first; i--)
		if (context_at(f, i - 1, CONTEXT_SUFFERS))
			return true;
	return false;
}

/* "أصيب برأسه", "انصاب ببطنه": by a part of himself, whoever he is. */
bool casualty_names_body_part(const struct finder *f, const struct hit *h)
{
	size_t i = h->last + 1u;
	if (i >= sentence_end_of(f, h->first) || f->text->tokens[i].kind != TOKEN_WORD)
		return false;
	struct sv word = text_span(f->text, (uint32_t)i, (uint32_t)i);
	bool by = sv_starts(f->text->tokens[i].norm, SV("\xD8\xA8")) && !scan_at(&f->scan, i, PHRASE_TRIGGER);
	return by && word.len >= PART_BYTES && (sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7")));
}

/* "ساقه", "يدها", "رجلو". */
static bool is_his(const struct finder *f, size_t i)
{
	struct sv word = text_span(f->text, (uint32_t)i, (uint32_t)i);
	return sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7")) || sv_ends(word, SV("\xD9\x88"));
}

/* Whether wounded have been told already: what became of the limb of one adds nobody. */
static bool told_wounded(const struct counter *c)
{
	for (size_t i = 0; i < c->out->n_casualties; i++)
		if (c->out->casualties[i].injured > 0)
			return true;
	return false;
}

/* "فبترت ساقه": a limb of his own, where no wounded are told before. */
bool casualty_is_limb(const struct counter *c, const struct hit *h)
{
	return h->last > h->first && is_his(c->f, h->last) && !told_wounded(c);
}
