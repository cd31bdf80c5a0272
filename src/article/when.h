/* Dates as people and programs write them, to ISO 8601. Pure functions. */
#ifndef KHARITA_ARTICLE_WHEN_H
#define KHARITA_ARTICLE_WHEN_H

#include "base/sv.h"

enum { WHEN_BYTES = 40 };

/* The date in a string: ISO 8601 kept as it is; RFC 822 with time and zone; seconds or milliseconds since 1970;
 * 20210918; 18.9.2021, 2021/9/18; day, month and year with Arabic or English names of months, "19 June/Haziran 2021" in
 * Arabic too, any digits. Of 3/4/2021 the day comes first if `day_first`, else it is no date; 30/4/2021 and 4/30/2021
 * are clear. False, and "" in out, when there is none, or its year is not in 1990..2100. */
bool when_parse(struct sv s, bool day_first, char out[WHEN_BYTES]);

/* The date that an address holds: .../2021/09/18/... or .../2021-09-18-...; false if it holds none. */
bool when_in_url(struct sv url, char out[WHEN_BYTES]);

#endif
