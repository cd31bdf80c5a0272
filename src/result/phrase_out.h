/* Phrases and sentences of an article as JSON texts. Belongs to result/result_json.c. */
#ifndef KHARITA_RESULT_PHRASE_OUT_H
#define KHARITA_RESULT_PHRASE_OUT_H

#include "base/arena.h"
#include "base/buf.h"

enum { PHRASES_KEPT = 32 };

/* The phrases that a line holds already, by their address: most sentences stand with several mentions and an incident.
 * Zeroed for a new line. */
struct phrases_out {
	struct written {
		struct sv phrase;
		size_t first, len; /* its JSON in the line's buffer */
	} written[PHRASES_KEPT];
};

/* A part of an article's text in quotes, its white space collapsed; of a very long one the words around a place in it
 * (`around`, NULL: its beginning), since a text without sentence ends would otherwise be repeated whole with each of its
 * mentions. null for the empty one. */
void phrase_write(struct phrases_out *p, struct arena *scratch, struct buf *b, struct sv s, const char *around);

#endif
