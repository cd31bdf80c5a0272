#include "write/canvas.h"

#include <math.h>

struct box box_grow(struct box b, double by)
{
	return (struct box){b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by};
}

struct box box_add(struct box b, double x, double y)
{
	return (struct box){fmin(b.x0, x), fmin(b.y0, y), fmax(b.x1, x), fmax(b.y1, y)};
}

/* Appends one ring or line; the last point of a line always stays. */
static void add_part(struct outline *o, const struct lonlat *points, size_t n, project_fn *project,
                     const struct view *v, double tolerance)
{
	size_t first = o->n_points;
	for (size_t i = 0; i < n; i++) {
		struct xy p = view_at(v, project(points[i]));
		if (o->n_points > first && i + 1 < n) {
			struct xy last = o->points[o->n_points - 1];
			if (fabs(p.x_m - last.x_m) < tolerance && fabs(p.y_m - last.y_m) < tolerance)
				continue;
		}
		o->points[o->n_points++] = p;
		o->box = box_add(o->box, p.x_m, p.y_m);
	}
	if (o->n_points > first)
		o->ends[o->n_parts++] = o->n_points;
}

struct outline outline_of_shape(struct arena *a, const struct shape *s, project_fn *project, const struct view *v,
                                double tolerance)
{
	size_t n_points = 0;
	size_t n_rings = 0;
	for (size_t i = 0; i < s->n_polygons; i++) {
		n_rings += s->polygons[i].n_rings;
		for (size_t j = 0; j < s->polygons[i].n_rings; j++)
			n_points += s->polygons[i].rings[j].n;
	}
	struct outline o = {
		.points = ARENA_ARRAY(a, struct xy, n_points + 1),
		.ends = ARENA_ARRAY(a, size_t, n_rings + 1),
		.closed = true,
		.box = BOX_EMPTY,
	};
	for (size_t i = 0; i < s->n_polygons; i++) {
		for (size_t j = 0; j < s->polygons[i].n_rings; j++) {
			const struct ring *r = &s->polygons[i].rings[j];
			add_part(&o, r->points, r->n, project, v, tolerance);
		}
	}
	return o;
}

struct outline outline_of_line(struct arena *a, struct line l, project_fn *project, const struct view *v,
                               double tolerance)
{
	struct outline o = {
		.points = ARENA_ARRAY(a, struct xy, l.n + 1),
		.ends = ARENA_ARRAY(a, size_t, 1),
		.box = BOX_EMPTY,
	};
	add_part(&o, l.points, l.n, project, v, tolerance);
	return o;
}

void canvas_path(cairo_t *cr, const struct outline *o, double dx, double dy)
{
	size_t from = 0;
	for (size_t part = 0; part < o->n_parts; part++) {
		cairo_new_sub_path(cr);
		for (size_t i = from; i < o->ends[part]; i++)
			cairo_line_to(cr, o->points[i].x_m + dx, o->points[i].y_m + dy);
		if (o->closed)
			cairo_close_path(cr);
		from = o->ends[part];
	}
}

void canvas_colour(cairo_t *cr, struct colour c)
{
	cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

void canvas_stroke(cairo_t *cr, const struct line_style *s, double unit)
{
	double dashes[THEME_DASHES];
	for (size_t i = 0; i < s->n_dashes; i++)
		dashes[i] = s->dash_mm[i] * unit;
	canvas_colour(cr, s->colour);
	cairo_set_line_width(cr, s->width_mm * unit);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_cap(cr, s->n_dashes ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
	cairo_set_dash(cr, dashes, (int)s->n_dashes, 0.0);
	cairo_stroke(cr);
	cairo_set_dash(cr, NULL, 0, 0.0);
}

void canvas_hatch(cairo_t *cr, const struct line_style *s, double unit, double spacing, struct box box)
{
	cairo_save(cr);
	cairo_clip(cr);
	/* A line x + y = c rises to the right where y points down. */
	double first = ceil((box.x0 + box.y0) / spacing) * spacing;
	for (double c = first; c < box.x1 + box.y1; c += spacing) {
		cairo_move_to(cr, c - box.y0, box.y0);
		cairo_line_to(cr, c - box.y1, box.y1);
	}
	canvas_stroke(cr, s, unit);
	cairo_restore(cr);
}

cairo_pattern_t *canvas_hatch_pattern(const struct line_style *s, double unit, int period)
{
	cairo_surface_t *cell = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, period, period);
	cairo_t *cr = cairo_create(cell);
	struct line_style solid = *s;
	solid.n_dashes = 0;
	for (int k = 0; k <= 2; k++) {
		cairo_move_to(cr, k * period + period, -period);
		cairo_line_to(cr, k * period - 2 * period, 2 * period);
	}
	canvas_stroke(cr, &solid, unit);
	cairo_destroy(cr);
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(cell);
	cairo_surface_destroy(cell);
	cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	return pattern;
}
