#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "write/marker.h"
#include "write/preview_parts.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/check.h"
#include "support/draw_model.h"

/* Every event's symbol from the maps' own drawing and from the preview page's path, as pictures. QGIS's is compared
 * with the same drawing by tests/clients/qgis_symbols.py; this program writes it there: symbol_test --pictures DIR. */

enum { SIDE = 256 };

#define UNIT 24.0    /* pixels per mm */
#define OVERLAP 0.97 /* least share of the pixels of both shapes that lie in both */

struct sheet {
	cairo_surface_t *surface;
	cairo_t *cr;
};

static struct sheet sheet_new(void)
{
	struct sheet s = {.surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE)};
	s.cr = cairo_create(s.surface);
	cairo_set_source_rgb(s.cr, 1.0, 1.0, 1.0);
	cairo_paint(s.cr);
	return s;
}

static void sheet_free(struct sheet *s)
{
	cairo_destroy(s->cr);
	cairo_surface_destroy(s->surface);
}

static uint32_t sheet_pixel(const struct sheet *s, int x, int y)
{
	uint32_t pixel;
	cairo_surface_flush(s->surface);
	memcpy(&pixel, cairo_image_surface_get_data(s->surface) + (size_t)y * SIDE * 4 + (size_t)x * 4, sizeof pixel);
	return pixel & 0xffffff;
}

static double overlap(const struct sheet *a, const struct sheet *b)
{
	size_t either = 0;
	size_t both = 0;
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++) {
			bool in_a = sheet_pixel(a, x, y) != 0xffffff;
			bool in_b = sheet_pixel(b, x, y) != 0xffffff;
			either += in_a || in_b;
			both += in_a && in_b;
		}
	assert_true(either > 500);
	return (double)both / (double)either;
}

/* As tiles and report maps draw it: one killed, sure, no halo (it is as white as the sheet). */
static struct marker_look usual_look(const struct theme *t, const struct theme_event *event, bool background)
{
	struct marker_look look = marker_incident(t, event, 1, 1.0, background, UNIT, 1.0);
	look.halo = 0.0;
	return look;
}

static struct sheet drawn(const struct theme *t, const struct theme_event *event, bool background)
{
	struct sheet s = sheet_new();
	struct marker_look look = usual_look(t, event, background);
	marker_draw(s.cr, &look, SIDE / 2.0, SIDE / 2.0);
	return s;
}

/* The path commands that the page's symbols use: M, L, C with absolute coordinates, Z. */
static void svg_path(cairo_t *cr, const char *d)
{
	double v[6];
	while (*d) {
		char command = *d++;
		int n = command == 'C' ? 6 : command == 'Z' ? 0 : 2;
		for (int i = 0; i < n; i++) {
			char *end;
			d += strspn(d, " ,");
			v[i] = strtod(d, &end);
			assert_ptr_not_equal(end, d);
			d = end;
		}
		d += strspn(d, " ");
		switch (command) {
		case 'M':
			cairo_move_to(cr, v[0], v[1]);
			break;
		case 'L':
			cairo_line_to(cr, v[0], v[1]);
			break;
		case 'C':
			cairo_curve_to(cr, v[0], v[1], v[2], v[3], v[4], v[5]);
			break;
		case 'Z':
			cairo_close_path(cr);
			break;
		default:
			fail_msg("path command '%c'", command);
		}
	}
}

static double number_of(const json_t *o, const char *key)
{
	assert_true(json_is_number(json_object_get(o, key)));
	return json_number_value(json_object_get(o, key));
}

static struct colour colour_of(const json_t *o, const char *key)
{
	struct colour c;
	assert_true(colour_parse(json_string_value(json_object_get(o, key)), &c));
	return c;
}

static void use(cairo_t *cr, struct colour c)
{
	cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

/* As the page does with what it is given: path of width 1, scaled; filled, then stroked. */
static struct sheet from_page(const json_t *theme, const json_t *event)
{
	const json_t *incident = json_object_get(theme, "incident");
	const json_t *step = json_array_get(json_object_get(incident, "sizes"), 1);
	double size = json_number_value(json_array_get(step, 1)) * number_of(event, "scale") * UNIT;
	struct sheet s = sheet_new();
	assert_near(json_number_value(json_array_get(step, 0)), 1.0, 0.0);
	cairo_save(s.cr);
	cairo_translate(s.cr, SIDE / 2.0, SIDE / 2.0);
	cairo_scale(s.cr, size, size);
	svg_path(s.cr, json_string_value(json_object_get(event, "path")));
	cairo_restore(s.cr);
	use(s.cr, colour_of(event, "fill"));
	cairo_fill_preserve(s.cr);
	use(s.cr, colour_of(event, "stroke"));
	cairo_set_line_width(s.cr, number_of(incident, "stroke_mm") * UNIT);
	cairo_set_line_join(s.cr, CAIRO_LINE_JOIN_ROUND);
	cairo_stroke(s.cr);
	return s;
}

static json_t *page_theme(const struct theme *t)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	preview_put_theme(&b, t);
	json_t *root = json_loadb(b.ptr, b.len, JSON_REJECT_DUPLICATES, NULL);
	buf_release(&b);
	assert_non_null(root);
	return root;
}

static void test_page_and_maps_draw_the_same_symbols(void **state)
{
	(void)state;
	struct theme *t = draw_theme();
	json_t *page = page_theme(t);
	const json_t *events = json_object_get(page, "events");
	assert_int_equal(json_array_size(events), t->n_events);
	for (size_t i = 0; i < t->n_events; i++) {
		struct sheet a = drawn(t, &t->events[i], false);
		struct sheet b = from_page(page, json_array_get(events, i));
		double share = overlap(&a, &b);
		if (share < OVERLAP)
			fail_msg("'%s': shapes overlap by %.3f only", t->events[i].event_type, share);
		assert_int_equal(sheet_pixel(&a, SIDE / 2, SIDE / 2), sheet_pixel(&b, SIDE / 2, SIDE / 2));
		sheet_free(&a);
		sheet_free(&b);
	}
	json_decref(page);
	theme_free(t);
}

/* The measure tells shapes apart: no two symbols of the theme would pass for each other. */
static void test_different_symbols_do_not_overlap_so(void **state)
{
	(void)state;
	struct theme *t = draw_theme();
	for (size_t i = 0; i < t->n_events; i++)
		for (size_t k = 0; k < i; k++) {
			struct sheet a = drawn(t, &t->events[i], false);
			struct sheet b = drawn(t, &t->events[k], false);
			assert_true(overlap(&a, &b) < OVERLAP - 0.05);
			assert_int_not_equal(sheet_pixel(&a, SIDE / 2, SIDE / 2), sheet_pixel(&b, SIDE / 2, SIDE / 2));
			sheet_free(&a);
			sheet_free(&b);
		}
	theme_free(t);
}

static void test_a_past_incident_is_hollow(void **state)
{
	(void)state;
	struct theme *t = draw_theme();
	for (size_t i = 0; i < t->n_events; i++) {
		struct sheet s = drawn(t, &t->events[i], true);
		assert_int_equal(sheet_pixel(&s, SIDE / 2, SIDE / 2), 0xffffff);
		sheet_free(&s);
	}
	theme_free(t);
}

/* DIR/N.png per event of the theme, for the comparison with QGIS. */
static int pictures(const char *dir)
{
	struct theme *t = draw_theme();
	bool ok = t;
	for (size_t i = 0; ok && i < t->n_events; i++) {
		char path[512];
		struct sheet s = drawn(t, &t->events[i], false);
		(void)snprintf(path, sizeof path, "%s/%zu.png", dir, i);
		ok = cairo_surface_write_to_png(s.surface, path) == CAIRO_STATUS_SUCCESS;
		sheet_free(&s);
	}
	theme_free(t);
	return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_and_maps_draw_the_same_symbols),
		cmocka_unit_test(test_different_symbols_do_not_overlap_so),
		cmocka_unit_test(test_a_past_incident_is_hollow),
	};
	if (argc == 3 && strcmp(argv[1], "--pictures") == 0)
		return pictures(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
