/* A date expression as it stands in the text, before it is tied to the text's day. Internal to the event layer. */
#ifndef KHARITA_EVENT_DATE_EXPR_H
#define KHARITA_EVENT_DATE_EXPR_H

#include "event/rules.h"

enum date_shift { SHIFT_NONE, SHIFT_AGO, SHIFT_BEFORE_PREVIOUS, SHIFT_AFTER_PREVIOUS, SHIFT_EARLIER, SHIFT_DURING };

enum time_unit { UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

enum { YEAR_LOW = 1970, YEAR_HIGH = 2100 }; /* of dates that news may name */

struct date_expr {
	uint32_t first, last, sentence;
	int weekday;		 /* -1: none */
	int day, month, year;	 /* 0: none */
	int season_month, third; /* 0: none */
	bool has_offset;
	int offset; /* days from the text's day */
	bool part_of_day, strong_part;
	bool past_midnight;		/* "بعد منتصف ليل أمس": in the first hours of the next day */
	bool is_last, is_this, is_same; /* الماضي, الجاري, ذاته */
	bool before_last;		/* "قبل الماضي" */
	int slice, slice_days; /* which part of a month, of how many days: "الأسبوع الثاني من أيار"; 0: none */
	bool last_year, this_year, same_year, same_month;
	bool has_unit;
	enum time_unit unit;
	int count; /* of units; 0: not said */
	enum date_shift shift;
	bool within; /* "خلال": a period in which things happened, not how long one lasted */
	bool since;  /* "منذ ...": a period up to now */
	bool hijri;  /* said by the Hijri calendar: a day more or less */
};

/* Reads a date in figures at token i: 2023.03.09, 29-10-2022; "3/11" where a day and month may stand. */
bool date_figures_at(const struct finder *f, size_t i, struct date_expr *out);

/* Reads a date in English, the month first. */
bool date_month_first_at(const struct finder *f, size_t i, struct date_expr *out);

/* Reads the expression that begins at token i. False if there is none. */
bool date_expr_at(const struct finder *f, size_t i, struct date_expr *out);

#endif
