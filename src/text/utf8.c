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

/* Four letters of U+0600..U+07FF, in whichever byte order the machine has loaded them. */
static bool is_arabic(uint64_t eight)
{
	static const unsigned char masks[8] = {0xF8, 0xC0, 0xF8, 0xC0, 0xF8, 0xC0, 0xF8, 0xC0};
	static const unsigned char wanted[8] = {0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80};
	uint64_t mask, want;
	memcpy(&mask, masks, sizeof mask);
	memcpy(&want, wanted, sizeof want);
	return (eight & mask) == want;
}

size_t utf8_validate(struct sv s)
{
	size_t at = 0;
	while (at < s.len) {
		uint64_t eight;
		if (s.len - at >= sizeof eight) {
			memcpy(&eight, s.ptr + at, sizeof eight);
			if ((eight & UINT64_C(0x8080808080808080)) == 0 || is_arabic(eight)) {
				at += sizeof eight;
				continue;
			}
		}
		const unsigned char *p = (const unsigned char *)s.ptr + at;
		uint32_t cp;
		size_t n = p[0] < 0x80 ? 1 : sequence_decode(p, s.len - at, &cp);
		if (n == 0)
			return at;
		at += n;
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
