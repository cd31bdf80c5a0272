#include "event/casualty.h"

enum { FATE_WORDS = 4, BOTH_WORDS = 8, PART_BEFORE = 4, WHO_WORDS = 6 };

/* "من كانوا بداخلها، وعددهم ثلاثة، قُتلوا": whose number is told right before their verb. */
static bool numbered_before(const struct finder *f, const struct hit *h, struct people *p)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	for (size_t i = h->first;
	     h->number == NUMBER_MANY && i > first && i + BOTH_WORDS > h->first && !people_stop(f, i - 1u); i--) {
		const struct hit *count = casualty_at(f, i - 1u, CASUALTY_COUNT);
		if (count && count->last + 1u < h->first && people_counted(f, count->last + 1u, h->first, p) &&
		    !p->vague)
			return p->last + FATE_WORDS >= h->first;
	}
	return false;
}

bool casualty_victims_before(const struct counter *c, const struct hit *h, struct people *p)
{
	if (casualty_is_own_verb(c->f, h, p) || numbered_before(c->f, h, p))
		return true;
	if (!people_before(c->f, c->out, h, p))
		return false;
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	return !x || !(h->clitics & CLITIC_WA) || x->last_token < p->last ||
	       x->sentence != c->f->text->tokens[h->first].sentence;
}

/* "أعدم 19 رجلاً، أحدهم ذُبح": among those told. */
static bool is_one_of_told(const struct counter *c, const struct hit *h)
{
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	return h->first > 0 && x && x->killed > 1 && x->sentence == c->f->text->tokens[h->first].sentence &&
	       casualty_at(c->f, h->first - 1u, CASUALTY_EACH) && c->f->rules->casualties[h->row].kind == CASUALTY_KILL;
}

/* "مقتل ريم الحسين وفطيم الجاسم، وهما عضوتان": the two of them. */
static bool are_both(const struct finder *f, size_t i, size_t end)
{
	bool comma = false;
	for (size_t j = i; j < end && j <= i + BOTH_WORDS; j++) {
		comma |= is_mark_at(f, j);
		if (comma && sv_eq(f->text->tokens[j].norm, SV("\xD9\x88\xD9\x87\xD9\x85\xD8\xA7")))
			return true;
		if (people_stop(f, j))
			return false;
	}
	return false;
}

/* "خلفت الحملة 400 قتيل، بينهم 73 قضوا بغارة على X": of those told before these fell by the deed named behind. */
static bool is_part_by_deed(const struct counter *c, const struct hit *h, const struct people *p)
{
	const struct finder *f = c->f;
	const struct casualty_fact *all = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	const struct hit *deed = scan_at(&f->scan, h->last + 1u, PHRASE_TRIGGER);
	if (!all || all->killed <= p->n || p->n <= 0 || all->sentence != f->text->tokens[h->first].sentence || !deed ||
	    !(deed->clitics & CLITIC_BI) || f->rules->triggers[deed->row].role != TRIGGER_FOUNDS)
		return false;
	for (size_t j = p->last; j > all->last_token && j + PART_BEFORE > p->last; j--)
		if (casualty_at(f, j, CASUALTY_SUBSET))
			return true;
	return false;
}

/* "جثث ثلاثة رعاة أعدمهم التنظيم", "مقتل عنصرين استهدفهما": those right before a verb are told dead. */
static bool are_told_dead(const struct counter *c, const struct hit *h, const struct people *p)
{
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	if (!x || x->killed <= 0 || x->killed != p->n || p->last + 1u != h->first ||
	    x->sentence != c->f->text->tokens[h->first].sentence)
		return false;
	bool bodies = sv_starts(c->f->text->tokens[x->last_token].norm, SV("\xD8\xAC\xD8\xAB")) && /* the noun alone */
		      p->last <= x->last_token + FATE_WORDS;
	return bodies || (x->first_token <= p->last && p->last <= x->last_token);
}

static void add_told(struct counter *c, const struct hit *h, enum casualty_kind kind, const struct people *p)
{
	casualty_set(c, casualty_add(c, h->first, h->last), kind, false, p);
}

/* "إصابته", "وفاتهما": those whom its pronoun means. */
static void take_possessed(struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	struct people p = {.n = -1};
	if (h->number != NUMBER_MANY || !(people_aboard(f, h->first, &p) || people_told(f, c->out, h->first, &p) ||
					  people_numbered(f, h->last + 1u, sentence_end_of(f, h->first), &p)))
		p = (struct people){
		    .n = h->number == NUMBER_TWO ? 2 : 1, .any = true, .vague = h->number == NUMBER_MANY};
	add_told(c, h, kind, &p);
}

/* "ثلاثة عمال قُتلوا": the victims told before their verb. */
static void take_before(struct counter *c, const struct hit *h, enum casualty_kind kind, struct people p)
{
	if (kind == CASUALTY_KILL && are_told_dead(c, h, &p))
		return;
	if (h->number == NUMBER_TWO && (p.vague || p.n == 1)) /* "طفل وشاب قُتلا" */
		p = (struct people){.n = 2,
				    .any = true,
				    .civilians = p.civilians,
				    .armed = p.armed,
				    .attackers = p.attackers,
				    .last = p.last};
	bool part = kind == CASUALTY_KILL && is_part_by_deed(c, h, &p);
	struct casualty_fact *x = casualty_add(c, h->first, h->last);
	casualty_set(c, x, kind, false, &p);
	casualty_note_bloc_before(c->f, x, p.last);
	if (part)
		x[-1].cumulative = true;
	x->of_wounded = kind == CASUALTY_KILL && casualty_were_wounded(c->f, p.last, h->last);
}

/* "الشهيد مصعب الحمدان الذي قضى بغارة": of him whom a relative clause describes. */
static bool is_who(const struct finder *f, const struct hit *h)
{
	size_t first = f->text->sentences[f->text->tokens[h->first].sentence].first_token;
	if (h->first < first + 2u || !context_at(f, h->first - 1u, CONTEXT_RELATIVE))
		return false;
	for (size_t i = h->first - 1u; i > first && i + WHO_WORDS > h->first && !is_mark_at(f, i - 1u); i--) {
		const struct hit *who = casualty_at(f, i - 1u, CASUALTY_PERSON);
		if (who)
			return who->number == NUMBER_ONE;
	}
	return false;
}

/* "تم القضاء عليه", "القضاء عليهما": how many the pronoun behind "on" means; 0: it is no such. */
static int killed_on(const struct finder *f, const struct hit *h)
{
	/* عليه, عليها; عليهما */
	static const char *const one[] = {"\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87",
					  "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87\xD8\xA7"};
	struct sv word = f->text->tokens[h->last].norm;
	if (h->last == h->first)
		return 0;
	return SV_ONE_OF(word, one) ? 1 : sv_eq(word, SV("\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87\xD9\x85\xD8\xA7")) ? 2 : 0;
}

/* Whether a verb or noun tells of one man whom nothing counts. */
static bool tells_of_one(const struct counter *c, const struct hit *h, enum casualty_kind kind)
{
	const struct finder *f = c->f;
	bool of_one = h->tense == TENSE_PAST && h->number == NUMBER_ONE;
	if (of_one && (casualty_is_one_of(f, h) || named_before(f, h->first)))
		return true;
	if (kind == CASUALTY_WOUND) /* "فبترت ساقه" */
		return (of_one && casualty_names_body_part(f, h)) || (h->tense == TENSE_NONE && casualty_is_limb(c, h));
	if (kind == CASUALTY_KILL && of_one && is_who(f, h))
		return true;
	return kind == CASUALTY_KILL && /* "وأضاف أن الفيصل فارق الحياة" */
	       (casualty_so_he_died(f, h) || (of_one && h->last > h->first));
}

size_t casualty_take_told(struct counter *c, const struct hit *h, enum casualty_kind kind, size_t at)
{
	const struct finder *f = c->f;
	size_t end = sentence_end_of(f, h->first), behind = h->last + 1u;
	bool past = h->tense == TENSE_PAST, wound = kind == CASUALTY_WOUND, kill = kind == CASUALTY_KILL;
	struct people p = {.n = -1};
	if (kind == CASUALTY_LOSS) {
		int on = killed_on(f, h);
		if (on)
			add_told(c, h, kind, &(struct people){.n = on, .any = true, .last = h->last});
		else if (h->tense == TENSE_POSSESSED && h->number == NUMBER_ONE) /* "فتم تحييده" */
			take_possessed(c, h, kind);
		else if (casualty_object(c, h, &p))
			add_told(c, h, kind, &p);
		return behind;
	}
	if ((wound && casualty_is_of_the_dead(c, h)) || casualty_take_fought_off(c, h, kind))
		return behind;
	if (h->tense == TENSE_POSSESSED) {
		take_possessed(c, h, kind);
		return behind;
	}
	if ((past && is_one_of_told(c, h)) || (wound && casualty_hits_thing(f, h)) ||
	    casualty_died_of_wounds(c, h, kind) || (kill && h->last > h->first && casualty_take_each(c, h)))
		return behind;
	if (past && casualty_victims_before(c, h, &p)) {
		take_before(c, h, kind, p);
	} else if (past && casualty_object(c, h, &p) && p.n > 1) {
		add_told(c, h, kind, &p);
	} else if (casualty_is_active_dual(f, h)) {
		return behind;
	} else if (h->number == NUMBER_TWO && past) {
		p.n = 2;
		add_told(c, h, kind, &p);
	} else if (tells_of_one(c, h, kind)) {
		add_told(c, h, kind, &(struct people){.n = 1, .any = true});
	} else if (wound && h->tense == TENSE_NONE && casualty_is_undergone(f, h) &&
		   casualty_victims_before(c, h, &p)) {
		add_told(c, h, kind, &p); /* "تعرض مدني لإصابة بليغة", "تعرض سائقها لجروح" */
	} else if (!(h->clitics & CLITIC_AL) &&
		   names_victim(f, c->out, kind, h, &at, end)) { /* not "هذا القتل تزامن" */
		p = (struct people){.n = 1, .any = true, .last = (uint32_t)at};
		people_more_names(f, end, &p);
		people_more(f, end, &p);
		if (p.n == 1 && are_both(f, p.last + 1u, end))
			p.n = 2;
		casualty_set(c, casualty_add(c, h->first, p.last), kind, false, &p);
	}
	return behind;
}
