/* Review: what an analyst wrote into an earlier run's GeoPackage is carried over to the same incidents and mentions. */
#ifndef KHARITA_WRITE_LAYERS_REVIEW_H
#define KHARITA_WRITE_LAYERS_REVIEW_H

#include "write/model.h"

/* Reads the review columns of `path` and gives them to the incidents (by event_id of any of their reports) and mentions
 * (by mention_id) of m: status, notes, corrections; a row whose status is "corrected" also keeps its point as it was
 * moved on the map. *n counts the rows carried over. ERR_IO when the file cannot be read, ERR_DATA when it is no
 * GeoPackage of this program. */
enum err layers_review(struct model *m, const char *path, size_t *n, struct error *e);

#endif
