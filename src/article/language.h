/* The languages that are written in Arabic letters, told apart by their most frequent words. */
#ifndef KHARITA_ARTICLE_LANGUAGE_H
#define KHARITA_ARTICLE_LANGUAGE_H

#include "base/sv.h"

/* English name of another language than Arabic that most of a text in Arabic letters is in; NULL for Arabic, or when
 * too little tells. Pure function. */
const char *language_other(struct sv utf8);

#endif
