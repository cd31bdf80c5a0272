/* An empty GeoPackage by GDAL: its tables, their CRS, the default styles. The rows come later (gpkg_rows.h). */
#ifndef KHARITA_WRITE_GPKG_SCHEMA_H
#define KHARITA_WRITE_GPKG_SCHEMA_H

#include "write/gpkg.h"

#define GPKG_FID "fid"

/* layers[LAYER_ALL] without a row into a new file; an existing one is replaced. ERR_IO with what GDAL says. */
enum err gpkg_schema_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e);

#endif
