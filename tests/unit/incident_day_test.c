/* Laws of the day on which an incident happened, where other days are told beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

/* What a text tells, and the day of incident `of`. */
struct told {
	const char *text, *published;
	size_t n, of;
	struct date day;
};

static void check(const struct told *x)
{
	struct incidents in = lab_incidents(x->text, x->published);
	const struct incident *i = in.n == x->n ? &in.items[x->of] : NULL;
	if (i && date_to_days(i->date_start) == date_to_days(x->day))
		return;
	print_error("'%s'\n", x->text);
	for (size_t k = 0; k < in.n; k++)
		print_error("  %.*s at %.*s, %d-%02d-%02d\n", SV_ARG(in.items[k].sub_event_type),
			    SV_ARG(in.items[k].places[0]->name_ar), in.items[k].date_start.year,
			    in.items[k].date_start.month, in.items[k].date_start.day);
	fail();
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

/* What went on since a day is told by the day on which it ended. */
static void a_fight_has_the_day_of_its_end(void **state)
{
	static const struct told cases[] = {
	    {"سيطرت القوات على بلدة سلوك. وذكر مراسلنا أن القوات خاضت منذ صباح الثلاثاء اشتباكات مع التنظيم في البلدة، "
	     "انتهت مساء اليوم بمقتل تسعة عناصر.",
	     "2023-08-11", 1, 0, {2023, 8, 11}},
	    {"خاضت القوات منذ صباح الثلاثاء اشتباكات مع التنظيم في بلدة سلوك انتهت أمس بمقتل تسعة عناصر.", "2023-08-11", 1, 0,
	     {2023, 8, 10}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* "So many days after" counts from what is told before it, not from the day of the report. */
static void days_before_count_from_what_is_told(void **state)
{
	static const struct told cases[] = {
	    {"انفجرت عبوة في بلدة سلوك عصر أمس وقُتل عنصران. ويأتي ذلك بعد ثلاثة أيام من مقتل تاجر بعبوة لاصقة في بلدة الكرامة.",
	     "2023-08-11", 2, 1, {2023, 8, 7}},
	    {"نعت صفحات، أمس الخميس، القيادي سالم الحمد، بعد يومين من مقتله مع مرافقيه بانفجار لغم قرب بلدة سلوك.",
	     "2023-08-11", 1, 0, {2023, 8, 8}},
	    {"انفجرت عبوة في بلدة سلوك أمس وقُتل عنصران، وذلك بعد ثلاثة أيام من هجوم على حاجز في بلدة الكرامة.",
	     "2023-08-11", 2, 1, {2023, 8, 7}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* What is told right behind the day's news happened on that day, not on the day before, of which the report began. */
static void the_day_told_last_goes_on(void **state)
{
	static const struct told cases[] = {
	    {"قُتل ثلاثة أمس الخميس بقصف على مدينة السلمية. كما قصفت الطائرات اليوم الجمعة بلدة عقيربات. وفي ريف حماة الشمالي تعرضت بلدة "
	     "اللطامنة لقصف مدفعي.",
	     "2023-08-11", 3, 2, {2023, 8, 11}},
	    {"قُتل ثلاثة أمس الخميس بقصف على مدينة السلمية. كما قصفت الطائرات بلدة عقيربات.", "2023-08-11", 2, 1, {2023, 8, 10}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* Who dies of his wounds, or is found under the rubble, on a later day fell in the attack. */
static void a_later_death_has_the_day_of_the_attack(void **state)
{
	static const struct told cases[] = {
	    {"هاجم مسلحون حاجزاً في بلدة سلوك الأحد الماضي وأصيب ثلاثة عناصر. وتوفي صباح اليوم أحد الجرحى متأثراً بإصابته.",
	     "2023-08-11", 1, 0, {2023, 8, 6}},
	    {"قُتل أربعة مدنيين بغارة على بلدة كفرلاها الثلاثاء. وعثر المتطوعون اليوم على جثتين أخريين، لتصبح الحصيلة ستة قتلى.",
	     "2023-08-11", 1, 0, {2023, 8, 8}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* The month and year of a heading are those of the days that its list numbers. */
static void a_heading_gives_the_year_of_its_days(void **state)
{
	static const struct told cases[] = {
	    {"أسبوعان حول بلدة سلوك: تسلسل زمني (أيار 2016)\n\n7 أيار: هاجم مسلحون حاجزاً في بلدة سلوك وقتلوا ثلاثة عناصر.\n\n"
	     "12 أيار: انفجار مفخخة في بلدة الكرامة وثمانية قتلى.",
	     "2023-08-11", 2, 1, {2016, 5, 12}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* A sentence that sets a scene and tells of nothing else has the day of what is told right behind it. */
static void the_scene_has_the_day(void **state)
{
	static const struct told cases[] = {
	    {"سيطرت القوات أمس على بلدة سلوك. وعاد السكان صباح اليوم إلى بيوتهم. لكن الفرحة لم تكتمل في بلدة الكرامة، إذ قُتل ثلاثة مدنيين "
	     "بانفجار لغم.",
	     "2023-08-11", 2, 1, {2023, 8, 11}},
	    {"سيطرت القوات أمس على بلدة سلوك.\n\nوعاد السكان صباح اليوم إلى بيوتهم.\n\nوقُتل ثلاثة مدنيين بانفجار لغم في بلدة الكرامة.",
	     "2023-08-11", 2, 1, {2023, 8, 10}}, /* another paragraph */
	};
	(void)state;
	CHECK_ALL(cases);
}

/* When a place was taken is not when it is shelled; what no day dates goes on from the day told last. */
static void an_undated_event_goes_on_from_the_last(void **state)
{
	static const struct told cases[] = {
	    {"قصف الطيران الحربي بلدة سلوك التي سيطر عليها التنظيم الأسبوع الماضي.", "2023-08-11", 1, 0, {2023, 8, 11}},
	    {"هاجم مسلحون نقطة في بلدة سلوك أمس. وصباح اليوم أطلق مجهولون النار على سيارة في بلدة الكرامة. وأعلنت القوات أنها اعتقلت "
	     "في بلدة المنصورة متزعم خلية.",
	     "2023-08-11", 3, 2, {2023, 8, 11}},
	    {"شن التنظيم، بُعيد منتصف الليلة الماضية، هجوماً على نقطة في بلدة سلوك.", "2023-08-11", 1, 0, {2023, 8, 11}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* A sentence that only announces several events gives them its day; how long a fight lasted is no day; more dead found
 * later do not move it. */
static void what_is_announced_has_its_day(void **state)
{
	static const struct told cases[] = {
	    {"شهد ريف الرقة أمس عدة حوادث.\nانفجرت عبوة بسيارة في بلدة سلوك، ما أدى إلى إصابة سائقها.\nكما أطلق مجهولون النار على شاب في بلدة الكرامة.",
	     "2023-08-11", 2, 1, {2023, 8, 10}},
	    {"ثلاث حوادث أمنية عاشتها مدينة الرقة يوم الأربعاء.\nصباحاً، انفجرت عبوة بسيارة في بلدة سلوك، ما أدى إلى إصابة سائقها.", "2023-08-11", 1, 0,
	     {2023, 8, 9}},
	    {"سيطر التنظيم على بلدة السخنة بعد أيام من المعارك التي أجبرت القوات على الانسحاب.", "2023-08-11", 1, 0, {2023, 8, 11}},
	    {"انفجرت عبوة في بلدة سلوك اليوم، بعد يومين من الاشتباكات التي شهدتها بلدة الكرامة.", "2023-08-11", 2, 1, {2023, 8, 9}},
	    {"هاجم مسلحون حاجزاً في بلدة سلوك أمس، بعد مرور أسبوع على هجوم مماثل في بلدة الكرامة.", "2023-08-11", 2, 1, {2023, 8, 3}},
	    {"وهذا هو التفجير الثاني، إذ لم تمض سوى عشرة أيام على انفجار مشابه قرب بلدة الكرامة.", "2023-08-11", 1, 0, {2023, 8, 1}},
	    {"ارتفعت حصيلة قتلى القصف على بلدة الكرامة إلى سبعة، بعد وفاة طفل اليوم متأثراً بجراحه. ووقع القصف يوم الأربعاء.", "2023-08-11", 1, 0,
	     {2023, 8, 9}},
	};
	(void)state;
	CHECK_ALL(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_undated_event_goes_on_from_the_last),
	    cmocka_unit_test(a_heading_gives_the_year_of_its_days),
	    cmocka_unit_test(a_fight_has_the_day_of_its_end),
	    cmocka_unit_test(days_before_count_from_what_is_told),
	    cmocka_unit_test(the_day_told_last_goes_on),
	    cmocka_unit_test(a_later_death_has_the_day_of_the_attack),
	    cmocka_unit_test(the_scene_has_the_day),
	    cmocka_unit_test(what_is_announced_has_its_day),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
