/* Replays pseudo-random mutations of article texts, the same on every run, through decoding and parsing. */
#include "text/clitic.h"
#include "text/decode.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "support/check.h"

#include <stdio.h>

enum { INPUTS = 2000, INPUT_MAX = 2048, TOKENS_MAX = 100000 };

static const char *const seeds[] = {
	/* urgent; forces shell the town of Dhiban in the eastern countryside of Deir ez-Zor */
	"#عــاجــل 🔴🔴\r\nقــ.ـوات تقـ.صـ.ف بلدة #ذيبان بريف #دير_الزور الشرقي .. د.ا.ع.ش\r\n",
	/* 3 of the 48 wounded on 2023.03.09, said the observatory */
	"أصيب ٣ من الـ48، قال لـ”مرصد“ في 2023.03.09: \"انتهى.\" ح. م. (31 عاماً) 1,200.5\n▪️بند▪️مقتل 3",
	/* Palmyra - Sukhnah road, T2 station, presentation forms */
	"طريق تدمر – السخنة قرب T2 ـ ﺍﻟﻼﺫﻗﻴﺔ ﷺ https://t.me/x.y?z=1 عين_عيسى#سوريا",
	"\xFF\xFE\x2A\x06\x44\x06\x20\x00\x27\x06\x44\x06\x0A\x00",
	"\xC7\xE1\xD1\xDE\xC9 \xE3\xDE\xCA\xE1 \xC7\xE1\xC8\xE6\xDF\xE3\xC7\xE1", /* windows-1256: Raqqa, Bukamal */
};

/* What mutations insert: every class of character the tokeniser knows, and broken bytes. */
static const char *const morsels[] = {
	"ـ", ".", " ", "_", "#", "\n", "\r\n", "\xE2\x80\xA8", "\xE2\x80\x8F", "ً", "د", "دير", "T2", "٣", "1,2", "“",
	"\"", "(", ")", "؟", "🔴", "▪️", "ﷺ", "\xEF\xBB\xBF", "\xCC\x81", "\xED\xA0\x80", "\xFF", "\xD8", "\x06", "-",
	"،", "\xC2\xA0", "و ", "لل", "\xF4\x8F\xBF\xBF", "\v", "d.", "d d d ",
};

struct random {
	uint64_t state;
};

static size_t next_below(struct random *r, size_t n)
{
	r->state = r->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(r->state >> 33) % n;
}

static size_t insert(char *bytes, size_t len, size_t at, const char *what, size_t n)
{
	if (len + n > INPUT_MAX)
		return len;
	memmove(bytes + at + n, bytes + at, len - at);
	memcpy(bytes + at, what, n);
	return len + n;
}

static size_t mutate(struct random *r, char *bytes, size_t len)
{
	size_t at = next_below(r, len + 1);
	size_t morsel = next_below(r, sizeof morsels / sizeof morsels[0]);
	switch (next_below(r, 8)) {
	case 0: /* flip a bit */
		if (at < len)
			bytes[at] = (char)((unsigned char)bytes[at] ^ 1u << next_below(r, 8));
		return len;
	case 1: /* cut a stretch */
		if (at < len) {
			size_t n = 1 + next_below(r, len - at < 12 ? len - at : 12);
			memmove(bytes + at, bytes + at + n, len - at - n);
			return len - n;
		}
		return len;
	case 2: /* repeat a stretch */
		if (at < len) {
			char copy[24];
			size_t n = len - at < sizeof copy ? len - at : sizeof copy;
			memcpy(copy, bytes + at, n);
			return insert(bytes, len, next_below(r, len + 1), copy, n);
		}
		return len;
	case 3: { /* a run of one morsel */
		for (size_t i = next_below(r, 60); i > 0; i--)
			len = insert(bytes, len, at, morsels[morsel], strlen(morsels[morsel]));
		return len;
	}
	default:
		return insert(bytes, len, at, morsels[morsel], strlen(morsels[morsel]));
	}
}

static size_t codepoints(struct sv s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static void check_token(const struct text *t, size_t i)
{
	const struct token *k = &t->tokens[i];
	assert_true(k->byte_start < k->byte_end && k->byte_end <= t->utf8.len);
	assert_true(k->start < k->end && k->end <= t->n_codepoints);
	assert_int_equal(codepoints(sv_take(t->utf8, k->byte_start)), k->start);
	assert_int_equal(codepoints(text_span(t, i, i)), k->end - k->start);
	assert_true(k->norm.len > 0 && utf8_validate(k->norm) == SIZE_MAX);
	assert_true(k->hash == text_hash(k->norm));
	assert_true((k->kind == TOKEN_PUNCT) == (k->mark != 0));
	assert_true(k->kind != TOKEN_NUMBER || k->value >= 0);
	assert_true(!(k->flags & TOKEN_REPAIRED) || k->kind == TOKEN_WORD);
	assert_true(!(k->flags & TOKEN_JOINED) || i > 0);
	if (i > 0) {
		assert_true(k->byte_start >= k[-1].byte_end && k->start >= k[-1].end);
		assert_true(k->sentence == k[-1].sentence || k->sentence == k[-1].sentence + 1);
	}
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n = clitic_splits(k->norm, true, splits);
	assert_int_equal(k->n_cuts, k->kind == TOKEN_PUNCT ? 0 : n - 1);
	for (size_t s = 0; k->kind == TOKEN_WORD && s < n; s++) {
		uint32_t byte;
		uint32_t cut = text_cut(t, k, splits[s].cut, &byte);
		assert_true(cut >= k->start && cut <= k->end && byte <= k->byte_end);
	}
}

static void check_sentences(const struct text *t)
{
	size_t next = 0;
	for (size_t i = 0; i < t->n_sentences; i++) {
		const struct sentence *s = &t->sentences[i];
		assert_int_equal(s->first_token, next);
		assert_true(s->n_tokens > 0);
		next += s->n_tokens;
		assert_true(next <= t->n_tokens);
		assert_true(s->start <= t->tokens[s->first_token].start && s->end == t->tokens[next - 1].end);
		assert_int_equal(codepoints(text_sentence(t, i)), s->end - s->start);
		assert_true(s->paragraph < t->n_paragraphs);
		if (i > 0)
			assert_true(s->byte_start >= s[-1].byte_end && s->paragraph >= s[-1].paragraph);
		for (size_t k = s->first_token; k < next; k++)
			assert_int_equal(t->tokens[k].sentence, i);
	}
	assert_int_equal(next, t->n_tokens);
}

static void check_text(struct arena *a, struct sv utf8)
{
	struct text t;
	struct error e = {0};
	assert_int_equal(utf8_validate(utf8), SIZE_MAX);
	assert_int_equal(text_parse(a, utf8, TOKENS_MAX, &t, &e), OK);
	assert_int_equal(codepoints(utf8), t.n_codepoints);
	for (size_t i = 0; i < t.n_tokens; i++)
		check_token(&t, i);
	check_sentences(&t);
	struct sv folded = text_fold(a, utf8);
	assert_int_equal(utf8_validate(folded), SIZE_MAX);
	assert_true(sv_eq(text_fold(a, folded), folded));
}

static void mutated_texts_keep_the_invariants(void **state)
{
	(void)state;
	struct arena a;
	struct random r = {20231109};
	size_t parsed = 0;
	char bytes[INPUT_MAX];
	arena_init(&a, 64u << 20);
	for (size_t i = 0; i < INPUTS; i++) {
		const char *seed = seeds[next_below(&r, sizeof seeds / sizeof seeds[0])];
		size_t len = strlen(seed);
		memcpy(bytes, seed, len);
		for (size_t n = 1 + next_below(&r, 12); n > 0; n--)
			len = mutate(&r, bytes, len);
		struct sv utf8;
		struct sv charset;
		struct error e = {0};
		if (text_decode(&a, sv_make(bytes, len), SV(""), &utf8, &charset, &e) == OK) {
			parsed++;
			check_text(&a, utf8);
		} else {
			assert_true(e.code != OK && e.msg[0] != '\0');
		}
		arena_reset(&a);
	}
	arena_release(&a);
	assert_in_range(parsed, INPUTS / 4, INPUTS); /* else the mutations only break the encoding */
}

/* A word with a diacritic is read letter by letter, one of plain letters at once: as tokens they are the same. */
static void plain_words_are_read_as_others(void **state)
{
	(void)state;
	static const char *const words[] = {"قصف", "في", "سد", "الرقة", "أبو", "ديرالزور", "آ", "ؤلئك", "چي", "لو"};
	static const char *const behind[] = {" ", " ", " ", "\n", ".", ". ", "،", "، ", "-", " - ", "ـ", "_", ":", ")", "«",
	                                     "5", "a", "\t", "\r\n", "..", "*", "\xE2\x80\x8F", "\xC2\xA0", "؟"};
	struct arena a;
	struct random r = {7};
	arena_init(&a, 64u << 20);
	for (size_t i = 0; i < INPUTS; i++) {
		char plain[INPUT_MAX], marked[INPUT_MAX];
		size_t n_plain = 0, n_marked = 0;
		struct text x, y;
		struct error e;
		for (size_t n = 1 + next_below(&r, 30); n > 0; n--) {
			const char *word = words[next_below(&r, sizeof words / sizeof words[0])];
			const char *end = behind[next_below(&r, sizeof behind / sizeof behind[0])];
			size_t head = strlen(word) < 4 ? strlen(word) : 4;
			n_plain += (size_t)snprintf(plain + n_plain, 64, "%s%s", word, end);
			n_marked += (size_t)snprintf(marked + n_marked, 64, "%.*s\xD9\x8E%s%s", (int)head, word, word + head, end);
		}
		assert_int_equal(text_parse(&a, sv_make(plain, n_plain), TOKENS_MAX, &x, &e), OK);
		assert_int_equal(text_parse(&a, sv_make(marked, n_marked), TOKENS_MAX, &y, &e), OK);
		assert_int_equal(x.n_tokens, y.n_tokens);
		for (size_t k = 0; k < x.n_tokens; k++) {
			assert_true(sv_eq(x.tokens[k].norm, y.tokens[k].norm) && x.tokens[k].flags == y.tokens[k].flags);
			assert_true(x.tokens[k].kind == y.tokens[k].kind && x.tokens[k].n_cuts == y.tokens[k].n_cuts);
		}
		arena_reset(&a);
	}
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(mutated_texts_keep_the_invariants),
		cmocka_unit_test(plain_words_are_read_as_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
