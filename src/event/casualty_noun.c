#include "event/casualty.h"

enum {
	AGAIN_WORDS = 3,
	SIDE_WORDS = 5,
	LEFT_WORDS = 3,
	TOLD_WORDS = 6,
	REACH_WORDS = 9,
	STRAY_WORDS = 9,
	JOINT_WORDS = 4,
	JOINT_FAR_WORDS = 18,
	MOST_PLURAL = 10 /* "11 قتيلاً وجريحاً": nouns behind more are singular */
};

/* "11 قتيلاً وجريحاً واحداً": the second noun has its own number. */
static bool is_one_alone(const struct finder *f, const struct hit *noun)
{
	const struct hit *one =
	    noun->last + 1u < f->text->n_tokens ? scan_at(&f->scan, noun->last + 1u, PHRASE_NUMBER) : NULL;
	return one && f->rules->numbers[one->row].kind == NUMERAL_UNIT && f->rules->numbers[one->row].value == 1 &&
	       !(one->clitics & CLITIC_WA);
}

const struct hit *casualty_both_behind(const struct finder *f, const struct hit *dead, int value)
{
	size_t end = sentence_end_of(f, dead->first), then = dead->last + 1u;
	const struct hit *other = then < end ? casualty_at(f, then, CASUALTY_WOUNDED) : NULL;
	bool joined = other && (other->clitics & CLITIC_WA) && !(other->clitics & CLITIC_AL) &&
		      dead->number == other->number && (dead->number == NUMBER_MANY || value > MOST_PLURAL) &&
		      !is_one_alone(f, other);
	bool others = joined && other->last + 1u < end && people_at(f, other->last + 1u); /* "قتلى وجرحى آخرون" */
	return joined && !others ? other : NULL;
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
	} else if (q && !q->vague && casualty_both_behind(f, h, q->value)) {
		p = (struct people){.n = q->value, .any = true};
	} else {
		return false;
	}
	casualty_set(c, casualty_add(c, h->first, other->last), CASUALTY_DEAD, !p.vague, &p);
	return true;
}

/* "جثث لـ 10 عناصر": behind a "of" that stands alone. */
static size_t behind_of(const struct finder *f, const struct hit *h)
{
	size_t i = h->last + 1u;
	return i < f->text->n_tokens && sv_eq(f->text->tokens[i].norm, SV("\xD9\x84")) ? i + 1u : i;
}

/* "قتيلان (2) وجرحى (4)" */
static bool is_counted_in_brackets(const struct finder *f, const struct hit *h, struct quantity *q)
{
	const struct token *t = f->text->tokens;
	size_t i = h->last + 1u;
	return i + 2u < f->text->n_tokens && t[i].kind == TOKEN_PUNCT && t[i].mark == '(' &&
	       t[i + 1u].kind == TOKEN_NUMBER && t[i + 2u].kind == TOKEN_PUNCT && t[i + 2u].mark == ')' &&
	       quantity_at(f, i + 1u, q);
}

/* The fact before the last one; NULL. */
static const struct casualty_fact *fact_before_last(const struct counter *c)
{
	return c->out->n_casualties > 1 ? &c->out->casualties[c->out->n_casualties - 2] : NULL;
}

/* "خمسة قتلى من القوات وقتيلين من العشائر": other dead, joined to those right before. */
static bool adds_to(const struct finder *f, const struct casualty_fact *x, size_t from, const struct hit *h)
{
	bool joined = (h->clitics & CLITIC_WA) || begins_with_and(f, from);
	if (!joined || !x || x->killed <= 0 || x->injured >= 0 || x->joint >= 0 ||
	    x->sentence != f->text->tokens[from].sentence || from > x->last_token + SIDE_WORDS)
		return false;
	for (size_t i = x->last_token + 1u; i < from; i++)
		if (is_mark_at(f, i) || people_stop(f, i))
			return false;
	return from > x->last_token + 1u;
}

/* "قتلى التنظيم أكثر من 20", "جرحى القوات 12", "قدّر قتلى القوات في يوم واحد بسبعين", "قتلى التنظيم بلغوا 16": the number behind
 * those whose dead or wounded they are. */
static bool counted_behind_side(const struct finder *f, const struct hit *h, struct people *p)
{
	size_t end = sentence_end_of(f, h->first), i = h->last + 1u;
	const struct hit *side = h->number == NUMBER_MANY && i < end ? scan_at(&f->scan, i, PHRASE_ACTOR) : NULL;
	if (!side || !f->rules->actors[side->row].armed || (side->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_WA)))
		return false;
	i = side->last + 1u;
	if (i < end && !begins_with_and(f, i) && people_counted(f, i, end, p))
		return !p->vague && p->n > 1;
	for (size_t j = i; j + 1u < end && j <= i + REACH_WORDS && !is_mark_at(f, j) && !people_stop(f, j); j++) {
		bool reached = casualty_at(f, j, CASUALTY_REACH) && people_counted(f, j + 1u, end, p);
		bool by = sv_starts(f->text->tokens[j].norm, SV("\xD8\xA8")) && people_counted(f, j, end, p); /* "بنحو أربعين" */
		if (reached || by)
			return !p->vague && p->n > 1;
	}
	return false;
}

/* "جثامين طفلين وأمهما", "جثث رجل وزوجته": whose bodies they are. */
static bool are_bodies_of(const struct finder *f, const struct hit *h, struct people *p)
{
	size_t i = behind_of(f, h), end = sentence_end_of(f, h->first);
	const struct hit *who = i < end ? people_at(f, i) : NULL;
	return h->number == NUMBER_MANY && sv_starts(f->text->tokens[h->first].norm, SV("\xD8\xAC\xD8\xAB")) && who &&
	       !who->clitics && !begins_with_and(f, i) && people_from(f, i, end, p) && !p->vague && p->n > 1;
}

/* "قتلى: 4، جرحى: 7": digits alone behind the noun's colon. */
static bool is_counted_behind_colon(const struct finder *f, const struct hit *h, struct people *p)
{
	const struct token *t = f->text->tokens;
	size_t end = sentence_end_of(f, h->first), i = h->last + 1u;
	return h->number == NUMBER_MANY && i + 1u < end && t[i].kind == TOKEN_PUNCT && t[i].mark == ':' &&
	       t[i + 1u].kind == TOKEN_NUMBER && people_counted(f, i + 1u, end, p) && !p->vague && p->n > 1 &&
	       (p->last + 1u >= end || is_mark_at(f, p->last + 1u));
}

/* "ترك المهاجمون وراءهم جثتين", "خلّف المسلحون خلفهم ستة قتلى": behind them; not "خلّف الهجوم وراءه قتيلين". */
static bool is_left_with_pronoun(const struct finder *f, size_t first, size_t from)
{
	/* وراءهم, خلفهم; وراءه, خلفه, وراءها, خلفها */
	static const char *const behind[] = {
	    "\xD9\x88\xD8\xB1\xD8\xA7\xD8\xA1\xD9\x87\xD9\x85", "\xD8\xAE\xD9\x84\xD9\x81\xD9\x87\xD9\x85",
	    "\xD9\x88\xD8\xB1\xD8\xA7\xD8\xA1\xD9\x87",		"\xD8\xAE\xD9\x84\xD9\x81\xD9\x87",
	    "\xD9\x88\xD8\xB1\xD8\xA7\xD8\xA1\xD9\x87\xD8\xA7", "\xD8\xAE\xD9\x84\xD9\x81\xD9\x87\xD8\xA7"};
	/* ترك, تركت, تركوا; خلف, خلفت, خلفوا */
	static const char *const leaves[] = {
	    "\xD8\xAA\xD8\xB1\xD9\x83", "\xD8\xAA\xD8\xB1\xD9\x83\xD8\xAA", "\xD8\xAA\xD8\xB1\xD9\x83\xD9\x88\xD8\xA7",
	    "\xD8\xAE\xD9\x84\xD9\x81", "\xD8\xAE\xD9\x84\xD9\x81\xD8\xAA", "\xD8\xAE\xD9\x84\xD9\x81\xD9\x88\xD8\xA7"};
	const struct token *t = f->text->tokens;
	for (size_t i = from > first + LEFT_WORDS ? from - LEFT_WORDS : first; i < from; i++)
		for (size_t k = 0; k < sizeof behind / sizeof behind[0]; k++) {
			if (!sv_eq_cstr(t[i].norm, behind[k]))
				continue;
			for (size_t j = i; j > first && j + LEFT_WORDS > i; j--) {
				struct sv word = t[j - 1].norm;
				word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
				for (size_t n = 0; n < (k < 2 ? 6 : 3); n++)
					if (sv_eq_cstr(word, leaves[n]))
						return true;
			}
		}
	return false;
}

/* "انسحبوا تاركين تسع جثث", "وتركوا خلفهم ستة قتلى": those of the side that left. */
static bool are_left_behind(const struct finder *f, size_t first, size_t from)
{
	static const char *const leaving[] = {"\xD8\xAA\xD8\xA7\xD8\xB1\xD9\x83",
					      "\xD8\xAA\xD8\xB1\xD9\x83\xD9\x88\xD8\xA7",
					      "\xD9\x85\xD8\xAE\xD9\x84\xD9\x81\xD9\x8A\xD9\x86",
					      "\xD9\x85\xD8\xAE\xD9\x84\xD9\x81\xD9\x87",
					      "\xD9\x85\xD8\xAE\xD9\x84\xD9\x81\xD8\xA7",
					      "\xD8\xAD\xD8\xA7\xD9\x85\xD9\x84\xD9\x8A\xD9\x86",
					      "\xD8\xB3\xD8\xAD\xD8\xA8\xD9\x88\xD8\xA7"};
	for (size_t j = from > first + LEFT_WORDS ? from - LEFT_WORDS : first; j < from; j++) {
		struct sv word = f->text->tokens[j].norm;
		word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
		for (size_t k = 0; k < sizeof leaving / sizeof leaving[0];
		     k++) /* تارك(ين), تركوا, مخلفين, مخلفه, مخلفا, حاملين, سحبوا */
			if (sv_starts(word, sv_cstr(leaving[k])))
				return true;
	}
	return is_left_with_pronoun(f, first, from);
}

/* "قتيل من كل طرف", "قتيل وجريح لكل منهما": as many of each of two sides. */
static bool is_apiece(const struct finder *f, const struct hit *h)
{
	size_t end = sentence_end_of(f, h->first), i = h->last + 1u;
	const struct hit *other = i < end ? casualty_at(f, i, CASUALTY_WOUNDED) : NULL;
	i = other && (other->clitics & CLITIC_WA) && !(other->clitics & CLITIC_AL) ? other->last + 1u : i;
	return i < end && casualty_at(f, i, CASUALTY_APIECE);
}

/* "شهيدة وبناتها الثلاث", "قتيلان مدنيان وثالث عسكري": others dead, joined to those of a noun. */
static void add_more_dead(const struct finder *f, const struct hit *h, struct people *p)
{
	size_t end = sentence_end_of(f, h->first), i = h->last + 1u;
	struct people more;
	if (i < end && !begins_with_and(f, i) && people_named(f, i, &more) && more.n == p->n)
		i = more.last + 1u; /* "قتيلان مدنيان" */
	if (i >= end || !begins_with_and(f, i) || !people_named(f, i, &more) || more.vague)
		return;
	struct sv word = text_span(f->text, (uint32_t)i, (uint32_t)i);
	bool kin = people_at(f, i)->tense == TENSE_POSSESSED || sv_ends(word, SV("\xD9\x87"));
	bool third =
	    (p->n == 2 && sv_ends(f->text->tokens[i].norm, SV("\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB"))) ||
	    (p->n == 3 && sv_ends(f->text->tokens[i].norm, SV("\xD8\xB1\xD8\xA7\xD8\xA8\xD8\xB9"))); /* ثالث, رابع */
	size_t then = more.last + 1u;
	bool other = then < end && (casualty_at(f, then, CASUALTY_WOUND) || casualty_at(f, then, CASUALTY_WOUNDED) ||
				    casualty_at(f, then, CASUALTY_HURT));
	if ((kin || third) && !other) {
		p->n += more.n;
		p->last = more.last;
	}
}

/* A mark, or a noun of the dead or wounded, from a token to another. */
static bool names_fate(const struct finder *f, size_t i, size_t end)
{
	for (; i < end; i++)
		if (is_mark_at(f, i) || casualty_at(f, i, CASUALTY_DEAD) || casualty_at(f, i, CASUALTY_WOUNDED))
			return true;
	return false;
}

/* "جثامين ثمانية حجاج": of whomever the noun behind the number names. */
static bool is_body_of_counted(const struct finder *f, const struct hit *h, size_t number)
{
	size_t i = number + 1u;
	return sv_starts(f->text->tokens[h->first].norm, SV("\xD8\xAC\xD8\xAB")) && i < sentence_end_of(f, h->first) &&
	       f->text->tokens[i].kind == TOKEN_WORD && !casualty_at(f, i, CASUALTY_THING) &&
	       !scan_at(&f->scan, i, PHRASE_TIME) && !scan_at(&f->scan, i, PHRASE_TRIGGER) &&
	       !scan_at(&f->scan, i, PHRASE_CONTEXT);
}

/* "سبعة عناصر وصلوا جثثاً هامدة": people counted a few words before. */
static bool are_brought(const struct finder *f, const struct hit *h, struct people *before)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	for (size_t j = h->first; j > first && j + STRAY_WORDS > h->first; j--) {
		if (people_stop(f, j - 1u) || is_mark_at(f, j - 1u))
			return false;
		if (people_counted(f, j - 1u, h->first, before) && people_at(f, before->last) && !before->vague)
			return true;
	}
	return false;
}

/* "تسعة قتلى", "14 جريحاً", "قتيلان", "جثتي". Definite ones are those told before. */
size_t casualty_take_noun(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	struct people p = {.any = true, .last = h->last};
	struct quantity q;
	bool counted = false;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	struct people before = {0};
	bool told = false; /* "ثلاثة أشخاص مقتولين" */
	for (size_t j = h->first > first + TOLD_WORDS ? h->first - TOLD_WORDS : first;
	     j < h->first && !counted && !told; j++) {
		if (casualty_date_at(c, j))
			continue;						/* "7 آب قتيلين" */
		counted = !(h->clitics & CLITIC_WA) && quantity_at(f, j, &q) && /* "(2) وجرحى" */
			  (q.last + 1u == h->first ||
			   (q.last + 2u == h->first && casualty_at(f, q.last + 1u, CASUALTY_SUBSET)));
		if (!counted && kind == CASUALTY_DEAD && !(h->clitics & CLITIC_WA) && !begins_with_and(f, j) &&
		    !names_fate(f, j, h->first) && people_item(f, j, h->first, &before) &&
		    before.last + 1u < h->first && people_from(f, j, h->first, &before) && before.n > 1 &&
		    !before.vague && before.last + 1u == h->first) {
			told = true; /* "رجل وزوجته مقتولين" */
			break;
		}
		told |= !counted && !(h->clitics & CLITIC_WA) && people_item(f, j, h->first, &before) &&
			!before.vague && people_end_before(f, before.last + 1u, h->first) &&
			(j + LEFT_WORDS >= h->first || before.n > 1) &&
			!(before.n == 1 && h->number != NUMBER_ONE); /* "انتشل الدفاع المدني جثامين" */
	}
	if (!counted && !told && h->first > first && h->number == NUMBER_ONE && !(h->clitics & (CLITIC_AL | CLITIC_WA)))
		counted = quantity_definite_at(f, h->first - 1u, &q); /* "وبلغ عددهم العشرين شهيداً" */
	size_t from = counted ? h->first - 1u : h->first;
	uint32_t last = h->last;
	counted |= !counted && !told && is_counted_in_brackets(f, h, &q);
	told |= kind == CASUALTY_DEAD && h->last > h->first && !counted && !told && are_brought(f, h, &before);
	if (h->first > first && casualty_at(f, h->first - 1u, CASUALTY_SAME) && c->out->n_casualties &&
	    c->out->casualties[c->out->n_casualties - 1].killed > 0) { /* "خمسة قتلى ومثلهم جرحى" */
		p.n = c->out->casualties[c->out->n_casualties - 1].killed;
		casualty_set(c, casualty_add(c, h->first - 1u, h->last), kind, false, &p);
		return h->last + 1u;
	}
	if (h->clitics & CLITIC_AL)
		return casualty_take_counted_behind(c, h, kind);
	if (kind == CASUALTY_DEAD && take_both(c, h, counted ? &q : NULL))
		return casualty_at(f, h->last + 1u, CASUALTY_WOUNDED)->last + 1u;
	if (!told && !counted && counted_behind_side(f, h, &before)) {
		p = before;
		p.armed = true;
	} else if ((told && !counted) ||
		   (!counted && (is_counted_behind_colon(f, h, &before) || are_bodies_of(f, h, &before)))) {
		p = before;
	} else if (counted) {
		p.n = q.value;
		p.vague = q.vague;
		p.at_least = q.at_least;
	} else if (h->number != NUMBER_TWO && !begins_with_and(f, behind_of(f, h)) &&
		   people_counted(f, behind_of(f, h), sentence_end_of(f, h->first), &before) &&
		   (people_at(f, before.last) || is_body_of_counted(f, h, before.last) ||
		    (are_left_behind(f, first, from) && casualty_at(f, before.last + 1u, CASUALTY_SUBSET))) &&
		   !before.vague && (h->number == NUMBER_MANY || before.n > 2)) {
		p = before; /* "جثث خمسة عناصر", "جثة 21 شخصاً" */
		people_more(f, sentence_end_of(f, h->first), &p);
	} else {
		p.vague = h->number == NUMBER_MANY;
		p.n = h->number == NUMBER_ONE ? 1 : 2;
		if (!p.vague && kind == CASUALTY_DEAD)
			add_more_dead(f, h, &p);
	}
	if (!p.vague && p.n > 0 && is_apiece(f, h))
		p.n *= 2;
	size_t end = sentence_end_of(f, h->first);
	for (size_t j = h->last + 1u; j < end && j <= h->last + 3u && !is_mark_at(f, j); j++) {
		if (scan_at(&f->scan, j, PHRASE_TRIGGER))
			break; /* "قتلى في هجوم مسلح" */
		people_note(f, people_at(f, j), &p);
	}
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	bool rises = x && x->rises && h->first <= x->last_token + AGAIN_WORDS; /* "إلى 21 قتيلاً و60 جريحاً" */
	p.attackers |= kind == CASUALTY_DEAD && are_left_behind(f, first, from);
	last = p.last > last && kind == CASUALTY_DEAD && !counted && !told ? p.last : last;
	struct casualty_fact *own = casualty_add(c, from, last);
	casualty_set(c, own, kind, false, &p);
	own->rises = rises;
	if (kind == CASUALTY_DEAD && adds_to(f, fact_before_last(c), from, h)) {
		own->besides = true;
		own->rises = false;
	}
	return last + 1u;
}

/* "ثلاثة منهم مقتولين": a number right before counts them. */
bool casualty_is_counted_before(const struct finder *f, size_t i)
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
	bool counted =
	    and_at > first + 2u && quantity_at(f, and_at - 2u, &q) && casualty_at(f, and_at - 3u, CASUALTY_SUBSET);
	return begins_with_and(f, and_at) && who && !(who->clitics & CLITIC_WA) &&
	       (counted || casualty_at(f, and_at - 2u, CASUALTY_SUBSET)); /* "بينهم ثلاث نساء و7 جرحى" */
}

bool casualty_is_told_before(const struct finder *f, size_t i)
{
	struct people p;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i > first + 3 ? i - 3 : first; j < i; j++)
		if (people_counted(f, j, i, &p) && people_at(f, p.last) && !p.vague && p.last + 1u == i)
			return true;
	return false;
}

/* "سقط منهم جريحان": of them fell. */
static bool is_fall(struct sv word)
{
	return sv_ends(word, SV("\xD8\xB3\xD9\x82\xD8\xB7")) || sv_ends(word, SV("\xD9\x8A\xD8\xB3\xD9\x82\xD8\xB7"));
}

bool casualty_in_subset(const struct counter *c, size_t i)
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
			return !casualty_is_counted_before(f, j - 1) &&
			       !(j > first + 1u && is_fall(f->text->tokens[j - 2].norm));
	}
	return false;
}

/* "خلف القصف ثلاث إصابات", "وسُجلت إصابتان", "الإصابات: 3": as many wounded, not the hits of a shell ("ثلاث إصابات
 * مباشرة"), of a man told ("أصيب بثلاث إصابات"), nor "مقتل 12 إصابة خمسة". */
bool casualty_counts_cases(const struct counter *c, const struct hit *h)
{
	static const char *const hits[] = {"\xD9\x85\xD8\xA8\xD8\xA7\xD8\xB4\xD8\xB1\xD9\x87",
					   "\xD8\xAF\xD9\x82\xD9\x8A\xD9\x82\xD9\x87",
					   "\xD9\x85\xD8\xAD\xD9\x82\xD9\x82\xD9\x87"};
	const struct finder *f = c->f;
	struct quantity q;
	struct people p;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token, behind = h->last + 1u;
	size_t end = sentence_end_of(f, h->first);
	if (h->tense != TENSE_NONE || h->last > h->first || casualty_at(f, h->first, CASUALTY_ATTEMPT))
		return false;
	if (h->clitics & CLITIC_AL)
		return h->number == NUMBER_MANY && behind < end && f->text->tokens[behind].kind == TOKEN_PUNCT &&
		       f->text->tokens[behind].mark == ':';
	bool counted = h->first > first && !(h->clitics & (CLITIC_WA | CLITIC_BI)) &&
		       quantity_at(f, h->first - 1u, &q) && q.last + 1u == h->first && q.value > 2 &&
		       (h->number == NUMBER_MANY || q.value > MOST_PLURAL);
	if (!counted && h->number != NUMBER_TWO)
		return false;
	for (size_t k = 0; k < sizeof hits / sizeof hits[0] && behind < end; k++)
		if (sv_eq_cstr(f->text->tokens[behind].norm, hits[k]))
			return false;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	return !(x && x->injured > 0 && x->sentence == f->text->tokens[h->first].sentence) &&
	       !people_from(f, behind, end, &p);
}
