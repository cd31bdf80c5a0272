#include "geo/field.h"

#include <math.h>

/* What is painted into a field: a line in metres, and how far from it. */
struct stroke {
	struct path line;
	double reach_m;
	int bank; /* 0 both sides, +1 right, -1 left */
};

/* The nearest point of segment i to p. */
struct nearest {
	double distance_m; /* from the segment */
	double along_m;    /* of the foot of the perpendicular, from the segment's start; may lie outside it */
	double length_m;
	double side; /* > 0: p is on the right */
};

/* A segment: its start, direction as a unit vector, and length. */
struct segment {
	struct xy start, unit;
	double length_m;
};

static struct segment segment_at(const struct stroke *s, size_t i)
{
	struct xy a = s->line.points[i];
	struct xy b = s->line.points[i + 1];
	double x = b.x_m - a.x_m, y = b.y_m - a.y_m, length_m = hypot(x, y);
	return (struct segment){a, {x / length_m, y / length_m}, length_m};
}

/* No hypot() here: these are metres, far from what overflows. */
static struct nearest nearest_on(const struct segment *s, struct xy p)
{
	double x = p.x_m - s->start.x_m;
	double y = p.y_m - s->start.y_m;
	struct nearest n = {.length_m = s->length_m};
	n.along_m = x * s->unit.x_m + y * s->unit.y_m;
	n.side = x * s->unit.y_m - y * s->unit.x_m;
	double over_m = n.along_m < 0 ? -n.along_m : n.along_m > n.length_m ? n.along_m - n.length_m : 0;
	n.distance_m = sqrt(over_m * over_m + n.side * n.side);
	return n;
}

/* > 0 where the line turns left at point i. */
static double turn_at(const struct path *l, size_t i)
{
	struct xy a = l->points[i - 1];
	struct xy b = l->points[i];
	struct xy c = l->points[i + 1];
	return (b.x_m - a.x_m) * (c.y_m - b.y_m) - (b.y_m - a.y_m) * (c.x_m - b.x_m);
}

/* Signed distance to the bank's side. Nearest to a corner, a point lies on the outer side of the turn. */
static double bank_distance_m(const struct stroke *s, size_t i, const struct nearest *n)
{
	double side = n->side;
	if (n->along_m < 0 && i > 0)
		side = turn_at(&s->line, i);
	else if (n->along_m > n->length_m && i + 2 < s->line.n)
		side = turn_at(&s->line, i + 1);
	return (side > 0 ? n->distance_m : -n->distance_m) * s->bank;
}

/* Height of a point whose nearest segment is i: metres to the band's edge, negative outside. A bank ends square. */
static double height_m(const struct stroke *s, size_t i, const struct nearest *n)
{
	if (s->bank == 0)
		return s->reach_m - n->distance_m;
	double off_m = bank_distance_m(s, i, n);
	double height = fmin(off_m, s->reach_m - off_m);
	if (i == 0)
		height = fmin(height, n->along_m);
	if (i + 2 == s->line.n)
		height = fmin(height, n->length_m - n->along_m);
	return height;
}

static size_t node_index(double at_m, double origin_m, double step_m, size_t n)
{
	double index = floor((at_m - origin_m) / step_m);
	return index > 0 ? (index < (double)(n - 1) ? (size_t)index : n - 1) : 0;
}

/* Box of a segment's ends, margin_m wider. */
struct box {
	struct xy low, high;
};

static struct box box_around(struct xy a, struct xy b, double margin_m)
{
	return (struct box){{fmin(a.x_m, b.x_m) - margin_m, fmin(a.y_m, b.y_m) - margin_m},
	                    {fmax(a.x_m, b.x_m) + margin_m, fmax(a.y_m, b.y_m) + margin_m}};
}

/* Narrows the box of a slanting segment to what lies within reach_m of its straight at a height above its start. */
static void narrow_row(const struct segment *s, double up_m, double reach_m, double *low_m, double *high_m)
{
	if (fabs(s->unit.y_m) < 0.001)
		return;
	double middle_m = s->start.x_m + up_m * s->unit.x_m / s->unit.y_m;
	double half_m = reach_m / fabs(s->unit.y_m);
	*low_m = fmax(*low_m, middle_m - half_m);
	*high_m = fmin(*high_m, middle_m + half_m);
}

/* Paints a node; the distance of its segment. */
static double paint_node(struct field *f, const struct stroke *s, size_t i, const struct segment *segment, size_t x,
                         size_t y)
{
	size_t node = y * f->nx + x;
	struct nearest n = nearest_on(segment, field_node(f, x, y));
	if (n.distance_m < (double)f->distance_m[node]) {
		f->distance_m[node] = (float)n.distance_m;
		f->height[node] = (float)height_m(s, i, &n);
	}
	return n.distance_m;
}

/* Between two neighbours one inside and one outside runs the outline: of a band of both sides heights matter no farther
 * than a step from it. What lies between two nodes farther inside is farther inside, too. */
static void paint_row(struct field *f, const struct stroke *s, size_t i, const struct segment *segment, size_t y,
                      size_t x0, size_t x1)
{
	double deep_m = s->bank ? -1 : s->reach_m - 1.01 * f->step_m;
	size_t end = x1 + 1;
	while (x0 < end && paint_node(f, s, i, segment, x0++, y) > deep_m)
		;
	while (end > x0 && paint_node(f, s, i, segment, end - 1, y) > deep_m)
		end--;
	for (size_t node = y * f->nx + x0; node < y * f->nx + end; node++) {
		f->distance_m[node] = 0;
		f->height[node] = (float)s->reach_m;
	}
	field_deepen(f, y, x0, end);
}

/* Nodes of a row, x1 included. */
struct span {
	size_t x0, x1;
};

/* Those of a row within reach_m of a segment's straight, inside its box. */
static struct span row_span(const struct field *f, const struct segment *s, const struct box *box, double up_m,
                            double reach_m)
{
	double low_m = box->low.x_m;
	double high_m = box->high.x_m;
	narrow_row(s, up_m, reach_m, &low_m, &high_m);
	return (struct span){node_index(low_m, f->origin.x_m, f->step_m, f->nx),
	                     node_index(high_m, f->origin.x_m, f->step_m, f->nx)};
}

/* Paints one segment into the nodes near it: those that may be inside, and two steps around them. */
static void paint_segment(struct field *f, const struct stroke *s, size_t i)
{
	double margin_m = s->reach_m + 2 * f->step_m;
	struct box box = box_around(s->line.points[i], s->line.points[i + 1], margin_m);
	size_t y0 = node_index(box.low.y_m, f->origin.y_m, f->step_m, f->ny);
	size_t y1 = node_index(box.high.y_m, f->origin.y_m, f->step_m, f->ny);
	const struct segment segment = segment_at(s, i);
	for (size_t y = y0; y <= y1; y++) {
		double up_m = field_node(f, 0, y).y_m - segment.start.y_m;
		struct span touched = row_span(f, &segment, &box, up_m, margin_m);
		struct span painted = s->bank ? touched : row_span(f, &segment, &box, up_m, s->reach_m + 1.01 * f->step_m);
		if (touched.x0 > touched.x1)
			continue;
		field_touch(f, y, touched.x0, touched.x1);
		if (painted.x0 <= painted.x1)
			paint_row(f, s, i, &segment, y, painted.x0, painted.x1);
	}
}

static bool farther(struct xy a, struct xy b, double away_m)
{
	double x = a.x_m - b.x_m, y = a.y_m - b.y_m;
	return x * x + y * y > away_m * away_m;
}

/* The line in metres, without repeated points. */
static struct path stroke_line(struct arena *a, struct line l)
{
	struct path p = {ARENA_ARRAY(a, struct xy, l.n), 0};
	for (size_t i = 0; i < l.n; i++) {
		struct xy now = geo_to_utm37(l.points[i]);
		struct xy last = p.n ? p.points[p.n - 1] : (struct xy){(double)INFINITY, 0};
		if (isfinite(now.x_m) && isfinite(now.y_m) && farther(now, last, 0.1))
			p.points[p.n++] = now;
	}
	return p;
}

static struct shape stroke_shape(struct arena *a, struct stroke *s)
{
	const double steps_per_reach = 5;
	struct xy low = s->line.points[0];
	struct xy high = low;
	for (size_t i = 1; i < s->line.n; i++) {
		low = (struct xy){fmin(low.x_m, s->line.points[i].x_m), fmin(low.y_m, s->line.points[i].y_m)};
		high = (struct xy){fmax(high.x_m, s->line.points[i].x_m), fmax(high.y_m, s->line.points[i].y_m)};
	}
	double margin_m = s->reach_m * (1 + 3 / steps_per_reach);
	low = (struct xy){low.x_m - margin_m, low.y_m - margin_m};
	high = (struct xy){high.x_m + margin_m, high.y_m + margin_m};
	struct field f = field_make_sparse(a, low, high, s->reach_m / steps_per_reach);
	if (f.nx < 2)
		return (struct shape){NULL, 0};
	s->reach_m = fmax(s->reach_m, 1.5 * f.step_m); /* a grid too coarse would break the band */
	for (size_t i = 0; i + 1 < s->line.n; i++)
		paint_segment(&f, s, i);
	struct path_list rings = field_outlines(a, &f);
	struct planar grouped = planar_group(a, &rings);
	return planar_to_shape(a, &grouped);
}

struct shape geo_band(struct arena *a, struct line l, double radius_m)
{
	struct stroke s = {.line = stroke_line(a, l), .reach_m = radius_m};
	if (!(radius_m > 0) || !isfinite(radius_m) || s.line.n == 0)
		return (struct shape){NULL, 0};
	if (s.line.n == 1)
		return geo_circle(a, l.points[0], radius_m, 48);
	return stroke_shape(a, &s);
}

struct shape geo_bank(struct arena *a, struct line river, double from_m, double to_m, double width_m, int bank)
{
	double low_m = fmin(from_m, to_m);
	struct line stretch = geo_line_between(a, river, low_m, fmax(from_m, to_m));
	struct stroke s = {.line = stroke_line(a, stretch), .reach_m = width_m, .bank = bank < 0 ? -1 : 1};
	if (!(width_m > 0) || !isfinite(width_m) || s.line.n < 2)
		return (struct shape){NULL, 0};
	return stroke_shape(a, &s);
}
