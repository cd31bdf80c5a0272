/* Collecting items: what the parts of the walk share. Private to toponym/. */
#ifndef KHARITA_TOPONYM_COLLECT_H
#define KHARITA_TOPONYM_COLLECT_H

#include "toponym/scan.h"

/* A new item, empty; from token `first` less `cut` letters to token `last`. */
struct item *collect_push(struct finder *f);
void collect_set_span(const struct finder *f, struct item *it, size_t first, uint32_t cut, size_t last);

/* How a match was found, in words. */
struct sv collect_rule(const struct name_match *match);

/* The head word left of a token, quotes and a hashtag skipped; NONE if there is none. */
int32_t token_head_before_marks(const struct finder *f, size_t token);
static inline int32_t token_head_before(const struct finder *f, size_t token)
{
	if (token == 0 || (f->text->tokens[token].flags & TOKEN_LINE_START))
		return NONE;
	if (f->text->tokens[token - 1].kind != TOKEN_PUNCT)
		return f->words[token - 1].classes & WORD_HEAD ? (int32_t)token - 1 : NONE;
	return token_head_before_marks(f, token);
}

/* A word with the article behind what its class cut off. */
bool token_is_definite(const struct finder *f, size_t i);

/* The item that ends right before a token, quotes, a comma and a lone "and" aside: it may be a member of the same
 * list. NULL if there is none. */
const struct item *collect_item_before_marks(const struct finder *f, size_t i);
static inline const struct item *collect_item_before(const struct finder *f, size_t i)
{
	if (!f->n_items || i == 0 || (f->text->tokens[i].flags & TOKEN_LINE_START))
		return NULL;
	const struct item *prev = &f->items[f->n_items - 1];
	if (prev->m.last_token + 1 == i)
		return prev;
	const struct token *before = &f->text->tokens[i - 1]; /* "and" has one letter */
	return before->kind != TOKEN_PUNCT && before->norm.len != 2 ? NULL : collect_item_before_marks(f, i);
}

/* The dual or plural head over a token: right before it, or that of the list which it goes on with. NONE if none. */
int32_t collect_list_head(const struct finder *f, size_t i);

/* The gazetteer's name at a token: under a plural head (its index or NONE), as it stands, or repaired where the words
 * around ask for a name. */
bool collect_find_name(const struct finder *f, size_t i, int32_t plural_head, struct name_match *out);

/* A preposition, a direction or a hashtag before a word, where no head word or list does so, asks for a name. */
bool collect_is_asked(const struct finder *f, size_t i);

/* The noun of a settlement or area itself, article and clitics aside: "المدينة". */
bool collect_is_head_noun(const struct finder *f, size_t i);

/* May token i, behind this head word, begin a name that nobody knows? */
bool collect_is_plausible(const struct finder *f, size_t i, const struct head_rule *h, bool quoted);

/* Each appends an item that begins at token i. collect_area() returns the token behind it, or i when there is none;
 * the others set *next. */
size_t collect_area(struct finder *f, size_t i);
size_t collect_area_tail(struct finder *f, struct item *it, size_t last); /* directions behind an area's name; its last token */
bool collect_name(struct finder *f, size_t i, size_t *next);
bool collect_unknown(struct finder *f, size_t i, size_t *next);
bool collect_list_unknown(struct finder *f, size_t i, size_t *next);
bool collect_compound_unknown(struct finder *f, size_t i, size_t *next); /* "(جبل X، وأم Y)" */
bool collect_near_unknown(struct finder *f, size_t i, size_t *next);     /* "قرب X في بادية Y" */

#endif
