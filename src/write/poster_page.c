/* Draws what surrounds the map: title, locator, legend, scale, north arrow, notes. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>
#include <stdio.h>

static struct text_style paragraph(const struct poster_plan *p, double size_pt, bool bold, struct colour colour,
                                   double width)
{
	return (struct text_style){.size = size_pt * THEME_MM_PER_PT, .bold = bold, .colour = colour, .width = width,
	                           .rtl = p->rtl};
}

static void draw_title(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	const struct theme *t = p->theme;
	double width = p->title_box.x1 - p->title_box.x0;
	double bar_x = p->rtl ? p->title_box.x1 - 1.6 : p->title_box.x0;
	cairo_rectangle(cr, bar_x, p->title_box.y0 + 0.8, 1.6, p->title_box.y1 - p->title_box.y0 - 1.6);
	canvas_colour(cr, t->page.accent);
	cairo_fill(cr);
	double x = p->rtl ? p->title_box.x0 : p->title_box.x0 + 4.2;
	struct text_style title = paragraph(p, t->page.title_pt, true, t->page.ink, width - 4.2);
	struct text_style sub = paragraph(p, t->page.subtitle_pt, false, t->page.muted, width - 4.2);
	struct text_style one_line = title, one_sub = sub; /* both are made to fit, never wrapped */
	one_line.width = one_sub.width = 0.0;
	struct text_size title_size = text_measure(ts, p->title, &one_line);
	struct text_size sub_size = text_measure(ts, p->subtitle, &one_sub);
	double y = (p->title_box.y0 + p->title_box.y1 - title_size.height - sub_size.height) / 2.0;
	(void)text_draw_fitted(ts, cr, p->title, &title, x, y);
	(void)text_draw_fitted(ts, cr, p->subtitle, &sub, x, y + title_size.height);
}

static void draw_locator_features(const struct poster_plan *p, cairo_t *cr)
{
	const struct theme *t = p->theme;
	struct line_style thin = t->basemap.governorate_border;
	thin.n_dashes = 0;
	thin.width_mm = 0.12;
	struct line_style border = t->basemap.country_border;
	border.n_dashes = 0;
	border.width_mm = 0.25;
	struct line_style river = t->basemap.river;
	river.width_mm = 0.3;
	for (size_t i = 0; i < p->n_locator_outlines; i++) {
		const struct base_outline *o = &p->locator_outlines[i];
		canvas_path(cr, &o->outline, 0.0, 0.0);
		if (base_fill(t, o->role)) {
			canvas_colour(cr, *base_fill(t, o->role));
			cairo_fill(cr);
		} else {
			canvas_stroke(cr,
				      o->role == BASE_RIVER	       ? &river
				      : o->role == BASE_COUNTRY_BORDER ? &border
								       : &thin,
				      1.0);
		}
	}
}

/* The map's frame on the locator: its corners go through both views. */
static void draw_locator_frame(const struct poster_plan *p, cairo_t *cr)
{
	const struct view *v = &p->view;
	const struct view *l = &p->locator_view;
	struct xy low = view_at(l, (struct xy){v->x_m + p->map.x0 / v->scale, v->y_m - p->map.y0 / v->scale});
	struct xy high = view_at(l, (struct xy){v->x_m + p->map.x1 / v->scale, v->y_m - p->map.y1 / v->scale});
	struct line_style line = {.colour = p->theme->page.accent, .width_mm = 0.45};
	cairo_rectangle(cr, low.x_m, low.y_m, high.x_m - low.x_m, high.y_m - low.y_m);
	canvas_stroke(cr, &line, 1.0);
}

static void draw_locator(const struct poster_plan *p, cairo_t *cr)
{
	const struct theme *t = p->theme;
	struct box b = p->locator;
	cairo_save(cr);
	cairo_rectangle(cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
	cairo_clip(cr);
	canvas_colour(cr, t->basemap.neighbour);
	cairo_paint(cr);
	draw_locator_features(p, cr);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_width(cr, 1.1);
	for (size_t i = 0; i < p->n_incidents; i++) { /* a line to where it begins, with round ends, is a dot */
		const struct model_incident *in = &p->model->incidents[p->picture.incidents[i]];
		struct xy at = view_at(&p->locator_view, geo_to_utm37(in->point));
		cairo_move_to(cr, at.x_m, at.y_m);
		cairo_line_to(cr, at.x_m, at.y_m);
		canvas_colour(cr, theme_event_find(t, in->event_type)->fill);
		cairo_stroke(cr);
	}
	draw_locator_frame(p, cr);
	cairo_restore(cr);
	cairo_rectangle(cr, b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0);
	canvas_stroke(cr, &t->page.frame, 1.0);
}

static void centred(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, const char *text, double size_pt,
                    bool bold, double x, double y)
{
	struct text_style style = {.size = size_pt * THEME_MM_PER_PT, .bold = bold, .colour = p->theme->page.ink};
	struct text_size size = text_measure(ts, sv_cstr(text), &style);
	(void)text_draw(ts, cr, sv_cstr(text), &style, x - size.width / 2.0, y);
}

/* Alternating bar; zero stands where reading begins. */
static void draw_scale_bar(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, double start, double y,
                           double room)
{
	static const double height_mm = 1.5;
	const struct theme *t = p->theme;
	char number[64];
	char text[96];
	struct scale_bar bar = scale_bar_choose(frame_true_denominator(&p->frame), room);
	double way = p->rtl ? -1.0 : 1.0;
	for (int i = 0; i < bar.parts; i++) {
		double a = start + way * bar.part_mm * i;
		double b = start + way * bar.part_mm * (i + 1);
		cairo_rectangle(cr, fmin(a, b), y, bar.part_mm, height_mm);
		canvas_colour(cr, i % 2 ? t->page.paper : t->page.ink);
		cairo_fill_preserve(cr);
		canvas_colour(cr, t->page.ink);
		cairo_set_line_width(cr, 0.15);
		cairo_stroke(cr);
	}
	for (int i = 0; i <= bar.parts; i += 2) {
		double km = bar.part_km * i;
		digits_format(t, p->lang, (int64_t)lround(km), number, sizeof number);
		(void)snprintf(text, sizeof text, i == bar.parts ? "%s %s" : "%s", number,
			       poster_text(p, TEXT_KILOMETRE));
		centred(p, ts, cr, text, t->page.note_pt, false, start + way * bar.part_mm * i, y + height_mm + 0.4);
	}
}

static void draw_north(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, double x, double y)
{
	const struct theme *t = p->theme;
	centred(p, ts, cr, poster_text(p, TEXT_NORTH), t->page.heading_pt, true, x, y - 0.6);
	double top = y + 4.4;
	for (int side = -1; side <= 1; side += 2) {
		cairo_move_to(cr, x, top);
		cairo_line_to(cr, x + side * 2.4, top + 8.2);
		cairo_line_to(cr, x, top + 6.4);
		cairo_close_path(cr);
		canvas_colour(cr, side < 0 ? t->page.ink : t->page.paper);
		cairo_fill_preserve(cr);
		canvas_colour(cr, t->page.ink);
		cairo_set_line_width(cr, 0.2);
		cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
		cairo_stroke(cr);
	}
}

void poster_draw_panel(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	static const double north_mm = 8.0;
	const struct theme *t = p->theme;
	struct box l = p->legend_box, s = p->scale_box;
	draw_locator(p, cr);
	double needed = legend_draw(&p->legend, t, p->lang, ts, NULL, l.x0, l.y0, l.x1 - l.x0, 1.0);
	double pitch = fmin(1.0, (l.y1 - l.y0) / needed);
	double used = legend_draw(&p->legend, t, p->lang, ts, cr, l.x0, l.y0, l.x1 - l.x0, pitch);
	poster_draw_list(p, ts, cr, p->portrait ? p->list_box : (struct box){l.x0, l.y0 + used, l.x1, l.y1 - 1.0});
	double width = s.x1 - s.x0, bottom = s.y0;
	double north_x = p->rtl ? s.x0 + north_mm / 2.0 : s.x1 - north_mm / 2.0;
	double start = p->rtl ? s.x1 - 2.0 : s.x0 + 2.0;
	struct text_style style = paragraph(p, t->page.text_pt, true, t->page.ink, width - north_mm - 2.0);
	(void)text_draw_fitted(ts, cr, p->ratio, &style, p->rtl ? s.x0 + north_mm + 2.0 : s.x0, bottom);
	draw_scale_bar(p, ts, cr, start, bottom + 5.4, width - north_mm - 12.0);
	draw_north(p, ts, cr, north_x, bottom);
}

static void draw_footer(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	const struct theme *t = p->theme;
	struct text_style style = paragraph(p, t->page.note_pt, false, t->page.muted, p->footer.x1 - p->footer.x0);
	style.spacing = 0.12;
	cairo_move_to(cr, p->footer.x0, p->footer.y0);
	cairo_line_to(cr, p->footer.x1, p->footer.y0);
	canvas_stroke(cr, &t->page.rule, 1.0);
	(void)text_draw(ts, cr, p->notes, &style, p->footer.x0, p->footer.y0 + 1.2);
}

void poster_draw(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	canvas_colour(cr, p->theme->page.paper);
	cairo_paint(cr);
	poster_draw_map(p, ts, cr);
	draw_title(p, ts, cr);
	poster_draw_timeline(p, ts, cr);
	poster_draw_panel(p, ts, cr);
	draw_footer(p, ts, cr);
}
