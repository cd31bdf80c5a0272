#include "event/people.h"

enum { MADE_WORDS = 4, GAP_WORDS = 5, OTHER_FATE_WORDS = 3, KIN_WORDS = 14, SINGULAR_FROM = 11, ONE_OF_WORDS = 16 };

size_t sentence_end_of(const struct finder *f, size_t i)
{
	const struct sentence *s = &f->text->sentences[f->text->tokens[i].sentence];
	return s->first_token + s->n_tokens;
}

const struct hit *casualty_find(const struct finder *f, size_t i, enum casualty_kind kind)
{
	for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CASUALTY); h; h = scan_also(&f->scan, h))
		if (f->rules->casualties[h->row].kind == kind)
			return h;
	return NULL;
}

bool is_mark_at(const struct finder *f, size_t i)
{
	return f->text->tokens[i].kind == TOKEN_PUNCT && !sv_eq(f->text->tokens[i].norm, SV("\""));
}

bool is_comma_at(const struct finder *f, size_t i)
{
	return i < f->text->n_tokens && f->text->tokens[i].kind == TOKEN_PUNCT && f->text->tokens[i].mark == 0x060C;
}

void people_note(const struct finder *f, const struct hit *h, struct people *p)
{
	if (!h)
		return;
	p->civilians |= f->rules->casualties[h->row].civilians;
	p->armed |= f->rules->casualties[h->row].armed;
	p->attackers |= f->rules->casualties[h->row].attackers;
}

/* The word for people at a token: a person or persons. */
const struct hit *people_at(const struct finder *f, size_t i)
{
	const struct hit *h = casualty_at(f, i, CASUALTY_PERSON);
	if (h && h->last == i && limb_at(f, i))
		return NULL; /* "أصيب برجليه": spelled like "his two men" */
	return h ? h : casualty_at(f, i, CASUALTY_PERSONS);
}

/* "17 و19 كانون الثاني". */
static bool is_day_number(const struct finder *f, size_t i, size_t end)
{
	for (size_t j = i + 1; j < end && j <= i + 3; j++) {
		if (sv_eq(f->text->tokens[j].norm, SV("\xD9\x81\xD9\x8A"))) /* "قُتل خمسة في 20 تموز" */
			return false;
		const struct hit *month = scan_at(&f->scan, j, PHRASE_MONTH);
		if (month &&
		    (f->rules->months[month->row] <= HIJRI_MONTHS || j == i + 1)) /* "رجب" is a man's name, too */
			return true;
	}
	return false;
}

/* "ثلاثة من أصل خمسة شبان": the last token of the whole of which so many are told; `i`: of none. */
static size_t behind_whole(const struct finder *f, size_t i, size_t end)
{
	struct quantity q;
	bool of = i + 3u < end && sv_eq(f->text->tokens[i + 1u].norm, SV("\xD9\x85\xD9\x86")) &&
		  (sv_eq(f->text->tokens[i + 2u].norm, SV("\xD8\xA7\xD8\xB5\xD9\x84")) ||
		   sv_eq(f->text->tokens[i + 2u].norm, SV("\xD8\xA8\xD9\x8A\xD9\x86"))); /* من أصل, من بين */
	return of && quantity_at(f, i + 3u, &q) && !q.vague && q.last < end ? q.last : i;
}

/* "ثلاثة عناصر", "4 آخرين", "أربعة من مرافقيه"; a number before a thing counts no people. */
bool people_counted(const struct finder *f, size_t i, size_t end, struct people *p)
{
	struct quantity q;
	if (!quantity_at(f, i, &q) || q.last >= end || is_day_number(f, q.last, end))
		return false;
	if (quantity_is_money(f, q.last + 1u))
		return false;
	*p = (struct people){.n = q.value, .any = true, .vague = q.vague, .at_least = q.at_least, .most = q.most, .last = q.last};
	q.last = p->last = (uint32_t)behind_whole(f, q.last, end);
	for (size_t j = q.last + 1u; j < end && j <= q.last + 2u && !is_mark_at(f, j); j++) {
		const struct hit *thing = j == q.last + 1u ? casualty_at(f, j, CASUALTY_THING) : NULL;
		if (thing && !(thing->clitics & (CLITIC_BI | CLITIC_LI | CLITIC_KA | CLITIC_WA)))
			/* not "أصيب ستة بغارة": by one; nor "قُتل عشرون وأُسر ستة" */
			return false;
		if (casualty_at(f, j, CASUALTY_TALLY) || casualty_at(f, j, CASUALTY_KILL) || casualty_at(f, j, CASUALTY_WOUND))
			break; /* "الجرحى 12 وعدد القتلى أربعة", "راح ضحيته 2 وأصيب ثالث" */
		if (sv_eq(f->text->tokens[j].norm, SV("\xD9\x88\xD9\x85\xD9\x86")))
			break; /* "ستة ومن المهاجمين ثلاثة" */
		const struct hit *who = people_at(f, j);
		if (who && (who->clitics & CLITIC_WA)) /* "القتلى ستة والجرحى ..." */
			break;
		if (who) {
			people_note(f, who, p);
			p->last = who->last;
			break;
		}
	}
	if (p->last == q.last && q.last + 2u < end && sv_eq(f->text->tokens[q.last + 1u].norm, SV("\xD9\x85\xD9\x86"))) {
		for (size_t j = q.last + 2u; j < end && j <= q.last + 3u; j++) { /* "3 من قوات X" */
			const struct hit *side = scan_at(&f->scan, j, PHRASE_ACTOR);
			p->armed |= side && f->rules->actors[side->row].armed && f->rules->actors[side->row].bloc;
		}
	}
	return true;
}

/* Words that say of whom people are stand in no list's way: "من المسلحين", "في صفوف قوات النظام", "برتبة ملازم". */
static size_t skip_link(const struct finder *f, size_t i)
{
	const struct hit *h = casualty_at(f, i, CASUALTY_LINK);
	h = h ? h : scan_at(&f->scan, i, PHRASE_ACTOR);
	return h && !(h->clitics & CLITIC_WA) ? h->last + 1u : i;
}

/* "إصابات بين المواطنين", "في صفوف المدنيين": many, though a dual is spelled alike. */
static bool is_among(const struct finder *f, const struct hit *h)
{
	const struct hit *among = h->first > 0 ? scan_at(&f->scan, h->first - 1u, PHRASE_NUMBER) : NULL;
	bool all = h->first > 0 && sv_eq(f->text->tokens[h->first - 1u].norm,
					 SV("\xD8\xAC\xD9\x85\xD9\x8A\xD8\xB9")); /* "جميع المهاجمين" */
	return h->number == NUMBER_EITHER && (h->clitics & CLITIC_AL) &&
	       (all || (among && f->rules->numbers[among->row].kind == NUMERAL_BETWEEN));
}

/* "عائلة من خمسة أفراد": how many are of a family or a group; not "مدنيين من ثلاث عائلات". */
static bool is_made_of(const struct finder *f, size_t i, struct people *all)
{
	static const char *const heads[] = {"\xD8\xA7\xD9\x81\xD8\xB1\xD8\xA7\xD8\xAF",
					    "\xD8\xA7\xD8\xB4\xD8\xAE\xD8\xA7\xD8\xB5",
					    "\xD8\xB4\xD8\xAE\xD8\xB5\xD8\xA7", "\xD9\x81\xD8\xB1\xD8\xAF\xD8\xA7"};
	if (!sv_eq(f->text->tokens[i].norm, SV("\xD9\x85\xD9\x86")) ||
	    !people_counted(f, i + 1, sentence_end_of(f, i), all) || all->vague || all->n < 2)
		return false;
	for (size_t k = 0; k < sizeof heads / sizeof heads[0]; k++) /* أفراد, أشخاص, شخصاً, فرداً */
		if (sv_eq_cstr(f->text->tokens[all->last].norm, heads[k]))
			return true;
	return false;
}

/* "استشهدت عائلة كاملة، أب وأم وأربعة أولاد": who the family were, behind a comma or a colon. */
static bool is_listed(const struct finder *f, const struct hit *family, size_t end, struct people *all)
{
	size_t i = family->last + 1u;
	while (i < end && i <= family->last + 2u && !is_mark_at(f, i))
		i++;
	if (i + 1 >= end || !is_mark_at(f, i) || f->text->tokens[i].mark == ')' || people_stop(f, i + 1) ||
	    begins_with_and(f, i + 1) || !people_at(f, i + 1) || !people_named(f, i + 1, all) || all->vague)
		return false;
	int first = all->n;
	people_more(f, end, all);
	return all->n > first;
}

/* "قيادي سابق", "العنصر السابق", "ضابط سابقاً": one who bears arms no more. */
static bool is_former(const struct finder *f, size_t i)
{
	struct sv word = i < f->text->n_tokens ? f->text->tokens[i].norm : SV("");
	word = sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, 4) : word;
	return sv_starts(word, SV("\xD8\xB3\xD8\xA7\xD8\xA8\xD9\x82"));
}

/* "ابنه", "زوجتها": a pronoun behind, not a feminine ending. */
static bool is_kin(const struct finder *f, size_t i)
{
	struct sv s = text_span(f->text, (uint32_t)i, (uint32_t)i);
	return sv_ends(s, SV("\xd9\x87")) || sv_ends(s, SV("\xd9\x87\xd8\xa7")); /* heh; heh, alef */
}

/* "طفل", "عنصران", "عناصر". */
bool people_named(const struct finder *f, size_t i, struct people *p)
{
	const struct hit *many = casualty_at(f, i, CASUALTY_PERSONS);
	const struct hit *h = many ? many : casualty_at(f, i, CASUALTY_PERSON);
	if (!h || (h->last == i && limb_at(f, i)))
		return false;
	*p = (struct people){.any = true, .last = h->last};
	people_note(f, h, p);
	if (p->armed && is_former(f, h->last + 1u)) {
		p->armed = false;
		p->civilians = true;
	}
	bool vague = many || h->number == NUMBER_MANY || is_among(f, h); /* "بين المواطنين" */
	p->n = vague ? -1 : h->number == NUMBER_ONE && !people_is_dual_of(f, h) ? 1 : 2;
	p->vague = vague;
	if (many && people_are_named(f, h, p))
		return true;
	struct quantity q; /* "مدنيين اثنين", "الشبان الثلاثة", "عناصر قسد الثلاثة", "ركابها الأربعة" */
	size_t behind = skip_link(f, h->last + 1u);
	bool definite =
	    (h->clitics & CLITIC_AL) || h->tense == TENSE_POSSESSED || behind > h->last + 1u || is_kin(f, h->last);
	if ((vague || h->number != NUMBER_ONE) && behind < sentence_end_of(f, i) &&
	    ((quantity_at(f, h->last + 1u, &q) && q.value == 2) || (definite && quantity_definite_at(f, behind, &q))))
		*p = (struct people){
		    .n = q.value, .any = true, .last = q.last, .civilians = p->civilians, .armed = p->armed,
		    .attackers = p->attackers};
	for (size_t j = h->last + 1u; p->vague && j <= h->last + MADE_WORDS && j < sentence_end_of(f, i); j++) {
		if (is_mark_at(f, j) || people_stop(f, j))
			break;
		const struct hit *made = casualty_at(f, j, CASUALTY_ABOARD); /* "عائلة كاملة مؤلفة من خمسة أشخاص" */
		struct people all;
		if ((made && people_counted(f, made->last + 1u, sentence_end_of(f, i), &all) && !all.vague) ||
		    (many && is_made_of(f, j, &all)) ||
		    (many && j == h->last + 1u && h->number == NUMBER_ONE &&
		     is_listed(f, h, sentence_end_of(f, i), &all))) {
			all.civilians |= p->civilians;
			*p = all;
		}
	}
	return true;
}

/* Stops a list of victims: another verb of casualties, a subset. */
bool people_stop(const struct finder *f, size_t i)
{
	return casualty_at(f, i, CASUALTY_KILL) || casualty_at(f, i, CASUALTY_WOUND) ||
	       casualty_at(f, i, CASUALTY_SUBSET) || casualty_at(f, i, CASUALTY_EACH) ||
	       casualty_at(f, i, CASUALTY_TALLY);
}

/* "نفذه انتحاريان ... قتل أحدهما": of those named last before are the attackers. */
static bool is_of_attackers(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (size_t j = i; j > first && j + ONE_OF_WORDS > i; j--) {
		const struct hit *who = people_at(f, j - 1);
		if (who && who->number >= NUMBER_TWO && (f->rules->casualties[who->row].attackers || !f->rules->casualties[who->row].armed))
			return f->rules->casualties[who->row].attackers;
	}
	return false;
}

/* "وأحد ضيوفه": one of some whom the lexicon lacks. */
static bool one_of_at(const struct finder *f, size_t i, size_t end, struct people *p)
{
	static const char *const ones[] = {"\xD8\xA7\xD8\xAD\xD8\xAF", "\xD8\xA7\xD8\xAD\xD8\xAF\xD9\x8A"};
	struct sv word = f->text->tokens[i].norm;
	word = sv_starts(word, SV("\xD9\x88")) ? sv_skip(word, 2) : word;
	if (!(sv_eq_cstr(word, ones[0]) || sv_eq_cstr(word, ones[1])) || i + 1 >= end ||
	    f->text->tokens[i + 1].kind != TOKEN_WORD || !is_kin(f, i + 1) || casualty_at(f, i + 1, CASUALTY_THING) ||
	    scan_at(&f->scan, i + 1, PHRASE_TRIGGER))
		return false;
	*p = (struct people){.n = 1, .any = true, .last = (uint32_t)i + 1u};
	return true;
}

bool people_item(const struct finder *f, size_t i, size_t end, struct people *p)
{
	if (i < end && casualty_at(f, i, CASUALTY_EACH)) { /* "استشهاد أحدهما" */
		*p = (struct people){.n = 1, .any = true, .last = (uint32_t)i, .attackers = is_of_attackers(f, i)};
		return true;
	}
	struct quantity q; /* "الثلاثة الآخرون" */
	if (i + 1 < end && quantity_definite_at(f, i, &q) && q.last + 1u < end && people_at(f, q.last + 1u) &&
	    (people_at(f, q.last + 1u)->clitics & CLITIC_AL)) {
		*p = (struct people){.n = q.value, .any = true, .last = q.last + 1u};
		return true;
	}
	return i < end && (people_counted(f, i, end, p) || people_named(f, i, p) || people_each(f, i, end, p) ||
			   one_of_at(f, i, end, p));
}

/* "و" alone before digits. */
static bool is_lone_and(const struct finder *f, size_t i)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER);
	return h && f->rules->numbers[h->row].kind == NUMERAL_AND && i + 1 < f->text->n_tokens &&
	       f->text->tokens[i + 1].kind == TOKEN_NUMBER;
}

/* "ثلاثة جنود وأحد المدنيين": "and one of", spelled like "one" without the hamza; one stands behind what it counts. */
static bool is_and_one_of(const struct finder *f, size_t i)
{
	if (!sv_eq(f->text->tokens[i].norm, SV("\xD9\x88\xD8\xA7\xD8\xAD\xD8\xAF")))
		return false;
	struct sv as_written = text_span(f->text, (uint32_t)i, (uint32_t)i);
	const struct hit *who = people_at(f, i + 1);
	return sv_starts(as_written, SV("\xD9\x88\xD8\xA3")) ||
	       (who && who->number >= NUMBER_TWO && !(who->clitics & CLITIC_WA));
}

bool begins_with_and(const struct finder *f, size_t i)
{
	if (i >= f->text->n_tokens)
		return false;
	const struct hit *h = scan_at(&f->scan, i, PHRASE_NUMBER);
	if (h && is_and_one_of(f, i))
		return true;
	if (!h || !(h->clitics & CLITIC_WA))
		h = people_at(f, i);
	if ((h && (h->clitics & CLITIC_WA)) || is_lone_and(f, i))
		return true;
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n = clitic_splits(f->text->tokens[i].norm, false, splits);
	return n > 1 && (splits[1].clitics & CLITIC_WA) && i + 1 < f->text->n_tokens &&
	       f->text->tokens[i].norm.len == 2;
}

/* 'و"روجان"'. */
static bool begins_quoted_name(const struct finder *f, size_t i)
{
	const struct token *k = &f->text->tokens[i];
	return begins_with_and(f, i) && k->norm.len == 2 && k[1].kind == TOKEN_PUNCT && !is_mark_at(f, i + 1);
}

/* "قُتل رجل بانفجار لغم": what killed those told before a token. */
static bool has_means(const struct finder *f, size_t i)
{
	size_t first = f->text->sentences[f->text->tokens[i].sentence].first_token;
	for (; i > first && !people_stop(f, i - 1u); i--) {
		const struct hit *deed = scan_at(&f->scan, i - 1u, PHRASE_TRIGGER);
		if (deed && (deed->clitics & CLITIC_BI))
			return true;
	}
	return false;
}

/* "مقتل ضابط برتبة ملازم في صفوف القوات، وعنصر": a person right behind a comma, of whom no other fate is told. */
static bool goes_on_behind(const struct finder *f, size_t comma, size_t end)
{
	struct people p;
	if (comma + 3 < end && begins_quoted_name(f, comma + 1))
		return true;
	const struct hit *with = comma + 2 < end ? casualty_at(f, comma + 1, CASUALTY_WITH) : NULL;
	if (with && with->last > with->first) /* "، إضافة إلى ثلاثة مدنيين" */
		return with->last + 1u < end && people_counted(f, with->last + 1u, end, &p) && people_at(f, p.last) &&
		       !p.vague;
	if (comma + 1 >= end || !begins_with_and(f, comma + 1) || people_stop(f, comma + 1) ||
	    context_at(f, comma + 1, CONTEXT_SEPARATE)) /* "وأخرى": another event */
		return false;
	size_t at = comma + 1 + (f->text->tokens[comma + 1].norm.len == 2); /* "و" alone */
	if (!people_item(f, at, end, &p) || p.vague)
		return false;
	for (size_t j = p.last + 1u; j < end && j <= p.last + OTHER_FATE_WORDS && !is_mark_at(f, j); j++) {
		const struct hit *deed = scan_at(&f->scan, j, PHRASE_TRIGGER);
		if (people_stop(f, j) || casualty_at(f, j, CASUALTY_HURT) ||
		    (deed && (!(deed->clitics & CLITIC_BI) || has_means(f, comma))))
			return false;
	}
	return true;
}

/* Where the next "و..." of a list may stand: a few words on, names in brackets and ages left out. */
static size_t next_of_list(const struct finder *f, size_t i, size_t end)
{
	bool inside = false, aged = false, with = true, quoted = false;
	bool told = i < end && sv_starts(f->text->tokens[i].norm,
					 SV("\xD9\x83\xD8\xA7\xD9\x86")); /* "امرأة كانت تقف على سطح منزلها، وشاب" */
	for (size_t words = 0, most = told ? GAP_WORDS + 3u : GAP_WORDS; i < end && words < most; i++) {
		const struct token *k = &f->text->tokens[i];
		if (people_stop(f, i) || casualty_at(f, i, CASUALTY_ATTEMPT)) /* "جُرحت معلمة ونجا السائق" */
			return end;
		size_t behind = inside ? i : skip_link(f, i);
		if (behind > i) {
			i = behind - 1;
			continue;
		}
		if (k->kind == TOKEN_PUNCT) {
			quoted ^= !is_mark_at(f, i);
			if (k->mark == '(' || k->mark == ')')
				inside = k->mark == '(';
			else if (k->mark == 0x060C && (aged || (i + 1 < end && casualty_at(f, i + 1, CASUALTY_AGE))))
				aged = true;
			else if (is_mark_at(f, i) && !inside && !(k->mark == 0x060C && goes_on_behind(f, i, end)))
				return end;
			continue;
		}
		struct people one;
		if (!inside && sv_starts(k->norm, SV("\xD9\x88")) && one_of_at(f, i, end, &one))
			return i;
		if (!inside && begins_with_and(f, i)) {
			if (i + 2 >= end || !begins_quoted_name(f, i)) /* 'طفليه "جان" و"روجان" وزوجته': names of those told */
				return i;
		}
		const struct hit *joins = inside || !with ? NULL : casualty_at(f, i, CASUALTY_WITH);
		if (joins && joins->last + 1u < end)
			return joins->last + 1u;
		/* "في اشتباك مع عنصرين" */
		if (!inside && (scan_at(&f->scan, i, PHRASE_TRIGGER) || context_at(f, i, CONTEXT_AFTER)))
			with = false;
		words += !inside && !aged && !quoted;
		if (casualty_at(f, i, CASUALTY_THING))
			aged = false;
	}
	return end;
}

static bool crosses_age(const struct finder *f, size_t i)
{
	return i < f->text->n_tokens && f->text->tokens[i].kind == TOKEN_PUNCT && f->text->tokens[i].mark == 0x060C;
}

/* "مقتل ثلاثة عناصر وجريحان": those have another fate. */
static bool has_fate(const struct finder *f, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (casualty_at(f, i, CASUALTY_WOUNDED) || casualty_at(f, i, CASUALTY_DEAD))
			return true;
	return false;
}

/* "اغتيال الشيخ فلان أحد وجهاء القبيلة وابنه": kin or companions of him named, over a few more words. */
static size_t kin_behind(const struct finder *f, const struct people *p, size_t end)
{
	for (size_t i = p->last + 1u; i < end && i <= p->last + KIN_WORDS && p->n == 1; i++) {
		const struct hit *who = people_at(f, i);
		bool comma = f->text->tokens[i].kind == TOKEN_PUNCT && f->text->tokens[i].mark == 0x060C;
		if ((is_mark_at(f, i) && !comma) || people_stop(f, i) || casualty_at(f, i, CASUALTY_ATTEMPT) ||
		    scan_at(&f->scan, i, PHRASE_TRIGGER))
			break;
		const struct hit *with = casualty_at(f, i, CASUALTY_WITH); /* "، ومعه ابنه" */
		if (with && with->last == i && i + 1 < end && sv_starts(f->text->tokens[i].norm, SV("\xD9\x88")) &&
		    people_at(f, i + 1) && is_kin(f, i + 1))
			return i + 1;
		bool kin = is_kin(f, i) || (i + 1 < end && people_at(f, i + 1) && is_kin(f, i + 1)); /* "وزوجة خاله" */
		if (who && (who->clitics & CLITIC_WA) && !(who->clitics & CLITIC_AL) && kin)
			return i;
	}
	return end;
}

bool people_by_place(const struct finder *f, size_t i, size_t end)
{
	if (i < end && casualty_at(f, i, CASUALTY_SUBSET))
		i++;
	return i + 1 < end && sv_eq(f->text->tokens[i].norm, SV("\xD9\x81\xD9\x8A")) &&
	       !casualty_at(f, i, CASUALTY_WOUNDED) && !casualty_at(f, i, CASUALTY_DEAD) &&
	       !scan_at(&f->scan, i + 1, PHRASE_TIME) && !scan_at(&f->scan, i + 1, PHRASE_MONTH) &&
	       !scan_at(&f->scan, i + 1, PHRASE_TRIGGER);
}

/* "ولواء فاطميون": a brigade, not a general. */
static bool is_unit(const struct finder *f, size_t i)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
	return h && h->last > h->first && f->rules->actors[h->row].armed && f->rules->actors[h->row].bloc > 0;
}

/* "القياديان أبو الليث وأبو طلحة": a father of, by which one is called. */
static bool is_byname(const struct finder *f, size_t i)
{
	return sv_ends(f->text->tokens[i].norm, SV("\xD8\xA7\xD8\xA8\xD9\x88"));
}

/* "19 رجلاً وشاباً": two nouns counted by one number, both in the accusative. */
static bool is_same_count(const struct finder *f, const struct people *p, size_t at, const struct people *more)
{
	const struct token *t = f->text->tokens;
	return p->n >= SINGULAR_FROM && more->n == 1 && at == p->last + 1u && sv_ends(t[p->last].norm, SV("\xD8\xA7")) &&
	       sv_ends(t[more->last].norm, SV("\xD8\xA7"));
}

void people_more(const struct finder *f, size_t end, struct people *p)
{
	struct people more;
	while (!p->vague) {
		size_t at = next_of_list(f, p->last + 1u, end);
		at = at < end ? at : kin_behind(f, p, end);
		if (at < end && crosses_age(f, at))
			at++;
		if (at < end && p->n == 1 && is_and_one_of(f, at) && !one_of_at(f, at, end, &more))
			break; /* "القيادي سالم الحمد وأحد أبرز المسؤولين": it may be the same man */
		at += at < end && is_lone_and(f, at);
		if (at >= end || is_unit(f, at) || (p->n > 1 && is_byname(f, at)) || !people_item(f, at, end, &more) ||
		    more.vague || has_fate(f, at, more.last) || people_has_own_verb(f, at, &more) ||
		    (people_by_place(f, p->last + 1u, end) && people_by_place(f, more.last + 1u, end)))
			break;
		if (is_same_count(f, p, at, &more)) {
			p->last = more.last;
			continue;
		}
		p->most = p->most || more.most ? (p->most ? p->most : p->n) + (more.most ? more.most : more.n) : 0;
		p->n += more.n;
		p->last = more.last;
		p->civilians |= more.civilians;
		p->armed |= more.armed;
		p->attackers |= more.attackers;
	}
}

bool people_from(const struct finder *f, size_t i, size_t end, struct people *p)
{
	if (!people_item(f, i, end, p))
		return false;
	bool titled = p->n == 1 && people_at(f, i) && (people_at(f, i)->clitics & CLITIC_AL);
	const struct hit *apiece = p->vague ? NULL : casualty_at(f, p->last + 1u, CASUALTY_APIECE);
	if (apiece) { /* "مقتل رجل من كل عائلة" */
		p->n *= 2;
		p->last = apiece->last;
	}
	people_more(f, end, p);
	if (titled && p->n == 1) /* "الشاب سالم العلي ومحمد الحامد" */
		people_more_names(f, end, p);
	return true;
}
