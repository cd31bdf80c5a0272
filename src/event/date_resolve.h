/* Date expressions tied to the text's day. Internal to the event layer. */
#ifndef KHARITA_EVENT_DATE_RESOLVE_H
#define KHARITA_EVENT_DATE_RESOLVE_H

#include "event/date_expr.h"

/* What relative expressions are tied to. */
struct anchor {
	struct date text_day;
	bool from_body; /* the text's day is one told in the text: bare weekdays may lie behind it */
	bool known;
	bool published; /* `limit` is the day of publication */
	struct date limit;    /* the latest day that an inferred year may give */
	struct date previous; /* the last day resolved before; year 0: none */
	struct date previous_day; /* the last single day */
	uint32_t previous_sentence;
	int previous_year; /* the last year named; 0: none */
	bool full_year;	   /* a day with its year was */
	int heading_year, heading_month; /* the month that the first line names with its year; 0: none */
};

bool date_is_valid(struct date d);
struct date date_add_days(struct date d, int64_t n);

/* Year of a day and month that does not say it: the latest in which it is not after `limit` and the weekday fits; 0: none. */
int date_infer_year(const struct date_expr *e, struct date limit);

/* The fact that an expression states. */
void date_resolve(const struct date_expr *e, const struct anchor *a, struct date_fact *d);

/* Joins what names two days into one span: "يومي 3 و4 أيار", "يومي الجمعة والسبت", "بين 3 و5 أيار". */
void dates_join(const struct finder *f, struct events *out);

/* Bare weekdays below a heading that names the days of a week are of those days: "حصاد الأسبوع (3 - 9 أيار)", "-
 * الثلاثاء: ...". */
void dates_under_heading(const struct finder *f, struct events *out);

#endif
