#include "write/tiles_paint.h"

#include "write/png.h"
#include "write/tiles_shapes.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

enum { CACHE = 64, TILE_MAX_BYTES = 1 << 22,
       TILE_COLOUR_ERROR = 96 /* of 255, of a few pixels along edges: 1 in the mean, not to be seen */ };

struct tile_painter {
	cairo_surface_t *surface;
	cairo_t *cr;
	unsigned px;      /* width of a tile */
	size_t n_pixels;
	uint32_t *pixels; /* of the surface, rows without padding */
	float *sums;      /* scratch of the density */
	struct png_encoder *encoder;
	struct tile_shapes *shapes;
	struct {
		XXH128_hash_t hash;
		struct buf png;
	} cache[CACHE];
};

enum err tile_painter_open(unsigned px, struct tile_painter **out, struct error *e)
{
	struct tile_painter *p = calloc(1, sizeof *p);
	enum err err = p ? png_encoder_open(&p->encoder, e) : error_set(e, ERR_NOMEM, "no memory for a tile painter");
	if (err == OK) {
		p->px = px;
		p->n_pixels = (size_t)px * px;
		p->pixels = calloc(p->n_pixels, sizeof *p->pixels);
		p->sums = calloc(p->n_pixels, sizeof *p->sums);
	}
	if (err == OK)
		err = tile_shapes_open(px, &p->shapes, e);
	if (err == OK && (!p->pixels || !p->sums))
		err = error_set(e, ERR_NOMEM, "no memory for a tile painter");
	if (err != OK) {
		tile_painter_close(p);
		return err;
	}
	p->surface = cairo_image_surface_create_for_data((unsigned char *)p->pixels, CAIRO_FORMAT_ARGB32, (int)px, (int)px,
	                                                 (int)px * (int)sizeof *p->pixels);
	p->cr = cairo_create(p->surface);
	for (size_t i = 0; i < CACHE; i++)
		buf_init(&p->cache[i].png, TILE_MAX_BYTES);
	*out = p;
	return OK;
}

void tile_painter_close(struct tile_painter *p)
{
	if (!p)
		return;
	tile_shapes_close(p->shapes);
	if (p->cr)
		cairo_destroy(p->cr);
	if (p->surface)
		cairo_surface_destroy(p->surface);
	for (size_t i = 0; i < CACHE; i++)
		buf_release(&p->cache[i].png);
	png_encoder_free(p->encoder);
	free(p->pixels);
	free(p->sums);
	free(p);
}

/* Below the density, which is there already. */
static void draw_base(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	struct box seen = {0.0, 0.0, l->px, l->px};
	if (l->n_base == 0)
		return;
	cairo_save(p->cr);
	cairo_push_group(p->cr);
	basemap_paint(p->cr, l->theme, l->base, l->n_base, l->unit, -(double)t.x * l->px, -(double)t.y * l->px, seen);
	cairo_pop_group_to_source(p->cr);
	cairo_set_operator(p->cr, CAIRO_OPERATOR_DEST_OVER);
	cairo_paint(p->cr);
	cairo_restore(p->cr);
}

static void blend(uint32_t *pixels, int64_t px, const struct sprite *s, int64_t left, int64_t top)
{
	int64_t x0 = left < 0 ? -left : 0;
	int64_t y0 = top < 0 ? -top : 0;
	int64_t x1 = left + s->width > px ? px - left : s->width;
	int64_t y1 = top + s->height > px ? px - top : s->height;
	for (int64_t y = y0; y < y1; y++) {
		const uint32_t *from = s->pixels + y * s->width;
		uint32_t *to = pixels + (top + y) * px + left;
		for (int64_t x = x0; x < x1; x++) {
			if (from[x] >> 24 == 255)
				to[x] = from[x];
			else if (from[x])
				to[x] = pixel_over(from[x], to[x]);
		}
	}
}

/* True when there is one. */
static bool draw_stamps(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	const struct stamp_ref *refs;
	size_t n = tile_layer_refs(l, t, &refs);
	for (size_t i = 0; i < n; i++) {
		const struct stamp *s = &l->stamps[refs[i].stamp];
		blend(p->pixels, l->px, s->sprite, s->x - (int64_t)t.x * l->px, s->y - (int64_t)t.y * l->px);
	}
	return n > 0;
}

static bool is_blank(const struct tile_painter *p)
{
	for (size_t i = 0; i < p->n_pixels; i++)
		if (p->pixels[i])
			return false;
	return true;
}

static enum err encode(struct tile_painter *p, struct buf *png, struct error *e)
{
	const struct png_image image = {.pixels = p->pixels, .width = p->px, .height = p->px, .stride = p->px,
	                                .error = TILE_COLOUR_ERROR};
	return png_encode(p->encoder, &image, png, e);
}

/* Tiles without symbols and names repeat: the inside of a hatched area. */
static enum err encode_or_repeat(struct tile_painter *p, struct buf *png, struct error *e)
{
	XXH128_hash_t hash = XXH3_128bits(p->pixels, p->n_pixels * sizeof *p->pixels);
	size_t slot = hash.low64 % CACHE;
	struct buf *cached = &p->cache[slot].png;
	enum err err = OK;
	if (cached->len == 0 || !XXH128_isEqual(p->cache[slot].hash, hash)) {
		p->cache[slot].hash = hash;
		err = encode(p, cached, e);
	}
	buf_append(png, buf_sv(cached));
	return err == OK && !buf_ok(png) ? error_set(e, ERR_NOMEM, "no memory for a tile") : err;
}

enum err tile_paint(struct tile_painter *p, const struct tile_layer *layer, struct tile tile, bool keep_empty,
                    struct buf *png, struct error *e)
{
	memset(p->pixels, 0, p->n_pixels * sizeof *p->pixels);
	heat_paint(&layer->heat, tile, p->px, p->sums, p->pixels);
	cairo_surface_mark_dirty(p->surface);
	draw_base(p, layer, tile);
	cairo_surface_flush(p->surface);
	enum err err = tile_shapes_paint(p->shapes, layer, tile, p->pixels, e);
	bool stamped = draw_stamps(p, layer, tile);
	buf_clear(png);
	if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
		return error_set(e, ERR_NOMEM, "cannot draw a tile: %s", cairo_status_to_string(cairo_status(p->cr)));
	if (err != OK || (is_blank(p) && !keep_empty))
		return err;
	return stamped ? encode(p, png, e) : encode_or_repeat(p, png, e);
}
