/* Land of the districts and subdistricts, made when the gazetteer is built, since no official polygons are kept here. */
#ifndef KHARITA_GAZETTEER_CELLS_H
#define KHARITA_GAZETTEER_CELLS_H

#include "gazetteer/source.h"

/* Adds a geometry of layer "units" for every district and subdistrict whose governorate has a polygon among the
 * source's geometries: the Thiessen cells of the settlements whose admin cells name the unit, and of the unit's own
 * point, joined and clipped; subdistricts share out their district alike. Approximate (docs/areas.md has the figures).
 * A unit that has a polygon already keeps it. `scratch` is reset as the work goes on; its escape must be set. */
void cells_add_units(struct source *s, struct arena *scratch);

#endif
