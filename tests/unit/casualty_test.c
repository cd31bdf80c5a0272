/* Laws of casualties: what is counted, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

static void every_row_is_found_in_its_example(void **state)
{
	(void)state;
	lab_check_examples("casualty", PHRASE_CASUALTY, 0);
	lab_check_examples("numbers", PHRASE_NUMBER, 0);
}

struct expectation {
	const char *text;
	int killed, injured, joint; /* -1: not stated */
};

/* First figures that a text states. */
static void check(const struct expectation *x)
{
	struct events ev = lab_events(x->text, "2022-01-01");
	int killed = -1, injured = -1, joint = -1;
	for (size_t i = 0; i < ev.n_casualties; i++) {
		const struct casualty_fact *c = &ev.casualties[i];
		if (c->cumulative)
			continue;
		killed = killed < 0 ? c->killed : killed;
		injured = injured < 0 ? c->injured : injured;
		joint = joint < 0 ? c->joint : joint;
	}
	if (killed != x->killed || injured != x->injured || joint != x->joint) {
		print_error("'%s': %d killed %d injured %d joint\n", x->text, killed, injured, joint);
		fail();
	}
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

static void numbers_count_in_digits_words_and_duals(void **state)
{
	static const struct expectation cases[] = {
	    {"مقتل خمسة عناصر وإصابة ثلاثة آخرين", 5, 3, -1},
	    {"مقتل ١١ مدنياً وإصابة ٧ آخرين", 11, 7, -1},
	    {"مقتل أحد عشر عسكرياً", 11, -1, -1},
	    {"مقتل خمسة وعشرين عنصراً", 25, -1, -1},
	    {"إصابة نحو عشرين آخرين", -1, 20, -1},
	    {"لقي ثمانية عشر عاملاً حتفهم", 18, -1, -1},
	    {"مقتل قرابة الخمسين عنصراً", 50, -1, -1},
	    {"ارتفع عدد ضحايا الغارة على الطبقة إلى 11 شخصاً بينهم 7 أطفال", 11, -1, -1},
	    {"فقد خمسة وعشرون عاملاً حياتهم", 25, -1, -1},
	    {"قُتل مئة وعشرون عنصراً", 120, -1, -1},
	    {"مقتل مئتين وثلاثة عشر شخصاً", 213, -1, -1},
	    {"سقط 25 قتيلاً وأصيب 14 آخرون", 25, 14, -1},
	    {"مقتل عدد لا يقل عن 23 جندياً وإصابة 10 آخرين", 23, 10, -1},
	    {"مقتل عنصرين وجرح ثالث", 2, 1, -1},
	    {"قتيلان و6 جرحى", 2, 6, -1},
	    {"أوقع تسعة قتلى و14 جريحاً", 9, 14, -1},
	    {"إصابة مدنيين اثنين", -1, 2, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_singular_noun_or_a_name_is_one(void **state)
{
	static const struct expectation cases[] = {
	    {"مقتل عنصر وإصابة طفل", 1, 1, -1},
	    {"قُتل الشاب حسين العلي", 1, -1, -1},
	    {"أصيب شقيقه", -1, 1, -1},
	    {"ما أدى لإصابته في قدمه", -1, 1, -1},
	    {"أدى إلى وفاتهما على الفور", 2, -1, -1},
	    {"قُتل أحد المطلوبين", 1, -1, -1},
	    {"استشهاد أحدهما", 1, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void lists_add_up(void **state)
{
	static const struct expectation cases[] = {
	    {"قُتل ضابط وثلاثة عناصر", 4, -1, -1},
	    {"مقتل ضابط برتبة عقيد وأربعة من مرافقيه", 5, -1, -1},
	    {"استشهاد سيدة وثلاثة من أطفالها", 4, -1, -1},
	    {"إصابة مهرب وعنصر", -1, 2, -1},
	    {"أصيب كل من جاسم الفارس وفيصل الفارس", -1, 2, -1},
	    {"قُتلت السيدة نجاح الرمضان (44 عاماً) وطفلاها براءة (9 أعوام)", 3, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void victims_may_stand_before_the_verb(void **state)
{
	static const struct expectation cases[] = {
	    {"إن أربعة أشخاص قُتلوا", 4, -1, -1},
	    {"لقي شخصان مصرعهما", 2, -1, -1},
	    {"لقي 18 من قوات النظام والمسلحين الموالين له مصرعهم", 18, -1, -1},
	    {"فقد طفلان حياتهما", 2, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void subsets_are_part_of_what_stands_before(void **state)
{
	static const struct expectation cases[] = {
	    {"مقتل ١١ مدنياً، بينهم ثلاث نساء وطفلان", 11, -1, -1},
	    {"مقتل سبعة أشخاص، هم أربعة من قسد وثلاثة مقاتلين", 7, -1, -1},
	    {"إصابة 5 بينهم بنت صغيرة", -1, 5, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void joint_figures_stay_joint(void **state)
{
	static const struct expectation cases[] = {
	    {"مقتل وإصابة ستة من عناصر الحماية", -1, -1, 6},
	    {"قُتل تسعة عناصر وأصيب عشرة", 9, 10, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void vague_words_are_no_numbers(void **state)
{
	struct events ev = lab_events("مقتل عدد من العناصر وسقوط عشرات الجرحى", "");
	(void)state;
	assert_true(ev.n_casualties >= 1);
	for (size_t i = 0; i < ev.n_casualties; i++) {
		assert_int_equal(ev.casualties[i].killed, -1);
		assert_int_equal(ev.casualties[i].injured, -1);
	}
	assert_true(ev.casualties[0].vague);
	assert_int_equal(ev.casualties[0].killed_low, 2);
}

static void more_than_a_number_has_no_upper_bound(void **state)
{
	struct events ev = lab_events("مقتل أكثر من 12 عنصراً", "");
	(void)state;
	assert_int_equal(ev.n_casualties, 1);
	assert_int_equal(ev.casualties[0].killed, 12);
	assert_int_equal(ev.casualties[0].killed_low, 12);
	assert_int_equal(ev.casualties[0].killed_high, -1);
}

static void zero_is_only_what_the_text_denies(void **state)
{
	static const struct expectation cases[] = {
	    {"قصف مدفعي بدون خسائر بشرية", 0, 0, -1},
	    {"انفجرت قنبلة من دون إصابات", 0, 0, -1},
	    {"واقتصرت الأضرار على الماديات", 0, 0, -1},
	    {"قصف مدفعي على القرية", -1, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void ages_distances_dates_and_things_are_no_casualties(void **state)
{
	static const struct expectation cases[] = {
	    {"شاب من العمر 24 عاماً", -1, -1, -1},  {"على بعد 15 كم شمال البلدة", -1, -1, -1},
	    {"نفذت الطائرات 22 غارة", -1, -1, -1}, {"خلّف الهجوم دماراً في 3 سيارات", -1, -1, -1},
	    {"إصابة طفل (9 أعوام)", -1, 1, -1},	   {"قُتل في 24 كانون الثاني ثلاثة عناصر", 3, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_toll_over_months_is_cumulative(void **state)
{
	struct events ev = lab_events("ترتفع حصيلة ضحايا الألغام منذ مطلع شباط الماضي إلى 61 قتيلاً", "2024-03-02");
	(void)state;
	assert_int_equal(ev.n_casualties, 1);
	assert_true(ev.casualties[0].cumulative);
	assert_int_equal(ev.casualties[0].killed, 61);
	ev = lab_events("ارتفعت حصيلة قتلى الهجوم إلى أحد عشر عسكرياً", "");
	assert_false(ev.casualties[0].cumulative);
	assert_int_equal(ev.casualties[0].killed, 11);
}

static void victims_say_who_they_were(void **state)
{
	(void)state;
	assert_true(lab_events("مقتل ثلاثة عناصر", "").casualties[0].armed);
	assert_true(lab_events("مقتل ثلاثة مدنيين", "").casualties[0].civilians);
}

static void companions_and_the_unstated(void **state)
{
	static const struct expectation all[] = {
	    {"قُتل بائع خضار مع طفله في السوق", 2, -1, -1},		  /* a seller with his child */
	    {"اغتيال قائد الفصيل مع ثلاثة من مرافقيه بعد لقائه مع رئيس البلدية", 4, -1, -1}, /* with three escorts */
	    {"أدى إلى مقتل \"سالم الخلف\" وإصابة \"عمر الجاسم\"", 1, 1, -1}, /* quoted names */
	    {"وإصابة سالم الخلف بجروح", -1, 1, -1},				  /* a name, wounds */
	    {"أسفر الهجوم عن إصابة الشبان الأربعة بجروح", -1, 4, -1},	  /* the four youths */
	    {"قصفت المدفعية القرية، دون ورود معلومات عن سقوط قتلى أو جرحى", -1, -1, -1}, /* no word of dead */
	    {"أطلقوا النار على سيارة دون إصابته بأي أذى", 0, 0, -1},	  /* not hit */
	    {"نجا من محاولة اغتيال خالد السالم", -1, -1, -1},		  /* attempt on his life */
	    {"لقي شاب مصرعه بعدما أصيب بطلق ناري", 1, -1, -1},		  /* his own wound */
	    {"وقتلوا ما يزيد عن سبعة عناصر", 7, -1, -1},			  /* more than seven */
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		check(&all[i]);
}

static void a_range_has_two_ends(void **state)
{
	static const struct {
		const char *text;
		int low, high;
	} all[] = {
	    {"مقتل ما بين خمسة وسبعة عناصر", 5, 7}, /* between five and seven */
	    {"مقتل بين 5 و7 عناصر", 5, 7},
	    {"مقتل 10 إلى 12 عنصراً", 10, 12}, /* ten to twelve */
	    {"مقتل عنصرين أو ثلاثة عناصر", 2, 2}, /* two or three: the first is no numeral */
	    {"مقتل 5 عناصر وإصابة 7", 5, 5},
	};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct events ev = lab_events(all[i].text, "2022-01-01");
		assert_true(ev.n_casualties > 0);
		if (ev.casualties[0].killed_low != all[i].low || ev.casualties[0].killed_high != all[i].high) {
			print_error("'%s': %d to %d\n", all[i].text, ev.casualties[0].killed_low,
				    ev.casualties[0].killed_high);
			fail();
		}
	}
}

static void lists_go_on_over_ranks_actors_and_commas(void **state)
{
	static const struct expectation cases[] = {
	    {"قُتل ضابط برتبة رائد في صفوف قوات النظام، وعنصر من الدفاع الوطني، بكمين قرب البئر", 2, -1, -1},
	    {"مقتل 9 عناصر من قسد وأربعة من المسلحين وطفل في القرية", 14, -1, -1},
	    {"قُتل سالم الأحمد وياسر المحمود برصاص مسلحين", 2, -1, -1}, /* given names */
	    {"مقتل سعيد العبود وشقيقته بانفجار لغم", 2, -1, -1},
	    {"قُتل قياديان، وأخرى في قرية مجاورة", 2, -1, -1}, /* another event, not another person */
	    {"أربعة مزارعين من عائلة واحدة قتلوا بانفجار لغم", 4, -1, -1},
	    {"فتى ورجل قُتلا بانفجار لغم", 2, -1, -1},
	    {"ستة جنود وضابط قُتلوا في الكمين", 7, -1, -1},
	    {"إصابات من عائلة واحدة", -1, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void victims_stand_behind_the_doer(void **state)
{
	static const struct expectation cases[] = {
	    {"أعدم تنظيم الدولة، السبت 4 آذار، ثلاثة مدنيين في ساحة البلدة", 3, -1, -1},
	    {"إعدام التنظيم لرجلين وسط البلدة", 2, -1, -1},
	    {"نفذ التنظيم حكماً بالإعدام على رجل وسط البلدة", 1, -1, -1},
	    {"حصد أرواح أربعة أشخاص", 4, -1, -1},
	    {"أحمد السعيد (30 عاما) استشهد على الفور", 1, -1, -1},
	    {"هجوم قضى فيه عناصر وزارة الدفاع الخمسة", 5, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void bodies_are_counted_as_they_are_found(void **state)
{
	static const struct expectation cases[] = {
	    {"عثر الأهالي على شخصين مقتولين قرب النهر", 2, -1, -1},
	    {"عُثر على أربعة منهم مقتولين في مزرعة", 4, -1, -1},
	    {"العثور على ثلاثة رعاة مقتولين", 3, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void only_casualties_are_denied(void **state)
{
	static const struct expectation cases[] = {
	    {"انفجرت عبوة دون أن تسفر عن وقوع إصابات", 0, 0, -1},
	    {"انفجر لغم لم ينتج عنه إصابات", 0, 0, -1},
	    {"قصف لم يسفر عن خسائر بشرية", 0, 0, -1},
	    {"حملة لم تسفر عن أي نتائج", -1, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_rising_toll_is_that_of_the_event(void **state)
{
	static const struct expectation cases[] = {
	    {"ارتفع عدد قتلى الاشتباكات بين المسلحين وقسد في البلدة إلى 22، وهم: 18 من المسلحين و4 من قسد", 22, -1, -1},
	    {"بارتفاع عدد قتلى قوات النظام إلى أكثر من ثلاثين", 30, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_is_found_in_its_example),
	    cmocka_unit_test(numbers_count_in_digits_words_and_duals),
	    cmocka_unit_test(a_singular_noun_or_a_name_is_one),
	    cmocka_unit_test(lists_add_up),
	    cmocka_unit_test(victims_may_stand_before_the_verb),
	    cmocka_unit_test(subsets_are_part_of_what_stands_before),
	    cmocka_unit_test(joint_figures_stay_joint),
	    cmocka_unit_test(vague_words_are_no_numbers),
	    cmocka_unit_test(more_than_a_number_has_no_upper_bound),
	    cmocka_unit_test(zero_is_only_what_the_text_denies),
	    cmocka_unit_test(ages_distances_dates_and_things_are_no_casualties),
	    cmocka_unit_test(a_toll_over_months_is_cumulative),
	    cmocka_unit_test(victims_say_who_they_were),
	    cmocka_unit_test(companions_and_the_unstated),
	    cmocka_unit_test(a_range_has_two_ends),
	    cmocka_unit_test(lists_go_on_over_ranks_actors_and_commas),
	    cmocka_unit_test(victims_stand_behind_the_doer),
	    cmocka_unit_test(bodies_are_counted_as_they_are_found),
	    cmocka_unit_test(only_casualties_are_denied),
	    cmocka_unit_test(a_rising_toll_is_that_of_the_event),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
