#include "event/rules.h"

enum {
	LEFT_REACH = 8,
	SUFFIXES = 2,
	PLUPERFECT_REACH = 8,
	OPENING_REACH = 24,
	PAST_REACH = 9,
	TOLD_REACH = 6,
	HEADING_TOKENS = 12,
	BYLINE_TOKENS = 5,
	ASIDE_TOKENS = 16,
	SUFFER_WORDS = 24,
	OPERATION_WORDS = 24,
	TERSE_TOKENS = 32,
	OBJECT_BEFORE = 4,
	OBJECT_WORDS = 16,
	LONG_TOKENS = 1024,
	SUBJECT_WORDS = 3,
	OPENING_TOKENS = 2,
	LEAD_SENTENCES = 2,
	MANY_EVENTS = 20
};

const struct context_rule *context_at(const struct finder *f, size_t token, enum context_kind kind)
{
	for (const struct hit *h = scan_at(&f->scan, token, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h))
		if (f->rules->contexts[h->row].kind == kind)
			return &f->rules->contexts[h->row];
	return NULL;
}

static bool is_clause_mark(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && (k->mark == 0x060C || k->mark == 0x061B || k->mark == ',' || k->mark == ';');
}

static bool object_at(const struct finder *f, size_t i, int object, size_t distance)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h)) {
		const struct context_rule *c = &f->rules->contexts[h->row];
		if (c->kind == CONTEXT_OBJECT && c->object == object && distance < c->reach)
			return true;
	}
	return false;
}

/* The object stands behind the verb, or, with its doer, right before it. */
static bool has_object(const struct finder *f, const struct hit *h, int object)
{
	const struct text *t = f->text;
	uint32_t sentence = t->tokens[h->first].sentence;
	size_t n = 0;
	for (size_t i = h->last + 1u; i < t->n_tokens && t->tokens[i].sentence == sentence && n < OBJECT_WORDS; i++) {
		if (t->tokens[i].kind != TOKEN_PUNCT && object_at(f, i, object, n++))
			return true;
	}
	for (size_t i = h->first; i > 0 && i + OBJECT_BEFORE > h->first && t->tokens[i - 1].sentence == sentence; i--)
		if (h->tense == TENSE_PRESENT && object_at(f, i - 1, object, 0))
			return true;
	return false;
}

/* Headlines and posts: short, without a full stop. */
static bool is_terse(const struct text *t, uint32_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *end = &t->tokens[s->first_token + s->n_tokens - 1];
	return s->n_tokens <= TERSE_TOKENS && !(end->kind == TOKEN_PUNCT && (end->mark == '.' || end->mark == 0x06D4));
}

/* A full sentence, no headline, dateline or byline. */
static bool is_told(const struct text *t, uint32_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *end = &t->tokens[s->first_token + s->n_tokens - 1];
	bool stops = s->n_tokens && end->kind == TOKEN_PUNCT && (end->mark == '.' || end->mark == 0x06D4);
	return s->n_tokens && !is_terse(t, sentence) && (stops || s->n_tokens > HEADING_TOKENS) &&
	       s->n_tokens > BYLINE_TOKENS;
}

/* The first sentence that is no headline, dateline or byline: "تشهد أحياء المدينة قصفاً" is the day's news there. */
static bool is_lead(const struct text *t, size_t sentence)
{
	for (size_t i = 0; i < sentence; i++)
		if (is_told(t, (uint32_t)i))
			return false;
	return true;
}

/* The word at a token that keeps a trigger `distance` words on its right from being an event. */
static void apply_left(const struct finder *f, size_t token, size_t distance, bool crossed, struct trigger_fact *out)
{
	const struct context_rule *c;
	if ((c = context_at(f, token, CONTEXT_NEGATION)) && distance <= c->reach && !crossed)
		out->negated = true;
	if ((c = context_at(f, token, CONTEXT_PLAN)) && distance <= c->reach && !crossed)
		out->planned = true;
	if ((c = context_at(f, token, CONTEXT_GENERAL)) && distance <= c->reach && !crossed)
		out->general = true;
	if (out->role == TRIGGER_MANNER && (c = context_at(f, token, CONTEXT_SUPPORT)) && distance <= c->reach)
		out->general = true;
	if ((c = context_at(f, token, CONTEXT_HABIT)) && distance <= c->reach && !crossed &&
	    !is_terse(f->text, out->sentence))
		out->general = true;
	if ((c = context_at(f, token, CONTEXT_SEES)) && distance <= c->reach && !crossed &&
	    !is_terse(f->text, out->sentence) && !is_lead(f->text, out->sentence))
		out->general = true;
}

static bool sentence_has(const struct finder *f, size_t sentence, enum context_kind kind)
{
	const struct sentence *s = &f->text->sentences[sentence];
	for (size_t i = s->first_token; s->n_tokens <= LONG_TOKENS && i < s->first_token + s->n_tokens; i++)
		if (context_at(f, i, kind))
			return true;
	return false;
}

static bool names_armed(const struct finder *f, size_t sentence)
{
	const struct sentence *s = &f->text->sentences[sentence];
	for (size_t i = s->first_token; s->n_tokens <= LONG_TOKENS && i < s->first_token + s->n_tokens; i++) {
		const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
		if (h && f->rules->actors[h->row].armed && f->rules->actors[h->row].bloc)
			return true;
	}
	return false;
}

/* Sports, weather: words of another topic in a third of the sentences, and armed groups in fewer of the others. */
static bool is_other_topic(const struct finder *f)
{
	size_t n = 0, armed = 0;
	for (size_t i = 0; i < f->text->n_sentences; i++) {
		bool other = sentence_has(f, i, CONTEXT_TOPIC);
		n += other;
		armed += !other && names_armed(f, i);
	}
	return n >= 2 && 3 * n >= f->text->n_sentences && armed <= n;
}

/* "منذ ساعات الفجر", "منذ يومين": a unit of time right behind. */
static bool scan_unit(const struct finder *f, size_t i)
{
	for (const struct hit *x = scan_at(&f->scan, i, PHRASE_TIME); x; x = scan_also(&f->scan, x))
		if (f->rules->times[x->row].kind <= TIME_UNIT_DAY)
			return true;
	return false;
}

/* "106 عمليات": events counted, not told. */
static bool is_counted(const struct finder *f, size_t i)
{
	struct quantity q;
	return quantity_at(f, i, &q) && q.value > 1 && q.last + 1u < f->text->n_tokens &&
	       context_at(f, q.last + 1u, CONTEXT_COUNTED);
}

/* "343 شخصاً": so many people. */
static bool is_large(const struct finder *f, size_t i)
{
	struct quantity q;
	if (!quantity_at(f, i, &q) || q.value < MANY_EVENTS || q.last + 1u >= f->text->n_tokens)
		return false;
	const struct hit *who = scan_at(&f->scan, q.last + 1u, PHRASE_CASUALTY);
	return who && f->rules->casualties[who->row].kind <= CASUALTY_PERSONS;
}

/* Sums over many events: "ارتفعت حصيلة ... منذ مطلع العام", "بلغت حصيلة الهجمات", "ومنذ بداية الموسم قُتل العشرات".
 * What "بينهم" takes out of a sum is an event again. */
static bool is_statistic(const struct finder *f, size_t sentence, const struct hit *h)
{
	const struct sentence *s = &f->text->sentences[sentence];
	bool tally = false, sum = false, since = false, opens = false, large = false, is_long = false;
	for (size_t i = s->first_token; s->n_tokens <= LONG_TOKENS && i < s->first_token + s->n_tokens; i++) {
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CASUALTY); x; x = scan_also(&f->scan, x)) {
			enum casualty_kind kind = f->rules->casualties[x->row].kind;
			if (i < h->first)
				tally = kind == CASUALTY_TALLY || (tally && kind != CASUALTY_SUBSET);
			sum |= i < h->first && kind == CASUALTY_TALLY;
		}
		sum |= i < h->first && is_counted(f, i);
		large |= is_large(f, i);
		large = large && !(i < h->first && context_at(f, i, CONTEXT_BACKGROUND));
		tally = tally && !(i < h->first && context_at(f, i, CONTEXT_BACKGROUND));
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_TIME); x; x = scan_also(&f->scan, x)) {
			const struct time_rule *t = &f->rules->times[x->row];
			bool period = t->kind == TIME_AGO && t->value;
			since |= period;
			is_long |= t->kind == TIME_UNIT_YEAR || t->kind == TIME_YEAR_HEAD;
			opens |= period && i <= s->first_token + 1u && !scan_unit(f, x->last + 1u);
		}
	}
	bool many = h->number == NUMBER_MANY && h->tense == TENSE_NONE;
	return (tally && (since || many)) || (sum && since && h->number == NUMBER_MANY) ||
	       (large && since && is_long) || opens;
}

/* A day or a part of one that a sentence names: "اليوم", "السبت". */
static bool names_day(const struct finder *f, const struct sentence *s)
{
	for (size_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
		if (scan_at(&f->scan, i, PHRASE_WEEKDAY))
			return true;
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_TIME); h; h = scan_also(&f->scan, h))
			if (f->rules->times[h->row].kind <= TIME_PART)
				return true;
	}
	return false;
}

/* "وتشهد المنطقة تصاعداً ...", "وتستمر القوات في ...": a sentence of prose that opens so tells of what goes on, up to a
 * word that breaks off (إذ, "وسبق أن"); unless it names a day or opens the text. */
static bool opens_with_habit(const struct finder *f, size_t sentence, size_t trigger)
{
	const struct sentence *s = &f->text->sentences[sentence];
	bool opens = false, denied = false;
	if (sentence < LEAD_SENTENCES || is_lead(f->text, sentence) || s->n_tokens > LONG_TOKENS ||
	    is_terse(f->text, (uint32_t)sentence))
		return false;
	for (size_t i = s->first_token; i < trigger; i++) {
		if (i < s->first_token + OPENING_TOKENS) {
			denied |= context_at(f, i, CONTEXT_NEGATION) != NULL;
			opens |= !denied && (context_at(f, i, CONTEXT_HABIT) || context_at(f, i, CONTEXT_SEES));
		}
		if (context_at(f, i, CONTEXT_BREAK) || context_at(f, i, CONTEXT_BACKGROUND))
			return false;
	}
	return opens && !names_day(f, s);
}

/* "وتتعرض المواقع للقصف بين الحين والآخر", "عادة ما": of no day. */
static bool happens_often(const struct finder *f, size_t sentence)
{
	return !is_lead(f->text, sentence) && !is_terse(f->text, (uint32_t)sentence) &&
	       sentence_has(f, sentence, CONTEXT_OFTEN) && !names_day(f, &f->text->sentences[sentence]);
}

/* "قبل أن تعتقل شخصين": done, though the verb is in the present. */
static bool is_done(const struct finder *f, const struct hit *h)
{
	return h->tense == TENSE_PRESENT && h->first > 1 && context_at(f, h->first - 2u, CONTEXT_BEFORE);
}

/* "طائرات (لم تعرف هويتها) شنت غارات": the token that opens what brackets hold right before token i; else i. */
static size_t before_aside(const struct text *t, size_t i)
{
	const struct token *k = t->tokens;
	if (i == 0 || k[i - 1].kind != TOKEN_PUNCT || k[i - 1].mark != ')')
		return i;
	for (size_t j = i - 1; j > 0 && j + ASIDE_TOKENS > i && k[j - 1].sentence == k[i - 1].sentence; j--)
		if (k[j - 1].kind == TOKEN_PUNCT && k[j - 1].mark == '(')
			return j - 1;
	return i;
}

static void judge(const struct finder *f, const struct hit *h, struct trigger_fact *out)
{
	const struct text *t = f->text;
	uint32_t sentence = t->tokens[h->first].sentence;
	bool crossed = false;
	size_t distance = 0;
	for (size_t i = h->first; i > 0 && t->tokens[i - 1].sentence == sentence && distance < LEFT_REACH; i--) {
		i = before_aside(t, i);
		if (i == 0 || t->tokens[i - 1].sentence != sentence)
			break;
		const struct token *k = &t->tokens[i - 1];
		crossed |= is_clause_mark(k);
		distance += k->kind != TOKEN_PUNCT;
		apply_left(f, i - 1, distance, crossed, out);
	}
	for (size_t i = h->last + 1u; i < t->n_tokens && i <= h->last + SUFFIXES; i++)
		if (t->tokens[i].sentence == sentence && context_at(f, i, CONTEXT_GENERAL))
			out->general = true;
	if (is_statistic(f, sentence, h) || opens_with_habit(f, sentence, h->first) || happens_often(f, sentence))
		out->general = true;
	if (h->first > 1 && h->tense == TENSE_PAST && sv_eq(out->group, SV("takeover")) &&
	    context_at(f, h->first - 1u, CONTEXT_RELATIVE) && !names_day(f, &t->sentences[sentence]))
		out->general = true; /* "القرى التي سيطرت عليها القوات مؤخراً" */
	if ((h->clitics & CLITIC_LI) && sv_eq(out->group, SV("takeover")))
		out->planned = true; /* "لاستعادة السيطرة": what is wanted */
	if (sentence_has(f, sentence, CONTEXT_RETRACTION))
		out->negated = true;
	if (sentence_has(f, sentence, CONTEXT_TOPIC))
		out->general = true;
}

/* "أربعة شبان", "الاتصال": people or a number right behind. */
static bool people_follow(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t i = h->last + 1u;
	if (i >= f->text->n_tokens || f->text->tokens[i].sentence != f->text->tokens[h->first].sentence)
		return false;
	if (quantity_at(f, i, &q))
		return true;
	const struct hit *who = scan_at(&f->scan, i, PHRASE_CASUALTY);
	return who && (f->rules->casualties[who->row].kind == CASUALTY_PERSON ||
		       f->rules->casualties[who->row].kind == CASUALTY_PERSONS);
}

static const struct hit *choose(const struct finder *f, size_t i)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h)) {
		int needs = f->rules->triggers[h->row].needs;
		if (needs == NEEDS_PEOPLE ? people_follow(f, h) : !needs || has_object(f, h, needs))
			return h;
	}
	return NULL;
}

/* "كان ... قد": the pluperfect around its subject. */
static bool is_pluperfect(const struct finder *f, size_t i)
{
	uint32_t sentence = f->text->tokens[i].sentence;
	size_t opens = f->text->sentences[sentence].first_token;
	for (size_t j = i + 1; i == opens && j < f->text->n_tokens && j <= i + PAST_REACH; j++) {
		const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER); /* "وكان عناصر التنظيم هاجموا" */
		if (f->text->tokens[j].sentence == sentence && h && h->tense == TENSE_PAST)
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

static void cues_find(const struct finder *f, struct events *out)
{
	static const struct {
		enum context_kind context;
		enum cue_kind cue;
	} kinds[] = {{CONTEXT_BREAK, CUE_BREAK},
		     {CONTEXT_RESULT, CUE_RESULT},
		     {CONTEXT_CAUSE, CUE_CAUSE},
		     {CONTEXT_AFTER, CUE_AFTER},
		     {CONTEXT_SAY, CUE_SAY},
		     {CONTEXT_THAT, CUE_THAT},
		     {CONTEXT_ELSEWHERE, CUE_ELSEWHERE},
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
		     {CONTEXT_SERIES, CUE_SERIES},
		     {CONTEXT_PART, CUE_PART}};
	size_t capacity = 0;
	for (size_t i = 0; i < f->text->n_tokens; i++) {
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h)) {
			enum context_kind kind = f->rules->contexts[h->row].kind;
			if (kind == CONTEXT_WAS && is_pluperfect(f, i))
				kind = CONTEXT_BACKGROUND;
			bool glued = (h->clitics & ~(unsigned)(CLITIC_WA | CLITIC_FA)) != 0; /* "لنقل النفط": a noun */
			for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
				if (kinds[k].context == kind &&
				    !(glued && (kind == CONTEXT_SAY || kind == CONTEXT_ELSEWHERE)))
					*ARENA_PUSH(f->arena, out->cues, out->n_cues, &capacity) = (struct cue_fact){
					    h->first, h->last, f->text->tokens[i].sentence, kinds[k].cue};
		}
	}
}

/* "121 هجوماً": so many are a statistic, not an event; air raids come in dozens. */
static bool is_many(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t from = h->first > 2 ? h->first - 2u : 0;
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

/* "هجوم تنظيم داعش أسفر عن ...": a sentence that opens with the event and its doer speaks of a known one. */
static bool opens_known(const struct finder *f, const struct hit *h)
{
	uint32_t sentence = f->text->tokens[h->first].sentence;
	const struct hit *doer = scan_at(&f->scan, h->last + 1u, PHRASE_ACTOR);
	bool named = doer && f->rules->actors[doer->row].armed && f->rules->triggers[h->row].role == TRIGGER_FOUNDS;
	return h->tense < TENSE_PAST && h->first == f->text->sentences[sentence].first_token && named &&
	       !(doer->clitics & (CLITIC_LI | CLITIC_BI)) && !is_terse(f->text, sentence);
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

/* "عملية أمنية في X، استهدفت وكراً للتنظيم": whom the operation was after. */
static void mark_operations(struct events *out)
{
	const struct trigger_fact *raid = NULL;
	for (size_t i = 0; i < out->n_triggers; i++) {
		struct trigger_fact *t = &out->triggers[i];
		raid = raid && raid->sentence == t->sentence ? raid : NULL;
		if (raid && t->by_victims && !t->conjoined && t->role == TRIGGER_FOUNDS &&
		    t->token <= raid->last_token + OPERATION_WORDS)
			t->general = true;
		if (sv_eq(t->group, SV("raid")) && !t->verb)
			raid = t;
		else if (t->role == TRIGGER_FOUNDS)
			raid = NULL;
	}
}

/* "انفجر اللغم", "الغارات استهدفت": the thing is known, so the event is. */
static void mark_definite_subjects(struct events *out)
{
	mark_operations(out);
	for (size_t i = 0; i + 1 < out->n_triggers; i++) {
		const struct trigger_fact *next = &out->triggers[i + 1];
		struct trigger_fact *t = &out->triggers[i];
		bool of_raid = t->verb && t->by_victims && next->definite && sv_eq(next->group, SV("raid"));
		if (of_raid && next->token <= t->last_token + SUBJECT_WORDS) /* "استهدفت عملية الإنزال منزلاً" */
			t->general = true;
		if (t->verb && t->role == TRIGGER_FOUNDS && next->role == TRIGGER_MANNER && next->definite &&
		    !next->oblique && next->token == t->last_token + 1u && sv_eq(t->group, next->group))
			t->definite = true;
		if (t->role == TRIGGER_FOUNDS && t->definite && !t->verb && next->verb && next->by_victims &&
		    next->role == TRIGGER_FOUNDS && next->token <= t->last_token + SUBJECT_WORDS)
			out->triggers[i + 1].definite = true;
	}
}

static bool points_back(const struct finder *f, const struct hit *h)
{
	return (h->clitics & CLITIC_AL) && !is_some(f, h) && !is_suffered(f, h) && !is_beside(f, h);
}

void triggers_find(const struct finder *f, struct events *out)
{
	size_t n = 0, capacity = 0;
	bool other_topic = is_other_topic(f);
	uint32_t in_sum = UINT32_MAX; /* sentence that counts attacks in dozens: so are its victims */
	for (size_t i = 0; i < f->text->n_tokens;) {
		const struct hit *h = choose(f, i);
		if (!h) {
			i++;
			continue;
		}
		const struct trigger_rule *r = &f->rules->triggers[h->row];
		struct trigger_fact *t = ARENA_PUSH(f->arena, out->triggers, n, &capacity);
		*t = (struct trigger_fact){.token = h->first,
					   .last_token = h->last,
					   .sentence = f->text->tokens[i].sentence,
					   .event_type = r->event_type,
					   .sub_event_type = r->sub_event_type,
					   .strength = r->strength,
					   .role = r->role,
					   .secondary = r->role != TRIGGER_FOUNDS,
					   .group = r->group,
					   .definite = points_back(f, h) || h->tense == TENSE_POSSESSED,
					   .plural = h->number == NUMBER_MANY,
					   .verb = h->tense >= TENSE_PAST,
					   .present = h->tense == TENSE_PRESENT && !is_done(f, h),
					   .by_victims = r->by_victims,
					   .oblique = (h->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA)) != 0,
					   .conjoined = (h->clitics & (CLITIC_WA | CLITIC_FA)) != 0};
		judge(f, h, t);
		bool sums = is_many(f, h) || (n > 1 && in_sum == t->sentence && t->role == TRIGGER_RESULT);
		in_sum = is_many(f, h) ? t->sentence : in_sum;
		t->general |= other_topic || sums;
		t->definite |= opens_known(f, h);
		i = h->last + 1u;
	}
	out->n_triggers = n;
	mark_definite_subjects(out);
	cues_find(f, out);
}
