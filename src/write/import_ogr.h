/* Places out of files that GDAL reads: OpenStreetMap extracts, shapefiles, GeoPackages, spreadsheets, GeoJSON, CSV. */
#ifndef KHARITA_WRITE_IMPORT_OGR_H
#define KHARITA_WRITE_IMPORT_OGR_H

#include "gazetteer/import.h"

enum import_format {
	FORMAT_AUTO,
	FORMAT_GEONAMES, /* not read here */
	FORMAT_OSM,
	FORMAT_COD,      /* OCHA: admin boundaries by their ADMn fields, populated places */
	FORMAT_WOF,      /* Who's On First records */
	FORMAT_CSV,      /* any table or layer with a column map */
	FORMAT_COUNT
};

/* One pair of --map: a column of ours, the field that holds it. */
struct import_pair {
	struct sv column, field;
};

/* "geonames", "osm" ...; false for another word. */
bool import_format_parse(const char *name, enum import_format *out);

/* True for a column that a map may name. */
bool import_is_column(struct sv column);

/* Adds the features of all layers. Positions are brought to WGS 84; of an area the outline is kept and a point inside is
 * its position. Without a field that says the kind, boundary layers (ADMn_PCODE) are units of that level; all others need
 * the set's kind. ERR_IO when the file cannot be opened, ERR_DATA when it has no layer or the map names no field of it. */
enum err import_ogr(struct import_set *s, const char *path, enum import_format format, const struct import_pair *map,
                    size_t n_map, struct error *e);

#endif
