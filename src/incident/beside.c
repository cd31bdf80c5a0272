#include "incident/draft.h"

enum { SUBSET_WORDS = 2 };

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
		if (i > c->last_token && (t->tokens[i].sentence != c->sentence || t->tokens[i].kind != TOKEN_WORD))
			break;
		if (SV_ONE_OF(t->tokens[i].norm, parts))
			return true;
	}
	return false;
}

/* A word that a side says of its own: "وأقرت قسد بمقتل خمسة". */
static bool is_admitted(struct sv word)
{
	/* اعترف أقر تقر يقر نعى تنعى ينعى نعت شيع اعترفت أقرت شيعت */
	static const char *const words[] = {"\xD8\xA7\xD8\xB9\xD8\xAA\xD8\xB1\xD9\x81",
					    "\xD8\xA7\xD9\x82\xD8\xB1",
					    "\xD8\xAA\xD9\x82\xD8\xB1",
					    "\xD9\x8A\xD9\x82\xD8\xB1",
					    "\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD8\xAA\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD9\x8A\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD9\x86\xD8\xB9\xD8\xAA",
					    "\xD8\xB4\xD9\x8A\xD8\xB9",
					    "\xD8\xA7\xD8\xB9\xD8\xAA\xD8\xB1\xD9\x81\xD8\xAA",
					    "\xD8\xA7\xD9\x82\xD8\xB1\xD8\xAA",
					    "\xD8\xB4\xD9\x8A\xD8\xB9\xD8\xAA"};
	word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
	return SV_ONE_OF(word, words);
}

/* Nobody else speaks, nothing earlier is told and no sum is drawn between two figures. */
static bool is_one_account(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++) {
		enum cue_kind kind = ev->cues[i].kind;
		if (kind == CUE_SAY && !is_admitted(s->text->tokens[ev->cues[i].first_token].norm))
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

/* "، وقُتل أربعة", "مقابل ستة", "، فيما خسر": what joins a figure to the one before. */
static bool is_joined(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	const struct token *t = s->text->tokens;
	if (sv_starts(t[c->first_token].norm, SV("\xD9\x88")))
		return true;
	for (uint32_t i = before->last_token + 1u; i < c->first_token; i++)
		if (sv_eq(t[i].norm, SV("\xD9\x85\xD9\x82\xD8\xA7\xD8\xA8\xD9\x84")) ||
		    (i + 1u == c->first_token && sv_eq(t[i].norm, SV("\xD9\x88"))) || is_admitted(t[i].norm) ||
		    (t[i].kind == TOKEN_PUNCT && t[i].mark == 0x060C && sv_starts(t[i + 1u].norm, SV("\xD9\x88"))))
			return true; /* "، وسقط من قسد ستة قتلى" */
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token;
	     i++)
		if (ev->cues[i].kind == CUE_BREAK || ev->cues[i].kind == CUE_ADDITION)
			return true;
	return false;
}

/* "ثلاثة قتلى من العشائر، قتيلان من قسد": a comma right before a figure, and no "of them" behind it. */
static bool is_listed(const struct story *s, const struct casualty_fact *c)
{
	const struct token *k = c->first_token > 0 ? &s->text->tokens[c->first_token - 1u] : NULL;
	return k && k->kind == TOKEN_PUNCT && k->mark == 0x060C;
}

/* "ثلاثة جرحى من الطرفين، كما أصابت رصاصة بائعاً": "and ... as well", not a bare "and". */
static bool is_broken(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, before->last_token); i < ev->n_cues && ev->cues[i].first_token < c->first_token; i++)
		if (ev->cues[i].kind == CUE_BREAK)
			return true;
	return false;
}

bool figure_is_beside(const struct story *s, const struct casualty_fact *before, const struct casualty_fact *c,
		      bool dead)
{
	if (!before || before == c || before->rises || c->rises || before->over_days || c->over_days || (c->of_wounded && (before->sentence != c->sentence || before->injured > 0)) ||
	    c->cumulative || before->cumulative)
		return false;
	int n = dead ? before->killed : before->injured, more = dead ? c->killed : c->injured;
	if (n <= 0 || more <= 0)
		return false;
	if (is_part(s->text, before, c) || !is_one_account(s, before, c))
		return false;
	struct sv one = casualty_side(s->text, before), other = casualty_side(s->text, c);
	bool two = one.len && other.len && !sv_eq(one, other);
	bool apart = before->blocs && c->blocs && !(before->blocs & c->blocs);
	if (before->sentence == c->sentence && has_own_day(s, before, c))
		return false;
	if (before->sentence == c->sentence)
		return (is_joined(s, before, c) || (two && is_listed(s, c))) && (two || apart || n != more) && (dead || two || apart || is_broken(s, before, c));
	return before->sentence + 1u == c->sentence && (two || apart) &&
	       !(before->blocs && c->blocs && (before->blocs & c->blocs));
}
