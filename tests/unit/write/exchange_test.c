#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/check.h"
#include "support/write_files.h"
#include "write/exchange.h"

/* A table read back: its header and rows, cells NUL-terminated in place. */
enum { CELLS_MAX = 64, ROWS_MAX = 16 };

struct table {
	struct buf text;
	const char *cells[ROWS_MAX][CELLS_MAX];
	size_t n_cells[ROWS_MAX], n_rows;
};

/* One line of RFC 4180; returns what follows it. */
static char *row_read(struct table *t, char *at)
{
	size_t *n = &t->n_cells[t->n_rows];
	for (;;) {
		char *to = at;
		bool quoted = *at == '"';
		assert_true(*n < CELLS_MAX);
		t->cells[t->n_rows][(*n)++] = at;
		for (at += quoted; *at && (quoted || (*at != ',' && *at != '\n')); at++) {
			if (quoted && *at == '"' && *++at != '"')
				break;
			*to++ = *at;
		}
		char end = *at;
		*to = '\0';
		if (end == '\n' || !end) {
			t->n_rows++;
			return at + (end != 0);
		}
		assert_int_equal(end, ',');
		at++;
	}
}

static struct table table_of(enum exchange_format f, const char *results)
{
	struct error e = {OK, ""};
	struct table t = {.n_rows = 0};
	struct model m = model_of_text(results, false);
	const char *path = scratch_path("table.csv");
	if (exchange_write(f, &m, NULL, path, &e) != OK)
		fail_msg("%s", e.msg);
	model_release(&m);
	t.text = file_content(path);
	for (char *at = t.text.ptr; *at;) {
		assert_true(t.n_rows < ROWS_MAX);
		at = row_read(&t, at);
	}
	return t;
}

static const char *cell(const struct table *t, size_t row, const char *column)
{
	for (size_t i = 0; i < t->n_cells[0]; i++)
		if (strcmp(t->cells[0][i], column) == 0)
			return t->cells[row][i];
	fail_msg("no column '%s'", column);
	return "";
}

static void check_cell(const struct table *t, size_t row, const char *column, const char *expected)
{
	const char *is = cell(t, row, column);
	if (strcmp(is, expected) != 0)
		fail_msg("%s is '%s', not '%s'", column, is, expected);
}

/* An article with one incident, of which `more` sets what matters. */
static const char *result_with(const char *more)
{
	static char out[8192];
	snprintf(out, sizeof out,
	         "{\"schema\":1,\"doc_id\":\"d1\",\"source\":\"a.txt\",\"outlet\":\"Radio, \\\"R\\\"\",\"title\":\"T\","
	         "\"published\":\"2021-02-09T08:00:00Z\",\"text_day\":\"2021-02-09\",\"mentions\":[],\"incidents\":["
	         "{\"event_id\":\"00000000000a1000\",\"event_date\":\"2021-02-08\",\"date_start\":\"2021-02-08\","
	         "\"date_end\":\"2021-02-08\",\"time_precision\":1,\"date_prec\":1,\"geo_precision\":2,\"where_prec\":2,"
	         "\"location\":\"Kabajib\",\"admin1\":\"دير الزور\",\"admin2\":\"دير الزور\",\"point\":[39.7,35.1],"
	         "\"evidence\":\"line one, \\\"two\\\"\"%s}]}\n",
	         more);
	return out;
}

#define CLASH                                                                                                          \
	",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"actor1\":\"Islamic State (Syria)\","                 \
	"\"actor2\":\"Military Forces of Syria (2000-2024)\",\"actors\":[\"Military Forces of Syria (2000-2024)\",\"Islamic State (Syria)\"],"                       \
	"\"actor_inter\":[1,2],\"fatalities\":9,\"fatalities_low\":9,\"fatalities_high\":11"
#define MINE                                                                                                           \
	",\"event_type\":\"Explosions/Remote violence\",\"sub_event_type\":\"Remote explosive/landmine/IED\","         \
	"\"actor2\":\"Civilians (Syria)\",\"actors\":[\"Civilians (Syria)\"],\"actor_inter\":[7],\"fatalities\":2"

static void columns_are_acleds(void **state)
{
	(void)state;
	static const char columns[] =
	    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
	    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
	    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";
	struct model m = model_of_text(result_with(CLASH), false);
	struct error e;
	assert_int_equal(exchange_write(EXCHANGE_ACLED, &m, NULL, scratch_path("a.csv"), &e), OK);
	struct buf b = file_content(scratch_path("a.csv"));
	assert_memory_equal(b.ptr, columns, sizeof columns - 1);
	buf_release(&b);
	model_release(&m);
}

static void columns_are_geds(void **state)
{
	(void)state;
	static const char columns[] =
	    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
	    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
	    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
	    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
	    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
	    "high,low,gwnoa,gwnob\n";
	struct model m = model_of_text(result_with(CLASH), false);
	struct error e;
	assert_int_equal(exchange_write(EXCHANGE_GED, &m, NULL, scratch_path("g.csv"), &e), OK);
	struct buf b = file_content(scratch_path("g.csv"));
	assert_memory_equal(b.ptr, columns, sizeof columns - 1);
	buf_release(&b);
	model_release(&m);
}

/* Column, value of the one row. */
struct expected {
	const char *column, *value;
};

static void check_row(enum exchange_format f, const char *more, const struct expected *cells)
{
	struct table t = table_of(f, result_with(more));
	assert_int_equal(t.n_rows, 2);
	assert_int_equal(t.n_cells[1], t.n_cells[0]);
	for (; cells->column; cells++)
		check_cell(&t, 1, cells->column, cells->value);
	buf_release(&t.text);
}

#define CELLS(...) (const struct expected[]){__VA_ARGS__, {NULL, NULL}}

static void a_clash_as_acled_codes_it(void **state)
{
	(void)state;
	check_row(EXCHANGE_ACLED, CLASH, CELLS(
		{"event_id_cnty", "SYR00000000000a1000"}, {"event_date", "2021-02-08"}, {"year", "2021"},
		{"time_precision", "1"}, {"disorder_type", "Political violence"}, {"event_type", "Battles"},
		{"sub_event_type", "Armed clash"}, {"actor1", "Islamic State (Syria)"}, {"inter1", "2"},
		{"actor2", "Military Forces of Syria (2000-2024)"}, {"inter2", "1"}, {"interaction", "12"}, {"civilian_targeting", ""},
		{"iso", "760"}, {"region", "Middle East"}, {"country", "Syria"}, {"admin1", "Deir ez Zor"},
		{"location", "Kabajib"}, {"latitude", "35.1000"}, {"longitude", "39.7000"}, {"geo_precision", "2"},
		{"source", "Radio, \"R\""}, {"notes", "line one, \"two\""}, {"fatalities", "9"}, {"tags", ""},
		{"timestamp", "1612828800"})); /* 2021-02-09 */
}

static void labels_are_the_current_codebooks(void **state)
{
	(void)state;
	check_row(EXCHANGE_ACLED_LABELS, CLASH, CELLS({"inter1", "Rebel group"}, {"inter2", "State forces"},
	                                              {"interaction", "State forces-Rebel group"}));
	check_row(EXCHANGE_ACLED_LABELS,
	          ",\"event_type\":\"Violence against civilians\",\"sub_event_type\":\"Attack\","
	          "\"actor1\":\"Military Forces of Russia (2000-)\",\"actor2\":\"Civilians (Syria)\","
	          "\"actors\":[\"Civilians (Syria)\",\"Military Forces of Russia (2000-)\"],\"actor_inter\":[7,8]",
	          CELLS({"interaction", "External/Other forces-Civilians"}));
	check_row(EXCHANGE_ACLED_LABELS,
	          ",\"event_type\":\"Protests\",\"sub_event_type\":\"Peaceful protest\","
	          "\"actors\":[\"Protesters (Syria)\"],\"actor_inter\":[6]",
	          CELLS({"actor1", "Protesters (Syria)"}, {"interaction", "Protesters only"}));
}

static void interaction_puts_the_smaller_code_first(void **state)
{
	(void)state;
	for (int a = 1; a <= 8; a++) {
		for (int b = 1; b <= 8; b++) {
			char more[400], wanted[32];
			snprintf(more, sizeof more,
			         ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"actor1\":\"A\","
			         "\"actor2\":\"B\",\"actors\":[\"A\",\"B\"],\"actor_inter\":[%d,%d]", a, b);
			snprintf(wanted, sizeof wanted, "%d%d", a < b ? a : b, a < b ? b : a);
			check_row(EXCHANGE_ACLED, more, CELLS({"interaction", wanted}));
		}
	}
}

static void what_is_unknown_is_empty(void **state)
{
	(void)state;
	check_row(EXCHANGE_ACLED, ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\"",
	          CELLS({"actor1", ""}, {"inter1", ""}, {"inter2", ""}, {"interaction", ""}, {"fatalities", ""},
	                {"source_scale", ""}));
	check_row(EXCHANGE_ACLED, MINE, CELLS({"actor1", ""}, {"actor2", "Civilians (Syria)"}, {"inter2", "7"},
	                                      {"interaction", ""}, {"civilian_targeting", "Civilian targeting"}));
	check_row(EXCHANGE_ACLED, /* codes that old results lack */
	          ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"actor1\":\"A\",\"actors\":[\"A\"]",
	          CELLS({"actor1", "A"}, {"inter1", ""}, {"interaction", ""}));
}

static void vague_fatalities_follow_acleds_rule(void **state)
{
	(void)state;
	static const struct {
		const char *words, *n;
	} rows[] = {
		{"مقتل عشرات العناصر", "10"},  /* tens were killed */
		{"مقتل مئات العناصر", "100"},  /* hundreds were killed */
		{"مقتل دزينات", "12"},         /* dozens */
		{"مقتل عدد من العناصر", "3"},  /* a number of */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char more[400];
		snprintf(more, sizeof more,
		         ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"fatalities\":null,"
		         "\"fatalities_low\":2,\"casualty_text\":\"%s\"", rows[i].words);
		check_row(EXCHANGE_ACLED, more, CELLS({"fatalities", rows[i].n}));
		check_row(EXCHANGE_GED, more, CELLS({"best", "2"}, {"low", "2"})); /* no such rule there */
	}
	check_row(EXCHANGE_ACLED, /* tens wounded say nothing of killed */
	          ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"casualty_text\":\"جرح عشرات\"",
	          CELLS({"fatalities", ""}));
}

static void disorder_and_targeting_follow_the_type(void **state)
{
	(void)state;
	static const struct {
		const char *type, *sub_type, *disorder, *targeting;
	} rows[] = {
		{"Explosions/Remote violence", "Air/drone strike", "Political violence", ""},
		{"Violence against civilians", "Attack", "Political violence", "Civilian targeting"},
		{"Protests", "Peaceful protest", "Demonstrations", ""},
		{"Protests", "Excessive force against protesters", "Political violence; Demonstrations",
		 "Civilian targeting"},
		{"Riots", "Violent demonstration", "Demonstrations", ""},
		{"Riots", "Mob violence", "Political violence", ""},
		{"Strategic developments", "Arrests", "Strategic developments", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char more[400];
		snprintf(more, sizeof more, ",\"event_type\":\"%s\",\"sub_event_type\":\"%s\"", rows[i].type,
		         rows[i].sub_type);
		check_row(EXCHANGE_ACLED, more, CELLS({"disorder_type", rows[i].disorder},
		                                      {"civilian_targeting", rows[i].targeting}));
	}
}

static void a_clash_as_ucdp_codes_it(void **state)
{
	(void)state;
	check_row(EXCHANGE_GED, CLASH, CELLS(
		{"id", "322"}, {"relid", "SYR-2021-1-00000000000a1000"}, {"year", "2021"}, {"type_of_violence", "1"},
		{"conflict_new_id", ""}, {"conflict_name", ""}, {"dyad_name", "Government of Syria - IS"},
		{"side_a", "Government of Syria"}, {"side_b", "IS"}, {"number_of_sources", "1"},
		{"source_article", "\"Radio, \"R\",2021-02-09,T\""}, {"source_office", "Radio, \"R\""},
		{"source_date", "2021-02-09"}, {"source_headline", "T"}, {"where_prec", "2"},
		{"where_coordinates", "Kabajib"}, {"adm_1", "Dayr az Zawr governorate"}, {"latitude", "35.100000"},
		{"longitude", "39.700000"}, {"geom_wkt", "POINT (39.700000 35.100000)"}, {"priogrid_gid", "180440"},
		{"country", "Syria"}, {"country_id", "652"}, {"region", "Middle East"}, {"event_clarity", "1"},
		{"date_prec", "1"}, {"date_start", "2021-02-08 00:00:00.000"}, {"date_end", "2021-02-08 00:00:00.000"},
		{"deaths_a", "0"}, {"deaths_b", "0"}, {"deaths_civilians", "0"}, {"deaths_unknown", "9"}, {"best", "9"},
		{"high", "11"}, {"low", "9"}, {"gwnoa", "652"}, {"gwnob", ""}));
}

static void one_sided_deaths_are_civilians(void **state)
{
	(void)state;
	check_row(EXCHANGE_GED, MINE, CELLS({"type_of_violence", "3"}, {"side_a", ""}, {"side_b", "Civilians"},
	                                    {"deaths_civilians", "2"}, {"deaths_unknown", "0"}, {"dyad_name", ""}));
	check_row(EXCHANGE_GED,
	          ",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"actor1\":\"Ahrar al Sharqiya\","
	          "\"actor2\":\"QSD: Syrian Democratic Forces\",\"actors\":[\"Ahrar al Sharqiya\","
	          "\"QSD: Syrian Democratic Forces\"],\"actor_inter\":[2,2],\"fatalities\":1",
	          CELLS({"type_of_violence", "2"}, {"conflict_name", "Ahrar al Sharqiya - SDF"}));
}

static void ids_are_numbers_of_53_bits(void **state)
{
	(void)state;
	static const char *const ids[][2] = {{"Effffffffffffffff", "9007199254740991"},
	                                     {"c234620940f0268d", "6832967643569668"}};
	for (size_t i = 0; i < 2; i++) {
		char more[512];
		snprintf(more, sizeof more, "%s", CLASH);
		char *result = strdup(result_with(more));
		char *at = strstr(result, "00000000000a1000");
		struct buf b;
		buf_init(&b, 1 << 16);
		buf_append(&b, sv_make(result, (size_t)(at - result)));
		buf_append_cstr(&b, ids[i][0]);
		buf_append_cstr(&b, at + 16);
		buf_append_char(&b, '\0');
		struct table t = table_of(EXCHANGE_GED, b.ptr);
		check_cell(&t, 1, "id", ids[i][1]);
		buf_release(&t.text);
		buf_release(&b);
		free(result);
	}
}

static void ged_holds_what_killed(void **state)
{
	(void)state;
	static const char *const harmless[] = {
		",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\"",
		",\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"fatalities\":0",
		",\"event_type\":\"Strategic developments\",\"sub_event_type\":\"Other\",\"fatalities\":3",
	};
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
		struct table t = table_of(EXCHANGE_GED, result_with(harmless[i]));
		assert_int_equal(t.n_rows, 1);
		buf_release(&t.text);
	}
}

static void rejected_incidents_stay_out_and_corrections_count(void **state)
{
	(void)state;
	struct error e;
	struct model m = model_of_text(result_with(CLASH), false);
	m.incidents[0].event_date = SV("2021-02-07"); /* as review_apply() does it */
	m.incidents[0].event_type = SV("Riots");
	m.incidents[0].sub_event_type = SV("");
	m.incidents[0].review_status = SV("corrected");
	assert_int_equal(exchange_write(EXCHANGE_ACLED, &m, NULL, scratch_path("c.csv"), &e), OK);
	struct buf b = file_content(scratch_path("c.csv"));
	assert_non_null(strstr(b.ptr, "\nSYR00000000000a1000,2021-02-07,2021,1,Demonstrations,Riots,,"));
	buf_release(&b);
	m.incidents[0].review_status = SV("rejected");
	assert_int_equal(exchange_write(EXCHANGE_ACLED, &m, NULL, scratch_path("c.csv"), &e), OK);
	b = file_content(scratch_path("c.csv"));
	assert_null(strstr(b.ptr, "SYR"));
	buf_release(&b);
	model_release(&m);
}

static void cells_of_the_prio_grid(void **state)
{
	(void)state;
	assert_int_equal(exchange_priogrid((struct lonlat){-180, -90}), 1);
	assert_int_equal(exchange_priogrid((struct lonlat){179.9, 89.9}), 259200);
	assert_int_equal(exchange_priogrid((struct lonlat){180, 90}), 259200);
	assert_int_equal(exchange_priogrid((struct lonlat){0.1, 0.1}), 129961); /* row 181, column 361 */
	assert_int_equal(exchange_priogrid((struct lonlat){40.146, 35.332}), 180441); /* Deir ez-Zor */
}

static void lists_of_formats(void **state)
{
	(void)state;
	struct error e;
	unsigned set;
	assert_int_equal(exchange_parse(SV("ged, acled"), &set, &e), OK);
	assert_int_equal(set, 1U << EXCHANGE_ACLED | 1U << EXCHANGE_GED);
	assert_int_equal(exchange_parse(SV("acled-labels"), &set, &e), OK);
	assert_int_equal(set, 1U << EXCHANGE_ACLED_LABELS);
	assert_int_equal(exchange_parse(SV("acled,gdelt"), &set, &e), ERR_USAGE);
	assert_non_null(strstr(e.msg, "'gdelt'"));
	assert_int_equal(exchange_parse(SV(""), &set, &e), ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_acleds),
		cmocka_unit_test(columns_are_geds),
		cmocka_unit_test(a_clash_as_acled_codes_it),
		cmocka_unit_test(labels_are_the_current_codebooks),
		cmocka_unit_test(interaction_puts_the_smaller_code_first),
		cmocka_unit_test(what_is_unknown_is_empty),
		cmocka_unit_test(vague_fatalities_follow_acleds_rule),
		cmocka_unit_test(disorder_and_targeting_follow_the_type),
		cmocka_unit_test(a_clash_as_ucdp_codes_it),
		cmocka_unit_test(one_sided_deaths_are_civilians),
		cmocka_unit_test(ids_are_numbers_of_53_bits),
		cmocka_unit_test(ged_holds_what_killed),
		cmocka_unit_test(rejected_incidents_stay_out_and_corrections_count),
		cmocka_unit_test(cells_of_the_prio_grid),
		cmocka_unit_test(lists_of_formats),
	};
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
