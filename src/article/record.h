/* Article records in JSON: one object each. User of jansson. */
#ifndef KHARITA_ARTICLE_RECORD_H
#define KHARITA_ARTICLE_RECORD_H

#include "article/article.h"
#include "article/fields.h"

/* One parsed JSON value, and where the reading of the articles in it stands. */
struct record;

/* Parses a value. *out is new and borrows from `json` until its first article is out: record_close(); NULL when it is no
 * JSON object: `why` tells then. ERR_NOMEM. */
enum err record_open(struct sv json, const struct fields *f, struct record **out, char why[256], struct error *e);
void record_close(struct record *r);

/* The next article of the value: the object itself when it has a text, else the objects in the lists that it holds, to
 * a few levels down. *more false behind the last. A record that is no article is a rejection of its own. *bad_date:
 * it has a date that none can read, left out. `source`: of a record without path and url. ERR_NOMEM. */
enum err record_next(struct record *r, const struct fields *f, const char *source, struct article_unit *out,
                     bool *bad_date, bool *more, struct error *e);

/* Whether the value holds a list of articles, whose sources are told apart by a number. */
bool record_is_list(const struct record *r);

/* True if the view is one JSON object. */
bool record_is_object(struct sv json);

#endif
