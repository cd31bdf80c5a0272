#include "event/casualty.h"

enum { AGAIN_WORDS = 3, SIDE_WORDS = 6, BYSTANDER_WORDS = 36 };

/* "وثلاثة جرحى", "وأربعة قتلى": counted by a noun of their own. */
static bool has_other_noun(const struct finder *f, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (casualty_at(f, i, CASUALTY_DEAD) || casualty_at(f, i, CASUALTY_WOUNDED))
			return true;
	return false;
}

bool casualty_take_again(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, i);
	if (!x || x->sentence != f->text->tokens[i].sentence || (x->killed <= 0 && x->injured <= 0) ||
	    i <= x->last_token + 1u || !(is_mark_at(f, i - 1u) || begins_with_and(f, i)))
		return false;
	size_t at = i + (f->text->tokens[i].norm.len == 2); /* "و" alone */
	bool by_place = people_by_place(f, x->last_token + 1u, end); /* "قُتل رجل في X، وامرأة في Y" */
	bool another = begins_with_and(f, i) && people_named(f, at, &p) && ((!p.civilians && !p.armed) || by_place) &&
		       people_at(f, at)->tense == TENSE_NONE &&
		       people_by_place(f, p.last + 1u, end); /* "وآخر في بلدة X" */
	if (!(people_counted(f, at, end, &p) || (another && people_named(f, at, &p))) || p.vague ||
	    people_stop(f, p.last))
		return false;
	enum casualty_kind same = x->killed > 0 ? CASUALTY_KILL : CASUALTY_WOUND;
	if (people_by_place(f, p.last + 1u, end)) {
		casualty_set(c, casualty_add(c, i, p.last), same, false, &p);
		*next = p.last + 1u;
		return true;
	}
	if (!people_at(f, p.last) || !is_mark_at(f, i - 1u) || !begins_with_and(f, i))
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + AGAIN_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER);
		if (people_stop(f, j) || (h && f->rules->triggers[h->row].role == TRIGGER_RESULT))
			return false;
		if (!h || (!(h->clitics & CLITIC_BI) && j == p.last + 1u))
			continue;
		casualty_set(c, casualty_add(c, i, p.last), same, false, &p);
		*next = p.last + 1u;
		return true;
	}
	return false;
}

/* "قتيلان من الجيش وأربعة مهاجمين", "ثلاثة قتلى من قسد ومدنيان": dead by their noun, of a side that is named, and right
 * behind "and" others by what they are. */
static bool take_others(struct counter *c, const struct casualty_fact *x, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	struct people p;
	size_t end = sentence_end_of(f, i), at = i + (f->text->tokens[i].norm.len == 2);
	bool noun = x->killed > 0 && casualty_at(f, x->first_token, CASUALTY_DEAD);
	for (uint32_t j = x->first_token; j <= x->last_token; j++)
		noun |= x->killed > 0 && casualty_at(f, j, CASUALTY_DEAD);
	if (!noun || i <= x->last_token + 1u || !(people_counted(f, at, end, &p) || people_named(f, at, &p)) ||
	    p.vague || p.n < 2)
		return false;
	const struct hit *who = people_at(f, p.last);
	if (!who || who->tense == TENSE_POSSESSED || has_other_noun(f, at, p.last) ||
	    !(p.civilians || p.armed || p.attackers))
		return false;
	for (size_t j = x->last_token + 1u; j < i; j++)
		if (is_mark_at(f, j) || people_stop(f, j))
			return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + 2u; j++) /* "وثلاثة مسلحين جُرحوا" */
		if (casualty_at(f, j, CASUALTY_KILL) || casualty_at(f, j, CASUALTY_WOUND) ||
		    casualty_at(f, j, CASUALTY_WOUNDED) || casualty_at(f, j, CASUALTY_HURT))
			return false;
	struct casualty_fact *more = casualty_add(c, at, p.last);
	casualty_set(c, more, CASUALTY_KILL, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}

/* "سبعة قتلى من قوات النظام وأربعة من التنظيم": those of another side, counted behind "and" right behind the first. */
bool casualty_take_side(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	struct quantity q;
	if (!x || x->vague || (x->killed > 0) == (x->injured > 0) || i > x->last_token + SIDE_WORDS ||
	    i <= x->last_token || x->sentence != f->text->tokens[i].sentence || !begins_with_and(f, i))
		return false;
	struct sv one = casualty_side(f->text, x);
	bool sided = x->blocs || (x->armed && x->killed > 0);
	if (!one.len && (!sided || i == x->last_token + 1u)) /* "كلفت قسد ستة قتلى وأربعة من التنظيم" */
		return false;
	if (take_others(c, x, i, next))
		return true;
	size_t end = sentence_end_of(f, i), at = i + (f->text->tokens[i].norm.len == 2); /* "و" alone */
	if (!people_counted(f, at, end, &p) || p.vague || !quantity_at(f, at, &q) || q.last + 2u >= end ||
	    has_other_noun(f, at, p.last))
		return false;
	bool civil = p.civilians && !p.armed && people_at(f, p.last); /* "13 قتيلاً من قسد و3 مدنيين" */
	if (!civil && !sv_eq(f->text->tokens[q.last + 1u].norm, SV("\xD9\x85\xD9\x86")))
		return false;
	for (size_t j = x->last_token + 1u; j < i; j++)
		if ((is_mark_at(f, j) && !(is_comma_at(f, j) && j + 1u == i && !civil)) ||
		    (people_stop(f, j) && !(casualty_at(f, j, CASUALTY_SUBSET) && is_comma_at(f, i - 1u))))
			return false; /* not "ثمانية عناصر بينهم تونسيان، وأربعة من الفصائل" */
	const struct hit *men = people_at(f, q.last + 2u); /* "وأربعة من عناصر التنظيم" */
	const struct hit *side = scan_at(&f->scan, men ? men->last + 1u : q.last + 2u, PHRASE_ACTOR);
	int bloc = side && f->rules->actors[side->row].armed ? f->rules->actors[side->row].bloc : 0;
	struct sv other = casualty_side(
	    f->text,
	    &(struct casualty_fact){.first_token = (uint32_t)at, .last_token = q.last, .sentence = x->sentence});
	bool named = one.len && other.len && !sv_eq(one, other); /* "ثلاثة من العائلة الأولى واثنان من الثانية" */
	if (!civil && !named && (!bloc || (x->blocs & UINT32_C(1) << bloc)))
		return false;
	size_t then = side ? side->last + 1u : end; /* "وأربعة من التنظيم أصيبوا" */
	if (then < end && (casualty_at(f, then, CASUALTY_KILL) || casualty_at(f, then, CASUALTY_WOUND)))
		return false;
	enum casualty_kind same = x->killed > 0 ? CASUALTY_KILL : CASUALTY_WOUND;
	struct casualty_fact *more = casualty_add(c, at, p.last);
	casualty_set(c, more, same, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}

/* No word tells of other victims in what stands between two tokens but that some of the first are named: "بينهم قيادي".
 */
static bool names_some(const struct finder *f, size_t first, size_t end, bool *subset)
{
	for (size_t j = first; j < end; j++) {
		bool some = casualty_at(f, j, CASUALTY_SUBSET) != NULL;
		if ((people_stop(f, j) && !some) || casualty_at(f, j, CASUALTY_WITH))
			return false;
		*subset |= some;
	}
	return true;
}

bool casualty_take_bystander(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	bool subset = false;
	if (!x || !x->armed || x->civilians || x->vague || x->killed <= 0 || x->injured > 0 || !begins_with_and(f, i) ||
	    x->sentence != f->text->tokens[i].sentence || i <= x->last_token + 1u ||
	    i > x->last_token + BYSTANDER_WORDS)
		return false;
	size_t end = sentence_end_of(f, i), at = i + (f->text->tokens[i].norm.len == 2); /* "و" alone */
	if (!people_item(f, at, end, &p) || p.vague || p.n <= 0 || !p.civilians || p.armed || !people_at(f, p.last) ||
	    !is_comma_at(f, i - 1u) || !names_some(f, x->last_token + 1u, i, &subset))
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + 2u && !is_mark_at(f, j); j++)
		if (people_stop(f, j)) /* "ومدني أصيب" */
			return false;
	if (has_other_noun(f, at, p.last + 1u) || people_by_place(f, p.last + 1u, end))
		return false;
	struct casualty_fact *more = casualty_add(c, at, p.last);
	casualty_set(c, more, CASUALTY_KILL, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}

bool casualty_take_besides(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct hit *with = casualty_at(f, i, CASUALTY_WITH);
	const struct casualty_fact *x =
	    with && c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, i), at = with ? with->last + 1u : end;
	bool against =
	    with && sv_eq(f->text->tokens[i].norm, SV("\xD9\x85\xD9\x82\xD8\xA7\xD8\xA8\xD9\x84")); /* "مقابل ستة" */
	if (!x || (with->last == with->first && !against) || x->sentence != f->text->tokens[i].sentence ||
	    x->killed <= 0 || x->injured > 0 || i <= x->last_token || at >= end || !people_counted(f, at, end, &p) ||
	    p.vague || people_stop(f, p.last))
		return false;
	bool side = p.last + 2u < end && sv_eq(f->text->tokens[p.last + 1u].norm, SV("\xD9\x85\xD9\x86")) &&
		    (people_at(f, p.last + 2u) || scan_at(&f->scan, p.last + 2u, PHRASE_ACTOR) ||
		     (against && casualty_side(f->text, x).len));
	if (!(people_at(f, p.last) || side) || casualty_at(f, p.last, CASUALTY_WOUNDED) || x->cumulative)
		return false;
	p.last = people_at(f, p.last) ? p.last : p.last + 2u;
	struct casualty_fact *more = casualty_add(c, at, p.last);
	casualty_set(c, more, CASUALTY_KILL, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}

bool casualty_take_second(struct counter *c, size_t i, size_t *next)
{
	static const char *const seconds[] = {
	    "\xD9\x88\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A",
	    "\xD9\x88\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A\xD9\x87",
	    "\xD9\x88\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1",
	    "\xD9\x88\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A"}; /* والثاني, والثانية, والآخر, والأخرى */
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	if (!x || x->killed <= 0 || x->sentence != f->text->tokens[i].sentence || i > x->last_token + SIDE_WORDS)
		return false;
	if (!SV_ONE_OF(f->text->tokens[i].norm, seconds) || !people_counted(f, i + 1u, sentence_end_of(f, i), &p) ||
	    p.vague)
		return false;
	struct casualty_fact *more = casualty_add(c, i, p.last);
	casualty_set(c, more, CASUALTY_KILL, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}
