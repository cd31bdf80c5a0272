/* Borders between districts as lines, each stretch once, so that a map may draw them broken. */
#ifndef KHARITA_GAZETTEER_CELLS_BORDER_H
#define KHARITA_GAZETTEER_CELLS_BORDER_H

#include "gazetteer/source.h"

/* Adds geometries of layer "borders", kind "district": what of the outlines of the source's districts
 * (cells_add_units()) follows neither a governorate's outline nor a district before it in the list. Such a border is as
 * approximate as the districts are; it ends on the line that it meets. Call it once, after cells_add_units(). `scratch` is
 * reset; its escape must be set. */
void cells_add_borders(struct source *s, struct arena *scratch);

#endif
