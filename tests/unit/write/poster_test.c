#include "write/poster.h"

#include "base/file.h"
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <gdal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/draw_model.h"

struct fixture {
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct typesetter *ts;
	struct model model;
	struct arena arena;
	char dir[64];
};

static int setup(void **state)
{
	struct error e = {0};
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->theme = draw_theme();
	assert_non_null(f->theme);
	assert_int_equal(gazetteer_open(KHARITA_GAZ, &f->gazetteer, &e), OK);
	assert_int_equal(typesetter_open(f->theme->fonts.text, &f->ts, &e), OK);
	draw_model_init(&f->model, 64);
	arena_init(&f->arena, 0);
	(void)snprintf(f->dir, sizeof f->dir, "/tmp/kharita_poster_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];
	(void)snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
	assert_int_equal(system(command), 0);
	arena_release(&f->arena);
	model_release(&f->model);
	typesetter_free(f->ts);
	gazetteer_close(f->gazetteer);
	theme_free(f->theme);
	free(f);
	return 0;
}

static void add_scene(struct model *m)
{
	(void)draw_model_incident(m, "Battles", "الميادين", 40.4528, 35.0203);
	(void)draw_model_incident(m, "Battles", "الميادين", 40.4528, 35.0203);
	(void)draw_model_incident(m, "Riots", "الميادين", 40.4528, 35.0203);
	(void)draw_model_incident(m, "Explosions/Remote violence", "البوكمال", 40.9186, 34.4506);
	(void)draw_model_incident(m, "Violence against civilians", "الشحيل", 40.4711, 35.1028);
	(void)draw_model_incident(m, "Strategic developments", "دير الزور", 40.1408, 35.3359);
	(void)draw_model_incident(m, "Strategic developments", "الكسرة", 39.9344, 35.5803);
	(void)draw_model_incident(m, "Protests", "البصيرة", 40.4267, 35.1531);
	(void)draw_model_incident(m, "Battles", "درعا", 36.1021, 32.6189); /* Daraa, 500 km away */
	m->incidents[3].fatalities = 12;
	m->incidents[4].background = true;
	m->incidents[5].extent = geo_circle(&m->arena, (struct lonlat){40.1, 35.3}, 20000.0, 48);
	draw_model_place(m, "مكان مذكور", 40.3, 35.5);
}

static void plan(struct fixture *f, const struct poster_spec *spec, struct poster_plan *out)
{
	poster_plan_build(out, &f->arena, f->ts, &f->model, f->gazetteer, spec);
}

static void test_poster_scale_bar_is_true_within_one_percent(void **state)
{
	(void)state;
	static const double denominators[] = {500000, 750000, 1500000, 3500000, 5000000};
	static const struct lonlat centres[] = {{36.2, 33.0}, {39.0, 35.0}, {40.9, 34.4}, {42.0, 37.0}};
	for (size_t i = 0; i < 5; i++) {
		for (size_t k = 0; k < 4; k++) {
			struct map_frame frame = {.centre = geo_to_utm37(centres[k]), .denominator = denominators[i]};
			struct scale_bar bar = scale_bar_choose(frame_true_denominator(&frame), 45.0);
			double plane_m =
				bar.part_mm * bar.parts / 1000.0 * denominators[i]; /* as the bar lies on the map */
			struct lonlat from =
				geo_from_utm37((struct xy){frame.centre.x_m - plane_m / 2.0, frame.centre.y_m});
			struct lonlat to =
				geo_from_utm37((struct xy){frame.centre.x_m + plane_m / 2.0, frame.centre.y_m});
			double said_m = bar.part_km * bar.parts * 1000.0;
			assert_near(geo_distance_m(from, to), said_m, 0.01 * said_m);
			assert_true(bar.part_mm * bar.parts <= 45.0);
			assert_true(bar.part_mm * bar.parts > 15.0);
		}
	}
}

static void test_poster_frame_holds_the_bulk_and_leaves_the_far_one_out(void **state)
{
	struct fixture *f = *state;
	struct xy points[8];
	bool inside[8];
	for (size_t i = 0; i < 7; i++)
		points[i] = (struct xy){600000.0 + 40000.0 * (double)i, 3880000.0 + 9000.0 * (double)(i % 3)};
	points[7] = (struct xy){100000.0, 3610000.0};
	struct map_frame frame = frame_choose(&f->arena, points, 8, 200.0, 130.0, inside);
	for (size_t i = 0; i < 7; i++)
		assert_true(inside[i]);
	assert_false(inside[7]);
	assert_near(frame.denominator, 1250000.0, 1.0); /* 240 km on 200 mm, rounded up */
	assert_near(frame.centre.x_m, 720000.0, 1.0);
	points[7] = (struct xy){590000.0, 3890000.0}; /* near: costs little */
	(void)frame_choose(&f->arena, points, 8, 200.0, 130.0, inside);
	assert_true(inside[7]);
}

static void test_poster_frame_of_one_point_is_no_close_up(void **state)
{
	struct fixture *f = *state;
	struct xy point = {660000.0, 3880000.0};
	bool inside;
	struct map_frame frame = frame_choose(&f->arena, &point, 1, 200.0, 130.0, &inside);
	assert_true(inside);
	assert_near(frame.denominator, FRAME_MIN_DENOMINATOR, 1.0);
}

static void test_poster_graticule_has_a_few_lines(void **state)
{
	(void)state;
	for (double span = 0.6; span < 20.0; span *= 1.3) {
		double lines = span / graticule_step_deg(span);
		assert_true(lines >= 2.0 && lines <= 8.0);
	}
}

/* Ink of a label with its halo, from the plan. */
static struct box label_box(struct fixture *f, const struct plan_label *l)
{
	struct text_style style = text_style_of(&f->theme->labels[l->style], 1.0);
	struct text_size size = text_measure(f->ts, l->text, &style);
	return (struct box){l->x + size.ink.x0, l->y + size.ink.y0, l->x + size.ink.x1, l->y + size.ink.y1};
}

static void test_poster_labels_overlap_nothing(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	add_scene(&f->model);
	plan(f, &spec, &p);
	assert_true(p.n_labels > 20);
	for (size_t i = 0; i < p.n_labels; i++) {
		struct box a = label_box(f, &p.labels[i]);
		assert_true(box_inside(a, p.map));
		for (size_t k = 0; k < i; k++)
			assert_false(box_overlaps(a, label_box(f, &p.labels[k])));
		for (size_t k = 0; k < p.spread.n; k++) {
			const struct spread_symbol *s = &p.spread.symbols[k];
			struct box b = symbol_box(f->theme, s, 1.0, 1.0);
			b = (struct box){b.x0 + s->x, b.y0 + s->y, b.x1 + s->x, b.y1 + s->y};
			assert_false(box_overlaps(a, b));
		}
	}
}

static void test_poster_symbols_of_one_place_stand_apart_with_counts(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	size_t incidents = 0;
	add_scene(&f->model);
	plan(f, &spec, &p);
	for (size_t i = 0; i < p.spread.n; i++) {
		const struct spread_symbol *a = &p.spread.symbols[i];
		incidents += a->count;
		for (size_t k = 0; k < i; k++) {
			const struct spread_symbol *b = &p.spread.symbols[k];
			assert_true(hypot(a->x - b->x, a->y - b->y) > (a->look.size + b->look.size) / 2.0 * 0.95);
		}
	}
	assert_int_equal(incidents, 8); /* all but the far one */
	assert_int_equal(p.spread.n, 7); /* two battles at one place are one symbol */
	assert_true(p.legend.signs[SIGN_BADGE]);
}

static void test_poster_names_what_lies_outside_at_the_edge(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	add_scene(&f->model);
	plan(f, &spec, &p);
	assert_int_equal(p.n_pointers, 1);
	assert_int_not_equal(sv_find(p.pointers[0].text, SV("درعا"), 0), SIZE_MAX);
	assert_true(cos(p.pointers[0].angle) < 0.0 && sin(p.pointers[0].angle) > 0.0); /* to the south-west, y down */
	assert_true(p.pointers[0].x > p.map.x0 && p.pointers[0].x < p.map.x1);
}

static void test_poster_legend_counts_the_classes_present(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_EN};
	struct poster_plan p;
	add_scene(&f->model);
	plan(f, &spec, &p);
	size_t n = 0;
	for (size_t i = 0; i < f->theme->n_events; i++)
		n += p.legend.counts[i];
	assert_int_equal(n, 8);
	assert_int_equal(p.legend.n_background, 1);
	assert_int_equal(p.legend.counts[0], 3); /* battles */
	assert_true(p.legend.signs[SIGN_EXTENT]);
	assert_false(p.legend.signs[SIGN_ROUTE]);
	assert_true(p.legend.signs[SIGN_RIVER]);
	assert_int_not_equal(sv_find(p.subtitle, SV("Incidents: 8"), 0), SIZE_MAX);
	assert_int_not_equal(sv_find(p.subtitle, SV("12 March 2024"), 0), SIZE_MAX);
	assert_int_not_equal(sv_find(p.title, SV("Deir ez-Zor"), 0), SIZE_MAX);
}

static void test_poster_without_incidents_shows_the_places(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	draw_model_place(&f->model, "الميادين", 40.4528, 35.0203);
	draw_model_place(&f->model, "البوكمال", 40.9186, 34.4506);
	plan(f, &spec, &p);
	assert_true(p.legend.signs[SIGN_MENTIONED]);
	assert_int_not_equal(sv_find(p.subtitle, sv_cstr(f->theme->text[LANG_AR][TEXT_NO_INCIDENTS]), 0), SIZE_MAX);
	assert_int_not_equal(sv_find(p.title, sv_cstr(f->theme->text[LANG_AR][TEXT_TITLE_PLACES]), 0), SIZE_MAX);
}

static void test_poster_of_nothing_shows_the_region(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	plan(f, &spec, &p);
	assert_true(p.base_shown[BASE_LAND] && p.base_shown[BASE_COUNTRY_BORDER]);
	assert_int_not_equal(sv_find(p.subtitle, sv_cstr(f->theme->text[LANG_AR][TEXT_NOTHING]), 0), SIZE_MAX);
}

static void test_poster_eastern_digits_are_used_throughout(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	add_scene(&f->model);
	f->theme->arabic_digits = true;
	plan(f, &spec, &p);
	struct sv texts[] = {p.subtitle, p.ratio, p.pointers[0].text, p.ticks[0].text};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (size_t k = 0; k < texts[i].len; k++)
			assert_false(texts[i].ptr[k] >= '0' && texts[i].ptr[k] <= '9' && i != 1); /* A4 keeps its 4 */
	}
}

static void draw_into(struct fixture *f, const char *const *names, size_t n, struct buf *out)
{
	char paths[4][128];
	const char *list[4] = {NULL};
	struct error e = {0};
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR, .dpi = 100};
	for (size_t i = 0; i < n; i++) {
		(void)snprintf(paths[i], sizeof paths[i], "%s/%s", f->dir, names[i]);
		list[i] = paths[i];
	}
	if (poster_write(&f->model, f->gazetteer, &spec, list, n, &e) != OK) {
		print_error("%s\n", e.msg);
		fail();
	}
	for (size_t i = 0; i < n; i++) {
		buf_init(&out[i], 1 << 26);
		assert_int_equal(file_read(paths[i], &out[i], NULL), OK);
	}
}

static void test_poster_is_the_same_bytes_twice(void **state)
{
	static const char *const names[] = {"a.png", "a.pdf", "a.svg"};
	struct fixture *f = *state;
	struct buf first[3];
	struct buf second[3];
	add_scene(&f->model);
	draw_into(f, names, 3, first);
	draw_into(f, names, 3, second);
	for (size_t i = 0; i < 3; i++) {
		assert_true(first[i].len > 10000);
		assert_true(sv_eq(buf_sv(&first[i]), buf_sv(&second[i])));
		buf_release(&first[i]);
		buf_release(&second[i]);
	}
}

static size_t occurrences(struct sv hay, struct sv needle)
{
	size_t n = 0;
	for (size_t at = sv_find(hay, needle, 0); at != SIZE_MAX; at = sv_find(hay, needle, at + 1))
		n++;
	return n;
}

static void test_poster_pdf_is_one_a4_page_with_embedded_fonts(void **state)
{
	static const char *const names[] = {"a.pdf"};
	struct fixture *f = *state;
	struct buf pdf;
	add_scene(&f->model);
	draw_into(f, names, 1, &pdf);
	struct sv text = buf_sv(&pdf);
	assert_true(sv_starts(text, SV("%PDF-1.")));
	assert_int_equal(occurrences(text, SV("/Count 1\n")), 1);
	assert_int_not_equal(sv_find(text, SV("/MediaBox [ 0 0 841.889764 595.275591 ]"), 0), SIZE_MAX);
	size_t fonts = occurrences(text, SV("/Type /FontDescriptor"));
	assert_true(fonts >= 2);
	assert_int_equal(occurrences(text, SV("/FontFile")), fonts);
	assert_int_equal(occurrences(text, SV("/Type /FontDescriptor\n   /FontName")), fonts);
	assert_int_not_equal(sv_find(text, SV("NotoSansArabic"), 0), SIZE_MAX);
	assert_true(occurrences(text, SV("/ToUnicode")) >= 2); /* the text can be searched and copied */
	assert_int_equal(sv_find(text, SV("/CreationDate"), 0), SIZE_MAX);
	buf_release(&pdf);
}

static void test_poster_png_has_its_size_and_is_not_blank(void **state)
{
	static const char *const names[] = {"a.png"};
	struct fixture *f = *state;
	struct buf png;
	char path[128];
	double statistics[4];
	add_scene(&f->model);
	draw_into(f, names, 1, &png);
	buf_release(&png);
	(void)snprintf(path, sizeof path, "%s/a.png", f->dir);
	GDALAllRegister();
	GDALDatasetH d = GDALOpen(path, GA_ReadOnly);
	assert_non_null(d);
	assert_int_equal(GDALGetRasterXSize(d), 1169);
	assert_int_equal(GDALGetRasterYSize(d), 827);
	GDALRasterBandH band = GDALGetRasterBand(d, 1);
	assert_int_equal(GDALComputeRasterStatistics(band, 0, &statistics[0], &statistics[1], &statistics[2],
						     &statistics[3], NULL, NULL),
			 CE_None);
	assert_true(statistics[0] < 60.0 && statistics[1] == 255.0 && statistics[3] > 15.0);
	GDALClose(d);
}

static void test_poster_refuses_other_endings_and_bad_paths(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR, .dpi = 60};
	const char *gif = "map.gif";
	const char *nowhere[] = {"/nonexistent/map.png", "/nonexistent/map.pdf", "/nonexistent/map.svg"};
	struct error e = {0};
	assert_int_equal(poster_write(&f->model, f->gazetteer, &spec, &gif, 1, &e), ERR_USAGE);
	assert_non_null(strstr(e.msg, "map.gif"));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(poster_write(&f->model, f->gazetteer, &spec, &nowhere[i], 1, &e), ERR_IO);
		assert_non_null(strstr(e.msg, nowhere[i]));
	}
}

#define POSTER_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Twelve incidents over some weeks, five places of them within a few kilometres. */
static void add_long_scene(struct model *m)
{
	static const char *const days[] = {"2024-01-03", "2024-01-20", "2024-02-02", "2024-02-11", "2024-03-01", "2024-03-09"};
	for (size_t i = 0; i < 12; i++) {
		bool city = i < 6;
		struct model_incident *in = draw_model_incident(
			m, i % 2 ? "Battles" : "Protests", "حي الاختبار", city ? 40.14 + 0.012 * (double)i : 36.0 + 0.8 * (double)(i - 6),
			city ? 35.33 + 0.006 * (double)i : 32.6 + 0.7 * (double)(i - 6)); /* a test quarter */
		in->event_date = sv_cstr(days[i % 6]);
		in->time_precision = 1;
		in->evidence = SV("جملة من الخبر تبين ما جرى في الحي."); /* a sentence of the report */
	}
}

static void test_poster_counts_every_dated_incident_in_its_time_line(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_EN};
	struct poster_plan p;
	size_t total = 0;
	add_long_scene(&f->model);
	f->model.incidents[0].event_date = SV("");
	plan(f, &spec, &p);
	assert_true(p.timeline.n >= 8);
	for (size_t i = 0; i < p.timeline.n; i++)
		for (size_t k = 0; k < f->theme->n_events; k++)
			total += p.timeline.counts[i][k];
	assert_int_equal(total, 11);
	assert_true(p.time_box.y0 >= p.map.y1 && p.time_box.y1 <= p.footer.y0);
	spec.no_timeline = true;
	plan(f, &spec, &p);
	assert_int_equal(p.timeline.n, 0);
}

static void test_poster_enlarges_a_crowded_city_where_no_symbol_stands(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR};
	struct poster_plan p;
	add_long_scene(&f->model);
	plan(f, &spec, &p);
	assert_non_null(p.inset);
	assert_int_equal(p.inset->n_incidents, 6);
	assert_true(p.inset->frame.denominator < p.frame.denominator / 3.0);
	assert_true(box_inside(p.inset->map, p.map));
	for (size_t i = 0; i < p.spread.n; i++) {
		const struct spread_symbol *s = &p.spread.symbols[i];
		assert_false(s->x > p.inset->map.x0 && s->x < p.inset->map.x1 && s->y > p.inset->map.y0 && s->y < p.inset->map.y1);
	}
	for (size_t i = 0; i < p.inset->spread.n; i++) {
		struct box at = box_add(BOX_EMPTY, p.inset->spread.symbols[i].x, p.inset->spread.symbols[i].y);
		assert_true(box_inside(at, p.inset->map));
	}
	spec.no_inset = true;
	plan(f, &spec, &p);
	assert_null(p.inset);
}

static void test_poster_boxes_fit_every_paper(void **state)
{
	struct fixture *f = *state;
	static const char *const papers[] = {"a4", "a3", "a2", "letter", "160x150", "500x200"};
	add_long_scene(&f->model);
	for (size_t i = 0; i < 12; i++) {
		struct poster_spec spec = {.theme = f->theme, .lang = i % 3 ? LANG_AR : LANG_EN};
		struct poster_plan p;
		assert_true(poster_paper_parse(papers[i / 2], i % 2, &spec.paper));
		plan(f, &spec, &p);
		const struct box boxes[] = {p.title_box, p.map, p.panel, p.footer};
		for (size_t a = 0; a < 4; a++) {
			assert_true(box_inside(boxes[a], p.page) && boxes[a].x1 > boxes[a].x0 && boxes[a].y1 > boxes[a].y0);
			for (size_t b = 0; b < a; b++)
				assert_false(box_overlaps(box_grow(boxes[a], -0.01), boxes[b]));
		}
		struct box panel = box_grow(p.panel, 0.01);
		assert_true(box_inside(p.locator, panel) && box_inside(p.scale_box, panel));
	}
	struct poster_paper paper;
	assert_false(poster_paper_parse("a9", false, &paper));
	assert_false(poster_paper_parse("20x20", false, &paper));
	assert_false(poster_paper_parse("300", false, &paper));
}

static void test_poster_table_lists_every_incident_once(void **state)
{
	struct fixture *f = *state;
	struct poster_spec spec = {.theme = f->theme, .lang = LANG_AR, .table = true, .dpi = 40};
	struct poster_plan p;
	struct error e = {0};
	char path[160], second[160];
	for (int i = 0; i < 5; i++)
		add_long_scene(&f->model);
	plan(f, &spec, &p);
	assert_int_equal(p.n_list, 60);
	assert_true(p.table.n_pages >= 2);
	assert_int_equal(p.table.first[0], 0);
	assert_int_equal(p.table.first[p.table.n_pages], 60);
	for (size_t page = 0; page < p.table.n_pages; page++) {
		double y = p.table.top_mm;
		assert_true(p.table.first[page] < p.table.first[page + 1]);
		for (size_t i = p.table.first[page]; i < p.table.first[page + 1]; i++)
			y += p.table.heights_mm[i];
		assert_true(y < p.page.y1 - 8.0);
	}
	(void)snprintf(path, sizeof path, "%s/m.png", f->dir);
	(void)snprintf(second, sizeof second, "%s/m-2.png", f->dir);
	const char *paths[] = {path};
	assert_int_equal(poster_write(&f->model, f->gazetteer, &spec, paths, 1, &e), OK);
	assert_int_equal(access(second, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_poster_scale_bar_is_true_within_one_percent),
		cmocka_unit_test(test_poster_graticule_has_a_few_lines),
		POSTER_TEST(test_poster_frame_holds_the_bulk_and_leaves_the_far_one_out),
		POSTER_TEST(test_poster_frame_of_one_point_is_no_close_up),
		POSTER_TEST(test_poster_labels_overlap_nothing),
		POSTER_TEST(test_poster_symbols_of_one_place_stand_apart_with_counts),
		POSTER_TEST(test_poster_names_what_lies_outside_at_the_edge),
		POSTER_TEST(test_poster_legend_counts_the_classes_present),
		POSTER_TEST(test_poster_without_incidents_shows_the_places),
		POSTER_TEST(test_poster_of_nothing_shows_the_region),
		POSTER_TEST(test_poster_eastern_digits_are_used_throughout),
		POSTER_TEST(test_poster_is_the_same_bytes_twice),
		POSTER_TEST(test_poster_pdf_is_one_a4_page_with_embedded_fonts),
		POSTER_TEST(test_poster_png_has_its_size_and_is_not_blank),
		POSTER_TEST(test_poster_counts_every_dated_incident_in_its_time_line),
		POSTER_TEST(test_poster_enlarges_a_crowded_city_where_no_symbol_stands),
		POSTER_TEST(test_poster_boxes_fit_every_paper),
		POSTER_TEST(test_poster_table_lists_every_incident_once),
		POSTER_TEST(test_poster_refuses_other_endings_and_bad_paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
