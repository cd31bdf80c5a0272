/* Geography: WGS 84 positions, geodesics on the ellipsoid, planar shapes in UTM zone 37N, tiles. */
#ifndef KHARITA_GEO_GEO_H
#define KHARITA_GEO_GEO_H

#include "base/arena.h"
#include "base/error.h"

/* Degrees, WGS 84. Coordinates never travel as two bare doubles, so that their order can't be swapped. */
struct lonlat {
	double lon_deg, lat_deg;
};

/* Distance in metres along the geodesic of WGS 84 (Vincenty 1975, Survey Review 23 (176), 88-93): within 0.1 mm of PROJ's
 * geodesic.h in the region (tested), 0.6 % for points all but opposite to each other. Written out here because linking
 * PROJ costs every start 7 ms. Thread-safe. */
double geo_distance_m(struct lonlat a, struct lonlat b);

/* Distance on a plane that touches the mean sphere half-way, within 1 % of the geodesic up to 1,000 km between 30 and 40
 * degrees north and a hundred times faster: for ranking and nearness, never for a figure that is written. */
double geo_distance_rough_m(struct lonlat a, struct lonlat b);

/* Azimuth at `a` towards `b`, degrees clockwise from north, 0 <= x < 360. */
double geo_bearing_deg(struct lonlat a, struct lonlat b);

/* The point reached from `a` after distance_m along bearing_deg. */
struct lonlat geo_destination(struct lonlat a, double bearing_deg, double distance_m);

/* The same for n bearings, within a nanometre, in less time. */
void geo_destinations(struct lonlat a, const double *bearing_deg, size_t n, double distance_m, struct lonlat *out);

/* The middle of the geodesic from a to b. */
struct lonlat geo_midpoint(struct lonlat a, struct lonlat b);

/* Planar metres, EPSG:32637, by the transverse Mercator series of Karney (2011) to order 6; within 1 mm of PROJ
 * from 33 to 45 degrees east (tested), and usable without a PROJ context. */
struct xy {
	double x_m, y_m;
};
struct xy geo_to_utm37(struct lonlat p);
struct lonlat geo_from_utm37(struct xy p);

/* A ring of n points, first not repeated at the end; a shape is one or more polygons, each an exterior ring
 * (counter-clockwise) followed by its holes. Borrowed or in an arena, as the maker says. */
struct ring {
	const struct lonlat *points;
	size_t n;
};
struct polygon {
	const struct ring *rings; /* rings[0] exterior */
	size_t n_rings;
};
struct shape {
	const struct polygon *polygons;
	size_t n_polygons;
};
struct line {
	const struct lonlat *points;
	size_t n;
};

/* Winding-number test; holes honoured. */
bool geo_shape_contains(const struct shape *s, struct lonlat p);

/* Area in square metres (planar, EPSG:32637), centroid of the largest polygon, and a point surely inside it. Of an
 * empty shape the area is 0 and the points are NaN. */
double geo_shape_area_m2(const struct shape *s);
struct lonlat geo_shape_centroid(const struct shape *s);
struct lonlat geo_shape_interior_point(const struct shape *s);

/* Circle of radius_m as an n-gon, a sector of it between two bearings (clockwise from from_deg to to_deg), and a
 * band of half-width radius_m around a line: new shapes in the arena, right-hand rule. Empty for a radius of zero.
 * A band is contoured on a grid of a fifth of its half-width: always simple, its edge within 3 % of the half-width.
 * The grid is coarser where a line spans more than some 100 half-widths, and beyond 700 the band is wider, too. */
struct shape geo_circle(struct arena *a, struct lonlat centre, double radius_m, unsigned n);
struct shape geo_sector(struct arena *a, struct lonlat centre, double radius_m, double from_deg, double to_deg);
struct shape geo_band(struct arena *a, struct line l, double radius_m);

/* The part of a shape inside a convex ring, by one half-plane after the other, in EPSG:32637. A concave shape falls
 * into as many polygons as it must, holes are honoured; empty shape (n_polygons 0) when nothing is left. New, in the
 * arena. */
struct shape geo_clip_convex(struct arena *a, const struct shape *s, struct ring convex);

/* The part of a shape on one side of a directed line p->q: half-plane to its right. */
struct shape geo_clip_right_of(struct arena *a, const struct shape *s, struct lonlat p, struct lonlat q);

/* The strip width_m wide along one bank of a line, between two positions on it; its ends are square (direction of
 * flow; bank +1 right, -1 left). New, in the arena. */
struct shape geo_bank(struct arena *a, struct line river, double from_m, double to_m, double width_m, int bank);

/* Position along a line: metres from its start to the point of it nearest to p; *away_m (may be NULL) gets the
 * distance, infinite for an empty line. A position beyond an end is that end; on an empty line it is NaN. */
double geo_line_locate(struct line l, struct lonlat p, double *away_m);
struct lonlat geo_line_at(struct line l, double along_m);
double geo_line_length_m(struct line l);
/* The stretch from_m..to_m (reversed when to_m < from_m). New, in the arena. */
struct line geo_line_between(struct arena *a, struct line l, double from_m, double to_m);

/* Web Mercator (EPSG:3857) tile arithmetic, XYZ scheme. */
struct tile {
	unsigned z, x, y;
};
struct tile geo_tile_at(struct lonlat p, unsigned zoom);
struct xy geo_to_mercator(struct lonlat p);

#endif
