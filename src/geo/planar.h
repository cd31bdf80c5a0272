/* Shapes in metres of EPSG:32637, on which clipping and contouring work. Inside geo/ only; all in the arena. */
#ifndef KHARITA_GEO_PLANAR_H
#define KHARITA_GEO_PLANAR_H

#include "geo/geo.h"

/* A ring, first point not repeated. */
struct path {
	struct xy *points;
	size_t n;
};

/* rings[0] runs counter-clockwise, the holes clockwise. */
struct planar_polygon {
	struct path *rings;
	size_t n_rings;
};

struct planar {
	struct planar_polygon *polygons;
	size_t n_polygons;
};

/* Rings that grow while an algorithm runs. */
struct path_list {
	struct path *items;
	size_t n, capacity;
};

/* Conversions; rings of fewer than three points are left out, wrong directions are turned. */
struct planar planar_from_shape(struct arena *a, const struct shape *s);
struct shape planar_to_shape(struct arena *a, const struct planar *p);
struct path planar_ring(struct arena *a, struct ring r);

/* The same of what lies near a ring: of points in a row that are all far to one side of it only the first and last are
 * kept. Inside the ring nothing changes. */
struct planar planar_near(struct arena *a, const struct shape *s, struct ring near);

/* Square metres, positive for a counter-clockwise ring. */
double path_area_m2(const struct path *p);
bool path_contains(const struct path *p, struct xy at);

/* Drops points repeated in place; false when fewer than three or no area to speak of is left. */
bool path_tidy(struct path *p);

/* Polygons of loose rings: counter-clockwise ones are exteriors, each clockwise one a hole of the smallest exterior
 * around it (dropped if there is none). */
struct planar planar_group(struct arena *a, const struct path_list *rings);

/* The part on the right of the directed line p->q, as separate polygons where the line cuts a shape into several. */
struct planar planar_clip_right_of(struct arena *a, const struct planar *s, struct xy p, struct xy q);

#endif
