#include "write/basemap.h"

struct outline base_outline_of(struct arena *a, const struct base_feature *f, project_fn *project, const struct view *v,
                               double tolerance)
{
	return f->shape ? outline_of_shape(a, f->shape, project, v, tolerance)
	                : outline_of_line(a, f->line, project, v, tolerance);
}

const struct colour *base_fill(const struct theme *t, enum base_role role)
{
	const struct colour *const fills[BASE_ROLE_COUNT] = {
		[BASE_LAND] = &t->basemap.land, [BASE_NEIGHBOUR] = &t->basemap.neighbour,
		[BASE_DESERT] = &t->basemap.desert, [BASE_IRRIGATED] = &t->basemap.irrigated,
		[BASE_LAKE] = &t->basemap.water, [BASE_SEA] = &t->basemap.water,
	};
	return fills[role];
}

const struct line_style *base_line(const struct theme *t, enum base_role role)
{
	const struct line_style *const lines[BASE_ROLE_COUNT] = {
		[BASE_TRIBUTARY] = &t->basemap.tributary, [BASE_RIVER] = &t->basemap.river, [BASE_ROAD] = &t->basemap.road,
		[BASE_DISTRICT_BORDER] = &t->basemap.district_border,
		[BASE_GOVERNORATE_BORDER] = &t->basemap.governorate_border,
		[BASE_COUNTRY_BORDER] = &t->basemap.country_border,
	};
	return lines[role];
}

static void paint_area(cairo_t *cr, const struct theme *t, enum base_role role, double unit)
{
	static const double seam_mm = 0.08; /* a hair's stroke closes the seams between neighbouring areas */
	canvas_colour(cr, *base_fill(t, role));
	cairo_fill_preserve(cr);
	if (role == BASE_LAKE || role == BASE_SEA) {
		canvas_stroke(cr, &t->basemap.lake_outline, unit);
		return;
	}
	cairo_set_line_width(cr, seam_mm * unit);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND); /* not as what was drawn before has left it */
	cairo_stroke(cr);
}

void basemap_paint(cairo_t *cr, const struct theme *t, const struct base_outline *outlines, size_t n, double unit,
                   double dx, double dy, struct box seen)
{
	struct box moved = box_grow((struct box){seen.x0 - dx, seen.y0 - dy, seen.x1 - dx, seen.y1 - dy}, unit);
	bool cased = false;
	canvas_colour(cr, t->basemap.neighbour);
	cairo_paint(cr);
	cairo_new_path(cr);
	for (size_t i = 0; i < n; i++) {
		const struct base_outline *o = &outlines[i];
		const struct line_style *line = base_line(t, o->role);
		/* All casings before any road, so that crossings stay open. */
		for (size_t k = i; o->role == BASE_ROAD && !cased && k < n && outlines[k].role == BASE_ROAD; k++) {
			canvas_path(cr, &outlines[k].outline, dx, dy);
			canvas_stroke(cr, &t->basemap.road_casing, unit);
		}
		cased |= o->role == BASE_ROAD;
		if (!box_overlaps(box_grow(o->outline.box, unit), moved))
			continue;
		canvas_path(cr, &o->outline, dx, dy);
		if (line)
			canvas_stroke(cr, line, unit);
		else
			paint_area(cr, t, o->role, unit);
	}
}
