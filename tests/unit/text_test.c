#include "text/text.h"

#include "text/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/check.h"

struct fixture {
	struct arena arena;
	struct text text;
};

static int setup(void **state)
{
	static struct fixture f;
	arena_init(&f.arena, 0);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	arena_release(&((struct fixture *)*state)->arena);
	return 0;
}

static const struct text *parse(void **state, const char *utf8)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_int_equal(text_parse(&f->arena, sv_cstr(utf8), 1000000, &f->text, &e), OK);
	return &f->text;
}

/* The folded tokens, parted by '|'. */
static struct sv norms(void **state, const char *utf8)
{
	struct fixture *f = *state;
	const struct text *t = parse(state, utf8);
	struct sv *parts = ARENA_ARRAY(&f->arena, struct sv, t->n_tokens + 1);
	for (size_t i = 0; i < t->n_tokens; i++)
		parts[i] = t->tokens[i].norm;
	return arena_join(&f->arena, parts, t->n_tokens, SV("|"));
}

static struct sv sentences(void **state, const char *utf8)
{
	struct fixture *f = *state;
	const struct text *t = parse(state, utf8);
	struct sv *parts = ARENA_ARRAY(&f->arena, struct sv, t->n_sentences + 1);
	for (size_t i = 0; i < t->n_sentences; i++)
		parts[i] = text_sentence(t, i);
	return arena_join(&f->arena, parts, t->n_sentences, SV("#/#"));
}

struct example {
	const char *input, *expected; /* tokens parted by '|' */
};

static void check_norms(void **state, const struct example *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_sv_equal(norms(state, rows[i].input), rows[i].expected);
}

static void fold_makes_spelling_variants_equal(void **state)
{
	static const struct example rows[] = {
		{"دير_الزُّور", "دير الزور"},             /* Deir ez-Zor */
		{"  أبو   كمال ", "ابو كمال"},            /* Abu Kamal */
		{"الطيــانة", "الطيانه"},                 /* Tayyanah */
		{"سوريّة", "سوريه"},                      /* Syria */
		{"مستشفى", "مستشفي"},                     /* hospital */
		{"بئر مؤتة", "بير موته"},                 /* well; Mu'tah */
		{"آثريا", "اثريا"},                       /* Athriya */
		{"العگيدات کباجب یعرب", "العكيدات كباجب يعرب"}, /* Egeidat, Kabajib, Yarub */
		{"«كونيكو» (حقل)", "كونيكو حقل"},         /* Conoco field */
		{"T2 ٢٣ ۴۵", "t2 23 45"},
		{"ﺍﻟﻼﺫﻗﻴﺔ", "اللاذقيه"},                  /* Latakia in presentation forms */
		{"كوباني\xE2\x80\x8F", "كوباني"},         /* Kobani, right-to-left mark */
		{"سماء", "سماء"},                         /* sky: the hamza on the line stays */
		{"Deir ez-Z\xC3\xBBr", "deir ez-zur"},
		{"", ""},
		{"ًًً", ""},
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct sv once = text_fold(&f->arena, sv_cstr(rows[i].input));
		assert_sv_equal(once, rows[i].expected);
		assert_true(sv_eq(text_fold(&f->arena, once), once));
	}
}

static void folding_twice_changes_no_code_point(void **state)
{
	struct fixture *f = *state;
	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		char bytes[8] = "a";
		if (cp == 0xD800)
			cp = 0xE000;
		size_t n = 1 + utf8_put(cp, bytes + 1);
		bytes[n++] = 'b';
		struct sv once = text_fold(&f->arena, sv_make(bytes, n));
		if (!sv_eq(text_fold(&f->arena, once), once))
			fail_msg("U+%04X", (unsigned)cp);
		if (cp % 4096 == 0)
			arena_reset(&f->arena);
	}
}

static void fold_and_tokens_agree(void **state)
{
	struct fixture *f = *state;
	const char *word = "الطّيــانةُ"; /* Tayyanah, vocalised */
	const struct text *t = parse(state, word);
	assert_int_equal(t->n_tokens, 1);
	assert_true(sv_eq(t->tokens[0].norm, text_fold(&f->arena, sv_cstr(word))));
	assert_true(t->tokens[0].hash == text_hash(t->tokens[0].norm));
}

static void hash_is_the_same_on_every_machine(void **state)
{
	(void)state;
	assert_true(text_hash(SV("")) == UINT64_C(0x2D06800538D394C2));
	assert_true(text_hash(SV("a")) != text_hash(SV("b")));
}

static void tokens_split_digits_from_letters(void **state)
{
	static const struct example rows[] = {
		{"الـ48 ال48 الـ 48", "ال|48|ال|48|ال|48"},      /* the 48 */
		{"و6 جرحى", "و|6|جرحي"},                         /* and 6 wounded */
		{"د24 16عاما", "د|24|16|عاما"},                   /* D24; 16 years */
		{"T2 SY24 M4 RPG", "t2|sy24|m4|rpg"},
		{"٢٩-١٠-٢٠٢٢", "29|-|10|-|2022"},
		{"2023.03.09 ٢٠٢٣.٠٣.٠٩", "2023|.|03|.|09|2023|.|03|.|09"},
		{"12:30 5/10/2020", "12|:|30|5|/|10|/|2020"},
		{"B+ 50%", "b|+|50|%"},
	};
	check_norms(state, rows, sizeof rows / sizeof rows[0]);
}

static void numbers_have_values(void **state)
{
	static const struct {
		const char *text;
		double value;
	} rows[] = {{"48", 48},	    {"٤٨", 48},	     {"۴۸", 48},      {"2.5", 2.5},   {"٢٫٥", 2.5},
		    {"1,200", 1200}, {"١٬٢٠٠", 1200}, {"1.200.000", 1.2e6}, {"1,200.5", 1200.5}, {"2,5", 2.5},
		    {"12.7", 12.7}, {"000", 0},	     {"35.336", 35.336}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct text *t = parse(state, rows[i].text);
		assert_int_equal(t->n_tokens, 1);
		assert_int_equal(t->tokens[0].kind, TOKEN_NUMBER);
		assert_near(t->tokens[0].value, rows[i].value, 1e-9);
	}
}

static void tokens_know_their_kind(void **state)
{
	const struct text *t = parse(state, "قصف T2 12 ! 🔴 ـ"); /* shelling */
	static const uint8_t kinds[] = {TOKEN_WORD, TOKEN_LATIN, TOKEN_NUMBER, TOKEN_PUNCT, TOKEN_PUNCT, TOKEN_PUNCT};
	assert_int_equal(t->n_tokens, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(t->tokens[i].kind, kinds[i]);
	assert_int_equal(t->tokens[4].mark, 0x1F534);
	assert_int_equal(t->tokens[5].mark, 0x0640);
}

static void quotes_and_dashes_fold_but_keep_their_mark(void **state)
{
	const struct text *t = parse(state, "“داعش” «قسد» تدمر – السخنة"); /* ISIS, SDF, Palmyra - Sukhnah */
	assert_sv_equal(t->tokens[0].norm, "\"");
	assert_int_equal(t->tokens[0].mark, 0x201C);
	assert_sv_equal(t->tokens[3].norm, "\"");
	assert_sv_equal(t->tokens[7].norm, "-");
	assert_int_equal(t->tokens[7].mark, 0x2013);
}

static void hashtags_join_their_words(void **state)
{
	const struct text *t = parse(state, "#ريف_الرقة#عين_عيسى خبر # دير"); /* countryside of Raqqa, Ain Issa, news */
	static const uint8_t flags[] = {
		TOKEN_HASHTAG | TOKEN_LINE_START, TOKEN_HASHTAG | TOKEN_JOINED, TOKEN_HASHTAG,
		TOKEN_HASHTAG | TOKEN_JOINED,     TOKEN_SPACE_BEFORE,           TOKEN_SPACE_BEFORE,
	};
	assert_int_equal(t->n_tokens, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(t->tokens[i].flags, flags[i]);
	assert_int_equal(t->sentences[0].start, 0);
}

static void an_underline_joins_only_what_it_touches(void **state)
{
	const struct text *t = parse(state, "1_ خلف عين_عيسى"); /* Khalaf; Ain Issa */
	assert_int_equal(t->n_tokens, 4);
	assert_false(t->tokens[1].flags & TOKEN_JOINED);
	assert_true(t->tokens[3].flags & TOKEN_JOINED);
	assert_false(t->tokens[3].flags & TOKEN_HASHTAG);
}

static void censored_words_are_repaired(void **state)
{
	static const struct example rows[] = {
		{"قــ.ـوات", "قوات"},                 /* forces */
		{"عمـ ـلية", "عمليه"},                /* operation */
		{"قـ ـصـ ـف", "قصف"},                 /* shelling */
		{"تقـ.صـ.ف", "تقصف"},                 /* shells */
		{"نـ.اسـ.فة", "ناسفه"},               /* explosive */
		{"القـ..ـتلى", "القتلي"},             /* the dead */
		{"واعتقـ,ـلت", "واعتقلت"},            /* and arrested */
		{"مليشـ.يا", "مليشيا"},               /* militia */
		{"مق.ـتل", "مقتل"},                   /* killing */
		{"د.ا.ع.ش", "داعش"},                  /* ISIS */
		{"ق.صف", "قصف"},                      /* shelling */
		{"ان.فجار", "انفجار"},                /* explosion */
		{"قت.لى", "قتلي"},                    /* dead */
		{"ق*تل", "قتل"},                      /* killed */
		{"د ا ع ش", "داعش"},                  /* ISIS */
		{"لـ ق.س.د عالطريق", "ل|قسد|عالطريق"}, /* of the SDF, on the road */
	};
	check_norms(state, rows, sizeof rows / sizeof rows[0]);
	for (size_t i = 0; i + 1 < sizeof rows / sizeof rows[0]; i++) {
		const struct text *t = parse(state, rows[i].input);
		assert_true(t->tokens[0].flags & TOKEN_REPAIRED);
		assert_sv_equal(text_span(t, 0, 0), rows[i].input);
	}
}

static void repair_leaves_neighbours_alone(void **state)
{
	static const struct example rows[] = {
		{"الشرقي.اصابة", "الشرقي|.|اصابه"},      /* eastern. An injury */
		{"الرقة.تم اعتقال", "الرقه|.|تم|اعتقال"}, /* Raqqa. Was arrested */
		{"الزور.في حين", "الزور|.|في|حين"},      /* ez-Zor. While */
		{"له.وأضاف", "له|.|واضاف"},              /* to him. And added */
		{"من ـ إلى", "من|-|الي"},                /* from - to */
		{"حلب ـ دمشق", "حلب|-|دمشق"},            /* Aleppo - Damascus */
		{"بـ 20", "ب|20"},                       /* with 20 */
		{"بـ مقراتهم", "ب|مقراتهم"},             /* at their seats */
		{"لـ”مرصد", "ل|\"|مرصد"},                /* of the observatory */
		{"بـ\"داعش\"", "ب|\"|داعش|\""},          /* in ISIS */
		{"كـالجسر", "كالجسر"},                   /* like the bridge */
		{"ح. م. عاما", "ح|.|م|.|عاما"},          /* initials */
		{"و ع مشفى", "و|ع|مشفي"},                /* and at the hospital */
		{"منه،وقُتل", "منه|،|وقتل"},             /* of it, and was killed */
		{"حلب / دمشق", "حلب|/|دمشق"},            /* Aleppo / Damascus */
	};
	check_norms(state, rows, sizeof rows / sizeof rows[0]);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_false(parse(state, rows[i].input)->tokens[0].flags & TOKEN_REPAIRED);
}

static void sentences_end_where_they_should(void **state)
{
	static const struct example rows[] = {
		{"قال نعم. ثم ذهب.", "قال نعم.#/#ثم ذهب."},                  /* he said yes. Then left. */
		{"هل مات؟ لا! ربما… نعم", "هل مات؟#/#لا!#/#ربما…#/#نعم"},    /* dead? no! perhaps... yes */
		{"الشرقي.اصابة عنصر", "الشرقي.#/#اصابة عنصر"},               /* eastern. An injury */
		{"السيدة ح. م. وصلت", "السيدة ح. م. وصلت"},                  /* Ms H. M. arrived */
		{"في 2023.03.09 قتل", "في 2023.03.09 قتل"},                  /* on 2023.03.09 killed */
		{"عيار 12.7 ملم", "عيار 12.7 ملم"},                          /* calibre 12.7 mm */
		{"زار t.me/a?b=c اليوم", "زار t.me/a?b=c اليوم"},            /* visited today */
		{"قال \"انتهى.\" ثم", "قال \"انتهى.\"#/#ثم"},                /* said "over." then */
		{"انتهى.\"وقال\"", "انتهى.#/#\"وقال\""},                     /* over. "And said" */
		{"انتهى .. بعدها", "انتهى ..#/#بعدها"},                      /* over .. then */
		{"سطر\r\nآخر\rثالث\xE2\x80\xA8رابع\vخامس", "سطر#/#آخر#/#ثالث#/#رابع#/#خامس"}, /* five lines */
		{"1. قتيل\n2. جريح", "1. قتيل#/#2. جريح"},                   /* 1. dead 2. wounded */
		{"في الرقة▪️مقتل 3", "في الرقة#/#▪️مقتل 3"},                 /* in Raqqa * 3 killed */
		{"🔴🔴 عاجل 🔥", "🔴🔴 عاجل 🔥"},                            /* urgent */
		{"#عاجل خبر", "#عاجل خبر"},                                  /* urgent news */
		{" \n\t ", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_sv_equal(sentences(state, rows[i].input), rows[i].expected);
}

static void paragraphs_are_lines(void **state)
{
	const struct text *t = parse(state, "أول. ثان.\r\n\r\nثالث.\n"); /* first, second, third */
	assert_int_equal(t->n_sentences, 3);
	assert_int_equal(t->sentences[1].paragraph, 0);
	assert_int_equal(t->sentences[2].paragraph, 1);
	assert_int_equal(t->n_paragraphs, 2);
}

static void offsets_count_code_points_and_crlf_as_two(void **state)
{
	const struct text *t = parse(state, "🔴\r\nقُتل 3"); /* killed 3 */
	assert_int_equal(t->tokens[1].start, 3);
	assert_int_equal(t->tokens[1].end, 7);
	assert_int_equal(t->tokens[1].byte_start, 6);
	assert_int_equal(t->tokens[2].start, 8);
	assert_int_equal(t->n_codepoints, 9);
	assert_int_equal(t->tokens[2].sentence, 1);
}

static void cut_maps_folded_letters_back(void **state)
{
	static const struct {
		const char *word;
		uint32_t letters, codepoint;
	} rows[] = {
		{"بدير", 1, 1},         /* in Deir */
		{"بـدير", 1, 2},        /* with tatweel */
		{"وَبِالرقة", 2, 4},       /* and in Raqqa, vocalised */
		{"لقسـ.ـد", 1, 1},      /* of the SDF, censored */
		{"\xEF\xBB\xBB\xD8\xB1", 2, 1}, /* ligature lam-alef, reh */
		{"دير", 9, 3},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct text *t = parse(state, rows[i].word);
		uint32_t byte = 0;
		assert_int_equal(text_cut(t, &t->tokens[0], rows[i].letters, &byte), rows[i].codepoint);
		assert_true(byte <= t->tokens[0].byte_end);
	}
}

static void arabic_share_counts_letters_only(void **state)
{
	(void)state;
	assert_near(text_arabic_share(SV("123 !")), 0, 0);
	assert_near(text_arabic_share(SV("قصف abc")), 0.5, 1e-9); /* shelling */
	assert_near(text_arabic_share(SV("قُصِف 12 #")), 1, 1e-9);
}

static void limits_are_errors(void **state)
{
	struct fixture *f = *state;
	struct error e = {0};
	assert_int_equal(text_parse(&f->arena, SV("a b c"), 2, &f->text, &e), ERR_LIMIT);
	assert_int_equal(text_parse(&f->arena, SV("a b c"), 3, &f->text, &e), OK);
	assert_int_equal(text_parse(&f->arena, SV("a\xFF"), 3, &f->text, &e), ERR_DATA);
	assert_int_equal(text_parse(&f->arena, SV(""), 3, &f->text, &e), OK);
	assert_int_equal(f->text.n_sentences, 0);
}

/* Each unit a million times in one line: linear, and no token longer than its bound. */
static void hostile_runs_stay_linear(void **state)
{
	static const char *units[] = {
		"ً", "ديرالزور", "🔴", "ـ", "د.", "د ", "1.", "#", "_", "\xE2\x80\x8F", "د\xE2\x80\x8Fـ", "\"", ".",
		"٬1", "ﷺ", "a\xCC\x81",
	};
	enum { TIMES = 200000 };
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		size_t len = strlen(units[i]);
		char *bytes = malloc(len * TIMES);
		assert_non_null(bytes);
		for (size_t k = 0; k < TIMES; k++)
			memcpy(bytes + k * len, units[i], len);
		struct error e = {0};
		assert_int_equal(text_parse(&f->arena, sv_make(bytes, len * TIMES), 10000000, &f->text, &e), OK);
		for (size_t k = 0; k < f->text.n_tokens; k++)
			assert_true(f->text.tokens[k].norm.len <= 512);
		free(bytes);
		arena_reset(&f->arena);
	}
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		LAW(fold_makes_spelling_variants_equal),
		LAW(folding_twice_changes_no_code_point),
		LAW(fold_and_tokens_agree),
		LAW(hash_is_the_same_on_every_machine),
		LAW(tokens_split_digits_from_letters),
		LAW(numbers_have_values),
		LAW(tokens_know_their_kind),
		LAW(quotes_and_dashes_fold_but_keep_their_mark),
		LAW(hashtags_join_their_words),
		LAW(an_underline_joins_only_what_it_touches),
		LAW(censored_words_are_repaired),
		LAW(repair_leaves_neighbours_alone),
		LAW(sentences_end_where_they_should),
		LAW(paragraphs_are_lines),
		LAW(offsets_count_code_points_and_crlf_as_two),
		LAW(cut_maps_folded_letters_back),
		LAW(arabic_share_counts_letters_only),
		LAW(limits_are_errors),
		LAW(hostile_runs_stay_linear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
