/* Raster overlay tiles of the incidents: extents, routes, places named, symbols, labels; EPSG:3857, 256 px PNG with
 * transparency. Symbols and labels are laid out once per zoom, so that none is cut at a tile's edge. */
#ifndef KHARITA_WRITE_TILES_H
#define KHARITA_WRITE_TILES_H

#include "write/model.h"
#include "write/theme.h"

enum { TILES_MIN_ZOOM = 5, TILES_MAX_ZOOM = 11, TILES_ZOOM_LIMIT = 18 };

struct tiles_spec {
	const struct theme *theme;
	enum theme_lang lang;
	unsigned min_zoom, max_zoom;                  /* <= TILES_ZOOM_LIMIT */
	unsigned jobs;                                /* 0 = number of cores; the bytes are the same for any */
	const char *name, *description, *attribution; /* metadata; NULL = made from the theme's phrases and the data */
};

struct tiles_counts {
	size_t tiles, distinct; /* stored addresses, and different pictures among them */
	uint64_t bytes;         /* of PNG */
};

/* Writes an MBTiles 1.3 file (a path that ends in .mbtiles), a cloud-optimised GeoTIFF at the highest zoom (.tif,
 * .tiff) or an XYZ folder with tiles.json (anything else). Only tiles that hold something are stored; a model without
 * any point gives one transparent tile, so that readers open the file. A file appears whole or not at all. counts may
 * be NULL. ERR_USAGE for a zoom range upside down or out of range, ERR_IO, ERR_ENV when no font has Arabic letters.
 * Draws on threads of its own; call it from one thread. */
enum err tiles_write(const struct model *m, const struct tiles_spec *spec, const char *path,
                     struct tiles_counts *counts, struct error *e);

#endif
