#include "text/decode.h"

/* Bytes of the sequence that `lead` opens; 0 for a byte that opens none. */
static size_t sequence_bytes(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* Decodes one sequence strictly (Unicode 15, table 3-7); 0 bytes when it is malformed or cut off. */
static size_t sequence_decode(const unsigned char *p, size_t room, uint32_t *cp)
{
	static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
	if (p[0] >= 0xC2 && p[0] <= 0xDF && room >= 2 && (p[1] & 0xC0) == 0x80) { /* most of an Arabic text */
		*cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		return 2;
	}
	size_t n = sequence_bytes(p[0]);
	if (n == 0 || n > room)
		return 0;
	if (n == 1) {
		*cp = p[0];
		return 1;
	}
	uint32_t value = p[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3Fu);
	}
	if (value < smallest[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*cp = value;
	return n;
}

enum { BLOCK = 64 };

/* Whether the block, which begins with a sequence, and the byte behind it hold nothing but ASCII and whole sequences of
 * two bytes. Without branches, so that compilers make it a few vector instructions. */
static bool is_plain_block(const unsigned char *p)
{
	unsigned char bad = (unsigned char)((p[0] & 0xC0) == 0x80);
	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char lead = (unsigned char)((p[i] & 0xE0) == 0xC0);
		unsigned char behind = (unsigned char)((p[i + 1] & 0xC0) == 0x80);
		unsigned char other = (unsigned char)((p[i] >= 0xE0) | ((p[i] & 0xFE) == 0xC0));
		bad |= (unsigned char)((lead ^ behind) | other);
	}
	return !bad;
}

size_t utf8_validate(struct sv s)
{
	size_t at = 0;
	const unsigned char *p = (const unsigned char *)s.ptr;
	while (at < s.len) {
		if (s.len - at > BLOCK && is_plain_block(p + at)) {
			at += p[at + BLOCK - 1] >= 0xC2 ? BLOCK + 1 : BLOCK;
			continue;
		}
		size_t end = s.len - at > BLOCK ? at + BLOCK : s.len; /* of what is looked at one by one */
		while (at < end) {
			uint32_t cp;
			size_t n = 1;
			if (p[at] >= 0xC2 && p[at] <= 0xDF && at + 1 < s.len && (p[at + 1] & 0xC0) == 0x80)
				n = 2;
			else if (p[at] >= 0x80)
				n = sequence_decode(p + at, s.len - at, &cp);
			if (n == 0)
				return at;
			at += n;
		}
	}
	return SIZE_MAX;
}

uint32_t utf8_next_strict(struct sv s, size_t *len)
{
	uint32_t cp = 0xFFFD;
	*len = sequence_decode((const unsigned char *)s.ptr, s.len, &cp);
	if (*len == 0)
		*len = 1;
	return cp;
}

size_t utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | (cp >> 18 & 0x07));
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}
