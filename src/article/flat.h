/* Flat JSON objects, read without a tree: {"text": "...", "published": "...", "id": 7}, as nearly every line of an archive
 * is. The same as jansson reads them (tested against it); what it does not take is jansson's. */
#ifndef KHARITA_ARTICLE_FLAT_H
#define KHARITA_ARTICLE_FLAT_H

#include "base/sv.h"

enum { FLAT_MAX_MEMBERS = 64 };

struct flat_member {
	struct sv key;
	struct sv string; /* unescaped; of a string only */
	double number;    /* of a number only */
	enum { FLAT_STRING, FLAT_NUMBER, FLAT_OTHER } kind; /* other: true, false, null */
};

struct flat {
	struct flat_member members[FLAT_MAX_MEMBERS];
	size_t n;
	char *store; /* the bytes of keys and strings that have escapes; NULL without any */
	size_t n_store;
};

/* Reads one object that holds no lists, objects and NUL. False for anything else, be it well-formed or not, and without
 * memory. What it fills borrows from `json` and has memory of its own: flat_release(), after a failure, too. */
bool flat_parse(struct sv json, struct flat *out);
void flat_release(struct flat *f);

/* The member of that name, the last of several; NULL without one. */
const struct flat_member *flat_find(const struct flat *f, const char *name);

#endif
