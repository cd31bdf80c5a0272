#include "write/label.h"
#include "write/label_place.h"
#include "write/spread_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/draw_model.h"

struct fixture {
	struct theme *theme;
	struct typesetter *ts;
	struct arena arena;
};

static int setup(void **state)
{
	struct error e = {0};
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->theme = draw_theme();
	assert_non_null(f->theme);
	assert_int_equal(typesetter_open(f->theme->fonts.text, &f->ts, &e), OK);
	arena_init(&f->arena, 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_release(&f->arena);
	typesetter_free(f->ts);
	theme_free(f->theme);
	free(f);
	return 0;
}

static double width_of(struct fixture *f, const char *text)
{
	struct text_style style = {.size = 20.0};
	return text_measure(f->ts, sv_cstr(text), &style).width;
}

static void test_label_arabic_letters_are_joined(void **state)
{
	struct fixture *f = *state;
	/* "house": three letters in their joined forms are narrower than the three apart */
	assert_true(width_of(f, "بيت") < 0.9 * (width_of(f, "ب") + width_of(f, "ي") + width_of(f, "ت")));
	/* lam and alef melt into one glyph */
	assert_true(width_of(f, "لا") < 0.9 * (width_of(f, "ل") + width_of(f, "ا")));
}

/* First and last column of a surface that bear ink. */
static void ink_columns(cairo_surface_t *s, int *first, int *last)
{
	int width = cairo_image_surface_get_width(s);
	cairo_surface_flush(s);
	*first = width;
	*last = -1;
	for (int y = 0; y < cairo_image_surface_get_height(s); y++) {
		const unsigned char *row = cairo_image_surface_get_data(s) + y * cairo_image_surface_get_stride(s);
		for (int x = 0; x < width; x++) {
			if (row[4 * x + 3] == 0)
				continue;
			*first = x < *first ? x : *first;
			*last = x > *last ? x : *last;
		}
	}
}

static void test_label_right_to_left_paragraph_starts_at_the_right(void **state)
{
	struct fixture *f = *state;
	static const enum text_align aligns[] = {ALIGN_START, ALIGN_END, ALIGN_CENTRE};
	for (int i = 0; i < 3; i++) {
		for (int rtl = 0; rtl < 2; rtl++) {
			int first, last;
			struct text_style style = {
				.size = 20, .colour = {0, 0, 0, 1}, .width = 300, .rtl = rtl, .align = aligns[i]};
			cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 300, 60);
			cairo_t *cr = cairo_create(s);
			(void)text_draw(f->ts, cr, sv_cstr(rtl ? "خريطة" : "map"), &style, 0.0, 0.0);
			ink_columns(s, &first, &last);
			bool right = (aligns[i] == ALIGN_START) == (rtl == 1);
			if (aligns[i] == ALIGN_CENTRE)
				assert_near((first + last) / 2.0, 150.0, 4.0);
			else
				assert_true(right ? last > 290 && first > 200 : first < 10 && last < 100);
			cairo_destroy(cr);
			cairo_surface_destroy(s);
		}
	}
}

static void test_label_line_too_long_is_made_smaller(void **state)
{
	struct fixture *f = *state;
	struct text_style style = {.size = 20.0, .colour = {0, 0, 0, 1}, .width = 60.0};
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 400, 60);
	cairo_t *cr = cairo_create(s);
	struct text_size size = text_draw_fitted(f->ts, cr, SV("a line that is far too long"), &style, 0.0, 0.0);
	int first, last;
	ink_columns(s, &first, &last);
	assert_true(last <= 61);
	assert_true(last > 50);
	assert_true(size.height < 15.0); /* one line still */
	cairo_destroy(cr);
	cairo_surface_destroy(s);
}

static void test_label_sprite_has_its_halo_around_it(void **state)
{
	struct fixture *f = *state;
	struct text_style plain = {.size = 16.0, .colour = {0, 0, 0, 1}, .halo = {1, 1, 1, 1}};
	struct text_style haloed = plain;
	haloed.halo_width = 3.0;
	struct sprite a = sprite_of_text(&f->arena, f->ts, SV("دير الزور"), &plain);
	struct sprite b = sprite_of_text(&f->arena, f->ts, SV("دير الزور"), &haloed);
	size_t white = 0;
	assert_true(b.width >= a.width + 5 && b.height >= a.height + 5);
	assert_true(b.left < a.left && b.top < a.top);
	for (int i = 0; i < b.width * b.height; i++)
		white += b.pixels[i] == 0xffffffff;
	assert_true(white > 100);
	for (int x = 0; x < b.width; x++) { /* nothing is cut */
		assert_int_equal(b.pixels[x] >> 24 > 128, 0);
		assert_int_equal(b.pixels[(b.height - 1) * b.width + x] >> 24 > 128, 0);
	}
}

static void test_label_goes_to_the_other_side_when_one_is_taken(void **state)
{
	struct fixture *f = *state;
	struct crowd *c = crowd_new(&f->arena, (struct box){0, 0, 100, 100}, 10.0);
	struct label_request r = {.x = 50, .y = 50, .gap = 2, .width = 20, .height = 6};
	struct box box;
	assert_true(label_place(c, &r, &box));
	assert_near(box.x0, 52.0, 1e-9);
	crowd_add(c, (struct box){50, 0, 100, 100}); /* all of the right */
	assert_true(label_place(c, &r, &box));
	assert_near(box.x1, 48.0, 1e-9);
	r.rtl = true;
	r.x = 80; /* all of that is taken */
	assert_false(label_place(c, &r, &box));
	r.x = 5; /* would leave the area on the left */
	r.y = 80;
	assert_true(label_place(c, &r, &box));
	assert_true(box.x0 >= 0.0);
}

static void test_spread_keeps_anchors_and_counts(void **state)
{
	struct fixture *f = *state;
	struct model m;
	struct xy points[12];
	size_t indexes[12];
	draw_model_init(&m, 16);
	for (size_t i = 0; i < 12; i++) {
		(void)draw_model_incident(&m, i % 2 ? "Battles" : "Protests", "مكان", 40.0, 35.0);
		points[i] = (struct xy){100.0 + (i < 8 ? 0.0 : 5.0), 100.0};
		indexes[i] = i;
	}
	m.incidents[0].fatalities = 3;
	m.incidents[2].fatalities = 4;
	struct spread_spec spec = {.theme = f->theme, .unit = 3.0, .scale = 1.0, .count_reach = 1.0};
	struct spread s = spread_gather(&f->arena, f->theme, &m, indexes, points, 12, 2.0);
	spread_arrange(&f->arena, &s, &spec);
	size_t incidents = 0;
	assert_int_equal(s.n_groups, 2);
	assert_int_equal(s.n, 4);
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(s.group_of[i], i < 8 ? 0 : 1);
	for (size_t i = 0; i < s.n; i++) {
		incidents += s.symbols[i].count;
		assert_true(s.symbols[i].anchor_x == 100.0 || s.symbols[i].anchor_x == 105.0);
		for (size_t k = 0; k < i; k++)
			assert_true(hypot(s.symbols[i].x - s.symbols[k].x, s.symbols[i].y - s.symbols[k].y) >
			            0.9 * (s.symbols[i].reach + s.symbols[k].reach));
	}
	assert_int_equal(incidents, 12);
	assert_int_equal(s.symbols[0].fatalities, 7); /* largest first */
	model_release(&m);
}

static void test_spread_names_of_a_group_tell_what_is_in_it(void **state)
{
	static const char *const places[] = {"هجين", "الشعفة", "السوسة", "", "السوسة", "هجين", "الباغوز"};
	static const struct {
		size_t incidents, most;
		const char *text;
	} cases[] = {{1, 2, "هجين"}, {2, 2, "هجين، الشعفة"}, {4, 2, "هجين +2"}, {5, 2, "السوسة +2"},
	             {6, 3, "هجين، الشعفة، السوسة"}, {7, 3, "هجين +3"}};
	struct fixture *f = *state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct model m;
		struct xy points[9];
		size_t indexes[9];
		draw_model_init(&m, 16);
		for (size_t i = 0; i < cases[c].incidents; i++) {
			draw_model_incident(&m, "Battles", places[i], 40.0, 35.0)->location = SV("");
			points[i] = (struct xy){100.0, 100.0};
			indexes[i] = i;
		}
		struct spread s = spread_gather(&f->arena, f->theme, &m, indexes, points, cases[c].incidents, 2.0);
		struct sv text = spread_names(&f->arena, &s, &m, f->theme, LANG_AR, cases[c].most)[0];
		assert_sv_equal(text, cases[c].text);
		model_release(&m);
	}
}

/* The quick look refuses no label for which there is room. */
static void test_label_that_has_room_may_fit(void **state)
{
	static const char *const names[] = {"دير الزور", "تل", "البصيرة الشرقية", "ا", "Ras al-Ayn", "i", "قرية\nVillage"};
	struct fixture *f = *state;
	unsigned seed = 5, placed = 0, refused = 0;
	for (int round = 0; round < 60; round++) {
		struct crowd *c = crowd_new(&f->arena, (struct box){0, 0, 200, 200}, 10.0);
		for (int i = 0; i < 60; i++) {
			double x = (double)(seed = seed * 1664525u + 1013904223u) / 4294967296.0 * 200.0;
			double y = (double)(seed = seed * 1664525u + 1013904223u) / 4294967296.0 * 200.0;
			crowd_add(c, (struct box){x - 8, y - 8, x + 8, y + 8});
		}
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			struct text_style style = {.size = 12.0, .second = strchr(names[i], '\n') != NULL};
			struct text_size size = text_measure(f->ts, sv_cstr(names[i]), &style);
			struct label_request r = {.text = sv_cstr(names[i]), .x = 30.0 + 20.0 * (double)i, .y = 100.0, .gap = 1.0,
			                          .rtl = i % 2, .centred = i == 2, .width = size.ink.x1 - size.ink.x0,
			                          .height = size.ink.y1 - size.ink.y0};
			struct box box;
			bool may = label_may_fit(c, &r, style.size), does = label_place(c, &r, &box);
			assert_true(may || !does);
			placed += does;
			refused += !may;
		}
	}
	assert_true(placed > 20 && refused > 20);
}

#define LABEL_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LABEL_TEST(test_label_arabic_letters_are_joined),
		LABEL_TEST(test_label_right_to_left_paragraph_starts_at_the_right),
		LABEL_TEST(test_label_line_too_long_is_made_smaller),
		LABEL_TEST(test_label_sprite_has_its_halo_around_it),
		LABEL_TEST(test_label_goes_to_the_other_side_when_one_is_taken),
		LABEL_TEST(test_spread_names_of_a_group_tell_what_is_in_it),
		LABEL_TEST(test_label_that_has_room_may_fit),
		LABEL_TEST(test_spread_keeps_anchors_and_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
