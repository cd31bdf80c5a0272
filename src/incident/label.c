#include "incident/draft.h"

enum { LABEL_TOKENS = 3, LABEL_REACH = 10, WAY_WORDS = 4 };

static bool is_dash(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && (k->mark == '-' || k->mark == 0x2013);
}

/* "دمشق- قصفت طائرات مطار X": a town that opens its line, a dash, and another place behind; not "حمص - حماة". */
static bool is_dateline(const struct story *s, size_t i, const struct sentence *x)
{
	const struct mentions *m = s->mentions;
	const struct mention *town = &m->items[i], *next = i + 1 < m->n ? town + 1 : NULL;
	uint32_t dash = town->last_token + 1u, end = x->first_token + x->n_tokens;
	return town->first_token == x->first_token && town->kind == KIND_CITY && dash < end &&
	       is_dash(&s->text->tokens[dash]) && next && next->first_token > dash + 1u && next->first_token < end;
}

/* ":" or a dash behind a place, or behind what stands in brackets after it: "الحسكة:", "أربيل (وكالة) -". */
static bool is_label_end(const struct story *s, uint32_t i, uint32_t end)
{
	const struct text *t = s->text;
	bool brackets = false;
	size_t date = date_from(s->events, i);
	bool dated = date < s->events->n_dates && s->events->dates[date].first_token == i &&
		     s->events->dates[date].last_token < end;
	i = dated ? s->events->dates[date].last_token + 1u : i; /* "دمشق 18 أيار 2017 /" */
	for (uint32_t n = 0; i < end && n < LABEL_REACH; i++, n++) {
		const struct token *k = &t->tokens[i];
		if (k->kind == TOKEN_PUNCT && k->mark == '(')
			brackets = true;
		else if (k->kind == TOKEN_PUNCT && k->mark == ')')
			brackets = false;
		else if (!brackets)
			return k->kind == TOKEN_PUNCT &&
			       (k->mark == ':' || (is_dash(k) && n > 0) || (k->mark == '/' && dated));
	}
	return false;
}

/* "ففي حلب شمالاً، ...": the part of a digest. */
static bool is_part_of_digest(const struct story *s, const struct mention *m, uint32_t first)
{
	const struct token *t = s->text->tokens;
	if (m->first_token > first + 1u || !mention_is_governorate(s, m))
		return false;
	for (uint32_t i = m->last_token + 1u; i < s->text->n_tokens && i <= m->last_token + 2u; i++)
		if (t[i].kind == TOKEN_PUNCT)
			return t[i].mark == 0x060C && t[i].sentence == m->sentence;
	return false;
}

bool sentence_is_labelled(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	size_t i = mention_from(s->mentions, x->first_token);
	return x->n_tokens && (s->text->tokens[x->first_token].flags & TOKEN_LINE_START) && i < s->mentions->n &&
	       s->mentions->items[i].first_token <= x->first_token + LABEL_TOKENS &&
	       is_label_end(s, s->mentions->items[i].last_token + 1u, x->first_token + x->n_tokens);
}

void draft_flag_label(struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	size_t i = mention_from(s->mentions, x->first_token);
	if (i == s->mentions->n || s->mentions->items[i].first_token > x->first_token + LABEL_TOKENS)
		return;
	if (is_label_end(s, s->mentions->items[i].last_token + 1u, x->first_token + x->n_tokens) ||
	    is_dateline(s, i, x) || is_part_of_digest(s, &s->mentions->items[i], x->first_token))
		s->mention_flags[i] |= MENTION_LABEL;
}

/* "انسحبوا باتجاه مطار X والطريق المؤدية إلى Y": a way, behind "and", right behind where they were bound for. */
bool mention_is_next_way(const struct story *s, size_t mention)
{
	const struct mention *m = &s->mentions->items[mention];
	if (mention == 0 || m->relation != REL_ON_ROAD || m[-1].role != ROLE_DESTINATION ||
	    m[-1].sentence != m->sentence || m->first_token > m[-1].last_token + WAY_WORDS)
		return false;
	return sv_starts(s->text->tokens[m[-1].last_token + 1u].norm,
			 SV("\xD9\x88\xD8\xA7\xD9\x84\xD8\xB7\xD8\xB1\xD9\x8A\xD9\x82"));
}

bool draft_is_labelled(const struct story *s, const struct draft *d)
{
	const struct mention *x = d->n_places ? d->places[0] : NULL;
	return x && x->sentence == d->sentence && (s->mention_flags[x - s->mentions->items] & MENTION_LABEL);
}
