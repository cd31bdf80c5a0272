/* Faults seeded into a sound folder: each is found, with its file, its line and what to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/check.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"

/* Deir ez-Zor, its district and subdistrict, the city, four villages of Kasra, a field, a river, a road, Raqqa. */
static const char PLACES[] =
	"# date: 2026-01-31\n"
	"id\tkind\tfeature_code\tname_ar\tvariants_ar\tname_en\tlat\tlon\tradius_km\tadmin1\tadmin2\tadmin3\tprominence\t"
	"ambiguity\tconfidence\tsource\tnote\n"
	"K1\tgovernorate\tADM1\tدير الزور\t\tDeir ez-Zor Governorate\t35.1\t40.3\t120\tدير الزور\t\t\t5\tfree\tmedium\tocha\tpcode=SY09\n"
	"K2\tdistrict\tADM2\tدير الزور\t\tDeir ez-Zor District\t35.4\t40.1\t60\tدير الزور\tدير الزور\t\t2\tfree\tmedium\tocha\tpcode=SY0900\n"
	"K3\tsubdistrict\tADM3\tالكسرة\t\tKasra Subdistrict\t35.6\t39.9\t20\tدير الزور\tدير الزور\tالكسرة\t1\tneeds_head\tmedium\tocha\tpcode=SY090001\n"
	"K4\tcity\tPPLA\tدير الزور\tديرالزور المدينة\tDeir ez-Zor\t35.33\t40.14\t6\tدير الزور\tدير الزور\tدير الزور\t5\tfree\thigh\tocha;own\t\n"
	"K5\tsubdistrict\tADM3\tدير الزور\t\tDeir ez-Zor Subdistrict\t35.3\t40.1\t20\tدير الزور\tدير الزور\tدير الزور\t1\tneeds_head\tmedium\tocha\t\n"
	"K6\tvillage\tPPL\tالكبر\tالكبرالجديد\tKubar\t35.6111\t39.9111\t1\tدير الزور\tدير الزور\tالكسرة\t2\tfree\thigh\tocha;own\tpcode=C101\n"
	"K7\tvillage\tPPL\tالمسرب\t\tMasrab\t35.6222\t39.9222\t1\tدير الزور\tدير الزور\tالكسرة\t2\tfree\thigh\tocha;own\tpcode=C102\n"
	"K8\tvillage\tPPL\tالهرموشية\t\tHarmushiya\t35.6333\t39.9333\t1\tدير الزور\tدير الزور\tالكسرة\t2\tfree\thigh\tocha;own\tpcode=C103\n"
	"K9\tvillage\tPPL\tالصعوة\t\tSawa\t35.6444\t39.9444\t1\tدير الزور\tدير الزور\tالكسرة\t2\tfree\thigh\tocha;own\tpcode=C104\n"
	"K10\tvillage\tPPL\tحطلة\t\tHatla\t35.3500\t40.1800\t1\tدير الزور\tدير الزور\tدير الزور\t2\tfree\thigh\tocha;own\tpcode=C105\n"
	"K11\toil_field\tOILF\tحقل العمر\t\tOmar oil field\t35.1\t40.57\t6\tدير الزور\t\t\t3\tfree\tmedium\town\t\n"
	"K12\triver\tSTM\tنهر الفرات\t\tEuphrates\t35.4\t40.2\t\t\t\t\t4\tfree\tmedium\town\t\n"
	"K13\troad\tRD\tطريق الصحراء\t\tDesert road\t35.2\t40\t\tدير الزور\t\t\t2\tfree\tmedium\town\t\n"
	"K14\tgovernorate\tADM1\tالرقة\t\tRaqqa Governorate\t36\t38.8\t90\tالرقة\t\t\t5\tfree\tmedium\tocha\tpcode=SY11\n"
	"K15\tvillage\tPPL\tالسويدية\t\tSuwaydiya\t36.1\t38.9\t1\tالرقة\t\t\t2\tneeds_context\tmedium\tocha\t\n"
	"K16\tvillage\tPPL\tالمشيرفة\t\tMushayrifa\t36.2\t38.7\t1\tالرقة\t\t\t2\tfree\tmedium\tocha\t\n";

static const char AREAS[] =
	"{\"type\":\"FeatureCollection\",\n\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}},\n\"features\":[\n"
	"{\"type\":\"Feature\",\"properties\":{\"place_id\":\"K1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
	"[[[39,34],[41,34],[41,36],[39,36],[39,34]]]}},\n"
	"{\"type\":\"Feature\",\"properties\":{\"place_id\":\"K14\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
	"[[[38,35.5],[39,35.5],[39,36.7],[38,36.7],[38,35.5]]]}}\n]}\n";
static const char RIVERS[] = "{\"features\":[\n{\"properties\":{\"place_id\":\"K12\"},\"geometry\":{\"type\":\"LineString\","
			     "\"coordinates\":[[39,36],[40.2,35.4],[41,34.5]]}}\n]}\n";
static const char ROADS[] = "{\"features\":[\n{\"properties\":{\"place_id\":\"K13\"},\"geometry\":{\"type\":\"LineString\","
			    "\"coordinates\":[[39,35],[40,35.2],[40.1,35.3]]}}\n]}\n";
static const char HEADS[] = "word\tnumber\tkinds\tinside\topen\tgloss\nقرية\ts\tvillage,hamlet\tno\tyes\tvillage\n"
			    "حقل\ts\toil_field,gas_field\tyes\tyes\tfield\n";
static const char COMMON[] = "name\tlevel\tgloss\nالثورة\t3\tthe revolution\nالجلاء\t1\tthe evacuation\n";
static const char DIRECTIONS[] = "word\tdirection\tform\tgloss\nشرقي\tE\tnoun\teast of\n";
/* "in", "along" */
static const char SPATIAL[] = "pattern\trelation\trole\tgloss\nفي\tin\tevent\tin\nعلى طول\tin\tevent\talong\n";
static const char PARTS[] = "part\tset\tglued\ttail\tgloss\nأبو\tabu\tyes\tno\tfather of\nشرقي\teast\tno\tyes\teastern\n";
static const char SOURCES[] = "| token | what |\n|---|---|\n| `ocha` | data sets |\n| `own` | our knowledge |\n";

static const struct {
	const char *name, *content;
} FILES[] = {
	{"places.tsv", PLACES},        {"areas.geojson", AREAS},         {"rivers.geojson", RIVERS},
	{"roads.geojson", ROADS},      {"lexicon/heads.tsv", HEADS},     {"lexicon/common_names.tsv", COMMON},
	{"SOURCES.md", SOURCES},       {"lexicon/directions.tsv", DIRECTIONS},
	{"lexicon/spatial.tsv", SPATIAL}, {"lexicon/name_parts.tsv", PARTS},
};

/* In `file` the first `old` becomes `changed`; then a finding of this level says "FILE:LINE: ...message". */
static const struct fault {
	const char *file, *old, *changed;
	enum finding_level level;
	size_t line;
	const char *message;
} FAULTS[] = {
	/* what the build refuses */
	{"places.tsv", "\tkind\t", "\tsort\t", FINDING_ERROR, 2, "unknown column 'sort'"},
	{"places.tsv", "name_ar\t", "lat\t", FINDING_ERROR, 2, "column 'lat' stands twice"},
	{"places.tsv", "\tocha;own\t\n", "\tocha;own\n", FINDING_ERROR, 6, "16 columns where the header has 17"},
	{"places.tsv", "Hatla", "Hat\xFFla", FINDING_ERROR, 12, "invalid UTF-8"},
	{"places.tsv", "K10\t", "\t", FINDING_ERROR, 12, "'id' is empty"},
	{"places.tsv", "\tحطلة\t", "\t\t", FINDING_ERROR, 12, "'name_ar' is empty"},
	{"places.tsv", "\tحطلة\t", "\tـُّ\t", FINDING_ERROR, 12, "has no letters"},
	{"places.tsv", "\tحطلة\t\t", "\tحطلة\t،\t", FINDING_ERROR, 12, "the variant '،' has no letters"},
	{"places.tsv", "K10\tvillage", "K10\tvilage", FINDING_ERROR, 12, "kind 'vilage'"},
	{"places.tsv", "K10\t", "K9\t", FINDING_ERROR, 12, "the id 'K9' is already that of"},
	{"places.tsv", "35.3500", "95.3500", FINDING_ERROR, 12, "lat '95.3500'"},
	{"places.tsv", "40.1800", "40,1800", FINDING_ERROR, 12, "lon '40,1800'"},
	{"places.tsv", "40.1800", "", FINDING_ERROR, 12, "lat without lon"},
	{"places.tsv", "\t6\tدير الزور\t\t\t3\t", "\t-6\tدير الزور\t\t\t3\t", FINDING_ERROR, 13, "radius_km '-6'"},
	{"places.tsv", "\t3\tfree\tmedium\town", "\t7\tfree\tmedium\town", FINDING_ERROR, 13, "prominence '7'"},
	{"places.tsv", "\t3\tfree\tmedium\town", "\t3\tsure\tmedium\town", FINDING_ERROR, 13, "ambiguity 'sure'"},
	{"places.tsv", "\t3\tfree\tmedium\town", "\t3\tfree\tgood\town", FINDING_ERROR, 13, "confidence 'good'"},
	{"places.tsv", "2026-01-31", "soon", FINDING_ERROR, 0, "the date 'soon'"},
	{"areas.geojson", "\"features\":[", "\"features\":[[", FINDING_ERROR, 6, "']' expected"},
	{"areas.geojson", "\"features\"", "\"feature\"", FINDING_ERROR, 1, "not a GeoJSON FeatureCollection"},
	{"areas.geojson", "{\"place_id\":\"K14\"}", "{}", FINDING_ERROR, 5, "no place_id"},
	{"areas.geojson", "K14", "K1", FINDING_ERROR, 5, "its id has stood in this file already"},
	{"areas.geojson", "[41,36],", "[410,36],", FINDING_ERROR, 4, "a position is not [lon, lat] in degrees"},
	{"roads.geojson", "LineString", "Point", FINDING_ERROR, 2, "geometry must be"},
	{"lexicon/heads.tsv", "قرية\ts\t", "قرية\t", FINDING_ERROR, 2, "5 columns where the header has 6"},
	/* rows by themselves */
	{"places.tsv", "K10\t", "K 10\t", FINDING_WARNING, 12, "the id 'K 10' has other characters"},
	{"places.tsv", "K10\tvillage\tPPL\t", "K10\tvillage\tPPP\t", FINDING_WARNING, 12, "unknown feature code 'PPP'"},
	{"places.tsv", "K10\tvillage\tPPL\t", "K10\tvillage\tADM1\t", FINDING_WARNING, 12,
	 "a village with the feature code 'ADM1'"},
	{"places.tsv", "40.1800\t1\t", "40.1800\t1000\t", FINDING_WARNING, 12, "a village with a radius of 1000 km"},
	{"places.tsv", "\town\t\nK12", "\t\t\nK12", FINDING_WARNING, 13, "'حقل العمر' has no source"},
	{"places.tsv", "\town\t\nK12", "\tocah\t\nK12", FINDING_WARNING, 13, "unknown source 'ocah'"},
	{"places.tsv", "\tocha;own\tpcode=C105", "\tocha\tpcode=C105", FINDING_WARNING, 12, "confidence high on one source"},
	{"places.tsv", "35.3500\t40.1800", "\t", FINDING_WARNING, 12, "has no position, but confidence high"},
	{"places.tsv", "6\tدير الزور\t\t\t3", "6\tدير الزوز\t\t\t3", FINDING_WARNING, 13, "admin1 'دير الزوز' of 'حقل العمر' is no such unit"},
	{"places.tsv", "K9\tvillage\tPPL\tالصعوة\t\tSawa\t35.6444\t39.9444\t1\tدير الزور\tدير الزور\tالكسرة",
	 "K9\tvillage\tPPL\tالصعوة\t\tSawa\t35.6444\t39.9444\t1\tدير الزور\tدير الزور\tالميادين", FINDING_WARNING, 11,
	 "admin3 'الميادين' of 'الصعوة' is no such unit"},
	{"places.tsv", "6\tدير الزور\t\t\t3", "6\tدير الزور\t\tالكسرة\t3", FINDING_WARNING, 13, "admin3 without admin2"},
	{"places.tsv", "\t60\tدير الزور\tدير الزور\t", "\t60\tدير الزور\t\t", FINDING_WARNING, 4, "the district 'دير الزور' has admin2 ''"},
	{"places.tsv", "pcode=SY090001", "pcode=SY110001", FINDING_WARNING, 5, "does not begin with 'SY0900'"},
	{"places.tsv", "35.3500\t40.1800", "33.5000\t36.3000", FINDING_WARNING, 12, "'حطلة' lies 2"},
	{"places.tsv", "35.3500\t40.1800", "40.1800\t35.3500", FINDING_WARNING, 12, "lat and lon look exchanged"},
	{"places.tsv", "35.3500\t40.1800", "35.6300\t39.9300", FINDING_WARNING, 12, "'حطلة' lies among places of 'الكسرة', 38 km"},
	/* names */
	{"places.tsv", "\tحطلة\t", "\tحطـلة\t", FINDING_WARNING, 12, "has a tatweel"},
	{"places.tsv", "\tحطلة\t", "\tحَطلة\t", FINDING_WARNING, 12, "has a vowel mark"},
	{"places.tsv", "\tحطلة\t", "\tﺣﻄﻠﺔ\t", FINDING_WARNING, 12, "has a presentation form"},
	{"places.tsv", "\tحطلة\t", "\tحطلة\xE2\x80\x8F\t", FINDING_WARNING, 12, "has an invisible character"},
	{"places.tsv", "\tالكبر\t", "\tالکبر\t", FINDING_WARNING, 8, "has a Persian kaf"},
	{"places.tsv", "\tحطلة\t", "\tحطلة (الجزيرة)\t", FINDING_WARNING, 12, "has punctuation"},
	{"places.tsv", "\tحطلة\t\t", "\tحطلة\tحطلة  الكبيرة\t", FINDING_WARNING, 12, "has spaces too many"},
	{"places.tsv", "\tحطلة\t", "\tHatla\t", FINDING_WARNING, 12, "has no Arabic letter"},
	{"places.tsv", "Hatla", "حطلة", FINDING_WARNING, 12, "name_en 'حطلة' is not in Latin letters"},
	{"places.tsv", "\tحطلة\t", "\tقرية حطلة\t", FINDING_WARNING, 12, "begins with the word for its kind"},
	{"places.tsv", "\tحطلة\t", "\tالثورة\t", FINDING_WARNING, 12, "'الثورة' is free, but also a common word"},
	{"places.tsv", "\tحطلة\t\t", "\tحطلة\tالثورة\t", FINDING_WARNING, 12, "variant 'الثورة' is free, but also a common word"},
	{"places.tsv", "\tحطلة\t", "\tشرقي\t", FINDING_WARNING, 12, "'شرقي' is free, but also a direction"},
	{"places.tsv", "\tحطلة\t", "\tقرية\t", FINDING_WARNING, 12, "'قرية' is free, but also a head word"},
	{"places.tsv", "\tحطلة\t", "\tحط\t", FINDING_WARNING, 12, "shorter than 3 letters"},
	/* rows against each other */
	{"places.tsv", "K12\t", "K20\tvillage\tPPL\tحطله\t\tHatla\t35.36\t40.19\t1\tدير الزور\tدير الزور\tدير الزور\t2\tfree\tmedium\town\t\nK12\t",
	 FINDING_WARNING, 14, "km from the same name and kind in line 12"},
	{"places.tsv", "K12\t", "K20\tvillage\tPPL\tحطله\t\tHatla\t\t\t1\tدير الزور\tدير الزور\tدير الزور\t2\tfree\tmedium\town\t\nK12\t",
	 FINDING_WARNING, 14, "one has no position"},
	{"places.tsv", "K12\t", "K20\tvillage\tPPL\tالبغيلية\tحطله\tBaghiliya\t35.36\t40.19\t1\tدير الزور\tدير الزور\tدير الزور\t2\tfree\tmedium\town\t\nK12\t",
	 FINDING_WARNING, 14, "variant 'حطله' is the name of the village 1.4 km away in line 12"},
	{"places.tsv", "\tحطلة\t\t", "\tحطلة\tالمشيرفه\t", FINDING_WARNING, 12, "variant 'المشيرفه' takes the name of the place"},
	{"places.tsv", "\tحطلة\t\t", "\tحطلة\tحطله\t", FINDING_WARNING, 12, "variant 'حطله' is the same as 'حطلة'"},
	{"places.tsv", "pcode=C105", "pcode=C104", FINDING_WARNING, 12, "the P-code 'C104' is that of line 11 too"},
	{"places.tsv", "K12\t", "K20\tvillage\tPPL\tالشولا\t\tShola\t35.3500\t40.1800\t1\tدير الزور\tدير الزور\tدير الزور\t2\tfree\tmedium\town\t\nK12\t",
	 FINDING_WARNING, 14, "stands at the very position of 'حطلة' in line 12"},
	{"places.tsv", "K12\t", "K20\tvillage\tPPL\tحطلة\t\tHatla\t34.5\t40.5\t1\tدير الزور\t\t\t2\tfree\tmedium\town\t\nK12\t", FINDING_NOTICE, 14,
	 "is as free and prominent as the one 9"},
	/* geometry */
	{"areas.geojson", "K14", "K99", FINDING_NOTICE, 5, "no place has the id 'K99'"},
	{"areas.geojson", "[38,36.7],[38,35.5]]", "[38,36.7]]", FINDING_WARNING, 5, "a ring of 'K14' is not closed"},
	{"areas.geojson", "[39,35.5],[39,36.7]", "[39,36.7],[39,35.5]", FINDING_WARNING, 5, "the area of 'K14' crosses itself"},
	{"areas.geojson", "[[38,35.5],[39,35.5],[39,36.7],[38,36.7],[38,35.5]]", "[[38,35.5],[38.1,35.5],[38.1,35.6],[38,35.5]]",
	 FINDING_WARNING, 5, "the area of 'الرقة' does not hold its point"},
	{"areas.geojson", "K14", "K16", FINDING_WARNING, 5, "an area of the village 'المشيرفة'"},
	{"areas.geojson", "[[38,35.5],[39,35.5],[39,36.7],[38,36.7],[38,35.5]]",
	 "[[38.8,36],[38.8001,36],[38.8001,36.0001],[38.8,36]]", FINDING_WARNING, 5, "the area of 'K14' is empty"},
	{"roads.geojson", "K13", "K10", FINDING_WARNING, 2, "a line of the village 'حطلة'"},
	{"rivers.geojson", "[39,36],[40.2,35.4],[41,34.5]", "[36,33],[36.5,33.5]", FINDING_WARNING, 2, "the line of 'نهر الفرات' passes"},
	{"roads.geojson", "K13", "K12", FINDING_NOTICE, 15, "the road 'طريق الصحراء' has no line"},
	{"areas.geojson", "K1\"", "K98\"", FINDING_NOTICE, 3, "the governorate 'دير الزور' has no area"},
	/* lexicon */
	{"lexicon/heads.tsv", "village,hamlet", "vilage,hamlet", FINDING_WARNING, 2, "kinds 'vilage,hamlet' is out of range"},
	{"lexicon/heads.tsv", "قرية\ts\t", "قرية\tx\t", FINDING_WARNING, 2, "number 'x' is out of range"},
	{"lexicon/common_names.tsv", "\t3\t", "\thigh\t", FINDING_WARNING, 2, "level 'high' is out of range"},
	{"lexicon/directions.tsv", "\tE\t", "\tEST\t", FINDING_WARNING, 2, "direction 'EST' is out of range"},
	{"lexicon/common_names.tsv", "الجلاء\t1\t", "الثورة\t3\t", FINDING_WARNING, 3, "the row says what line 2 says"},
	{"lexicon/heads.tsv", "حقل\ts", "\ts", FINDING_WARNING, 3, "the word is missing"},
	{"lexicon/spatial.tsv", "طول\tin", "طول\tat", FINDING_WARNING, 3, "relation 'at' is out of range"},
	{"lexicon/name_parts.tsv", "abu\tyes", "abu\tja", FINDING_WARNING, 2, "glued 'ja' is out of range"},
	/* the whole */
	{"places.tsv", "# date: 2026-01-31", "#", FINDING_NOTICE, 1, "the data have no date"},
};
enum { N_FAULTS = sizeof FAULTS / sizeof *FAULTS };

struct fixture {
	struct folder folder;
	struct arena arena;
	struct findings findings;
};

static int set_up(void **state)
{
	static struct fixture f;
	arena_init(&f.arena, 0);
	folder_open(&f.folder);
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
		folder_text(&f.folder, FILES[i].name, FILES[i].content);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	folder_close(&f->folder);
	arena_release(&f->arena);
	return 0;
}

static void run_check(struct fixture *f)
{
	struct error e = {0};
	enum err result = gazetteer_check(&f->arena, f->folder.path, &f->findings, &e);
	if (result != OK)
		print_error("%s\n", e.msg);
	assert_int_equal(result, OK);
}

static void print_findings(const struct fixture *f)
{
	for (size_t i = 0; i < f->findings.n; i++)
		print_error("  %s: %.*s; %.*s\n", finding_level_name(f->findings.items[i].level),
		            SV_ARG(f->findings.items[i].message), SV_ARG(f->findings.items[i].remedy));
}

static void a_sound_folder_has_no_findings(void **state)
{
	struct fixture *f = *state;
	run_check(f);
	if (f->findings.n)
		print_findings(f);
	assert_int_equal(f->findings.n, 0);
}

static const char *content_of(const char *file)
{
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
		if (strcmp(FILES[i].name, file) == 0)
			return FILES[i].content;
	fail();
	return NULL;
}

static void seed(struct fixture *f, const struct fault *x)
{
	const char *before = content_of(x->file);
	const char *at = strstr(before, x->old);
	struct buf changed;
	if (!at)
		print_error("%s has no '%s'\n", x->file, x->old);
	assert_non_null(at);
	buf_init(&changed, 1 << 20);
	buf_append(&changed, sv_make(before, (size_t)(at - before)));
	buf_append_cstr(&changed, x->changed);
	buf_append_cstr(&changed, at + strlen(x->old));
	folder_put(&f->folder, x->file, changed.ptr, changed.len);
	buf_release(&changed);
}

/* "/tmp/.../FILE:LINE: ...message" */
static bool says(const struct finding *x, const struct fault *fault)
{
	char place[64];
	if (fault->line)
		snprintf(place, sizeof place, "/%s:%zu: ", fault->file, fault->line);
	else
		snprintf(place, sizeof place, "/%s: ", fault->file);
	bool other_file = fault->level == FINDING_NOTICE && sv_find(x->message, SV("/places.tsv:"), 0) != SIZE_MAX;
	if (other_file)
		snprintf(place, sizeof place, "/places.tsv:%zu: ", fault->line);
	return x->level == fault->level && sv_find(x->message, sv_cstr(place), 0) != SIZE_MAX &&
	       sv_find(x->message, sv_cstr(fault->message), 0) != SIZE_MAX;
}

static void every_seeded_fault_is_found_with_its_line_and_a_suggestion(void **state)
{
	struct fixture *f = *state;
	size_t missed = 0;
	assert_true(N_FAULTS >= 40);
	for (size_t i = 0; i < N_FAULTS; i++) {
		size_t found = 0;
		seed(f, &FAULTS[i]);
		run_check(f);
		for (size_t k = 0; k < f->findings.n; k++) {
			found += says(&f->findings.items[k], &FAULTS[i]);
			assert_true(f->findings.items[k].remedy.len > 0);
		}
		if (found != 1) {
			print_error("%zu times instead of once: %s:%zu: %s\n", found, FAULTS[i].file, FAULTS[i].line,
			            FAULTS[i].message);
			print_findings(f);
			missed++;
		}
		folder_text(&f->folder, FAULTS[i].file, content_of(FAULTS[i].file));
	}
	assert_int_equal(missed, 0);
}

static void a_well_known_place_may_bear_a_common_word(void **state)
{
	struct fixture *f = *state;
	const struct fault known = {"places.tsv",
	                            "\tحطلة\t\tHatla\t35.3500\t40.1800\t1\tدير الزور\tدير الزور\tدير الزور\t2\t",
	                            "\tالثورة\t\tThawra\t35.3500\t40.1800\t1\tدير الزور\tدير الزور\tدير الزور\t3\t",
	                            FINDING_WARNING, 12, ""};
	seed(f, &known);
	run_check(f);
	assert_int_equal(f->findings.n, 0);
}

static void a_variant_for_lookup_only_collides_with_nothing(void **state)
{
	struct fixture *f = *state;
	const struct fault marked = {"places.tsv", "\tحطلة\t\t", "\tحطلة\t?الثورة|?المشيرفة\t", FINDING_WARNING, 12, ""};
	seed(f, &marked);
	run_check(f);
	assert_int_equal(f->findings.n, 0);
}

/* The nearest boundary of the hole, not of the far outline. */
static void a_place_in_a_hole_is_near_its_governorate(void **state)
{
	struct fixture *f = *state;
	const struct fault hole = {"areas.geojson", "[39,36],[39,34]]]",
	                           "[39,36],[39,34]],[[40.1,35.3],[40.1,35.4],[40.3,35.4],[40.3,35.3],[40.1,35.3]]]",
	                           FINDING_WARNING, 4, ""};
	seed(f, &hole);
	run_check(f);
	if (f->findings.n)
		print_findings(f);
	assert_int_equal(f->findings.n, 0);
}

static void errors_come_first_and_are_counted(void **state)
{
	struct fixture *f = *state;
	const struct fault row = {"places.tsv", "K10\tvillage\tPPL", "K10\tplanet\tPPL", FINDING_ERROR, 12, ""};
	const struct fault road = {"roads.geojson", "K13", "K10", FINDING_WARNING, 2, ""};
	seed(f, &row);
	seed(f, &road);
	run_check(f);
	assert_int_equal(f->findings.counts[FINDING_ERROR], 1);
	assert_int_equal(f->findings.items[0].level, FINDING_ERROR);
	assert_true(f->findings.counts[FINDING_NOTICE] >= 1);
	assert_int_equal(f->findings.items[f->findings.n - 1].level, FINDING_NOTICE);
}

static void a_file_that_cannot_be_read_leaves_the_others_to_be_checked(void **state)
{
	struct fixture *f = *state;
	const struct fault broken = {"areas.geojson", "\"features\":[", "", FINDING_ERROR, 4, ""};
	const struct fault table = {"lexicon/heads.tsv", "word\t", "\t", FINDING_ERROR, 1, ""};
	const struct fault road = {"roads.geojson", "K13", "K10", FINDING_WARNING, 2, ""};
	seed(f, &broken);
	seed(f, &table);
	seed(f, &road);
	run_check(f);
	assert_int_equal(f->findings.counts[FINDING_ERROR], 2);
	assert_int_equal(f->findings.counts[FINDING_WARNING], 1);
}

static void a_missing_folder_is_an_input_error(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_int_equal(gazetteer_check(&f->arena, "/nowhere", &f->findings, &e), ERR_IO);
}

#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAW(a_sound_folder_has_no_findings),
		LAW(every_seeded_fault_is_found_with_its_line_and_a_suggestion),
		LAW(a_well_known_place_may_bear_a_common_word),
		LAW(a_variant_for_lookup_only_collides_with_nothing),
		LAW(a_place_in_a_hole_is_near_its_governorate),
		LAW(errors_come_first_and_are_counted),
		LAW(a_file_that_cannot_be_read_leaves_the_others_to_be_checked),
		LAW(a_missing_folder_is_an_input_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
