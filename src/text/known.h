/* Words met before: a word as written, with all that the tokeniser makes of it, so that an ordinary word is folded, hashed
 * and cut once and not in every article again. Kept with the arena (arena_kept()), so one thread's. Inside text/ only. */
#ifndef KHARITA_TEXT_KNOWN_H
#define KHARITA_TEXT_KNOWN_H

#include "text/clitic.h"
#include "text/text.h"

enum {
	KEY_WORDS = 4,
	KEY_BYTES = 8 * KEY_WORDS,    /* of a word at most, with the comma glued to it */
	KEY_READABLE = KEY_BYTES + 8, /* bytes that must be left of the text where a word is looked up */
	KNOWN_SLOT_BITS = 15,
	KNOWN_SLOTS = 1 << KNOWN_SLOT_BITS,
	KNOWN_CUTS = KNOWN_WORDS + KNOWN_WORDS / 2,
	KNOWN_RESTORED_BYTES = 64 * 1024,
};

/* The bytes as written up to the next ASCII one, zeros behind. */
struct word_key {
	uint64_t part[KEY_WORDS];
};

/* A word that is not broken by marks of censorship, and that ends plainly (scan_ends_plainly()). */
struct known_word {
	struct word_key key;
	char norm[KEY_BYTES];
	uint64_t hash;      /* text_hash() of the folded word */
	uint32_t first_cut; /* in the cuts of all words */
	uint8_t n_cuts;
	uint8_t bytes, codepoints; /* as written */
	uint8_t norm_len;
};

struct known_words {
	uint32_t n_words, n_cuts, n_restored;
	uint64_t epoch;  /* changes whenever words are forgotten: a number means the same word only within one */
	uint32_t resets; /* of the arena, when a text last began to use this */
	bool full;
	uint16_t slots[KNOWN_SLOTS]; /* open addressing: number of a word, 1 and up; 0 free */
	struct known_word words[KNOWN_WORDS];
	struct clitic_cut cuts[KNOWN_CUTS]; /* of all words */
	char restored[KNOWN_RESTORED_BYTES]; /* residues that are no part of their word */
};

/* The words that the arena keeps: valid, with all that is borrowed from them, until its reset. Forgets them first when there
 * was no more room and the arena has been reset since the last call. NULL without memory. */
struct known_words *known_open(struct arena *a);

/* Notes a word whose key, hash, bytes and codepoints are given, with copies of the rest. Returns its number, 0 when there is
 * no room. */
uint32_t known_add(struct known_words *k, const struct known_word *w, struct sv norm, const struct clitic_cut *cuts,
                   size_t n_cuts);

/* Eight bytes, the first the lowest; compilers make one load of it. */
static inline uint64_t word_key_part(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
	       (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* The key of what stands at p, where KEY_READABLE bytes must be; returns its bytes, 0 for none or too many. */
static inline size_t word_key_read(const char *p, struct word_key *out)
{
	const uint64_t high_bits = UINT64_C(0x8080808080808080);
	*out = (struct word_key){{0, 0, 0, 0}};
	for (size_t i = 0; i < KEY_WORDS; i++) {
		uint64_t part = word_key_part(p + 8 * i);
		uint64_t ascii = ~part & high_bits;
		if (ascii) {
			uint64_t first = (ascii & (0 - ascii)) >> 7; /* the lowest bit of the first ASCII byte */
			out->part[i] = part & (first - 1);
			return 8 * i + (size_t)((first * UINT64_C(0x0001020304050607)) >> 56);
		}
		out->part[i] = part;
	}
	return (unsigned char)p[KEY_BYTES] < 0x80 ? KEY_BYTES : 0;
}

/* The slot of a key, or the free one where it belongs. */
static inline size_t known_slot(const struct known_words *k, const struct word_key *key)
{
	uint64_t a = key->part[0], b = key->part[1], c = key->part[2], d = key->part[3];
	uint64_t h = (a * UINT64_C(0x9E3779B97F4A7C15)) ^ (b * UINT64_C(0xC2B2AE3D27D4EB4F)) ^
	             (c * UINT64_C(0x165667B19E3779F9)) ^ (d * UINT64_C(0xD6E8FEB86659FD93));
	size_t slot = (size_t)(h >> (64 - KNOWN_SLOT_BITS));
	for (; k->slots[slot]; slot = (slot + 1) & (KNOWN_SLOTS - 1)) {
		const uint64_t *part = k->words[k->slots[slot] - 1].key.part;
		if (((part[0] ^ a) | (part[1] ^ b) | (part[2] ^ c) | (part[3] ^ d)) == 0)
			break;
	}
	return slot;
}

#endif
