/* Names that are written nearly right. Tried only where a head word, a list or words of place ask for a name, since
 * many ordinary words are one letter away from some village. */
#include "toponym/scan.h"

#include "base/once.h"

#include <assert.h>

enum { LETTER_BYTES = 2, MIN_SPELLING_LETTERS = 5, MIN_SPLIT_LETTERS = 6, MAX_JOINED_LETTERS = 4, MAX_NAMES = 24, KEY_BYTES = 96 };

#define ARTICLE SV("\xd8\xa7\xd9\x84") /* U+0627 U+0644 */

/* The folded letters, each with those that stand for it by mistake. */
static const struct {
	char letter[LETTER_BYTES + 1];
	const char *mistakes;
} alphabet[] = {
#define X(letter, mistakes) {letter, mistakes},
#include "toponym/alphabet.def"
#undef X
};
enum { N_LETTERS = sizeof alphabet / sizeof alphabet[0] };
static_assert(N_LETTERS <= 32, "a bit for each letter");

/* A key being tried, and the names found. */
struct trial {
	const struct finder *f;
	char key[KEY_BYTES];
	struct name_entry *names;
	size_t n;
};

static struct name_span look(const struct finder *f, struct sv key)
{
	return gazetteer_find(f->gazetteer, key, text_hash(key));
}

static bool is_letters(struct sv word)
{
	for (size_t i = 0; i < word.len; i += LETTER_BYTES)
		if (((unsigned char)word.ptr[i] & 0xE0) != 0xC0)
			return false;
	return word.len % LETTER_BYTES == 0;
}

static void found(const struct finder *f, struct sv key, struct name_span names, enum repair repair,
                  struct name_match *out)
{
	out->names = names;
	out->key = arena_sv(f->arena, key);
	out->repair = repair;
}

/* The article put before a word, or taken off it. */
static struct sv toggled(struct sv word, char *store)
{
	struct sv article = ARTICLE;
	if (sv_starts(word, article))
		return sv_skip(word, article.len);
	memcpy(store, article.ptr, article.len);
	memcpy(store + article.len, word.ptr, word.len);
	return sv_make(store, word.len + article.len);
}

enum { MAX_ENDINGS = 2 };

/* The word with the letter at its end as it sounds: U+0627, U+064A (for the dotless one) and U+0647 after a vowel. */
static size_t endings_of(struct sv word, char store[MAX_ENDINGS][KEY_BYTES], struct sv out[MAX_ENDINGS])
{
	static const char ends[][LETTER_BYTES + 1] = {"\xd8\xa7", "\xd9\x8a", "\xd9\x87"};
	size_t n = 0;
	if (word.len < 4 * LETTER_BYTES || word.len > KEY_BYTES)
		return 0;
	for (size_t k = 0; k < 3; k++) {
		if (!sv_ends(word, sv_make(ends[k], LETTER_BYTES)))
			continue;
		for (size_t other = 0; other < 3; other++) {
			if (other == k)
				continue;
			memcpy(store[n], word.ptr, word.len - LETTER_BYTES);
			memcpy(store[n] + word.len - LETTER_BYTES, ends[other], LETTER_BYTES);
			out[n] = sv_make(store[n], word.len);
			n++;
		}
		break;
	}
	return n;
}

/* A name of two words of which one or both are nearly right: "جزرة الميلاج" (the article of the second), "حاوي الهوا"
 * (its ending), "الحمرا بلاسم" (article and ending of the first). */
static bool by_second_word(const struct finder *f, struct sv word, size_t token, struct name_match *out)
{
	enum { MAX_WAYS = 4 };
	char store[KEY_BYTES], ends[MAX_ENDINGS][KEY_BYTES];
	struct sv ways[2][MAX_WAYS];
	size_t n[2] = {0, 0};
	bool compound = token_has(f, token, WORD_COMPOUND);
	struct sv bare = sv_starts(word, ARTICLE) ? sv_skip(word, ARTICLE.len) : word;
	if (!token_follows(f, token + 1) || f->text->tokens[token + 1].norm.len > KEY_BYTES / 2)
		return false;
	struct sv second = f->text->tokens[token + 1].norm;
	if (compound) {
		ways[0][n[0]++] = word;
		ways[1][n[1]++] = toggled(second, store);
		n[1] += endings_of(second, ends, ways[1] + n[1]);
	} else {
		size_t more = endings_of(bare, ends, ways[0]);
		for (size_t k = 0; k < more; k++) {
			const struct word_rule *rule = rules_word(f->rules, text_hash(ways[0][k]));
			if (rule && (rule->classes & WORD_COMPOUND))
				ways[0][n[0]++] = ways[0][k];
		}
		ways[1][n[1]++] = second;
	}
	for (size_t a = 0; a < n[0]; a++)
		for (size_t b = 0; b < n[1]; b++) {
			struct sv parts[2] = {ways[0][a], ways[1][b]};
			struct sv key = parts[1].len < 3 * LETTER_BYTES ? SV("") : arena_join(f->arena, parts, 2, SV(" "));
			struct name_span names = look(f, key);
			if (!names.n)
				continue;
			found(f, key, names, REPAIR_ARTICLE, out);
			out->last = (uint32_t)token + 1;
			return true;
		}
	return false;
}

/* "ازغير شامية": the vowel that dialect puts before two consonants, written (U+0627); only before names of two words. */
static bool by_helping_vowel(const struct finder *f, struct sv word, size_t token, struct name_match *out)
{
	struct sv alef = SV("\xd8\xa7");
	if (!sv_starts(word, alef) || sv_starts(word, ARTICLE) || word.len < 4 * LETTER_BYTES ||
	    !token_follows(f, token + 1) || f->text->tokens[token + 1].norm.len > KEY_BYTES / 2)
		return false;
	struct sv parts[2] = {sv_skip(word, alef.len), f->text->tokens[token + 1].norm};
	struct sv key = arena_join(f->arena, parts, 2, SV(" "));
	struct name_span names = look(f, key);
	if (!names.n)
		return false;
	found(f, key, names, REPAIR_REPEAT, out);
	out->last = (uint32_t)token + 1;
	return true;
}

static bool by_article(const struct finder *f, struct sv word, struct name_match *out)
{
	char store[KEY_BYTES];
	struct sv other = toggled(word, store);
	struct name_span names = other.len < 3 * LETTER_BYTES ? (struct name_span){NULL, 0} : look(f, other);
	if (names.n)
		found(f, word, names, REPAIR_ARTICLE, out);
	return names.n > 0;
}

/* Runs of a letter cut down to one. */
static bool by_repeat(const struct finder *f, struct sv word, struct name_match *out)
{
	char key[KEY_BYTES];
	size_t n = 0;
	for (size_t i = 0; i < word.len; i += LETTER_BYTES)
		if (n == 0 || memcmp(key + n - LETTER_BYTES, word.ptr + i, LETTER_BYTES) != 0) {
			memcpy(key + n, word.ptr + i, LETTER_BYTES);
			n += LETTER_BYTES;
		}
	struct name_span names = n < word.len ? look(f, sv_make(key, n)) : (struct name_span){NULL, 0};
	if (names.n)
		found(f, word, names, REPAIR_REPEAT, out);
	return names.n > 0;
}

static bool by_split(const struct finder *f, struct sv word, struct name_match *out)
{
	char key[KEY_BYTES];
	if (word.len < MIN_SPLIT_LETTERS * LETTER_BYTES)
		return false;
	memcpy(key + 1, word.ptr, word.len);
	for (size_t at = 2 * LETTER_BYTES; at + 2 * LETTER_BYTES <= word.len; at += LETTER_BYTES) {
		memcpy(key, word.ptr, at);
		key[at] = ' ';
		struct name_span names = look(f, sv_make(key, word.len + 1));
		if (!names.n)
			continue;
		found(f, sv_make(key, word.len + 1), names, REPAIR_SPACE, out);
		return true;
	}
	return false;
}

static bool by_join(const struct finder *f, struct sv word, size_t token, struct name_match *out)
{
	char key[KEY_BYTES];
	struct sv next = token_follows(f, token + 1) ? f->text->tokens[token + 1].norm : SV("");
	if (word.len > MAX_JOINED_LETTERS * LETTER_BYTES || !next.len || word.len + next.len > KEY_BYTES ||
	    token_has(f, token + 1, WORD_STOP | WORD_AREA | WORD_DIRECTION_ADJ))
		return false;
	memcpy(key, word.ptr, word.len);
	memcpy(key + word.len, next.ptr, next.len);
	struct name_span names = look(f, sv_make(key, word.len + next.len));
	if (!names.n)
		return false;
	found(f, sv_make(key, word.len + next.len), names, REPAIR_SPACE, out);
	out->last = (uint32_t)token + 1;
	return true;
}

/* "منطقة الضاحك", "قرب عين علي": the gazetteer has it with its head word. One word needs a head word that suits
 * any kind before it; two are enough by themselves. */
static bool by_head(const struct finder *f, struct sv word, size_t token, bool two, struct name_match *out)
{
	char key[4 * KEY_BYTES];
	if (two)
		word = arena_pair(f->arena, word, f->text->tokens[token + 1].norm);
	for (size_t k = 0; k < f->rules->n_heads; k++) {
		const struct head_rule *h = &f->rules->heads[k];
		size_t len = h->folded.len + 1 + word.len;
		if (!h->inside || h->number != 's' || !h->open || len > sizeof key)
			continue;
		memcpy(key, h->folded.ptr, h->folded.len);
		key[h->folded.len] = ' ';
		memcpy(key + h->folded.len + 1, word.ptr, word.len);
		struct name_span names = look(f, sv_make(key, len));
		if (!names.n)
			continue;
		found(f, sv_make(key, len), names, REPAIR_HEAD, out);
		out->last = (uint32_t)token + two;
		return true;
	}
	return false;
}

static void try_key(struct trial *t, size_t len)
{
	struct sv key = sv_make(t->key, len);
	struct name_span names = look(t->f, key);
	for (size_t i = 0; i < names.n && t->n < MAX_NAMES; i++) {
		const struct place *p = gazetteer_place(t->f->gazetteer, (size_t)names.entries[i].place);
		bool known = false;
		for (size_t k = 0; k < t->n; k++)
			known = known || t->names[k].place == names.entries[i].place;
		if (!known && p->ambiguity == AMBIGUITY_FREE && p->prominence > 0)
			t->names[t->n++] = (struct name_entry){names.entries[i].place, NAME_GENERATED};
	}
}

/* The word with the letters from `at` replaced: `drop` letters out, `with` in. */
static void try_edit(struct trial *t, struct sv word, size_t at, size_t drop, struct sv with)
{
	size_t rest = at + drop * LETTER_BYTES;
	memcpy(t->key, word.ptr, at);
	memcpy(t->key + at, with.ptr, with.len);
	memcpy(t->key + at + with.len, word.ptr + rest, word.len - rest);
	try_key(t, at + with.len + word.len - rest);
}

/* By a letter's place in U+0600..U+06FF: the letters of the alphabet for which it may stand by mistake, a bit each. */
static uint32_t meant[256];
static struct once meant_once = ONCE_INIT;

static uint32_t *meant_by(const char *letter)
{
	return &meant[((unsigned char)letter[0] & 3u) << 6 | ((unsigned char)letter[1] & 0x3Fu)];
}

static void meant_fill(void)
{
	for (size_t k = 0; k < N_LETTERS; k++)
		for (const char *m = alphabet[k].mistakes; *m; m += LETTER_BYTES)
			*meant_by(m) |= UINT32_C(1) << k;
}

/* The letters for which the one at `at` may stand by mistake. */
static void try_letters(struct trial *t, struct sv word, size_t at)
{
	once_run(&meant_once, meant_fill);
	bool arabic = ((unsigned char)word.ptr[at] & 0xFC) == 0xD8;
	uint32_t which = arabic ? *meant_by(word.ptr + at) : 0;
	for (size_t k = 0; which >> k; k++)
		if (which >> k & 1)
			try_edit(t, word, at, 1, sv_make(alphabet[k].letter, LETTER_BYTES));
}

/* A word of this genre, with its article or without ("الشبان", the youths, is no misspelt village). */
static bool is_ordinary(const struct toponym_rules *r, struct sv word, uint64_t hash)
{
	struct sv article = ARTICLE;
	return vocabulary_has(&r->vocabulary, hash) ||
	       (sv_starts(word, article) && vocabulary_has(&r->vocabulary, text_hash(sv_skip(word, article.len))));
}

/* "قرب الشحيل والحمولة", "قرى محررة": a word of the general language that a letter would make a village. With its
   article behind "town of" it may be one: "بلدة العريش", al-Arisha, but not "مدينة محررة". */
static bool is_everyday(const struct finder *f, size_t token, struct sv word)
{
	bool article = sv_starts(word, ARTICLE);
	if (!vocabulary_has(&f->rules->everyday, text_hash(article ? sv_skip(word, ARTICLE.len) : word)))
		return false;
	const struct head_rule *before = token > 0 && token_follows(f, token) ? token_head(f, token - 1) : NULL;
	return !article || !before || before->any || before->number != 's';
}

/* "البوحميد": the clan of a man's name (U+0627 U+0644 U+0628 U+0648 before it). A letter makes it another clan's. */
static bool is_clan(const struct finder *f, struct sv word)
{
	struct sv prefix = SV("\xd8\xa7\xd9\x84\xd8\xa8\xd9\x88");
	const struct word_rule *rule = sv_starts(word, prefix) ? rules_word(f->rules, text_hash(sv_skip(word, prefix.len))) : NULL;
	return rule && (rule->classes & WORD_GIVEN_NAME);
}

/* All edits at one letter that may lead to a name: `where` is what gazetteer_resemblance() says. */
static void try_edits_at(struct trial *t, struct sv word, size_t at, uint64_t where)
{
	bool here = where >> (at / LETTER_BYTES + 1) & 1;
	bool missing = where & 1;
	if (here && at < word.len)
		try_edit(t, word, at, 1, SV(""));
	if ((here || missing) && at + LETTER_BYTES < word.len) {
		char swap[2 * LETTER_BYTES];
		memcpy(swap, word.ptr + at + LETTER_BYTES, LETTER_BYTES);
		memcpy(swap + LETTER_BYTES, word.ptr + at, LETTER_BYTES);
		try_edit(t, word, at, 2, sv_make(swap, sizeof swap));
	}
	for (size_t k = 0; missing && k < N_LETTERS; k++)
		try_edit(t, word, at, 0, sv_make(alphabet[k].letter, LETTER_BYTES));
	if (here && at < word.len)
		try_letters(t, word, at);
}

static bool by_spelling(const struct finder *f, const struct clitic_cut *way, struct name_match *out)
{
	struct sv word = way->residue;
	if (word.len < MIN_SPELLING_LETTERS * LETTER_BYTES || word.len + 2 * LETTER_BYTES > KEY_BYTES)
		return false;
	uint64_t where = gazetteer_resemblance(f->gazetteer, word);
	if (!where || is_clan(f, word) || is_ordinary(f->rules, word, way->hash))
		return false;
	struct trial t = {.f = f, .names = ARENA_ARRAY(f->arena, struct name_entry, MAX_NAMES)};
	for (size_t at = 0; at <= word.len; at += LETTER_BYTES)
		try_edits_at(&t, word, at, where);
	if (t.n)
		found(f, word, (struct name_span){t.names, t.n}, REPAIR_SPELLING, out);
	return t.n > 0;
}

bool repair_may_be(const struct toponym_rules *r, const struct token *t, uint32_t classes)
{
	enum { NEVER = WORD_NO_NAME | WORD_AREA | WORD_PREPOSITION | WORD_CONTAINER | WORD_NAME_TAIL | WORD_SPORT };
	return t->kind == TOKEN_WORD && t->norm.len <= KEY_BYTES / 2 &&
	       ((classes & WORD_COMPOUND) || !((classes & NEVER) || is_ordinary(r, t->norm, t->hash)));
}

/* The ways to take a word that are repaired. */
static bool is_repaired(const struct clitic_cut *way)
{
	return !(way->clitics & (CLITIC_SA | CLITIC_KA | CLITIC_FA)) && is_letters(way->residue) &&
	       way->residue.len >= 2 * LETTER_BYTES;
}

/* Whether by_second_word() or by_helping_vowel() may find a name that begins with the word, or by_join(). */
static bool may_go_on(const struct finder *f, struct sv word, uint32_t classes)
{
	char ends[MAX_ENDINGS][KEY_BYTES];
	struct sv others[MAX_ENDINGS];
	if ((classes & WORD_COMPOUND) || word.len <= MAX_JOINED_LETTERS * LETTER_BYTES ||
	    (sv_starts(word, SV("\xd8\xa7")) && !sv_starts(word, ARTICLE)))
		return true;
	size_t n = endings_of(sv_starts(word, ARTICLE) ? sv_skip(word, ARTICLE.len) : word, ends, others);
	for (size_t k = 0; k < n; k++) {
		const struct word_rule *rule = rules_word(f->rules, text_hash(others[k]));
		if (rule && (rule->classes & WORD_COMPOUND))
			return true;
	}
	return false;
}

/* What can be done for a word wherever it stands: found out once. */
static unsigned prospects(const struct finder *f, size_t token)
{
	struct clitic_cut ways[CLITIC_MAX_SPLITS];
	struct word *w = &f->words[token];
	if (w->repairs)
		return w->repairs;
	w->repairs = PROSPECT_ASKED;
	size_t n = token_ways(f, token, ways);
	for (size_t k = 0; k < n; k++) {
		struct sv word = ways[k].residue;
		struct name_match any;
		if (!is_repaired(&ways[k]))
			continue;
		bool self = by_split(f, word, &any) ||
		            (word.len >= 3 * LETTER_BYTES && (by_article(f, word, &any) || by_repeat(f, word, &any)));
		w->repairs |= self ? PROSPECT_SELF : 0;
		w->repairs |= may_go_on(f, word, w->classes) ? PROSPECT_NEXT : 0;
		w->repairs |= gazetteer_resemblance(f->gazetteer, word) ? PROSPECT_LIKES : 0;
	}
	annotate_again(f, token);
	return w->repairs;
}

/* Whether the gazetteer has it behind some head word. */
static bool has_headed(const struct finder *f, size_t token)
{
	struct clitic_cut ways[CLITIC_MAX_SPLITS];
	struct word *w = &f->words[token];
	if (w->repairs & PROSPECT_HEAD_ASKED)
		return w->repairs & PROSPECT_HEAD;
	w->repairs |= PROSPECT_HEAD_ASKED;
	size_t n = token_ways(f, token, ways);
	for (size_t k = 0; k < n; k++) {
		struct name_match any;
		if (is_repaired(&ways[k]) && ways[k].residue.len >= 3 * LETTER_BYTES &&
		    by_head(f, ways[k].residue, token, false, &any))
			w->repairs |= PROSPECT_HEAD;
	}
	annotate_again(f, token);
	return w->repairs & PROSPECT_HEAD;
}

/* What the word itself and the words beside it allow, or-ed enum repair_prospect. One word needs a head word that suits
 * any kind before it to be found behind one; two are enough by themselves. */
static unsigned prospects_here(const struct finder *f, size_t token, enum repair_limit limit)
{
	unsigned p = prospects(f, token) & (PROSPECT_SELF | PROSPECT_NEXT | PROSPECT_LIKES);
	const struct head_rule *before = token > 0 && token_follows(f, token) ? token_head(f, token - 1) : NULL;
	if (!token_follows(f, token + 1))
		p &= ~(unsigned)PROSPECT_NEXT;
	if (limit != REPAIR_ALL || token_has(f, token, WORD_GIVEN_NAME | WORD_COMPOUND))
		p &= ~(unsigned)PROSPECT_LIKES;
	if (token_has(f, token, WORD_COMPOUND) && (p & PROSPECT_NEXT))
		p |= PROSPECT_HEAD;
	else if (before && before->any && before->open && has_headed(f, token))
		p |= PROSPECT_HEAD;
	return p;
}

bool repair_match(const struct finder *f, size_t token, bool whole, enum repair_limit limit, struct name_match *out)
{
	struct clitic_cut ways[CLITIC_MAX_SPLITS];
	unsigned p = limit != REPAIR_NOTHING && repair_may(f, token) ? prospects_here(f, token, limit) : 0;
	bool two = token_has(f, token, WORD_COMPOUND) && token_follows(f, token + 1);
	size_t n = p ? token_ways(f, token, ways) : 0;
	for (size_t k = 0; k < (whole && n ? 1 : n); k++) {
		struct sv word = ways[k].residue;
		if (!is_repaired(&ways[k]) || is_everyday(f, token, word))
			continue;
		*out = (struct name_match){.first = (uint32_t)token, .last = (uint32_t)token, .cut = ways[k].cut, .clitics = ways[k].clitics};
		if ((p & PROSPECT_SELF) && by_split(f, word, out))
			return true;
		if ((p & PROSPECT_NEXT) && (by_join(f, word, token, out) || by_second_word(f, word, token, out) ||
		                            by_helping_vowel(f, word, token, out)))
			return true;
		if (word.len < 3 * LETTER_BYTES)
			continue;
		if ((p & PROSPECT_SELF) && (by_article(f, word, out) || by_repeat(f, word, out)))
			return true;
		if ((p & PROSPECT_HEAD) && by_head(f, word, token, two, out))
			return true;
		if ((p & PROSPECT_LIKES) && by_spelling(f, &ways[k], out))
			return true;
	}
	return false;
}
