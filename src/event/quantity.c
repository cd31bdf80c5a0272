#include "event/rules.h"

enum { TAIL_WORDS = 3, HUNDRED = 100 };

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

/* "خمسة", "خمسة وعشرون", "عشرون", "ثلاثة عشر": below a hundred; and_only: "وعشرون". */
static bool below_hundred_at(const struct finder *f, size_t i, bool and_only, struct quantity *out)
{
	uint32_t last, second;
	const struct number_rule *r = i < f->text->n_tokens ? number_at(f, i, and_only, &last) : NULL;
	if (!r || r->kind > NUMERAL_TENS || r->value >= HUNDRED)
		return false;
	*out = (struct quantity){.value = r->value, .last = last};
	const struct number_rule *tens = r->kind == NUMERAL_UNIT && last + 1u < f->text->n_tokens
					     ? number_at(f, last + 1u, true, &second)
					     : NULL;
	if (tens && tens->kind == NUMERAL_TENS) {
		out->value += tens->value;
		out->last = second;
	}
	return true;
}

static bool words_at(const struct finder *f, size_t i, struct quantity *out)
{
	uint32_t last;
	struct quantity rest;
	const struct number_rule *r = number_at(f, i, false, &last);
	if (!r)
		return false;
	if (below_hundred_at(f, i, false, out))
		return true;
	*out = (struct quantity){.value = r->value, .last = last};
	if (r->kind == NUMERAL_VAGUE)
		*out = (struct quantity){.value = -1, .vague = true, .last = last};
	if (r->kind == NUMERAL_NUMBER && below_hundred_at(f, last + 1u, true, &rest)) { /* "مئة وخمسة وعشرون" */
		out->value += rest.value;
		out->last = rest.last;
	}
	return r->kind < NUMERAL_MORE || r->kind == NUMERAL_ONE_OF;
}

static bool is_bracket(const struct finder *f, size_t i, uint32_t mark)
{
	return i < f->text->n_tokens && f->text->tokens[i].kind == TOKEN_PUNCT && f->text->tokens[i].mark == mark;
}

/* "(15) عنصراً", "/15/ عنصراً". */
static bool bracketed_at(const struct finder *f, size_t i, struct quantity *out)
{
	bool brackets = is_bracket(f, i, '(') && is_bracket(f, i + 2, ')');
	if (!(brackets || (is_bracket(f, i, '/') && is_bracket(f, i + 2, '/'))) || !digits_at(f, i + 1, out))
		return false;
	out->last = (uint32_t)i + 2u;
	return true;
}

static bool value_at(const struct finder *f, size_t i, struct quantity *out)
{
	return i < f->text->n_tokens && (digits_at(f, i, out) || words_at(f, i, out) || bracketed_at(f, i, out));
}

static bool is_kind_at(const struct finder *f, size_t i, enum number_kind kind)
{
	return has_number(f, i, kind);
}

/* "بين 5 و7", "5 إلى 7", "ستة أو سبعة": the range's end behind its beginning. */
static void take_range(const struct finder *f, bool between, struct quantity *out)
{
	struct quantity end;
	uint32_t last;
	size_t i = out->last + 1u;
	bool linked = is_kind_at(f, i, between ? NUMERAL_AND : NUMERAL_TO);
	bool glued = between && i < f->text->n_tokens && number_at(f, i, true, &last);
	if ((!linked && !glued) || !value_at(f, linked ? i + 1 : i, &end) || end.vague || end.value <= out->value)
		return;
	out->most = end.value;
	out->last = end.last;
}

/* "عشر" of "ثمانية عشر", "وعشرون" of "خمسة وعشرون". */
static bool is_tail(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	struct quantity q;
	for (size_t j = i > first + TAIL_WORDS ? i - TAIL_WORDS : first; j < i; j++)
		if ((f->scan.tables[j] & 1u << PHRASE_NUMBER) && f->text->tokens[j].kind == TOKEN_WORD && words_at(f, j, &q) && q.value > 0 && q.last >= i)
			return true;
	return false;
}

bool quantity_definite_at(const struct finder *f, size_t i, struct quantity *out)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER); h; h = scan_also(&f->scan, h)) {
		const struct number_rule *r = &f->rules->numbers[h->row];
		bool round = r->kind == NUMERAL_ORDINAL && h->last == h->first && r->value > 10 &&
			     r->value % 10 == 0; /* "العشرين": the 20th, too */
		if ((!(h->clitics & CLITIC_AL) || r->kind > NUMERAL_TENS) && !round)
			continue;
		*out = (struct quantity){.value = r->value, .last = h->last};
		return true;
	}
	return false;
}

/* Digits, a bracket or slash before them, a number word or what qualifies one. */
static bool may_open(const struct finder *f, size_t i)
{
	const struct token *k = &f->text->tokens[i];
	return k->kind == TOKEN_NUMBER || (f->scan.tables[i] & 1u << PHRASE_NUMBER) ||
	       (k->kind == TOKEN_PUNCT && (k->mark == '(' || k->mark == '/'));
}

bool quantity_at(const struct finder *f, size_t i, struct quantity *out)
{
	if (i >= f->text->n_tokens || !may_open(f, i) || is_tail(f, i))
		return false;
	bool at_least = false, between = false, qualified = false; /* "قرابة الخمسين شهيداً" */
	uint32_t last;
	for (int n = 0; n < 2; n++) { /* "ما لا يقل عن نحو" at most */
		const struct number_rule *r = i < f->text->n_tokens ? number_at(f, i, false, &last) : NULL;
		if (!r || (r->kind != NUMERAL_MORE && r->kind != NUMERAL_ABOUT && r->kind != NUMERAL_BETWEEN))
			break;
		qualified = true;
		between |= r->kind == NUMERAL_BETWEEN;
		at_least |= r->kind == NUMERAL_MORE;
		i = last + 1u;
		if (i < f->text->n_tokens && sv_eq(f->text->tokens[i].norm, SV("\xD8\xA7\xD9\x84"))) /* "نحو الـ 9" */
			i++;
	}
	if (!value_at(f, i, out) && !(qualified && quantity_definite_at(f, i, out)))
		return false;
	take_range(f, between, out);
	out->at_least = at_least;
	return true;
}

bool quantity_is_money(const struct finder *f, size_t i)
{
	const struct token *k = i < f->text->n_tokens ? &f->text->tokens[i] : NULL;
	return k && k->kind == TOKEN_PUNCT &&
	       (k->mark == '$' || k->mark == '%' || k->mark == 0x066A || k->mark == 0x20AC);
}
