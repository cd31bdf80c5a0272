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

static cairo_surface_t *draw_once(const struct marker_look *look)
{
	double reach = (marker_reach(look) + look->stroke) * fineness;
	const cairo_rectangle_t extents = {-reach, -reach, 2.0 * reach, 2.0 * reach};
	cairo_surface_t *out = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
	cairo_t *cr = cairo_create(out);
	cairo_scale(cr, fineness, fineness);
	marker_draw(cr, look, 0.0, 0.0);
	cairo_destroy(cr);
	return out;
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
	bool repeats = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
	cairo_surface_t *drawing = repeats ? find(s, look) : NULL;
	if (!drawing) {
		marker_draw(cr, look, x, y);
		return;
	}
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_scale(cr, 1.0 / fineness, 1.0 / fineness);
	cairo_set_source_surface(cr, drawing, 0.0, 0.0);
	cairo_paint(cr);
	cairo_restore(cr);
}

void marker_stamps_release(struct marker_stamps *s)
{
	for (size_t i = 0; i < s->n; i++)
		cairo_surface_destroy(s->items[i].drawing);
	s->n = 0;
}
