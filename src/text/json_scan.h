/* Strict JSON (RFC 8259) token by token: the one scanner of the readers of records (article/flat.h) and of results
 * (write/json_tree.h), which take and refuse what jansson does. It allocates nothing and copies no text without an
 * escape. Pure: thread-safe for distinct scanners.
 *
 * A function that returns false has met no such token; `wrong` then says why, and `at` stands somewhere in it. */
#ifndef KHARITA_TEXT_JSON_SCAN_H
#define KHARITA_TEXT_JSON_SCAN_H

#include "base/sv.h"

/* Lists and objects within each other; jansson's limit, too. */
enum { JSON_DEPTH_MAX = 2048 };

struct json_scan {
	const char *at, *end;
	const char *wrong; /* of the first refusal; NULL so far */
};

struct json_scan_number {
	bool whole;      /* without point and exponent */
	int64_t integer; /* if whole */
	double real;     /* if not: the nearest double, as strtod() has it */
};

/* Notes the reason unless there is one already; false. */
bool json_scan_fail(struct json_scan *s, const char *why);

static inline void json_scan_blanks(struct json_scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r'))
		s->at++;
}

/* Moves over that byte if it is there; never `wrong`. */
static inline bool json_scan_take(struct json_scan *s, char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* Behind the opening quote: *raw gets the bytes up to the closing one, borrowed, valid UTF-8, and whether they hold
 * escapes, for json_scan_unescape(). Moves behind the closing quote. */
bool json_scan_string(struct json_scan *s, struct sv *raw, bool *escaped);

/* Writes what the `raw` of json_scan_string() means to `to`, which has room for raw.len bytes; *n gets how many they
 * are. They may hold NUL. */
bool json_scan_unescape(struct json_scan *s, struct sv raw, char *to, size_t *n);

/* At a sign or digit. */
bool json_scan_number(struct json_scan *s, struct json_scan_number *out);

/* At a letter: 'n', 't', 'f' for null, true, false. */
bool json_scan_word(struct json_scan *s, char *out);

#endif
