#include "event/date_resolve.h"

enum { YEARS_BACK = 28, NEAR_DAYS = 10, NEWS_DAYS = 2 };

static int days_in_month(int year, int month)
{
	struct date next = month == 12 ? (struct date){year + 1, 1, 1} : (struct date){year, month + 1, 1};
	return (int)(date_to_days(next) - date_to_days((struct date){year, month, 1}));
}

bool date_is_valid(struct date d)
{
	return d.year && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year, d.month);
}

struct date date_add_days(struct date d, int64_t n)
{
	return date_from_days(date_to_days(d) + n);
}

static struct date add_months(struct date d, int n)
{
	int m = d.year * 12 + d.month - 1 + n;
	struct date out = {m / 12, m % 12 + 1, d.day};
	int most = days_in_month(out.year, out.month);
	out.day = out.day < most ? out.day : most;
	return out;
}

int date_infer_year(const struct date_expr *e, struct date limit)
{
	int64_t most = date_to_days(limit);
	for (int y = limit.year + 1; y > limit.year - YEARS_BACK; y--) {
		struct date d = {y, e->month, e->day ? e->day : 1};
		if (!date_is_valid(d) || date_to_days(d) > most)
			continue;
		if (e->weekday < 0 || !e->day || date_weekday(d) == e->weekday)
			return y;
	}
	return 0;
}

static int year_of(const struct date_expr *e, const struct anchor *a, bool *inferred)
{
	*inferred = false;
	if (e->year)
		return e->year;
	if (e->last_year && a->known)
		return a->text_day.year - 1;
	if (e->this_year && a->known)
		return a->text_day.year;
	if (e->same_year && a->previous_year)
		return a->previous_year;
	if (e->day && a->heading_year && (e->month == a->heading_month || e->month == a->heading_month + 1))
		return a->heading_year; /* "تسلسل زمني (آذار 2016)" above "7 آذار: ..." */
	struct date limit = a->limit;
	if (e->is_last && a->known && !e->day)
		limit = date_add_days((struct date){limit.year, a->text_day.month, 1}, -1);
	if (e->is_this && a->known)
		limit = (struct date){limit.year, limit.month, days_in_month(limit.year, limit.month)};
	*inferred = true;
	return date_infer_year(e, limit);
}

static void set_span(struct date_fact *d, struct date first, struct date last, enum date_unit unit)
{
	d->first = first;
	d->last = last;
	d->unit = unit;
}

static void set_day(struct date_fact *d, struct date day)
{
	set_span(d, day, day, DATE_DAY);
}

static void set_month(struct date_fact *d, int year, int month)
{
	set_span(d, (struct date){year, month, 1}, (struct date){year, month, days_in_month(year, month)}, DATE_MONTH);
}

static void set_year(struct date_fact *d, int year)
{
	set_span(d, (struct date){year, 1, 1}, (struct date){year, 12, 31}, DATE_YEAR);
}

static void set_third(struct date_fact *d, const struct date_expr *e, int year, int month)
{
	int most = days_in_month(year, month);
	int first = e->third, last = e->third == 1 ? 10 : e->third == 15 ? 20 : most;
	first = e->third == 15 ? 11 : first;
	set_span(d, (struct date){year, month, first}, (struct date){year, month, last}, DATE_MONTH);
}

/* "الأسبوع الثاني من أيار", "النصف الأول من حزيران". */
static void set_slice(struct date_fact *d, const struct date_expr *e, int year, int month)
{
	int most = days_in_month(year, month), n = e->slice_days;
	int first = 1 + (e->slice - 1) * n;
	first = first > most ? most - n + 1 : first;
	int last = first + n - 1;
	last = last > most || most - last < n / 2 ? most : last;
	set_span(d, (struct date){year, month, first}, (struct date){year, month, last},
		 n <= 7 ? DATE_WEEK : DATE_MONTH);
}

/* The weekday is another one than the day's. A year that only the weekday gives, far from a text's day that the day and
 * month would fit, is no year: *day gets the text's. */
static bool weekday_conflicts(const struct date_expr *e, const struct anchor *a, struct date *day)
{
	if (e->year)
		return date_is_valid(*day) && date_weekday(*day) != e->weekday;
	struct date near = {a->limit.year, e->month, e->day};
	if (!(a->known || a->published) || !date_is_valid(near))
		return false;
	if (date_to_days(near) > date_to_days(a->limit))
		near.year--;
	if (!date_is_valid(near) || date_weekday(near) == e->weekday)
		return false;
	bool fits = date_to_days(a->limit) - date_to_days(near) <= NEAR_DAYS;
	bool far = day->year == 0 || near.year - day->year >= 1;
	if (fits && far)
		*day = near;
	return fits && far;
}

/* "2 كانون الأول الجاري", "أواخر تشرين الأول الماضي", "نيسان 2019". */
static void resolve_month(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	bool inferred;
	int year = year_of(e, a, &inferred);
	d->basis = e->day ? e->weekday >= 0 ? SV("weekday+day+month") : SV("day+month") : SV("month");
	if (inferred)
		d->basis = !a->known
			       ? (e->weekday >= 0 ? SV("weekday+day+month, year_inferred") : SV("month, year_inferred"))
			   : e->weekday >= 0 ? SV("weekday+day+month, year by the weekday")
					     : SV("month, year by the text's day");
	struct date day = {year, e->month, e->day};
	if (e->day && e->weekday >= 0 && weekday_conflicts(e, a, &day))
		d->basis = SV("day+month, conflict: weekday");
	year = day.year;
	if (!year || (e->day && !date_is_valid(day)))
		return;
	if (e->day)
		set_day(d, day);
	else if (e->third)
		set_third(d, e, year, e->month);
	else if (e->slice)
		set_slice(d, e, year, e->month);
	else
		set_month(d, year, e->month);
}

/* A weekday by itself: the latest before the text's day, or near it where the text's day is one of the story's. */
static void resolve_weekday(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	d->basis = e->is_last ? SV("last weekday") : SV("weekday");
	if (!a->known)
		return;
	int back = (date_weekday(a->text_day) - e->weekday + 7) % 7;
	if (e->is_last && back == 0)
		back = 7;
	back += e->before_last ? 7 : 0; /* "السبت قبل الماضي" */
	if (!e->is_last && a->from_body && back >= 4)
		back -= 7;
	bool next = e->past_midnight && e->has_offset && e->offset < 0; /* "بعد منتصف ليلة أمس الأحد": on Monday */
	set_day(d, date_add_days(a->text_day, next - back));
}

static struct date shifted(struct date d, enum time_unit unit, int n)
{
	switch (unit) {
	case UNIT_WEEK:
		return date_add_days(d, 7 * (int64_t)n);
	case UNIT_MONTH:
		return add_months(d, n);
	case UNIT_YEAR:
		return add_months(d, 12 * n);
	case UNIT_DAY:
		return date_add_days(d, n);
	case UNIT_HOUR:
		break;
	}
	return d;
}

static void resolve_unit_period(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	struct date t = e->before_last ? shifted(a->text_day, e->unit, -1) : a->text_day; /* "الأسبوع قبل الماضي" */
	bool many = e->count == 0;
	d->is_duration = many && e->shift != SHIFT_AGO;
	d->basis = e->is_last ? SV("last period") : SV("current period");
	if (!a->known || many)
		return;
	switch (e->unit) {
	case UNIT_WEEK:
		if (e->third && e->is_last) /* "منتصف الأسبوع الماضي" */
			set_span(d, date_add_days(t, -6), date_add_days(t, -6), DATE_WEEK);
		else
			set_span(d, date_add_days(t, e->is_last ? -7 * e->count : -6), date_add_days(t, e->is_last ? -1 : 0),
				 DATE_WEEK);
		break;
	case UNIT_MONTH: {
		struct date m = add_months((struct date){t.year, t.month, 1}, e->is_last ? -e->count : 0);
		if (e->third)
			set_third(d, e, m.year, m.month);
		else if (e->slice)
			set_slice(d, e, m.year, m.month);
		else
			set_month(d, m.year, m.month);
		break;
	}
	case UNIT_YEAR:
		set_year(d, t.year - (e->is_last ? e->count : 0));
		break;
	case UNIT_DAY:
		set_span(d, date_add_days(t, -e->count), date_add_days(t, -1), e->count > 1 ? DATE_DAYS : DATE_DAY);
		break;
	case UNIT_HOUR:
		if (e->count <= 24)
			set_day(d, t);
		else
			set_span(d, date_add_days(t, -(e->count + 23) / 24), t, DATE_DAYS);
		break;
	}
}

/* A day right before the text's or the text's own. */
static bool is_near(const struct anchor *a, struct date d)
{
	int64_t gap = d.year ? date_to_days(a->text_day) - date_to_days(d) : -1;
	return gap >= 0 && gap <= NEWS_DAYS;
}

/* "قبل يومين", "بعد ذلك بأربعة أيام". */
static void resolve_shift(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	static const enum date_unit unit_of[] = {[UNIT_HOUR] = DATE_DAY,
						 [UNIT_DAY] = DATE_DAY,
						 [UNIT_WEEK] = DATE_WEEK,
						 [UNIT_MONTH] = DATE_MONTH,
						 [UNIT_YEAR] = DATE_YEAR};
	bool later = e->shift == SHIFT_AFTER_PREVIOUS;
	bool tied = e->shift == SHIFT_EARLIER ? a->previous_sentence == e->sentence : e->shift != SHIFT_AGO;
	struct date base = tied && a->previous.year ? a->previous : a->text_day;
	d->basis = e->shift == SHIFT_AGO ? SV("time ago") : SV("time after another date");
	d->is_earlier = e->shift == SHIFT_EARLIER;
	d->is_duration = e->since && e->unit != UNIT_HOUR;
	if (!a->known || e->count > 1000 || d->is_duration)
		return;
	bool same = d->is_earlier && !tied && is_near(a, a->previous_day); /* "وبعد ساعات من الغارة، قصف ..." */
	if (same && e->unit <= UNIT_DAY)
		base = a->previous_day; /* "انفجرت عبوة أمس. ويأتي ذلك بعد يومين من هجوم": counted from the one told */
	if (e->unit == UNIT_HOUR) {
		int days = e->count / 24;
		set_day(d, date_add_days(base, later ? days : -days));
		return;
	}
	if (e->count == 0) { /* "قبل أيام" */
		if (e->unit == UNIT_DAY && !later)
			set_span(d, date_add_days(base, -6), date_add_days(base, -2), DATE_WEEK);
		return;
	}
	struct date day = shifted(base, e->unit, later ? e->count : -e->count);
	set_span(d, day, day, unit_of[e->unit]);
	if (d->unit == DATE_MONTH)
		set_month(d, day.year, day.month);
	else if (d->unit == DATE_YEAR)
		set_year(d, day.year);
}

static void resolve_day_of_month(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	struct date base = e->same_month && a->previous.year ? a->previous : a->text_day;
	d->basis = e->same_month ? SV("day of the month named before") : SV("day of the current month");
	if (!base.year || (!a->known && !e->same_month))
		return;
	base.day = 1;
	if (e->is_last && !e->same_month)
		base = add_months(base, -1);
	base.day = e->day;
	if (date_is_valid(base))
		set_day(d, base);
}

static void resolve_season(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	int year = e->year ? e->year : !a->known ? 0 : a->text_day.year - (e->last_year || e->is_last);
	if (e->same_year && a->previous_year)
		year = a->previous_year;
	d->basis = SV("season");
	if (!year)
		return;
	struct date first = {year, e->season_month, 1};
	struct date last = date_add_days(add_months(first, 3), -1);
	set_span(d, first, last, DATE_YEAR);
}

static void resolve_offset(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	int offset = e->offset + (e->past_midnight && e->offset < 0);
	d->basis = e->is_same ? SV("the same day") : SV("day named from the text's day");
	if (e->is_same && a->previous_day.year)
		set_day(d, date_add_days(a->previous_day, e->offset));
	else if (e->is_same)
		d->unit = DATE_UNKNOWN;
	else if (a->known && !a->from_body)
		set_day(d, date_add_days(a->text_day, offset));
	else if (a->known)
		set_span(d, date_add_days(a->text_day, offset), date_add_days(a->text_day, offset + 2), DATE_DAYS);
}

void date_resolve(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	*d = (struct date_fact){.first_token = e->first, .last_token = e->last, .sentence = e->sentence};
	if (e->shift == SHIFT_DURING) {
		bool years = e->count > 1 && e->unit >= UNIT_MONTH; /* "خلال العامين الماضيين" */
		d->is_duration = !e->is_last || e->count == 0 || years;
		d->is_period = e->unit != UNIT_HOUR && e->count != 1;
		d->is_habit = e->within && d->is_duration && (e->unit > UNIT_DAY || e->count == 0 || e->count >= 7) &&
			      e->unit != UNIT_HOUR;
	}
	if (e->shift == SHIFT_DURING && d->is_duration)
		d->basis = SV("duration");
	else if (e->shift == SHIFT_DURING)
		resolve_unit_period(e, a, d);
	else if (e->shift != SHIFT_NONE)
		resolve_shift(e, a, d);
	else if (e->month)
		resolve_month(e, a, d);
	else if (e->day)
		resolve_day_of_month(e, a, d);
	else if (e->season_month)
		resolve_season(e, a, d);
	else if (e->has_unit)
		resolve_unit_period(e, a, d);
	else if (e->has_offset && e->weekday < 0)
		resolve_offset(e, a, d);
	else if (e->weekday >= 0)
		resolve_weekday(e, a, d);
	else if (e->year && e->third)
		set_span(d,
			 (struct date){e->year,
				       e->third == 1	? 1
				       : e->third == 15 ? 5
							: 9,
				       1},
			 (struct date){e->year,
				       e->third == 1	? 4
				       : e->third == 15 ? 8
							: 12,
				       31 - (e->third == 1)},
			 DATE_YEAR);
	else if (e->year)
		set_year(d, e->year);
	else if (a->known)
		set_day(d, a->text_day);
	if (!d->basis.len)
		d->basis = e->year ? SV("year") : SV("part of the text's day");
	d->is_relative = (e->has_offset && !e->is_same) || (e->shift == SHIFT_AGO && e->unit == UNIT_DAY && e->count);
	d->relative_days = e->has_offset ? e->offset : -e->count;
	d->is_background = e->is_last || e->last_year || (e->has_unit && e->unit == UNIT_YEAR);
	bool vague_days = e->count == 0 && e->unit >= UNIT_DAY; /* "قبل أيام", "قبل أسبوع" */
	if (e->shift == SHIFT_AGO && (vague_days || e->unit > UNIT_DAY))
		d->is_background = true;
	d->is_numbered = e->day > 0;
	d->weekday = e->weekday;
	if (d->is_duration || (e->shift == SHIFT_DURING && e->unit <= UNIT_DAY))
		d->is_background = false;
}
