#include "text/charclass.h"
#include "text/decode.h"
#include "text/text.h"
#include "text/unicode.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* The UTF-8 of a letter, by its offset into U+0600..U+06FF. */
#define LETTER(offset) {(char)(0xD8 | (offset) >> 6), (char)(0x80 | ((offset) & 0x3F))}
#define ALEF LETTER(0x27)
#define BEH LETTER(0x28)
#define JEEM LETTER(0x2C)
#define REH LETTER(0x31)
#define ZAIN LETTER(0x32)
#define FEH LETTER(0x41)
#define KAF LETTER(0x43)
#define LAM LETTER(0x44)
#define HEH LETTER(0x47)
#define WAW LETTER(0x48)
#define YEH LETTER(0x4A)
#define SAME(offset) [offset] = LETTER(offset)
#define SAME4(offset) SAME(offset), SAME((offset) + 1), SAME((offset) + 2), SAME((offset) + 3)

/* What each letter of U+0600..U+06FF becomes, as UTF-8; zeros for what is no letter there. The letters that Persian, Kurdish
 * and Bedouin spelling add become the plain ones they are otherwise written with; the rest stay. */
static const char folded[256][2] = {
	[0x22] = ALEF, [0x23] = ALEF, [0x25] = ALEF, [0x71] = ALEF, [0x72] = ALEF, [0x73] = ALEF, [0x75] = ALEF,
	[0x24] = WAW, [0x76] = WAW, [0x77] = WAW, [0xC4] = WAW, [0xC5] = WAW, [0xC6] = WAW, [0xC7] = WAW, [0xC8] = WAW,
	[0xC9] = WAW, [0xCA] = WAW, [0xCB] = WAW, [0x26] = YEH, [0x49] = YEH, [0x78] = YEH, [0x20] = YEH, [0xCC] = YEH,
	[0xCD] = YEH, [0xCE] = YEH, [0xD0] = YEH, [0xD1] = YEH, [0xD2] = YEH, [0xD3] = YEH, [0x29] = HEH, [0xBE] = HEH,
	[0xC0] = HEH, [0xC1] = HEH, [0xC2] = HEH, [0xC3] = HEH, [0xD5] = HEH, [0xFF] = HEH, [0xA9] = KAF, [0xAA] = KAF,
	[0xAC] = KAF, [0xAD] = KAF, [0xAF] = KAF, [0xB0] = KAF, [0x7E] = BEH, [0x86] = JEEM, [0x98] = ZAIN, [0xA4] = FEH,
	[0x95] = REH, [0xB5] = LAM,
	SAME(0x21), SAME(0x27), SAME(0x28), SAME4(0x2A), SAME4(0x2E), SAME4(0x32), SAME4(0x36), SAME4(0x3A), SAME(0x3E),
	SAME(0x3F), SAME4(0x41), SAME4(0x45), SAME(0x4A), SAME(0x6E), SAME(0x6F), SAME(0x74), SAME4(0x79), SAME(0x7D),
	SAME4(0x7F), SAME(0x83), SAME(0x84), SAME(0x85), SAME4(0x87), SAME4(0x8B), SAME4(0x8F), SAME(0x93), SAME(0x94),
	SAME(0x96), SAME(0x97), SAME4(0x99), SAME4(0x9D), SAME(0xA1), SAME(0xA2), SAME(0xA3), SAME4(0xA5), SAME(0xAB),
	SAME(0xAE), SAME4(0xB1), SAME4(0xB6), SAME4(0xBA), SAME(0xBF), SAME(0xCF), SAME(0xE5), SAME(0xE6), SAME(0xEE),
	SAME(0xEF), SAME(0xFA), SAME(0xFB), SAME(0xFC),
};

/* Compatibility decomposition, case folding, marks dropped: everything that the table does not know. */
static size_t fold_slowly(uint32_t cp, char out[FOLD_MAX_BYTES])
{
	uint32_t parts[UNICODE_MAX_PARTS];
	size_t n = unicode_decompose(cp, parts);
	if (n == 0) {
		if (char_class(cp) == CHAR_DIGIT)
			cp = '0' + char_digit(cp);
		return utf8_put(unicode_lower(cp), out);
	}
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		char one[FOLD_MAX_BYTES];
		size_t bytes = parts[i] == cp ? utf8_put(cp, one) : char_fold(parts[i], one);
		if (len == 0 && parts[i] == ' ')
			continue; /* the carrier of a spacing mark */
		if (len + bytes <= FOLD_MAX_BYTES) {
			memcpy(out + len, one, bytes);
			len += bytes;
		}
	}
	return len;
}

size_t char_fold(uint32_t cp, char out[FOLD_MAX_BYTES])
{
	if (cp < 0x80) {
		out[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
		return 1;
	}
	enum char_class class = char_class(cp);
	if (class == CHAR_MARK || class == CHAR_TATWEEL || class == CHAR_IGNORED)
		return 0;
	if (class == CHAR_PUNCT && cp != 0x066B && cp != 0x066C)
		return utf8_put(cp, out);
	if (cp < 0x600 || cp >= 0x700)
		return fold_slowly(cp, out);
	if (class == CHAR_DIGIT) {
		out[0] = (char)('0' + (cp & 0x0F));
		return 1;
	}
	if (cp == 0x066B || cp == 0x066C) {
		out[0] = cp == 0x066B ? '.' : ',';
		return 1;
	}
	const char *letter = folded[cp - 0x600];
	if (!letter[0])
		return utf8_put(cp, out);
	memcpy(out, letter, 2);
	return 2;
}

/* The folded text as it grows. Few code points become longer by folding: room for as many bytes mostly does. */
struct folding {
	char *ptr;
	size_t len, cap;
};

static void folding_append(struct arena *a, struct folding *f, const char *bytes, size_t n)
{
	if (f->cap - f->len < n) {
		size_t cap = (f->cap + n) * 2;
		char *larger = arena_alloc(a, cap);
		if (!larger)
			return;
		if (f->len)
			memcpy(larger, f->ptr, f->len);
		f->ptr = larger;
		f->cap = cap;
	}
	memcpy(f->ptr + f->len, bytes, n);
	f->len += n;
}

/* Offset into U+0600..U+06FF of the code point that two bytes encode. */
static size_t arabic_offset(const char *two)
{
	return ((unsigned char)two[0] & 3u) << 6 | ((unsigned char)two[1] & 0x3Fu);
}

static bool is_arabic_lead(struct sv s)
{
	return ((unsigned char)s.ptr[0] & 0xFC) == 0xD8 && s.len >= 2 && ((unsigned char)s.ptr[1] & 0xC0) == 0x80;
}

size_t letters_fold(struct sv text, char *out, size_t room)
{
	size_t most = text.len < room ? text.len : room;
	size_t n = 0;
	while (n + 2 <= most && ((unsigned char)text.ptr[n] & 0xFC) == 0xD8) {
		const char *letter = folded[arabic_offset(text.ptr + n)];
		if (!letter[0])
			break;
		memcpy(out + n, letter, 2);
		n += 2;
	}
	return n;
}

/* Arabic letters and single blanks between them, as most words of the lexicon and of names are, folded into as many
 * bytes; false for anything else. */
static bool fold_plainly(struct sv s, char *to)
{
	for (size_t i = 0; i < s.len;) {
		size_t n = letters_fold(sv_skip(s, i), to + i, s.len - i);
		i += n;
		if (n && i == s.len)
			return true;
		if (!n || s.ptr[i] != ' ')
			return false;
		to[i++] = ' ';
	}
	return false;
}

struct sv text_fold(struct arena *a, struct sv utf8)
{
	struct folding f = {.ptr = utf8.len ? arena_alloc(a, utf8.len) : NULL};
	f.cap = f.ptr ? utf8.len : 0;
	if (f.ptr && fold_plainly(utf8, f.ptr))
		return (struct sv){f.ptr, utf8.len};
	bool gap = false;
	while (utf8.len) {
		size_t n;
		char one[FOLD_MAX_BYTES];
		struct sv bytes;
		if (is_arabic_lead(utf8) && folded[arabic_offset(utf8.ptr)][0]) {
			bytes = (struct sv){folded[arabic_offset(utf8.ptr)], 2};
			n = 2;
		} else {
			uint32_t cp = utf8_next(utf8, &n);
			enum char_class class = char_class(cp);
			bool dropped = class == CHAR_PUNCT && (char_is_quote(cp) || char_is_bracket(cp));
			if (class == CHAR_SPACE || class == CHAR_NEWLINE || class == CHAR_UNDERLINE) {
				gap = f.len > 0;
				dropped = true;
			}
			bytes = (struct sv){one, dropped ? 0 : char_fold(cp, one)};
		}
		utf8 = sv_skip(utf8, n);
		if (bytes.len == 0)
			continue;
		if (gap)
			folding_append(a, &f, " ", 1);
		gap = false;
		folding_append(a, &f, bytes.ptr, bytes.len);
	}
	return (struct sv){f.ptr ? f.ptr : "", f.len};
}

uint64_t text_hash(struct sv s)
{
	return XXH3_64bits(s.ptr, s.len);
}

double text_arabic_share(struct sv utf8)
{
	size_t arabic = 0;
	size_t letters = 0;
	for (size_t at = 0; at < utf8.len;) {
		enum char_class class;
		size_t run = letters_run(utf8, at);
		arabic += run / 2;
		letters += run / 2;
		at += run;
		if (at == utf8.len)
			break;
		at += char_read(utf8, at, &class);
		arabic += class == CHAR_ARABIC;
		letters += class == CHAR_ARABIC || class == CHAR_LATIN;
	}
	return letters ? (double)arabic / (double)letters : 0;
}
