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
int32_t token_head_before(const struct finder *f, size_t token);

/* A word with the article behind what its class cut off. */
bool token_is_definite(const struct finder *f, size_t i);

/* The item that ends right before a token, quotes, a comma and a lone "and" aside: it may be a member of the same
 * list. NULL if there is none. */
const struct item *collect_item_before(const struct finder *f, size_t i);

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
