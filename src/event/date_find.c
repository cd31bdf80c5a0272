#include "event/date_resolve.h"

enum {
	DATELINE_TOKENS = 16,
	DATELINE_SENTENCES = 6,
	LEAD_SENTENCES = 4,
	STALE_DAYS = 10,
	SLACK_DAYS = 4,
	SINCE_WORDS = 8,
	NEAR_LINE_DAYS = 250,
	STORY_SENTENCES = 8,
	DATELINE_DAYS = 3,
	POSTER_WORDS = 5,
	OPENING_TOKENS = 4,
	SIGNATURE_WORDS = 3,
	HEADER_SENTENCES = 3,
	TWIN_WORDS = 4
};

/* The text's day. */

static bool is_full(const struct date_expr *e)
{
	return e->day && e->month && e->year;
}

static bool has_time_word(const struct finder *f, size_t token, enum time_kind kind)
{
	return has_time(f, token, kind);
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

/* "منذ صباح الخميس": right behind the word, or behind that for the time of day. */
static bool follows_since(const struct finder *f, const struct date_expr *e)
{
	for (size_t i = e->first; i > 0 && i + 2u > e->first && f->text->tokens[i - 1].sentence == e->sentence; i--)
		for (const struct hit *h = scan_at(&f->scan, i - 1, PHRASE_TIME); h; h = scan_also(&f->scan, h))
			if (f->rules->times[h->row].kind == TIME_AGO && f->rules->times[h->row].value)
				return true;
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

/* "دمشق 18 أيار 2017 /قُتل ...": within the first words of a report, a stroke or dash behind it. */
static bool opens_report(const struct finder *f, const struct date_expr *e)
{
	const struct token *next = e->last + 1u < f->text->n_tokens ? &f->text->tokens[e->last + 1u] : NULL;
	return e->sentence == 0 && e->first <= OPENING_TOKENS && next && next->kind == TOKEN_PUNCT &&
	       (next->mark == '/' || next->mark == '-' || next->mark == 0x2013 || next->mark == ':' ||
		next->mark == '|');
}

/* "المركز الإعلامي", "17 أيار 2023": a date alone on the last line of a statement. */
static const struct date_expr *find_signature(const struct finder *f, const struct date_expr *all, size_t n)
{
	const struct date_expr *e = n ? &all[n - 1] : NULL;
	const struct sentence *s = e ? &f->text->sentences[e->sentence] : NULL;
	bool last = e && is_full(e) && e->sentence + 1u == f->text->n_sentences && !begins_period(f, e);
	bool today =
	    last && s->n_tokens <= DATELINE_TOKENS && e->first > s->first_token &&
	    (has_time_word(f, e->first - 1u, TIME_DAY) || has_time_word(f, e->first > 1 ? e->first - 2u : 0, TIME_DAY));
	bool issued =
	    last && (today || (e->has_offset && e->offset == 0)); /* "وأصدر المركز البيان اليوم، 7 تموز 2022" */
	return issued || (last && s->n_tokens <= (e->last - e->first + 1u) + SIGNATURE_WORDS) ? e : NULL;
}

/* A date that opens the text: in one of its first short lines, with a year. Of several, one that fits the day of
 * publication; one behind it is the page's own (the day on which it was saved). */
static const struct date_expr *find_dateline(const struct finder *f, const struct date_expr *all, size_t n,
					     const struct date *published)
{
	const struct date_expr *first = NULL;
	for (size_t i = 0; i < n && all[i].sentence < DATELINE_SENTENCES; i++) {
		const struct date_expr *e = &all[i];
		bool line = f->text->sentences[e->sentence].n_tokens <= DATELINE_TOKENS || opens_report(f, e);
		if (!is_full(e) || !line || begins_period(f, e))
			continue;
		int64_t gap = published ? days_before(e, *published) : 0;
		if (!published || (gap >= -1 && gap <= DATELINE_DAYS))
			return e;
		if (!first && gap > 0)
			first = e;
	}
	return first || published ? first : find_signature(f, all, n);
}

/* A line's date may be a picture's: a day of the story that says no year, but fits one soon behind that date and none soon
 * before it. */
static bool is_behind_line(const struct date_expr *e, struct date line, struct date *out)
{
	if (e->year || e->weekday < 0 || !e->day || !e->month || e->is_last)
		return false;
	struct date before = {date_infer_year(e, line), e->month, e->day};
	if (before.year && date_to_days(line) - date_to_days(before) < NEAR_LINE_DAYS)
		return false;
	for (int y = line.year; y <= line.year + 1; y++) {
		struct date d = {y, e->month, e->day};
		int64_t gap = date_is_valid(d) ? date_to_days(d) - date_to_days(line) : -1;
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

/* "حصاد", "أبرز ما شهدته", "موجز": words of a digest's heading. */
static bool sums_day(const struct finder *f, const struct sentence *s)
{
	for (size_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
		if (context_at(f, i, CONTEXT_DIGEST))
			return true;
	return false;
}

/* "حصاد الأربعاء 10 حزيران", "أخبار أمس", "أبرز ما شهدته المحافظات يوم الثلاثاء 17 حزيران": a weekday, day and month in
 * a line that heads the text, on or shortly before the text's day. */
static struct date find_header_day(const struct finder *f, const struct date_expr *all, size_t n,
				   const struct anchor *a)
{
	for (size_t i = 0; i < n && all[i].sentence < HEADER_SENTENCES; i++) {
		const struct date_expr *e = &all[i];
		const struct sentence *s = &f->text->sentences[e->sentence];
		const struct token *end = &f->text->tokens[s->first_token + s->n_tokens - 1u];
		bool stops = end->kind == TOKEN_PUNCT && end->mark == '.';
		struct date_fact d = {0};
		bool full = e->weekday >= 0 && e->day && e->month;
		bool brief =
		    !e->day && !e->month && !e->is_last && (e->weekday >= 0 || (e->has_offset && e->offset < 0));
		for (size_t k = s->first_token; brief && k < s->first_token + s->n_tokens; k++)
			brief = !scan_at(&f->scan, k, PHRASE_TRIGGER); /* not "حصيلة القصف الذي تعرضت له المدينة أمس" */
		if (!(full || brief) || s->n_tokens > DATELINE_TOKENS || stops || !sums_day(f, s))
			continue;
		date_resolve(e, a, &d);
		int64_t gap = d.first.year && a->known ? date_to_days(a->text_day) - date_to_days(d.first) : -1;
		if (d.unit == DATE_DAY && gap >= 0 && gap <= DATELINE_DAYS)
			return d.first;
	}
	return (struct date){0};
}

/* "— وكالة محلية (@local) December 26, 2022": a full date behind the name of who posted what is quoted. */
static const struct date_expr *find_post_date(const struct finder *f, const struct date_expr *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = all[i].first; is_full(&all[i]) && k > 0 && k + POSTER_WORDS > all[i].first; k--)
			if (f->text->tokens[k - 1].kind == TOKEN_PUNCT && f->text->tokens[k - 1].mark == '@')
				return &all[i];
	return NULL;
}

/* "12 شباط الجاري" beside a fuller date of another month: the month that the text speaks from. */
static struct date find_current_day(const struct date_expr *all, size_t n, struct date told)
{
	for (size_t i = 0; i < n; i++) {
		const struct date_expr *e = &all[i];
		if (!e->is_this || !e->day || !e->month || e->year || e->month == told.month)
			continue;
		struct date d = {told.year + (e->month < told.month), e->month, e->day};
		if (date_is_valid(d) && date_to_days(d) - date_to_days(told) <= NEAR_LINE_DAYS)
			return d;
	}
	return (struct date){0};
}

static void anchor_set(struct anchor *a, struct date day, bool from_body)
{
	a->text_day = day;
	a->known = true;
	a->from_body = from_body;
	a->limit = date_add_days(day, from_body ? SLACK_DAYS : 0);
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
		date_resolve(line, a, &d);
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
	body = body || a->known || has_published ? body : find_post_date(f, all, n);
	if (body)
		date_resolve(body, a, &d);
	struct date current =
	    body && body->year && !has_published && d.first.year ? find_current_day(all, n, d.first) : (struct date){0};
	bool fresh =
	    has_published && (!body || !d.first.year || body->weekday < 0 || body->sentence >= LEAD_SENTENCES ||
			      date_to_days(day) - date_to_days(d.first) <= STALE_DAYS);
	if (a->known)
		;
	else if (fresh || (has_published && !body)) {
		anchor_set(a, day, false);
		out->text_day_basis = SV("published");
	} else if (current.year) {
		anchor_set(a, current, true);
		out->text_day_basis = SV("day of the current month");
	} else if (body && body->year && !has_published && find_behind_line(all, n, d.first, &behind)) {
		anchor_set(a, behind, true);
		out->text_day_basis = SV("weekday+day+month, year by a date above");
	} else if (body && d.first.year) {
		int offset = offset_of(f, all, body);
		anchor_set(a, date_add_days(d.first, -offset), offset == 0);
		out->story_day = offset < 0 && d.unit == DATE_DAY ? d.first : out->story_day;
		out->text_day_basis = has_published ? SV("date in the text, long before publication") : d.basis;
	}
	out->text_day = a->text_day;
	out->header_day = find_header_day(f, all, n, a);
}

/* "وانفجر لغم، منذ عشرة أيام في بلدة X": ten days ago, between commas; no length of time. */
static bool is_set_off(const struct finder *f, const struct date_expr *e)
{
	uint32_t first = f->text->sentences[e->sentence].first_token;
	const struct token *k = e->first > first ? &f->text->tokens[e->first - 1u] : NULL;
	return e->unit == UNIT_DAY && e->count > 0 && k && k->kind == TOKEN_PUNCT && k->mark == 0x060C;
}

/* "عقب سيطرته منذ 3 أيام على X", "قُتل منذ يومين": days ago, right behind what happened then. */
static bool is_of_deed(const struct finder *f, const struct date_expr *e)
{
	const struct sentence *s = &f->text->sentences[e->sentence];
	if (e->count == 0 || e->unit > UNIT_WEEK || e->unit == UNIT_HOUR)
		return false;
	for (const struct hit *h = e->last + 1u < s->first_token + s->n_tokens ? scan_at(&f->scan, e->last + 1u, PHRASE_TRIGGER) : NULL;
	     h; h = scan_also(&f->scan, h))
		if (h->clitics & CLITIC_BI) /* "منذ يومين بانفجار لغم" */
			return true;
	if (e->first == s->first_token) /* "منذ يومين، قُتل ثلاثة" */
		return e->last + 1u < f->text->n_tokens && f->text->tokens[e->last + 1u].mark == 0x060C;
	for (const struct hit *h = scan_at(&f->scan, e->first - 1u, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h))
		if (h->tense == TENSE_PAST || (h->tense == TENSE_POSSESSED && h->number == NUMBER_ONE))
			return true;
	return false;
}

/* 'قالت في بيان، الخميس: "استُهدفت نقطة صباح اليوم"': the day of what is quoted is that of its saying. */
static bool is_quoted(const struct finder *f, const struct date_expr *e, const struct date_fact *said)
{
	bool inside = false;
	if (!e->has_offset || e->weekday >= 0 || e->month || said->sentence != e->sentence || said->weekday < 0 ||
	    said->unit != DATE_DAY)
		return false;
	for (uint32_t i = said->last_token + 1u; i < e->first; i++) {
		const struct token *k = &f->text->tokens[i];
		bool closes = k->kind == TOKEN_PUNCT && (k->mark == 0x00BB || k->mark == 0x201D);
		bool opens =
		    k->kind == TOKEN_PUNCT && (k->mark == 0x00AB || k->mark == 0x201C || (k->mark == '"' && !inside));
		inside = opens || (inside && !closes && !(k->kind == TOKEN_PUNCT && k->mark == '"'));
	}
	return inside;
}

/* "21 ذو القعدة 1446 / 19 أيار 2025": one day by two calendars, of which ours is exact. Adds an expression to those
 * before. */
static void add_expr(const struct finder *f, struct date_expr **all, size_t *n, size_t *capacity,
		     const struct date_expr *e)
{
	struct date_expr *before = *n ? &(*all)[*n - 1u] : NULL;
	bool twin = before && before->hijri != e->hijri && before->sentence == e->sentence && before->day && e->day &&
		    e->month && e->first <= before->last + TWIN_WORDS;
	if (!twin) {
		*ARENA_PUSH(f->arena, *all, *n, capacity) = *e;
	} else if (e->hijri) {
		before->last = e->last;
	} else {
		uint32_t first = before->first;
		int weekday = before->weekday, year = before->year;
		*before = *e;
		before->first = first;
		before->weekday = e->weekday < 0 ? weekday : e->weekday;
		before->year = e->year ? e->year : year;
	}
}

void dates_find(const struct finder *f, struct sv published, struct events *out)
{
	struct date_expr *all = NULL;
	size_t n = 0, capacity = 0;
	for (size_t i = 0; i < f->text->n_tokens;) {
		struct date_expr e;
		if (date_expr_at(f, i, &e)) {
			e.since = e.since && !is_set_off(f, &e) && !is_of_deed(f, &e);
			add_expr(f, &all, &n, &capacity, &e);
			i = e.last + 1u;
		} else {
			i++;
		}
	}
	struct anchor a;
	find_text_day(f, published, all, n, &a, out);
	for (size_t i = 0; i < n && all[i].sentence == 0; i++)
		if (all[i].month && all[i].year && !all[i].day && f->text->n_sentences > 1) {
			a.heading_year = all[i].year;
			a.heading_month = all[i].month;
		}
	out->dates = ARENA_ARRAY(f->arena, struct date_fact, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct date_fact *d = &out->dates[i];
		struct anchor own = a;
		if (i > 0 && a.known && is_quoted(f, &all[i], &out->dates[i - 1]))
			own.text_day = out->dates[i - 1].first;
		date_resolve(&all[i], &own, d);
		d->is_duration |= begins_period(f, &all[i]);
		bool until = all[i].first > 0 &&
			     has_time_word(f, all[i].first - 1u, TIME_UNTIL); /* "الجثامين التي أُحصيت حتى صباح اليوم" */
		d->is_since = all[i].since || (d->unit == DATE_DAY && follows_since(f, &all[i]));
		d->is_until = until && all[i].has_offset && all[i].offset == 0 && !all[i].part_of_day;
		if ((d->unit == DATE_DAY || d->unit == DATE_MONTH) && !d->is_duration && !until) {
			a.previous = d->first;
			a.previous_sentence = d->sentence;
			a.previous_day = d->unit == DATE_DAY ? d->first : a.previous_day;
		}
		bool bare = !all[i].month && !all[i].day; /* "كانت خطوط تماس عام 2017" */
		if (d->first.year && !d->is_duration && (all[i].month || all[i].year) && !(bare && a.full_year))
			a.previous_year = d->first.year;
		a.full_year |= d->first.year && all[i].day && all[i].year;
	}
	out->n_dates = n;
	dates_join(f, out);
	dates_under_heading(f, out);
}
