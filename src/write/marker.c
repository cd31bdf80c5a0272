#include "write/marker.h"

#include <math.h>

#define PI 3.14159265358979323846

/* Coordinates in half sizes, y down, as QgsSimpleMarkerSymbolLayerBase::shapeToPolygon has them. */
static void polygon_path(cairo_t *cr, const double (*points)[2], size_t n, double x, double y, double half)
{
	for (size_t i = 0; i < n; i++)
		cairo_line_to(cr, x + points[i][0] * half, y + points[i][1] * half);
	cairo_close_path(cr);
}

static void regular_path(cairo_t *cr, unsigned corners, double inner, double x, double y, double half)
{
	unsigned n = inner > 0.0 ? 2 * corners : corners;
	for (unsigned i = 0; i < n; i++) {
		double angle = 2.0 * PI * i / n;
		double radius = inner > 0.0 && i % 2 == 1 ? inner * half : half;
		cairo_line_to(cr, x + radius * sin(angle), y - radius * cos(angle));
	}
	cairo_close_path(cr);
}

void marker_path(cairo_t *cr, enum marker_shape shape, double x, double y, double size)
{
	static const double square[][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
	static const double cross[][2] = {{-1, -0.2},  {-1, 0.2},  {-0.2, 0.2},  {-0.2, 1},  {0.2, 1},  {0.2, 0.2},
	                                  {1, 0.2},    {1, -0.2},  {0.2, -0.2},  {0.2, -1},  {-0.2, -1}, {-0.2, -0.2}};
	static const double star_inner = 0.3819660112501051; /* cos 72 / cos 36 degrees */
	double half = size / 2.0;
	cairo_new_sub_path(cr);
	switch (shape) {
	case MARKER_CIRCLE:
		cairo_arc(cr, x, y, half, 0.0, 2.0 * PI);
		cairo_close_path(cr);
		break;
	case MARKER_SQUARE:
		polygon_path(cr, square, 4, x, y, half);
		break;
	case MARKER_CROSS:
		polygon_path(cr, cross, 12, x, y, half);
		break;
	case MARKER_DIAMOND:
		regular_path(cr, 4, 0.0, x, y, half);
		break;
	case MARKER_STAR:
		regular_path(cr, 5, star_inner, x, y, half);
		break;
	case MARKER_TRIANGLE:
		regular_path(cr, 3, 0.0, x, y, half);
		break;
	case MARKER_PENTAGON:
		regular_path(cr, 5, 0.0, x, y, half);
		break;
	case MARKER_HEXAGON:
		regular_path(cr, 6, 0.0, x, y, half);
		break;
	case MARKER_COUNT:
		break;
	}
}

static void set_colour(cairo_t *cr, struct colour c, double opacity)
{
	cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a * opacity);
}

void marker_draw(cairo_t *cr, const struct marker_look *look, double x, double y)
{
	cairo_save(cr);
	cairo_set_dash(cr, NULL, 0, 0.0);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_new_path(cr);
	marker_path(cr, look->shape, x, y, look->size);
	if (look->halo > 0.0) {
		set_colour(cr, look->halo_colour, 1.0);
		cairo_set_line_width(cr, look->stroke + 2.0 * look->halo);
		cairo_stroke_preserve(cr);
		if (look->opacity < 1.0) /* a pale body must not let the map shine through its halo's middle */
			cairo_fill_preserve(cr);
	}
	set_colour(cr, look->fill, look->opacity);
	cairo_fill_preserve(cr);
	set_colour(cr, look->stroke_colour, look->opacity);
	cairo_set_line_width(cr, look->stroke);
	cairo_stroke(cr);
	cairo_restore(cr);
}

double marker_reach(const struct marker_look *look)
{
	static const double square_corner = 1.4142135623730951;
	double half = look->size / 2.0 * (look->shape == MARKER_SQUARE ? square_corner : 1.0);
	return half + look->stroke / 2.0 + look->halo;
}

struct marker_look marker_incident(const struct theme *t, const struct theme_event *event, int64_t fatalities,
                                   double opacity, bool background, double unit, double scale)
{
	struct marker_look look = {
		.shape = event->shape,
		.size = theme_symbol_size_mm(t, fatalities) * event->scale * unit * scale,
		.stroke = t->incident.stroke_mm * unit * scale,
		.halo = t->incident.halo_mm * unit * scale,
		.fill = event->fill,
		.stroke_colour = event->stroke,
		.halo_colour = t->incident.halo,
		.opacity = opacity,
	};
	if (background) { /* hollow: recalled, not reported as new */
		look.fill = (struct colour){1.0, 1.0, 1.0, 1.0};
		look.stroke_colour = event->fill;
		look.stroke *= 2.0;
		look.opacity = 1.0;
	}
	return look;
}

