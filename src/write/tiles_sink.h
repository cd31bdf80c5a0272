/* Where tiles go: MBTiles, PMTiles, GeoPackage, XYZ folder. Owner's thread only. */
#ifndef KHARITA_WRITE_TILES_SINK_H
#define KHARITA_WRITE_TILES_SINK_H

#include "base/error.h"
#include "base/sv.h"
#include "geo/geo.h"

/* What readers are told of the whole set. */
struct tileset_info {
	const char *name, *description, *attribution, *version;
	unsigned min_zoom, max_zoom;
	struct lonlat south_west, north_east; /* degrees */
	struct lonlat centre;
	unsigned centre_zoom;
	unsigned tile_px;
	const char *day; /* ISO: the latest day that the data know of */
};

/* One tile: its address, its PNG, and a number that changes with what is drawn on it. */
struct tile_picture {
	struct tile tile;
	struct sv png;
	uint64_t fingerprint;
};

struct tile_sink {
	enum err (*put)(struct tile_sink *s, const struct tile_picture *p, bool *is_new, struct error *e);
	enum err (*commit)(struct tile_sink *s, struct error *e);
	void (*close)(struct tile_sink *s); /* frees; without a commit before, leaves nothing behind */
};

enum err tile_sink_mbtiles(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e);

enum err tile_sink_pmtiles(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e);
enum err tile_sink_gpkg(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e);

/* Tiles at DIR/z/x/y.png and a TileJSON 3.0 at DIR/tiles.json. An older tile set in DIR is replaced as a whole;
 * ERR_USAGE when DIR holds anything else. */
enum err tile_sink_folder(const char *dir, const struct tileset_info *info, struct tile_sink **out, struct error *e);

#endif
