/* The rules of recognition as they come from the lexicon, and as an image (gazetteer/image.h). Private to toponym/. */
#ifndef KHARITA_TOPONYM_RULES_IMAGE_H
#define KHARITA_TOPONYM_RULES_IMAGE_H

#include "base/buf.h"
#include "toponym/rules.h"

/* Fills the tables from the lexicon, in the arena, whose escape must be set. ERR_DATA names table, row and reason. */
enum err rules_load(struct toponym_rules *r, struct error *e);

/* The same from the gazetteer's image: most in place, the rest in the arena. False, and the rules unusable until they are
 * loaded, when there is none that was made by this program's rules, or what it says cannot be. */
bool toponym_image_open(struct toponym_rules *r);

void toponym_image_write(const struct toponym_rules *r, struct buf *out);

#endif
