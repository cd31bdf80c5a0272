/* The data of the preview page as JSON, part by part. Lengths in the map's plane are whole units of PREVIEW_UNIT_M in
 * EPSG:3857; a line or ring is [x, y, dx, dy, dx, dy ...], each pair but the first relative to the one before. */
#ifndef KHARITA_WRITE_PREVIEW_PARTS_H
#define KHARITA_WRITE_PREVIEW_PARTS_H

#include "base/buf.h"
#include "write/canvas.h"
#include "write/preview.h"

enum { PREVIEW_UNIT_M = 10 };

/* "theme": {...}: what the page draws with, and the phrases that maps print. */
void preview_put_theme(struct buf *b, const struct theme *t);

/* "base": {...}: background, labels, settlements. The arena has an escape. */
void preview_put_base(struct buf *b, struct arena *a, const struct gazetteer *g, const struct theme *t);

/* "data": {...}: incidents, their extents and routes, places named, sources. The arena has an escape. */
void preview_put_data(struct buf *b, struct arena *a, const struct model *m, const struct layer *layers);

/* [[...], ...]: the parts of an outline that preview_view() projected; parts of less than two points are left out. */
void preview_put_outline(struct buf *b, const struct outline *o);
struct view preview_view(void);

/* x, y of a position, as two numbers. */
void preview_put_point(struct buf *b, struct lonlat p);

#endif
