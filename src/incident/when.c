#include "incident/draft.h"

enum {
	NOW_DAYS = 0,
	MAX_GAP = 2,
	CLAIM_WORDS = 6,
	CLAIM_GAP = 3,
	PREFIX_BYTES = 6,
	COUNT_WORDS = 10,
	EARLIER_WORDS = 2,
	LAID_WORDS = 8
};

static bool is_quote_mark(uint32_t mark)
{
	return mark == '"' || mark == 0x00AB || mark == 0x00BB || mark == 0x201C || mark == 0x201D;
}

static bool is_clause_mark(uint32_t mark)
{
	return mark == 0x060C || mark == 0x061B || mark == ',' || mark == ';';
}

static int unit_rank(const struct date_fact *x)
{
	return x->is_habit || x->unit == DATE_UNKNOWN ? 3
	       : x->unit <= DATE_WEEK		      ? x->is_earlier || x->is_since
	       : x->unit == DATE_MONTH		      ? 1
						      : 2;
}

static uint32_t distance_of(const struct date_fact *x, uint32_t token)
{
	return x->first_token > token ? x->first_token - token : token - x->first_token;
}

/* "نعى أمس ... بعد يومين من مقتله بانفجار لغم": so long before, by the deed that stands right behind and was done to
 * him whom the sentence tells of. */
static bool is_of_deed(const struct story *s, const struct draft *d, const struct date_fact *x)
{
	const struct events *ev = s->events;
	if (!x->is_earlier || x->unit != DATE_DAY || d->head->token <= x->last_token)
		return false;
	size_t i = trigger_from(ev, x->last_token + 1u);
	return i < ev->n_triggers && ev->triggers[i].token <= x->last_token + EARLIER_WORDS &&
	       ev->triggers[i].definite && !ev->triggers[i].verb && sv_eq(ev->triggers[i].group, d->family) &&
	       ev->triggers[i].role == TRIGGER_RESULT;
}

/* "قال ناشطون، اليوم الخميس، إن ...": the day of saying. */
static bool is_of_saying(const struct story *s, const struct date_fact *x, uint32_t head)
{
	bool said = false, that = false;
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, s->text->sentences[x->sentence].first_token); i < ev->n_cues; i++) {
		const struct cue_fact *c = &ev->cues[i];
		if (c->first_token >= head)
			break;
		said |= c->kind == CUE_SAY && c->first_token < x->first_token;
		that |= c->kind == CUE_THAT && c->first_token > x->last_token;
	}
	return said && that;
}

/* A word of claiming that is no place's name: "التبني" is a town, too, "بادية التبني" its steppe. */
static bool is_claim(const struct story *s, const struct cue_fact *c)
{
	const struct mentions *m = s->mentions;
	if (c->kind != CUE_CLAIM)
		return false;
	size_t i = mention_from(m, c->first_token);
	bool named = i < m->n && m->items[i].first_token == c->first_token;
	return !named && !(i > 0 && m->items[i - 1].last_token >= c->first_token);
}

/* "مقتل ثلاثة بغارة على X أمس": behind the deed, in one breath. */
static bool is_told_with(const struct story *s, const struct date_fact *x, uint32_t head)
{
	for (uint32_t i = head + 1u; i < x->first_token; i++)
		if (s->text->tokens[i].kind == TOKEN_PUNCT && !is_quote_mark(s->text->tokens[i].mark))
			return false;
	return x->first_token > head;
}

/* "أعلنت القوات، اليوم الجمعة، مقتل ثلاثة": between a word of saying and what is said, the day of saying unless another is told. */
static bool is_before_said(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct events *ev = s->events;
	if (x->first_token > head)
		return false;
	for (size_t i = cue_from(ev, s->text->sentences[x->sentence].first_token);
	     i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (ev->cues[i].kind == CUE_SAY) {
			size_t deed = trigger_from(ev, ev->cues[i].last_token);
			return deed < ev->n_triggers && ev->triggers[deed].token > x->last_token;
		}
	return false;
}

/* "أعلن التنظيم، اليوم الجمعة، مسؤوليته عن الهجوم". */
static bool is_before_claim(const struct story *s, const struct date_fact *x)
{
	const struct events *ev = s->events;
	for (size_t i = cue_from(ev, x->last_token); i < ev->n_cues && ev->cues[i].first_token <= x->last_token + CLAIM_GAP; i++)
		if (is_claim(s, &ev->cues[i]) && ev->cues[i].sentence == x->sentence)
			return true;
	return false;
}

/* "تبنى التنظيم، اليوم الجمعة، الهجوم": the day of the claim. */
static bool is_of_claim(const struct story *s, const struct date_fact *x)
{
	const struct events *ev = s->events;
	if (is_before_claim(s, x))
		return true;
	uint32_t from = x->first_token > CLAIM_WORDS ? x->first_token - CLAIM_WORDS : 0;
	for (size_t i = cue_from(ev, from); i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++)
		if (is_claim(s, &ev->cues[i]) && ev->cues[i].sentence == x->sentence) {
			size_t deed = trigger_from(ev, ev->cues[i].last_token);
			return deed == ev->n_triggers || ev->triggers[deed].token > x->first_token;
		}
	return false;
}

/* "انفجرت عبوة في X، وأمس قُتل مدني في Y": a day that "and" opens is that of what follows. */
static bool opens_next(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct events *ev = s->events;
	if (x->first_token <= head || x->is_numbered || !(x->is_relative || x->weekday >= 0) ||
	    !sv_starts(s->text->tokens[x->first_token].norm, SV("\xD9\x88")))
		return false;
	size_t deed = trigger_from(ev, x->last_token);
	return deed < ev->n_triggers && ev->triggers[deed].sentence == x->sentence && !ev->triggers[deed].oblique &&
	       ev->triggers[deed].role != TRIGGER_MANNER;
}

/* "قال إن الدورية تعرضت لإطلاق نار، وإن الجثث لم تُسحب حتى صباح اليوم": behind another "and that", which tells of no
 * deed, or "عُثر على جثته في X بعد فقدان الاتصال به الثلاثاء": the day on which what is told later began. */
static bool is_of_other(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct events *ev = s->events;
	size_t behind = cue_from(ev, x->last_token + 1u);
	if (x->first_token <= head)
		return false;
	if (x->is_earlier && behind < ev->n_cues && ev->cues[behind].kind == CUE_LOST) /* "بعد يومين من اختفائه" */
		return ev->cues[behind].first_token <= x->last_token + MAX_GAP;
	for (size_t i = cue_from(ev, head + 1u); i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++) {
		const struct cue_fact *c = &ev->cues[i];
		bool that = c->kind == CUE_THAT && sv_starts(s->text->tokens[c->first_token].norm, SV("\xD9\x88"));
		size_t deed = that || c->kind == CUE_LOST ? trigger_from(ev, c->last_token + 1u) : 0;
		if (that || c->kind == CUE_LOST)
			return deed == ev->n_triggers || ev->triggers[deed].token > x->first_token;
	}
	return false;
}

/* "قُتل اثنان في X، وفي كانون الأول قتلوا سبعة هناك", "أكبر خسارة منذ مقتل سبعة بكمين في أيار", "بعد أن كان انفجار في
 * حزيران قد جرح ثلاثة": a month or a day long past that stands behind the comma, the "since" or the "after" with which
 * another deed is recalled. */
static bool is_of_recalled(const struct story *s, const struct draft *d, const struct date_fact *x)
{
	const struct events *ev = s->events;
	const struct token *t = s->text->tokens;
	const struct sentence *in = &s->text->sentences[x->sentence];
	const uint32_t head = d->head->token;
	if (x->first_token <= head + 1u || (x->unit < DATE_MONTH && !x->is_background) || x->is_relative)
		return false;
	uint32_t from = x->first_token;
	while (from > head + 1u && !(t[from - 1u].kind == TOKEN_PUNCT && is_clause_mark(t[from - 1u].mark)) &&
	       !sv_eq(t[from - 1u].norm, SV("\xD9\x85\xD9\x86\xD8\xB0"))) /* منذ */
		from--;
	if (from <= head + 1u || !clause_has_place(s, d->stretches[0].first, from - 1u, d->head))
		return false;
	bool since = t[from - 1u].kind == TOKEN_WORD, and = !since && sv_starts(t[from].norm, SV("\xD9\x88")),
	     after = false;
	for (size_t i = cue_from(ev, from); !since && i < ev->n_cues && ev->cues[i].first_token <= from; i++)
		after |= ev->cues[i].kind == CUE_AFTER;
	size_t deed = trigger_from(ev, from);
	for (; deed < ev->n_triggers && ev->triggers[deed].token < in->first_token + in->n_tokens; deed++) {
		const struct trigger_fact *k = &ev->triggers[deed];
		if (k->role != TRIGGER_FOUNDS && k->role != TRIGGER_RESULT)
			continue;
		if (since)
			return k->token == from && !k->definite;
		return (after || (and&&!k->oblique)) && !(k->definite && !k->verb);
	}
	return false;
}

/* "سيطرت القوات على X، أمس الأربعاء، عقب ...": behind the clause, before anything else happens. */
static bool follows(const struct story *s, const struct stretch *own, const struct date_fact *x, uint32_t sentence)
{
	const struct events *ev = s->events;
	size_t i = trigger_from(ev, own->last + 1);
	return x->sentence == sentence && x->first_token <= own->last + MAX_GAP &&
	       (i == ev->n_triggers || ev->triggers[i].token > x->first_token);
}

/* "تظاهروا غضباً من التحرك الذي شهدته المنطقة أمس": of what a relative clause tells, up to the next comma. */
static int is_embedded(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct events *ev = s->events;
	bool embedded = false;
	size_t i = cue_from(ev, head);
	for (uint32_t k = head; k < x->first_token; k++) {
		for (; i < ev->n_cues && ev->cues[i].first_token <= k; i++)
			embedded |= ev->cues[i].first_token == k && ev->cues[i].kind == CUE_RELATIVE;
		embedded = embedded && !(s->text->tokens[k].kind == TOKEN_PUNCT && s->text->tokens[k].mark == 0x060C);
	}
	return embedded;
}

/* "قصفت X التي سيطر عليها التنظيم الأسبوع الماضي": when what describes the place happened, up to the next comma. */
static bool is_of_place_told(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct events *ev = s->events;
	const struct mentions *m = s->mentions;
	for (size_t i = cue_from(ev, head + 1u); i < ev->n_cues && ev->cues[i].first_token < x->first_token; i++) {
		uint32_t at = ev->cues[i].first_token;
		size_t k = ev->cues[i].kind == CUE_RELATIVE ? mention_from(m, at) : 0, deed = trigger_from(ev, at);
		bool taken = deed < ev->n_triggers && ev->triggers[deed].token < x->first_token &&
			     sv_eq(ev->triggers[deed].group, SV("takeover"));
		bool lost = sv_starts(s->text->tokens[at + 1u].norm, SV("\xD8\xAE\xD8\xB3\xD8\xB1")); /* "الذي خسره" */
		if (!k || m->items[k - 1].last_token + 1u != at || !(taken || lost))
			continue;
		while (at < x->first_token && !(s->text->tokens[at].kind == TOKEN_PUNCT))
			at++;
		if (at == x->first_token)
			return true;
	}
	return false;
}

/* "وهي العملية الثالثة على القاعدة نفسها منذ السبت": since when they are counted. */
static bool is_of_counting(const struct story *s, const struct date_fact *x)
{
	/* "وهي", "وهو", "للمرة" */
	static const char *const these[] = {"\xD9\x88\xD9\x87\xD9\x8A", "\xD9\x88\xD9\x87\xD9\x88",
					    "\xD9\x84\xD9\x84\xD9\x85\xD8\xB1\xD9\x87"};
	const struct token *t = s->text->tokens;
	uint32_t first = s->text->sentences[x->sentence].first_token;
	bool since = x->first_token > first && !x->is_relative &&
		     sv_eq(t[x->first_token - 1u].norm, SV("\xD9\x85\xD9\x86\xD8\xB0"));
	for (uint32_t i = x->first_token; since && i > first && i + COUNT_WORDS > x->first_token; i--)
		if (SV_ONE_OF(t[i - 1u].norm, these))
			return true;
	return false;
}

/* "رُجح أن العبوة زُرعت ليل أمس، وانفجرت صباح اليوم": when it was laid, told before it went off. */
static bool is_of_laying(const struct story *s, const struct date_fact *x, uint32_t head)
{
	const struct token *t = s->text->tokens;
	uint32_t first = s->text->sentences[x->sentence].first_token;
	for (uint32_t i = x->first_token; x->first_token < head && i > first && i + LAID_WORDS > x->first_token; i--) {
		struct sv word = t[i - 1u].norm;
		if (t[i - 1u].kind == TOKEN_PUNCT && t[i - 1u].mark == 0x060C)
			return false;
		if (sv_starts(word, SV("\xD8\xB2\xD8\xB1\xD8\xB9")) &&
		    trigger_from(s->events, i) < s->events->n_triggers)
			return s->events->triggers[trigger_from(s->events, i)].token > x->last_token;
	}
	return false;
}

/* "قرية كسرة شيخ الجمعة": a day's name within that of a place. */
static bool is_within_name(const struct story *s, const struct date_fact *x)
{
	const struct mentions *m = s->mentions;
	size_t i = mention_from(m, x->last_token + 1u);
	return i > 0 && m->items[i - 1].first_token < x->first_token && m->items[i - 1].last_token >= x->last_token;
}

/* The date of a draft: the finest in its clauses, of those the nearest to the head; else one that follows on their heels;
 * else the last one before it in the sentence. Durations are none. */
const struct date_fact *draft_find_date(const struct story *s, const struct draft *d)
{
	const struct date_fact *best = NULL, *before = NULL, *behind = NULL;
	const struct stretch *own = &d->stretches[0];
	uint32_t head = d->head->token;
	for (size_t i = date_from(s->events, s->text->sentences[d->sentence].first_token); i < s->events->n_dates;
	     i++) {
		const struct date_fact *x = &s->events->dates[i];
		if (is_within_name(s, x) || (x->is_duration && !x->is_habit) || x->is_until || is_of_claim(s, x) ||
		    opens_next(s, x, head) || is_of_other(s, x, head) || is_of_place_told(s, x, head) ||
		    is_of_counting(s, x) || is_of_laying(s, x, head) || is_of_recalled(s, d, x))
			continue;
		if (x->first_token > own->last) {
			behind = follows(s, own, x, d->sentence) && (d->after || !x->is_earlier) ? x : NULL;
			break;
		}
		if (x->first_token < own->first || is_of_saying(s, x, head)) {
			before = x->is_habit ? before : x;
			continue;
		}
		int order = best ? unit_rank(x) - unit_rank(best) : -1;
		if (is_of_deed(s, d, x))
			return x;
		order = best && order == 0 ? is_embedded(s, x, head) - is_embedded(s, best, head) : order;
		if (best && order == 0 && is_before_said(s, best, head) && is_told_with(s, x, head))
			order = -1;
		if (order < 0 || (order == 0 && distance_of(x, head) < distance_of(best, head)))
			best = x;
	}
	if (behind && before && !is_of_saying(s, before, head))
		behind = NULL;
	return best ? best : behind ? behind : before;
}

uint32_t draft_last_sentence(const struct story *s, const struct draft *d)
{
	uint32_t last = d->sentence;
	for (size_t i = 0; i < d->n_stretches; i++) {
		uint32_t x = s->text->tokens[d->stretches[i].first].sentence;
		last = x > last ? x : last;
	}
	return last;
}

/* A duration of weeks or more up to now, said before the draft's end in its sentence. */
static bool has_habit_date(const struct story *s, const struct draft *d)
{
	for (size_t i = date_from(s->events, s->text->sentences[d->sentence].first_token); i < s->events->n_dates; i++) {
		if (s->events->dates[i].first_token > d->stretches[0].last)
			return false;
		if (s->events->dates[i].is_habit)
			return true;
	}
	return false;
}

/* "خلال الـ 24 ساعة الفائتة" within a draft's own words. */
static bool has_short_span(const struct story *s, const struct draft *d)
{
	for (size_t i = date_from(s->events, d->stretches[0].first); i < s->events->n_dates; i++) {
		if (s->events->dates[i].first_token > d->stretches[0].last)
			return false;
		if (s->events->dates[i].is_duration && !s->events->dates[i].is_habit)
			return true;
	}
	return false;
}

static bool is_told_by_many(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = trigger_from(ev, d->stretches[0].first); i < ev->n_triggers; i++) {
		if (ev->triggers[i].token > d->stretches[0].last)
			return false;
		if (ev->triggers[i].plural && !ev->triggers[i].verb && ev->triggers[i].role == TRIGGER_FOUNDS)
			return true;
	}
	return false;
}

/* Many attacks over weeks are no event of their own: "خلال الأشهر الماضية نفذت الخلايا سلسلة هجمات". */
bool draft_is_habit(const struct story *s, const struct draft *d)
{
	if (d->date && d->date->is_habit && (d->head->plural || d->head->definite))
		return true;
	bool dated = (d->date && !d->date->is_habit && d->date->first_token >= d->stretches[0].first) || has_short_span(s, d);
	return !dated && has_habit_date(s, d) && (d->head->plural || d->head->definite || is_told_by_many(s, d));
}

/* "..., بحسب ما ذكرته صفحات محلية اليوم": a comma and a word of saying stand between the deed and the day. */
static bool is_said_behind(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	bool said = false;
	if (d->date->first_token < d->head->token)
		return false;
	for (size_t i = cue_from(ev, d->head->token); i < ev->n_cues && ev->cues[i].first_token < d->date->first_token;
	     i++) {
		const struct cue_fact *c = &ev->cues[i];
		size_t deed = trigger_from(ev, c->last_token);
		said |= c->kind == CUE_SAY &&
			(deed == ev->n_triggers || ev->triggers[deed].token > d->date->last_token);
	}
	return said;
}

/* "إلى 61 شخصاً، بعد العثور صباح اليوم على سبع جثث", "بعد وفاة طفل اليوم": the day on which more were counted. */
static bool is_of_later_dead(const struct story *s, uint32_t from, const struct date_fact *date)
{
	static const char *const words[] = {"\xD8\xA7\xD9\x84\xD8\xB9\xD8\xAB\xD9\x88\xD8\xB1",
					    "\xD8\xB9\xD8\xAB\xD9\x88\xD8\xB1",
					    "\xD8\xA7\xD9\x86\xD8\xAA\xD8\xB4\xD8\xA7\xD9\x84",
					    "\xD9\x88\xD9\x81\xD8\xA7\xD8\xA9", "\xD9\x88\xD9\x81\xD8\xA7\xD9\x87"};
	for (uint32_t i = from + 1u; i < date->first_token; i++)
		for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
			if (sv_eq_cstr(s->text->tokens[i].norm, words[k]))
				return true; /* العثور, عثور, انتشال, وفاة */
	return false;
}

/* "ارتفعت صباح اليوم الخميس إلى 18 قتيلاً": the day of a count. */
static bool is_of_count(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	for (size_t i = casualty_from(ev, d->stretches[0].first); i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token > d->stretches[0].last)
			break;
		if (c->rises && c->first_token < d->date->first_token && d->date->last_token < c->last_token)
			return true;
		if (c->rises && c->last_token < d->date->first_token && is_of_later_dead(s, c->last_token, d->date))
			return true;
	}
	return false;
}

/* "عُثر على جثتين", "انتشال ثلاث جثث": bodies are found later than people die. */
static bool is_of_finding(const struct story *s, const struct trigger_fact *t)
{
	static const char *const finds[] = {"\xD8\xB9\xD8\xAB\xD8\xB1", "\xD8\xB9\xD8\xAB\xD9\x88\xD8\xB1",
					    "\xD8\xA7\xD9\x86\xD8\xAA\xD8\xB4"};
	struct sv word = s->text->tokens[t->token].norm;
	for (size_t i = 0; i < sizeof finds / sizeof finds[0]; i++)
		for (size_t cut = 0; cut <= PREFIX_BYTES && cut < word.len; cut += 2)
			if (sv_starts(sv_skip(word, cut), sv_cstr(finds[i])))
				return true;
	return false;
}

/* "توفي اليوم أحد الجرحى", "وعُثر اليوم على جثتين، لتصبح الحصيلة ثمانية": the day on which more died of what was done
 * before. */
static bool is_of_dying(const struct story *s, const struct draft *d)
{
	const struct events *ev = s->events;
	bool finds = d->head->role == TRIGGER_FOUNDS && is_of_finding(s, d->head);
	if ((d->head->role != TRIGGER_RESULT && !finds) || d->separate)
		return false;
	for (size_t i = casualty_from(ev, d->stretches[0].first); i < ev->n_casualties; i++) {
		const struct casualty_fact *c = &ev->casualties[i];
		if (c->first_token > d->stretches[0].last)
			break;
		if (c->of_wounded || (c->rises && !c->cumulative))
			return true;
	}
	return false;
}

bool draft_has_weak_date(const struct story *s, const struct draft *d)
{
	if (d->date && d->date->unit == DATE_DAY && is_of_dying(s, d))
		return true;
	return d->date && draft_has_risen(s, d) && (is_said_behind(s, d) || is_of_count(s, d));
}

/* "وكان التنظيم قد هاجم أمس بلدة X": told as past, but of these days. */
bool draft_is_of_now(const struct draft *d)
{
	return d->date && d->date->is_relative && d->date->relative_days >= -NOW_DAYS;
}
