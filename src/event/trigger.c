#include "event/trigger.h"
#include "event/casualty.h"

enum {
	SUFFER_WORDS = 24,
	SUBJECT_WORDS = 3,
	AGAIN_WORDS = 6,
	DYING_WORDS = 5,
	DONE_WORDS = 12,
	FALLS_WORDS = 4,
	WHICH_WORDS = 3
};

const struct context_rule *context_find(const struct finder *f, size_t token, enum context_kind kind)
{
	for (const struct hit *h = scan_at(&f->scan, token, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h))
		if (f->rules->contexts[h->row].kind == kind)
			return &f->rules->contexts[h->row];
	return NULL;
}

static bool names_armed(const struct finder *f, size_t sentence)
{
	return f->text->sentences[sentence].n_tokens <= LONG_TOKENS && f->sentences[sentence].names_armed;
}

/* Sports, weather: words of another topic in a third of the sentences, and armed groups in fewer of the others. */
static bool is_other_topic(const struct finder *f)
{
	size_t n = 0, armed = 0;
	for (size_t i = 0; i < f->text->n_sentences; i++) {
		bool topic = sentence_has_context(f, i, CONTEXT_TOPIC), arms = sentence_names_arms(f, i);
		n += topic && !arms;
		armed += arms || (!topic && names_armed(f, i));
	}
	return n >= 2 && 3 * n >= f->text->n_sentences && armed <= n;
}

/* "قبل أن تعتقل شخصين", "قبل أن تدخل البلدة وتعتقل شخصين": done, though the verb is in the present. */
static bool is_done(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	size_t reach = (h->clitics & CLITIC_WA) ? DONE_WORDS : 2u;
	if (h->tense != TENSE_PRESENT)
		return false;
	for (size_t i = h->first; i > 0 && i + reach > h->first && t[i - 1].sentence == t[h->first].sentence; i--) {
		if (context_at(f, i - 1, CONTEXT_BEFORE))
			return true;
		if (is_comma(&t[i - 1]))
			return false;
	}
	return false;
}

/* "سقط 25 قتيلاً": people, but for "حصيلة أيار التي بلغت 38 قتيلاً". */
static bool counts_dead(const struct finder *f, const struct hit *h)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	const struct hit *dead = scan_at(&f->scan, h->first, PHRASE_CASUALTY);
	while (dead && f->rules->casualties[dead->row].kind != CASUALTY_DEAD)
		dead = scan_also(&f->scan, dead);
	for (size_t i = first; dead && i < h->first; i++)
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CASUALTY); x; x = scan_also(&f->scan, x))
			if (f->rules->casualties[x->row].kind == CASUALTY_TALLY && scan_at(&f->scan, x->last + 1u, PHRASE_MONTH))
				return false;
	return dead;
}

/* "121 هجوماً": so many are a statistic, not an event; air raids come in dozens. */
static bool is_many(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t from = h->first > 2 ? h->first - 2u : 0;
	if (counts_dead(f, h))
		return false;
	for (size_t i = from; i < h->first; i++) {
		if (f->text->tokens[i].sentence != f->text->tokens[h->first].sentence || !quantity_at(f, i, &q) ||
		    q.value < MANY_EVENTS)
			continue;
		if (q.last + 1u == h->first && f->rules->triggers[h->row].by_victims)
			return true;
		if (q.last + 2u == h->first && context_at(f, q.last + 1u, CONTEXT_COUNTED)) /* "100 جريمة قتل" */
			return true;
	}
	return false;
}

/* "هذا خامس هجوم", "وهذه سابع عملية اغتيال": counts the one told before among those of a time. */
static bool is_nth_of_kind(const struct finder *f, const struct hit *h)
{
	/* هذا, هذه, هو, هي */
	static const char *const those[] = {"\xD9\x87\xD8\xB0\xD8\xA7", "\xD9\x87\xD8\xB0\xD9\x87", "\xD9\x87\xD9\x88",
					    "\xD9\x87\xD9\x8A"};
	/* ثاني, ثالث, رابع, خامس, سادس, سابع, ثامن, تاسع, عاشر */
	static const char *const ordinals[] = {
	    "\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A", "\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB", "\xD8\xB1\xD8\xA7\xD8\xA8\xD8\xB9",
	    "\xD8\xAE\xD8\xA7\xD9\x85\xD8\xB3", "\xD8\xB3\xD8\xA7\xD8\xAF\xD8\xB3", "\xD8\xB3\xD8\xA7\xD8\xA8\xD8\xB9",
	    "\xD8\xAB\xD8\xA7\xD9\x85\xD9\x86", "\xD8\xAA\xD8\xA7\xD8\xB3\xD8\xB9", "\xD8\xB9\xD8\xA7\xD8\xB4\xD8\xB1"};
	const struct token *t = f->text->tokens;
	size_t first = f->text->sentences[t[h->first].sentence].first_token;
	for (size_t i = h->first; i > first + 1u && i + 1u >= h->first; i--) {
		struct sv it = t[i - 2u].norm;
		it = sv_starts(it, SV("\xD9\x88")) ? sv_skip(it, 2) : it;
		if (SV_ONE_OF(t[i - 1u].norm, ordinals) && SV_ONE_OF(it, those))
			return true;
	}
	return false;
}

/* "هجوم تنظيم داعش أسفر عن ...": a sentence that opens with the event and its doer speaks of a known one. */
static bool opens_known(const struct finder *f, const struct hit *h)
{
	uint32_t sentence = f->text->tokens[h->first].sentence;
	const struct hit *doer = scan_at(&f->scan, h->last + 1u, PHRASE_ACTOR);
	bool named = doer && f->rules->actors[doer->row].armed && f->rules->triggers[h->row].role == TRIGGER_FOUNDS;
	return h->tense < TENSE_PAST && h->first == f->text->sentences[sentence].first_token && named &&
	       !(doer->clitics & (CLITIC_LI | CLITIC_BI)) && !sentence_is_terse(f->text, sentence);
}

/* "هجوم التنظيم هذا هو الأعنف", not "هجوم التنظيم هذا العام": the one told before. */
static bool is_this(const struct finder *f, const struct hit *h)
{
	static const char *const these[] = {"\xD9\x87\xD8\xB0\xD8\xA7", "\xD9\x87\xD8\xB0\xD9\x87"};
	const struct token *t = f->text->tokens;
	const struct hit *doer = h->tense < TENSE_PAST ? scan_at(&f->scan, h->last + 1u, PHRASE_ACTOR) : NULL;
	size_t i = doer ? doer->last + 1u : 0;
	bool shown =
	    doer && i + 1 < f->text->n_tokens && (sv_eq_cstr(t[i].norm, these[0]) || sv_eq_cstr(t[i].norm, these[1]));
	return shown && t[i + 1].sentence == t[h->first].sentence && !sv_starts(t[i + 1].norm, SV("\xD8\xA7\xD9\x84"));
}

/* "انفجار العديد من السيارات": many, though the word is one. */
static bool is_of_many(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t i = h->last + 1u;
	return h->tense == TENSE_NONE && i < f->text->n_tokens && f->text->tokens[i].sentence == f->text->tokens[h->first].sentence &&
	       quantity_at(f, i, &q) && q.vague;
}

/* "لعدد من الغارات", "عشرات الغارات": not those told before. */
static bool is_some(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	for (size_t i = h->first > 2 ? h->first - 2u : 0; i < h->first; i++)
		if (f->text->tokens[i].sentence == f->text->tokens[h->first].sentence && quantity_at(f, i, &q) &&
		    q.vague && q.last + 1u == h->first)
			return true;
	return false;
}

/* "تعرضت مواقع التنظيم للقصف": no bombing told before. */
static bool is_suffered(const struct finder *f, const struct hit *h)
{
	if (!(h->clitics & CLITIC_LI))
		return false;
	const struct token *t = f->text->tokens;
	for (size_t i = h->first; i > 0 && i + SUFFER_WORDS > h->first && t[i - 1].sentence == t[h->first].sentence;
	     i--)
		if (context_at(f, i - 1, CONTEXT_SUFFERS))
			return true;
	return false;
}

/* "استأنف الطيران غاراته على X", "جددت القوات القصف", "الاشتباكات تجددت السبت": anew, not what was told before. */
static bool is_resumed(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	if (h->last + 1u < f->text->n_tokens && t[h->last + 1u].sentence == t[h->first].sentence &&
	    context_at(f, h->last + 1u, CONTEXT_AGAIN))
		return true;
	for (size_t i = h->first; i > 0 && i + AGAIN_WORDS > h->first && t[i - 1].sentence == t[h->first].sentence; i--) {
		if (context_at(f, i - 1, CONTEXT_AGAIN))
			return true;
		if (is_comma(&t[i - 1]))
			return false;
	}
	return false;
}

/* "بالتزامن مع الهجمات التي شنها التنظيم في X": what happened beside is not what was told before. */
static bool is_beside(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	if (!context_at(f, h->last + 1u, CONTEXT_RELATIVE))
		return false;
	for (size_t i = h->first; i > 0 && i + SUBJECT_WORDS > h->first && t[i - 1].sentence == t[h->first].sentence;
	     i--)
		if (context_at(f, i - 1, CONTEXT_BESIDE))
			return true;
	return false;
}

/* "اشتباكات وسط قصف جوي": what goes on beside the fight is not what it is called. */
static bool is_amid(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	for (size_t i = h->first; i > 0 && i + SUBJECT_WORDS > h->first && t[i - 1].kind == TOKEN_WORD; i--)
		if (t[i - 1].sentence == t[h->first].sentence && context_at(f, i - 1, CONTEXT_BESIDE))
			return true;
	return false;
}

static bool points_back(const struct finder *f, const struct hit *h)
{
	return (h->clitics & CLITIC_AL) && !is_some(f, h) && !is_suffered(f, h) && !is_beside(f, h) && !is_resumed(f, h);
}

/* "قتلاهم": those told before; "لقي شخصان حتفهما" is new. */
static bool is_owned(const struct finder *f, const struct hit *h)
{
	if (is_resumed(f, h))
		return false;
	const struct hit *fate = scan_at(&f->scan, h->first, PHRASE_CASUALTY);
	while (fate && f->rules->casualties[fate->row].kind != CASUALTY_FATE)
		fate = scan_also(&f->scan, fate);
	return h->tense == TENSE_POSSESSED && !fate;
}

/* "وتوفي أحد الجرحى": of those told before. */
static bool is_of_wounded(const struct finder *f, const struct hit *h)
{
	const struct text *t = f->text;
	if (f->rules->triggers[h->row].role != TRIGGER_RESULT)
		return false;
	for (size_t i = h->last + 1u;
	     i < t->n_tokens && i <= h->last + DYING_WORDS && t->tokens[i].sentence == t->tokens[h->first].sentence;
	     i++)
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CASUALTY); x; x = scan_also(&f->scan, x))
			if (f->rules->casualties[x->row].kind == CASUALTY_WOUNDED && (x->clitics & CLITIC_AL) &&
			    !(x->clitics & CLITIC_WA))
				return true;
	return false;
}

/* "مسيّرة تركية على نقطة غربي X", "صباحاً: صاروخان على المصفاة": a weapon that opens a terse line, and what it fell on.
 */
static bool falls_on(const struct finder *f, const struct hit *h)
{
	const struct trigger_rule *r = &f->rules->triggers[h->row];
	const struct token *t = f->text->tokens;
	uint32_t sentence = t[h->first].sentence;
	const struct sentence *s = &f->text->sentences[sentence];
	struct quantity q; /* "- أربع قذائف على محيط المدينة" */
	size_t at = h->first > s->first_token && quantity_at(f, h->first - 1u, &q) && q.last + 1u == h->first
			? h->first - 1u
			: h->first;
	bool opens = at == s->first_token || (t[at - 1].kind == TOKEN_PUNCT && !is_comma(&t[at - 1]));
	if (r->role != TRIGGER_MANNER || h->clitics || !opens || !sentence_is_terse(f->text, sentence) ||
	    !sv_eq(r->event_type, SV("Explosions/Remote violence")))
		return false;
	for (size_t i = h->last + 1u; i < s->first_token + s->n_tokens && i <= h->last + FALLS_WORDS; i++) {
		if (t[i].kind == TOKEN_WORD &&
		    (sv_eq(t[i].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")) || context_at(f, i, CONTEXT_FALLS)))
			return true;
		if (t[i].kind != TOKEN_WORD || (f->kinds[i].contexts & ~(UINT64_C(1) << CONTEXT_OBJECT)))
			return false;
	}
	return false;
}

/* "صور الأشخاص الذين تم إلقاء القبض عليهم": who they are, not that they were taken now. */
static bool tells_which(const struct finder *f, const struct hit *h)
{
	uint32_t sentence = f->text->tokens[h->first].sentence;
	if (!sv_eq(f->rules->triggers[h->row].group, SV("arrest")))
		return false;
	for (size_t i = h->first; i > 0 && i + WHICH_WORDS > h->first && f->text->tokens[i - 1].sentence == sentence;
	     i--)
		if (context_at(f, i - 1, CONTEXT_RELATIVE))
			return true;
	return false;
}

/* "تجمع الأهالي احتجاجاً على مقتل شاب": the gathering is told before, and the word only opens what it was about. */
static bool is_ground_of(const struct finder *f, const struct hit *h, const struct trigger_fact *before)
{
	return before && before->sentence == f->text->tokens[h->first].sentence &&
	       context_at(f, h->first, CONTEXT_AFTER);
}

void triggers_find(const struct finder *f, struct events *out)
{
	size_t n = 0, capacity = 0;
	bool other_topic = is_other_topic(f);
	uint32_t in_sum = UINT32_MAX; /* sentence that counts attacks in dozens: so are its victims */
	for (size_t i = 0; i < f->text->n_tokens;) {
		const struct hit *h = trigger_choose(f, i);
		if (!h || is_ground_of(f, h, n ? &out->triggers[n - 1] : NULL)) {
			i += h ? h->last + 1u - i : 1u;
			continue;
		}
		const struct trigger_rule *r = &f->rules->triggers[h->row];
		enum trigger_role role = falls_on(f, h) ? TRIGGER_FOUNDS : r->role;
		struct trigger_fact *t = ARENA_PUSH(f->arena, out->triggers, n, &capacity);
		*t = (struct trigger_fact){.token = h->first,
					   .last_token = h->last,
					   .sentence = f->text->tokens[i].sentence,
					   .event_type = r->event_type,
					   .sub_event_type = r->sub_event_type,
					   .strength = r->strength,
					   .role = role,
					   .secondary = role != TRIGGER_FOUNDS,
					   .group = r->group,
					   .definite = points_back(f, h) || is_owned(f, h) || is_of_wounded(f, h),
					   .plural = h->number == NUMBER_MANY || is_of_many(f, h),
					   .verb = h->tense >= TENSE_PAST,
					   .present = h->tense == TENSE_PRESENT && !is_done(f, h),
					   .by_victims = r->by_victims,
					   .oblique = (h->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA)) != 0,
					   .conjoined = (h->clitics & (CLITIC_WA | CLITIC_FA)) != 0,
					   .beside = is_amid(f, h)};
		trigger_judge(f, h, t);
		bool sums = is_many(f, h) || (n > 1 && in_sum == t->sentence && t->role == TRIGGER_RESULT);
		in_sum = is_many(f, h) ? t->sentence : in_sum;
		t->general |= other_topic || sums || is_nth_of_kind(f, h);
		t->definite |= opens_known(f, h) || is_this(f, h) || tells_which(f, h);
		i = h->last + 1u;
	}
	out->n_triggers = n;
	triggers_mark_known(f, out);
	cues_find(f, out);
}
