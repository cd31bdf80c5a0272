#include "article/page_parts.h"

#include "article/boilerplate.h"
#include "text/charclass.h"
#include "text/decode.h"

enum { LONG_RUN = 8, SHORT_RUN = 3, RUN_MAX_BYTES = 400, TEASER_WORDS = 60, TEASER_NODES = 12 };

/* A word counts when it has a letter or digit. */
static uint32_t count_words(struct sv text)
{
	uint32_t n = 0;
	bool inside = false;
	while (text.len) {
		size_t len;
		enum char_class c = char_class(utf8_next(text, &len));
		bool letter = c == CHAR_ARABIC || c == CHAR_LATIN || c == CHAR_DIGIT;
		n += letter && !inside;
		inside = letter || (inside && c != CHAR_SPACE && c != CHAR_NEWLINE);
		text = sv_skip(text, len);
	}
	return n;
}

static bool is_block(const struct node *n)
{
	return tag_kind(n->tag) != INLINE;
}

/* An inline element that holds blocks stands for one itself. */
static void count_own(const struct node *n, bool in_link, uint32_t *words, uint32_t *links)
{
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->dropped || is_block(c))
			continue;
		if (c->tag == TAG_TEXT) {
			uint32_t count = count_words(c->text);
			*words += count;
			*links += in_link ? count : 0;
		} else {
			count_own(c, in_link || c->tag == TAG_A, words, links);
		}
	}
}

void page_own_words(const struct node *n, uint32_t *words, uint32_t *link_words)
{
	bool in_link = false;
	for (const struct node *p = n; p && !in_link; p = p->parent)
		in_link = p->tag == TAG_A;
	*words = 0;
	*link_words = 0;
	count_own(n, in_link, words, link_words);
}

static bool is_hidden(const struct node *n)
{
	struct sv style = node_attribute(n, "style");
	if (node_has_attribute(n, "hidden") || sv_eq(node_attribute(n, "aria-hidden"), SV("true")))
		return true;
	return sv_find(style, SV("display:none"), 0) != SIZE_MAX ||
	       sv_find(style, SV("display: none"), 0) != SIZE_MAX ||
	       sv_find(style, SV("visibility:hidden"), 0) != SIZE_MAX;
}

static bool has_dropped_role(const struct node *n)
{
	static const char *const roles[] = {"navigation",    "banner",      "contentinfo", "search",
	                                    "complementary", "dialog",      "menu",        "menubar",
	                                    "toolbar",       "alertdialog", "tablist"};
	struct sv role = node_attribute(n, "role");
	for (size_t i = 0; role.len && i < sizeof roles / sizeof roles[0]; i++)
		if (sv_eq_cstr(role, roles[i]))
			return true;
	return false;
}

/* Marks the elements that hold one whose name says that it is an article's text: they are never dropped by name. */
static void mark_hinted(struct node *root)
{
	for (struct node *n = root; n; n = node_next(n, root)) {
		if (n->tag == TAG_TEXT || n->hinted)
			continue;
		struct hints h = n->hints;
		if (h.body && !h.drop)
			for (struct node *p = n; p && !p->hinted; p = p->parent)
				p->hinted = true;
	}
}

static bool is_outer(const struct node *n)
{
	return !n->parent || n->tag == TAG_HTML || n->tag == TAG_BODY || n->tag == TAG_MAIN || n->tag == TAG_H1;
}

static bool holds(const struct node *n, enum tag tag)
{
	for (const struct node *c = n; c; c = node_next(c, n))
		if (c->tag == tag)
			return true;
	return false;
}

static uint32_t words_below(const struct node *n, uint32_t most)
{
	uint32_t words = 0;
	for (const struct node *c = n; c && words <= most; c = node_next(c, n))
		words += c->tag == TAG_TEXT ? count_words(c->text) : 0;
	return words;
}

/* A place of the same page, such as a live blog's post; a bare '#' is a link that a script handles. */
static bool is_own_anchor(struct sv href)
{
	return href.len > 1 && href.ptr[0] == '#';
}

/* The link that a heading consists of leads to another page. */
static bool is_linked_heading(const struct node *n)
{
	const struct node *link = n->tag >= TAG_H2 && n->tag <= TAG_H5 ? n->first : NULL;
	while (link && link->tag == TAG_TEXT && !count_words(link->text))
		link = link->next;
	return link && link->tag == TAG_A && !is_own_anchor(node_attribute(link, "href")) &&
	       words_below(link, 100) == words_below(n, 100);
}

/* A box about another article: a heading that leads there, and few words. */
static bool is_teaser(const struct node *n)
{
	const struct node *heading = n->first;
	if (tag_kind(n->tag) != BLOCK || n->hinted || n->tag == TAG_TABLE)
		return false;
	for (size_t i = 0; i < TEASER_NODES && heading && !is_linked_heading(heading); i++)
		heading = node_next(heading, n);
	return heading && is_linked_heading(heading) && words_below(n, TEASER_WORDS) <= TEASER_WORDS &&
	       !holds(n, TAG_H1);
}

/* Whether an element is dropped, with all that it holds. */
static bool is_dropped(const struct node *n, bool trusting)
{
	if (n->tag == TAG_TEXT)
		return false;
	if (tag_kind(n->tag) == VOID)
		return true;
	if (is_outer(n))
		return false;
	if (is_hidden(n))
		return !n->hinted;
	if (trusting)
		return false;
	if (is_teaser(n))
		return true;
	struct hints h = n->hints;
	bool is_body = h.body && !h.drop;
	if (n->tag == TAG_FIGURE)
		return !holds(n, TAG_TABLE) && !holds(n, TAG_BLOCKQUOTE);
	if (n->tag == TAG_FOOTER || n->tag == TAG_ASIDE || has_dropped_role(n))
		return !n->hinted;
	if (h.drop)
		return !n->hinted;
	return h.modest && !is_body && !n->hinted && !h.lead && n->tag != TAG_ARTICLE && n->tag != TAG_P &&
	       !holds(n, TAG_H1);
}

/* Whether a short run says what sites say everywhere: rights reserved, subscribe. */
static bool is_boilerplate(struct arena *a, const struct node *n)
{
	struct sv text = node_text(a, n, RUN_MAX_BYTES);
	return text.len < RUN_MAX_BYTES && boilerplate_line(a, text) != BOILERPLATE_NONE;
}

/* Adds a block's own running text to all that hold it. */
static void sum_block(struct arena *a, struct node *n)
{
	uint32_t words;
	uint32_t links;
	page_own_words(n, &words, &links);
	if (!words)
		return;
	bool running = links * 2 < words && (words >= LONG_RUN || (words >= SHORT_RUN && n->tag == TAG_P)) &&
	               !(words < LONG_RUN * 5 && is_boilerplate(a, n));
	for (struct node *p = n; p; p = p->parent) {
		p->all_words += words;
		p->all_links += links;
		p->words += running ? words : 0;
		p->blocks += running && words >= LONG_RUN;
	}
}

uint32_t page_measure(struct arena *a, struct node *root, bool trusting)
{
	uint32_t order = 0;
	mark_hinted(root);
	for (struct node *n = root; n; n = node_next(n, root))
		n->order = ++order;
	for (struct node *n = root; n; n = n->dropped ? node_after(n, root) : node_next(n, root)) {
		n->words = n->blocks = n->all_words = n->all_links = 0;
		n->dropped = is_dropped(n, trusting);
	}
	for (struct node *n = root; n; n = n->dropped ? node_after(n, root) : node_next(n, root))
		if (!n->dropped && (is_block(n) || n == root))
			sum_block(a, n);
	return root->words;
}

static bool is_candidate(const struct node *n)
{
	return tag_kind(n->tag) == BLOCK && !n->dropped && n->words;
}

static bool is_body_candidate(const struct node *n)
{
	bool may_hold = tag_kind(n->tag) == BLOCK || n->tag == TAG_OTHER;
	return may_hold && !n->dropped && n->all_words > n->all_links && n->hints.body && !n->hints.drop;
}

/* The innermost of nested candidates that holds nearly all of the outer one's text. */
static struct node *tighten(struct node *n)
{
	for (struct node *c = node_next(n, n); c;) {
		if (c->dropped) {
			c = node_after(c, n);
			continue;
		}
		if (is_body_candidate(c) && c->words * 10 >= n->words * 8 && c->all_words * 10 >= n->all_words * 5)
			return tighten(c);
		c = node_next(c, n);
	}
	return n;
}

static const struct node *closest(const struct node *n, enum tag tag)
{
	while (n && n->tag != tag)
		n = n->parent;
	return n;
}

static bool holds_headline(const struct node *n)
{
	for (const struct node *c = n; c; c = node_next(c, n))
		if (c->tag == TAG_H1 && !c->dropped)
			return true;
	return false;
}

/* Whether another body belongs to the same page as the first: a later post of a live blog, a further part; not the next
 * article, which has a headline of its own. */
static bool belongs(const struct node *first, const struct node *other)
{
	struct sv a = node_attribute(first, "class");
	struct sv b = node_attribute(other, "class");
	const struct node *article = closest(other, TAG_ARTICLE);
	if (article && article != closest(first, TAG_ARTICLE) && holds_headline(article))
		return false;
	bool siblings = first->parent == other->parent ||
	                (first->parent && other->parent && first->parent->parent == other->parent->parent);
	return (a.len && sv_eq(a, b)) || siblings;
}

/* Elements whose names say that they hold an article's text. */
static size_t find_bodies(struct node *root, struct node **out, size_t max)
{
	struct node *best = NULL;
	size_t n = 0;
	for (struct node *c = root; c;) {
		bool candidate = is_body_candidate(c);
		bool larger = best && c->all_words > best->all_words;
		bool much_larger = best && c->all_words > best->all_words * 2;
		if (candidate && (!best || much_larger || (larger && !belongs(best, c))))
			best = c;
		c = candidate || c->dropped ? node_after(c, root) : node_next(c, root);
	}
	for (struct node *c = root; c && best && n < max;) {
		bool candidate = is_body_candidate(c);
		if (n && c->tag == TAG_H1 && !c->dropped)
			break; /* the next article of a page that goes on and on */
		if (candidate && (c == best || belongs(best, c)))
			out[n++] = tighten(c);
		c = candidate || c->dropped ? node_after(c, root) : node_next(c, root);
	}
	return n;
}

static bool is_semantic(const struct node *n)
{
	struct sv role = node_attribute(n, "role");
	return is_candidate(n) &&
	       (n->tag == TAG_ARTICLE || n->tag == TAG_MAIN || sv_eq(role, SV("main")) || sv_eq(role, SV("article")));
}

/* The <article> or <main> with the most text, if it has a fair share of the page's. */
static struct node *find_semantic(struct node *root)
{
	struct node *best = NULL;
	for (struct node *c = root; c; c = c->dropped ? node_after(c, root) : node_next(c, root))
		if (is_semantic(c) && (!best || c->words >= best->words))
			best = c;
	return best && best->words * 10 >= root->words * 3 ? best : NULL;
}

/* Goes down while one child holds most of the text, and stops where the paragraphs part. */
static struct node *descend(struct node *n)
{
	for (;;) {
		struct node *best = NULL;
		for (struct node *c = n->first; c; c = c->next)
			if (!c->dropped && c->words && (!best || c->words > best->words))
				best = c;
		if (!best || tag_kind(best->tag) == INLINE || best->tag == TAG_P || best->tag == TAG_UL ||
			best->tag == TAG_OL || best->tag == TAG_BLOCKQUOTE || best->tag == TAG_LI)
			return n;
		bool most = best->words * 20 >= n->words * 17;
		bool column = best->blocks >= 3 && best->words * 2 >= n->words;
		if (!most && !column)
			return n;
		if (best->blocks <= 1 && n->blocks > 1)
			return n;
		n = best;
	}
}

/* A summary that stands between the headline and the text. */
static struct node *find_lead(struct node *root, const struct node *headline, const struct node *main)
{
	for (struct node *c = root; c && c->order < main->order;
	     c = c->dropped ? node_after(c, root) : node_next(c, root)) {
		bool holds_main = false;
		if (c->dropped || c->tag == TAG_TEXT || c->words < LONG_RUN || (headline && c->order < headline->order))
			continue;
		for (const struct node *p = main; p && !holds_main; p = p->parent)
			holds_main = p == c;
		if (!holds_main && c->blocks <= 2 && c->hints.lead)
			return c;
	}
	return NULL;
}

size_t page_find_main(struct node *root, const struct node *headline, struct node **out, size_t max, struct node **lead)
{
	size_t n = find_bodies(root, out, max);
	*lead = NULL;
	if (!n) {
		struct node *start = find_semantic(root);
		out[0] = descend(start ? start : root);
		n = 1;
	}
	if (out[0]->all_words)
		*lead = find_lead(root, headline, out[0]);
	return n;
}
