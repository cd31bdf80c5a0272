/* What the builder refuses, and what the reader makes of damaged files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/lookup.h"
#include "gazetteer/open.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"
#include "text/text.h"

#define HEADER "id\tkind\tname_ar\tvariants_ar\tlat\tlon\tradius_km\tprominence\tambiguity\tconfidence\n"
#define GOOD "K1\tvillage\tالشولا\t\t35\t40\t1\t2\tfree\thigh\n" /* Shola */
#define EMPTY "{\"type\":\"FeatureCollection\",\"features\":[]}"
#define FEATURE(rest) "{\"features\":[{\"properties\":{\"id\":\"K1\"},\"geometry\":" rest "}]}"

static void a_malformed_row_stops_the_build_with_file_and_line(void **state)
{
	(void)state;
	static const struct {
		const char *file, *content, *message;
	} CASES[] = {
		{"places.tsv", "", "places.tsv:1: no header row"},
		{"places.tsv", HEADER GOOD "K2\tvillage\tالشولا\n", "places.tsv:3: 3 columns where the header has 10"},
		{"places.tsv", HEADER "\n# x\nK2\ttown\tا\t\t35\tx\t\t\t\t\n", "places.tsv:4: lon 'x'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t90.5\t40\t\t\t\t\n", "places.tsv:2: lat '90.5'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t35\t-181\t\t\t\t\n", "places.tsv:2: lon '-181'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\tnan\t40\t\t\t\t\n", "places.tsv:2: lat 'nan'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t35\t\t\t\t\t\n", "places.tsv:2: lat without lon"},
		{"places.tsv", HEADER "K2\tplanet\tا\t\t\t\t\t\t\t\n", "places.tsv:2: kind 'planet'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t\t\t-1\t\t\t\n", "places.tsv:2: radius_km '-1'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t\t\t\t6\t\t\n", "places.tsv:2: prominence '6'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t\t\t\t\tmaybe\t\n", "places.tsv:2: ambiguity 'maybe'"},
		{"places.tsv", HEADER "K2\ttown\tا\t\t\t\t\t\t\tsure\n", "places.tsv:2: confidence 'sure'"},
		{"places.tsv", HEADER GOOD GOOD, "places.tsv:3: the id 'K1' is already that of"},
		{"places.tsv", HEADER "K2\ttown\t،؟\t\t\t\t\t\t\t\n", "places.tsv:2: the name '،؟' has no letters"},
		{"places.tsv", HEADER "K2\ttown\tا\tب|-\t\t\t\t\t\t\n", "places.tsv:2: the variant '-' has no letters"},
		{"places.tsv", HEADER "\ttown\tا\t\t\t\t\t\t\t\n", "places.tsv:2: 'id' is empty"},
		{"places.tsv", HEADER GOOD "K2\ttown\t\xD8\t\t\t\t\t\t\t\n", "places.tsv:3: invalid UTF-8"},
		{"places.tsv", "id\tname_ar\nK1\tا\n", "places.tsv:1: column 'kind' is missing"},
		{"places.tsv", "id\tkind\tname_ar\tcolour\n", "places.tsv:1: unknown column 'colour'"},
		{"places.tsv", "id\tkind\tname_ar\tid\n", "places.tsv:1: column 'id' stands twice"},
		{"places.tsv", "# date: soon\n" HEADER GOOD, "places.tsv: the date 'soon'"},
		{"VERSION", "1.2", "VERSION: the date '1.2'"},
		{"lexicon/heads.tsv", "word\tkinds\n# x\na\tb\tc\n", "lexicon/heads.tsv:3: 3 columns where the header has 2"},
		{"lexicon/heads.tsv", "word\t\na\tb\n", "lexicon/heads.tsv:1: a column has no name"},
		{"lexicon/heads.tsv", "word\na\n\xFF\n", "lexicon/heads.tsv:3: invalid UTF-8"},
		{"areas.geojson", "{\n\"features\":[}", "areas.geojson:2: "},
		{"areas.geojson", "[]", "areas.geojson:1: not a GeoJSON FeatureCollection"},
		{"areas.geojson", "{\"features\":[{}]}", "feature 1 '': no place_id"},
		{"areas.geojson", FEATURE("null"), "feature 1 'K1': geometry must be"},
		{"areas.geojson", FEATURE("{\"type\":\"Point\",\"coordinates\":[1,2]}"), "geometry must be"},
		{"areas.geojson", FEATURE("{\"type\":\"Polygon\"}"), "no coordinates"},
		{"areas.geojson", FEATURE("{\"type\":\"Polygon\",\"coordinates\":[]}"), "a polygon has no ring"},
		{"areas.geojson", FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,3],[1,2]]]}"),
		 "fewer than three points"},
		{"areas.geojson", FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,95],[2,2]]]}"),
		 "a position is not [lon, lat]"},
		{"roads.geojson", FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2]]}"), "fewer than two points"},
		{"roads.geojson", FEATURE("{\"type\":\"LineString\",\"coordinates\":[[1,2],\"x\"]}"), "a position is not"},
		{"roads.geojson", FEATURE("{\"type\":\"MultiLineString\",\"coordinates\":[]}"), "no coordinates"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct folder f;
		struct error e = {0};
		folder_open(&f);
		folder_text(&f, "places.tsv", HEADER GOOD);
		folder_text(&f, CASES[i].file, CASES[i].content);
		enum err result = gazetteer_build(f.path, f.out, NULL, &e);
		bool right = result == ERR_DATA && strstr(e.msg, CASES[i].message) && access(f.out, F_OK) != 0;
		if (!right)
			print_error("case %zu: %d, '%s', not '%s'\n", i, (int)result, e.msg, CASES[i].message);
		folder_close(&f);
		assert_true(right);
	}
}

static void windows_line_ends_and_a_byte_order_mark_are_no_damage(void **state)
{
	(void)state;
	struct folder f;
	folder_open(&f);
	folder_text(&f, "places.tsv", "\xEF\xBB\xBFid\tkind\tname_ar\r\nK1\tvillage\tالشولا\r\n\r\n");
	folder_text(&f, "areas.geojson", EMPTY);
	struct gazetteer *g = folder_build(&f, NULL);
	assert_int_equal(gazetteer_count(g), 1);
	assert_sv_equal(gazetteer_place(g, 0)->name_ar, "الشولا");
	assert_sv_equal(gazetteer_date(g), "");
	gazetteer_close(g);
	folder_close(&f);
}

static void a_folder_without_places_is_an_input_error(void **state)
{
	(void)state;
	struct error e = {0};
	assert_int_equal(gazetteer_build("/nowhere", "/tmp/never.gaz", NULL, &e), ERR_IO);
	assert_non_null(strstr(e.msg, "/nowhere/places.tsv"));
}

static void a_missing_file_is_an_input_error(void **state)
{
	(void)state;
	struct error e = {0};
	struct gazetteer *g = NULL;
	assert_int_equal(gazetteer_open("/nowhere/x.gaz", &g, &e), ERR_IO);
	assert_null(g);
	assert_non_null(strstr(e.msg, "'/nowhere/x.gaz'"));
	gazetteer_close(g);
}

static void put_small(struct folder *f)
{
	folder_open(f);
	folder_text(f, "places.tsv",
	            HEADER GOOD "K2\tcity\tدير الزور\tديرالزور|T2\t35.3\t40.1\t4\t5\tfree\thigh\n");
	folder_text(f, "lexicon/heads.tsv", "word\tkinds\nقرية\tvillage\n");
	folder_text(f, "areas.geojson",
	            FEATURE("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4],[1,2]]]}"));
}

static void read_bytes(const char *path, struct buf *out)
{
	struct error e = {0};
	buf_init(out, 1 << 24);
	assert_int_equal(file_read(path, out, &e), OK);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
	(void)state;
	struct folder f;
	struct buf whole;
	put_small(&f);
	gazetteer_close(folder_build(&f, NULL));
	read_bytes(f.out, &whole);
	for (size_t i = 0; i < 200; i++) {
		size_t len = i < 64 ? i : whole.len * i / 200;
		struct error e = {0};
		struct gazetteer *g = NULL;
		folder_put(&f, "cut.gaz", whole.ptr, len);
		char path[300];
		snprintf(path, sizeof path, "%s/cut.gaz", f.path);
		assert_int_equal(gazetteer_open(path, &g, &e), ERR_DATA);
		assert_null(g);
		assert_non_null(strstr(e.msg, "cut.gaz"));
	}
	buf_release(&whole);
	folder_close(&f);
}

static void any_changed_byte_is_noticed(void **state)
{
	(void)state;
	struct folder f;
	struct buf whole;
	put_small(&f);
	gazetteer_close(folder_build(&f, NULL));
	read_bytes(f.out, &whole);
	for (size_t i = 0; i < whole.len; i += i < sizeof(struct file_header) ? 1 : 7) {
		struct gazetteer g;
		struct error e = {0};
		whole.ptr[i] ^= (char)(1 << i % 8);
		assert_int_equal(gazetteer_open_bytes(&g, "x", whole.ptr, whole.len, &e), ERR_DATA);
		whole.ptr[i] ^= (char)(1 << i % 8);
	}
	buf_release(&whole);
	folder_close(&f);
}

/* Opened early, a file is refused by the time it is confirmed, be it damaged behind its header or sound but for a place. */
static void early_opening_refuses_later(void **state)
{
	(void)state;
	struct folder f;
	struct buf whole;
	char path[300];
	put_small(&f);
	gazetteer_close(folder_build(&f, NULL));
	read_bytes(f.out, &whole);
	struct file_header h;
	memcpy(&h, whole.ptr, sizeof h);
	size_t kind = h.sections[SECTION_PLACES].offset + offsetof(struct file_place, kind);
	static const struct {
		bool damaged, sealed;
		const char *reason;
	} cases[] = {{false, false, NULL}, {true, false, "its content does not match its checksum"}, {true, true, "unknown kind"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error e = {0};
		struct gazetteer *g = NULL;
		char before = whole.ptr[kind];
		whole.ptr[kind] = cases[i].damaged ? (char)PLACE_KIND_COUNT : before;
		if (cases[i].sealed)
			format_seal(whole.ptr, whole.len);
		folder_put(&f, "early.gaz", whole.ptr, whole.len);
		snprintf(path, sizeof path, "%s/early.gaz", f.path);
		assert_int_equal(gazetteer_open_early(path, &g, &e), OK);
		assert_true(gazetteer_place(g, 0)->kind < PLACE_KIND_COUNT);
		for (int again = 0; again < 2; again++)
			assert_int_equal(gazetteer_confirm(g, &e), cases[i].reason ? ERR_DATA : OK);
		if (cases[i].reason)
			assert_non_null(strstr(e.msg, cases[i].reason));
		gazetteer_close(g);
		whole.ptr[kind] = before;
	}
	buf_release(&whole);
	folder_close(&f);
}

/* Touches everything that an open gazetteer holds, so that a wrong offset would be read. */
static size_t walk(const struct gazetteer *g)
{
	size_t sum = 0;
	struct arena a;
	arena_init(&a, 0);
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct place *p = gazetteer_place(g, i);
		struct sv texts[] = {p->id, p->name_ar, p->name_en, p->admin1, p->note, gazetteer_variants(g, i)};
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			sum += (size_t)text_hash(texts[k]);
		sum += (size_t)gazetteer_by_id(g, p->id);
		sum += gazetteer_find(g, p->name_ar, text_hash(p->name_ar)).n;
		sum += gazetteer_is_prefix(g, p->name_ar, text_hash(p->name_ar));
	}
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *x = gazetteer_geometry(g, i);
		for (size_t k = 0; k < x->shape.n_polygons; k++)
			for (size_t r = 0; r < x->shape.polygons[k].n_rings; r++)
				for (size_t n = 0; n < x->shape.polygons[k].rings[r].n; n++)
					sum += x->shape.polygons[k].rings[r].points[n].lon_deg > 0;
		for (size_t k = 0; k < x->line.n; k++)
			sum += x->line.points[k].lon_deg > 0;
	}
	size_t n = 0;
	const struct lexicon *t = lexicon_tables(g, &n);
	for (size_t i = 0; i < n; i++)
		for (size_t row = 0; row < t[i].n_rows; row++)
			for (size_t c = 0; c < t[i].n_columns; c++)
				sum += (size_t)text_hash(lexicon_cell(&t[i], row, c));
	struct gazetteer_match *m = NULL;
	sum += gazetteer_lookup(&a, g, SV("قرية الشوله"), NULL, 0, &m);
	sum += gazetteer_lookup(&a, g, SV("ديرر الزوور"), NULL, 0, &m);
	arena_release(&a);
	return sum;
}

/* With its checksums made to fit, so that only the checks of offsets stand between a wrong byte and a crash. */
static void a_forged_file_is_refused_or_read_within_bounds(void **state)
{
	(void)state;
	struct folder f;
	struct buf whole;
	size_t opened = 0;
	size_t refused = 0;
	size_t sum = 0;
	static const unsigned char VALUES[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
	put_small(&f);
	gazetteer_close(folder_build(&f, NULL));
	read_bytes(f.out, &whole);
	for (size_t i = 0; i < whole.len; i++) {
		char before = whole.ptr[i];
		whole.ptr[i] = (char)VALUES[i % sizeof VALUES];
		format_seal(whole.ptr, whole.len);
		/* An exact copy on the heap: a byte beyond it is caught by the address sanitizer. */
		char *copy = malloc(whole.len);
		assert_non_null(copy);
		memcpy(copy, whole.ptr, whole.len);
		struct gazetteer g;
		struct error e = {0};
		if (gazetteer_open_bytes(&g, "x", copy, whole.len, &e) == OK) {
			sum += walk(&g);
			gazetteer_drop_tables(&g);
			opened++;
		} else {
			assert_int_not_equal(e.code, OK);
			refused++;
		}
		free(copy);
		whole.ptr[i] = before;
	}
	assert_true(opened > 0 && refused > 0 && sum > 0);
	buf_release(&whole);
	folder_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_malformed_row_stops_the_build_with_file_and_line),
		cmocka_unit_test(windows_line_ends_and_a_byte_order_mark_are_no_damage),
		cmocka_unit_test(a_folder_without_places_is_an_input_error),
		cmocka_unit_test(a_missing_file_is_an_input_error),
		cmocka_unit_test(a_file_cut_anywhere_is_refused),
		cmocka_unit_test(any_changed_byte_is_noticed),
		cmocka_unit_test(early_opening_refuses_later),
		cmocka_unit_test(a_forged_file_is_refused_or_read_within_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
