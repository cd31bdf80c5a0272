#include "event/date_cursor.h"

enum { MAX_COMPONENTS = 12, DAYS = 31 };

const struct time_rule *cursor_time_at(const struct cursor *c, size_t i, enum time_kind kind, size_t *after)
{
	if (i >= c->end || !has_time(c->f, i, kind))
		return NULL;
	for (const struct hit *h = scan_at(&c->f->scan, i, PHRASE_TIME); h; h = scan_also(&c->f->scan, h)) {
		const struct time_rule *r = &c->f->rules->times[h->row];
		if (r->kind == kind) {
			*after = h->last + 1;
			return r;
		}
	}
	return NULL;
}

const struct time_rule *cursor_unit_at(const struct cursor *c, size_t i, size_t *after)
{
	static const uint32_t units = (UINT32_C(2) << TIME_UNIT_YEAR) - (UINT32_C(1) << TIME_UNIT_HOUR);
	if (!has_times(c->f, i, units))
		return NULL;
	for (enum time_kind k = TIME_UNIT_HOUR; k <= TIME_UNIT_YEAR; k++) {
		const struct time_rule *r = cursor_time_at(c, i, k, after);
		if (r)
			return r;
	}
	return NULL;
}

bool cursor_month_at(const struct cursor *c, size_t i, int *month, size_t *after)
{
	const struct hit *h = i < c->end ? scan_at(&c->f->scan, i, PHRASE_MONTH) : NULL;
	if (!h || c->f->rules->months[h->row] > HIJRI_MONTHS)
		return false;
	*month = c->f->rules->months[h->row];
	*after = h->last + 1;
	return true;
}

bool cursor_has_mark(const struct cursor *c, size_t i, const char *marks)
{
	if (i >= c->end || c->f->text->tokens[i].kind != TOKEN_PUNCT)
		return false;
	uint32_t m = c->f->text->tokens[i].mark;
	m = m == 0x2013 || m == 0x2014 ? '-' : m; /* dashes */
	return m < 128 && strchr(marks, (int)m) != NULL;
}

/* Behind link words ("من", "ذلك") and slashes. */
size_t cursor_skip_links(const struct cursor *c, size_t i)
{
	size_t after = i;
	for (int n = 0; n < 2; n++) {
		if (cursor_has_mark(c, i, "/-"))
			i++;
		else if (cursor_time_at(c, i, TIME_LINK, &after))
			i = after;
	}
	return i;
}

bool cursor_whole_number(const struct cursor *c, size_t i, int low, int high, int *out)
{
	if (i >= c->end || c->f->text->tokens[i].kind != TOKEN_NUMBER)
		return false;
	double v = c->f->text->tokens[i].value;
	if (!(v >= low && v <= high) || v != (double)(int)v)
		return false;
	*out = (int)v;
	return true;
}

static bool take_part(struct cursor *c)
{
	size_t after;
	const struct time_rule *r = cursor_time_at(c, c->at, TIME_PART, &after);
	if (!r || c->e->month)
		return false;
	c->e->part_of_day = true;
	c->e->strong_part |= r->value == 1;
	c->e->past_midnight |= r->value == 2;
	c->at = after;
	return true;
}

static bool take_offset(struct cursor *c)
{
	size_t after;
	const struct time_rule *that = cursor_time_at(c, c->at, TIME_THAT_DAY, &after); /* "في اليوم التالي" */
	const struct time_rule *r = that ? that : cursor_time_at(c, c->at, TIME_DAY, &after);
	if (!r || c->e->has_offset || c->e->month)
		return false;
	c->e->has_offset = true;
	c->e->is_same = that != NULL;
	c->e->offset = r->value;
	c->at = after;
	return true;
}

static bool take_weekday(struct cursor *c)
{
	const struct hit *h = scan_at(&c->f->scan, c->at, PHRASE_WEEKDAY);
	if (!h || c->e->weekday >= 0 || c->e->month)
		return false;
	c->e->weekday = c->f->rules->weekdays[h->row];
	c->at = h->last + 1;
	size_t next = c->at + cursor_has_mark(c, c->at, "-/");
	if (next < c->end &&
	    (next > c->at || c->e->part_of_day)) { /* the night between two days belongs to the second */
		const struct hit *second = scan_at(&c->f->scan, next, PHRASE_WEEKDAY);
		second = second && !second->clitics ? second : NULL;
		if (second) {
			c->e->weekday = c->f->rules->weekdays[second->row];
			c->at = second->last + 1;
		}
	}
	return true;
}

bool cursor_ordinal_at(const struct cursor *c, size_t i, int *day, size_t *after)
{
	for (const struct hit *h = i < c->end ? scan_at(&c->f->scan, i, PHRASE_NUMBER) : NULL; h;
	     h = scan_also(&c->f->scan, h)) {
		const struct number_rule *r = &c->f->rules->numbers[h->row];
		if (r->kind == NUMERAL_ORDINAL) {
			*day = r->value;
			*after = h->last + 1;
			return true;
		}
	}
	return false;
}

/* "الثلاثاء، 21 كانون الأول": the comma between a weekday and its day. */
static bool is_day_behind_comma(const struct cursor *c)
{
	int day, month;
	size_t after;
	uint32_t mark = c->at + 2 < c->end ? c->f->text->tokens[c->at].mark : 0;
	return c->e->weekday >= 0 && !c->e->day && (mark == ',' || mark == 0x060C) &&
	       cursor_whole_number(c, c->at + 1, 1, DAYS, &day) &&
	       cursor_month_at(c, cursor_skip_links(c, c->at + 2), &month, &after);
}

/* "18 [من] أيلول", "17 [من] الشهر الجاري", "السادس منه". */
static bool take_day(struct cursor *c)
{
	int day = 0, month = 0;
	c->at += is_day_behind_comma(c);
	size_t after = c->at + 1, next;
	if (c->e->day || (!cursor_whole_number(c, c->at, 1, 31, &day) && !cursor_ordinal_at(c, c->at, &day, &after)))
		return false;
	if (cursor_time_at(c, after, TIME_MONTH_BACK, &next)) {
		c->e->same_month = true;
		c->at = next;
	} else if (after = cursor_skip_links(c, after), cursor_month_at(c, after, &month, &next)) {
		c->at = after;
	} else if (cursor_time_at(c, after, TIME_MONTH_HEAD, &next) && cursor_month_at(c, next, &month, &next)) {
		cursor_time_at(c, after, TIME_MONTH_HEAD, &c->at);
	} else if (cursor_time_at(c, after, TIME_UNIT_MONTH, &next)) {
		bool last = cursor_time_at(c, next, TIME_LAST, &c->at) != NULL;
		bool same = cursor_time_at(c, next, TIME_SAME, &c->at) != NULL;
		bool this = sv_eq(c->f->text->tokens[after - 1u].norm, SV("\xD9\x87\xD8\xB0\xD8\xA7")); /* "من هذا الشهر" */
		if (!last && !same && !cursor_time_at(c, next, TIME_THIS, &c->at) && !this)
			return false;
		c->at = this && !last && !same ? next : c->at;
		c->e->has_unit = true;
		c->e->unit = UNIT_MONTH;
		c->e->is_last = last;
		c->e->is_this = !last && !same;
		c->e->same_month = same;
	} else if (cursor_time_at(c, after, TIME_THIS, &next) && c->at > 0 &&
		   cursor_time_at(c, c->at - 1u, TIME_IN, &c->at)) {
		c->e->has_unit = c->e->is_this = true; /* "في 9 الجاري" */
		c->e->unit = UNIT_MONTH;
		c->at = next;
	} else {
		return false;
	}
	c->e->day = day;
	return true;
}

/* A month's name stands for a date only with something beside it that says so. */
static bool month_has_company(const struct cursor *c, size_t after)
{
	int year;
	size_t x;
	const struct date_expr *e = c->e;
	size_t linked = cursor_skip_links(c, after);
	if (e->day || e->third || e->slice || cursor_time_at(c, after, TIME_LAST, &x) ||
	    cursor_time_at(c, after, TIME_THIS, &x))
		return true;
	if (cursor_whole_number(c, after, YEAR_LOW, YEAR_HIGH, &year) || cursor_has_mark(c, after, "/"))
		return true;
	if (linked > after && cursor_time_at(c, linked, TIME_UNIT_YEAR, &x))
		return true;
	if (e->first == 0 && c->at == 0)
		return false;
	for (size_t back = c->at; back > 0 && back + 3 > c->at; back--) {
		size_t i = back - 1;
		if (cursor_time_at(c, i, TIME_IN, &x) || cursor_time_at(c, i, TIME_MONTH_HEAD, &x) ||
		    cursor_time_at(c, i, TIME_DURING, &x))
			return true;
	}
	return false;
}

static bool take_month(struct cursor *c)
{
	int month = 0, twin = 0;
	size_t after, next, head;
	if (c->e->month)
		return false;
	if (cursor_time_at(c, c->at, TIME_MONTH_HEAD, &head) && cursor_month_at(c, head, &month, &after))
		;
	else if (!cursor_month_at(c, c->at, &month, &after) || !month_has_company(c, after))
		return false;
	c->e->month = month;
	c->at = after;
	size_t slash = cursor_has_mark(c, after, "/(") ? after + 1 : after;
	if (cursor_month_at(c, slash, &twin, &next) && twin == month)
		c->at = next + (size_t)cursor_has_mark(c, next, ")");
	return true;
}

static bool take_year(struct cursor *c)
{
	int year = 0;
	size_t at = c->at, x;
	if (c->e->year || c->e->last_year || c->e->this_year || c->e->same_year)
		return false;
	if (c->e->month || c->e->third || c->e->season_month)
		at = cursor_skip_links(c, at);
	bool head = cursor_time_at(c, at, TIME_YEAR_HEAD, &x) != NULL;
	if (head && cursor_whole_number(c, x, YEAR_LOW, YEAR_HIGH, &year)) {
		c->e->year = year;
		c->at = x + 1;
		return true;
	}
	if (cursor_whole_number(c, at, YEAR_LOW, YEAR_HIGH, &year)) {
		size_t before = c->at;
		bool in = before > 0 && cursor_time_at(c, before - 1, TIME_IN, &x);
		if (!c->e->month && !c->e->third && !c->e->season_month && !in)
			return false;
		c->e->year = year;
		c->at = at + 1;
		return true;
	}
	if (!(c->e->month || c->e->season_month) || !cursor_time_at(c, at, TIME_UNIT_YEAR, &x))
		return false;
	size_t end = x;
	c->e->last_year = cursor_time_at(c, x, TIME_LAST, &end) != NULL;
	c->e->this_year = cursor_time_at(c, x, TIME_THIS, &end) != NULL;
	c->e->same_year = !c->e->last_year && !c->e->this_year;
	if (c->e->same_year)
		cursor_time_at(c, x, TIME_SAME, &end);
	c->at = end;
	return true;
}

static bool take_modifier(struct cursor *c)
{
	const struct date_expr *e = c->e;
	size_t after;
	bool any = e->weekday >= 0 || e->month || e->season_month || e->has_offset;
	if (!any || e->is_last || e->is_this || e->is_same)
		return false;
	const struct time_rule *last = cursor_time_at(c, c->at, TIME_LAST, &after);
	if (last)
		c->e->is_last = true, c->e->before_last = last->value != 0;
	else if (cursor_time_at(c, c->at, TIME_THIS, &after))
		c->e->is_this = true;
	else if (e->has_offset && cursor_time_at(c, c->at, TIME_SAME, &after))
		c->e->is_same = true;
	else
		return false;
	c->at = after;
	return true;
}

/* "أواخر", "منتصف"; "صيف". */
static bool take_third(struct cursor *c)
{
	size_t after;
	const struct time_rule *third = cursor_time_at(c, c->at, TIME_THIRD, &after);
	bool another = third && after < c->end && scan_at(&c->f->scan, after, PHRASE_WEEKDAY); /* "وأصيب آخر الاثنين" */
	if (third && !another && !c->e->third && !c->e->month) {
		c->e->third = third->value;
		c->at = after;
		return true;
	}
	const struct time_rule *season = cursor_time_at(c, c->at, TIME_SEASON, &after);
	if (season && !c->e->season_month && !c->e->month) {
		c->e->season_month = season->value;
		c->at = after;
		return true;
	}
	return false;
}

/* "الأسبوع الماضي", "الشهر الجاري", "اليومين الماضيين", "الأسابيع الماضية". */
static bool take_unit(struct cursor *c)
{
	size_t after, end;
	const struct time_rule *u = cursor_unit_at(c, c->at, &after);
	if (!u || c->e->has_unit || c->e->month || c->e->weekday >= 0 || c->e->has_offset || c->e->season_month)
		return false;
	const struct time_rule *last = cursor_time_at(c, after, TIME_LAST, &end);
	bool of_this = c->e->third && u->kind == TIME_UNIT_WEEK &&
		       sv_starts(c->f->text->tokens[c->at].norm, SV("\xD8\xA7\xD9\x84"));
	if (!last && !cursor_time_at(c, after, TIME_THIS, &end)) {
		if (!of_this)
			return false;
		end = after; /* "مطلع الأسبوع" */
	}
	c->e->has_unit = true;
	c->e->unit = (enum time_unit)(u->kind - TIME_UNIT_HOUR);
	c->e->count = u->value;
	c->e->is_last = last != NULL;
	c->e->before_last = last && last->value;
	c->e->is_this = !last;
	c->at = end;
	return true;
}

static bool take_component(struct cursor *c)
{
	static bool (*const takers[])(struct cursor *) = {cursor_take_slice, take_unit,	   take_third,	      take_part,
							  take_offset,	     take_weekday, cursor_take_hijri, take_day,
							  take_month,	     take_year,	   take_modifier};
	static const unsigned tables = 1u << PHRASE_TIME | 1u << PHRASE_WEEKDAY | 1u << PHRASE_MONTH | 1u << PHRASE_NUMBER;
	enum token_kind kind = c->at < c->end ? c->f->text->tokens[c->at].kind : TOKEN_WORD;
	if (c->at >= c->end || (kind != TOKEN_PUNCT && kind != TOKEN_NUMBER && !(c->f->scan.tables[c->at] & tables)))
		return false;
	for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++)
		if (takers[i](c))
			return true;
	return false;
}

static bool is_meaningful(const struct date_expr *e)
{
	return e->weekday >= 0 || e->month || e->has_offset || (e->has_unit && (e->day || e->is_last || e->is_this)) ||
	       (e->day && e->same_month) || e->year ||
	       (e->season_month && (e->is_last || e->is_this || e->last_year || e->this_year || e->same_year)) ||
	       e->strong_part;
}

/* A token that no expression begins with: most are. */
static bool opens_nothing(const struct finder *f, size_t i)
{
	static const uint32_t seconds = UINT32_C(1) << TIME_LAST | UINT32_C(1) << TIME_THIS | UINT32_C(1) << TIME_SAME |
					UINT32_C(1) << TIME_MONTH_BACK | UINT32_C(1) << TIME_LINK |
					UINT32_C(1) << TIME_IN | UINT32_C(1) << TIME_SOME | UINT32_C(1) << TIME_UNTIL;
	enum token_kind kind = f->text->tokens[i].kind;
	if (kind == TOKEN_PUNCT || kind == TOKEN_NUMBER)
		return kind == TOKEN_PUNCT;
	if ((f->scan.tables[i] & (1u << PHRASE_WEEKDAY | 1u << PHRASE_MONTH)) || has_number(f, i, NUMERAL_ORDINAL) ||
	    has_times(f, i, ~seconds))
		return false;
	const struct hit *h = scan_at(&f->scan, i, PHRASE_TIME); /* "سبق ذلك بيومين", "سبق الهجوم بثلاثة أيام" */
	h = h ? h : scan_at(&f->scan, i, PHRASE_NUMBER);
	return !h || !(h->clitics & CLITIC_BI);
}

bool date_expr_at(const struct finder *f, size_t i, struct date_expr *out)
{
	if (opens_nothing(f, i))
		return false;
	const struct text *t = f->text;
	const struct sentence *s = &t->sentences[t->tokens[i].sentence];
	*out = (struct date_expr){.first = (uint32_t)i, .sentence = t->tokens[i].sentence, .weekday = -1};
	if (t->tokens[i].kind == TOKEN_NUMBER && date_figures_at(f, i, out))
		return true;
	if (t->tokens[i].kind == TOKEN_LATIN && date_month_first_at(f, i, out))
		return true;
	struct cursor c = {.f = f, .e = out, .at = i, .end = s->first_token + s->n_tokens};
	if (!cursor_take_shift(&c)) {
		*out = (struct date_expr){.first = (uint32_t)i, .sentence = t->tokens[i].sentence, .weekday = -1};
		c.at = i;
		if (!cursor_take_preceded(&c)) {
			*out =
			    (struct date_expr){.first = (uint32_t)i, .sentence = t->tokens[i].sentence, .weekday = -1};
			c.at = i;
			for (int n = 0; n < MAX_COMPONENTS && take_component(&c); n++)
				;
			if (c.at == i || !is_meaningful(out))
				return false;
			if (out->third && !out->month && !out->year && !out->has_unit && !out->season_month)
				return false; /* "أصيب آخر أمس": no end of anything */
		}
	}
	out->last = (uint32_t)c.at - 1;
	return true;
}
