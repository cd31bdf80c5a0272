#include "incident/draft.h"

enum { PAST_DAYS = 3, LEAD_PAST_DAYS = 8, REVIEW_DAYS = 40, LATER_SENTENCES = 2, HEAD_SENTENCES = 3 };

static bool is_known(const struct date_fact *d)
{
	return d && d->first.year != 0;
}

static bool on_lead_day(const struct draft *d, const struct draft *lead)
{
	if (lead && lead != d && d->date && lead->date && d->date->is_relative && lead->date->is_relative)
		return d->date->relative_days >= lead->date->relative_days;
	return lead && lead != d && is_known(d->date) && is_known(lead->date) && d->date->unit == DATE_DAY &&
	       date_to_days(d->date->first) == date_to_days(lead->date->first);
}

/* A review of a month or more: its undated events lie in that period. */
static bool is_review(const struct draft *lead)
{
	return lead && is_known(lead->date) && lead->date->unit >= DATE_MONTH && lead->date->is_background;
}

/* With no day of the text known: a numbered day beside a lead without one ("وفي 20 الشهر الجاري"), or well before it. */
static bool is_before_lead(const struct draft *d, const struct draft *lead)
{
	if (!lead || !d->date->is_numbered)
		return false;
	if (!lead->date || !lead->date->is_numbered || !is_known(lead->date) || !is_known(d->date))
		return !lead->date || !lead->date->is_numbered;
	return date_to_days(lead->date->first) - date_to_days(d->date->last) > PAST_DAYS;
}

static bool is_recalled(const struct draft *d, const struct draft *lead)
{
	bool same_weekday = lead && lead->date && d->date->weekday >= 0 && d->date->weekday == lead->date->weekday;
	return (d->date->is_background && !same_weekday) ||
	       (d->date->is_relative && d->date->relative_days < -PAST_DAYS) || is_before_lead(d, lead);
}

/* Whether a numbered day opens the draft's sentence. */
static bool leads_item(const struct story *s, const struct draft *d)
{
	uint32_t first = s->text->sentences[d->sentence].first_token;
	return d->date->is_numbered && d->date->first_token <= first + 1u;
}

/* "وكانت الحركة أعلنت في وقت سابق الثلاثاء": of the day that the text speaks from. */
static bool on_text_day(const struct story *s, const struct draft *d)
{
	return s->events->text_day.year && is_known(d->date) && d->date->unit == DATE_DAY &&
	       date_to_days(d->date->first) >= date_to_days(s->events->text_day);
}

/* "هو الثالث من نوعه", not "الأول من نوعه". */
static bool counts_its_kind(const struct story *s, uint32_t sentence)
{
	const struct sentence *x = &s->text->sentences[sentence];
	const struct token *t = s->text->tokens;
	bool kind = false;
	for (uint32_t i = x->first_token; i + 1u < x->first_token + x->n_tokens; i++) {
		kind |= sv_eq(t[i].norm, SV("\xD9\x85\xD9\x86")) &&
			sv_starts(t[i + 1u].norm, SV("\xD9\x86\xD9\x88\xD8\xB9\xD9\x87"));
		if (sv_starts(t[i].norm, SV("\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84")))
			return false;
	}
	return kind;
}

const struct draft *draft_kind_told(const struct story *s, const struct draft *d)
{
	if (!d->date || d->sentence == 0 || s->is_digest || d->separate || !counts_its_kind(s, d->sentence - 1u))
		return NULL;
	for (const struct draft *x = d; x > s->drafts; x--)
		if (x[-1].sentence < d->sentence && !x[-1].dropped && sv_eq(x[-1].family, d->family))
			return &x[-1];
	return NULL;
}

/* "وذكر المرصد، في وقت سابق، أن القوات بدأت منذ ثلاثة أيام": said before this report, of a day of its own. */
static bool is_said_before(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	uint32_t first = s->text->sentences[d->sentence].first_token;
	for (size_t i = cue_from(ev, first); i < ev->n_cues && ev->cues[i].first_token < d->source_end; i++)
		if (ev->cues[i].kind == CUE_BACKGROUND && ev->cues[i].last_token == ev->cues[i].first_token + 2u)
			return d->date->first_token > d->source_end;
	return false;
}

bool draft_is_past(const struct story *s, const struct draft *d, const struct draft *lead)
{
	bool recent = d->date && d->date->is_relative && d->date->relative_days >= 0;
	if (d->after || draft_kind_told(s, d))
		return true;
	if (d->background)
		return !on_lead_day(d, lead) && !recent && !on_text_day(s, d);
	if (!is_known(d->date))
		return is_review(lead) || (d->date && d != lead && is_recalled(d, lead));
	if (!s->events->text_day.year)
		return d != lead && (d->date->is_background || d->date->unit >= DATE_MONTH || is_before_lead(d, lead));
	int64_t gap = date_to_days(s->events->text_day) - date_to_days(d->date->last);
	if (d->date->of_heading ||
	    (s->is_digest && leads_item(s, d))) /* "• 3/11: هجوم ...": a review of a month tells of it */
		return gap > REVIEW_DAYS;
	if (d != lead && gap > 1 && is_said_before(s, d))
		return true;
	if (d != lead || d->date->unit > DATE_WEEK)
		return gap > PAST_DAYS || d->date->is_background;
	return gap > LEAD_PAST_DAYS;
}

/* "رموا قنبلة في X، ومبارح خطفوا شاباً": a day before that "and" opens behind the lead is of another event. */
static bool is_day_of_next(const struct story *s, const struct draft *d, const struct draft *lead)
{
	bool other = d->date->is_relative ? d->date->relative_days < 0
					  : sv_eq(d->date->basis, SV("time after another date")); /* "وقبلها بيومين" */
	return d > lead && other && sv_starts(s->text->tokens[d->date->first_token].norm, SV("\xD9\x88"));
}

/* The day of the report's main event: its own, or that of a current event told before it or right behind. */
static const struct draft *main_dated(const struct story *s, const struct draft *lead)
{
	if (!lead || is_known(lead->date) || s->is_digest)
		return lead;
	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct draft *d = &s->drafts[i];
		if (d->sentence > lead->sentence + 1)
			break;
		if (!d->background && !d->after && is_known(d->date) && d->date->unit == DATE_DAY &&
		    !d->date->is_background && !d->date->is_habit && !is_day_of_next(s, d, lead))
			return d;
	}
	return lead;
}

/* Between a word of saying and the word for "that" in its sentence. */
static bool is_before_that(const struct story *s, const struct date_fact *x)
{
	const struct events *ev = s->events;
	bool said = false;
	size_t i = cue_from(ev, s->text->sentences[x->sentence].first_token);
	for (; i < ev->n_cues && ev->cues[i].sentence == x->sentence; i++) {
		if (said && ev->cues[i].kind == CUE_THAT)
			return ev->cues[i].first_token > x->last_token;
		said |= ev->cues[i].kind == CUE_SAY && ev->cues[i].first_token < x->first_token;
	}
	return false;
}

/* A deed of the family that the text told before is named in a sentence: "في ملابسات الهجوم". */
static bool names_told(const struct story *s, const struct draft *d, uint32_t sentence)
{
	const struct events *ev = s->events;
	size_t i = trigger_from(ev, s->text->sentences[sentence].first_token);
	for (; i < ev->n_triggers && ev->triggers[i].sentence == sentence; i++)
		if (ev->triggers[i].definite && ev->triggers[i].role == TRIGGER_FOUNDS &&
		    sv_eq(ev->triggers[i].group, d->family))
			return true;
	return false;
}

/* "هاجم مسلحون مقهى. ونقلت الوكالة، مساء أمس، عن الوزارة أن القوات تحقق في الهجوم": the day before, by which it had
 * happened; NULL: nothing says so. */
static const struct date_fact *said_day_before(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	uint32_t next = d->sentence + 1u;
	if (s->is_digest || d->background || next >= s->text->n_sentences || !names_told(s, d, next))
		return NULL;
	for (size_t i = date_from(ev, s->text->sentences[next].first_token);
	     i < ev->n_dates && ev->dates[i].sentence == next; i++) {
		const struct date_fact *x = &ev->dates[i];
		if (x->first.year && x->unit == DATE_DAY && x->is_relative && x->relative_days == -1 &&
		    is_before_that(s, x))
			return x;
	}
	return NULL;
}

/* "خرج السكان صباح اليوم إلى الشوارع. لكن الفرحة لم تكتمل في حي X، إذ قُتل ثلاثة": the day of the scene that the
 * sentence right before sets, where it tells of nothing else; NULL: no such. */
static const struct date_fact *scene_day(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct date_fact *day = NULL;
	const struct sentence *x = s->text->sentences;
	if (s->is_digest || d->background || d->after || d->anaphoric || d->separate || d->headline ||
	    d->sentence == 0 || x[d->sentence - 1u].paragraph != x[d->sentence].paragraph)
		return NULL;
	for (size_t i = 0; i < s->n_drafts; i++)
		if (s->drafts[i].sentence == d->sentence - 1u && !s->drafts[i].orphan)
			return NULL;
	for (size_t i = date_from(ev, x[d->sentence - 1u].first_token);
	     i < ev->n_dates && ev->dates[i].sentence < d->sentence; i++) {
		const struct date_fact *t = &ev->dates[i];
		bool plain = t->first.year && t->unit == DATE_DAY && t->is_relative && !t->is_background &&
			     !t->is_habit && !t->is_until && !t->is_duration && !t->is_earlier && !is_before_that(s, t);
		if (day || !plain)
			return NULL;
		day = t;
	}
	return day;
}

/* "حوادث", "هجمات", "انفجارات", "اغتيالات", "أحداث", "عمليات" in a sentence. */
static bool names_incidents(const struct story *s, const struct sentence *x)
{
	static const char *const words[] = {"\xD8\xAD\xD9\x88\xD8\xA7\xD8\xAF\xD8\xAB",
					    "\xD9\x87\xD8\xAC\xD9\x85\xD8\xA7\xD8\xAA",
					    "\xD8\xA7\xD9\x86\xD9\x81\xD8\xAC\xD8\xA7\xD8\xB1\xD8\xA7\xD8\xAA",
					    "\xD8\xA7\xD8\xBA\xD8\xAA\xD9\x8A\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAA",
					    "\xD8\xA7\xD8\xAD\xD8\xAF\xD8\xA7\xD8\xAB",
					    "\xD8\xB9\xD9\x85\xD9\x84\xD9\x8A\xD8\xA7\xD8\xAA"};
	for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++)
		if (SV_ONE_OF(s->text->tokens[i].norm, words))
			return true;
	return false;
}

/* "شهد ريف الرقة أمس عدة حوادث. فقد انفجرت عبوة في X، ...": the day of a sentence at the text's head that only
 * announces several events; NULL: none. */
static const struct date_fact *roundup_day(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct date_fact *day = NULL;
	const struct sentence *x = s->text->sentences;
	for (uint32_t k = 0; k < d->sentence && k < HEAD_SENTENCES && !d->background && !d->after; k++) {
		bool tells = !names_incidents(s, &x[k]);
		for (size_t i = 0; i < s->n_drafts; i++)
			tells |= s->drafts[i].sentence == k && !s->drafts[i].dropped;
		for (size_t i = date_from(ev, x[k].first_token);
		     !tells && i < ev->n_dates && ev->dates[i].sentence == k; i++) {
			const struct date_fact *t = &ev->dates[i];
			bool plain = t->first.year && t->unit == DATE_DAY && (t->is_relative || t->weekday >= 0) &&
				     !t->is_background && !t->is_habit && !t->is_until && !t->is_duration &&
				     !t->is_earlier && !is_before_that(s, t);
			if (day || !plain)
				return NULL;
			day = t;
		}
	}
	return day;
}

/* "هاجموا حاجزاً أمس. وصباح اليوم أطلقوا النار في X. وأوقفت القوات اثنين في Y": the event with a day told last before
 * one without, where it is later than the lead; NULL: none within a few sentences. */
static const struct draft *later_told(const struct story *s, const struct draft *d, const struct draft *lead)
{
	if (!lead || lead->date->unit != DATE_DAY || d->background || d->after || d->anaphoric || d->date)
		return NULL;
	for (const struct draft *x = d; x > s->drafts && x[-1].sentence + LATER_SENTENCES >= d->sentence; x--) {
		const struct draft *told = &x[-1];
		if (told->dropped || told->background || told->after || !is_known(told->date))
			continue;
		return told != lead && told->date->unit == DATE_DAY && told->sentence > lead->sentence &&
			       date_to_days(told->date->first) > date_to_days(lead->date->first)
			   ? told
			   : NULL;
	}
	return NULL;
}

void incident_set_date(const struct story *s, const struct draft *d, const struct draft *lead, struct incident *out)
{
	const struct date_fact *date = d->date, *scene = NULL;
	lead = main_dated(s, lead);
	bool lead_counts =
	    lead && is_known(lead->date) && (is_review(lead) || (!s->is_digest && !draft_is_past(s, lead, lead)));
	if (is_known(date)) {
		out->date_start = date->first;
		out->date_end = date->last;
		out->date_unit = date->unit;
		out->date_basis = date->basis;
	} else if (!date && (scene = scene_day(s, d))) {
		out->date_start = out->date_end = scene->first;
		out->date_unit = DATE_DAY;
		out->date_basis = scene->basis;
	} else if (date && (date->is_background || out->background)) {
		out->date_basis = date->basis;
	} else if (out->background && !is_review(lead)) {
		out->date_basis = SV("");
	} else if (s->events->header_day.year) {
		out->date_start = out->date_end = s->events->header_day;
		out->date_unit = DATE_DAY;
		out->date_basis = SV("day that heads the text");
	} else if (!(lead && is_known(lead->date)) && (scene = roundup_day(s, d))) {
		out->date_start = out->date_end = scene->first;
		out->date_unit = DATE_DAY;
		out->date_basis = scene->basis;
	} else if (lead_counts) {
		const struct draft *later = later_told(s, d, lead);
		lead = later ? later : lead;
		out->date_start = lead->date->first;
		out->date_end = lead->date->last;
		out->date_unit = lead->date->unit;
		out->date_basis = SV("day of the report's main event");
	} else if (s->events->story_day.year) {
		out->date_start = out->date_end = s->events->story_day;
		out->date_unit = DATE_DAY;
		out->date_basis = SV("day of the report's main event");
	} else if (s->events->text_day.year) {
		const struct date_fact *said = said_day_before(s, d);
		out->date_start = out->date_end = said ? said->first : s->events->text_day;
		out->date_unit = DATE_DAY;
		out->date_basis = said ? said->basis : s->events->text_day_basis;
	}
}
