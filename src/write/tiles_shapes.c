#include "write/tiles_shapes.h"

#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PERIOD = TILE_PX / 4 };

/* The colours of an area or a line, repeating every `period` pixels, a power of two. */
struct ink {
	uint32_t *cell;
	size_t period;
};

struct tile_shapes {
	size_t px;
	uint8_t *mask; /* px * px; blank between paintings */
	cairo_surface_t *surface;
	cairo_t *cr;
	double unit;   /* that the area's ink is for */
	uint32_t area[MAX_PERIOD * MAX_PERIOD];
	size_t period;
};

enum err tile_shapes_open(unsigned px, struct tile_shapes **out, struct error *e)
{
	struct tile_shapes *s = calloc(1, sizeof *s);
	if (s) {
		s->px = px;
		s->mask = calloc(s->px, s->px);
	}
	if (!s || !s->mask) {
		tile_shapes_close(s);
		return error_set(e, ERR_NOMEM, "no memory for a tile painter");
	}
	s->surface = cairo_image_surface_create_for_data(s->mask, CAIRO_FORMAT_A8, (int)px, (int)px, (int)px);
	s->cr = cairo_create(s->surface);
	/* Sixteen shades of an edge that is half transparent are enough, and quick. */
	cairo_set_antialias(s->cr, CAIRO_ANTIALIAS_FAST);
	cairo_set_line_join(s->cr, CAIRO_LINE_JOIN_ROUND);
	*out = s;
	return OK;
}

void tile_shapes_close(struct tile_shapes *s)
{
	if (!s)
		return;
	if (s->cr)
		cairo_destroy(s->cr);
	if (s->surface)
		cairo_surface_destroy(s->surface);
	free(s->mask);
	free(s);
}

static uint32_t premultiplied(struct colour c)
{
	uint32_t a = (uint32_t)lround(c.a * 255.0), r = (uint32_t)lround(c.r * c.a * 255.0),
	         g = (uint32_t)lround(c.g * c.a * 255.0), b = (uint32_t)lround(c.b * c.a * 255.0);
	return a << 24 | r << 16 | g << 8 | b;
}

/* All channels times m / 255, rounded. */
static uint32_t faded(uint32_t pixel, uint32_t m)
{
	uint32_t rb = (pixel & 0xff00ff) * m + 0x800080, ag = (pixel >> 8 & 0xff00ff) * m + 0x800080;
	rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
	ag = (ag + (ag >> 8 & 0xff00ff)) & 0xff00ff00;
	return rb | ag;
}

enum { STEP = sizeof(uint64_t) }; /* most of a mask is blank: eight pixels at a time; a tile's width is a multiple */

/* Eight pixels of a row of ink, whose pattern begins at `phase`, through their mask. */
static void put_eight(const uint32_t *row, size_t phase, size_t period, const uint8_t *mask, uint32_t *pixels)
{
	for (size_t i = 0; i < STEP; i++) {
		uint32_t colour = row[phase];
		phase = phase + 1 == period ? 0 : phase + 1;
		if (mask[i] != 255)
			colour = faded(colour, mask[i]);
		pixels[i] = pixels[i] ? pixel_over(colour, pixels[i]) : colour;
	}
}

/* Paints the ink where the mask is, and wipes the mask. */
static void apply_mask(struct tile_shapes *s, const struct ink *ink, uint32_t *pixels)
{
	cairo_surface_flush(s->surface);
	for (size_t y = 0; y < s->px; y++) {
		const uint32_t *row = ink->cell + y % ink->period * ink->period;
		for (size_t x = 0; x < s->px; x += STEP) {
			size_t at = y * s->px + x;
			uint64_t eight;
			memcpy(&eight, s->mask + at, sizeof eight);
			if (eight == 0)
				continue;
			put_eight(row, x % ink->period, ink->period, s->mask + at, pixels + at);
			memset(s->mask + at, 0, STEP);
		}
	}
	cairo_surface_mark_dirty(s->surface);
}

/* Whole pixels that divide a tile, so that the hatching goes on across its edge. */
static int hatch_period(double wanted_px)
{
	int period = 2;
	while (period < MAX_PERIOD && period * 1.5 < wanted_px)
		period *= 2;
	return period;
}

/* The fill with the hatching on it. */
static void mix_area(struct tile_shapes *s, const struct tile_layer *l)
{
	const struct theme *theme = l->theme;
	if (fabs(s->unit - l->unit) < 1e-9)
		return;
	int period = hatch_period(theme->extent.hatch_spacing_mm * l->unit);
	cairo_surface_t *cell = canvas_hatch_cell(&theme->extent.hatch, l->unit, period);
	uint32_t fill = premultiplied(theme->extent.fill);
	s->unit = l->unit;
	s->period = (size_t)period;
	cairo_surface_flush(cell);
	const unsigned char *data = cairo_image_surface_get_data(cell);
	size_t stride = (size_t)cairo_image_surface_get_stride(cell);
	for (size_t i = 0; i < s->period * s->period; i++) {
		uint32_t line = 0;
		if (data)
			memcpy(&line, data + i / s->period * stride + i % s->period * sizeof line, sizeof line);
		s->area[i] = pixel_over(line, fill);
	}
	cairo_surface_destroy(cell);
}

static struct box seen_of(const struct tile_layer *l)
{
	return (struct box){0.0, 0.0, l->px, l->px};
}

static void paint_areas(struct tile_shapes *s, const struct tile_layer *l, struct tile t, uint32_t *pixels)
{
	bool any = false;
	for (size_t i = l->n_open; i < l->n_extents; i++) {
		if (!tile_layer_touches(l, &l->extents[i], t))
			continue;
		canvas_path(s->cr, &l->extents[i], -(double)t.x * l->px, -(double)t.y * l->px);
		any = true;
	}
	if (!any)
		return;
	mix_area(s, l);
	cairo_fill(s->cr);
	apply_mask(s, &(struct ink){s->area, s->period}, pixels);
}

/* Those of the lines that touch the tile, on the mask; false when there is none. `unit` is pixels per mm. */
static bool stroke_lines(struct tile_shapes *s, const struct tile_layer *l, struct tile t, const struct outline *lines, size_t n,
                         const struct line_style *style, double unit)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (!tile_layer_touches(l, &lines[i], t))
			continue;
		canvas_dashes(s->cr, &lines[i], style, unit, -(double)t.x * l->px, -(double)t.y * l->px, seen_of(l));
		any = true;
	}
	cairo_set_line_width(s->cr, style->width_mm * unit);
	cairo_set_line_cap(s->cr, style->n_dashes ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
	cairo_stroke(s->cr);
	return any;
}

static void paint_lines(struct tile_shapes *s, const struct tile_layer *l, struct tile t, const struct outline *lines, size_t n,
                        const struct line_style *style, uint32_t *pixels)
{
	uint32_t colour = premultiplied(style->colour);
	if (stroke_lines(s, l, t, lines, n, style, l->unit))
		apply_mask(s, &(struct ink){&colour, 1}, pixels);
}

/* With a dot on the place. */
static void paint_leaders(struct tile_shapes *s, const struct tile_layer *l, struct tile t, uint32_t *pixels)
{
	const struct line_style *style = &l->theme->incident.leader;
	uint32_t colour = premultiplied(style->colour);
	if (!stroke_lines(s, l, t, l->leaders, l->n_leaders, style, l->symbol_unit))
		return;
	for (size_t i = 0; i < l->n_leaders; i++) {
		struct xy place = l->leaders[i].points[0];
		double x = place.x_m - (double)t.x * l->px, y = place.y_m - (double)t.y * l->px;
		if (!tile_layer_touches(l, &l->leaders[i], t))
			continue;
		cairo_move_to(s->cr, x, y);
		cairo_line_to(s->cr, x, y);
	}
	cairo_set_line_width(s->cr, SYMBOL_PLACE_MM * l->symbol_unit);
	cairo_set_line_cap(s->cr, CAIRO_LINE_CAP_ROUND);
	cairo_stroke(s->cr);
	apply_mask(s, &(struct ink){&colour, 1}, pixels);
}

enum err tile_shapes_paint(struct tile_shapes *s, const struct tile_layer *l, struct tile t, uint32_t *pixels, struct error *e)
{
	paint_areas(s, l, t, pixels);
	paint_lines(s, l, t, l->extents, l->n_extents, &l->theme->extent.outline, pixels);
	/* All casings before any route, so that crossings stay open. */
	paint_lines(s, l, t, l->routes, l->n_routes, &l->theme->route.casing, pixels);
	paint_lines(s, l, t, l->routes, l->n_routes, &l->theme->route.line, pixels);
	paint_leaders(s, l, t, pixels);
	cairo_status_t status = cairo_status(s->cr);
	return status == CAIRO_STATUS_SUCCESS ? OK : error_set(e, ERR_NOMEM, "cannot draw a tile: %s", cairo_status_to_string(status));
}
