/* Places in sentences, one row each: which words are a place, which place, and what part it plays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/check.h"
#include "support/toponym_lab.h"

/* `name` NULL: the surface is no mention; "?": a mention without a place. `role` and `relation` NULL: not asked. */
struct place_case {
	const char *text, *surface, *name, *role, *relation;
};

static const struct mention *find_surface(const char *text, const char *surface)
{
	struct text t;
	struct error e;
	struct mentions m;
	assert_int_equal(text_parse(&arena, sv_cstr(text), SIZE_MAX, &t, &e), OK);
	toponym_find(&arena, rules, &t, NULL, &m);
	for (size_t i = 0; i < m.n; i++)
		if (sv_eq_cstr(m.items[i].surface, surface))
			return &m.items[i];
	return NULL;
}

static bool holds(const struct place_case *c)
{
	const struct mention *m = find_surface(c->text, c->surface);
	if (!m || !c->name)
		return !m && !c->name;
	bool named = c->name[0] == '?' ? m->unresolved : !m->unresolved && sv_eq_cstr(m->name_ar, c->name);
	const char *relation = relation_name(m->relation) ? relation_name(m->relation) : "";
	return named && (!c->role || sv_eq_cstr(sv_cstr(c->role), role_name(m->role))) &&
	       (!c->relation || sv_eq_cstr(sv_cstr(c->relation), relation));
}

static void check(const struct place_case *cases, size_t n)
{
	int failed = 0;
	for (size_t i = 0; i < n; i++) {
		if (holds(&cases[i]))
			continue;
		const struct mention *m = find_surface(cases[i].text, cases[i].surface);
		print_error("'%s' in '%s': %s '%.*s' %s %s\n", cases[i].surface, cases[i].text,
		            !m ? "no mention" : m->unresolved ? "unresolved" : "place",
		            m ? (int)m->name_ar.len : 0, m ? m->name_ar.ptr : "", m ? role_name(m->role) : "",
		            m && relation_name(m->relation) ? relation_name(m->relation) : "");
		failed++;
	}
	assert_int_equal(failed, 0);
}

#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

static void a_nationality_is_no_country_and_a_clan_no_village(void **state)
{
	static const struct place_case cases[] = {
	    {"وجد حارس مقتولاً داخل محله فجر السبت في بلدة سلوك.", "فجر", NULL, NULL, NULL},
	        /* Syrian citizens, Syrian aircraft; in Syria; of the two clans; networks; subject to */
	        {"قتل 53 مواطنا سوريا كانوا يجمعون الكمأة في بادية السخنة", "سوريا", NULL, NULL, NULL},
	        {"غارة نفذتها طائرات سورية على بلدة الشحيل", "سورية", NULL, NULL, NULL},
	        {"عاد اللاجئون إلى سوريا من لبنان", "سوريا", "سوريا", NULL, NULL},
	        {"اشتباكات بين عشيرتي البقارة والعفادلة في بلدة الكرامة", "البقارة", NULL, NULL, NULL},
	        {"بحسب شبكتا الخابور ودير الزور 24 المحليتان في بلدة الشحيل", "الخابور", NULL, NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

static void parts_of_a_place_are_in_it(void **state)
{
	static const struct place_case cases[] = {
	        /* in each of, in scattered parts of, in the fourth sector of, the western edge of */
	        {"تجددت الاشتباكات في كل من الشحيل والبصيرة", "الشحيل", "الشحيل", "event", "in"},
	        {"غارات على مناطق متفرقة من البادية السورية", "البادية السورية", "البادية السورية", "event", NULL},
	        {"حريق في القطاع الرابع من مخيم الهول", "مخيم الهول", "مخيم الهول", "event", "in"},
	        {"انفجار في الأطراف الغربية لمدينة الرقة", "الرقة", "الرقة", "event", "direction"},
	        {"سقطت قذيفة في الجهة الشمالية من بلدة الصور", "الصور", "الصور", "event", "direction"},
	        {"أقاموا حواجز داخل أحياء الرقة", "الرقة", "الرقة", "event", "in"},
	        {"انتشروا على الضفة الشرقية لنهر الفرات", "الضفة الشرقية لنهر الفرات", "الضفة اليسرى لنهر الفرات", NULL, "bank"},
	};
	(void)state;
	CHECK(cases);
}

static void what_goes_on_goes_on_as_before(void **state)
{
	static const struct place_case cases[] = {
	        /* in addition to, namely; the verb before a comma; a list of two areas with directions */
	        {"قصفوا أطراف السخنة بالإضافة إلى حقل توينان", "حقل توينان", "حقل توينان", "event", NULL},
	        {"إنزال جوي في ريف حلب الشمالي، وتحديداً قرية الدغيلة", "الدغيلة", "?", "event", NULL},
	        {"قصفت المدفعية الثقيلة، بعد الظهر، بلدة البصيرة", "البصيرة", "البصيرة", "event", "in"},
	        {"في ريفي الرقة الجنوبي ودير الزور الغربي", "دير الزور الغربي", "ريف دير الزور الغربي", "event", NULL},
	        {"وزعوا الخبز على قرى \"هنيدة\" و\"الغسانات\" بريف الرقة الغربي", "الغسانات", "?", NULL, NULL},
	        {"المياه مقطوعة عن أحياء الثكنة والجيش والعصملي في الرقة", "العصملي", "?", NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

static void motion_and_roads_are_told_apart(void **state)
{
	static const struct place_case cases[] = {
	        {"وصلت تعزيزات إلى محيط مدينة السخنة", "السخنة", "السخنة", "destination", "near"},
	        {"كمين على الطريق الواصل إلى مدينة السخنة", "السخنة", "السخنة", "event", "on_road"},
	        {"تهريب النفط عن طريق تدمر", "تدمر", "تدمر", "context", ""},
	        {"انسحبوا من بلدة التبني بريف دير الزور الغربي إلى معدان", "ريف دير الزور الغربي", "ريف دير الزور الغربي", "context", NULL},
	        {"قذيفة قرب الطريق الدولي حلب - الحسكة", "حلب", "حلب", "event", "on_road"},
	        {"قرية أم الكيف /4/ كم شمال بلدة تل تمر", "تل تمر", "تل تمر", "event", "offset"},
	        {"المدينة الواقعة إلى الشمال الشرقي من تدمر", "تدمر", "تدمر", "event", "direction"},
	        {"سيارة على طريق الهول ـ تل براك", "تل براك", "تل براك", "event", "on_road"},
	        {"عبوة على طريق دير الزور الميادين", "طريق دير الزور الميادين", "طريق دير الزور - الميادين - البوكمال", "event", "on_road"},
	        {"هجوم في شمال سوريا اليوم الخميس", "شمال سوريا", "شمال سوريا", "event", NULL},
	        {"استهدفت إسرائيل مناطق بالقرب من مدينة حمص", "إسرائيل", "إسرائيل", "actor", NULL},
	        {"مقاتلون في حقول العمر والتنك", "التنك", "حقل التنك", "event", NULL},
	        {"ميليشيا تابعة لإيران", "إيران", "إيران", "actor", NULL},
	};
	(void)state;
	CHECK(cases);
}

static void namesakes_elsewhere_are_not_taken(void **state)
{
	static const struct place_case cases[] = {
	        /* a city far from its list and from what is said to hold it; a village on the other side; what is around here */
	        {"دوي انفجارات في منطقة الـ55 قرب التنف", "منطقة الـ55", "منطقة الـ55", "event", "in"},
	        {"غارات على محاور الرصافة وأثريا ضمن مثلث حلب-حماة-الرقة", "أثريا", "أثريا", "event", NULL},
	        {"تظاهرات في قرى محيميدة والحصان والسفيرة في ريف دير الزور", "السفيرة", "?", NULL, NULL},
	        {"قتل راع في قرية الزعفرانية بريف حمص الجنوبي", "الزعفرانية", "?", NULL, NULL},
	        {"قتل راع في قرية الزعفرانية بريف حمص الشمالي", "الزعفرانية", "الزعفرانية", NULL, NULL},
	        {"وفود من محافظات الجزيرة", "محافظات الجزيرة", "الجزيرة السورية", NULL, NULL},
	        /* only the first word of a name is known */
	        {"طائرة قصفت قرية كسرة جمعان، بريف الرقة الغربي", "كسرة جمعان", "?", NULL, NULL},
	        /* a street named after a country, a quarter of another town, a stated distance, a dam in quotation marks */
	        {"تجمعوا في شارع فلسطين وسط مدينة دير الزور", "شارع فلسطين", "?", NULL, NULL},
	        {"خرجوا إلى شارع الجيش في مدينة الرقة", "شارع الجيش", "?", NULL, NULL},
	        {"بين قريتي السلحبية (25 كم غرب الرقة) والمنصورة", "السلحبية", "سلحبية", NULL, NULL},
	        {"قرب سد \"البعث\" على نهر الفرات", "سد \"البعث\"", "سد البعث", NULL, NULL},
	        {"نقلوا إلى مشفى \"عائشة\" في البوكمال", "مشفى \"عائشة\"", "مشفى عائشة", NULL, NULL},
	        {"نقلا إلى مشفى \"الفرات\" في الطبقة", "مشفى \"الفرات\"", "?", NULL, NULL},
	        {"سيطروا على معمل السكر بشمال مدينة الرقة", "معمل السكر", "?", NULL, NULL},
	        {"دخلوا قرى \"محيميدة\" و\"حوائج الفلان\" بريف دير الزور الغربي", "حوائج الفلان", "?", NULL, NULL},
	        {"دخل الجيش مدينة دير حفير شرق حلب", "دير حفير", "?", NULL, NULL},
	        {"داهموا معابر نهرية في بلدات الشحيل وذيبان", "نهرية", NULL, NULL, NULL},
	        {"بلدة الجفرة قرب مطار دير الزور العسكري", "الجفرة", "الجفرة", NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

/* The eastern countryside of Homs holds none of the namesakes in Hama, near as they are. */
static void a_countryside_ends_with_its_governorate(void **state)
{
	const struct mention *m = find_surface("كمين لحافلة قرب قرية الطيبة بريف حمص الشرقي", "الطيبة");
	(void)state;
	assert_non_null(m);
	assert_false(m->unresolved);
	assert_true(sv_eq_cstr(gazetteer_place(gazetteer, (size_t)m->place)->admin1, "حمص"));
}

static void words_that_are_no_places(void **state)
{
	static const struct place_case cases[] = {
		{"اعتقلت الدورية عدداً من الشبان من مدينة الميادين", "الشبان", NULL, NULL, NULL}, /* the youths */
	        /* prisons of a man; the two villages; the SDF behind "to"; guards; outlets; "in their entirety"; Assyrian */
	        {"قضى عشرة أعوام في سجون الأسد", "الأسد", NULL, NULL, NULL},
	        {"اندلع خلاف بين القريتين على أرض في ريف الرقة", "القريتين", NULL, NULL, NULL},
	        {"مركز تابع لسوريا الديمقراطية في الرقة", "سوريا", NULL, NULL, NULL},
	        {"حرس الحدود العراقية أوقف سيارة", "الحدود العراقية", NULL, NULL, NULL},
	        {"عند الحدود العراقية الأردنية", "الحدود العراقية", NULL, NULL, NULL},
	        {"أفاد موقع \"الخابور\" بأن شاباً أصيب في الشدادي", "الخابور", NULL, NULL, NULL},
	        {"سيطروا على أحياء بكاملها في البوكمال", "بكاملها", NULL, NULL, NULL},
	        {"تتكون مدينة الرقة من ثلاثين حيا سكنيا", "سكنيا", NULL, NULL, NULL},
	        {"حرائق في آبار نفط قرب القامشلي", "نفط", NULL, NULL, NULL},
	        {"فرن خالدبن الوليد في حي الجورة بدير الزور", "الوليد", NULL, NULL, NULL},
	        {"قصفت فصائل بركان الفرات بلدة الهول", "الفرات", NULL, NULL, NULL},
	        {"قرية تل جمعة الآشورية بريف تل تمر", "الآشورية", NULL, NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

/* A word of the general language is no misspelt village, but behind "town of" it may be one; a name that only a far village bears needs a
   word before it that says it is a place. */
static void words_of_the_language_are_no_misspelt_names(void **state)
{
	(void)state;
	static const struct place_case cases[] = {
	        {"استهدفت غارة رتلا قرب الشحيل وتدمير ثلاث آليات.", "تدمير", NULL, NULL, NULL},
	        {"استهدف القصف شاحنة قرب تلبيسة والحمولة التي عليها في ريف حمص.", "الحمولة", NULL, NULL, NULL},
	        {"واصلت الفرق إزالة الألغام من القرى والبلدات المحررة في ريف حماة.", "المحررة", NULL, NULL, NULL},
	        {"انفجرت دراجة مفخخة داخل بلدة العريش جنوب مدينة الحسكة.", "العريش", "العريشة", NULL, NULL},
	        {"قتل عنصران من القوات الحكومية في مدينة تدمر.", "الحكومية", NULL, NULL, NULL},
	        {"أعلنت الفصائل مارع مدينة محررة في ريف حلب.", "محررة", NULL, NULL, NULL},
	        {"يعبر السكان النهر قرب الميادين على جسر حديدي مؤقت.", "جسر حديدي", NULL, NULL, NULL},
	};
	CHECK(cases);
}

static void what_stands_near_no_place_still_is_one(void **state)
{
	static const struct place_case cases[] = {
	        /* behind an operation, between quotations, behind a council, before an outlet's name; "near" an unknown one */
	        {"شهدت الحسكة عملية وحيدة والرقة أيضاً", "الرقة", "الرقة", NULL, NULL},
	        {"مطار “الطبقة” في الرقة كما الفرقة “17” قبله", "الرقة", "الرقة", NULL, NULL},
	        {"قصف مجلس تل تمر قرية أم الكيف", "أم الكيف", "أم الكيف", "event", NULL},
	        {"محافظة دير الزور_ المرصد السوري لحقوق الإنسان", "دير الزور", "دير الزور", "context", NULL},
	        {"قتل راع قرب النتيلة في بادية الميادين", "النتيلة", "?", "event", "near"},
	        {"قتل راع قرب المدرسة في بادية الميادين", "المدرسة", NULL, NULL, NULL},
	        {"قصفوا (جبل العمور، وأم رجمين، وجبل هيان) في بادية حمص", "أم رجمين", "?", "event", NULL},
	        {"نقلوا إلى مشفى “باسل الأسد الوطني” في تدمر", "مشفى “باسل الأسد الوطني”", "?", NULL, NULL},
	        {"تقع بلدة تل الشور غربي مدينة حمص", "تل الشور", "تل الشور", NULL, NULL},
	        {"أعدموا في منطقة مساكن الضباط شمال مدينة تدمر", "مساكن الضباط", "?", NULL, NULL},
	        {"المستهدف من قرية محاذية للريف الشمالي لدير الزور", "لريف الشمالي لدير الزور", "ريف دير الزور الشمالي", NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

static void a_word_over_a_list_holds_for_all_of_it(void **state)
{
	static const struct place_case cases[] = {
	        /* the steppe of several governorates, not of a town and a city; fields; a mine in a town behind a list of towns */
	        {"تمشيط واسع في بادية حمص وحماة ودير الزور", "حماة", "بادية حماة", "event", "badia"},
	        {"تمشيط واسع في بادية حمص وحماة ودير الزور", "دير الزور", "بادية دير الزور", "event", "badia"},
	        {"غارة على بادية تدمر ودير الزور", "دير الزور", "دير الزور", "event", "in"},
	        {"تركز القصف في بلدات: الصور، والبصيرة", "البصيرة", "البصيرة", "event", "in"},
	        {"داهموا منازل في كل من: عياش، والشميطية", "الشميطية", "الشميطية", "event", "in"},
	        {"حرائق في مخيم وحقول الخراطة والتنك النفطية", "التنك", "حقل التنك", "event", NULL},
	        {"انفجار كبير بمعامل الدفاع والسكان خائفون", "معامل الدفاع", "معامل الدفاع", NULL, NULL},
	        {"قصفوا مدن الميادين والبوكمال والعشارة وقرى البوليل والزباري ومنجم الملح في التبني", "الزباري", "الزباري", "event", NULL},
	        {"قصفوا مدن الميادين والبوكمال والعشارة وقرى البوليل والزباري ومنجم الملح في التبني", "منجم الملح", "منجم الملح", "event", NULL},
	        {"هجوم على بلدتي “الصور والبصيرة” ليلاً", "الصور", "الصور", "event", NULL},
	        {"هجوم على بلدتي “الصور والبصيرة” ليلاً", "البصيرة", "البصيرة", "event", NULL},
	        {"قصفوا أحياء \"الحميدية\" و\"العرضي\" الخاضعة لهم في دير الزور", "الخاضعة", NULL, NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

static void endings_and_helping_letters_hide_no_name(void **state)
{
	static const struct place_case cases[] = {
	        /* case endings; a man, indefinite; the dialect's helping alef; a longer name behind "town of" */
	        {"قُتلَ راعٍ في بلدةِ خشامٍ مساءً", "خشامٍ", "خشام", "event", "in"},
	        {"قُتلَ راعٍ في ديرِ الزورٍ", "ديرِ الزورٍ", "دير الزور", "event", NULL},
	        {"أحرقوا صهريجاً قرب الشحيل", "صهريجاً", NULL, NULL, NULL},
	        {"انفجار لغم في قرية ازغير شامية غربي دير الزور", "ازغير شامية", "زغير شامية", "event", "in"},
	        {"مشاجرة في بلدة كسرة سرور جنوب الرقة", "كسرة سرور", "كسرة سرور", "event", "in"},
	        {"غارة على قرية حاوي الهوا غربي الرقة", "حاوي الهوا", "حاوي الهوى", "event", NULL},
	        {"خلاف في قرية الحمرا بلاسم بريف الرقة الشرقي", "الحمرا بلاسم", "حمرة بلاسم", "event", "in"},
	};
	(void)state;
	CHECK(cases);
}

static void what_is_nobodys_name(void **state)
{
	static const struct place_case cases[] = {
	        /* eleven Syrians; not Syrian; a family name; mines; for poultry; sending; returning; another clan; a dateline */
	        {"قتل 11 سوريا في المدينة", "سوريا", NULL, NULL, NULL},
	        {"مسلحون من جنسيات سورية وغير سورية دخلوا بلدة الشحيل", "سورية", NULL, NULL, NULL},
	        {"قُتل حمود سوادي النوير بلغم في بلدة البصيرة", "وادي النوير", NULL, NULL, NULL},
	        {"لا تزال حقول الألغام في بادية الميادين", "الألغام", NULL, NULL, NULL},
	        {"قصفوا مزرعة للأبقار في بلدة الكسرة", "مزرعة للأبقار", NULL, NULL, NULL},
	        {"أعلنوا، إرسال تعزيزات إلى الشحيل", "إرسال", NULL, NULL, NULL},
	        {"التقى صديقاً عائداً، وهو عائد من الشحيل", "عائد", NULL, NULL, NULL},
	        {"معارك في قرى منها البوحميد والتبني", "البوحميد", NULL, NULL, NULL},
	        {"قصفوا المعبر الحدودي مع العراق", "العراق", "العراق", "context", NULL},
	        {"ساتر على الحدود بين العراق والأردن", "الأردن", "الأردن", "context", NULL},
	        {"طال القصف كلا من بلدتي الصور والبصيرة", "البصيرة", "البصيرة", "context", NULL},
	        {"وكالة الضفة - تركيا\nانفجار في بلدة الشحيل", "تركيا", "تركيا", "context", NULL},
	};
	(void)state;
	CHECK(cases);
}

/* A governorate's name that is its city's too: which one is meant, and on what grounds. */
static void city_or_governorate_is_said(void **state)
{
	static const struct {
		const char *text, *basis;
		enum place_kind kind;
	} cases[] = {
	        {"وصل الوفد إلى مدينة الرقة", "the city: its head word says so", KIND_CITY},
	        {"وصل الوفد إلى محافظة الرقة", "the governorate: its head word says so", KIND_GOVERNORATE},
	        {"وصل الوفد إلى الرقة", "the city: ways, directions and distances go by it", KIND_CITY},
	        {"انفجار في بلدة معدان في الرقة", "the governorate: towns are said to be in it", KIND_GOVERNORATE},
	        {"انفجار في الرقة", "the city, which the governorate is named after: nothing says which", KIND_CITY},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct mention *m = find_surface(cases[i].text, "الرقة");
		assert_non_null(m);
		assert_int_equal(m->kind, cases[i].kind);
		assert_string_equal(m->extent_basis, cases[i].basis);
	}
	assert_null(find_surface("وصل الوفد إلى تدمر", "تدمر")->extent_basis);
}

static void a_common_facility_is_that_of_a_town_named(void **state)
{
	static const struct place_case cases[] = {
	        /* the clock roundabout: in Raqqa there is one; of another town, of none */
	        {"داهمت قوة أمنية دوار الساعة في مدينة الرقة", "دوار الساعة", "دوار الساعة", NULL, NULL},
	        {"قالت مصادر في الرقة إن انفجارا وقع قرب دوار الساعة", "دوار الساعة", "دوار الساعة", NULL, NULL},
	        {"قالت مصادر في حمص إن قوة أمنية داهمت دوار الساعة", "دوار الساعة", "?", NULL, NULL},
	        {"داهمت قوة أمنية دوار الساعة واعتقلت شابا", "دوار الساعة", NULL, NULL, NULL},
	        /* the hospital of Hajin says its town */
	        {"نقل المصابون إلى مشفى هجين", "مشفى هجين", "مشفى هجين", NULL, NULL},
	};
	(void)state;
	CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_nationality_is_no_country_and_a_clan_no_village),
	        cmocka_unit_test(parts_of_a_place_are_in_it),
	        cmocka_unit_test(what_goes_on_goes_on_as_before),
	        cmocka_unit_test(motion_and_roads_are_told_apart),
	        cmocka_unit_test(namesakes_elsewhere_are_not_taken),
	        cmocka_unit_test(a_countryside_ends_with_its_governorate),
	        cmocka_unit_test(words_that_are_no_places),
	        cmocka_unit_test(words_of_the_language_are_no_misspelt_names),
	        cmocka_unit_test(what_stands_near_no_place_still_is_one),
	        cmocka_unit_test(a_word_over_a_list_holds_for_all_of_it),
	        cmocka_unit_test(endings_and_helping_letters_hide_no_name),
	        cmocka_unit_test(what_is_nobodys_name),
	        cmocka_unit_test(city_or_governorate_is_said),
	        cmocka_unit_test(a_common_facility_is_that_of_a_town_named),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
