#include "event/people.h"
#include "event/trigger.h"

enum {
	PLUPERFECT_REACH = 8,
	OPENING_REACH = 24,
	PAST_REACH = 9,
	DONE_REACH = 5,
	TOLD_REACH = 6,
	PLANTED_WORDS = 6,
	LATER_WORDS = 3
};

bool is_comma(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && (k->mark == 0x060C || k->mark == ',');
}

/* "وكان أعنف الهجمات كمين قُتل فيه خمسة": what the worst of those told was, not what had been before. */
static bool is_of_worst(const struct finder *f, size_t i)
{
	/* أعنف, أكبر, أبرز, أخطر, أشد, أوسع, أدمى, أكثر */
	static const char *const worst[] = {"\xD8\xA7\xD8\xB9\xD9\x86\xD9\x81", "\xD8\xA7\xD9\x83\xD8\xA8\xD8\xB1",
					    "\xD8\xA7\xD8\xA8\xD8\xB1\xD8\xB2", "\xD8\xA7\xD8\xAE\xD8\xB7\xD8\xB1",
					    "\xD8\xA7\xD8\xB4\xD8\xAF",		"\xD8\xA7\xD9\x88\xD8\xB3\xD8\xB9",
					    "\xD8\xA7\xD8\xAF\xD9\x85\xD9\x8A", "\xD8\xA7\xD9\x83\xD8\xAB\xD8\xB1"};
	for (size_t k = 0; k < sizeof worst / sizeof worst[0] && i + 1u < f->text->n_tokens; k++)
		if (sv_eq_cstr(f->text->tokens[i + 1u].norm, worst[k]))
			return true;
	return false;
}

/* "تعرضت X للقصف وكانت القوات قصفت Y": "and had", who did it, and the deed;
 * not "وكانت السيارة التي قصفت". */
static bool had_done(const struct finder *f, size_t i)
{
	const struct token *t = f->text->tokens;
	if (!sv_starts(t[i].norm, SV("\xD9\x88")))
		return false;
	for (size_t j = i + 1u; j < f->text->n_tokens && j <= i + DONE_REACH && t[j].sentence == t[i].sentence; j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER);
		if (t[j].kind == TOKEN_PUNCT || context_at(f, j, CONTEXT_RELATIVE))
			return false;
		if (h && j > i + 1u && h->tense == TENSE_PAST && !h->clitics)
			return true;
	}
	return false;
}

/* "عندما", "حين", "حينما", "لما", "لحظه". */
static bool is_when(const struct finder *f, size_t i)
{
	static const char *const words[] = {"\xD8\xB9\xD9\x86\xD8\xAF\xD9\x85\xD8\xA7", "\xD8\xAD\xD9\x8A\xD9\x86",
					    "\xD8\xAD\xD9\x8A\xD9\x86\xD9\x85\xD8\xA7", "\xD9\x84\xD9\x85\xD8\xA7",
					    "\xD9\x84\xD8\xAD\xD8\xB8\xD9\x87"};
	return SV_ONE_OF(f->text->tokens[i].norm, words);
}

/* "كانت سيارة تمر قرب X عندما انفجر بها لغم", "كان يحرث أرضه فانفجر به لغم": what broke in on what went on is told of
 * now. The token that opens it, or the end of the sentence. */
static size_t breaks_in_at(const struct finder *f, size_t i)
{
	size_t end = f->text->sentences[f->text->tokens[i].sentence].first_token +
		     f->text->sentences[f->text->tokens[i].sentence].n_tokens;
	for (size_t j = i + 2u; j < end && j <= i + PAST_REACH; j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER);
		bool then = h && h->tense == TENSE_PAST && (h->clitics & CLITIC_FA);
		if (is_when(f, j) || then)
			return j;
	}
	return end;
}

/* "كان ... قد": the pluperfect around its subject. */
static bool is_pluperfect(const struct finder *f, size_t i)
{
	uint32_t sentence = f->text->tokens[i].sentence;
	size_t opens = f->text->sentences[sentence].first_token;
	bool joined = i > opens && (is_comma(&f->text->tokens[i - 1u]) || had_done(f, i));
	opens = joined ? i : opens; /* "..., وكان المرصد نشر أن" */
	if (is_of_worst(f, i))
		return false;
	size_t until = i == opens ? breaks_in_at(f, i) : 0;
	for (size_t j = i + 1; i == opens && j < until && j <= i + PAST_REACH; j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER); /* "وكان عناصر التنظيم هاجموا" */
		if (context_at(f, j - 1u, CONTEXT_RELATIVE))
			continue; /* "كان ستة أطفال ضحايا القصف الذي ضرب المدرسة" */
		bool suffers = context_at(f, j, CONTEXT_SUFFERS) != NULL; /* "وكانت مدينة X تعرضت لانفجار" */
		if (f->text->tokens[j].sentence == sentence && ((h && h->tense == TENSE_PAST) || suffers))
			return true;
	}
	for (size_t j = i + 1; i == opens && j < f->text->n_tokens && j <= i + TOLD_REACH; j++)
		if (f->text->tokens[j].sentence == sentence &&
		    context_at(f, j, CONTEXT_SAY)) /* "وكان المرصد وثّق مقتل" */
			return true;
	for (size_t j = i + 1; j < f->text->n_tokens && j <= i + (i == opens ? OPENING_REACH : PLUPERFECT_REACH); j++)
		if (f->text->tokens[j].sentence == sentence && context_at(f, j, CONTEXT_HAD))
			return true;
	return false;
}

/* "لغم زرعه التنظيم في وقت سابق", "لغم كان قد زرعه": when it was laid, not when it went off. */
static bool is_of_planting(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	for (size_t i = h->first; i > 0 && i + PLANTED_WORDS > h->first && t[i - 1].sentence == t[h->first].sentence; i--)
		if (context_at(f, i - 1, CONTEXT_PLANTED))
			return true;
	for (size_t i = h->last + 1u; i < f->text->n_tokens && i <= h->last + 2u && t[i].sentence == t[h->first].sentence; i++)
		if (context_at(f, i, CONTEXT_PLANTED))
			return true;
	return false;
}

/* "في وقت سابق من اليوم": of the day's news. */
static bool is_today_behind(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	for (size_t i = h->last + 1u; i < f->text->n_tokens && i <= h->last + 2u && t[i].sentence == t[h->first].sentence; i++)
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_TIME); x; x = scan_also(&f->scan, x))
			if (f->rules->times[x->row].kind == TIME_DAY && f->rules->times[x->row].value == 0)
				return true;
	return false;
}

bool is_recall_at(const struct finder *f, size_t i)
{
	return context_at(f, i, CONTEXT_BACKGROUND) || (context_at(f, i, CONTEXT_WAS) && is_pluperfect(f, i));
}

/* "حافلة نقل": the second word of a noun is no cue. */
static bool is_in_noun(const struct finder *f, size_t i)
{
	const struct context_rule *noun = i > 0 ? context_at(f, i - 1, CONTEXT_NOUN) : NULL;
	return noun && f->text->tokens[i - 1].sentence == f->text->tokens[i].sentence;
}

/* "وبعد ساعتين استهدفت مسيرة ثانية X": what happened so long after what was told; not "بعد ساعتين من استهداف". */
static bool is_later(const struct finder *f, const struct hit *h)
{
	static const uint32_t units = UINT32_C(1) << TIME_UNIT_HOUR | UINT32_C(1) << TIME_UNIT_DAY;
	const struct token *t = f->text->tokens;
	for (size_t i = h->last + 1u; i + 1u < f->text->n_tokens && i <= h->last + LATER_WORDS; i++) {
		if (t[i].kind == TOKEN_PUNCT || t[i + 1u].sentence != t[h->first].sentence)
			return false;
		const struct hit *deed = has_times(f, i, units) ? scan_at(&f->scan, i + 1u, PHRASE_TRIGGER) : NULL;
		for (; deed; deed = scan_also(&f->scan, deed))
			if (deed->tense == TENSE_PAST && !(deed->clitics & CLITIC_WA))
				return true;
	}
	return false;
}

/* "نقلت جثثهم إلى X", "نقل الجرحى": carried, not quoted. */
static bool is_carried(const struct finder *f, const struct hit *h)
{
	return casualty_at(f, h->last + 1u, CASUALTY_DEAD) || casualty_at(f, h->last + 1u, CASUALTY_WOUNDED);
}

void cues_find(const struct finder *f, struct events *out)
{
	static const struct {
		enum context_kind context;
		enum cue_kind cue;
	} kinds[] = {{CONTEXT_BREAK, CUE_BREAK},
		     {CONTEXT_RESULT, CUE_RESULT},
		     {CONTEXT_ADDITION, CUE_ADDITION},
		     {CONTEXT_CAUSE, CUE_CAUSE},
		     {CONTEXT_AFTER, CUE_AFTER},
		     {CONTEXT_SAY, CUE_SAY},
		     {CONTEXT_THAT, CUE_THAT},
		     {CONTEXT_ELSEWHERE, CUE_ELSEWHERE},
		     {CONTEXT_ORIGIN, CUE_ORIGIN},
		     {CONTEXT_ASIDE, CUE_ASIDE},
		     {CONTEXT_SEPARATE, CUE_SEPARATE},
		     {CONTEXT_BACKGROUND, CUE_BACKGROUND},
		     {CONTEXT_AGENT, CUE_AGENT},
		     {CONTEXT_TARGET, CUE_TARGET},
		     {CONTEXT_DOES, CUE_DOES},
		     {CONTEXT_RELATIVE, CUE_RELATIVE},
		     {CONTEXT_BELONGS, CUE_BELONGS},
		     {CONTEXT_CLAIM, CUE_CLAIM},
		     {CONTEXT_OTHER, CUE_OTHER},
		     {CONTEXT_THERE, CUE_THERE},
		     {CONTEXT_RETOLD, CUE_RETOLD},
		     {CONTEXT_SERIES, CUE_SERIES},
		     {CONTEXT_PART, CUE_PART},
		     {CONTEXT_LOST, CUE_LOST},
		     {CONTEXT_HIT, CUE_HIT}};
	size_t capacity = 0;
	for (size_t i = 0; i < f->text->n_tokens; i++) {
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h)) {
			enum context_kind kind = f->rules->contexts[h->row].kind;
			if (kind == CONTEXT_WAS && is_pluperfect(f, i))
				kind = CONTEXT_BACKGROUND;
			if ((kind == CONTEXT_BACKGROUND && (is_of_planting(f, h) || is_today_behind(f, h))) || is_in_noun(f, i))
				continue;
			if (kind == CONTEXT_AFTER && (is_later(f, h) || context_at(f, i, CONTEXT_BEFORE)))
				kind = CONTEXT_BREAK;
			if (kind == CONTEXT_SAY && is_carried(f, h))
				continue;
			bool glued = (h->clitics & ~(unsigned)(CLITIC_WA | CLITIC_FA)) != 0; /* "لنقل النفط": a noun */
			for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
				if (kinds[k].context == kind &&
				    !(glued && (kind == CONTEXT_SAY || kind == CONTEXT_ELSEWHERE)))
					*ARENA_PUSH(f->arena, out->cues, out->n_cues, &capacity) = (struct cue_fact){
					    h->first, h->last, f->text->tokens[i].sentence, kinds[k].cue,
					    kind == CONTEXT_HIT ? f->rules->contexts[h->row].reach : 0};
		}
	}
}
