#include <string.h>

#include "event/casualty.h"

enum { LIMB_WORDS = 4, TOLD_SENTENCES = 2, UNDERGO_WORDS = 6, PART_BYTES = 8 /* four letters: not "بها" */ };

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

/* Whether wounded have been told in the sentence or right before it: what became of the limb of one adds nobody. */
static bool told_wounded(const struct counter *c, size_t token)
{
	uint32_t sentence = c->f->text->tokens[token].sentence;
	for (size_t i = 0; i < c->out->n_casualties; i++)
		if (c->out->casualties[i].injured > 0 && c->out->casualties[i].sentence + TOLD_SENTENCES >= sentence)
			return true;
	return false;
}

/* "فبترت ساقه": a limb of his own, where no wounded are told before. */
bool casualty_is_limb(const struct counter *c, const struct hit *h)
{
	return h->last > h->first && (is_his(c->f, h->last) || is_his(c->f, h->first)) && !told_wounded(c, h->first);
}

bool casualty_take_limb(struct counter *c, size_t i, size_t *next)
{
	/* فقد, فقدت, خسر, خسرت */
	static const char *const loses[] = {"\xD9\x81\xD9\x82\xD8\xAF", "\xD9\x81\xD9\x82\xD8\xAF\xD8\xAA",
					    "\xD8\xAE\xD8\xB3\xD8\xB1", "\xD8\xAE\xD8\xB3\xD8\xB1\xD8\xAA"};
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, i);
	struct sv word = f->text->tokens[i].norm;
	if (!SV_ONE_OF(word, loses)) {
		if (!sv_starts(word, SV("\xD9\x88")) && !sv_starts(word, SV("\xD9\x81")))
			return false;
		if (!SV_ONE_OF(sv_skip(word, 2), loses))
			return false;
	}
	struct people p = {0};
	size_t from = i + 1u;
	if (from >= end || !people_item(f, from, end, &p) || p.vague || p.n < 1)
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + LIMB_WORDS && !is_mark_at(f, j) && !people_stop(f, j);
	     j++) {
		if (!limb_at(f, j))
			continue;
		const struct casualty_fact *x =
		    c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
		bool besides = x && x->injured > 0 && x->sentence == f->text->tokens[i].sentence;
		struct casualty_fact *more = casualty_add(c, i, j);
		casualty_set(c, more, CASUALTY_WOUND, false, &p);
		more->besides = besides;
		*next = j + 1u;
		return true;
	}
	return false;
}
