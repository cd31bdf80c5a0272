/* How a name sounds, roughly enough that its spellings in Latin letters agree with each other and with the Arabic one. */
#ifndef KHARITA_GAZETTEER_SOUND_H
#define KHARITA_GAZETTEER_SOUND_H

#include "base/arena.h"

enum { SOUND_MAX = 48 };

/* One letter a sound: consonants that transliterations mix up share one (q and k; gh, g and j; th and t; dh and d), the
 * vowels are a, i, u. Articles, ayn, hamza, doubled letters, h at a word's end and the spaces are left out. */
struct sound {
	char all[SOUND_MAX];
	char bones[SOUND_MAX]; /* without the vowels; d as t, kh as h, g as k, z as s */
	uint8_t n, n_bones;
	bool written; /* from Arabic letters: short vowels are not there */
};

/* Of an Arabic or an English key (gazetteer_name_key(), gazetteer_english_key()); longer names are cut. With `bare` an
 * article glued to a Latin word goes too ("albukamal"). */
void sound_of(struct sv key, bool bare, struct sound *out);

/* 0 for the same sound; differences in consonants count 1, in vowels less, over the length. Infinite when the consonants
 * differ by more than one in four, or are fewer than two. */
double sound_difference(const struct sound *a, const struct sound *b);

#endif
