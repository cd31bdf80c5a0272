#include "event/people.h"

enum { DENIAL_WORDS = 9, ALSO_WORDS = 3, ALSO_BYTES = 4 /* "أو" */ };

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
	return casualty_at(f, i, CASUALTY_OCCUR) || scan_at(&f->scan, i, PHRASE_TRIGGER);
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
	*out = (struct denial){.last = h->last + 1u, .killed = h != hurt, .injured = h == hurt};
	return true;
}

bool denial_at(const struct finder *f, size_t i, struct denial *out)
{
	const struct hit *none = casualty_at(f, i, CASUALTY_NONE);
	size_t end = sentence_end_of(f, i), at = none ? none->last + 1u : end;
	*out = (struct denial){0};
	if (at < end && nobody_at(f, at, end, out))
		return true;
	while (at < end && at <= i + DENIAL_WORDS && !harm_at(f, at, out) && is_between(f, at))
		at++;
	if (!out->killed && !out->injured)
		return false;
	for (size_t j = out->last + 1u; j < end && j <= out->last + ALSO_WORDS; j++) { /* "قتلى أو جرحى" */
		struct denial also = {0};
		if (harm_at(f, j, &also)) {
			also.killed |= out->killed;
			also.injured |= out->injured;
			*out = also;
		} else if (f->text->tokens[j].norm.len > ALSO_BYTES || is_mark_at(f, j)) {
			break;
		}
	}
	return true;
}
