/* Words met before: a text reads the same whatever its arena has read, and words are forgotten only between texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "support/check.h"
#include "text/known.h"

/* Words as they are written: with marks, tatweels, clitics, commas, quotation marks, censorship, digits, underlines. */
static const char *const words[] = {
	"قرية",        /* village */
	"للمدينة",     /* to the city: the article restored */
	"وبالقرب،",    /* and near, with a comma */
	"قُتل",        /* was killed, with a mark */
	"صهريجاً",     /* a tanker, indefinite */
	"الدولة”",     /* the state, a quotation mark behind */
	"القـ..ـتلى",  /* the killed, censored */
	"ق.صف",        /* shelling, censored */
	"ميـــاه",     /* water, drawn out */
	"دير_الزور",   /* joined words */
	"#الرقة",      /* hashtag */
	"الرقة.",      /* ends a sentence */
	"الرقة.اصابة", /* a blank forgotten */
	"و",           /* and, alone */
	"د ا ع ش",     /* spelt out */
	"T2",
	"٢٠٢٣",
	"«الشحيل»",    /* in quotation marks */
	"ﻻجئون",       /* refugees, a ligature */
	"ءآأؤإئاةى",   /* letters that are folded */
	"المستشفياتالمستشفيات", /* glued: too long to be noted */
};
enum { N_WORDS = sizeof words / sizeof words[0] };

static void assert_same_cuts(const struct token *a, const struct token *b)
{
	assert_int_equal(a->n_cuts, b->n_cuts);
	for (size_t i = 0; i < a->n_cuts; i++) {
		assert_true(sv_eq(a->cuts[i].residue, b->cuts[i].residue));
		assert_int_equal(a->cuts[i].hash, b->cuts[i].hash);
		assert_int_equal(a->cuts[i].cut, b->cuts[i].cut);
		assert_int_equal(a->cuts[i].clitics, b->cuts[i].clitics);
	}
}

static void assert_same(const struct text *a, const struct text *b)
{
	assert_int_equal(a->n_tokens, b->n_tokens);
	assert_int_equal(a->n_sentences, b->n_sentences);
	assert_int_equal(a->n_codepoints, b->n_codepoints);
	for (size_t i = 0; i < a->n_tokens; i++) {
		const struct token *x = &a->tokens[i], *y = &b->tokens[i];
		assert_true(sv_eq(x->norm, y->norm));
		assert_int_equal(x->hash, y->hash);
		assert_int_equal(x->hash, text_hash(x->norm));
		assert_int_equal(x->start, y->start);
		assert_int_equal(x->end, y->end);
		assert_int_equal(x->byte_start, y->byte_start);
		assert_int_equal(x->byte_end, y->byte_end);
		assert_int_equal(x->kind, y->kind);
		assert_int_equal(x->flags, y->flags);
		assert_int_equal(x->sentence, y->sentence);
		assert_same_cuts(x, y);
	}
}

static void parse(struct arena *a, struct sv s, struct text *t)
{
	struct error e;
	assert_int_equal(text_parse(a, s, 1000000, t, &e), OK);
}

/* An arena that notes no words. */
static void init_forgetful(struct arena *a)
{
	arena_init(a, 0);
	struct known_words *k = known_open(a);
	assert_non_null(k);
	k->full = true;
}

/* Every pair of words, read by an arena that notes none, by one that notes them, and once more when they are known. */
static void a_text_reads_the_same_whatever_was_read_before(void **state)
{
	static const char behind[] = " ثم عاد الهدوء إلى المنطقة بعد ساعات من القصف"; /* then calm returned ... */
	struct arena used, forgetful;
	(void)state;
	arena_init(&used, 0);
	init_forgetful(&forgetful);
	for (size_t i = 0; i < N_WORDS; i++)
		for (size_t k = 0; k < N_WORDS; k++) {
			char bytes[512];
			struct text a, b, plain;
			int n = snprintf(bytes, sizeof bytes, "%s %s%s", words[i], words[k], behind);
			parse(&used, sv_make(bytes, (size_t)n), &a);
			parse(&used, sv_make(bytes, (size_t)n), &b);
			parse(&forgetful, sv_make(bytes, (size_t)n), &plain);
			assert_same(&a, &plain);
			assert_same(&b, &plain);
			arena_reset(&used);
		}
	arena_release(&used);
	arena_release(&forgetful);
}

/* A number, written in letters: distinct words of one length. */
static void letters_of(size_t n, char out[32])
{
	size_t len = 0;
	for (size_t digits = 0; digits < 5; digits++, n /= 10) {
		unsigned char c = (unsigned char)(0xB1 + n % 10); /* U+0631 and behind */
		out[len++] = (char)0xD8;
		out[len++] = (char)c;
	}
	out[len] = '\0';
}

static void fill(struct arena *a, size_t first, struct text *t)
{
	enum { WORDS = 1000, ROOM = WORDS * 12 + 64 };
	char *bytes = arena_alloc(a, ROOM);
	size_t n = 0;
	for (size_t i = 0; i < WORDS; i++) {
		char word[32];
		letters_of(first + i, word);
		n += (size_t)snprintf(bytes + n, ROOM - n, "%s ", word);
	}
	n += (size_t)snprintf(bytes + n, ROOM - n, "%40s", "");
	parse(a, sv_make(bytes, n), t);
	for (size_t i = 0; i < WORDS; i++) {
		char word[32];
		letters_of(first + i, word);
		assert_true(sv_eq(t->tokens[i].norm, sv_cstr(word)));
	}
}

static void words_are_forgotten_between_texts_only(void **state)
{
	enum { TEXTS = KNOWN_WORDS / 1000 + 2 };
	struct arena a;
	struct text t[TEXTS];
	(void)state;
	arena_init(&a, 0);
	for (size_t i = 0; i < TEXTS; i++) { /* more than is kept, of one article */
		fill(&a, 1000 * i, &t[i]);
		assert_int_equal(t[i].known_epoch, t[0].known_epoch);
	}
	char word[32];
	letters_of(0, word);
	assert_true(sv_eq(t[0].tokens[0].norm, sv_cstr(word)));
	assert_true(t[0].tokens[0].known > 0);
	assert_int_equal(t[TEXTS - 1].tokens[999].known, 0);
	uint64_t epoch = t[0].known_epoch;
	arena_reset(&a);
	fill(&a, 50000, &t[0]);
	assert_true(t[0].known_epoch != epoch);
	assert_true(t[0].tokens[999].known > 0);
	epoch = t[0].known_epoch;
	arena_reset(&a);
	fill(&a, 50000, &t[1]);
	assert_int_equal(t[1].known_epoch, epoch);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_text_reads_the_same_whatever_was_read_before),
	        cmocka_unit_test(words_are_forgotten_between_texts_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
