#include "write/theme.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/check.h"

#define THEME_PATH KHARITA_SOURCE_DIR "/styles/theme.json"

static struct theme *shipped(void)
{
	struct theme *t = NULL;
	struct error e = {0};
	if (theme_open(THEME_PATH, &t, &e) != OK)
		print_error("%s\n", e.msg);
	assert_non_null(t);
	return t;
}

/* Loads the shipped theme with the first `from` replaced by `to`; the message of the refusal goes to e. */
static enum err load_changed(const char *from, const char *to, struct error *e)
{
	struct buf in;
	struct buf out;
	buf_init(&in, 1 << 20);
	buf_init(&out, 1 << 20);
	assert_int_equal(file_read(THEME_PATH, &in, NULL), OK);
	size_t at = sv_find(buf_sv(&in), sv_cstr(from), 0);
	assert_int_not_equal(at, SIZE_MAX);
	buf_append(&out, sv_take(buf_sv(&in), at));
	buf_append_cstr(&out, to);
	buf_append(&out, sv_skip(buf_sv(&in), at + strlen(from)));
	char path[] = "/tmp/kharita_theme_XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, buf_sv(&out), NULL), OK);
	struct theme *t = NULL;
	enum err err = theme_open(path, &t, e);
	if (err != OK)
		assert_non_null(strstr(e->msg, path));
	theme_free(t);
	unlink(path);
	buf_release(&in);
	buf_release(&out);
	return err;
}

static void test_theme_loads_what_the_file_says(void **state)
{
	(void)state;
	struct theme *t = shipped();
	assert_int_equal(t->n_events, 6);
	assert_string_equal(t->events[0].event_type, "Battles");
	assert_int_equal(t->events[0].shape, MARKER_DIAMOND);
	assert_near(t->events[0].fill.r, 0xc3 / 255.0, 1e-9);
	assert_near(t->extent.fill.a, 0x14 / 255.0, 1e-9);
	assert_int_equal(t->basemap.country_border.n_dashes, 4);
	assert_int_equal(t->basemap.river.n_dashes, 0);
	assert_string_equal(t->text[LANG_EN][TEXT_SCALE], "Scale");
	assert_string_equal(t->months[LANG_AR][1], "شباط"); /* February */
	assert_false(t->arabic_digits);
	theme_free(t);
}

static void test_theme_knows_acleds_six_event_types(void **state)
{
	(void)state;
	static const char *const types[] = {"Battles", "Explosions/Remote violence", "Violence against civilians",
	                                    "Protests", "Riots", "Strategic developments"};
	struct theme *t = shipped();
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		assert_string_equal(theme_event_find(t, sv_cstr(types[i]))->event_type, types[i]);
	assert_string_equal(theme_event_find(t, SV("Something else"))->event_type, "Strategic developments");
	theme_free(t);
}

static double linear(double c)
{
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double lab_f(double t)
{
	return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116.0;
}

/* CIE L*a*b* of a colour seen through a colour-vision matrix (Machado et al. 2009, severity 1). */
static void seen_lab(const struct colour *c, const double m[3][3], double lab[3])
{
	double in[3] = {linear(c->r), linear(c->g), linear(c->b)};
	double v[3];
	for (int i = 0; i < 3; i++)
		v[i] = fmin(1.0, fmax(0.0, m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2]));
	double x = lab_f((0.4124 * v[0] + 0.3576 * v[1] + 0.1805 * v[2]) / 0.9505);
	double y = lab_f(0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]);
	double z = lab_f((0.0193 * v[0] + 0.1192 * v[1] + 0.9505 * v[2]) / 1.089);
	lab[0] = 116.0 * y - 16.0;
	lab[1] = 500.0 * (x - y);
	lab[2] = 200.0 * (y - z);
}

static void test_theme_colours_differ_for_every_reader(void **state)
{
	(void)state;
	static const double sight[4][3][3] = {
		{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	};
	struct theme *t = shipped();
	for (size_t s = 0; s < 4; s++) {
		for (size_t i = 0; i < t->n_events; i++) {
			for (size_t j = 0; j < i; j++) {
				double a[3];
				double b[3];
				seen_lab(&t->events[i].fill, sight[s], a);
				seen_lab(&t->events[j].fill, sight[s], b);
				assert_true(hypot(hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]) > 12.0);
				if (s == 0) /* in grey only lightness is left */
					assert_true(fabs(a[0] - b[0]) >= 7.0);
			}
		}
	}
	theme_free(t);
}

static void test_theme_names_file_member_and_reason(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *member, *reason;
	} cases[] = {
		{"\"#c32b1d\"", "\"#c32b1\"", "'events[0].fill'", "is no colour"},
		{"\"shape\": \"star\"", "\"shape\": \"blob\"", "'events[1].shape'", "'blob' is no marker shape"},
		{"\"shape\": \"star\"", "\"shape\": \"diamond\"", "'events[1].shape'", "events[0]'s too"},
		{"\"halo_mm\": 0.35", "\"halo_mm\": 99", "'incident.halo_mm'", "out of range"},
		{"\"halo_mm\": 0.35", "\"halo_m\": 0.35", "'incident.halo_m'", "is no member"},
		{"\"water\": \"#c7dfeb\",", "", "'basemap.water'", "is missing"},
		{"\"dash_mm\": [1.4, 0.7]", "\"dash_mm\": [1.4]", "'extent.outline.dash_mm'", "is no list"},
		{"\"fatalities\": 5,", "\"fatalities\": 1,", "'incident.sizes[2]'", "steps must rise"},
		{"\"digits\": \"latin\"", "\"digits\": \"roman\"", "'digits'", "neither latin nor arabic"},
		{"\"labels\": false", "\"labels\": 0", "'zooms[0].labels'", "neither true nor false"},
		{"\"format\": 1", "\"format\": 7", "'format'", "out of range"},
		{"\"scale\": \"Scale\"", "\"scale\": \"\"", "'text_en.scale'", "is no text"},
		{"\"name\"", "name", "line 2", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error e = {0};
		assert_int_equal(load_changed(cases[i].from, cases[i].to, &e), ERR_DATA);
		if (!strstr(e.msg, cases[i].member) || !strstr(e.msg, cases[i].reason)) {
			print_error("'%s' lacks %s, %s\n", e.msg, cases[i].member, cases[i].reason);
			fail();
		}
	}
}

static void test_theme_missing_file_is_an_io_error(void **state)
{
	(void)state;
	struct theme *t = NULL;
	struct error e = {0};
	assert_int_equal(theme_open("/nonexistent/theme.json", &t, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "/nonexistent/theme.json"));
	assert_null(t);
}

static void test_theme_sizes_grow_with_fatalities(void **state)
{
	(void)state;
	struct theme *t = shipped();
	assert_near(theme_symbol_size_mm(t, -1), 2.8, 1e-9);
	assert_near(theme_symbol_size_mm(t, 0), 2.8, 1e-9);
	assert_near(theme_symbol_size_mm(t, 1), 3.4, 1e-9);
	assert_near(theme_symbol_size_mm(t, 9), 4.3, 1e-9);
	assert_near(theme_symbol_size_mm(t, 5000), 7.0, 1e-9);
	theme_free(t);
}

static void test_theme_doubt_makes_symbols_paler(void **state)
{
	(void)state;
	struct theme *t = shipped();
	double sure = theme_opacity(t, 0.9, 1, false);
	assert_near(sure, 1.0, 1e-9);
	assert_true(theme_opacity(t, 0.5, 1, false) < sure);
	assert_true(theme_opacity(t, 0.9, 3, false) < theme_opacity(t, 0.9, 2, false));
	assert_near(theme_opacity(t, 0.9, 1, true), t->incident.background_opacity, 1e-9);
	assert_near(theme_opacity(t, 0.9, -1, false), 1.0, 1e-9);
	theme_free(t);
}

static void test_theme_zoom_falls_back_to_the_one_below(void **state)
{
	(void)state;
	struct theme *t = shipped();
	assert_int_equal(theme_zoom_find(t, 7)->zoom, 7);
	assert_int_equal(theme_zoom_find(t, 3)->zoom, 5);
	assert_int_equal(theme_zoom_find(t, 15)->zoom, 11);
	theme_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_theme_loads_what_the_file_says),
		cmocka_unit_test(test_theme_knows_acleds_six_event_types),
		cmocka_unit_test(test_theme_colours_differ_for_every_reader),
		cmocka_unit_test(test_theme_names_file_member_and_reason),
		cmocka_unit_test(test_theme_missing_file_is_an_io_error),
		cmocka_unit_test(test_theme_sizes_grow_with_fatalities),
		cmocka_unit_test(test_theme_doubt_makes_symbols_paler),
		cmocka_unit_test(test_theme_zoom_falls_back_to_the_one_below),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
