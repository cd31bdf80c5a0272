#include "text/clitic.h"
#include "text/decode.h"
#include "text/known.h"
#include "text/scan.h"
#include "text/sentence.h"
#include "text/text.h"

enum { NORM_CHUNK = 4 * 1024, CUTS_CHUNK = 8 * CLITIC_MAX_SPLITS };

struct lexer {
	struct arena *arena;
	struct text *text;
	struct known_words *known; /* NULL: none are kept */
	struct cursor at;
	size_t capacity, max_tokens;
	char *norm; /* room for the next folded words */
	size_t norm_room;
	struct clitic_cut *cuts; /* room for the next cuts */
	size_t cuts_room;
	unsigned flags;       /* of the token to come */
	bool after_underline; /* only '_' since the token before */
	struct word word;
};

/* Folded words lie one behind the other in chunks, not in an allocation each. False without memory. */
static bool norm_reserve(struct lexer *l, size_t len)
{
	if (l->norm_room >= len)
		return true;
	l->norm = arena_room(l->arena, NORM_CHUNK);
	l->norm_room = l->norm ? NORM_CHUNK : 0;
	return l->norm_room >= len;
}

/* The next `len` bytes, which hold a folded word, are taken. */
static struct sv norm_take(struct lexer *l, size_t len)
{
	struct sv kept = {l->norm, len};
	l->norm += len;
	l->norm_room -= len;
	return kept;
}

static struct sv norm_keep(struct lexer *l, struct sv s)
{
	if (!norm_reserve(l, s.len))
		return (struct sv){"", 0};
	memcpy(l->norm, s.ptr, s.len);
	return norm_take(l, s.len);
}

static void cuts_keep(struct lexer *l, struct token *k)
{
	if (l->cuts_room < CLITIC_MAX_SPLITS) {
		l->cuts = arena_room(l->arena, CUTS_CHUNK * sizeof *l->cuts);
		l->cuts_room = l->cuts ? CUTS_CHUNK : 0;
	}
	if (!l->cuts_room)
		return;
	size_t n = clitic_cuts(l->arena, k->norm, l->cuts);
	k->cuts = l->cuts;
	k->n_cuts = (uint8_t)n;
	l->cuts += n;
	l->cuts_room -= n;
}

static struct sv mark_norm(const struct lexer *l, uint32_t cp, size_t bytes)
{
	if (char_is_quote(cp))
		return SV("\"");
	if (char_is_dash(cp))
		return SV("-");
	return sv_take(sv_skip(l->text->utf8, l->at.byte), bytes);
}

/* Reads a word that is not known and notes it; NULL for one that is broken or does not end plainly, or without room. */
static const struct known_word *known_learn(struct lexer *l, const struct word_key *key, size_t key_bytes, uint32_t *id)
{
	char folded[PLAIN_MAX_BYTES];
	struct clitic_cut cuts[CLITIC_MAX_SPLITS];
	struct cursor at = l->at;
	enum char_class class;
	if (char_read(at.text, at.byte, &class) != 2 || class != CHAR_ARABIC)
		return NULL;
	struct sv norm = {folded, scan_plain(&at, folded)};
	if (!norm.len) {
		norm = sv_make(l->word.norm, scan_marked(&at, &l->word));
		if (!norm.len || at.byte - l->at.byte > key_bytes)
			return NULL;
	}
	struct known_word w = {.key = *key,
			       .hash = text_hash(norm),
			       .bytes = (uint8_t)(at.byte - l->at.byte),
			       .codepoints = (uint8_t)(at.codepoint - l->at.codepoint)};
	*id = known_add(l->known, &w, norm, cuts, clitic_cuts(l->arena, norm, cuts));
	return *id ? &l->known->words[*id - 1] : NULL;
}

/* The plain word at the cursor, met before or noted now, with its number; NULL for anything else, and for what is too long to
 * be noted. KEY_READABLE bytes are left. */
static const struct known_word *known_read(struct lexer *l, uint32_t *id)
{
	struct word_key key;
	struct sv rest = {l->at.text.ptr + l->at.byte, l->at.text.len - l->at.byte};
	size_t bytes = word_key_read(rest.ptr, &key);
	*id = l->known->slots[known_slot(l->known, &key)];
	if (!*id)
		return bytes ? known_learn(l, &key, bytes, id) : NULL;
	const struct known_word *w = &l->known->words[*id - 1];
	return rest.ptr[w->bytes] == ' ' || scan_ends_plainly(rest, w->bytes) ? w : NULL;
}

/* Plain words with one blank between them, as most of a text is. Returns whether it moved the cursor. */
static bool words_run(struct lexer *l)
{
	struct text *t = l->text;
	const char *text = l->at.text.ptr;
	const struct token *end = t->tokens + (l->capacity < l->max_tokens ? l->capacity : l->max_tokens);
	struct token *first = t->tokens + t->n_tokens;
	struct token *k = first;
	uint32_t id;
	const struct known_word *w;
	while (k < end && l->at.text.len - l->at.byte >= KEY_READABLE &&
	       ((unsigned char)text[l->at.byte] & 0xFC) == 0xD8 && (w = known_read(l, &id)) != NULL) {
		uint32_t start = l->at.codepoint;
		size_t byte = l->at.byte;
		bool blank = text[byte + w->bytes] == ' ';
		*k++ = (struct token){.start = start,
				      .end = start + w->codepoints,
				      .byte_start = (uint32_t)byte,
				      .byte_end = (uint32_t)byte + w->bytes,
				      .norm = {w->norm, w->norm_len},
				      .hash = w->hash,
				      .kind = TOKEN_WORD,
				      .flags = (uint8_t)l->flags,
				      .n_cuts = w->n_cuts,
				      .known = (uint16_t)id,
				      .cuts = l->known->cuts + w->first_cut};
		l->at.byte = byte + w->bytes + blank;
		l->at.codepoint = start + w->codepoints + blank;
		l->flags = blank ? TOKEN_SPACE_BEFORE : 0;
		if (!blank)
			break;
	}
	if (k == first)
		return false;
	t->n_tokens += (size_t)(k - first);
	return true;
}

/* The token under the cursor, of the class given. False for what yields none. */
static bool token_read(struct lexer *l, enum char_class class, struct token *k)
{
	*k = (struct token){.start = l->at.codepoint, .byte_start = (uint32_t)l->at.byte, .kind = TOKEN_WORD};
	struct word *w = &l->word;
	size_t plain = 0;
	if (class == CHAR_ARABIC && norm_reserve(l, PLAIN_MAX_BYTES) && (plain = scan_plain(&l->at, l->norm)) > 0) {
		k->norm = norm_take(l, plain);
		return true;
	}
	if (class == CHAR_ARABIC || (class == CHAR_TATWEEL && scan_tatweel_opens_word(&l->at))) {
		scan_arabic(&l->at, w);
	} else if (class == CHAR_LATIN) {
		k->kind = TOKEN_LATIN;
		scan_latin(&l->at, w);
	} else if (class == CHAR_DIGIT) {
		k->kind = TOKEN_NUMBER;
		scan_number(&l->at, w);
		k->value = w->value;
	} else {
		uint32_t cp;
		size_t bytes;
		cursor_peek(&l->at, &cp, &bytes);
		k->kind = TOKEN_PUNCT;
		k->mark = cp;
		k->norm = mark_norm(l, cp, bytes);
		do /* a line of tatweels is one dash */
			cursor_step(&l->at, bytes);
		while (class == CHAR_TATWEEL && cursor_peek(&l->at, &cp, &bytes) == CHAR_TATWEEL);
		return true;
	}
	if (w->norm_len == 0) /* tatweels and marks whose letter lies behind a cut */
		return false;
	k->norm = norm_keep(l, (struct sv){w->norm, w->norm_len});
	k->flags = w->repaired ? TOKEN_REPAIRED : 0;
	return true;
}

static unsigned joining_flags(const struct lexer *l)
{
	if (!l->after_underline || l->text->n_tokens == 0 || (l->flags & TOKEN_SPACE_BEFORE))
		return 0;
	const struct token *before = &l->text->tokens[l->text->n_tokens - 1];
	return before->kind == TOKEN_PUNCT ? 0u : TOKEN_JOINED | (before->flags & (unsigned)TOKEN_HASHTAG);
}

/* Completes the token that lies behind the others. */
static enum err token_keep(struct lexer *l, struct token *k, struct error *e)
{
	struct text *t = l->text;
	if (t->n_tokens == l->max_tokens)
		return error_set(e, ERR_LIMIT, "the text has more than %zu tokens; split it", l->max_tokens);
	if (k->kind == TOKEN_PUNCT)
		l->flags &= ~(unsigned)TOKEN_HASHTAG;
	else
		l->flags |= joining_flags(l);
	k->flags = (uint8_t)(k->flags | l->flags);
	k->end = l->at.codepoint;
	k->byte_end = (uint32_t)l->at.byte;
	k->hash = text_hash(k->norm);
	if (k->kind != TOKEN_PUNCT)
		cuts_keep(l, k);
	t->n_tokens++;
	l->flags = 0;
	l->after_underline = false;
	return OK;
}

/* What yields no token but changes the flags of the one to come. */
static bool step_between(struct lexer *l, enum char_class class, size_t bytes)
{
	switch (class) {
	case CHAR_SPACE:
		l->flags = (l->flags & ~(unsigned)TOKEN_HASHTAG) | TOKEN_SPACE_BEFORE;
		break;
	case CHAR_NEWLINE:
		l->flags = TOKEN_SPACE_BEFORE | TOKEN_LINE_START;
		break;
	case CHAR_HASH:
		l->flags |= TOKEN_HASHTAG;
		l->after_underline = false;
		break;
	case CHAR_UNDERLINE:
		l->after_underline = !(l->flags & TOKEN_SPACE_BEFORE);
		break;
	case CHAR_MARK:
	case CHAR_IGNORED:
		break;
	case CHAR_END:
	case CHAR_ARABIC:
	case CHAR_TATWEEL:
	case CHAR_LATIN:
	case CHAR_DIGIT:
	case CHAR_PUNCT:
		return false;
	}
	cursor_step(&l->at, bytes);
	return true;
}

static enum err tokens_find(struct lexer *l, struct error *e)
{
	struct text *t = l->text;
	enum char_class class;
	enum err result = OK;
	while (result == OK && l->at.byte < l->at.text.len) {
		bool tagged = l->after_underline || (l->flags & TOKEN_HASHTAG);
		if (l->known && !tagged && words_run(l))
			continue;
		size_t bytes = char_read(l->at.text, l->at.byte, &class);
		if (step_between(l, class, bytes))
			continue;
		t->tokens = arena_grow(l->arena, t->tokens, t->n_tokens, &l->capacity, sizeof *t->tokens);
		struct token *k = t->tokens + t->n_tokens;
		if (token_read(l, class, k))
			result = token_keep(l, k, e);
	}
	return result;
}

enum err text_parse(struct arena *a, struct sv utf8, size_t max_tokens, struct text *out, struct error *e)
{
	*out = (struct text){.utf8 = utf8};
	if (utf8.len > UINT32_MAX - 1)
		return error_set(e, ERR_LIMIT, "the text has %zu bytes, more than 4 GiB; split it", utf8.len);
	size_t bad = utf8_validate(utf8);
	if (bad != SIZE_MAX)
		return error_set(e, ERR_DATA, "invalid UTF-8 at byte %zu; save the text as UTF-8", bad);
	struct lexer l = {.arena = a,
			  .text = out,
			  .known = known_open(a),
			  .at = {.text = utf8},
			  .max_tokens = max_tokens,
			  .flags = TOKEN_LINE_START};
	l.capacity = utf8.len / 8 + 16;
	out->known_epoch = l.known ? l.known->epoch : 0;
	if (l.capacity > max_tokens)
		l.capacity = max_tokens + 1;
	out->tokens = arena_room(a, l.capacity * sizeof *out->tokens);
	enum err result = tokens_find(&l, e);
	if (result != OK)
		return result;
	out->n_codepoints = l.at.codepoint;
	sentences_find(a, out);
	return OK;
}

struct sv text_span(const struct text *t, size_t first, size_t last)
{
	uint32_t start = t->tokens[first].byte_start;
	return (struct sv){t->utf8.ptr + start, t->tokens[last].byte_end - start};
}

struct sv text_sentence(const struct text *t, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];
	return (struct sv){t->utf8.ptr + s->byte_start, s->byte_end - s->byte_start};
}

uint32_t text_cut(const struct text *t, const struct token *k, uint32_t letters, uint32_t *byte)
{
	struct cursor at = {sv_take(t->utf8, k->byte_end), k->byte_start, k->start};
	uint32_t cp;
	size_t n;
	enum char_class class;
	while (letters && (class = cursor_peek(&at, &cp, &n)) != CHAR_END) {
		char folded[FOLD_MAX_BYTES];
		size_t bytes = class == CHAR_PUNCT || class == CHAR_SPACE ? 0 : char_fold(cp, folded);
		for (size_t i = 0; i < bytes && letters; i++)
			letters -= ((unsigned char)folded[i] & 0xC0) != 0x80;
		cursor_step(&at, n);
	}
	while ((class = cursor_peek(&at, &cp, &n)) == CHAR_MARK || class == CHAR_TATWEEL || class == CHAR_IGNORED)
		cursor_step(&at, n);
	if (byte)
		*byte = (uint32_t)at.byte;
	return at.codepoint;
}
