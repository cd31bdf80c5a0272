/* Publication dates as inputs give them: ISO 8601 dates and date-times. */
#ifndef KHARITA_ARTICLE_PUBLISHED_H
#define KHARITA_ARTICLE_PUBLISHED_H

#include "base/sv.h"

/* "2021-09-18", "2021-09-18T14:03", "2021-09-18 14:03:59.5+03:00", "...Z"; a day that the calendar has. */
bool published_is_valid(struct sv s);

#endif
