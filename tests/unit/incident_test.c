/* Laws of incidents: one per event, with its place, day, victims and the sentence that says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/event_lab.h"

static void print_all(struct incidents in)
{
	for (size_t i = 0; i < in.n; i++)
		print_error("incident %zu: %.*s at %.*s\n", i, SV_ARG(in.items[i].sub_event_type),
			    SV_ARG(in.items[i].places[0]->name_ar));
}

static struct incidents expect(const char *s, const char *published, size_t n)
{
	struct incidents in = lab_incidents(s, published);
	if (in.n != n)
		print_all(in);
	assert_int_equal(in.n, n);
	return in;
}

static void assert_day(struct date d, int year, int month, int day)
{
	assert_int_equal(d.year, year);
	assert_int_equal(d.month, month);
	assert_int_equal(d.day, day);
}

static void an_attack_with_its_victims_is_one_incident(void **state)
{
	struct incidents in =
	    expect("شنّ مسلحون فجر الثلاثاء 14 كانون الأول هجوماً على ثلاث نقاط عسكرية لقوات النظام "
		   "في بلدة التبني بريف دير الزور الغربي، ما أدى إلى مقتل خمسة عناصر وإصابة ثلاثة آخرين.",
		   "", 1);
	const struct incident *x = &in.items[0];
	(void)state;
	assert_sv_equal(x->event_type, "Battles");
	assert_sv_equal(x->sub_event_type, "Armed clash");
	assert_sv_equal(x->places[0]->name_ar, "التبني");
	assert_day(x->date_start, 2021, 12, 14);
	assert_int_equal(x->fatalities, 5);
	assert_int_equal(x->injuries, 3);
	assert_int_equal(x->casualties_joint, INCIDENT_UNKNOWN);
	assert_false(x->background);
	assert_true(x->evidence.len > 0);
	assert_true(x->confidence > 0.5 && x->confidence <= 1.0);
}

static void victims_tell_a_clash_from_an_attack_on_civilians(void **state)
{
	(void)state;
	struct incidents in = expect("قُتل عنصر من قسد برصاص مجهولين في بلدة الشحيل.", "", 1);
	assert_sv_equal(in.items[0].sub_event_type, "Armed clash");
	in = expect("قُتل مدني برصاص مجهولين في بلدة الشحيل.", "", 1);
	assert_sv_equal(in.items[0].sub_event_type, "Attack");
	in = expect("أصيب شاب برصاص قناص تابع للنظام في بلدة الشحيل.", "", 1);
	assert_sv_equal(in.items[0].sub_event_type, "Attack");
}

static void what_people_say_more_of_an_event_is_the_same_event(void **state)
{
	struct incidents in = expect("انفجرت عبوة ناسفة بسيارة عسكرية لقسد في بلدة الشحيل، ما أدى إلى مقتل عنصر.\n"
				     "وقال مصدر محلي إن الانفجار وقع قرب السوق وأدى إلى إصابة أربعة آخرين.",
				     "2022-05-01", 1);
	(void)state;
	assert_int_equal(in.items[0].fatalities, 1);
	assert_int_equal(in.items[0].injuries, 4);
}

static void a_headline_is_no_second_incident(void **state)
{
	(void)state;
	expect("غارات روسية على بادية الرصافة\n\n"
	       "شنّت طائرات حربية روسية، فجر اليوم الخميس، أكثر من عشر غارات على مواقع في بادية الرصافة بريف الرقة.",
	       "2022-03-03", 1);
}

static void separate_attacks_with_their_own_places_are_separate(void **state)
{
	struct incidents in =
	    expect("قُتل مدني برصاص مجهولين في بلدة الشحيل، فيما أصيب عنصر من قسد بانفجار عبوة ناسفة في "
		   "بلدة ذيبان.",
		   "2022-05-01", 2);
	(void)state;
	assert_sv_equal(in.items[0].places[0]->name_ar, "الشحيل");
	assert_sv_equal(in.items[1].places[0]->name_ar, "ذيبان");
	assert_sv_equal(in.items[1].sub_event_type, "Remote explosive/landmine/IED");
}

static void places_of_one_event_stay_together(void **state)
{
	struct incidents in =
	    expect("داهمت دوريات قسد معابر نهرية في بلدات الشحيل وذيبان والبصيرة واعتقلت 14 شخصاً.", "2022-05-01", 1);
	(void)state;
	assert_sv_equal(in.items[0].sub_event_type, "Arrests");
	assert_int_equal(in.items[0].n_places, 3);
}

static void an_arrest_beside_a_killing_is_its_own(void **state)
{
	struct incidents in = expect("استشهد شخص، واعتقل اثنان ليلة أمس في بلدة الشحيل خلال مداهمة.", "2020-09-22", 2);
	(void)state;
	assert_sv_equal(in.items[0].event_type, "Violence against civilians");
	assert_sv_equal(in.items[1].sub_event_type, "Arrests");
	assert_int_equal(in.items[0].fatalities, 1);
	assert_int_equal(in.items[1].fatalities, INCIDENT_UNKNOWN);
}

static void the_way_of_victims_and_reporters_is_not_the_place(void **state)
{
	(void)state;
	struct incidents in = expect("أصيب عنصر بانفجار لغم في بلدة الشحيل، ونُقل إلى مشفى في مدينة الميادين.", "", 1);
	assert_int_equal(in.items[0].n_places, 1);
	assert_sv_equal(in.items[0].places[0]->name_ar, "الشحيل");
	in = expect("وقال مصدر طبي في مدينة الميادين إن لغماً انفجر في بلدة الشحيل.", "", 1);
	assert_sv_equal(in.items[0].places[0]->name_ar, "الشحيل");
}

static void background_is_told_as_past(void **state)
{
	struct incidents in = expect("قُتل مدني برصاص مجهولين، مساء أمس، في بلدة الشحيل.\n"
				     "وسبق أن اغتال مجهولون مختاراً في بلدة ذيبان، الخميس الماضي.",
				     "2022-06-12", 2);
	(void)state;
	assert_false(in.items[0].background);
	assert_day(in.items[0].date_start, 2022, 6, 11);
	assert_true(in.items[1].background);
	assert_day(in.items[1].date_start, 2022, 6, 9);
}

static void the_day_of_the_report_serves_undated_events_of_it(void **state)
{
	struct incidents in = expect("اغتال مجهولان موظفاً مساء أمس السبت في مدينة البصيرة.\n"
				     "وفي حادثة منفصلة، ألقى مجهولون قنبلة يدوية على منزل في بلدة الشحيل.",
				     "2022-06-12", 2);
	(void)state;
	assert_sv_equal(in.items[1].sub_event_type, "Grenade");
	assert_day(in.items[1].date_start, 2022, 6, 11);
}

/* No event of its own is told with the day, but those below it are of that day. */
static void the_day_told_first_serves_what_follows(void **state)
{
	struct incidents in = expect("سقط ضحايا مدنيون في المنطقة، مساء أمس الإثنين 10 أيار.\n"
				     "وقال مراسلنا إن شاباً قُتل وأصيب آخرون جراء هجوم مسلح في بلدة الشحيل.",
				     "", 1);
	(void)state;
	assert_int_equal(in.items[0].date_start.month, 5);
	assert_int_equal(in.items[0].date_start.day, 10);
}

/* Of the day of saying and the day of doing the second is the event's; it may stand behind the clause, too. */
static void the_day_of_saying_is_not_the_day_of_doing(void **state)
{
	struct incidents in = expect("قال ناشطون، اليوم الخميس، إن قوات النظام سيطرت على حقل العمر، أمس الأربعاء، عقب معارك مع تنظيم "
				     "الدولة.",
				     "2017-04-27", 1); /* the fight by which it was taken is no event of its own */
	(void)state;
	assert_true(in.n > 0);
	assert_day(in.items[0].date_start, 2017, 4, 26);
}

static void items_of_a_digest_are_their_own_incidents(void **state)
{
	struct incidents in = expect("دير الزور:\n- مقتل مدني برصاص مجهولين في بلدة الشحيل\n"
				     "- مقتل مدني برصاص مجهولين في بلدة ذيبان\n"
				     "الرقة:\n- انفجار لغم أدى لمقتل طفلين\n",
				     "2021-07-22", 3);
	(void)state;
	assert_sv_equal(in.items[2].places[0]->name_ar, "الرقة");
	assert_int_equal(in.items[2].fatalities, 2);
	assert_day(in.items[0].date_start, 2021, 7, 22);
}

static void what_did_not_happen_is_no_incident(void **state)
{
	static const char *const texts[] = {
	    "نفى المجلس وقوع هجوم في بلدة الشحيل.",
	    "يعتزم النظام إطلاق عملية عسكرية في بادية التبني.",
	    "تشهد بلدة الشحيل هجمات متكررة.",
	    "بدأ مزارعو بلدة الكسرة حصاد القمح.",
	    "ترتفع حصيلة القتلى منذ مطلع العام إلى 88 مدنياً بهجمات في ريف دير الزور.",
	};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		expect(texts[i], "2022-01-01", 0);
}

static void an_incident_without_a_place_is_dropped(void **state)
{
	(void)state;
	expect("قُتل مدني برصاص مجهولين.", "2022-01-01", 0);
}

static void reinforcements_happen_where_they_arrive(void **state)
{
	struct incidents in =
	    expect("استقدمت قوات النظام تعزيزات عسكرية من مدينة تدمر إلى بلدة التبني.", "2022-01-01", 1);
	(void)state;
	assert_sv_equal(in.items[0].event_type, "Strategic developments");
	assert_sv_equal(in.items[0].sub_event_type, "Other");
	assert_sv_equal(in.items[0].places[0]->name_ar, "التبني");
}

static void force_against_protesters_is_a_kind_of_its_own(void **state)
{
	struct incidents in =
	    expect("أطلق عناصر حاجز الرصاص لتفريق المتظاهرين في بلدة الكسرة، ما أدى إلى إصابة فتى.", "2021-07-15", 1);
	(void)state;
	assert_sv_equal(in.items[0].event_type, "Protests");
	assert_sv_equal(in.items[0].sub_event_type, "Excessive force against protesters");
}

static void the_same_text_gives_the_same_ids(void **state)
{
	const char *s = "قُتل مدني برصاص مجهولين في بلدة الشحيل. واعتقلت قسد شاباً في بلدة ذيبان.";
	struct incidents a = expect(s, "2022-01-01", 2), b = expect(s, "2022-01-01", 2);
	(void)state;
	assert_true(sv_eq(a.items[0].event_id, b.items[0].event_id));
	assert_true(sv_eq(a.items[1].event_id, b.items[1].event_id));
	assert_false(sv_eq(a.items[0].event_id, a.items[1].event_id));
}

static void sides_are_named_where_the_grammar_says_so(void **state)
{
	struct incidents in = expect("قُتل عنصر من قسد برصاص مجهولين في بلدة الشحيل.", "", 1);
	(void)state;
	assert_sv_equal(in.items[0].actor2, "QSD: Syrian Democratic Forces");
	assert_sv_equal(in.items[0].actor1, "Unidentified Armed Group (Syria)");
}

static void any_text_is_survived(void **state)
{
	static const char *const texts[] = {"",		 "\n\n",    "قُتل",	 "في",	       "منه 17",
					    "ودون",	 "2023.03", "1- - -",	 "بعد منتصف",  "من من من من",
					    "قبل ذلك ب", "كل من",   "قُتل كل من", "سبق بيومين", ")(،،؛"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		expect(texts[i], "", 0);
}

/* Words of loss have the victim behind them, "من قبل" and "نفذه" the doer, "على" the target. */
static void a_victim_is_no_doer(void **state)
{
	static const struct {
		const char *text, *doer, *target;
	} all[] = {
	    {"قُتل ثلاثة عناصر من قوات سوريا الديمقراطية إثر هجوم نفذه تنظيم داعش في بلدة الصور.", "Islamic State (Syria)",
	     "QSD: Syrian Democratic Forces"},
	    {"تعرضت دورية لقوات النظام لهجوم من قبل مسلحين مجهولين في بلدة التبني.", "Unidentified Armed Group (Syria)",
	     "Military Forces of Syria (2000-2024)"},
	    {"وأفاد سكان بأن مدنياً قُتل برصاص مسلحين مجهولين في بلدة الصور.", "Unidentified Armed Group (Syria)",
	     "Civilians (Syria)"},
	    {"هجوم على حاجز لقوات سوريا الديمقراطية في بلدة الصور.", "", "QSD: Syrian Democratic Forces"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct incidents in = expect(all[i].text, "2022-01-01", 1);
		assert_sv_equal(in.items[0].actor1, all[i].doer);
		assert_sv_equal(in.items[0].actor2, all[i].target);
	}
}

/* A sum over many attacks, and a date that only bounds it. */
static void sums_and_bounds_are_no_events(void **state)
{
	(void)state;
	expect("أحصى المرصد 97 عملية منذ مطلع العام 2023 في ريف دير الزور، عبر هجمات مسلحة وتفجيرات.", "2023-09-01", 0);
	struct incidents in = expect("هاجم مسلحون حاجزاً في بلدة الصور. ومنذ سقوط النظام في 8 كانون الأول 2024، تراجعت الحركة.", "", 1);
	assert_int_equal(in.items[0].date_start.year, 0);
}

static void another_context_is_another_incident(void **state)
{
	(void)state;
	expect("قُتل عنصران بانفجار عبوة ناسفة في بلدة الصور أمس. وفي ذات السياق قُتل أربعة عناصر بانفجار عبوة ناسفة في بلدة الصور.",
	       "2022-01-01", 2);
}

static void the_phrase_of_a_place_leaves_people_out(void **state)
{
	static const struct {
		const char *text, *phrase;
	} all[] = {
	    {"قُتل راعيان شمال الرقة.", "شمال الرقة"},
	    {"انفجرت عبوة ناسفة على الطريق الواصل بين بلدتي الصور والبصيرة.", "على الطريق الواصل بين بلدتي الصور والبصيرة"},
	    {"هاجم مسلحون حاجزاً في باديتي الرصافة والمنصورة.", "باديتي الرصافة والمنصورة"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct incidents in = expect(all[i].text, "2022-01-01", 1);
		struct sv phrase = in.items[0].where_description;
		if (sv_find(phrase, sv_cstr(all[i].phrase), 0) == SIZE_MAX ||
		    phrase.len > strlen(all[i].phrase) + 6) {
			print_error("'%.*s'\n", SV_ARG(phrase));
			fail();
		}
	}
}

static void a_summary_of_several_events_is_none(void **state)
{
	(void)state;
	struct incidents in = expect("قتل وأصيب ستة أشخاص بانفجار ألغام في ريفي حمص والرقة. وقتل شاب بانفجار لغم في بلدة السخنة. "
				     "كما قتل راع بانفجار لغم في بلدة معدان.",
				     "2025-02-01", 2);
	assert_int_equal(in.items[0].casualties_joint, INCIDENT_UNKNOWN);
	assert_int_equal(in.items[0].fatalities, 1);
}

static void other_topics_and_figures_of_speech_are_none(void **state)
{
	static const char *const texts[] = {
	    "انفجار في الأسعار يضرب أسواق الحسكة", /* prices */
	    "انفجر الوضع الاقتصادي في مدينة الرقة", /* the economy */
	    "وفاة عنصر من القوات بلدغة أفعى في بلدة أرك.", /* a snake */
	    "كتلة هوائية باردة تهاجم مدينة تدمر، وقصف الرعد أسماع السكان في السخنة.", /* weather */
	    "وبحسب المنظمة قُتل أكثر من 390 مدنياً بانفجار ألغام في ريف حمص منذ مطلع العام الجاري.", /* a sum */
	};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		expect(texts[i], "2025-06-01", 0);
}

static void was_with_a_past_verb_is_background(void **state)
{
	(void)state;
	struct incidents in = expect("قُتل عنصر بهجوم في بلدة الصور أمس.\n"
				     "وكان عناصر التنظيم هاجموا رتلاً للنظام قرب بلدة التبني في وقت سابق.",
				     "2022-01-01", 2);
	assert_false(in.items[0].background);
	assert_true(in.items[1].background);
}

static void allies_stand_on_one_side(void **state)
{
	(void)state;
	struct incidents in = expect("قصف التحالف الدولي و\"قوات سوريا الديمقراطية\" مواقع لتنظيم داعش في بلدة هجين.", "2018-01-01", 1);
	assert_sv_equal(in.items[0].actor2, "Islamic State (Syria)");
}

static void a_part_of_a_place_is_in_it(void **state)
{
	(void)state;
	struct incidents in = expect("قُتل لاجئ أمس في القطاع الرابع من مخيم الهول شرق الحسكة شمال شرقي سوريا.", "2021-02-01", 1);
	assert_sv_equal(in.items[0].places[0]->name_ar, "مخيم الهول");
	in = expect("قال مصدر في دير الزور إن شاباً قُتل برصاص مجهولين في بلدة هجين.", "2021-02-01", 1);
	assert_sv_equal(in.items[0].places[0]->name_ar, "هجين");
	assert_int_equal(in.items[0].n_places, 1);
}

static void a_series_is_told_one_by_one(void **state)
{
	(void)state;
	expect("شهدت مدينة حمص أمس سلسلة حوادث إطلاق نار أسفرت عن مقتل شابين.\n"
	       "وقُتل شاب بإطلاق نار في بلدة السخنة.\nكما قُتل شاب بإطلاق نار في بلدة الصور.",
	       "2025-02-01", 2);
	expect("ومنذ بداية العام شهد مخيم الهول أكثر من 100 جريمة قتل.", "2025-02-01", 0);
	expect("تعرض لاجئ لمحاولة قتل في مخيم الهول.", "2025-02-01", 1);
	expect("قُتل شاب باشتباكات في بلدة هجين.\nوأحرقت عدد من منازل المدنيين في الحادثة.", "2025-02-01", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_attack_with_its_victims_is_one_incident),
	    cmocka_unit_test(victims_tell_a_clash_from_an_attack_on_civilians),
	    cmocka_unit_test(what_people_say_more_of_an_event_is_the_same_event),
	    cmocka_unit_test(a_headline_is_no_second_incident),
	    cmocka_unit_test(separate_attacks_with_their_own_places_are_separate),
	    cmocka_unit_test(places_of_one_event_stay_together),
	    cmocka_unit_test(an_arrest_beside_a_killing_is_its_own),
	    cmocka_unit_test(the_way_of_victims_and_reporters_is_not_the_place),
	    cmocka_unit_test(background_is_told_as_past),
	    cmocka_unit_test(the_day_of_the_report_serves_undated_events_of_it),
	    cmocka_unit_test(the_day_told_first_serves_what_follows),
	    cmocka_unit_test(the_day_of_saying_is_not_the_day_of_doing),
	    cmocka_unit_test(items_of_a_digest_are_their_own_incidents),
	    cmocka_unit_test(what_did_not_happen_is_no_incident),
	    cmocka_unit_test(an_incident_without_a_place_is_dropped),
	    cmocka_unit_test(reinforcements_happen_where_they_arrive),
	    cmocka_unit_test(force_against_protesters_is_a_kind_of_its_own),
	    cmocka_unit_test(the_same_text_gives_the_same_ids),
	    cmocka_unit_test(sides_are_named_where_the_grammar_says_so),
	    cmocka_unit_test(any_text_is_survived),
	    cmocka_unit_test(a_victim_is_no_doer),
	    cmocka_unit_test(sums_and_bounds_are_no_events),
	    cmocka_unit_test(another_context_is_another_incident),
	    cmocka_unit_test(the_phrase_of_a_place_leaves_people_out),
	    cmocka_unit_test(a_summary_of_several_events_is_none),
	    cmocka_unit_test(other_topics_and_figures_of_speech_are_none),
	    cmocka_unit_test(was_with_a_past_verb_is_background),
	    cmocka_unit_test(allies_stand_on_one_side),
	    cmocka_unit_test(a_series_is_told_one_by_one),
	    cmocka_unit_test(a_part_of_a_place_is_in_it),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
