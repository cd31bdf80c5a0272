/* Laws of dates: the calendar, expressions, the text's day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/event_lab.h"

static void every_row_is_found_in_its_example(void **state)
{
	(void)state;
	lab_check_examples("months", PHRASE_MONTH, 0);
	lab_check_examples("weekdays", PHRASE_WEEKDAY, 0);
	lab_check_examples("time_words", PHRASE_TIME, 1); /* the first is the reference date */
}

static void days_and_dates_are_inverse(void **state)
{
	(void)state;
	for (int64_t d = -200000; d < 200000; d += 37)
		assert_int_equal(date_to_days(date_from_days(d)), d);
	assert_int_equal(date_to_days((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_weekday((struct date){2021, 9, 18}), 6); /* a Saturday */
	assert_int_equal(date_weekday((struct date){1969, 12, 28}), 0);
}

static void only_real_days_are_read(void **state)
{
	struct date d;
	(void)state;
	assert_true(date_parse_iso(SV("2024-02-29T10:00:00Z"), &d));
	assert_int_equal(d.day, 29);
	assert_false(date_parse_iso(SV("2023-02-29"), &d));
	assert_false(date_parse_iso(SV("2023-13-01"), &d));
	assert_false(date_parse_iso(SV("20230101"), &d));
	assert_false(date_parse_iso(SV(""), &d));
}

struct expectation {
	const char *text, *published;
	const char *first; /* "" : not resolvable */
	enum date_unit unit;
};

/* The first date that is no duration. */
static void check(const struct expectation *x)
{
	struct events ev = lab_events(x->text, x->published);
	const struct date_fact *d = NULL;
	for (size_t i = 0; i < ev.n_dates && !d; i++)
		d = ev.dates[i].is_duration ? NULL : &ev.dates[i];
	if (!d) {
		print_error("no date in '%s'\n", x->text);
		fail();
	}
	char got[32] = "";
	if (d->first.year)
		snprintf(got, sizeof got, "%04d-%02d-%02d", d->first.year, d->first.month, d->first.day);
	if (strcmp(got, x->first) != 0 || d->unit != x->unit) {
		print_error("'%s': %s unit %d, not %s unit %d\n", x->text, got, d->unit, x->first, x->unit);
		fail();
	}
}

#define CHECK_ALL(cases)                                                                                               \
	for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(cases)[0]; i_++)                                               \
	check(&(cases)[i_])

/* The text's day: a picture's date above the story, a page's own date behind publication, "yesterday" beside a date. */
static void the_texts_day_is_not_any_date_on_the_page(void **state)
{
	static const struct {
		const char *text, *published, *day, *basis;
	} cases[] = {
	    {"دورية على أطراف البلدة - 19 حزيران 2025 (وكالة محلية)\nأعلنت القوات مقتل أحد عناصرها في البلدة، الجمعة 25 من تموز.", "",
	     "2025-07-25", "weekday+day+month, year by a date above"},
	    {"الخميس 08 ديسمبر 2016\n\nتاريخ النشر: الثلاثاء 06 مايو 2014\n\nقتل مسلحان في معارك في القرية.", "2014-05-06", "2014-05-06",
	     "dateline"},
	    {"الخميس 08 ديسمبر 2016\n\nقتل مسلحان في معارك في القرية.", "2014-05-06", "2014-05-06", "published"},
	    {"خرجت مظاهرة اليوم بعد ما جرى أمس الخميس \"21\\10\\2021\" في البلدة.", "", "2021-10-22", NULL},
	    {"ألقت قواتنا القبض على متزعم خلية فجر اليوم في القرية.\nالمركز الإعلامي\n17 أيار 2023", "", "2023-05-17", "dateline"},
	    {"يدور اقتتال في البلدة بين عائلتين.\nقتيل في الاقتتال.\n— وكالة محلية (@local) December 26, 2022\nولم يتوقف.", "", "2022-12-26",
	     NULL},
	    {"قُتل مدنيون الجمعة في القرية. وسبق أن قُتل تسعة آخرون الأربعاء 5 كانون الثاني 2022 على يد مجهولين أثناء رعيهم الأغنام، كما قُتل شاب يوم 12 شباط الجاري.", "",
	     "2022-02-12", "day of the current month"},
	    {"ألقت قواتنا القبض على متزعم خلية فجراً في القرية.\nوأصدر المركز البيان اليوم، 7 تموز 2022.", "", "2022-07-07", "dateline"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct events ev = lab_events(cases[i].text, cases[i].published);
		char got[32];
		snprintf(got, sizeof got, "%04d-%02d-%02d", ev.text_day.year, ev.text_day.month, ev.text_day.day);
		assert_string_equal(got, cases[i].day);
		if (cases[i].basis)
			assert_true(sv_eq_cstr(ev.text_day_basis, cases[i].basis));
	}
}

/* A line that heads a digest dates what has no day below it; any other line does not. */
static void a_digests_heading_has_its_day(void **state)
{
	(void)state;
	struct events ev = lab_events("حصاد الأربعاء 10 حزيران في المنطقة\nقُتل شاب في البلدة.", "2020-06-11");
	assert_int_equal(ev.header_day.year, 2020);
	assert_int_equal(ev.header_day.day, 10);
	ev = lab_events("أخبار ليلة أمس الأربعاء\n- قُتل شاب في البلدة.", "2020-06-11");
	assert_int_equal(ev.header_day.day, 10);
	ev = lab_events("هجوم على حاجز الأربعاء 10 حزيران\nقُتل شاب في البلدة.", "2020-06-11");
	assert_int_equal(ev.header_day.year, 0);
}

static void weekday_day_and_month_fix_the_year(void **state)
{
	static const struct expectation cases[] = {
	    {"خرجت تعزيزات مساء السبت 18 أيلول من المدينة.", "", "2021-09-18", DATE_DAY},
	    {"اندلعت اشتباكات الخميس 12 آب الجاري في البادية.", "", "2021-08-12", DATE_DAY},
	    {"شن مسلحون هجوماً فجر الثلاثاء 14 كانون الأول.", "", "2021-12-14", DATE_DAY},
	    {"بدأت الحملة يوم الاثنين 24 كانون الثاني/يناير.", "", "2022-01-24", DATE_DAY},
	    {"قُتل شاب الجمعة 27 من تشرين الثاني.", "2020-11-28", "2020-11-27", DATE_DAY},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void dates_are_read_in_every_writing(void **state)
{
	static const struct expectation cases[] = {
	    {"قُتل شاب 29-10-2022 في البلدة.", "", "2022-10-29", DATE_DAY},
	    {"2023.03.09 | 07:41 دمشق", "", "2023-03-09", DATE_DAY},
	    {"الاثنين 5/10/2020", "", "2020-10-05", DATE_DAY},
	    {"• 3/11: هجوم على حاجز.", "2021-12-02", "2021-11-03", DATE_DAY},
	    {"قُتل راع في 17/11 قرب البئر.", "2021-12-02", "2021-11-17", DATE_DAY},
	    {"ملخص اليوم ٢٩/١٠/٢٠٢٢", "", "2022-10-29", DATE_DAY},
	    {"٢٦ آب/أغسطس ٢٠٢٢", "", "2022-08-26", DATE_DAY},
	    {"ليوم الخميس 22 / تموز / 2021", "", "2021-07-22", DATE_DAY},
	    {"هجوم في 28 نوفمبر/تشرين الثاني 2019 على خط الغاز", "2021-04-23", "2019-11-28", DATE_DAY},
	    {"في الثاني من تموز 2025", "", "2025-07-02", DATE_DAY},
	    {"يوميات الحصار | 7 / 4 / 2016", "", "2016-04-07", DATE_DAY},
	    {"انخطف شاب بتاريخ 5/3 في البلدة.", "2023-03-08", "2023-03-05", DATE_DAY},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void relative_words_are_tied_to_the_text_day(void **state)
{
	static const struct expectation cases[] = {
	    {"قُتل شاب مساء أمس في البلدة.", "2022-06-12", "2022-06-11", DATE_DAY},
	    {"قُتل شاب أول أمس في البلدة.", "2022-06-12", "2022-06-10", DATE_DAY},
	    {"قُتل شاب فجر اليوم الخميس.", "2023-03-09", "2023-03-09", DATE_DAY},
	    {"قُتل شاب مساء السبت.", "2022-06-13", "2022-06-11", DATE_DAY},
	    {"قُتل شاب السبت الفائت.", "2020-07-21", "2020-07-18", DATE_DAY},
	    {"قُتل شاب الخميس الماضي.", "2022-06-16", "2022-06-09", DATE_DAY},
	    {"قُتل شاب قبل يومين.", "2022-06-12", "2022-06-10", DATE_DAY},
	    {"قُتل شاب قبل نحو عشرة أيام.", "2022-06-12", "2022-06-02", DATE_DAY},
	    {"قُتل شاب قبل عشرة أيام.", "2024-03-02", "2024-02-21", DATE_DAY},
	    {"قُتل شاب الأسبوع الماضي.", "2022-01-24", "2022-01-17", DATE_WEEK},
	    {"قُتل شاب الشهر الفائت.", "2025-05-14", "2025-04-01", DATE_MONTH},
	    {"قُتل شاب في 17 الشهر الجاري.", "2024-02-25", "2024-02-17", DATE_DAY},
	    {"قُتل شاب في نيسان الماضي.", "2021-05-18", "2021-04-01", DATE_MONTH},
	    {"قُتل شاب في نيسان الماضي.", "2021-03-18", "2020-04-01", DATE_MONTH},
	    {"قُتل شاب منتصف أيار الجاري.", "2021-05-25", "2021-05-11", DATE_MONTH},
	    {"قُتل شاب في صيف 2018.", "2023-10-15", "2018-07-01", DATE_YEAR},
	    {"قُتل شاب قبل يومين.", "", "", DATE_UNKNOWN},
	    {"قُتل شاب مساء أمس.", "", "", DATE_UNKNOWN},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void after_midnight_of_yesterday_is_today(void **state)
{
	static const struct expectation cases[] = {
	    {"هجوم بعد منتصف ليل أمس على حاجز.", "2020-10-05", "2020-10-05", DATE_DAY},
	    {"إنزال بعد منتصف ليل الثلاثاء - الأربعاء.", "2022-10-05", "2022-10-05", DATE_DAY},
	};
	(void)state;
	CHECK_ALL(cases);
}

static void a_weekday_may_follow_the_day_that_the_text_tells(void **state)
{
	struct events ev = lab_events("عثر أهالٍ الأحد 3 تشرين الأول على جثة. وأصيب ثلاثة جنود صباح الاثنين.", "");
	(void)state;
	assert_int_equal(ev.n_dates, 2);
	assert_int_equal(ev.dates[1].first.month, 10);
	assert_int_equal(ev.dates[1].first.day, 4);
}

static void days_of_a_month_named_before_are_in_it(void **state)
{
	struct events ev =
	    lab_events("الهجوم هو الثالث خلال شهر كانون الثاني، إذ قُتل في السادس منه أربعة.", "2024-02-01");
	(void)state;
	const struct date_fact *d = &ev.dates[ev.n_dates - 1];
	assert_int_equal(d->unit, DATE_DAY);
	assert_int_equal(d->first.month, 1);
	assert_int_equal(d->first.day, 6);
}

static void two_days_are_a_span(void **state)
{
	static const struct expectation cases[] = {
	    {"قصفت الطائرات البلدة يومي 3 و4 أيار، وقُتل عنصر", "2022-05-20", "2022-05-03", DATE_DAYS},
	    {"شنت الطائرات غارات بين 3 و5 أيار الجاري", "2022-05-20", "2022-05-03", DATE_DAYS},
	    {"دارت اشتباكات من 3 إلى 9 أيار", "2022-05-20", "2022-05-03", DATE_WEEK},
	    {"غارات يومي 16 و 17 من الشهر الجاري", "2022-05-20", "2022-05-16", DATE_DAYS},
	    {"قُتل عنصران خلال يومي الثلاثاء والأربعاء", "2022-05-20", "2022-05-17", DATE_DAYS},
	    {"قُتل مدنيون يومي الجمعة والسبت", "2022-05-20", "2022-05-13", DATE_DAYS}, /* published on a Friday */
	    {"قُتل عنصران في 30 نيسان و1 أيار", "2022-05-20", "2022-04-30", DATE_DAYS},
	    {"وانفجر لغم، منذ عشرة أيام في البلدة، أدى إلى مقتل طفلين", "2022-05-20", "2022-05-10", DATE_DAY}, /* ten days ago */
	    {"قُتل خمسة في 4 أيار", "2022-05-20", "2022-05-04", DATE_DAY},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check(&cases[i]);
}

/* "الأسبوع الثاني من أيار" is no second of May. */
static void parts_of_a_month_are_spans(void **state)
{
	static const struct expectation cases[] = {
	    {"سلب مسلحون حافلة في الأسبوع الأخير من تموز الماضي.", "2022-08-20", "2022-07-25", DATE_WEEK},
	    {"قُتل جندي خلال الأسبوع الثاني من شهر أيار.", "2022-08-20", "2022-05-08", DATE_WEEK},
	    {"قُتل جندي في الأسبوع الثالث من الشهر الماضي.", "2022-08-20", "2022-07-15", DATE_WEEK},
	    {"انسحبت القوات في النصف الثاني من حزيران.", "2022-08-20", "2022-06-16", DATE_MONTH},
	    {"وسبق الهجوم بثلاثة أيام انفجار لغم في بلدة الصور.", "2022-08-20", "2022-08-17", DATE_DAY},
	    {"قُتل جندي في 9 الجاري.", "2022-08-20", "2022-08-09", DATE_DAY},
	    {"قُتل جندي الأسبوع قبل الماضي.", "2022-08-20", "2022-08-06", DATE_WEEK},
	    {"قُتل جندي السبت قبل الماضي.", "2022-08-19", "2022-08-06", DATE_DAY},
	    {"قُتل جندي الشهر قبل الماضي.", "2022-08-20", "2022-06-01", DATE_MONTH},
	    {"قُتل جندي ليل الخميس الجمعة.", "2022-08-20", "2022-08-19", DATE_DAY},
	    {"قُتل جندي ليلة أمس الأول.", "2022-08-20", "2022-08-18", DATE_DAY},
	};
	(void)state;
	CHECK_ALL(cases);
}

/* The last date of a text. */
static void days_are_told_from_the_one_before(void **state)
{
	static const struct expectation cases[] = {
	    {"قُتل جندي في 3 آب، وفي اليوم التالي انفجر لغم.", "2022-08-20", "2022-08-04", DATE_DAY},
	    {"قُتل جندي في 3 آب، وفي اليوم الذي تلاه انفجر لغم.", "2022-08-20", "2022-08-04", DATE_DAY},
	    {"قُتل جندي في 3 آب. وفي نفس اليوم انفجر لغم.", "2022-08-20", "2022-08-03", DATE_DAY},
	    {"قُتل جندي في 3 آب. ويومها سقطت قذائف.", "2022-08-20", "2022-08-03", DATE_DAY},
	    {"قُتل جندي في 3 آب. وسقطت قذائف مساء ذلك اليوم.", "2022-08-20", "2022-08-03", DATE_DAY},
	    {"قُتل جندي في 3 آب، وقبلها بيومين انفجر لغم.", "2022-08-20", "2022-08-01", DATE_DAY},
	    {"قُتل جندي في 3 آب، وبعدها بيوم انفجر لغم.", "2022-08-20", "2022-08-04", DATE_DAY},
	    {"قصف الطيران البلدة أمس. وبعد ساعات من الغارة، سقطت قذائف.", "2022-08-20", "2022-08-19", DATE_DAY},
	    {"ويأتي الهجوم بعد يوم واحد من مقتل شرطي.", "2022-08-20", "2022-08-19", DATE_DAY},
	    {"ويأتي الهجوم بعد أيام قليلة من مقتل شرطي.", "2022-08-20", "2022-08-14", DATE_WEEK},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct events ev = lab_events(cases[i].text, cases[i].published);
		const struct date_fact *d = &ev.dates[ev.n_dates - 1];
		char got[32];
		snprintf(got, sizeof got, "%04d-%02d-%02d", d->first.year, d->first.month, d->first.day);
		assert_string_equal(got, cases[i].first);
		assert_int_equal(d->unit, cases[i].unit);
	}
}

static void durations_are_no_dates(void **state)
{
	static const char *const texts[] = {"استمرت الاشتباكات لعدة ساعات.", "خلال السنوات الماضية شن التنظيم هجمات.",
					    "منذ سنوات تنتشر الميليشيات.", "لمدة 24 ساعة."};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct events ev = lab_events(texts[i], "2022-01-01");
		for (size_t k = 0; k < ev.n_dates; k++)
			assert_true(ev.dates[k].is_duration);
	}
}

static void inferred_years_say_so_and_stay_before_the_reference(void **state)
{
	struct events ev = lab_events("قُتل شاب في 12 آذار في البلدة.", "");
	(void)state;
	assert_int_equal(ev.n_dates, 1);
	assert_true(sv_find(ev.dates[0].basis, SV("year_inferred"), 0) != SIZE_MAX);
	assert_true(date_to_days(ev.dates[0].first) <= date_to_days(lab_rules->reference));
}

static void the_text_day_is_dateline_then_publication_then_story(void **state)
{
	(void)state;
	struct events ev = lab_events("10 نوفمبر 2020\n\nقُتل شاب مساء أمس في البلدة.", "2021-01-01");
	assert_sv_equal(ev.text_day_basis, "dateline, conflict: published");
	assert_int_equal(ev.text_day.year, 2020);
	ev = lab_events("10 نوفمبر 2020\n\nقُتل شاب مساء أمس في البلدة.", "2020-11-11");
	assert_sv_equal(ev.text_day_basis, "dateline");
	ev = lab_events("قُتل شاب يوم الخميس 22 أبريل في البلدة.", "2021-04-23");
	assert_sv_equal(ev.text_day_basis, "published");
	ev = lab_events("قُتل شاب يوم الخميس 22 أبريل في البلدة.", "2023-08-01");
	assert_int_equal(ev.text_day.day, 22);
	assert_true(sv_find(ev.text_day_basis, SV("before publication"), 0) != SIZE_MAX);
	ev = lab_events("قُتل شاب في البلدة.", "");
	assert_int_equal(ev.text_day.year, 0);
}

static void a_month_name_alone_is_a_word(void **state)
{
	(void)state;
	assert_int_equal(lab_events("آب الجميل والدته من شباط", "2022-01-01").n_dates, 0);
}

static void a_weekday_that_does_not_fit_is_flagged(void **state)
{
	(void)state;
	/* 9 May 2023 was a Tuesday */
	struct events ev = lab_events("قُتل شاب يوم الأربعاء 9 أيار في البلدة.", "2023-05-10");
	assert_int_equal(ev.dates[0].first.year, 2023);
	assert_int_equal(ev.dates[0].first.day, 9);
	assert_true(sv_find(ev.dates[0].basis, SV("conflict: weekday"), 0) != SIZE_MAX);
	ev = lab_events("قُتل شاب يوم الأربعاء 9 أيار 2023 في البلدة.", "");
	assert_true(sv_find(ev.dates[0].basis, SV("conflict: weekday"), 0) != SIZE_MAX);
	ev = lab_events("قُتل شاب يوم الثلاثاء 9 أيار في البلدة.", "2023-05-10");
	assert_true(sv_find(ev.dates[0].basis, SV("conflict"), 0) == SIZE_MAX);
}

static void a_person_behind_is_no_end_of_a_month(void **state)
{
	(void)state;
	struct events ev = lab_events("قُتل شاب وأصيب آخر أمس في البلدة.", "2023-05-10");
	assert_int_equal(ev.n_dates, 1);
	assert_int_equal(ev.dates[0].first.day, 9);
	assert_int_equal(ev.n_casualties, 2);
}

static void check_day(const struct date_fact *d, int year, int month, int day)
{
	assert_int_equal(d->unit, DATE_DAY);
	assert_int_equal(d->first.year, year);
	assert_int_equal(d->first.month, month);
	assert_int_equal(d->first.day, day);
}

static void hijri_days_are_days_of_ours(void **state)
{
	(void)state;
	struct events ev = lab_events("الأحد 6 شعبان 1441\nفجّر المقاتلون أمس عبوة بسيارة في البلدة.", "");
	assert_int_equal(ev.text_day.year, 2020);
	assert_int_equal(ev.text_day.month, 3);
	assert_int_equal(ev.text_day.day, 29); /* the Sunday, though the calendar has the 30th */
	check_day(&ev.dates[1], 2020, 3, 28);
	ev = lab_events("قُتل جندي في البلدة في الثالث من شهر صفر لعام 1440هـ.", "");
	check_day(&ev.dates[0], 2018, 10, 12);
	ev = lab_events("قُتل جندي في البلدة يوم 7 ذي الحجة 1443 الموافق 6 تموز 2022.", "");
	assert_int_equal(ev.n_dates, 1);
	check_day(&ev.dates[0], 2022, 7, 6);
	assert_int_equal(lab_events("قُتل رجب وأخوه شعبان في البلدة.", "").n_dates, 0);
}

static void weekdays_lie_in_the_days_of_the_heading(void **state)
{
	(void)state;
	struct events ev = lab_events("حصاد الأسبوع (28 أيار - 3 حزيران)\n- الأحد: قُتل شاب في البلدة.\n- الجمعة: أصيب طفل.", "2023-06-04");
	check_day(&ev.dates[1], 2023, 5, 28);
	check_day(&ev.dates[2], 2023, 6, 2);
	assert_true(ev.dates[2].of_heading);
	ev = lab_events("استمر القصف من 28 أيار إلى 3 حزيران على البلدة.\nقُتل شاب الأحد.", "2023-06-04");
	check_day(&ev.dates[ev.n_dates - 1], 2023, 6, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_is_found_in_its_example),
	    cmocka_unit_test(days_and_dates_are_inverse),
	    cmocka_unit_test(only_real_days_are_read),
	    cmocka_unit_test(the_texts_day_is_not_any_date_on_the_page),
	    cmocka_unit_test(a_digests_heading_has_its_day),
	    cmocka_unit_test(weekday_day_and_month_fix_the_year),
	    cmocka_unit_test(dates_are_read_in_every_writing),
	    cmocka_unit_test(relative_words_are_tied_to_the_text_day),
	    cmocka_unit_test(after_midnight_of_yesterday_is_today),
	    cmocka_unit_test(a_weekday_may_follow_the_day_that_the_text_tells),
	    cmocka_unit_test(days_of_a_month_named_before_are_in_it),
	    cmocka_unit_test(two_days_are_a_span),
	    cmocka_unit_test(parts_of_a_month_are_spans),
	    cmocka_unit_test(days_are_told_from_the_one_before),
	    cmocka_unit_test(durations_are_no_dates),
	    cmocka_unit_test(inferred_years_say_so_and_stay_before_the_reference),
	    cmocka_unit_test(the_text_day_is_dateline_then_publication_then_story),
	    cmocka_unit_test(a_month_name_alone_is_a_word),
	    cmocka_unit_test(a_weekday_that_does_not_fit_is_flagged),
	    cmocka_unit_test(a_person_behind_is_no_end_of_a_month),
	    cmocka_unit_test(hijri_days_are_days_of_ours),
	    cmocka_unit_test(weekdays_lie_in_the_days_of_the_heading),
	};
	return cmocka_run_group_tests(tests, lab_open, lab_close);
}
