/* Incidents in or by a river: the reach of it that the text means. Private to relation/. */
#ifndef KHARITA_RELATION_REACH_H
#define KHARITA_RELATION_REACH_H

#include "relation/location.h"

/* "the Euphrates between X and Y", "along the Khabur from X to Y", "the right bank of the Euphrates between X and Y":
 * the stretch of the river between the two, its middle, a band about it or the strip of the bank named. `relation` is
 * BETWEEN or FROM_TO; the river stands in their sentence, eight words or less from them. False without a river, or
 * where one of the two lies farther than 10 km from it: then the road's turn. A river right before the two that is so
 * far from one of them contradicts it: no point and no route, a circle about both, true. */
bool reach_between(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                   enum relation relation, struct location *out);

/* "in the Euphrates at X": the reach beside the place of m[0], as far as the place and what is "near" it extend; "in
 * the Euphrates in the countryside of X", or with a governorate or district beside it: the reach inside that. A river by
 * itself has no point, since it is hundreds of kilometres long. False where m[0] has no river right before it and is
 * none; out holds the geometry of m[0] and stays. */
bool reach_beside(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                  struct location *out);

#endif
