/* Charset detection and decoding: whatever bytes come in, valid UTF-8 goes on. User of ICU. */
#ifndef KHARITA_TEXT_DECODE_H
#define KHARITA_TEXT_DECODE_H

#include "base/arena.h"
#include "base/error.h"

/* Decodes a file's bytes: BOM, valid UTF-8, UTF-16 with or without BOM, Windows-1256 and what else ICU detects.
 * `declared` is a charset named by the input (HTML, HTTP) or empty. The byte-order mark is dropped. The result
 * is borrowed from `bytes` when they already are UTF-8, else lies in the arena. *charset gets a static or arena
 * name for the record. ERR_DATA for binary content or when bytes fit no charset. */
enum err text_decode(struct arena *a, struct sv bytes, struct sv declared, struct sv *utf8, struct sv *charset,
                     struct error *e);

/* Offset of the first invalid UTF-8 byte, or SIZE_MAX. */
size_t utf8_validate(struct sv s);

/* Decodes one code point at s.ptr (valid UTF-8, s.len > 0); *len gets its bytes. A malformed byte is U+FFFD. */
uint32_t utf8_next_strict(struct sv s, size_t *len);

static inline uint32_t utf8_next(struct sv s, size_t *len)
{
	unsigned char first = (unsigned char)s.ptr[0];
	if (first < 0x80) {
		*len = 1;
		return first;
	}
	return utf8_next_strict(s, len);
}

/* Writes one code point; returns its bytes (1..4). */
size_t utf8_put(uint32_t cp, char out[4]);

#endif
