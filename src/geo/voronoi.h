/* Land shared out among units by nearness: the Thiessen (Voronoi) cells of sites, those of one unit joined. */
#ifndef KHARITA_GEO_VORONOI_H
#define KHARITA_GEO_VORONOI_H

#include "geo/geo.h"

struct voronoi_site {
	struct lonlat at;
	size_t unit; /* whose land its cell is; < n_units */
};

/* shares[u], 0 <= u < n_units, becomes the part of `within` that lies nearer (in the plane of EPSG:32637) to a site of
 * unit u than to any other unit's: simple polygons by the right-hand rule, in the arena; empty for a unit without land.
 * Contoured on a grid of some 90,000 nodes over `within`, at least 150 m apart: the border between two sites is right
 * within 2 % of a step; corners where three units meet and the outline of `within` are cut by less than one step; specks
 * smaller than four grid squares are left out. A unit that has all sites gets `within` itself, borrowed. Work space of
 * some 10 MB comes from `scratch`, which the caller resets. */
void geo_voronoi_shares(struct arena *a, struct arena *scratch, const struct shape *within,
                        const struct voronoi_site *sites, size_t n_sites, size_t n_units, struct shape *shares);

/* The part of `within` that lies at most reach_m[i] from centres[i] for some i < n: discs joined into polygons, in the
 * arena, contoured as above, but on some 15,000 nodes. Discs without a positive reach count for nothing. */
struct shape geo_discs(struct arena *a, struct arena *scratch, const struct shape *within, const struct lonlat *centres,
                       const double *reach_m, size_t n);

#endif
