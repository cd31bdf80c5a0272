#include "incident/draft.h"

enum { WIDE_BREADTH = 5, JOINING_WORDS = 3 };

/* Whose dead an incident's figure holds: their blocs, and whether it holds some of no known bloc. */
struct toll {
	uint32_t blocs;
	bool open;
	bool blast;	       /* the event is an explosion or a bombing */
	bool civilians, armed; /* whom the figures counted, where said */
	bool injured_open; /* the figure of wounded is a lower bound */
	const struct casualty_fact *last; /* counted */
	const struct casualty_fact *added; /* of another side: its wounded add up, too */
	const struct casualty_fact *here; /* the last figure of killed in the stretch */
	const struct casualty_fact *hurt; /* the last figure of wounded */
};

static void count_killed(const struct casualty_fact *c, struct toll *t)
{
	t->last = c;
	t->blocs |= c->blocs;
	t->open |= c->blocs == 0;
	t->civilians |= c->civilians;
	t->armed |= c->armed;
}

/* "قُتل في التفجير عنصران": of the event told before, by its own words. */
static bool names_event(const struct events *ev, const struct casualty_fact *c)
{
	for (size_t i = trigger_from(ev, c->first_token); i < ev->n_triggers && ev->triggers[i].token <= c->last_token; i++)
		if (ev->triggers[i].definite && ev->triggers[i].role == TRIGGER_FOUNDS)
			return true;
	return false;
}

/* "وأسفرت الاشتباكات عن مقتل سبعة". */
static bool names_clash(const struct events *ev, const struct casualty_fact *c)
{
	for (size_t i = trigger_from(ev, c->first_token); i > 0 && ev->triggers[i - 1].sentence == c->sentence; i--)
		if (ev->triggers[i - 1].definite && ev->triggers[i - 1].role == TRIGGER_FOUNDS)
			return ev->triggers[i - 1].plural && sv_eq(ev->triggers[i - 1].sub_event_type, SV("Armed clash"));
	return false;
}

/* "خسرت اثنين من مقاتليها، إذ هاجم ملثمون سيارة فقضى السائق ومرافقه": as many, told again by how they died. */
static bool tells_how(const struct story *s, const struct casualty_fact *c, const struct casualty_fact *last)
{
	/* اذ, عندما, حين, حينما, بعدما, لما */
	static const char *const when[] = {"\xD8\xA7\xD8\xB0",
					   "\xD8\xB9\xD9\x86\xD8\xAF\xD9\x85\xD8\xA7",
					   "\xD8\xAD\xD9\x8A\xD9\x86",
					   "\xD8\xAD\xD9\x8A\xD9\x86\xD9\x85\xD8\xA7",
					   "\xD8\xA8\xD8\xB9\xD8\xAF\xD9\x85\xD8\xA7",
					   "\xD9\x84\xD9\x85\xD8\xA7"};
	if (!last || last->sentence != c->sentence || last->killed != c->killed || c->killed <= 1)
		return false;
	for (uint32_t i = last->last_token + 1u; i < c->first_token; i++)
		if (SV_ONE_OF(s->text->tokens[i].norm, when))
			return true;
	return false;
}

/* "... وقُتل ثلاثة من المهاجمين": the dead of another side add up. */
static bool is_other_side(const struct story *s, const struct casualty_fact *c, const struct casualty_fact *before,
			  const struct toll *t)
{
	if (t->last && t->last->sentence != c->sentence && t->last->killed == c->killed)
		return false; /* told again, of others: "أربعة مدنيين ... أربعة مسلحين" */
	if (tells_how(s, c, t->last))
		return false;
	if (before && before->killed > 0 && ((before->armed && c->civilians) || (before->civilians && c->armed)))
		return true;
	bool others = (t->civilians && !t->armed && c->armed && !c->civilians) || (t->armed && !t->civilians && c->civilians && !c->armed);
	bool next = t->last && t->last->sentence + 1u == c->sentence && !c->rises &&
		    c->first_token <= s->text->sentences[c->sentence].first_token + 1u; /* "قُتل عنصران. وقُتل مدني" */
	if (c->killed > 0 && others && (next || names_event(s->events, c)))
		return true;
	const uint32_t attackers = UINT32_C(1) << BLOC_ATTACKERS;
	if (c->killed > 0 && c->blocs == attackers && t->last && !(t->blocs & attackers) &&
	    (t->last->armed || t->last->civilians || t->last->sentence == c->sentence))
		return true; /* "نفذه انتحاريان ... قُتل أحدهما" */
	if (c->killed > 0 && t->blocs == attackers && !t->open && !(c->blocs & attackers) && t->last &&
	    t->last->sentence == c->sentence && (c->armed || c->civilians))
		return true; /* "قُتل أربعة من المهاجمين، واستشهد مقاتلنا" */
	if (c->killed > 0 && c->martyrs && t->blocs == attackers && !t->open && t->last && !t->last->martyrs &&
	    t->last->sentence + 1u == c->sentence)
		return true; /* "مقتل 13 من المهاجمين. وارتقى أربعة من رفاقنا" */
	if (c->killed > 0 && t->last && t->last->armed && c->armed && !c->rises && !(c->blocs & t->blocs) &&
	    c->martyrs && !t->last->martyrs)
		return true; /* "قُتل فيه تسعة جنود. واستشهد أثناء العملية مقاتل": soldiers, and one of ours */
	if (t->last && t->last->sentence != c->sentence && names_clash(s->events, c) && t->blast)
		return false; /* the fight behind a bombing */
	return c->killed > 0 && c->blocs && t->blocs && !t->open && !(c->blocs & t->blocs);
}

/* "أحصى المرصد 37 قتيلاً ... وأوردت الوكالة مقتل 25 مواطناً": another source counts the same dead. */
static bool is_other_count(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	if (!t->last || t->last->sentence != c->sentence || t->last->foes != c->foes ||
	    (figure_is_admitted(s, t->last) && casualty_side(s->text, c).len) ||
	    figures_are_own(s, t->last, c)) /* "أقرت بمقتل 12، متحدثة عن سقوط 27 من التنظيم" */
		return false;
	for (size_t i = cue_from(ev, t->last->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token; i++)
		if (ev->cues[i].kind == CUE_SAY)
			return true;
	return false;
}

/* "... مقتل 40. وقالت الوكالة إن 28 قُتلوا": the same dead counted elsewhere in the text by one who is named. */
static bool is_later_count(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	if (!t->last || t->last->sentence == c->sentence || (c->armed && t->last->civilians) ||
	    (c->civilians && t->last->armed))
		return false;
	size_t told = casualty_from(ev, s->text->sentences[c->sentence].first_token);
	if (ev->casualties[told].rises && &ev->casualties[told] != c) /* "ارتفع إلى 21 بعد انتشال جثامين تسعة" */
		return false;
	for (size_t i = cue_from(ev, s->text->sentences[c->sentence].first_token); i < ev->n_cues; i++) {
		if (ev->cues[i].first_token > c->first_token)
			break;
		if (ev->cues[i].kind == CUE_SAY)
			return true;
	}
	return false;
}

/* Less than half is a part of them, unless it is recalled: "وكان أفاد بمقتل 12". */
static bool is_near(const struct story *s, const struct casualty_fact *c, const struct incident *out)
{
	const struct events *ev = s->events;
	bool recalled = false;
	for (size_t i = cue_from(ev, s->text->sentences[c->sentence].first_token); i < ev->n_cues && !recalled; i++) {
		if (ev->cues[i].first_token > c->first_token)
			break;
		recalled = ev->cues[i].kind == CUE_BACKGROUND;
	}
	return c->rises || (recalled ? 4 : 2) * c->killed > out->fatalities;
}

/* "مقتل القيادي فلان، كما قُتل 23 عنصراً": those besides one man. */
static bool is_besides(const struct story *s, const struct casualty_fact *c, const struct casualty_fact *before, const struct incident *out)
{
	const struct events *ev = s->events;
	if (!before || before->killed != 1 || out->fatalities != 1 || before->sentence != c->sentence || c->killed < 1)
		return false;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token; i++)
		if (ev->cues[i].kind == CUE_BREAK)
			return true;
	return false;
}

/* "مقتل ثلاثة عناصر، بالإضافة لمقتل سالم الحمد": a word of addition right before them, and behind those counted. */
static bool is_in_addition(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	const struct casualty_fact *before = t->here;
	if (!before || before != t->last || before->sentence != c->sentence || c->killed < 1)
		return false;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++)
		if (ev->cues[i].kind == CUE_ADDITION && ev->cues[i].last_token + 1u == c->first_token)
			return true;
	return false;
}

/* "26 من القوات لقوا حتفهم، بينما خسر التنظيم ثمانية", "إن القوات فقدت 26 مقاتلاً، وإن ثمانية من التنظيم قُتلوا": those
 * of a side, told against or beside others in one sentence. */
static bool is_told_against(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	const struct casualty_fact *before = t->last;
	if (!before || (t->here && t->here != before) || before->sentence != c->sentence || c->killed < 1 ||
	    !c->blocs || (c->blocs & t->blocs) || before->over_days)
		return false;
	if (c->first_token > 0 &&
	    sv_eq(s->text->tokens[c->first_token - 1u].norm, SV("\xD9\x85\xD9\x82\xD8\xA7\xD8\xA8\xD9\x84")))
		return true; /* "مقابل 23 قتيلاً من المهاجمين" */
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++)
		if (ev->cues[i].kind == CUE_BREAK ||
		    (ev->cues[i].kind == CUE_THAT &&
		     sv_starts(s->text->tokens[ev->cues[i].first_token].norm, SV("\xD9\x88"))))
			return true;
	return false;
}

/* "قُتل عنصر، وتم تحييد ثلاثة", "قُتل عنصر و تحييد ثلاثة", "قُتل عنصر فيما حُيّد ثلاثة". */
static bool is_joined(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	for (uint32_t i = c->first_token; i > before->last_token && i + JOINING_WORDS > c->first_token; i--)
		if (sv_starts(s->text->tokens[i].norm, SV("\xD9\x88")))
			return true;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++)
		if (ev->cues[i].kind == CUE_BREAK)
			return true;
	return false;
}

/* "قُتل 12 مسلحاً، فيما استشهد ثلاثة من رفاقنا": martyrs and others, joined in one sentence, are of two sides. */
static bool is_other_camp(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	const struct casualty_fact *last = t->last;
	bool camps = last && last->foes && c->martyrs; /* in a clause behind another event */
	if (!last || (last != t->here && !camps) || last->sentence != c->sentence || c->killed < 1 || last->rises ||
	    c->rises)
		return false;
	if (last->foes != c->foes)
		return is_joined(s, last, c);
	if (last->martyrs == c->martyrs || last->killed == c->killed)
		return false;
	const struct casualty_fact *others = c->martyrs ? last : c;
	if (others->civilians)
		return false;
	bool joined = false; /* "وقتلت اثنين منهم، وعندنا عسكري شهيد" */
	for (uint32_t i = last->last_token + 1u; i <= c->first_token; i++)
		joined |= (i == c->first_token || (c->martyrs && s->text->tokens[i - 1u].kind == TOKEN_PUNCT)) &&
			  sv_starts(s->text->tokens[i].norm, SV("\xD9\x88"));
	for (size_t i = cue_from(ev, last->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token; i++)
		joined |= ev->cues[i].kind == CUE_BREAK;
	return joined;
}

/* A figure of another source: the first stands, the range holds both. */
static void widen_killed(const struct casualty_fact *c, struct incident *out)
{
	if (out->fatalities_low > c->killed_low)
		out->fatalities_low = c->killed_low;
	if (out->fatalities_high >= 0 && out->fatalities_high < c->killed_high)
		out->fatalities_high = c->killed_high;
}

/* "مقتل أكثر من عشرة ... مقتل 12 شخصاً": how many it was, told behind a lower bound. */
static bool is_exact(const struct casualty_fact *c, const struct toll *t, const struct incident *out)
{
	return out->fatalities > 0 && out->fatalities_high < 0 && c->killed_high >= 0 && c->killed >= out->fatalities &&
	       t->last && t->last->sentence != c->sentence;
}

/* "مقتل ثمانية خلال الأيام الثلاثة الماضية ... هاجم مسلحون X ما أسفر عن مقتل اثنين": of this event alone. */
static bool is_of_one(const struct casualty_fact *c, const struct toll *t)
{
	return t->last && t->last->over_days && !c->over_days && !c->denied && c->killed > 0 && t->last->sentence != c->sentence;
}

static void add_killed(const struct story *s, const struct casualty_fact *c, const struct casualty_fact *before,
		       struct toll *t, struct incident *out)
{
	if (c->rises && out->fatalities > 0 && c->killed >= out->fatalities) { /* a later count */
		out->fatalities = c->killed;
		out->fatalities_high = c->killed_high;
		t->blocs = c->blocs;
		t->open = c->blocs == 0;
		t->last = c;
	} else if (out->fatalities == INCIDENT_UNKNOWN || (out->fatalities == 0 && c->killed > 0) || is_of_one(c, t)) {
		out->fatalities = c->killed;
		out->fatalities_low = c->killed_low;
		out->fatalities_high = c->killed_high;
		count_killed(c, t);
	} else if (out->fatalities > 0 && c->killed > 0 && is_other_count(s, c, t) &&
		   !(c->blocs && is_other_side(s, c, before, t))) {
		widen_killed(c, out);
	} else if (out->fatalities > 0 &&
		   (c->besides || is_other_side(s, c, before, t) || is_besides(s, c, t->here, out) ||
		    is_in_addition(s, c, t) || is_other_camp(s, c, t) || is_told_against(s, c, t) ||
		    figure_is_beside(s, t->last, c, true))) {
		out->fatalities += c->killed;
		out->fatalities_low += c->killed_low;
		out->fatalities_high = out->fatalities_high < 0 || c->killed_high < 0
					   ? INCIDENT_UNKNOWN
					   : out->fatalities_high + c->killed_high;
		count_killed(c, t);
		t->added = c;
	} else if (is_exact(c, t, out)) {
		out->fatalities = out->fatalities_low = out->fatalities_high = c->killed;
		t->last = c;
	} else if (out->fatalities > 0 && c->killed > 0 && is_later_count(s, c, t) && is_near(s, c, out)) {
		widen_killed(c, out);
	}
}

/* "جرح أربعة من القوات، فيما سقط ستة جرحى من الفصائل": told against each other in one sentence, and by nobody else. */
static bool is_hurt_against(const struct story *s, const struct casualty_fact *c, const struct toll *t)
{
	const struct events *ev = s->events;
	const struct casualty_fact *before = t->hurt;
	bool breaks = false;
	if (!before || before->sentence != c->sentence || before->killed >= 0 || c->killed >= 0 || !c->blocs ||
	    c->rises || c->of_wounded || c->denied || c->injured == before->injured)
		return false;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++) {
		if (ev->cues[i].kind == CUE_SAY)
			return false;
		breaks |= ev->cues[i].kind == CUE_BREAK;
	}
	return breaks;
}

static void add_injured(const struct story *s, const struct casualty_fact *c, struct toll *t, struct incident *out)
{
	bool first = out->injuries == INCIDENT_UNKNOWN || (out->injuries == 0 && !c->denied);
	bool other = t->added && t->added->sentence == c->sentence && c->killed < 0 && c->first_token > t->added->last_token &&
		     !c->denied;
	other |= is_hurt_against(s, c, t) || figure_is_beside(s, t->hurt, c, false);
	t->hurt = c;
	if ((c->besides || other) && out->injuries > 0) {
		out->injuries += c->injured;
		return;
	}
	bool exact = t->injured_open && !c->injured_open && c->injured >= out->injuries;
	bool risen = c->rises || (t->last && t->last->rises && t->last->sentence == c->sentence &&
				  t->last->last_token < c->first_token); /* "ارتفع عدد القتلى إلى 40 والجرحى 120" */
	if (!first && !exact && !(risen && c->injured > out->injuries))
		return;
	out->injuries = c->injured;
	t->injured_open = c->injured_open;
}

/* "أصيب ستة، توفي اثنان منهم". */
static void move_to_dead(const struct casualty_fact *c, struct incident *out)
{
	bool first = out->fatalities == INCIDENT_UNKNOWN;
	out->fatalities = (first ? 0 : out->fatalities) + c->killed;
	out->fatalities_low = (out->fatalities_low > 0 ? out->fatalities_low : 0) + c->killed;
	if (first || out->fatalities_high >= 0)
		out->fatalities_high = (first ? 0 : out->fatalities_high) + c->killed;
}

static void add_casualty(const struct story *s, const struct casualty_fact *c, const struct casualty_fact *before,
			 struct toll *t, struct incident *out)
{
	if (c->cumulative)
		return;
	if (out->casualty_text.len == 0)
		out->casualty_text = text_span(s->text, c->first_token, c->last_token);
	if (c->denied && ((c->killed >= 0 && out->fatalities != INCIDENT_UNKNOWN) ||
			  (c->injured >= 0 && out->injuries != INCIDENT_UNKNOWN))) {
		bool after = t->last && t->last->sentence == c->sentence && t->last->killed > 0 && t->last->injured < 0;
		if (after && c->injured == 0 && out->injuries == INCIDENT_UNKNOWN)
			out->injuries = 0; /* "فقُتل وحده ولم يُصب أحد" */
		return;			   /* "أصيب ثلاثة ولم يسقط قتلى": none of the others */
	}
	bool counted = t->last && t->last->rises && t->last->sentence == c->sentence; /* "إلى 21 بعد وفاة أربعة" */
	if (c->of_wounded && c->killed > 0 && out->injuries >= c->killed && !counted) {
		out->injuries = out->injuries > c->killed ? out->injuries - c->killed : INCIDENT_UNKNOWN;
		move_to_dead(c, out);
	} else if (c->killed >= 0)
		add_killed(s, c, before, t, out);
	if (c->vague && c->killed_low > 0 && out->fatalities == INCIDENT_UNKNOWN && out->fatalities_low < c->killed_low)
		out->fatalities_low = c->killed_low;
	if (c->injured >= 0)
		add_injured(s, c, t, out);
	if (c->joint >= 0 && out->casualties_joint == INCIDENT_UNKNOWN)
		out->casualties_joint = c->joint;
}

/* A sentence about another place: its rising toll is not this event's. */
static bool is_elsewhere(const struct story *s, const struct draft *d, const struct stretch *x)
{
	const struct mentions *m = s->mentions;
	bool other = false;
	for (size_t i = mention_from(m, x->first); i < m->n && m->items[i].first_token <= x->last; i++) {
		bool wide = m->items[i].role == ROLE_ACTOR || mention_breadth(&m->items[i]) >= WIDE_BREADTH, same = false;
		wide |= (s->mention_flags[i] & MENTION_ELSEWHERE) != 0; /* "قال طبيب في مشفى X إن الحصيلة ارتفعت" */
		wide |= mention_is_hospital(&m->items[i]);
		for (size_t k = 0; k < d->n_places && !same; k++)
			same = mention_same_place(d->places[k], &m->items[i]);
		if (same)
			return false;
		other |= !wide;
	}
	return other;
}

static void add_casualties(const struct story *s, const struct draft *d, const struct stretch *x, bool counts,
			   struct toll *t, struct incident *out)
{
	const struct events *ev = s->events;
	const struct casualty_fact *before = NULL;
	t->here = NULL;
	if (x != d->stretches && (out->fatalities != INCIDENT_UNKNOWN || out->injuries != INCIDENT_UNKNOWN) &&
	    sentence_is_headline(s->text, s->text->tokens[x->first].sentence))
		return; /* a headline's sum holds more than one event */
	bool own = x == d->stretches, elsewhere = !own && is_elsewhere(s, d, x);
	for (size_t i = casualty_from(ev, x->first); i < ev->n_casualties && ev->casualties[i].first_token <= x->last;
	     i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if ((elsewhere && c->rises) || (!d->is_part && figure_is_told_otherwise(s, d, c)) ||
		    (own && figure_is_of_answered(s, d, c)))
			continue;
		if (counts || c->denied)
			add_casualty(s, c, before, t, out);
		before = own && c->killed >= 0 ? c : before;
		t->here = c->killed >= 0 ? c : t->here;
	}
}

bool draft_has_risen(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t k = 0; k < d->n_stretches; k++)
		for (size_t i = casualty_from(ev, d->stretches[k].first);
		     i < ev->n_casualties && ev->casualties[i].first_token <= d->stretches[k].last; i++)
			if (ev->casualties[i].rises && !ev->casualties[i].cumulative)
				return true;
	return false;
}

/* "فقد طفل حياته وأصيبت طفلة بحادثتين": the wounded of a lead are those of another event told behind its own retelling.
 */
static bool is_others(const struct story *s, const struct draft *d, int injured)
{
	const struct events *ev = s->events;
	bool wide = d->n_places && d->places[0]->sentence != d->sentence, told = false;
	for (size_t k = 1; k < d->n_stretches; k++) {
		const struct stretch *x = &d->stretches[k];
		for (size_t i = casualty_from(ev, x->first);
		     i < ev->n_casualties && ev->casualties[i].first_token <= x->last; i++) {
			told |= ev->casualties[i].killed > 0;
			if (ev->casualties[i].injured > 0)
				return false;
		}
	}
	for (size_t i = 0; wide && told && i < s->n_drafts; i++) {
		const struct draft *x = &s->drafts[i];
		if (x == d || x->dropped || !x->other || x->sentence <= d->sentence)
			continue;
		for (size_t k = casualty_from(ev, x->stretches[0].first); k < ev->n_casualties; k++) {
			if (ev->casualties[k].first_token > x->stretches[0].last)
				break;
			if (ev->casualties[k].injured == injured)
				return true;
		}
	}
	return false;
}

/* Whether the dead and wounded told with an event are its own: not those of a release or a movement. */
static bool has_victims(struct sv family)
{
	static const char *const families[] = {"violence", "raid", "protest", "takeover", "abduction"};
	return SV_ONE_OF(family, families);
}

/* "نسفوا باب صيدلية فجُرح ابن صاحبها": who was hurt by damage that is done, where the sentence tells of nothing else. */
static bool hurts_by_damage(const struct story *s, const struct draft *d)
{
	if (!sv_eq(d->family, SV("looting")))
		return false;
	for (size_t i = 0; i < s->n_drafts; i++)
		if (&s->drafts[i] != d && !s->drafts[i].dropped && s->drafts[i].sentence == d->sentence)
			return false;
	return true;
}

void incident_set_casualties(const struct story *s, const struct draft *d, struct incident *out)
{
	struct toll toll = {0};
	out->fatalities = out->fatalities_low = out->fatalities_high = INCIDENT_UNKNOWN;
	out->injuries = out->casualties_joint = INCIDENT_UNKNOWN;
	bool counts = has_victims(d->family) || hurts_by_damage(s, d);
	toll.blast = sv_eq(draft_naming_trigger(s, d)->event_type, SV("Explosions/Remote violence"));
	if (d->is_part) {
		add_casualties(s, d, &d->part, counts, &toll, out);
		return;
	}
	size_t from = draft_is_lead_of_parts(s, d) ? 1 : 0;
	for (size_t k = from; k < d->n_stretches; k++)
		add_casualties(s, d, &d->stretches[k], counts, &toll, out);
	for (size_t k = 0; k < d->n_sequels; k++)
		add_casualties(s, d, &d->sequels[k], counts, &toll, out);
	const struct casualty_fact *part = draft_part_of_sum(s, d, out->fatalities);
	if (out->injuries > 0 && is_others(s, d, out->injuries))
		out->injuries = INCIDENT_UNKNOWN;
	if (sv_eq(d->family, SV("abduction")) && out->fatalities > 0) /* a killing is an event of its own */
		out->fatalities = out->fatalities_low = out->fatalities_high = INCIDENT_UNKNOWN;
	if (part) {
		out->fatalities = part->killed;
		out->fatalities_low = part->killed_low;
		out->fatalities_high = part->killed_high;
	}
}
