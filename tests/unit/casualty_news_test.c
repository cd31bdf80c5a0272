/* Casualties in the turns of phrase of news: lists, denials, joint figures, periods, what stands between verb and victims. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

struct figures {
	const char *text;
	int killed, injured, joint; /* -1: not stated */
};

/* The first figures that a text states, sums over a period left out. */
static void check_all(const struct figures *all, size_t n)
{
	int failed = 0;
	for (size_t k = 0; k < n; k++) {
		struct events ev = lab_events(all[k].text, "2022-01-01");
		int killed = -1, injured = -1, joint = -1;
		for (size_t i = 0; i < ev.n_casualties; i++) {
			const struct casualty_fact *c = &ev.casualties[i];
			if (c->cumulative)
				continue;
			killed = killed < 0 ? c->killed : killed;
			injured = injured < 0 ? c->injured : injured;
			joint = joint < 0 ? c->joint : joint;
		}
		if (killed == all[k].killed && injured == all[k].injured && joint == all[k].joint)
			continue;
		print_error("'%s': %d killed %d injured %d joint\n", all[k].text, killed, injured, joint);
		failed++;
	}
	assert_int_equal(failed, 0);
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof(cases)[0])

static void groups_add_up(void **state)
{
	static const struct figures cases[] = {
	    {"إن ضابطاً و3 عناصر في قوات النظام، قتلوا جراء انفجار ألغام", 4, -1, -1}, /* an officer and 3 members */
	    {"إن 21 مدنيا وخمسة عناصر من الحراسة قتلوا في القصف", 26, -1, -1},
	    {"مقتل ستة مقاتلين من النصرة والكتائب المتشددة، و17 عنصراً من التنظيم", 23, -1, -1},
	    {"مقتل خمسة عناصر إضافة إلى ضابط", 6, -1, -1}, /* besides an officer */
	    {"مقتل خمسة عناصر فضلاً عن ثلاثة مدنيين", 8, -1, -1},
	    {"مقتل خمسة عناصر إضافة إلى إصابة ثلاثة", 5, 3, -1},
	    {"مقتل المواطن خالد العلي وزوجته وأطفاله الثلاثة", 5, -1, -1}, /* his three children */
	    {"قتل رجل وزوجته وطفلهما", 3, -1, -1},
	    {"إن الشاب (خالد العلي) قُتل وأصيب آخرون جراء هجوم", 1, -1, -1}, /* a name in brackets */
	    {"أودى بحياة طفلة وجدتها", 2, -1, -1},
	    {"مقتل ثلاثة عناصر وجريحان", 3, 2, -1}, /* the wounded are not among the dead */
	    {"قتيلان وجريح حصيلة الانفجار", 2, 1, -1},
	    {"خسائر بشرية: 2 قتلى، 7 جرحى", 2, 7, -1},
	    {"قضى إحدى عشر مدنياً نحبهم", 11, -1, -1},
	    {"إن القتلى الثمانية رعاة أغنام", 8, -1, -1}, /* the eight dead */
	    {"عثرت القوات على جثث لـ 10 عناصر", 10, -1, -1},
	    {"العثور على جثث عدد من رعاة الأغنام مقتولين", -1, -1, -1},
	    {"قصف طال القرية وكانت الأضرار مادية", 0, 0, -1},
	    {"الطفل سالم العلي والطفل خالد العلي فقدا حياتهما", 2, -1, -1},
	    {"إن 12 عنصراً من قوات النظام و20 مقاتلاً قتلوا في اشتباكات", 32, -1, -1},
	    {"استشهد مدني في البلدة", 1, -1, -1},
	    {"وفي المدينة 5 بينهم طفلان ومواطنتان استشهدوا", 5, -1, -1},
	    {"تسبب بمقتل مدنيين اثنين كحصيلة أولية أحدهما طفل، وإصابة 7 آخرين", 2, 7, -1},
	    {"إن ستة عسكريين ومدنيين اثنين قتلوا في الهجوم", 8, -1, -1},
	    {"وثق المرصد بعد سقوط عدد من الشهداء سبعة أشخاص على الأقل قضوا", 7, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_part_does_not_stand_for_the_whole(void **state)
{
	static const struct figures cases[] = {
	    {"أربعة أشخاص أصيبوا من بينهم طفلان بشظايا القذيفة", -1, 4, -1},
	    {"خمسة أشخاص من بينهم طفل، أصيبوا ليلة أمس بجروح", -1, 5, -1},
	    {"قتل شخصان وهما سالم الأحمد وياسر الخلف", 2, -1, -1}, /* names of those counted */
	    {"مقتل ثلاثة أشخاص من عائلة واحدة هم الأب وابناه", 3, -1, -1},
	    {"قتل 39 مدنيا وجرح العشرات الأحد", 39, -1, -1}, /* the dead are not the wounded */
	    {"قتل 39 مدنيا وجرح كثيرا الأحد", 39, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void denials_name_what_did_not_happen(void **state)
{
	static const struct figures cases[] = {
	    {"انفجر لغم بسيارة دون تسجيل وقوع خسائر بشرية", 0, 0, -1},
	    {"ولم يسجل الاستهداف أي إصابات أو خسائر في صفوف الحراس", 0, 0, -1},
	    {"سقطت القذيفة دون تسجيل أي خسائر بشرية أو مادية", 0, 0, -1},
	    {"دون أن يؤدي ذلك إلى وقوع إصابات", 0, 0, -1},
	    {"ولم يتسبب الانفجار بأي أضرار بشرية", 0, 0, -1},
	    {"ولم تحدث إصابات بين المدنيين", 0, 0, -1},
	    {"دون حدوث أي خسائر في الأرواح", 0, 0, -1},
	    {"ولم يسقط قتلى", 0, -1, -1}, /* of the wounded nothing is said */
	    {"ولم ترد أنباء عن وقوع إصابات", -1, -1, -1},
	    {"ولم تعرف حصيلة القتلى بعد", -1, -1, -1},
	    {"دون وقوع خسائر مادية", -1, -1, -1}, /* material losses */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void one_figure_for_dead_and_wounded_is_joint(void **state)
{
	static const struct figures cases[] = {
	    {"سقوط 12 بين قتيل وجريح", -1, -1, 12},
	    {"أوقع الهجوم أكثر من 20 عنصراً بين قتيل وجريح", -1, -1, 20},
	    {"سقط سبعة قتلى وجرحى من العناصر", -1, -1, 7},
	    {"أدى إلى مقتل وجرح ثمانية عناصر", -1, -1, 8},
	    {"سقوط قتلى وجرحى في صفوف الحراس", -1, -1, -1},
	    {"سقوط عشرات القتلى والجرحى", -1, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void death_has_many_words(void **state)
{
	static const struct figures cases[] = {
	    {"لقي مصرعه برصاص قناص", 1, -1, -1},
	    {"شاب فارق الحياة متأثراً بجراحه", 1, -1, -1}, /* of his wounds: dead, not wounded */
	    {"ارتقى ثلاثة مدنيين جراء القصف", 3, -1, -1},
	    {"العثور على رفات أربعة أشخاص", 4, -1, -1}, /* remains */
	    {"القضاء على 7 إرهابيين", 7, -1, -1},
	    {"تحييد ثلاثة إرهابيين", 3, -1, -1},
	    {"تصفية قيادي في التنظيم مع مرافقه", 2, -1, -1},
	    {"أدى لإصابته بجروح وأنباء عن وفاته", -1, 1, -1}, /* news of his death */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void words_stand_between_verb_and_victims(void **state)
{
	static const struct figures cases[] = {
	    {"اشتباكات قتل خلالها ستة عناصر وأسر اثنان آخران", 6, -1, -1}, /* during them */
	    {"اشتباكات قتل على إثرها أربعة عناصر", 4, -1, -1},
	    {"أصيب بالانفجار طفل وامرأة", -1, 2, -1},
	    {"وأصيب في الهجوم أربعة من عناصر الشرطة", -1, 4, -1},
	    {"قتلت قواتنا 15 مسلحاً ودمرت 3 آليات", 15, -1, -1}, /* our forces */
	    {"قضى طفلان وأصيب والدهما", 2, 1, -1},
	    {"أسفر القصف عن استشهاد مواطنتين وجرح 3 آخرين", 2, 3, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void sums_over_a_period_are_no_events(void **state)
{
	static const struct figures cases[] = {
	    {"قُتل 61 مقاتلا في هجمات متفرقة منذ بداية العام", -1, -1, -1},
	    {"قتل منذ مطلع العام 120 شخصاً في البادية", -1, -1, -1},
	    {"وثقت الشبكة مقتل 55 مدنياً خلال شهر آذار", -1, -1, -1},
	    {"قتل عنصر في هجوم هو الثالث منذ بداية العام", 1, -1, -1}, /* the third of its kind */
	    {"قتل عنصران منذ بداية الهجوم", 2, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void marks_and_quotes_are_in_no_way(void **state)
{
	static const struct figures cases[] = {
	    {"مقتل (15) عنصراً من قوات النظام، وإصابة (18) آخرين", 15, 18, -1},
	    {"قتلت ضابطاً برتبة ملازم أول يدعى “سالم” من طرطوس وعنصراً آخر", 2, -1, -1}, /* curly quotes */
	    {"مقتل ضابط يدعى \"سالم\" وثلاثة عناصر", 4, -1, -1},
	    {"قُتل شاب برصاص مجهولين، ورفيقه في العناية المشددة", 1, -1, -1}, /* his friend lives */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void the_wounded_are_counted_by_their_own_word(void **state)
{
	static const struct figures cases[] = {
	    {"مقتل شخص وسقوط ثلاثة مصابين", 1, 3, -1},
	    {"أسفر عن مقتل شخص وثلاثة مصابين", 1, 3, -1},
	    {"استقبل المشفى 100 مواطن بين قتيل ومصاب", -1, -1, 100},
	    {"ما تسبب بوقوع قتلى ومصابين في صفوفها", -1, -1, -1}, /* not two */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void those_aboard_are_the_victims(void **state)
{
	static const struct figures cases[] = {
	    {"سيارة تقل (3) عناصر تعرضت لهجوم، مما أدى إلى مقتلهم جميعاً", 3, -1, -1},
	    {"استهدفوا سيارة تقل أربعة عمال ما أدى إلى إصابتهم بجروح", -1, 4, -1},
	    {"هاجم ثلاثة مسلحين النقطة ما أدى إلى إصابتهم", -1, -1, -1}, /* whose wounds? */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void tolls_rise_in_many_orders_of_words(void **state)
{
	static const struct figures cases[] = {
	    {"وارتفع عدد الضحايا إلى 21 قتيلاً و60 جريحاً", 21, 60, -1},
	    {"ارتفع إلى 6 عدد قتلى القوات في هجوم على مقراتها", 6, -1, -1},
	    {"إن عدد قتلى القصف، الذي استهدف البلدة، صباح السبت، ارتفع إلى أحد عشر", 11, -1, -1},
	    {"وبلغ عدد القتلى ستة والجرحى أحد عشر", 6, 11, -1},
	    {"بلغ عدد الجرحى 12 وعدد القتلى أربعة", 4, 12, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* One incident and its figures. */
static void check_incident(const char *text, const char *place, int killed, int injured)
{
	struct incidents in = lab_incidents(text, "2022-01-01");
	bool found = false;
	for (size_t i = 0; i < in.n && !found; i++) {
		if (!sv_eq_cstr(in.items[i].places[0]->name_ar, place))
			continue;
		found = true;
		assert_int_equal(in.items[i].fatalities, killed);
		assert_int_equal(in.items[i].injuries, injured);
	}
	assert_true(found);
}

static void the_later_count_and_the_own_part_stand(void **state)
{
	(void)state;
	check_incident("قُتل 12 شخصاً وأصيب 40 بانفجار سيارة مفخخة في بلدة الصور.\n"
		       "وفي وقت لاحق قال مصدر طبي إن عدد ضحايا التفجير ارتفع إلى 21 قتيلاً و60 جريحاً.",
		       "الصور", 21, 60);
	check_incident("قُتل 3 عناصر بهجمات شنها مسلحون مجهولون في دير الزور.\n"
		       "وقُتل عنصر برصاص مجهولين في مدينة الميادين.\nوقُتل عنصران بهجوم على مقر في بلدة العشارة.",
		       "الميادين", 1, INCIDENT_UNKNOWN);
}

static void asides_and_what_people_are_made_of(void **state)
{
	static const struct figures cases[] = {
	    {"كما أصيب، ظهر اليوم، الشاب “محمود” 17 عام، بانفجار لغم", -1, 1, -1}, /* a day between commas */
	    {"وقتل، بحسب المصدر، ثلاثة عناصر من الدورية", 3, -1, -1},
	    {"أصيب راع للأغنام بجراح خطرة", -1, 1, -1}, /* shepherd, indefinite */
	    {"مقتل عائلة مكونة من 6 أفراد", 6, -1, -1},	/* a family made up of 6 */
	    {"العثور على جثث خمسة عناصر من قوات النظام", 5, -1, -1},
	    {"قتل 12 عنصراً من النظام مقابل سبعة من التنظيم", 19, -1, -1}, /* both sides */
	    {"أطلقوا النار على ثلاثة أشخاص ما أدى إلى مقتلهم", 3, -1, -1},
	    {"ما أدى إلى إصابة عنصرين أحدهما بحالة حرجة", -1, 2, -1},
	    {"قتل ثلاثة عناصر أحدهم ضابط", 3, -1, -1}, /* one of them an officer */
	    {"ولا يوجد إصابات", 0, 0, -1},
	    {"وفي حادثة أخرى، فقد سالم الأحمد حياته، وهو موظف في البلدية", 1, -1, -1}, /* another incident, not two others */
	    {"وفقد ستة عناصر من “قسد”، أمس الجمعة، حياتهم، برصاص مسلحين", 6, -1, -1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_verb_may_go_without_saying(void **state)
{
	struct events ev = lab_events("مقتل ستة عناصر بقصف على القرية الأولى، وثلاثة آخرين باشتباكات في القرية الثانية", "");
	(void)state;
	assert_int_equal(ev.n_casualties, 2);
	assert_int_equal(ev.casualties[0].killed, 6);
	assert_int_equal(ev.casualties[1].killed, 3);
}

static void names_pronouns_and_genders_count(void **state)
{
	static const struct figures cases[] = {
	    {"تسبب اللغم باستشهاد \"سالم الأحمد\" و \"ياسر الخلف\" أثناء الرعي", 2, -1, -1}, /* two names in quotes */
	    {"وكانت زوجة \"سالم الأحمد\" قتلت وأصيب شخصان بانفجار لغم", 1, 2, -1}, /* "was killed" is hers alone */
	    {"قتل وأصيب تسعة عناصر بهجوم", -1, -1, 9},
	    {"إن طفلة وأمها قتلتا وجرح ستة آخرون بالقصف", 2, 6, -1}, /* each verb has its own */
	    {"انفجر لغم بأربعة أطفال أثناء لعبهم في مدينة العشارة، ما تسبب بإصابتهم بجروح", -1, 4, -1}, /* "their wounding" */
	    {"قتل ثلاثة عناصر بعد إصابتهم بجروح", 3, -1, -1},
	    {"إن سبعة عناصر من صفوف \"الفرقة الرابعة\" وقعوا بين قتيل ومصاب", -1, -1, 7},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void the_dead_of_both_sides_add_up(void **state)
{
	(void)state;
	check_incident("أعلنت قوات سوريا الديمقراطية مقتل أربعة من مقاتليها بهجوم شنته خلايا داعش في بلدة الشحيل. "
		       "وأضافت أن الاشتباكات في البلدة أسفرت عن مقتل أحد عناصر التنظيم.",
		       "الشحيل", 5, -1);
	check_incident("أعلنت قوات سوريا الديمقراطية مقتل أربعة من مقاتليها بهجوم شنته خلايا داعش في بلدة الشحيل. "
		       "وأكد المرصد مقتل أربعة من عناصر قسد في الهجوم.",
		       "الشحيل", 4, -1);
}

static void two_sources_of_one_toll_make_a_range(void **state)
{
	struct incidents in = lab_incidents("أحصى المرصد 37 قتيلاً من الجيش بهجوم على حافلة في كباجب، وأوردت الوكالة مقتل "
					    "25 مواطناً وإصابة 13 آخرين في الهجوم.",
					    "2022-01-01");
	(void)state;
	assert_int_equal(in.n, 1);
	assert_int_equal(in.items[0].fatalities, 37);
	assert_int_equal(in.items[0].fatalities_low, 25);
	assert_int_equal(in.items[0].fatalities_high, 37);
	assert_int_equal(in.items[0].injuries, 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(groups_add_up),
	    cmocka_unit_test(a_part_does_not_stand_for_the_whole),
	    cmocka_unit_test(denials_name_what_did_not_happen),
	    cmocka_unit_test(one_figure_for_dead_and_wounded_is_joint),
	    cmocka_unit_test(death_has_many_words),
	    cmocka_unit_test(words_stand_between_verb_and_victims),
	    cmocka_unit_test(sums_over_a_period_are_no_events),
	    cmocka_unit_test(marks_and_quotes_are_in_no_way),
	    cmocka_unit_test(the_wounded_are_counted_by_their_own_word),
	    cmocka_unit_test(those_aboard_are_the_victims),
	    cmocka_unit_test(tolls_rise_in_many_orders_of_words),
	    cmocka_unit_test(the_later_count_and_the_own_part_stand),
	    cmocka_unit_test(asides_and_what_people_are_made_of),
	    cmocka_unit_test(a_verb_may_go_without_saying),
	    cmocka_unit_test(names_pronouns_and_genders_count),
	    cmocka_unit_test(the_dead_of_both_sides_add_up),
	    cmocka_unit_test(two_sources_of_one_toll_make_a_range),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
