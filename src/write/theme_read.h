/* Reads JSON objects into C structs by tables, so that a wrong member is reported with its path and its reason. */
#ifndef KHARITA_WRITE_THEME_READ_H
#define KHARITA_WRITE_THEME_READ_H

#include "write/theme.h"

#include <jansson.h>

enum field_kind {
	FIELD_NUMBER,   /* double within min..max */
	FIELD_UNSIGNED, /* unsigned within min..max */
	FIELD_BOOL,
	FIELD_STRING,   /* const char *, copied into the arena; never empty */
	FIELD_COLOUR,   /* struct colour */
	FIELD_SHAPE,    /* enum marker_shape */
	FIELD_DASHES,   /* struct line_style: dash_mm and n_dashes */
	FIELD_OBJECT,   /* struct by `fields` */
	FIELD_LIST,     /* array of structs by `fields`, count at count_offset */
	FIELD_STRINGS,  /* const char *[capacity], exactly that many */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset;
	double min, max;
	bool optional;
	const struct field *fields;
	size_t n_fields;
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
                           const struct field *fields, size_t n_fields, void *base);

#endif
