#include "event/people.h"

enum {
	LEFT_WORDS = 18,
	NAMED_WORDS = 9,
	ABOARD_WORDS = 30,
	ABOARD_REACH = 3,
	LEFT_NEAR = 3,
	TOLD_WORDS = 24,
	PART_WORDS = 6
};

const struct date_fact *casualty_date(const struct events *ev, size_t i)
{
	size_t low = 0, high = ev->n_dates;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ev->dates[middle].last_token < i)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ev->n_dates && ev->dates[low].first_token <= i ? &ev->dates[low] : NULL;
}

static size_t left_end(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	return i > first + LEFT_WORDS ? i - LEFT_WORDS : first;
}

/* People counted at a token, or one that a list goes on from: "ضابطاً و3 عناصر". */
static bool opens_list(const struct finder *f, size_t j, size_t till, struct people *p)
{
	if (people_counted(f, j, till, p) && (p->civilians || p->armed || p->last > j)) {
		people_more(f, till, p); /* "ثلاثة جنود وضابط قُتلوا" */
		return true;
	}
	if (!people_named(f, j, p) || p->vague)
		return false;
	int one = p->n;
	people_more(f, till, p);
	return p->n > one;
}

bool people_end_before(const struct finder *f, size_t i, size_t verb)
{
	const struct hit *least = i < verb ? casualty_at(f, i, CASUALTY_LEAST) : NULL;
	return i == verb || (least && least->last + 1u == verb);
}

/* "مدنيين اثنين": the number only says again that they are two. */
static bool is_dual_word(const struct finder *f, size_t i)
{
	struct people p;
	struct quantity q; /* "عاملين اثنين" */
	return i > 0 && people_named(f, i - 1, &p) && p.n == 2 &&
	       (p.last == i || (quantity_at(f, i, &q) && q.value == 2));
}

static bool is_behind_and(const struct finder *f, size_t i)
{
	return begins_with_and(f, i) || (i > 0 && f->text->tokens[i].kind == TOKEN_NUMBER && begins_with_and(f, i - 1u));
}

/* "بينهم 9 قضوا", "مدنيان و5 بينهم طفل قُتلوا": counted right before a token; behind "and" only if `joined`. */
static bool counted_right_before(const struct finder *f, size_t i, size_t from, bool joined, struct people *p)
{
	for (size_t j = i; j > from && j + 4 > i; j--)
		if (people_counted(f, j - 1, i, p) && people_end_before(f, p->last + 1u, i) &&
		    p->n != 1 && /* not "من عائلة واحدة" */
		    (joined || !is_behind_and(f, j - 1)) && !is_dual_word(f, j - 1))
			return true;
	return false;
}

/* "إن تسعة مدنيين بينهم خمسة أطفال قُتلوا": a part told right before the verb of the whole, of whom nothing is told yet.
 */
static bool is_part_of_subject(const struct finder *f, const struct hit *verb, size_t from)
{
	struct people p;
	size_t i = verb->first;
	if (verb->number != NUMBER_MANY || !counted_right_before(f, i, from, false, &p))
		return false;
	for (size_t j = i; j > from; j--) {
		if (people_stop(f, j - 1) && !casualty_at(f, j - 1, CASUALTY_SUBSET))
			return false;
		if (!casualty_at(f, j - 1, CASUALTY_SUBSET))
			continue;
		for (size_t k = j - 1; k > from; k--)
			if (people_stop(f, k - 1) || casualty_at(f, k - 1, CASUALTY_DEAD) ||
			    casualty_at(f, k - 1, CASUALTY_WOUNDED))
				return false;
		return j + PART_WORDS > i && counted_right_before(f, j - 1, from, true, &p);
	}
	return false;
}

/* "إن طفلة قُتلت، وإن رجلاً قُتل": him whom a further statement names. */
static bool stated_before(const struct finder *f, size_t told, size_t i, struct people *p)
{
	for (size_t j = i; j > told; j--) {
		if (!context_at(f, j - 1, CONTEXT_THAT))
			continue;
		for (size_t k = j; k < i; k++)
			if (opens_list(f, k, i, p) || (people_named(f, k, p) && !p->vague))
				return true;
		return false;
	}
	return false;
}

/* Where what is stated of a verb begins: "قال إن القوات فقدت تسعة، وإن 12 من التنظيم لقوا مصرعهم". */
static size_t statement_start(const struct finder *f, size_t i)
{
	size_t from = left_end(f, i);
	for (size_t j = i; j > from; j--)
		if (context_at(f, j - 1, CONTEXT_BREAK) || context_at(f, j - 1, CONTEXT_THAT))
			return j;
	return from;
}

static bool told_from(const struct finder *f, const struct events *ev, const struct hit *verb, size_t from,
		      struct people *p)
{
	size_t i = verb->first, till = i;
	if (!is_part_of_subject(f, verb, from) && counted_right_before(f, i, from, false, p))
		return true;
	for (size_t j = i; j > from; j--) {
		if (casualty_at(f, j - 1, CASUALTY_SUBSET) && verb->number == NUMBER_MANY) { /* "5، بينهم طفل، أصيبوا" */
			till = j - 1;
			if (counted_right_before(f, till, from, true, p))
				return true;
		} else if (casualty_at(f, j - 1, CASUALTY_SUBSET) || casualty_at(f, j - 1, CASUALTY_KILL) ||
			   casualty_at(f, j - 1, CASUALTY_WOUND) || casualty_at(f, j - 1, CASUALTY_DEAD)) {
			return counted_right_before(f, i, from, true, p) || stated_before(f, j, i, p);
		}
	}
	for (size_t j = from; j < till; j++)
		if (!casualty_date(ev, j) && opens_list(f, j, till, p))
			return true;
	if (counted_right_before(f, i, from, true, p))
		return true;
	for (size_t j = till; j > from; j--)
		if (people_named(f, j - 1, p) && !p->vague)
			return true;
	return false;
}

bool people_before(const struct finder *f, const struct events *ev, const struct hit *verb, struct people *p)
{
	size_t from = left_end(f, verb->first), stated = statement_start(f, verb->first);
	return (stated > from && told_from(f, ev, verb, stated, p)) || told_from(f, ev, verb, from, p);
}

/* Before what brackets hold: "الشاب (فلان) قُتل". */
static size_t before_bracket(const struct finder *f, size_t j, size_t first)
{
	const struct token *t = f->text->tokens;
	if (t[j].kind != TOKEN_PUNCT || t[j].mark != ')')
		return j;
	for (size_t k = j; k > first && k + LEFT_WORDS > j; k--)
		if (t[k - 1].kind == TOKEN_PUNCT && t[k - 1].mark == '(')
			return k - 1;
	return j;
}

bool people_left(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	unsigned n = 0;
	for (size_t j = i; j > first && n < LEFT_NEAR; n++) {
		j = before_bracket(f, j - 1, first);
		if (people_at(f, j))
			return true;
	}
	return false;
}

bool named_before(const struct finder *f, size_t i)
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

bool number_before(const struct finder *f, const struct events *ev, size_t i, struct people *p)
{
	for (size_t j = i; j > left_end(f, i); j--)
		if (!casualty_date(ev, j - 1) && people_counted(f, j - 1, i, p) && p->n > 0)
			return true;
	return false;
}

bool people_aboard(const struct finder *f, size_t i, struct people *p)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + ABOARD_WORDS > i; j--) {
		const struct hit *h = casualty_at(f, j - 1, CASUALTY_ABOARD);
		for (size_t k = h ? h->last + 1u : i; k < i && k <= h->last + ABOARD_REACH; k++)
			if (people_from(f, k, i, p) && !p->vague)
				return true;
	}
	return false;
}

bool people_told(const struct finder *f, const struct events *ev, size_t i, struct people *p)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	const struct casualty_fact *x = ev->n_casualties ? &ev->casualties[ev->n_casualties - 1] : NULL;
	size_t told = x && x->last_token >= first ? x->last_token + 1u : first;
	for (size_t j = i; j > told && j + TOLD_WORDS > i; j--)
		if (!casualty_date(ev, j - 1) && people_counted(f, j - 1, i, p) && p->n > 1 && !p->vague &&
		    p->civilians &&
		    !(j > told + 1u && casualty_at(f, j - 2, CASUALTY_SUBSET))) /* not "بينهم 11 طفلاً" */
			return true;
	return false;
}
