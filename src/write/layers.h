/* All layers of a model into one folder: GeoJSON, GeoPackage, QGIS project, tables, tiles, report map, preview page. */
#ifndef KHARITA_WRITE_LAYERS_H
#define KHARITA_WRITE_LAYERS_H

#include "gazetteer/gazetteer.h"
#include "write/model.h"
#include "write/preview.h"
#include "write/theme.h"

struct layers_spec {
	const struct theme *theme;
	const struct gazetteer *gazetteer; /* for the basemap */
	enum theme_lang lang;
	const char *crs;                   /* of the GeoPackage; NULL = EPSG:4326 */
	const char *title;                 /* of the map and the project; NULL = made from the data */
	const char *reuse;                 /* a folder of an earlier run, whose tiles are taken where they are the same; or NULL */
	bool no_tiles, no_map;
	bool tiles_elsewhere;              /* another process draws them into the folder (layers_tiles.h) */
	const struct preview_library *library; /* of the preview page; NULL = no page */
	unsigned exports;                  /* set of 1u << enum exchange_format */
	unsigned jobs;                     /* 0 = number of cores */
};

/* Writes every file of docs/output.md that comes from results into `dir`, which is made when it is missing. All are
 * written into a hidden folder inside `dir` and renamed when the last one is whole; after a failure what was there
 * before is still there. Tiles, maps, page and exchange tables of an earlier run that this one does not make are removed.
 * ERR_USAGE for an unknown CRS, ERR_IO, ERR_ENV. Call it from one thread. */
enum err layers_write(const struct model *m, const char *dir, const struct layers_spec *spec, struct error *e);

#endif
