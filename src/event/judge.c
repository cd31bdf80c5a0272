#include "event/people.h"
#include "event/trigger.h"

enum {
	LEFT_REACH = 8,
	RECORD_WORDS = 6,
	SINCE_WORDS = 3,
	SUFFIXES = 2,
	HEADING_TOKENS = 12,
	BYLINE_TOKENS = 5,
	ASIDE_TOKENS = 16,
	TERSE_TOKENS = 32,
	OPENING_TOKENS = 2,
	FLIGHT_WORDS = 7,
	LEAD_SENTENCES = 2
};

static bool is_clause_mark(const struct token *k)
{
	return k->kind == TOKEN_PUNCT && (k->mark == 0x060C || k->mark == 0x061B || k->mark == ',' || k->mark == ';');
}

/* "- القوات تشن حملة في X.": a line by itself behind a bullet. */
static bool is_item_line(const struct text *t, uint32_t sentence)
{
	const struct token *k = &t->tokens[t->sentences[sentence].first_token];
	bool ends = sentence + 1u == t->n_sentences ||
		    (t->tokens[t->sentences[sentence + 1u].first_token].flags & TOKEN_LINE_START);
	return ends && (k->flags & TOKEN_LINE_START) && k->kind == TOKEN_PUNCT && k->mark != '"' && k->mark != '(' &&
	       k->mark != 0x00AB;
}

bool sentence_is_terse(const struct text *t, uint32_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *end = &t->tokens[s->first_token + s->n_tokens - 1];
	bool stops = end->kind == TOKEN_PUNCT && (end->mark == '.' || end->mark == 0x06D4);
	return s->n_tokens <= TERSE_TOKENS && (!stops || is_item_line(t, sentence));
}

/* A full sentence, no headline, dateline or byline. */
static bool is_told(const struct text *t, uint32_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	const struct token *end = &t->tokens[s->first_token + s->n_tokens - 1];
	bool stops = s->n_tokens && end->kind == TOKEN_PUNCT && (end->mark == '.' || end->mark == 0x06D4);
	return s->n_tokens && !sentence_is_terse(t, sentence) && (stops || s->n_tokens > HEADING_TOKENS) &&
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

/* A verb of habit: "تواصل القصف", not "مواقع التواصل". */
static const struct context_rule *habit_at(const struct finder *f, size_t token)
{
	for (const struct hit *h = scan_at(&f->scan, token, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h))
		if (f->rules->contexts[h->row].kind == CONTEXT_HABIT && !(h->clitics & CLITIC_AL))
			return &f->rules->contexts[h->row];
	return NULL;
}

/* "ما لا يقل عن تسعة": a bound denies nothing. */
static bool is_in_bound(const struct finder *f, size_t token)
{
	for (size_t i = token ? token - 1u : 0; i <= token; i++)
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER); h; h = scan_also(&f->scan, h))
			if (f->rules->numbers[h->row].kind == NUMERAL_MORE && h->last > token)
				return true;
	return false;
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

/* "وقال ناشط إن الحي يتعرض للقصف بينما تشهد المدينة اشتباكات": a fight or a shelling that a source tells of while it
 * goes on. */
static bool is_reported_now(const struct finder *f, const struct trigger_fact *x)
{
	size_t first = f->text->sentences[x->sentence].first_token;
	if (x->by_victims || x->role != TRIGGER_FOUNDS || !sv_eq(x->group, SV("violence")))
		return false;
	for (size_t i = first; i < first + OPENING_TOKENS && i < x->token; i++)
		if (context_at(f, i, CONTEXT_SAY))
			return true;
	return false;
}

/* "لا قتلى بقصف على البلدة", "نفى وقوع إصابات بالهجوم": what is denied is the harm before the trigger; not "ولا قتلى
 * معارك X". */
static bool denies_harm(const struct finder *f, size_t token, const struct trigger_fact *x)
{
	struct denial d;
	if (!denial_at(f, token, &d) || d.last >= x->token)
		return false;
	return x->token > d.last + 1u || sv_starts(f->text->tokens[x->token].norm, SV("\xD8\xA8"));
}

/* The word at a token that keeps a trigger `distance` words on its right from being an event. */
static void apply_left(const struct finder *f, size_t token, size_t distance, bool crossed, bool caused, struct trigger_fact *out)
{
	static const uint64_t kinds = UINT64_C(1) << CONTEXT_NEGATION | UINT64_C(1) << CONTEXT_PLAN |
				      UINT64_C(1) << CONTEXT_GENERAL | UINT64_C(1) << CONTEXT_SUPPORT |
				      UINT64_C(1) << CONTEXT_HABIT | UINT64_C(1) << CONTEXT_SEES;
	const struct context_rule *c;
	if (!(f->kinds[token].contexts & kinds))
		return;
	if ((c = context_at(f, token, CONTEXT_NEGATION)) && distance <= c->reach && !crossed && !caused &&
	    !is_in_bound(f, token) && !denies_own_part(f, token) && !denies_harm(f, token, out))
		out->negated = true;
	if ((c = context_at(f, token, CONTEXT_PLAN)) && distance <= c->reach && !crossed)
		out->planned = true;
	if ((c = context_at(f, token, CONTEXT_GENERAL)) && distance <= c->reach && !crossed)
		out->general = true;
	if (out->role == TRIGGER_MANNER && (c = context_at(f, token, CONTEXT_SUPPORT)) && distance <= c->reach)
		out->general = true;
	if ((c = habit_at(f, token)) && distance <= c->reach && !crossed &&
	    !sentence_is_terse(f->text, out->sentence))
		out->general = true;
	if ((c = context_at(f, token, CONTEXT_SEES)) && distance <= c->reach && !crossed &&
	    !sentence_is_terse(f->text, out->sentence) && !is_lead(f->text, out->sentence) &&
	    !is_reported_now(f, out) && !names_day(f, &f->text->sentences[out->sentence]))
		out->general = true;
}

bool sentence_has_context(const struct finder *f, size_t sentence, enum context_kind kind)
{
	return f->text->sentences[sentence].n_tokens <= LONG_TOKENS && (f->sentences[sentence].any.contexts >> kind & 1);
}

bool sentence_names_arms(const struct finder *f, size_t sentence)
{
	const struct sentence_kinds *k = &f->sentences[sentence];
	return f->text->sentences[sentence].n_tokens <= LONG_TOKENS && k->tells_deed && k->names_weapon;
}

/* "منذ ساعات الفجر", "منذ يومين": a unit of time right behind. */
static bool scan_unit(const struct finder *f, size_t i)
{
	return has_times(f, i, (UINT32_C(2) << TIME_UNIT_DAY) - 1);
}

bool is_brief_at(const struct finder *f, size_t i)
{
	return scan_at(&f->scan, i, PHRASE_WEEKDAY) ||
	       has_times(f, i, UINT32_C(1) << TIME_DAY | UINT32_C(1) << TIME_PART | UINT32_C(1) << TIME_UNIT_HOUR);
}

bool is_record_at(const struct finder *f, size_t i)
{
	const struct token *t = f->text->tokens;
	for (size_t j = i; j > 0 && j + RECORD_WORDS > i && t[j - 1].sentence == t[i].sentence; j--)
		if (context_at(f, j - 1, CONTEXT_RECORD))
			return true;
	return false;
}

/* "منذ بدء الهجوم": since the event itself. */
static bool is_since_event(const struct finder *f, size_t i)
{
	for (size_t j = i; j < i + SINCE_WORDS && j < f->text->n_tokens; j++)
		for (const struct hit *h = scan_at(&f->scan, j, PHRASE_TRIGGER); h; h = scan_also(&f->scan, h))
			if ((h->clitics & CLITIC_AL) && f->rules->triggers[h->row].role == TRIGGER_FOUNDS &&
			    (h->number == NUMBER_ONE || f->rules->triggers[h->row].by_victims))
				return true;
	return false;
}

/* A word of a week, a month or a year. */
static bool is_period_at(const struct finder *f, size_t i)
{
	static const uint32_t periods = UINT32_C(1) << TIME_UNIT_WEEK | UINT32_C(1) << TIME_UNIT_MONTH |
					UINT32_C(1) << TIME_UNIT_YEAR | UINT32_C(1) << TIME_YEAR_HEAD |
					UINT32_C(1) << TIME_MONTH_HEAD;
	return scan_at(&f->scan, i, PHRASE_MONTH) || has_times(f, i, periods);
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

/* "يذكر أنه منذ بداية الشهر": nothing but words of recall stands before a token. */
static bool opens_recall(const struct finder *f, size_t first, size_t i)
{
	bool recalls = false;
	while (first < i) {
		size_t last = first;
		bool told = context_at(f, first, CONTEXT_THAT) && recalls;
		for (const struct hit *h = scan_at(&f->scan, first, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h))
			if (f->rules->contexts[h->row].kind == CONTEXT_BACKGROUND) {
				recalls = told = true;
				last = h->last > last ? h->last : last;
			}
		if (!told)
			return false;
		first = last + 1u;
	}
	return recalls;
}

/* "خلال العام الماضي". */
static bool names_year(const struct finder *f, size_t i)
{
	for (const struct hit *x = i + 1 < f->text->n_tokens ? scan_at(&f->scan, i + 1, PHRASE_TIME) : NULL; x; x = scan_also(&f->scan, x)) {
		enum time_kind kind = f->rules->times[x->row].kind;
		if (kind == TIME_UNIT_YEAR || kind == TIME_YEAR_HEAD)
			return true;
	}
	return false;
}

static bool large_behind(const struct finder *f, const struct sentence *s, size_t i)
{
	for (; i < s->first_token + s->n_tokens; i++)
		if (is_large(f, i))
			return true;
	return false;
}

/* Without one of these no sentence sums. */
static bool may_sum(const struct kinds *any)
{
	return (any->casualties & UINT32_C(1) << CASUALTY_TALLY) ||
	       (any->times & (UINT32_C(1) << TIME_AGO | UINT32_C(1) << TIME_DURING));
}

/* "مقتل خمسة بكمين، وبلغ عدد القتلى منذ مطلع العام 340": a sum told behind, in a clause of its own. */
static bool opens_tally(const struct finder *f, size_t from, size_t i)
{
	bool tally = false, parted = false;
	for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CASUALTY); x; x = scan_also(&f->scan, x))
		tally |= f->rules->casualties[x->row].kind == CASUALTY_TALLY;
	for (size_t j = from; tally && j < i && !parted; j++)
		parted = is_clause_mark(&f->text->tokens[j]);
	return tally && parted;
}

/* Sums over many events: "ارتفعت حصيلة ... منذ مطلع العام", "بلغت حصيلة الهجمات", "ومنذ بداية الموسم قُتل العشرات".
 * What "بينهم" takes out of a sum is an event again; so is what a count rises of, over no week, month or year: "ارتفعت حصيلة
 * الغارات على X إلى 30". What is recalled behind the trigger ("، وكان المرصد نشر أن ...") says nothing of it. */
static bool is_statistic(const struct finder *f, size_t sentence, const struct hit *h)
{
	const struct sentence *s = &f->text->sentences[sentence];
	bool tally = false, sum = false, since = false, opens = false, large = false, is_long = false;
	bool rises = false, over_time = false;
	if (!may_sum(&f->sentences[sentence].any))
		return false;
	for (size_t i = s->first_token; s->n_tokens <= LONG_TOKENS && i < s->first_token + s->n_tokens; i++) {
		bool aside = i < h->first && tally_is_aside(f, i);
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CASUALTY); x && !aside;
		     x = scan_also(&f->scan, x)) {
			enum casualty_kind kind = f->rules->casualties[x->row].kind;
			if (i < h->first)
				tally = kind == CASUALTY_TALLY || (tally && kind != CASUALTY_SUBSET);
			sum |= i < h->first && kind == CASUALTY_TALLY;
			rises |= i < h->first && kind == CASUALTY_RISE;
		}
		if (i > h->last && (is_recall_at(f, i) || opens_tally(f, h->last + 1u, i)))
			break;
		over_time |= is_period_at(f, i);
		sum |= i < h->first && is_counted(f, i);
		large |= is_large(f, i);
		large = large && !(i < h->first && context_at(f, i, CONTEXT_BACKGROUND));
		tally = tally && !(i < h->first && context_at(f, i, CONTEXT_BACKGROUND));
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_TIME); x; x = scan_also(&f->scan, x)) {
			const struct time_rule *t = &f->rules->times[x->row];
			bool period = t->kind == TIME_AGO && t->value;
			since |= period && !is_brief_at(f, x->last + 1u) && !is_record_at(f, i) && !is_since_event(f, x->last + 1u);
			is_long |= t->kind == TIME_UNIT_YEAR || t->kind == TIME_YEAR_HEAD;
			opens |= t->kind == TIME_DURING && i <= s->first_token + 1u && names_year(f, i) && large_behind(f, s, i);
			opens |= period && (i <= s->first_token + 1u || opens_recall(f, s->first_token, i)) && !scan_unit(f, x->last + 1u);
		}
	}
	bool many = h->number == NUMBER_MANY && h->tense == TENSE_NONE;
	return (tally && (since || (many && !(rises && !over_time)))) || (sum && since && h->number == NUMBER_MANY) ||
	       (large && since && is_long) || opens;
}

/* "وتشهد المنطقة تصاعداً ...", "وتستمر القوات في ...": a sentence of prose that opens so tells of what goes on, up to a
 * word that breaks off (إذ, "وسبق أن"); unless it names a day or opens the text. */
static bool opens_with_habit(const struct finder *f, size_t sentence, size_t trigger)
{
	const struct sentence *s = &f->text->sentences[sentence];
	bool opens = false, denied = false;
	if (!(f->sentences[sentence].any.contexts & (UINT64_C(1) << CONTEXT_HABIT | UINT64_C(1) << CONTEXT_SEES)))
		return false;
	if (sentence < LEAD_SENTENCES || is_lead(f->text, sentence) || s->n_tokens > LONG_TOKENS ||
	    sentence_is_terse(f->text, (uint32_t)sentence))
		return false;
	for (size_t i = s->first_token; i < trigger; i++) {
		if (i < s->first_token + OPENING_TOKENS) {
			denied |= context_at(f, i, CONTEXT_NEGATION) != NULL;
			opens |= !denied && (habit_at(f, i) || context_at(f, i, CONTEXT_SEES));
		}
		if (context_at(f, i, CONTEXT_BREAK) || context_at(f, i, CONTEXT_BACKGROUND))
			return false;
	}
	return opens && !names_day(f, s);
}

/* "وتتعرض المواقع للقصف بين الحين والآخر", "عادة ما": of no day. */
static bool happens_often(const struct finder *f, size_t sentence)
{
	return sentence_has_context(f, sentence, CONTEXT_OFTEN) && !is_lead(f->text, sentence) &&
	       !sentence_is_terse(f->text, (uint32_t)sentence) && !names_day(f, &f->text->sentences[sentence]);
}

/* "قصفت المدفعية الريف 74 مرة خلال تشرين الثاني": a month's count, no event. */
static bool counts_times(const struct finder *f, size_t sentence, const struct hit *h)
{
	const struct sentence *s = &f->text->sentences[sentence];
	struct quantity q;
	bool times = false, month = false;
	if (h->tense == TENSE_NONE || s->n_tokens > LONG_TOKENS)
		return false;
	for (size_t i = h->last + 1u; i < s->first_token + s->n_tokens; i++) {
		times |= quantity_at(f, i, &q) && q.value > 2 && q.last + 1u < f->text->n_tokens &&
			 context_at(f, q.last + 1u, CONTEXT_TIMES);
		month |= scan_at(&f->scan, i, PHRASE_MONTH) || has_time(f, i, TIME_UNIT_MONTH) ||
			 has_time(f, i, TIME_UNIT_YEAR);
	}
	return times && month;
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

/* "استهداف سوق شعبي": the adjective describes the noun between; "انفجر الطفل باكياً" does not tell of an explosion. */
static bool describes_noun(const struct finder *f, const struct hit *h, size_t i, const struct context_rule *c)
{
	const struct token *between = &f->text->tokens[i - 1];
	return i > h->last + 1u && c->reach == 0 && !sv_starts(between->norm, SV("\xD8\xA7\xD9\x84")); /* the article */
}

/* "قتل الإعلامي سامر", "مقتل سياسي": who was killed, where "هجوم إعلامي" is no attack. */
static bool is_victim(const struct finder *f, const struct hit *h, size_t i)
{
	const struct hit *who = scan_at(&f->scan, i, PHRASE_CASUALTY);
	return f->rules->triggers[h->row].role == TRIGGER_RESULT && who &&
	       f->rules->casualties[who->row].kind == CASUALTY_PERSON;
}

/* "انفجرت عبوة أثناء تفكيكها", "خلال تفكيك عبوات انفجرت إحداها": the work that an explosion or victims came of. */
static bool is_fatal_work(const struct finder *f, const struct hit *h, const struct trigger_fact *out)
{
	if (!sv_eq(out->group, SV("seizure")) || h->tense == TENSE_PAST || h->first == 0 ||
	    !(context_at(f, h->first - 1u, CONTEXT_CAUSE) || scan_at(&f->scan, h->first - 1u, PHRASE_TIME)))
		return false;
	const struct sentence *s = &f->text->sentences[out->sentence];
	for (size_t i = s->first_token; i < s->first_token + s->n_tokens; i++)
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_TRIGGER); x; x = scan_also(&f->scan, x)) {
			const struct trigger_rule *r = &f->rules->triggers[x->row];
			if (x->row != h->row && sv_eq(r->group, SV("violence")) && r->role != TRIGGER_MANNER && !r->needs)
				return true;
		}
	return false;
}

/* "تحليقه", "تحليقها" */
static struct sv without_pronoun(struct sv word)
{
	word = sv_ends(word, SV("\xD8\xA7")) ? sv_make(word.ptr, word.len - 2) : word;
	return sv_ends(word, SV("\xD9\x87")) ? sv_make(word.ptr, word.len - 2) : word;
}

/* "ليباشر الطيران تحليقه", "وطائرات التحالف تحلق في الأجواء": aircraft that are seen, and strike nothing. */
static bool only_flies(const struct finder *f, const struct hit *h, const struct trigger_fact *out)
{
	static const char *const flights[] = {"\xD8\xAD\xD9\x84\xD9\x82", "\xD8\xAD\xD9\x84\xD9\x8A\xD9\x82",
					      "\xD8\xAC\xD9\x88\xD8\xA8"}; /* حلق, حليق, جوب */
	const struct text *t = f->text;
	if (out->role != TRIGGER_MANNER || !sv_eq(out->sub_event_type, SV("Air/drone strike")) ||
	    (h->first > 0 && scan_at(&f->scan, h->first - 1u, PHRASE_TRIGGER))) /* "استهدفت مسيرة كانت تحلق" */
		return false;
	for (size_t i = h->last + 1u; i < t->n_tokens && i <= h->last + FLIGHT_WORDS; i++) {
		if (t->tokens[i].sentence != out->sentence || scan_at(&f->scan, i, PHRASE_TRIGGER))
			return false;
		for (size_t k = 0; k < sizeof flights / sizeof flights[0]; k++)
			if (t->tokens[i].kind == TOKEN_WORD &&
			    sv_ends(without_pronoun(t->tokens[i].norm), sv_cstr(flights[k])))
				return true;
	}
	return false;
}

void trigger_judge(const struct finder *f, const struct hit *h, struct trigger_fact *out)
{
	const struct text *t = f->text;
	uint32_t sentence = t->tokens[h->first].sentence;
	const struct context_rule *c;
	bool crossed = false, caused = false;
	if (h->tense == TENSE_PAST && h->first > 0 && !sv_eq(out->group, SV("takeover")))
		crossed =
		    context_at(f, h->first - 1u, CONTEXT_RELATIVE) != NULL; /* "طالبت بإعادة ابنتها التي خطفها عناصر" */
	bool within = h->first > 0 && sv_eq(t->tokens[h->first - 1u].norm, SV("\xD9\x81\xD9\x8A"));
	size_t distance = 0;
	for (size_t i = h->first; i > 0 && t->tokens[i - 1].sentence == sentence && distance < LEFT_REACH; i--) {
		i = before_aside(t, i);
		if (i == 0 || t->tokens[i - 1].sentence != sentence)
			break;
		const struct token *k = &t->tokens[i - 1];
		crossed |= is_clause_mark(k);
		distance += k->kind != TOKEN_PUNCT;
		apply_left(f, i - 1, distance, crossed, caused, out);
		crossed |= context_at(f, i - 1, CONTEXT_BREAK) != NULL; /* "دون إصابات وبعدها انفجرت عبوة" */
		caused |= context_at(f, i - 1, CONTEXT_CAUSE) != NULL; /* "لم تسجل خسائر جراء القصف": it came about */
		caused |= within && (f->kinds[i - 1].casualties >> CASUALTY_HARM & 1); /* "لم تسجل إصابات في قصف آخر" */
	}
	for (size_t i = h->last + 1u; i < t->n_tokens && i <= h->last + SUFFIXES; i++)
		if (t->tokens[i].sentence == sentence && (c = context_at(f, i, CONTEXT_GENERAL)) &&
		    !describes_noun(f, h, i, c) && !is_victim(f, h, i))
			out->general = true;
	if (is_statistic(f, sentence, h) || opens_with_habit(f, sentence, h->first) || happens_often(f, sentence))
		out->general = true;
	if (only_flies(f, h, out))
		out->general = true;
	if (h->first > 1 && h->tense == TENSE_PAST && sv_eq(out->group, SV("takeover")) &&
	    context_at(f, h->first - 1u, CONTEXT_RELATIVE) && !names_day(f, &t->sentences[sentence]))
		out->general = true; /* "القرى التي سيطرت عليها القوات مؤخراً" */
	out->fatal_work = is_fatal_work(f, h, out);
	out->general |= out->fatal_work;
	out->general |= trigger_takes_goods(f, h, out);
	if ((h->clitics & CLITIC_LI) && (sv_eq(out->group, SV("takeover")) || sv_eq(out->group, SV("release"))))
		out->planned = true; /* "لاستعادة السيطرة", "للإفراج عن الأسرى": what is wanted */
	if (sentence_has_context(f, sentence, CONTEXT_RETRACTION) || trigger_is_denied(f, h, sentence))
		out->negated = true;
	if (counts_times(f, sentence, h))
		out->general = true;
	if (sentence_has_context(f, sentence, CONTEXT_TOPIC) && !sentence_names_arms(f, sentence))
		out->general = true;
}
