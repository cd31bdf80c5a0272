#include "event/people.h"

enum {
	DENIED_WORDS = 12,
	NOUN_BYTES = 8, /* "سقوط", not "عن" */
	DENIAL_WORDS = 9,
	SOURCE_WORDS = 9,
	ALSO_WORDS = 3,
	UNHARMED_WORDS = 5,
	ALSO_BYTES = 4 /* "أو" */
};

/* A word of harm at a token: which of the two it names. */
static bool harm_at(const struct finder *f, size_t i, struct denial *out)
{
	const struct hit *dead = casualty_at(f, i, CASUALTY_DEAD), *hurt = casualty_at(f, i, CASUALTY_WOUNDED);
	const struct hit *any = casualty_at(f, i, CASUALTY_HARM), *h = any ? any : dead ? dead : hurt;
	if (!h)
		return false;
	out->killed |= any || dead;
	out->injured |= any || hurt;
	out->last = h->last;
	return true;
}

/* What may stand between a denial and what it denies: "لم يسجل الاستهداف أي", not "لم تعرف". */
static bool is_between(const struct finder *f, size_t i)
{
	return casualty_at(f, i, CASUALTY_OCCUR) || casualty_at(f, i, CASUALTY_AMID) ||
	       scan_at(&f->scan, i, PHRASE_TRIGGER);
}

/* "لم يُقتل أحد", "لم تجرح أحداً": a verb in the present and nobody behind it. */
static bool nobody_at(const struct finder *f, size_t i, size_t end, struct denial *out)
{
	const struct hit *killed = casualty_at(f, i, CASUALTY_KILL), *hurt = casualty_at(f, i, CASUALTY_WOUND);
	const struct hit *h = killed ? killed : casualty_at(f, i, CASUALTY_LOSS);
	h = h ? h : hurt;
	struct sv who = h && h->last + 1u < end ? f->text->tokens[h->last + 1u].norm : SV("");
	if (!sv_eq(who, SV("\xD8\xA7\xD8\xAD\xD8\xAF")) && !sv_eq(who, SV("\xD8\xA7\xD8\xAD\xD8\xAF\xD8\xA7")))
		return false; /* أحد, أحداً */
	/* "دون أن يصاب أحد": nobody was hit at all; "لم يُجرح أحد" */
	bool at_all = sv_find(f->text->tokens[h->last].norm, SV("\xD8\xB5\xD8\xA7\xD8\xA8"), 0) != SIZE_MAX ||
		      sv_ends(f->text->tokens[h->last].norm, SV("\xD9\x8A\xD8\xB5\xD8\xA8"));
	*out = (struct denial){.last = h->last + 1u, .killed = h != hurt || at_all, .injured = h == hurt};
	return true;
}

/* "ولم يصب الراعي بأذى", "دون أذى": behind the word for no. */
static bool unharmed_at(const struct finder *f, size_t i, size_t end, struct denial *out)
{
	/* اذي, باذي, بسوء, بمكروه, بخدش */
	static const char *const harms[] = {
	    "\xD8\xA7\xD8\xB0\xD9\x8A", "\xD8\xA8\xD8\xA7\xD8\xB0\xD9\x8A", "\xD8\xA8\xD8\xB3\xD9\x88\xD8\xA1",
	    "\xD8\xA8\xD9\x85\xD9\x83\xD8\xB1\xD9\x88\xD9\x87", "\xD8\xA8\xD8\xAE\xD8\xAF\xD8\xB4"};
	for (size_t j = i; j < end && j < i + UNHARMED_WORDS && !is_mark_at(f, j); j++)
		if (SV_ONE_OF(f->text->tokens[j].norm, harms)) {
			*out = (struct denial){.last = (uint32_t)j, .killed = true, .injured = true};
			return true;
		}
	return false;
}

/* "نفى مصدر في المجلس العسكري سقوط ضحايا": where the noun of happening stands before the harm that one denies; the
 * sentence's end: none. */
static size_t denied_behind(const struct finder *f, size_t i, size_t end)
{
	struct denial harm = {0};
	for (size_t j = i + 1; j + 1 < end && j <= i + DENIED_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *occur = casualty_at(f, j, CASUALTY_OCCUR);
		size_t next = occur ? occur->last + 1u : end;
		bool noun = occur && f->text->tokens[j].norm.len >= NOUN_BYTES;
		while (noun && next < end && casualty_at(f, next, CASUALTY_OCCUR))
			next++;
		if (noun && next < end && harm_at(f, next, &harm))
			return j;
		if (people_stop(f, j) || context_at(f, j, CONTEXT_BREAK))
			break;
	}
	return end;
}

/* "ولم تسفر، بحسب مصدر محلي، عن إصابات": behind the two commas around who says so. */
static size_t behind_source(const struct finder *f, size_t i, size_t end)
{
	if (!is_mark_at(f, i) || i + 1u >= end || !context_at(f, i + 1u, CONTEXT_SAY))
		return i;
	for (size_t k = i + 2u; k < end && k <= i + SOURCE_WORDS; k++)
		if (is_mark_at(f, k))
			return k + 1u;
	return i;
}

bool denial_at(const struct finder *f, size_t i, struct denial *out)
{
	const struct hit *none = casualty_at(f, i, CASUALTY_NONE);
	size_t end = sentence_end_of(f, i), at = none ? none->last + 1u : end;
	if (!none && context_at(f, i, CONTEXT_DENY))
		at = denied_behind(f, i, end);
	*out = (struct denial){0};
	if (at < end && (nobody_at(f, at, end, out) || (none && unharmed_at(f, at, end, out))))
		return true;
	for (size_t words = 0; at < end && words < DENIAL_WORDS && !harm_at(f, at, out); words++) {
		size_t behind = behind_source(f, at, end);
		if (words > 0 && nobody_at(f, at, end, out)) /* "من غير أن يصاب أحد" */
			return true;
		if (behind == at && !is_between(f, at))
			break;
		at = behind == at ? at + 1u : behind;
	}
	if (!out->killed && !out->injured)
		return false;
	for (size_t j = out->last + 1u; j < end && j <= out->last + ALSO_WORDS; j++) { /* "قتلى أو جرحى" */
		struct denial also = {0};
		if (harm_at(f, j, &also)) {
			also.killed |= out->killed;
			also.injured |= out->injured;
			*out = also;
		} else if ((f->text->tokens[j].norm.len > ALSO_BYTES && !casualty_at(f, j, CASUALTY_NONE)) ||
			   is_mark_at(f, j)) {
			break;
		}
	}
	return true;
}
