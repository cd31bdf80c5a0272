#include "event/date_cursor.h"

enum {
	LAST_SLICE = 6, /* no part of a month has as many before it */
	OF_ANOTHER = 2	/* value of "قبلها", "بعدها" in the lexicon */
};

/* "قبل نحو أسبوعين", "قبل أكثر من شهر": behind the word that qualifies the span. */
static size_t behind_about(const struct cursor *c, size_t at)
{
	const struct hit *h = at < c->end ? scan_at(&c->f->scan, at, PHRASE_NUMBER) : NULL;
	enum number_kind kind = h ? c->f->rules->numbers[h->row].kind : NUMERAL_AND;
	return (kind == NUMERAL_ABOUT || kind == NUMERAL_MORE) && h->last + 1u < c->end ? h->last + 1u : at;
}

/* [quantity] unit: "يومين", "عشرة أيام", "ال48 ساعة". False if no unit follows. */
static bool read_span(struct cursor *c, size_t at)
{
	struct quantity q = {.value = -1};
	size_t after;
	at = behind_about(c, at);
	const struct time_rule *u = cursor_unit_at(c, at, &after);
	if (!u && quantity_at(c->f, at, &q) && q.last + 1 < c->end) {
		u = cursor_unit_at(c, q.last + 1, &after);
	} else if (!u && at + 1 < c->end) { /* "كم يوم", "ال 48 ساعة" */
		size_t skip = at + 1;
		if (quantity_at(c->f, skip, &q) && q.last + 1 < c->end)
			u = cursor_unit_at(c, q.last + 1, &after);
		else if (cursor_time_at(c, at, TIME_SOME, &skip))
			u = cursor_unit_at(c, skip, &after);
		if (u && q.value < 0)
			q.value = 0;
	}
	if (!u)
		return false;
	c->e->has_unit = true;
	c->e->unit = (enum time_unit)(u->kind - TIME_UNIT_HOUR);
	c->e->count = q.value >= 0 ? q.value : q.vague ? 0 : u->value;
	c->at = after;
	return true;
}

/* "الأسبوع الثاني من أيار", "النصف الأول من الشهر الماضي": up to the month's own words. */
bool cursor_take_slice(struct cursor *c)
{
	size_t at, last, x;
	int which = 0, month;
	struct date_expr *e = c->e;
	const struct time_rule *slice = cursor_time_at(c, c->at, TIME_SLICE, &at);
	if (!slice || e->slice || e->month || e->has_unit || e->day)
		return false;
	if (cursor_time_at(c, at, TIME_LAST, &last))
		which = LAST_SLICE;
	else if (!cursor_ordinal_at(c, at, &which, &last) || which >= LAST_SLICE)
		return false;
	at = cursor_skip_links(c, last);
	size_t name = at;
	cursor_time_at(c, at, TIME_MONTH_HEAD, &name); /* "من شهر أيار" */
	if (at == last || !(cursor_month_at(c, name, &month, &x) || cursor_time_at(c, at, TIME_UNIT_MONTH, &x)))
		return false;
	e->slice = which;
	e->slice_days = slice->value;
	c->at = at;
	return true;
}

/* "المعارك", "القصف", "الحصار": what goes on for days; not "المعارك التي شهدتها البلدة", "القصف على X". */
static bool is_lasting(const struct cursor *c, size_t i)
{
	static const char *const words[] = {
	    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB9\xD8\xA7\xD8\xB1\xD9\x83",
	    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xB4\xD8\xAA\xD8\xA8\xD8\xA7\xD9\x83\xD8\xA7\xD8\xAA",
	    "\xD8\xA7\xD9\x84\xD9\x85\xD9\x88\xD8\xA7\xD8\xAC\xD9\x87\xD8\xA7\xD8\xAA",
	    "\xD8\xA7\xD9\x84\xD9\x82\xD8\xB5\xD9\x81",
	    "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xB5\xD8\xA7\xD8\xB1",
	    "\xD8\xA7\xD9\x84\xD9\x82\xD8\xAA\xD8\xA7\xD9\x84",
	    "\xD8\xA7\xD9\x84\xD8\xBA\xD8\xA7\xD8\xB1\xD8\xA7\xD8\xAA"};
	static const char *const there[] = {"\xD8\xB4\xD9\x87\xD8\xAF", "\xD9\x88\xD9\x82\xD8\xB9",
					    "\xD8\xAF\xD8\xA7\xD8\xB1", "\xD8\xA7\xD9\x86\xD8\xAF\xD9\x84\xD8\xB9"};
	const struct token *t = c->f->text->tokens;
	bool lasts = false;
	for (size_t k = 0; i < c->end && k < sizeof words / sizeof words[0]; k++)
		lasts |= sv_eq_cstr(t[i].norm, words[k]);
	if (!lasts || (i + 1u < c->end && (sv_eq(t[i + 1u].norm, SV("\xD9\x81\xD9\x8A")) ||
					   sv_eq(t[i + 1u].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")))))
		return false; /* في, على */
	for (size_t k = 0; i + 2u < c->end && k < sizeof there / sizeof there[0]; k++)
		if (context_at(c->f, i + 1u, CONTEXT_RELATIVE) && sv_starts(t[i + 2u].norm, sv_cstr(there[k])))
			return false; /* "التي شهدتها", "وقعت", "دارت", "اندلعت" */
	return true;
}

/* "قبل يومين", "قبل ذلك بيومين", "بعد ذلك بأربعة أيام", "بعد يومين من", "خلال الـ48 ساعة الماضية", "منذ عامين". */
bool cursor_take_shift(struct cursor *c)
{
	size_t at, x;
	if (cursor_time_at(c, c->at, TIME_EVE, &at)) { /* "غداة مقتل سبعة" */
		c->e->shift = SHIFT_EARLIER;
		c->e->unit = UNIT_DAY;
		c->e->count = 1;
		c->at = at;
		return true;
	}
	const struct time_rule *then = cursor_time_at(c, c->at, TIME_AFTER, &at);
	bool after = then != NULL;
	const struct time_rule *ago = after ? NULL : cursor_time_at(c, c->at, TIME_AGO, &at);
	const struct time_rule *within = after || ago ? NULL : cursor_time_at(c, c->at, TIME_DURING, &at);
	bool during = within != NULL;
	if (!after && !ago && !during)
		return false;
	bool its = (after ? then : ago ? ago : within)->value == OF_ANOTHER; /* "وقبلها بيومين" */
	bool back = its || cursor_time_at(c, at, TIME_LINK, &x) != NULL;
	if (back && !during && !its)
		at = x;
	struct date_expr part = {.weekday = -1};
	struct cursor behind = {.f = c->f, .e = &part, .at = at, .end = c->end};
	if (cursor_take_slice(&behind) || !read_span(c, at)) /* "خلال الأسبوع الثاني من أيار" */
		return false;
	c->e->since = ago && ago->value == 1;
	c->e->shift = during ? SHIFT_DURING : after ? SHIFT_AFTER_PREVIOUS : back ? SHIFT_BEFORE_PREVIOUS : SHIFT_AGO;
	c->e->within = within && within->value != 0;
	if (during)
		c->e->is_last = cursor_time_at(c, c->at, TIME_LAST, &c->at) != NULL;
	const struct time_rule *now =
	    ago && cursor_time_at(c, c->at, TIME_LINK, &x) ? cursor_time_at(c, x, TIME_DAY, &x) : NULL;
	if (now && now->value == 0) /* "قبل أسبوع من اليوم" */
		c->at = x;
	if (!after || back)
		return true;
	cursor_time_at(c, c->at, TIME_FEW, &c->at); /* "بعد أيام قليلة من", "بعد يوم واحد من" */
	if (!cursor_time_at(c, c->at, TIME_LINK, &x)) /* "بعد يومين" alone: of what? */
		return false;
	if (x < c->end && sv_eq(c->f->text->tokens[x].norm, SV("\xD8\xB0\xD9\x84\xD9\x83"))) { /* "بعد يومين من ذلك" */
		c->at = x + 1u;
		return true;
	}
	if (is_lasting(c, x)) /* "سيطر على X بعد أيام من المعارك": how long it took */
		return false;
	c->e->shift = SHIFT_EARLIER; /* "بعد يومين من X": X was two days before what is told */
	return true;
}

/* "سبق ... بيومين", "سبق الهجوم بثلاثة أيام", "... بنحو أسبوع". */
bool cursor_take_preceded(struct cursor *c)
{
	const struct hit *h = scan_at(&c->f->scan, c->at, PHRASE_TIME);
	h = h ? h : scan_at(&c->f->scan, c->at, PHRASE_NUMBER);
	if (!h || !(h->clitics & CLITIC_BI) || !read_span(c, c->at))
		return false;
	for (size_t i = c->at; i > 0 && i + 8 > c->at; i--) {
		if (context_at(c->f, i - 1, CONTEXT_BACKGROUND)) {
			c->e->shift = SHIFT_AGO;
			return true;
		}
	}
	return false;
}
