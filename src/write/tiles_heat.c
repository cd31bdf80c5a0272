#include "write/tiles_heat.h"

#include <math.h>
#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
	const struct heat_point *p = a, *q = b;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->x < q->x ? -1 : p->x > q->x;
}

static int by_tile(const void *a, const void *b)
{
	const struct heat_ref *p = a, *q = b;
	if (p->tile != q->tile)
		return p->tile < q->tile ? -1 : 1;
	return p->point < q->point ? -1 : p->point > q->point;
}

static void add_refs(struct arena *a, struct heat *h, size_t *capacity, uint32_t index, unsigned px, uint32_t tiles)
{
	const struct heat_point *p = &h->points[index];
	double n = tiles;
	double x0 = fmax(0.0, floor((p->x - h->radius_px) / px)), x1 = fmin(n - 1.0, floor((p->x + h->radius_px) / px));
	double y0 = fmax(0.0, floor((p->y - h->radius_px) / px)), y1 = fmin(n - 1.0, floor((p->y + h->radius_px) / px));
	for (double x = x0; x <= x1; x++)
		for (double y = y0; y <= y1; y++)
			*ARENA_PUSH(a, h->refs, h->n_refs, capacity) =
				(struct heat_ref){(uint64_t)x << 32 | (uint64_t)y, index};
}

void heat_collect(struct arena *a, const struct picture *p, const struct theme *t, const struct view *view, double unit,
                  unsigned px, uint32_t tiles, struct heat *out)
{
	size_t n = 0, capacity = 0;
	*out = (struct heat){.theme = t, .radius_px = t->density.radius_mm * unit};
	out->points = ARENA_ARRAY(a, struct heat_point, p->n_incidents + 1);
	for (size_t i = 0; i < p->n_incidents; i++) {
		const struct model_incident *in = &p->model->incidents[p->incidents[i]];
		struct xy at = view_at(view, geo_to_mercator(in->point));
		out->points[i] = (struct heat_point){(int32_t)lround(at.x_m), (int32_t)lround(at.y_m), 1};
	}
	if (p->n_incidents)
		qsort(out->points, p->n_incidents, sizeof *out->points, by_place);
	for (size_t i = 0; i < p->n_incidents; i++) {
		if (n && by_place(&out->points[n - 1], &out->points[i]) == 0)
			out->points[n - 1].weight++;
		else
			out->points[n++] = out->points[i];
	}
	out->n_points = n;
	for (size_t i = 0; i < n; i++)
		add_refs(a, out, &capacity, (uint32_t)i, px, tiles);
	if (out->n_refs)
		qsort(out->refs, out->n_refs, sizeof *out->refs, by_tile);
}

size_t heat_refs_of(const struct heat *h, struct tile t, const struct heat_ref **first)
{
	uint64_t key = (uint64_t)t.x << 32 | t.y;
	size_t low = 0, high = h->n_refs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (h->refs[middle].tile < key)
			low = middle + 1;
		else
			high = middle;
	}
	*first = h->refs + low;
	size_t n = 0;
	while (low + n < h->n_refs && h->refs[low + n].tile == key)
		n++;
	return n;
}

/* Adds one point's kernel, K(r) = (1 - r^2)^2 within its radius. */
static void add_kernel(const struct heat *h, const struct heat_point *p, struct tile t, unsigned px, float *sums)
{
	double radius = h->radius_px;
	double cx = (double)p->x - (double)t.x * px, cy = (double)p->y - (double)t.y * px;
	long y0 = lround(fmax(0.0, ceil(cy - radius))), y1 = lround(fmin((double)px - 1.0, floor(cy + radius)));
	long x0 = lround(fmax(0.0, ceil(cx - radius))), x1 = lround(fmin((double)px - 1.0, floor(cx + radius)));
	for (long y = y0; y <= y1; y++) {
		for (long x = x0; x <= x1; x++) {
			double dx = ((double)x - cx) / radius, dy = ((double)y - cy) / radius;
			double rest = 1.0 - dx * dx - dy * dy;
			if (rest > 0.0)
				sums[(size_t)y * px + (size_t)x] += (float)(p->weight * rest * rest);
		}
	}
}

static uint32_t channel(double v)
{
	return (uint32_t)lround(fmin(1.0, fmax(0.0, v)) * 255.0);
}

/* Premultiplied colour of a density. */
static uint32_t ramp_colour(const struct theme *t, double value)
{
	size_t n = t->density.n_ramp;
	const struct theme_shade *ramp = t->density.ramp;
	size_t above = 0;
	while (above < n && value >= ramp[above].from)
		above++;
	if (above == 0)
		return 0;
	struct colour c = ramp[above - 1].colour;
	if (above < n) {
		struct colour d = ramp[above].colour;
		double share = log(value / ramp[above - 1].from) / log(ramp[above].from / ramp[above - 1].from);
		c = (struct colour){c.r + share * (d.r - c.r), c.g + share * (d.g - c.g), c.b + share * (d.b - c.b),
		                    c.a + share * (d.a - c.a)};
	}
	return channel(c.a) << 24 | channel(c.r * c.a) << 16 | channel(c.g * c.a) << 8 | channel(c.b * c.a);
}

void heat_paint(const struct heat *h, struct tile t, unsigned px, float *sums, uint32_t *pixels)
{
	const struct heat_ref *refs;
	size_t n = heat_refs_of(h, t, &refs);
	if (!n)
		return;
	memset(sums, 0, (size_t)px * px * sizeof *sums);
	for (size_t i = 0; i < n; i++)
		add_kernel(h, &h->points[refs[i].point], t, px, sums);
	for (size_t i = 0; i < (size_t)px * px; i++)
		if (sums[i] > 0.0f)
			pixels[i] = ramp_colour(h->theme, sums[i]);
}
