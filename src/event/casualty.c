#include "event/people.h"

enum {
	TALLY_WORDS = 20,
	SKIP_WORDS = 6,
	LIFE_WORDS = 16,
	AGAIN_WORDS = 3,
	JOINT_WORDS = 4,
	JOINT_FAR_WORDS = 18,
	UNDERGO_WORDS = 6,
	MOST_PLURAL = 10 /* "11 قتيلاً وجريحاً": nouns behind more are singular */
};

struct counter {
	const struct finder *f;
	struct events *out;
	size_t capacity;
};

static const struct date_fact *date_at(const struct counter *c, size_t i)
{
	return casualty_date(c->out, i);
}

static struct casualty_fact *fact_add(struct counter *c, size_t first, size_t last)
{
	struct casualty_fact *x = ARENA_PUSH(c->f->arena, c->out->casualties, c->out->n_casualties, &c->capacity);
	*x = (struct casualty_fact){.first_token = (uint32_t)first,
				    .last_token = (uint32_t)last,
				    .sentence = c->f->text->tokens[first].sentence,
				    .killed = -1,
				    .killed_low = -1,
				    .killed_high = -1,
				    .injured = -1,
				    .joint = -1};
	return x;
}

/* "منذ بداية العام", not "منذ بداية الهجوم". */
static bool is_period(const struct counter *c, size_t i)
{
	const struct hit *h = casualty_at(c->f, i, CASUALTY_PERIOD);
	if (!h)
		return false;
	for (size_t j = h->last; j <= h->last + 1u && j < c->f->text->n_tokens; j++) {
		const struct date_fact *d = date_at(c, j);
		if ((d && (d->is_duration || d->unit >= DATE_MONTH)) || scan_at(&c->f->scan, j, PHRASE_MONTH))
			return true;
		for (const struct hit *t = scan_at(&c->f->scan, j, PHRASE_TIME); t; t = scan_also(&c->f->scan, t)) {
			enum time_kind kind = c->f->rules->times[t->row].kind;
			if (kind == TIME_UNIT_MONTH || kind == TIME_UNIT_YEAR || kind == TIME_YEAR_HEAD || kind == TIME_MONTH_HEAD)
				return true;
		}
	}
	return false;
}

static void fact_set(const struct counter *c, struct casualty_fact *x, enum casualty_kind kind, bool joint,
		     const struct people *p)
{
	casualty_note_blocs(c->f, x, p->attackers);
	for (size_t i = x->first_token; i <= x->last_token; i++)
		x->cumulative |= is_period(c, i);
	bool kill = kind == CASUALTY_KILL || kind == CASUALTY_LOSS || kind == CASUALTY_DEAD;
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

/* "قُتل 39 مدنياً وجُرح ...": those before the second verb are the victims of the first. */
static bool victims_before(const struct counter *c, const struct hit *h, struct people *p)
{
	if (!people_before(c->f, c->out, h, p))
		return false;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	return !x || !(h->clitics & CLITIC_WA) || x->last_token < p->last ||
	       x->sentence != c->f->text->tokens[h->first].sentence;
}

/* "بين قتيل وجريح", "ما بين قتيل وجريح". */
static bool is_joint_behind(const struct finder *f, size_t i, size_t end)
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

/* A verb of undergoing a few words before a noun: "تعرض مدني ل". */
static bool is_undergone(const struct finder *f, const struct hit *h)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	for (size_t i = h->first; i > first && i + UNDERGO_WORDS > h->first; i--)
		if (context_at(f, i - 1, CONTEXT_SUFFERS))
			return true;
	return false;
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
			(h->tense == TENSE_NONE || (h->number == NUMBER_ONE && !people_left(f, h->first) &&
						    !(is_feminine(f, h) && !is_feminine(f, other))));
		at = joint ? other->last + 1u : at;
	}
	size_t start = victims_start(f, c->out, at, end);
	start = h->tense < TENSE_PAST ? behind_noun_doers(f, start, end) : behind_doers(f, c->out, start, end);
	if (h->tense == TENSE_PAST && start < end && !people_item(f, start, end, &p))
		start = behind_unknown_doer(f, start, end);
	p = (struct people){.n = -1};
	bool many = h->tense == TENSE_PAST && h->number == NUMBER_MANY; /* the victims of "قُتلوا" stand before it */
	if (!(many && victims_before(c, h, &p) && !p.vague) && people_from(f, start, end, &p)) {
		if (is_joint_behind(f, p.last + 1u, end)) /* "سقوط 13 شخصاً بين قتيل وجريح": told with those words */
			return p.last + 1u;
		fact_set(c, fact_add(c, h->first, p.last), kind, joint, &p);
		return p.last + 1u;
	}
	if (kind == CASUALTY_LOSS)
		return h->last + 1u;
	if (h->tense == TENSE_POSSESSED) { /* "إصابته", "وفاتهما" */
		if (h->number != NUMBER_MANY || !(people_aboard(f, h->first, &p) || people_told(f, c->out, h->first, &p)))
			p = (struct people){
			    .n = h->number == NUMBER_TWO ? 2 : 1, .any = true, .vague = h->number == NUMBER_MANY};
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
		return h->last + 1u;
	}
	if (h->tense == TENSE_PAST && victims_before(c, h, &p)) {
		if (h->number == NUMBER_TWO && (p.vague || p.n == 1)) /* "طفل وشاب قُتلا" */
			p = (struct people){.n = 2, .any = true, .civilians = p.civilians, .armed = p.armed,
					    .attackers = p.attackers};
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
	} else if (h->number == NUMBER_TWO && h->tense == TENSE_PAST) {
		p.n = 2;
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
	} else if (h->tense == TENSE_PAST && h->number == NUMBER_ONE && named_before(f, h->first)) {
		p = (struct people){.n = 1, .any = true};
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
	} else if (kind == CASUALTY_WOUND && (h->clitics & CLITIC_LI) && h->tense == TENSE_NONE && is_undergone(f, h) &&
		   victims_before(c, h, &p)) { /* "تعرض مدني لإصابة بليغة" */
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
	} else if (names_victim(f, c->out, kind, h, &at, end)) {
		p = (struct people){.n = 1, .any = true, .last = (uint32_t)at};
		people_more_names(f, end, &p);
		people_more(f, end, &p);
		fact_set(c, fact_add(c, h->first, p.last), kind, false, &p);
	}
	return h->last + 1u;
}

/* "12 بين قتيل وجريح", "سبعة قتلى وجرحى": one figure for both. */
static bool take_both(struct counter *c, const struct hit *h, const struct quantity *q)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first), then = h->last + 1u;
	const struct hit *other = then < end ? casualty_at(f, then, CASUALTY_WOUNDED) : NULL;
	if (!other || !(other->clitics & CLITIC_WA) || (other->clitics & CLITIC_AL))
		return false;
	struct people p = {0};
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	const struct hit *between = h->first > first ? scan_at(&f->scan, h->first - 1u, PHRASE_NUMBER) : NULL;
	if (between && f->rules->numbers[between->row].kind == NUMERAL_BETWEEN) {
		for (size_t j = between->first; j > first && j + JOINT_FAR_WORDS > between->first && !p.any; j--) {
			bool near = j + JOINT_WORDS > between->first; /* "ثمانية عناصر من صفوف القوات وقعوا بين ..." */
			if (!people_counted(f, j - 1, between->first, &p) || p.n <= 0 || !(near || people_at(f, p.last)))
				p.any = false;
			if (!near && (people_stop(f, j - 1) || is_mark_at(f, j - 1)))
				break;
		}
		if (!p.any)
			p = (struct people){.n = -1, .vague = true};
	} else if (q && h->number == other->number && (h->number == NUMBER_MANY || q->value > MOST_PLURAL) &&
		   !q->vague &&
		   !(other->last + 1u < end && people_at(f, other->last + 1u))) { /* not "قتلى وجرحى آخرون" */
		p = (struct people){.n = q->value, .any = true};
	} else {
		return false;
	}
	fact_set(c, fact_add(c, h->first, other->last), CASUALTY_DEAD, !p.vague, &p);
	return true;
}

/* "وبلغ عدد القتلى ستة والجرحى أحد عشر": right behind another figure. */
static size_t take_counted_behind(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, h->first);
	bool close = x && x->sentence == f->text->tokens[h->first].sentence && h->first <= x->last_token + AGAIN_WORDS;
	if (!close || !(h->clitics & CLITIC_WA) || h->last + 1u >= end || !people_counted(f, h->last + 1u, end, &p))
		return h->last + 1u;
	bool sums = x->cumulative;
	struct casualty_fact *more = fact_add(c, h->first, p.last);
	fact_set(c, more, kind, false, &p);
	more->cumulative = sums;
	return p.last + 1u;
}

/* "تسعة قتلى", "14 جريحاً", "قتيلان", "جثتي". Definite ones are those told before. */
static size_t take_noun(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	struct people p = {.any = true, .last = h->last};
	struct quantity q;
	bool counted = false;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	struct people before = {0};
	bool told = false; /* "ثلاثة أشخاص مقتولين" */
	for (size_t j = h->first > first + 3 ? h->first - 3 : first; j < h->first && !counted && !told; j++) {
		counted = quantity_at(f, j, &q) &&
			  (q.last + 1u == h->first ||
			   (q.last + 2u == h->first && casualty_at(f, q.last + 1u, CASUALTY_SUBSET)));
		told |= !counted && people_item(f, j, h->first, &before) && !before.vague && before.last + 1u == h->first;
	}
	if (h->clitics & CLITIC_AL)
		return take_counted_behind(c, h, kind);
	if (kind == CASUALTY_DEAD && take_both(c, h, counted ? &q : NULL))
		return casualty_at(f, h->last + 1u, CASUALTY_WOUNDED)->last + 1u;
	if (told && !counted && !(h->clitics & CLITIC_WA)) {
		p = before;
	} else if (counted) {
		p.n = q.value;
		p.vague = q.vague;
		p.at_least = q.at_least;
	} else if (h->number == NUMBER_MANY && people_counted(f, h->last + 1u, sentence_end_of(f, h->first), &before) &&
		   people_at(f, before.last)) { /* "جثث خمسة عناصر" */
		p = before;
	} else {
		p.vague = h->number == NUMBER_MANY;
		p.n = h->number == NUMBER_ONE ? 1 : 2;
	}
	size_t end = sentence_end_of(f, h->first);
	for (size_t j = h->last + 1u; j < end && j <= h->last + 3u && !is_mark_at(f, j); j++)
		people_note(f, people_at(f, j), &p);
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	bool rises = x && x->rises && h->first <= x->last_token + AGAIN_WORDS; /* "إلى 21 قتيلاً و60 جريحاً" */
	struct casualty_fact *own = fact_add(c, counted ? h->first - 1u : h->first, h->last);
	fact_set(c, own, kind, false, &p);
	own->rises = rises;
	return h->last + 1u;
}

/* "ارتفعت الحصيلة إلى 21", "عدد القتلى ... ارتفع إلى 21". */
static bool is_rising(const struct finder *f, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (casualty_at(f, i, CASUALTY_RISE))
			return true;
	return false;
}

/* "ارتفعت حصيلة القتلى إلى أحد عشر عسكرياً"; with "منذ" it sums over many events. */
static size_t take_tally(struct counter *c, const struct hit *h)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first);
	bool dead = false, wounded = false, cumulative = false;
	for (size_t i = h->first; i < end && i < h->last + TALLY_WORDS; i++) {
		struct people p;
		dead |= casualty_at(f, i, CASUALTY_DEAD) != NULL;
		wounded |= casualty_at(f, i, CASUALTY_WOUNDED) != NULL;
		const struct date_fact *d = date_at(c, i);
		if (d) {
			cumulative |= d->is_duration || d->unit >= DATE_MONTH;
			i = d->last_token;
			continue;
		}
		const struct hit *own = casualty_at(f, i, CASUALTY_DEAD);
		own = own ? own : casualty_at(f, i, CASUALTY_WOUNDED);
		if (own && own->number != NUMBER_MANY && !(own->clitics & CLITIC_AL)) /* "الحصيلة شهيد و7 جرحى" */
			break;
		if (i <= h->last || !people_counted(f, i, end, &p) || p.vague)
			continue;
		const struct hit *then = p.last + 1u < end ? casualty_at(f, p.last + 1u, CASUALTY_DEAD) : NULL;
		if (!then && p.last + 1u < end) /* "ارتفع إلى 6 عدد قتلى الكمين" */
			then = casualty_at(f, p.last + 1u, CASUALTY_TALLY);
		then = then && (then->clitics & CLITIC_WA) ? NULL : then;
		wounded |= then && casualty_at(f, then->last, CASUALTY_WOUNDED);
		dead |= (then && !wounded) || casualty_at(f, p.last, CASUALTY_DEAD);
		if (!dead && !wounded && !p.civilians && !p.armed) /* "ارتفع إلى 55 تعداد الضربات" */
			continue;
		struct casualty_fact *x = fact_add(c, h->first, p.last);
		fact_set(c, x, dead || !wounded ? CASUALTY_DEAD : CASUALTY_WOUNDED, false, &p);
		x->cumulative |= cumulative;
		x->rises = is_rising(f, h->first, p.last);
		return then ? then->last + 1u : p.last + 1u;
	}
	return h->last + 1u;
}

/* A verb of losing stands before "حياته". */
static bool is_lost(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + LIFE_WORDS > i; j--)
		for (const struct hit *h = scan_at(&f->scan, j - 1, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h))
			if (f->rules->triggers[h->row].role == TRIGGER_RESULT && f->rules->triggers[h->row].needs)
				return true;
	return false;
}

/* "لقي شخصان مصرعهما". */
static size_t take_fate(struct counter *c, const struct hit *h)
{
	struct people p;
	size_t end = sentence_end_of(c->f, h->first);
	if (h->tense == TENSE_NONE && people_from(c->f, h->last + 1u, end, &p) && !p.vague) { /* "مصرع ستة عمال" */
		fact_set(c, fact_add(c, h->first, p.last), CASUALTY_KILL, false, &p);
		return p.last + 1u;
	}
	if (!people_before(c->f, c->out, h, &p) && !number_before(c->f, c->out, h->first, &p)) {
		if (h->tense != TENSE_POSSESSED)
			return h->last + 1u;
		p = (struct people){.n = h->number == NUMBER_TWO ? 2 : 1, .any = true, .vague = h->number == NUMBER_MANY};
	}
	fact_set(c, fact_add(c, h->first, h->last), CASUALTY_KILL, false, &p);
	return h->last + 1u;
}

static size_t take_denial(struct counter *c, size_t first, const struct denial *d)
{
	struct casualty_fact *x = fact_add(c, first, d->last);
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

/* "ثلاثة منهم مقتولين": a number right before counts them. */
static bool is_counted_before(const struct finder *f, size_t i)
{
	struct quantity q;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i > first + 2 ? i - 2 : first; j < i; j++)
		if (quantity_at(f, j, &q) && q.last + 1u == i)
			return true;
	return false;
}

/* "ثلاثة قتلى بينهم طفل و7 جرحى": counted behind "and", after the subset's own people. */
static bool is_told_besides(const struct finder *f, size_t i)
{
	struct quantity q;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	size_t count = i > first && quantity_at(f, i - 1u, &q) && q.last + 1u == i ? i - 1u : i;
	if (count == i || count < first + 3u)
		return false;
	bool lone = f->text->tokens[count].kind == TOKEN_NUMBER; /* "و" stands alone before digits */
	size_t and_at = lone ? count - 1u : count;
	const struct hit *who = people_at(f, and_at - 1u);
	return begins_with_and(f, and_at) && who && !(who->clitics & CLITIC_WA) && casualty_at(f, and_at - 2u, CASUALTY_SUBSET);
}

static bool in_subset(const struct counter *c, size_t i)
{
	const struct finder *f = c->f;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	if (is_told_besides(f, i))
		return false;
	for (size_t j = i; j > first && i - j < 5; j--) {
		if (is_mark_at(f, j - 1) || casualty_at(f, j - 1, CASUALTY_KILL) ||
		    casualty_at(f, j - 1, CASUALTY_WOUND))
			return false;
		if (casualty_at(f, j - 1, CASUALTY_SUBSET))
			return !is_counted_before(f, j - 1);
	}
	return false;
}

/* "مقتل ستة عناصر بقصف على X، وثلاثة آخرين باشتباكات في Y": the verb goes without saying. */
static bool take_again(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, i);
	if (!x || x->sentence != f->text->tokens[i].sentence || (x->killed <= 0 && x->injured <= 0) ||
	    i <= x->last_token + 1u || !is_mark_at(f, i - 1u) || !begins_with_and(f, i))
		return false;
	size_t at = i + (f->text->tokens[i].norm.len == 2); /* "و" alone */
	if (!people_counted(f, at, end, &p) || !people_at(f, p.last) || p.vague || people_stop(f, p.last))
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + AGAIN_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER);
		if (people_stop(f, j) || (h && f->rules->triggers[h->row].role == TRIGGER_RESULT))
			return false;
		if (!h || (!(h->clitics & CLITIC_BI) && j == p.last + 1u))
			continue;
		enum casualty_kind kind = x->killed > 0 ? CASUALTY_KILL : CASUALTY_WOUND;
		fact_set(c, fact_add(c, i, p.last), kind, false, &p);
		*next = p.last + 1u;
		return true;
	}
	return false;
}

/* "قُتل 61 مقاتلاً ... منذ بداية العام": what stands before it in its clause, unless an ordinal does ("هو الثالث"). */
static size_t take_period(const struct counter *c, const struct hit *h)
{
	const struct finder *f = c->f;
	uint32_t sentence = f->text->tokens[h->first].sentence;
	struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	for (size_t i = h->first; x && x->sentence == sentence && i > x->last_token + 1u; i--) {
		if (is_mark_at(f, i - 1u))
			return h->last + 1u;
		const struct hit *n = scan_at(&f->scan, i - 1u, PHRASE_NUMBER);
		if (n && f->rules->numbers[n->row].kind == NUMERAL_ORDINAL)
			return h->last + 1u;
	}
	if (x && x->sentence == sentence && !x->denied && is_period(c, h->first))
		x->cumulative = true;
	return h->last + 1u;
}

static size_t take(struct counter *c, size_t i)
{
	size_t next;
	if (take_again(c, i, &next))
		return next;
	const struct hit *h = scan_at(&c->f->scan, i, PHRASE_CASUALTY);
	if (!h)
		return i + 1;
	if ((h = casualty_at(c->f, i, CASUALTY_DENIED)))
		return take_denial(c, i, &(struct denial){.last = h->last, .killed = true, .injured = true});
	struct denial denial;
	if (denial_at(c->f, i, &denial))
		return take_denial(c, i, &denial);
	if ((h = casualty_at(c->f, i, CASUALTY_UNKNOWN)))
		return skip_unknown(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_ATTEMPT)))
		return h->last + 1u;
	if ((h = casualty_at(c->f, i, CASUALTY_TALLY)))
		return take_tally(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_PERIOD)))
		return take_period(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_LIFE)))
		return is_lost(c->f, i) ? take_fate(c, h) : i + 1;
	if ((h = casualty_at(c->f, i, CASUALTY_FATE)))
		return take_fate(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_KILL)))
		return take_deed(c, h, CASUALTY_KILL);
	if ((h = casualty_at(c->f, i, CASUALTY_LOSS)))
		return take_deed(c, h, CASUALTY_LOSS);
	if ((h = casualty_at(c->f, i, CASUALTY_WOUND)))
		return take_deed(c, h, CASUALTY_WOUND);
	if ((h = casualty_at(c->f, i, CASUALTY_DEAD)) && !in_subset(c, i))
		return take_noun(c, h, CASUALTY_DEAD);
	if ((h = casualty_at(c->f, i, CASUALTY_WOUNDED)) && !in_subset(c, i))
		return take_noun(c, h, CASUALTY_WOUNDED);
	return i + 1;
}

void casualties_find(const struct finder *f, struct events *out)
{
	struct counter c = {.f = f, .out = out};
	for (size_t i = 0; i < f->text->n_tokens;)
		i = take(&c, i);
}
