/* One result object (docs/results-format.md) into the model's records. */
#ifndef KHARITA_WRITE_MODEL_JSON_H
#define KHARITA_WRITE_MODEL_JSON_H

#include "base/buf.h"
#include "write/model.h"
#include "write/model_intern.h"

#include <jansson.h>

struct model_builder {
	struct model *model;
	struct intern intern;
	struct arena scratch;   /* of one result; with an escape, as the model's arena */
	struct intern extents;  /* text of an extent -> 1 + index in shapes */
	struct shape *shapes;
	size_t n_shapes, shape_cap;
	json_t *extent;         /* being parsed; to be freed when the arena escapes */
	size_t article_cap, mention_cap, incident_cap;
	size_t *article_of;     /* per incident: index of its article */
	size_t n_article_of, article_of_cap;
};

/* Extents make up most of an archive's results, and most of them repeat. Appends the line to `out` with each extent
 * that is written without blanks ("extent":{"type":...}) replaced by a number that stands for it, so that its text is
 * parsed once only; model_add_result() understands the numbers. */
void model_lift_extents(struct model_builder *b, struct sv line, struct buf *out);

/* Adds an article with its mentions and incidents. The same article under the same source is taken once, the first
 * time (*added tells). ERR_DATA with the reason when the object is no result of this schema version; nothing is added
 * then. Fields that are absent or of another type are null. */
enum err model_add_result(struct model_builder *b, const json_t *root, bool *added, struct error *e);

#endif
