/* What an import makes of its rows, and the overlay that comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/overlay_write.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

#define DATA KHARITA_SOURCE_DIR "/tests/data/import/"

/* Deir ez-Zor (governorate, district, city), Mayadin, Tiba twice, Shuhayl, Omar field, a hamlet without a position. */
static const char PLACES[] =
	"id\tkind\tname_ar\tvariants_ar\tname_en\tlat\tlon\tradius_km\tadmin1\tadmin2\tprominence\tnote\n"
	"K1\tgovernorate\tدير الزور\t\tDeir ez-Zor Governorate\t35\t40\t100\tدير الزور\t\t5\tpcode=SY09\n"
	"K2\tdistrict\tدير الزور\t\tDeir ez-Zor District\t35.4\t40.1\t50\tدير الزور\tدير الزور\t2\tpcode=SY0901\n"
	"K3\tcity\tدير الزور\tديرالزور\tDeir ez-Zor\t35.33\t40.14\t6\tدير الزور\tدير الزور\t5\t\n"
	"K4\tcity\tالميادين\t\tMayadin\t35.02\t40.43\t4\tدير الزور\t\t4\tpcode=C5192\n"
	"K5\tvillage\tالطيبة\t\tTiba\t34.997\t40.458\t1\tدير الزور\t\t1\tpcode=C5193\n"
	"K6\tvillage\tالطيبة\t\tTiba\t36.6\t38.9\t1\tالرقة\t\t1\t\n"
	"K7\ttown\tالشحيل\t\tShuhayl\t35.09\t40.45\t2\tدير الزور\t\t3\tgeonames=77\n"
	"K8\toil_field\tحقل العمر\tالعمر\tOmar oil field\t35.10\t40.57\t6\tدير الزور\t\t3\t\n"
	"K9\thamlet\tمزرعة الوادي\t\tValley farm\t\t\t\tدير الزور\tدير الزور\t0\t\n"
	"K10\tgovernorate\tالرقة\t\tRaqqa Governorate\t36\t38.8\t80\tالرقة\t\t5\tpcode=SY11\n";
static const char AREAS[] =
	"{\"features\":[{\"properties\":{\"id\":\"K1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
	"[[[39.5,34],[41.5,34],[41.5,36],[39.5,36],[39.5,34]]]}},{\"properties\":{\"id\":\"K2\"},\"geometry\":{\"type\":"
	"\"Polygon\",\"coordinates\":[[[39.5,35.2],[41.5,35.2],[41.5,36],[39.5,36],[39.5,35.2]]]}}]}";
static const char COMMON[] = "name\tlevel\nالثورة\t3\n";

struct fixture {
	struct folder folder;
	struct gazetteer *gazetteer;
	struct arena arena;
	struct import_set set;
	struct match *matches;
};

static int set_up(void **state)
{
	static struct fixture f;
	memset(&f, 0, sizeof f);
	arena_init(&f.arena, 0);
	f.set.arena = &f.arena;
	folder_open(&f.folder);
	folder_text(&f.folder, "places.tsv", PLACES);
	folder_text(&f.folder, "areas.geojson", AREAS);
	folder_text(&f.folder, "lexicon/common_names.tsv", COMMON);
	f.gazetteer = folder_build(&f.folder, NULL);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	import_release(&f->set);
	gazetteer_close(f->gazetteer);
	folder_close(&f->folder);
	arena_release(&f->arena);
	return 0;
}

static struct import_row row(enum import_origin origin, const char *code, enum place_kind kind, const char *name_ar,
                             const char *name_en, double lat, double lon)
{
	return (struct import_row){.origin = origin,
	                           .code = sv_cstr(code),
	                           .kind = kind,
	                           .name_ar = sv_cstr(name_ar),
	                           .name_en = sv_cstr(name_en),
	                           .has_point = true,
	                           .point = {lon, lat},
	                           .file = "x",
	                           .line = 1};
}

static void judge(struct fixture *f)
{
	match_rows(&f->set, f->gazetteer, &(struct match_options){0, 0}, &f->matches);
}

static void rows_are_new_same_moved_or_in_conflict(void **state)
{
	struct fixture *f = *state;
	static const struct {
		enum import_origin origin;
		const char *code;
		enum place_kind kind;
		const char *name_ar, *name_en;
		double lat, lon;
		enum match_status status;
		const char *place, *why;
	} CASES[] = {
		/* by name and distance */
		{ORIGIN_OWN, "", KIND_TOWN, "الشحيل", "", 35.0905, 40.4505, MATCH_SAME, "K7", "same name"},
		{ORIGIN_OWN, "", KIND_VILLAGE, "شحيل", "", 35.0905, 40.4505, MATCH_SAME, "K7", "same name"},
		{ORIGIN_OWN, "", KIND_TOWN, "الشحيل", "", 35.17, 40.45, MATCH_MOVED, "K7", "same name"},
		{ORIGIN_OWN, "", KIND_TOWN, "الشحيل", "", 34.3, 40.45, MATCH_NEW, "", "namesakes only"},
		{ORIGIN_OWN, "", KIND_VILLAGE, "الطيبة", "", 34.99, 40.46, MATCH_SAME, "K5", "same name"},
		{ORIGIN_OWN, "", KIND_VILLAGE, "الطيبة", "", 36.61, 38.91, MATCH_SAME, "K6", "same name"},
		{ORIGIN_OWN, "", KIND_TOWN, "", "Shuhayl", 35.0905, 40.4505, MATCH_SAME, "K7", "same name"},
		{ORIGIN_OWN, "", KIND_VILLAGE, "الكسرة", "", 35.6, 40.9, MATCH_NEW, "", "no such name"},
		{ORIGIN_OWN, "", KIND_HAMLET, "مزرعة الوادي", "", 35.4, 40.2, MATCH_MOVED, "K9", "had no position"},
		{ORIGIN_OWN, "", KIND_HAMLET, "مزرعة الوادي", "", 34.4, 40.2, MATCH_NEW, "", "namesake without a position"},
		/* by spelling, by sound */
		{ORIGIN_OWN, "", KIND_TOWN, "الشحيلا", "", 35.0905, 40.4505, MATCH_SAME, "K7", "like spelling"},
		{ORIGIN_OWN, "", KIND_TOWN, "", "Ash Shahil", 35.0905, 40.4505, MATCH_SAME, "K7", "like spelling"},
		/* by code */
		{ORIGIN_OCHA, "C5192", KIND_CITY, "الميادين", "", 35.0205, 40.4305, MATCH_SAME, "K4", "same code"},
		{ORIGIN_OCHA, "C5192", KIND_CITY, "الميادين", "", 35.5, 40.9, MATCH_MOVED, "K4", "same code"},
		{ORIGIN_OCHA, "C5192", KIND_CITY, "القورية", "", 35.02, 40.43, MATCH_CONFLICT, "K4", "same code, other name"},
		{ORIGIN_OCHA, "C5192", KIND_LAKE, "الميادين", "", 35.02, 40.43, MATCH_CONFLICT, "K4", "same code, other kind"},
		{ORIGIN_GEONAMES, "77", KIND_TOWN, "الشحيل", "", 35.09, 40.45, MATCH_SAME, "K7", "same code"},
		{ORIGIN_OSM, "77", KIND_VILLAGE, "الكسرة", "", 35.6, 40.9, MATCH_NEW, "", "no such name"},
		{ORIGIN_OWN, "K7", KIND_TOWN, "الشحيل", "", 35.09, 40.45, MATCH_SAME, "K7", "same code"},
		/* by kind */
		{ORIGIN_OWN, "", KIND_VILLAGE, "العمر", "", 35.101, 40.571, MATCH_CONFLICT, "K8", "same name, other kind"},
		{ORIGIN_OWN, "", KIND_OIL_FIELD, "حقل العمر", "", 35.101, 40.571, MATCH_SAME, "K8", "same name"},
		{ORIGIN_OWN, "", KIND_DISTRICT, "دير الزور", "", 35.1, 40.9, MATCH_SAME, "K2", "same name"},
		{ORIGIN_OWN, "", KIND_CITY, "دير الزور", "", 35.33, 40.14, MATCH_SAME, "K3", "same name"},
		/* on top of each other */
		{ORIGIN_OWN, "", KIND_VILLAGE, "زقاق البساتين", "", 35.0900, 40.4501, MATCH_CONFLICT, "K7", "same position, other name"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		f->set.n = 0;
		import_add(&f->set, row(CASES[i].origin, CASES[i].code, CASES[i].kind, CASES[i].name_ar, CASES[i].name_en,
		                        CASES[i].lat, CASES[i].lon));
		judge(f);
		const struct match *m = &f->matches[0];
		struct sv id = m->place == PLACE_NONE ? sv_make("", 0) : gazetteer_place(f->gazetteer, (size_t)m->place)->id;
		if (m->status != CASES[i].status || !sv_eq_cstr(id, CASES[i].place) || strcmp(m->why, CASES[i].why) != 0) {
			print_error("case %zu: %s %.*s (%s)\n", i, match_status_name(m->status), SV_ARG(id), m->why);
			fail();
		}
	}
}

static void a_row_that_repeats_a_new_one_is_not_new(void **state)
{
	struct fixture *f = *state;
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "الكسرة", "", 35.6, 40.9));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "الكسره", "", 35.601, 40.901));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "الكسرة", "", 35.9, 40.2));
	judge(f);
	assert_int_equal(f->matches[0].status, MATCH_NEW);
	assert_int_equal(f->matches[1].status, MATCH_SAME);
	assert_int_equal(f->matches[1].place, PLACE_NONE);
	assert_int_equal(f->matches[2].status, MATCH_NEW);
}

static void units_come_from_codes_names_and_areas(void **state)
{
	struct fixture *f = *state;
	struct import_row r = row(ORIGIN_OWN, "", KIND_VILLAGE, "الكسرة", "", 35.6, 40.9);
	import_add(&f->set, r);
	r.admin1 = SV("SY09");
	r.admin2 = SV("nowhere");
	r.point.lat_deg = 34.5;
	import_add(&f->set, r);
	r.admin1 = SV("Raqqa Governorate");
	import_add(&f->set, r);
	judge(f);
	assert_sv_equal(f->set.rows[0].admin1, "دير الزور");
	assert_sv_equal(f->set.rows[0].admin2, "دير الزور");
	assert_sv_equal(f->set.rows[1].admin1, "دير الزور");
	assert_sv_equal(f->set.rows[1].admin2, "");
	assert_sv_equal(f->set.rows[2].admin1, "الرقة");
}

static void rows_that_cannot_be_used_are_counted(void **state)
{
	struct fixture *f = *state;
	struct import_row r = row(ORIGIN_OWN, "", PLACE_KIND_COUNT, "الكسرة", "", 35.6, 40.9);
	f->set.has_box = true;
	f->set.box = (struct import_box){40, 35, 41, 36};
	import_add(&f->set, r);
	r.kind = KIND_VILLAGE;
	r.point.lon_deg = 42;
	import_add(&f->set, r);
	r.point.lon_deg = 420;
	import_add(&f->set, r);
	r.point.lon_deg = 40.5;
	r.name_ar = SV("");
	import_add(&f->set, r);
	r.name_en = SV("Kasra");
	r.population = 60000;
	import_add(&f->set, r);
	assert_int_equal(f->set.kindless, 1);
	assert_int_equal(f->set.outside, 1);
	assert_int_equal(f->set.placeless, 1);
	assert_int_equal(f->set.nameless, 1);
	assert_int_equal(f->set.n, 1);
	assert_int_equal(f->set.rows[0].kind, KIND_CITY);
}

static void names_go_where_their_letters_belong(void **state)
{
	struct fixture *f = *state;
	static const char *const NAMES[] = {"Ḩalab", "حلب", "حَلَب", "Aleppo", "حلب", "هلەب", "ھەلەب", "Алеппо", "a|b", "\xFF", ""};
	struct import_row r = {0};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		import_name(&f->arena, &r, sv_cstr(NAMES[i]));
	assert_sv_equal(r.name_ar, "حلب");
	assert_sv_equal(r.name_en, "Ḩalab");
	assert_sv_equal(r.variants, "حَلَب");
}

static void kinds_of_other_people_are_ours(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		enum place_kind kind;
	} CASES[] = {{"village", KIND_VILLAGE},  {"Oil field", KIND_OIL_FIELD}, {"PPLA", KIND_CITY}, {"ppl", KIND_VILLAGE},
	             {"suburb", KIND_NEIGHBOURHOOD}, {"locality", KIND_VILLAGE}, {"Nahia", KIND_SUBDISTRICT}};
	enum place_kind kind;
	struct sv code;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_true(import_kind(sv_cstr(CASES[i].word), &kind, &code));
		assert_int_equal(kind, CASES[i].kind);
	}
	assert_false(import_kind(SV("bakery"), &kind, &code));
	assert_true(import_tag(SV("aeroway"), SV("aerodrome"), &kind, &code));
	assert_int_equal(kind, KIND_AIRPORT);
	assert_false(import_tag(SV("shop"), SV("bakery"), &kind, &code));
}

static void write_all(struct fixture *f, const struct overlay_options *o, struct buf *table, struct buf *areas,
                      struct overlay_counts *counts)
{
	buf_init(table, 1 << 20);
	buf_init(areas, 1 << 20);
	overlay_write(&f->set, f->matches, f->gazetteer, o, table, areas, counts);
	assert_true(buf_ok(table) && buf_ok(areas));
}

static void the_overlay_adds_what_is_new_and_marks_what_is_ambiguous(void **state)
{
	struct fixture *f = *state;
	struct buf table, areas;
	struct overlay_counts counts;
	struct error e = {0};
	import_add(&f->set, row(ORIGIN_GEONAMES, "5", KIND_VILLAGE, "الكسرة", "Kasra", 35.6, 40.9));
	import_add(&f->set, row(ORIGIN_OSM, "n6", KIND_VILLAGE, "كسرة جمعة", "", 35.7, 40.9));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "الطيبة", "", 35.8, 40.9));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "الثورة", "", 35.9, 40.9));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_VILLAGE, "", "Nameless", 35.9, 40.2));
	import_add(&f->set, row(ORIGIN_OWN, "", KIND_TOWN, "الشحيل", "", 35.0905, 40.4505));
	judge(f);
	write_all(f, &(struct overlay_options){false, false}, &table, &areas, &counts);
	assert_int_equal(counts.rows, 4);
	assert_int_equal(counts.latin_only, 1);
	assert_int_equal(areas.len, 0);
	const char *path = folder_put(&f->folder, "mine.tsv", table.ptr, table.len);
	assert_int_equal(gazetteer_overlay(f->gazetteer, path, &e), OK);
	static const enum place_ambiguity AMBIGUITIES[] = {AMBIGUITY_NEEDS_HEAD, AMBIGUITY_FREE, AMBIGUITY_NEEDS_CONTEXT,
	                                                   AMBIGUITY_NEEDS_HEAD};
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(gazetteer_place(f->gazetteer, 10 + i)->ambiguity, AMBIGUITIES[i]);
	const struct place *p = gazetteer_place(f->gazetteer, 10);
	assert_sv_equal(p->id, "geonames-5");
	assert_sv_equal(p->note, "geonames=5");
	assert_sv_equal(p->source, "geonames");
	assert_sv_equal(p->admin1, "دير الزور");
	/* Imported again, nothing is new. */
	f->set.n = 1;
	judge(f);
	assert_int_equal(f->matches[0].status, MATCH_SAME);
	buf_release(&table);
	buf_release(&areas);
}

static void known_places_change_only_when_asked(void **state)
{
	struct fixture *f = *state;
	struct buf table, areas;
	struct overlay_counts counts;
	struct error e = {0};
	struct import_row r = row(ORIGIN_OSM, "n9", KIND_TOWN, "الشحيل", "", 35.17, 40.45);
	r.variants = SV("شحيل الكبيرة|الثورة");
	import_add(&f->set, r);
	judge(f);
	write_all(f, &(struct overlay_options){false, false}, &table, &areas, &counts);
	assert_int_equal(counts.rows, 0);
	buf_release(&table);
	buf_release(&areas);
	write_all(f, &(struct overlay_options){true, true}, &table, &areas, &counts);
	assert_int_equal(counts.rows, 1);
	const char *path = folder_put(&f->folder, "mine.tsv", table.ptr, table.len);
	assert_int_equal(gazetteer_overlay(f->gazetteer, path, &e), OK);
	assert_int_equal(gazetteer_count(f->gazetteer), 10);
	int32_t at = gazetteer_by_id(f->gazetteer, SV("K7"));
	const struct place *p = gazetteer_place(f->gazetteer, (size_t)at);
	assert_near(p->point.lat_deg, 35.17, 1e-9);
	assert_int_equal(p->prominence, 3);
	assert_sv_equal(p->note, "geonames=77;osm=n9");
	assert_sv_equal(gazetteer_variants(f->gazetteer, (size_t)at), "شحيل الكبيرة|?الثورة");
	buf_release(&table);
	buf_release(&areas);
}

static void an_official_outline_takes_the_place_of_the_old_one(void **state)
{
	struct fixture *f = *state;
	struct buf table, areas;
	struct overlay_counts counts;
	struct error e = {0};
	struct shape s;
	const struct lonlat corners[] = {{39.5, 35.5}, {41.5, 35.5}, {41.5, 36}, {39.5, 36}};
	const struct ring ring = {corners, 4};
	const struct polygon polygon = {&ring, 1};
	struct import_row r = row(ORIGIN_OCHA, "SY0901", KIND_DISTRICT, "دير الزور", "", 35.75, 40.5);
	r.shape = (struct shape){&polygon, 1};
	import_add(&f->set, r);
	r.code = SV("SY0902");
	r.name_ar = SV("البوكمال");
	r.admin1 = SV("SY09");
	import_add(&f->set, r);
	judge(f);
	write_all(f, &(struct overlay_options){false, false}, &table, &areas, &counts);
	assert_int_equal(counts.areas, 2);
	assert_int_equal(counts.rows, 1);
	const char *rows = folder_put(&f->folder, "mine.tsv", table.ptr, table.len);
	const char *outlines = folder_put(&f->folder, "mine.geojson", areas.ptr, areas.len);
	assert_int_equal(gazetteer_overlay(f->gazetteer, rows, &e), OK);
	assert_int_equal(gazetteer_overlay(f->gazetteer, outlines, &e), OK);
	assert_true(gazetteer_shape(f->gazetteer, SV("K2"), &s));
	assert_false(geo_shape_contains(&s, (struct lonlat){40.1, 35.3}));
	assert_true(gazetteer_shape(f->gazetteer, SV("ocha-SY0902"), &s));
	const struct place *p = gazetteer_place(f->gazetteer, 10);
	assert_sv_equal(p->admin1, "دير الزور");
	assert_sv_equal(p->admin2, "البوكمال");
	assert_true(p->radius_km > 50 && p->radius_km < 65);
	buf_release(&table);
	buf_release(&areas);
}

static const struct import_row *find_row(const struct fixture *f, const char *code)
{
	for (size_t i = 0; i < f->set.n; i++)
		if (sv_eq_cstr(f->set.rows[i].code, code))
			return &f->set.rows[i];
	print_error("no row '%s'\n", code);
	fail();
	return NULL;
}

static void a_geonames_dump_is_read_with_its_alternate_names(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_true(import_is_geonames(DATA "SY.txt"));
	assert_false(import_is_geonames(DATA "own.csv"));
	assert_false(import_is_geonames(DATA "none"));
	assert_int_equal(import_geonames(&f->set, DATA "SY.txt", DATA "alternateNames.txt", &e), OK);
	assert_int_equal(f->set.n, 6);
	assert_int_equal(f->set.kindless, 1); /* a school */
	const struct import_row *r = find_row(f, "9000002");
	assert_sv_equal(r->name_ar, "تل العندليب الشرقي"); /* the preferred one */
	assert_sv_equal(r->variants, "تل العندليب|تل عندليب");
	assert_sv_equal(r->name_en, "Raven Hill");
	assert_int_equal(r->kind, KIND_VILLAGE);
	assert_int_equal(r->line, 3);
	assert_sv_equal(find_row(f, "9000001")->variants, ""); /* the historic one is left out */
	assert_sv_equal(find_row(f, "9000004")->name_ar, "خان اللامكان");
	assert_int_equal(find_row(f, "170794")->kind, KIND_CITY);
}

static void a_bad_geonames_row_is_named(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	const char *path = folder_text(&f->folder, "bad.txt", "1\tA\tA\t\t35\t40\n");
	assert_int_equal(import_geonames(&f->set, path, NULL, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "bad.txt:1: not a row of a GeoNames dump"));
	assert_int_equal(import_geonames(&f->set, "/nowhere", NULL, &e), ERR_IO);
	assert_int_equal(import_geonames(&f->set, DATA "SY.txt", path, &e), OK); /* six columns will do for names */
	path = folder_text(&f->folder, "worse.txt", "1\t2\n");
	assert_int_equal(import_geonames(&f->set, DATA "SY.txt", path, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "worse.txt:1: not a row of GeoNames' alternate names"));
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(rows_are_new_same_moved_or_in_conflict),
		LAW(a_row_that_repeats_a_new_one_is_not_new),
		LAW(units_come_from_codes_names_and_areas),
		LAW(rows_that_cannot_be_used_are_counted),
		LAW(names_go_where_their_letters_belong),
		LAW(kinds_of_other_people_are_ours),
		LAW(the_overlay_adds_what_is_new_and_marks_what_is_ambiguous),
		LAW(known_places_change_only_when_asked),
		LAW(an_official_outline_takes_the_place_of_the_old_one),
		LAW(a_geonames_dump_is_read_with_its_alternate_names),
		LAW(a_bad_geonames_row_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
