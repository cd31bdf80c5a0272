/* Reads JSON objects into C structs by tables, so that a wrong member is reported with its path and its reason. */
#ifndef KHARITA_WRITE_THEME_READ_H
#define KHARITA_WRITE_THEME_READ_H

#include "write/theme.h"

#include <jansson.h>

enum member_kind {
	MEMBER_NUMBER,   /* double within min..max */
	MEMBER_UNSIGNED, /* unsigned within min..max */
	MEMBER_BOOL,
	MEMBER_STRING,   /* const char *, copied into the arena; never empty */
	MEMBER_COLOUR,   /* struct colour */
	MEMBER_SHAPE,    /* enum marker_shape */
	MEMBER_DASHES,   /* struct line_style: dash_mm and n_dashes */
	MEMBER_OBJECT,   /* struct by `members` */
	MEMBER_LIST,     /* array of structs by `members`, count at count_offset */
	MEMBER_STRINGS,  /* const char *[capacity], exactly that many */
};

struct member {
	const char *name;
	enum member_kind kind;
	size_t offset;
	double min, max;
	bool optional;
	const struct member *members;
	size_t n_members;
	size_t count_offset, stride, capacity;
};

struct theme_reader {
	struct arena *arena;
	const char *file; /* for messages */
	struct error *error;
};

/* Fills *base from a JSON object. A member "comment" is allowed anywhere. ERR_DATA: the message holds file, path of
 * the member and reason. `path` is the object's own path, "" for the root. */
enum err theme_read_object(const struct theme_reader *r, json_t *object, const char *path,
                           const struct member *members, size_t n_members, void *base);

#endif
