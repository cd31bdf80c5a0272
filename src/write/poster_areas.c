/* The report map's names of areas and waters. */
#include "write/poster_naming.h"

#include <math.h>

enum { GRID_X = 28, GRID_Y = 20, CELLS = GRID_X * GRID_Y, MIN_CELLS = 14 };

/* Cells of the map that lie in one governorate, or in all areas of one country. */
struct region {
	struct sv name;
	size_t n;
	bool cells[CELLS];
	double depth[CELLS]; /* from the nearest cell outside the region or the map; names are wide: width counts half */
};

static struct xy cell_at(const struct poster_plan *p, size_t i)
{
	return (struct xy){p->map.x0 + ((double)(i % GRID_X) + 0.5) / GRID_X * (p->map.x1 - p->map.x0),
	                   p->map.y0 + ((double)(i / GRID_X) + 0.5) / GRID_Y * (p->map.y1 - p->map.y0)};
}

/* Degrees. */
static struct box bounds_of(const struct shape *s)
{
	struct box b = BOX_EMPTY;
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t k = 0; k < s->polygons[i].rings[0].n; k++)
			b = box_add(b, s->polygons[i].rings[0].points[k].lon_deg, s->polygons[i].rings[0].points[k].lat_deg);
	return b;
}

static void region_add(struct region *r, const struct poster_plan *p, const struct base_feature *f)
{
	struct box bounds = bounds_of(f->shape);
	for (size_t i = 0; i < CELLS; i++) {
		struct xy at = cell_at(p, i);
		struct lonlat where = geo_from_utm37((struct xy){p->view.x_m + at.x_m / p->view.scale,
		                                                 p->view.y_m - at.y_m / p->view.scale});
		bool near = where.lon_deg >= bounds.x0 && where.lon_deg <= bounds.x1 && where.lat_deg >= bounds.y0 &&
		            where.lat_deg <= bounds.y1;
		if (r->cells[i] || !near || !geo_shape_contains(f->shape, where))
			continue;
		r->cells[i] = true;
		r->n++;
	}
}

static double depth_at(const struct region *r, int x, int y)
{
	return x < 0 || y < 0 || x >= GRID_X || y >= GRID_Y ? 0.0 : r->depth[y * GRID_X + x];
}

/* Distances by two sweeps (Borgefors 1986), each cell from the neighbours that were swept before. */
static void measure_depth(struct region *r)
{
	static const struct {
		int x, y;
		double way;
	} steps[] = {{-1, 0, 0.5}, {0, -1, 1.0}, {-1, -1, 1.118}, {1, -1, 1.118}};
	for (int i = 0; i < CELLS; i++)
		r->depth[i] = r->cells[i] ? 1e9 : 0.0;
	for (int sweep = 1; sweep >= -1; sweep -= 2)
		for (int k = 0; k < CELLS; k++) {
			int i = sweep > 0 ? k : CELLS - 1 - k;
			for (size_t s = 0; s < sizeof steps / sizeof *steps; s++)
				r->depth[i] = fmin(r->depth[i], steps[s].way + depth_at(r, i % GRID_X + sweep * steps[s].x,
				                                                        i / GRID_X + sweep * steps[s].y));
		}
}

/* Share of a box that lies in the region, by samples. */
static double share_inside(const struct region *r, const struct poster_plan *p, struct box b)
{
	enum { ACROSS = 7, DOWN = 3 };
	int inside = 0;
	for (int i = 0; i < ACROSS * DOWN; i++) {
		double x = b.x0 + (b.x1 - b.x0) * (i % ACROSS) / (ACROSS - 1), y = b.y0 + (b.y1 - b.y0) * (i / ACROSS) / (DOWN - 1);
		int column = (int)floor((x - p->map.x0) / (p->map.x1 - p->map.x0) * GRID_X);
		int row = (int)floor((y - p->map.y0) / (p->map.y1 - p->map.y0) * GRID_Y);
		inside += column >= 0 && row >= 0 && column < GRID_X && row < GRID_Y && r->cells[row * GRID_X + column];
	}
	return (double)inside / (ACROSS * DOWN);
}

/* The best free box of a name's size around a cell of the region; returns its share inside, 0 if none is free. */
static double best_box(const struct naming *n, const struct region *r, double width, double height, struct box *out)
{
	static const double depth_weight = 0.02; /* among boxes that fit, the one deep inside */
	double best = 0.0, share = 0.0;
	for (size_t i = 0; i < CELLS; i++) {
		struct xy at = cell_at(n->plan, i);
		struct box b = {at.x_m - width / 2.0, at.y_m - height / 2.0, at.x_m + width / 2.0, at.y_m + height / 2.0};
		if (!r->cells[i] || 1.0 + depth_weight * r->depth[i] <= best || !crowd_is_free(n->crowd, b))
			continue;
		double inside = share_inside(r, n->plan, b), score = inside + depth_weight * r->depth[i];
		if (score <= best)
			continue;
		best = score;
		share = inside;
		*out = b;
	}
	return share;
}

static void name_region(struct naming *n, struct region *r, enum theme_label kind)
{
	static const double enough = 0.9, least = 0.5;
	struct poster_plan *p = n->plan;
	struct text_style style = text_style_of(&p->theme->labels[kind], 1.0);
	struct box box, upright;
	if (r->n < MIN_CELLS || r->name.len == 0)
		return;
	measure_depth(r);
	struct text_size size = text_measure(n->ts, r->name, &style);
	double width = size.ink.x1 - size.ink.x0 + 2.0 * style.halo_width;
	double height = size.ink.y1 - size.ink.y0 + 2.0 * style.halo_width;
	double share = best_box(n, r, width, height, &box);
	bool vertical = share < enough && best_box(n, r, height, width, &upright) > share + 0.1;
	if (!vertical && share < least)
		return;
	box = vertical ? upright : box;
	crowd_add(n->crowd, box);
	double x = (box.x0 + box.x1) / 2.0, y = (box.y0 + box.y1) / 2.0;
	double middle_x = (size.ink.x0 + size.ink.x1) / 2.0, middle_y = (size.ink.y0 + size.ink.y1) / 2.0;
	*ARENA_PUSH(p->arena, p->labels, p->n_labels, &p->labels_capacity) = (struct plan_label){
		.text = r->name, .style = kind, .vertical = vertical,
		.x = vertical ? x - middle_y : x - middle_x, .y = vertical ? y + middle_x : y - middle_y};
}

void naming_areas(struct naming *n)
{
	struct poster_plan *p = n->plan;
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		struct region *r = ARENA_NEW(p->arena, struct region);
		if (f->role == BASE_LAND) {
			r->name = naming_text(p, f->name_ar, basemap_short_name(f->name_en));
			region_add(r, p, f);
			name_region(n, r, LABEL_GOVERNORATE);
		} else if (f->role == BASE_NEIGHBOUR && f->country_ar.len) {
			bool seen = false;
			for (size_t k = 0; k < i; k++)
				seen |= p->base.features[k].role == BASE_NEIGHBOUR &&
				        sv_eq(p->base.features[k].country_ar, f->country_ar);
			for (size_t k = i; !seen && k < p->base.n_features; k++) {
				const struct base_feature *other = &p->base.features[k];
				if (other->role == BASE_NEIGHBOUR && sv_eq(other->country_ar, f->country_ar))
					region_add(r, p, other);
			}
			r->name = poster_area_name(p, f->country_ar);
			if (!seen)
				name_region(n, r, LABEL_COUNTRY);
		} else if (f->role == BASE_SEA && f->name_ar.len) {
			r->name = naming_text(p, f->name_ar, f->name_en);
			region_add(r, p, f);
			name_region(n, r, LABEL_SEA);
		}
	}
}

/* Beside the stream, near the middle of what is seen of it, else nearer its ends. */
void naming_rivers(struct naming *n)
{
	static const double shares[] = {0.5, 0.35, 0.65, 0.2, 0.8};
	struct poster_plan *p = n->plan;
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		if (f->role != BASE_RIVER && f->role != BASE_TRIBUTARY && f->role != BASE_LAKE)
			continue;
		struct outline o = f->shape ? outline_of_shape(p->arena, f->shape, geo_to_utm37, &p->view, 0.5)
		                            : outline_of_line(p->arena, f->line, geo_to_utm37, &p->view, 0.5);
		size_t seen = 0;
		for (size_t k = 0; k < o.n_points; k++) {
			if (naming_in_map(p, o.points[k]))
				o.points[seen++] = o.points[k];
		}
		bool done = seen < 8;
		for (size_t k = 0; !done && k < sizeof shares / sizeof *shares; k++)
			done = naming_add(n, naming_text(p, f->name_ar, f->name_en), LABEL_RIVER,
			                 o.points[(size_t)(shares[k] * (double)(seen - 1))], 0.6, false);
	}
}
