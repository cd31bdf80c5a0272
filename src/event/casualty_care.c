#include "event/casualty.h"

enum { CARED_WORDS = 3, WARD_WORDS = 8, LYING_WORDS = 3, AS_FOR_WORDS = 6 };

/* "وُصفت إصاباتهم بالخطيرة": the wounds of those told, nobody else's. */
static bool is_their_wound(const struct finder *f, size_t i)
{
	const struct hit *h = casualty_at(f, i, CASUALTY_WOUND);
	return h && h->tense < TENSE_PAST && sv_ends(f->text->tokens[h->last].norm, SV("\xD9\x87\xD9\x85"));
}

/* Nothing that tells another fate, and no mark, from a token to another. */
static bool is_plain(const struct finder *f, size_t i, size_t end)
{
	for (; i < end; i++)
		if (is_mark_at(f, i) || (people_stop(f, i) && !is_their_wound(f, i)) ||
		    casualty_at(f, i, CASUALTY_DEAD) || casualty_at(f, i, CASUALTY_WOUNDED) ||
		    scan_at(&f->scan, i, PHRASE_TRIGGER))
			return false;
	return true;
}

/* A place of care a few words behind a token, or none. */
static bool is_ward_behind(const struct finder *f, size_t i, size_t end)
{
	for (size_t j = i; j < end && j <= i + WARD_WORDS; j++)
		if (casualty_at(f, j, CASUALTY_WARD))
			return is_plain(f, i, j);
	return false;
}

/* "رفيقه", "والدتها": a pronoun behind, no feminine ending. */
static bool is_his(const struct finder *f, const struct hit *who)
{
	struct sv s = text_span(f->text, who->last, who->last);
	return sv_ends(s, SV("\xD9\x87")) || sv_ends(s, SV("\xD9\x87\xD8\xA7"));
}

/* "ورفيقه في العناية المشددة", "ولا تزال والدتها في العناية", "والسائق بين الحياة والموت": one of whom only the state
 * is told. */
static bool take_lying(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct hit *who = casualty_at(f, i, CASUALTY_PERSON);
	size_t end = sentence_end_of(f, i);
	if (!who || who->number != NUMBER_ONE || !((who->clitics & CLITIC_AL) || is_his(f, who)) ||
	    !(f->sentences[f->text->tokens[i].sentence].any.casualties >> CASUALTY_HURT & 1))
		return false;
	bool care =
	    i > 0 && (casualty_at(f, i - 1u, CASUALTY_CARE) || (i > 1 && casualty_at(f, i - 2u, CASUALTY_CARE)));
	bool as_for =
	    i > 0 && (sv_eq(f->text->tokens[i - 1u].norm, SV("\xD8\xA7\xD9\x85\xD8\xA7")) ||
		      context_at(f, i - 1u, CONTEXT_THAT)); /* "أما ابنه فحالته حرجة", "وأن شقيقه في غرفة العمليات" */
	if (!care && !as_for && !(who->clitics & CLITIC_WA))
		return false;
	size_t j = who->last + 1u;
	size_t most = who->last + (as_for ? AS_FOR_WORDS : LYING_WORDS);
	while (j < end && j <= most && !casualty_at(f, j, CASUALTY_HURT))
		j++;
	if (j >= end || j > most || !is_plain(f, who->last + 1u, j))
		return false;
	struct people p = {.n = 1, .any = true, .last = (uint32_t)j};
	people_note(f, who, &p);
	casualty_set(c, casualty_add(c, who->first, j), CASUALTY_WOUND, false, &p);
	*next = j + 1u;
	return true;
}

/* "فمات أحدهما ونُقل الآخر إلى المشفى", "ويتلقى زميله العلاج": who outlived those told dead right before. */
static bool is_survivor(const struct counter *c, size_t i)
{
	/* الاخر, الاخري, الثاني, الثانيه, الثالث */
	static const char *const others[] = {"\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1",
					     "\xD8\xA7\xD9\x84\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A",
					     "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A",
					     "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A\xD9\x87",
					     "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x84\xD8\xAB"};
	const struct finder *f = c->f;
	const struct hit *who = casualty_at(f, i, CASUALTY_PERSON);
	const struct casualty_fact *x = c->out->n_casualties ? &c->out->casualties[c->out->n_casualties - 1] : NULL;
	bool one = SV_ONE_OF(f->text->tokens[i].norm, others) ||
		   (who && who->number == NUMBER_ONE && !(who->clitics & CLITIC_WA) && is_his(f, who));
	return one && x && x->sentence == f->text->tokens[i].sentence && x->killed > 0 && x->injured < 0;
}

/* "ونُقل ثلاثة آخرون إلى المشفى", "فيما لا يزال سبعة مدنيين يتلقون العلاج": people counted behind a verb of care and
 * before a place of care were hurt, though no word says so; "أُسعف ثلاثة" without one. */
bool casualty_take_cared(struct counter *c, size_t i, size_t *next)
{
	const struct finder *f = c->f;
	const struct hit *treated = casualty_at(f, i, CASUALTY_TREAT);
	const struct hit *h = treated ? treated : casualty_at(f, i, CASUALTY_CARE);
	struct people p;
	if (take_lying(c, i, next))
		return true;
	if (!h || !(treated || f->sentences[f->text->tokens[i].sentence].any.casualties >> CASUALTY_WARD & 1))
		return false;
	size_t end = sentence_end_of(f, i);
	for (size_t j = h->last + 1u; j < end && j <= h->last + CARED_WORDS; j++) {
		if (!is_plain(f, j, j + 1u))
			return false;
		if (is_survivor(c, j) && is_ward_behind(f, j + 1u, end)) {
			p = (struct people){.n = 1, .any = true, .last = (uint32_t)j};
			casualty_set(c, casualty_add(c, h->first, j), CASUALTY_WOUND, false, &p);
			*next = j + 1u;
			return true;
		}
		const struct hit *who = people_at(f, j);
		bool named =
		    treated && who && !who->clitics && who->tense == TENSE_NONE && people_named(f, j, &p) && !p.vague;
		if (!named && !people_counted(f, j, end, &p)) /* "أُسعف طفلان" */
			continue;
		if (p.vague || p.n < 1 || !is_plain(f, j, p.last + 1u) ||
		    !(treated || is_ward_behind(f, p.last + 1u, end)))
			return false;
		casualty_set(c, casualty_add(c, h->first, p.last), CASUALTY_WOUND, false, &p);
		*next = p.last + 1u;
		return true;
	}
	return false;
}
