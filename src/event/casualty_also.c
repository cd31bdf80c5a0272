#include "event/casualty.h"

enum { ALSO_WORDS = 3, STATE_WORDS = 12 };

/* "أصيب مرافقه ... فأصيب سائقها أيضاً": those as well. */
static bool is_also_at(const struct finder *f, size_t i)
{
	return i < f->text->n_tokens && context_at(f, i, CONTEXT_ALSO);
}

/* Whether the sentence that last told of dead and wounded told of those that a deed of a kind makes. */
static bool told_last(const struct counter *c, enum casualty_kind kind)
{
	const struct casualty_fact *all = c->out->casualties;
	size_t n = c->out->n_casualties;
	for (size_t i = n; i > 0 && all[i - 1].sentence == all[n - 1].sentence; i--)
		if ((kind == CASUALTY_WOUND ? all[i - 1].injured : all[i - 1].killed) > 0)
			return true;
	return false;
}

/* "أصيب معلم بجروح، وأصيب معه طالبان": besides the one told in the same sentence. */
static bool is_beside_one(const struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	static const char *const words[] = {"\xD9\x85\xD8\xB9\xD9\x87",
					    "\xD9\x85\xD8\xB9\xD9\x87\xD8\xA7"}; /* معه, معها */
	const struct casualty_fact *x = &c->out->casualties[c->out->n_casualties - 1];
	struct sv word = h->last + 1u < c->f->text->n_tokens ? c->f->text->tokens[h->last + 1u].norm : SV("");
	bool with = sv_eq_cstr(word, words[0]) || sv_eq_cstr(word, words[1]);
	if (kind == CASUALTY_KILL && with && x->killed == 1 && x->injured < 0 && h->tense == TENSE_PAST &&
	    x->sentence + 1u == c->f->text->tokens[h->first].sentence)
		return true; /* "اغتيل القيادي فلان. وقُتل معه سائقه" */
	return kind == CASUALTY_WOUND && x->injured == 1 && x->killed < 0 && h->tense == TENSE_PAST &&
	       x->sentence == c->f->text->tokens[h->first].sentence &&
	       (sv_eq_cstr(word, words[0]) || sv_eq_cstr(word, words[1]));
}

/* "أصيب مقاتل في كتفه وجُرح آخر": besides those of the same fate in the same sentence. */
static bool is_another_one(const struct counter *c, const struct hit *h)
{
	/* اخر, اخران, اخرين, اخرون, اخري */
	static const char *const words[] = {"\xD8\xA7\xD8\xAE\xD8\xB1", "\xD8\xA7\xD8\xAE\xD8\xB1\xD8\xA7\xD9\x86",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A\xD9\x86",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x88\xD9\x86",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A"};
	const struct casualty_fact *x = &c->out->casualties[c->out->n_casualties - 1];
	const struct text *t = c->f->text;
	return h->last + 1u < t->n_tokens && x->sentence == t->tokens[h->first].sentence && h->tense == TENSE_PAST &&
	       SV_ONE_OF(t->tokens[h->last + 1u].norm, words);
}

/* "تسبب القصف أيضاً بمقتل عنصرين", "قُتل أيضاً عنصران": besides those told before; not "كذلك، قُتل عنصران", "وقال أيضاً إن",
 * nor "قُتل طفلان، وتسبب القصف أيضاً بجرح ستة". */
bool casualty_is_also(const struct counter *c, const struct hit *h, enum casualty_kind kind, size_t behind)
{
	const struct finder *f = c->f;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	if (is_also_at(f, behind))
		return true;
	if (!told_last(c, kind))
		return false;
	if (is_also_at(f, h->last + 1u) || is_beside_one(c, h, kind) || is_another_one(c, h))
		return true;
	if (kind == CASUALTY_KILL && h->tense == TENSE_PAST && h->first > first && h->first <= first + 2u &&
	    (is_also_at(f, first) || sv_eq(f->text->tokens[first].norm, SV("\xD9\x83\xD9\x85\xD8\xA7"))) &&
	    c->out->casualties[c->out->n_casualties - 1].sentence + 1u == f->text->tokens[first].sentence)
		return true; /* "قُتل عنصران. كذلك توفي لاحقاً سائق" */
	for (size_t i = h->first; i > first && i + ALSO_WORDS > h->first && !is_mark_at(f, i - 1); i--)
		for (size_t j = i - 1; is_also_at(f, i - 1) && j > first && j + ALSO_WORDS >= i; j--)
			if (context_at(f, j - 1, CONTEXT_RESULT))
				return true;
	return false;
}

/* "قُتل رجل وابنه بحالة حرجة", "توفيت سيدة وطفلها في العناية": whose state is told right behind, where the verb before
 * it tells of dead. */
static bool has_own_state(const struct finder *f, size_t at, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[at].sentence].first_token;
	bool lives = casualty_at(f, i, CASUALTY_HURT) || (!is_mark_at(f, i) && casualty_at(f, i + 1u, CASUALTY_HURT));
	for (size_t j = at; lives && j > first && j + STATE_WORDS > at; j--)
		if (casualty_at(f, j - 1u, CASUALTY_WOUND) || casualty_at(f, j - 1u, CASUALTY_WOUNDED))
			return false;
	return lives;
}

/* "أدى إلى مقتله وثلاثة جرحى", "شاب استشهد وثلاثة جرحى": behind a deed that one suffered, others who are told by the
 * noun of another fate; or by its verb: "رجل قُتل وثلاثة أصيبوا". */
bool casualty_is_other_fate(const struct finder *f, const struct hit *h, enum casualty_kind kind, size_t last)
{
	bool wounds = kind == CASUALTY_WOUND;
	const struct hit *fate = casualty_at(f, last, wounds ? CASUALTY_DEAD : CASUALTY_WOUNDED);
	bool own = h->tense == TENSE_PAST && h->number == NUMBER_ONE && begins_with_and(f, h->last + 1u);
	const struct hit *verb = own && last + 1u < f->text->n_tokens
				     ? casualty_at(f, last + 1u, wounds ? CASUALTY_KILL : CASUALTY_WOUND)
				     : NULL;
	if (verb && verb->tense == TENSE_PAST && !(verb->clitics & CLITIC_WA))
		return true;
	if (own && !wounds && people_at(f, last) && has_own_state(f, last, last + 1u))
		return true; /* "السائق فارق الحياة ومرافقه بوضع حرج" */
	return (h->tense == TENSE_POSSESSED || own) && fate && !(fate->clitics & CLITIC_AL);
}

/* "أصيب هو وابنته": the pronoun right behind a verb, and those joined to it. */
static bool is_he_and(const struct finder *f, const struct hit *h, size_t start)
{
	static const char *const pronouns[] = {"\xD9\x87\xD9\x88", "\xD9\x87\xD9\x8A"};
	if (start != h->last + 2u || start >= f->text->n_tokens || !begins_with_and(f, start))
		return false;
	struct sv word = f->text->tokens[start - 1u].norm;
	return sv_eq_cstr(word, pronouns[0]) || sv_eq_cstr(word, pronouns[1]);
}

/* Nothing but words that may stand between a verb and its victims, from a token to another: "على الفور". */
static bool is_amid(const struct finder *f, size_t i, size_t end)
{
	while (i < end) {
		const struct hit *amid = casualty_at(f, i, CASUALTY_AMID);
		if (!amid)
			return false;
		i = amid->last + 1u;
	}
	return i == end;
}

/* "أودى به وبزوجته", "قضت عليهما وعلى ابنهما": how many the pronoun behind the verb's preposition means, before those
 * joined to it; 0: none. */
static int struck_through(const struct finder *f, const struct hit *h, size_t start)
{
	/* به, بها, عليه, عليها; بهما, عليهما */
	static const char *const one[] = {"\xD8\xA8\xD9\x87", "\xD8\xA8\xD9\x87\xD8\xA7",
					  "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87",
					  "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87\xD8\xA7"};
	static const char *const two[] = {"\xD8\xA8\xD9\x87\xD9\x85\xD8\xA7",
					  "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87\xD9\x85\xD8\xA7"};
	for (size_t i = h->last; i < start && i <= h->last + 1u; i++) {
		struct sv word = f->text->tokens[i].norm;
		if (i == h->last && h->last == h->first)
			continue; /* "قضى على" and its pronoun are one phrase */
		if (!begins_with_and(f, i + 1u) &&
		    !sv_eq(f->text->tokens[i + 1u].norm, SV("\xD9\x88\xD8\xB9\xD9\x84\xD9\x8A")))
			continue; /* وعلى */
		if (SV_ONE_OF(word, one))
			return 1;
		if (SV_ONE_OF(word, two))
			return 2;
	}
	return 0;
}

/* "إن القيادي قُتل برفقة ثلاثة عناصر", "قُتلت مع طفليها", "أدى إلى مقتله مع مرافقه", "إصابته وعنصرين", "شاب قُتل
 * وثلاثة آخرون": how many stand
 * before or in a deed that nothing but the word that joins companions parts from those at `start`. */
int casualty_joined_to(const struct finder *f, const struct hit *h, size_t start)
{
	if (h->tense == TENSE_PAST && h->number == NUMBER_ONE &&
	    (is_he_and(f, h, start) ||
	     (start == h->last + 1u && begins_with_and(f, start) && people_left(f, h->first))))
		return 1;
	int him = struck_through(f, h, start);
	if (him)
		return him;
	const struct hit *with = h->last + 1u < start ? casualty_at(f, h->last + 1u, CASUALTY_WITH) : NULL;
	if (!with && h->last + 2u < start && is_amid(f, h->last + 1u, start - 1u))
		with = casualty_at(f, start - 1u, CASUALTY_WITH); /* "قُتل على الفور مع سائقه" */
	bool owned = (h->tense == TENSE_POSSESSED && h->number != NUMBER_MANY) || casualty_hits_him(f, h);
	bool joined = with && with->last == with->first && with->last + 1u == start;
	bool listed = owned && start == h->last + 1u && begins_with_and(f, start);
	if (!(joined && h->tense == TENSE_PAST && h->number == NUMBER_ONE) && !(owned && (joined || listed)))
		return 0;
	return owned && h->number == NUMBER_TWO ? 2 : 1;
}

/* "أطلق ملثمان النار وأصابا زجاج السيارة": two who hit something, no two who were hit. */
bool casualty_is_active_dual(const struct finder *f, const struct hit *h)
{
	return h->number == NUMBER_TWO &&
	       sv_ends(f->text->tokens[h->last].norm, SV("\xD8\xA7\xD8\xB5\xD8\xA7\xD8\xA8\xD8\xA7"));
}

bool casualty_hits_thing(const struct finder *f, const struct hit *h)
{
	static const char *const pronouns[] = {"\xD9\x87", "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85",
					       "\xD9\x87\xD9\x85\xD8\xA7", "\xD9\x87\xD9\x86"};
	struct sv word = f->text->tokens[h->last].norm;
	if (h->tense != TENSE_PAST)
		return false;
	for (size_t k = 0; k < sizeof pronouns / sizeof pronouns[0]; k++)
		if (sv_ends(word, sv_cstr(pronouns[k])))
			return false;				   /* "رجل أصابته رصاصة" */
	for (size_t cut = 0; cut <= 2 && cut < word.len; cut += 2) /* "فأصابت" */
		if (sv_starts(sv_skip(word, cut), SV("\xD8\xA7\xD8\xB5\xD8\xA7\xD8\xA8")))
			return true;
	return false;
}

bool casualty_is_one_of(const struct finder *f, const struct hit *h)
{
	static const char *const ones[] = {"\xD8\xA7\xD8\xAD\xD8\xAF",
					   "\xD8\xA7\xD8\xAD\xD8\xAF\xD9\x8A"}; /* أحد, إحدى */
	const struct token *t = f->text->tokens;
	size_t first = f->text->sentences[t[h->first].sentence].first_token;
	if (h->first < first + 2u || h->clitics || !sv_starts(t[h->first - 1u].norm, SV("\xD8\xA7\xD9\x84")))
		return false;
	return sv_eq_cstr(t[h->first - 2u].norm, ones[0]) || sv_eq_cstr(t[h->first - 2u].norm, ones[1]);
}

/* "رفض تسليم نفسه واشتبك مع الدورية، فقُتل بعد أن أصاب عنصرين": he whom the sentence tells of, behind "so". */
bool casualty_so_he_died(const struct finder *f, const struct hit *h)
{
	static const char *const firsts[] = {"\xD8\xA8\xD8\xB9\xD8\xAF", "\xD8\xB9\xD9\x84\xD9\x8A",
					     "\xD9\x81\xD9\x8A"};
	static const char *const seconds[] = {"\xD8\xA7\xD9\x86", "\xD8\xA7\xD9\x84\xD9\x81\xD9\x88\xD8\xB1",
					      "\xD8\xA7\xD9\x84\xD9\x85\xD9\x83\xD8\xA7\xD9\x86",
					      "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xA7\xD9\x84"};
	size_t i = h->last + 1u, end = sentence_end_of(f, h->first);
	if (h->tense != TENSE_PAST || h->number != NUMBER_ONE || !(h->clitics & CLITIC_FA) || i >= end)
		return false;
	if (sv_eq(f->text->tokens[i].norm, SV("\xD8\xA8\xD8\xB9\xD8\xAF\xD9\x85\xD8\xA7")))
		return true; /* بعدما */
	for (size_t k = 0; k < sizeof firsts / sizeof firsts[0] && i + 1u < end; k++)
		for (size_t n = 0; n < sizeof seconds / sizeof seconds[0]; n++)
			if (sv_eq_cstr(f->text->tokens[i].norm, firsts[k]) &&
			    sv_eq_cstr(f->text->tokens[i + 1u].norm, seconds[n]))
				return true; /* بعد أن; على الفور; في المكان, في الحال */
	return false;
}

/* "ورفيقه", "والمرافق": known by another, or told before. */
static bool is_definite(const struct finder *f, const struct hit *who)
{
	static const char *const pronouns[] = {"\xD9\x87", "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85",
					       "\xD9\x88"}; /* "وابنو" */
	struct sv word = text_span(f->text, who->first, who->last);
	bool his = false;
	for (size_t k = 0; k < sizeof pronouns / sizeof pronouns[0]; k++)
		his |= sv_ends(word, sv_cstr(pronouns[k]));
	return his || (who->clitics & CLITIC_AL);
}

/* "جُرح صياد بالرصاص، ورفيقه قُتل", "السائق أصيب والمرافق قُتل": him who stands right before a verb, joined to what is
 * told before of another. */
bool casualty_is_own_verb(const struct finder *f, const struct hit *h, struct people *p)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	if (h->tense != TENSE_PAST || h->number != NUMBER_ONE || (h->clitics & CLITIC_WA) || h->first < first + 2u ||
	    !people_named(f, h->first - 1u, p) || p->n != 1 || p->last + 1u != h->first)
		return false;
	const struct hit *who = people_at(f, h->first - 1u);
	return (who->clitics & CLITIC_WA) && is_definite(f, who);
}

bool people_has_own_verb(const struct finder *f, size_t at, const struct people *one)
{
	size_t i = one->last + 1u;
	const struct hit *who = one->n == 1 && at == one->last && i < f->text->n_tokens ? people_at(f, at) : NULL;
	if (!who || !is_definite(f, who))
		return false;
	if (has_own_state(f, at, i))
		return true;
	const struct hit *verb = casualty_at(f, i, CASUALTY_KILL);
	verb = verb ? verb : casualty_at(f, i, CASUALTY_WOUND);
	return verb && verb->tense == TENSE_PAST && verb->number == NUMBER_ONE && !(verb->clitics & CLITIC_WA);
}
