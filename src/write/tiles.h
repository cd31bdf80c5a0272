/* Raster tiles of the incidents: density, extents, routes, places named, symbols, labels, over nothing or over the base
 * map; EPSG:3857, PNG, transparent without a base, 256 or 512 px. Symbols and labels are laid out once per zoom, so that none is cut at a tile's edge. */
#ifndef KHARITA_WRITE_TILES_H
#define KHARITA_WRITE_TILES_H

#include "write/model.h"
#include "write/theme.h"

enum { TILES_MIN_ZOOM = 5, TILES_MAX_ZOOM = 11, TILES_ZOOM_LIMIT = 18 };

struct typesetter;

/* What is drawn. */
enum tiles_show {
	TILES_INCIDENTS = 1, /* symbols and their labels */
	TILES_EXTENTS = 2,
	TILES_ROUTES = 4,
	TILES_PLACES = 8,    /* named without an incident */
	TILES_DENSITY = 16,
	TILES_BASE = 32,     /* land, water, borders, settlements: below the others, over the bounds or the theme's region */
	TILES_USUAL = TILES_INCIDENTS | TILES_EXTENTS | TILES_ROUTES | TILES_PLACES
};

struct tiles_bounds {
	double west, south, east, north; /* degrees */
};

struct tiles_spec {
	const struct theme *theme;
	const struct gazetteer *gazetteer;            /* for TILES_BASE; else may be NULL */
	enum theme_lang lang;
	unsigned min_zoom, max_zoom;                  /* <= TILES_ZOOM_LIMIT */
	unsigned show;                                /* set of enum tiles_show; 0 = TILES_USUAL */
	unsigned scale;                               /* 2: tiles of 512 px for fine screens; else 256 px */
	const struct tiles_bounds *bounds;            /* only tiles that touch them; NULL = all */
	const char *previous;                         /* an MBTiles file of an earlier run whose equal tiles are taken
	                                                 over; may be the one to be written; NULL = none */
	unsigned jobs;                                /* 0 = number of cores; the bytes are the same for any */
	struct typesetter *typesetter;                /* opened ahead, of the theme's fonts for text; NULL: it opens its own */
	const char *name, *description, *attribution; /* metadata; NULL = made from the theme's phrases and the data */
};

struct tiles_counts {
	size_t tiles, distinct; /* stored addresses, and different pictures among them */
	size_t reused;          /* of the tiles: taken over from an earlier file */
	uint64_t bytes;         /* of PNG */
};

/* Writes what the path's end says: an MBTiles 1.3 file (.mbtiles), PMTiles 3 (.pmtiles), a GeoPackage (.gpkg), a
 * cloud-optimised GeoTIFF at the highest zoom (.tif, .tiff) or an XYZ folder with tiles.json (anything else). Only tiles that hold something are stored; a model without
 * any point gives one transparent tile, so that readers open the file. A file appears whole or not at all. counts may
 * be NULL. The bytes are the same with
 * and without an earlier file. ERR_USAGE for a zoom range or bounds upside down or out of range, ERR_IO, ERR_ENV when no font has Arabic letters.
 * Draws on threads of its own; call it from one thread. */
enum err tiles_write(const struct model *m, const struct tiles_spec *spec, const char *path,
                     struct tiles_counts *counts, struct error *e);

#endif
