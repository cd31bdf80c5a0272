/* Review: the corrections of the state store put in force over what the program says, before anything is written. */
#ifndef KHARITA_WRITE_REVIEW_APPLY_H
#define KHARITA_WRITE_REVIEW_APPLY_H

#include "gazetteer/gazetteer.h"
#include "state/review.h"
#include "write/model.h"

struct review_apply {
	struct state *state;               /* NULL: nothing is applied */
	const struct gazetteer *gazetteer; /* of the places that are chosen by identifier or name */
	bool only_look;                    /* the store is not told what came of it */
	size_t n_applied, n_orphans, n_conflicts;
};

/* For model_options: gives incidents and mentions their corrections. A corrected value takes the place of the program's
 * everywhere; the program's is kept in the correction (`current`). A rejected report makes its incident a rejected one,
 * whatever joins it. Corrections that nothing fits any more stay in the store, marked as such. */
enum err review_apply(void *user, struct model *m, struct error *e);

/* A copy of the model for what is drawn: without the rejected incidents. Its arena is empty: nothing to release. */
struct model review_drawn(struct arena *a, const struct model *m);

#endif
