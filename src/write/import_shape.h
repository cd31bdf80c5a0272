/* Geometries and tags of features that GDAL reads, for import_ogr.c. */
#ifndef KHARITA_WRITE_IMPORT_SHAPE_H
#define KHARITA_WRITE_IMPORT_SHAPE_H

#include "gazetteer/import.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

/* From a layer's CRS to WGS 84, longitude first; without one positions are taken for such. */
struct shape_transform {
	OGRSpatialReferenceH wgs84;
	OGRCoordinateTransformationH transformation;
};
void shape_transform_open(struct shape_transform *t, OGRSpatialReferenceH from);
void shape_transform_close(struct shape_transform *t);

/* A geometry's position, inside it where it is an area, and with `outline` its polygons (right-hand rule) in the arena.
 * The geometry is transformed in place. False when it has no position. */
bool shape_read(struct arena *a, const struct shape_transform *t, OGRGeometryH g, bool outline, struct lonlat *point,
                struct shape *shape);

/* Reads an OpenStreetMap feature's tags into the row: identifier, names, kind, population. False when its layer or its tags
 * name no place. */
bool shape_read_tags(struct arena *a, const char *layer, OGRFeatureH f, struct import_row *row);

#endif
