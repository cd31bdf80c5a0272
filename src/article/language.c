#include "article/language.h"

#include "text/charclass.h"
#include "text/decode.h"

#include <threads.h>

enum { SAMPLE_BYTES = 64 * 1024, MIN_WORDS = 3 };

enum language {
	LANGUAGE_ARABIC,
	LANGUAGE_PERSIAN,
	LANGUAGE_URDU,
	LANGUAGE_KURDISH,
	LANGUAGE_UYGHUR,
	LANGUAGE_PASHTO,
	LANGUAGE_COUNT
};

static const char *const names[LANGUAGE_COUNT] = {NULL, "Persian", "Urdu", "Kurdish", "Uyghur", "Pashto"};

static const struct {
	enum language language;
	struct sv word;
} rows[] = {
#define X(language, word, gloss) {language, {word, sizeof(word) - 1}},
#include "article/language.def"
#undef X
};

/* By half the length of a word and its second byte: the words that may be in the table. */
static uint64_t may_be[8];
static once_flag may_be_once = ONCE_FLAG_INIT;

static uint64_t *may_be_row(struct sv word, uint64_t *bit)
{
	*bit = UINT64_C(1) << ((unsigned char)word.ptr[1] & 63);
	return &may_be[word.len / 2 % 8];
}

static void may_be_fill(void)
{
	uint64_t bit;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		*may_be_row(rows[i].word, &bit) |= bit;
}

static bool is_listed(struct sv word)
{
	uint64_t bit;
	return word.len >= 2 && (*may_be_row(word, &bit) & bit);
}

static void count(struct sv word, size_t counts[LANGUAGE_COUNT], size_t *articles)
{
	*articles += word.len >= 8 && sv_starts(word, SV("\xD8\xA7\xD9\x84")); /* the article al- */
	for (size_t i = 0; is_listed(word) && i < sizeof rows / sizeof rows[0]; i++)
		if (sv_eq(rows[i].word, word))
			counts[rows[i].language]++;
}

const char *language_other(struct sv utf8)
{
	size_t counts[LANGUAGE_COUNT] = {0};
	call_once(&may_be_once, may_be_fill);
	size_t articles = 0;
	size_t best = LANGUAGE_ARABIC;
	struct sv rest = sv_take(utf8, SAMPLE_BYTES);
	size_t first = 0; /* of the word at hand */
	for (size_t at = 0; at < rest.len;) {
		enum char_class class;
		size_t n = char_read(rest, at, &class);
		bool letter = class == CHAR_ARABIC;
		if (!letter || at + n == rest.len) {
			size_t end = letter ? at + n : at;
			count(sv_make(rest.ptr + first, end - first), counts, &articles);
			first = at + n;
		}
		at += n;
	}
	counts[LANGUAGE_ARABIC] += articles;
	for (size_t i = 1; i < LANGUAGE_COUNT; i++)
		if (counts[i] > counts[best])
			best = i;
	return counts[best] >= MIN_WORDS && counts[best] > 2 * counts[LANGUAGE_ARABIC] ? names[best] : NULL;
}
