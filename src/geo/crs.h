/* Coordinate reference systems: transforms from WGS 84 to a CRS of the user's choice. User of PROJ,
 * which is opened with the first transform: linking it costs every start some 7 ms.
 * A transform belongs to one thread. */
#ifndef KHARITA_GEO_CRS_H
#define KHARITA_GEO_CRS_H

#include "geo/geo.h"

struct crs_transform;

/* From EPSG:4326 (lon, lat) to `definition` ("EPSG:32637", WKT, PROJ string), easting first. ERR_USAGE for an
 * unknown CRS, ERR_ENV when PROJ or its proj.db is missing (the message names the remedy). *out is new: crs_free(). */
enum err crs_open(const char *definition, struct crs_transform **out, struct error *e);
void crs_free(struct crs_transform *t);

/* ERR_DATA when the point lies outside the CRS. */
enum err crs_forward(struct crs_transform *t, struct lonlat in, struct xy *out, struct error *e);

/* Back to WGS 84. ERR_DATA when there is no such point. */
enum err crs_inverse(struct crs_transform *t, struct xy in, struct lonlat *out, struct error *e);

#endif
