/* Do two pictures look the same? Both are blurred a little and compared in CIE Lab, so that another rounding of an edge does
 * not count, and a name elsewhere does. Include after <cmocka.h>. */
#ifndef KHARITA_TESTS_PICTURE_COMPARE_H
#define KHARITA_TESTS_PICTURE_COMPARE_H

#include <cairo.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct lab {
	float l, a, b;
};

/* The pictures' difference: pixels whose blurred colours lie too far apart. */
struct picture_difference {
	bool other_size;
	double share;         /* of all pixels */
	double worst;         /* share in the worst block */
	int worst_x, worst_y; /* that block's corner, pixels */
};

enum { COMPARE_BLOCK = 16, COMPARE_REACH = 2 };

static inline float compare_linear(double v)
{
	return (float)(v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
}

static inline float compare_root(float t)
{
	return t > 0.008856f ? cbrtf(t) : 7.787f * t + 16.0f / 116.0f;
}

/* sRGB to CIE Lab under D65 (IEC 61966-2-1, CIE 15). */
static inline struct lab compare_lab(double r, double g, double b)
{
	float lr = compare_linear(r), lg = compare_linear(g), lb = compare_linear(b);
	float x = compare_root((0.4124f * lr + 0.3576f * lg + 0.1805f * lb) / 0.9505f);
	float y = compare_root(0.2126f * lr + 0.7152f * lg + 0.0722f * lb);
	float z = compare_root((0.0193f * lr + 0.1192f * lg + 0.9505f * lb) / 1.089f);
	return (struct lab){116.0f * y - 16.0f, 500.0f * (x - y), 200.0f * (y - z)};
}

/* One pass of a mean over 2 * COMPARE_REACH + 1 values, `step` apart, of `n` lines. */
static inline void compare_smooth(const float *from, float *to, int length, int step, int lines, int line_step)
{
	for (int line = 0; line < lines; line++)
		for (int i = 0; i < length; i++) {
			float sum = 0.0f;
			int first = i < COMPARE_REACH ? 0 : i - COMPARE_REACH;
			int last = i + COMPARE_REACH < length ? i + COMPARE_REACH : length - 1;
			for (int k = first; k <= last; k++)
				sum += from[line * line_step + k * step];
			to[line * line_step + i * step] = sum / (float)(last - first + 1);
		}
}

/* The picture's colours, blurred by two boxes, which nearly make a bell; for the caller to free. */
static inline struct lab *compare_blurred(cairo_surface_t *s)
{
	int width = cairo_image_surface_get_width(s), height = cairo_image_surface_get_height(s);
	int stride = cairo_image_surface_get_stride(s), n = width * height;
	struct lab *out = calloc((size_t)n, sizeof *out);
	float *planes = calloc((size_t)n * 4, sizeof *planes), *other = planes + 3 * (size_t)n;
	assert_true(out && planes);
	cairo_surface_flush(s);
	const unsigned char *data = cairo_image_surface_get_data(s);
	for (int c = 0; c < 3; c++) {
		float *plane = planes + c * n;
		for (int i = 0; i < n; i++) {
			uint32_t p = *(const uint32_t *)(const void *)(data + i / width * stride + i % width * 4);
			plane[i] = (float)(p >> (16 - 8 * c) & 255) / 255.0f;
		}
		for (int pass = 0; pass < 2; pass++) {
			compare_smooth(plane, other, width, 1, height, width);
			compare_smooth(other, plane, height, width, width, 1);
		}
	}
	for (int i = 0; i < n; i++)
		out[i] = compare_lab(planes[i], planes[n + i], planes[2 * n + i]);
	free(planes);
	return out;
}

static inline bool compare_near(struct lab p, struct lab q)
{
	static const float most = 4.0f; /* CIE 1976 difference of means: a hair's shift of a line stays below, a name does not */
	float l = p.l - q.l, a = p.a - q.a, b = p.b - q.b;
	return l * l + a * a + b * b <= most * most;
}

static inline struct picture_difference picture_compare(cairo_surface_t *a, cairo_surface_t *b)
{
	struct picture_difference d = {0};
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
	d.other_size = width != cairo_image_surface_get_width(b) || height != cairo_image_surface_get_height(b);
	if (d.other_size)
		return d;
	struct lab *p = compare_blurred(a), *q = compare_blurred(b);
	assert_true(p && q);
	size_t all = 0;
	for (int top = 0; top < height; top += COMPARE_BLOCK)
		for (int left = 0; left < width; left += COMPARE_BLOCK) {
			size_t n = 0;
			for (int y = top; y < height && y < top + COMPARE_BLOCK; y++)
				for (int x = left; x < width && x < left + COMPARE_BLOCK; x++)
					n += !compare_near(p[y * width + x], q[y * width + x]);
			double share = (double)n / (COMPARE_BLOCK * COMPARE_BLOCK);
			all += n;
			if (share <= d.worst)
				continue;
			d.worst = share;
			d.worst_x = left;
			d.worst_y = top;
		}
	d.share = (double)all / ((double)width * height);
	free(p);
	free(q);
	return d;
}

#endif
