/* Laws of how news tells incidents: once each, with all their victims, and nothing that goes on or is recalled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

/* What a text tells. Of incident `of` what is not ANY is compared. */
enum { NONE = -1, ANY = -2 };
struct told {
	const char *text, *published;
	size_t n, of;
	const char *type, *place; /* NULL: any */
	int killed, injured, background;
};

static void check(const struct told *x)
{
	struct incidents in = lab_incidents(x->text, x->published);
	bool ok = in.n == x->n;
	const struct incident *i = ok && x->n ? &in.items[x->of] : NULL;
	ok = ok && (!i || !x->type || sv_eq_cstr(i->sub_event_type, x->type));
	ok = ok && (!i || !x->place || sv_eq_cstr(i->places[0]->name_ar, x->place));
	ok = ok && (!i || x->killed == ANY || i->fatalities == x->killed);
	ok = ok && (!i || x->injured == ANY || i->injuries == x->injured);
	ok = ok && (!i || x->background == ANY || i->background == (x->background == 1));
	if (ok)
		return;
	print_error("'%s'\n", x->text);
	for (size_t k = 0; k < in.n; k++)
		print_error("  %.*s at %.*s, killed %d, injured %d, background %d\n", SV_ARG(in.items[k].sub_event_type),
			    SV_ARG(in.items[k].places[0]->name_ar), in.items[k].fatalities, in.items[k].injuries,
			    in.items[k].background);
	fail();
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

static void the_dead_of_both_sides_add_up(void **state)
{
	static const struct told cases[] = {
	    {"قُتل عنصران من الأمن العام بكمين قرب بلدة السخنة. وأضاف مصدر أن اشتباكاً دار لساعة قُتل فيه أربعة من المهاجمين.",
	     "2025-05-01", 1, 0, NULL, "السخنة", 6, ANY, 0},
	    {"قُتل ثلاثة عناصر من قسد بهجوم في بلدة الصور. وقال مصدر آخر إن أربعة عناصر من قسد قُتلوا في الهجوم.",
	     "2022-05-01", 1, 0, NULL, "الصور", 3, ANY, 0}, /* one side, two figures */
	};
	(void)state;
	CHECK_ALL(cases);
}

/* A deed told before that only says when is not retold by what the verb behind it tells of another town. */
static void a_deed_named_to_say_when_is_not_retold(void **state)
{
	static const struct told cases[] = {
	    {"انفجرت عبوة في بلدة الشحيل أمس وقتلت عنصرين. وعقب التفجير، قتل مجهولون شاباً في بلدة ذيبان.", "2023-05-01", 2, 1, "Attack",
	     "ذيبان", 1, ANY, 0},
	    {"انفجرت عبوة في بلدة الشحيل أمس وقتلت عنصرين. وبعد التفجير هاجم مسلحون حاجزاً في بلدة ذيبان.", "2023-05-01", 2, 1,
	     "Armed clash", "ذيبان", ANY, ANY, 0},
	    {"انفجرت عبوة في بلدة الشحيل أمس وقتلت عنصرين. وعقب الانفجار قُتل عنصر ثالث في البلدة.", "2023-05-01", 1, 0, NULL, "الشحيل",
	     ANY, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* Each with its dead and its day are two; who died of it later, or a count that rose, is not another. */
static void other_days_have_their_own_dead(void **state)
{
	static const struct told cases[] = {
	    {"قُتل راعيان في بلدة الشولا يوم 5 آب، كما قُتل مدنيان في نفس المنطقة يوم 8 آب.", "2023-08-11", 2, 0, NULL, "الشولا", 2, ANY, 0},
	    {"قُتل ثلاثة عناصر في بلدة الشولا أمس، كما قُتل شرطي أول أمس في بلدة الصور.", "2023-08-11", 2, 1, NULL, "الصور", 1, ANY, 0},
	    {"قُتل 16 راعياً في 11 تموز الفائت قرب السخنة، كما قُتل ثلاثة مدنيين مطلع الأسبوع في بادية معدان.", "2023-08-11", 2, 0, NULL,
	     "السخنة", 16, ANY, 1},
	    {"قُتل راعيان في بلدة الشولا أمس، فيما ارتفع عدد القتلى اليوم إلى أربعة.", "2023-08-11", 1, 0, NULL, "الشولا", 4, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
	struct incidents in = lab_incidents("عُثر على جثة راع في بلدة الشولا بعد انقطاع الاتصال به يوم الأحد.", "2023-08-11");
	assert_int_equal(in.items[0].date_start.day, 11);
	in = lab_incidents("قال مصدر إن دورية تعرضت لإطلاق نار أمس في بلدة الشولا، وإن الطريق فُتح صباح اليوم.", "2023-08-11");
	assert_int_equal(in.items[0].date_start.day, 10);
}

static void towns_fall_into_hands(void **state)
{
	static const struct told cases[] = {
	    {"سقطت مدينة السخنة في أيدي تنظيم الدولة أمس.", "2023-08-11", 1, 0, "Non-state actor overtakes territory", "السخنة", ANY, ANY, 0},
	    {"سقطت مدينة السخنة بيد قوات النظام أمس.", "2023-08-11", 1, 0, "Government regains territory", "السخنة", ANY, ANY, 0},
	    {"سقط ثلاثة قتلى بيد مجهولين في بلدة الشولا.", "2023-08-11", 1, 0, "Attack", "الشولا", 3, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* "Not the first time": what follows is recalled. */
static void what_was_not_the_first_is_recalled(void **state)
{
	static const struct told cases[] = {
	    {"انفجر لغم اليوم في بلدة الصور وقتل مدنياً. وليست هذه المرة الأولى، فقد قُتل شاب بانفجار لغم في بلدة الشولا.", "2023-08-11", 2, 1,
	     NULL, "الشولا", 1, ANY, 1},
	    {"انفجر لغم اليوم في بلدة الصور وقتل مدنياً. وليس هذا الهجوم الأول، إذ قُتل راعيان بكمين في بلدة الشولا.", "2023-08-11", 2, 1,
	     NULL, "الشولا", 2, ANY, 1},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_a_later_sentence_says_of_victims_counts(void **state)
{
	static const struct told cases[] = {
	    {"اعتقلت قسد ثلاثة شبان خلال مداهمة في بلدة الصور. وقال مصدر إن العملية انتهت من دون وقوع قتلى أو جرحى.",
	     "2022-05-01", 1, 0, "Arrests", "الصور", 0, 0, 0},
	    {"انفجرت عبوة ناسفة في بلدة الصور. واستقبل مشفى البلدة جثامين خمسة أشخاص.", "2022-05-01", 1, 0, NULL, "الصور", ANY, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_is_recalled_is_background(void **state)
{
	static const struct told cases[] = {
	    {"قصفت المدفعية بلدة السوسة. وكانت الوكالة ذكرت في وقت سابق أن اشتباكات دارت في بلدة هجين.", "2018-11-01", 2, 1, "Armed clash", "هجين",
	     NONE, NONE, 0},
	    {"قصفت المدفعية بلدة السوسة. وفي وقت سابق قصفت بلدة هجين.", "2018-11-01", 2, 1, NULL, "هجين", NONE, NONE, 1},
	    {"تعرضت بلدة السوسة للقصف وكانت الطائرات أغارت على بلدة هجين.", "2018-11-01", 2, 1, NULL, "هجين", NONE, NONE, 1},
	    {"انفجرت عبوة في بلدة السوسة وكانت الحافلة التي استهدفت تقل عمالاً.", "2018-11-01", 1, 0, NULL, "السوسة", NONE, NONE, 0},
	    {"قُتل شاب بانفجار لغم، مساء الأحد، في بلدة الصور. وفي 20 الشهر الجاري قُتل طفل بانفجار لغم في بلدة معدان.",
	     "", 2, 1, NULL, "معدان", 1, ANY, 1},
	    {"قُتل شاب بانفجار لغم، مساء الأحد، في بلدة الصور. وقبل أسبوع قُتل راعيان بانفجار لغم في بلدة السخنة.",
	     "", 2, 1, NULL, "السخنة", 2, ANY, 1},
	    {"هاجم مسلحون حاجزاً في بلدة الصور. يأتي هذا الهجوم بعد مقتل ثلاثة جنود بكمين قرب بلدة السخنة.", "2022-05-01", 2, 1,
	     NULL, "السخنة", 3, ANY, 1},
	    {"هاجم مسلحون، اليوم، حاجزاً في بلدة الصور. وكان المسلحون قد هاجموا أمس حاجزاً في بلدة البصيرة.", "2022-05-01", 2, 1,
	     NULL, "البصيرة", ANY, ANY, 1}, /* told as past, and before the day of the news */
	    {"هاجم مسلحون، أمس، حاجزاً في بلدة الصور. وكان المسلحون قد هاجموا أمس حاجزاً في بلدة البصيرة.", "2022-05-01", 2, 1,
	     NULL, "البصيرة", ANY, ANY, 0}, /* told as past, but of that day */
	    {"شن مسلحون هجمات مساء الأربعاء. وكان أعنف تلك الهجمات كمين استهدف دورية قرب بلدة السخنة، قُتل فيه أربعة عناصر.", "2023-08-11", 1,
	     0, "Armed clash", "السخنة", 4, ANY, 0}, /* the worst of those told, no earlier one */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_goes_on_is_no_incident(void **state)
{
	static const struct told cases[] = {
	    {"قُتل شاب برصاص مجهولين في بلدة الصور.\nونُقلت جثته إلى بيت أهله القريب من السوق.\nوتشهد بلدات ريف دير الزور الشرقي "
	     "منذ أشهر تزايداً كبيراً في أعداد عمليات الاغتيال وزرع العبوات.",
	     "2022-05-01", 1, 0, NULL, "الصور", 1, ANY, 0},
	    {"هاجم مسلحون صهريجاً في بلدة الصور. وخلال العامين الماضيين نفذت الخلايا سلسلة هجمات استهدفت مواقع قرب السخنة.",
	     "2022-05-01", 1, 0, NULL, "الصور", ANY, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_protest_is_where_its_people_are(void **state)
{
	static const struct told cases[] = {
	    {"تجمع العشرات من أهالي بلدة الصور اليوم، احتجاجاً على مقتل ثلاثة مدنيين أمس في بلدة الشحيل.", "2022-05-01", 2, 0,
	     "Peaceful protest", "الصور", NONE, NONE, 0},
	    {"تجمع العشرات من أهالي بلدة الصور اليوم، احتجاجاً على مقتل ثلاثة مدنيين أمس في بلدة الشحيل.", "2022-05-01", 2, 1,
	     "Attack", "الشحيل", 3, NONE, 1},
	    {"تظاهر العشرات في بلدة الكسرة تنديداً باعتقال أربعة شبان في بلدة محيميدة.", "2022-05-01", 2, 1, "Arrests", "محيميدة", NONE,
	     NONE, 1},
	    {"تظاهر عشرات من أهالي بلدة الصور في مدينة الحسكة للمطالبة بالإفراج عن معتقلين.", "2022-05-01", 1, 0, "Peaceful protest",
	     "الحسكة", NONE, NONE, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_retelling_is_no_second_incident(void **state)
{
	static const struct told cases[] = {
	    {"قُتل سبعون شخصاً بقصف على مدينة الحولة في محافظة حمص. وقال ناشطون إن ستين شخصاً قُتلوا في مجزرة الحولة.", "2012-06-01", 1, 0, NULL,
	     "الحولة", 70, NONE, 0},
	    {"القصف على محافظة حماة، استهدف بلدة اللطامنة، وأسفر عن سقوط ستة قتلى.", "2016-05-01", 1, 0, NULL, "اللطامنة", 6, NONE, 0},
	    {"قُتل تسعة بانفجار مستودع للذخيرة في بلدة خشام. وقال الأهالي إن الانفجار وقع بعد سقوط قذائف على بلدتي مراط وخشام.", "2017-05-01", 1,
	     0, "Shelling/artillery/missile attack", "خشام", 9, NONE, 0},
	    {"قُتل أربعة حراس بانفجار عبوة ناسفة في ريف دير الزور. وقال ناشط إن الانفجار حدث جراء استهداف حافلتهم في قرية الحصين.",
	     "2022-05-01", 1, 0, "Remote explosive/landmine/IED", NULL, 4, ANY, 0},
	    {"قُتل عامل بهجوم لمسلحين في دير الزور.\nكشف بيان عن مقتل عامل بهجوم لمسلحين على سيارة في بلدة الصور.",
	     "2022-05-01", 1, 0, NULL, "الصور", 1, ANY, 0},
	    {"تظاهر الأهالي في بلدة الصور. وقالت مصادر إن المحتجين قطعوا الطريق إلى الحسكة.", "2022-05-01", 1, 0, "Peaceful protest",
	     "الصور", ANY, ANY, 0},
	    {"خطف التنظيم راعيين إثر هجوم شنه في بادية السخنة.", "2022-05-01", 1, 0, "Abduction/forced disappearance", NULL, ANY, ANY, 0},
	    {"استهدف تفجير انتحاري رتلاً في مدينة الشدادي. وقالت مصادر إن هجوماً بسيارة مفخخة استهدف الرتل جنوب مدينة الشدادي.",
	     "2022-05-01", 1, 0, "Suicide bomb", "الشدادي", ANY, ANY, 0},
	    {"انفجر لغم بسيارة في بلدة الصور.. الحصيلة لحد الآن ثلاثة شهداء", "2022-05-01", 1, 0, NULL, "الصور", 3, ANY, 0},
	    {"قُتل عنصر برصاص مسلحين في بلدة الصور. وقال المرصد \"أطلق مسلحان النار على العنصر في بلدة الصور\".", "2022-05-01", 1, 0,
	     NULL, "الصور", 1, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void the_weapon_names_the_type(void **state)
{
	static const struct told cases[] = {
	    {"قُتل شاب بلغم في بلدة السخنة، وقُتل راعٍ في بادية تدمر على يد مسلحين.", "2022-05-01", 2, 1, "Attack", NULL, 1, ANY, 0},
	    {"سيطرت قسد مساء أمس على بلدة خشام من دون أي قتال.", "2018-02-09", 1, 0,
	     "Non-violent transfer of territory", "خشام", NONE, NONE, 0},
	    {"هاجم مسلحون حاجزاً في بلدة الميادين. وقال مصدر إن الانتحاريين استهدفوا حاجز البلدة.", "2025-05-01", 1, 0, "Suicide bomb",
	     "الميادين", ANY, ANY, 0},
	    {"قُتل طفل بقصف مدفعي على بلدة عين عيسى، وأصيب رجل في بلدة سلوك.", "2022-05-01", 2, 1,
	     "Shelling/artillery/missile attack", "سلوك", ANY, 1, 0},
	    {"قُتل جندي بهجوم جوي على مدينة تدمر.", "2022-05-01", 1, 0, "Air/drone strike", "تدمر", 1, ANY, 0},
	    {"استهدفت عملية الإنزال منزلاً في بلدة الصور، واعتقلت القوة شابين.", "2022-05-01", 1, 0, "Arrests", "الصور", ANY, ANY, 0},
	    {"ضبطت القوات سيارة مفخخة معدة للتفجير في بلدة سلوك.", "2022-05-01", 1, 0, "Disrupted weapons use", "سلوك", ANY, ANY, 0},
	    {"أسقطت الدفاعات الجوية طائرة مسيرة فوق بلدة السخنة.", "2022-05-01", 1, 0, "Disrupted weapons use", "السخنة", NONE, NONE, 0},
	    {"كشفت دورية عن عبوة معدة للتفجير قرب بلدة الشحيل، وفككها فريق الهندسة.", "2022-05-01", 1, 0, "Disrupted weapons use",
	     "الشحيل", NONE, NONE, 0},
	    {"اندلع إطلاق نار بين عائلتين في بلدة الشحيل، فقُتل رجل.", "2022-05-01", 1, 0, "Armed clash", "الشحيل", 1, NONE, 0},
	    {"بسط التنظيم نفوذه على بلدة السخنة.", "2015-05-21", 1, 0, "Non-state actor overtakes territory", "السخنة", NONE, NONE, 0},
	    {"أوقفت القوات في بلدة الشحيل متزعم خلية واثنين من معاونيه.", "2022-05-01", 1, 0, "Arrests", "الشحيل", NONE, NONE, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_is_denied_or_rumoured_is_no_incident(void **state)
{
	static const struct told cases[] = {
	    {"لم يُعرف بعد هل قصفت طائرات التحالف بلدة الصور.", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"يقول الأهالي إنه إذا قُتل أحد في بلدة السوسة نُقل إلى الحقل.", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"نفى المركز الإعلامي، في بيان، صحة الأنباء المتداولة عن مقتل قيادي في بلدة الصور.", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"تداولت صفحات خبراً عن اشتباكات في بلدة الصور وسقوط قتلى .. كلام غير صحيح", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"تداولت صفحات خبراً عن اغتيال شيخ في بلدة الصور وسقوط جرحى.\nننفي هذه الأخبار نفياً قاطعاً.",
	     "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"ننفي ما يقال حول قصف جيشنا بلدة الصور.", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"ننفي صحة ما تروجه الصفحات عن قصف مدفعيتنا بلدة الصور.", "2022-05-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	    {"نفت القوات مسؤوليتها عن قصف بلدة الصور.", "2022-05-01", 1, 0, NULL, "الصور", ANY, ANY, 0}, /* it was shelled */
	    {"بحسب إحصائية، قصفت المدفعية بلدة الصور 74 مرة خلال تشرين الثاني الماضي.", "2022-12-01", 0, 0, NULL, NULL, ANY, ANY, ANY},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void lists_tell_in_the_present_tense(void **state)
{
	static const struct told cases[] = {
	    {"🔻 الأمن يعتقل سبعة شبان في بلدة الصور.\n🔻 مسلحون يقتلون شاباً في بلدة الشحيل.\n🔻 قذائف تسقط على بلدة هجين.",
	     "2022-05-01", 3, 0, "Arrests", "الصور", ANY, ANY, 0},
	    {"#مخيم_الهول\n🔻 مقتل لاجئة بطلق ناري\n🔻 العثور على جثتي شقيقتين من أهالي الصور\n🔻 قوى الأمن تعتقل ستة أشخاص",
	     "2022-05-01", 3, 1, NULL, "مخيم الهول", 2, ANY, 0},
	    {"- إصابة عنصر بانفجار عبوة في بلدة القورية.\n- الأمن يشن حملة مداهمات في بلدة الصور ويعتقل ستة أشخاص.\n"
	     "- مقتل شاب برصاص حاجز في بلدة حزيمة.",
	     "2022-05-01", 3, 1, "Arrests", "الصور", ANY, ANY, 0}, /* full stops */
	    {"- 06:40 قصف بالهاون على بلدة الصور\n- 08:15 مسلحون يسيطرون على مقر للحرس بعد اشتباك قصير\n"
	     "- 09:50 اشتباكات في بلدة البصيرة\n- 10:20 مقتل عنصر بكمين في بلدة هجين",
	     "2022-05-01", 3, 1, "Armed clash", "البصيرة", ANY, ANY, 0}, /* of no place */
	    {"|| دير الزور ||\nالأمن يعتقل سبعة شبان في بلدة الصور .\nمسلحون يفجرون منزلاً بعبوة في بلدة الشحيل .\n"
	     "|| الرقة ||\nزحمة سير عند الدوار .\n|| حمص ||\nالقوات تسيطر على بلدة مهين .\n|| حلب ||\n"
	     "قُتل شاب برصاص مجهولين في بلدة الباب .",
	     "2022-05-01", 4, 2, "Non-state actor overtakes territory", "مهين", ANY, ANY, 0}, /* no bullets */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void an_agency_or_a_noun_is_no_place(void **state)
{
	static const struct told cases[] = {
	    {"دير الزور (قاسيون) - أعدم التنظيم فتاة في مدينة الميادين.", "2022-05-01", 1, 0, NULL, "الميادين", 1, ANY, 0},
	    {"هاجم مسلحون ورشة قرب بلدة الكوم. وأوضحت المصادر أن المسلحين أحاطوا بالورشة وقتلوا عشرة عمال.", "2022-05-01", 1, 0, NULL,
	     "الكوم", 10, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_hospital_is_where_victims_are_taken(void **state)
{
	static const struct told cases[] = {
	    {"قُتل شاب برصاص مجهولين في بلدة الصور، ورفيقه في العناية المشددة بمشفى هجين.", "2022-05-01", 1, 0, NULL, "الصور", 1, ANY, 0},
	    {"قُتل عنصران باشتباك قرب بلدة الصور وهناك ثلاثة جرحى بمشفى هجين.", "2022-05-01", 1, 0, NULL, "الصور", 2, 3, 0},
	    {"توفي شاب في مشفى هجين متأثراً بإصابته بانفجار لغم قرب بلدة الصور.",
	     "2022-05-01", 1, 0, NULL, "الصور", 1, ANY, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void convoys_that_arrive_and_men_who_give_up_are_incidents(void **state)
{
	static const struct told cases[] = {
	    {"ووصل إلى بلدة الطيبة صباح أمس رتل يتألف من 20 سيارة.", "2022-05-01", 1, 0, "Other", "الطيبة", NONE, NONE, 0},
	    {"وأفاد مصدر بأن رتلاً ضم نحو 30 عربة وصل ليلاً من الرقة إلى بلدة الكرامة.", "2022-05-01", 1, 0, "Other", "الكرامة",
	     NONE, NONE, 0},
	    {"سلّم سبعة من مقاتلي التنظيم، بينهم أجانب، أنفسهم إلى قسد في بلدة السوسة.", "2019-02-01", 1, 0, "Other", "السوسة",
	     NONE, NONE, 0},
	    {"قُتل مدني في بلدة هجين. وفي بلدة الصور، على مسافة أبعد شمالاً، بدأت القوات تمشيط البساتين.", "2022-05-01", 2, 1,
	     "Other", "الصور", NONE, NONE, 0},
	    {"قُتل عنصر في بلدة هجين بعدما رفض أن يسلم نفسه.", "2022-05-01", 1, 0, NULL, "هجين", 1, NONE, 0},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void places_are_liberated_and_fired_at(void **state)
{
	static const struct told cases[] = {
	    {"حررت قسد قريتي الكسرة وحوايج ذياب من قبضة التنظيم.", "2019-02-01", 1, 0, "Non-state actor overtakes territory",
	     "الكسرة", NONE, NONE, 0},
	    {"تمكن مقاتلونا من تحرير بلدة السوسة.", "2019-02-01", 1, 0, "Non-state actor overtakes territory", "السوسة", NONE,
	     NONE, 0},
	    {"أطلقت الميليشيات أربعة صواريخ من بادية خشام على القاعدة في حقل العمر.", "2022-05-01", 1, 0,
	     "Shelling/artillery/missile attack", "حقل العمر", NONE, NONE, 0},
	    {"عقب معارك مع التنظيم، سيطر الجيش على بلدة السوسة.", "2018-05-01", 1, 0, NULL, "السوسة", NONE, NONE, 0},
	    {"بعد هجوم على حاجز في بلدة السوسة، سيطر التنظيم على قرية الباغوز.", "2018-05-01", 2, 1, NULL, "الباغوز", NONE, NONE, 0},
	    {"حارس من قسد يطلق النار على أخوين في بلدة السوسة، قُتل أحدهما.", "2022-05-01", 1, 0, "Attack", "السوسة", 1, NONE, 0},
	    {"حاجز يسلب بائعاً دراجته في بلدة السوسة", "2022-05-01", 1, 0, "Looting/property destruction", "السوسة", NONE, NONE, 0},
	    {"ما يشيعه العدو عن سيطرته على بلدة السوسة فهو كذب.", "2019-02-01", 0, 0, NULL, NULL, NONE, NONE, 0},
	    {"استغل المسلحون العاصفة وشنوا هجوماً على نقطة في بلدة السوسة.", "2018-11-01", 1, 0, NULL, "السوسة", NONE, NONE, 0},
	    {"مقتل طفلين جراء عاصفة ضربت بلدة السوسة.", "2018-11-01", 0, 0, NULL, NULL, NONE, NONE, 0},
	    {"مشطت القوات القطاعين الثاني والثالث من مخيم الهول.", "2022-05-01", 1, 0, "Other", "مخيم الهول", NONE, NONE, 0},
	    {"الصور || حاجز يعتقل ثلاثة شبان.\nهجين || مظاهرة لعشرات الأهالي.", "2022-05-01", 2, 0, "Arrests", "الصور", NONE, NONE,
	     0},
	};
	(void)state;
	CHECK_ALL(cases);
	assert_int_equal(lab_incidents("حررت قوات الأمن مختطفاً من بلدة السوسة.", "2019-02-01").n, 0);
}

static void the_day_names_the_actor(void **state)
{
	(void)state;
	struct incidents in = lab_incidents("قُتل عنصر من الجيش السوري برصاص مجهولين في بلدة السخنة.", "2021-03-01");
	assert_int_equal(in.n, 1);
	assert_sv_equal(in.items[0].actor2, "Military Forces of Syria (2000-2024)");
	in = lab_incidents("قُتل عنصر من الجيش السوري برصاص مجهولين في بلدة السخنة.", "2025-03-01");
	assert_int_equal(in.n, 1);
	assert_sv_equal(in.items[0].actor2, "Military Forces of Syria (2024-)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_dead_of_both_sides_add_up),
	    cmocka_unit_test(other_days_have_their_own_dead),
	    cmocka_unit_test(towns_fall_into_hands),
	    cmocka_unit_test(what_was_not_the_first_is_recalled),
	    cmocka_unit_test(a_deed_named_to_say_when_is_not_retold),
	    cmocka_unit_test(what_a_later_sentence_says_of_victims_counts),
	    cmocka_unit_test(what_is_recalled_is_background),
	    cmocka_unit_test(what_goes_on_is_no_incident),
	    cmocka_unit_test(a_retelling_is_no_second_incident),
	    cmocka_unit_test(a_protest_is_where_its_people_are),
	    cmocka_unit_test(the_weapon_names_the_type),
	    cmocka_unit_test(a_hospital_is_where_victims_are_taken),
	    cmocka_unit_test(what_is_denied_or_rumoured_is_no_incident),
	    cmocka_unit_test(lists_tell_in_the_present_tense),
	    cmocka_unit_test(an_agency_or_a_noun_is_no_place),
	    cmocka_unit_test(convoys_that_arrive_and_men_who_give_up_are_incidents),
	    cmocka_unit_test(places_are_liberated_and_fired_at),
	    cmocka_unit_test(the_day_names_the_actor),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
