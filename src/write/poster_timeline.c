/* Time line of a report map: incidents by day, week, month or year, stacked by type, below the map. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include "event/event.h"

#include <math.h>

enum { MIN_DATED = 5, MAX_BARS = 200, WEEK_DAYS = 7, SATURDAY = 6 };

static const double room_mm = 12.0; /* between two names */

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* Number of the bar's unit that a day lies in, counted from some fixed one. */
static int64_t unit_of(enum unit u, int64_t days)
{
	struct date d = date_from_days(days);
	switch (u) {
	case UNIT_DAY:
		return days;
	case UNIT_WEEK: /* from Saturday on */
		return (days - (date_weekday(d) + WEEK_DAYS - SATURDAY) % WEEK_DAYS - 2) / WEEK_DAYS;
	case UNIT_MONTH:
		return (int64_t)d.year * 12 + d.month - 1;
	case UNIT_YEAR:
		return d.year;
	}
	return 0;
}

static enum unit choose_unit(int64_t first, int64_t last)
{
	int64_t span = last - first + 1;
	return span <= 62 ? UNIT_DAY : span <= 550 ? UNIT_WEEK : span <= 6000 ? UNIT_MONTH : UNIT_YEAR;
}

static bool day_of(const struct model_incident *in, int64_t *out)
{
	struct date d;
	if (in->background || in->time_precision > 2 || !date_parse_iso(in->event_date, &d))
		return false;
	*out = date_to_days(d);
	return true;
}

/* First day of a unit, as it is written under its bar. */
static struct sv unit_name(const struct poster_plan *p, enum unit u, int64_t number)
{
	int64_t month = number % 12;
	switch (u) {
	case UNIT_DAY:
	case UNIT_WEEK: {
		int64_t days = u == UNIT_DAY ? number : number * WEEK_DAYS + 2;
		struct date d = date_from_days(days);
		return poster_date(p, arena_printf(p->arena, "%04d-%02d-%02d", d.year, d.month, d.day), false);
	}
	case UNIT_MONTH:
		return arena_printf(p->arena, "%s %d", p->theme->months[p->lang][month], (int)(number / 12));
	case UNIT_YEAR:
		return arena_printf(p->arena, "%d", (int)number);
	}
	return sv_make("", 0);
}

static void name_bars(struct poster_plan *p, enum unit u, int64_t first)
{
	struct timeline *l = &p->timeline;
	double bar = (p->page.x1 > 0.0 ? p->page.x1 : 200.0) / (double)l->n;
	size_t step = (size_t)fmax(1.0, ceil((u == UNIT_YEAR ? room_mm : 2.0 * room_mm) / bar));
	l->names = ARENA_ARRAY(p->arena, struct sv, l->n);
	for (size_t i = 0; i < l->n; i += step)
		l->names[i] = digits_localise(p->arena, p->theme, p->lang, unit_name(p, u, first + (int64_t)i));
}

void poster_plan_timeline(struct poster_plan *p)
{
	static const enum theme_text names[] = {TEXT_PER_DAY, TEXT_PER_WEEK, TEXT_PER_MONTH, TEXT_PER_YEAR};
	const struct model *m = p->model;
	int64_t first = INT64_MAX, last = INT64_MIN, day;
	size_t dated = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (!day_of(&m->incidents[i], &day))
			continue;
		first = day < first ? day : first;
		last = day > last ? day : last;
		dated++;
	}
	if (p->spec->no_timeline || dated < MIN_DATED || first == last)
		return;
	enum unit u = choose_unit(first, last);
	struct timeline *l = &p->timeline;
	int64_t from = unit_of(u, first);
	l->n = (size_t)(unit_of(u, last) - from + 1);
	if (l->n < 2 || l->n > MAX_BARS) {
		l->n = 0;
		return;
	}
	l->counts = arena_calloc(p->arena, l->n, sizeof *l->counts);
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (!day_of(&m->incidents[i], &day))
			continue;
		size_t *bar = l->counts[unit_of(u, day) - from], total = 0;
		bar[theme_event_find(p->theme, m->incidents[i].event_type) - p->theme->events]++;
		for (size_t k = 0; k < p->theme->n_events; k++)
			total += bar[k];
		l->top = total > l->top ? total : l->top;
	}
	l->unit = sv_cstr(poster_text(p, names[u]));
	p->page.x1 = p->spec->paper.width_mm > 0.0 ? p->spec->paper.width_mm * 0.7 : 210.0;
	name_bars(p, u, from);
}

static void draw_bars(const struct poster_plan *p, cairo_t *cr, struct box plot)
{
	const struct timeline *l = &p->timeline;
	double width = (plot.x1 - plot.x0) / (double)l->n;
	double gap = fmin(0.5, width * 0.15);
	for (size_t i = 0; i < l->n; i++) {
		double x = p->rtl ? plot.x1 - width * (double)(i + 1) : plot.x0 + width * (double)i;
		double y = plot.y1;
		for (size_t k = 0; k < p->theme->n_events; k++) {
			double height = (plot.y1 - plot.y0) * (double)l->counts[i][k] / (double)l->top;
			if (height <= 0.0)
				continue;
			cairo_rectangle(cr, x + gap / 2.0, y - height, fmin(width - gap, 8.0), height);
			canvas_colour(cr, p->theme->events[k].fill);
			cairo_fill(cr);
			y -= height;
		}
	}
	cairo_move_to(cr, plot.x0, plot.y1);
	cairo_line_to(cr, plot.x1, plot.y1);
	canvas_stroke(cr, &p->theme->page.frame, 0.6);
}

static void draw_names(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, struct box plot)
{
	const struct timeline *l = &p->timeline;
	const struct theme *t = p->theme;
	struct text_style style = {.size = t->page.note_pt * THEME_MM_PER_PT, .colour = t->page.muted};
	double width = (plot.x1 - plot.x0) / (double)l->n, taken = -1e9;
	for (size_t i = 0; i < l->n; i++) {
		if (!l->names[i].len)
			continue;
		struct text_size size = text_measure(ts, l->names[i], &style);
		double along = width * (double)i; /* from the start side */
		if (along < taken || along + size.width > plot.x1 - plot.x0)
			continue;
		double x = p->rtl ? plot.x1 - along - size.width : plot.x0 + along;
		(void)text_draw(ts, cr, l->names[i], &style, x, plot.y1 + 0.5);
		taken = along + size.width + 2.0;
	}
}

void poster_draw_timeline(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr)
{
	static const double scale_mm = 16.0; /* for the number and the unit */
	const struct timeline *l = &p->timeline;
	if (!l->n)
		return;
	struct box b = p->time_box;
	struct box plot = {b.x0 + (p->rtl ? 0.0 : scale_mm), b.y0 + 2.5, b.x1 - (p->rtl ? scale_mm : 0.0), b.y1 - 4.0};
	struct text_style style = {.size = p->theme->page.note_pt * THEME_MM_PER_PT, .colour = p->theme->page.muted,
	                           .width = scale_mm - 1.5, .rtl = p->rtl};
	struct sv top = digits_localise(p->arena, p->theme, p->lang, arena_printf(p->arena, "%zu", l->top));
	double x = p->rtl ? b.x1 - scale_mm + 1.5 : b.x0;
	draw_bars(p, cr, plot);
	(void)text_draw(ts, cr, l->unit, &style, x, plot.y0 + 1.8);
	style.bold = true;
	(void)text_draw(ts, cr, top, &style, x, plot.y0 - 1.2);
	draw_names(p, ts, cr, plot);
}
