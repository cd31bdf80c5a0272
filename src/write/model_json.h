/* One result object (docs/results-format.md) into the model's records. */
#ifndef KHARITA_WRITE_MODEL_JSON_H
#define KHARITA_WRITE_MODEL_JSON_H

#include "write/json_tree.h"
#include "write/model.h"
#include "write/model_intern.h"

struct model_builder {
	struct model *model;
	struct intern intern;   /* in the model's arena, found by a table in `tables` */
	struct arena scratch;   /* of one result; with an escape, as the model's arena */
	struct arena tables;    /* what is needed until all is read; with an escape */
	struct intern articles; /* identifier and source of each article taken */
	struct intern extents;  /* text of an extent -> 1 + index in shapes */
	struct shape *shapes;
	size_t n_shapes, shape_cap;
	size_t article_cap, mention_cap, incident_cap;
	size_t *article_of;     /* per incident: index of its article; in `tables` */
	size_t n_article_of, article_of_cap;
};

/* Adds to a model of its own arena, which has an escape; the builder's arenas get the same one. */
void model_builder_init(struct model_builder *b, struct model *m);
void model_builder_release(struct model_builder *b);

/* Extents make up most of an archive's results, and most of them repeat. For tree_parse(), user is the builder: an
 * "extent" object becomes a number that stands for its text, so that it is parsed once only; model_add_result()
 * understands the numbers. */
size_t model_lift_extent(void *user, struct sv rest, int64_t *number);

/* Whether the object tells of an input that `extract` refused. */
bool model_is_refusal(const struct tree *root);

/* Adds an article with its mentions and incidents. The same article under the same source is taken once, the first
 * time (*added tells). ERR_DATA with the reason when the object is no result of this schema version; nothing is added
 * then. Fields that are absent, of another type or out of
 * range are null. */
enum err model_add_result(struct model_builder *b, const struct tree *root, bool *added, struct error *e);

#endif
