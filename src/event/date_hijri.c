#include "event/date_cursor.h"

enum {
	HIJRI_LOW = 1400,
	HIJRI_HIGH = 1499,
	DAYS = 30,
	SHORT_DAYS = 29,
	FIRST_DAY = 3611, /* 1 Muharram 1400, in days from 1970-01-01 */
	WEEK = 7,
	SLACK_DAYS = 2
};

/* The calendar of Umm al-Qura (as ICU has it): the months of each year that have 30 days, a bit each. */
static const uint16_t long_months[HIJRI_HIGH - HIJRI_LOW + 1] = {
    0xAA5, 0xA4B, 0x497, 0x937, 0x2B6, 0x975, 0xD69, 0xD52, 0xC95, 0x92B, 0x25B, 0x4DB, 0x9D5, 0x5D2, 0xDA5,
    0xD4A, 0xA95, 0x54D, 0xAAD, 0x3AA, 0xBD2, 0xBC4, 0xB89, 0xA95, 0x52D, 0x5AD, 0xB6A, 0x6D4, 0xDC9, 0xD92,
    0xAA6, 0x956, 0x2AE, 0x56D, 0x36A, 0xB55, 0xAAA, 0x94D, 0x49D, 0x95D, 0x2BA, 0x5B5, 0x5AA, 0xD55, 0xA9A,
    0x92E, 0x26E, 0x55D, 0xADA, 0x6D4, 0x6A5, 0xB27, 0xA4D, 0x4AD, 0x56D, 0xB5A, 0x754, 0xF49, 0xE92, 0xD26,
    0xA56, 0x356, 0x6B5, 0xBAA, 0xB92, 0xB25, 0x68B, 0xA9B, 0x55A, 0xADA, 0x5B4, 0xDA9, 0xB52, 0xA9A, 0x536,
    0x276, 0x575, 0xAF2, 0x6D4, 0x6A9, 0x555, 0x2AD, 0x4BD, 0x9BA, 0x574, 0xB69, 0xB52, 0xA95, 0x52D, 0xA5D,
    0x4DA, 0xAD9, 0x6B2, 0xE95, 0xE2A, 0xC96, 0x92E, 0xAAD, 0x56A, 0xD65};

/* In days from 1970-01-01. */
static int64_t days_of(int year, int month, int day)
{
	int64_t days = FIRST_DAY + day - 1;
	for (int y = HIJRI_LOW; y <= year; y++)
		for (int m = 0; m < HIJRI_MONTHS && (y < year || m + 1 < month); m++)
			days += SHORT_DAYS + (long_months[y - HIJRI_LOW] >> m & 1);
	return days;
}

/* The moon is sighted a day sooner or later than the calendar has it: a weekday said beside it tells which. */
static int64_t on_weekday(int64_t days, int weekday)
{
	int off = weekday < 0 ? 0 : (weekday - date_weekday(date_from_days(days)) + WEEK) % WEEK;
	if (off <= SLACK_DAYS)
		return days + off;
	return WEEK - off <= SLACK_DAYS ? days + off - WEEK : days;
}

static bool hijri_month_at(const struct cursor *c, size_t i, int *month, size_t *after)
{
	const struct hit *h = i < c->end ? scan_at(&c->f->scan, i, PHRASE_MONTH) : NULL;
	if (!h || c->f->rules->months[h->row] <= HIJRI_MONTHS)
		return false;
	*month = c->f->rules->months[h->row] - HIJRI_MONTHS;
	*after = h->last + 1u;
	return true;
}

bool cursor_take_hijri(struct cursor *c)
{
	int day = 0, month = 0, year = 0;
	size_t after = c->at + 1u, next;
	if (c->e->day || c->e->month ||
	    (!cursor_whole_number(c, c->at, 1, DAYS, &day) && !cursor_ordinal_at(c, c->at, &day, &after)))
		return false;
	after = cursor_skip_links(c, after);
	if (cursor_time_at(c, after, TIME_MONTH_HEAD, &next))
		after = next;
	if (!hijri_month_at(c, after, &month, &next))
		return false;
	after = cursor_skip_links(c, next);
	if (cursor_time_at(c, after, TIME_YEAR_HEAD, &next))
		after = next;
	if (!cursor_whole_number(c, after, HIJRI_LOW, HIJRI_HIGH, &year))
		return false;
	struct date d = date_from_days(on_weekday(days_of(year, month, day), c->e->weekday));
	c->e->day = d.day;
	c->e->month = d.month;
	c->e->year = d.year;
	c->e->hijri = true;
	c->at = after + 1u;
	return true;
}
