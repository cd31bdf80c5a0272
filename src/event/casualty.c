#include "event/people.h"

enum {
	LEFT_WORDS = 14,
	TALLY_WORDS = 20,
	SKIP_WORDS = 6,
	DOER_WORDS = 14,
	LIFE_WORDS = 10,
	BLOC_WORDS = 3,
	NAMED_WORDS = 9,
	NOUN_DOER_WORDS = 4,
	NAME_BYTES = 8, /* four letters */
	SHORT_NAME_BYTES = 6
};

struct counter {
	const struct finder *f;
	struct events *out;
	size_t capacity;
};

/* The date that covers a token, or NULL. */
static const struct date_fact *date_at(const struct counter *c, size_t i)
{
	size_t low = 0, high = c->out->n_dates;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->out->dates[middle].last_token < i)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->out->n_dates && c->out->dates[low].first_token <= i ? &c->out->dates[low] : NULL;
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

/* The bloc of the actor named at a token; 0: none, or one that does rather than suffers. */
static int bloc_at(const struct finder *f, size_t i)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
	return h && !(h->clitics & CLITIC_BI) ? f->rules->actors[h->row].bloc : 0;
}

/* Whose victims they are: of those a list names, of the one named right behind ("عنصرين من قسد"). */
static void note_blocs(const struct finder *f, struct casualty_fact *x, bool attackers)
{
	uint32_t last = x->last_token, end = (uint32_t)sentence_end_of(f, x->first_token);
	x->blocs = attackers ? UINT32_C(1) << BLOC_ATTACKERS : 0;
	for (uint32_t i = last; i < end && i <= last + BLOC_WORDS && !x->blocs; i++) {
		if (i > last && (is_mark_at(f, i) || scan_at(&f->scan, i, PHRASE_TRIGGER) || people_stop(f, i) ||
				 context_at(f, i, CONTEXT_AGENT)))
			break;
		int bloc = bloc_at(f, i);
		x->blocs |= bloc ? UINT32_C(1) << bloc : 0;
	}
	for (uint32_t i = x->first_token + 2u; i < last && x->blocs; i++) {
		int bloc = bloc_at(f, i);
		x->blocs |= bloc ? UINT32_C(1) << bloc : 0;
	}
}

static void fact_set(const struct counter *c, struct casualty_fact *x, enum casualty_kind kind, bool joint,
		     const struct people *p)
{
	note_blocs(c->f, x, p->attackers);
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

/* Behind what may stand between a verb and its victims: dates, pronouns ("فيه"), prepositions. */
static size_t victims_start(const struct counter *c, size_t i, size_t end)
{
	for (size_t words = 0; i < end && words < SKIP_WORDS; words++) {
		const struct date_fact *d = date_at(c, i);
		struct people p;
		if (d)
			i = d->last_token + 1u;
		else if (is_mark_at(c->f, i) || people_item(c->f, i, end, &p) || people_stop(c->f, i) ||
			 (scan_at(&c->f->scan, i, PHRASE_NAME) && !scan_at(&c->f->scan, i, PHRASE_CONTEXT)))
			return i;
		else if (words > 0 && i + 1 < end &&
			 people_item(c->f, i + 1, end, &p)) /* "أُعدم في 17 منه ميدانياً راعيان" */
			return i + 1;
		else if (words > 0 && (i + 1 >= end || !date_at(c, i + 1)))
			return i;
		else if (i + 1 < end && (date_at(c, i + 1) || c->f->text->tokens[i].norm.len <= 8))
			i++;
		else
			return i;
	}
	return i;
}

/* "أربعة أشخاص قُتلوا": the victims stand before the verb. */
static bool people_before(const struct counter *c, size_t i, struct people *p)
{
	const struct finder *f = c->f;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	size_t from = i > first + LEFT_WORDS ? i - LEFT_WORDS : first;
	for (size_t j = i; j > from && j + 4 > i; j--) /* "بينهم 9 قضوا": right before the verb */
		if (people_counted(f, j - 1, i, p) && p->last + 1u == i && p->n != 1) /* not "من عائلة واحدة" */
			return true;
	for (size_t j = i; j > from; j--)
		if (casualty_at(f, j - 1, CASUALTY_SUBSET) || casualty_at(f, j - 1, CASUALTY_KILL) ||
		    casualty_at(f, j - 1, CASUALTY_WOUND) || casualty_at(f, j - 1, CASUALTY_DEAD))
			return false;
	for (size_t j = from; j < i; j++)
		if (!date_at(c, j) && people_counted(f, j, i, p) && (p->civilians || p->armed || p->last > j)) {
			people_more(f, i, p); /* "ثلاثة جنود وضابط قُتلوا" */
			return true;
		}
	for (size_t j = i; j > from; j--)
		if (people_named(f, j - 1, p) && !p->vague)
			return true;
	return false;
}

/* A word that may be a victim's name or calling: no function word, nothing the lexicon knows. */
static bool is_name_like(const struct finder *f, size_t i, uint32_t bytes)
{
	const struct token *k = &f->text->tokens[i];
	const struct hit *doer = scan_at(&f->scan, i, PHRASE_ACTOR);
	bool known = scan_at(&f->scan, i, PHRASE_TIME) || scan_at(&f->scan, i, PHRASE_CONTEXT) ||
		     scan_at(&f->scan, i, PHRASE_TRIGGER) || (doer && f->rules->actors[doer->row].armed);
	return k->kind == TOKEN_WORD && k->norm.len >= bytes && !people_stop(f, i) && !known;
}

/* "مقتل عبد الكريم": a short word counts as a name before one that does. */
static bool names_someone(const struct finder *f, size_t i, size_t end)
{
	bool is_short = is_name_like(f, i, SHORT_NAME_BYTES) && !scan_at(&f->scan, i, PHRASE_NUMBER);
	if (scan_at(&f->scan, i, PHRASE_NAME))
		return true;
	return is_name_like(f, i, NAME_BYTES) || (is_short && i + 1 < end && is_name_like(f, i + 1, NAME_BYTES));
}

/* "اغتال مسلحون مختار القرية", "أعدم التنظيم، أمس، ثلاثة مدنيين": behind the doers that a verb names first, if victims
 * follow. */
static size_t behind_doers(const struct counter *c, size_t i, size_t end)
{
	const struct finder *f = c->f;
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_ACTOR) : NULL;
	struct people p;
	if (!h || f->rules->actors[h->row].bloc == 0 || !f->rules->actors[h->row].armed)
		return i;
	for (size_t j = h->last + 1u; j < end && j <= h->last + DOER_WORDS && !people_stop(f, j); j++) {
		const struct date_fact *d = date_at(c, j);
		if (d)
			j = d->last_token;
		else if (people_item(f, j, end, &p) && !p.vague)
			return j;
	}
	return i;
}

/* "إعدام التنظيم لرجلين": the victims behind the doer of a noun. */
static size_t behind_noun_doers(const struct finder *f, size_t i, size_t end)
{
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_ACTOR) : NULL;
	if (!h || f->rules->actors[h->row].bloc == 0 || !f->rules->actors[h->row].armed)
		return i;
	for (size_t j = h->last + 1u; j < end && j <= h->last + NOUN_DOER_WORDS; j++) {
		const struct hit *who = people_at(f, j);
		if (who && (who->clitics & CLITIC_LI))
			return j;
	}
	return i;
}

/* People named right before a verb: "طفل استشهد وأصيب 3" is no joint figure. */
static bool people_left(const struct finder *f, size_t i)
{
	for (size_t j = i; j > 0 && j + 3 > i && f->text->tokens[j - 1].sentence == f->text->tokens[i].sentence; j--)
		if (people_at(f, j - 1))
			return true;
	return false;
}

/* A name or a noun that the lexicon lacks at *at, moved behind a quotation mark. Behind words of wounding only a quoted
 * one: what follows those tells how ("إصابة مباشرة"). */
static bool names_victim(const struct counter *c, enum casualty_kind kind, const struct hit *h, size_t *at, size_t end)
{
	const struct finder *f = c->f;
	bool quoted = *at + 1 < end && f->text->tokens[*at].kind == TOKEN_PUNCT && !is_mark_at(f, *at);
	*at += quoted;
	bool hurt = false; /* "إصابة سالم الخلف بجروح" */
	for (size_t j = *at + 1u; j < end && j <= *at + SKIP_WORDS && !is_mark_at(f, j); j++)
		hurt |= casualty_at(f, j, CASUALTY_HURT) != NULL;
	if (h->number != NUMBER_ONE || *at >= end || is_mark_at(f, *at) || date_at(c, *at))
		return false;
	return quoted ? f->text->tokens[*at].kind == TOKEN_WORD && !people_stop(f, *at)
		      : (kind == CASUALTY_KILL || hurt) && !casualty_at(f, *at, CASUALTY_HURT) &&
				names_someone(f, *at, end);
}

/* "رامي الحسون (22 عام) استشهد": a given name opens the clause. */
static bool named_before(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + NAMED_WORDS > i; j--) {
		if (people_stop(f, j - 1) || scan_at(&f->scan, j - 1, PHRASE_TRIGGER) || scan_at(&f->scan, j - 1, PHRASE_CONTEXT))
			return false;
		if (scan_at(&f->scan, j - 1, PHRASE_NAME) && (j - 1 == first || is_mark_at(f, j - 2)))
			return true;
	}
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
		const struct hit *other = casualty_at(f, at, kind == CASUALTY_KILL ? CASUALTY_WOUND : CASUALTY_KILL);
		joint = other && (other->clitics & CLITIC_WA) && h->tense == other->tense &&
			h->tense != TENSE_POSSESSED &&
			(h->tense == TENSE_NONE || (h->number == NUMBER_ONE && !people_left(f, h->first)));
		at = joint ? other->last + 1u : at;
	}
	size_t start = victims_start(c, at, end);
	start = h->tense < TENSE_PAST ? behind_noun_doers(f, start, end) : behind_doers(c, start, end);
	bool many = h->tense == TENSE_PAST && h->number == NUMBER_MANY; /* the victims of "قُتلوا" stand before it */
	if (!(many && people_before(c, h->first, &p) && !p.vague) && people_from(f, start, end, &p)) {
		fact_set(c, fact_add(c, h->first, p.last), kind, joint, &p);
		return p.last + 1u;
	}
	if (kind == CASUALTY_LOSS)
		return h->last + 1u;
	if (h->tense == TENSE_POSSESSED) { /* "إصابته", "وفاتهما" */
		p = (struct people){
		    .n = h->number == NUMBER_TWO ? 2 : 1, .any = true, .vague = h->number == NUMBER_MANY};
		fact_set(c, fact_add(c, h->first, h->last), kind, false, &p);
		return h->last + 1u;
	}
	if (h->tense == TENSE_PAST && people_before(c, h->first, &p)) {
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
	} else if (names_victim(c, kind, h, &at, end)) {
		p = (struct people){.n = 1, .any = true, .last = (uint32_t)at};
		people_more_names(f, end, &p);
		people_more(f, end, &p);
		fact_set(c, fact_add(c, h->first, p.last), kind, false, &p);
	}
	return h->last + 1u;
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
		return h->last + 1u;
	if (told && !counted) {
		p = before;
	} else if (counted) {
		p.n = q.value;
		p.vague = q.vague;
		p.at_least = q.at_least;
	} else {
		p.vague = h->number == NUMBER_MANY;
		p.n = h->number == NUMBER_ONE ? 1 : 2;
	}
	size_t end = sentence_end_of(f, h->first);
	for (size_t j = h->last + 1u; j < end && j <= h->last + 3u && !is_mark_at(f, j); j++)
		people_note(f, people_at(f, j), &p);
	fact_set(c, fact_add(c, counted ? h->first - 1u : h->first, h->last), kind, false, &p);
	return h->last + 1u;
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
		dead |= then || casualty_at(f, p.last, CASUALTY_DEAD);
		if (!dead && !wounded && !p.civilians && !p.armed) /* "ارتفع إلى 55 تعداد الضربات" */
			continue;
		struct casualty_fact *x = fact_add(c, h->first, p.last);
		fact_set(c, x, dead || !wounded ? CASUALTY_DEAD : CASUALTY_WOUNDED, false, &p);
		x->cumulative = cumulative;
		return p.last + 1u + (then != NULL);
	}
	return h->last + 1u;
}

/* "18 من قوات النظام ... مصرعهم". */
static bool number_before(const struct counter *c, size_t i, struct people *p)
{
	size_t first = c->f->text->sentences[c->f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + LEFT_WORDS > i; j--)
		if (!date_at(c, j - 1) && people_counted(c->f, j - 1, i, p) && p->n > 0)
			return true;
	return false;
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
	if (people_before(c, h->first, &p) || number_before(c, h->first, &p))
		fact_set(c, fact_add(c, h->first, h->last), CASUALTY_KILL, false, &p);
	return h->last + 1u;
}

static size_t take_denial(struct counter *c, const struct hit *h)
{
	struct casualty_fact *x = fact_add(c, h->first, h->last);
	x->denied = true;
	x->killed = x->killed_low = x->killed_high = x->injured = 0;
	return h->last + 1u;
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

static bool in_subset(const struct counter *c, size_t i)
{
	const struct finder *f = c->f;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && i - j < 5; j--) {
		if (is_mark_at(f, j - 1) || casualty_at(f, j - 1, CASUALTY_KILL) ||
		    casualty_at(f, j - 1, CASUALTY_WOUND))
			return false;
		if (casualty_at(f, j - 1, CASUALTY_SUBSET))
			return !is_counted_before(f, j - 1);
	}
	return false;
}

static size_t take(struct counter *c, size_t i)
{
	const struct hit *h = scan_at(&c->f->scan, i, PHRASE_CASUALTY);
	if (!h)
		return i + 1;
	if ((h = casualty_at(c->f, i, CASUALTY_DENIED)))
		return take_denial(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_UNKNOWN)))
		return skip_unknown(c, h);
	if ((h = casualty_at(c->f, i, CASUALTY_ATTEMPT)))
		return h->last + 1u;
	if ((h = casualty_at(c->f, i, CASUALTY_TALLY)))
		return take_tally(c, h);
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
