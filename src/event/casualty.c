#include "event/casualty.h"

enum {
	SKIP_WORDS = 6,
	LIFE_WORDS = 16,
	PERIOD_WORDS = 3,
	FATE_WORDS = 4,
	ALIVE_WORDS = 14,
	SAME_FATE_WORDS = 10,
	SURVIVAL_WORDS = 12,
	CHOKE_WORDS = 3
};

const struct date_fact *casualty_date_at(const struct counter *c, size_t i)
{
	return casualty_date(c->out, i);
}

struct casualty_fact *casualty_add(struct counter *c, size_t first, size_t last)
{
	struct casualty_fact *x = ARENA_PUSH(c->f->arena, c->out->casualties, c->out->n_casualties, &c->capacity);
	*x = (struct casualty_fact){.first_token = (uint32_t)first,
				    .last_token = (uint32_t)last,
				    .sentence = c->f->text->tokens[first].sentence,
				    .killed = -1,
				    .killed_low = -1,
				    .killed_high = -1,
				    .injured = -1,
				    .joint = -1,
				    .cumulative = first < c->period_end};
	return x;
}

/* "مقتل ثمانية أشخاص خلال الأيام الثلاثة الماضية": over several days. */
static bool is_over_days(const struct counter *c, size_t i)
{
	size_t end = i < c->f->text->n_tokens ? sentence_end_of(c->f, i ? i - 1u : i) : i;
	for (size_t j = i; j < end && j < i + PERIOD_WORDS && !is_mark_at(c->f, j); j++) {
		const struct date_fact *d = casualty_date_at(c, j);
		if (d)
			return d->is_period;
	}
	return false;
}

void casualty_set(const struct counter *c, struct casualty_fact *x, enum casualty_kind kind, bool joint,
		     const struct people *p)
{
	casualty_note_blocs(c->f, x, p->attackers);
	for (size_t i = x->first_token; i <= x->last_token; i++)
		x->cumulative |= casualty_is_period(c, i);
	x->over_days = is_over_days(c, p->last + 1u);
	bool kill = kind == CASUALTY_KILL || kind == CASUALTY_LOSS || kind == CASUALTY_DEAD;
	if (kill)
		casualty_note_camp(c->f, x);
	x->vague = p->vague;
	x->civilians = p->civilians;
	x->armed = p->armed;
	if (p->vague) {
		x->killed_low = kill ? 2 : -1;
		return;
	}
	if (joint) {
		x->joint = p->n;
	} else if (kill) {
		x->killed = x->killed_low = p->n;
		x->killed_high = p->at_least ? -1 : p->most ? p->most : p->n;
	} else {
		x->injured = p->n;
		x->injured_open = p->at_least;
	}
}

/* The casualty word of a kind and tense at a token. */
static const struct hit *deed_like(const struct finder *f, size_t i, enum casualty_kind kind, unsigned tense)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CASUALTY); h; h = scan_also(&f->scan, h))
		if (f->rules->casualties[h->row].kind == kind && h->tense == tense)
			return h;
	return NULL;
}

bool casualty_is_joint_behind(const struct finder *f, size_t i, size_t end)
{
	for (size_t j = i; j + 2 < end && j <= i + 1u; j++) {
		const struct hit *between = scan_at(&f->scan, j, PHRASE_NUMBER);
		const struct hit *wounded = casualty_at(f, j + 2u, CASUALTY_WOUNDED);
		if (between && f->rules->numbers[between->row].kind == NUMERAL_BETWEEN && wounded &&
		    casualty_at(f, j + 1u, CASUALTY_DEAD) && (wounded->clitics & CLITIC_WA))
			return true;
	}
	return false;
}

/* "زوجة فلان قُتلت وأُصيب شخصان": verbs of two genders have two subjects. A past verb's feminine ends in U+062A. */
static bool is_feminine(const struct finder *f, const struct hit *verb)
{
	return sv_ends(f->text->tokens[verb->last].norm, SV("\xD8\xAA"));
}

/* "وقتلوا سيدة", "قتلوا عشرة جنود": whom they killed. */
static bool names_persons(const struct finder *f, size_t i, size_t end)
{
	struct people p;
	return i < end && people_item(f, i, end, &p) && (people_at(f, p.last) || people_at(f, i)) &&
	       !begins_with_and(f, i) && !casualty_at(f, i, CASUALTY_EACH);
}

/* "قتل 12 وجُرح مثلهم": as many as the figure before. */
static bool as_many(const struct counter *c, size_t i, struct people *p)
{
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	int n = !x ? -1 : x->killed > 0 ? x->killed : x->injured;
	if (n <= 0 || i >= c->f->text->n_tokens || x->sentence != c->f->text->tokens[i].sentence || !casualty_at(c->f, i, CASUALTY_SAME))
		return false;
	*p = (struct people){.n = n, .any = true, .last = casualty_at(c->f, i, CASUALTY_SAME)->last};
	return true;
}

/* "قنص امرأة، نُقلت إلى المشفى وحالتها مستقرة": shot at, and alive; not "تحييد عنصر وإصابة آخر بحالة حرجة". */
static bool is_alive_behind(const struct finder *f, const struct hit *h, size_t from)
{
	size_t end = sentence_end_of(f, h->first);
	for (size_t i = from; i < end && i < from + ALIVE_WORDS && !people_stop(f, i); i++)
		if (casualty_at(f, i, CASUALTY_HURT))
			return true;
	return false;
}

/* "أودت الثانية بثلاثة أشقاء": which of several deeds did it. */
static bool is_ordinal_doer(const struct finder *f, size_t i, size_t end)
{
	/* الاولي, الثانيه, الثالثه, الاول, الثاني, الثالث, الاخيره */
	static const char *const ordinals[] = {"\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84\xD9\x8A",
					       "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A\xD9\x87",
					       "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB\xD9\x87",
					       "\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84",
					       "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A",
					       "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB",
					       "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD9\x8A\xD8\xB1\xD9\x87"};
	return i + 1u < end && SV_ONE_OF(f->text->tokens[i].norm, ordinals) &&
	       sv_starts(f->text->tokens[i + 1u].norm, SV("\xD8\xA8"));
}

/* "حتى الموت" within a few words. */
static bool is_to_death(const struct finder *f, size_t i, size_t end)
{
	for (size_t j = i; j < end && j < i + CHOKE_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *h = casualty_at(f, j, CASUALTY_FATE);
		if (h && h->last > h->first && h->tense == TENSE_NONE)
			return true;
	}
	return false;
}

/* "لم ينج من أربعة مسلحين سوى واحد": how many did. */
static int survivors_of(const struct finder *f, const struct hit *h, size_t i, size_t end)
{
	static const char *const but[] = {"\xD8\xB3\xD9\x88\xD9\x8A", "\xD8\xA7\xD9\x84\xD8\xA7"}; /* سوى, إلا */
	struct quantity q;
	struct people p;
	if (h->last == h->first)
		return 0;
	for (size_t j = i; j + 1u < end && j < i + FATE_WORDS && !is_mark_at(f, j); j++)
		if (SV_ONE_OF(f->text->tokens[j].norm, but))
			return quantity_at(f, j + 1u, &q) && !q.vague	 ? q.value
			       : people_named(f, j + 1u, &p) && !p.vague ? p.n
									 : 0;
	return 0;
}

/* "نجا القائد ومرافقوه سالمين من هجوم": nobody was hurt. */
static bool are_unharmed(const struct finder *f, const struct hit *h, struct denial *out)
{
	size_t end = sentence_end_of(f, h->first);
	for (size_t i = h->last + 1u;
	     i < end && i <= h->last + SURVIVAL_WORDS && !is_mark_at(f, i) && !people_stop(f, i); i++)
		if (sv_starts(f->text->tokens[i].norm,
			      SV("\xD8\xB3\xD8\xA7\xD9\x84\xD9\x85\xD9\x8A\xD9\x86")) ||	      /* سالمين */
		    sv_eq(f->text->tokens[i].norm, SV("\xD8\xB3\xD8\xA7\xD9\x84\xD9\x85\xD8\xA7"))) { /* سالما */
			*out = (struct denial){.last = (uint32_t)i, .killed = true, .injured = true};
			return true;
		}
	return false;
}

/* Where the victims of a deed begin, behind its doers, its scene or the side that they are part of. */
static size_t deed_start(const struct counter *c, const struct hit *h, enum casualty_kind kind, size_t at)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first);
	struct people p;
	size_t start = kind == CASUALTY_LOSS && h->tense != TENSE_NONE ? casualty_own_start(c, h, end)
								       : victims_start(f, c->out, at, end);
	start = h->tense < TENSE_PAST ? behind_noun_doers(f, start, end) : behind_doers(f, c->out, start, end);
	start = h->tense == TENSE_POSSESSED ? start : behind_adjective(f, start, end);
	if (h->tense == TENSE_PAST && start < end && !people_item(f, start, end, &p)) {
		size_t scene = h->number == NUMBER_ONE ? behind_scene(f, h, end) : h->last + 1u;
		start = scene > h->last + 1u ? scene : behind_unknown_doer(f, start, end);
	}
	if (kind == CASUALTY_LOSS && is_ordinal_doer(f, at, end))
		start = at + 1u;
	if (kind == CASUALTY_KILL && casualty_behind_subset(f, h, at, end) > at)
		start = casualty_behind_subset(f, h, at, end); /* "أصيب خمسة، توفي منهم اثنان" */
	if (h->tense == TENSE_PAST && casualty_behind_part(f, at, end) > at)
		start = casualty_behind_part(f, at, end);
	return start;
}

/* A verb or noun of killing or wounding. Returns the token behind what it used. */
static size_t take_deed(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first), at = h->last + 1u;
	struct people p = {.n = -1};
	bool joint = false;
	if (at < end) {
		const struct hit *other =
		    deed_like(f, at, kind == CASUALTY_KILL ? CASUALTY_WOUND : CASUALTY_KILL, h->tense);
		joint = other && (other->clitics & CLITIC_WA) && h->tense != TENSE_POSSESSED &&
			(h->tense == TENSE_NONE ||
			 (h->number == NUMBER_MANY && other->number == NUMBER_MANY) || /* "22 مدنياً قتلوا وجرحوا" */
			 (h->number == NUMBER_ONE && !people_left(f, h->first) &&
			  !(is_feminine(f, h) && !is_feminine(f, other))));
		at = joint ? other->last + 1u : at;
	}
	if (joint && h->tense == TENSE_PAST && h->number == NUMBER_MANY && casualty_victims_before(c, h, &p) &&
	    !p.vague) {
		casualty_set(c, casualty_add(c, h->first, at - 1u), kind, true, &p);
		return at;
	}
	size_t start = deed_start(c, h, kind, at);
	if (casualty_is_school(f, h, start))
		return h->last + 1u;
	if (kind == CASUALTY_LOSS && casualty_at(f, start, CASUALTY_DEAD))
		return casualty_take_told(c, h, kind, at); /* "فأرداهم قتلى" */
	if (casualty_in_order(f, h, &p)) {
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p);
		return p.last + 1u;
	}
	p = (struct people){.n = -1};
	if (kind == CASUALTY_KILL && h->last > h->first && h->tense == TENSE_NONE && people_numbered(f, at, end, &p)) {
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false,
			     &p); /* "احترقت ومن فيها، وعددهم ثلاثة" */
		return p.last + 1u;
	}
	p = (struct people){.n = -1};
	if (as_many(c, at, &p)) {
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p);
		return p.last + 1u;
	}
	bool many =
	    h->tense == TENSE_PAST && h->number != NUMBER_ONE; /* the victims of "قُتلوا", "قُتلا" stand before it */
	bool does = many && (start == h->last + 1u || casualty_is_put_off(f, h, start)) &&
		    (names_persons(f, start, end) || casualty_is_undergone_by(f, h, start, end)); /* "مقاتلون قتلوا عشرة جنود" */
	if (kind == CASUALTY_LOSS && casualty_is_last_of(f, start))
		return h->last + 1u;
	if (!(many && !does && casualty_victims_before(c, h, &p) && (!p.vague || h->number == NUMBER_TWO)) &&
	    people_from(f, start, end, &p) && !casualty_is_other_fate(f, h, kind, p.last)) {
		if (casualty_is_joint_behind(f, p.last + 1u,
					     end)) /* "سقوط 13 شخصاً بين قتيل وجريح": told with those words */
			return p.last + 1u;
		if (kind == CASUALTY_LOSS && casualty_at(f, p.last, CASUALTY_DEAD) &&
		    (casualty_at(f, p.last, CASUALTY_DEAD)->clitics & CLITIC_AL))
			return p.last + 1u; /* "شيّع الأهالي اثنين من القتلى": of those told dead */
		bool part = kind == CASUALTY_KILL && casualty_is_part_of_wounded(c, start, &p);
		struct people all;
		if (p.vague && people_numbered(f, p.last + 1u, end, &all)) {
			all.attackers |= p.attackers;
			p = all;
		}
		p.n += p.vague ? 0 : casualty_joined_to(f, h, start); /* and him who stands before the verb */
		bool also = casualty_is_also(c, h, kind, p.last + 1u);
		if (kind == CASUALTY_WOUND && is_to_death(f, p.last + 1u, end))
			kind = CASUALTY_KILL; /* "اختنق ثلاثة عمال حتى الموت" */
		if (kind == CASUALTY_LOSS)
			p.n -= survivors_of(f, h, p.last + 1u, end) < p.n ? survivors_of(f, h, p.last + 1u, end) : 0;
		if (kind == CASUALTY_LOSS && p.n == 1 && is_alive_behind(f, h, p.last + 1u))
			kind = CASUALTY_WOUND;
		struct casualty_fact *x = casualty_add(c, h->first, p.last);
		casualty_set(c, x, kind, joint, &p);
		x->of_wounded = part || (kind == CASUALTY_KILL && casualty_were_wounded(f, start, p.last));
		x->besides = is_same_deed(f, at, end) || is_same_deed(f, p.last + 1u, end) || also;
		return p.last + 1u;
	}
	bool numbered = h->tense == TENSE_PAST ||
			(h->tense == TENSE_NONE && kind == CASUALTY_KILL); /* "مقتل من فيها وعددهم أربعة" */
	if (numbered && people_numbered(f, h->last + 1u, end, &p)) {
		casualty_set(c, casualty_add(c, h->first, p.last), kind, joint, &p);
		return p.last + 1u;
	}
	return casualty_take_told(c, h, kind, at);
}

/* A verb of losing stands before "حياته". */
static bool is_lost(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + LIFE_WORDS > i; j--)
		for (const struct hit *h = scan_at(&f->scan, j - 1, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h))
			if (f->rules->triggers[h->row].role == TRIGGER_RESULT && f->rules->triggers[h->row].needs > 0)
				return true;
	return false;
}

/* "لقي بائع خضار المصير ذاته": of one told dead, in this sentence or right before it. */
static size_t take_same_fate(struct counter *c, const struct hit *h)
{
	const struct finder *f = c->f;
	const struct casualty_fact *told = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	uint32_t sentence = f->text->tokens[h->first].sentence;
	size_t first = f->text->sentences[sentence].first_token, from = h->first;
	if (!told || told->killed <= 0 || told->sentence + 2u < sentence)
		return h->last + 1u;
	while (from > first && from + SAME_FATE_WORDS > h->first && !is_mark_at(f, from - 1u) &&
	       from > told->last_token + 1u)
		from--;
	struct people p;
	for (; from < h->first; from++)
		if (people_from(f, from, h->first, &p) && !p.vague && p.n > 0) {
			casualty_set(c, casualty_add(c, from, h->last), CASUALTY_KILL, false, &p);
			break;
		}
	return h->last + 1u;
}

/* "لقي شخصان مصرعهما". */
static size_t take_fate(struct counter *c, const struct hit *h)
{
	struct people p;
	size_t end = sentence_end_of(c->f, h->first);
	const struct casualty_fact *told = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	for (size_t i = h->first; i <= h->last; i++)
		if (sv_ends(c->f->text->tokens[i].norm, SV("\xD9\x85\xD8\xB5\xD9\x8A\xD8\xB1"))) /* المصير */
			return take_same_fate(c, h);
	if (h->last > h->first && h->tense == TENSE_NONE && told && told->killed > 0 &&
	    told->sentence == c->f->text->tokens[h->first].sentence && h->first <= told->last_token + FATE_WORDS)
		return h->last + 1u; /* "أعدم ثلاثة رجماً حتى الموت" */
	if (h->tense == TENSE_NONE && people_from(c->f, h->last + 1u, end, &p) && !p.vague) { /* "مصرع ستة عمال" */
		casualty_set(c, casualty_add(c, h->first, p.last), CASUALTY_KILL, false, &p);
		return p.last + 1u;
	}
	if (casualty_take_each(c, h))
		return h->last + 1u;
	bool before = people_before(c->f, c->out, h, &p) || number_before(c->f, c->out, h->first, &p);
	if (!before) {
		if (h->tense != TENSE_POSSESSED)
			return h->last + 1u;
		p = (struct people){.n = h->number == NUMBER_TWO ? 2 : 1, .any = true, .vague = h->number == NUMBER_MANY};
	}
	if (h->tense == TENSE_POSSESSED && h->number == NUMBER_TWO && p.n == 1) /* "الطفل فلان والطفل فلان فقدا حياتهما" */
		p.n = 2;
	struct casualty_fact *x = casualty_add(c, h->first, h->last);
	casualty_set(c, x, CASUALTY_KILL, false, &p);
	x->of_wounded = p.last && p.last < h->first && casualty_were_wounded(c->f, p.last, h->last);
	if (before)
		casualty_note_bloc_before(c->f, x, p.last);
	return h->last + 1u;
}

static size_t take_denial(struct counter *c, size_t first, const struct denial *d)
{
	struct casualty_fact *x = casualty_add(c, first, d->last);
	x->denied = true;
	if (d->killed)
		x->killed = x->killed_low = x->killed_high = 0;
	if (d->injured)
		x->injured = 0;
	return d->last + 1u;
}

/* "دون ورود معلومات عن قتلى": to the clause's end nothing is stated. */
static size_t skip_unknown(const struct counter *c, const struct hit *h)
{
	size_t i = h->last + 1u, end = sentence_end_of(c->f, h->first);
	while (i < end && i <= h->last + SKIP_WORDS && !is_mark_at(c->f, i))
		i++;
	return i;
}

/* "لا يوجد ضحايا من بين المستشارين": none of these, whoever else fell. */
static bool is_of_some(const struct finder *f, size_t i)
{
	const struct hit *between = i + 1 < f->text->n_tokens ? scan_at(&f->scan, i + 1, PHRASE_NUMBER) : NULL;
	return between && sv_eq(f->text->tokens[i].norm, SV("\xD9\x85\xD9\x86")) &&
	       f->rules->numbers[between->row].kind == NUMERAL_BETWEEN;
}

static size_t take(struct counter *c, size_t i)
{
	size_t next;
	if (casualty_take_part(c, i, &next))
		return next;
	if (casualty_take_again(c, i, &next) || casualty_take_besides(c, i, &next) || casualty_take_side(c, i, &next) ||
	    casualty_take_bystander(c, i, &next) || casualty_take_second(c, i, &next) ||
	    casualty_take_cared(c, i, &next) || casualty_take_limb(c, i, &next) || casualty_take_fell(c, i, &next) ||
	    casualty_take_other_part(c, i, &next) || casualty_take_attacker(c, i, &next))
		return next;
	const struct hit *h = scan_at(&c->f->scan, i, PHRASE_CASUALTY);
	if (!h && !context_at(c->f, i, CONTEXT_DENY))
		return i + 1;
	if ((h = casualty_at(c->f, i, CASUALTY_DENIED)))
		return take_denial(c, i, &(struct denial){.last = h->last, .killed = true, .injured = true});
	struct denial denial;
	if (denial_at(c->f, i, &denial) && (is_of_some(c->f, denial.last + 1u) || casualty_is_of_own(c->f, denial.last + 1u)))
		return denial.last + 1u;
	if (denial_at(c->f, i, &denial))
		return take_denial(c, i, &denial);
	if ((h = casualty_at(c->f, i, CASUALTY_UNKNOWN)))
		return skip_unknown(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_ATTEMPT)) && are_unharmed(c->f, h, &denial))
		return take_denial(c, i, &denial);
	if ((h = casualty_at(c->f, i, CASUALTY_ATTEMPT)))
		return casualty_take_survived(c, h, &next) ? next : h->last + 1u;
	if ((h = casualty_at(c->f, i, CASUALTY_TALLY)))
		return casualty_take_tally(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_PERIOD)))
		return casualty_take_period(c, h);
	h = casualty_at(c->f, i, CASUALTY_VICTIMS) ? casualty_at(c->f, i, CASUALTY_VICTIMS)
						   : casualty_at(c->f, i, CASUALTY_LIFE);
	if (h && casualty_take_victims_of(c, h, &next))
		return next;
	if ((h = casualty_at(c->f, i, CASUALTY_LIFE)) && is_lost(c->f, i))
		return take_fate(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_FATE)))
		return take_fate(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_KILL)))
		return take_deed(c, h, CASUALTY_KILL);
	if ((h = casualty_at(c->f, i, CASUALTY_LOSS)) && !casualty_is_ground(c->f, h))
		return take_deed(c, h, CASUALTY_LOSS);
	if ((h = casualty_at(c->f, i, CASUALTY_LOSE)) && casualty_loses_own(c->f, h))
		return take_deed(c, h, CASUALTY_LOSS);
	if ((h = casualty_at(c->f, i, CASUALTY_WOUND)))
		return casualty_counts_cases(c, h) ? casualty_take_noun(c, h, CASUALTY_WOUNDED)
						   : take_deed(c, h, CASUALTY_WOUND);
	if ((h = casualty_at(c->f, i, CASUALTY_VICTIMS)) && casualty_take_split(c, h, &next))
		return next;
	if ((h = casualty_at(c->f, i, CASUALTY_VICTIMS)) && !casualty_in_subset(c, i) &&
	    (casualty_is_counted_before(c->f, i) || casualty_is_told_before(c->f, i)) &&
	    !casualty_is_joint_behind(c->f, h->last + 1u,
				      sentence_end_of(c->f, i))) /* not "تسعة ضحايا بين قتيل وجريح" */
		return casualty_take_noun(c, h, CASUALTY_DEAD); /* "أسفر عن أربعة ضحايا", "ثمانية أطفال ضحايا القصف" */
	if ((h = casualty_at(c->f, i, CASUALTY_DEAD)) && !casualty_in_subset(c, i))
		return casualty_take_noun(c, h, CASUALTY_DEAD);
	if ((h = casualty_at(c->f, i, CASUALTY_WOUNDED)) && !casualty_in_subset(c, i))
		return casualty_take_noun(c, h, CASUALTY_WOUNDED);
	return i + 1;
}

void casualties_find(const struct finder *f, struct events *out)
{
	struct counter c = {.f = f, .out = out};
	for (size_t i = 0; i < f->text->n_tokens;) {
		size_t told = out->n_casualties;
		i = take(&c, i);
		if (out->n_casualties == told + 1u && c.next_part >= c.n_parts)
			casualty_find_parts(&c, told);
	}
	for (size_t i = 0; i < out->n_casualties; i++) {
		casualty_count_names(f, &out->casualties[i]);
		casualty_leave_series(f, &out->casualties[i]);
	}
	for (size_t i = 0; i + 1 < out->n_casualties; i++)
		casualty_count_dual(f, &out->casualties[i], &out->casualties[i + 1]);
}
