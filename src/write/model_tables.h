/* What the GeoPackage holds beside the contract's layers: basemap, articles, sources, unresolved names. */
#ifndef KHARITA_WRITE_MODEL_TABLES_H
#define KHARITA_WRITE_MODEL_TABLES_H

#include "write/model_layers.h"

/* Fills out[LAYER_COUNT] to out[LAYER_ALL - 1]. g NULL: the basemap's layers are empty. */
void model_tables(struct arena *a, const struct model *m, const struct gazetteer *g, struct layer *out);

#endif
