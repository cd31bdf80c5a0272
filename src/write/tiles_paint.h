/* Paints single tiles of a layer. A painter belongs to one worker; layers are shared. */
#ifndef KHARITA_WRITE_TILES_PAINT_H
#define KHARITA_WRITE_TILES_PAINT_H

#include "base/buf.h"
#include "write/tiles_layer.h"

struct tile_painter;

/* For tiles px pixels wide. */
enum err tile_painter_open(unsigned px, struct tile_painter **out, struct error *e);
void tile_painter_close(struct tile_painter *p);

/* Draws a tile and encodes it into `png`, which stays empty when nothing is on the tile, unless `keep_empty`. */
enum err tile_paint(struct tile_painter *p, const struct tile_layer *layer, struct tile tile, bool keep_empty,
                    struct buf *png, struct error *e);

#endif
