#include "incident/draft.h"

enum { SUBSET_WORDS = 2, ADMIT_WORDS = 6, OWN_WORDS = 3 };

/* "خمسة قتلى، قُتل ثلاثة منهم في المشفى": part of those before. */
static bool is_part(const struct text *t, const struct casualty_fact *before, const struct casualty_fact *c)
{
	/* بينهم منهم بينها منها بينهما منهما بينهن هم وهم هما وهما أحدهم أحدهما جميعهم معظمهم غالبيتهم جلهم بعضهم ضمنهم
	 */
	static const char *const parts[] = {"\xD8\xA8\xD9\x8A\xD9\x86\xD9\x87\xD9\x85",
					    "\xD9\x85\xD9\x86\xD9\x87\xD9\x85",
					    "\xD8\xA8\xD9\x8A\xD9\x86\xD9\x87\xD8\xA7",
					    "\xD9\x85\xD9\x86\xD9\x87\xD8\xA7",
					    "\xD8\xA8\xD9\x8A\xD9\x86\xD9\x87\xD9\x85\xD8\xA7",
					    "\xD9\x85\xD9\x86\xD9\x87\xD9\x85\xD8\xA7",
					    "\xD8\xA8\xD9\x8A\xD9\x86\xD9\x87\xD9\x86",
					    "\xD9\x87\xD9\x85",
					    "\xD9\x88\xD9\x87\xD9\x85",
					    "\xD9\x87\xD9\x85\xD8\xA7",
					    "\xD9\x88\xD9\x87\xD9\x85\xD8\xA7",
					    "\xD8\xA7\xD8\xAD\xD8\xAF\xD9\x87\xD9\x85",
					    "\xD8\xA7\xD8\xAD\xD8\xAF\xD9\x87\xD9\x85\xD8\xA7",
					    "\xD8\xAC\xD9\x85\xD9\x8A\xD8\xB9\xD9\x87\xD9\x85",
					    "\xD9\x85\xD8\xB9\xD8\xB8\xD9\x85\xD9\x87\xD9\x85",
					    "\xD8\xBA\xD8\xA7\xD9\x84\xD8\xA8\xD9\x8A\xD8\xAA\xD9\x87\xD9\x85",
					    "\xD8\xAC\xD9\x84\xD9\x87\xD9\x85",
					    "\xD8\xA8\xD8\xB9\xD8\xB6\xD9\x87\xD9\x85",
					    "\xD8\xB6\xD9\x85\xD9\x86\xD9\x87\xD9\x85"};
	for (uint32_t i = before->last_token + 1u; i < t->n_tokens && i <= c->last_token + SUBSET_WORDS; i++) {
		if (i > c->last_token && (t->tokens[i].sentence != c->sentence || t->tokens[i].kind != TOKEN_WORD ||
					  sv_starts(t->tokens[i].norm, SV("\xD9\x88"))))
			break; /* "خسرت 14 جندياً وأُسر منها اثنان" */
		if (SV_ONE_OF(t->tokens[i].norm, parts))
			return true;
	}
	return false;
}

/* "ستة من رجاله": his, of whom he speaks who then says what the others lost. */
static bool is_owned(const struct text *t, const struct casualty_fact *c)
{
	struct sv word = text_span(t, c->last_token, c->last_token);
	return sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7")) ||
	       sv_ends(word, SV("\xD9\x87\xD9\x85"));
}

bool figure_is_admitted(const struct story *s, const struct casualty_fact *c)
{
	const struct token *t = s->text->tokens;
	for (uint32_t i = c->first_token;
	     i > 0 && i + ADMIT_WORDS > c->first_token && t[i - 1u].sentence == c->sentence; i--)
		if (casualty_is_admitted(t[i - 1u].norm))
			return true;
	return false;
}

/* "أقر مصدر بمقتل خمسة من عناصره، فيما تحدث قيادي عن سقوط قتيلين في صفوف قواته": each of two speakers tells his own. */
bool figures_are_own(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct text *t = s->text;
	bool own = is_owned(t, c);
	for (uint32_t i = c->last_token + 1u; !own && i < t->n_tokens && i <= c->last_token + OWN_WORDS; i++) {
		struct sv word = text_span(t, i, i);
		if (t->tokens[i].sentence != c->sentence || t->tokens[i].kind != TOKEN_WORD)
			break;
		own =
		    i > c->last_token + 1u && (sv_ends(word, SV("\xD9\x87")) || sv_ends(word, SV("\xD9\x87\xD8\xA7")));
	}
	return own && is_owned(t, before) && before->sentence == c->sentence && before->killed != c->killed;
}

/* Nobody else speaks (`goes_on`: one may go on speaking), nothing earlier is told and no sum is drawn between two
 * figures. */
static bool is_one_account(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c,
			   bool goes_on)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++) {
		enum cue_kind kind = ev->cues[i].kind;
		if (kind == CUE_SAY && !goes_on && !casualty_is_admitted(s->text->tokens[ev->cues[i].first_token].norm))
			return false;
		if (kind == CUE_BACKGROUND || kind == CUE_AFTER || kind == CUE_SEPARATE || kind == CUE_SERIES)
			return false;
	}
	return true;
}

/* "قتلوا مختاراً عام 2021، واليوم يقتلون خلفه": a day behind the comma, of the second alone. */
static bool has_own_day(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct token *t = s->text->tokens;
	uint32_t comma = c->first_token;
	while (comma > before->last_token && !(t[comma].kind == TOKEN_PUNCT && t[comma].mark == 0x060C))
		comma--;
	size_t i = date_from(s->events, comma);
	return comma > before->last_token && i < s->events->n_dates && s->events->dates[i].first_token < c->first_token;
}

/* Whether a cue of a kind stands between two figures. "ثلاثة جرحى من الطرفين، كما أصابت رصاصة بائعاً": "and ... as
 * well". */
static bool has_cue(const struct events *ev, const struct casualty_fact *before, const struct casualty_fact *c,
		    enum cue_kind kind)
{
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++)
		if (ev->cues[i].kind == kind)
			return true;
	return false;
}

/* "، وقُتل أربعة", "مقابل ستة", "، فيما خسر": what joins a figure to the one before. */
static bool is_joined(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct token *t = s->text->tokens;
	if (sv_starts(t[c->first_token].norm, SV("\xD9\x88")))
		return true;
	for (uint32_t i = before->last_token + 1u; i < c->first_token; i++)
		if (sv_eq(t[i].norm, SV("\xD9\x85\xD9\x82\xD8\xA7\xD8\xA8\xD9\x84")) ||
		    (i + 1u == c->first_token && sv_eq(t[i].norm, SV("\xD9\x88"))) || casualty_is_admitted(t[i].norm) ||
		    (t[i].kind == TOKEN_PUNCT && t[i].mark == 0x060C && sv_starts(t[i + 1u].norm, SV("\xD9\x88"))))
			return true; /* "، وسقط من قسد ستة قتلى" */
	if (casualty_is_admitted(t[c->first_token].norm) &&
	    sv_starts(t[c->first_token - (c->first_token > 0)].norm, SV("\xD9\x88")))
		return true; /* "والوحدات نعت اثنين" */
	for (uint32_t i = before->last_token + 1u; figure_is_admitted(s, before) && i < c->first_token; i++)
		if (t[i].kind == TOKEN_PUNCT && t[i].mark == 0x060C)
			return true; /* "أقرت بمقتل 12، متحدثة عن سقوط 27" */
	return has_cue(s->events, before, c, CUE_BREAK) || has_cue(s->events, before, c, CUE_ADDITION);
}

/* "ثلاثة قتلى من العشائر، قتيلان من قسد": a comma right before a figure, and no "of them" behind it. */
static bool is_listed(const struct story *s, const struct casualty_fact *c)
{
	const struct token *k = c->first_token > 0 ? &s->text->tokens[c->first_token - 1u] : NULL;
	return k && k->kind == TOKEN_PUNCT && k->mark == 0x060C;
}

/* Whether a figure is no event's own count of its day: a rise, a sum, of those who were wounded before. */
static bool is_other_count(const struct casualty_fact *before, const struct casualty_fact *c)
{
	bool died_later = c->of_wounded && (before->sentence != c->sentence || before->injured > 0);
	return before->rises || c->rises || before->over_days || c->over_days || before->cumulative || c->cumulative ||
	       died_later;
}

bool figure_is_beside(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c,
		      bool dead)
{
	if (!before || before == c || is_other_count(before, c))
		return false;
	int n = dead ? before->killed : before->injured, more = dead ? c->killed : c->injured;
	if (n <= 0 || more <= 0)
		return false;
	if (is_part(s->text, before, c))
		return false;
	struct sv one = casualty_side(s->text, before), other = casualty_side(s->text, c);
	bool owned = is_owned(s->text, before) || figure_is_admitted(s, before);
	bool named = other.len && (one.len ? !sv_eq(one, other) : owned);
	bool opposite = figures_are_own(s, before, c) && has_cue(s->events, before, c, CUE_BREAK) &&
			has_cue(s->events, before, c, CUE_SAY);
	if (opposite)
		return true;
	if (!is_one_account(s, before, c, named && before->sentence == c->sentence && owned))
		return false;
	bool opposed = before->blocs && c->blocs && !(before->blocs & c->blocs);
	if (before->sentence != c->sentence)
		return before->sentence + 1u == c->sentence && (named || opposed) &&
		       !(before->blocs && c->blocs && (before->blocs & c->blocs));
	if (has_own_day(s, before, c) || !(is_joined(s, before, c) || (named && is_listed(s, c))))
		return false;
	return named || opposed || (n != more && (dead || has_cue(s->events, before, c, CUE_BREAK)));
}
