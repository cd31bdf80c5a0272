/* Drawing on a map's plane: projected outlines, lines and hatching on a Cairo context. A canvas belongs to one thread;
 * outlines are immutable and shared. */
#ifndef KHARITA_WRITE_CANVAS_H
#define KHARITA_WRITE_CANVAS_H

#include "geo/geo.h"
#include "write/theme.h"

#include <cairo.h>

/* Axis-parallel box in the plane or in user units; empty when x0 > x1. */
struct box {
	double x0, y0, x1, y1;
};
#define BOX_EMPTY ((struct box){1e300, 1e300, -1e300, -1e300})

struct box box_grow(struct box b, double by);
struct box box_add(struct box b, double x, double y);
static inline bool box_overlaps(struct box a, struct box b)
{
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
static inline bool box_inside(struct box inner, struct box outer)
{
	return inner.x0 >= outer.x0 && inner.x1 <= outer.x1 && inner.y0 >= outer.y0 && inner.y1 <= outer.y1;
}

/* How the plane lies in user units: x = (plane.x - x_m) * scale, y = (y_m - plane.y) * scale. */
struct view {
	double x_m, y_m, scale;
};
static inline struct xy view_at(const struct view *v, struct xy plane)
{
	return (struct xy){(plane.x_m - v->x_m) * v->scale, (v->y_m - plane.y_m) * v->scale};
}

/* Rings or lines in user units of a view, one after the other. */
struct outline {
	struct xy *points;
	size_t n_points;
	size_t *ends; /* index behind each part's last point */
	size_t n_parts;
	bool closed;
	struct box box;
};

typedef struct xy project_fn(struct lonlat p); /* geo_to_utm37, geo_to_mercator */

/* Projects a shape or a line to user units. Points that lie within `tolerance` units of the one before are left out.
 * New, in the arena. */
struct outline outline_of_shape(struct arena *a, const struct shape *s, project_fn *project, const struct view *v,
                                double tolerance);
struct outline outline_of_line(struct arena *a, struct line l, project_fn *project, const struct view *v,
                               double tolerance);

/* Path of the outline, moved by dx, dy. */
void canvas_path(cairo_t *cr, const struct outline *o, double dx, double dy);

void canvas_colour(cairo_t *cr, struct colour c);

/* Strokes the current path and clears it. `unit` is user units per mm, with any factor on widths already in it. */
void canvas_stroke(cairo_t *cr, const struct line_style *s, double unit);

/* Fills the current path with rising 45-degree lines, `spacing` units apart along x and anchored at the origin, within
 * `box`; clears the path. Vector: for paper. */
void canvas_hatch(cairo_t *cr, const struct line_style *s, double unit, double spacing, struct box box);

/* The same lines for a raster, on a cell that repeats: `period` whole pixels wide and high, anchored at the origin. New
 * image surface of premultiplied pixels. */
cairo_surface_t *canvas_hatch_cell(const struct line_style *s, double unit, int period);

/* Path of those of a line's dashes, or of an undashed line, that may be seen in `seen` once they are stroked, each a line of its
 * own; moved by dx, dy. Dashes begin with the line, wherever it is seen. To be stroked without dashes, with flat ends. */
void canvas_dashes(cairo_t *cr, const struct outline *o, const struct line_style *s, double unit, double dx, double dy,
                   struct box seen);

#endif
