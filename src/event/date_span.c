#include "event/date_resolve.h"

enum { SPAN_DAYS = 31, WEEK_DAYS = 7, HEADING_SENTENCES = 3, HEADING_TOKENS = 20 };

static bool has_kind(const struct finder *f, size_t token, enum number_kind kind)
{
	for (const struct hit *h = scan_at(&f->scan, token, PHRASE_NUMBER); h; h = scan_also(&f->scan, h))
		if (f->rules->numbers[h->row].kind == kind)
			return true;
	return false;
}

/* What joins two days: "و" alone, a dash, "إلى". */
static bool joins(const struct finder *f, size_t i)
{
	const struct token *k = &f->text->tokens[i];
	if (k->kind == TOKEN_PUNCT)
		return k->mark == '-' || k->mark == 0x2013;
	return has_kind(f, i, NUMERAL_AND) || has_kind(f, i, NUMERAL_TO);
}

/* "3 و" before "4 أيار": the day of a month at a token; 0: none. */
static int day_at(const struct finder *f, size_t i, uint32_t sentence)
{
	const struct token *k = &f->text->tokens[i];
	return k->sentence == sentence && k->kind == TOKEN_NUMBER && k->value >= 1 && k->value <= 31 &&
			       k->value == (double)(int)k->value
		       ? (int)k->value
		       : 0;
}

static bool is_day(const struct date_fact *d)
{
	return d->unit == DATE_DAY && d->first.year && !d->is_duration;
}

static void set_span(struct date_fact *d, uint32_t first_token, struct date first, struct date last)
{
	int64_t days = date_to_days(last) - date_to_days(first) + 1;
	d->first_token = first_token;
	d->first = first;
	d->last = last;
	d->unit = days < WEEK_DAYS ? DATE_DAYS : days == WEEK_DAYS ? DATE_WEEK : DATE_MONTH;
	d->basis = SV("span of days");
}

/* "يومي 3 و4 أيار", "بين 3 و5 أيار". */
static void widen(const struct finder *f, struct date_fact *d)
{
	size_t first = f->text->sentences[d->sentence].first_token;
	if (!is_day(d) || !d->is_numbered || d->first_token < first + 2u || !joins(f, d->first_token - 1u))
		return;
	int day = day_at(f, d->first_token - 2u, d->sentence);
	if (day && day < d->first.day)
		set_span(d, d->first_token - 2u, (struct date){d->first.year, d->first.month, day}, d->last);
}

/* "يومي الجمعة والسبت", "30 نيسان و1 أيار": the second right behind the first. */
static bool follows(const struct finder *f, const struct date_fact *a, const struct date_fact *b)
{
	const struct token *t = f->text->tokens;
	bool same_kind = a->is_numbered == b->is_numbered && (a->weekday >= 0) == (b->weekday >= 0);
	if (!is_day(a) || !is_day(b) || a->sentence != b->sentence || !same_kind || a->is_relative || b->is_relative)
		return false;
	if (a->is_numbered)
		return b->first_token == a->last_token + 2u && joins(f, a->last_token + 1u);
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n = b->first_token == a->last_token + 1u ? clitic_splits(t[b->first_token].norm, false, splits) : 0;
	return a->weekday >= 0 && n > 1 && (splits[1].clitics & CLITIC_WA);
}

void dates_join(const struct finder *f, struct events *out)
{
	size_t n = 0;
	for (size_t i = 0; i < out->n_dates; i++) {
		struct date_fact *d = &out->dates[i], *before = n ? &out->dates[n - 1] : NULL;
		widen(f, d);
		bool joined = before && follows(f, before, d);
		int64_t days = joined ? date_to_days(d->last) - date_to_days(before->first) : 0;
		if (joined && days < 0 && !d->is_numbered) { /* of this week's Friday and last week's Saturday */
			days += WEEK_DAYS;
			before->first = date_add_days(before->first, -WEEK_DAYS);
		}
		if (days > 0 && days < SPAN_DAYS) {
			set_span(before, before->first_token, before->first, d->last);
			before->last_token = d->last_token;
		} else {
			out->dates[n++] = *d;
		}
	}
	out->n_dates = n;
}

/* "حصاد الأسبوع (3 - 9 أيار)": up to seven days in a short line that heads the text; NULL: none. */
static const struct date_fact *heading_of(const struct finder *f, const struct events *ev)
{
	for (size_t i = 0; i < ev->n_dates && ev->dates[i].sentence < HEADING_SENTENCES; i++) {
		const struct date_fact *d = &ev->dates[i];
		const struct sentence *s = &f->text->sentences[d->sentence];
		const struct token *end = &f->text->tokens[s->first_token + s->n_tokens - 1u];
		bool stops = end->kind == TOKEN_PUNCT && end->mark == '.';
		bool days = (d->unit == DATE_DAYS || d->unit == DATE_WEEK) && d->first.year && d->is_numbered &&
			    date_to_days(d->last) - date_to_days(d->first) < WEEK_DAYS;
		if (days && !stops && s->n_tokens <= HEADING_TOKENS && s->n_tokens < f->text->n_tokens)
			return d;
	}
	return NULL;
}

void dates_under_heading(const struct finder *f, struct events *out)
{
	const struct date_fact *heading = heading_of(f, out);
	for (struct date_fact *d = out->dates; heading && d < out->dates + out->n_dates; d++) {
		bool bare =
		    d->weekday >= 0 && d->unit == DATE_DAY && !d->is_numbered && !d->is_relative && !d->is_background;
		if (!bare || d->sentence <= heading->sentence)
			continue;
		int ahead = (d->weekday - date_weekday(heading->first) + WEEK_DAYS) % WEEK_DAYS;
		struct date day = date_add_days(heading->first, ahead);
		if (date_to_days(day) > date_to_days(heading->last))
			continue;
		d->first = d->last = day;
		d->basis = SV("weekday of the days that head the text");
		d->of_heading = true;
	}
}
