/* One zoom's picture before it is cut into tiles: outlines and stamps in that zoom's global pixels. Built on one thread,
 * then read-only and shared by the painters. */
#ifndef KHARITA_WRITE_TILES_LAYER_H
#define KHARITA_WRITE_TILES_LAYER_H

#include "write/label.h"
#include "write/tiles.h"

enum { TILE_PX = 256 };

/* What of the model is drawn at any zoom. */
struct tile_source {
	const struct model *model;
	const struct tiles_spec *spec;
	size_t *incidents;      /* those with a point, in the model's order */
	size_t n_incidents;
	const struct shape **extents; /* distinct ones, largest first */
	size_t n_extents;
	const struct line **routes;   /* distinct ones */
	size_t n_routes;
	const struct model_place **places; /* named, with a point, without an incident */
	size_t n_places;
	struct lonlat south_west, north_east; /* of all that is drawn; degrees */
	bool empty;             /* nothing to draw */
};
void tile_source_collect(struct arena *a, const struct model *m, const struct tiles_spec *spec,
                         struct tile_source *out);

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
	unsigned zoom;
	const struct theme *theme;
	double unit;            /* pixels per mm, line scale included */
	struct outline *extents;
	size_t n_extents;
	struct outline *routes;
	size_t n_routes;
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
                      const struct tile_source *source, unsigned zoom, struct tile_layer *out);

/* Fills tiles and refs from the outlines and stamps. */
void tile_layer_index(struct arena *a, struct tile_layer *l);

#endif
