#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"
#include "write/qgis_project.h"
#include "write/qgis_xml.h"

#include <ctype.h>

#define SMALL RESULTS_DIR "small.ndjson"
#define THEME KHARITA_SOURCE_DIR "/styles/theme.json"

static struct model model;
static struct arena arena;
static struct layer layers[LAYER_ALL];
static struct theme *theme;
static struct gpkg_crs crs;
static struct qgis_project project;

static int open_project(void **state)
{
	struct error e = {OK, ""};
	if (scratch_open(state) != 0 || theme_open(THEME, &theme, &e) != OK || gpkg_crs_open(NULL, &crs, &e) != OK) {
		print_error("%s\n", e.msg);
		return -1;
	}
	model = model_of_file(SMALL, false);
	arena_init(&arena, 0);
	model_layers(&arena, &model, NULL, layers);
	project = (struct qgis_project){
		.layers = layers, .crs = &crs, .theme = theme, .lang = LANG_AR, .title = "Title & <more>",
		.package = "kharita.gpkg", .tiles = "incidents.mbtiles", .first_day = model.first_day,
		.last_day = model.last_day};
	return 0;
}

static int close_project(void **state)
{
	gpkg_crs_close(&crs);
	arena_release(&arena);
	model_release(&model);
	theme_free(theme);
	return scratch_close(state);
}

static struct buf document(enum theme_lang lang)
{
	struct buf b;
	project.lang = lang;
	buf_init(&b, 1 << 24);
	qgis_project_document(&b, &project);
	project.lang = LANG_AR;
	assert_true(buf_ok(&b));
	buf_append_char(&b, '\0');
	return b;
}

static size_t count_of(const char *text, const char *piece)
{
	size_t n = 0;
	for (const char *p = strstr(text, piece); p; p = strstr(p + 1, piece))
		n++;
	return n;
}

/* A strict reader of the XML that is written here: elements nest, names match, attributes are quoted and given once. */
static const char *read_tag(const char *p, char *name, bool *closing, bool *empty)
{
	char seen[64][32];
	size_t n = 0;
	size_t len = 0;
	*closing = *p == '/';
	p += *closing;
	while (isalnum((unsigned char)*p) || strchr("-_:", *p))
		name[len++] = *p++;
	name[len] = '\0';
	assert_true(len > 0 && len < 60);
	while (*p == ' ') {
		const char *from = ++p;
		while (isalnum((unsigned char)*p) || *p == '_' || *p == '-')
			p++;
		if (p == from)
			break;
		snprintf(seen[n], sizeof seen[n], "%.*s", (int)(p - from), from);
		for (size_t i = 0; i < n; i++)
			if (strcmp(seen[i], seen[n]) == 0)
				fail_msg("<%s> has two attributes '%s'", name, seen[n]);
		n++;
		assert_true(p[0] == '=' && p[1] == '"');
		for (p += 2; *p != '"'; p++)
			assert_true(*p && *p != '<');
		p++;
	}
	*empty = *p == '/';
	p += *empty;
	if (*p != '>')
		fail_msg("<%s> does not end: %.40s", name, p);
	return p + 1;
}

static void check_entities(const char *p, const char *end)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#10;"};
	for (p = memchr(p, '&', (size_t)(end - p)); p && p < end; p = memchr(p + 1, '&', (size_t)(end - p - 1))) {
		bool ok = false;
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			ok = ok || strncmp(p, known[i], strlen(known[i])) == 0;
		if (!ok)
			fail_msg("a bare '&': %.40s", p);
	}
}

static void check_well_formed(const char *xml)
{
	char open[64][64];
	size_t depth = 0;
	const char *p = strchr(xml, '>') + 1; /* behind the document type */
	check_entities(p, p + strlen(p));
	while ((p = strchr(p, '<')) != NULL) {
		char name[64];
		bool closing, empty;
		p = read_tag(p + 1, name, &closing, &empty);
		if (closing) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		} else if (!empty) {
			assert_true(depth < 64);
			strcpy(open[depth++], name);
		}
	}
	assert_int_equal(depth, 0);
}

static void documents_are_well_formed(void **state)
{
	(void)state;
	for (enum theme_lang lang = 0; lang < LANG_COUNT; lang++) {
		struct buf b = document(lang);
		check_well_formed(b.ptr);
		assert_int_equal(count_of(b.ptr, "Title &amp; &lt;more&gt;"), 2);
		buf_release(&b);
		for (enum layer_id id = 0; id < LAYER_ALL; id++) {
			buf_init(&b, 1 << 22);
			qgis_style_document(&b, theme, lang, &layers[id]);
			buf_append_char(&b, '\0');
			check_well_formed(b.ptr);
			buf_release(&b);
		}
	}
}

static void every_layer_is_in_the_tree_and_relative(void **state)
{
	(void)state;
	struct buf b = document(LANG_AR);
	char *layouts = strstr(b.ptr, "<Layouts>"); /* their legends name layers, too */
	assert_non_null(layouts);
	assert_int_equal(count_of(layouts, "<Layout "), 2);
	*layouts = '\0';
	for (enum layer_id id = 0; id < LAYER_ALL; id++) {
		char piece[128];
		snprintf(piece, sizeof piece, "<datasource>./kharita.gpkg|layername=%s</datasource>", layers[id].name);
		assert_int_equal(count_of(b.ptr, piece), 1);
		snprintf(piece, sizeof piece, "id=\"%s_kharita\"", layers[id].name);
		assert_int_equal(count_of(b.ptr, piece), 1);
		snprintf(piece, sizeof piece, "<id>%s_kharita</id>", layers[id].name);
		assert_int_equal(count_of(b.ptr, piece), 1);
	}
	assert_int_equal(count_of(b.ptr, "<datasource>./incidents.mbtiles</datasource>"), 1);
	assert_int_equal(count_of(b.ptr, "<Absolute type=\"bool\">false</Absolute>"), 1);
	assert_int_equal(count_of(b.ptr, "<maplayer "), LAYER_ALL + 1);
	buf_release(&b);
}

static void titles_carry_both_languages(void **state)
{
	(void)state;
	struct buf ar = document(LANG_AR);
	struct buf en = document(LANG_EN);
	assert_non_null(strstr(ar.ptr, "name=\"الحوادث – Incidents\"")); /* Incidents */
	assert_non_null(strstr(en.ptr, "name=\"Incidents – الحوادث\""));
	assert_non_null(strstr(ar.ptr, "['name_ar'] || ' – '")); /* names that the layer has in Arabic alone */
	assert_null(strstr(en.ptr, "['name_ar']"));
	assert_non_null(strstr(en.ptr, "' Governorate', ''"));
	assert_non_null(strstr(ar.ptr, "name=\"الجملة الدالة\"")); /* Evidence */
	assert_non_null(strstr(en.ptr, "name=\"Evidence\""));
	buf_release(&ar);
	buf_release(&en);
}

static void every_field_has_a_word_in_both_languages(void **state)
{
	(void)state;
	for (enum layer_id id = 0; id < LAYER_ALL; id++) {
		for (size_t i = 0; i < layers[id].n_fields; i++) {
			const char *name = layers[id].fields[i].name;
			if (strcmp(qgis_alias(name, LANG_AR), name) == 0)
				fail_msg("no word for '%s'", name);
		}
	}
}

static void colours_come_from_the_theme(void **state)
{
	(void)state;
	struct buf b = document(LANG_AR);
	for (size_t i = 0; i < theme->n_events; i++) {
		char piece[128];
		struct colour c = theme->events[i].fill;
		snprintf(piece, sizeof piece, "name=\"color\" value=\"%ld,%ld,%ld,%ld\"", lround(c.r * 255),
			 lround(c.g * 255), lround(c.b * 255), lround(c.a * 255));
		assert_non_null(strstr(b.ptr, piece));
		assert_non_null(strstr(b.ptr, theme->events[i].event_type));
		assert_non_null(strstr(b.ptr, theme->events[i].label_ar));
	}
	buf_release(&b);
}

static void incidents_are_timed_by_their_date(void **state)
{
	(void)state;
	struct buf b = document(LANG_AR);
	assert_int_equal(count_of(b.ptr, "<temporal enabled=\"1\" mode=\"1\" fixedDuration=\"0\""), 1);
	assert_int_equal(count_of(b.ptr, "startField=\"event_date\""), 1);
	assert_non_null(strstr(b.ptr, "<start>2020-12-01T00:00:00Z</start><end>2021-02-27T23:59:59Z</end>"));
	buf_release(&b);
}

static void without_tiles_there_is_no_tile_layer(void **state)
{
	(void)state;
	project.tiles = NULL;
	struct buf b = document(LANG_AR);
	project.tiles = "incidents.mbtiles";
	assert_null(strstr(b.ptr, "mbtiles"));
	check_well_formed(b.ptr);
	buf_release(&b);
}

static void text_is_escaped(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	xml_text(&b, SV("a<b>&\"c\"\nd\x01"
	                "e"));
	assert_sv_equal(buf_sv(&b), "a&lt;b&gt;&amp;&quot;c&quot;&#10;de");
	buf_release(&b);
}

static void same_project_same_bytes(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	assert_int_equal(qgis_project_write(&project, scratch_path("one.qgz"), &e), OK);
	assert_int_equal(qgis_project_write(&project, scratch_path("two.qgz"), &e), OK);
	struct buf a = file_content(scratch_path("one.qgz"));
	struct buf b = file_content(scratch_path("two.qgz"));
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.ptr, b.ptr, a.len);
	assert_memory_equal(a.ptr, "PK", 2);
	assert_memory_equal(a.ptr + 10, "\0\0\0\0", 4); /* no time stamp */
	assert_memory_equal(a.ptr + 30, "kharita.qgs", 11);
	buf_release(&a);
	buf_release(&b);
}

static void an_unwritable_target_is_reported(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	assert_int_equal(qgis_project_write(&project, "/nowhere/a.qgz", &e), ERR_IO);
	assert_non_null(strstr(e.msg, "'/nowhere/a.qgz'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_well_formed),
		cmocka_unit_test(every_layer_is_in_the_tree_and_relative),
		cmocka_unit_test(titles_carry_both_languages),
		cmocka_unit_test(every_field_has_a_word_in_both_languages),
		cmocka_unit_test(colours_come_from_the_theme),
		cmocka_unit_test(incidents_are_timed_by_their_date),
		cmocka_unit_test(without_tiles_there_is_no_tile_layer),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(same_project_same_bytes),
		cmocka_unit_test(an_unwritable_target_is_reported),
	};
	return cmocka_run_group_tests(tests, open_project, close_project);
}
