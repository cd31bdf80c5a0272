/* What Unicode says of code points from U+0080 on, from tables that the build makes of ICU's (cmake/unicode_tables.c):
 * linking ICU itself costs every start more than a millisecond. unit.unicode holds them against ICU. Inside text/ only.
 * Thread-safe. */
#ifndef KHARITA_TEXT_UNICODE_H
#define KHARITA_TEXT_UNICODE_H

#include "text/charclass.h"

enum { UNICODE_MAX_PARTS = 18 };

/* Class by general category alone; of a CHAR_DIGIT its value, of anything else 0; lower case, else cp itself. */
enum char_class unicode_class(uint32_t cp);
unsigned unicode_digit(uint32_t cp);
uint32_t unicode_lower(uint32_t cp);

/* The full compatibility decomposition (NFKD) of a code point; returns how many parts, 0 for one that has none. */
size_t unicode_decompose(uint32_t cp, uint32_t parts[UNICODE_MAX_PARTS]);

#endif
