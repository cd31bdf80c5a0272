/* Laws of what is one event and what are two: retellings fold into the telling that names the place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

enum { MOST = 3 };

/* Main places of the incidents that a text tells, in order. */
struct folded {
	const char *text;
	const char *places[MOST];
};

static void check(const struct folded *x)
{
	struct incidents in = lab_incidents(x->text, "2022-05-10");
	size_t n = 0;
	bool ok = true;
	while (n < MOST && x->places[n])
		n++;
	ok = in.n == n;
	for (size_t i = 0; ok && i < n; i++)
		ok = sv_eq_cstr(in.items[i].places[0]->name_ar, x->places[i]);
	if (ok)
		return;
	print_error("'%s'\n", x->text);
	for (size_t k = 0; k < in.n; k++)
		print_error("  %.*s at %.*s, killed %d\n", SV_ARG(in.items[k].sub_event_type),
			    SV_ARG(in.items[k].places[0]->name_ar), in.items[k].fatalities);
	fail();
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

static void what_happens_everywhere_is_no_incident_beside_others(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل عنصر بهجوم في بلدة الصور. وشهدت البادية السورية هجمات عنيفة.", {"الصور"}},
	    {"قُتل عنصر بهجوم في بلدة الصور. وشهدت مناطق شرق الفرات هجوماً عنيفاً.", {"الصور"}},
	    {"شهدت البادية السورية اشتباكات عنيفة بين قوات النظام والتنظيم، اليوم.", {"البادية السورية"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void one_sentence_tells_of_two(void **state)
{
	static const struct folded cases[] = {
	    {"تعرضت مدينة الميادين لقصف مدفعي، بينما تعرضت بلدة الصور لغارات جوية.", {"الميادين", "الصور"}},
	    {"قُتل شاب بقصف على بلدة الصور، كما قُتل خمسة أشخاص وأصيب أربعة آخرون بانفجار لغم في مدينة الميادين.",
	     {"الصور", "الميادين"}},
	    {"قُتل شاب برصاص مجهولين في بلدة الصور، واستشهد مدنيان جراء غارات على مدينة الميادين.", {"الصور", "الميادين"}},
	    {"قُتل شاب بقصف على بلدة الصور، وأصيب آخر بجروح.", {"الصور"}},
	    {"استهدف الطيران الحربي بلدة الصور. كما استهدف الطيران قرية السوسة.", {"الصور", "السوسة"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void another_source_tells_of_the_same_thing_hit(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل سبعة جنود بهجوم على حافلة عسكرية قرب مدينة الميادين. وذكر مصدر محلي أن مسلحين استهدفوا مساء أمس الحافلة على طريق المحطة الثانية بدير الزور.",
	     {"المحطة الثانية"}},
	    {"قُتل سبعة جنود بهجوم على حاجز قرب مدينة الميادين. وذكر مصدر محلي أن مسلحين استهدفوا مساء أمس حاجزاً في بلدة الصور.",
	     {"الميادين", "الصور"}},
	    {"فُقد ثلاثة عمال خلال هجوم مسلح في بادية البشري.", {"جبل البشري"}},
	    {"لقي شابان حتفهما في بلدة الصور.", {"الصور"}},
	    {"قُتل عنصران بانفجار لغم في حمص. وأفاد مصدر محلي بأن لغماً انفجر بسيارة في بادية السخنة.", {"بادية السخنة"}},
	    {"قُتل شاب بكمين في بلدة الصور. وأدى الكمين أيضاً إلى أضرار مادية.", {"الصور"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void the_same_weapon_by_another_verb_is_a_retelling(void **state)
{
	static const struct folded cases[] = {
	    {"هاجمت قسد نقطة للجيش بطائرة مسيّرة في بلدة الصور مساء الاثنين. وذكرت قناة محلية أن عنصراً أصيب بقصف نفذته طائرة مسيّرة "
	     "في بلدة الصور.",
	     {"الصور"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void sheep_stolen_with_their_herders_are_no_second_incident(void **state)
{
	static const struct folded cases[] = {
	    {"اختطف مسلحون راعيين في بادية السخنة وسرقوا مئة رأس من أغنامهما.", {"بادية السخنة"}},
	    {"قُتل خمسة رعاة برصاص مسلحين في بادية تدمر وسرقوا أغنامهم في بلدة السخنة.", {"السخنة"}},
	    {"خطف مسلحون راعيين من بادية السخنة، إضافة لسرقة أغنامهما وذلك في بادية السخنة.", {"بادية السخنة"}},
	    {"اختطف مسلحون أربعة رعاة، وسرقوا مئة رأس غنم في بادية السخنة.", {"بادية السخنة"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_quotation_retells(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل أربعة أشخاص بانفجار لغم في بادية تدمر. وأوضح «انفجر لغم بسيارة في بلدة السخنة».", {"السخنة"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_lead_that_sums_up_is_no_incident(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل تسعة مدنيين بقصف جوي على مدن وقرى في ريف دير الزور. وقصفت الطائرات بلدة الصور ما أدى إلى مقتل خمسة مدنيين. "
	     "كما قصفت بلدة البصيرة ما أدى إلى مقتل ثلاثة مدنيين.",
	     {"الصور", "البصيرة"}},
	    {"تصاعدت الاشتباكات بين قسد ومسلحين في دير الزور. هاجم مسلحون حاجزاً في بلدة الصور. وهاجم مسلحون نقطة في بلدة البصيرة. "
	     "وهاجم مسلحون مقراً في بلدة ذيبان.",
	     {"الصور", "البصيرة", "ذيبان"}},
	    {"قُتل ثلاثة مدنيين في دير الزور، بانفجار لغم في البادية السورية. وقال ناشط إن لغماً انفجر بعمال في بلدة الصور ما أدى "
	     "إلى مقتل ثلاثة منهم.",
	     {"الصور"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_report_without_a_deed_names_the_village(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل عنصر من قسد برصاص مسلحين، اليوم، في ريف دير الزور. وقال المرصد إن السيارة كانت في بلدة الصور لحظة الحادثة.",
	     {"الصور"}},
	    {"قُتل عنصر من قسد برصاص مسلحين، اليوم، في ريف دير الزور. وقال المرصد إن السيارة كانت في مدينة الطبقة لحظة الحادثة.",
	     {"ريف دير الزور"}}, /* of another governorate */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_was_done_in_one_raid_was_done_in_one_village(void **state)
{
	static const struct folded cases[] = {
	    {"قُتل مدني واعتُقل آخر بمداهمة للتحالف في ريف دير الزور. وقُتل المدني بالرصاص في قرية الصعوة.", {"الصعوة", "الصعوة"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_third_attack_is_another(void **state)
{
	static const struct folded cases[] = {
	    {"هاجمت خلية سيارة عسكرية في قرية الزر بمنطقة البصيرة. كما استهدفت خلية ثالثة حاجزاً بين بلدتي الشحيل والبصيرة.",
	     {"الزر", "الشحيل"}},
	};
	(void)state;
	CHECK_ALL(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_happens_everywhere_is_no_incident_beside_others),
	    cmocka_unit_test(another_source_tells_of_the_same_thing_hit),
	    cmocka_unit_test(one_sentence_tells_of_two),
	    cmocka_unit_test(the_same_weapon_by_another_verb_is_a_retelling),
	    cmocka_unit_test(sheep_stolen_with_their_herders_are_no_second_incident),
	    cmocka_unit_test(a_quotation_retells),
	    cmocka_unit_test(a_lead_that_sums_up_is_no_incident),
	    cmocka_unit_test(a_report_without_a_deed_names_the_village),
	    cmocka_unit_test(what_was_done_in_one_raid_was_done_in_one_village),
	    cmocka_unit_test(a_third_attack_is_another),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
