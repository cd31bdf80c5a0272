/* The report map's background: outlines in the frame, graticule, locator. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>


static const double tolerance_mm = 0.03;
static const double locator_margin_mm = 2.0;

/* True when a vertex or the middle of an edge lies in the frame: enough to say that a line is to be seen. */
static bool is_seen(const struct outline *o, struct box frame)
{
	for (size_t i = 0; i < o->n_points; i++) {
		struct xy p = o->points[i];
		if (p.x_m > frame.x0 && p.x_m < frame.x1 && p.y_m > frame.y0 && p.y_m < frame.y1)
			return true;
	}
	return false;
}

/* The position of a spot on the page. */
static struct lonlat corner(const struct poster_plan *p, double x, double y)
{
	return geo_from_utm37((struct xy){p->view.x_m + x / p->view.scale, p->view.y_m - y / p->view.scale});
}

/* True when an area covers some point of a grid over the frame: its outline may lie outside. */
static bool is_covered(const struct poster_plan *p, const struct shape *s)
{
	enum { STEPS = 5 };
	for (size_t i = 0; s && i < STEPS * STEPS; i++) {
		double x = p->map.x0 + (p->map.x1 - p->map.x0) * ((double)(i % STEPS) + 0.5) / STEPS;
		double y = p->map.y0 + (p->map.y1 - p->map.y0) * ((double)(i / STEPS) + 0.5) / STEPS;
		if (geo_shape_contains(s, corner(p, x, y)))
			return true;
	}
	return false;
}

/* The locator shows the whole home country. */
static void plan_locator(struct poster_plan *p)
{
	const struct theme *t = p->theme;
	struct lonlat corners[] = {{t->region.west, t->region.south}, {t->region.east, t->region.south},
	                           {t->region.west, t->region.north}, {t->region.east, t->region.north}};
	struct box all = BOX_EMPTY;
	for (size_t i = 0; i < 4; i++) {
		struct xy q = geo_to_utm37(corners[i]);
		all = box_add(all, q.x_m, q.y_m);
	}
	double width_mm = p->locator.x1 - p->locator.x0 - 2.0 * locator_margin_mm;
	double height_mm = p->locator.y1 - p->locator.y0 - 2.0 * locator_margin_mm;
	double scale = fmin(width_mm / (all.x1 - all.x0), height_mm / (all.y1 - all.y0));
	p->locator_view = (struct view){
		(all.x0 + all.x1) / 2.0 - (p->locator.x0 + p->locator.x1) / 2.0 / scale,
		(all.y0 + all.y1) / 2.0 + (p->locator.y0 + p->locator.y1) / 2.0 / scale, scale};
	p->locator_outlines = ARENA_ARRAY(p->arena, struct base_outline, p->base.n_features + 1);
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		if (f->role == BASE_ROAD || f->role == BASE_TRIBUTARY || f->role == BASE_NEIGHBOUR ||
		    f->role == BASE_DISTRICT_BORDER || f->role == BASE_IRRIGATED)
			continue;
		p->locator_outlines[p->n_locator_outlines++] =
			(struct base_outline){f->role, base_outline_of(p->arena, f, geo_to_utm37, &p->locator_view, tolerance_mm)};
	}
}

void poster_plan_base(struct poster_plan *p)
{
	basemap_collect(p->arena, p->gazetteer, &p->base);
	p->base_outlines = ARENA_ARRAY(p->arena, struct base_outline, p->base.n_features + 1);
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		if (f->role == BASE_DISTRICT_BORDER && p->frame.denominator > p->theme->basemap.districts_from)
			continue;
		struct outline o = base_outline_of(p->arena, f, geo_to_utm37, &p->view, tolerance_mm);
		if (!box_overlaps(box_grow(o.box, 0.1), p->map))
			continue;
		p->base_shown[f->role] = p->base_shown[f->role] || is_seen(&o, p->map) || is_covered(p, f->shape);
		p->base_outlines[p->n_base_outlines++] = (struct base_outline){f->role, o};
	}
	if (!p->whole)
		plan_locator(p);
}

/* "40°30′" with the hemisphere's letter in the page's language. */
static struct sv degree_text(struct poster_plan *p, double degrees, bool meridian)
{
	int minutes = (int)lround(fabs(degrees) * 60.0);
	const char *side = poster_text(p, meridian ? TEXT_EAST : TEXT_NORTH_LATITUDE);
	struct sv text = minutes % 60 ? arena_printf(p->arena, "%d°%02d′ %s", minutes / 60, minutes % 60, side)
	                              : arena_printf(p->arena, "%d° %s", minutes / 60, side);
	return digits_localise(p->arena, p->theme, p->lang, text);
}

enum { SAMPLES = 33 };

static struct outline graticule_line(struct poster_plan *p, double degrees, bool meridian, double from, double to)
{
	struct lonlat points[SAMPLES];
	for (size_t i = 0; i < SAMPLES; i++) {
		double along = from + (to - from) * (double)i / (SAMPLES - 1);
		points[i] = meridian ? (struct lonlat){degrees, along} : (struct lonlat){along, degrees};
	}
	return outline_of_line(p->arena, (struct line){points, SAMPLES}, geo_to_utm37, &p->view, 0.0);
}

/* Where the line crosses the frame's edge: x at the lower edge for a meridian, y at the outer side for a parallel. */
static bool crossing(const struct poster_plan *p, const struct outline *o, bool meridian, double *at)
{
	double edge = meridian ? p->map.y1 : p->rtl ? p->map.x1 : p->map.x0;
	for (size_t i = 1; i < o->n_points; i++) {
		struct xy a = o->points[i - 1];
		struct xy b = o->points[i];
		double from = meridian ? a.y_m : a.x_m;
		double to = meridian ? b.y_m : b.x_m;
		if ((from - edge) * (to - edge) > 0.0 || from == to)
			continue;
		double share = (edge - from) / (to - from);
		*at = meridian ? a.x_m + share * (b.x_m - a.x_m) : a.y_m + share * (b.y_m - a.y_m);
		return meridian ? *at > p->map.x0 + 6.0 && *at < p->map.x1 - 6.0
		                : *at > p->map.y0 + 4.0 && *at < p->map.y1 - 4.0;
	}
	return false;
}

static void add_ticks(struct poster_plan *p, bool meridian, double from, double to, double across_from,
                      double across_to, double step)
{
	for (double d = ceil(from / step) * step; d <= to; d += step) {
		struct outline line = graticule_line(p, d, meridian, across_from, across_to);
		double at = 0.0;
		struct plan_tick *t = ARENA_PUSH(p->arena, p->ticks, p->n_ticks, &p->ticks_capacity);
		*t = (struct plan_tick){.line = line, .meridian = meridian};
		if (!crossing(p, &line, meridian, &at))
			continue;
		t->text = degree_text(p, d, meridian);
		t->x = meridian ? at : p->rtl ? p->map.x1 : p->map.x0;
		t->y = meridian ? p->map.y1 : at;
	}
}

void poster_plan_graticule(struct poster_plan *p)
{
	struct lonlat c[] = {corner(p, p->map.x0, p->map.y0), corner(p, p->map.x1, p->map.y0),
	                     corner(p, p->map.x0, p->map.y1), corner(p, p->map.x1, p->map.y1)};
	double west = fmin(c[0].lon_deg, c[2].lon_deg);
	double east = fmax(c[1].lon_deg, c[3].lon_deg);
	double south = fmin(c[2].lat_deg, c[3].lat_deg);
	double north = fmax(c[0].lat_deg, c[1].lat_deg) + 0.05; /* parallels bulge */
	double step = graticule_step_deg(fmax(east - west, north - south));
	add_ticks(p, true, west, east, south - 0.1, north + 0.1, step);
	add_ticks(p, false, south, north, west - 0.1, east + 0.1, step);
}
