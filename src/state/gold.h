/* Reviewed mentions as annotated articles, to fit and to judge the program by: texts/, gold/ and metadata.tsv. */
#ifndef KHARITA_STATE_GOLD_H
#define KHARITA_STATE_GOLD_H

#include "gazetteer/gazetteer.h"
#include "state/state.h"

/* Writes every article of which an analyst confirmed, corrected or rejected a mention: its text from the store, its other
 * mentions from `results`. A corrected mention has the place that the analyst chose, a confirmed one the program's, a
 * rejected one is no toponym; of the others only the span is told. *n counts the articles. ERR_IO. */
enum err gold_write(struct state *s, const struct gazetteer *g, const char *results, const char *folder, size_t *n,
                    struct error *e);

#endif
