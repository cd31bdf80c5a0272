#include "event/casualty.h"

enum { FALLEN_WORDS = 4, HURT_WORDS = 6, PART_OF_WORDS = 5, EACH_WORDS = 4, SUBSET_WORDS = 4 };

enum object { OBJECT_NONE, OBJECT_ONE, OBJECT_TWO, OBJECT_MANY };

/* The pronoun that a verb in the past ends with: "أرداه", "قتلتهما", "حصدهم". */
static enum object object_of(const struct finder *f, const struct hit *h)
{
	struct sv word = text_span(f->text, h->last, h->last);
	if (h->tense < TENSE_PAST || h->last > h->first)
		return OBJECT_NONE;
	if (sv_ends(word, SV("\xD9\x87\xD9\x85\xD8\xA7")))
		return OBJECT_TWO;
	if (sv_ends(word, SV("\xD9\x87\xD9\x85")) || sv_ends(word, SV("\xD9\x87\xD9\x86")))
		return OBJECT_MANY;
	bool one = sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7"));
	return one ? OBJECT_ONE : OBJECT_NONE;
}

bool casualty_hits_him(const struct finder *f, const struct hit *h)
{
	return object_of(f, h) == OBJECT_ONE;
}

/* "فأردته قتيلاً": the noun behind counts him. */
static bool is_told_dead_behind(const struct finder *f, const struct hit *h)
{
	size_t end = sentence_end_of(f, h->first);
	for (size_t i = h->last + 1u; i < end && i <= h->last + FALLEN_WORDS && !is_mark_at(f, i); i++) {
		const struct hit *dead = casualty_at(f, i, CASUALTY_DEAD);
		if (dead)
			return dead->number == NUMBER_ONE || dead->number == NUMBER_TWO;
	}
	return false;
}

bool casualty_object(const struct counter *c, const struct hit *h, struct people *p)
{
	const struct finder *f = c->f;
	enum object object = object_of(f, h);
	if (object == OBJECT_NONE || is_told_dead_behind(f, h))
		return false;
	if (object == OBJECT_ONE) {
		*p = (struct people){.n = 1, .any = true, .last = h->last};
		return true;
	}
	bool told = people_aboard(f, h->first, p) || people_told(f, c->out, h->first, p) ||
		    (people_left(f, h->first) && people_before(f, c->out, h, p));
	if (told && !p->vague)
		return true;
	*p = (struct people){.n = 2, .any = true, .last = h->last};
	return object == OBJECT_TWO;
}

bool casualty_take_fought_off(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	/* مع, على, ملاحقة, محاصرة, مطاردة */
	static const char *const against[] = {
	    "\xD9\x85\xD8\xB9", "\xD8\xB9\xD9\x84\xD9\x8A", "\xD9\x85\xD9\x84\xD8\xA7\xD8\xAD\xD9\x82\xD9\x87",
	    "\xD9\x85\xD8\xAD\xD8\xA7\xD8\xB5\xD8\xB1\xD9\x87", "\xD9\x85\xD8\xB7\xD8\xA7\xD8\xB1\xD8\xAF\xD9\x87"};
	const struct finder *f = c->f;
	const struct casualty_fact *told = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	bool him = sv_ends(text_span(f->text, h->last, h->last), SV("\xD9\x87")) && h->last == h->first;
	if (kind != CASUALTY_KILL || !him || !(h->clitics & CLITIC_WA) || h->first < first + 2u || !told ||
	    told->sentence != f->text->tokens[first].sentence || (told->killed <= 0 && told->injured <= 0))
		return false;
	const struct hit *who = people_at(f, h->first - 1u);
	struct people p = {.n = 1, .any = true, .armed = true, .attackers = true, .last = h->last};
	bool armed = who && who->number == NUMBER_ONE && (who->clitics & CLITIC_AL) &&
		     (f->rules->casualties[who->row].armed || f->rules->casualties[who->row].attackers);
	for (size_t k = 0; armed && k < sizeof against / sizeof against[0]; k++) {
		struct sv word = f->text->tokens[h->first - 2u].norm;
		word = sv_starts(word, SV("\xD8\xA8")) ? sv_skip(word, 2) : word;
		if (!sv_eq_cstr(word, against[k]))
			continue;
		struct casualty_fact *x = casualty_add(c, h->first, h->last);
		casualty_set(c, x, kind, false, &p);
		x->besides = true;
		return true;
	}
	return false;
}

size_t casualty_behind_subset(const struct finder *f, const struct hit *h, size_t at, size_t end)
{
	const struct hit *some = casualty_at(f, at, CASUALTY_SUBSET);
	struct people p;
	for (size_t i = some ? some->last + 1u : end; i < end && i <= at + SUBSET_WORDS && !is_mark_at(f, i); i++) {
		if (people_stop(f, i) || scan_at(&f->scan, i, PHRASE_TRIGGER))
			break;
		if (people_counted(f, i, end, &p))
			return p.vague || (h->clitics & CLITIC_AL) ? at : i;
	}
	return at;
}

bool casualty_in_order(const struct finder *f, const struct hit *h, struct people *p)
{
	static const char *const places[] = {
	    "\xD8\xA7\xD9\x84\xD8\xA7\xD9\x88\xD9\x84", "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A",
	    "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB", "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD9\x8A\xD8\xB1",
	    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1"}; /* الأول, الثاني, الثالث, الأخير, الآخر */
	size_t i = h->last + 1u;
	if (h->number != NUMBER_ONE || h->tense == TENSE_POSSESSED || i >= sentence_end_of(f, h->first))
		return false;
	if (!SV_ONE_OF(f->text->tokens[i].norm, places))
		return false;
	*p = (struct people){.n = 1, .any = true, .last = (uint32_t)i};
	return true;
}

/* Where "one of them" stands right before a word, or before "that it"; `i`: nowhere. */
static size_t each_before(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + EACH_WORDS > i; j--) {
		if (casualty_at(f, j - 1u, CASUALTY_EACH))
			return j - 1u;
		if (!context_at(f, j - 1u, CONTEXT_THAT) && !scan_at(&f->scan, j - 1u, PHRASE_TRIGGER))
			break;
	}
	return i;
}

bool casualty_take_each(struct counter *c, const struct hit *h)
{
	size_t each = each_before(c->f, h->first);
	if (each == h->first)
		return false;
	struct people p = {.n = 1, .any = true, .last = h->last};
	bool part = casualty_is_part_of_wounded(c, each, &p);
	struct casualty_fact *x = casualty_add(c, each, h->last);
	casualty_set(c, x, CASUALTY_KILL, false, &p);
	x->of_wounded = part;
	return true;
}

bool casualty_is_school(const struct finder *f, const struct hit *h, size_t i)
{
	return i < f->text->n_tokens &&
	       sv_eq(f->text->tokens[i].norm, SV("\xD9\x85\xD8\xAF\xD8\xB1\xD8\xB3\xD9\x87")) &&
	       sv_starts(f->text->tokens[h->last].norm, SV("\xD8\xA7\xD8\xB5\xD8\xA7\xD8\xA8"));
}

size_t casualty_behind_part(const struct finder *f, size_t i, size_t end)
{
	struct people p;
	if (i + 2u >= end || !sv_eq(f->text->tokens[i].norm, SV("\xD9\x85\xD9\x86")))
		return i;
	for (size_t j = i + 1u; j < end && j <= i + PART_OF_WORDS; j++) {
		if (is_mark_at(f, j) || people_stop(f, j) || scan_at(&f->scan, j, PHRASE_TRIGGER))
			return i;
		if (j > i + 1u && f->text->tokens[j].kind == TOKEN_WORD && !begins_with_and(f, j) &&
		    (people_counted(f, j, end, &p) || (people_named(f, j, &p) && p.n == 2 && !people_at(f, j)->clitics &&
						       people_at(f, j)->tense == TENSE_NONE)))
			return p.vague ? i : j;
	}
	return i;
}

bool casualty_take_survived(struct counter *c, const struct hit *h, size_t *next)
{
	const struct finder *f = c->f;
	struct people p;
	size_t end = sentence_end_of(f, h->first), i = h->last + 1u;
	if (h->last > h->first || i >= end || !people_item(f, i, end, &p) || p.vague)
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + HURT_WORDS && !is_mark_at(f, j); j++) {
		if (casualty_at(f, j, CASUALTY_HURT)) {
			casualty_set(c, casualty_add(c, h->first, p.last), CASUALTY_WOUND, false, &p);
			*next = j + 1u;
			return true;
		}
		if (people_stop(f, j))
			return false;
	}
	return false;
}

bool casualty_take_victims_of(struct counter *c, const struct hit *h, size_t *next)
{
	const struct finder *f = c->f;
	struct people p;
	size_t i = h->last + 1u, end = sentence_end_of(f, h->first);
	const struct hit *deed = i < end ? scan_at(&f->scan, i, PHRASE_TRIGGER) : NULL;
	if (!deed || deed->tense >= TENSE_PAST || (deed->clitics & ~CLITIC_AL) ||
	    casualty_is_counted_before(f, h->first) || casualty_is_told_before(f, h->first) ||
	    (h->clitics & (CLITIC_BI | CLITIC_AL)))
		return false;
	size_t at = behind_bare_scene(f, i, end);
	if (at == 0 || !people_from(f, at, end, &p) || p.vague)
		return false;
	casualty_set(c, casualty_add(c, h->first, p.last), CASUALTY_DEAD, false, &p);
	*next = p.last + 1u;
	return true;
}

bool casualty_is_undergone_by(const struct finder *f, const struct hit *h, size_t i, size_t end)
{
	struct people p;
	struct sv word = f->text->tokens[h->last].norm;
	word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
	return sv_starts(word, SV("\xD8\xA7\xD9\x86")) && i < end && people_counted(f, i, end, &p) && !p.vague;
}

bool casualty_is_of_own(const struct finder *f, size_t i)
{
	if (i + 2u >= f->text->n_tokens || !sv_eq(f->text->tokens[i].norm, SV("\xD9\x81\xD9\x8A")) ||
	    !sv_eq(f->text->tokens[i + 1u].norm, SV("\xD8\xB5\xD9\x81\xD9\x88\xD9\x81")))
		return false;
	return sv_ends(f->text->tokens[i + 2u].norm, SV("\xD9\x86\xD8\xA7")); /* "قواتنا", "عناصرنا" */
}
