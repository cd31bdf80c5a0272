/* Classes of code points, as the tokeniser sees them, and the folding of one code point. Inside text/ and article/ only.
 * Thread-safe: static tables. */
#ifndef KHARITA_TEXT_CHARCLASS_H
#define KHARITA_TEXT_CHARCLASS_H

#include "text/decode.h"

/* The letters stand in the tables of charclass.c. */
enum char_class {
	CHAR_END = 0,        /* behind the text */
	CHAR_SPACE = 'S',    /* white space and controls */
	CHAR_NEWLINE = 'N',  /* LF, CR, VT, FF, NEL, U+2028, U+2029 */
	CHAR_ARABIC = 'A',   /* letter of the Arabic script, presentation forms too */
	CHAR_TATWEEL = 'T',  /* U+0640 */
	CHAR_MARK = 'M',     /* combining mark */
	CHAR_IGNORED = 'I',  /* bidi controls, joiners, soft hyphen */
	CHAR_LATIN = 'L',    /* letter of any other script */
	CHAR_DIGIT = 'D',    /* decimal digit of any script */
	CHAR_UNDERLINE = 'U',
	CHAR_HASH = 'H',
	CHAR_PUNCT = 'P',    /* all else */
};

/* Classes of ASCII and of U+0600..U+06FF, and the class of everything else. */
extern const char char_ascii_class[128 + 1];
extern const char char_arabic_class[256 + 1];
enum char_class char_class_elsewhere(uint32_t cp);

static inline enum char_class char_class(uint32_t cp)
{
	if (cp < 0x80)
		return (enum char_class)char_ascii_class[cp];
	if (cp >= 0x600 && cp < 0x700)
		return (enum char_class)char_arabic_class[cp - 0x600];
	return char_class_elsewhere(cp);
}

/* The class of the character at byte `at` of a text that holds one there; returns its bytes. */
static inline size_t char_read(struct sv text, size_t at, enum char_class *class)
{
	const unsigned char *p = (const unsigned char *)text.ptr + at;
	if (p[0] < 0x80) {
		*class = (enum char_class)char_ascii_class[p[0]];
		return 1;
	}
	if ((p[0] & 0xFC) == 0xD8 && text.len - at >= 2 && (p[1] & 0xC0) == 0x80) {
		*class = (enum char_class)char_arabic_class[(p[0] & 3u) << 6 | (p[1] & 0x3Fu)];
		return 2;
	}
	size_t n;
	*class = char_class(utf8_next(sv_skip(text, at), &n));
	return n;
}

/* Bytes of the letters of U+0600..U+06FF that stand at byte `at` of a valid text, one behind the other. */
static inline size_t letters_run(struct sv text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t end = at;
	while (end + 2 <= text.len && (p[end] & 0xFC) == 0xD8 &&
	       char_arabic_class[(p[end] & 3u) << 6 | (p[end + 1] & 0x3Fu)] == CHAR_ARABIC)
		end += 2;
	return end - at;
}

/* Value of a CHAR_DIGIT, 0..9. */
unsigned char_digit(uint32_t cp);

/* Marks with a role, found in one sorted table each. */
bool char_is_quote(uint32_t cp);        /* any quotation mark, single or double */
bool char_is_bracket(uint32_t cp);      /* opening or closing */
bool char_is_closing(uint32_t cp);      /* closing bracket */
bool char_is_dash(uint32_t cp);         /* hyphen, dashes, minus, and a tatweel standing alone */
bool char_is_bullet(uint32_t cp);       /* opens an item of a list */
bool char_ends_sentence(uint32_t cp);

enum { FOLD_MAX_BYTES = 80 };

/* Writes the folded form of one code point (see text_fold) and returns its bytes, 0 where it is dropped. White
 * space and '_' are not handled here. */
size_t char_fold(uint32_t cp, char out[FOLD_MAX_BYTES]);

/* Folds the letters of U+0600..U+06FF that valid UTF-8 begins with, at most `room` bytes of them. Returns the bytes read,
 * and as many are written. */
size_t letters_fold(struct sv text, char *out, size_t room);

#endif
