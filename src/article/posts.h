/* Pages of a channel, which hold posts of several days: each becomes an article, because an article has one day. */
#ifndef KHARITA_ARTICLE_POSTS_H
#define KHARITA_ARTICLE_POSTS_H

#include "base/sv.h"

struct post {
	struct sv html; /* from its first element up to the next post */
	struct sv name; /* "channel/number"; empty when the page does not tell */
};

enum { POSTS_MAX = 512 };

/* The posts of a page that have a text, when they are of more than one day; else 0. Borrowed. */
size_t posts_find(struct sv page, struct post out[POSTS_MAX]);

/* The page up to the end of its head. */
struct sv posts_head(struct sv page);

#endif
