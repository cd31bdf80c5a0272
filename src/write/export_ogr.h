/* The gazetteer as a GeoPackage: layers places (points), areas and lines. */
#ifndef KHARITA_WRITE_EXPORT_OGR_H
#define KHARITA_WRITE_EXPORT_OGR_H

#include "base/error.h"
#include "gazetteer/gazetteer.h"

/* Writes the file, whole or not at all; an existing one is replaced. ERR_IO with GDAL's reason. */
enum err export_gpkg(const struct gazetteer *g, const char *path, struct error *e);

#endif
