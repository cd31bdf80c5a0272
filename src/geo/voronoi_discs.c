#include "geo/voronoi.h"
#include "geo/voronoi_grid.h"

#include <math.h>

enum { NODES = 15000 };

/* Heights of one disc's cone; the highest of all counts. Outside of it nothing is told below minus a step. */
static void paint_disc(struct field *f, struct xy at, double reach_m)
{
	double margin_m = reach_m + f->step_m;
	for (size_t y = 0; y < f->ny; y++) {
		double up_m = field_node(f, 0, y).y_m - at.y_m;
		if (fabs(up_m) > margin_m)
			continue;
		double first = ceil((at.x_m - margin_m - f->origin.x_m) / f->step_m);
		for (size_t x = first > 0 ? (size_t)first : 0; x < f->nx; x++) {
			double right_m = field_node(f, x, y).x_m - at.x_m;
			if (right_m > margin_m)
				break;
			float *height = &f->height[y * f->nx + x];
			*height = fmaxf(*height, (float)(reach_m - hypot(right_m, up_m)));
		}
	}
}

struct shape geo_discs(struct arena *a, struct arena *scratch, const struct shape *within, const struct lonlat *centres,
                       const double *reach_m, size_t n)
{
	struct planar area = planar_from_shape(scratch, within);
	struct field f;
	if (n == 0 || !voronoi_grid_make(scratch, &area, NODES, &f))
		return (struct shape){NULL, 0};
	struct field cones = f;
	cones.height = ARENA_ARRAY(scratch, float, f.nx * f.ny);
	for (size_t i = 0; i < f.nx * f.ny; i++)
		cones.height[i] = (float)-f.step_m;
	for (size_t i = 0; i < n; i++)
		if (reach_m[i] > 0)
			paint_disc(&cones, geo_to_utm37(centres[i]), reach_m[i]);
	for (size_t i = 0; i < f.nx * f.ny; i++)
		f.height[i] = fminf(f.height[i], cones.height[i]);
	return voronoi_grid_shape(a, scratch, &f);
}
