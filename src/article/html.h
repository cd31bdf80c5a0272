/* HTML as a tree of elements and texts. User of libxml2. */
#ifndef KHARITA_ARTICLE_HTML_H
#define KHARITA_ARTICLE_HTML_H

#include "base/arena.h"
#include "base/error.h"

enum tag {
	TAG_TEXT,
	TAG_OTHER,
	TAG_CUSTOM, /* <amp-img> and the like: they stand as blocks */
#define X(symbol, name, kind) symbol,
#include "article/html_tag.def"
#undef X
	TAG_COUNT
};

enum tag_kind { INLINE, BLOCK, VOID, HEADING, ITEM };

struct attribute {
	struct sv name, value;
};

/* What the names of an element's classes and its identifier tell; filled by page_hint_all(). */
struct hints {
	bool body, drop, modest, lead;
};

/* Lies in the arena with all that it points at. */
struct node {
	struct node *parent, *first, *last, *next, *previous;
	struct attribute *attributes;
	size_t n_attributes;
	struct sv text;       /* of TAG_TEXT; of a script: its content */
	enum tag tag;
	/* Filled by page_measure(). Words are those with a letter or digit. */
	uint32_t words;       /* in running text, what is dropped left out */
	uint32_t blocks;      /* runs of text of eight words and more */
	uint32_t all_words, all_links; /* of any text below, and those of them in links */
	uint32_t order;       /* position in the document, from 1 */
	bool dropped;         /* no part of any article */
	struct hints hints;
	bool hinted;          /* its name says that it holds an article's text, or an element in it does */
};

/* No element of a page lies deeper. */
enum { HTML_MAX_DEPTH = 1000 };

/* Parses valid UTF-8. *root is the document, a node without a tag of its own. ERR_LIMIT beyond HTML_MAX_DEPTH or the
 * arena's ceiling; ERR_ENV without libxml2. No entity of the document's own is expanded, nothing is fetched. */
enum err html_parse(struct arena *a, struct sv utf8, struct node **root, struct error *e);

enum tag_kind tag_kind(enum tag tag);

/* The value of an attribute; empty when it is absent. */
struct sv node_attribute(const struct node *n, const char *name);
bool node_has_attribute(const struct node *n, const char *name);

/* The next node in the order of the document, inside of `top` only; NULL behind the last. node_after() passes over what
 * the node holds. */
struct node *node_next(const struct node *n, const struct node *top);
struct node *node_after(const struct node *n, const struct node *top);

/* All text below a node, white space folded, at most max_bytes; in the arena. */
struct sv node_text(struct arena *a, const struct node *n, size_t max_bytes);

#endif
