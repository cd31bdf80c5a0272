#include "event/event.h"

/* Howard Hinnant's days_from_civil and its inverse ("chrono-Compatible Low-Level Date Algorithms"). */
int64_t date_to_days(struct date d)
{
	int64_t y = (int64_t)d.year - (d.month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct date date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int day = (int)(doy - (153 * mp + 2) / 5 + 1);
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);
	return (struct date){(int)(yoe + era * 400 + (month <= 2)), month, day};
}

int date_weekday(struct date d)
{
	int64_t w = (date_to_days(d) + 4) % 7; /* 1970-01-01 was a Thursday */
	return (int)(w < 0 ? w + 7 : w);
}

static bool digits(struct sv s, size_t at, size_t n, int *out)
{
	*out = 0;
	if (at + n > s.len)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		*out = *out * 10 + (s.ptr[i] - '0');
	}
	return true;
}

bool date_parse_iso(struct sv s, struct date *out)
{
	struct date d;
	if (!digits(s, 0, 4, &d.year) || !digits(s, 5, 2, &d.month) || !digits(s, 8, 2, &d.day))
		return false;
	if (s.ptr[4] != '-' || s.ptr[7] != '-' || d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	struct date back = date_from_days(date_to_days(d));
	if (back.month != d.month || back.day != d.day)
		return false;
	*out = d;
	return true;
}
