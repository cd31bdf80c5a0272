/* A document's text: decoded, tokenised, folded, with offsets into the original.
 *
 * Offsets named start/end are code points of the article's text as read (byte-order mark not counted, CRLF
 * counted as two), end exclusive; the output contract uses them. Everything lives in the arena given to
 * text_parse() and dies with it. A parsed text is read-only. */
#ifndef KHARITA_TEXT_TEXT_H
#define KHARITA_TEXT_TEXT_H

#include "base/arena.h"
#include "base/error.h"

enum token_kind {
	TOKEN_WORD,   /* Arabic letters (digits may follow: T-style codes in Arabic script) */
	TOKEN_LATIN,  /* Latin letters, possibly with digits: T2, SY24 */
	TOKEN_NUMBER, /* digits, ASCII or Eastern; `value` holds it; "2.5" and "1,200" are one token */
	TOKEN_PUNCT,  /* one punctuation mark, symbol or emoji: `mark` holds its code point */
};

enum token_flag {
	TOKEN_SPACE_BEFORE = 1,  /* white space stands before it */
	TOKEN_LINE_START = 2,    /* first token of a line */
	TOKEN_JOINED = 4,        /* glued to the token before by '_' (hashtag words) */
	TOKEN_HASHTAG = 8,       /* a '#' stands right before it, or before the word it is JOINED to */
	TOKEN_REPAIRED = 16,     /* censorship dots, spaced tatweel or split letters were taken out */
};

struct clitic_cut;

enum { KNOWN_WORDS = 16384 }; /* numbers of words that an arena keeps at most (known.h) */

struct token {
	uint32_t start, end;           /* code points in the original */
	uint32_t byte_start, byte_end; /* bytes in text.utf8 */
	struct sv norm;                /* folded form (text_fold); of PUNCT: the mark, quotes as '"', dashes as '-' */
	uint64_t hash;                 /* text_hash(norm) */
	double value;                  /* NUMBER */
	uint32_t mark;                 /* PUNCT: code point; quotes and brackets keep their own */
	uint32_t sentence;             /* index of its sentence */
	uint8_t kind;                  /* enum token_kind */
	uint8_t flags;                 /* enum token_flag */
	uint8_t n_cuts;
	uint16_t known;                /* 1..KNOWN_WORDS: one number, one word as written, within an epoch; 0: none */
	const struct clitic_cut *cuts; /* ways to cut clitics off it, by growing cut (clitic.h) */
};

/* Ends at . ! ? ؟ ؛-less line breaks; a dot inside a number, an abbreviation letter or a URL does not end one. */
struct sentence {
	uint32_t first_token, n_tokens;
	uint32_t start, end;           /* code points, white space at both ends left out */
	uint32_t byte_start, byte_end;
	uint32_t paragraph;            /* index; a paragraph ends at a line break */
};

struct text {
	struct sv utf8; /* the text as read, valid UTF-8 */
	uint32_t n_codepoints;
	struct token *tokens;
	size_t n_tokens;
	struct sentence *sentences;
	size_t n_sentences;
	size_t n_paragraphs;
	uint64_t known_epoch; /* of the numbers `known` of its tokens: words are numbered anew now and then; 0: none has one */
};

/* Tokenises valid UTF-8 (borrowed: it must outlive *out). ERR_LIMIT above 4 Gi code points or `max_tokens`. */
enum err text_parse(struct arena *a, struct sv utf8, size_t max_tokens, struct text *out, struct error *e);

/* The original bytes of tokens first..last inclusive, and of a code-point range's tokens. Borrowed. */
struct sv text_span(const struct text *t, size_t first, size_t last);
struct sv text_sentence(const struct text *t, size_t sentence);

/* Where the rest of a word begins once so many folded letters are cut off its front (a clitic split's `cut`): code
 * point in the original, behind their diacritics and tatweels; *byte (may be NULL) gets the byte. */
uint32_t text_cut(const struct text *t, const struct token *k, uint32_t letters, uint32_t *byte);

/* Folds a name or word as the gazetteer's keys and the tokens are folded: presentation forms (NFKC), no
 * diacritics U+064B-0652, U+0670, no tatweel, bidi marks, ZWNJ; alef forms to alef, ى ی to ي, ة to ه, ک to ك,
 * ؤ to و, ئ to ي, digits to ASCII, Latin to lower case, '_' and runs of white space to one space, quotes and
 * brackets dropped. New string in the arena. text_fold("دير_الزُّور") == "دير الزور" */
struct sv text_fold(struct arena *a, struct sv utf8);

/* Hash of a folded string; multi-word keys are the words joined with one space. XXH3, the same on every machine. */
uint64_t text_hash(struct sv folded);

/* Share of letters that are Arabic, 0..1; 0 for a text without letters. */
double text_arabic_share(struct sv utf8);

#endif
