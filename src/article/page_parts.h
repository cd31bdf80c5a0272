/* The steps of page_read(). Inside article/ only. */
#ifndef KHARITA_ARTICLE_PAGE_PARTS_H
#define KHARITA_ARTICLE_PAGE_PARTS_H

#include "article/html.h"
#include "article/when.h"

/* Fills the hints of all nodes. Once, before the other steps. */
void page_hint_all(struct node *root);

/* Numbers the nodes, drops what is no part of an article, counts words. `trusting`: nothing is dropped for the name of
 * its class. The arena is used for scratch. Returns the words left. */
uint32_t page_measure(struct arena *a, struct node *root, bool trusting);

/* The elements that hold the main text, in the order of the document; at most max. The first one's *lead is a summary
 * that stands above it, or NULL. */
size_t page_find_main(struct node *root, const struct node *headline, struct node **out, size_t max,
                      struct node **lead);

/* Running text: words, and those in links, of a node's own lines, what stands in blocks inside of it left out. */
void page_own_words(const struct node *n, uint32_t *words, uint32_t *link_words);

/* The text of elements: a line per block, blocks parted by an empty line. `title` is left out. `all`: nothing is
 * dropped for its links. */
struct sv page_text(struct arena *a, struct node *const *parts, size_t n, struct sv title, bool all);

/* What the page says of itself in meta elements, links and JSON-LD; each by its rank, the higher the better. */
enum fact { FACT_TITLE, FACT_URL, FACT_OUTLET, FACT_PUBLISHED, FACT_BODY, FACT_COUNT };
struct facts {
	struct sv values[FACT_COUNT];
	unsigned ranks[FACT_COUNT];
};
void page_meta(struct arena *a, const struct node *root, struct facts *out);
void facts_offer(struct facts *f, enum fact fact, struct sv value, unsigned rank);

/* The same from one JSON-LD script; what is no JSON is passed over. User of jansson. */
void page_json_ld(struct arena *a, struct sv json, struct facts *out);

/* The date that time elements or the visible text near the headline tell; false without one. */
bool page_visible_date(struct arena *a, const struct node *root, const struct node *headline, const struct node *main,
                       char out[WHEN_BYTES]);

/* The headline's element; NULL without one. `title` as the meta elements have it, perhaps empty. */
struct node *page_headline(struct arena *a, struct node *root, struct sv title);

/* A title without the site's name behind a bar or dash. */
struct sv page_bare_title(struct sv title, struct sv site, struct sv headline);

/* The part of a title between such marks that stands by itself in the page; the title if there is none. */
struct sv page_shown_title(const struct node *root, struct sv title);

#endif
