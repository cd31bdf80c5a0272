#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/export.h"
#include "gazetteer/names.h"
#include "gazetteer/open.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"
#include "text/text.h"

/* Deir ez-Zor (governorate, city), Shola, Umm Jurn, al-Bukamal, T2, Conoco gas plant, Ain Issa, Abu Hamam,
 * Busayrah, Jadidah, Hawd al-Bayda, Qurayya. */
static const char PLACES[] =
	"# date: 2024-05-06\n"
	"id\tkind\tfeature_code\tname_ar\tvariants_ar\tname_en\tlat\tlon\tradius_km\tadmin1\tadmin2\tadmin3\t"
	"prominence\tambiguity\tconfidence\tsource\tnote\n"
	"K1\tgovernorate\tADM1\tدير الزور\t\tDeir ez-Zor Governorate\t35.1\t40.3\t89\tدير الزور\t\t\t5\tfree\thigh\tocha\tpcode=SY09\n"
	"K2\tcity\tPPLA\tدير الزور\tالدير\tDeir ez-Zor\t35.33\t40.14\t4\tدير الزور\t\t\t5\tfree\thigh\tocha\t\n"
	"K3\tvillage\tPPL\tالشولا\t\tAl-Shola\t35.187\t39.846\t\tدير الزور\t\t\t2\tfree\thigh\tocha\t\n"
	"K4\tvillage\tPPL\tأم جرن\tجرن\tUmm Jurn\t35.5\t39.9\t1\tK1\t\t\t1\tneeds_head\tlow\t\t\n"
	"\n"
	"K5\tcity\tPPLA2\tالبوكمال\tأبو كمال|بوكمال\tAbu Kamal\t34.454\t40.911\t3\tدير الزور\t\t\t5\tfree\thigh\t\t\n"
	"K6\tstation\tPMPO\tالمحطة الثانية\tT2|تي تو\tT2 pumping station\t34.379\t40.147\t\t\t\t\t3\tfree\tmedium\t\t\n"
	"K7\tgas_field\tGASF\tمحطة كونيكو\t\tConoco\t\t\t\tلا مكان\t\t\t\t\t\t\t\n"
	"K8\ttown\tPPL\tعين عيسى\t\tAin Issa\t36.385\t38.859\t\t\t\t\t3\tneeds_context\t\t\t\n"
	"K9\tvillage\tPPL\tالشوله\t\tShulah, another\t36\t37\t\t\t\t\t4\t\t\t\t\n"
	"K10\tvillage\tPPL\tأبوحمام\t\tAbu Hamam\t34.8\t40.6\t\t\t\t\t1\t\t\t\t\n"
	"K11\ttown\tPPL\tالبصيرة\t\tBusayrah\t35.15\t40.43\t\t\t\t\t3\t\t\t\t\n"
	"K12\tvillage\tPPL\tجديدة\t\tJadidah\t35.4\t40.0\t\t\t\t\t3\t\t\t\t\n"
	"K13\tvillage\tPPL\tحوض البيضا\t\tHawd al-Bayda\t35\t40\t\t\t\t\t1\t\t\t\t\n"
	"K14\ttown\tPPL\tالقريا\t\tQurayya\t32.5\t36.6\t\t\t\t\t3\t\t\t\t\n";

static const char GLUE[] = "word\tsplit\tgloss\texample\n"
                           "دير\tyes\tmonastery\tدير الزور\n"
                           "أبو\tyes\tfather of\tأبو حمام\n"
                           "عين\tno\tspring\tعين عيسى\n";

/* One square clockwise (to be turned), one with a hole, and an id that no place has. */
static const char AREAS[] =
	"{\"type\":\"FeatureCollection\",\"features\":["
	"{\"type\":\"Feature\",\"properties\":{\"id\":\"K1\",\"kind\":\"governorate\",\"name_ar\":\"دير الزور\"},"
	"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[39,34],[39,36],[42,36],[42,34],[39,34]],"
	"[[40,35],[41,35],[41,35.5],[40,35]]]}},"
	"{\"type\":\"Feature\",\"id\":\"K404\",\"properties\":{},"
	"\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1]]],[[[5,5],[6,5],[6,6],[5,5]]]]}}]}";

static const char RIVERS[] =
	"{\"type\":\"FeatureCollection\",\"features\":["
	"{\"type\":\"Feature\",\"properties\":{\"place_id\":\"K6\"},"
	"\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[39,35],[39.5,35]],[[39.5,35],[40,34]],[[9,9],[8,8]]]}}]}";

static const char BORDERS[] =
	"{\"type\":\"FeatureCollection\",\"features\":["
	"{\"type\":\"Feature\",\"properties\":{\"kind\":\"country\"},"
	"\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[41,34],[41.5,35]]}},"
	"{\"type\":\"Feature\",\"properties\":{\"kind\":\"country\"},"
	"\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[38,34],[37,33],[36,33]]}}]}";

static void put_sources(struct folder *f)
{
	folder_open(f);
	folder_text(f, "places.tsv", PLACES);
	folder_text(f, "lexicon/glue.tsv", GLUE);
	folder_text(f, "areas.geojson", AREAS);
	folder_text(f, "rivers.geojson", RIVERS);
	folder_text(f, "borders.geojson", BORDERS);
}

static int set_up(void **state)
{
	static struct folder_fixture f;
	memset(&f, 0, sizeof f);
	arena_init(&f.arena, 0);
	put_sources(&f.folder);
	f.gazetteer = folder_build(&f.folder, &f.counts);
	*state = &f;
	return 0;
}

static struct name_span find(struct folder_fixture *f, const char *name)
{
	struct sv key = gazetteer_name_key(&f->arena, sv_cstr(name));
	return gazetteer_find(f->gazetteer, key, text_hash(key));
}

static struct name_span find_english(struct folder_fixture *f, const char *name)
{
	struct sv key = gazetteer_english_key(&f->arena, sv_cstr(name));
	return gazetteer_find_english(f->gazetteer, key, text_hash(key));
}

static const struct place *by_id(struct folder_fixture *f, const char *id)
{
	int32_t i = gazetteer_by_id(f->gazetteer, sv_cstr(id));
	assert_int_not_equal(i, PLACE_NONE);
	return gazetteer_place(f->gazetteer, (size_t)i);
}

/* "K1 K2": the places of a span, in its order. */
static void assert_places(struct folder_fixture *f, struct name_span s, const char *expected)
{
	struct sv *ids = ARENA_ARRAY(&f->arena, struct sv, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		ids[i] = gazetteer_place(f->gazetteer, (size_t)s.entries[i].place)->id;
	assert_sv_equal(arena_join(&f->arena, ids, s.n, SV(" ")), expected);
}

static void a_row_comes_back_with_every_column(void **state)
{
	struct folder_fixture *f = *state;
	const struct place *p = by_id(f, "K4");
	assert_int_equal(gazetteer_count(f->gazetteer), 14);
	assert_sv_equal(p->name_ar, "أم جرن");
	assert_sv_equal(p->name_en, "Umm Jurn");
	assert_sv_equal(p->feature_code, "PPL");
	assert_true(p->has_point);
	assert_near(p->point.lat_deg, 35.5, 0);
	assert_near(p->point.lon_deg, 39.9, 0);
	assert_near(p->radius_km, 1, 0);
	assert_int_equal(p->kind, KIND_VILLAGE);
	assert_int_equal(p->ambiguity, AMBIGUITY_NEEDS_HEAD);
	assert_int_equal(p->confidence, CONFIDENCE_LOW);
	assert_int_equal(p->prominence, 1);
	assert_sv_equal(by_id(f, "K1")->note, "pcode=SY09");
	assert_sv_equal(by_id(f, "K1")->source, "ocha");
	assert_sv_equal(gazetteer_variants(f->gazetteer, 4), "أبو كمال|بوكمال");
	assert_false(by_id(f, "K7")->has_point);
	assert_int_equal(by_id(f, "K7")->confidence, CONFIDENCE_MEDIUM);
	assert_int_equal(by_id(f, "K7")->ambiguity, AMBIGUITY_FREE);
	assert_int_equal(gazetteer_by_id(f->gazetteer, SV("K99")), PLACE_NONE);
	assert_int_equal(gazetteer_by_id(f->gazetteer, SV("")), PLACE_NONE);
}

static void admin_units_are_resolved_by_name_or_identifier(void **state)
{
	struct folder_fixture *f = *state;
	assert_int_equal(by_id(f, "K3")->admin1_place, 0);
	assert_int_equal(by_id(f, "K4")->admin1_place, 0);
	assert_int_equal(by_id(f, "K7")->admin1_place, PLACE_NONE);
	assert_int_equal(by_id(f, "K6")->admin1_place, PLACE_NONE);
	assert_int_equal(f->counts.unknown_parents, 1);
}

static void the_newest_date_of_the_data_counts(void **state)
{
	struct folder_fixture *f = *state;
	assert_sv_equal(gazetteer_date(f->gazetteer), "2024-05-06");
	folder_text(&f->folder, "VERSION", "2025-01-02\n");
	struct gazetteer *g = folder_build(&f->folder, NULL);
	assert_sv_equal(gazetteer_date(g), "2025-01-02");
	gazetteer_close(g);
	folder_text(&f->folder, "VERSION", "2023-01-02");
	g = folder_build(&f->folder, NULL);
	assert_sv_equal(gazetteer_date(g), "2024-05-06");
	gazetteer_close(g);
}

static void names_are_found_in_any_spelling_of_the_fold(void **state)
{
	struct folder_fixture *f = *state;
	assert_places(f, find(f, "دير الزور"), "K1 K2");
	assert_places(f, find(f, "دير_الزُّور"), "K1 K2");
	assert_places(f, find(f, "ابو كمال"), "K5");
	assert_places(f, find(f, "t2"), "K6");
	assert_places(f, find(f, "T2"), "K6");
	assert_places(f, find(f, "عين عيسي"), "K8");
	assert_places(f, find(f, "لا أحد"), "");
	assert_places(f, find(f, ""), "");
}

static void glued_and_split_spellings_are_generated(void **state)
{
	struct folder_fixture *f = *state;
	assert_places(f, find(f, "ديرالزور"), "K1 K2");
	assert_places(f, find(f, "ابوكمال"), "K5");
	assert_places(f, find(f, "حوضالبيضا"), "K13");
	assert_places(f, find(f, "عينعيسى"), "K8");
	assert_places(f, find(f, "أبو حمام"), "K10");
	assert_int_equal(find(f, "أبو حمام").entries[0].origin, NAME_GENERATED);
	assert_places(f, find(f, "محطةكونيكو"), ""); /* "station" is neither short nor listed */
	assert_places(f, find(f, "امجرن"), "");     /* too short for that */
	assert_places(f, find(f, "كونيكو"), "");    /* the bare name behind a head word is no key */
}

static void a_final_vowel_alternates_only_where_no_other_word_comes_of_it(void **state)
{
	struct folder_fixture *f = *state;
	assert_places(f, find(f, "البصيرا"), "K11");
	assert_places(f, find(f, "البصيره"), "K11");
	assert_places(f, find(f, "الشولا"), "K3"); /* K9's, were it not K3's own */
	assert_places(f, find(f, "الشولة"), "K9");
	assert_places(f, find(f, "جديدا"), "");   /* "newly" */
	assert_places(f, find(f, "القرية"), "");  /* "the village" */
}

static void the_article_is_no_spelling_rule(void **state)
{
	struct folder_fixture *f = *state;
	assert_places(f, find(f, "شولا"), "");
	assert_places(f, find(f, "الجديدة"), "");
}

static void english_names_are_apart(void **state)
{
	struct folder_fixture *f = *state;
	assert_places(f, find(f, "deir ez zor"), "");
	assert_places(f, find_english(f, "DEIR-EZ-ZOR"), "K1 K2");
	assert_places(f, find_english(f, "Deir az Zor"), "K1 K2");
	assert_places(f, find_english(f, "Deir ez-Zor Governorate"), "K1");
	assert_places(f, find_english(f, "Shola"), "K3");
	assert_places(f, find_english(f, "Abū Kamāl"), "K5");
	assert_places(f, find_english(f, "ʿAin ʿIssa"), "K8");
}

static void entries_come_best_first(void **state)
{
	struct folder_fixture *f = *state;
	size_t n = 0;
	const struct name_entry *entries = gazetteer_section(f->gazetteer, SECTION_ENTRIES, &n);
	size_t slots = 0;
	const struct file_key *keys = gazetteer_section(f->gazetteer, SECTION_NAMES, &slots);
	assert_true(n > 14);
	for (size_t i = 0; i < slots; i++) {
		struct name_span s = gazetteer_span(f->gazetteer, keys[i].entries);
		for (size_t k = 1; k < s.n; k++) {
			const struct place *a = gazetteer_place(f->gazetteer, (size_t)s.entries[k - 1].place);
			const struct place *b = gazetteer_place(f->gazetteer, (size_t)s.entries[k].place);
			assert_true(s.entries[k - 1].origin <= s.entries[k].origin);
			if (s.entries[k - 1].origin == s.entries[k].origin)
				assert_true(a->prominence >= b->prominence);
		}
	}
	assert_non_null(entries);
}

/* Every proper beginning of every key, at a word's end, is a prefix; and there are no others. */
static void prefixes_are_the_beginnings_of_keys(void **state)
{
	struct folder_fixture *f = *state;
	size_t n_keys = 0;
	size_t n_prefixes = 0;
	size_t stored = 0;
	const struct file_key *keys = gazetteer_section(f->gazetteer, SECTION_NAMES, &n_keys);
	const struct file_prefix *prefixes = gazetteer_section(f->gazetteer, SECTION_PREFIXES, &n_prefixes);
	for (size_t i = 0; i < n_keys; i++) {
		struct sv key = gazetteer_text(f->gazetteer, keys[i].key);
		for (size_t k = 1; keys[i].entries.n && k < key.len; k++) {
			struct sv head = sv_take(key, k);
			bool expected = key.ptr[k] == ' ';
			if (expected)
				assert_true(gazetteer_is_prefix(f->gazetteer, head, text_hash(head)));
		}
	}
	for (size_t i = 0; i < n_prefixes; i++) {
		struct sv prefix = gazetteer_text(f->gazetteer, prefixes[i].key);
		bool begins = prefix.len == 0;
		stored += prefix.len > 0;
		for (size_t k = 0; k < n_keys && !begins; k++) {
			struct sv key = gazetteer_text(f->gazetteer, keys[k].key);
			begins = keys[k].entries.n && sv_starts(key, prefix) && key.len > prefix.len &&
			         key.ptr[prefix.len] == ' ';
		}
		assert_true(begins);
	}
	assert_true(stored > 0);
	assert_int_equal(stored, f->counts.prefixes);
	assert_true(gazetteer_is_prefix(f->gazetteer, SV("دير"), text_hash(SV("دير"))));
	assert_false(gazetteer_is_prefix(f->gazetteer, SV("الشولا"), text_hash(SV("الشولا"))));
	assert_false(gazetteer_is_prefix(f->gazetteer, SV(""), text_hash(SV(""))));
}

/* What an article's tokens spell is the key under which the name is stored. */
static void keys_are_what_the_tokens_of_a_text_spell(void **state)
{
	struct folder_fixture *f = *state;
	static const char *const NAMES[] = {"دير الزور", "دير_الزور", "طريق الرقة - دير الزور", "منطقة الـ55 كم",
	                                    "محطة T2",   "آبار الورك", "حي الجورة (القديم)",      "كم47"};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		struct text t;
		assert_int_equal(text_parse(&f->arena, sv_cstr(NAMES[i]), 100, &t, NULL), OK);
		struct sv *words = ARENA_ARRAY(&f->arena, struct sv, t.n_tokens + 1);
		size_t n = 0;
		for (size_t k = 0; k < t.n_tokens; k++)
			if (t.tokens[k].kind != TOKEN_PUNCT)
				words[n++] = t.tokens[k].norm;
		struct sv spelt = arena_join(&f->arena, words, n, SV(" "));
		assert_sv_equal(gazetteer_name_key(&f->arena, sv_cstr(NAMES[i])), spelt.ptr);
	}
}

static void geometry_keeps_the_right_hand_rule(void **state)
{
	struct folder_fixture *f = *state;
	struct shape s;
	assert_true(gazetteer_shape(f->gazetteer, SV("K1"), &s));
	assert_int_equal(s.n_polygons, 1);
	assert_int_equal(s.polygons[0].n_rings, 2);
	assert_int_equal(s.polygons[0].rings[0].n, 4);
	assert_int_equal(s.polygons[0].rings[1].n, 3);
	for (size_t r = 0; r < 2; r++) {
		const struct ring *ring = &s.polygons[0].rings[r];
		double turn = 0;
		for (size_t i = 0; i < ring->n; i++) {
			struct lonlat p = ring->points[i];
			struct lonlat q = ring->points[(i + 1) % ring->n];
			turn += p.lon_deg * q.lat_deg - q.lon_deg * p.lat_deg;
		}
		assert_true(r == 0 ? turn > 0 : turn < 0);
	}
	assert_true(gazetteer_shape(f->gazetteer, SV("K404"), &s));
	assert_int_equal(s.n_polygons, 2);
	assert_false(gazetteer_shape(f->gazetteer, SV("K2"), &s));
	assert_false(gazetteer_shape(f->gazetteer, SV(""), &s));
	assert_int_equal(f->counts.unknown_geometries, 1);
}

static void lines_that_meet_are_joined_and_borders_need_no_identifier(void **state)
{
	struct folder_fixture *f = *state;
	struct line l;
	size_t borders = 0;
	assert_true(gazetteer_line(f->gazetteer, SV("K6"), &l));
	assert_int_equal(l.n, 3);
	assert_near(l.points[2].lat_deg, 34, 0);
	assert_false(gazetteer_line(f->gazetteer, SV("K1"), &l));
	assert_false(gazetteer_line(f->gazetteer, SV(""), &l));
	for (size_t i = 0; i < gazetteer_geometry_count(f->gazetteer); i++) {
		const struct geometry *g = gazetteer_geometry(f->gazetteer, i);
		if (!sv_eq_cstr(g->layer, "borders"))
			continue;
		assert_int_equal(g->line.n, 2 + borders++);
		assert_sv_equal(g->kind, "country");
	}
	assert_int_equal(borders, 2);
}

static void the_same_folder_gives_the_same_bytes(void **state)
{
	struct folder_fixture *f = *state;
	struct error e = {0};
	struct folder other;
	struct buf a;
	struct buf b;
	put_sources(&other);
	buf_init(&a, 1 << 26);
	buf_init(&b, 1 << 26);
	assert_int_equal(gazetteer_build(other.path, other.out, NULL, &e), OK);
	assert_int_equal(file_read(f->folder.out, &a, &e), OK);
	assert_int_equal(file_read(other.out, &b, &e), OK);
	assert_true(sv_eq(buf_sv(&a), buf_sv(&b)));
	buf_release(&a);
	buf_release(&b);
	folder_close(&other);
}

static void an_export_builds_the_same_file_again(void **state)
{
	struct folder_fixture *f = *state;
	struct sv before = arena_sv(&f->arena, gazetteer_fingerprint(f->gazetteer));
	struct buf out;
	buf_init(&out, 1 << 20);
	gazetteer_export_tsv(f->gazetteer, &out);
	folder_put(&f->folder, "places.tsv", out.ptr, out.len);
	struct gazetteer *again = folder_build(&f->folder, NULL);
	assert_true(sv_eq(gazetteer_fingerprint(again), before));
	assert_sv_equal(gazetteer_date(again), "2024-05-06");
	gazetteer_close(again);
	buf_release(&out);
}

static void an_overlay_adds_and_replaces(void **state)
{
	struct folder_fixture *f = *state;
	struct error e = {0};
	const char *path = folder_text(&f->folder, "mine.tsv",
	                               "id\tkind\tname_ar\tlat\tlon\n"
	                               "K3\thamlet\tالشولا الجديدة\t35.2\t39.9\n"
	                               "X1\tvillage\tعين الغزال\t35\t40\n");
	assert_int_equal(gazetteer_overlay(f->gazetteer, path, &e), OK);
	assert_int_equal(gazetteer_count(f->gazetteer), 15);
	assert_places(f, find(f, "الشولا"), "K9"); /* the other one's, by the rule of the final vowel */
	assert_places(f, find(f, "الشولا الجديدة"), "K3");
	assert_int_equal(by_id(f, "K3")->kind, KIND_HAMLET);
	assert_places(f, find(f, "عينالغزال"), "X1");
	assert_places(f, find(f, "دير الزور"), "K1 K2");
	assert_sv_equal(gazetteer_date(f->gazetteer), "2024-05-06");
	struct shape s;
	assert_true(gazetteer_shape(f->gazetteer, SV("K1"), &s));
}

static void a_bad_overlay_changes_nothing(void **state)
{
	struct folder_fixture *f = *state;
	struct error e = {0};
	const char *path = folder_text(&f->folder, "mine.tsv", "id\tkind\tname_ar\nX1\tplanet\tعين\n");
	assert_int_equal(gazetteer_overlay(f->gazetteer, path, &e), ERR_DATA);
	assert_non_null(strstr(e.msg, "mine.tsv:2: kind 'planet'"));
	assert_int_equal(gazetteer_overlay(f->gazetteer, "/nowhere/mine.tsv", &e), ERR_IO);
	assert_int_equal(gazetteer_count(f->gazetteer), 14);
	assert_places(f, find(f, "دير الزور"), "K1 K2");
}

static bool has_place(struct name_span s, int32_t place, enum name_origin origin)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.entries[i].place == place && s.entries[i].origin <= origin)
			return true;
	return false;
}

static void the_installed_gazetteer_finds_every_place_by_its_own_names(void **state)
{
	struct folder_fixture *f = *state;
	struct error e = {0};
	struct gazetteer *own = f->gazetteer;
	assert_int_equal(gazetteer_open(KHARITA_GAZ, &f->gazetteer, &e), OK);
	gazetteer_close(own);
	assert_true(gazetteer_count(f->gazetteer) > 1000);
	for (size_t i = 0; i < gazetteer_count(f->gazetteer); i++) {
		const struct place *p = gazetteer_place(f->gazetteer, i);
		assert_int_equal(gazetteer_by_id(f->gazetteer, p->id), i);
		assert_true(has_place(find(f, arena_sv(&f->arena, p->name_ar).ptr), (int32_t)i, NAME_PRIMARY));
		struct sv rest = gazetteer_variants(f->gazetteer, i);
		struct sv variant;
		while (rest.len && sv_split(&rest, '|', &variant)) {
			bool marked = variant.ptr[0] == '?';
			struct sv key = gazetteer_name_key(&f->arena, variant);
			bool latin = marked && variant.len > 1 && variant.ptr[1] >= 'A' && variant.ptr[1] <= 'z';
			key = latin ? gazetteer_english_key(&f->arena, variant) : key;
			struct name_span s = marked ? gazetteer_find_english(f->gazetteer, key, text_hash(key))
			                            : find(f, arena_sv(&f->arena, variant).ptr);
			assert_true(has_place(s, (int32_t)i, marked ? NAME_ENGLISH : NAME_VARIANT));
		}
	}
}

/* Does a place of this name get this key? */
static bool yields(struct folder_fixture *f, const struct name_rules *rules, struct sv name, struct sv key)
{
	struct source_place p = {.place = {.name_ar = name}};
	struct name_keys keys = {0};
	bool found = false;
	names_arabic(&f->arena, rules, &p, 0, &keys);
	for (size_t i = 0; i < keys.n && !found; i++)
		found = sv_eq(keys.items[i].key, gazetteer_name_key(&f->arena, key));
	return found;
}

/* Column `example`: the two spellings, with an Arabic comma between and the English name in brackets. */
static void every_row_of_glue_makes_its_example(void **state)
{
	struct folder_fixture *f = *state;
	struct error e = {0};
	struct source source;
	struct name_rules rules;
	struct gazetteer *own = f->gazetteer;
	assert_int_equal(gazetteer_open(KHARITA_GAZ, &f->gazetteer, &e), OK);
	gazetteer_close(own);
	source_init(&source, &f->arena);
	source_from_gazetteer(&source, f->gazetteer);
	name_rules_init(&rules, &source);
	const struct lexicon *t = lexicon_table(f->gazetteer, "glue");
	assert_non_null(t);
	assert_true(t->n_rows > 10);
	for (size_t i = 0; i < t->n_rows; i++) {
		struct sv example = lexicon_cell(t, i, lexicon_column(t, "example"));
		size_t comma = sv_find(example, SV("، "), 0);
		size_t bracket = sv_find(example, SV(" ("), 0);
		assert_true(comma < bracket && bracket < example.len);
		struct sv apart = sv_take(example, comma);
		struct sv glued = sv_skip(sv_take(example, bracket), comma + strlen("، "));
		if (!yields(f, &rules, apart, glued))
			print_error("row %zu: '%.*s' does not yield '%.*s'\n", i, SV_ARG(apart), SV_ARG(glued));
		assert_true(yields(f, &rules, apart, glued));
		if (sv_eq_cstr(lexicon_cell(t, i, lexicon_column(t, "split")), "yes"))
			assert_true(yields(f, &rules, glued, apart));
	}
	source_release(&source);
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, folder_fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(a_row_comes_back_with_every_column),
		LAW(admin_units_are_resolved_by_name_or_identifier),
		LAW(the_newest_date_of_the_data_counts),
		LAW(names_are_found_in_any_spelling_of_the_fold),
		LAW(glued_and_split_spellings_are_generated),
		LAW(a_final_vowel_alternates_only_where_no_other_word_comes_of_it),
		LAW(the_article_is_no_spelling_rule),
		LAW(english_names_are_apart),
		LAW(entries_come_best_first),
		LAW(prefixes_are_the_beginnings_of_keys),
		LAW(keys_are_what_the_tokens_of_a_text_spell),
		LAW(geometry_keeps_the_right_hand_rule),
		LAW(lines_that_meet_are_joined_and_borders_need_no_identifier),
		LAW(the_same_folder_gives_the_same_bytes),
		LAW(an_export_builds_the_same_file_again),
		LAW(an_overlay_adds_and_replaces),
		LAW(a_bad_overlay_changes_nothing),
		LAW(the_installed_gazetteer_finds_every_place_by_its_own_names),
		LAW(every_row_of_glue_makes_its_example),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
