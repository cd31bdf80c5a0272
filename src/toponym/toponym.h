/* Toponym recognition and resolution. */
#ifndef KHARITA_TOPONYM_TOPONYM_H
#define KHARITA_TOPONYM_TOPONYM_H

#include "base/buf.h"
#include "toponym/mention.h"

struct toponym_rules;

/* Compiles the lexicon's tables (heads, false friends, spatial words, weights). Immutable, shared by threads;
 * borrows from g. ERR_DATA names table, row and reason. *out is new: toponym_rules_free(). */
enum err toponym_rules_open(const struct gazetteer *g, struct toponym_rules **out, struct error *e);

/* The rules made ahead of time, for the gazetteer's file (gazetteer/build.h); toponym_rules_open() takes them from there. */
#define TOPONYM_IMAGE "toponym.rules"
enum err toponym_rules_image(const struct gazetteer *g, struct buf *out, struct error *e);

void toponym_rules_free(struct toponym_rules *r);

/* The weights of lexicon/weights.tsv by index: what a trainer reads and sets. Not while another thread uses r. */
size_t toponym_weight_count(void);
const char *toponym_weight_name(size_t i);
double toponym_weight(const struct toponym_rules *r, size_t i);
void toponym_set_weight(struct toponym_rules *r, size_t i, double value);

struct toponym_options {
	bool explain; /* fill candidates' `why` and keep the rejected ones */
};

/* Finds, resolves and characterises every mention of a text. Result in the arena; views borrow from t and g. */
void toponym_find(struct arena *a, const struct toponym_rules *r, const struct text *t,
                  const struct toponym_options *o, struct mentions *out);

#endif
