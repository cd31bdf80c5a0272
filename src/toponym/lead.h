/* The words before an item, read leftwards. Private to toponym/. */
#ifndef KHARITA_TOPONYM_LEAD_H
#define KHARITA_TOPONYM_LEAD_H

#include "toponym/scan.h"

/* Fills the item's lead, relation, role, direction and distance from the words before it; items before k are done. */
void read_lead(struct finder *f, size_t k);

/* The item's name is a road's, as far as is known before its place is chosen. */
bool item_is_road(const struct finder *f, const struct item *it);

/* The token before i on the same line, quotes and brackets skipped; NONE at the line's start. */
int32_t token_before(const struct finder *f, size_t i);

/* A unit of distance. */
bool token_is_unit(const struct finder *f, size_t i);

/* Direction nouns that end at token i ("شمال شرق"); returns the token of the first of them, or NONE. */
int32_t directions_ending_at(const struct finder *f, int32_t i, enum direction *out);

/* Degrees clockwise from north; < 0 for none and for the centre. */
double direction_bearing_deg(enum direction d);

static inline bool token_starts_line(const struct finder *f, size_t i)
{
	return (f->text->tokens[i].flags & TOKEN_LINE_START) != 0;
}

#endif
