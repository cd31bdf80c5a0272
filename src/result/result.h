/* The result of one article: the narrow waist between reading and drawing. One JSON object a line (NDJSON),
 * schema in docs/results.schema.json. `extract` writes it, `layers` reads it, everything drawn comes from it alone. */
#ifndef KHARITA_RESULT_RESULT_H
#define KHARITA_RESULT_RESULT_H

#include "article/article.h"
#include "base/buf.h"
#include "base/memo.h"
#include "incident/incident.h"

#define RESULT_SCHEMA_VERSION 1

/* Everything that one article gave; borrowed views, valid as long as the article's arena. */
struct result {
	const struct article *article;
	const struct text *text;
	const struct gazetteer *gazetteer;
	const struct mentions *mentions;
	const struct incidents *incidents;
	const struct events *events;
	struct memo *memo; /* pieces written before with this gazetteer; NULL for none */
};

/* Appends the result as one line of JSON with "\n". Numbers: at most 6 decimals for coordinates, 3 else. The scratch
 * arena holds the geometry computed on the way. */
void result_write_json(struct arena *scratch, const struct result *r, struct buf *out);

/* Appends a refusal as one line of JSON with "\n": source, reason, code. In place of a result it has no "schema". */
void reject_write_json(struct buf *out, struct sv source, struct sv reason, struct sv code);

#endif
