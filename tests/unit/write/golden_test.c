/* Pictures against kept ones (tests/golden), as the eye compares them. KHARITA_GOLDEN_REFRESH=DIR writes them there instead:
 * tests/golden/refresh. Colours, symbols, names and lines may only change on purpose. */
#include "write/basemap.h"
#include "write/png.h"
#include "write/poster_plan.h"
#include "write/symbol.h"
#include "write/tiles_layer.h"
#include "write/tiles_paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/draw_model.h"
#include "support/gazetteer_folder.h"
#include "support/picture_compare.h"

#define GOLDEN KHARITA_SOURCE_DIR "/tests/golden/"

/* What the eye would see at once, and what a font's next version may do. */
static const double most_share = 0.004, most_in_a_block = 0.25;

enum { DPI = 90, PICTURE_MAX = 1 << 24 };

/* A mistake that is made on purpose, to see that it is found. */
enum fault { FAULT_NONE, FAULT_LABEL_MOVED, FAULT_RIVER_GONE, FAULT_COLOUR, FAULT_SEA_GONE, FAULT_LEGEND_ROW, FAULT_NO_HALO,
             FAULT_NO_INSET };

struct fixture {
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct typesetter *ts;
	struct folder folder;
	struct model model;
	struct arena arena;
	jmp_buf escape;
};

static void copy_file(struct folder *f, const char *from, const char *name)
{
	struct buf b;
	struct error e = {0};
	buf_init(&b, PICTURE_MAX);
	assert_int_equal(file_read(from, &b, &e), OK);
	(void)folder_put(f, name, b.ptr, b.len);
	buf_release(&b);
}

/* The base map's geometry with few places, that a new village does not change these pictures. */
static void build_gazetteer(struct fixture *f)
{
	static const char *const files[] = {"areas.geojson", "borders.geojson", "cover.geojson", "rivers.geojson", "roads.geojson"};
	folder_open(&f->folder);
	copy_file(&f->folder, GOLDEN "places.tsv", "places.tsv");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[400];
		(void)snprintf(path, sizeof path, "%s/gazetteer/%s", KHARITA_SOURCE_DIR, files[i]);
		copy_file(&f->folder, path, files[i]);
	}
	f->gazetteer = folder_build(&f->folder, NULL);
}

struct scene_row {
	const char *type, *name_ar, *name_en, *day;
	double lon_deg, lat_deg;
	int64_t fatalities;
	int geo_precision;
	bool background;
};
static const struct scene_row SCENE[] = {
	{"Battles", "الميادين", "Al-Mayadin", "2024-03-02", 40.4528, 35.0203, 3, 1, false},
	{"Battles", "الميادين", "Al-Mayadin", "2024-03-02", 40.4528, 35.0203, 1, 1, false},
	{"Riots", "الميادين", "Al-Mayadin", "2024-03-09", 40.4528, 35.0203, -1, 1, false},
	{"Explosions/Remote violence", "البوكمال", "Abu Kamal", "2024-03-04", 40.9186, 34.4506, 12, 1, false},
	{"Violence against civilians", "الشحيل", "Al-Shuhayl", "2024-02-11", 40.4711, 35.1028, 2, 1, true},
	{"Strategic developments", "الكسرة", "Al-Kasrah", "2024-03-11", 39.9344, 35.5803, -1, 1, false},
	{"Protests", "البصيرة", "Al-Busayrah", "2024-03-14", 40.4267, 35.1531, 0, 1, false},
	{"Explosions/Remote violence", "بادية السخنة", "Sukhnah badia", "2024-03-06", 38.87, 34.88, 55, 3, false},
	{"Battles", "طريق دير الزور - تدمر", "Deir ez-Zor-Palmyra road", "2024-03-07", 39.6, 35.09, 6, 2, false},
	{"Violence against civilians", "الرصافة", "Resafa", "2024-03-20", 38.757, 35.629, 1, 1, false},
	/* quarters of Deir ez-Zor */
	{"Violence against civilians", "الجورة", "Al-Joura", "2024-03-16", 40.117, 35.334, 1, 1, false},
	{"Explosions/Remote violence", "القصور", "Al-Qosour", "2024-03-17", 40.128, 35.325, -1, 1, false},
	{"Battles", "هرابش", "Harabish", "2024-03-18", 40.17, 35.304, 2, 1, false},
	{"Strategic developments", "الحويقة", "Al-Huwaiqa", "2024-03-18", 40.15, 35.347, -1, 1, false},
	{"Protests", "الموظفين", "Al-Muwazzafin", "2024-03-19", 40.139, 35.337, -1, 1, false},
	{"Battles", "درعا", "Daraa", "2024-03-21", 36.1021, 32.6189, 1, 1, false}, /* far outside */
};

/* So far apart that the quarters above crowd in a spot, which gets an inset; the map's corners are still free. */
static const struct scene_row WIDE[] = {
	{"Battles", "تل أبيض", "Tell Abiad", "2024-03-01", 38.956, 36.697, 1, 1, false},
	{"Protests", "الرقة", "Raqqa", "2024-03-05", 39.01, 35.95, -1, 1, false},
	{"Violence against civilians", "تدمر", "Palmyra", "2024-03-12", 38.28, 34.56, 4, 1, false},
	{"Explosions/Remote violence", "القريتين", "Al-Qaryatayn", "2024-03-15", 37.24, 34.23, 2, 1, false},
	{"Battles", "رأس العين", "Ras al-Ayn", "2024-03-22", 40.07, 36.85, 1, 1, false},
};

static void add_rows(struct model *m, const struct scene_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct scene_row *s = &rows[i];
		struct model_incident *in = draw_model_incident(m, s->type, s->name_ar, s->lon_deg, s->lat_deg);
		in->location = sv_cstr(s->name_en);
		in->event_date = in->date_start = in->date_end = sv_cstr(s->day);
		in->time_precision = 1;
		in->fatalities = s->fatalities;
		in->geo_precision = s->geo_precision;
		in->background = s->background;
	}
}

static void build_scene(struct model *m)
{
	struct lonlat *road = ARENA_ARRAY(&m->arena, struct lonlat, 2);
	add_rows(m, SCENE, sizeof SCENE / sizeof *SCENE);
	m->incidents[7].extent = geo_circle(&m->arena, (struct lonlat){38.87, 34.88}, 22000.0, 64);
	road[0] = (struct lonlat){39.95, 35.24};
	road[1] = (struct lonlat){39.25, 34.94};
	m->incidents[8].route = (struct line){road, 2};
	draw_model_place(m, "معدان", 39.614, 35.754); /* Maadan */
	m->places[0].name_en = SV("Maadan");
}

static int setup(void **state)
{
	struct error e = {0};
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->theme = draw_theme();
	assert_non_null(f->theme);
	build_gazetteer(f);
	assert_int_equal(typesetter_open(f->theme->fonts.text, &f->ts, &e), OK);
	draw_model_init(&f->model, 64);
	build_scene(&f->model);
	arena_init(&f->arena, 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_release(&f->arena);
	model_release(&f->model);
	typesetter_free(f->ts);
	gazetteer_close(f->gazetteer);
	folder_close(&f->folder);
	theme_free(f->theme);
	free(f);
	return 0;
}

static cairo_surface_t *sheet(double width_mm, double height_mm, cairo_t **cr)
{
	double scale = DPI / 25.4;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width_mm * scale), (int)(height_mm * scale));
	*cr = cairo_create(s);
	cairo_set_source_rgb(*cr, 1.0, 1.0, 1.0);
	cairo_paint(*cr);
	cairo_scale(*cr, scale, scale);
	return s;
}

static void spoil_plan(struct poster_plan *p, enum fault fault)
{
	size_t n = 0;
	for (size_t i = 0; fault == FAULT_RIVER_GONE && i < p->n_base_outlines; i++)
		if (p->base_outlines[i].role != BASE_RIVER)
			p->base_outlines[n++] = p->base_outlines[i];
	p->n_base_outlines = fault == FAULT_RIVER_GONE ? n : p->n_base_outlines;
	p->inset = fault == FAULT_NO_INSET ? NULL : p->inset;
	for (size_t i = 0; fault == FAULT_LABEL_MOVED && i < p->n_labels; i++)
		if (p->labels[i].style == LABEL_TOWN || p->labels[i].style == LABEL_SETTLEMENT) {
			p->labels[i].x += 3.0;
			return;
		}
}

static cairo_surface_t *poster_picture(struct fixture *f, enum theme_lang lang, const char *paper, bool portrait, enum fault fault)
{
	struct poster_spec spec = {.theme = f->theme, .lang = lang};
	struct poster_plan p;
	cairo_t *cr;
	assert_true(poster_paper_parse(paper, portrait, &spec.paper));
	poster_plan_build(&p, &f->arena, f->ts, &f->model, f->gazetteer, &spec);
	spoil_plan(&p, fault);
	cairo_surface_t *s = sheet(p.page.x1, p.page.y1, &cr);
	poster_draw(&p, f->ts, cr);
	cairo_destroy(cr);
	return s;
}

static cairo_surface_t *a4_ar(struct fixture *f, enum fault fault)
{
	return poster_picture(f, LANG_AR, "a4", false, fault);
}

static cairo_surface_t *a4_en_portrait(struct fixture *f, enum fault fault)
{
	return poster_picture(f, LANG_EN, "a4", true, fault);
}

static cairo_surface_t *a3_en(struct fixture *f, enum fault fault)
{
	return poster_picture(f, LANG_EN, "a3", false, fault);
}

static cairo_surface_t *a4_inset(struct fixture *f, enum fault fault)
{
	size_t n = f->model.n_incidents;
	add_rows(&f->model, WIDE, sizeof WIDE / sizeof *WIDE);
	cairo_surface_t *s = poster_picture(f, LANG_AR, "a4", false, fault);
	f->model.n_incidents = n;
	return s;
}

static cairo_status_t read_png(void *closure, unsigned char *data, unsigned n)
{
	struct sv *rest = closure;
	if (n > rest->len)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, rest->ptr, n);
	*rest = sv_skip(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *tile_picture(struct fixture *f, unsigned zoom, struct lonlat at, unsigned show, enum fault fault)
{
	struct tiles_spec spec = {.theme = f->theme, .gazetteer = f->gazetteer, .lang = LANG_AR, .show = show, .scale = 2};
	struct picture picture;
	struct tile_layer layer;
	struct tile_painter *painter = NULL;
	struct error e = {0};
	struct buf png;
	cairo_t *cr;
	buf_init(&png, PICTURE_MAX);
	picture_collect(&f->arena, &f->model, f->theme, &picture);
	tile_layer_build(&f->arena, f->ts, sprite_cache_new(&f->arena), &picture, &spec, zoom, &layer);
	for (size_t i = 0; fault == FAULT_SEA_GONE && i < layer.n_base; i++)
		if (layer.base[i].role == BASE_SEA)
			layer.base[i].outline.n_parts = 0;
	assert_int_equal(tile_painter_open(layer.px, &painter, &e), OK);
	assert_int_equal(tile_paint(painter, &layer, geo_tile_at(at, zoom), true, &png, &e), OK);
	struct sv rest = buf_sv(&png);
	cairo_surface_t *tile = cairo_image_surface_create_from_png_stream(read_png, &rest);
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)layer.px, (int)layer.px);
	cr = cairo_create(s);
	cairo_set_source_rgb(cr, 1.0, 1.0, 1.0);
	cairo_paint(cr);
	cairo_set_source_surface(cr, tile, 0.0, 0.0);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_destroy(tile);
	tile_painter_close(painter);
	buf_release(&png);
	return s;
}

static cairo_surface_t *tile_z5(struct fixture *f, enum fault fault)
{
	return tile_picture(f, 5, (struct lonlat){40.14, 35.33}, TILES_USUAL | TILES_BASE, fault);
}

static cairo_surface_t *tile_z8(struct fixture *f, enum fault fault)
{
	return tile_picture(f, 8, (struct lonlat){40.14, 35.33}, TILES_USUAL | TILES_BASE, fault);
}

static cairo_surface_t *tile_z11(struct fixture *f, enum fault fault)
{
	return tile_picture(f, 11, (struct lonlat){40.14, 35.33}, TILES_USUAL | TILES_BASE, fault);
}

static cairo_surface_t *tile_density(struct fixture *f, enum fault fault)
{
	return tile_picture(f, 7, (struct lonlat){40.14, 35.33}, TILES_DENSITY, fault);
}

/* Every type in every size: sure, unsure, recalled, several. */
static cairo_surface_t *symbols(struct fixture *f, enum fault fault)
{
	static const double step_mm = 11.0;
	const struct theme *t = f->theme;
	cairo_t *cr;
	cairo_surface_t *s = sheet(step_mm * 8.0, step_mm * (double)t->n_events, &cr);
	for (size_t i = 0; i < t->n_events; i++)
		for (size_t k = 0; k < 8; k++) {
			struct spread_symbol symbol = {.event = &t->events[i], .count = k == 7 ? 12 : 1};
			double opacity = k == 5 ? t->incident.confidence[0].value : 1.0;
			int64_t killed = k < t->incident.n_sizes ? (int64_t)t->incident.sizes[k].from : 0;
			if (fault == FAULT_COLOUR && i == 1)
				symbol.event = &t->events[0];
			symbol.look = marker_incident(t, symbol.event, killed, opacity, k == 6, 1.0, 1.0);
			symbol.look.shape = t->events[i].shape;
			if (fault == FAULT_NO_HALO)
				symbol.look.stroke = 0.0;
			symbol_draw(cr, f->ts, t, LANG_AR, &symbol, step_mm * ((double)k + 0.5), step_mm * ((double)i + 0.5), 1.0, 1.0);
		}
	cairo_destroy(cr);
	return s;
}

/* With all that a legend can hold, in both languages. */
static cairo_surface_t *legend(struct fixture *f, enum fault fault)
{
	struct legend l = {.n_background = 4};
	cairo_t *cr;
	for (size_t i = 0; i < f->theme->n_events; i++)
		l.counts[i] = i + 1;
	for (size_t i = 0; i < f->theme->incident.n_sizes; i++)
		l.sizes[i] = true;
	for (size_t i = 0; i < SIGN_COUNT; i++)
		l.signs[i] = i != SIGN_ROUTE || fault != FAULT_LEGEND_ROW;
	cairo_surface_t *s = sheet(136.0, 140.0, &cr);
	(void)legend_draw(&l, f->theme, LANG_AR, f->ts, cr, 2.0, 2.0, 62.0, 1.0);
	(void)legend_draw(&l, f->theme, LANG_EN, f->ts, cr, 72.0, 2.0, 62.0, 1.0);
	cairo_destroy(cr);
	return s;
}

static const struct picture_case {
	const char *name;
	cairo_surface_t *(*draw)(struct fixture *f, enum fault fault);
} PICTURES[] = {
	{"a4_ar", a4_ar}, {"a4_en_portrait", a4_en_portrait}, {"a3_en", a3_en}, {"tile_z5", tile_z5}, {"tile_z8", tile_z8},
	{"tile_z11", tile_z11}, {"tile_density", tile_density}, {"symbols", symbols}, {"legend", legend},
	{"a4_inset", a4_inset},
};

static void keep(cairo_surface_t *s, const char *folder, const char *name)
{
	struct png_encoder *encoder = NULL;
	struct error e = {0};
	struct buf png;
	char path[400];
	(void)snprintf(path, sizeof path, "%s/%s.png", folder, name);
	buf_init(&png, PICTURE_MAX);
	cairo_surface_flush(s);
	struct png_image image = {
		.pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(s), .opaque = true, .error = 24,
		.width = (size_t)cairo_image_surface_get_width(s), .height = (size_t)cairo_image_surface_get_height(s),
		.stride = (size_t)cairo_image_surface_get_stride(s) / sizeof(uint32_t),
	};
	assert_int_equal(png_encoder_open(&encoder, &e), OK);
	assert_int_equal(png_encode(encoder, &image, &png, &e), OK);
	assert_int_equal(file_write(path, buf_sv(&png), &e), OK);
	png_encoder_free(encoder);
	buf_release(&png);
}

static cairo_surface_t *draw(struct fixture *f, const struct picture_case *c, enum fault fault)
{
	if (setjmp(f->escape) != 0)
		fail_msg("no memory for '%s'", c->name);
	f->arena.escape = &f->escape;
	arena_reset(&f->arena);
	return c->draw(f, fault);
}

static struct picture_difference against_kept(cairo_surface_t *s, const char *name)
{
	char path[400];
	(void)snprintf(path, sizeof path, GOLDEN "%s.png", name);
	cairo_surface_t *kept = cairo_image_surface_create_from_png(path);
	if (cairo_surface_status(kept) != CAIRO_STATUS_SUCCESS)
		fail_msg("cannot read '%s': make it with tests/golden/refresh", path);
	struct picture_difference d = picture_compare(s, kept);
	cairo_surface_destroy(kept);
	return d;
}

static bool looks_the_same(const struct picture_difference *d)
{
	return !d->other_size && d->share <= most_share && d->worst <= most_in_a_block;
}

static void pictures_look_as_they_are_kept(void **state)
{
	struct fixture *f = *state;
	const char *refresh = getenv("KHARITA_GOLDEN_REFRESH");
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++) {
		cairo_surface_t *s = draw(f, &PICTURES[i], FAULT_NONE);
		if (refresh) {
			keep(s, refresh, PICTURES[i].name);
			cairo_surface_destroy(s);
			continue;
		}
		struct picture_difference d = against_kept(s, PICTURES[i].name);
		if (!looks_the_same(&d)) {
			char name[100];
			(void)snprintf(name, sizeof name, "golden_%s", PICTURES[i].name);
			keep(s, ".", name);
			print_error("'%s' looks otherwise: %.2f %% of it differ, most at pixel %d, %d (%.0f %% of a block); see %s.png beside "
			            "tests/golden/%s.png, and if it is meant so run tests/golden/refresh\n", PICTURES[i].name,
			            100.0 * d.share, d.worst_x, d.worst_y, 100.0 * d.worst, name, PICTURES[i].name);
			wrong++;
		}
		cairo_surface_destroy(s);
	}
	assert_int_equal(wrong, 0);
}

static void mistakes_are_found(void **state)
{
	struct fixture *f = *state;
	static const struct {
		size_t picture;
		enum fault fault;
	} seeded[] = {{0, FAULT_LABEL_MOVED}, {1, FAULT_LABEL_MOVED}, {0, FAULT_RIVER_GONE}, {2, FAULT_RIVER_GONE},
	              {3, FAULT_SEA_GONE}, {7, FAULT_COLOUR}, {7, FAULT_NO_HALO}, {8, FAULT_LEGEND_ROW},
	              {9, FAULT_NO_INSET}};
	for (size_t i = 0; i < sizeof seeded / sizeof *seeded; i++) {
		const struct picture_case *c = &PICTURES[seeded[i].picture];
		cairo_surface_t *s = draw(f, c, seeded[i].fault);
		struct picture_difference d = against_kept(s, c->name);
		if (looks_the_same(&d))
			fail_msg("mistake %d in '%s' passes: %.3f %% differ, worst block %.0f %%", (int)seeded[i].fault, c->name,
			         100.0 * d.share, 100.0 * d.worst);
		cairo_surface_destroy(s);
	}
}

/* A shift by a quarter of a pixel, as another version of a font's hinting makes it, is none to the eye. */
static void a_hair_is_no_mistake(void **state)
{
	struct fixture *f = *state;
	cairo_surface_t *s = draw(f, &PICTURES[0], FAULT_NONE);
	int width = cairo_image_surface_get_width(s), height = cairo_image_surface_get_height(s);
	cairo_surface_t *moved = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(moved);
	cairo_set_source_surface(cr, s, 0.0, 0.0);
	cairo_paint(cr);
	cairo_set_source_surface(cr, s, 0.25, 0.15);
	cairo_paint(cr);
	cairo_destroy(cr);
	struct picture_difference d = picture_compare(s, moved);
	assert_true(looks_the_same(&d));
	cairo_surface_destroy(moved);
	cairo_surface_destroy(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_look_as_they_are_kept),
		cmocka_unit_test(mistakes_are_found),
		cmocka_unit_test(a_hair_is_no_mistake),
	};
	if (getenv("KHARITA_GOLDEN_REFRESH")) {
		const struct CMUnitTest only[] = {cmocka_unit_test(pictures_look_as_they_are_kept)};
		return cmocka_run_group_tests(only, setup, teardown);
	}
	return cmocka_run_group_tests(tests, setup, teardown);
}
