/* QGIS project (.qgz) beside kharita.gpkg: layers styled, labelled, ordered, time-enabled; paths relative. */
#ifndef KHARITA_WRITE_QGIS_PROJECT_H
#define KHARITA_WRITE_QGIS_PROJECT_H

#include "write/gpkg_crs.h"
#include "write/qgis_style.h"

struct qgis_project {
	const struct layer *layers;  /* [LAYER_ALL], as they stand in the GeoPackage */
	const struct gpkg_crs *crs;  /* of the GeoPackage */
	const struct theme *theme;
	enum theme_lang lang;
	const char *title;
	const char *package, *tiles; /* file names beside the project; tiles NULL: none */
	struct sv first_day, last_day; /* of the temporal controller; empty: not set */
};

/* Appends the project's XML (a .qgs). The project itself is in EPSG:3857; its view frames the incidents, without them
 * the places, without those the areas. */
void qgis_project_document(struct buf *b, const struct qgis_project *p);

/* Writes the .qgz: a zip of the .qgs. The same project gives the same bytes. ERR_IO. */
enum err qgis_project_write(const struct qgis_project *p, const char *path, struct error *e);

#endif
