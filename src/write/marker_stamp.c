#include "write/marker_stamp.h"

#include <math.h>
#include <string.h>

/* A drawing keeps its coordinates as 1/256 of its unit: so many units to one of the user's. */
static const double fineness = 16.0;

/* All behind the shape are numbers without a gap. */
static bool is_same(const struct marker_look *a, const struct marker_look *b)
{
	return a->shape == b->shape && memcmp(&a->size, &b->size, sizeof *a - offsetof(struct marker_look, size)) == 0;
}

/* A drawing of what lies within `reach` of the origin, in millimetres; *cr is to draw it with. */
static cairo_surface_t *begin_drawing(double reach, cairo_t **cr)
{
	double fine = reach * fineness;
	const cairo_rectangle_t extents = {-fine, -fine, 2.0 * fine, 2.0 * fine};
	cairo_surface_t *out = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
	*cr = cairo_create(out);
	cairo_scale(*cr, fineness, fineness);
	return out;
}

static cairo_surface_t *draw_once(const struct marker_look *look)
{
	cairo_t *cr;
	cairo_surface_t *out = begin_drawing(marker_reach(look) + look->stroke, &cr);
	marker_draw(cr, look, 0.0, 0.0);
	cairo_destroy(cr);
	return out;
}

static bool repeats_on(cairo_t *cr)
{
	return cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
}

static void place(cairo_t *cr, cairo_surface_t *drawing, double x, double y)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, 1.0 / fineness, 1.0 / fineness);
	cairo_set_source_surface(cr, drawing, 0.0, 0.0);
	cairo_paint(cr);
	cairo_restore(cr);
}

/* NULL: there is no room for another look. */
static cairo_surface_t *find(struct marker_stamps *s, const struct marker_look *look)
{
	for (size_t i = 0; i < s->n; i++)
		if (is_same(&s->items[i].look, look))
			return s->items[i].drawing;
	if (s->n == MARKER_STAMPS)
		return NULL;
	s->items[s->n].look = *look;
	s->items[s->n].drawing = draw_once(look);
	return s->items[s->n++].drawing;
}

void marker_stamps_draw(struct marker_stamps *s, cairo_t *cr, const struct marker_look *look, double x, double y)
{
	cairo_surface_t *drawing = repeats_on(cr) ? find(s, look) : NULL;
	if (drawing)
		place(cr, drawing, x, y);
	else
		marker_draw(cr, look, x, y);
}

void marker_stamps_badge(struct marker_stamps *s, cairo_t *cr, struct typesetter *ts, const struct theme *t,
                         enum theme_lang lang, const struct spread_symbol *symbol, double scale)
{
	struct spread_symbol point = {.count = symbol->count}; /* of no size: the badge alone decides its place */
	double edge = symbol_badge_edge(symbol);
	size_t i = 0;
	if (symbol->count < 2)
		return;
	while (i < s->n_badges && s->badges[i].count != symbol->count)
		i++;
	if (!repeats_on(cr) || i == BADGE_STAMPS) {
		symbol_badge(cr, ts, t, lang, symbol, symbol->x, symbol->y, 1.0, scale);
		return;
	}
	if (i == s->n_badges) {
		struct box b = symbol_box(t, &point, 1.0, scale);
		cairo_t *drawn;
		s->badges[i].count = symbol->count;
		s->badges[i].drawing = begin_drawing(fmax(fmax(b.x1, -b.x0), fmax(b.y1, -b.y0)) + scale, &drawn);
		symbol_badge(drawn, ts, t, lang, &point, 0.0, 0.0, 1.0, scale);
		cairo_destroy(drawn);
		s->n_badges++;
	}
	place(cr, s->badges[i].drawing, symbol->x + edge, symbol->y - edge);
}

void marker_stamps_release(struct marker_stamps *s)
{
	for (size_t i = 0; i < s->n; i++)
		cairo_surface_destroy(s->items[i].drawing);
	for (size_t i = 0; i < s->n_badges; i++)
		cairo_surface_destroy(s->badges[i].drawing);
	s->n = s->n_badges = 0;
}
