#include "text/charclass.h"
#include "text/decode.h"
#include "text/text.h"
#include "text/unicode.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Offsets into U+0600..U+06FF of the targets below. */
enum {
	ALEF = 0x0627,
	BEH = 0x0628,
	JEEM = 0x062C,
	REH = 0x0631,
	ZAIN = 0x0632,
	FEH = 0x0641,
	KAF = 0x0643,
	LAM = 0x0644,
	HEH = 0x0647,
	WAW = 0x0648,
	YEH = 0x064A,
};

/* What a letter of U+0600..U+06FF becomes; 0 keeps it. Marks and tatweel are dropped by their class. The letters
 * that Persian, Kurdish and Bedouin spelling add become the plain ones they are otherwise written with. */
static const uint16_t folded[256] = {
	[0x22] = ALEF, [0x23] = ALEF, [0x25] = ALEF, [0x71] = ALEF, [0x72] = ALEF, [0x73] = ALEF, [0x75] = ALEF,
	[0x24] = WAW,  [0x76] = WAW,  [0x77] = WAW,  [0xC4] = WAW,  [0xC5] = WAW,  [0xC6] = WAW,  [0xC7] = WAW,
	[0xC8] = WAW,  [0xC9] = WAW,  [0xCA] = WAW,  [0xCB] = WAW,  [0x26] = YEH,  [0x49] = YEH,  [0x78] = YEH,
	[0x20] = YEH,  [0xCC] = YEH,  [0xCD] = YEH,  [0xCE] = YEH,  [0xD0] = YEH,  [0xD1] = YEH,  [0xD2] = YEH,
	[0xD3] = YEH,  [0x29] = HEH,  [0xBE] = HEH,  [0xC0] = HEH,  [0xC1] = HEH,  [0xC2] = HEH,  [0xC3] = HEH,
	[0xD5] = HEH,  [0xFF] = HEH,  [0xA9] = KAF,  [0xAA] = KAF,  [0xAC] = KAF,  [0xAD] = KAF,  [0xAF] = KAF,
	[0xB0] = KAF,  [0x7E] = BEH,  [0x86] = JEEM, [0x98] = ZAIN, [0xA4] = FEH,  [0x95] = REH,  [0xB5] = LAM,
	[0x6B] = '.',  [0x6C] = ',',
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
	uint32_t to = folded[cp - 0x600];
	return utf8_put(to ? to : cp, out);
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

/* A letter of U+0600..U+06FF, folded. */
static struct sv fold_letter(const char *letter, char out[FOLD_MAX_BYTES])
{
	uint32_t to = folded[arabic_offset(letter)];
	return to ? (struct sv){out, utf8_put(to, out)} : (struct sv){letter, 2};
}

size_t letters_fold(struct sv text, char *out, size_t room)
{
	size_t most = text.len < room ? text.len : room;
	size_t n = 0;
	while (n + 2 <= most && ((unsigned char)text.ptr[n] & 0xFC) == 0xD8) {
		size_t offset = arabic_offset(text.ptr + n);
		if (char_arabic_class[offset] != CHAR_ARABIC)
			break;
		size_t to = folded[offset] ? folded[offset] & 0xFFu : offset;
		out[n++] = (char)(0xD8 | to >> 6);
		out[n++] = (char)(0x80 | (to & 0x3F));
	}
	return n;
}

/* Arabic letters and single blanks between them, as most words of the lexicon and of names are, folded into as many
 * bytes; false for anything else. */
static bool fold_plainly(struct sv s, char *to)
{
	bool gap = true;
	for (size_t i = 0; i < s.len;) {
		struct sv rest = sv_skip(s, i);
		if (is_arabic_lead(rest) && char_arabic_class[arabic_offset(rest.ptr)] == CHAR_ARABIC) {
			uint32_t cp = 0x600 + (uint32_t)arabic_offset(rest.ptr);
			cp = folded[cp - 0x600] ? folded[cp - 0x600] : cp;
			to[i++] = (char)(0xC0 | cp >> 6);
			to[i++] = (char)(0x80 | (cp & 0x3F));
			gap = false;
		} else if (rest.ptr[0] == ' ' && !gap) {
			to[i++] = ' ';
			gap = true;
		} else {
			return false;
		}
	}
	return !gap;
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
		if (is_arabic_lead(utf8) && char_arabic_class[arabic_offset(utf8.ptr)] == CHAR_ARABIC) {
			bytes = fold_letter(utf8.ptr, one);
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
		at += char_read(utf8, at, &class);
		arabic += class == CHAR_ARABIC;
		letters += class == CHAR_ARABIC || class == CHAR_LATIN;
	}
	return letters ? (double)arabic / (double)letters : 0;
}
