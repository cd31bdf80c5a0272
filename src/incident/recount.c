#include "incident/fold.h"

enum { CITY = 3, PREFIX_BYTES = 6 /* three letters */ };

/* The highest figure of killed in a draft's first words: "توفي جريح، لترتفع الحصيلة إلى ثمانية". */
static int draft_killed_at_last(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	const struct stretch *x = &d->stretches[0];
	int most = -1;
	for (size_t i = casualty_from(ev, x->first); i < ev->n_casualties && ev->casualties[i].first_token <= x->last;
	     i++)
		if (ev->casualties[i].killed > most && !ev->casualties[i].cumulative)
			most = ev->casualties[i].killed;
	return most;
}

/* "في حصيلة أولية", "حصيلة سابقة" before the first figure of dead: by its own word a count. */
static bool names_count(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	size_t c = casualty_from(ev, d->stretches[0].first);
	if (c == ev->n_casualties || ev->casualties[c].first_token > d->stretches[0].last)
		return false;
	for (uint32_t i = s->text->sentences[d->sentence].first_token; i <= ev->casualties[c].last_token; i++) {
		struct sv word = s->text->tokens[i].norm;
		for (size_t cut = 0; cut <= PREFIX_BYTES && cut < word.len; cut += 2)
			if (sv_starts(sv_skip(word, cut), SV("\xD8\xAD\xD8\xB5\xD9\x8A\xD9\x84")))
				return true;
	}
	return false;
}

/* "ارتفع عدد قتلى الهجوم على X إلى 75 ... وكان المرصد أفاد بمقتل 35 في هجوم على X", "قُتل تسعون في X ... وكانت حصيلة
 * سابقة أشارت إلى مقتل 50 في X": an earlier count of the same dead. */
static bool recounts(const struct story *s, const struct draft *x, const struct draft *d)
{
	int before = draft_killed(s, d);
	bool more = draft_has_risen(s, x) ? draft_killed_at_last(s, x) > before
					  : draft_killed(s, x) > before && names_count(s, d);
	return d->background && !x->background && before > 0 && more && !d->separate && !s->is_digest &&
	       d->sentence - draft_last_sentence(s, x) <= RETELL_SENTENCES &&
	       (d->n_places == 0 || drafts_share_any_place(x, d)) && drafts_agree_on_day(x, d);
}

static bool is_claimed(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, s->text->sentences[d->sentence].first_token); i < ev->n_cues; i++) {
		if (ev->cues[i].first_token > d->stretches[0].last)
			return false;
		if (ev->cues[i].kind == CUE_CLAIM)
			return true;
	}
	return false;
}

/* "أعلن التنظيم مسؤوليته عن هجوم على حافلة في دير الزور قتل فيه 40 ... وقالت الوكالة إن 25 قُتلوا بهجوم على حافلة على
 * طريق دير الزور": the claim, and what others say of the same attack. */
static bool is_other_account(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool kind = drafts_same_kind(x, d) || drafts_same_name(s, x, d) ||
		    (draft_killed(s, d) > 0 && drafts_share_any_place(x, d) && sv_eq(x->family, SV("violence")));
	bool there = !d->n_places || (drafts_share_any_place(x, d) || (mention_breadth(x->places[0]) >= CITY &&
								       mention_lies_in(s, d->places[0], x->places[0])));
	return kind && there && d->reported && !d->separate && !d->other && !d->after && !s->is_digest &&
	       is_claimed(s, x) && d->sentence - draft_last_sentence(s, x) <= RETELL_SENTENCES &&
	       drafts_agree_on_day(x, d);
}

/* "ارتفعت حصيلة قتلى الهجوم في المدينة إلى 37 ... وقال مصدر إن عدد ضحايا التفجير في حي X ارتفع إلى 37": one count
 * twice. */
static bool is_same_count(const struct story *s, const struct draft *x, const struct draft *d)
{
	bool same = draft_killed(s, x) == draft_killed(s, d) && drafts_share_any_place(x, d);
	bool on =
	    draft_has_risen(s, d) && draft_killed(s, d) >= draft_killed(s, x) && drafts_same_name(s, x, d) &&
	    d->n_places && mention_breadth(d->places[0]) < mention_breadth(x->places[0]) &&
	    !mention_lies_elsewhere(s, d->places[0], x->places[0]); /* "إلى أكثر من 20 ... في مخيم X ارتفعت إلى 22" */
	return !d->background && !x->background && draft_killed(s, d) > 1 && draft_killed(s, x) > 0 && (same || on) &&
	       draft_has_risen(s, x) && d->reported && !d->separate && !s->is_digest &&
	       d->sentence - draft_last_sentence(s, x) <= NEAR_SENTENCES && drafts_agree_on_day(x, d);
}

bool draft_counts_again(const struct story *s, const struct draft *x, const struct draft *d)
{
	return !x->dropped && !x->headline && x->n_places && families_agree(x->family, d->family) &&
	       d->sentence > x->sentence && (recounts(s, x, d) || is_same_count(s, x, d) || is_other_account(s, x, d));
}

/* "حينها", "وقتها", "آنذاك", "يومها": at the time told right before. */
static bool says_then(const struct story *s, const struct draft *d)
{
	static const char *const words[] = {
	    "\xD8\xAD\xD9\x8A\xD9\x86\xD9\x87\xD8\xA7", "\xD9\x88\xD9\x82\xD8\xAA\xD9\x87\xD8\xA7",
	    "\xD8\xA2\xD9\x86\xD8\xB0\xD8\xA7\xD9\x83", "\xD8\xA7\xD9\x86\xD8\xB0\xD8\xA7\xD9\x83",
	    "\xD9\x8A\xD9\x88\xD9\x85\xD9\x87\xD8\xA7", "\xD8\xAD\xD9\x8A\xD9\x86\xD8\xB0\xD8\xA7\xD9\x83"};
	for (uint32_t i = d->stretches[0].first; i <= d->stretches[0].last; i++)
		if (SV_ONE_OF(s->text->tokens[i].norm, words))
			return true;
	return false;
}

/* "وكان التنظيم هاجم الأسبوع الماضي حاجزاً في X. وقُتل حينها أربعة", "وسبق ذلك هجوم في X. وبحسب شهود، قُتل ستة": the dead
 * of what was recalled right before without any, in the same paragraph. */
bool draft_counts_recalled(const struct story *s, const struct draft *last, const struct draft *d)
{
	const struct sentence *x = s->text->sentences;
	if (!last || !last->background || d->background || last->headline || s->is_digest || d->separate || d->other ||
	    d->otherwise || d->date || d->head->role != TRIGGER_RESULT || d->sentence != last->sentence + 1u ||
	    !families_agree(last->family, d->family) || draft_killed(s, last) >= 0)
		return false;
	bool own = x[d->sentence].paragraph == x[last->sentence].paragraph &&
		   (last == s->drafts || x[last[-1].sentence].paragraph != x[last->sentence].paragraph);
	return says_then(s, d) || own;
}
