/* List of incidents beside the map: symbol, place, date, killed. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>

static const double row_mm = 4.4;
static const double heading_mm = 6.4;
static const double sign_mm = 5.0;

enum { MIN_ROWS = 2 };

static int gravest_first(const void *a, const void *b)
{
	const struct model_incident *p = *(const struct model_incident *const *)a;
	const struct model_incident *q = *(const struct model_incident *const *)b;
	if (p->fatalities != q->fatalities)
		return p->fatalities > q->fatalities ? -1 : 1;
	int order = sv_cmp(p->event_date, q->event_date);
	return order ? order : sv_cmp(p->event_id, q->event_id);
}

void poster_plan_list(struct poster_plan *p)
{
	const struct model *m = p->model;
	p->list = ARENA_ARRAY(p->arena, const struct model_incident *, m->n_incidents + 1);
	for (size_t i = 0; i < m->n_incidents; i++) {
		if (!m->incidents[i].background)
			p->list[p->n_list++] = &m->incidents[i];
	}
	if (p->n_list)
		qsort(p->list, p->n_list, sizeof *p->list, gravest_first);
	p->list_rows = ARENA_ARRAY(p->arena, struct sv, p->n_list + 1);
	for (size_t i = 0; i < p->n_list; i++) {
		const struct model_incident *in = p->list[i];
		struct sv separator = sv_cstr(poster_text(p, TEXT_LIST_SEPARATOR));
		struct sv parts[3];
		size_t n = 0;
		struct sv name = p->rtl || in->location.len == 0 ? in->location_ar : in->location;
		if (name.len)
			parts[n++] = name;
		if (in->event_date.len)
			parts[n++] = poster_date(p, in->event_date, false);
		if (in->fatalities > 0)
			parts[n++] =
			    arena_printf(p->arena, "%s: %lld", poster_text(p, TEXT_KILLED), (long long)in->fatalities);
		struct sv row = arena_join(p->arena, parts, n, separator);
		if (p->spec->table)
			row = arena_printf(p->arena, "%zu. %.*s", i + 1, SV_ARG(row));
		p->list_rows[i] = digits_localise(p->arena, p->theme, p->lang, row);
	}
	p->list_more = arena_printf(p->arena, "+ %s", poster_text(p, TEXT_OTHERS));
}

static void draw_row(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, size_t i, struct box room,
		     double y)
{
	const struct theme *t = p->theme;
	const struct theme_event *event = theme_event_find(t, p->list[i]->event_type);
	struct marker_look look = marker_incident(t, event, 0, 1.0, false, 1.0, 0.8);
	look.halo = 0.0;
	marker_draw(cr, &look, p->rtl ? room.x1 - sign_mm / 2.0 : room.x0 + sign_mm / 2.0, y + row_mm / 2.0);
	struct text_style style = {.size = t->page.text_pt * THEME_MM_PER_PT, .colour = t->page.ink,
	                           .width = room.x1 - room.x0 - sign_mm - 0.8, .rtl = p->rtl};
	(void)text_draw_line(ts, cr, p->list_rows[i], &style, p->rtl ? room.x0 : room.x0 + sign_mm + 0.8, y + row_mm / 2.0);
}

void poster_draw_list(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, struct box room)
{
	const struct theme *t = p->theme;
	size_t fits = room.y1 - room.y0 > heading_mm ? (size_t)((room.y1 - room.y0 - heading_mm) / row_mm) : 0;
	size_t rows = p->n_list;
	if (rows > fits)
		rows = fits > 0 ? fits - 1 : 0; /* the last line says that there are more */
	if (rows < MIN_ROWS && rows < p->n_list)
		return;
	if (rows == 0)
		return;
	struct text_style style = {.size = t->page.heading_pt * THEME_MM_PER_PT, .bold = true, .colour = t->page.ink,
	                           .width = room.x1 - room.x0, .rtl = p->rtl};
	(void)text_draw_line(ts, cr, sv_cstr(poster_text(p, TEXT_LIST)), &style, room.x0, room.y0 + 2.3);
	cairo_move_to(cr, room.x0, room.y0 + heading_mm - 1.1);
	cairo_line_to(cr, room.x1, room.y0 + heading_mm - 1.1);
	canvas_stroke(cr, &t->page.rule, 1.0);
	double y = room.y0 + heading_mm;
	for (size_t i = 0; i < rows; i++, y += row_mm)
		draw_row(p, ts, cr, i, room, y);
	if (rows == p->n_list)
		return;
	style.bold = false;
	style.size = t->page.text_pt * THEME_MM_PER_PT;
	style.colour = t->page.muted;
	(void)text_draw(ts, cr, p->list_more, &style, room.x0, y);
}
