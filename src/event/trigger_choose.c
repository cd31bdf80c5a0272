#include "event/casualty.h"
#include "event/trigger.h"

enum {
	OBJECT_BEFORE = 4,
	FAR_WORDS = 20,
	OPENING_WORDS = 4,
	MOVER_BEFORE = 8,
	OBJECT_WORDS = 16,
	PERSON_WORDS = 6,
	LOST_WORDS = 4,
	FIRED_WORDS = 5,
	FREED_WORDS = 8,
	NAME_WORDS = 4
};

static bool object_at(const struct finder *f, size_t i, int object, size_t distance)
{
	struct people p; /* "يحتجزون سبعة من الشرطة" */
	const struct hit *who = object == OBJECT_PERSON ? people_at(f, i) : NULL;
	bool titled = who && (who->clitics & CLITIC_AL) && who->number == NUMBER_ONE; /* "قرب مفرق الشيخ هلال" */
	if (who && distance < PERSON_WORDS && (!titled || distance == 0))
		return true;
	if (object == OBJECT_PERSON && distance < PERSON_WORDS && people_counted(f, i, sentence_end_of(f, i), &p) && p.n > 1 &&
	    p.last + 1u < sentence_end_of(f, i) &&
	    sv_eq(f->text->tokens[p.last + 1u].norm, SV("\xD9\x85\xD9\x86")))
		return true;
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CONTEXT); h; h = scan_also(&f->scan, h)) {
		const struct context_rule *c = &f->rules->contexts[h->row];
		if (c->kind == CONTEXT_OBJECT && c->object == object && distance < c->reach)
			return true;
	}
	return false;
}

/* "أن صاروخاً من طراز سكود سقط على X", "أن رتلاً يضم 30 عربة وصل إلى X": what the deed is about stands before its verb,
 * by no preposition. */
static bool has_subject(const struct finder *f, const struct hit *h, int object, size_t reach)
{
	const struct token *t = f->text->tokens;
	bool far = reach > OBJECT_BEFORE;
	for (size_t i = h->first; i > 0 && i + reach > h->first && t[i - 1].kind != TOKEN_PUNCT; i--) {
		if (t[i - 1].kind != TOKEN_WORD && !far)
			break;
		for (const struct hit *x = scan_at(&f->scan, i - 1, PHRASE_CONTEXT); x; x = scan_also(&f->scan, x)) {
			const struct context_rule *c = &f->rules->contexts[x->row];
			if (t[i - 1].sentence == t[h->first].sentence && c->kind == CONTEXT_OBJECT &&
			    c->object == object && !(x->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA)))
				return true;
		}
	}
	return false;
}

/* "صواريخ أُطلقت من مناطق ... سقطت على X": what the sentence opens with, far before the verb and "on". */
static bool opens_with(const struct finder *f, const struct hit *h, int object)
{
	const struct token *t = f->text->tokens;
	size_t first = f->text->sentences[t[h->first].sentence].first_token, on = h->last + 1u;
	if (h->first > first + FAR_WORDS || on >= sentence_end_of(f, h->first) ||
	    !sv_eq(t[on].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")))
		return false;
	for (size_t i = first; i < h->first && i < first + OPENING_WORDS; i++)
		for (const struct hit *x = scan_at(&f->scan, i, PHRASE_CONTEXT); x; x = scan_also(&f->scan, x)) {
			const struct context_rule *c = &f->rules->contexts[x->row];
			if (c->kind == CONTEXT_OBJECT && c->object == object && !x->clitics)
				return true;
		}
	return false;
}

/* A verb in the past that ends with the pronoun of him whom it befell, behind "who". */
static bool has_pronoun(const struct finder *f, const struct hit *h)
{
	static const char *const pronouns[] = {"\xD9\x87", "\xD9\x87\xD8\xA7", "\xD9\x87\xD9\x85",
					       "\xD9\x87\xD9\x85\xD8\xA7"};
	struct sv word = text_span(f->text, h->last, h->last);
	if (h->tense != TENSE_PAST || h->first == 0 || !context_at(f, h->first - 1u, CONTEXT_RELATIVE))
		return false;
	for (size_t k = 0; k < sizeof pronouns / sizeof pronouns[0]; k++)
		if (sv_ends(word, sv_cstr(pronouns[k])))
			return true;
	return false;
}

/* The object stands behind the verb, or, with its doer, right before it. */
static bool has_object(const struct finder *f, const struct hit *h, int object)
{
	const struct text *t = f->text;
	uint32_t sentence = t->tokens[h->first].sentence;
	size_t n = 0;
	bool moves = f->rules->triggers[h->row].role == TRIGGER_MOVEMENT;
	for (size_t i = h->last + 1u; i < t->n_tokens && t->tokens[i].sentence == sentence && n < OBJECT_WORDS; i++) {
		if (object == OBJECT_PERSON && casualty_at(f, i, CASUALTY_DEAD))
			break; /* "تُحتجز جثتاهما في مقر عسكري" */
		if (t->tokens[i].kind != TOKEN_PUNCT && object_at(f, i, object, n++))
			return true;
	}
	if (object == OBJECT_PERSON && has_pronoun(f, h))
		return true; /* "الطفلة التي اقتادها عناصر" */
	if (h->tense == TENSE_PAST && (moves || sv_eq(f->rules->triggers[h->row].group, SV("violence"))) &&
	    (has_subject(f, h, object, moves ? MOVER_BEFORE : OBJECT_BEFORE) || opens_with(f, h, object)))
		return true;
	for (size_t i = h->first; i > 0 && i + OBJECT_BEFORE > h->first && t->tokens[i - 1].sentence == sentence; i--)
		if (h->tense == TENSE_PRESENT && object_at(f, i - 1, object, 0))
			return true;
	return false;
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

/* "المنطقة التي ضربها الانفجار": its subject is an event, told before. */
static bool is_done_by_event(const struct finder *f, const struct hit *h)
{
	const struct hit *next =
	    h->last + 1u < f->text->n_tokens ? scan_at(&f->scan, h->last + 1u, PHRASE_TRIGGER) : NULL;
	while (next && f->rules->triggers[next->row].role != TRIGGER_FOUNDS)
		next = scan_also(&f->scan, next);
	return next && (next->clitics & CLITIC_AL) && next->tense != TENSE_PAST && h->tense != TENSE_NONE &&
	       f->rules->triggers[h->row].role == TRIGGER_FOUNDS;
}

/* "خسر التنظيم تسعة من مقاتليه في بلدة X": men are lost, no town. */
static bool loses_men(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	bool town = sv_eq(f->rules->triggers[h->row].group, SV("takeover")); /* not "تصفية ثلاثة شبان" */
	const struct hit *loss = town ? scan_at(&f->scan, h->first, PHRASE_CASUALTY) : NULL;
	while (loss && f->rules->casualties[loss->row].kind != CASUALTY_LOSS)
		loss = scan_also(&f->scan, loss);
	for (size_t i = h->last + 1u; loss && i < f->text->n_tokens && i <= h->last + LOST_WORDS; i++)
		if (f->text->tokens[i].sentence == f->text->tokens[h->first].sentence && quantity_at(f, i, &q))
			return true;
	return false;
}

/* People right behind a verb, but for those whom a side lost: "القوات فقدت 31 مقاتلاً". */
static bool has_people(const struct finder *f, const struct hit *h)
{
	const struct hit *lose = casualty_at(f, h->first, CASUALTY_LOSE);
	return people_follow(f, h) && !(lose && casualty_loses_own(f, lose));
}

/* "سقط ثلاثة بيد مجهولين": people fall, no town. */
static bool people_fall(const struct finder *f, const struct hit *h)
{
	struct quantity q;
	size_t i = h->last + 1u;
	bool falls = sv_find(f->text->tokens[h->first].norm, SV("\xD8\xB3\xD9\x82\xD8\xB7"), 0) != SIZE_MAX; /* "سقط" */
	return falls && sv_eq(f->rules->triggers[h->row].group, SV("takeover")) && i < f->text->n_tokens &&
	       (quantity_at(f, i, &q) || scan_at(&f->scan, i, PHRASE_CASUALTY));
}

/* "سيطرة الفصائل على قرية X": a noun of taking that opens a headline or an item; "منذ سيطرة ..." says when or where. */
static bool opens_line(const struct finder *f, const struct hit *h)
{
	const struct token *t = &f->text->tokens[h->first];
	bool first = h->first == f->text->sentences[t->sentence].first_token || t[-1].kind == TOKEN_PUNCT;
	return first && !h->clitics && sentence_is_terse(f->text, t->sentence);
}

static bool is_bare_taking(const struct finder *f, const struct hit *h)
{
	const struct trigger_rule *r = &f->rules->triggers[h->row];
	return r->needs && r->role == TRIGGER_FOUNDS && h->tense == TENSE_NONE && sv_eq(r->group, SV("takeover")) &&
	       sv_eq(f->text->tokens[h->last].norm, SV("\xD8\xB3\xD9\x8A\xD8\xB7\xD8\xB1\xD9\x87")) &&
	       !opens_line(f, h);
}

/* "إن الانفجار وقع بعد سقوط قذائف": what happened is the event told before, not what fell. */
static bool is_of_told(const struct finder *f, const struct hit *h)
{
	return context_at(f, h->first, CONTEXT_RETOLD) ||
	       (h->first > 0 && context_at(f, h->first - 1u, CONTEXT_RETOLD));
}

/* "أطلقوا قذيفتين من تلة شرقي X": whence they fired, not on whom. */
static bool is_fired_from(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	if (!sv_eq(f->rules->triggers[h->row].sub_event_type, SV("Shelling/artillery/missile attack")) ||
	    sv_find(t[h->first].norm, SV("\xD8\xB7\xD9\x84\xD9\x82"), 0) == SIZE_MAX) /* "طلق" */
		return false;
	bool from = false; /* "أربعة صواريخ من بادية X على القاعدة": on whom, too */
	for (size_t i = h->last + 1u; i < sentence_end_of(f, h->first) && i <= h->last + (from ? 2u : 1u) * FIRED_WORDS;
	     i++) {
		bool far =
		    i + 1 < f->text->n_tokens && sv_eq(t[i + 1].norm, SV("\xD8\xA8\xD8\xB9\xD8\xAF")); /* "على بعد" */
		if ((sv_eq(t[i].norm, SV("\xD8\xB9\xD9\x84\xD9\x8A")) && !far) || (from && is_mark_at(f, i)))
			return from && is_mark_at(f, i);
		from |= sv_eq(t[i].norm, SV("\xD9\x85\xD9\x86"));
	}
	return from;
}

/* "وتوقف عدد من المحركات", "توقف العمل": stood still; who detains has "عدداً". */
static bool stands_still(const struct finder *f, const struct hit *h)
{
	/* عدد, العمل, الحركة, القتال, الضخ, القصف */
	static const char *const what[] = {"\xD8\xB9\xD8\xAF\xD8\xAF",
					   "\xD8\xA7\xD9\x84\xD8\xB9\xD9\x85\xD9\x84",
					   "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xB1\xD9\x83\xD9\x87",
					   "\xD8\xA7\xD9\x84\xD9\x82\xD8\xAA\xD8\xA7\xD9\x84",
					   "\xD8\xA7\xD9\x84\xD8\xB6\xD8\xAE",
					   "\xD8\xA7\xD9\x84\xD9\x82\xD8\xB5\xD9\x81"};
	size_t i = h->last + 1u;
	if (!sv_eq(f->rules->triggers[h->row].group, SV("arrest")) || i >= sentence_end_of(f, h->first) ||
	    !sv_ends(f->text->tokens[h->last].norm, SV("\xD8\xAA\xD9\x88\xD9\x82\xD9\x81")))
		return false; /* توقف */
	return SV_ONE_OF(f->text->tokens[i].norm, what);
}

/* "أوقفوا سيارته", "توقيف الحافلة": a vehicle is stopped, nobody arrested. */
static bool stops_vehicle(const struct finder *f, const struct hit *h)
{
	/* سيار, مركبة, حافل, شاحن, دراج */
	static const char *const vehicles[] = {
	    "\xD8\xB3\xD9\x8A\xD8\xA7\xD8\xB1", "\xD9\x85\xD8\xB1\xD9\x83\xD8\xA8\xD9\x87",
	    "\xD8\xAD\xD8\xA7\xD9\x81\xD9\x84", "\xD8\xB4\xD8\xA7\xD8\xAD\xD9\x86", "\xD8\xAF\xD8\xB1\xD8\xA7\xD8\xAC"};
	size_t i = h->last + 1u;
	if (!sv_eq(f->rules->triggers[h->row].group, SV("arrest")) || i >= sentence_end_of(f, h->first))
		return false;
	struct sv word = f->text->tokens[i].norm;
	word = sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, 4) : word;
	for (size_t k = 0; k < sizeof vehicles / sizeof vehicles[0]; k++)
		if (sv_starts(word, sv_cstr(vehicles[k])))
			return true;
	return false;
}

/* "أفرجت عن دفعة من المعتقلين": those who are let go, not an arrest. */
static bool are_freed(const struct finder *f, const struct hit *h)
{
	const struct token *t = f->text->tokens;
	if (h->tense != TENSE_NONE || !sv_eq(f->rules->triggers[h->row].group, SV("arrest")) ||
	    !sv_starts(t[h->first].norm, SV("\xD8\xA7\xD9\x84")))
		return false;
	for (size_t i = h->first; i > 0 && i + FREED_WORDS > h->first && t[i - 1].sentence == t[h->first].sentence; i--)
		for (const struct hit *x = scan_at(&f->scan, i - 1, PHRASE_TRIGGER); x; x = scan_also(&f->scan, x))
			if (sv_eq(f->rules->triggers[x->row].group, SV("release")))
				return true;
	return false;
}

/* "ذكرت شبكة "جرف النهر" أن": the name of an outlet, in quotation marks. */
static bool is_of_outlet(const struct finder *f, const struct hit *h)
{
	/* شبكة وكالة لوكالة صحيفة لصحيفة موقع لموقع منصة لمنصة إذاعة لإذاعة تلفزيون لتلفزيون قناة لقناة راديو مرصد صفحة مجلة لشبكة */
	static const char *const outlets[] = {"\xD8\xB4\xD8\xA8\xD9\x83\xD9\x87", "\xD9\x88\xD9\x83\xD8\xA7\xD9\x84\xD9\x87", "\xD9\x84\xD9\x88\xD9\x83\xD8\xA7\xD9\x84\xD9\x87", "\xD8\xB5\xD8\xAD\xD9\x8A\xD9\x81\xD9\x87", "\xD9\x84\xD8\xB5\xD8\xAD\xD9\x8A\xD9\x81\xD9\x87", "\xD9\x85\xD9\x88\xD9\x82\xD8\xB9", "\xD9\x84\xD9\x85\xD9\x88\xD9\x82\xD8\xB9", "\xD9\x85\xD9\x86\xD8\xB5\xD9\x87", "\xD9\x84\xD9\x85\xD9\x86\xD8\xB5\xD9\x87", "\xD8\xA7\xD8\xB0\xD8\xA7\xD8\xB9\xD9\x87", "\xD9\x84\xD8\xA7\xD8\xB0\xD8\xA7\xD8\xB9\xD9\x87", "\xD8\xAA\xD9\x84\xD9\x81\xD8\xB2\xD9\x8A\xD9\x88\xD9\x86", "\xD9\x84\xD8\xAA\xD9\x84\xD9\x81\xD8\xB2\xD9\x8A\xD9\x88\xD9\x86", "\xD9\x82\xD9\x86\xD8\xA7\xD9\x87", "\xD9\x84\xD9\x82\xD9\x86\xD8\xA7\xD9\x87", "\xD8\xB1\xD8\xA7\xD8\xAF\xD9\x8A\xD9\x88", "\xD9\x85\xD8\xB1\xD8\xB5\xD8\xAF", "\xD8\xB5\xD9\x81\xD8\xAD\xD9\x87", "\xD9\x85\xD8\xAC\xD9\x84\xD9\x87", "\xD9\x84\xD8\xB4\xD8\xA8\xD9\x83\xD9\x87"};
	const struct token *t = f->text->tokens;
	size_t first = f->text->sentences[t[h->first].sentence].first_token, i = h->first;
	while (i > first && i + NAME_WORDS > h->first && t[i - 1].kind == TOKEN_WORD)
		i--;
	if (i < first + 2u || t[i - 1].kind != TOKEN_PUNCT || is_mark_at(f, i - 1u))
		return false;
	return SV_ONE_OF(t[i - 2].norm, outlets);
}

/* "بُترت ساق فتى": spelled like "led away", within a phrase of wounds. */
static bool is_within_wound(const struct finder *f, size_t i)
{
	const struct hit *wound = i > 0 ? casualty_at(f, i - 1u, CASUALTY_WOUND) : NULL;
	return wound && wound->last >= i;
}

/* "أصيب في ساقه", "فقد مقاتل ساقه": a limb, spelled like "led him away". */
static bool is_limb(const struct finder *f, size_t i)
{
	struct sv in = i > 0 ? f->text->tokens[i - 1].norm : SV(""); /* في */
	const struct hit *lost = i > 1 ? casualty_at(f, i - 2u, CASUALTY_LOSE) : NULL;
	bool led = sv_starts(f->text->tokens[i].norm, SV("\xD8\xB3\xD8\xA7\xD9\x82\xD9\x87")); /* ساقه, ساقها */
	return led && (sv_eq(in, SV("\xD9\x81\xD9\x8A")) || lost);
}

/* "فقد مقاتل ساقه": hurt, not gone missing. */
static bool loses_limb(const struct finder *f, const struct hit *h)
{
	bool gone = sv_eq(f->rules->triggers[h->row].group, SV("abduction")) && h->tense == TENSE_PAST;
	for (size_t i = h->last + 1u; gone && i < sentence_end_of(f, h->first) && i <= h->last + LOST_WORDS; i++)
		if (limb_at(f, i))
			return true;
	return false;
}

const struct hit *trigger_choose(const struct finder *f, size_t i)
{
	const struct hit *first = scan_at(&f->scan, i, PHRASE_TRIGGER);
	for (const struct hit *h = first && (is_within_wound(f, i) || is_limb(f, i)) ? NULL : first; h;
	     h = scan_also(&f->scan, h)) {
		int needs = f->rules->triggers[h->row].needs;
		if ((needs == NEEDS_PEOPLE ? has_people(f, h) : !needs || has_object(f, h, needs)) &&
		    !is_done_by_event(f, h) && !is_bare_taking(f, h) && !is_fired_from(f, h) && !are_freed(f, h) &&
		    !is_of_outlet(f, h) && !stops_vehicle(f, h) && !stands_still(f, h) && !casualty_is_cairn(f, h) &&
		    !loses_limb(f, h) && !(needs && (loses_men(f, h) || people_fall(f, h) || is_of_told(f, h))))
			return h;
	}
	return NULL;
}
