/* Incidents along a road: between two places, at a kilometre mark, on a road named. Private to relation/. */
#ifndef KHARITA_RELATION_ALONG_H
#define KHARITA_RELATION_ALONG_H

#include "relation/location.h"

/* On a road named by itself, or between two places; beside one place the road nearest to it. out holds the geometry of
 * p, the place of m[0], and keeps it, widened, where there is no line. */
void along_road(struct arena *a, const struct gazetteer *g, const struct mention *const *m, size_t n,
                const struct place *p, struct location *out);

#endif
