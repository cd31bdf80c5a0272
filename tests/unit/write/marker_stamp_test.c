#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "write/marker_stamp.h"

#include <cairo-pdf.h>
#include <stdlib.h>

enum { SIDE = 64, MANY = 300 };

static const struct marker_look looks[] = {
	{.shape = MARKER_STAR, .size = 4, .stroke = 0.2, .halo = 0.35, .fill = {1, 0.5, 0.1, 1}, .stroke_colour = {0, 0, 0, 1},
	 .halo_colour = {1, 1, 1, 0.9}, .opacity = 1},
	{.shape = MARKER_STAR, .size = 4, .stroke = 0.2, .halo = 0.35, .fill = {1, 0.5, 0.1, 1}, .stroke_colour = {0, 0, 0, 1},
	 .halo_colour = {1, 1, 1, 0.9}, .opacity = 0.6},
};

static cairo_status_t count_bytes(void *closure, const unsigned char *data, unsigned int n)
{
	(void)data;
	*(size_t *)closure += n;
	return CAIRO_STATUS_SUCCESS;
}

/* Bytes of a page with many symbols of those looks. */
static size_t page_bytes(bool stamped, size_t n_looks)
{
	size_t n = 0;
	cairo_surface_t *s = cairo_pdf_surface_create_for_stream(count_bytes, &n, 600, 400);
	cairo_t *cr = cairo_create(s);
	struct marker_stamps stamps = {.n = 0};
	for (size_t i = 0; i < MANY; i++) {
		struct marker_look look = looks[i % 2];
		double x = (double)(i * 7919 % 5931) / 10, y = (double)(i * 104729 % 3967) / 10;
		look.size += (double)(i % n_looks);
		if (stamped)
			marker_stamps_draw(&stamps, cr, &look, x, y);
		else
			marker_draw(cr, &look, x, y);
	}
	marker_stamps_release(&stamps);
	assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_finish(s);
	assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(s);
	return n;
}

static void a_page_of_like_symbols_is_short(void **state)
{
	(void)state;
	assert_true(page_bytes(true, 2) * 2 < page_bytes(false, 2));
}

static void more_looks_than_there_is_room_for_are_drawn(void **state)
{
	(void)state;
	assert_true(page_bytes(true, MARKER_STAMPS + 20) > page_bytes(true, 2));
}

static void on_a_picture_it_is_the_marker_itself(void **state)
{
	(void)state;
	cairo_surface_t *s[2];
	for (int i = 0; i < 2; i++) {
		struct marker_stamps stamps = {.n = 0};
		s[i] = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE);
		cairo_t *cr = cairo_create(s[i]);
		cairo_scale(cr, 6, 6);
		if (i)
			marker_stamps_draw(&stamps, cr, &looks[0], 5.1, 5.3);
		else
			marker_draw(cr, &looks[0], 5.1, 5.3);
		assert_int_equal(stamps.n, 0);
		cairo_destroy(cr);
		cairo_surface_flush(s[i]);
	}
	assert_memory_equal(cairo_image_surface_get_data(s[0]), cairo_image_surface_get_data(s[1]), SIDE * SIDE * 4);
	cairo_surface_destroy(s[0]);
	cairo_surface_destroy(s[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_like_symbols_is_short), cmocka_unit_test(more_looks_than_there_is_room_for_are_drawn),
		cmocka_unit_test(on_a_picture_it_is_the_marker_itself)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
