/* The rows of a GeoPackage's table: a layer's records with their review and geometry, and its spatial index. */
#ifndef KHARITA_WRITE_GPKG_ROWS_H
#define KHARITA_WRITE_GPKG_ROWS_H

#include "write/gpkg.h"

struct sqlite3;

/* Into the layer's empty table, which has no trigger; in a transaction of the caller's. Sets the table's extent and its
 * number of rows too. Adds to *n_outside the geometries that the CRS cannot hold. ERR_IO with what SQLite says, ERR_NOMEM. */
enum err gpkg_rows_write(struct sqlite3 *db, const struct layer *l, const struct gpkg_crs *crs, size_t *n_outside,
                         struct error *e);

#endif
