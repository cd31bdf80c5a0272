/* GeoJSON layers by RFC 7946: WGS 84, lon before lat, at most six decimals, right-hand rule, null where unknown. */
#ifndef KHARITA_WRITE_GEOJSON_H
#define KHARITA_WRITE_GEOJSON_H

#include "base/buf.h"
#include "write/model_layers.h"

/* Writes one layer; the file appears whole or not at all. ERR_IO. */
enum err geojson_write(const struct layer *l, const char *path, struct error *e);

/* Appends one field of a record as a JSON value, null when it is unknown. */
void geojson_value(struct buf *b, const struct field *f, const char *record);

#endif
