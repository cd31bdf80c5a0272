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

/* Columns that an analyst fills in, beside the contract's: of incidents and mentions. */
struct gpkg_review_column {
	const char *name;
	bool is_date;
	size_t offset; /* of the struct sv in struct model_review */
};
extern const struct gpkg_review_column gpkg_review_columns[];
extern const size_t n_gpkg_review_columns;

/* True where a layer carries them. */
bool gpkg_is_reviewed(enum layer_id id);

/* Writes layers[LAYER_ALL] into a new file; an existing one is replaced. Removes what was written on failure. A
 * geometry that the CRS cannot hold is left out and logged. ERR_IO with what GDAL says. */
enum err gpkg_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e);

#endif
