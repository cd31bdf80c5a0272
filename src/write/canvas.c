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

cairo_surface_t *canvas_hatch_cell(const struct line_style *s, double unit, int period)
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
	return cell;
}

/* Where on its way a pen is that lifts between dashes. */
struct pen {
	double dashes[THEME_DASHES], period;
	size_t n, dash; /* n is even; at even ones it draws. 0: it always does */
	double left;    /* of the dash */
	bool down;      /* the path ends where the pen stands */
};

static void pen_init(struct pen *pen, const struct line_style *s, double unit)
{
	*pen = (struct pen){.n = s->n_dashes % 2 ? 0 : s->n_dashes};
	for (size_t i = 0; i < pen->n; i++)
		pen->period += pen->dashes[i] = s->dash_mm[i] * unit;
	if (!(pen->period > 1e-3))
		pen->n = 0;
	pen->left = pen->n ? pen->dashes[0] : INFINITY;
}

/* Goes on without drawing. */
static void pen_skip(struct pen *pen, double way)
{
	pen->down = false;
	if (pen->n == 0)
		return;
	for (way = fmod(way, pen->period); way >= pen->left; pen->left = pen->dashes[pen->dash]) {
		way -= pen->left;
		pen->dash = (pen->dash + 1) % pen->n;
	}
	pen->left -= way;
}

/* Draws along a to b. */
static void pen_draw(struct pen *pen, cairo_t *cr, struct xy a, struct xy b)
{
	double length = hypot(b.x_m - a.x_m, b.y_m - a.y_m), at = 0.0;
	if (pen->dash % 2 == 0 && !pen->down)
		cairo_move_to(cr, a.x_m, a.y_m);
	while (pen->left < length - at) {
		at += pen->left;
		double x = a.x_m + at / length * (b.x_m - a.x_m), y = a.y_m + at / length * (b.y_m - a.y_m);
		if (pen->dash % 2 == 0)
			cairo_line_to(cr, x, y);
		else
			cairo_move_to(cr, x, y);
		pen->dash = (pen->dash + 1) % pen->n;
		pen->left = pen->dashes[pen->dash];
	}
	pen->left -= length - at;
	pen->down = pen->dash % 2 == 0;
	if (pen->down)
		cairo_line_to(cr, b.x_m, b.y_m);
}

/* Narrows from..to, shares of a way, to where `start + share * length` lies within low..high. */
static bool clip_share(double start, double length, double low, double high, double *from, double *to)
{
	if (fabs(length) < 1e-12)
		return start >= low && start <= high;
	double in = (low - start) / length, out = (high - start) / length;
	*from = fmax(*from, fmin(in, out));
	*to = fmin(*to, fmax(in, out));
	return *from < *to;
}

/* One straight piece: Liang and Barsky's clipping, 1984. */
static void pen_go(struct pen *pen, cairo_t *cr, struct xy a, struct xy b, struct box seen)
{
	double x = b.x_m - a.x_m, y = b.y_m - a.y_m, length = hypot(x, y), from = 0.0, to = 1.0;
	if (!clip_share(a.x_m, x, seen.x0, seen.x1, &from, &to) || !clip_share(a.y_m, y, seen.y0, seen.y1, &from, &to)) {
		pen_skip(pen, length);
		return;
	}
	if (from > 0.0)
		pen_skip(pen, from * length);
	pen_draw(pen, cr, (struct xy){a.x_m + from * x, a.y_m + from * y}, (struct xy){a.x_m + to * x, a.y_m + to * y});
	if (to < 1.0)
		pen_skip(pen, (1.0 - to) * length);
}

void canvas_dashes(cairo_t *cr, const struct outline *o, const struct line_style *s, double unit, double dx, double dy,
                   struct box seen)
{
	struct box near = box_grow((struct box){seen.x0 - dx, seen.y0 - dy, seen.x1 - dx, seen.y1 - dy}, 2.0 * s->width_mm * unit + 2.0);
	size_t from = 0;
	cairo_save(cr);
	cairo_translate(cr, dx, dy);
	for (size_t part = 0; part < o->n_parts; part++) {
		struct pen pen;
		pen_init(&pen, s, unit);
		for (size_t i = from; i < o->ends[part]; i++) {
			bool last = i + 1 == o->ends[part];
			if (!last || o->closed)
				pen_go(&pen, cr, o->points[i], o->points[last ? from : i + 1], near);
		}
		from = o->ends[part];
	}
	cairo_restore(cr);
}
