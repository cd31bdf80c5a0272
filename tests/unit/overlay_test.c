/* An overlay gives what a build with its rows would give, whichever way it is put on top. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/open.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"
#include "text/text.h"

#define HEADER "id\tkind\tname_ar\tvariants_ar\tname_en\tlat\tlon\tadmin1\tadmin2\tprominence\n"

/* Names that meet in each other's spellings by rule: Deir ez-Zor, Abu Hamam, Shola, Basira, each in several ways. */
static const char *const NAMES[] = {"دير الزور",   "ديرالزور",     "أبو حمام", "ابوحمام", "الشولة",  "الشولا",
                                    "البصيرة",     "البصيرا",      "تل أبيض",  "تلابيض",  "أبو كمال", "البوكمال",
                                    "عين الغزال", "عينالغزال", "T2",       "بقرص",    "دير بقرص", "ديربقرص"};
static const char *const KINDS[] = {"village", "city", "governorate", "district", "oil_field"};
static const char *const UNITS[] = {"", "دير الزور", "الشولا", "K2"};

enum { N_NAMES = sizeof NAMES / sizeof *NAMES, BASE_ROWS = 14, ROUNDS = 150 };

static const char GLUE[] = "word\tsplit\nدير\tyes\nأبو\tyes\nعين\tno\nتل\tno\n";

struct fixture {
	struct folder base, whole;
	uint64_t seed;
};

static unsigned pick(struct fixture *f, unsigned n)
{
	f->seed = f->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(f->seed >> 33) % n;
}

static void put_row(struct fixture *f, struct buf *out, const char *prefix, unsigned number)
{
	buf_printf(out, "%s%u\t%s\t%s\t", prefix, number, KINDS[pick(f, 5)], NAMES[pick(f, N_NAMES)]);
	if (pick(f, 3) == 0)
		buf_append_cstr(out, NAMES[pick(f, N_NAMES)]);
	buf_printf(out, "\tName %u\t%u.5\t40.25\t%s\t%s\t%u\n", pick(f, 6), 30 + pick(f, 9), UNITS[pick(f, 4)],
	           UNITS[pick(f, 4)], pick(f, 6));
}

/* Rows of both, those of the overlay in the place of the base's with the same identifier, else behind them. */
static void merge(struct buf *out, struct sv base, struct sv overlay)
{
	struct sv rest = base;
	struct sv line;
	while (sv_split(&rest, '\n', &line)) {
		struct sv id = line;
		struct sv all = overlay;
		struct sv other = {"", 0};
		struct sv taken = line;
		sv_split(&line, '\t', &id);
		while (sv_split(&all, '\n', &other)) {
			if (other.len > id.len && sv_starts(other, id) && other.ptr[id.len] == '\t')
				taken = other;
		}
		if (taken.len)
			buf_append(out, taken);
		if (taken.len)
			buf_append_char(out, '\n');
	}
	while (sv_split(&overlay, '\n', &line))
		if (sv_starts(line, SV("X"))) {
			buf_append(out, line);
			buf_append_char(out, '\n');
		}
}

static void assert_same_span(const struct gazetteer *a, struct name_span x, const struct gazetteer *b,
                             struct name_span y)
{
	assert_int_equal(x.n, y.n);
	for (size_t i = 0; i < x.n; i++) {
		const struct place *p = gazetteer_place(a, (size_t)x.entries[i].place);
		const struct place *q = gazetteer_place(b, (size_t)y.entries[i].place);
		assert_true(sv_eq(p->id, q->id));
		assert_int_equal(x.entries[i].origin, y.entries[i].origin);
	}
}

/* Every key of one is found in the other with the same bearers. */
static void assert_keys_within(const struct gazetteer *a, const struct gazetteer *b)
{
	static const struct {
		enum section section;
		struct name_span (*find)(const struct gazetteer *g, struct sv key, uint64_t hash);
	} TABLES[] = {{SECTION_NAMES, gazetteer_find}, {SECTION_ENGLISH, gazetteer_find_english}};
	for (size_t t = 0; t < 2; t++) {
		size_t n = 0;
		const struct file_key *slots = gazetteer_section(a, TABLES[t].section, &n);
		for (size_t i = 0; i < n; i++) {
			struct sv key = gazetteer_text(a, slots[i].key);
			if (key.len)
				assert_same_span(a, TABLES[t].find(a, key, text_hash(key)), b,
				                 TABLES[t].find(b, key, text_hash(key)));
		}
	}
}

/* What may be met misspelt in the one is looked for in the other. */
static void assert_likes_within(const struct gazetteer *a, const struct gazetteer *b)
{
	size_t n = 0;
	const struct file_key *slots = gazetteer_section(a, SECTION_NAMES, &n);
	for (size_t i = 0; i < n; i++) {
		struct sv key = gazetteer_text(a, slots[i].key);
		uint64_t all = (UINT64_C(2) << key.len / 2) - 1;
		if (key.len && (gazetteer_resemblance(a, key) & all) == all)
			assert_true((gazetteer_resemblance(b, key) & all) == all);
	}
}

static void assert_prefixes_of(const struct gazetteer *built, const struct gazetteer *patched)
{
	size_t n = 0;
	const struct file_prefix *slots = gazetteer_section(built, SECTION_PREFIXES, &n);
	for (size_t i = 0; i < n; i++) {
		struct sv key = gazetteer_text(built, slots[i].key);
		if (key.len)
			assert_true(gazetteer_is_prefix(patched, key, text_hash(key)));
	}
}

static void assert_same_places(const struct gazetteer *a, const struct gazetteer *b)
{
	assert_int_equal(gazetteer_count(a), gazetteer_count(b));
	for (size_t i = 0; i < gazetteer_count(a); i++) {
		const struct place *p = gazetteer_place(a, i);
		const struct place *q = gazetteer_place(b, i);
		assert_true(sv_eq(p->id, q->id) && sv_eq(p->name_ar, q->name_ar) && sv_eq(p->name_en, q->name_en));
		assert_int_equal(p->kind, q->kind);
		assert_int_equal(p->prominence, q->prominence);
		assert_int_equal(p->admin1_place, q->admin1_place);
		assert_int_equal(p->admin2_place, q->admin2_place);
		assert_near(p->point.lat_deg, q->point.lat_deg, 0);
		assert_int_equal(gazetteer_by_id(a, p->id), i);
		assert_int_equal(gazetteer_by_id(b, p->id), i);
	}
}

static int set_up(void **state)
{
	static struct fixture f;
	f.seed = 2;
	folder_open(&f.base);
	folder_open(&f.whole);
	folder_text(&f.base, "lexicon/glue.tsv", GLUE);
	folder_text(&f.whole, "lexicon/glue.tsv", GLUE);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	folder_close(&f->base);
	folder_close(&f->whole);
	return 0;
}

static void an_overlay_gives_what_a_build_with_its_rows_gives(void **state)
{
	struct fixture *f = *state;
	struct buf base, overlay, whole;
	buf_init(&base, 1 << 20);
	buf_init(&overlay, 1 << 20);
	buf_init(&whole, 1 << 20);
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct error e = {0};
		buf_clear(&base);
		buf_clear(&overlay);
		buf_clear(&whole);
		buf_append_cstr(&base, HEADER);
		buf_append_cstr(&overlay, HEADER);
		for (unsigned i = 0; i < BASE_ROWS; i++)
			put_row(f, &base, "K", i);
		for (unsigned i = 0; i <= round % 4; i++)
			put_row(f, &overlay, pick(f, 2) ? "X" : "K", i);
		if (round % 50 == 49)
			for (unsigned i = 10; i < 80; i++)
				put_row(f, &overlay, "X", i); /* the tables grow */
		merge(&whole, buf_sv(&base), buf_sv(&overlay));
		folder_put(&f->base, "places.tsv", base.ptr, base.len);
		folder_put(&f->whole, "places.tsv", whole.ptr, whole.len);
		const char *path = folder_put(&f->base, "mine.tsv", overlay.ptr, overlay.len);
		struct gazetteer *built = folder_build(&f->whole, NULL);
		struct gazetteer *patched = folder_build(&f->base, NULL);
		assert_int_equal(gazetteer_overlay(patched, path, &e), OK);
		assert_same_places(built, patched);
		assert_keys_within(built, patched);
		assert_keys_within(patched, built);
		assert_prefixes_of(built, patched);
		assert_likes_within(built, patched);
		gazetteer_close(built);
		gazetteer_close(patched);
	}
	buf_release(&base);
	buf_release(&overlay);
	buf_release(&whole);
}

/* K2's glued spelling was dropped for K1's sake; when K1 takes the other name too, it comes back. */
static void a_name_taken_in_addition_brings_a_dropped_spelling_back(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	struct sv key = SV("ديرالزور");
	folder_text(&f->base, "places.tsv",
	            HEADER "K1\tvillage\tديرالزور\t\t\t35\t40\t\t\t1\nK2\tcity\tدير الزور\t\t\t35\t41\t\t\t5\n");
	const char *rows =
		folder_text(&f->base, "mine.tsv", HEADER "K1\tvillage\tديرالزور\tدير الزور\t\t35\t40\t\t\t1\n");
	struct gazetteer *g = folder_build(&f->base, NULL);
	assert_int_equal(gazetteer_find(g, key, text_hash(key)).n, 1);
	assert_int_equal(gazetteer_overlay(g, rows, &e), OK);
	assert_int_equal(gazetteer_find(g, key, text_hash(key)).n, 2);
	gazetteer_close(g);
}

static const char SQUARE[] = "{\"features\":[{\"properties\":{\"id\":\"K1\",\"kind\":\"governorate\"},\"geometry\":"
			     "{\"type\":\"Polygon\",\"coordinates\":[[[39,34],[41,34],[41,36],[39,36],[39,34]]]}}]}";
static const char SMALLER[] =
	"{\"features\":[{\"properties\":{\"place_id\":\"K1\"},\"geometry\":"
	"{\"type\":\"Polygon\",\"coordinates\":[[[40,35],[41,35],[41,36],[40,36],[40,35]]]}},"
	"{\"properties\":{\"place_id\":\"X1\"},\"geometry\":"
	"{\"type\":\"Polygon\",\"coordinates\":[[[39,34],[40,34],[40,35],[39,35],[39,34]]]}},"
	"{\"properties\":{\"place_id\":\"X2\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[39,34],[40,34]]}}]}";

static void an_overlay_of_areas_takes_the_place_of_the_old_ones(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	struct shape s;
	struct line l;
	folder_text(&f->base, "places.tsv", HEADER "K1\tgovernorate\tدير الزور\t\t\t35\t40\t\t\t5\n");
	folder_text(&f->base, "areas.geojson", SQUARE);
	const char *rows = folder_text(&f->base, "mine.tsv", HEADER "X1\tdistrict\tالميادين\t\t\t34\t39\tدير الزور\t\t5\n");
	const char *areas = folder_text(&f->base, "mine.geojson", SMALLER);
	struct gazetteer *g = folder_build(&f->base, NULL);
	assert_int_equal(gazetteer_overlay(g, rows, &e), OK);
	struct sv before = gazetteer_fingerprint(g);
	char old[32];
	snprintf(old, sizeof old, "%.*s", SV_ARG(before));
	assert_int_equal(gazetteer_overlay(g, areas, &e), OK);
	assert_int_equal(gazetteer_geometry_count(g), 3);
	assert_true(gazetteer_shape(g, SV("K1"), &s));
	assert_false(geo_shape_contains(&s, (struct lonlat){39.5, 34.5}));
	assert_true(geo_shape_contains(&s, (struct lonlat){40.5, 35.5}));
	assert_sv_equal(gazetteer_geometry(g, 0)->layer, "areas");
	assert_true(gazetteer_shape(g, SV("X1"), &s));
	assert_true(gazetteer_line(g, SV("X2"), &l));
	assert_string_not_equal(gazetteer_fingerprint(g).ptr, old);
	/* Rows behind the areas: everything stays. */
	const char *more = folder_text(&f->base, "more.tsv", HEADER "K1\tgovernorate\tديرالزور\t\t\t35\t40\t\t\t5\n");
	assert_int_equal(gazetteer_overlay(g, more, &e), OK);
	assert_int_equal(gazetteer_geometry_count(g), 3);
	assert_true(gazetteer_shape(g, SV("K1"), &s));
	assert_false(geo_shape_contains(&s, (struct lonlat){39.5, 34.5}));
	assert_int_equal(gazetteer_place(g, 1)->admin1_place, PLACE_NONE); /* its governorate has another name now */
	gazetteer_close(g);
}

static void a_bad_overlay_of_areas_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	folder_text(&f->base, "places.tsv", HEADER "K1\tgovernorate\tدير الزور\t\t\t35\t40\t\t\t5\n");
	struct gazetteer *g = folder_build(&f->base, NULL);
	const char *areas = folder_text(&f->base, "mine.geojson", "{\"features\":[{\"properties\":{}}]}");
	assert_int_equal(gazetteer_overlay(g, areas, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "mine.geojson"));
	assert_int_equal(gazetteer_geometry_count(g), 0);
	gazetteer_close(g);
}

static void the_path_of_an_overlay_opens_the_installed_gazetteer_with_it(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	struct gazetteer *g = NULL;
	assert_int_equal(setenv("KHARITA_GAZETTEER", KHARITA_GAZ, 0), 0);
	const char *path = folder_text(&f->base, "mine.tsv", HEADER "X1\tvillage\tعين الغزال العليا\t\t\t35\t40\t\t\t5\n");
	assert_int_equal(gazetteer_open(path, &g, &e), OK);
	assert_true(gazetteer_count(g) > 1000);
	assert_int_equal(gazetteer_by_id(g, SV("X1")), gazetteer_count(g) - 1);
	gazetteer_close(g);
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(an_overlay_gives_what_a_build_with_its_rows_gives),
		LAW(a_name_taken_in_addition_brings_a_dropped_spelling_back),
		LAW(an_overlay_of_areas_takes_the_place_of_the_old_ones),
		LAW(a_bad_overlay_of_areas_changes_nothing),
		LAW(the_path_of_an_overlay_opens_the_installed_gazetteer_with_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
