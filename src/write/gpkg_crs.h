/* The GeoPackage's CRS: axes in traditional order, transform from WGS 84. Belongs to one thread. */
#ifndef KHARITA_WRITE_GPKG_CRS_H
#define KHARITA_WRITE_GPKG_CRS_H

#include "base/error.h"
struct gpkg_crs {
	void *srs;          /* OGRSpatialReferenceH */
	void *transform;    /* OGRCoordinateTransformationH; NULL when srs is EPSG:4326 */
	char authority[64]; /* "EPSG:32637"; empty when the CRS has none */
};

/* `definition`: "EPSG:32637", WKT, PROJ string; NULL = EPSG:4326. ERR_USAGE for an unknown or a vertical CRS,
 * ERR_ENV when proj.db is missing. Release with gpkg_crs_close(), also after a failure. */
enum err gpkg_crs_open(const char *definition, struct gpkg_crs *out, struct error *e);
void gpkg_crs_close(struct gpkg_crs *c);

#endif
