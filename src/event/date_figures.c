#include "event/date_expr.h"

/* Digits at byte `at`: ASCII or Eastern. Returns how many, at most `most`. */
static size_t read_digits(struct sv s, size_t *at, size_t most, int *out)
{
	size_t n = 0;
	for (*out = 0; n < most && *at < s.len; n++) {
		unsigned char b = (unsigned char)s.ptr[*at], b2 = *at + 1 < s.len ? (unsigned char)s.ptr[*at + 1] : 0;
		if (b >= '0' && b <= '9')
			*out = *out * 10 + (b - '0'), *at += 1;
		else if (b == 0xD9 && b2 >= 0xA0 && b2 <= 0xA9)
			*out = *out * 10 + (b2 - 0xA0), *at += 2;
		else if (b == 0xDB && b2 >= 0xB0 && b2 <= 0xB9)
			*out = *out * 10 + (b2 - 0xB0), *at += 2;
		else
			break;
	}
	return n;
}

/* Skips one blank. */
static void skip_blank(struct sv s, size_t *at)
{
	*at += *at < s.len && s.ptr[*at] == ' ';
}

/* 2023.03.09, 29-10-2022, ٢٩/١٠/٢٠٢٢, 7 / 4 / 2016. */
static bool read_numeric(const struct finder *f, size_t i, struct date_expr *e)
{
	const struct text *t = f->text;
	size_t at = t->tokens[i].byte_start;
	int v[3];
	char separator = 0;
	for (int k = 0; k < 3; k++) {
		if (read_digits(t->utf8, &at, 4, &v[k]) == 0)
			return false;
		if (k == 2)
			break;
		skip_blank(t->utf8, &at);
		char c = at < t->utf8.len ? t->utf8.ptr[at] : 0;
		if ((c != '-' && c != '/' && c != '.' && c != '\\') || (separator && c != separator))
			return false;
		separator = c;
		at++;
		skip_blank(t->utf8, &at);
	}
	int year = v[0] > 31 ? v[0] : v[2], month = v[1], day = v[0] > 31 ? v[2] : v[0];
	if (month > 12 && day <= 12) {
		int swap = month;
		month = day;
		day = swap;
	}
	if (year < YEAR_LOW || year > YEAR_HIGH || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	e->year = year;
	e->month = month;
	e->day = day;
	for (e->last = (uint32_t)i; e->last + 1 < t->n_tokens && t->tokens[e->last + 1].byte_start < at;)
		e->last++;
	return true;
}

/* Where a day and month in figures may stand: at the head of a line or item, behind "في", a part of the day, a weekday. */
static bool opens_date(const struct finder *f, size_t i)
{
	const struct text *t = f->text;
	if (i == t->sentences[t->tokens[i].sentence].first_token || (t->tokens[i].flags & TOKEN_LINE_START) ||
	    (t->tokens[i - 1].kind == TOKEN_PUNCT && (t->tokens[i - 1].flags & TOKEN_LINE_START)))
		return true;
	if (scan_at(&f->scan, i - 1, PHRASE_WEEKDAY))
		return true;
	for (const struct hit *h = scan_at(&f->scan, i - 1, PHRASE_TIME); h; h = scan_also(&f->scan, h))
		if (f->rules->times[h->row].kind == TIME_IN || f->rules->times[h->row].kind == TIME_PART)
			return true;
	return false;
}

/* Behind a weekday or "today": "الأربعاء 23-4". */
static bool follows_day(const struct finder *f, size_t i)
{
	if (i == 0 || (f->text->tokens[i].flags & TOKEN_LINE_START))
		return false;
	return scan_at(&f->scan, i - 1, PHRASE_WEEKDAY) || has_time(f, i - 1, TIME_DAY);
}

/* "• 3/11: هجوم", "في 17/11", "الأربعاء 23-4". */
static bool read_day_month(const struct finder *f, size_t i, struct date_expr *e)
{
	const struct text *t = f->text;
	size_t at = t->tokens[i].byte_start;
	int day, month;
	bool behind_day = follows_day(f, i);
	if (!(behind_day || opens_date(f, i)) || read_digits(t->utf8, &at, 2, &day) == 0 || at >= t->utf8.len)
		return false;
	char separator = t->utf8.ptr[at++];
	if (separator != '/' && !(separator == '-' && behind_day))
		return false;
	if (read_digits(t->utf8, &at, 2, &month) == 0 || day < 1 || day > 31 || month < 1 || month > 12 ||
	    (at < t->utf8.len && (t->utf8.ptr[at] == '/' || t->utf8.ptr[at] == '.' || t->utf8.ptr[at] == '-')))
		return false;
	e->month = month;
	e->day = day;
	for (e->last = (uint32_t)i; e->last + 1 < t->n_tokens && t->tokens[e->last + 1].byte_start < at;)
		e->last++;
	return true;
}

/* "December 26, 2022": of a quoted post. */
bool date_month_first_at(const struct finder *f, size_t i, struct date_expr *out)
{
	const struct token *t = f->text->tokens;
	const struct hit *h = scan_at(&f->scan, i, PHRASE_MONTH);
	if (!h || i + 2u >= f->text->n_tokens || t[i + 1u].kind != TOKEN_NUMBER)
		return false;
	size_t at = i + 2u + (t[i + 2u].kind == TOKEN_PUNCT && t[i + 2u].mark == ',');
	double day = t[i + 1u].value, year = at < f->text->n_tokens && t[at].kind == TOKEN_NUMBER ? t[at].value : 0;
	if (!(day >= 1 && day <= 31 && year >= YEAR_LOW && year <= YEAR_HIGH))
		return false;
	out->month = f->rules->months[h->row];
	out->day = (int)day;
	out->year = (int)year;
	out->last = (uint32_t)at;
	return true;
}

bool date_figures_at(const struct finder *f, size_t i, struct date_expr *out)
{
	return read_numeric(f, i, out) || read_day_month(f, i, out);
}
