#include "event/date_expr.h"

enum {
	DATELINE_TOKENS = 16,
	DATELINE_SENTENCES = 6,
	LEAD_SENTENCES = 4,
	STALE_DAYS = 10,
	SLACK_DAYS = 4,
	YEARS_BACK = 28,
	SINCE_WORDS = 8,
	NEAR_DAYS = 10,
	NEAR_LINE_DAYS = 250,
	STORY_SENTENCES = 8,
	DATELINE_DAYS = 3
};

/* What relative expressions are tied to. */
struct anchor {
	struct date text_day;
	bool from_body; /* the text's day is one told in the text: bare weekdays may lie behind it */
	bool known;
	bool published; /* `limit` is the day of publication */
	struct date limit;    /* the latest day that an inferred year may give */
	struct date previous; /* the last day resolved before; year 0: none */
	uint32_t previous_sentence;
	int previous_year; /* the last year named; 0: none */
};

static int days_in_month(int year, int month)
{
	struct date next = month == 12 ? (struct date){year + 1, 1, 1} : (struct date){year, month + 1, 1};
	return (int)(date_to_days(next) - date_to_days((struct date){year, month, 1}));
}

static bool is_valid(struct date d)
{
	return d.year && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days_in_month(d.year, d.month);
}

static struct date add_days(struct date d, int64_t n)
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

/* Year of a day and month that does not say it: the latest in which it is not after `limit` and the weekday fits. */
static int infer_year(const struct date_expr *e, struct date limit)
{
	int64_t most = date_to_days(limit);
	for (int y = limit.year + 1; y > limit.year - YEARS_BACK; y--) {
		struct date d = {y, e->month, e->day ? e->day : 1};
		if (!is_valid(d) || date_to_days(d) > most)
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
	struct date limit = a->limit;
	if (e->is_last && a->known && !e->day)
		limit = add_days((struct date){limit.year, a->text_day.month, 1}, -1);
	if (e->is_this && a->known)
		limit = (struct date){limit.year, limit.month, days_in_month(limit.year, limit.month)};
	*inferred = true;
	return infer_year(e, limit);
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

/* The weekday is another one than the day's. A year that only the weekday gives, far from a text's day that the day and
 * month would fit, is no year: *day gets the text's. */
static bool weekday_conflicts(const struct date_expr *e, const struct anchor *a, struct date *day)
{
	if (e->year)
		return is_valid(*day) && date_weekday(*day) != e->weekday;
	struct date near = {a->limit.year, e->month, e->day};
	if (!(a->known || a->published) || !is_valid(near))
		return false;
	if (date_to_days(near) > date_to_days(a->limit))
		near.year--;
	if (!is_valid(near) || date_weekday(near) == e->weekday)
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
	if (!year || (e->day && !is_valid(day)))
		return;
	if (e->day)
		set_day(d, day);
	else if (e->third)
		set_third(d, e, year, e->month);
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
	if (!e->is_last && a->from_body && back >= 4)
		back -= 7;
	set_day(d, add_days(a->text_day, -back));
}

static void resolve_unit_period(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	struct date t = a->text_day;
	bool many = e->count == 0;
	d->is_duration = many && e->shift != SHIFT_AGO;
	d->basis = e->is_last ? SV("last period") : SV("current period");
	if (!a->known || many)
		return;
	switch (e->unit) {
	case UNIT_WEEK:
		if (e->third && e->is_last) /* "منتصف الأسبوع الماضي" */
			set_span(d, add_days(t, -6), add_days(t, -6), DATE_WEEK);
		else
			set_span(d, add_days(t, e->is_last ? -7 * e->count : -6), add_days(t, e->is_last ? -1 : 0),
				 DATE_WEEK);
		break;
	case UNIT_MONTH: {
		struct date m = add_months((struct date){t.year, t.month, 1}, e->is_last ? -e->count : 0);
		if (e->third)
			set_third(d, e, m.year, m.month);
		else
			set_month(d, m.year, m.month);
		break;
	}
	case UNIT_YEAR:
		set_year(d, t.year - (e->is_last ? e->count : 0));
		break;
	case UNIT_DAY:
		set_span(d, add_days(t, -e->count), add_days(t, -1), e->count > 1 ? DATE_DAYS : DATE_DAY);
		break;
	case UNIT_HOUR:
		set_span(d, add_days(t, -(e->count + 23) / 24), t, DATE_DAYS);
		break;
	}
}

static struct date shifted(struct date d, enum time_unit unit, int n)
{
	switch (unit) {
	case UNIT_WEEK:
		return add_days(d, 7 * (int64_t)n);
	case UNIT_MONTH:
		return add_months(d, n);
	case UNIT_YEAR:
		return add_months(d, 12 * n);
	case UNIT_DAY:
		return add_days(d, n);
	case UNIT_HOUR:
		break;
	}
	return d;
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
	d->is_duration = e->since && e->unit != UNIT_HOUR;
	if (!a->known || e->count > 1000 || d->is_duration)
		return;
	if (e->unit == UNIT_HOUR) {
		int days = e->count / 24;
		set_day(d, add_days(base, later ? days : -days));
		return;
	}
	if (e->count == 0) { /* "قبل أيام" */
		if (e->unit == UNIT_DAY && !later)
			set_span(d, add_days(base, -6), add_days(base, -2), DATE_WEEK);
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
	if (is_valid(base))
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
	struct date last = add_days(add_months(first, 3), -1);
	set_span(d, first, last, DATE_YEAR);
}

static void resolve_offset(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	int offset = e->offset + (e->past_midnight && e->offset < 0);
	d->basis = e->is_same ? SV("the same day") : SV("day named from the text's day");
	if (e->is_same && a->previous.year)
		set_day(d, a->previous);
	else if (e->is_same)
		d->unit = DATE_UNKNOWN;
	else if (a->known && !a->from_body)
		set_day(d, add_days(a->text_day, offset));
	else if (a->known)
		set_span(d, add_days(a->text_day, offset), add_days(a->text_day, offset + 2), DATE_DAYS);
}

static void resolve(const struct date_expr *e, const struct anchor *a, struct date_fact *d)
{
	*d = (struct date_fact){.first_token = e->first, .last_token = e->last, .sentence = e->sentence};
	if (e->shift == SHIFT_DURING) {
		bool years = e->count > 1 && e->unit >= UNIT_MONTH; /* "خلال العامين الماضيين" */
		d->is_duration = !e->is_last || e->count == 0 || years;
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

/* The text's day. */

static bool is_full(const struct date_expr *e)
{
	return e->day && e->month && e->year;
}

static bool has_time_word(const struct finder *f, size_t token, enum time_kind kind)
{
	for (const struct hit *h = scan_at(&f->scan, token, PHRASE_TIME); h; h = scan_also(&f->scan, h))
		if (f->rules->times[h->row].kind == kind)
			return true;
	return false;
}

/* "منذ إطاحة الرئيس في 8 ديسمبر 2024": a full date to which all after it is compared. */
static bool is_since(const struct finder *f, const struct date_expr *e)
{
	const struct text *t = f->text;
	if (!e->year || !e->day)
		return false;
	for (size_t i = e->first; i > 0 && i + SINCE_WORDS > e->first && t->tokens[i - 1].sentence == e->sentence; i--) {
		if (t->tokens[i - 1].kind == TOKEN_PUNCT && t->tokens[i - 1].mark != '"')
			return false;
		for (const struct hit *h = scan_at(&f->scan, i - 1, PHRASE_TIME); h; h = scan_also(&f->scan, h))
			if (f->rules->times[h->row].kind == TIME_AGO && f->rules->times[h->row].value)
				return true;
	}
	return false;
}

/* "من 24 مارس وحتى اليوم": where a period begins. */
static bool begins_period(const struct finder *f, const struct date_expr *e)
{
	return is_since(f, e) ||
	       (e->first > 0 && e->month &&
		(has_time_word(f, e->first - 1u, TIME_LINK) || has_time_word(f, e->first, TIME_LINK)) &&
	       (has_time_word(f, e->last + 1u, TIME_UNTIL) || has_time_word(f, e->last + 2u, TIME_UNTIL)));
}

/* How many days the date lies before publication. */
static int64_t days_before(const struct date_expr *e, struct date published)
{
	return date_to_days(published) - date_to_days((struct date){e->year, e->month, e->day});
}

/* A date that opens the text: in one of its first short lines, with a year. Of several, one that fits the day of
 * publication; one behind it is the page's own (the day on which it was saved). */
static const struct date_expr *find_dateline(const struct finder *f, const struct date_expr *all, size_t n,
					     const struct date *published)
{
	const struct date_expr *first = NULL;
	for (size_t i = 0; i < n && all[i].sentence < DATELINE_SENTENCES; i++) {
		const struct date_expr *e = &all[i];
		if (!is_full(e) || f->text->sentences[e->sentence].n_tokens > DATELINE_TOKENS || begins_period(f, e))
			continue;
		int64_t gap = published ? days_before(e, *published) : 0;
		if (!published || (gap >= -1 && gap <= DATELINE_DAYS))
			return e;
		if (!first && gap > 0)
			first = e;
	}
	return first;
}

/* A line's date may be a picture's: a day of the story that says no year, but fits one soon behind that date and none soon
 * before it. */
static bool is_behind_line(const struct date_expr *e, struct date line, struct date *out)
{
	if (e->year || e->weekday < 0 || !e->day || !e->month || e->is_last)
		return false;
	struct date before = {infer_year(e, line), e->month, e->day};
	if (before.year && date_to_days(line) - date_to_days(before) < NEAR_LINE_DAYS)
		return false;
	for (int y = line.year; y <= line.year + 1; y++) {
		struct date d = {y, e->month, e->day};
		int64_t gap = is_valid(d) ? date_to_days(d) - date_to_days(line) : -1;
		if (gap > 0 && gap < NEAR_LINE_DAYS && date_weekday(d) == e->weekday) {
			*out = d;
			return true;
		}
	}
	return false;
}

static bool find_behind_line(const struct date_expr *all, size_t n, struct date line, struct date *out)
{
	for (size_t i = 0; i < n && all[i].sentence < STORY_SENTENCES; i++)
		if (is_behind_line(&all[i], line, out))
			return true;
	return false;
}

/* "أمس الخميس 21/10/2021": the text speaks from the day behind it. */
static int offset_of(const struct finder *f, const struct date_expr *all, const struct date_expr *e)
{
	const struct date_expr *before = e > all ? e - 1 : NULL;
	if (e->has_offset)
		return e->offset;
	if (!before || !before->has_offset || before->sentence != e->sentence)
		return 0;
	for (uint32_t i = before->last + 1; i < e->first; i++)
		if (f->text->tokens[i].kind != TOKEN_PUNCT)
			return 0;
	return before->offset;
}

static const struct date_expr *find_body_date(const struct finder *f, const struct date_expr *all, size_t n)
{
	for (size_t i = 0; i < n && all[i].sentence < LEAD_SENTENCES; i++)
		if (all[i].day && all[i].month && !all[i].is_last && (all[i].weekday >= 0 || all[i].year) &&
		    !begins_period(f, &all[i]))
			return &all[i];
	for (size_t i = 0; i < n; i++)
		if (all[i].day && all[i].month && !all[i].is_last && all[i].weekday >= 0)
			return &all[i];
	return NULL;
}

static void anchor_set(struct anchor *a, struct date day, bool from_body)
{
	a->text_day = day;
	a->known = true;
	a->from_body = from_body;
	a->limit = add_days(day, from_body ? SLACK_DAYS : 0);
}

/* Dateline, else the day of publication, unless the story's own date says another time, else the story's date. */
static void find_text_day(const struct finder *f, struct sv published, const struct date_expr *all, size_t n,
			  struct anchor *a, struct events *out)
{
	struct date day = {0};
	struct date_fact d = {0};
	bool has_published = date_parse_iso(published, &day);
	*a = (struct anchor){.published = has_published, .limit = has_published ? day : f->rules->reference};
	const struct date_expr *line = find_dateline(f, all, n, has_published ? &day : NULL);
	if (line) {
		resolve(line, a, &d);
		if (d.first.year) {
			anchor_set(a, d.first, false);
			int64_t gap = has_published ? date_to_days(day) - date_to_days(d.first) : 0;
			bool apart = gap > DATELINE_DAYS || gap < -1;
			out->text_day_basis = apart ? SV("dateline, conflict: published") : SV("dateline");
		}
	}
	struct date behind;
	if (line && a->known && !has_published && find_behind_line(all, n, a->text_day, &behind)) {
		anchor_set(a, behind, true);
		out->text_day_basis = SV("weekday+day+month, year by a date above");
	}
	const struct date_expr *body = a->known ? NULL : find_body_date(f, all, n);
	if (body)
		resolve(body, a, &d);
	bool fresh =
	    has_published && (!body || !d.first.year || body->weekday < 0 || body->sentence >= LEAD_SENTENCES ||
			      date_to_days(day) - date_to_days(d.first) <= STALE_DAYS);
	if (a->known)
		;
	else if (fresh || (has_published && !body)) {
		anchor_set(a, day, false);
		out->text_day_basis = SV("published");
	} else if (body && body->year && !has_published && find_behind_line(all, n, d.first, &behind)) {
		anchor_set(a, behind, true);
		out->text_day_basis = SV("weekday+day+month, year by a date above");
	} else if (body && d.first.year) {
		int offset = offset_of(f, all, body);
		anchor_set(a, add_days(d.first, -offset), offset == 0);
		out->story_day = offset < 0 && d.unit == DATE_DAY ? d.first : out->story_day;
		out->text_day_basis = has_published ? SV("date in the text, long before publication") : d.basis;
	}
	out->text_day = a->text_day;
}

void dates_find(const struct finder *f, struct sv published, struct events *out)
{
	struct date_expr *all = NULL;
	size_t n = 0, capacity = 0;
	for (size_t i = 0; i < f->text->n_tokens;) {
		struct date_expr e;
		if (date_expr_at(f, i, &e)) {
			*ARENA_PUSH(f->arena, all, n, &capacity) = e;
			i = e.last + 1u;
		} else {
			i++;
		}
	}
	struct anchor a;
	find_text_day(f, published, all, n, &a, out);
	out->dates = ARENA_ARRAY(f->arena, struct date_fact, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct date_fact *d = &out->dates[i];
		resolve(&all[i], &a, d);
		d->is_duration |= begins_period(f, &all[i]);
		if ((d->unit == DATE_DAY || d->unit == DATE_MONTH) && !d->is_duration) {
			a.previous = d->first;
			a.previous_sentence = d->sentence;
		}
		if (d->first.year && !d->is_duration && (all[i].month || all[i].year))
			a.previous_year = d->first.year;
	}
	out->n_dates = n;
}
