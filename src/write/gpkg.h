/* GeoPackage through OGR: all layers and tables, QGIS default styles, review columns, in one transaction. */
#ifndef KHARITA_WRITE_GPKG_H
#define KHARITA_WRITE_GPKG_H

#include "write/gpkg_crs.h"
#include "write/model_layers.h"
#include "write/theme.h"

struct gpkg_spec {
	const struct gpkg_crs *crs;
	struct sv data_day;        /* ISO day of the time stamps inside the file: the same data give the same bytes */
	const struct theme *theme; /* of the default styles */
	enum theme_lang lang;
};

/* Columns of the review, behind a layer's own: those that an analyst fills in (state/review_field.def), what changed
 * underneath, what the program says where a correction says otherwise, and what the row was written with. */
enum gpkg_review_kind { GPKG_FIELD, GPKG_CONFLICT, GPKG_ORIGINAL, GPKG_BASE };
struct gpkg_review_column {
	const char *name;
	enum gpkg_review_kind kind;
	size_t index;  /* enum review_field or enum machine_field */
	bool editable;
};

/* The layer's i-th; false behind the last one, and where a layer has none. Of incidents review_status is one of the
 * layer's own. */
bool gpkg_review_column(enum layer_id id, size_t i, struct gpkg_review_column *out);
bool gpkg_is_reviewed(enum layer_id id);

/* Writes layers[LAYER_ALL] into a new file; an existing one is replaced. Removes what was written on failure. A
 * geometry that the CRS cannot hold is left out and logged. ERR_IO with what GDAL says. */
enum err gpkg_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e);

#endif
