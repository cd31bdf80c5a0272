/* Sets of up to 64 small numbers, a bit each. */
#ifndef KHARITA_BASE_BITS_H
#define KHARITA_BASE_BITS_H

#include <stdint.h>

/* The least member of a set that is not empty: its lowest bit times a de Bruijn sequence has another six bits on top for
 * each place (Leiserson, Prokop, Randall, "Using de Bruijn Sequences to Index a 1 in a Computer Word", 1998). */
static inline unsigned bits_least(uint64_t set)
{
	static const uint8_t place[64] = {0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28, 62, 5,  39, 46, 44, 42,
	                                  22, 9,  24, 35, 59, 56, 49, 18, 29, 11, 63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21,
	                                  23, 58, 17, 10, 51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};
	return place[((set & (0 - set)) * UINT64_C(0x022FDD63CC95386D)) >> 58];
}

#endif
