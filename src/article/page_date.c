#include "article/page_parts.h"
#include "text/charclass.h"
#include "text/decode.h"

#include <stdio.h>

enum { BLOCK_MAX_BYTES = 160, GOOD = 4, MAIN_WORDS_MAX = 4, LINE_WORDS_MAX = 10 };

/* Words that tell which of two dates it is. Folding is not needed: these are how sites write them. */
static const struct {
	struct sv word;
	int weight;
} labels[] = {
#define X(word, weight, gloss) {{word, sizeof(word) - 1}, weight},
#include "article/date_label.def"
#undef X
};

static int label_weight(struct sv text)
{
	int weight = 0;
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (sv_find(text, labels[i].word, 0) != SIZE_MAX)
			weight += labels[i].weight;
	return weight;
}

static struct sv names_of(struct arena *a, const struct node *n)
{
	struct sv parts[3] = {node_attribute(n, "class"), node_attribute(n, "id"), node_attribute(n, "itemprop")};
	return arena_join(a, parts, 3, SV(" "));
}

/* Part of what a page repeats everywhere, or of another article's teaser or a comment. */
static bool is_aside(const struct node *n)
{
	bool in_article = false;
	for (const struct node *p = n; p && !in_article; p = p->parent)
		in_article = p->tag == TAG_ARTICLE;
	for (; n && n->tag != TAG_ARTICLE; n = n->parent) {
		if (n->tag == TAG_NAV || (n->tag == TAG_FOOTER && !in_article) || n->tag == TAG_ASIDE ||
			n->tag == TAG_SCRIPT)
			return true;
		if (n->tag == TAG_TEXT || n->hinted || n->tag == TAG_BODY || n->tag == TAG_HTML)
			continue;
		struct hints h = n->hints;
		struct sv id = node_attribute(n, "id");
		if (h.drop && (sv_find(node_attribute(n, "class"), SV("related"), 0) != SIZE_MAX ||
		               sv_find(node_attribute(n, "class"), SV("comment"), 0) != SIZE_MAX ||
		               sv_find(node_attribute(n, "class"), SV("caption"), 0) != SIZE_MAX ||
		               sv_find(node_attribute(n, "class"), SV("sidebar"), 0) != SIZE_MAX ||
		               sv_find(id, SV("comment"), 0) != SIZE_MAX))
			return true;
	}
	return false;
}

static int place_weight(const struct node *n, const struct node *headline, const struct node *main)
{
	int weight = 0;
	if (headline && n->order > headline->order)
		weight += 2;
	if (main && n->order < main->order)
		weight += 1;
	for (const struct node *p = n; p; p = p->parent)
		if (p->tag == TAG_ARTICLE || p->tag == TAG_MAIN || p == main)
			return weight + 1;
	return weight;
}

struct best {
	int weight;
	char date[WHEN_BYTES];
};

static void offer(struct best *b, int weight, const char *date)
{
	if (weight > b->weight) {
		b->weight = weight;
		snprintf(b->date, WHEN_BYTES, "%s", date);
	}
}

/* The part of a text from the label of the publication on: "published ... updated ..." holds two dates. */
static struct sv from_label(struct sv text)
{
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		size_t at = labels[i].weight > 0 ? sv_find(text, labels[i].word, 0) : SIZE_MAX;
		if (at != SIZE_MAX)
			return sv_skip(text, at);
	}
	return text;
}

static void try_element(struct arena *a, const struct node *n, const struct node *headline, const struct node *main,
                        struct best *best)
{
	char date[WHEN_BYTES];
	struct sv names = names_of(a, n);
	struct sv machine = node_attribute(n, "datetime");
	bool by_property = sv_eq(node_attribute(n, "itemprop"), SV("datePublished"));
	if (!machine.len && by_property)
		machine = node_attribute(n, "content");
	struct sv text = node_text(a, n, BLOCK_MAX_BYTES);
	int weight = place_weight(n, headline, main) + label_weight(names);
	struct sv around = n->parent && n->tag == TAG_TIME ? node_text(a, n->parent, BLOCK_MAX_BYTES) : SV("");
	if (around.len && around.len < BLOCK_MAX_BYTES && label_weight(text) == 0)
		weight += label_weight(sv_take(around, sv_find(around, text, 0)));
	if (machine.len && when_parse(machine, true, date))
		offer(best, weight + GOOD + (by_property ? 3 : 0), date);
	else if (text.len < BLOCK_MAX_BYTES && when_parse(from_label(text), true, date))
		offer(best, weight + label_weight(sv_take(text, sv_find(text, from_label(text), 0) + 40)), date);
}

/* Words that are letters: of a date there are few. */
static size_t count_letter_words(struct sv text)
{
	size_t n = 0;
	bool inside = false;
	while (text.len) {
		size_t len;
		enum char_class c = char_class(utf8_next(text, &len));
		bool letter = c == CHAR_ARABIC || c == CHAR_LATIN;
		n += letter && !inside;
		inside = letter || (inside && c == CHAR_MARK);
		text = sv_skip(text, len);
	}
	return n;
}

/* A short text that may be a date with its label. In the main text it must be little else: an article tells dates,
 * too. */
static bool is_date_text(const struct node *n, const struct node *main)
{
	const struct node *p = n->parent;
	if (n->tag != TAG_TEXT || n->text.len < 8 || n->text.len > 2 * BLOCK_MAX_BYTES || !p)
		return false;
	if (p->tag == TAG_SCRIPT || p->tag == TAG_STYLE || p->tag == TAG_TIME || p->tag == TAG_TITLE)
		return false;
	bool in_main = false;
	for (; p && !in_main; p = p->parent) {
		in_main = p == main;
		if (p->tag == TAG_FIGURE)
			return false;
	}
	return count_letter_words(n->text) <= (in_main ? MAIN_WORDS_MAX : LINE_WORDS_MAX);
}

bool page_visible_date(struct arena *a, const struct node *root, const struct node *headline, const struct node *main,
                       char out[WHEN_BYTES])
{
	struct best best = {.weight = 0};
	char date[WHEN_BYTES];
	for (const struct node *n = root; n; n = node_next(n, root)) {
		bool element = n->tag == TAG_TIME || sv_eq(node_attribute(n, "itemprop"), SV("datePublished"));
		if (element && n->tag != TAG_META && !is_aside(n)) {
			try_element(a, n, headline, main, &best);
			continue;
		}
		if (is_date_text(n, main) && when_parse(from_label(n->text), true, date)) {
			struct sv text = sv_trim(n->text);
			struct hints h = n->parent->hints;
			int weight =
				place_weight(n, headline, main) + label_weight(text) + label_weight(names_of(a,
				                                                                            n->parent));
			if (n->previous && n->previous->first)
				weight += label_weight(node_text(a, n->previous, 60));
			if (text.len < BLOCK_MAX_BYTES && n->parent->words < 20 && !is_aside(n))
				offer(&best, weight + (h.modest || h.drop), date);
		}
	}
	snprintf(out, WHEN_BYTES, "%s", best.date);
	return best.weight > 0;
}
