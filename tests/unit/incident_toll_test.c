/* Laws of tolls in articles: a count that rose, counts of several sources, claims, sums over months, neighbours in a digest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

enum { MOST = 4, UNSAID = INCIDENT_UNKNOWN };

/* Main place and figures of the incidents that a text tells, in order. */
struct toll {
	const char *place;
	int killed, low, high, injured;
};
struct tolls {
	const char *text;
	struct toll expected[MOST];
};

static bool is_as_expected(const struct incident *x, const struct toll *t)
{
	return sv_eq_cstr(x->places[0]->name_ar, t->place) && x->fatalities == t->killed && x->fatalities_low == t->low &&
	       x->fatalities_high == t->high && x->injuries == t->injured;
}

static void check_all(const struct tolls *all, size_t n_all)
{
	int failed = 0;
	for (size_t k = 0; k < n_all; k++) {
		struct incidents in = lab_incidents(all[k].text, "2022-05-10");
		size_t n = 0;
		while (n < MOST && all[k].expected[n].place)
			n++;
		bool ok = in.n == n;
		for (size_t i = 0; ok && i < n; i++)
			ok = is_as_expected(&in.items[i], &all[k].expected[i]);
		if (ok)
			continue;
		failed++;
		print_error("'%s'\n", all[k].text);
		for (size_t i = 0; i < in.n; i++)
			print_error("  %.*s at %.*s, killed %d (%d to %d), injured %d\n", SV_ARG(in.items[i].sub_event_type),
				    SV_ARG(in.items[i].places[0]->name_ar), in.items[i].fatalities,
				    in.items[i].fatalities_low, in.items[i].fatalities_high, in.items[i].injuries);
	}
	assert_int_equal(failed, 0);
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof(cases)[0])

static void a_count_that_rose_is_the_event_s(void **state)
{
	static const struct tolls cases[] = {
	    {"ارتفعت حصيلة الغارات التي شنتها طائرات حربية على بلدة القورية إلى 31 قتيلاً.", {{"القورية", 31, 31, 31, UNSAID}}},
	    {"ارتفع، اليوم، عدد ضحايا الغارات الجوية على مدينة الميادين إلى 16 قتيلاً مدنياً و40 جريحاً.",
	     {{"الميادين", 16, 16, 16, 40}}},
	    {"قصفت طائرات حربية مدينة الرقة. وقالت مصادر اليوم إن القتلى ارتفع عددهم، وارتفع القتلى إلى تسعة جراء القصف على مدينة "
	     "الرقة المستمر منذ مساء أمس على حي الدرعية.",
	     {{"الدرعية", 9, 9, 9, UNSAID}}},
	    {"ارتفعت حصيلة المجزرة التي ارتكبتها الطائرات في مدينة البوكمال إلى أكثر من عشرة شهداء. وقال ناشطون إن عدد الشهداء وصل "
	     "لـ 12 شهيداً جراء القصف الذي طال المدينة. ووثق ناشطون استشهاد ثلاثة مدنيين جراء غارة على بلدة البوليل. كما استشهدت "
	     "سيدة جراء قصف طال قرية المجاودة.",
	     {{"البوكمال", 12, 10, 12, UNSAID}, {"البوليل", 3, 3, 3, UNSAID}, {"المجاودة", 1, 1, 1, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_count_told_twice_is_one(void **state)
{
	static const struct tolls cases[] = {
	    {"ارتفعت حصيلة قتلى الهجوم الذي استهدف أمس ساحة احتفال بمدينة الحسكة إلى 27 قتيلاً. ونقلت وكالة سانا عن مصدر في قيادة شرطة "
	     "المدينة، لم تسمه أو تحدد منصبه ورتبته، قوله إن عدد ضحايا التفجير بسيارة مفخخة في حي غويران بمدينة الحسكة ارتفع إلى 27 "
	     "شهيداً.",
	     {{"غويران", 27, 27, 27, UNSAID}}},
	    {"قتل وجرح 18 شخصاً بانفجار سيارة مفخخة قرب مدينة البوكمال. وقالت مصادر إن السيارة انفجرت وسط سوق بلدة السوسة، وأسفرت عن "
	     "مقتل ثمانية وإصابة عشرة.",
	     {{"السوسة", 8, 8, 8, 10}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_record_over_months_is_no_sum(void **state)
{
	static const struct tolls cases[] = {
	    {"ارتفع إلى 23 تعداد قتلى قوات النظام، ممن قتلوا بهجوم هو الأعنف للتنظيم ضدهم منذ مطلع العام، استهدف حافلة عسكرية في بادية "
	     "الميادين.",
	     {{"بادية الميادين", 23, 23, 23, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void neighbours_keep_their_places_and_tolls(void **state)
{
	static const struct tolls cases[] = {
	    {"سيطرت قسد على قرى شمال مدينة الرقة، في وقت ارتفعت حصيلة قتلى غارات التحالف إلى 14 بينهم أربعة أطفال في مدينة "
	     "البوكمال.",
	     {{"الرقة", UNSAID, UNSAID, UNSAID, UNSAID}, {"البوكمال", 14, 14, 14, UNSAID}}},
	    {"صعدت قوات النظام من قصفها على ريف حماة، ما خلف جرحى من المدنيين. ففي حلب، قصفت قسد بالمدفعية محيط مدينة الباب.",
	     {{"ريف حماة", UNSAID, UNSAID, UNSAID, UNSAID}, {"الباب", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"ففي دير الزور شرقاً، استشهد مدني جراء انفجار لغم في مدينة الميادين بريف دير الزور الشرقي.",
	     {{"الميادين", 1, 1, 1, UNSAID}}},
	    {"قُتل وأصيب عدد من عناصر قسد بهجمات شنها التنظيم في ريف دير الزور، تزامناً مع الاشتباكات العنيفة الدائرة في مدينة الحسكة.",
	     {{"ريف دير الزور", UNSAID, 2, UNSAID, UNSAID}, {"الحسكة", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"استهدفت قوات التحالف المتمركزة في حقل العمر بالقذائف مواقع للتنظيم داخل مدينة هجين.",
	     {{"هجين", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"استشهد مدني إثر انفجار لغم في بلدة ذيبان على الطريق الواصل إلى حقل العمر.", {{"ذيبان", 1, 1, 1, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_is_told_beside_is_another_event(void **state)
{
	static const struct tolls cases[] = {
	    {"قُتل أربعة مدنيين نتيجة قصف جوي على بلدة الشحيل، بالإضافة إلى قصف مدفعي طال مدينة القورية.",
	     {{"الشحيل", 4, 4, 4, UNSAID}, {"القورية", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"كما قُتل خمسة من عناصر قسد بانفجار لغم قرب قرية السوسة، فيما قُتل قيادي، وذلك ضمن المعارك ضد التنظيم في بلدة الباغوز.",
	     {{"السوسة", 5, 5, 5, UNSAID}, {"الباغوز", 1, 1, 1, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void each_event_of_a_digest_has_its_own(void **state)
{
	static const struct tolls cases[] = {
	    {"قُتل مدنيون بقصف من التنظيم على مناطق في مدينة دير الزور، في حين سيطرت ميليشيات \"قوات سوريا الديمقراطية\"، على بلدة الصور، "
	     "كما سقط مزيد من الضحايا بقصف التحالف على مدينة الرقة.",
	     {{"دير الزور", UNSAID, 2, UNSAID, UNSAID}, {"الصور", UNSAID, UNSAID, UNSAID, UNSAID},
	      {"الرقة", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"شنت طائرات النظام غارات على أحياء الحويقة الغربية والرشدية. واستأنف الطيران الحربي غاراته مستهدفاً قرية البوليل، أدت إلى "
	     "مقتل 12 مدنياً.",
	     {{"الحويقة الغربية", UNSAID, UNSAID, UNSAID, UNSAID}, {"البوليل", 12, 12, 12, UNSAID}}},
	    {"وأفاد ناشطون بأن تنظيم الدولة أعدم 12 شخصاً في عدة مناطق بدير الزور، كما أعدم نحو عشرة أشخاص في تدمر.",
	     {{"دير الزور", 12, 12, 12, UNSAID}, {"تدمر", 10, 10, 10, UNSAID}}},
	    {"سقط ضحايا، يوم الاثنين، جراء قصف التنظيم بالقذائف حي القصور بمدينة دير الزور ومدينة تدمر. وذكرت وكالة سانا أن أربعة أشخاص "
	     "قتلوا جراء قصف مدينة تدمر. من جهته، أفاد مراسل سانا بأن قذائف سقطت على منازل في حي القصور ما تسبب باستشهاد امرأة.",
	     {{"تدمر", 4, 4, 4, UNSAID}, {"القصور", 1, 1, 1, UNSAID}}},
	    {"قُتل 14 مدنياً في انفجار لغم في بادية الرصافة. واستشهد 12 شخصاً آخرون في حوادث متفرقة.",
	     {{"بادية الرصافة", 14, 14, 14, UNSAID}}},
	    {"سيطرت العشائر على بلدة البصيرة. وخلفت عشرات القتلى والجرحى بين الجانبين.", {{"البصيرة", UNSAID, UNSAID, UNSAID, UNSAID}}},
	    {"قُتل شخصان بانفجار لغم في بلدة الصور. وخلال العام الماضي، سُجل مقتل أكثر من مئتي شخص في دير الزور بانفجار ألغام.",
	     {{"الصور", 2, 2, 2, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void words_and_names_of_places_that_hold_the_event(void **state)
{
	static const struct tolls cases[] = {
	    {"ارتفعت حصيلة الشهداء بالمجزرة التي ارتكبها الطيران إثر قصفه لقرية خشام بريف دير الزور إلى 40 شهيداً.",
	     {{"خشام", 40, 40, 40, UNSAID}}},
	    {"قُتل مدنيان إثر انفجار قنبلة يدوية قرب مشفى الحكمة في مدينة الحسكة. وأفادت مصادر بأن عنصراً ألقى قنبلة يدوية في حي العزيزية في "
	     "مدينة الحسكة ما أدى إلى إصابة ستة أشخاص.",
	     {{"مشفى الحكمة", 2, 2, 2, 6}}},
	    {"قُتل تسعة جنود بهجوم على حافلة في المنطقة 50 كم شرقي المحطة الثالثة في البادية السورية.",
	     {{"المحطة الثالثة", 9, 9, 9, UNSAID}}},
	    {"ارتفعت حصيلة الشهداء بقصف الطيران قرب مدينة البوكمال إلى أكثر من 20 شهيداً. وأكدت مصادر أن حصيلة القصف في قرية السيال ارتفعت "
	     "إلى 22 شهيداً.",
	     {{"السيال", 22, 20, 22, UNSAID}}},
	    {"قُتل تسعة جنود من قوات الجيش بهجوم في بلدة السخنة، كما قُتل ثلاثة من \"داعش\".", {{"السخنة", 12, 12, 12, UNSAID}}},
	    {"قصفت الطائرات بلدة التبني. وتسببت تلك الضربات على مدار أسبوع بمقتل 17 عنصراً.", {{"التبني", UNSAID, UNSAID, UNSAID, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void numbers_behind_bounds_and_words_that_mislead(void **state)
{
	static const struct tolls cases[] = {
	    {"قُتل مدنيان وجُرح أكثر من عشرة آخرين بانفجار دراجة نارية في بلدة العريشة. وقالت مصادر إن الانفجار أدى إلى جرح 12 شخصاً.",
	     {{"العريشة", 2, 2, 2, 12}}},
	    {"تداول ناشطون على مواقع التواصل الاجتماعي خبر مقتل عنصرين من قوات النظام في بلدة الصور.", {{"الصور", 2, 2, 2, UNSAID}}},
	    {"فقد عنصر من قسد حياته عقب إصابته بهجوم على حاجز في بلدة الحصان.", {{"الحصان", 1, 1, 1, UNSAID}}},
	    {"أعلنت مصادر أن طيراناً مجهولاً استهدف موقعاً في بلدة السيال، ما أدى إلى مقتل سبعة عناصر.", {{"السيال", 7, 7, 7, UNSAID}}},
	    {"ارتفعت حصيلة القصف على محافظة دير الزور إلى 57 شخصاً. وأشار البيان إلى أن مدينة دير الزور قُتل فيها 26 شخصاً جراء القصف.",
	     {{"دير الزور", 57, 57, 57, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void who_set_out_and_who_spoke_stand_elsewhere(void **state)
{
	static const struct tolls cases[] = {
	    {"شن مسلحون هجوماً، منطلقين من عمق البادية السورية، على مواقع قوات النظام في بادية التبني أسفر عن مقتل ما يقارب الـ 9 عناصر.",
	     {{"بادية التبني", 9, 9, 9, UNSAID}}},
	    {"وقع انفجار في مدينة الميادين أدى إلى مقتل اثنين. فيما أشار مصدر أمني في ريف دير الزور إلى سقوط ثلاثة قتلى.",
	     {{"الميادين", 2, 2, 3, UNSAID}}},
	    {"أسفر الهجوم في بادية الشولا عن مقتل القيادي محمد البكران، كما قُتل نحو 23 عنصراً.", {{"بادية الشولا", 24, 24, 24, UNSAID}}},
	    {"قُتل ضابط بهجوم للتنظيم في بادية الشولا، كما قُتل عنصر في قصف على بلدة السوسة. وفي سياق متصل، تعرضت مواقع في بلدة السوسة "
	     "للقصف ما تسبب بمقتل عنصر.",
	     {{"بادية الشولا", 1, 1, 1, UNSAID}, {"السوسة", 1, 1, 1, UNSAID}}},
	    {"عُثر على جثث ثلاثة مدنيين جراء انفجار لغم في بادية الرصافة. كما أشارت الشبكة إلى إصابة أربعة أطفال إثر انفجار لغم في بادية "
	     "السخنة.",
	     {{"بادية الرصافة", 3, 3, 3, UNSAID}, {"بادية السخنة", UNSAID, UNSAID, UNSAID, 4}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void carrying_people_is_no_carrying_of_the_wounded(void **state)
{
	static const struct tolls cases[] = {
	    {"قُتل 14 عنصراً من قوات النظام بهجوم في وسط سوريا. وأوضح المرصد أن عناصر التنظيم شنوا هجوماً على حافلة نقل عسكرية في بادية "
	     "تدمر، ما أسفر عن مقتل 14 عنصراً.",
	     {{"بادية تدمر", 14, 14, 14, UNSAID}}},
	    {"أصيب مدنيون إثر انفجار عبوة ناسفة في مدينة الحسكة. وانفجرت عبوة ناسفة قرب دوار الباسل في حي غويران في مدينة الحسكة، ما أدى "
	     "إلى إصابة تسعة مدنيين.",
	     {{"دوار الباسل", UNSAID, UNSAID, UNSAID, 9}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void when_a_source_spoke_is_not_when_it_happened(void **state)
{
	static const struct tolls cases[] = {
	    {"قُتل تسعة جنود في كمين استهدف حافلتهم في البادية السورية. وذكرت وسائل الإعلام في وقت سابق، أن ستة أشخاص قتلوا قرب وادي العذيب "
	     "في كمين استهدف حافلتهم.",
	     {{"وادي العذيب", 9, 6, 9, UNSAID}}},
	    {"قُتل مدني بانفجار لغم في بلدة الصور. يذكر أنه منذ بداية الشهر الجاري، قُتل نحو 16 شخصاً بانفجار ألغام في البادية السورية.",
	     {{"الصور", 1, 1, 1, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void an_earlier_count_is_the_lower_bound(void **state)
{
	static const struct tolls cases[] = {
	    {"ارتفع عدد قتلى قوات النظام إلى 50 عنصراً في هجوم شنه تنظيم الدولة على مدينة دير الزور. وكان مدير المرصد قد صرح بأن 22 "
	     "عنصراً قتلوا في هجوم للتنظيم على مدينة دير الزور.",
	     {{"دير الزور", 50, 22, 50, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_claim_and_what_others_say_are_one(void **state)
{
	static const struct tolls cases[] = {
	    {"أعلن تنظيم الدولة، اليوم الثلاثاء، مسؤوليته عن هجوم على حافلة في دير الزور أمس الاثنين، وقال إنه قتل 30 جندياً. وقالت "
	     "وكالة سانا إن 18 جندياً قتلوا في هجوم على حافلة على طريق دير الزور - تدمر في منطقة كباجب.",
	     {{"كباجب", 30, 18, 30, UNSAID}}},
	    {"تبنى تنظيم الدولة هجوماً على حافلة في مدينة تدمر أدى إلى مقتل 13 شخصاً. وكانت وزارة الدفاع قالت إن 11 عسكرياً "
	     "ومدنيين اثنين قتلوا في هجوم على حافلة مدنية.",
	     {{"تدمر", 13, 13, 13, UNSAID}}},
	    {"تبنى تنظيم الدولة هجوماً على حاجز في بلدة الصور أدى إلى مقتل عنصرين. وفي حادثة منفصلة، قالت مصادر إن عنصراً قُتل "
	     "بهجوم في بلدة ذيبان.",
	     {{"الصور", 2, 2, 2, UNSAID}, {"ذيبان", 1, 1, 1, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_sum_over_months_is_no_event_s(void **state)
{
	static const struct tolls cases[] = {
	    {"قصفت طائرات التحالف مدينة الرقة، إذ وثق المرصد استشهاد سبعة مواطنين، وكان المرصد نشر أمس أنه ارتفع إلى 1047 عدد "
	     "الشهداء الذين وثقهم في مدينة الرقة منذ الـ 5 من حزيران من العام 2021.",
	     {{"الرقة", 7, 7, 7, UNSAID}}},
	    {"استشهد شخصان جراء قصف للتنظيم على مدينة دير الزور، ليرتفع إلى 160 عدد الشهداء الذين قضوا خلال 5 أيام من القصف على "
	     "المدينة.",
	     {{"دير الزور", 2, 2, 2, UNSAID}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void when_a_mine_was_laid_is_not_when_it_went_off(void **state)
{
	static const struct tolls cases[] = {
	    {"انفجر لغم كان قد زرعه التنظيم في بلدة الصور، ما أدى إلى مقتل ثلاثة مدنيين.", {{"الصور", 3, 3, 3, UNSAID}}},
	    {"انفجر لغم زُرع سابقاً في بلدة الصور، أدى إلى مقتل مدني وإصابة اثنين.", {{"الصور", 1, 1, 1, 2}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_count_that_rose_is_the_event_s),
	    cmocka_unit_test(a_count_told_twice_is_one),
	    cmocka_unit_test(a_record_over_months_is_no_sum),
	    cmocka_unit_test(neighbours_keep_their_places_and_tolls),
	    cmocka_unit_test(what_is_told_beside_is_another_event),
	    cmocka_unit_test(each_event_of_a_digest_has_its_own),
	    cmocka_unit_test(words_and_names_of_places_that_hold_the_event),
	    cmocka_unit_test(numbers_behind_bounds_and_words_that_mislead),
	    cmocka_unit_test(who_set_out_and_who_spoke_stand_elsewhere),
	    cmocka_unit_test(carrying_people_is_no_carrying_of_the_wounded),
	    cmocka_unit_test(when_a_source_spoke_is_not_when_it_happened),
	    cmocka_unit_test(an_earlier_count_is_the_lower_bound),
	    cmocka_unit_test(a_claim_and_what_others_say_are_one),
	    cmocka_unit_test(a_sum_over_months_is_no_event_s),
	    cmocka_unit_test(when_a_mine_was_laid_is_not_when_it_went_off),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
