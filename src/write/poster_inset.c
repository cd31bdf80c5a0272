/* Inset of a report map: where many places of incidents crowd in a spot, as in a city's quarters, an enlarged map of it. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>

enum { MIN_PLACES = 4, MIN_INCIDENTS = 5 };

static const double cluster_radius_m = 9000.0, same_place_m = 100.0;
static const double crowded_mm = 14.0;        /* a cluster this wide on the map can be read without help */
static const double width_mm = 62.0, height_mm = 46.0;
static const double margin_mm = 3.0;

/* Points of incidents, as metres on the grid. */
struct cluster {
	struct xy centre;
	size_t n_places, n_incidents;
};

/* Without a root: every pair of incidents is looked at. */
static bool is_within(struct xy a, struct xy b, double limit_m)
{
	double x = a.x_m - b.x_m, y = a.y_m - b.y_m;
	return x * x + y * y <= limit_m * limit_m;
}

static size_t count_places(const struct xy *points, const size_t *members, size_t n)
{
	size_t distinct = 0;
	for (size_t i = 0; i < n; i++) {
		bool seen = false;
		for (size_t k = 0; k < i && !seen; k++)
			seen = is_within(points[members[i]], points[members[k]], same_place_m);
		distinct += !seen;
	}
	return distinct;
}

/* The point with most places around it; members[] gets the incidents there. */
static struct cluster find_cluster(const struct poster_plan *p, const struct xy *points, size_t *members)
{
	struct cluster best = {{0.0, 0.0}, 0, 0};
	size_t *near = ARENA_ARRAY(p->arena, size_t, p->n_incidents + 1);
	size_t limit = p->n_incidents < 2000 ? p->n_incidents : 2000;
	for (size_t i = 0; i < limit; i++) {
		size_t n = 0;
		for (size_t k = 0; k < limit; k++)
			if (is_within(points[k], points[i], cluster_radius_m))
				near[n++] = k;
		if (n < MIN_INCIDENTS || n < best.n_places)
			continue;
		size_t places = count_places(points, near, n);
		if (places < best.n_places || (places == best.n_places && n <= best.n_incidents))
			continue;
		best = (struct cluster){points[i], places, n};
		memcpy(members, near, n * sizeof *near);
	}
	return best;
}

static double overlap(struct box a, struct box b)
{
	double x = fmin(a.x1, b.x1) - fmax(a.x0, b.x0), y = fmin(a.y1, b.y1) - fmax(a.y0, b.y0);
	return x > 0.0 && y > 0.0 ? x * y : 0.0;
}

/* A corner of the map that hides no symbol; false when there is none. */
static bool free_corner(const struct poster_plan *p, struct box *out)
{
	double left = p->map.x0 + margin_mm, right = p->map.x1 - margin_mm - width_mm;
	double top = p->map.y0 + margin_mm, bottom = p->map.y1 - margin_mm - height_mm;
	const double corners[4][2] = {{left, bottom}, {right, bottom}, {left, top}, {right, top}};
	for (size_t c = 0; c < 4; c++) {
		struct box b = {corners[c][0], corners[c][1], corners[c][0] + width_mm, corners[c][1] + height_mm};
		bool taken = false;
		for (size_t i = 0; i < p->spread.n && !taken; i++) {
			const struct spread_symbol *s = &p->spread.symbols[i];
			taken = overlap(box_grow(b, s->reach + 1.0),
			                (struct box){s->x - 0.1, s->y - 0.1, s->x + 0.1, s->y + 0.1}) > 0.0;
		}
		if (!taken) {
			*out = b;
			return true;
		}
	}
	return false;
}

static struct model part_of(struct arena *a, const struct poster_plan *p, const size_t *members, size_t n)
{
	struct model part = *p->model;
	part.incidents = ARENA_ARRAY(a, struct model_incident, n + 1);
	part.n_incidents = n;
	for (size_t i = 0; i < n; i++)
		part.incidents[i] = p->model->incidents[p->picture.incidents[members[i]]];
	return part;
}

void poster_plan_inset(struct poster_plan *p, struct typesetter *ts)
{
	struct xy *points = ARENA_ARRAY(p->arena, struct xy, p->n_incidents + 1);
	size_t *members = ARENA_ARRAY(p->arena, size_t, p->n_incidents + 1);
	struct box box;
	if (p->spec->no_inset || p->n_incidents < MIN_INCIDENTS)
		return;
	for (size_t i = 0; i < p->n_incidents; i++)
		points[i] = geo_to_utm37(p->model->incidents[p->picture.incidents[i]].point);
	struct cluster c = find_cluster(p, points, members);
	if (c.n_places < MIN_PLACES || 2.0 * cluster_radius_m * p->view.scale > crowded_mm || !free_corner(p, &box))
		return;
	struct xy *inside = ARENA_ARRAY(p->arena, struct xy, c.n_incidents);
	for (size_t i = 0; i < c.n_incidents; i++)
		inside[i] = points[members[i]];
	struct poster_plan *q = ARENA_NEW(p->arena, struct poster_plan);
	struct model *part = ARENA_NEW(p->arena, struct model);
	*part = part_of(p->arena, p, members, c.n_incidents);
	poster_plan_part(q, p, ts, part, box, inside, c.n_incidents);
	struct xy corners[2] = {{q->view.x_m + box.x0 / q->view.scale, q->view.y_m - box.y0 / q->view.scale},
	                        {q->view.x_m + box.x1 / q->view.scale, q->view.y_m - box.y1 / q->view.scale}};
	struct xy a = view_at(&p->view, corners[0]), b = view_at(&p->view, corners[1]);
	p->inset_region = (struct box){a.x_m, a.y_m, b.x_m, b.y_m};
	p->inset = q;
}
