/* Sentences of a tokenised text. Inside text/ only. */
#ifndef KHARITA_TEXT_SENTENCE_H
#define KHARITA_TEXT_SENTENCE_H

#include "text/text.h"

/* Fills sentences, n_sentences, n_paragraphs and every token's `sentence` from the tokens. In the arena. */
void sentences_find(struct arena *a, struct text *t);

#endif
