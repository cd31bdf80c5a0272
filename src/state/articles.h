/* Articles in the state store: what was taken, with its text, and what was refused. */
#ifndef KHARITA_STATE_ARTICLES_H
#define KHARITA_STATE_ARTICLES_H

#include "pipeline/pipeline.h"
#include "state/state.h"

/* A hook of the pipeline: appends what the store keeps of an article, its text deflated (zlib's format). Any thread. */
void state_article_pack(void *user, const struct article *a, struct buf *out);

/* Adds an article under the pending generation: `kept` is what state_article_pack() made. */
enum err state_article_put(struct state *s, const struct pipeline_item *i, struct error *e);
enum err state_reject_put(struct state *s, const struct reject *r, struct error *e);

/* The article is to go when the pending generation is confirmed: its file has another text now. */
enum err state_article_drop(struct state *s, struct sv source, struct sv doc_id, struct error *e);

/* What identifies an article with all that its result depends on: text, source, metadata. */
uint64_t state_article_key(const struct article *a);

/* The keys of all articles taken; new array, sorted. */
struct state_keys {
	uint64_t *items;
	size_t n;
};
enum err state_article_keys(struct state *s, struct state_keys *out, struct error *e);
bool state_keys_hold(const struct state_keys *k, uint64_t key);
void state_keys_free(struct state_keys *k);

/* All articles taken before the pending generation, as a source of the pipeline; with `doc_id` not empty only that one.
 * Close it when the run is done. */
struct state_texts;
enum err state_texts_open(struct state *s, struct sv doc_id, struct state_texts **out, struct error *e);
const struct pipeline_source *state_texts_source(const struct state_texts *t);
void state_texts_close(struct state_texts *t);

/* Whether this input was refused before for the same reason. */
bool state_reject_known(struct state *s, const struct reject *r);

/* All inputs refused, by source and reason: of the pending generation and, unless `fresh`, of earlier ones. */
enum err state_rejects(struct state *s, bool fresh,
                       enum err (*put)(void *user, struct sv source, struct sv reason, struct sv code, struct error *e),
                       void *user, struct error *e);

/* Sums over all articles that belong to the outputs when the pending generation is confirmed. */
enum err state_counts(struct state *s, bool fresh, struct pipeline_counts *out, struct error *e);

#endif
