#include "write/png.h"

#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"

enum { SIDE = 40 };

static cairo_status_t next_bytes(void *closure, unsigned char *data, unsigned int n)
{
	struct sv *rest = closure;
	if (rest->len < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, rest->ptr, n);
	*rest = sv_skip(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

/* Encodes, decodes with Cairo (libpng) and compares; a premultiplied channel may move by one. */
static size_t check_round_trip(const struct png_image *image)
{
	struct png_encoder *p = NULL;
	struct buf out;
	struct error e = {0};
	buf_init(&out, 1 << 20);
	assert_int_equal(png_encoder_open(&p, &e), OK);
	assert_int_equal(png_encode(p, image, &out, &e), OK);
	struct sv rest = buf_sv(&out);
	cairo_surface_t *s = cairo_image_surface_create_from_png_stream(next_bytes, &rest);
	assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
	assert_int_equal(cairo_image_surface_get_width(s), image->width);
	const unsigned char *data = cairo_image_surface_get_data(s);
	int stride = cairo_image_surface_get_stride(s);
	for (size_t i = 0; i < image->width * image->height; i++) {
		uint32_t got;
		uint32_t wanted = image->pixels[i / image->width * image->stride + i % image->width];
		memcpy(&got, data + i / image->width * (size_t)stride + i % image->width * 4, 4);
		if (!image->opaque)
			assert_int_equal(got >> 24, wanted >> 24);
		for (int shift = 0; shift < 24; shift += 8)
			assert_near((double)(got >> shift & 255), (double)(wanted >> shift & 255), 1.0);
	}
	size_t size = out.len;
	cairo_surface_destroy(s);
	png_encoder_free(p);
	buf_release(&out);
	return size;
}

static void test_png_few_colours_come_back(void **state)
{
	(void)state;
	static const uint32_t colours[] = {0, 0xffc32b1d, 0x80401010, 0xffffffff, 0x10080808};
	uint32_t pixels[SIDE * SIDE];
	for (size_t i = 0; i < SIDE * SIDE; i++)
		pixels[i] = colours[i / 3 % 5];
	struct png_image image = {.pixels = pixels, .width = SIDE, .height = SIDE, .stride = SIDE};
	assert_true(check_round_trip(&image) < 400);
}

static void test_png_many_colours_come_back(void **state)
{
	(void)state;
	uint32_t pixels[SIDE * SIDE];
	for (uint32_t i = 0; i < SIDE * SIDE; i++) {
		uint32_t alpha = i % 256;
		pixels[i] =
			alpha << 24 | (alpha * (i % 7) / 7) << 16 | (alpha * (i % 5) / 5) << 8 | alpha * (i % 11) / 11;
	}
	struct png_image image = {.pixels = pixels, .width = SIDE, .height = SIDE, .stride = SIDE};
	(void)check_round_trip(&image);
}

static void test_png_opaque_rows_with_padding_come_back(void **state)
{
	(void)state;
	uint32_t pixels[SIDE * SIDE];
	for (uint32_t i = 0; i < SIDE * SIDE; i++)
		pixels[i] = 0xff000000 | i * 2654435761u >> 8;
	struct png_image image = {
		.pixels = pixels, .width = SIDE - 3, .height = SIDE, .stride = SIDE, .opaque = true, .dpi = 300};
	(void)check_round_trip(&image);
}

/* Encodes with that error; the greatest and the mean change of a channel. The picture has rows of SIDE pixels. */
static void check_indexed(const uint32_t *pixels, unsigned error, uint32_t kept, double *greatest, double *mean)
{
	struct png_image image = {.pixels = pixels, .width = SIDE, .height = SIDE, .stride = SIDE, .error = error};
	struct png_encoder *p = NULL;
	struct buf out;
	buf_init(&out, 1 << 20);
	assert_int_equal(png_encoder_open(&p, NULL), OK);
	assert_int_equal(png_encode(p, &image, &out, NULL), OK);
	assert_int_equal(out.ptr[25], 3); /* colour type: indexed */
	struct sv rest = buf_sv(&out);
	cairo_surface_t *s = cairo_image_surface_create_from_png_stream(next_bytes, &rest);
	*greatest = *mean = 0;
	for (size_t i = 0; i < SIDE * SIDE; i++) {
		uint32_t got;
		memcpy(&got, cairo_image_surface_get_data(s) + 4 * i, 4); /* rows of 40 pixels have no padding */
		if (pixels[i] == kept)
			assert_int_equal(got | 0xff000000, kept);
		for (int shift = 0; shift < 24; shift += 8) {
			double change = fabs((double)(got >> shift & 255) - (double)(pixels[i] >> shift & 255));
			*greatest = change > *greatest ? change : *greatest;
			*mean += change / (3 * SIDE * SIDE);
		}
	}
	cairo_surface_destroy(s);
	png_encoder_free(p);
	buf_release(&out);
}

static void test_png_shades_are_merged_and_frequent_colours_kept(void **state)
{
	(void)state;
	uint32_t pixels[SIDE * SIDE];
	double greatest, mean;
	for (uint32_t i = 0; i < SIDE * SIDE; i++) { /* a flat field, and 800 shades of one ramp */
		uint32_t shade = i % 2 ? i / 2 : 0;
		pixels[i] = shade ? 0xff000000 | (shade * 255 / 800) << 16 | (shade % 4) : 0xff123456;
	}
	check_indexed(pixels, 8, 0xff123456, &greatest, &mean);
	assert_true(greatest <= 8 && mean < 0.5);
}

static void test_png_of_a_thousand_unlike_colours_is_indexed(void **state)
{
	(void)state;
	uint32_t pixels[SIDE * SIDE];
	double greatest, mean;
	for (uint32_t i = 0; i < SIDE * SIDE; i++) /* 1,000 of a cube, over a field */
		pixels[i] = i >= 1000 ? 0xffc32b1d : 0xff000000 | i % 10 * 25 << 16 | i / 10 % 10 * 25 << 8 | i / 100 * 25;
	check_indexed(pixels, 96, 0xffc32b1d, &greatest, &mean);
	assert_true(greatest <= 96 && mean < 8);
}

static void test_png_that_passes_its_ceiling_is_refused(void **state)
{
	(void)state;
	uint32_t pixels[SIDE * SIDE];
	struct png_encoder *p = NULL;
	struct buf out;
	struct error e = {0};
	for (uint32_t i = 0; i < SIDE * SIDE; i++)
		pixels[i] = 0xff000000 | i * 2654435761u >> 8;
	struct png_image image = {.pixels = pixels, .width = SIDE, .height = SIDE, .stride = SIDE};
	buf_init(&out, 100);
	assert_int_equal(png_encoder_open(&p, &e), OK);
	assert_int_equal(png_encode(p, &image, &out, &e), ERR_LIMIT);
	png_encoder_free(p);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_png_few_colours_come_back),
		cmocka_unit_test(test_png_many_colours_come_back),
		cmocka_unit_test(test_png_opaque_rows_with_padding_come_back),
		cmocka_unit_test(test_png_shades_are_merged_and_frequent_colours_kept),
		cmocka_unit_test(test_png_of_a_thousand_unlike_colours_is_indexed),
		cmocka_unit_test(test_png_that_passes_its_ceiling_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
