/* Density of incidents: every one spreads over a quartic kernel (Silverman 1986, 4.5) around its place, whose height is 1;
 * the sum is coloured by the theme's ramp, logarithmically between its steps. A value thus reads as "incidents at one
 * spot" at that zoom, needs no maximum of the whole picture, and is the same on both sides of a tile's edge. */
#ifndef KHARITA_WRITE_TILES_HEAT_H
#define KHARITA_WRITE_TILES_HEAT_H

#include "write/picture.h"
#include "write/canvas.h"

struct heat_point {
	int32_t x, y;    /* global pixels */
	uint32_t weight; /* incidents there */
};
struct heat_ref {
	uint64_t tile;   /* x << 32 | y */
	uint32_t point;
};

struct heat {
	const struct theme *theme;
	double radius_px;
	struct heat_point *points; /* by y, then x; distinct */
	size_t n_points;
	struct heat_ref *refs;     /* by tile, then point */
	size_t n_refs;
};

/* Kernels of all incidents of a picture as seen through `view`; refs for tiles of px pixels, `tiles` across the world.
 * New, in the arena. */
void heat_collect(struct arena *a, const struct picture *p, const struct theme *t, const struct view *view, double unit,
                  unsigned px, uint32_t tiles, struct heat *out);

/* Adds a tile's density to premultiplied ARGB pixels that are blank. `sums` is scratch of px * px. */
void heat_paint(const struct heat *h, struct tile t, unsigned px, float *sums, uint32_t *pixels);

/* The refs of a tile: from *first on, as many as are returned. */
size_t heat_refs_of(const struct heat *h, struct tile t, const struct heat_ref **first);

#endif
