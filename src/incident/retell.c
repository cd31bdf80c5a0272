#include "incident/fold.h"

enum {
	WIDE = 5,
	VAGUE = 4,
	CITY = 3,
	NARROW = 2,
	AREA = 4,
	PAST_DAYS = 3,
	LEAD_SENTENCES = 8
};

/* The day of the event; that of the saying is none. */
const struct date_fact *draft_own_date(const struct draft *d)
{
	bool of_saying =
	    d->date && (d->weak_date || (d->date->first_token > d->say && d->date->first_token < d->source_end) ||
			d->date->last_token < d->from);
	return of_saying ? NULL : d->date;
}

/* "منتصف الشهر الماضي", "قبل أيام" of a day that nothing tells: not the day of what is told without such words. */
static bool is_recalled(const struct date_fact *d)
{
	return d->is_background && d->weekday < 0;
}

bool drafts_agree_on_day(const struct draft *a, const struct draft *b)
{
	if (!draft_own_date(a) || !draft_own_date(b))
		return true;
	if (a->date->is_relative && b->date->is_relative && a->date->unit == DATE_UNKNOWN)
		return a->date->relative_days == b->date->relative_days;
	if (!a->date->first.year && !b->date->first.year && a->date->weekday >= 0 && b->date->weekday >= 0)
		return a->date->weekday == b->date->weekday;
	if (!a->date->first.year || !b->date->first.year)
		return is_recalled(a->date) == is_recalled(b->date);
	int slack = a->date->unit == DATE_DAY && b->date->unit == DATE_DAY ? 0 : 1;
	return date_to_days(a->date->first) <= date_to_days(b->date->last) + slack &&
	       date_to_days(b->date->first) <= date_to_days(a->date->last) + slack;
}

/* "اشتبكت معهم منذ الثلاثاء ... انتهت الاشتباكات اليوم بمقتل 23": not the day since which it went on. */
bool draft_gives_day(const struct draft *into, const struct draft *d)
{
	const struct date_fact *told = draft_own_date(into), *now = draft_own_date(d);
	return (!told || told->is_since) && now && now->unit == DATE_DAY && !now->is_since &&
	       (!now->is_background || now->weekday >= 0);
}

bool drafts_same_sub_type(const struct draft *a, const struct draft *b)
{
	return sv_eq(a->head->sub_event_type, b->head->sub_event_type);
}

/* Attacks and clashes are told in each other's words; an air strike is not. */
static bool is_general_violence(const struct draft *d)
{
	return sv_eq(d->head->sub_event_type, SV("Armed clash")) || sv_eq(d->head->sub_event_type, SV("Attack"));
}

/* "تفجير انتحاري" is told again as "انفجار سيارة مفخخة". */
static bool is_blast(const struct trigger_fact *t)
{
	return sv_eq(t->sub_event_type, SV("Suicide bomb")) ||
	       sv_eq(t->sub_event_type, SV("Remote explosive/landmine/IED"));
}

bool drafts_same_kind(const struct draft *a, const struct draft *b)
{
	return drafts_same_sub_type(a, b) || (is_general_violence(a) && is_general_violence(b)) ||
	       (is_blast(a->head) && is_blast(b->head));
}

bool drafts_same_name(const struct story *s, const struct draft *a, const struct draft *b)
{
	const struct trigger_fact *x = draft_naming_trigger(s, a), *y = draft_naming_trigger(s, b);
	return sv_eq(x->sub_event_type, y->sub_event_type) || (is_blast(x) && is_blast(y));
}

static bool is_air_strike(const struct trigger_fact *t)
{
	return sv_eq(t->sub_event_type, SV("Air/drone strike"));
}

/* "قُتل تسعة بقصف جوي على X. وقال ناشط إن تسعة قُتلوا بقصف على X": of one toll, one says that it was flown. */
static bool is_flown_shelling(const struct story *s, const struct draft *x, const struct draft *d)
{
	int before = draft_killed(s, x);
	return before > 0 && before == draft_killed(s, d) && !d->separate && !s->is_digest &&
	       ((is_air_strike(draft_naming_trigger(s, x)) && draft_is_bare_shelling(s, d)) ||
		(is_air_strike(draft_naming_trigger(s, d)) && draft_is_bare_shelling(s, x)));
}

/* "وقال إن الانفجار وقع بعد سقوط قذائف على X": what brought about the event told before. */
static bool brought_it_about(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	if (!d->after || s->is_digest)
		return false;
	size_t i = cue_from(ev, s->text->sentences[d->sentence].first_token);
	for (; i < ev->n_cues && ev->cues[i].first_token < d->head->token; i++)
		if (ev->cues[i].kind == CUE_RETOLD)
			return true;
	return false;
}

bool draft_is_other_weapon(const struct story *s, const struct draft *a, const struct draft *b)
{
	return !drafts_same_sub_type(a, b) && !drafts_same_name(s, a, b) && sv_eq(b->family, SV("violence")) &&
	       !is_general_violence(b) && !is_flown_shelling(s, a, b) && !brought_it_about(s, b);
}

/* "الهجوم هو الأول منذ أواخر 2017": a vague date beside a known event is not the event's. */
bool draft_has_own_day(const struct draft *d)
{
	const struct date_fact *date = draft_own_date(d);
	return date && date->first.year && date->unit <= DATE_WEEK;
}

/* The first figure of killed in a stretch; -1: not said. */
static int stretch_killed(const struct events *ev, const struct stretch *x)
{
	for (size_t i = casualty_from(ev, x->first); i < ev->n_casualties && ev->casualties[i].first_token <= x->last; i++)
		if (ev->casualties[i].killed >= 0)
			return ev->casualties[i].killed;
	return -1;
}

int draft_killed(const struct story *s, const struct draft *d)
{
	return stretch_killed(s->events, &d->stretches[0]);
}

int draft_killed_in_all(const struct story *s, const struct draft *d)
{
	int n = -1;
	for (size_t k = 0; k < d->n_stretches && n < 0; k++)
		n = stretch_killed(s->events, &d->stretches[k]);
	return n;
}

/* "قرب مشفى X في المدينة ... وقالت مصادر إن ... في سوق Y بالمدينة": two spots of one town. */
static bool is_beside_in_town(const struct draft *x, const struct draft *d)
{
	if (mention_breadth(x->places[0]) > 0 || mention_breadth(d->places[0]) > 0)
		return false;
	for (size_t i = 1; i < x->n_places; i++)
		for (size_t j = 1; j < d->n_places; j++)
			if (mention_same_place(x->places[i], d->places[j]) && mention_breadth(x->places[i]) <= CITY)
				return true;
	return false;
}

/* Villages of one governorate, both named: two events. */
static bool is_other_spot(const struct draft *x, const struct draft *d)
{
	bool narrow = mention_breadth(x->places[0]) <= NARROW && mention_breadth(d->places[0]) <= NARROW;
	if (d->sentence == x->sentence + 1u && d->reported && is_beside_in_town(x, d))
		return false;
	bool beside = false; /* "قرية Y شمال غرب X" */
	for (size_t i = 0; i < d->n_places; i++)
		beside |= mention_same_place(x->places[0], d->places[i]) && mention_breadth(x->places[0]) <= NARROW;
	return narrow && !d->anaphoric && !beside && !drafts_share_place(x, d);
}

/* What another source tells of it: "هجوم على حافلة قرب X ... وذكر مصدر أن مجموعة استهدفت حافلة على طريق Y". */
static bool is_by_other_source(const struct story *s, const struct draft *x, const struct draft *d)
{
	int before = draft_killed(s, x), now = draft_killed(s, d);
	if (!d->reported)
		return false;
	return drafts_hit_same(s, x, d) || (drafts_same_kind(x, d) && draft_says_wider(s, d, x) &&
					    (before < 0 || now < 0 || before == now));
}

/* In another governorate than the town or countryside named before; a desert spans several. */
bool mention_lies_elsewhere(const struct story *s, const struct mention *m, const struct mention *before)
{
	bool known = m->place != PLACE_NONE && before->place != PLACE_NONE && m->place != before->place;
	return known && before->shape != MENTION_BADIA && !mention_spans_governorates(s->gazetteer, before) &&
	       !mention_spans_governorates(s->gazetteer, m) && !mention_lies_in(s, m, before);
}

/* "معبر الطيانة" of the town named before. */
static bool is_at_lead(const struct draft *x, const struct draft *d)
{
	struct sv name = d->places[0]->name_ar;
	for (size_t i = 0; i < x->n_places; i++)
		if (mention_breadth(x->places[i]) <= CITY && x->places[i]->name_ar.len < name.len &&
		    sv_ends(name, x->places[i]->name_ar) && mention_breadth(d->places[0]) < CITY)
			return true;
	return false;
}

/* "في مدينة X ... هجوم جنوب مدينة X": a place, and what is beside it. */
static bool is_beside(const struct mention *a, const struct mention *b)
{
	return a->place != PLACE_NONE && a->place == b->place && a->shape == b->shape &&
	       (a->relation == REL_DIRECTION || b->relation == REL_DIRECTION);
}

/* The badia of a place, not the whole desert. */
static bool is_own_badia(const struct story *s, const struct mention *m)
{
	return (m->shape == MENTION_BADIA || m->kind == KIND_BADIA) && m->place != PLACE_NONE &&
	       !mention_spans_governorates(s->gazetteer, m);
}

/* Other figures at a place of its own: "قُتل ثلاثة بلغم في بادية X ... كما أشارت إلى إصابة أربعة بلغم في بادية Y". */
static bool has_other_victims(const struct story *s, const struct draft *x, const struct draft *d)
{
	int killed = draft_killed(s, x), more = draft_killed(s, d);
	bool other = killed > 0 && (more > 0 ? more != killed : draft_harmed(s, d, false) > 0);
	bool wounded = killed < 0 && more < 0 && draft_harmed(s, x, false) > 0 && draft_harmed(s, d, false) > 0 &&
		       draft_harmed(s, x, false) != draft_harmed(s, d, false);
	const struct mention *a = x->places[0], *b = d->places[0];
	bool apart = a->place != b->place && mention_breadth(a) < WIDE && !d->weak_place && !drafts_share_any_place(x, d);
	return (other || wounded) && apart &&
	       ((is_own_badia(s, a) && is_own_badia(s, b)) || mention_lies_elsewhere(s, b, a));
}

/* "..., فيما قُتل مدني برصاص قناص عند X": told beside another event, with a toll that says little. */
static bool is_one_beside(const struct story *s, const struct draft *d)
{
	return d->link == LINK_BREAK && !d->reported && draft_killed(s, d) == 1;
}

/* "قُتل تسعة بقصف مخيم في قرية X. وقال ناشطون إن طائرات قصفت مخيم "الحور" في القرية": right behind a town, a spot that
 * no map knows. */
static bool is_unknown_spot(const struct draft *x, const struct draft *d)
{
	return d->reported && d->n_places == 1 && d->places[0]->place == PLACE_NONE &&
	       d->sentence == x->sentence + 1u && mention_breadth(x->places[0]) <= CITY;
}

/* "هجوم في ريف الرقة ... وقال مصدر إن هجوماً في بادية الرصافة بريف الرقة": the second says it more exactly. So does the
 * sentence behind a lead that names only an area. */
static bool details(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool of_raid = sv_eq(x->family, SV("raid")) && !sv_eq(d->family, SV("raid"));
	bool by_raid = sv_eq(x->family, SV("arrest")) && sv_eq(d->family, SV("raid"));
	bool outcome = d->reported && !d->anaphoric && (of_raid || by_raid);
	if (d->separate || x->n_places == 0)
		return false;
	bool wide = !x->places[0]->has_head && mention_is_governorate(s, x->places[0]) && mention_lies_in(s, d->places[0], x->places[0]);
	bool city = mention_breadth(x->places[0]) == CITY && x->places[0]->has_head && !d->reported; /* "مدينة X ... بلدة Y" */
	bool closer = !city && mention_breadth(x->places[0]) >= CITY && mention_breadth(d->places[0]) < mention_breadth(x->places[0]);
	bool same_toll = (draft_killed(s, x) > 0 && draft_killed(s, x) == draft_killed(s, d)) ||
			 (draft_harmed(s, x, false) > 2 && draft_harmed(s, x, false) == draft_harmed(s, d, false));
	if (closer && same_toll && !is_one_beside(s, d) && !s->is_digest &&
	    (drafts_same_kind(x, d) ||
	     (draft_killed(s, x) > 1 && d->reported &&
	      (mention_lies_in(s, d->places[0], x->places[0]) || drafts_share_any_place(x, d)))))
		return true; /* "مقتل عامل بهجوم في دير الزور. ... مقتل عامل بهجوم في بلدة X بدير الزور" */
	if (!(drafts_same_kind(x, d) || drafts_same_name(s, x, d) || outcome))
		return false;
	if (d->reported && is_at_lead(x, d))
		return true;
	if (has_other_victims(s, x, d))
		return false;
	if (is_unknown_spot(x, d) && same_toll && draft_killed(s, x) > 1)
		return true;
	if (!mention_same_place(x->places[0], d->places[0]) && mention_breadth(x->places[0]) < VAGUE &&
	    draft_killed(s, x) > 0 && draft_killed(s, d) > 0 && draft_killed(s, x) != draft_killed(s, d))
		return false; /* other dead in another town, though both are measured from one city */
	bool vaguer = (wide && mention_breadth(d->places[0]) <= AREA) ||
		      (mention_breadth(x->places[0]) >= VAGUE &&
		       mention_breadth(d->places[0]) <= mention_breadth(x->places[0]));
	bool lead = x == s->drafts || (x > s->drafts && x[-1].headline);
	bool inside =
	    mention_breadth(d->places[0]) == 0 &&
	    !mention_lies_elsewhere(s, d->places[0], x->places[0]); /* a street or quarter of the town named before */
	if (outcome)
		return vaguer && d->sentence <= x->sentence + 1u;
	if (is_by_other_source(s, x, d))
		return true;
	if (d->reported)
		return vaguer || inside || is_beside(x->places[0], d->places[0]) ||
		       (drafts_share_any_place(x, d) && !is_other_spot(x, d));
	if (lead && inside && !s->is_digest && d->sentence == x->sentence + 1u && drafts_same_name(s, x, d) &&
	    drafts_share_any_place(x, d) && drafts_agree_on_day(x, d))
		return true; /* "أصيب مدنيون بانفجار عبوة في مدينة X. وانفجرت العبوة قرب دوار Y في مدينة X" */
	return vaguer && lead && !s->is_digest && d->sentence == x->sentence + 1u && drafts_agree_on_day(x, d) &&
	       !mention_lies_elsewhere(s, d->places[0], x->places[0]);
}

/* "قُتل ثلاثة بهجوم في حمص، فيما قُتل اثنان في حلب ... إلى ذلك، قتل مجهولون ثلاثة شمال تدمر": the lead names several
 * events by their governorates alone; one with the same toll in one of them, however far below, is that event. So is one with the
 * toll of a lead that tells of one event: three or more, two where a source reports it. */
bool draft_fills_in_lead(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool beside = (x > s->drafts && x[-1].sentence == x->sentence) || (x + 1 < d && x[1].sentence == x->sentence);
	bool first = true;
	for (const struct draft *b = s->drafts; b < x && first; b++)
		first = b->headline || b->sentence == x->sentence;
	bool inside = false;
	for (size_t i = 0; i < d->n_places && x->n_places; i++)
		inside |= mention_lies_in(s, d->places[i], x->places[0]);
	int killed = draft_killed_in_all(s, x); /* by a headline, or by the sentence behind it */
	bool retold = killed > (d->reported ? 1 : 2) && !x->background && !d->background && !d->separate &&
		      d->sentence <= x->sentence + LEAD_SENTENCES;
	return ((beside && !is_one_beside(s, d)) || retold) && first && inside && !s->is_digest &&
	       d->sentence > x->sentence && mention_breadth(x->places[0]) >= CITY && killed > 0 &&
	       killed == draft_killed(s, d) && (drafts_same_kind(x, d) || drafts_same_name(s, x, d));
}

/* "قُتل عنصر بقصف على X، في حين اعتقلت القوات مدنيين. ... من جهة أخرى، اعتقلت القوات أربعة في Y": what a lead tells
 * beside another event without a place, and where it was. */
bool draft_tells_where(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool beside = x > s->drafts && x[-1].sentence == x->sentence && x->n_places && !x->dropped && !x->headline &&
		      x->link == LINK_BREAK && x->places[0]->last_token < x->stretches[0].first;
	for (const struct draft *b = s->drafts; b < x && beside; b++)
		beside = b->headline || b->sentence == x->sentence;
	int killed = draft_killed(s, x);
	bool toll = sv_eq(x->family, SV("violence")) ? killed > 0 && killed == draft_killed(s, d) : killed <= 0;
	return beside && toll && !s->is_digest && !d->weak_place && d->n_places && !d->background && !x->background &&
	       !d->other && drafts_agree_on_day(x, d) && d->sentence > x->sentence &&
	       d->sentence <= x->sentence + LEAD_SENTENCES && drafts_same_sub_type(x, d) &&
	       !sv_eq(x->family, SV("takeover"));
}

/* "استعادت القوات أحياء في المدينة، وأكد مصدر أن القوات سيطرت على حي X": what someone states of the same in one breath,
 * with its nearer place. */
static bool is_stated_beside(const struct story *s, const struct draft *x, const struct draft *d)
{
	const struct events *ev = s->events;
	bool said = false, that = false;
	bool nearer = x->n_places && d->n_places && mention_breadth(x->places[0]) >= CITY &&
		      mention_breadth(d->places[0]) < CITY && mention_lies_in(s, d->places[0], x->places[0]);
	bool kind = drafts_same_kind(x, d) || (sv_eq(x->family, SV("takeover")) && sv_eq(d->family, x->family));
	bool toll = draft_killed(s, d) < 0 || draft_killed(s, d) == draft_killed(s, x);
	bool apart = d->separate || d->otherwise || d->link == LINK_ADDITION || d->after || x->after;
	if (d->sentence != x->sentence || !nearer || !kind || !toll || apart || s->is_digest)
		return false;
	for (size_t i = cue_from(ev, x->head->token); i < ev->n_cues && ev->cues[i].first_token < d->head->token; i++) {
		that |= said && ev->cues[i].kind == CUE_THAT;
		said |= ev->cues[i].kind == CUE_SAY;
	}
	return that && drafts_agree_on_day(x, d);
}

/* "قُتل عنصران في X. ... وفي 3 أيار الجاري، قُتل شخصان في Y": days before a report whose own event has no day. */
static bool is_days_before(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool headline = x == s->drafts && d->sentence == x->sentence + 1u &&
			!sentence_ends_with_stop(s->text, x->sentence); /* without a day */
	bool same = drafts_share_place(x, d) && (draft_killed(s, x) > 0 ? draft_killed(s, x) == draft_killed(s, d)
									: headline && draft_harmed(s, x, false) == 0);
	return !same && !draft_own_date(x) && draft_has_own_day(d) && !d->anaphoric && !d->reported &&
	       s->events->text_day.year && date_to_days(s->events->text_day) - date_to_days(d->date->last) > PAST_DAYS;
}

/* "اندلع اقتتال في X. ... وفي آذار الماضي، قُتل رجل باقتتال في X": a month that is over, told before the deed. */
static bool is_months_before(const struct story *s, const struct draft *x, const struct draft *d)
{
	const struct date_fact *date = draft_own_date(d);
	bool opens = date && date->first_token < d->head->token && date->unit == DATE_MONTH && date->is_background;
	bool over = opens && (!s->events->text_day.year || !date->first.year ||
			      date_to_days(date->last) < date_to_days(s->events->text_day));
	return over && !draft_own_date(x) && !d->anaphoric && !d->reported && d->sentence > x->sentence;
}

/* "قُتل ضابط بهجوم في X، كما قُتل عنصر بقصف على Y. ... وفي سياق متصل، تعرضت مواقع في Y للقصف ما تسبب بمقتل عنصر": one of
 * several that the lead names, with its place and toll. */
static bool is_told_by_lead(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool beside = (x > s->drafts && x[-1].sentence == x->sentence) || (x + 1 < d && x[1].sentence == x->sentence);
	for (const struct draft *b = s->drafts; b < x; b++)
		if (!b->headline && b->sentence != x->sentence)
			return false;
	return beside && !s->is_digest && draft_killed(s, x) > 0 && draft_killed(s, x) == draft_killed(s, d) &&
	       drafts_same_name(s, x, d) && d->n_places && x->n_places && mention_breadth(x->places[0]) <= CITY &&
	       mention_same_place(x->places[0], d->places[0]);
}

/* "استشهد شخص وأصيب 13 باعتداء على حي X. ... وارتقى 15 شهيداً أمس الأول باعتداءات على حي X": other victims of a day
 * before, told beside an event without a day; so "وانفجرت، الأربعاء الفائت، عبوة". */
static bool is_other_day(const struct story *s, const struct draft *x, const struct draft *d)
{
	const struct date_fact *date = draft_own_date(d);
	int before = draft_killed(s, x), now = draft_killed(s, d);
	bool other = before >= 0
			 ? before != now
			 : draft_harmed(s, x, false) > 0 && draft_harmed(s, x, false) != draft_harmed(s, d, false);
	bool past =
	    date && ((date->is_relative && date->relative_days < 0) || (date->is_background && date->weekday >= 0));
	return !draft_own_date(x) && past && !d->anaphoric && !d->reported && other &&
	       (now > 0 || draft_harmed(s, d, false) > 0);
}

/* "قُتل 26 في X. كما قُتل أربعة في Y": other dead at a place of their own, told besides. */
static bool is_told_besides(const struct story *s, const struct draft *x, const struct draft *d)
{
	/* كما, كذلك */
	static const char *const besides[] = {"\xD9\x83\xD9\x85\xD8\xA7", "\xD9\x83\xD8\xB0\xD9\x84\xD9\x83"};
	uint32_t first = s->text->sentences[d->sentence].first_token;
	int killed = draft_killed(s, d);
	size_t fell = trigger_from(s->events, first);
	bool opens = fell < s->events->n_triggers && s->events->triggers[fell].token <= first + 2u &&
		     s->events->triggers[fell].verb && s->events->triggers[fell].role == TRIGGER_RESULT;
	return d->sentence > x->sentence && SV_ONE_OF(s->text->tokens[first].norm, besides) && opens &&
	       !d->weak_place && d->n_places && killed > 0 && killed != draft_killed(s, x) &&
	       !drafts_share_any_place(x, d);
}

/* Whether a draft says again what an earlier one said: same kind, same place, no other day. */
bool draft_retells(const struct story *s, const struct draft *x, const struct draft *d)
{
	uint32_t distance = s->order[d->sentence] - s->order[d->sentence > x->sentence ? draft_last_sentence(s, x) : x->sentence];
	bool near = distance <= RETELL_SENTENCES && !d->separate;
	bool one_event = d->anaphoric && (!d->head->plural || d->reported || distance <= NEAR_SENTENCES);
	if (draft_counts_again(s, x, d) || draft_tells_where(s, x, d))
		return true;
	if (x->dropped || x->headline || !families_agree(x->family, d->family) || x->background != d->background)
		return false;
	if (is_told_besides(s, x, d))
		return false;
	if ((draft_fills_in_lead(s, x, d) && drafts_agree_on_day(x, d)) || is_stated_beside(s, x, d))
		return true;
	if (distance == 0 &&
	    (d->otherwise || (d->link == LINK_BREAK && !d->weak_place && !drafts_share_any_place(x, d))))
		return false; /* "هجوم في ريف X، تزامناً مع الاشتباكات في Y" */
	if (distance > 0 && !d->other && is_told_by_lead(s, x, d) && drafts_agree_on_day(x, d))
		return true;
	if (d->separate && distance > 0 && !d->anaphoric && (!d->reported || d->other))
		return false;
	if (s->is_digest && distance > 0 && !d->anaphoric && !d->reported)
		return false;
	bool weapon = sv_eq(draft_naming_trigger(s, d)->event_type, SV("Explosions/Remote violence"));
	bool alike =
	    drafts_same_kind(x, d) || (weapon && drafts_same_name(s, x, d)); /* "قصفت الطائرات ... استهدفت الغارات" */
	if (d->anaphoric && near && (d->weak_place || (one_event && alike)) && !draft_has_own_day(d))
		return true;
	if (!drafts_agree_on_day(x, d) || is_days_before(s, x, d) || is_months_before(s, x, d))
		return false;
	if (distance > 0 && is_other_day(s, x, d))
		return false;
	bool no_day =
	    !d->date || (d->date == x->date && d->link == LINK_NONE && drafts_same_name(s, x, d) &&
			 draft_killed(s, x) < 0); /* "قصفت المدفعية اليوم قرى ناحية X، وسقطت قذائف على حاجز X" */
	if (drafts_share_place(x, d) && (distance > 0 || no_day))
		return d->anaphoric || !draft_is_other_weapon(s, x, d);
	if (one_event && near)
		return alike || d->head->role == TRIGGER_RESULT;
	if (d->reported && !d->separate && near && sv_eq(d->family, SV("protest")) && !draft_own_date(d))
		return drafts_same_sub_type(x, d); /* "وقال إن المحتجين قطعوا الطريق" */
	bool same_day = draft_has_own_day(d) && draft_has_own_day(x) &&
			(d->sentence == x->sentence + 1u || (d->reported && distance == 1));
	if ((draft_has_own_day(d) && draft_own_date(x) && !same_day) || distance == 0 || distance > NEAR_SENTENCES)
		return false;
	bool elsewhere = x->n_places && d->n_places &&
			 (has_other_victims(s, x, d) ||
			  (is_other_spot(x, d) && draft_harmed(s, x, false) > 0 && draft_harmed(s, d, false) > 0));
	return details(s, x, d) || (d->reported && !d->separate && !elsewhere && d->head->role == TRIGGER_RESULT);
}
