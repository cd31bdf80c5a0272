/* The table of places that a model's mentions name. */
#ifndef KHARITA_WRITE_MODEL_PLACES_H
#define KHARITA_WRITE_MODEL_PLACES_H

#include "write/model.h"

/* Fills m->places from its mentions and (merged) incidents, with counts and dates. Strings of the model must be
 * interned. Needs the arena's escape. */
void model_places_build(struct model *m);

#endif
