#include "event/people.h"

enum {
	SKIP_WORDS = 6,
	DOER_WORDS = 14,
	NOUN_DOER_WORDS = 4,
	AHEAD_WORDS = 3,
	NUMBERED_WORDS = 14,
	NAME_BYTES = 8, /* four letters */
	SHORT_NAME_BYTES = 6,
	SCENE_WORDS = 24,
	BARE_SCENE_WORDS = 14,
	SIDE_WORDS = 6,
	WEAPON_WORDS = 2 /* "غارة جوية أمريكية قيادياً" */
};

static bool is_same_at(const struct finder *f, size_t i)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_TIME); h; h = scan_also(&f->scan, h))
		if (f->rules->times[h->row].kind == TIME_SAME)
			return true;
	return false;
}

bool is_same_deed(const struct finder *f, size_t i, size_t end)
{
	const struct hit *h = i + 1 < end ? scan_at(&f->scan, i + 1, PHRASE_TRIGGER) : NULL;
	return h && (h->clitics & CLITIC_AL) && h->last + 1u < end && is_same_at(f, h->last + 1u);
}

/* "الهجوم الذي استمر ثلاثة أيام", "المعارك التي دارت أمس": behind what describes a deed, right before counted people;
 * i: nothing of the kind. */
static size_t behind_description(const struct finder *f, const struct events *ev, size_t i, size_t end)
{
	struct people p;
	if (i >= end || !context_at(f, i, CONTEXT_RELATIVE))
		return i;
	for (size_t j = i + 1; j < end && j <= i + SKIP_WORDS && !is_mark_at(f, j) && !people_stop(f, j); j++) {
		const struct date_fact *d = casualty_date(ev, j);
		if (d)
			j = d->last_token;
		else if (people_counted(f, j, end, &p) && !p.vague && (people_at(f, p.last) || p.armed))
			return j;
	}
	return i;
}

/* "أصيب بالانفجار طفل", "وأصيب في الهجوم أربعة": a deed told before, right before people; behind it, or i. */
static size_t behind_means(const struct finder *f, const struct events *ev, size_t i, size_t end)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_TRIGGER);
	struct people p;
	if (!h && i + 1 < end && !is_mark_at(f, i) && f->text->tokens[i].norm.len <= SHORT_NAME_BYTES)
		h = scan_at(&f->scan, i + 1, PHRASE_TRIGGER);
	if (!h || !(h->clitics & CLITIC_AL))
		return i;
	bool same = h->last + 2u < end && is_same_at(f, h->last + 1u); /* "في الهجوم ذاته" */
	if (people_item(f, h->last + 1u + same, end, &p))
		return h->last + 1u;
	size_t behind = behind_description(f, ev, h->last + 1u, end);
	return behind > h->last + 1u ? behind : i;
}

/* "أصيب، ظهر اليوم، الشاب": a few words between commas, right before people. */
static size_t behind_aside(const struct finder *f, const struct events *ev, size_t i, size_t end)
{
	struct people p;
	if (i >= end || !is_comma_at(f, i))
		return i;
	for (size_t j = i + 1, words = 0; j + 1 < end && words < SKIP_WORDS; j++, words++) {
		const struct date_fact *d = casualty_date(ev, j);
		if (is_mark_at(f, j))
			return people_item(f, j + 1, end, &p) ? j + 1 : i;
		if (d)
			j = d->last_token; /* "فجر اليوم", "5 آب": spelled like a deed and like a father */
		else if (people_stop(f, j) || people_at(f, j) || scan_at(&f->scan, j, PHRASE_TRIGGER))
			break;
	}
	return i;
}

/* "قُتل في الهجوم", "أصيب بالانفجار", "قُتل قرب البلدة": what stands right behind the verb is no victim. */
static bool opens_scene(const struct finder *f, size_t i, size_t end)
{
	static const char *const words[] = {"\xD9\x81\xD9\x8A", "\xD9\x82\xD8\xB1\xD8\xA8",
					    "\xD8\xAE\xD9\x84\xD8\xA7\xD9\x84", "\xD8\xA7\xD8\xAB\xD8\xB1",
					    "\xD8\xAC\xD8\xB1\xD8\xA7\xD8\xA1"};
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_TRIGGER) : NULL;
	for (size_t k = 0; i < end && k < sizeof words / sizeof words[0]; k++)
		if (sv_eq_cstr(f->text->tokens[i].norm, words[k]))
			return true;
	return h && (h->clitics & CLITIC_BI);
}

/* A verb that nobody stands before: it opens its clause. */
static bool opens_clause(const struct finder *f, const struct hit *verb)
{
	size_t i = verb->first;
	return (verb->clitics & CLITIC_WA) || i == f->text->sentences[f->text->tokens[i].sentence].first_token ||
	       is_mark_at(f, i - 1u) || context_at(f, i - 1u, CONTEXT_BREAK) || context_at(f, i - 1u, CONTEXT_ALSO);
}

/* "مع", "على", "نفذه": those right behind have another part in the scene. */
static bool has_other_part(const struct finder *f, size_t i)
{
	const struct token *k = &f->text->tokens[i];
	return k->kind != TOKEN_WORD || k->norm.len <= SHORT_NAME_BYTES || casualty_at(f, i, CASUALTY_WITH) ||
	       casualty_at(f, i, CASUALTY_ABOARD) || context_at(f, i, CONTEXT_AGENT) ||
	       scan_at(&f->scan, i, PHRASE_TRIGGER) || scan_at(&f->scan, i, PHRASE_NUMBER) || people_at(f, i);
}

/* "قُتل بانفجار لغم في X ثلاثة، وأصيب ستة": a number in words that ends its clause. */
static bool is_number_alone(const struct finder *f, size_t i, const struct people *p, size_t end)
{
	size_t behind = p->last + 1u;
	return p->n > 1 && f->text->tokens[i].kind == TOKEN_WORD &&
	       (behind >= end || is_mark_at(f, behind) || (people_stop(f, behind) && begins_with_and(f, behind)));
}

/* "في بلدة الشحيل", "في البلدة أمس": the last word of a scene, for one of a kind ("منزل") would own whom follows. */
static bool ends_scene(const struct finder *f, size_t i)
{
	return sv_starts(f->text->tokens[i].norm, SV("\xD8\xA7\xD9\x84")) || scan_at(&f->scan, i, PHRASE_TIME);
}

size_t behind_bare_scene(const struct finder *f, size_t i, size_t end)
{
	struct people p;
	for (size_t j = i + 1u; j < end && j <= i + BARE_SCENE_WORDS; j++) {
		const struct hit *deed = scan_at(&f->scan, j, PHRASE_TRIGGER), *who = people_at(f, j);
		if (is_mark_at(f, j) || people_stop(f, j) || context_at(f, j, CONTEXT_BREAK) ||
		    context_at(f, j, CONTEXT_RELATIVE) || context_at(f, j, CONTEXT_AGENT) ||
		    (deed && deed->tense >= TENSE_PAST))
			return 0;
		bool bare = who && !who->clitics && who->tense != TENSE_POSSESSED;
		if (j < i + 2u || begins_with_and(f, j) ||
		    (has_other_part(f, j - 1u) && !scan_at(&f->scan, j - 1u, PHRASE_TIME)))
			continue;
		if ((people_counted(f, j, end, &p) && !p.vague &&
		     (people_at(f, p.last) || is_number_alone(f, j, &p, end))) ||
		    (bare && people_from(f, j, end, &p) && !p.vague && (p.n > 1 || ends_scene(f, j - 1u))) ||
		    (who && who->number == NUMBER_ONE && j + 1u < end && scan_at(&f->scan, j + 1u, PHRASE_NAME) &&
		     ends_scene(f, j - 1u))) /* "الشاب سالم الخلف" */
			return j;
	}
	return 0;
}

size_t behind_scene(const struct finder *f, const struct hit *verb, size_t end)
{
	size_t i = verb->last + 1u;
	struct people p;
	bool told = false; /* a relative clause, whose verb is no other deed */
	if (!opens_scene(f, i, end))
		return i;
	size_t bare = opens_clause(f, verb) ? behind_bare_scene(f, i, end) : 0;
	if (bare)
		return bare;
	for (size_t j = i + 1u; j + 1u < end && j <= i + SCENE_WORDS; j++) {
		const struct hit *deed = scan_at(&f->scan, j, PHRASE_TRIGGER);
		told |= context_at(f, j, CONTEXT_RELATIVE) != NULL;
		if (people_stop(f, j) || context_at(f, j, CONTEXT_BREAK) ||
		    (deed && deed->tense >= TENSE_PAST && !told))
			return i;
		if (is_comma_at(f, j) && !begins_with_and(f, j + 1u) && people_counted(f, j + 1u, end, &p) &&
		    !p.vague && (people_at(f, p.last) || p.armed))
			return j + 1u;
		told = told && !is_comma_at(f, j);
	}
	return i;
}

/* "قتل داعش خلال المعارك 26 جندياً": a side that fights. */
static bool does_deeds(const struct finder *f, size_t i)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
	return h && f->rules->actors[h->row].armed && f->rules->actors[h->row].bloc &&
	       !(h->clitics & (CLITIC_BI | CLITIC_LI));
}

/* Behind what may stand between a verb and its victims: dates, pronouns ("فيه"), prepositions. */
size_t victims_start(const struct finder *f, const struct events *ev, size_t i, size_t end)
{
	i = behind_aside(f, ev, i, end);
	for (size_t words = 0; i < end && words < SKIP_WORDS; words++) {
		const struct date_fact *d = casualty_date(ev, i);
		struct people p;
		const struct hit *amid = casualty_at(f, i, CASUALTY_AMID);
		size_t means = d || amid ? i : behind_means(f, ev, i, end);
		if (d || amid) {
			i = (d ? d->last_token : amid->last) + 1u;
			if (d && is_comma_at(f, i) && i + 1u < end && people_item(f, i + 1u, end, &p) &&
			    !begins_with_and(f, i + 1u))
				return i + 1u; /* "قُتل اليوم الأحد، شاب" */
		} else if (means > i)
			i = means;
		else if (words > 0 && is_same_at(f, i))
			i++;
		else if (is_mark_at(f, i) || people_item(f, i, end, &p) || people_stop(f, i) || does_deeds(f, i) ||
			 context_at(f, i, CONTEXT_AGENT) ||
			 (scan_at(&f->scan, i, PHRASE_NAME) && !scan_at(&f->scan, i, PHRASE_CONTEXT)))
			return i;
		else if (words > 0 && i + 1 < end &&
			 people_item(f, i + 1, end, &p)) /* "أُعدم في 17 منه ميدانياً راعيان" */
			return i + 1;
		else if (words > 0 && (i + 1 >= end || !casualty_date(ev, i + 1)))
			return i;
		else if (i + 1 < end && (casualty_date(ev, i + 1) || f->text->tokens[i].norm.len <= 8))
			i++;
		else
			return i;
	}
	return i;
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
	struct clitic_split splits[CLITIC_MAX_SPLITS]; /* "قتل وتدمير الحي" */
	if (clitic_splits(f->text->tokens[i].norm, false, splits) > 1 && (splits[1].clitics & CLITIC_WA))
		return false;
	return is_name_like(f, i, NAME_BYTES) || (is_short && i + 1 < end && is_name_like(f, i + 1, NAME_BYTES));
}

/* 'تنظيم "داعش"': who did it. */
static bool names_group(const struct finder *f, size_t i, size_t end)
{
	size_t next = i + 1u + (i + 1u < end && f->text->tokens[i + 1u].kind == TOKEN_PUNCT && !is_mark_at(f, i + 1u));
	const struct hit *h = next < end ? scan_at(&f->scan, next, PHRASE_ACTOR) : NULL;
	return h && f->rules->actors[h->row].armed && f->rules->actors[h->row].bloc;
}

/* 'أعدم تنظيم "داعش" الإرهابي، خمسة من المدنيين': an adjective of the doer, before those counted. */
static bool describes_doer(const struct finder *f, const struct hit *doer, size_t i, size_t end)
{
	const struct hit *who = people_at(f, i);
	struct people p;
	if (!who || !(who->clitics & CLITIC_AL) || who->number != NUMBER_ONE || i > doer->last + 2u)
		return false;
	for (size_t j = who->last + 1u; j < end && j <= who->last + AHEAD_WORDS; j++)
		if (people_counted(f, j, end, &p) && !p.vague)
			return true;
	return false;
}

/* "أعدم عناصر من التنظيم ثلاثة رعاة": fighters nobody counts, then those they killed, counted; nothing but whose
 * fighters they are stands between. `i`: nothing of the kind. */
static size_t behind_fighters(const struct finder *f, size_t i, size_t end)
{
	const struct hit *who = i < end ? casualty_at(f, i, CASUALTY_PERSONS) : NULL;
	struct people p;
	if (!who || !f->rules->casualties[who->row].armed || who->number != NUMBER_MANY || (who->clitics & ~CLITIC_AL))
		return i;
	bool side = false;
	for (size_t j = who->last + 1u; j < end && j <= who->last + SIDE_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *actor = scan_at(&f->scan, j, PHRASE_ACTOR);
		if (side && people_counted(f, j, end, &p) && people_at(f, p.last) && !p.vague)
			return begins_with_and(f, j) ? i : j;
		if (people_stop(f, j) || begins_with_and(f, j) || scan_at(&f->scan, j, PHRASE_TRIGGER) ||
		    (scan_at(&f->scan, j, PHRASE_CONTEXT) && !actor))
			return i;
		side |= actor && f->rules->actors[actor->row].armed;
		j = actor ? actor->last : j;
	}
	return i;
}

/* "اغتال مسلحون مختار القرية", "أعدم التنظيم، أمس، ثلاثة مدنيين": behind the doers that a verb names first, if victims
 * follow. */
size_t behind_doers(const struct finder *f, const struct events *ev, size_t i, size_t end)
{
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_ACTOR) : NULL;
	struct people p;
	if (!h && i < end && names_group(f, i, end) && !people_counted(f, i, end, &p)) /* not "9 مسلحين" */
		h = scan_at(&f->scan, i + 1u, PHRASE_ACTOR) ? scan_at(&f->scan, i + 1u, PHRASE_ACTOR)
							   : scan_at(&f->scan, i + 2u, PHRASE_ACTOR);
	size_t done = behind_fighters(f, i, end);
	if (done > i)
		return done;
	if (!h || !f->rules->actors[h->row].armed || (f->rules->actors[h->row].bloc == 0 && people_at(f, i)))
		return i; /* a patrol does, a soldier may suffer */
	bool suffers = people_at(f, i) != NULL; /* "قُتل مسلحان بهجوم انتحاري" */
	for (size_t j = h->last + 1u; j < end && j <= h->last + DOER_WORDS && !people_stop(f, j); j++) {
		const struct date_fact *d = casualty_date(ev, j);
		const struct hit *means = suffers ? scan_at(&f->scan, j, PHRASE_TRIGGER) : NULL;
		if (means && (means->clitics & CLITIC_BI))
			return i;
		if (suffers && begins_with_and(f, j) && people_item(f, j, end, &p))
			return i; /* "قُتل قائد القوات وثلاثة من مرافقيه" */
		if (d)
			j = d->last_token;
		else if (people_item(f, j, end, &p) && (!p.vague || people_counted(f, j, end, &p)) && !describes_doer(f, h, j, end))
			return j; /* "عشرات المواطنين" are no two */
	}
	return i;
}

/* "إعدام التنظيم لرجلين": the victims behind the doer of a noun. */
size_t behind_noun_doers(const struct finder *f, size_t i, size_t end)
{
	const struct hit *h = i < end ? scan_at(&f->scan, i, PHRASE_ACTOR) : NULL;
	if (!h || f->rules->actors[h->row].bloc == 0 || !f->rules->actors[h->row].armed)
		return i;
	for (size_t j = h->last + 1u; j < end && j <= h->last + NOUN_DOER_WORDS && !people_stop(f, j); j++) {
		const struct hit *who = people_at(f, j);
		struct people p;
		if ((who && (who->clitics & CLITIC_LI)) || (people_counted(f, j, end, &p) && people_at(f, p.last) && !p.vague))
			return j;
	}
	return i;
}

/* "جريمة قتل بشعة": what kind of crime, not who was killed. */
static bool is_kind_of_crime(const struct finder *f, const struct hit *h)
{
	static const char *const crimes[] = {"\xD8\xAC\xD8\xB1\xD9\x8A\xD9\x85\xD9\x87",
					     "\xD8\xAC\xD8\xB1\xD8\xA7\xD9\x8A\xD9\x85"};
	for (size_t i = 0; i < sizeof crimes / sizeof crimes[0] && h->first > 0; i++)
		if (sv_eq_cstr(f->text->tokens[h->first - 1u].norm, crimes[i]))
			return true;
	return false;
}

/* A name or a noun that the lexicon lacks at *at, moved behind a quotation mark. Behind words of wounding only a quoted
 * one: what follows those tells how ("إصابة مباشرة"). */
bool names_victim(const struct finder *f, const struct events *ev, enum casualty_kind kind, const struct hit *h, size_t *at,
		  size_t end)
{
	bool quoted = *at + 1 < end && f->text->tokens[*at].kind == TOKEN_PUNCT && !is_mark_at(f, *at);
	*at += quoted;
	if (names_group(f, *at, end) || is_kind_of_crime(f, h) || casualty_at(f, *at, CASUALTY_THING))
		return false; /* "قتلت بقرتين" */
	bool hurt = false; /* "إصابة سالم الخلف بجروح" */
	for (size_t j = *at + 1u; j < end && j <= *at + SKIP_WORDS && !is_mark_at(f, j); j++)
		hurt |= casualty_at(f, j, CASUALTY_HURT) != NULL;
	if (h->number != NUMBER_ONE || *at >= end || scan_at(&f->scan, *at, PHRASE_NUMBER) || is_mark_at(f, *at) || casualty_date(ev, *at))
		return false;
	if (kind == CASUALTY_WOUND && h->tense == TENSE_PAST && scan_at(&f->scan, *at, PHRASE_NAME))
		return true; /* "وأصيب عمر الفرج" */
	if (kind == CASUALTY_WOUND && casualty_at(f, *at, CASUALTY_LINK) &&
	    sv_starts(f->text->tokens[*at].norm, SV("\xD8\xA7\xD9\x84")))
		return true; /* "إصابة المدعو سالم الخلف" */
	return quoted ? f->text->tokens[*at].kind == TOKEN_WORD && !people_stop(f, *at)
		      : (kind == CASUALTY_KILL || hurt) && !casualty_at(f, *at, CASUALTY_HURT) &&
				names_someone(f, *at, end);
}

/* "قتلت طائرة مسيرة قيادياً ومرافقه", "جرحت قذائف هاون أربعة أطفال": a verb whose doer is a weapon or a deed. */
static size_t behind_weapon(const struct finder *f, size_t at, size_t end)
{
	struct people p;
	size_t i = at;
	const struct hit *weapon =
	    i + 1u < end && !people_item(f, i, end, &p) ? scan_at(&f->scan, i + 1u, PHRASE_TRIGGER) : NULL;
	if (weapon && !weapon->clitics && f->rules->triggers[weapon->row].role == TRIGGER_MANNER &&
	    !scan_at(&f->scan, i, PHRASE_TRIGGER) && !scan_at(&f->scan, i, PHRASE_CONTEXT))
		i++; /* "أصابت شظايا لغم ثلاثة عمال" */
	for (const struct hit *h; i < end && (h = scan_at(&f->scan, i, PHRASE_TRIGGER)); i = h->last + 1u)
		if (h->tense >= TENSE_PAST || (h->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_WA | CLITIC_KA)))
			return at;
	for (size_t j = i; i > at && j < end && j <= i + WEAPON_WORDS; j++) {
		if (people_item(f, j, end, &p))
			return p.vague ? at : j;
		if (is_mark_at(f, j) || people_stop(f, j) || begins_with_and(f, j) ||
		    scan_at(&f->scan, j, PHRASE_CONTEXT))
			break;
	}
	return at;
}

/* "قتلت قواتنا 15 مسلحاً": counted people a word or two behind a doer that the lexicon lacks. */
size_t behind_unknown_doer(const struct finder *f, size_t at, size_t end)
{
	struct people p;
	if (at < end && people_stop(f, at)) /* "طفلة وأمها قتلتا وجرح ستة" */
		return at;
	if (at + 1u < end && scan_at(&f->scan, at, PHRASE_TRIGGER) && casualty_at(f, at + 1u, CASUALTY_WITH))
		return at; /* "قُتل في اشتباك مع أربعة مسلحين" */
	size_t hit = behind_weapon(f, at, end);
	const struct hit *deed = hit == at && at < end ? scan_at(&f->scan, at, PHRASE_TRIGGER) : NULL;
	if (deed && deed->tense < TENSE_PAST && deed->clitics == CLITIC_AL) { /* "قتلت الغارات على بلدة X 12 مدنياً" */
		size_t behind = behind_bare_scene(f, at, end);
		hit = behind ? behind : at;
	}
	if (hit > at)
		return hit;
	for (size_t i = at + 1; i < end && i <= at + AHEAD_WORDS && !begins_with_and(f, i) && !is_mark_at(f, i); i++) {
		if (people_stop(f, i) || scan_at(&f->scan, i, PHRASE_TRIGGER))
			break;
		if (people_counted(f, i, end, &p) && people_at(f, p.last) && !p.vague)
			return i;
	}
	return at;
}

bool people_numbered(const struct finder *f, size_t i, size_t end, struct people *p)
{
	for (size_t j = i; j < end && j <= i + NUMBERED_WORDS; j++) {
		const struct hit *h = casualty_at(f, j, CASUALTY_COUNT);
		if (h && (people_counted(f, h->last + 1u, end, p) || people_from(f, h->last + 1u, end, p)))
			return !p->vague;
		if (people_stop(f, j))
			break;
	}
	return false;
}

size_t behind_adjective(const struct finder *f, size_t i, size_t end)
{
	struct people p;
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	if (i >= end || people_item(f, i, end, &p) || is_mark_at(f, i) || people_stop(f, i))
		return i;
	for (size_t j = i + 1; j < end && j <= i + 2u && f->text->tokens[j].kind == TOKEN_WORD; j++) {
		size_t n = clitic_splits(f->text->tokens[j].norm, false, splits);
		for (size_t k = 1; k < n; k++)
			if ((splits[k].clitics & CLITIC_LI) && people_item(f, j, end, &p) && !p.vague)
				return j;
	}
	return i;
}
