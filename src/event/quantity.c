#include "event/rules.h"

/* The number row at a token; definite words ("الثلاثة") count nobody new. */
static const struct number_rule *number_at(const struct finder *f, size_t i, bool and_only, uint32_t *last)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER); h; h = scan_also(&f->scan, h)) {
		const struct number_rule *r = &f->rules->numbers[h->row];
		if (r->kind == NUMERAL_ORDINAL || (h->clitics & CLITIC_AL) || (and_only && !(h->clitics & CLITIC_WA)))
			continue;
		*last = h->last;
		return r;
	}
	return NULL;
}

static bool digits_at(const struct finder *f, size_t i, struct quantity *out)
{
	const struct token *k = &f->text->tokens[i];
	if (k->kind != TOKEN_NUMBER || !(k->value >= 0 && k->value < 1e7) || k->value != (double)(int)k->value)
		return false;
	*out = (struct quantity){.value = (int)k->value, .last = (uint32_t)i};
	return true;
}

static bool words_at(const struct finder *f, size_t i, struct quantity *out)
{
	uint32_t last, second;
	const struct number_rule *r = number_at(f, i, false, &last);
	if (!r)
		return false;
	*out = (struct quantity){.value = r->value, .last = last};
	if (r->kind == NUMERAL_VAGUE)
		*out = (struct quantity){.value = -1, .vague = true, .last = last};
	if (r->kind != NUMERAL_UNIT || last + 1u >= f->text->n_tokens)
		return r->kind != NUMERAL_MORE && r->kind != NUMERAL_ABOUT && r->kind != NUMERAL_EACH;
	const struct number_rule *tens = number_at(f, last + 1u, true, &second);
	if (tens && tens->kind == NUMERAL_TENS) {
		out->value += tens->value;
		out->last = second;
	}
	return true;
}

bool quantity_at(const struct finder *f, size_t i, struct quantity *out)
{
	bool at_least = false;
	uint32_t last;
	for (int n = 0; n < 2; n++) { /* "ما لا يقل عن نحو" at most */
		const struct number_rule *r = i < f->text->n_tokens ? number_at(f, i, false, &last) : NULL;
		if (!r || (r->kind != NUMERAL_MORE && r->kind != NUMERAL_ABOUT))
			break;
		at_least |= r->kind == NUMERAL_MORE;
		i = last + 1u;
	}
	if (i >= f->text->n_tokens || (!digits_at(f, i, out) && !words_at(f, i, out)))
		return false;
	out->at_least = at_least;
	return true;
}

bool quantity_definite_at(const struct finder *f, size_t i, struct quantity *out)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER); h; h = scan_also(&f->scan, h)) {
		const struct number_rule *r = &f->rules->numbers[h->row];
		if (!(h->clitics & CLITIC_AL) || r->kind != NUMERAL_UNIT)
			continue;
		*out = (struct quantity){.value = r->value, .last = h->last};
		return true;
	}
	return false;
}
