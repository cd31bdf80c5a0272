/* Laws of how reports are built: who tells from where, what a lead sums up, what is another event, what is past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

/* Incidents of a text, in order; what is ANY or NULL is not compared. */
enum { ANY = -2, NONE = INCIDENT_UNKNOWN, MOST = 4 };
struct coded {
	const char *type, *place, *date;
	int killed, injured, background;
};
struct report {
	const char *text, *published;
	struct coded incidents[MOST];
};

static bool is_coded(const struct incident *i, const struct coded *x)
{
	struct date day = {0};
	if (x->date)
		date_parse_iso(sv_cstr(x->date), &day);
	return (!x->type || sv_eq_cstr(i->sub_event_type, x->type)) && sv_eq_cstr(i->places[0]->name_ar, x->place) &&
	       (!x->date || date_to_days(i->date_start) == date_to_days(day)) &&
	       (x->killed == ANY || i->fatalities == x->killed) && (x->injured == ANY || i->injuries == x->injured) &&
	       (x->background == ANY || i->background == (x->background == 1));
}

static void check(const struct report *x)
{
	struct incidents in = lab_incidents(x->text, x->published);
	size_t n = 0;
	while (n < MOST && x->incidents[n].place)
		n++;
	bool ok = in.n == n;
	for (size_t i = 0; ok && i < n; i++)
		ok = is_coded(&in.items[i], &x->incidents[i]);
	if (ok)
		return;
	print_error("'%s'\n", x->text);
	for (size_t k = 0; k < in.n; k++)
		print_error("  %.*s at %.*s on %d-%d-%d, killed %d, injured %d, background %d\n",
			    SV_ARG(in.items[k].sub_event_type), SV_ARG(in.items[k].places[0]->name_ar),
			    in.items[k].date_start.year, in.items[k].date_start.month, in.items[k].date_start.day,
			    in.items[k].fatalities, in.items[k].injuries, in.items[k].background);
	fail();
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

/* Guns stand elsewhere than their shells fall; barrels fall from the air. */
static void weapons_are_told_from_targets(void **state)
{
	static const struct report cases[] = {
	    {"قصفت قوات النظام بقذائف الهاون مدينة تلبيسة، من مواقعها في حاجز قرية النجمة، دون سقوط ضحايا.",
	     "2017-04-16",
	     {{"Shelling/artillery/missile attack", "تلبيسة", NULL, 0, 0, ANY}}},
	    {"قضى خمسة مدنيين جراء قصف بالبراميل المتفجرة استهدف مدينة تلبيسة اليوم.",
	     "2017-04-16",
	     {{"Air/drone strike", "تلبيسة", "2017-04-16", 5, ANY, ANY}}},
	    {"أدى استهداف صاروخي لمواقع الميليشيا في مدينة الميادين إلى مقتل 6 من عناصرها.",
	     "2017-04-16",
	     {{"Shelling/artillery/missile attack", "الميادين", NULL, 6, ANY, ANY}}},
	    {"شن الطيران الحربي غارات على بلدة البوليل، كما استهدف قرية السوسة.",
	     "2017-04-16",
	     {{"Air/drone strike", "البوليل", NULL, ANY, ANY, ANY}, {"Air/drone strike", "السوسة", NULL, ANY, ANY, ANY}}},
	    {"شن الطيران الحربي غارات على بلدة البوليل، فيما قصفت المدفعية قرية السوسة.",
	     "2017-04-16",
	     {{"Air/drone strike", "البوليل", NULL, ANY, ANY, ANY},
	      {"Shelling/artillery/missile attack", "السوسة", NULL, ANY, ANY, ANY}}},
	    {"هجوم لداعش على رعاة أغنام في بلدة الصور", "2017-04-16", {{"Attack", "الصور", NULL, ANY, ANY, ANY}}},
	    {"ألقت مروحيات براميل متفجرة على بلدة الصور.",
	     "2017-04-16",
	     {{"Air/drone strike", "الصور", NULL, ANY, ANY, ANY}}},
	    {"أضرم مجهولون النار في منزل ببلدة الصور.",
	     "2017-04-16",
	     {{"Looting/property destruction", "الصور", NULL, ANY, ANY, ANY}}},
	    {"انفجرت أسطوانة غاز في منزل ببلدة الصور.", "2017-04-16", {{NULL}}},
	    {"قُتل أكثر من عشرة مدنيين وجُرح أكثر من عشرين بقصف على مدينة الميادين. وأوضح المصدر أن القصف أدى إلى مقتل 12 مدنياً وجرح 23.",
	     "2017-04-16",
	     {{NULL, "الميادين", NULL, 12, 23, ANY}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* The same dead in a quarter of the city that the lead names, whatever word the raid has. */
static void the_same_toll_in_a_quarter_is_the_same_event(void **state)
{
	static const struct report cases[] = {
	    {"قتل سبعة عشر مدنياً، مساء أمس، بغارة جوية للتحالف الدولي على مدينة الرقة.\n"
	     "وذكرت شبكة محلية أن طائرة للتحالف قصفت مبنى سكنياً في حي البدو، ما أدى إلى مقتل سبعة عشر مدنياً.",
	     "2017-08-22",
	     {{"Air/drone strike", "البدو", "2017-08-21", 17, ANY, ANY}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* The town of the one who tells, where the lead names none. */
static void the_source_tells_of_its_own_town(void **state)
{
	static const struct report cases[] = {
	    {"قُتل عنصران من قسد برصاص مجهولين في ريف دير الزور الشرقي.\nوقال مصدر محلي من بلدة الصور إن ملثمين أطلقوا "
	     "النار على "
	     "دورية قرب فرن البلدة ما أدى لمقتل العنصرين.",
	     "2022-05-10",
	     {{"Armed clash", "الصور", NULL, 2, NONE, 0}}},
	    {"قُتل عنصر من قسد في ريف دير الزور الشرقي.\nوأفاد مصدر في بلدة السخنة بأن مسلحين هاجموا الحاجز.",
	     "2022-05-10",
	     {{"Armed clash", "السخنة", NULL, 1, NONE, 0}}},
	    {"قُتل شاب برصاص مجهولين في بلدة الصور.\nوقال مصدر من بلدة السخنة إن مسلحين أطلقوا النار على الشاب.",
	     "2022-05-10",
	     {{"Attack", "الصور", NULL, 1, NONE, 0}}}, /* the lead names its own */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_lead_of_several_events_is_filled_in_below(void **state)
{
	static const struct report cases[] = {
	    {"قُتل أربعة عمال بهجوم في محافظة حمص، فيما قُتل راعيان في محافظة الرقة بانفجار لغم.\nوقال ناشط إن لغماً "
	     "انفجر براعيين "
	     "في بلدة معدان ما أدى إلى مقتلهما.\nإلى ذلك، قالت مصادر إن مسلحين قتلوا أربعة عمال بهجوم قرب بلدة السخنة.",
	     "2022-05-10",
	     {{"Attack", "السخنة", NULL, 4, NONE, 0}, {"Remote explosive/landmine/IED", "معدان", NULL, 2, NONE, 0}}},
	    {"قُتل شخصان بهجوم في بلدة السخنة، كذلك قُتل طفل جراء انفجار لغم خلال رعيه الأغنام في بلدة معدان.",
	     "2022-05-10",
	     {{NULL, "السخنة", NULL, 2, NONE, 0}, {"Remote explosive/landmine/IED", "معدان", NULL, 1, NONE, 0}}},
	    {"شهدت بلدة السخنة اشتباكات بين الطرفين، بعد يومين من مقتل 6 وجرح 3 من قوات النظام على خلفية هجوم على حاجز "
	     "في بلدة "
	     "معدان.",
	     "2022-05-10",
	     {{"Armed clash", "السخنة", NULL, NONE, NONE, 0}, {NULL, "معدان", NULL, 6, 3, 1}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void sums_of_dead_and_wounded_belong_to_no_one_place(void **state)
{
	static const struct report cases[] = {
	    {"أسفرت انفجارات ألغام في محافظتي الرقة ودير الزور عن سقوط 12 شخصاً بين قتيل وجريح.\nوقُتل خمسة مدنيين "
	     "بانفجار لغم في "
	     "بلدة معدان.\nوفي حادث آخر، أصيب سبعة أطفال بانفجار لغم في بلدة الصور.",
	     "2022-05-10",
	     {{NULL, "معدان", NULL, 5, NONE, 0}, {NULL, "الصور", NULL, NONE, 7, 0}}},
	    {"قُتل طفل وأصيبت امرأة بحادثتي انفجار ألغام بريف دير الزور.\nوقال مصدر إن طفلاً قُتل بانفجار لغم في بلدة "
	     "الصور.\nوأضاف "
	     "أن حادثة أخرى في البلدة ذاتها أصيبت فيها امرأة بانفجار لغم.",
	     "2022-05-10",
	     {{NULL, "الصور", NULL, 1, NONE, 0}, {NULL, "الصور", NULL, NONE, 1, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void another_town_told_by_the_same_source_is_another_event(void **state)
{
	static const struct report cases[] = {
	    {"شنت طائرات حربية غارات على مدينة البوكمال (120 كم شرق مدينة دير الزور) ما أدى لمقتل 9 مدنيين.\nوأضاف "
	     "ناشطون أن بلدة "
	     "الصور (50 كم شمال مدينة دير الزور) تعرضت لعدد من الغارات أسفرت عن مقتل أربعة مدنيين.",
	     "2022-05-10",
	     {{"Air/drone strike", "البوكمال", NULL, 9, NONE, 0}, {"Air/drone strike", "الصور", NULL, 4, NONE, 0}}},
	    {"انفجر لغم بسيارة في بلدة السخنة شرقي حمص ما أدى لمقتل ثلاثة رعاة.\nوذكر المراسل أن لغماً آخر انفجر في "
	     "قرية الطيبة شرقي "
	     "حمص دون وقوع إصابات.",
	     "2022-05-10",
	     {{NULL, "السخنة", NULL, 3, NONE, 0}, {NULL, "الطيبة", NULL, 0, 0, 0}}},
	    {"قُتل عنصر باشتباكات مع التنظيم في ريف حمص الشرقي.\nوتوزعت هذه الهجمات في بادية حمص وحماة والرقة ودير "
	     "الزور.",
	     "2022-05-10",
	     {{"Armed clash", "ريف حمص الشرقي", NULL, 1, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_had_been_documented_is_past(void **state)
{
	static const struct report cases[] = {
	    {"هاجم مسلحون اليوم حاجزاً في بلدة السخنة.\nوكان المرصد السوري لحقوق الإنسان وثّق، أمس، مقتل شاب برصاص "
	     "مجهولين في بلدة "
	     "الصور.",
	     "2022-05-10",
	     {{NULL, "السخنة", "2022-05-10", NONE, NONE, 0}, {NULL, "الصور", "2022-05-09", 1, NONE, 1}}},
	    {"هاجم مسلحون أمس حاجزاً في بلدة السخنة.\nوكان المرصد قد رصد، أمس، مقتل شاب برصاص مجهولين في بلدة الصور.",
	     "2022-05-10",
	     {{NULL, "السخنة", "2022-05-09", NONE, NONE, 0}, {NULL, "الصور", "2022-05-09", 1, NONE, 0}}},
	    {"اندلعت اشتباكات في بلدة السخنة.\nوكانت الفصائل أعلنت في وقت سابق الثلاثاء مقتل ثلاثة عناصر بقصف على بلدة "
	     "معدان.",
	     "2022-05-10",
	     {{NULL, "السخنة", NULL, NONE, NONE, 0}, {NULL, "معدان", "2022-05-10", 3, NONE, 0}}}, /* that very day */
	    {"هاجم مسلحون خياماً في بلدة السخنة.\nوجاء الهجوم رداً على مقتل عنصرين قبل أيام في بلدة معدان.",
	     "2022-05-10",
	     {{"Attack", "السخنة", NULL, NONE, NONE, 0}, {NULL, "معدان", NULL, 2, NONE, 1}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_the_lead_sees_is_the_news(void **state)
{
	static const struct report cases[] = {
	    {"تشهد أحياء مدينة الرقة الخاضعة لسيطرة التنظيم قصفاً جوياً مكثفاً من قبل الطيران الحربي منذ الصباح.",
	     "2016-05-07",
	     {{"Air/drone strike", "الرقة", NULL, NONE, NONE, 0}}},
	    {"قُتل شاب برصاص مجهولين في بلدة الصور اليوم.\nوتشهد مدينة الرقة الخاضعة لسيطرة قسد اغتيالات وهجمات بشكل "
	     "متكرر من قبل "
	     "مجهولين.",
	     "2022-05-10",
	     {{NULL, "الصور", NULL, 1, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void brackets_hold_their_own_denials(void **state)
{
	static const struct report cases[] = {
	    {"قال ناشطون إن طائرات حربية (لم تعرف هويتها) شنت غارات على بلدة معدان.",
	     "2017-05-10",
	     {{"Air/drone strike", "معدان", NULL, NONE, NONE, 0}}},
	    {"نفذ مسلحون (لا يعرف عددهم) هجوماً على حاجز في بلدة السخنة.",
	     "2022-05-10",
	     {{"Armed clash", "السخنة", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void suffered_attacks_are_new(void **state)
{
	static const struct report cases[] = {
	    {"تعرضت خيام رعاة في محيط بلدة السخنة للمداهمة من قبل مسلحي التنظيم.",
	     "2022-05-10",
	     {{"Other", "السخنة", NULL, NONE, NONE, 0}}},
	    {"قُتل شاب بانفجار لغم في بلدة الصور. وتعرضت مواقع التنظيم في بلدة معدان للقصف من الطيران الروسي.",
	     "2017-05-10",
	     {{NULL, "الصور", NULL, 1, NONE, 0}, {NULL, "معدان", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void territory_is_taken_by_someone(void **state)
{
	static const struct report cases[] = {
	    {"سيطرت قوات النظام على بلدة السخنة عقب معارك مع التنظيم قُتل خلالها تسعة عناصر.",
	     "2017-08-05",
	     {{"Government regains territory", "السخنة", NULL, 9, NONE, 0}}},
	    {"أعلن تنظيم الدولة سيطرته فجر اليوم على بلدة السخنة إثر هجوم شنه على المدينة.",
	     "2017-08-05",
	     {{"Non-state actor overtakes territory", "السخنة", NULL, NONE, NONE, 0}}},
	    {"بسطت القوات الحكومية سيطرتها على بلدة معدان، وذلك بعد انسحاب قوات قسد منها.",
	     "2026-01-18",
	     {{"Non-violent transfer of territory", "معدان", NULL, NONE, NONE, 0}}},
	    {"سرق عناصر من النظام منازل المدنيين في بلدة معدان بعد القرى التي سيطر عليها مؤخراً.",
	     "2017-09-23",
	     {{"Looting/property destruction", "معدان", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void who_does_the_deed_is_not_its_victim(void **state)
{
	static const struct report cases[] = {
	    {"هاجمت خلايا التنظيم رعاة أغنام في بلدة السخنة.",
	     "2022-05-10",
	     {{"Attack", "السخنة", NULL, NONE, NONE, 0}}},
	    {"قام عناصر تابعون لتنظيم الدولة بإطلاق النار على فلاح في بلدة السخنة لرفضه تسليم بيته للتنظيم.",
	     "2017-05-10",
	     {{"Attack", "السخنة", NULL, NONE, NONE, 0}}},
	    {"أقدم عنصران من قسد على إطلاق النار على رتل من الصهاريج في بلدة الصور.",
	     "2022-05-10",
	     {{"Attack", "الصور", NULL, NONE, NONE, 0}}},
	    {"هاجم التنظيم حاجزاً لقوات النظام في بلدة السخنة.",
	     "2022-05-10",
	     {{"Armed clash", "السخنة", NULL, NONE, NONE, 0}}},
	    {"اعتقل تنظيم الدولة شابين في بلدة السخنة.",
	     "2017-05-10",
	     {{"Abduction/forced disappearance", "السخنة", NULL, NONE, NONE, 0}}},
	    {"اعتقلت قسد عنصرين من تنظيم الدولة في بلدة الصور.",
	     "2022-05-10",
	     {{"Arrests", "الصور", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void side_effects_are_no_incidents(void **state)
{
	static const struct report cases[] = {
	    {"قُتل راعيان بانفجار لغم في بادية السخنة.\nوأضاف المراسل أن فرق الهندسة وصلت إلى المكان وأبطلت الألغام "
	     "المتبقية.",
	     "2022-05-10",
	     {{"Remote explosive/landmine/IED", "بادية السخنة", NULL, 2, NONE, 0}}},
	    {"قُتل شخصان وأُحرقت منازل في اقتتال عشائري في بلدة معدان.",
	     "2022-05-10",
	     {{"Armed clash", "معدان", NULL, 2, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void dates_of_other_clauses_are_not_the_events(void **state)
{
	static const struct report cases[] = {
	    {"تجمع الأهالي صباح اليوم في بلدة الصور بمظاهرة رفضاً للتحرك الذي شهدته المنطقة أمس الخميس.",
	     "2021-10-22",
	     {{"Peaceful protest", "الصور", "2021-10-22", NONE, NONE, 0}}},
	    {"تبنى تنظيم الدولة، اليوم الجمعة، هجوماً على حاجز وقع أمس في بلدة السخنة.",
	     "2021-10-22",
	     {{"Armed clash", "السخنة", "2021-10-21", NONE, NONE, 0}}},
	    {"تعرضت القاعدة في حقل كونيكو لقصف صاروخي.\nوذكرت المصادر أن أربعة صواريخ استهدفت القاعدة فجر اليوم "
	     "الأربعاء.",
	     "2024-10-09",
	     {{"Shelling/artillery/missile attack", "حقل كونيكو", "2024-10-09", NONE, NONE, 0}}},
	    {"قصف التنظيم قاعدة حقل كونيكو مساءً، وهي المرة الثالثة منذ السبت.", /* since when they are counted */
	     "2024-10-09",
	     {{"Shelling/artillery/missile attack", "حقل كونيكو", "2024-10-09", NONE, NONE, 0}}},
	    {"قُتل شاب باقتتال في بلدة الصور، قبل أن تدخل القوات البلدة وتعتقل ستة.", /* what came later */
	     "2024-10-09",
	     {{"Armed clash", "الصور", "2024-10-09", 1, NONE, 0}, {"Arrests", "الصور", "2024-10-09", NONE, NONE, 0}}},
	    {"أطلقوا النار على دورية في بلدة الصور دون إصابات وبعدها بساعة انفجرت عبوة في بلدة البصيرة",
	     "2024-10-09",
	     {{NULL, "الصور", "2024-10-09", 0, 0, 0}, {NULL, "البصيرة", "2024-10-09", NONE, NONE, 0}}},
	    {"طوقوا بيوت ببلدة الصور وأخذوا خمس زلم. وقبلها بيومين داهموا بلدة الشحيل",
	     "2024-10-09",
	     {{"Arrests", "الصور", "2024-10-09", NONE, NONE, 0}, {NULL, "الشحيل", "2024-10-07", NONE, NONE, ANY}}},
	    {"قُتل شاب الجمعة باقتتال في بلدة الصور.\nوقال المراسل إن الاقتتال تجدد السبت وأحرق منزلين من دون ضحايا.",
	     "2024-10-14",
	     {{"Armed clash", "الصور", "2024-10-11", 1, NONE, 0}, {"Armed clash", "الصور", "2024-10-12", 0, 0, 0}}},
	    {"مقتل عنصرين باشتباك أمس في بادية التبني.", /* no word of claiming */
	     "2021-10-22",
	     {{"Armed clash", "بادية التبني", "2021-10-21", 2, NONE, 0}}},
	    {"رموا قنبلة على منزل في بلدة الصور وماحدا تأذى، وامبارح خطف مجهولون شاباً في بلدة الشحيل",
	     "2021-10-22",
	     {{"Grenade", "الصور", "2021-10-22", 0, 0, 0},
	      {"Abduction/forced disappearance", "الشحيل", "2021-10-21", NONE, NONE, 0}}},
	    {"انفجر لغم بسيارة في بلدة الصور، وبعد ساعتين استهدفت مسيرة دراجة على طريق بلدة الشحيل وقُتل سائقها.",
	     "2021-10-22",
	     {{"Remote explosive/landmine/IED", "الصور", "2021-10-22", NONE, NONE, 0},
	      {"Air/drone strike", "الشحيل", "2021-10-22", 1, NONE, 0}}}, /* later, no earlier event */
	};
	(void)state;
	CHECK_ALL(cases);
}

static void operations_are_after_someone(void **state)
{
	static const struct report cases[] = {
	    {"نفذت قوى الأمن الداخلي عملية أمنية محكمة في بلدة معدان، استهدفت وكراً لتنظيم داعش، وأسفرت عن إلقاء القبض "
	     "على ثلاثة "
	     "أشخاص.",
	     "2025-12-21",
	     {{"Arrests", "معدان", NULL, NONE, NONE, 0}}},
	    {"ألقت قوى الأمن القبض على متزعم خلية في ريف حمص الشرقي.\nوقالت الوزارة إن وحداتها نفذت عملية أمنية "
	     "استهدفت أوكار التنظيم "
	     "في بلدة السخنة.",
	     "2025-12-21",
	     {{"Arrests", "السخنة", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void victims_are_counted_over_what_is_said_of_them(void **state)
{
	static const struct report cases[] = {
	    {"اغتيال الشيخ سالم الشتات أحد وجهاء قبيلة العكيدات وابنه في بلدة الصور.",
	     "2020-12-03",
	     {{NULL, "الصور", NULL, 2, NONE, 0}}},
	    {"مقتل مدرس يدعى سالم الأحمد وطالبة في بلدة الصور.", "2020-12-03", {{NULL, "الصور", NULL, 2, NONE, 0}}},
	    {"تعرض مدني لإصابة بليغة برصاص مجهولين في بلدة الصور.",
	     "2020-12-03",
	     {{"Attack", "الصور", NULL, NONE, 1, 0}}},
	    {"قُتل عنصران وجُرح /6/ آخرون بقصف تركي على بلدة الصور.", "2020-12-03", {{NULL, "الصور", NULL, 2, 6, 0}}},
	    {"سقوط ثلاثة قتلى بينهم طفل و7 جرحى في قصف على بلدة معدان.", "2020-12-03", {{NULL, "معدان", NULL, 3, 7, 0}}},
	    {"مصرع ستة عمال وجرح ستة آخرين جراء انفجار لغم في بلدة الصور.", "2020-12-03",
	     {{NULL, "الصور", NULL, 6, 6, 0}}},
	    {"قتلت دورية للأمن العام شخصين في بلدة معدان.", "2025-12-03", {{NULL, "معدان", NULL, 2, NONE, 0}}},
	    {"فقدت طفلة حياتها وبترت ساق شقيقها بانفجار لغم في بلدة الصور.", "2020-12-03",
	     {{NULL, "الصور", NULL, 1, 1, 0}}},
	    {"سقوط 13 قتيلاً وجريحاً بانفجار في بلدة الصور.", "2020-12-03", {{NULL, "الصور", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void doers_of_a_group_are_not_its_victims(void **state)
{
	static const struct report cases[] = {
	    {"توفي شيخ عشيرة إثر تعرضه لإطلاق نار من قبل ملثمين يعتقد أنهم يتبعون لتنظيم داعش في بلدة الصور.",
	     "2020-12-03",
	     {{"Attack", "الصور", NULL, ANY, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_suicide_bomber_names_the_type(void **state)
{
	static const struct report cases[] = {
	    {"انفجرت سيارة مفخخة بحاجز لقسد في بلدة الصور.\nوذكر بيان أن السيارة كان يقودها الانتحاري الذي قام "
	     "بتفجيرها.",
	     "2023-11-10",
	     {{"Suicide bomb", "الصور", NULL, NONE, NONE, 0}}},
	    {"شن التنظيم هجوماً انتحارياً على دورية للتحالف في بلدة الصور.",
	     "2019-01-16",
	     {{"Suicide bomb", "الصور", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void the_home_of_the_dead_is_not_where_they_fell(void **state)
{
	static const struct report cases[] = {
	    {"اقتحم المتظاهرون حاجزاً قرب بلدة السخنة.\nوقالت مصادر إن قوات النظام ردت بإطلاق النار، وفقد شخصان حياتهما "
	     "وهما من أهالي قرية "
	     "الصور.",
	     "2019-09-20",
	     {{NULL, "السخنة", NULL, ANY, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void what_happens_often_is_no_incident(void **state)
{
	static const struct report cases[] = {
	    {"قُتل عنصر من قسد برصاص مجهولين في بلدة الصور شرقي سوريا.\nوفي الآونة الأخيرة، شهدت بلدة السخنة عمليات "
	     "اغتيال طالت عناصر "
	     "وموظفين في المنطقة.",
	     "2022-05-10",
	     {{NULL, "الصور", NULL, 1, NONE, 0}}},
	    {"قُتل عنصر من قسد برصاص مجهولين في بلدة الصور شرقي سوريا.\nوتتلقى الميليشيات ضربات جوية بين الحين والآخر "
	     "في بلدة السخنة "
	     "ومحيطها شرقي حمص.",
	     "2022-05-10",
	     {{NULL, "الصور", NULL, 1, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* A place that one was bound for serves where no other is told; of a road with one end, the town before the colon. */
static void where_one_was_bound_for_is_where_it_happened(void **state)
{
	static const struct report cases[] = {
	    {"أحبطت القوات محاولة تسلل عبر نهر الفرات باتجاه بلدة ذيبان.",
	     "2022-05-10",
	     {{"Armed clash", "ذيبان", NULL, NONE, NONE, 0}}},
	    {"أعلنت القوات تحييد ثلاثة عناصر أثناء محاولتهم التسلل إلى بلدة سلوك شمالي سوريا.",
	     "2022-05-10",
	     {{"Armed clash", "سلوك", NULL, 3, NONE, 0}}},
	    {"تلبيسة: خطف شاب من مهجري تدمر على طريق حمص", "2022-05-10", {{NULL, "تلبيسة", NULL, NONE, NONE, 0}}},
	};
	(void)state;
	CHECK_ALL(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(where_one_was_bound_for_is_where_it_happened),
	    cmocka_unit_test(weapons_are_told_from_targets),
	    cmocka_unit_test(the_same_toll_in_a_quarter_is_the_same_event),
	    cmocka_unit_test(the_source_tells_of_its_own_town),
	    cmocka_unit_test(a_lead_of_several_events_is_filled_in_below),
	    cmocka_unit_test(sums_of_dead_and_wounded_belong_to_no_one_place),
	    cmocka_unit_test(another_town_told_by_the_same_source_is_another_event),
	    cmocka_unit_test(what_had_been_documented_is_past),
	    cmocka_unit_test(what_the_lead_sees_is_the_news),
	    cmocka_unit_test(brackets_hold_their_own_denials),
	    cmocka_unit_test(suffered_attacks_are_new),
	    cmocka_unit_test(territory_is_taken_by_someone),
	    cmocka_unit_test(who_does_the_deed_is_not_its_victim),
	    cmocka_unit_test(side_effects_are_no_incidents),
	    cmocka_unit_test(dates_of_other_clauses_are_not_the_events),
	    cmocka_unit_test(operations_are_after_someone),
	    cmocka_unit_test(victims_are_counted_over_what_is_said_of_them),
	    cmocka_unit_test(doers_of_a_group_are_not_its_victims),
	    cmocka_unit_test(a_suicide_bomber_names_the_type),
	    cmocka_unit_test(the_home_of_the_dead_is_not_where_they_fell),
	    cmocka_unit_test(what_happens_often_is_no_incident),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
