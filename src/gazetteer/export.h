/* The gazetteer's places written out again, an overlay's among them. */
#ifndef KHARITA_GAZETTEER_EXPORT_H
#define KHARITA_GAZETTEER_EXPORT_H

#include "base/buf.h"
#include "gazetteer/gazetteer.h"

/* Appends a table with the columns of places.tsv, which gazetteer_build() reads back to the same places. */
void gazetteer_export_tsv(const struct gazetteer *g, struct buf *out);

/* Appends an RFC 7946 FeatureCollection: one Point (or null) a place. */
void gazetteer_export_geojson(const struct gazetteer *g, struct buf *out);

#endif
