#include "text/sentence.h"

#include "text/charclass.h"

enum { LABEL_TOKENS = 6 };

static bool touches(const struct token *before, const struct token *after)
{
	return before->byte_end == after->byte_start;
}

static bool is_code(const struct token *k)
{
	return k->kind == TOKEN_LATIN || k->kind == TOKEN_NUMBER;
}

static bool is_single_letter(const struct token *k)
{
	size_t letters = 0;
	for (size_t i = 0; i < k->norm.len; i++)
		letters += ((unsigned char)k->norm.ptr[i] & 0xC0) != 0x80;
	return (k->kind == TOKEN_WORD || k->kind == TOKEN_LATIN) && letters == 1;
}

/* Whether the mark at `i` ends the sentence that began at `first`. */
static bool mark_ends(const struct text *t, size_t first, size_t i)
{
	const struct token *k = &t->tokens[i];
	if (k->kind != TOKEN_PUNCT || !char_ends_sentence(k->mark))
		return false;
	const struct token *before = i > first ? k - 1 : NULL;
	const struct token *after = i + 1 < t->n_tokens ? k + 1 : NULL;
	if (!before || !touches(before, k))
		return true;
	if (after && touches(k, after) && is_code(before) && is_code(after))
		return false; /* 2023.03.09, t.me/x?y */
	if (k->mark != '.')
		return true;
	if (before->kind == TOKEN_NUMBER && (before->flags & TOKEN_LINE_START))
		return false; /* "1. ..." of a list */
	return !is_single_letter(before); /* "h. m." */
}

/* A closing mark glued to the end of a sentence; a quotation mark that a word follows at once opens the next. */
static bool is_closer(const struct text *t, size_t i)
{
	const struct token *k = &t->tokens[i];
	if (k->kind != TOKEN_PUNCT || (k->flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START)))
		return false;
	if (char_ends_sentence(k->mark) || char_is_closing(k->mark))
		return true;
	bool word_follows = i + 1 < t->n_tokens && touches(k, k + 1) && k[1].kind != TOKEN_PUNCT;
	return char_is_quote(k->mark) && !word_follows;
}

/* Further marks of "... !!" may stand behind spaces. */
static bool is_further_mark(const struct text *t, size_t i)
{
	const struct token *k = &t->tokens[i];
	return k->kind == TOKEN_PUNCT && !(k->flags & TOKEN_LINE_START) && char_ends_sentence(k->mark);
}

static bool is_bullet(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && char_is_bullet(k->mark);
}

/* A bullet (or the first of several) in the middle of a line, with words behind it. */
static bool bullet_begins(const struct text *t, size_t i)
{
	if (!is_bullet(&t->tokens[i]) || is_bullet(&t->tokens[i - 1]))
		return false;
	while (i < t->n_tokens && is_bullet(&t->tokens[i]))
		i++;
	return i < t->n_tokens && !(t->tokens[i].flags & TOKEN_LINE_START) && t->tokens[i].kind != TOKEN_PUNCT;
}

/* "... قصف على X || غارة على Y": bars that part the items of one line; not "الصور || ...", a label. */
static bool bars_part(const struct text *t, size_t first, size_t i)
{
	const struct token *k = &t->tokens[i];
	return k->mark == '|' && i >= first + LABEL_TOKENS && i + 2 < t->n_tokens && k[1].kind == TOKEN_PUNCT &&
	       k[1].mark == '|' && touches(k, k + 1) && k[2].kind != TOKEN_PUNCT && !(k[2].flags & TOKEN_LINE_START);
}

/* The token behind the sentence that begins at `first`. */
static size_t sentence_end(const struct text *t, size_t first)
{
	for (size_t i = first; i < t->n_tokens; i++) {
		if (t->tokens[i].kind != TOKEN_PUNCT && !(t->tokens[i].flags & TOKEN_LINE_START))
			continue;
		if (i > first &&
		    ((t->tokens[i].flags & TOKEN_LINE_START) || bullet_begins(t, i) || bars_part(t, first, i)))
			return i;
		if (!mark_ends(t, first, i))
			continue;
		for (i++; i < t->n_tokens && (is_further_mark(t, i) || is_closer(t, i));)
			i++;
		return i;
	}
	return t->n_tokens;
}

/* The '#' before a first word is the sentence's, though no token. */
static uint32_t hashes_before(const struct text *t, const struct token *k, uint32_t floor)
{
	uint32_t n = 0;
	if (k->flags & TOKEN_HASHTAG)
		while (k->byte_start - n > floor && t->utf8.ptr[k->byte_start - n - 1] == '#')
			n++;
	return n;
}

void sentences_find(struct arena *a, struct text *t)
{
	size_t capacity = 0;
	uint32_t paragraph = 0;
	uint32_t floor = 0;
	for (size_t first = 0; first < t->n_tokens;) {
		size_t end = sentence_end(t, first);
		const struct token *head = &t->tokens[first];
		const struct token *tail = &t->tokens[end - 1];
		uint32_t hashes = hashes_before(t, head, floor);
		if (first && (head->flags & TOKEN_LINE_START))
			paragraph++;
		for (size_t i = first; i < end; i++)
			t->tokens[i].sentence = (uint32_t)t->n_sentences;
		*ARENA_PUSH(a, t->sentences, t->n_sentences, &capacity) = (struct sentence){
			.first_token = (uint32_t)first,
			.n_tokens = (uint32_t)(end - first),
			.start = head->start - hashes,
			.end = tail->end,
			.byte_start = head->byte_start - hashes,
			.byte_end = tail->byte_end,
			.paragraph = paragraph,
		};
		floor = tail->byte_end;
		first = end;
	}
	t->n_paragraphs = t->n_tokens ? paragraph + 1 : 0;
}
