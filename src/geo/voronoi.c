#include "geo/voronoi.h"

#include "geo/voronoi_grid.h"

#include <math.h>

/* A unit's height at a node is told from the nearest sites of this many units; blocks of nodes share a list of the
 * sites that may be among them. */
enum { RANKS = 3, BLOCK = 8, NODES = 90000, NO_SITE = UINT32_MAX };

struct share_grid {
	struct arena *scratch;
	struct field field;   /* heights: distances from the outline */
	struct xy *at;        /* of the sites */
	const struct voronoi_site *sites;
	size_t n_sites;
	size_t depth;         /* ranks in use: units with sites, at most RANKS */
	uint32_t *ranks;      /* RANKS per node: the nearest site, the nearest of another unit, of a third */
	uint32_t *candidates; /* of the block in hand */
	size_t n_candidates;
};

static double square_m2(struct xy a, struct xy b)
{
	double x = a.x_m - b.x_m;
	double y = a.y_m - b.y_m;
	return x * x + y * y;
}

/* The nearest site of each of the `depth` nearest units, among `n` sites listed (NULL: the first n of all). */
static void rank_sites(const struct share_grid *g, const uint32_t *list, size_t n, struct xy at, uint32_t rank[RANKS],
                       double square[RANKS])
{
	for (size_t k = 0; k < RANKS; k++) {
		rank[k] = NO_SITE;
		square[k] = (double)INFINITY;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t site = list ? list[i] : (uint32_t)i;
		double d = square_m2(g->at[site], at);
		if (d >= square[g->depth - 1])
			continue;
		size_t k = 0; /* where it enters, and from where its unit's farther site goes */
		while (d >= square[k])
			k++;
		size_t last = k;
		while (last < g->depth - 1 && rank[last] != NO_SITE && g->sites[rank[last]].unit != g->sites[site].unit)
			last++;
		bool known = false;
		for (size_t m = 0; m < k; m++)
			known = known || g->sites[rank[m]].unit == g->sites[site].unit;
		if (known)
			continue;
		for (; last > k; last--) {
			rank[last] = rank[last - 1];
			square[last] = square[last - 1];
		}
		rank[k] = site;
		square[k] = d;
	}
}

/* Sites that can be ranked anywhere in the block: a site nearer than these at a node is nearer at the centre, too, but
 * for twice the way from there. False when the whole block is nearest to one unit, whose ranks are rank's then. */
static bool block_candidates(struct share_grid *g, size_t x0, size_t y0, uint32_t rank[RANKS])
{
	const double half = (BLOCK - 1) / 2.0;
	struct xy low = field_node(&g->field, x0, y0);
	struct xy centre = {low.x_m + half * g->field.step_m, low.y_m + half * g->field.step_m};
	double way_m = 2 * hypot(half, half) * g->field.step_m;
	double square[RANKS];
	rank_sites(g, NULL, g->n_sites, centre, rank, square);
	if (sqrt(square[1]) - sqrt(square[0]) > way_m + 1)
		return false;
	double reach_m = sqrt(square[g->depth - 1]) + way_m + 1;
	g->n_candidates = 0;
	for (size_t i = 0; i < g->n_sites; i++)
		if (square_m2(g->at[i], centre) <= reach_m * reach_m)
			g->candidates[g->n_candidates++] = (uint32_t)i;
	return true;
}

static void rank_block(struct share_grid *g, size_t x0, size_t y0)
{
	const struct field *f = &g->field;
	uint32_t common[RANKS];
	double square[RANKS];
	bool begun = false;
	bool listed = false;
	for (size_t y = y0; y < f->ny && y < y0 + BLOCK; y++) {
		for (size_t x = x0; x < f->nx && x < x0 + BLOCK; x++) {
			uint32_t *rank = &g->ranks[(y * f->nx + x) * RANKS];
			rank[0] = rank[1] = rank[2] = NO_SITE;
			if (f->height[y * f->nx + x] <= (float)-2 * (float)f->step_m)
				continue;
			if (!begun)
				listed = block_candidates(g, x0, y0, common);
			begun = true;
			if (listed)
				rank_sites(g, g->candidates, g->n_candidates, field_node(f, x, y), rank, square);
			else
				memcpy(rank, common, sizeof common);
		}
	}
}

/* Metres from a node to the edge of the unit's land, negative outside. */
static double unit_height_m(const struct share_grid *g, size_t node, struct xy at, size_t unit)
{
	uint32_t own = NO_SITE;
	uint32_t other = NO_SITE;
	bool first = g->ranks[node * RANKS] != NO_SITE && g->sites[g->ranks[node * RANKS]].unit == unit;
	for (size_t k = 0; k < g->depth; k++) {
		uint32_t site = g->ranks[node * RANKS + k];
		if (site == NO_SITE)
			continue;
		if (g->sites[site].unit == unit)
			own = site;
		else if (other == NO_SITE)
			other = site;
	}
	if (own == NO_SITE)
		return -g->field.step_m;
	double border_m = (double)g->field.height[node];
	if (other == NO_SITE)
		return border_m;
	double apart_m = sqrt(square_m2(g->at[own], g->at[other]));
	double gap = square_m2(g->at[other], at) - square_m2(g->at[own], at);
	if (apart_m > 0)
		return fmin(border_m, gap / (2 * apart_m));
	return first ? border_m : -g->field.step_m; /* two units in one spot: the first has it */
}

struct node_box {
	size_t x0, y0, x1, y1; /* x1 < x0: empty */
};

/* The nodes that are nearest to each unit, as boxes. */
static struct node_box *unit_boxes(const struct share_grid *g, size_t n_units)
{
	struct node_box *boxes = ARENA_ARRAY(g->scratch, struct node_box, n_units);
	for (size_t u = 0; u < n_units; u++)
		boxes[u] = (struct node_box){g->field.nx, g->field.ny, 0, 0};
	for (size_t y = 0; y < g->field.ny; y++) {
		for (size_t x = 0; x < g->field.nx; x++) {
			uint32_t site = g->ranks[(y * g->field.nx + x) * RANKS];
			if (site == NO_SITE)
				continue;
			struct node_box *b = &boxes[g->sites[site].unit];
			b->x0 = x < b->x0 ? x : b->x0;
			b->y0 = y < b->y0 ? y : b->y0;
			b->x1 = x > b->x1 ? x : b->x1;
			b->y1 = y > b->y1 ? y : b->y1;
		}
	}
	return boxes;
}

/* The unit's polygons on its own part of the grid, with a margin of two nodes. */
static struct shape unit_shape(struct arena *a, const struct share_grid *g, const struct node_box *box, size_t unit)
{
	const struct field *whole = &g->field;
	size_t x0 = box->x0 > 2 ? box->x0 - 2 : 0;
	size_t y0 = box->y0 > 2 ? box->y0 - 2 : 0;
	size_t x1 = box->x1 + 2 < whole->nx ? box->x1 + 2 : whole->nx - 1;
	size_t y1 = box->y1 + 2 < whole->ny ? box->y1 + 2 : whole->ny - 1;
	struct field f = {field_node(whole, x0, y0), whole->step_m, x1 - x0 + 1, y1 - y0 + 1, NULL, NULL, NULL};
	f.height = ARENA_ARRAY(g->scratch, float, f.nx * f.ny);
	for (size_t y = y0; y <= y1; y++)
		for (size_t x = x0; x <= x1; x++)
			f.height[(y - y0) * f.nx + x - x0] =
			        (float)unit_height_m(g, y * whole->nx + x, field_node(whole, x, y), unit);
	return voronoi_grid_shape(a, g->scratch, &f);
}

void geo_voronoi_shares(struct arena *a, struct arena *scratch, const struct shape *within,
                        const struct voronoi_site *sites, size_t n_sites, size_t n_units, struct shape *shares)
{
	struct share_grid g = {.scratch = scratch, .sites = sites, .n_sites = n_sites};
	bool *seen = ARENA_ARRAY(scratch, bool, n_units + 1);
	size_t units = 0;
	g.at = ARENA_ARRAY(scratch, struct xy, n_sites + 1);
	g.candidates = ARENA_ARRAY(scratch, uint32_t, n_sites + 1);
	for (size_t u = 0; u < n_units; u++)
		shares[u] = (struct shape){NULL, 0};
	for (size_t i = 0; i < n_sites; i++) {
		g.at[i] = geo_to_utm37(sites[i].at);
		units += !seen[sites[i].unit];
		seen[sites[i].unit] = true;
	}
	g.depth = units < RANKS ? units : RANKS;
	if (units == 1)
		shares[sites[0].unit] = *within;
	struct planar outline = planar_from_shape(scratch, within);
	if (units < 2 || !voronoi_grid_make(scratch, &outline, NODES, &g.field))
		return;
	g.ranks = arena_calloc(scratch, g.field.nx * g.field.ny, RANKS * sizeof *g.ranks);
	for (size_t y = 0; y < g.field.ny; y += BLOCK)
		for (size_t x = 0; x < g.field.nx; x += BLOCK)
			rank_block(&g, x, y);
	struct node_box *boxes = unit_boxes(&g, n_units);
	for (size_t u = 0; u < n_units; u++)
		if (boxes[u].x1 >= boxes[u].x0 && boxes[u].y1 >= boxes[u].y0)
			shares[u] = unit_shape(a, &g, &boxes[u], u);
}
