/* Building one zoom's layer: what its parts share. Inside of tiles_layer.c and tiles_base.c only. */
#ifndef KHARITA_WRITE_TILES_BUILD_H
#define KHARITA_WRITE_TILES_BUILD_H

#include "write/label_place.h"
#include "write/tiles_layer.h"

/* All that one zoom's layer is built from and with. */
struct builder {
	struct arena *arena;
	struct typesetter *ts;
	struct sprite_cache *cache;
	const struct picture *picture;
	const struct theme *theme;
	enum theme_lang lang;
	const struct theme_zoom *style;
	struct view view;
	double density;     /* pixels per CSS pixel: 1 or 2 */
	double unit, scale; /* pixels per mm; factor on symbols and labels */
	struct tile_layer *out;
	struct crowd *crowd;
};

/* Adds a sprite, moved by its own corner; an empty one is passed over. */
void tile_add_stamp(struct builder *b, const struct sprite *sprite, int32_t x, int32_t y);

/* Places a label beside its point, or on it and around (centred), and stamps it; false when there is no room. */
bool tile_add_label(struct builder *b, struct sv text, enum theme_label kind, struct xy at, double gap, bool centred);

/* A dot, and how far it reaches from its centre in pixels. */
const struct sprite *tile_dot_sprite(struct builder *b, const struct marker_style *dot);
double tile_dot_reach(const struct builder *b, const struct marker_style *dot);

/* The base map's outlines, and its names and settlements where nothing stands yet: call it last. */
void tile_base_add(struct builder *b, const struct tiles_spec *spec);

#endif
