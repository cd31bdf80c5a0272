/* Extents, routes and symbols' leaders of a tile: each kind as one mask, so that what overlaps is drawn once and does not add up to black. One
 * worker's. */
#ifndef KHARITA_WRITE_TILES_SHAPES_H
#define KHARITA_WRITE_TILES_SHAPES_H

#include "write/tiles_layer.h"

struct tile_shapes;

/* For tiles px pixels wide. */
enum err tile_shapes_open(unsigned px, struct tile_shapes **out, struct error *e);
void tile_shapes_close(struct tile_shapes *s);

/* Paints over premultiplied ARGB pixels, px * px. ERR_NOMEM when Cairo has none. */
enum err tile_shapes_paint(struct tile_shapes *s, const struct tile_layer *l, struct tile t, uint32_t *pixels, struct error *e);

/* Premultiplied "over": 8-bit channels in 32 bits, rounded as Cairo does. */
static inline uint32_t pixel_over(uint32_t above, uint32_t below)
{
	uint32_t rest = 255 - (above >> 24);
	uint32_t rb = (below & 0xff00ff) * rest + 0x800080;
	uint32_t ag = (below >> 8 & 0xff00ff) * rest + 0x800080;
	rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
	ag = (ag + (ag >> 8 & 0xff00ff)) & 0xff00ff00;
	return above + (rb | ag);
}

#endif
