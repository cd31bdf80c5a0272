/* Draws the map frame of a report map. */
#include "write/marker_stamp.h"
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>

static void box_path(cairo_t *cr, struct box b)
{
	cairo_rectangle(cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
}

static void draw_base(const struct poster_plan *p, cairo_t *cr)
{
	basemap_paint(cr, p->theme, p->base_outlines, p->n_base_outlines, 1.0, 0.0, 0.0, p->map);
	for (size_t i = 0; i < p->n_ticks; i++) {
		canvas_path(cr, &p->ticks[i].line, 0.0, 0.0);
		canvas_stroke(cr, &p->theme->basemap.graticule, 1.0);
	}
}

static void draw_extents(const struct poster_plan *p, cairo_t *cr)
{
	const struct theme *t = p->theme;
	/* One path for all, so that overlapping areas are hatched once and don't add up to black. */
	for (int layer = 0; layer < 2; layer++) {
		for (size_t i = p->n_open; i < p->n_extents; i++)
			canvas_path(cr, &p->extents[i], 0.0, 0.0);
		canvas_colour(cr, t->extent.fill);
		if (layer == 0)
			cairo_fill(cr);
		else
			canvas_hatch(cr, &t->extent.hatch, 1.0, t->extent.hatch_spacing_mm, p->map);
	}
	for (size_t i = 0; i < p->n_extents; i++) {
		canvas_path(cr, &p->extents[i], 0.0, 0.0);
		canvas_stroke(cr, &t->extent.outline, 1.0);
	}
	for (size_t i = 0; i < p->n_routes; i++) {
		canvas_path(cr, &p->routes[i], 0.0, 0.0);
		canvas_stroke(cr, &t->route.casing, 1.0);
		canvas_path(cr, &p->routes[i], 0.0, 0.0);
		canvas_stroke(cr, &t->route.line, 1.0);
	}
}

static void draw_dots(const struct poster_plan *p, struct marker_stamps *stamps, cairo_t *cr)
{
	for (size_t i = 0; i < p->n_dots; i++) {
		const struct marker_style *s = p->dots[i].style;
		struct marker_look look = {.shape = MARKER_CIRCLE, .size = s->size_mm, .stroke = s->stroke_mm,
		                           .fill = s->fill, .stroke_colour = s->stroke, .opacity = 1.0};
		marker_stamps_draw(stamps, cr, &look, p->dots[i].x, p->dots[i].y);
	}
}

static bool is_area_name(enum theme_label kind)
{
	return kind == LABEL_GOVERNORATE || kind == LABEL_COUNTRY || kind == LABEL_SEA;
}

static void draw_labels(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, bool area_names)
{
	for (size_t i = 0; i < p->n_labels; i++) {
		const struct plan_label *l = &p->labels[i];
		if (is_area_name(l->style) != area_names)
			continue;
		struct text_style style = text_style_of(&p->theme->labels[l->style], 1.0);
		style.second = l->second;
		cairo_save(cr);
		cairo_translate(cr, l->x, l->y);
		if (l->vertical)
			cairo_rotate(cr, -1.5707963267948966);
		(void)text_draw(ts, cr, l->text, &style, 0.0, 0.0);
		cairo_restore(cr);
	}
}

static void draw_pointer(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, const struct plan_pointer *q)
{
	static const double length_mm = 2.6;
	cairo_save(cr);
	cairo_translate(cr, q->x, q->y);
	cairo_rotate(cr, q->angle);
	cairo_move_to(cr, length_mm / 2.0, 0.0);
	cairo_line_to(cr, -length_mm / 2.0, -1.2);
	cairo_line_to(cr, -length_mm / 4.0, 0.0);
	cairo_line_to(cr, -length_mm / 2.0, 1.2);
	cairo_close_path(cr);
	canvas_colour(cr, p->theme->page.paper);
	cairo_set_line_width(cr, 0.6);
	cairo_stroke_preserve(cr);
	canvas_colour(cr, p->theme->page.accent);
	cairo_fill(cr);
	cairo_restore(cr);
	struct text_style style = text_style_of(&p->theme->labels[LABEL_MENTIONED], 1.0);
	style.colour = p->theme->page.accent;
	(void)text_draw(ts, cr, q->text, &style, q->text_x, q->text_y);
}

/* Frame line, ticks and degrees around the map. */
static void draw_frame(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	static const double tick_mm = 1.2;
	const struct theme *t = p->theme;
	box_path(cr, p->map);
	canvas_stroke(cr, &t->page.frame, 1.0);
	struct text_style style = {.size = t->page.note_pt * THEME_MM_PER_PT, .colour = t->page.muted};
	for (size_t i = 0; i < p->n_ticks; i++) {
		const struct plan_tick *k = &p->ticks[i];
		double out = p->rtl ? 1.0 : -1.0;
		if (k->text.len == 0)
			continue;
		cairo_move_to(cr, k->x, k->y);
		cairo_line_to(cr, k->x + (k->meridian ? 0.0 : out * tick_mm), k->y + (k->meridian ? tick_mm : 0.0));
		canvas_stroke(cr, &t->page.frame, 0.5);
		struct text_size size = text_measure(ts, k->text, &style);
		if (k->meridian) {
			(void)text_draw(ts, cr, k->text, &style, k->x - size.width / 2.0, k->y + tick_mm);
			continue;
		}
		cairo_save(cr); /* parallels are named along the edge, to keep the margin narrow */
		cairo_translate(cr, k->x + out * (tick_mm + size.height / 2.0), k->y);
		cairo_rotate(cr, -1.5707963267948966);
		(void)text_draw(ts, cr, k->text, &style, -size.width / 2.0, -size.height / 2.0);
		cairo_restore(cr);
	}
}

/* "10 km" with a bar, in the inset's lower corner. */
static void draw_inset_scale(const struct poster_plan *q, struct typesetter *ts, cairo_t *cr)
{
	const struct theme *t = q->theme;
	double km = q->ratio_bar.part_km * q->ratio_bar.parts, length = q->ratio_bar.part_mm * q->ratio_bar.parts;
	struct sv text = arena_printf(q->arena, "%g %s", km, poster_text(q, TEXT_KILOMETRE));
	struct text_style style = {.size = t->page.note_pt * THEME_MM_PER_PT, .colour = t->page.ink,
	                           .halo = t->page.paper, .halo_width = 0.4};
	double x = q->map.x0 + 2.0, y = q->map.y1 - 2.0;
	text = digits_localise(q->arena, t, q->lang, text);
	struct line_style casing = {.colour = t->page.paper, .width_mm = 1.2}, line = {.colour = t->page.ink, .width_mm = 0.5};
	for (int pass = 0; pass < 2; pass++) {
		cairo_move_to(cr, x, y);
		cairo_line_to(cr, x + length, y);
		canvas_stroke(cr, pass ? &line : &casing, 1.0);
	}
	(void)text_draw(ts, cr, text, &style, x, y - text_measure(ts, text, &style).height - 0.3);
}

/* The enlarged map in its corner, and on the large one what it shows. */
static void draw_inset(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	const struct theme *t = p->theme;
	struct line_style line = {.colour = t->page.accent, .width_mm = 0.4};
	box_path(cr, p->inset_region);
	canvas_stroke(cr, &line, 1.0);
	poster_draw_map(p->inset, ts, cr);
	box_path(cr, p->inset->map);
	canvas_stroke(cr, &line, 1.4);
	draw_inset_scale(p->inset, ts, cr);
}

void poster_draw_map(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	struct marker_stamps stamps = {.n = 0};
	cairo_save(cr);
	box_path(cr, p->map);
	cairo_clip(cr);
	draw_base(p, cr);
	draw_labels(p, ts, cr, true);
	draw_extents(p, cr);
	draw_dots(p, &stamps, cr);
	symbol_leaders(cr, p->theme, p->spread.symbols, p->spread.n, 1.0, p->symbol_scale);
	draw_labels(p, ts, cr, false);
	for (size_t i = 0; i < p->spread.n; i++) {
		const struct spread_symbol *s = &p->spread.symbols[i];
		marker_stamps_draw(&stamps, cr, &s->look, s->x, s->y);
		marker_stamps_badge(&stamps, cr, ts, p->theme, p->lang, s, p->symbol_scale);
	}
	marker_stamps_release(&stamps);
	for (size_t i = 0; i < p->n_pointers; i++)
		draw_pointer(p, ts, cr, &p->pointers[i]);
	cairo_restore(cr);
	draw_frame(p, ts, cr);
	if (p->inset)
		draw_inset(p, ts, cr);
}
