/* The gazetteer's places written out again, an overlay's among them. */
#ifndef KHARITA_GAZETTEER_EXPORT_H
#define KHARITA_GAZETTEER_EXPORT_H

#include "base/buf.h"
#include "gazetteer/gazetteer.h"

/* Appends a table with the columns of places.tsv, which gazetteer_build() reads back to the same places. */
void gazetteer_export_tsv(const struct gazetteer *g, struct buf *out);

/* The same as CSV (RFC 4180), without the date. */
void gazetteer_export_csv(const struct gazetteer *g, struct buf *out);

/* Parts of a table: the row of column names; one place. A number with at most 6 decimals and no zeros at its end. */
void export_header(struct buf *out);
void export_row(struct buf *out, const struct place *p, struct sv variants);
void export_number(struct buf *out, double v);

/* Appends an RFC 7946 FeatureCollection: one Point (or null) a place. */
void gazetteer_export_geojson(const struct gazetteer *g, struct buf *out);

#endif
