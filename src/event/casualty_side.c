#include "event/people.h"

enum { BLOC_WORDS = 3, OWNER_WORDS = 20, SIDE_WORDS = 6, SIDE_BEFORE = 4 };

/* The bloc of the actor named at a token; 0: none, or one that does rather than suffers. */
static int bloc_at(const struct finder *f, size_t i)
{
	const struct hit *h = scan_at(&f->scan, i, PHRASE_ACTOR);
	return h && !(h->clitics & CLITIC_BI) ? f->rules->actors[h->row].bloc : 0;
}

/* "مقاتليها" of forces, "مقاتليه" of an army: whether a pronoun may stand for the actor named at a token. */
static bool may_own(const struct finder *f, const struct hit *who, const struct hit *actor)
{
	static const char *const men[] = {
	    "\xD8\xAA\xD9\x86\xD8\xB8\xD9\x8A\xD9\x85", "\xD8\xAC\xD9\x8A\xD8\xB4", "\xD9\x86\xD8\xB8\xD8\xA7\xD9\x85",
	    "\xD8\xAA\xD8\xAD\xD8\xA7\xD9\x84\xD9\x81",
	    "\xD8\xAD\xD8\xB1\xD8\xB3"}; /* organisation, army, regime, coalition, guard */
	struct sv word = f->text->tokens[actor->first].norm;
	bool hers = sv_ends(f->text->tokens[who->last].norm, SV("\xD9\x87\xD8\xA7")),
	     his = sv_ends(f->text->tokens[who->last].norm, SV("\xD9\x87"));
	for (size_t i = 0; i < sizeof men / sizeof men[0] && hers; i++)
		if (sv_ends(word, sv_cstr(men[i])))
			return false;
	return !(his && sv_ends(word, SV("\xD8\xA7\xD8\xAA"))); /* "قوات", "ميليشيات" */
}

static struct sv without_article(struct sv word)
{
	return sv_starts(word, SV("\xD8\xA7\xD9\x84")) ? sv_skip(word, 4) : word;
}

/* "من", "في صفوف", "عناصر": what stands between a number and the name of a side. */
static bool is_link(struct sv word)
{
	/* من في لدى عند صفوف بصفوف لصفوف عناصر عنصر مقاتلي مقاتلو مقاتل مقاتلا جنود جندي مسلحي مسلحو أفراد رجال أبناء
	 * قوات على الأقل آخرين آخرون أخرى شخص أشخاص */
	static const char *const links[] = {"\xD9\x85\xD9\x86",
					    "\xD9\x81\xD9\x8A",
					    "\xD9\x84\xD8\xAF\xD9\x8A",
					    "\xD8\xB9\xD9\x86\xD8\xAF",
					    "\xD8\xB5\xD9\x81\xD9\x88\xD9\x81",
					    "\xD8\xA8\xD8\xB5\xD9\x81\xD9\x88\xD9\x81",
					    "\xD9\x84\xD8\xB5\xD9\x81\xD9\x88\xD9\x81",
					    "\xD8\xB9\xD9\x86\xD8\xA7\xD8\xB5\xD8\xB1",
					    "\xD8\xB9\xD9\x86\xD8\xB5\xD8\xB1",
					    "\xD9\x85\xD9\x82\xD8\xA7\xD8\xAA\xD9\x84\xD9\x8A",
					    "\xD9\x85\xD9\x82\xD8\xA7\xD8\xAA\xD9\x84\xD9\x88",
					    "\xD9\x85\xD9\x82\xD8\xA7\xD8\xAA\xD9\x84",
					    "\xD9\x85\xD9\x82\xD8\xA7\xD8\xAA\xD9\x84\xD8\xA7",
					    "\xD8\xAC\xD9\x86\xD9\x88\xD8\xAF",
					    "\xD8\xAC\xD9\x86\xD8\xAF\xD9\x8A",
					    "\xD9\x85\xD8\xB3\xD9\x84\xD8\xAD\xD9\x8A",
					    "\xD9\x85\xD8\xB3\xD9\x84\xD8\xAD\xD9\x88",
					    "\xD8\xA7\xD9\x81\xD8\xB1\xD8\xA7\xD8\xAF",
					    "\xD8\xB1\xD8\xAC\xD8\xA7\xD9\x84",
					    "\xD8\xA7\xD8\xA8\xD9\x86\xD8\xA7\xD8\xA1",
					    "\xD9\x82\xD9\x88\xD8\xA7\xD8\xAA",
					    "\xD8\xB9\xD9\x84\xD9\x8A",
					    "\xD8\xA7\xD9\x84\xD8\xA7\xD9\x82\xD9\x84",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A\xD9\x86",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x88\xD9\x86",
					    "\xD8\xA7\xD8\xAE\xD8\xB1\xD9\x8A",
					    "\xD8\xB4\xD8\xAE\xD8\xB5",
					    "\xD8\xA7\xD8\xB4\xD8\xAE\xD8\xA7\xD8\xB5"};
	return SV_ONE_OF(word, links);
}

/* The side named from a token on, behind links; empty: none within a few words. */
static struct sv side_from(const struct text *t, uint32_t i, uint32_t sentence, bool linked)
{
	for (uint32_t most = i + SIDE_WORDS; i < t->n_tokens && i < most; i++) {
		const struct token *k = &t->tokens[i];
		if (k->kind == TOKEN_PUNCT && (k->mark == '"' || k->mark == 0x00AB || k->mark == 0x201C))
			continue; /* "خمسة من "قسد"" */
		if (t->tokens[i].sentence != sentence || t->tokens[i].kind != TOKEN_WORD)
			break;
		if (!is_link(t->tokens[i].norm)) {
			struct sv word = t->tokens[i].norm;
			bool li = sv_starts(word, SV("\xD9\x84\xD9\x84"));
			return linked || li ? without_article(li ? sv_skip(word, 2) : word) : SV("");
		}
		linked = true;
	}
	return SV("");
}

bool casualty_is_admitted(struct sv word)
{
	/* اعترف اعترفت أقر أقرت تقر يقر نعى نعت تنعى ينعى شيع شيعت */
	static const char *const words[] = {"\xD8\xA7\xD8\xB9\xD8\xAA\xD8\xB1\xD9\x81",
					    "\xD8\xA7\xD8\xB9\xD8\xAA\xD8\xB1\xD9\x81\xD8\xAA",
					    "\xD8\xA7\xD9\x82\xD8\xB1",
					    "\xD8\xA7\xD9\x82\xD8\xB1\xD8\xAA",
					    "\xD8\xAA\xD9\x82\xD8\xB1",
					    "\xD9\x8A\xD9\x82\xD8\xB1",
					    "\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD9\x86\xD8\xB9\xD8\xAA",
					    "\xD8\xAA\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD9\x8A\xD9\x86\xD8\xB9\xD9\x8A",
					    "\xD8\xB4\xD9\x8A\xD8\xB9",
					    "\xD8\xB4\xD9\x8A\xD8\xB9\xD8\xAA"};
	bool joined = sv_starts(word, SV("\xD9\x88")) || sv_starts(word, SV("\xD9\x81"));
	return SV_ONE_OF(word, words) || (joined && SV_ONE_OF(sv_skip(word, 2), words));
}

/* "خسائر", "وخسر", "فيما شيّع": whose loss it is stands right behind. */
static bool opens_side(struct sv word)
{
	/* خسائر خسارة كلف كلفت خسر خسرت فقد فقدت تكبد تكبدت */
	static const char *const words[] = {"\xD8\xAE\xD8\xB3\xD8\xA7\xD9\x8A\xD8\xB1",
					    "\xD8\xAE\xD8\xB3\xD8\xA7\xD8\xB1\xD9\x87",
					    "\xD9\x83\xD9\x84\xD9\x81",
					    "\xD9\x83\xD9\x84\xD9\x81\xD8\xAA",
					    "\xD8\xAE\xD8\xB3\xD8\xB1",
					    "\xD8\xAE\xD8\xB3\xD8\xB1\xD8\xAA",
					    "\xD9\x81\xD9\x82\xD8\xAF",
					    "\xD9\x81\xD9\x82\xD8\xAF\xD8\xAA",
					    "\xD8\xAA\xD9\x83\xD8\xA8\xD8\xAF",
					    "\xD8\xAA\xD9\x83\xD8\xA8\xD8\xAF\xD8\xAA"};
	if (SV_ONE_OF(word, words) || casualty_is_admitted(word))
		return true;
	bool joined = sv_starts(word, SV("\xD9\x88")) || sv_starts(word, SV("\xD9\x81"));
	return joined && SV_ONE_OF(sv_skip(word, 2), words);
}

/* "أعلنت قسد مقتل أربعة من مقاتليها": whose they are is the armed side named last before. */
static int bloc_of_owner(const struct finder *f, const struct casualty_fact *x)
{
	const struct hit *owned = NULL;
	for (uint32_t i = x->first_token; i <= x->last_token; i++) {
		const struct hit *who = people_at(f, i);
		owned = who && who->tense == TENSE_POSSESSED && f->rules->casualties[who->row].armed ? who : owned;
	}
	const struct hit *lost = casualty_at(f, x->first_token, CASUALTY_LOSS); /* "خسرت قسد 16 من مقاتليها" */
	lost = lost ? lost : casualty_at(f, x->first_token, CASUALTY_LOSE);
	bool loses = lost && lost->last == lost->first;
	for (uint32_t i = x->first_token + 1u; loses && i <= x->last_token; i++) {
		int bloc = bloc_at(f, i);
		if (bloc)
			return bloc;
	}
	bool mourns = loses && opens_side(f->text->tokens[x->first_token].norm); /* "بعد معركة خسرت فيها ستة" */
	size_t first = f->text->sentences[f->text->tokens[x->first_token].sentence].first_token;
	for (size_t i = x->first_token; (owned || mourns) && i > first && i + OWNER_WORDS > x->first_token; i--) {
		const struct hit *h = scan_at(&f->scan, i - 1, PHRASE_ACTOR);
		if (h && f->rules->actors[h->row].armed && f->rules->actors[h->row].bloc && !(h->clitics & CLITIC_BI) &&
		    (!owned || may_own(f, owned, h)))
			return f->rules->actors[h->row].bloc;
	}
	return 0;
}

void casualty_note_bloc_before(const struct finder *f, struct casualty_fact *x, uint32_t people)
{
	for (uint32_t i = people; i < x->first_token && i <= people + BLOC_WORDS && !x->blocs; i++) {
		if (i > people && (is_mark_at(f, i) || people_stop(f, i)))
			break;
		int bloc = bloc_at(f, i);
		x->blocs |= bloc ? UINT32_C(1) << bloc : 0;
	}
}

void casualty_note_blocs(const struct finder *f, struct casualty_fact *x, bool attackers)
{
	uint32_t last = x->last_token, end = (uint32_t)sentence_end_of(f, x->first_token);
	x->blocs = attackers ? UINT32_C(1) << BLOC_ATTACKERS : 0;
	const struct hit *least = last + 1u < end ? casualty_at(f, last + 1u, CASUALTY_LEAST) : NULL; /* "7 عناصر على الأقل لقسد" */
	last = least ? least->last : last;
	for (uint32_t i = last; i < end && i <= last + BLOC_WORDS && !x->blocs; i++) {
		if (i > last && (is_mark_at(f, i) || scan_at(&f->scan, i, PHRASE_TRIGGER) || people_stop(f, i) ||
				 context_at(f, i, CONTEXT_AGENT)))
			break;
		int bloc = bloc_at(f, i);
		x->blocs |= bloc ? UINT32_C(1) << bloc : 0;
	}
	int owner = x->blocs ? 0 : bloc_of_owner(f, x);
	x->blocs |= owner ? UINT32_C(1) << owner : 0;
	for (uint32_t i = x->first_token + 2u; i < last && x->blocs; i++) {
		int bloc = bloc_at(f, i);
		x->blocs |= bloc ? UINT32_C(1) << bloc : 0;
	}
}

void casualty_note_camp(const struct finder *f, struct casualty_fact *x)
{
	for (size_t i = x->first_token; i <= x->last_token; i++)
		for (const struct hit *h = scan_at(&f->scan, i, PHRASE_CASUALTY); h; h = scan_also(&f->scan, h)) {
			x->martyrs |= f->rules->casualties[h->row].martyrs;
			x->foes |= f->rules->casualties[h->row].foes;
		}
}

struct sv casualty_side(const struct text *t, const struct casualty_fact *c)
{
	bool of = c->last_token > c->first_token && is_link(t->tokens[c->last_token].norm) &&
		  sv_eq(t->tokens[c->last_token - 1u].norm, SV("\xD9\x85\xD9\x86")); /* "ثلاثة من عناصر قسد" */
	struct sv side = side_from(t, c->last_token + 1u, c->sentence, of);
	uint32_t first = c->first_token > SIDE_BEFORE ? c->first_token - SIDE_BEFORE : 0;
	for (uint32_t i = first; i < c->last_token && !side.len; i++) {
		if (t->tokens[i].sentence != c->sentence || t->tokens[i].kind != TOKEN_WORD)
			continue;
		bool from = i > first && i + 1u < c->first_token &&
			    sv_eq(t->tokens[i].norm, SV("\xD9\x85\xD9\x86")); /* "سقط من قسد ستة قتلى" */
		if (opens_side(t->tokens[i].norm) || from)
			side = side_from(t, i + 1u, c->sentence, true);
	}
	uint32_t verb = c->first_token;
	if (!side.len && verb > 0 && t->tokens[verb - 1u].sentence == c->sentence &&
	    t->tokens[verb - 1u].kind == TOKEN_WORD && opens_side(t->tokens[verb].norm) &&
	    !casualty_is_admitted(t->tokens[verb].norm) && sv_starts(t->tokens[verb - 1u].norm, SV("\xD8\xA7\xD9\x84")))
		side = without_article(t->tokens[verb - 1u].norm); /* "إن الحامية خسرت 14 جندياً" */
	return side;
}
