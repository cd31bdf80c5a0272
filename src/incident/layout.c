#include "incident/draft.h"

enum {
	TERSE_TOKENS = 32,
	HEADLINE_TOKENS = 26,
	HEADER_EXTRA_WORDS = 1,
	LIST_ITEMS = 3,
	SUBHEADING_TOKENS = 10,
	SHORT_PROSE = 8,
	NAME_ITEM_TOKENS = 10,
	HEADLINE_SENTENCES = 12
};

bool sentence_ends_with_stop(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *k = &t->tokens[s->first_token + s->n_tokens - 1];
	bool dots = s->n_tokens > 1 && k[-1].kind == TOKEN_PUNCT && k[-1].mark == '.'; /* ".." leaves it open */
	return k->kind == TOKEN_PUNCT && (k->mark == '.' || k->mark == 0x06D4) && !dots;
}

static bool is_prose(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	return s->n_tokens > TERSE_TOKENS || (s->n_tokens > 12 && sentence_ends_with_stop(t, sentence));
}

/* Full sentences of prose below: only there do short first lines stand for what follows. */
static bool has_prose(const struct text *t, size_t after)
{
	for (size_t i = after + 1; i < t->n_sentences; i++)
		if (is_prose(t, i))
			return true;
	return false;
}

/* A line of a few words between paragraphs of prose. */
static bool is_subheading(const struct text *t, size_t i)
{
	const struct sentence *s = &t->sentences[i];
	return i > 0 && i + 1 < t->n_sentences && s->n_tokens <= SUBHEADING_TOKENS && !sentence_ends_with_stop(t, i) &&
	       (t->tokens[s->first_token].flags & TOKEN_LINE_START) &&
	       (t->tokens[t->sentences[i + 1].first_token].flags & TOKEN_LINE_START) &&
	       t->sentences[i - 1].n_tokens >= SHORT_PROSE && sentence_ends_with_stop(t, i - 1) && is_prose(t, i + 1) && sentence_ends_with_stop(t, i + 1);
}

/* A short line before the first sentence of prose. */
bool sentence_is_headline(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	if (is_subheading(t, sentence))
		return true;
	if (sentence >= HEADLINE_SENTENCES || s->n_tokens > HEADLINE_TOKENS || sentence_ends_with_stop(t, sentence))
		return false;
	for (size_t i = 0; i < sentence; i++)
		if (is_prose(t, i))
			return false;
	return has_prose(t, sentence);
}

/* "عاجل", "تحديث": the next word of a story, no item of a list. */
static bool is_urgent(const struct token *k)
{
	static const char *const words[] = {"\xD8\xB9\xD8\xA7\xD8\xAC\xD9\x84",
					    "\xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB"};
	return sv_eq_cstr(k->norm, words[0]) || sv_eq_cstr(k->norm, words[1]);
}

/* "ديرالزور::", "▪ الرقة": a line that is little more than a place heads what follows. */
const struct mention *sentence_header(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	const struct mentions *m = s->mentions;
	size_t i = mention_from(m, x->first_token), k = trigger_from(s->events, x->first_token);
	if (i == m->n || m->items[i].sentence != sentence)
		return NULL;
	if (k < s->events->n_triggers && s->events->triggers[k].sentence == sentence)
		return NULL;
	uint32_t words = 0;
	for (uint32_t j = x->first_token; j < x->first_token + x->n_tokens; j++)
		words += s->text->tokens[j].kind == TOKEN_WORD &&
			 !is_urgent(&s->text->tokens[j]); /* "الرقة /عاجل/ 12-1-2014" */
	return words <= m->items[i].last_token - m->items[i].first_token + HEADER_EXTRA_WORDS ? &m->items[i] : NULL;
}

/* A dash, star, bullet, arrow, geometric shape or emoji. */
static bool is_bullet(uint32_t mark)
{
	return mark == '-' || mark == '*' || mark == '>' || mark == 0x00B7 || mark == 0x2013 || mark == 0x2014 ||
	       mark == 0x2022 || (mark >= 0x2190 && mark <= 0x21FF) || (mark >= 0x2300 && mark <= 0x23FF) ||
	       (mark >= 0x25A0 && mark <= 0x27BF) || (mark >= 0x2B00 && mark <= 0x2BFF) ||
	       (mark >= 0x1F300 && mark <= 0x1FAFF);
}

/* "3-", "3)", "08:30". */
static bool is_numbered(const struct token *k, uint32_t n)
{
	if (n < 4 || k->kind != TOKEN_NUMBER || k[1].kind != TOKEN_PUNCT)
		return false;
	bool clock = k[1].mark == ':' && k[2].kind == TOKEN_NUMBER && k->value < 24 && k[2].value < 60;
	return k[1].mark == '-' || k[1].mark == ')' || clock;
}

bool sentence_is_item(const struct text *t, size_t sentence)
{
	const struct sentence *x = &t->sentences[sentence];
	const struct token *k = &t->tokens[x->first_token], *end = k + x->n_tokens;
	if (x->n_tokens == 0 || !(k->flags & TOKEN_LINE_START))
		return false;
	if (k->kind == TOKEN_NUMBER)
		return is_numbered(k, x->n_tokens);
	if (k->kind != TOKEN_PUNCT || !is_bullet(k->mark))
		return false;
	while (k < end && k->kind == TOKEN_PUNCT)
		k++;
	return k < end && !is_urgent(k);
}

/* Items before any prose, with prose behind them, sum up what follows. */
bool sentence_is_summary(const struct text *t, size_t sentence)
{
	size_t prose = 0;
	if (!sentence_is_item(t, sentence))
		return false;
	for (size_t i = 0; i < t->n_sentences; i++) {
		if (!is_prose(t, i) || sentence_is_item(t, i))
			continue;
		if (i < sentence)
			return false;
		prose++;
	}
	return prose >= 2;
}

static bool tells_event(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	size_t k = trigger_from(s->events, x->first_token), i = mention_from(s->mentions, x->first_token);
	return (k < s->events->n_triggers && s->events->triggers[k].sentence == sentence) ||
	       (i < s->mentions->n && s->mentions->items[i].sentence == sentence);
}

/* "3- صالح العلي": a short line of a list that tells of nothing. */
static bool is_name_item(const struct story *s, size_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	const struct token *k = &s->text->tokens[x->first_token];
	bool marked = x->n_tokens > 0 && (k->flags & TOKEN_LINE_START) && (k->kind == TOKEN_NUMBER || k->kind == TOKEN_PUNCT);
	return marked && x->n_tokens <= NAME_ITEM_TOKENS && !tells_event(s, sentence);
}

void story_order(struct story *s)
{
	uint32_t n = 0;
	s->order = ARENA_ARRAY(s->arena, uint32_t, s->text->n_sentences + 1u);
	for (size_t i = 0; i < s->text->n_sentences; i++) {
		n += !is_name_item(s, i);
		s->order[i] = n;
	}
}

/* Bullets, dashes or numbers before most lines, or places alone on their lines or before a colon: a list of events. */
bool story_is_list(const struct story *s)
{
	size_t marks = 0, headers = 0, items = 0, labels = 0;
	for (size_t i = 0; i < s->text->n_sentences && marks < LIST_ITEMS && headers < LIST_ITEMS; i++) {
		marks += sentence_is_item(s->text, i) && !is_name_item(s, i) && !sentence_is_summary(s->text, i);
		headers += sentence_header(s, i) != NULL && i > 0;
		items += sentence_is_item(s->text, i);
		labels += sentence_is_labelled(s, i);
	}
	bool all = marks > 1 && items == s->text->n_sentences; /* "1- ...", "2- ..." and nothing else */
	return marks >= LIST_ITEMS || headers >= LIST_ITEMS || labels >= LIST_ITEMS || all;
}
