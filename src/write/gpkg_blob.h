/* Geometries as a GeoPackage keeps them: its header, for all but points with the envelope, then WKB.
 * https://www.geopackage.org/spec130/#gpb_format */
#ifndef KHARITA_WRITE_GPKG_BLOB_H
#define KHARITA_WRITE_GPKG_BLOB_H

#include "base/buf.h"
#include "write/gpkg_crs.h"
#include "write/model_layers.h"

/* In units of the CRS. */
struct gpkg_box {
	double min_x, min_y, max_x, max_y;
};

enum gpkg_blob {
	GPKG_NULL,    /* the record has no geometry: nothing was appended */
	GPKG_OUTSIDE, /* the CRS cannot hold it: nothing was appended */
	GPKG_EMPTY,   /* a geometry without a point: it has no box */
	GPKG_WHOLE,
};

/* Appends a record's geometry. `points` is scratch for coordinates. Memory that ran out shows in buf_ok() of both. */
enum gpkg_blob gpkg_blob_append(struct buf *b, struct buf *points, const struct layer *l, const char *record,
                                const struct gpkg_crs *crs, int32_t srs_id, struct gpkg_box *box);

#endif
