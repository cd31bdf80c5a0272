/* Cursor over code points, and the words that it reads: censorship repaired, folded. Inside text/ only. */
#ifndef KHARITA_TEXT_SCAN_H
#define KHARITA_TEXT_SCAN_H

#include "base/sv.h"
#include "text/charclass.h"

/* A word longer than this is cut, so that nothing downstream meets a megabyte of letters. */
enum { WORD_MAX_BYTES = 512, WORD_MAX_CODEPOINTS = 1024 };

struct cursor {
	struct sv text;
	size_t byte;
	uint32_t codepoint;
};

/* The code point under the cursor (in valid UTF-8), its class and its bytes; CHAR_END behind the text. */
enum char_class cursor_peek(const struct cursor *c, uint32_t *cp, size_t *bytes);

/* Moves over one code point of so many bytes. */
static inline void cursor_step(struct cursor *c, size_t bytes)
{
	c->byte += bytes;
	c->codepoint++;
}

/* A word as read: what the cursor moved over is its span. */
struct word {
	char norm[WORD_MAX_BYTES];
	size_t norm_len;
	bool repaired;
	double value; /* of a number */
};

/* Whether a word of letters that ends at byte `at` goes no further, whatever follows: none of the marks that may stand within
 * a censored word stands there (a quotation mark may), or a blank behind one mark. */
bool scan_ends_plainly(struct sv s, size_t at);

/* Reads a word of letters only that ends plainly, with nothing inside or behind it to look at twice: its folded form goes
 * to `out`. Returns its bytes and moves behind it; 0 leaves the cursor, for scan_arabic(). */
enum { PLAIN_MAX_BYTES = 64 };
size_t scan_plain(struct cursor *c, char out[PLAIN_MAX_BYTES]);

/* The same of one with marks, tatweels or invisible characters inside: its folded form goes to w->norm, its bytes are returned. */
size_t scan_marked(struct cursor *c, struct word *w);

/* Each reads one token at the cursor, which stands on the class named, and moves behind it. */
void scan_arabic(struct cursor *c, struct word *w); /* CHAR_ARABIC; CHAR_TATWEEL before a letter */
void scan_latin(struct cursor *c, struct word *w);  /* CHAR_LATIN */
void scan_number(struct cursor *c, struct word *w); /* CHAR_DIGIT */

/* Whether the tatweel under the cursor opens a (broken) word; else it stands for a dash. */
bool scan_tatweel_opens_word(const struct cursor *c);

#endif
