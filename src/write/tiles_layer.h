/* One zoom's picture before it is cut into tiles: outlines and stamps in that zoom's global pixels. Built on one
 * thread, then read-only and shared by the painters. */
#ifndef KHARITA_WRITE_TILES_LAYER_H
#define KHARITA_WRITE_TILES_LAYER_H

#include "write/basemap.h"
#include "write/label.h"
#include "write/picture.h"
#include "write/tiles.h"
#include "write/tiles_heat.h"

enum { TILE_PX = 256 }; /* times the scale */

/* A sprite at its place: global pixels of its upper left corner. */
struct stamp {
	const struct sprite *sprite;
	int32_t x, y;
};

struct stamp_ref {
	uint64_t tile;
	uint32_t stamp;
};

struct tile_layer {
	unsigned zoom, px;      /* px: width of a tile */
	const struct theme *theme;
	double unit;            /* pixels per mm, line scale included */
	double symbol_unit;     /* the same for symbols */
	uint64_t style_hash;    /* of the theme's lines and ramp */
	struct base_outline *base; /* drawing order */
	size_t n_base;          /* 0: an overlay, transparent */
	struct box base_box;    /* the base map's tiles are those that this touches */
	struct heat heat;
	struct outline *extents;
	size_t n_extents, n_open; /* the first n_open are not hatched */
	struct outline *routes;
	size_t n_routes;
	struct outline *leaders; /* of symbols that stand beside their places, from there on */
	size_t n_leaders;
	struct stamp *stamps;   /* in drawing order */
	size_t n_stamps, stamps_capacity;
	uint64_t *tiles;        /* addresses that may hold something, x << 32 | y, rising */
	size_t n_tiles;
	struct stamp_ref *refs; /* by tile, then stamp */
	size_t n_refs;
};

/* Sprites that were drawn already, by what they show; for all zooms. */
struct sprite_cache;
struct sprite_cache *sprite_cache_new(struct arena *a);

void tile_layer_build(struct arena *a, struct typesetter *ts, struct sprite_cache *cache,
                      const struct picture *picture, const struct tiles_spec *spec, unsigned zoom,
                      struct tile_layer *out);

/* Fills tiles and refs from the density, outlines and stamps. */
void tile_layer_index(struct arena *a, struct tile_layer *l);

/* The refs of a tile: from *first on, as many as are returned. */
size_t tile_layer_refs(const struct tile_layer *l, struct tile t, const struct stamp_ref **first);

/* True when an outline, stroked, may touch the tile. */
bool tile_layer_touches(const struct tile_layer *l, const struct outline *o, struct tile t);

/* A number that changes whenever what is drawn on the tile does: of the density around it, the outlines that touch it
 * and the stamps on it. Equal for equal pictures of one program version and theme. */
uint64_t tile_layer_fingerprint(const struct tile_layer *l, struct tile t);

#endif
