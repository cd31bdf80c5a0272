/* What there is to learn from: the alternatives of each item that the recogniser weighed, and which are right. */
#ifndef KHARITA_TRAIN_EXAMPLE_H
#define KHARITA_TRAIN_EXAMPLE_H

#include "toponym/toponym.h"
#include "train/corpus.h"

enum { TRAIN_MAX_WEIGHTS = 96 };

/* One candidate's features by weight index. */
struct alternative {
	float x[TRAIN_MAX_WEIGHTS];
	bool right;  /* its place is the annotated one; of recognition: may be meant at all */
	bool ranked; /* above the recognition threshold */
};

/* An item of an article. Recognition: it is a place or not, as its best alternative says. Resolution: one of several
 * ranked alternatives is right. */
struct example {
	size_t first, n; /* in `alternatives` */
	bool is_place;   /* annotated */
	bool has_right;  /* at least one ranked alternative is right and one is not */
};

struct examples {
	struct arena arena;
	struct alternative *alternatives;
	size_t n_alternatives, alternatives_capacity;
	struct example *items;
	size_t n, capacity;
};

void examples_init(struct examples *x);
void examples_release(struct examples *x);

/* Forgets all examples. */
void examples_clear(struct examples *x);

/* Appends an article's items as the recogniser sees them with its present weights. */
void examples_add(struct examples *x, const struct gazetteer *g, const struct toponym_rules *r,
                  const struct gold_article *a);

/* At least half of the shorter span. */
bool spans_overlap(uint32_t start_a, uint32_t end_a, uint32_t start_b, uint32_t end_b);

#endif
