#include "gazetteer/sound.h"

#include <math.h>

enum { MIN_BARE = 5, MIN_BONES = 2, QUARTER = 4, FIRST_ARABIC = 0x0620, N_ARABIC = 0x30, N_LATIN = 26 };

#define ARABIC(letter, sound)
#define PAIR(a, b, sound)
#define LATIN(letter, sound)

static const char ARABIC_SOUNDS[N_ARABIC] = {
#undef ARABIC
#define ARABIC(letter, sound) [(letter) - FIRST_ARABIC] = (sound),
#include "gazetteer/sound.def"
#undef ARABIC
#define ARABIC(letter, sound)
};

static const char PAIR_SOUNDS[N_LATIN][N_LATIN] = {
#undef PAIR
#define PAIR(a, b, sound) [(a) - 'a'][(b) - 'a'] = (sound),
#include "gazetteer/sound.def"
#undef PAIR
#define PAIR(a, b, sound)
};

static const char LATIN_SOUNDS[N_LATIN] = {
#undef LATIN
#define LATIN(letter, sound) [(letter) - 'a'] = (sound),
#include "gazetteer/sound.def"
};

static bool is_vowel(char c)
{
	return c == 'a' || c == 'i' || c == 'u';
}

/* Consonants that some spellings take for each other: th and dh, kh and h, q and g, dh and z. */
static char bone(char c)
{
	static const char LIKE[][2] = {{'d', 't'}, {'x', 'h'}, {'g', 'k'}, {'z', 's'}};
	for (size_t i = 0; i < sizeof LIKE / sizeof *LIKE; i++)
		if (c == LIKE[i][0])
			return LIKE[i][1];
	return c;
}

static void put(struct sound *s, char c)
{
	if (c == '.' || s->n == SOUND_MAX)
		return;
	s->all[s->n++] = c;
	if (!is_vowel(c))
		s->bones[s->n_bones++] = bone(c);
}

/* Of a two-byte character. */
static char arabic_sound(const char *letter)
{
	unsigned cp = ((unsigned char)letter[0] & 0x1FU) << 6 | ((unsigned char)letter[1] & 0x3FU);
	char sound = cp >= FIRST_ARABIC && cp < FIRST_ARABIC + N_ARABIC ? ARABIC_SOUNDS[cp - FIRST_ARABIC] : 0;
	return sound ? sound : '.';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* The sound at the word's front; *n gets its letters. A digit stands for itself. */
static char latin_sound(struct sv word, size_t *n)
{
	char a = word.ptr[0];
	char b = word.len > 1 ? word.ptr[1] : 0;
	*n = 1;
	if (!is_letter(a))
		return a;
	char pair = is_letter(b) ? PAIR_SOUNDS[a - 'a'][b - 'a'] : 0;
	*n += pair != 0;
	return pair ? pair : LATIN_SOUNDS[a - 'a'];
}

static void put_arabic(struct sound *s, struct sv word)
{
	static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */
	if (sv_starts(word, ARTICLE) && word.len >= ARTICLE.len + 4)
		word = sv_skip(word, ARTICLE.len);
	for (size_t i = 0; i < word.len;) {
		unsigned char first = (unsigned char)word.ptr[i];
		bool is_two = (first & 0xE0) == 0xC0 && i + 1 < word.len;
		char c = is_two ? arabic_sound(word.ptr + i) : first < 0x80 ? word.ptr[i] : '.';
		bool begins = i == 0;
		i += is_two ? 2 : 1;
		put(s, c == 'h' && i >= word.len && !begins ? 'a' : c);
	}
	s->written = true;
}

static void put_latin(struct sound *s, struct sv word, bool bare)
{
	bool has_article = word.len >= MIN_BARE && (sv_starts(word, SV("al")) || sv_starts(word, SV("el")));
	if (bare && has_article)
		word = sv_skip(word, 2);
	char before = 0;
	while (word.len) {
		size_t n = 0;
		char sound = latin_sound(word, &n);
		word = sv_skip(word, n);
		bool silent = sound == 'h' && word.len == 0 && before;
		if (!silent && (sound != before || is_vowel(sound)))
			put(s, sound);
		before = sound;
	}
}

void sound_of(struct sv key, bool bare, struct sound *out)
{
	struct sv word;
	*out = (struct sound){.n = 0};
	while (sv_split(&key, ' ', &word)) {
		if (word.len == 0)
			continue;
		if ((unsigned char)word.ptr[0] >= 0x80)
			put_arabic(out, word);
		else
			put_latin(out, word, bare);
	}
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned bones_distance(const struct sound *a, const struct sound *b)
{
	unsigned rows[2][SOUND_MAX + 1];
	for (unsigned k = 0; k <= b->n_bones; k++)
		rows[0][k] = k;
	for (unsigned i = 1; i <= a->n_bones; i++) {
		const unsigned *above = rows[(i - 1) % 2];
		unsigned *row = rows[i % 2];
		row[0] = i;
		for (unsigned k = 1; k <= b->n_bones; k++)
			row[k] = least(above[k - 1] + (a->bones[i - 1] != b->bones[k - 1]),
			               least(above[k], row[k - 1]) + 1);
	}
	return rows[a->n_bones % 2][b->n_bones];
}

/* In quarters: a vowel that the other has not. Where the other is written without short vowels it costs least. */
static unsigned lone(char c, bool other_written)
{
	return is_vowel(c) ? (other_written ? 1 : 2) : QUARTER;
}

static unsigned other(char a, char b)
{
	if (a == b)
		return 0;
	return is_vowel(a) == is_vowel(b) && (is_vowel(a) || bone(a) == bone(b)) ? 2 : QUARTER + 1;
}

static unsigned all_distance(const struct sound *a, const struct sound *b)
{
	unsigned rows[2][SOUND_MAX + 1];
	rows[0][0] = 0;
	for (unsigned k = 1; k <= b->n; k++)
		rows[0][k] = rows[0][k - 1] + lone(b->all[k - 1], a->written);
	for (unsigned i = 1; i <= a->n; i++) {
		const unsigned *above = rows[(i - 1) % 2];
		unsigned *row = rows[i % 2];
		unsigned drop = lone(a->all[i - 1], b->written);
		row[0] = above[0] + drop;
		for (unsigned k = 1; k <= b->n; k++)
			row[k] = least(above[k - 1] + other(a->all[i - 1], b->all[k - 1]),
			               least(above[k] + drop, row[k - 1] + lone(b->all[k - 1], a->written)));
	}
	return rows[a->n % 2][b->n];
}

double sound_difference(const struct sound *a, const struct sound *b)
{
	unsigned longer = a->n_bones > b->n_bones ? a->n_bones : b->n_bones;
	unsigned shorter = a->n_bones > b->n_bones ? b->n_bones : a->n_bones;
	if (shorter < MIN_BONES || (longer - shorter) * QUARTER > longer || bones_distance(a, b) * QUARTER > longer)
		return INFINITY;
	return all_distance(a, b) / (double)QUARTER / (a->n > b->n ? a->n : b->n);
}
