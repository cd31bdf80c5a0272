#include "write/canvas.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE = 120 };

static const struct line_style styles[] = {
	{.colour = {0, 0, 0, 1}, .width_mm = 2.0},
	{.colour = {0, 0, 0, 1}, .width_mm = 2.0, .dash_mm = {7.0, 3.5}, .n_dashes = 2},
	{.colour = {0, 0, 0, 1}, .width_mm = 1.5, .dash_mm = {9.0, 2.0, 1.0, 2.0}, .n_dashes = 4},
};

/* A window of SIDE pixels on the plane: Cairo's own stroke of the whole line, or that of the dashes that are seen. */
static cairo_surface_t *draw(const struct outline *o, const struct line_style *s, double x, double y, bool dashes)
{
	cairo_surface_t *out = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);
	cairo_t *cr = cairo_create(out);
	if (dashes) {
		canvas_dashes(cr, o, s, 1.0, -x, -y, (struct box){0, 0, SIDE, SIDE});
		cairo_set_line_width(cr, s->width_mm);
		cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
		cairo_set_line_cap(cr, s->n_dashes ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
		cairo_stroke(cr);
	} else {
		canvas_path(cr, o, -x, -y);
		canvas_stroke(cr, s, 1.0);
	}
	cairo_destroy(cr);
	cairo_surface_flush(out);
	return out;
}

/* Pixels that differ by more than a trace, and inked ones. */
static size_t compare(cairo_surface_t *a, cairo_surface_t *b, size_t *inked)
{
	size_t stride = (size_t)cairo_image_surface_get_stride(a), unlike = 0;
	const unsigned char *p = cairo_image_surface_get_data(a), *q = cairo_image_surface_get_data(b);
	for (size_t i = 0; i < SIDE * stride; i++) {
		unlike += abs((int)p[i] - (int)q[i]) > 40;
		*inked += p[i] > 128;
	}
	return unlike;
}

static void check(struct outline *o)
{
	size_t inked = 0;
	for (size_t s = 0; s < sizeof styles / sizeof *styles; s++)
		for (int window = 0; window < 9; window++) {
			double x = 90.0 * (window % 3) - 20.0, y = 90.0 * (window / 3) - 20.0;
			cairo_surface_t *whole = draw(o, &styles[s], x, y, false), *seen = draw(o, &styles[s], x, y, true);
			assert_true(compare(whole, seen, &inked) <= 3);
			cairo_surface_destroy(whole);
			cairo_surface_destroy(seen);
		}
	assert_true(inked > 1000);
}

static struct xy zigzag[] = {{5, 5}, {240, 60}, {10, 90}, {-500, 95}, {-500, 130}, {120, 131}, {121, 133}, {118, 135}, {250, 250}};
static size_t end = sizeof zigzag / sizeof *zigzag;

static void test_canvas_dashes_of_a_line_are_those_of_the_whole(void **state)
{
	(void)state;
	check(&(struct outline){.points = zigzag, .n_points = end, .ends = &end, .n_parts = 1});
}

static void test_canvas_dashes_of_a_ring_are_those_of_the_whole(void **state)
{
	(void)state;
	check(&(struct outline){.points = zigzag, .n_points = end, .ends = &end, .n_parts = 1, .closed = true});
}

static void test_canvas_draws_nothing_of_what_is_far_away(void **state)
{
	(void)state;
	struct outline o = {.points = zigzag, .n_points = end, .ends = &end, .n_parts = 1};
	double x0, y0, x1, y1;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, SIDE, SIDE);
	cairo_t *cr = cairo_create(s);
	canvas_dashes(cr, &o, &styles[1], 1.0, 1e6, 1e6, (struct box){0, 0, SIDE, SIDE});
	assert_false(cairo_has_current_point(cr));
	canvas_dashes(cr, &o, &styles[0], 1.0, 0.0, 0.0, (struct box){0, 0, SIDE, SIDE});
	cairo_path_extents(cr, &x0, &y0, &x1, &y1);
	assert_true(x0 > -20.0 && x1 < SIDE + 20.0 && y1 < SIDE + 20.0);
	cairo_destroy(cr);
	cairo_surface_destroy(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_canvas_dashes_of_a_line_are_those_of_the_whole),
		cmocka_unit_test(test_canvas_dashes_of_a_ring_are_those_of_the_whole),
		cmocka_unit_test(test_canvas_draws_nothing_of_what_is_far_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
