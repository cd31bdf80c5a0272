/* The table of places that a model's mentions name. */
#ifndef KHARITA_WRITE_MODEL_PLACES_H
#define KHARITA_WRITE_MODEL_PLACES_H

#include "write/model.h"

/* Fills m->places from its mentions and (merged) incidents, with counts and dates. Needs the arena's escape. */
void model_places_build(struct model *m);

/* Sets at_point and first_of_extent of all incidents. Extents must be interned. Needs the arena's escape. */
void model_mark_firsts(struct model *m);

#endif
