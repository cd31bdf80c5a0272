#include "write/tiles_paint.h"

#include "write/png.h"

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
	cairo_pattern_t *hatch;
	double hatch_unit;
	struct {
		XXH128_hash_t hash;
		struct buf png;
	} cache[CACHE]; /* tiles that repeat: the inside of a hatched area */
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
	if (p->hatch)
		cairo_pattern_destroy(p->hatch);
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

/* Whole pixels that divide a tile, so that the hatching goes on across its edge. */
static int hatch_period(double wanted_px)
{
	int period = 2;
	while (period < TILE_PX / 4 && period * 1.5 < wanted_px)
		period *= 2;
	return period;
}

static void draw_extents(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	const struct theme *theme = l->theme;
	if (l->n_extents && (!p->hatch || fabs(p->hatch_unit - l->unit) > 1e-9)) {
		if (p->hatch)
			cairo_pattern_destroy(p->hatch);
		p->hatch = canvas_hatch_pattern(&theme->extent.hatch, l->unit,
		                                hatch_period(theme->extent.hatch_spacing_mm * l->unit));
		p->hatch_unit = l->unit;
	}
	/* One path for all, so that overlapping areas are hatched once and don't add up to black. */
	double dx = -(double)t.x * l->px;
	double dy = -(double)t.y * l->px;
	cairo_new_path(p->cr);
	for (size_t i = l->n_open; i < l->n_extents; i++) {
		if (tile_layer_touches(l, &l->extents[i], t))
			canvas_path(p->cr, &l->extents[i], dx, dy);
	}
	canvas_colour(p->cr, theme->extent.fill);
	cairo_fill_preserve(p->cr);
	if (p->hatch)
		cairo_set_source(p->cr, p->hatch);
	cairo_fill(p->cr);
	for (size_t i = 0; i < l->n_extents; i++) {
		if (!tile_layer_touches(l, &l->extents[i], t))
			continue;
		canvas_path(p->cr, &l->extents[i], dx, dy);
		canvas_stroke(p->cr, &theme->extent.outline, l->unit);
	}
}

static void draw_routes(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	for (size_t i = 0; i < l->n_routes; i++) {
		if (!tile_layer_touches(l, &l->routes[i], t))
			continue;
		cairo_new_path(p->cr);
		canvas_path(p->cr, &l->routes[i], -(double)t.x * l->px, -(double)t.y * l->px);
		canvas_stroke(p->cr, &l->theme->route.casing, l->unit);
		canvas_path(p->cr, &l->routes[i], -(double)t.x * l->px, -(double)t.y * l->px);
		canvas_stroke(p->cr, &l->theme->route.line, l->unit);
	}
}

/* Premultiplied "over" of one channel pair: 8-bit halves in 32 bits, rounded as Cairo does. */
static uint32_t over(uint32_t above, uint32_t below)
{
	uint32_t rest = 255 - (above >> 24);
	uint32_t rb = (below & 0xff00ff) * rest + 0x800080;
	uint32_t ag = (below >> 8 & 0xff00ff) * rest + 0x800080;
	rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
	ag = (ag + (ag >> 8 & 0xff00ff)) & 0xff00ff00;
	return above + (rb | ag);
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
				to[x] = over(from[x], to[x]);
		}
	}
}

static void draw_stamps(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	const struct stamp_ref *refs;
	size_t n = tile_layer_refs(l, t, &refs);
	for (size_t i = 0; i < n; i++) {
		const struct stamp *s = &l->stamps[refs[i].stamp];
		blend(p->pixels, l->px, s->sprite, s->x - (int64_t)t.x * l->px, s->y - (int64_t)t.y * l->px);
	}
}

static bool is_blank(const struct tile_painter *p)
{
	uint32_t any = 0;
	for (size_t i = 0; i < p->n_pixels; i++)
		any |= p->pixels[i];
	return any == 0;
}

enum err tile_paint(struct tile_painter *p, const struct tile_layer *layer, struct tile tile, bool keep_empty,
                    struct buf *png, struct error *e)
{
	memset(p->pixels, 0, p->n_pixels * sizeof *p->pixels);
	heat_paint(&layer->heat, tile, p->px, p->sums, p->pixels);
	cairo_surface_mark_dirty(p->surface);
	draw_base(p, layer, tile);
	draw_extents(p, layer, tile);
	draw_routes(p, layer, tile);
	cairo_surface_flush(p->surface);
	draw_stamps(p, layer, tile);
	buf_clear(png);
	if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
		return error_set(e, ERR_NOMEM, "cannot draw a tile: %s", cairo_status_to_string(cairo_status(p->cr)));
	if (is_blank(p) && !keep_empty)
		return OK;
	XXH128_hash_t hash = XXH3_128bits(p->pixels, p->n_pixels * sizeof *p->pixels);
	size_t slot = hash.low64 % CACHE;
	struct buf *cached = &p->cache[slot].png;
	enum err err = OK;
	if (cached->len == 0 || !XXH128_isEqual(p->cache[slot].hash, hash)) {
		struct png_image image = {.pixels = p->pixels, .width = p->px, .height = p->px, .stride = p->px,
		                          .error = TILE_COLOUR_ERROR};
		p->cache[slot].hash = hash;
		err = png_encode(p->encoder, &image, cached, e);
	}
	buf_append(png, buf_sv(cached));
	return err == OK && !buf_ok(png) ? error_set(e, ERR_NOMEM, "no memory for a tile") : err;
}
