#include "text/unicode.h"

#include "text/unicode_tables.h"

/* Hangul syllables are made by arithmetic (Unicode 15, section 3.12). */
enum {
	SYLLABLE = 0xAC00,
	LEADING = 0x1100,
	VOWEL = 0x1161,
	TRAILING = 0x11A7,
	N_VOWELS = 21,
	N_TRAILING = 28,
	N_SYLLABLES = 11172
};

/* The run that holds a code point. */
static uint32_t run_of(uint32_t cp)
{
	size_t low = 0;
	size_t high = sizeof class_runs / sizeof *class_runs;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (class_runs[middle] >> 8 <= cp)
			low = middle;
		else
			high = middle;
	}
	return class_runs[low];
}

enum char_class unicode_class(uint32_t cp)
{
	return (enum char_class)(run_of(cp) & 0xFF);
}

unsigned unicode_digit(uint32_t cp)
{
	uint32_t run = run_of(cp);
	return (run & 0xFF) == CHAR_DIGIT ? (cp - (run >> 8)) % 10 : 0;
}

uint32_t unicode_lower(uint32_t cp)
{
	size_t low = 0;
	for (size_t high = sizeof lower_pairs / sizeof *lower_pairs; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (lower_pairs[middle][0] == cp)
			return lower_pairs[middle][1];
		if (lower_pairs[middle][0] < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return cp;
}

static size_t syllable_decompose(uint32_t index, uint32_t parts[UNICODE_MAX_PARTS])
{
	parts[0] = LEADING + index / (N_VOWELS * N_TRAILING);
	parts[1] = VOWEL + index / N_TRAILING % N_VOWELS;
	parts[2] = TRAILING + index % N_TRAILING;
	return parts[2] == TRAILING ? 2 : 3;
}

static size_t units_read(const uint16_t *units, size_t n, uint32_t parts[UNICODE_MAX_PARTS])
{
	size_t count = 0;
	for (size_t i = 0; i < n && count < UNICODE_MAX_PARTS; i++) {
		uint32_t part = units[i];
		if (part >= 0xD800 && part < 0xDC00 && i + 1 < n)
			part = 0x10000 + ((part - 0xD800) << 10) + (units[++i] - 0xDC00u);
		parts[count++] = part;
	}
	return count;
}

size_t unicode_decompose(uint32_t cp, uint32_t parts[UNICODE_MAX_PARTS])
{
	if (cp >= SYLLABLE && cp < SYLLABLE + N_SYLLABLES)
		return syllable_decompose(cp - SYLLABLE, parts);
	size_t low = 0;
	for (size_t high = sizeof decomposed / sizeof *decomposed; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (decomposed[middle] < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == sizeof decomposed / sizeof *decomposed || decomposed[low] != cp)
		return 0;
	return units_read(decomposed_units + decomposed_starts[low], decomposed_starts[low + 1] - decomposed_starts[low],
	                  parts);
}
