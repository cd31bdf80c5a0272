#include "write/symbol.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define PI 3.14159265358979323846

static bool eastern(const struct theme *t, enum theme_lang lang)
{
	return lang == LANG_AR && t->arabic_digits;
}

struct sv digits_localise(struct arena *a, const struct theme *t, enum theme_lang lang, struct sv text)
{
	if (!eastern(t, lang))
		return text;
	char *out = arena_alloc(a, 2 * text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c >= '0' && c <= '9') { /* U+0660 and on: D9 A0 + digit */
			out[n++] = (char)0xd9;
			out[n++] = (char)(0xa0 + (c - '0'));
		} else {
			out[n++] = c;
		}
	}
	return sv_make(out, n);
}

void digits_format(const struct theme *t, enum theme_lang lang, int64_t number, char *out, size_t size)
{
	char ascii[24];
	size_t n = 0;
	(void)snprintf(ascii, sizeof ascii, "%" PRId64, number);
	for (size_t i = 0; ascii[i] && n + 3 < size; i++) {
		bool digit = ascii[i] >= '0' && ascii[i] <= '9';
		if (digit && eastern(t, lang)) {
			out[n++] = (char)0xd9;
			out[n++] = (char)(0xa0 + (ascii[i] - '0'));
		} else {
			out[n++] = ascii[i];
		}
	}
	out[n] = '\0';
}

/* Type size of a badge: it shrinks less than the symbol, or nobody could read it. */
static double badge_type(const struct theme *t, double unit, double scale)
{
	return t->incident.badge.size_pt * THEME_MM_PER_PT * unit * fmax(scale, 0.85);
}

static double badge_height(const struct theme *t, double unit, double scale)
{
	return 1.25 * badge_type(t, unit, scale);
}

double symbol_badge_reach(const struct theme *t, double unit, double scale)
{
	return 0.45 * badge_height(t, unit, scale);
}

double symbol_badge_edge(const struct spread_symbol *s)
{
	return 0.36 * s->look.size;
}

/* The badge sits on the symbol's upper right edge; wide enough for its digits. */
static struct box badge_box(const struct theme *t, const struct spread_symbol *s, double unit, double scale)
{
	double height = badge_height(t, unit, scale);
	double at = symbol_badge_edge(s) + 0.25 * height;
	double digits = s->count < 10 ? 1.0 : s->count < 100 ? 1.5 : s->count < 1000 ? 2.0 : 2.6;
	double width = height * digits;
	return (struct box){at - height / 2.0, -at - height / 2.0, at - height / 2.0 + width, -at + height / 2.0};
}

struct box symbol_box(const struct theme *t, const struct spread_symbol *s, double unit, double scale)
{
	double reach = marker_reach(&s->look);
	struct box b = {-reach, -reach, reach, reach};
	if (s->count > 1) {
		struct box badge = box_grow(badge_box(t, s, unit, scale), 0.15 * unit * scale);
		b = box_add(box_add(b, badge.x0, badge.y0), badge.x1, badge.y1);
	}
	return b;
}

void symbol_badge(cairo_t *cr, struct typesetter *ts, const struct theme *t, enum theme_lang lang,
                  const struct spread_symbol *s, double x, double y, double unit, double scale)
{
	if (s->count < 2)
		return;
	struct box b = badge_box(t, s, unit, scale);
	double r = (b.y1 - b.y0) / 2.0;
	cairo_new_sub_path(cr);
	cairo_arc(cr, x + b.x0 + r, y + b.y0 + r, r, PI / 2.0, 1.5 * PI);
	cairo_arc(cr, x + b.x1 - r, y + b.y0 + r, r, 1.5 * PI, 0.5 * PI);
	cairo_close_path(cr);
	canvas_colour(cr, t->incident.badge.fill);
	cairo_fill_preserve(cr);
	canvas_colour(cr, t->incident.halo);
	cairo_set_line_width(cr, 0.15 * unit * scale);
	cairo_stroke(cr);
	char number[64];
	digits_format(t, lang, (int64_t)s->count, number, sizeof number);
	struct text_style style = {.size = badge_type(t, unit, scale), .bold = true,
	                           .colour = t->incident.badge.text};
	struct text_size size = text_measure(ts, sv_cstr(number), &style);
	double middle_x = (size.ink.x0 + size.ink.x1) / 2.0;
	double middle_y = (size.ink.y0 + size.ink.y1) / 2.0;
	(void)text_draw(ts, cr, sv_cstr(number), &style, x + (b.x0 + b.x1) / 2.0 - middle_x,
	                y + (b.y0 + b.y1) / 2.0 - middle_y);
}

void symbol_draw(cairo_t *cr, struct typesetter *ts, const struct theme *t, enum theme_lang lang,
                 const struct spread_symbol *s, double x, double y, double unit, double scale)
{
	marker_draw(cr, &s->look, x, y);
	symbol_badge(cr, ts, t, lang, s, x, y, unit, scale);
}

bool symbol_has_leader(const struct spread_symbol *s)
{
	double x = s->x - s->anchor_x, y = s->y - s->anchor_y;
	return sqrt(x * x + y * y) >= 0.5 * s->look.size;
}

void symbol_leaders(cairo_t *cr, const struct theme *t, const struct spread_symbol *s, size_t n, double unit, double scale)
{
	cairo_new_path(cr);
	for (size_t i = 0; i < n; i++) {
		if (!symbol_has_leader(&s[i]))
			continue;
		cairo_move_to(cr, s[i].anchor_x, s[i].anchor_y);
		cairo_line_to(cr, s[i].x, s[i].y);
	}
	canvas_stroke(cr, &t->incident.leader, unit * scale);
	for (size_t i = 0; i < n; i++) { /* a line to where it begins, with round ends, is a dot */
		if (!symbol_has_leader(&s[i]))
			continue;
		cairo_move_to(cr, s[i].anchor_x, s[i].anchor_y);
		cairo_line_to(cr, s[i].anchor_x, s[i].anchor_y);
	}
	cairo_save(cr);
	canvas_colour(cr, t->incident.leader.colour);
	cairo_set_dash(cr, NULL, 0, 0.0);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_line_width(cr, SYMBOL_PLACE_MM * unit * scale);
	cairo_stroke(cr);
	cairo_restore(cr);
}
