/* `kharita explain`: why a text's mentions and incidents came out as they did. */
#ifndef KHARITA_CLI_EXPLAIN_H
#define KHARITA_CLI_EXPLAIN_H

#include "pipeline/pipeline.h"

/* Appends a report to read. The result is one that engine_run() made with `explain`. */
void explain_text(struct arena *scratch, const struct result *r, struct buf *out);

/* Appends one line of JSON: the result as `extract` writes it, each mention's rule and candidates, each event fact. */
void explain_json(struct arena *scratch, const struct result *r, struct buf *out);

#endif
