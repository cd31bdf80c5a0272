#include "event/casualty.h"

enum { LOSE_WORDS = 5, PUT_OFF_WORDS = 9 };

/* "القوات المهاجمة فقدت 31 مقاتلاً": a verb of a force, for men cannot be its subject. */
static bool is_of_force(const struct finder *f, const struct hit *h, const struct hit *men)
{
	return h->number == NUMBER_ONE && sv_ends(f->text->tokens[h->last].norm, SV("\xD8\xAA")) &&
	       !sv_ends(f->text->tokens[men->last].norm, SV("\xD8\xA9"));
}

/* "فقدت عائلة ثلاثة من أفرادها بانفجار لغم": the sentence tells how they died. */
static bool is_family_deed(const struct finder *f, const struct hit *h)
{
	static const char *const families[] = {
	    "\xD8\xB9\xD8\xA7\xD9\x8A\xD9\x84\xD9\x87", "\xD8\xA7\xD8\xB3\xD8\xB1\xD9\x87",
	    "\xD8\xA7\xD9\x87\xD8\xA7\xD9\x84\xD9\x8A", "\xD8\xA8\xD9\x84\xD8\xAF\xD9\x87",
	    "\xD9\x82\xD8\xB1\xD9\x8A\xD9\x87",		"\xD8\xB9\xD8\xB4\xD9\x8A\xD8\xB1\xD9\x87"};
	size_t i = h->last + 1u; /* عائلة, أسرة, أهالي, بلدة, قرية, عشيرة */
	if (i >= sentence_end_of(f, h->first))
		return false;
	struct sv word = f->text->tokens[i].norm;
	word = sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, 4) : word;
	return SV_ONE_OF(word, families) && f->sentences[f->text->tokens[i].sentence].tells_deed;
}

/* "وخسر فيه اللواء تسعة من عناصره": so many of its own, whoever it is. */
static bool counts_own(const struct finder *f, const struct hit *h, size_t end)
{
	struct people p;
	for (size_t i = h->last + 1u; i < end && i <= h->last + LOSE_WORDS && !is_mark_at(f, i); i++)
		if (people_counted(f, i, end, &p)) {
			const struct hit *own = people_at(f, p.last);
			bool deed = f->sentences[f->text->tokens[i].sentence]
					.tells_deed; /* "الذين فقدوا اثنين من أبنائهم بانفجار" */
			if (own && own->tense == TENSE_POSSESSED && !p.vague &&
			    (is_family_deed(f, h) || (deed && h->number == NUMBER_MANY)))
				return true;
			return own && (own->tense == TENSE_POSSESSED || is_of_force(f, h, own)) &&
			       f->rules->casualties[own->row].armed && !p.vague;
		}
	return false;
}

bool casualty_loses_own(const struct finder *f, const struct hit *h)
{
	const struct hit *who = h->last + 1u < f->text->n_tokens ? scan_at(&f->scan, h->last + 1u, PHRASE_ACTOR) : NULL;
	size_t end = sentence_end_of(f, h->first);
	struct people lost; /* "أقرت بفقدان 12 مقاتلاً" */
	for (const struct hit *x = scan_at(&f->scan, h->last + 1u, PHRASE_TRIGGER); x && h->last + 1u < end;
	     x = scan_also(&f->scan, x))
		if (x->tense == TENSE_PAST && !x->clitics)
			return false; /* "فقد فجّر أحد عناصره سيارة" */
	if (h->tense < TENSE_PAST && h->last + 1u < end)
		return people_counted(f, h->last + 1u, end, &lost) && !lost.vague && lost.armed;
	if (counts_own(f, h, end))
		return true;
	bool they =
	    h->first > 0 && context_at(f, h->first - 1u, CONTEXT_RELATIVE); /* "المهاجمين الذين فقدوا تسعة مقاتلين" */
	if (they && h->number == NUMBER_MANY && h->last + 1u < end && people_counted(f, h->last + 1u, end, &lost) &&
	    !lost.vague && lost.armed)
		return true;
	if (!who || !f->rules->actors[who->row].armed)
		return false;
	for (size_t i = who->last + 1u; i < end && i <= who->last + LOSE_WORDS && !is_mark_at(f, i); i++) {
		struct people p; /* "فقد جيش النظام 37 عنصراً": men counted, by a side that is no man */
		if (people_counted(f, i, end, &p) && !p.vague && p.n > 1 && p.armed && people_at(f, p.last))
			return true;
		const struct hit *own = people_at(f, i);
		if (own)
			return own->tense == TENSE_POSSESSED;
	}
	return false;
}

bool casualty_is_last_of(const struct finder *f, size_t i)
{
	return i + 1 < f->text->n_tokens && sv_eq(f->text->tokens[i].norm, SV("\xD8\xA7\xD8\xAE\xD8\xB1")) &&
	       f->text->tokens[i + 1].kind == TOKEN_WORD;
}

/* "نعت صفحات موالية ملازماً أول وأربعة مجندين": one man, in the accusative, before those counted. */
static bool is_one_mourned(const struct finder *f, size_t i)
{
	const struct hit *who = casualty_at(f, i, CASUALTY_PERSON);
	return who && !who->clitics && who->number == NUMBER_ONE && who->tense == TENSE_NONE &&
	       sv_ends(f->text->tokens[who->last].norm, SV("\xD8\xA7"));
}

size_t casualty_own_start(const struct counter *c, const struct hit *h, size_t end)
{
	struct people p;
	for (size_t i = h->last + 1u; i < end && i <= h->last + LOSE_WORDS && !is_mark_at(c->f, i); i++)
		if ((people_counted(c->f, i, end, &p) && people_at(c->f, p.last)) || is_one_mourned(c->f, i))
			return i;
	return victims_start(c->f, c->out, h->last + 1u, end);
}

/* "أعدموا، بعد صلاة الجمعة، ثلاثة مقاتلين": what stands between two commas puts off whom they killed. */
bool casualty_is_put_off(const struct finder *f, const struct hit *h, size_t start)
{
	return start > h->last + 2u && start <= h->last + PUT_OFF_WORDS && is_comma_at(f, h->last + 1u) &&
	       is_comma_at(f, start - 1u);
}

/* "الحقل الذي خسره النظام": it is ground that was lost. */
bool casualty_is_cairn(const struct finder *f, const struct hit *h)
{
	/* قرية, بلدة, مدينة, منطقة, بادية, محيط, قرب, في, بين, من, إلى, تل */
	static const char *const heads[] = {"\xD9\x82\xD8\xB1\xD9\x8A\xD9\x87",
					    "\xD8\xA8\xD9\x84\xD8\xAF\xD9\x87",
					    "\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD9\x87",
					    "\xD9\x85\xD9\x86\xD8\xB7\xD9\x82\xD9\x87",
					    "\xD8\xA8\xD8\xA7\xD8\xAF\xD9\x8A\xD9\x87",
					    "\xD9\x85\xD8\xAD\xD9\x8A\xD8\xB7",
					    "\xD9\x82\xD8\xB1\xD8\xA8",
					    "\xD9\x81\xD9\x8A",
					    "\xD8\xA8\xD9\x8A\xD9\x86",
					    "\xD9\x85\xD9\x86",
					    "\xD8\xA7\xD9\x84\xD9\x8A",
					    "\xD8\xAA\xD9\x84"};
	if (h->first == 0 || h->last > h->first ||
	    !sv_eq(f->text->tokens[h->first].norm, SV("\xD8\xB1\xD8\xAC\xD9\x85")))
		return false; /* رجم */
	struct sv before = f->text->tokens[h->first - 1u].norm;
	for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++)
		if (sv_ends(before, sv_cstr(heads[k])))
			return true;
	return false;
}

bool casualty_is_ground(const struct finder *f, const struct hit *h)
{
	if (casualty_is_cairn(f, h))
		return true;
	struct sv word = f->text->tokens[h->last].norm;
	bool it = sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7"));
	bool lost = sv_find(word, SV("\xD8\xAE\xD8\xB3\xD8\xB1"), 0) != SIZE_MAX; /* "استعاد الآبار بعدما خسرها" */
	return it && h->tense == TENSE_PAST &&
	       (lost || (h->first > 0 && context_at(f, h->first - 1u, CONTEXT_RELATIVE)));
}
