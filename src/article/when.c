#include "article/when.h"

#include "article/published.h"
#include "text/decode.h"

#include <stdio.h>
#include <strings.h>
#include <time.h>

enum { TEXT_MAX = 160, YEAR_MIN = 1990, YEAR_MAX = 2100, PARTS_MAX = 16 };

static const struct {
	int number;
	struct sv name;
} months[] = {
#define X(number, name, gloss) {number, {name, sizeof(name) - 1}},
#include "article/month.def"
#undef X
};

/* A number or the name of a month, with what stands before it. */
struct part {
	int value;
	size_t digits; /* 0: a month's name */
	char before;   /* the byte ahead of it */
	size_t start, end;
};

struct date {
	int year, month, day;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Copies with Arabic-Indic and Persian digits as ASCII, without marks of direction; odd spaces become plain ones. */
static struct sv narrow(struct sv s, char room[TEXT_MAX])
{
	size_t n = 0;
	while (s.len && n + 4 < TEXT_MAX) {
		size_t len;
		uint32_t cp = utf8_next(s, &len);
		if (cp >= 0x660 && cp <= 0x669)
			room[n++] = (char)('0' + (cp - 0x660));
		else if (cp >= 0x6F0 && cp <= 0x6F9)
			room[n++] = (char)('0' + (cp - 0x6F0));
		else if (cp == 0xA0 || cp == '\n' || cp == '\t')
			room[n++] = ' ';
		else if (!(cp >= 0x200B && cp <= 0x200F) && !(cp >= 0x202A && cp <= 0x202E))
			for (size_t i = 0; i < len; i++)
				room[n++] = s.ptr[i];
		s = sv_skip(s, len);
	}
	return sv_make(room, n);
}

/* The month whose name stands at the head of a word; 0 if none. */
static int month_at(struct sv s, size_t *len)
{
	int best = 0;
	*len = 0;
	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
		struct sv name = months[i].name;
		if (name.len > *len && s.len >= name.len && strncasecmp(s.ptr, name.ptr, name.len) == 0) {
			best = months[i].number;
			*len = name.len;
		}
	}
	return best;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t read_parts(struct sv s, struct part parts[PARTS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < s.len && n < PARTS_MAX;) {
		size_t len = 0;
		bool starts = i == 0 || (!is_letter(s.ptr[i - 1]) && !is_digit(s.ptr[i - 1]));
		char before = i ? s.ptr[i - 1] : '\0';
		if (is_digit(s.ptr[i])) {
			struct part *p = &parts[n++];
			*p = (struct part){.before = before, .start = i};
			for (; i < s.len && is_digit(s.ptr[i]); i++, p->digits++)
				p->value = p->digits < 9 ? p->value * 10 + (s.ptr[i] - '0') : 0;
			p->end = i;
			continue;
		}
		int month = starts ? month_at(sv_skip(s, i), &len) : 0;
		if (month) {
			parts[n++] = (struct part){.value = month, .before = before, .start = i, .end = i + len};
			i += len;
		} else {
			i++;
		}
	}
	return n;
}

static bool is_date(struct date d)
{
	char iso[WHEN_BYTES];
	if (d.year < YEAR_MIN || d.year > YEAR_MAX || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
		return false;
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", d.year, d.month, d.day);
	return published_is_valid(sv_cstr(iso));
}

/* Three numbers joined by the same one of - / . and no letters. */
static bool numeric_date(const struct part *p, bool day_first, struct date *out)
{
	char mark = p[1].before;
	if (!p[0].digits || !p[1].digits || !p[2].digits || p[2].before != mark || !strchr("-/.", mark) || !mark)
		return false;
	if (p[1].start > p[0].end + 3 || p[2].start > p[1].end + 3)
		return false;
	int a = p[0].value;
	int b = p[1].value;
	if (p[0].digits == 4) {
		*out = (struct date){a, b, p[2].value};
		return is_date(*out);
	}
	if (p[2].digits != 4 || a > 31 || b > 31)
		return false;
	if (a <= 12 && b > 12)
		*out = (struct date){p[2].value, a, b};
	else if (a > 12 || a == b || mark == '.' || day_first)
		*out = (struct date){p[2].value, b, a};
	else
		return false;
	return is_date(*out);
}

/* A month's name with the day on one side and the year behind; a second name of the month is passed over. */
static bool named_date(const struct part *parts, size_t n, size_t at, struct date *out)
{
	size_t next = at + 1;
	if (parts[at].digits)
		return false;
	while (next < n && !parts[next].digits)
		next++;
	*out = (struct date){.month = parts[at].value};
	if (at > 0 && parts[at - 1].digits && parts[at - 1].digits <= 2)
		out->day = parts[at - 1].value;
	else if (next < n && parts[next].digits <= 2)
		out->day = parts[next++].value;
	if (next < n && parts[next].digits == 4)
		out->year = parts[next].value;
	else if (at > 1 && parts[at - 2].digits == 4)
		out->year = parts[at - 2].value;
	return is_date(*out);
}

/* "14:03:59 +0300" behind the date of RFC 822: appends the time to the ISO date. */
static void append_time(struct sv rest, char out[WHEN_BYTES])
{
	int hour = 0;
	int minute = 0;
	int second = 0;
	char zone[8] = "";
	char copy[64];
	char full[WHEN_BYTES];
	snprintf(copy, sizeof copy, "%.*s", SV_ARG(sv_trim(rest)));
	if (sscanf(copy, "%2d:%2d:%2d %7s", &hour, &minute, &second, zone) != 4)
		return;
	bool utc =
	      strcmp(zone, "GMT") == 0 || strcmp(zone, "UTC") == 0 || strcmp(zone, "UT") == 0 || strcmp(zone, "Z") == 0;
	bool offset = (zone[0] == '+' || zone[0] == '-') && strspn(zone + 1, "0123456789") == 4 && !zone[5];
	if (!utc && !offset)
		return;
	if (utc)
		snprintf(full, sizeof full, "%.10sT%02d:%02d:%02dZ", out, hour, minute, second);
	else
		snprintf(full, sizeof full, "%.10sT%02d:%02d:%02d%.3s:%.2s", out, hour, minute, second, zone, zone + 3);
	if (published_is_valid(sv_cstr(full)))
		memcpy(out, full, sizeof full);
}

/* Seconds or milliseconds since 1970, 20210918 or 20210918140359. */
static bool counted_date(struct sv s, char out[WHEN_BYTES])
{
	int64_t value;
	struct tm tm;
	struct date d;
	if ((s.len == 8 || s.len == 14) && sv_to_int(sv_take(s, 8), &value)) {
		d = (struct date){(int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100)};
		if (is_date(d)) {
			snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", d.year, d.month, d.day);
			return true;
		}
	}
	size_t dot = sv_find(s, SV("."), 0);
	struct sv whole = dot == SIZE_MAX ? s : sv_take(s, dot);
	if (whole.len < 9 || whole.len > 13 || !sv_to_int(whole, &value) || value < 0)
		return false;
	time_t t = (time_t)(whole.len > 10 ? value / 1000 : value);
	if (!gmtime_r(&t, &tm) || tm.tm_year + 1900 < YEAR_MIN || tm.tm_year + 1900 > YEAR_MAX)
		return false;
	return strftime(out, WHEN_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0;
}

static bool all_digits(struct sv s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.ptr[i]) && s.ptr[i] != '.')
			return false;
	return s.len;
}

/* An ISO date and time at the head, perhaps with small faults: then the date alone. */
static bool iso_date(struct sv s, char out[WHEN_BYTES])
{
	if (s.len < WHEN_BYTES && published_is_valid(s)) {
		snprintf(out, WHEN_BYTES, "%.*s", SV_ARG(s));
		int64_t year = 0;
		return sv_to_int(sv_take(s, 4), &year) && year >= YEAR_MIN && year <= YEAR_MAX;
	}
	if (s.len > 10 && s.ptr[10] == 'T' && published_is_valid(sv_take(s, 10))) {
		snprintf(out, WHEN_BYTES, "%.10s", s.ptr);
		return true;
	}
	return false;
}

bool when_parse(struct sv s, bool day_first, char out[WHEN_BYTES])
{
	char room[TEXT_MAX];
	struct part parts[PARTS_MAX] = {{.value = 0}};
	struct date d = {0};
	s = sv_trim(narrow(sv_trim(s), room));
	out[0] = '\0';
	if (iso_date(s, out))
		return true;
	out[0] = '\0';
	if (all_digits(s) && counted_date(s, out))
		return true;
	size_t n = read_parts(s, parts);
	for (size_t i = 0; i < n; i++) {
		bool numeric = i + 2 < n && numeric_date(&parts[i], day_first, &d);
		if (!numeric && !named_date(parts, n, i, &d))
			continue;
		snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", d.year, d.month, d.day);
		if (!numeric && i + 1 < n && parts[i + 1].digits == 4)
			append_time(sv_skip(s, parts[i + 1].end), out);
		return true;
	}
	out[0] = '\0';
	return false;
}

bool when_in_url(struct sv url, char out[WHEN_BYTES])
{
	struct part parts[PARTS_MAX] = {{.value = 0}};
	struct date d;
	size_t query = sv_find(url, SV("?"), 0);
	size_t n = read_parts(sv_take(url, query), parts);
	for (size_t i = 0; i + 2 < n; i++) {
		if (parts[i].digits != 4 || parts[i].end + 1 != parts[i + 1].start ||
			parts[i + 1].end + 1 != parts[i + 2].start)
			continue;
		if (parts[i + 1].digits > 2 || parts[i + 2].digits > 2 || !numeric_date(&parts[i], true, &d))
			continue;
		snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", d.year, d.month, d.day);
		return true;
	}
	out[0] = '\0';
	return false;
}
