/* Figures of recognition and resolution against the annotations, as tests/accuracy/measure.py counts them. */
#ifndef KHARITA_TRAIN_FIGURES_H
#define KHARITA_TRAIN_FIGURES_H

#include "toponym/toponym.h"
#include "train/corpus.h"

struct figures {
	size_t hits, said, wanted; /* mentions */
	size_t located, asked;     /* of the hits those with annotated coordinates, and those of them near enough */
};

/* Adds an article's counts, with the recogniser's present weights. */
void figures_add(struct figures *f, const struct gazetteer *g, const struct toponym_rules *r,
                 const struct gold_article *a);

double figures_recognition(const struct figures *f); /* F1 */
double figures_located(const struct figures *f);     /* share */

#endif
