/* Filters over hashes: two bits of one 64-bit word each, so that a question costs one look into memory. What was put in is
 * always found; of the rest one in some thirty is, too. Private to this layer; thread-safe once filled. */
#ifndef KHARITA_GAZETTEER_FILTER_H
#define KHARITA_GAZETTEER_FILTER_H

#include "base/sv.h"

/* Words of a filter for so many hashes, a power of two. */
size_t filter_size(size_t n_hashes);

void filter_add(uint64_t *words, size_t n, uint64_t hash);

static inline uint64_t filter_bits(uint64_t hash)
{
	return UINT64_C(1) << (hash >> 52 & 63) | UINT64_C(1) << (hash >> 58 & 63);
}

/* True as well when the filter is empty: n 0. */
static inline bool filter_has(const uint64_t *words, size_t n, uint64_t hash)
{
	uint64_t bits = filter_bits(hash);
	return n == 0 || (words[(hash >> 20) & (n - 1)] & bits) == bits;
}

/* A name and all that is left of it when one of its letters is taken out. Two names that are one letter apart (one wrong,
 * one missing, two swapped) have one of these in common. False for what is no row of two-byte letters. */
enum { FILTER_MAX_LETTERS = 40 };
bool filter_likes(struct sv name, uint64_t hashes[FILTER_MAX_LETTERS + 1], size_t *n);

#endif
