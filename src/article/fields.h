/* Which field of a JSON record, or column of a table, holds what. */
#ifndef KHARITA_ARTICLE_FIELDS_H
#define KHARITA_ARTICLE_FIELDS_H

#include "base/error.h"
#include "base/sv.h"

enum field { FIELD_TEXT, FIELD_TITLE, FIELD_URL, FIELD_PUBLISHED, FIELD_OUTLET, FIELD_PATH, FIELD_COUNT };

enum { FIELDS_MAX_COLUMNS = 256 };

/* Borrows from the options it was made of. */
struct fields {
	struct sv mapped[FIELD_COUNT];           /* the user's name of a field; empty: the usual ones */
	struct sv columns[FIELDS_MAX_COLUMNS];   /* of a table without a header */
	size_t n_columns;
};

/* `maps`: "text=body", the field's name on the left, dots lead into objects; `columns`: names parted by commas, or
 * NULL. ERR_USAGE for what is neither. */
enum err fields_parse(struct fields *out, const char *const *maps, size_t n_maps, const char *columns, struct error *e);

/* How well a name stands for a field: 0 not at all, else the higher the better. */
unsigned fields_rank(const struct fields *f, enum field field, struct sv name);

/* The i-th usual name of a field; NULL behind the last. */
const char *fields_usual_name(enum field field, size_t i);

#endif
