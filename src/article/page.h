/* Web pages: the main text and what the page says of itself. */
#ifndef KHARITA_ARTICLE_PAGE_H
#define KHARITA_ARTICLE_PAGE_H

#include "article/html.h"

struct page {
	struct sv text; /* paragraphs parted by an empty line, lines by one line end; the headline is not in it */
	struct sv title, url, outlet;
	struct sv published; /* ISO 8601 */
};

/* Takes a page apart; unknown fields are empty. `fragment`: the markup is an article's text alone. Everything lies in
 * the arena. Errors of html_parse(); ERR_REJECTED for a page without a main text. */
enum err page_read(struct arena *a, struct sv utf8, bool fragment, struct page *out, struct error *e);

/* The charset that the first bytes of a page declare; empty if none. */
struct sv page_charset(struct sv bytes);

#endif
