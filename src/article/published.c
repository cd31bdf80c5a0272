#include "article/published.h"

/* Takes n digits off the head as a number; false if they are not there. */
static bool take_digits(struct sv *s, size_t n, int *out)
{
	if (s->len < n)
		return false;
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (s->ptr[i] < '0' || s->ptr[i] > '9')
			return false;
		*out = *out * 10 + (s->ptr[i] - '0');
	}
	*s = sv_skip(*s, n);
	return true;
}

static bool take_char(struct sv *s, char c)
{
	if (!s->len || s->ptr[0] != c)
		return false;
	*s = sv_skip(*s, 1);
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

static bool take_zone(struct sv *s)
{
	int hour = 0;
	int minute = 0;
	if (take_char(s, 'Z'))
		return true;
	if (!take_char(s, '+') && !take_char(s, '-'))
		return false;
	if (!take_digits(s, 2, &hour) || hour > 14)
		return false;
	(void)take_char(s, ':');
	return s->len == 0 || (take_digits(s, 2, &minute) && minute < 60);
}

static bool take_time(struct sv *s)
{
	int hour = 0;
	int minute = 0;
	int second = 0;
	int digit = 0;
	if (!take_digits(s, 2, &hour) || !take_char(s, ':') || !take_digits(s, 2, &minute) || hour > 24 || minute > 59)
		return false;
	if (take_char(s, ':')) {
		if (!take_digits(s, 2, &second) || second > 60)
			return false;
		if (take_char(s, '.')) {
			if (!take_digits(s, 1, &digit))
				return false;
			while (take_digits(s, 1, &digit))
				continue;
		}
	}
	return true;
}

bool published_is_valid(struct sv s)
{
	int year = 0;
	int month = 0;
	int day = 0;
	if (!take_digits(&s, 4, &year) || !take_char(&s, '-') || !take_digits(&s, 2, &month) || !take_char(&s, '-') ||
	    !take_digits(&s, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	if (s.len == 0)
		return true;
	if (!take_char(&s, 'T') && !take_char(&s, ' '))
		return false;
	return take_time(&s) && (s.len == 0 || take_zone(&s)) && s.len == 0;
}
