#include "gazetteer/filter.h"

#include "text/text.h"

enum { LETTER_BYTES = 2, BITS_PER_HASH = 12 };

size_t filter_size(size_t n_hashes)
{
	size_t size = 1;
	while (size * 64 < n_hashes * BITS_PER_HASH)
		size *= 2;
	return size;
}

void filter_add(uint64_t *words, size_t n, uint64_t hash)
{
	if (n)
		words[(hash >> 20) & (n - 1)] |= filter_bits(hash);
}

bool filter_likes(struct sv name, uint64_t hashes[FILTER_MAX_LETTERS + 1], size_t *n)
{
	char less[FILTER_MAX_LETTERS * LETTER_BYTES];
	*n = 0;
	if (name.len < 2 * LETTER_BYTES || name.len > sizeof less || name.len % LETTER_BYTES)
		return false;
	for (size_t i = 0; i < name.len; i += LETTER_BYTES)
		if (((unsigned char)name.ptr[i] & 0xE0) != 0xC0)
			return false;
	hashes[(*n)++] = text_hash(name);
	memcpy(less, name.ptr + LETTER_BYTES, name.len - LETTER_BYTES);
	for (size_t i = 0; i < name.len; i += LETTER_BYTES) { /* the letter at i is out */
		hashes[(*n)++] = text_hash(sv_make(less, name.len - LETTER_BYTES));
		memcpy(less + i, name.ptr + i, LETTER_BYTES);
	}
	return true;
}
