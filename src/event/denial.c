#include "event/trigger.h"

enum { ABOUT_WORDS = 4, RUMOUR_SENTENCES = 2, OWN_WORDS = 5 };

static bool has(const struct finder *f, size_t sentence, enum context_kind kind)
{
	return sentence < f->text->n_sentences && sentence_has_context(f, sentence, kind);
}

/* "عن", "حول" a few words before a token, but not "مسؤوليته عن": which of the two words it is about. */
static bool is_told_of(const struct finder *f, size_t first, size_t token)
{
	for (size_t i = token; i > first && i + ABOUT_WORDS > token; i--) {
		struct sv word = f->text->tokens[i - 1].norm;
		if (!sv_eq(word, SV("\xD8\xB9\xD9\x86")) && !sv_eq(word, SV("\xD8\xAD\xD9\x88\xD9\x84")))
			continue;
		return !(i - 1 > first && context_at(f, i - 2, CONTEXT_CLAIM));
	}
	return false;
}

bool denies_own_part(const struct finder *f, size_t token)
{
	if (!context_at(f, token, CONTEXT_DENY))
		return false;
	for (size_t i = token + 1u; i < f->text->n_tokens && i <= token + OWN_WORDS; i++)
		if (context_at(f, i, CONTEXT_CLAIM))
			return true;
	return false;
}

bool trigger_is_denied(const struct finder *f, const struct hit *h, size_t sentence)
{
	size_t first = f->text->sentences[sentence].first_token;
	bool denied = has(f, sentence, CONTEXT_DENY) && is_told_of(f, first, h->first);
	for (size_t i = h->first; denied && i > first; i--) {
		if (context_at(f, i - 1, CONTEXT_DENY))
			return true;
		if (context_at(f, i - 1, CONTEXT_BREAK) || context_at(f, i - 1, CONTEXT_BACKGROUND))
			break;
	}
	if (!has(f, sentence, CONTEXT_RUMOUR))
		return false;
	uint32_t paragraph = f->text->sentences[sentence].paragraph;
	for (size_t k = sentence; k <= sentence + RUMOUR_SENTENCES && k < f->text->n_sentences; k++)
		if ((f->text->sentences[k].paragraph == paragraph || k == sentence + 1u) &&
		    has(f, k, CONTEXT_RETRACTION))
			return true;
	return false;
}
