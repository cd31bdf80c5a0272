#include "write/tiles_paint.h"

#include "write/png.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

enum { PIXELS = TILE_PX * TILE_PX, CACHE = 64, TILE_MAX_BYTES = 1 << 20,
       TILE_COLOUR_ERROR = 24 /* of 255, in the shades along edges only: not to be seen */ };

struct tile_painter {
	cairo_surface_t *surface;
	cairo_t *cr;
	uint32_t *pixels; /* of the surface, rows without padding */
	struct png_encoder *encoder;
	cairo_pattern_t *hatch;
	double hatch_unit;
	struct {
		XXH128_hash_t hash;
		struct buf png;
	} cache[CACHE]; /* tiles that repeat: the inside of a hatched area */
};

enum err tile_painter_open(struct tile_painter **out, struct error *e)
{
	struct tile_painter *p = calloc(1, sizeof *p);
	enum err err = p ? png_encoder_open(&p->encoder, e) : error_set(e, ERR_NOMEM, "no memory for a tile painter");
	if (err == OK)
		p->pixels = calloc(PIXELS, sizeof *p->pixels);
	if (err == OK && !p->pixels)
		err = error_set(e, ERR_NOMEM, "no memory for a tile painter");
	if (err != OK) {
		tile_painter_close(p);
		return err;
	}
	p->surface = cairo_image_surface_create_for_data((unsigned char *)p->pixels, CAIRO_FORMAT_ARGB32, TILE_PX,
	                                                 TILE_PX, TILE_PX * (int)sizeof *p->pixels);
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
	free(p);
}

/* Whole pixels that divide a tile, so that the hatching goes on across its edge. */
static int hatch_period(double wanted_px)
{
	int period = 2;
	while (period < TILE_PX / 4 && period * 1.5 < wanted_px)
		period *= 2;
	return period;
}

static bool on_tile(const struct outline *o, const struct tile_layer *l, struct tile t)
{
	struct box tile = {t.x * (double)TILE_PX, t.y * (double)TILE_PX, (t.x + 1.0) * TILE_PX, (t.y + 1.0) * TILE_PX};
	return box_overlaps(box_grow(o->box, 2.0 * l->unit), tile);
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
	double dx = -(double)t.x * TILE_PX;
	double dy = -(double)t.y * TILE_PX;
	cairo_new_path(p->cr);
	for (size_t i = l->n_open; i < l->n_extents; i++) {
		if (on_tile(&l->extents[i], l, t))
			canvas_path(p->cr, &l->extents[i], dx, dy);
	}
	canvas_colour(p->cr, theme->extent.fill);
	cairo_fill_preserve(p->cr);
	if (p->hatch)
		cairo_set_source(p->cr, p->hatch);
	cairo_fill(p->cr);
	for (size_t i = 0; i < l->n_extents; i++) {
		if (!on_tile(&l->extents[i], l, t))
			continue;
		canvas_path(p->cr, &l->extents[i], dx, dy);
		canvas_stroke(p->cr, &theme->extent.outline, l->unit);
	}
}

static void draw_routes(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	for (size_t i = 0; i < l->n_routes; i++) {
		if (!on_tile(&l->routes[i], l, t))
			continue;
		cairo_new_path(p->cr);
		canvas_path(p->cr, &l->routes[i], -(double)t.x * TILE_PX, -(double)t.y * TILE_PX);
		canvas_stroke(p->cr, &l->theme->route.casing, l->unit);
		canvas_path(p->cr, &l->routes[i], -(double)t.x * TILE_PX, -(double)t.y * TILE_PX);
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

static void blend(uint32_t *pixels, const struct sprite *s, int64_t left, int64_t top)
{
	int64_t x0 = left < 0 ? -left : 0;
	int64_t y0 = top < 0 ? -top : 0;
	int64_t x1 = left + s->width > TILE_PX ? TILE_PX - left : s->width;
	int64_t y1 = top + s->height > TILE_PX ? TILE_PX - top : s->height;
	for (int64_t y = y0; y < y1; y++) {
		const uint32_t *from = s->pixels + y * s->width;
		uint32_t *to = pixels + (top + y) * TILE_PX + left;
		for (int64_t x = x0; x < x1; x++) {
			if (from[x] >> 24 == 255)
				to[x] = from[x];
			else if (from[x])
				to[x] = over(from[x], to[x]);
		}
	}
}

static const struct stamp_ref *first_ref(const struct tile_layer *l, uint64_t key)
{
	size_t low = 0;
	size_t high = l->n_refs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (l->refs[middle].tile < key)
			low = middle + 1;
		else
			high = middle;
	}
	return l->refs + low;
}

static void draw_stamps(struct tile_painter *p, const struct tile_layer *l, struct tile t)
{
	uint64_t key = (uint64_t)t.x << 32 | t.y;
	if (l->n_refs == 0)
		return;
	for (const struct stamp_ref *r = first_ref(l, key); r < l->refs + l->n_refs && r->tile == key; r++) {
		const struct stamp *s = &l->stamps[r->stamp];
		blend(p->pixels, s->sprite, s->x - (int64_t)t.x * TILE_PX, s->y - (int64_t)t.y * TILE_PX);
	}
}

static bool is_blank(const uint32_t *pixels)
{
	uint32_t any = 0;
	for (size_t i = 0; i < PIXELS; i++)
		any |= pixels[i];
	return any == 0;
}

enum err tile_paint(struct tile_painter *p, const struct tile_layer *layer, struct tile tile, bool keep_empty,
                    struct buf *png, struct error *e)
{
	memset(p->pixels, 0, PIXELS * sizeof *p->pixels);
	cairo_surface_mark_dirty(p->surface);
	draw_extents(p, layer, tile);
	draw_routes(p, layer, tile);
	cairo_surface_flush(p->surface);
	draw_stamps(p, layer, tile);
	buf_clear(png);
	if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
		return error_set(e, ERR_NOMEM, "cannot draw a tile: %s", cairo_status_to_string(cairo_status(p->cr)));
	if (is_blank(p->pixels) && !keep_empty)
		return OK;
	XXH128_hash_t hash = XXH3_128bits(p->pixels, PIXELS * sizeof *p->pixels);
	size_t slot = hash.low64 % CACHE;
	struct buf *cached = &p->cache[slot].png;
	enum err err = OK;
	if (cached->len == 0 || !XXH128_isEqual(p->cache[slot].hash, hash)) {
		struct png_image image = {.pixels = p->pixels, .width = TILE_PX, .height = TILE_PX, .stride = TILE_PX,
		                          .error = TILE_COLOUR_ERROR};
		p->cache[slot].hash = hash;
		err = png_encode(p->encoder, &image, cached, e);
	}
	buf_append(png, buf_sv(cached));
	return err == OK && !buf_ok(png) ? error_set(e, ERR_NOMEM, "no memory for a tile") : err;
}
