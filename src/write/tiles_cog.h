/* Cloud-optimised GeoTIFF from a tile set, through GDAL. */
#ifndef KHARITA_WRITE_TILES_COG_H
#define KHARITA_WRITE_TILES_COG_H

#include "base/error.h"

/* Copies the highest zoom of an MBTiles file into a COG with overviews. The file appears whole or not at all. */
enum err tiles_cog_write(const char *mbtiles_path, const char *path, struct error *e);

#endif
