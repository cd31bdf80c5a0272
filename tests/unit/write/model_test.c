#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"

#define SMALL RESULTS_DIR "small.ndjson"

/* One report in one article, for the laws of merging; unset fields have the values below. */
struct report_text {
	const char *source, *published, *day, *day_end, *type, *place, *others, *actors;
	double lon, lat, uncertainty_m;
	int killed, injured, where_prec; /* killed, injured < 0: null */
};

static const struct report_text usual = {
	.source = "one", .published = "2021-02-09", .day = "2021-02-08", .type = "Armed clash", .place = "K1",
	.actors = "\"Islamic State\",\"Military Forces of Syria\"", .lon = 39.68, .lat = 35.08, .uncertainty_m = 2500,
	.killed = 3, .injured = -1, .where_prec = 1};

static void number_or_null(struct buf *b, const char *key, int value)
{
	if (value >= 0)
		buf_printf(b, ",\"%s\":%d", key, value);
	else
		buf_printf(b, ",\"%s\":null", key);
}

static void text_or_null(struct buf *b, const char *key, const char *value)
{
	if (value && *value)
		buf_printf(b, ",\"%s\":\"%s\"", key, value);
	else
		buf_printf(b, ",\"%s\":null", key);
}

static void put_report(struct buf *b, const struct report_text *r)
{
	buf_printf(b, "{\"schema\":1,\"doc_id\":\"doc-%s\",\"source\":\"%s.txt\"", r->source, r->source);
	text_or_null(b, "published", r->published);
	buf_printf(b, ",\"mentions\":[],\"incidents\":[{\"event_id\":\"event-%s\",\"sub_event_type\":\"%s\"", r->source,
	           r->type);
	text_or_null(b, "date_start", r->day);
	text_or_null(b, "date_end", r->day_end ? r->day_end : r->day);
	text_or_null(b, "event_date", r->day);
	number_or_null(b, "fatalities", r->killed);
	number_or_null(b, "injuries", r->injured);
	buf_printf(
	    b, ",\"place_id\":\"%s\",\"location_ar\":\"%s\",\"places\":[{\"place_id\":\"%s\",\"name_ar\":\"%s\"}%s]",
	    r->place, r->place, r->place, r->place, r->others ? r->others : "");
	buf_printf(b, ",\"actors\":[%s],\"where_prec\":%d,\"coordinate_uncertainty_m\":%f,\"point\":[%f,%f]}]}\n",
		   r->actors, r->where_prec, r->uncertainty_m, r->lon, r->lat);
}

static struct model model_of_reports(const struct report_text *reports, size_t n, bool no_merge)
{
	struct buf b;
	buf_init(&b, 1 << 26);
	for (size_t i = 0; i < n; i++)
		put_report(&b, &reports[i]);
	buf_append_char(&b, '\0');
	struct model m = model_of_text(b.ptr, no_merge);
	buf_release(&b);
	return m;
}

static const struct model_incident *incident_called(const struct model *m, const char *location_ar, const char *day)
{
	for (size_t i = 0; i < m->n_incidents; i++)
		if (sv_eq_cstr(m->incidents[i].location_ar, location_ar) && sv_eq_cstr(m->incidents[i].event_date, day))
			return &m->incidents[i];
	fail_msg("no incident at %s on %s", location_ar, day);
	return NULL;
}

static const struct model_place *place_called(const struct model *m, const char *name_ar)
{
	for (size_t i = 0; i < m->n_places; i++)
		if (sv_eq_cstr(m->places[i].name_ar, name_ar))
			return &m->places[i];
	fail_msg("no place %s", name_ar);
	return NULL;
}

static void everything_is_read(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, true);
	assert_int_equal(m.n_articles, 5);
	assert_int_equal(m.n_mentions, 12);
	assert_int_equal(m.n_incidents, 7);
	assert_sv_equal(m.articles[0].outlet, "راديو الشاطئ"); /* "Shore Radio" */
	assert_sv_equal(m.mentions[2].surface, "كباجب");       /* Kabajib */
	assert_sv_equal(m.mentions[2].published, "2021-02-09T08:30:00+03:00");
	assert_int_equal(m.mentions[2].start, 60);
	assert_near_m(m.mentions[2].point, ((struct lonlat){39.68041, 35.07901}), 0.1);
	assert_int_equal(m.incidents[0].n_places, 3);
	assert_int_equal(m.incidents[0].route.n, 5);
	assert_sv_equal(m.first_day, "2020-12-01");
	assert_sv_equal(m.last_day, "2021-02-27");
	assert_sv_equal(m.data_day, "2021-03-01");
	model_release(&m);
}

static void unknown_is_null(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	const struct model_incident *arrest = incident_called(&m, "المزعل", ""); /* an unresolved village */
	assert_false(arrest->has_point);
	assert_int_equal(arrest->fatalities, MODEL_UNKNOWN);
	assert_int_equal(arrest->time_precision, MODEL_UNKNOWN);
	assert_int_equal(arrest->place_id.len, 0);
	assert_int_equal(arrest->extent.n_polygons, 1);
	const struct model_incident *blast = incident_called(&m, "الشحيل", "2021-02-27"); /* Al-Shuhayl */
	assert_int_equal(blast->fatalities, 0); /* denied by the text: a zero, not null */
	assert_int_equal(blast->casualties_joint, MODEL_UNKNOWN);
	model_release(&m);
}

static void shapes_keep_their_parts_and_holes(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	assert_int_equal(m.mentions[4].extent.n_polygons, 1); /* a badia with a hole */
	assert_int_equal(m.mentions[4].extent.polygons[0].n_rings, 2);
	assert_int_equal(m.mentions[4].extent.polygons[0].rings[0].n, 4);
	assert_int_equal(m.mentions[8].extent.n_polygons, 2); /* a countryside in two parts */
	model_release(&m);
}

static void equal_extents_are_kept_once(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	const struct model_incident *arrest = incident_called(&m, "المزعل", "");
	assert_ptr_equal(m.mentions[9].extent.polygons, arrest->extent.polygons);
	model_release(&m);
}

/* Extents are read by a way of their own; with blanks they go the usual one. */
static void extents_are_read_with_and_without_blanks(void **state)
{
	(void)state;
#define SQUARE "[[[39,34],[40,34],[40,35],[39,35],[39,34]]]"
#define QUOTED "\\\"extent\\\":{\\\"type\\\":\\\"Polygon\\\"}"
	struct model m = model_of_text(
	    "{\"schema\":1,\"doc_id\":\"a\",\"source\":\"b\",\"incidents\":[],\"mentions\":["
	    "{\"sentence\":\"" QUOTED "\",\"extent\":{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}},"
	    "{\"extent\": {\"type\": \"Polygon\", \"coordinates\": " SQUARE "}},"
	    "{\"extent\":{\"type\":\"Polygon\",\"coordinates\":" SQUARE "},\"surface\":\"x\"},"
	    "{\"extent\":{\"type\":\"Point\",\"coordinates\":[39,34]}},{\"extent\":7},{\"extent\":null}]}",
	    false);
	assert_sv_equal(m.mentions[0].sentence, "\"extent\":{\"type\":\"Polygon\"}");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(m.mentions[i].extent.n_polygons, 1);
		assert_int_equal(m.mentions[i].extent.polygons[0].rings[0].n, 4);
		assert_ptr_equal(m.mentions[i].extent.polygons, m.mentions[0].extent.polygons);
	}
	assert_sv_equal(m.mentions[2].surface, "x");
	for (size_t i = 3; i < 6; i++)
		assert_int_equal(m.mentions[i].extent.n_polygons, 0);
	model_release(&m);
}

static void damaged_lines_are_counted_and_skipped(void **state)
{
	(void)state;
	const char *path = RESULTS_DIR "damaged.ndjson";
	struct error e = {OK, ""};
	struct model m;
	size_t n_bad;
	assert_int_equal(model_read(&path, 1, NULL, &m, &n_bad, &e), OK);
	assert_int_equal(n_bad, 4);
	assert_int_equal(m.n_articles, 1);
	assert_non_null(strstr(e.msg, "damaged.ndjson' line 1: no JSON"));
	model_release(&m);
}

static void what_is_no_result_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text, *reason;
		enum err code;
	} rows[] = {
	    {"", "no results in", ERR_DATA},
	    {"\n\n", "no results in", ERR_DATA},
	    {"hello\n", "no JSON", ERR_DATA},
	    {"{}\n", "no 'schema'", ERR_DATA},
	    {"{\"schema\":2,\"doc_id\":\"a\",\"source\":\"b\",\"mentions\":[],\"incidents\":[]}", "schema 2", ERR_DATA},
	    {"{\"schema\":1,\"source\":\"b\",\"mentions\":[],\"incidents\":[]}", "no 'doc_id'", ERR_DATA},
	    {"{\"schema\":1,\"doc_id\":\"a\",\"source\":\"b\",\"incidents\":[]}", "no 'mentions'", ERR_DATA},
	    {"{\"schema\":1,\"doc_id\":\"a\",\"source\":\"b\",\"mentions\":[1],\"incidents\":[]}", "'mentions' holds",
	     ERR_DATA},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct error e = {OK, ""};
		struct model m;
		size_t n_bad;
		const char *path = scratch_path("bad.ndjson");
		assert_int_equal(file_write(path, sv_cstr(rows[i].text), &e), OK);
		assert_int_equal(model_read(&path, 1, NULL, &m, &n_bad, &e), rows[i].code);
		assert_non_null(strstr(e.msg, rows[i].reason));
	}
	struct error e = {OK, ""};
	struct model m;
	size_t n_bad;
	const char *missing = "/nowhere/results.ndjson";
	assert_int_equal(model_read(&missing, 1, NULL, &m, &n_bad, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "'/nowhere/results.ndjson'"));
}

static void fields_of_another_type_are_null(void **state)
{
	(void)state;
	struct model m = model_of_text(
	    "{\"schema\":1,\"doc_id\":\"a\",\"source\":\"b\",\"mentions\":[{\"surface\":5,\"start\":-1,\"confidence\":"
	    "\"x\","
	    "\"point\":[200,10],\"extent\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,2]]]}}],\"incidents\":[{"
	    "\"fatalities\":"
	    "\"9\",\"route\":{\"type\":\"LineString\",\"coordinates\":[[1,1]]},\"actors\":[1,\"A\"],\"places\":7}]}",
	    false);
	assert_int_equal(m.mentions[0].surface.len, 0);
	assert_int_equal(m.mentions[0].start, MODEL_UNKNOWN);
	assert_true(m.mentions[0].confidence < 0);
	assert_false(m.mentions[0].has_point);
	assert_int_equal(m.mentions[0].extent.n_polygons, 0);
	assert_int_equal(m.incidents[0].fatalities, MODEL_UNKNOWN);
	assert_int_equal(m.incidents[0].route.n, 0);
	assert_int_equal(m.incidents[0].n_actors, 1);
	assert_int_equal(m.incidents[0].n_places, 0);
	model_release(&m);
}

static void what_is_out_of_range_is_null(void **state)
{
	(void)state;
	struct model m = model_of_text("{\"schema\":1,\"doc_id\":\"a\",\"source\":\"b\",\"mentions\":[],\"incidents\":["
	                               "{\"confidence\":0.951e308,\"coordinate_uncertainty_m\":1e300,\"point\":[36,93]},"
	                               "{\"confidence\":1,\"coordinate_uncertainty_m\":20000000,\"point\":[36,-90]}]}",
	                               true);
	assert_true(m.incidents[0].confidence < 0 && m.incidents[0].uncertainty_m < 0);
	assert_false(m.incidents[0].has_point);
	assert_true(m.incidents[1].confidence == 1 && m.incidents[1].uncertainty_m == 2e7);
	assert_true(m.incidents[1].has_point);
	model_release(&m);
}

static void two_reports_of_one_incident_are_merged(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	assert_int_equal(m.n_incidents, 6);
	assert_int_equal(m.n_reports, 7);
	const struct model_incident *i = incident_called(&m, "كباجب", "2021-02-08"); /* the ambush at Kabajib */
	assert_int_equal(i->n_sources, 2);
	assert_sv_equal(i->source, "articles/a.txt"); /* published first */
	assert_sv_equal(i->sources[0], "articles/a.txt");
	assert_sv_equal(i->sources[1], "articles/b.txt");
	assert_int_equal(i->fatalities, 11); /* of the later day: the toll has risen */
	assert_int_equal(i->fatalities_low, 9);
	assert_int_equal(i->fatalities_high, 11);
	assert_int_equal(i->injuries, 12);
	assert_sv_equal(i->dup_group, "fa9224c8190f4416");
	model_release(&m);
}

/* A later day's news raises a toll; a lower count, the same day's and one of no known day do not. */
static void a_later_days_news_raises_the_toll(void **state)
{
	(void)state;
	struct {
		const char *published;
		int killed;
		int64_t merged;
	} rows[] = {{"2021-02-10", 4, 4}, {"2021-02-10T07:00:00Z", 4, 4}, {"2021-02-10", 2, 3}, {"2021-02-09", 4, 3}, {NULL, 4, 3}};
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct report_text two[] = {usual, usual};
		two[1].source = "two";
		two[1].published = rows[k].published;
		two[1].killed = rows[k].killed;
		struct model m = model_of_reports(two, 2, false);
		assert_int_equal(m.n_incidents, 1);
		assert_int_equal(m.incidents[0].fatalities, rows[k].merged);
		assert_int_equal(m.incidents[0].fatalities_high, rows[k].killed > 3 ? rows[k].killed : 3);
		model_release(&m);
	}
}

static void no_merge_keeps_reports_apart_but_names_their_group(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, true);
	assert_int_equal(m.n_incidents, 7);
	assert_true(sv_eq(m.incidents[0].dup_group, m.incidents[2].dup_group));
	assert_false(sv_eq(m.incidents[0].event_id, m.incidents[2].event_id));
	assert_int_equal(m.incidents[0].n_sources, 1);
	model_release(&m);
}

/* Whether a report like `usual` and this one become one. */
struct pair {
	const char *name;
	struct report_text other;
	bool merged;
};

#define OTHER(...) {.source = "two", .published = "2021-02-10", __VA_ARGS__}
#define SAME_DAY .day = "2021-02-08"
#define SAME_TYPE .type = "Armed clash"
#define SAME_ACTORS .actors = "\"Islamic State\",\"Military Forces of Syria\""
#define SAME_PLACE .place = "K1", .lon = 39.68, .lat = 35.08, .uncertainty_m = 2500, .where_prec = 1
#define NO_FIGURES .killed = -1, .injured = -1

static const struct pair pairs[] = {
    {"same in all", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 3, .injured = -1), true},
    {"one says no figures", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, SAME_ACTORS, NO_FIGURES), true},
    {"one names no actors", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, .actors = "", .killed = 3, .injured = -1), true},
    {"a toll that grew by one", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 4, .injured = -1), true},
    {"next day", OTHER(.day = "2021-02-09", SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 3, .injured = -1), false},
    {"other type", OTHER(SAME_DAY, .type = "Arrests", SAME_PLACE, SAME_ACTORS, NO_FIGURES), false},
    {"other actors", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, .actors = "\"QSD\"", .killed = 3, .injured = -1), false},
    {"only civilians in common",
     OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, .actors = "\"QSD\",\"Civilians (Syria)\"", .killed = 3, .injured = -1),
     false},
    {"figures that contradict", OTHER(SAME_DAY, SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 12, .injured = -1),
     false},
    {"other place far away",
     OTHER(SAME_DAY, SAME_TYPE, .place = "K2", .lon = 40.14, .lat = 35.33, .uncertainty_m = 2500, .where_prec = 1,
	   SAME_ACTORS, .killed = 3, .injured = -1),
     false},
    {"other place within the uncertainty",
     OTHER(SAME_DAY, SAME_TYPE, .place = "K2", .lon = 39.69, .lat = 35.085, .uncertainty_m = 2500, .where_prec = 1,
	   SAME_ACTORS, .killed = 3, .injured = -1),
     true},
    {"its place is among the other's",
     OTHER(SAME_DAY, SAME_TYPE, .place = "K3", .lon = 39.4, .lat = 35.0, .uncertainty_m = 20000, .where_prec = 5,
	   .others = ",{\"place_id\":\"K1\",\"name_ar\":\"K1\"}", SAME_ACTORS, .killed = 3, .injured = -1),
     true},
    {"undated, told the day after, same figures",
     OTHER(.day = "", SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 3, .injured = -1), true},
    {"undated, without figures", OTHER(.day = "", SAME_TYPE, SAME_PLACE, SAME_ACTORS, NO_FIGURES), false},
    {"undated, told a month later",
     {.source = "two",
      .published = "2021-03-10",
      .day = "",
      SAME_TYPE,
      SAME_PLACE,
      SAME_ACTORS,
      .killed = 3,
      .injured = -1},
     false},
    {"neither dated nor published",
     {.source = "two", .published = "", .day = "", SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 3, .injured = -1},
     false},
    {"only the month, same figures",
     OTHER(.day = "2021-02-01", .day_end = "2021-02-28", SAME_TYPE, SAME_PLACE, SAME_ACTORS, .killed = 3,
	   .injured = -1),
     true},
    {"only the month, no figures",
     OTHER(.day = "2021-02-01", .day_end = "2021-02-28", SAME_TYPE, SAME_PLACE, SAME_ACTORS, NO_FIGURES), false},
    {"attack or clash, an actor in common",
     OTHER(SAME_DAY, .type = "Attack", SAME_PLACE, SAME_ACTORS, .killed = 3, .injured = -1), true},
    {"attack or clash, no actors",
     OTHER(SAME_DAY, .type = "Attack", SAME_PLACE, .actors = "", .killed = 3, .injured = -1), false},
};

static void merging_is_conservative(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		for (int swapped = 0; swapped < 2; swapped++) {
			const struct report_text both[] = {swapped ? pairs[i].other : usual,
							   swapped ? usual : pairs[i].other};
			struct model m = model_of_reports(both, 2, false);
			if ((m.n_incidents == 1) != pairs[i].merged)
				fail_msg("'%s' gives %zu incidents", pairs[i].name, m.n_incidents);
			model_release(&m);
		}
	}
}

static void wide_areas_need_an_actor_and_a_figure(void **state)
{
	(void)state;
	struct report_text both[] = {usual, usual};
	both[1].source = "two";
	for (int i = 0; i < 2; i++) {
		both[i].where_prec = 4; /* the governorate */
		both[i].killed = -1;
	}
	struct model m = model_of_reports(both, 2, false);
	assert_int_equal(m.n_incidents, 2);
	model_release(&m);
	both[0].killed = both[1].killed = 7;
	m = model_of_reports(both, 2, false);
	assert_int_equal(m.n_incidents, 1);
	model_release(&m);
}

static void incidents_of_one_article_stay_apart(void **state)
{
	(void)state;
	struct report_text both[] = {usual, usual};
	struct buf b;
	buf_init(&b, 1 << 20);
	put_report(&b, &both[0]);
	/* the same record twice in one article, under two ids */
	char *end = strrchr(b.ptr, ']');
	*end = '\0';
	const char *first = strchr(strstr(b.ptr, "\"incidents\""), '{');
	char copy[2048];
	snprintf(copy, sizeof copy, "%s,%s]}\n", b.ptr, first);
	memcpy(strstr(strstr(copy, ",{\"event_id\""), "event-one"), "event-uno", 9);
	struct model m = model_of_text(copy, false);
	buf_release(&b);
	assert_int_equal(m.n_incidents, 2);
	model_release(&m);
}

static void the_first_report_speaks_and_others_complete_it(void **state)
{
	(void)state;
	struct report_text both[] = {usual, usual};
	both[0].source = "late";
	both[0].published = "2021-02-12";
	both[0].killed = 4;
	both[0].injured = 6;
	both[1].source = "early";
	both[1].killed = -1;
	struct model m = model_of_reports(both, 2, false);
	assert_int_equal(m.n_incidents, 1);
	assert_sv_equal(m.incidents[0].event_id, "event-early");
	assert_int_equal(m.incidents[0].fatalities, 4);
	assert_int_equal(m.incidents[0].injuries, 6);
	assert_int_equal(m.incidents[0].n_reports, 2);
	assert_sv_equal(m.incidents[0].reports[1], "event-late");
	model_release(&m);
}

enum { MANY = 400 };

/* Reports drawn from few places, days and figures, so that many could go together. */
static void many_reports(struct report_text *out, char (*names)[16], unsigned seed)
{
	static const char *const days[] = {"2021-02-07", "2021-02-08", "2021-02-09", ""};
	static const char *const types[] = {"Armed clash", "Attack", "Arrests", "Remote explosive/landmine/IED"};
	static const char *const places[] = {"K1", "K2", "K3"};
	static const char *const actors[] = {"\"Islamic State\"", "\"QSD\",\"Islamic State\"",
					     "\"Military Forces of Syria\"", ""};
	for (unsigned i = 0; i < MANY; i++) {
		unsigned r[6];
		for (unsigned k = 0; k < 6; k++) {
			seed = seed * 1103515245u + 12345u;
			r[k] = seed >> 16 & 0x7fff;
		}
		snprintf(names[i], sizeof names[i], "s%03u", i);
		out[i] = usual;
		out[i].source = names[i];
		out[i].day = days[r[0] % 4];
		out[i].type = types[r[1] % 4];
		out[i].place = places[r[2] % 3];
		out[i].lon = 39.0 + 0.3 * (r[2] % 3);
		out[i].actors = actors[r[3] % 4];
		out[i].killed = (int)(r[4] % 5) - 1;
		out[i].published = r[5] % 3 ? "2021-02-09" : "2021-02-10";
	}
}

static int text_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every incident's set of sources as one sorted text. */
static char *source_sets(const struct model *m)
{
	char **sets = calloc(m->n_incidents, sizeof *sets);
	struct buf all;
	buf_init(&all, 1 << 24);
	for (size_t i = 0; i < m->n_incidents; i++) {
		struct buf one;
		buf_init(&one, 1 << 16);
		for (size_t k = 0; k < m->incidents[i].n_sources; k++)
			buf_printf(&one, "%.*s ", SV_ARG(m->incidents[i].sources[k]));
		buf_printf(&one, "= %.*s\n", SV_ARG(m->incidents[i].dup_group));
		sets[i] = one.ptr;
	}
	qsort(sets, m->n_incidents, sizeof *sets, text_compare);
	for (size_t i = 0; i < m->n_incidents; i++) {
		buf_append_cstr(&all, sets[i]);
		free(sets[i]);
	}
	free(sets);
	buf_append_char(&all, '\0');
	return all.ptr;
}

static void merging_does_not_depend_on_order(void **state)
{
	(void)state;
	static struct report_text reports[MANY], reversed[MANY];
	static char names[MANY][16];
	for (unsigned seed = 1; seed <= 3; seed++) {
		many_reports(reports, names, seed);
		for (size_t i = 0; i < MANY; i++)
			reversed[i] = reports[(MANY - 1 - i) * 7 % MANY];
		struct model a = model_of_reports(reports, MANY, false);
		char *sets_a = source_sets(&a);
		struct model b = model_of_reports(reversed, MANY, false);
		char *sets_b = source_sets(&b);
		assert_true(a.n_incidents < MANY);
		assert_string_equal(sets_a, sets_b);
		free(sets_a);
		free(sets_b);
		model_release(&a);
		model_release(&b);
	}
}

static void reading_twice_changes_nothing(void **state)
{
	(void)state;
	static struct report_text reports[MANY];
	static char names[MANY][16];
	many_reports(reports, names, 9);
	struct model once = model_of_reports(reports, MANY, false);
	const char *const twice[] = {scratch_path("text.ndjson"), scratch_path("text.ndjson")};
	struct error e = {OK, ""};
	struct model m;
	size_t n_bad;
	assert_int_equal(model_read(twice, 2, NULL, &m, &n_bad, &e), OK);
	assert_int_equal(n_bad, 0);
	assert_int_equal(m.n_articles, once.n_articles);
	char *a = source_sets(&once);
	char *b = source_sets(&m);
	assert_string_equal(a, b);
	free(a);
	free(b);
	model_release(&once);
	model_release(&m);
}

static void no_report_is_lost(void **state)
{
	(void)state;
	static struct report_text reports[MANY];
	static char names[MANY][16];
	many_reports(reports, names, 5);
	struct model m = model_of_reports(reports, MANY, false);
	size_t n = 0;
	for (size_t i = 0; i < m.n_incidents; i++)
		n += m.incidents[i].n_reports;
	assert_int_equal(n, MANY);
	model_release(&m);
}

static void the_copy_holds_each_result_once(void **state)
{
	(void)state;
	struct error e = {OK, ""};
	struct model m;
	size_t n_bad;
	const char *const paths[] = {RESULTS_DIR "damaged.ndjson", SMALL};
	FILE *copy = fopen(scratch_path("copy.ndjson"), "w+");
	const struct model_options o = {.copy = copy};
	assert_int_equal(model_read(paths, 2, &o, &m, &n_bad, &e), OK);
	assert_int_equal(m.n_articles, 5); /* e.txt stands in both files */
	model_release(&m);
	fclose(copy);
	m = model_of_file(scratch_path("copy.ndjson"), false);
	assert_int_equal(m.n_articles, 5);
	model_release(&m);
}

static void places_are_counted(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	assert_int_equal(m.n_places, 8);
	const struct model_place *kabajib = place_called(&m, "كباجب");
	assert_int_equal(kabajib->mentions, 3);
	assert_int_equal(kabajib->articles, 2);
	assert_int_equal(kabajib->incidents, 2); /* its own and the sweep between it and Al-Shula */
	assert_int_equal(kabajib->incidents_here, 1);
	assert_sv_equal(kabajib->first_date, "2021-02-08");
	assert_sv_equal(kabajib->last_date, "2021-02-09");
	model_release(&m);
}

static void an_area_is_not_its_town(void **state)
{
	(void)state;
	struct model m = model_of_file(SMALL, false);
	const struct model_place *town = place_called(&m, "دير الزور");              /* Deir ez-Zor */
	const struct model_place *area = place_called(&m, "ريف دير الزور الغربي"); /* its western countryside */
	assert_true(sv_eq(town->place_id, area->place_id));
	assert_int_equal(town->mentions, 1);
	assert_int_equal(area->mentions, 1);
	assert_int_equal(area->incidents, 0);
	assert_sv_equal(area->first_date, "2021-02-10"); /* no incident there: the day of the report */
	for (size_t i = 1; i < m.n_places; i++)
		assert_true(sv_cmp(m.places[i - 1].place_id, m.places[i].place_id) <= 0);
	model_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_read),
		cmocka_unit_test(unknown_is_null),
		cmocka_unit_test(shapes_keep_their_parts_and_holes),
		cmocka_unit_test(equal_extents_are_kept_once),
		cmocka_unit_test(extents_are_read_with_and_without_blanks),
		cmocka_unit_test(damaged_lines_are_counted_and_skipped),
		cmocka_unit_test(what_is_no_result_is_refused),
		cmocka_unit_test(fields_of_another_type_are_null),
		cmocka_unit_test(what_is_out_of_range_is_null),
		cmocka_unit_test(two_reports_of_one_incident_are_merged),
		cmocka_unit_test(a_later_days_news_raises_the_toll),
		cmocka_unit_test(no_merge_keeps_reports_apart_but_names_their_group),
		cmocka_unit_test(merging_is_conservative),
		cmocka_unit_test(wide_areas_need_an_actor_and_a_figure),
		cmocka_unit_test(incidents_of_one_article_stay_apart),
		cmocka_unit_test(the_first_report_speaks_and_others_complete_it),
		cmocka_unit_test(merging_does_not_depend_on_order),
		cmocka_unit_test(reading_twice_changes_nothing),
		cmocka_unit_test(no_report_is_lost),
		cmocka_unit_test(the_copy_holds_each_result_once),
		cmocka_unit_test(places_are_counted),
		cmocka_unit_test(an_area_is_not_its_town),
	};
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
