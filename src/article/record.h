/* Article records in JSON: one object each. User of jansson. */
#ifndef KHARITA_ARTICLE_RECORD_H
#define KHARITA_ARTICLE_RECORD_H

#include "article/article.h"

/* Fills a unit from one JSON object: text (or body, content), title, url (or link), published (or date, publish_date),
 * outlet (or publisher), path; *bad_date: it has a date that is not ISO 8601, left out. `fallback` is the source of a
 * record without path and url. What is no article comes back as a rejection: code and reason of the unit. ERR_NOMEM. */
enum err record_read(struct sv json, const char *fallback, struct article_unit *out, bool *bad_date, struct error *e);

/* True if the view is one JSON object. */
bool record_is_object(struct sv json);

#endif
