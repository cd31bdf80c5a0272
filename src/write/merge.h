/* Merging: one incident that several articles report becomes one record with all its sources. */
#ifndef KHARITA_WRITE_MERGE_H
#define KHARITA_WRITE_MERGE_H

#include "write/model.h"

/* Finds the reports of one incident and sets each incident's dup_group to the event_id of its first report; unless
 * keep_apart, replaces each group by one record at its first report's position: that report's fields, what it leaves
 * unsaid from the next that says it, all sources, and the span of the casualty figures. article_of[i] is the article
 * of m->incidents[i]. Which reports go together does not depend on the order of the results: they are taken by
 * publication, source, place in the text. Needs the arena's escape. Near-linear: candidates come from an index by day,
 * place and kind; what many reports tell of one place, kind and day costs the square of their incidents. Beside the model
 * some 500 bytes a report, given back at the end. */
void merge_incidents(struct model *m, const size_t *article_of, bool keep_apart);

#endif
