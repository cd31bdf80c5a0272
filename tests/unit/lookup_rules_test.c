/* Rules that only lookup knows: names without their town, equal words for a kind, near spellings behind a kind word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gazetteer/lookup.h"
#include "support/check.h"
#include "support/gazetteer_folder.h"
#include "text/text.h"

/* Homs with its directorate of health, its hospital and a bakery; a refinery; a checkpoint, a filling station; Rabia and
 * Upper Quran, two villages; the Quran that sounds like it. */
static const char PLACES[] =
	"id\tkind\tname_ar\tvariants_ar\tname_en\tlat\tlon\tadmin1\tadmin2\tadmin3\n"
	"K1\tgovernorate\tحمص\t\tHoms Governorate\t34.6\t37.5\t\t\t\n"
	"K2\tcity\tحمص\t\tHoms\t34.73\t36.71\tحمص\t\t\n"
	"K3\tfacility\tمديرية الصحة بحمص\tمبنى الصحة في حمص\tHoms directorate of health\t34.73\t36.71\tحمص\t\t\n"
	"K4\tfacility\tالفرن الآلي حمص\t\tHoms bakery\t34.74\t36.71\tحمص\t\t\n"
	"K5\tfacility\tمصفاة حمص\t\tHoms refinery\t34.75\t36.65\tحمص\t\t\n"
	"K6\tmilitary_site\tحاجز المستقبل\t\tMustaqbal checkpoint\t34.70\t36.70\tحمص\t\t\n"
	"K7\tfacility\tكازية البسام\t\tBassam filling station\t34.71\t36.70\tحمص\t\t\n"
	"K8\tvillage\tربيعة\t\tRabia\t34.9\t36.9\tحمص\t\t\n"
	"K9\tvillage\tقران فوقاني\t\tUpper Quran\t34.95\t36.95\tحمص\t\t\n"
	"K10\tvillage\tالقيران\t\tQayran\t34.96\t36.96\tحمص\t\t\n";

static const char HEADS[] = "word\tkinds\nقرية\tvillage,hamlet\nبادية\tbadia\n";
static const char AREAS[] = "word\nبادية\n";
static const char PARTS[] = "part\tset\tglued\ttail\nحاجز\tcheckpoint\tno\tno\nنقطة تفتيش\tcheckpoint\tno\tno\n"
			    "كازية\tfuel\tno\tno\nمحطة وقود\tfuel\tno\tno\nفوقاني\tupper\tno\tyes\n";

static int set_up(void **state)
{
	static struct folder_fixture f;
	arena_init(&f.arena, 0);
	folder_open(&f.folder);
	folder_text(&f.folder, "places.tsv", PLACES);
	folder_text(&f.folder, "lexicon/heads.tsv", HEADS);
	folder_text(&f.folder, "lexicon/area_words.tsv", AREAS);
	folder_text(&f.folder, "lexicon/name_parts.tsv", PARTS);
	f.gazetteer = folder_build(&f.folder, NULL);
	*state = &f;
	return 0;
}

/* The first match is that place, with that score at least. */
static void assert_first(struct folder_fixture *f, const char *name, const char *id, double score)
{
	struct gazetteer_match *m = NULL;
	size_t n = gazetteer_lookup(&f->arena, f->gazetteer, sv_cstr(name), NULL, 0, &m);
	if (n == 0 || !sv_eq_cstr(gazetteer_place(f->gazetteer, (size_t)m[0].place)->id, id))
		fail_msg("%s: not %s", name, id);
	if (m[0].score < score)
		fail_msg("%s: %.2f", name, m[0].score);
}

static size_t in_texts(struct folder_fixture *f, const char *name)
{
	struct sv key = gazetteer_name_key(&f->arena, sv_cstr(name));
	return gazetteer_find(f->gazetteer, key, text_hash(key)).n;
}

static void a_facility_is_found_without_its_town(void **state)
{
	static const char *const names[] = {"مديرية الصحة", "مبنى الصحة"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_first(*state, names[i], "K3", 0.9);
		assert_int_equal(in_texts(*state, names[i]), 0); /* no text's words are taken for it */
	}
	assert_int_equal(in_texts(*state, "مديرية الصحة بحمص"), 1);
	assert_first(*state, "الفرن الآلي", "K4", 0.9);
	/* one word that is left is the kind's, not a name */
	struct folder_fixture *f = *state;
	struct sv key = gazetteer_name_key(&f->arena, SV("مصفاة"));
	assert_int_equal(gazetteer_find_english(f->gazetteer, key, text_hash(key)).n, 0);
}

static void words_for_one_kind_stand_for_each_other(void **state)
{
	assert_first(*state, "نقطة تفتيش المستقبل", "K6", 0.8);
	assert_first(*state, "محطة وقود البسام", "K7", 0.8);
	assert_int_equal(in_texts(*state, "نقطة تفتيش المستقبل"), 0);
}

static void a_near_spelling_behind_a_kind_word_is_found(void **state)
{
	assert_first(*state, "قرية ربيعا", "K8", 0.8);
	assert_first(*state, "بادية ربيعا", "K8", 0.8); /* the badia of a village */
}

static void a_half_goes_before_what_only_sounds_alike(void **state)
{
	assert_first(*state, "قران", "K9", 0.85);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_facility_is_found_without_its_town),
		cmocka_unit_test(words_for_one_kind_stand_for_each_other),
		cmocka_unit_test(a_near_spelling_behind_a_kind_word_is_found),
		cmocka_unit_test(a_half_goes_before_what_only_sounds_alike),
	};
	return cmocka_run_group_tests(tests, set_up, folder_fixture_close);
}
