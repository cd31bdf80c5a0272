#include "write/legend.h"

#include "write/marker.h"
#include "write/symbol.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static const double sign_mm = 8.0; /* column of the samples */

/* Pen going down the legend. */
struct pen {
	const struct legend *legend;
	const struct theme *theme;
	enum theme_lang lang;
	struct typesetter *ts;
	cairo_t *cr; /* NULL: only measures */
	double x, y, width;
	double row_mm, heading_mm, gap_mm;
};

void legend_count(struct legend *l, const struct theme *t, const struct model *m)
{
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		if (in->background)
			l->n_background++;
		else
			l->counts[theme_event_find(t, in->event_type) - t->events]++;
		l->signs[SIGN_IMPRECISE] |= in->geo_precision > 1 && in->has_point;
		size_t class = 0;
		while (class + 1 < t->incident.n_sizes && t->incident.sizes[class + 1].from <= (double)in->fatalities)
			class++;
		l->sizes[class] = true;
	}
	l->signs[SIGN_BACKGROUND] = l->n_background > 0;
}

static bool rtl(const struct pen *p)
{
	return p->lang == LANG_AR;
}

/* Mirrors a stretch that is given from the start side. */
static double from_start(const struct pen *p, double at, double width)
{
	return rtl(p) ? p->x + p->width - at - width : p->x + at;
}

static void write_text(struct pen *p, const char *text, double at, double y, double width, double size_pt, bool bold)
{
	struct text_style style = {
		.size = size_pt * THEME_MM_PER_PT, .bold = bold, .colour = p->theme->page.ink, .width = width,
		.rtl = rtl(p),
	};
	if (!p->cr)
		return;
	(void)text_draw_line(p->ts, p->cr, sv_cstr(text), &style, from_start(p, at, width), y);
}

static void heading(struct pen *p, enum theme_text key)
{
	const struct theme *t = p->theme;
	write_text(p, t->text[p->lang][key], 0.0, p->y + p->heading_mm / 2.0 - 0.5, p->width, t->page.heading_pt, true);
	p->y += p->heading_mm;
	if (p->cr) {
		cairo_move_to(p->cr, p->x, p->y - 0.3);
		cairo_line_to(p->cr, p->x + p->width, p->y - 0.3);
		canvas_stroke(p->cr, &t->page.rule, 1.0);
	}
	p->y += 0.8;
}

static void draw_events(struct pen *p)
{
	const struct theme *t = p->theme;
	char text[200];
	char number[64];
	size_t total = p->legend->n_background;
	for (size_t i = 0; i < t->n_events; i++)
		total += p->legend->counts[i];
	if (total == 0)
		return;
	heading(p, TEXT_LEGEND_EVENTS);
	for (size_t i = 0; i < t->n_events; i++) {
		const struct theme_event *event = &t->events[i];
		if (p->legend->counts[i] == 0)
			continue;
		struct marker_look look = marker_incident(t, event, 0, 1.0, false, 1.0, 1.0);
		look.halo = 0.0;
		if (p->cr)
			marker_draw(p->cr, &look, from_start(p, sign_mm / 2.0, 0.0), p->y + p->row_mm / 2.0);
		digits_format(t, p->lang, (int64_t)p->legend->counts[i], number, sizeof number);
		(void)snprintf(text, sizeof text, "%s (%s)", rtl(p) ? event->label_ar : event->label_en, number);
		write_text(p, text, sign_mm, p->y + p->row_mm / 2.0, p->width - sign_mm, t->page.text_pt, false);
		p->y += p->row_mm;
	}
	p->y += p->gap_mm;
}

static void size_text(const struct pen *p, size_t class, char *out, size_t room)
{
	const struct theme *t = p->theme;
	char low[64];
	char high[64];
	const struct theme_step *s = &t->incident.sizes[class];
	digits_format(t, p->lang, (int64_t)s->from, low, sizeof low);
	if (class == 0) { /* a number that no text states is drawn like none */
		(void)snprintf(out, room, "%s", t->text[p->lang][TEXT_SIZE_UNKNOWN]);
		return;
	}
	if (class + 1 == t->incident.n_sizes) {
		(void)snprintf(out, room, "%s+", low);
		return;
	}
	int64_t last = (int64_t)s[1].from - 1;
	digits_format(t, p->lang, last, high, sizeof high);
	(void)snprintf(out, room, last > (int64_t)s->from ? "%s–%s" : "%s", low, high);
}

/* Size classes side by side, the number under each symbol. */
static void draw_sizes(struct pen *p)
{
	const struct theme *t = p->theme;
	char text[140];
	size_t n = 0;
	double widest = 0.0;
	for (size_t i = 0; i < t->incident.n_sizes; i++) {
		n += p->legend->sizes[i];
		if (p->legend->sizes[i])
			widest = fmax(widest, t->incident.sizes[i].value);
	}
	if (n < 2)
		return;
	heading(p, TEXT_LEGEND_SIZES);
	double step = fmin(p->width / (double)n, 12.0);
	double at = step / 2.0;
	for (size_t i = 0; i < t->incident.n_sizes; i++) {
		if (!p->legend->sizes[i])
			continue;
		struct marker_look look = {
			.shape = MARKER_CIRCLE, .size = t->incident.sizes[i].value, .stroke = t->incident.stroke_mm,
			.fill = t->page.rule.colour, .stroke_colour = t->page.ink, .opacity = 1.0,
		};
		if (p->cr)
			marker_draw(p->cr, &look, from_start(p, at, 0.0), p->y + widest / 2.0);
		size_text(p, i, text, sizeof text);
		struct text_style style = {.size = t->page.text_pt * THEME_MM_PER_PT, .colour = t->page.ink,
		                           .width = step, .align = ALIGN_CENTRE, .rtl = rtl(p)};
		if (p->cr)
			(void)text_draw(p->ts, p->cr, sv_cstr(text), &style, from_start(p, at - step / 2.0, step),
			                p->y + widest + 0.3);
		at += step;
	}
	p->y += widest + 4.4 + p->gap_mm;
}

static void sample_line(cairo_t *cr, const struct line_style *s, double x, double y)
{
	cairo_move_to(cr, x - sign_mm * 0.4, y);
	cairo_line_to(cr, x + sign_mm * 0.4, y);
	canvas_stroke(cr, s, 1.0);
}

static void sample_box(cairo_t *cr, double x, double y)
{
	cairo_new_path(cr);
	cairo_rectangle(cr, x - sign_mm * 0.38, y - 1.4, sign_mm * 0.76, 2.8);
}

static void sample_area(cairo_t *cr, struct colour fill, const struct line_style *outline, double x, double y)
{
	sample_box(cr, x, y);
	canvas_colour(cr, fill);
	cairo_fill_preserve(cr);
	canvas_stroke(cr, outline, 1.0);
}

static void sample_extent(const struct theme *t, cairo_t *cr, double x, double y)
{
	struct box box = {x - sign_mm / 2.0, y - 1.4, x + sign_mm / 2.0, y + 1.4};
	sample_box(cr, x, y);
	canvas_colour(cr, t->extent.fill);
	cairo_fill_preserve(cr);
	canvas_hatch(cr, &t->extent.hatch, 1.0, t->extent.hatch_spacing_mm, box);
	sample_box(cr, x, y);
	canvas_stroke(cr, &t->extent.outline, 1.0);
}

static void sample_dot(cairo_t *cr, const struct marker_style *s, double x, double y)
{
	struct marker_look look = {.shape = MARKER_CIRCLE, .size = s->size_mm, .stroke = s->stroke_mm, .fill = s->fill,
	                           .stroke_colour = s->stroke, .opacity = 1.0};
	marker_draw(cr, &look, x, y);
}

/* Symbols that stand for any type are shown with the first one the map has. */
static void sample_symbol(struct pen *p, enum legend_sign sign, double x, double y)
{
	const struct theme *t = p->theme;
	size_t i = 0;
	while (i + 1 < t->n_events && p->legend->counts[i] == 0)
		i++;
	double opacity = sign == SIGN_IMPRECISE ? t->incident.precision[t->incident.n_precision - 1].value *
	                                                  t->incident.confidence[0].value : 1.0;
	struct spread_symbol s = {.event = &t->events[i], .count = sign == SIGN_BADGE ? 3 : 1};
	s.look = marker_incident(t, s.event, 0, opacity, sign == SIGN_BACKGROUND, 1.0, 1.0);
	s.look.halo = 0.0;
	symbol_draw(p->cr, p->ts, t, p->lang, &s, x, y, 1.0, 1.0);
}

static void draw_sample(struct pen *p, enum legend_sign sign, double x, double y)
{
	const struct theme *t = p->theme;
	cairo_t *cr = p->cr;
	switch (sign) {
	case SIGN_EXTENT:
		sample_extent(t, cr, x, y);
		break;
	case SIGN_ROUTE:
		sample_line(cr, &t->route.casing, x, y);
		sample_line(cr, &t->route.line, x, y);
		break;
	case SIGN_BADGE:
	case SIGN_BACKGROUND:
	case SIGN_IMPRECISE:
		sample_symbol(p, sign, x, y);
		break;
	case SIGN_MENTIONED:
		sample_dot(cr, &t->place, x, y);
		break;
	case SIGN_SETTLEMENT:
		sample_dot(cr, &t->basemap.settlement, x, y);
		break;
	case SIGN_RIVER:
		sample_line(cr, &t->basemap.river, x, y);
		break;
	case SIGN_LAKE:
		sample_area(cr, t->basemap.water, &t->basemap.lake_outline, x, y);
		break;
	case SIGN_DESERT:
		sample_area(cr, t->basemap.desert, &t->page.rule, x, y);
		break;
	case SIGN_IRRIGATED:
		sample_area(cr, t->basemap.irrigated, &t->page.rule, x, y);
		break;
	case SIGN_ROAD:
		sample_line(cr, &t->basemap.road, x, y);
		break;
	case SIGN_DISTRICT_BORDER:
		sample_line(cr, &t->basemap.district_border, x, y);
		break;
	case SIGN_COUNTRY_BORDER:
		sample_line(cr, &t->basemap.country_border, x, y);
		break;
	case SIGN_GOVERNORATE_BORDER:
		sample_line(cr, &t->basemap.governorate_border, x, y);
		break;
	case SIGN_COUNT:
		break;
	}
}

static const enum theme_text sign_text[SIGN_COUNT] = {
	[SIGN_EXTENT] = TEXT_EXTENT,
	[SIGN_ROUTE] = TEXT_ROUTE,
	[SIGN_BADGE] = TEXT_BADGE,
	[SIGN_BACKGROUND] = TEXT_BACKGROUND,
	[SIGN_IMPRECISE] = TEXT_IMPRECISE,
	[SIGN_MENTIONED] = TEXT_MENTIONED,
	[SIGN_SETTLEMENT] = TEXT_SETTLEMENT,
	[SIGN_RIVER] = TEXT_RIVER,
	[SIGN_LAKE] = TEXT_WATER,
	[SIGN_DESERT] = TEXT_DESERT,
	[SIGN_IRRIGATED] = TEXT_IRRIGATED,
	[SIGN_DISTRICT_BORDER] = TEXT_DISTRICT_BORDER,
	[SIGN_ROAD] = TEXT_ROAD,
	[SIGN_COUNTRY_BORDER] = TEXT_COUNTRY_BORDER,
	[SIGN_GOVERNORATE_BORDER] = TEXT_GOVERNORATE_BORDER,
};

/* The type size at which the longest of the texts fits: one for all of them. */
static double fitting_size(const struct pen *p, enum legend_sign first, enum legend_sign last, double width)
{
	const struct theme *t = p->theme;
	struct text_style style = {.size = t->page.text_pt * THEME_MM_PER_PT};
	double widest = width;
	for (int i = (int)first; p->cr && i <= (int)last; i++)
		if (p->legend->signs[i])
			widest = fmax(widest, text_measure(p->ts, sv_cstr(t->text[p->lang][sign_text[i]]), &style).width);
	return t->page.text_pt * width / widest;
}

/* Signs first..last in `columns` columns under a heading; nothing when the map has none of them. */
static void draw_signs(struct pen *p, enum theme_text title, enum legend_sign first, enum legend_sign last,
                       size_t columns)
{
	const struct theme *t = p->theme;
	char text[200];
	char number[64];
	double width = p->width / (double)columns;
	size_t n = 0;
	for (int i = (int)first; i <= (int)last; i++)
		n += p->legend->signs[i];
	if (n == 0)
		return;
	heading(p, title);
	double size_pt = fitting_size(p, first, last, width - sign_mm - 0.6);
	size_t at = 0;
	for (int i = (int)first; i <= (int)last; i++) {
		if (!p->legend->signs[i])
			continue;
		double column = (double)(at % columns) * width;
		double y = p->y + (double)(at++ / columns) * p->row_mm + p->row_mm / 2.0;
		if (p->cr)
			draw_sample(p, (enum legend_sign)i, from_start(p, column + sign_mm / 2.0, 0.0), y);
		(void)snprintf(text, sizeof text, "%s", t->text[p->lang][sign_text[i]]);
		if (i == SIGN_BACKGROUND) {
			digits_format(t, p->lang, (int64_t)p->legend->n_background, number, sizeof number);
			(void)snprintf(text, sizeof text, "%s (%s)", t->text[p->lang][sign_text[i]], number);
		}
		write_text(p, text, column + sign_mm + 0.6, y, width - sign_mm - 0.6, size_pt, false);
	}
	p->y += (double)((n + columns - 1) / columns) * p->row_mm + p->gap_mm;
}

double legend_draw(const struct legend *l, const struct theme *t, enum theme_lang lang, struct typesetter *ts,
                   cairo_t *cr, double x, double y, double width, double pitch)
{
	struct pen p = {.legend = l, .theme = t, .lang = lang, .ts = ts, .cr = cr, .x = x, .y = y, .width = width,
	                .row_mm = 4.6 * pitch, .heading_mm = 5.6 * pitch, .gap_mm = 2.4 * pitch};
	draw_events(&p);
	draw_sizes(&p);
	draw_signs(&p, TEXT_LEGEND_WHERE, SIGN_EXTENT, SIGN_MENTIONED, 1);
	draw_signs(&p, TEXT_LEGEND_BASE, SIGN_SETTLEMENT, SIGN_DISTRICT_BORDER, 2);
	return p.y - y;
}
