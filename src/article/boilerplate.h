/* Lines that stand around articles: share buttons, "read also", size of type, tags. */
#ifndef KHARITA_ARTICLE_BOILERPLATE_H
#define KHARITA_ARTICLE_BOILERPLATE_H

#include "base/arena.h"

enum boilerplate {
	BOILERPLATE_NONE,
	BOILERPLATE_LINE, /* the line is none of the article's */
	BOILERPLATE_LIST, /* nor are the titles in the lines behind it */
	BOILERPLATE_REST, /* nor is anything behind it */
};

/* What one line (without its end) is. The arena is used for scratch. */
enum boilerplate boilerplate_line(struct arena *a, struct sv line);

/* The text with a blank for each character of such lines: the same number of code points, and line ends kept. Borrowed
 * when there are none, else in the arena. */
struct sv boilerplate_blank(struct arena *a, struct sv text);

#endif
