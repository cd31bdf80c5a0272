#include "event/casualty.h"

enum { FALL_WORDS = 5, FATE_WORDS = 4, SIDE_GAP = 6 };

static bool is_word(const struct finder *f, size_t i, const char *const *words, size_t n)
{
	struct sv word = f->text->tokens[i].norm;
	for (size_t k = 0; k < n; k++)
		if (sv_eq_cstr(word, words[k]))
			return true;
	return false;
}

/* "أسرى", "بيد", "جرحى": they fell into hands, or only wounded. */
static bool falls_otherwise(const struct finder *f, size_t first, size_t last, size_t end)
{
	static const char *const hands[] = {"\xD8\xA8\xD9\x8A\xD8\xAF",
					    "\xD8\xA8\xD8\xA7\xD9\x8A\xD8\xAF\xD9\x8A",
					    "\xD9\x82\xD8\xA8\xD8\xB6\xD9\x87",
					    "\xD9\x8A\xD8\xAF",
					    "\xD8\xA7\xD8\xB3\xD8\xB1\xD9\x89",
					    "\xD8\xA7\xD8\xB3\xD8\xB1\xD9\x8A",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xB3\xD8\xB1",
					    "\xD8\xA7\xD8\xB3\xD9\x8A\xD8\xB1",
					    "\xD8\xA7\xD8\xB3\xD8\xB1"};
	for (size_t i = first; i < end && i <= last + FATE_WORDS && (i <= last || !is_mark_at(f, i)); i++)
		if (casualty_at(f, i, CASUALTY_WOUNDED) || casualty_at(f, i, CASUALTY_DEAD) ||
		    casualty_at(f, i, CASUALTY_VICTIMS) || casualty_at(f, i, CASUALTY_HURT) ||
		    is_word(f, i, hands, sizeof hands / sizeof hands[0]))
			return true;
	return false;
}

/* "سقط من فوق البرج", "سقطت عن الدرج", "سقط في بئر": no victims of a deed. */
static bool is_mishap(const struct finder *f, size_t i, size_t end)
{
	/* عن, بئر, حفره, سطح, الطابق, درج, شرفه, سلم, فوق, اعلي, ارتفاع, علو */
	static const char *const words[] = {"\xD8\xB9\xD9\x86",
					    "\xD8\xA8\xD8\xA6\xD8\xB1",
					    "\xD8\xAD\xD9\x81\xD8\xB1\xD9\x87",
					    "\xD8\xB3\xD8\xB7\xD8\xAD",
					    "\xD8\xA7\xD9\x84\xD8\xB7\xD8\xA7\xD8\xA8\xD9\x82",
					    "\xD8\xAF\xD8\xB1\xD8\xAC",
					    "\xD8\xB4\xD8\xB1\xD9\x81\xD9\x87",
					    "\xD8\xB3\xD9\x84\xD9\x85",
					    "\xD9\x81\xD9\x88\xD9\x82",
					    "\xD8\xA7\xD8\xB9\xD9\x84\xD9\x8A",
					    "\xD8\xA7\xD8\xB1\xD8\xAA\xD9\x81\xD8\xA7\xD8\xB9",
					    "\xD8\xB9\xD9\x84\xD9\x88"};
	for (size_t j = i; j < end && j <= i + 1u && !is_mark_at(f, j); j++)
		if (SV_ONE_OF(f->text->tokens[j].norm, words))
			return true;
	return false;
}

/* Where the victims of "fell" stand: right behind it or "therein", or behind the scene of a deed. */
static size_t fallen_start(const struct counter *c, size_t i, size_t end)
{
	const struct finder *f = c->f;
	struct people p;
	if (people_item(f, i + 1u, end, &p))
		return i + 1u;
	struct hit verb = {.first = (uint32_t)i, .last = (uint32_t)i, .tense = TENSE_PAST, .number = NUMBER_ONE};
	if (sv_starts(f->text->tokens[i].norm, SV("\xD9\x88")) || sv_starts(f->text->tokens[i].norm, SV("\xD9\x81")))
		verb.clitics = CLITIC_WA;
	size_t scene = behind_scene(f, &verb, end);
	if (scene > i + 1u)
		return scene;
	size_t part = casualty_behind_part(f, i + 1u, end); /* "سقط من عناصره ثلاثة" */
	if (part > i + 1u)
		return part;
	if (sv_eq(f->text->tokens[i + 1u].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")))
		return end; /* "سقط على مساكن العاملين": a shell did */
	size_t at = victims_start(f, c->out, i + 1u, end);
	return at <= i + FALL_WORDS ? at : end;
}

bool casualty_take_fell(struct counter *c, size_t i, size_t *next)
{
	/* سقط, سقطت, behind و or ف; سقوط, بسقوط */
	static const char *const falls[] = {"\xD8\xB3\xD9\x82\xD8\xB7", "\xD8\xB3\xD9\x82\xD8\xB7\xD8\xAA"};
	static const char *const fall[] = {"\xD8\xB3\xD9\x82\xD9\x88\xD8\xB7",
					   "\xD8\xA8\xD8\xB3\xD9\x82\xD9\x88\xD8\xB7"};
	/* راح, راحو, راحوا: in dialect, where a number stands behind */
	static const char *const gone[] = {"\xD8\xB1\xD8\xA7\xD8\xAD", "\xD8\xB1\xD8\xA7\xD8\xAD\xD9\x88",
					   "\xD8\xB1\xD8\xA7\xD8\xAD\xD9\x88\xD8\xA7"};
	const struct finder *f = c->f;
	struct people p;
	size_t end = sentence_end_of(f, i);
	struct sv word = f->text->tokens[i].norm;
	if (sv_starts(word, SV("\xD9\x88")) || sv_starts(word, SV("\xD9\x81")))
		word = sv_skip(word, 2);
	bool go = SV_ONE_OF(word, gone), noun = SV_ONE_OF(word, fall);
	if (i + 1u >= end || !(go || noun || SV_ONE_OF(word, falls)))
		return false;
	size_t at = noun ? i + 1u : fallen_start(c, i, end);
	if (noun && !people_item(f, at, end, &p)) /* "سقوط 27 من عناصر التنظيم" */
		return false;
	bool part = at > i + 2u && casualty_behind_part(f, i + 1u, end) == at; /* "راح من الجيش أربعة" */
	if (go && (at >= end || !people_counted(f, at, end, &p) || p.vague || !(part || people_at(f, p.last))))
		return false;
	const struct hit *who = at < end ? people_at(f, at) : NULL;
	if (at >= end || (who && (who->clitics & CLITIC_AL) && who->number != NUMBER_ONE)) /* "سقط المسلحين" */
		return false;
	if (!people_from(f, at, end, &p) || p.vague || p.n < 1 ||
	    !(people_at(f, p.last) || p.armed || p.civilians || part || casualty_at(f, p.last + 1u, CASUALTY_SUBSET)) ||
	    falls_otherwise(f, at, p.last, end) || is_mishap(f, p.last + 1u, end) ||
	    scan_at(&f->scan, at, PHRASE_TRIGGER))
		return false;
	casualty_set(c, casualty_add(c, i, p.last), CASUALTY_KILL, false, &p);
	*next = p.last + 1u;
	return true;
}

bool casualty_take_other_part(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, i);
	if (!x || x->vague || (x->killed > 0) == (x->injured > 0) || x->sentence != f->text->tokens[i].sentence ||
	    i <= x->last_token || i > x->last_token + SIDE_GAP ||
	    !sv_eq(f->text->tokens[i].norm, SV("\xD9\x88\xD9\x85\xD9\x86")))
		return false;
	bool behind = false; /* those before are so counted: "قُتل من القوات ستة" */
	for (size_t j = x->first_token; j <= x->last_token; j++)
		behind |= sv_eq(f->text->tokens[j].norm, SV("\xD9\x85\xD9\x86"));
	const struct hit *men = i + 1u < end ? people_at(f, i + 1u) : NULL;
	const struct hit *side = i + 1u < end ? scan_at(&f->scan, men ? men->last + 1u : i + 1u, PHRASE_ACTOR) : NULL;
	if (!behind || !(men || side))
		return false;
	size_t at = (side ? side->last : men->last) + 1u;
	if (at >= end || !people_counted(f, at, end, &p) || p.vague || p.n < 1)
		return false;
	people_note(f, men, &p);
	struct casualty_fact *more = casualty_add(c, i, p.last);
	casualty_set(c, more, x->killed > 0 ? CASUALTY_KILL : CASUALTY_WOUND, false, &p);
	more->besides = true;
	*next = p.last + 1u;
	return true;
}

/* The verb of his end behind him who attacked: "المهاجم الذي قُتل", "الانتحاري الذي فجّر نفسه"; the token of the noun
 * where nothing is told of him, 0 where he lived ("المهاجم الذي فرّ"). */
static size_t end_of_attacker(const struct finder *f, const struct hit *who, size_t end)
{
	size_t i = who->last + 1u;
	if (i + 1u >= end || !context_at(f, i, CONTEXT_RELATIVE))
		return who->last;
	const struct hit *verb = casualty_at(f, i + 1u, CASUALTY_KILL);
	verb = verb ? verb : casualty_at(f, i + 1u, CASUALTY_LOSS);
	if (verb)
		return verb->last;
	const struct hit *deed = scan_at(&f->scan, i + 1u, PHRASE_TRIGGER); /* "فجّر نفسه" */
	return deed ? who->last : 0;
}

bool casualty_take_attacker(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct hit *with = casualty_at(f, i, CASUALTY_WITH);
	const struct casualty_fact *x =
	    with && c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	size_t end = sentence_end_of(f, i);
	const struct hit *who = with && with->last + 1u < end ? people_at(f, with->last + 1u) : NULL;
	struct people p;
	if (!x || with->last == with->first || x->killed <= 0 || x->injured > 0 || x->cumulative || !who ||
	    x->sentence != f->text->tokens[i].sentence || !f->rules->casualties[who->row].attackers ||
	    !((who->clitics & CLITIC_AL) || who->last > who->first) || !people_named(f, who->first, &p) || p.vague)
		return false;
	size_t last = end_of_attacker(f, who, end);
	if (!last)
		return false;
	struct casualty_fact *more = casualty_add(c, who->first, last);
	casualty_set(c, more, CASUALTY_KILL, false, &p);
	more->besides = true;
	*next = last + 1u;
	return true;
}
