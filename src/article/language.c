#include "article/language.h"

#include "base/once.h"
#include "text/charclass.h"
#include "text/decode.h"

#include <assert.h>

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

enum { N_ROWS = sizeof rows / sizeof rows[0], SLOTS = 128 };

/* The rows whose words fall into a slot: the first, and the next of each, plus one; 0 ends. */
static uint8_t first_of[SLOTS], next_of[N_ROWS];
static struct once slots_once = ONCE_INIT;

/* By its length, its second and its last byte. */
static size_t slot_of(struct sv word)
{
	return (word.len * 5 + (unsigned char)word.ptr[1] + (unsigned char)word.ptr[word.len - 1] * 3u) % SLOTS;
}

static void slots_fill(void)
{
	static_assert(N_ROWS < UINT8_MAX, "a row's number is a byte");
	for (size_t i = N_ROWS; i > 0; i--) {
		uint8_t *first = &first_of[slot_of(rows[i - 1].word)];
		next_of[i - 1] = *first;
		*first = (uint8_t)i;
	}
}

static void count(struct sv word, size_t counts[LANGUAGE_COUNT], size_t *articles)
{
	*articles += word.len >= 8 && sv_starts(word, SV("\xD8\xA7\xD9\x84")); /* the article al- */
	for (size_t i = word.len >= 2 ? first_of[slot_of(word)] : 0; i; i = next_of[i - 1])
		if (sv_eq(rows[i - 1].word, word))
			counts[rows[i - 1].language]++;
}

const char *language_other(struct sv utf8)
{
	size_t counts[LANGUAGE_COUNT] = {0};
	once_run(&slots_once, slots_fill);
	size_t articles = 0;
	size_t best = LANGUAGE_ARABIC;
	struct sv rest = sv_take(utf8, SAMPLE_BYTES);
	size_t first = 0; /* of the word at hand */
	for (size_t at = 0; at < rest.len;) {
		enum char_class class = CHAR_ARABIC;
		size_t n = letters_run(rest, at);
		if (!n)
			n = char_read(rest, at, &class);
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
