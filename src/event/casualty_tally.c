#include "event/casualty.h"

enum {
	EXPECT_WORDS = 4,
	TALLY_WORDS = 30,
	FAR_WORDS = 60,
	RISE_WORDS = 4,
	AGAIN_WORDS = 3,
	OPENING_WORDS = 4,
	SUBSET_WORDS = 8,
	ASIDE_WORDS = 4,
	TO_WORDS = 2
};

/* "منذ بداية العام", not "منذ بداية الهجوم". */
bool casualty_is_period(const struct counter *c, size_t i)
{
	const struct hit *h = casualty_at(c->f, i, CASUALTY_PERIOD);
	if (!h || is_record_at(c->f, i))
		return false;
	/* "منذ بدء العمل فيه": of work that goes on for long, not of a fight: العمل, أعمال, الأعمال, المشروع */
	static const char *const works[] = {"\xD8\xA7\xD9\x84\xD8\xB9\xD9\x85\xD9\x84",
					    "\xD8\xA7\xD8\xB9\xD9\x85\xD8\xA7\xD9\x84",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xB9\xD9\x85\xD8\xA7\xD9\x84",
					    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB4\xD8\xB1\xD9\x88\xD8\xB9"};
	if (h->last + 1u < c->f->text->n_tokens && SV_ONE_OF(c->f->text->tokens[h->last + 1u].norm, works))
		return true;
	for (size_t j = h->last; j <= h->last + 1u && j < c->f->text->n_tokens; j++) {
		const struct date_fact *d = casualty_date_at(c, j);
		if ((d && (d->is_duration || d->unit >= DATE_MONTH)) || scan_at(&c->f->scan, j, PHRASE_MONTH))
			return true;
		for (const struct hit *t = scan_at(&c->f->scan, j, PHRASE_TIME); t; t = scan_also(&c->f->scan, t)) {
			enum time_kind kind = c->f->rules->times[t->row].kind;
			if (kind == TIME_UNIT_WEEK || kind == TIME_UNIT_MONTH || kind == TIME_UNIT_YEAR || kind == TIME_YEAR_HEAD || kind == TIME_MONTH_HEAD)
				return true;
		}
	}
	return false;
}

/* "القتلى 3", "القتلى: 3", "الجرحى ستة": the number right behind a noun, or behind its colon; not "الشهداء: 1- سالم 2-
 * ماهر", "الجرحى ثلاثة منهم بحالة خطرة". */
static bool counts_behind(const struct finder *f, const struct hit *h, size_t end, struct people *p)
{
	const struct token *t = f->text->tokens;
	size_t i = h->last + 1u;
	bool colon = i < end && t[i].kind == TOKEN_PUNCT && t[i].mark == ':';
	i += colon;
	bool reached =
	    !colon && i + 1u < end && !people_counted(f, i, end, p) &&
	    (casualty_at(f, i, CASUALTY_REACH) || casualty_at(f, i, CASUALTY_RISE)); /* "والجرحى صاروا ستة" */
	i += reached;
	i += !colon && i + 1u < end && has_number(f, i, NUMERAL_TO); /* "ارتفع عدد القتلى إلى 4، والجرحى إلى 13" */
	struct quantity q;
	if (reached && quantity_definite_at(f, i, &q) && q.last < end) { /* "والمصابون تجاوزوا العشرين" */
		*p = (struct people){.n = q.value, .any = true, .last = q.last};
		return true;
	}
	if (i >= end || !people_counted(f, i, end, p) || p->vague)
		return false;
	size_t behind = p->last + 1u;
	bool item = colon && p->n == 1 && behind < end && t[behind].kind == TOKEN_PUNCT &&
		    (t[behind].mark == '-' || t[behind].mark == ')');
	return !item && !(behind < end && !colon && t[i].kind == TOKEN_WORD && casualty_at(f, behind, CASUALTY_SUBSET));
}

/* "وبلغ عدد القتلى ستة والجرحى أحد عشر": right behind another figure. */
size_t casualty_take_counted_behind(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	struct people p;
	size_t end = sentence_end_of(f, h->first);
	struct quantity q; /* "القتلى الثمانية" */
	if (h->number == NUMBER_MANY && h->last + 1u < end && quantity_definite_at(f, h->last + 1u, &q)) {
		p = (struct people){.n = q.value, .any = true, .last = q.last};
		casualty_set(c, casualty_add(c, h->first, q.last), kind, false, &p);
		return q.last + 1u;
	}
	bool named = h->number == NUMBER_MANY && h->last + 2u < end && casualty_at(f, h->last + 1u, CASUALTY_SUBSET) &&
		     people_counted(f, h->last + 2u, end, &p) && !p.vague;
	if (named) { /* "القتلى هم خمسة عناصر" */
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p);
		return p.last + 1u;
	}
	if (h->number == NUMBER_MANY && h->last + 1u < end && casualty_at(f, h->last + 1u, CASUALTY_COUNT) &&
	    people_counted(f, casualty_at(f, h->last + 1u, CASUALTY_COUNT)->last + 1u, end, &p) && !p.vague) {
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p); /* "أما الجرحى فعددهم ثمانية" */
		return p.last + 1u;
	}
	bool starts =
	    h->first == f->text->sentences[f->text->tokens[h->first].sentence].first_token; /* "والجرحى ثمانية" */
	bool opens = (starts || !(h->clitics & CLITIC_WA)) &&
		     (h->first == f->text->sentences[f->text->tokens[h->first].sentence].first_token ||
		      is_mark_at(f, h->first - 1u) || context_at(f, h->first - 1u, CONTEXT_THAT));
	if (opens && h->number == NUMBER_MANY &&
	    counts_behind(f, h, end, &p)) { /* "قصف على البلدة.. الشهداء 11 والجرحى 20" */
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p);
		return p.last + 1u;
	}
	bool close = x && x->sentence == f->text->tokens[h->first].sentence && h->first <= x->last_token + AGAIN_WORDS;
	if (!close || !(h->clitics & CLITIC_WA) || !counts_behind(f, h, end, &p))
		return h->last + 1u;
	bool sums = x->cumulative;
	struct casualty_fact *more = casualty_add(c, h->first, p.last);
	casualty_set(c, more, kind, false, &p);
	more->cumulative = sums;
	return p.last + 1u;
}

static bool is_said(const struct finder *f, size_t token)
{
	for (size_t i = token; i > 0 && f->text->tokens[i - 1].sentence == f->text->tokens[token].sentence; i--)
		if (context_at(f, i - 1, CONTEXT_SAY))
			return true;
	return false;
}

static bool has_risen(const struct events *ev)
{
	for (size_t i = 0; i < ev->n_casualties; i++)
		if (ev->casualties[i].rises)
			return true;
	return false;
}

/* "ارتفعت الحصيلة إلى 21", "عدد القتلى ... ارتفع إلى 21"; "بلغت الحصيلة 21" unless another source says so of a count that has
 * not risen. */
static bool is_rising(const struct counter *c, size_t first, size_t last)
{
	const struct finder *f = c->f;
	bool reached = false;
	size_t opens = f->text->sentences[f->text->tokens[first].sentence].first_token;
	for (size_t i = opens; i < first && i <= opens + 1u;
	     i++) /* "رفعت مصادر طبية حصيلة المصابين من خمسة إلى ثمانية" */
		if (casualty_at(f, i, CASUALTY_RISE) && first <= i + RISE_WORDS)
			return true;
	for (size_t i = first ? first - 1u : first; i <= last; i++) { /* "ليصل عدد القتلى إلى 9" */
		if (casualty_at(f, i, CASUALTY_RISE))
			return true;
		reached |= casualty_at(f, i, CASUALTY_REACH) != NULL;
	}
	return reached && (!is_said(f, first) || has_risen(c->out));
}

bool tally_is_aside(const struct finder *f, size_t i)
{
	static const char *const links[] = {"\xD9\x81\xD9\x8A", "\xD9\x88\xD9\x81\xD9\x82",
					    "\xD8\xA8\xD8\xAD\xD8\xB3\xD8\xA8",
					    "\xD8\xAD\xD8\xB3\xD8\xA8"}; /* في, وفق, بحسب, حسب */
	const struct hit *h = casualty_at(f, i, CASUALTY_TALLY);
	size_t end = sentence_end_of(f, i);
	if (!h || h->last > h->first || (h->clitics & CLITIC_AL))
		return false;
	bool linked = h->clitics & (CLITIC_BI | CLITIC_KA);
	for (size_t k = 0; i > 0 && k < sizeof links / sizeof links[0]; k++)
		linked |= sv_eq_cstr(f->text->tokens[i - 1u].norm, links[k]);
	if (!linked || h->last + 1u >= end || is_mark_at(f, h->last + 1u))
		return false;
	struct quantity q;
	for (size_t j = h->last + 1u; j < end && j <= h->last + ASIDE_WORDS; j++) {
		if (is_mark_at(f, j))
			return true;
		if (people_stop(f, j) || casualty_at(f, j, CASUALTY_DEAD) || casualty_at(f, j, CASUALTY_WOUNDED) ||
		    casualty_at(f, j, CASUALTY_VICTIMS) || quantity_at(f, j, &q))
			return false;
	}
	return false;
}

/* "ما يرجح ارتفاع عدد القتلى إلى 12", "وقد يرتفع العدد": what is expected is no count. */
static bool is_expected(const struct finder *f, const struct hit *h)
{
	uint32_t sentence = f->text->tokens[h->first].sentence;
	for (size_t i = h->first + 1u;
	     i > 0 && i + EXPECT_WORDS > h->first + 1u && f->text->tokens[i - 1].sentence == sentence; i--) {
		if (is_mark_at(f, i - 1))
			return false;
		if (casualty_at(f, i - 1, CASUALTY_EXPECT))
			return true;
	}
	return false;
}

/* "ارتفع إلى تسعة، بينهم طفلان، عدد القتلى": behind the comma that ends an aside on some of them; `i` where there is
 * none. */
static size_t behind_subset(const struct finder *f, size_t i, size_t end)
{
	if (i >= end || !casualty_at(f, i, CASUALTY_SUBSET))
		return i;
	for (size_t j = i + 1; j + 1 < end && j <= i + SUBSET_WORDS; j++)
		if (is_mark_at(f, j))
			return j + 1;
	return i;
}

/* "ارتفعت الحصيلة إلى قتيلين": right behind "to", a noun that counts itself. */
static bool is_risen_to(const struct counter *c, const struct hit *h, size_t i)
{
	const struct hit *to = i > h->last + 1u ? scan_at(&c->f->scan, i - 1u, PHRASE_NUMBER) : NULL;
	return to && c->f->rules->numbers[to->row].kind == NUMERAL_TO && is_rising(c, h->first, i) &&
	       !is_expected(c->f, h);
}

/* "منذ الخامس من حزيران", "منذ عام 2017": not "منذ فجر اليوم", "منذ بدء الهجوم". */
static bool is_since(const struct counter *c, size_t i)
{
	if (i + 2 >= c->f->text->n_tokens || is_brief_at(c->f, i + 1) || is_record_at(c->f, i))
		return false;
	for (const struct hit *h = scan_at(&c->f->scan, i, PHRASE_TIME); h; h = scan_also(&c->f->scan, h)) {
		const struct time_rule *t = &c->f->rules->times[h->row];
		if (t->kind == TIME_AGO && t->value)
			return casualty_date_at(c, i) || casualty_date_at(c, i + 1) || casualty_date_at(c, i + 2);
	}
	return false;
}

/* "ارتفع إلى 160 عدد الشهداء الذين قضوا خلال 5 أيام": over more than a day, said behind the figure. */
static bool sums_over_time(const struct counter *c, size_t i, size_t end)
{
	for (; i < end; i++) {
		const struct date_fact *d = casualty_date_at(c, i);
		if ((d && (d->is_duration || d->is_period) && !is_record_at(c->f, i)) || is_since(c, i) || casualty_is_period(c, i))
			return true;
		if (context_at(c->f, i, CONTEXT_BREAK) || context_at(c->f, i, CONTEXT_SEPARATE))
			return false;
	}
	return false;
}

/* "خلال هذا العام", "هذا الشهر". */
static bool is_this_period(const struct finder *f, size_t i)
{
	static const char *const these[] = {"\xD9\x87\xD8\xB0\xD8\xA7", "\xD9\x87\xD8\xB0\xD9\x87"};
	bool this = sv_eq_cstr(f->text->tokens[i].norm, these[0]) || sv_eq_cstr(f->text->tokens[i].norm, these[1]);
	for (const struct hit *h = this && i + 1 < f->text->n_tokens ? scan_at(&f->scan, i + 1, PHRASE_TIME) : NULL; h;
	     h = scan_also(&f->scan, h)) {
		enum time_kind kind = f->rules->times[h->row].kind;
		if (kind >= TIME_UNIT_WEEK && kind <= TIME_UNIT_YEAR)
			return true;
	}
	return false;
}

/* "تجاوز عدد الجرحى الأربعين". */
static bool is_definite_count(const struct finder *f, size_t i, struct people *p)
{
	struct quantity q;
	bool behind = casualty_at(f, i - 1u, CASUALTY_DEAD) || casualty_at(f, i - 1u, CASUALTY_WOUNDED);
	if (!behind || !quantity_definite_at(f, i, &q))
		return false;
	*p = (struct people){.n = q.value, .any = true, .at_least = true, .last = q.last};
	return true;
}

/* "عدد القتلى في المنطقتين", "حصيلة الهجومين": over two events. */
static bool is_of_two(const struct finder *f, size_t i)
{
	/* المنطقتين البلدتين المدينتين المحافظتين الهجومين الانفجارين التفجيرين الحادثتين الغارتين */
	static const char *const twos[] = {
	    "\xD8\xA7\xD9\x84\xD9\x85\xD9\x86\xD8\xB7\xD9\x82\xD8\xAA\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD8\xA8\xD9\x84\xD8\xAF\xD8\xAA\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xAA\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xAD\xD8\xA7\xD9\x81\xD8\xB8\xD8\xAA\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD9\x87\xD8\xAC\xD9\x88\xD9\x85\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD8\xA7\xD9\x86\xD9\x81\xD8\xAC\xD8\xA7\xD8\xB1\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD8\xAA\xD9\x81\xD8\xAC\xD9\x8A\xD8\xB1\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xA7\xD8\xAF\xD8\xAB\xD8\xAA\xD9\x8A\xD9\x86",
	    "\xD8\xA7\xD9\x84\xD8\xBA\xD8\xA7\xD8\xB1\xD8\xAA\xD9\x8A\xD9\x86"};
	return SV_ONE_OF(f->text->tokens[i].norm, twos);
}

/* "حصيلة يومين", "حصيلة ثلاثة أيام": over more than a day. */
static bool is_span_at(const struct finder *f, size_t i)
{
	struct quantity q;
	bool counted = quantity_at(f, i, &q) && q.value > 1 && q.last + 1u < f->text->n_tokens;
	const struct hit *h = scan_at(&f->scan, counted ? q.last + 1u : i, PHRASE_TIME);
	for (; h; h = scan_also(&f->scan, h)) {
		enum time_kind kind = f->rules->times[h->row].kind;
		if (kind >= TIME_UNIT_WEEK && kind <= TIME_UNIT_YEAR)
			return true;
		if (kind == TIME_UNIT_DAY && (counted || f->rules->times[h->row].value > 1))
			return true;
	}
	return false;
}

/* "إلى خمسة" within a few words. */
static bool is_to_behind(const struct finder *f, size_t i, size_t end)
{
	struct quantity q;
	for (size_t j = i; j + 1u < end && j <= i + TO_WORDS && !is_mark_at(f, j); j++)
		if (has_number(f, j, NUMERAL_TO) && quantity_at(f, j + 1u, &q))
			return true;
	return false;
}

/* "عن قتيل واحد، ثم أقرت بأن العدد وصل إلى خمسة": the number of the dead told last. */
static bool is_number_of_told_dead(const struct counter *c, const struct hit *h)
{
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	bool number = false;
	for (uint32_t i = h->first ? h->first - 1u : 0; i <= h->last + 1u && i < c->f->text->n_tokens; i++)
		number |= sv_eq(c->f->text->tokens[i].norm, SV("\xD8\xA7\xD9\x84\xD8\xB9\xD8\xAF\xD8\xAF")); /* العدد */
	return number && x && x->killed > 0 && x->sentence + 1u >= c->f->text->tokens[h->first].sentence;
}

static bool over_to(const struct finder *f, size_t i)
{
	return i > 0 && has_number(f, i - 1u, NUMERAL_TO);
}

/* "حصيلة هجوم البادية": the toll of a deed that is named between the word for it and a token. */
static bool is_toll_of_deed(const struct finder *f, const struct hit *h, size_t token)
{
	bool toll = false, deed = false;
	for (size_t i = h->first; i < token; i++) {
		toll |= sv_ends(f->text->tokens[i].norm, SV("\xD8\xAD\xD8\xB5\xD9\x8A\xD9\x84\xD9\x87")); /* حصيلة */
		const struct hit *x = toll ? scan_at(&f->scan, i, PHRASE_TRIGGER) : NULL;
		deed |= x && x->tense < TENSE_PAST && f->rules->triggers[x->row].role == TRIGGER_FOUNDS;
	}
	return toll && deed;
}

/* "المجموع العام: 4 قتلى": opens a line that sums up those before. */
static bool is_grand_total(const struct finder *f, const struct hit *h)
{
	struct sv word = f->text->tokens[h->first].norm;
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	return h->last > h->first && h->first <= first + 1u &&
	       sv_find(word, SV("\xD9\x85\xD8\xAC\xD9\x85\xD9\x88\xD8\xB9"), 0) != SIZE_MAX;
}

/* "عدد من فقدوا حياتهم", "عدد الذين لقوا حتفهم": who died, told by a verb. */
static bool counts_who_died(const struct finder *f, const struct hit *h)
{
	static const char *const who[] = {"\xD9\x85\xD9\x86",
					  "\xD8\xA7\xD9\x84\xD8\xB0\xD9\x8A\xD9\x86"}; /* من, الذين */
	return h->last >= h->first + 2u && SV_ONE_OF(f->text->tokens[h->first + 1u].norm, who) &&
	       !casualty_at(f, h->last, CASUALTY_WOUND);
}

/* "ارتفعت الحصيلة إلى شهيدين": one or two by the noun itself. */
static size_t take_risen(struct counter *c, const struct hit *h, const struct hit *own, enum casualty_kind kind)
{
	struct people p = {.n = own->number == NUMBER_ONE ? 1 : 2, .any = true, .last = own->last};
	struct casualty_fact *x = casualty_add(c, h->first, own->last);
	casualty_set(c, x, kind, false, &p);
	x->rises = true;
	return own->last + 1u;
}

/* "ارتفعت حصيلة القتلى إلى أحد عشر عسكرياً"; with "منذ" it sums over many events. */
size_t casualty_take_tally(struct counter *c, const struct hit *h)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first);
	if (tally_is_aside(f, h->first))
		return h->last + 1u;
	if (is_grand_total(f, h))
		c->period_end = (uint32_t)end;
	bool dead = casualty_at(f, h->last, CASUALTY_KILL) || counts_who_died(f, h), wounded = false, victims = false,
	     cumulative = false; /* "عدد من قتلوا" */
	size_t most = h->last + TALLY_WORDS;
	bool of_told = is_number_of_told_dead(c, h);
	victims = of_told;
	for (size_t i = h->first; i < end && i < h->last + FAR_WORDS; i++) {
		struct people p;
		if (casualty_at(f, i, CASUALTY_RISE) || casualty_at(f, i, CASUALTY_REACH)) /* "ارتفعت حصيلة شهداء المجزرة التي ...، لتصل إلى 28" */
			most = i + RISE_WORDS > most ? i + RISE_WORDS : most;
		if (i >= most)
			continue;
		victims |= casualty_at(f, i, CASUALTY_VICTIMS) != NULL;
		dead |= casualty_at(f, i, CASUALTY_DEAD) != NULL;
		wounded |= casualty_at(f, i, CASUALTY_WOUNDED) != NULL;
		cumulative |= is_this_period(f, i) || is_of_two(f, i) || (i == h->last + 1u && is_span_at(f, i));
		const struct date_fact *d = casualty_date_at(c, i);
		if (d) {
			cumulative |= d->is_duration || d->unit >= DATE_MONTH;
			i = d->last_token;
			continue;
		}
		const struct hit *own = casualty_at(f, i, CASUALTY_DEAD);
		own = own ? own : casualty_at(f, i, CASUALTY_WOUNDED);
		if (own && own->number != NUMBER_MANY && !(own->clitics & CLITIC_AL)) { /* "الحصيلة شهيد و7 جرحى" */
			if (!is_risen_to(c, h, i) || cumulative)
				break;
			return take_risen(c, h, own, casualty_at(f, i, CASUALTY_DEAD) ? CASUALTY_DEAD : CASUALTY_WOUNDED);
		}
		const struct hit *deed = i > h->last ? casualty_at(f, i, CASUALTY_WOUND) : NULL;
		if (deed && ((deed->clitics & CLITIC_WA) || context_at(f, i - 1u, CONTEXT_BREAK)))
			break; /* "كحصيلة أولية، وإصابة 7 آخرين", "كحصيلة أولية، بينما جُرح أربعة" */
		if (i <= h->last || !(people_counted(f, i, end, &p) || is_definite_count(f, i, &p)) || p.vague)
			continue;
		if (i > 0 && p.n > 0 && sv_eq(f->text->tokens[i - 1u].norm, SV("\xD9\x85\xD9\x86")) &&
		    is_rising(c, h->first, i)) {
			if (!p.most && is_to_behind(f, p.last + 1u, end))
				continue;	     /* "ارتفعت من ثلاثة قتلى إلى خمسة" */
			p.n = p.most ? p.most : p.n; /* "ارتفع من ثلاثة إلى خمسة" */
			p.most = 0;
		}
		const struct hit *then = p.last + 1u < end ? casualty_at(f, p.last + 1u, CASUALTY_DEAD) : NULL;
		const struct hit *to = i > 0 ? scan_at(&f->scan, i - 1u, PHRASE_NUMBER) : NULL;
		bool over = to && f->rules->numbers[to->row].kind == NUMERAL_TO && p.last + 1u < end && is_mark_at(f, p.last + 1u);
		size_t behind = behind_subset(f, p.last + 1u + over, end);
		if (!then && behind < end) /* "ارتفع إلى 6 عدد قتلى الكمين", "ارتفعت إلى 332، حصيلة القتلى" */
			then = casualty_at(f, behind, CASUALTY_TALLY);
		then = then && (then->clitics & CLITIC_WA) ? NULL : then;
		wounded |= then && (casualty_at(f, then->last, CASUALTY_WOUNDED) ||
				    (then->last + 1u < end && casualty_at(f, then->last + 1u, CASUALTY_WOUNDED)));
		dead |= (then && !wounded) || casualty_at(f, p.last, CASUALTY_DEAD);
		bool of_deed = over_to(f, i) && is_rising(c, h->first, i) &&
			       is_toll_of_deed(f, h, i); /* "لترتفع حصيلة هجوم X إلى ستة" */
		if (!dead && !wounded && !victims && !of_deed &&
		    !people_at(f, p.last)) /* "ارتفع إلى 55 تعداد الضربات" */
			continue;
		const struct hit *noun = casualty_at(f, then ? then->last : p.last, CASUALTY_DEAD);
		const struct hit *both =
		    noun && !(noun->clitics & CLITIC_AL) ? casualty_both_behind(f, noun, p.n) : NULL;
		if (both) { /* "ارتفعت حصيلة القصف إلى 16 قتيلاً وجريحاً" */
			casualty_set(c, casualty_add(c, h->first, both->last), CASUALTY_DEAD, true, &p);
			return both->last + 1u;
		}
		if (casualty_is_joint_behind(f, p.last + 1u, end))
			return p.last + 1u; /* "والحصيلة أربعة بين قتيل وجريح": told with those words */
		struct casualty_fact *x = casualty_add(c, h->first, then ? then->last : p.last);
		casualty_set(c, x, dead || !wounded ? CASUALTY_DEAD : CASUALTY_WOUNDED, false, &p);
		x->cumulative |= cumulative || is_expected(f, h) || sums_over_time(c, p.last + 1u, end);
		x->rises = is_rising(c, h->first, p.last) || of_told;
		return then ? then->last + 1u : p.last + 1u;
	}
	return h->last + 1u;
}

static bool is_ordinal_at(const struct finder *f, size_t i)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER); h; h = scan_also(&f->scan, h))
		if (f->rules->numbers[h->row].kind == NUMERAL_ORDINAL)
			return true;
	return false;
}

/* Events counted before a token in its sentence: "31 عملية". */
static bool counts_cases(const struct finder *f, size_t i)
{
	struct quantity q;
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first; j--)
		if (context_at(f, j - 1u, CONTEXT_COUNTED) && j > first + 1u && quantity_at(f, j - 2u, &q) &&
		    q.value > 1)
			return true;
	return false;
}

/* "قُتل 61 مقاتلاً ... منذ بداية العام": what stands before it in its clause, unless an ordinal does ("هو الثالث"). */
size_t casualty_take_period(struct counter *c, const struct hit *h)
{
	const struct finder *f = c->f;
	uint32_t sentence = f->text->tokens[h->first].sentence;
	struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	for (size_t i = h->first; x && x->sentence == sentence && i > x->last_token + 1u; i--) {
		if (is_mark_at(f, i - 1u))
			return h->last + 1u;
		if (is_ordinal_at(f, i - 1u))
			return h->last + 1u;
	}
	bool cases = counts_cases(f, h->first); /* "أحصى 31 عملية منذ بداية تشرين الثاني، راح ضحيتها 22" */
	if (cases && casualty_is_period(c, h->first))
		c->period_end = (uint32_t)sentence_end_of(f, h->first);
	else if (x && x->sentence == sentence && !x->denied && casualty_is_period(c, h->first))
		x->cumulative = true;
	else if ((!x || x->sentence != sentence) &&
		 !(h->first > 0 && is_ordinal_at(f, h->first - 1u)) /* "الغارة العاشرة منذ ..." */ &&
		 h->first <= f->text->sentences[sentence].first_token + OPENING_WORDS &&
		 casualty_is_period(c, h->first))
		c->period_end = (uint32_t)sentence_end_of(f, h->first); /* "وتسببت الضربات على مدار أسبوع بمقتل 17" */
	return h->last + 1u;
}
