/* What each word is to the lexicon and the gazetteer, wherever it stands. */
#include "toponym/scan.h"

/* Does a token end, as written, in this letter? */
static bool raw_ends(const struct finder *f, size_t i, const char *letter)
{
	const struct token *t = &f->text->tokens[i];
	return sv_ends(sv_make(f->text->utf8.ptr + t->byte_start, t->byte_end - t->byte_start), sv_cstr(letter));
}

/* "father of", U+0627 U+0628 U+0648 */
static bool is_abu(const struct finder *f, size_t i)
{
	return sv_eq_cstr(f->text->tokens[i].norm, "\xd8\xa7\xd8\xa8\xd9\x88");
}

/* The word "آل", people of, is spelt like the article once folded; the article may stand apart ("بال شحيل"). */
static bool is_article(struct sv norm, uint32_t cut)
{
	return cut > 0 && sv_eq_cstr(norm, "\xd8\xa7\xd9\x84");
}

/* The text writes the prepositions على and إلى with a dotless ya. */
static bool tells_ya_apart(const struct finder *f)
{
	for (size_t i = 0; i < f->text->n_tokens; i++)
		if (f->text->tokens[i].kind == TOKEN_WORD && f->text->tokens[i].norm.len == 6 && raw_ends(f, i, "\xd9\x89"))
			return true;
	return false;
}

/* "على" and "علي" are one word once folded; U+0649 is the dotless ya, U+064A the dotted. */
static bool may_be_ali(const struct finder *f, size_t i)
{
	return sv_eq(f->text->tokens[i].norm, SV("\xd8\xb9\xd9\x84\xd9\x8a")) && raw_ends(f, i, "\xd9\x8a");
}

/* Of what may be. */
static bool is_ali(struct finder *f, size_t i)
{
	if (f->ya == YA_UNKNOWN)
		f->ya = tells_ya_apart(f) ? YA_TWO : YA_ONE;
	return f->ya == YA_TWO || (i > 0 && (token_has(f, i - 1, WORD_TITLE | WORD_GIVEN_NAME) || is_abu(f, i - 1)));
}

bool token_article_apart(struct sv norm, struct clitic_cut *out)
{
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	struct sv article = SV("\xd8\xa7\xd9\x84");
	if (norm.len <= article.len || norm.len > 8 || !sv_ends(norm, article))
		return false;
	char probe[32];
	memcpy(probe, norm.ptr, norm.len);
	memcpy(probe + norm.len, norm.ptr + norm.len - 2, 2); /* a longer word with the same clitics */
	memcpy(probe + norm.len + 2, norm.ptr + norm.len - 2, 2);
	size_t n = clitic_splits(sv_make(probe, norm.len + 4), false, splits);
	for (size_t k = 1; k < n; k++) {
		if ((size_t)splits[k].cut * 2 != norm.len - article.len)
			continue;
		*out = (struct clitic_cut){.residue = sv_skip(norm, norm.len - article.len), .cut = splits[k].cut,
		                           .clitics = splits[k].clitics};
		return true;
	}
	return false;
}

/* The article within a word, behind what may be a name: a direction written onto its end begins so. */
static bool has_inner_article(struct sv word)
{
	for (size_t k = 4; k + 6 < word.len; k++)
		if (memcmp(word.ptr + k, "\xd8\xa7\xd9\x84", 4) == 0)
			return true;
	return false;
}

/* Whether a name may begin with what a way to take a word leaves, which is none, nor the beginning of one: a direction may
 * be written onto the end of one, and the article may stand apart. */
static bool may_begin(struct sv residue)
{
	return sv_eq(residue, SV("\xd8\xa7\xd9\x84")) || has_inner_article(residue);
}

/* What the gazetteer says of the whole word. */
static void annotate_names(const struct finder *f, const struct token *t, struct word *w)
{
	w->names = gazetteer_find(f->gazetteer, t->norm, t->hash);
	bool prefix = gazetteer_is_prefix(f->gazetteer, t->norm, t->hash);
	w->marks |= prefix ? MARK_PREFIX : 0;
	w->ways = w->names.n || prefix || may_begin(t->norm);
}

static void annotate_cuts(const struct finder *f, const struct token *t, struct word *w)
{
	unsigned way = 0;
	struct clitic_cut apart;
	for (size_t k = 0; k < t->n_cuts; k++) {
		const struct clitic_cut *c = &t->cuts[k];
		if (c->clitics & CLITIC_AL)
			continue;
		w->cuttable |= (uint8_t)c->clitics;
		if (++way < CLITIC_MAX_SPLITS &&
		    (gazetteer_find(f->gazetteer, c->residue, c->hash).n ||
		     gazetteer_is_prefix(f->gazetteer, c->residue, c->hash) || may_begin(c->residue)))
			w->ways |= (uint8_t)(1u << way);
		if (c->clitics == CLITIC_WA || c->clitics == CLITIC_FA)
			w->bare_hash = c->hash;
		w->and = w->and || c->clitics == CLITIC_WA;
		if (c->clitics & (CLITIC_BI | CLITIC_LI))
			w->noun_hash = c->hash;
		if (w->rule)
			continue;
		const struct word_rule *rule = rules_word(f->rules, c->hash);
		bool verbal = (c->clitics & CLITIC_SA) != 0 && rule && (rule->classes & (WORD_HEAD | WORD_AREA));
		if (!rule || verbal || is_article(c->residue, c->cut))
			continue;
		w->rule = rule;
		w->cut = (uint8_t)c->cut;
		w->clitics = (uint8_t)c->clitics;
	}
	if (way == 0 && token_article_apart(t->norm, &apart))
		w->marks |= MARK_APART;
}

/* "وأدى" ("and led to") is no wadi, though both fold to one word: a hamza that the head word lacks. */
static bool has_own_hamza(const struct finder *f, const struct token *t, const struct head_rule *head)
{
	const struct sv hamza = SV("\xD8\xA3"); /* alef with hamza above */
	struct sv raw = {f->text->utf8.ptr + t->byte_start, t->byte_end - t->byte_start};
	return sv_find(raw, hamza, 0) < raw.len && sv_find(head->word, hamza, 0) >= head->word.len;
}

/* The word's own rule, and those of what is left when clitics are cut. */
static void annotate_rule(const struct finder *f, const struct token *t, struct word *w)
{
	w->rule = rules_word(f->rules, t->hash);
	if (w->rule && (w->rule->classes & WORD_HEAD) && has_own_hamza(f, t, &f->rules->heads[w->rule->head]))
		w->rule = NULL;
	annotate_cuts(f, t, w);
}

static bool begins_friend(const struct finder *f, const struct word *w)
{
	const uint64_t hashes[] = {w->hash, w->bare_hash, w->noun_hash};
	size_t n_rows;
	for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++)
		if (pattern_find(&f->rules->friends, hashes[i], &n_rows))
			return true;
	return false;
}

static bool ends_near(const struct finder *f, const struct word *w)
{
	size_t n_rows;
	const struct pattern *const *rows = pattern_find(&f->rules->spatial, w->bare_hash, &n_rows);
	for (size_t i = 0; i < n_rows; i++)
		if (rows[i]->relation == REL_NEAR)
			return true;
	return false;
}

/* Returns whether it would be annotated so wherever it stands. */
static bool annotate_word(struct finder *f, size_t i, struct word *w)
{
	const struct token *t = &f->text->tokens[i];
	size_t n_rows;
	*w = (struct word){.hash = t->hash, .bare_hash = t->hash, .noun_hash = t->hash};
	if (t->kind == TOKEN_PUNCT)
		return true;
	annotate_names(f, t, w);
	bool may = may_be_ali(f, i);
	if (may && is_ali(f, i)) {
		w->rule = &f->rules->ali;
		w->hash = w->bare_hash = w->noun_hash = 0; /* no pattern has it */
	} else {
		annotate_rule(f, t, w);
	}
	w->classes = w->rule ? w->rule->classes : 0;
	w->marks |= w->ways || (w->marks & MARK_APART) ? MARK_BEGINS : 0;
	w->marks |= repair_may_be(f->rules, t, w->classes) ? MARK_REPAIR : 0;
	w->marks |= begins_friend(f, w) ? MARK_FRIEND : 0;
	w->marks |= pattern_find(&f->rules->spatial, w->hash, &n_rows) ? MARK_SPATIAL : 0;
	w->marks |= ends_near(f, w) ? MARK_NEAR : 0;
	return !may;
}

/* What is known of the words of one epoch, by their numbers. */
struct known_annotations {
	uint64_t rules, epoch;
	bool known[KNOWN_WORDS + 1];
	struct word words[KNOWN_WORDS + 1];
};

static struct known_annotations *known_annotations(const struct finder *f)
{
	struct known_annotations *k =
	        f->text->known_epoch ? arena_kept(f->arena, KEPT_TOPONYM_WORDS, sizeof *k) : NULL;
	if (k && (k->rules != f->rules->serial || k->epoch != f->text->known_epoch)) {
		memset(k->known, 0, sizeof k->known);
		k->rules = f->rules->serial;
		k->epoch = f->text->known_epoch;
	}
	return k;
}

void annotate_words(struct finder *f)
{
	size_t n = f->text->n_tokens;
	f->known = known_annotations(f);
	f->words = arena_room(f->arena, (n + 1) * sizeof *f->words);
	f->words[n] = (struct word){.hash = 0};
	for (size_t i = 0; i < n; i++) {
		size_t number = f->known ? f->text->tokens[i].known : 0;
		if (number && f->known->known[number]) {
			f->words[i] = f->known->words[number];
		} else if (annotate_word(f, i, &f->words[i]) && number) {
			f->known->words[number] = f->words[i];
			f->known->known[number] = true;
		}
		f->classes |= f->words[i].classes;
		f->marks |= f->words[i].marks;
		f->flags |= f->text->tokens[i].flags;
	}
}

void annotate_again(const struct finder *f, size_t token)
{
	size_t number = f->known ? f->text->tokens[token].known : 0;
	if (number && f->known->known[number])
		f->known->words[number] = f->words[token];
}
