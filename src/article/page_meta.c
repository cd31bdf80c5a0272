#include "article/page.h"
#include "article/page_parts.h"

#include <strings.h>

enum { TITLE_MAX_BYTES = 1000, CANONICAL_RANK = 45, TITLE_ELEMENT_RANK = 10 };

static const struct {
	enum fact fact;
	const char *attribute, *name;
	unsigned rank;
} rows[] = {
#define X(fact, attribute, name, rank) {fact, attribute, name, rank},
#include "article/page_meta.def"
#undef X
};

void facts_offer(struct facts *f, enum fact fact, struct sv value, unsigned rank)
{
	char date[WHEN_BYTES];
	value = sv_trim(value);
	if (!value.len || rank <= f->ranks[fact])
		return;
	if (fact == FACT_PUBLISHED && !when_parse(value, true, date))
		return;
	if (fact == FACT_URL && !sv_starts(value, SV("http")) && !sv_starts(value, SV("//")))
		return;
	f->values[fact] = value;
	f->ranks[fact] = rank;
}

static bool same(struct sv s, const char *name)
{
	return s.len == strlen(name) && strncasecmp(s.ptr, name, s.len) == 0;
}

static void take_meta(const struct node *n, struct facts *out)
{
	struct sv content = node_attribute(n, "content");
	for (size_t i = 0; content.len && i < sizeof rows / sizeof rows[0]; i++)
		if (same(node_attribute(n, rows[i].attribute), rows[i].name))
			facts_offer(out, rows[i].fact, content, rows[i].rank);
}

static bool is_json_ld(const struct node *n)
{
	struct sv type = node_attribute(n, "type");
	return type.len >= 19 && strncasecmp(type.ptr, "application/ld+json", 19) == 0;
}

/* The text of a script, which the parser hands over in pieces. */
static struct sv content_of(struct arena *a, const struct node *n)
{
	size_t len = 0;
	for (const struct node *c = n->first; c; c = c->next)
		len += c->text.len;
	char *out = arena_alloc(a, len + 1);
	len = 0;
	for (const struct node *c = n->first; c; c = c->next) {
		memcpy(out + len, c->text.ptr, c->text.len);
		len += c->text.len;
	}
	return sv_make(out, len);
}

void page_meta(struct arena *a, const struct node *root, struct facts *out)
{
	*out = (struct facts){.ranks = {0}};
	bool in_svg = false;
	for (const struct node *n = root; n; n = node_next(n, root)) {
		in_svg = n->tag == TAG_TITLE && n->parent && n->parent->tag == TAG_SVG;
		if (n->tag == TAG_META)
			take_meta(n, out);
		else if (n->tag == TAG_LINK && same(node_attribute(n, "rel"), "canonical"))
			facts_offer(out, FACT_URL, node_attribute(n, "href"), CANONICAL_RANK);
		else if (n->tag == TAG_TITLE && !in_svg)
			facts_offer(out, FACT_TITLE, node_text(a, n, TITLE_MAX_BYTES), TITLE_ELEMENT_RANK);
		else if (n->tag == TAG_SCRIPT && is_json_ld(n))
			page_json_ld(a, content_of(a, n), out);
	}
}

/* Marks that part a title from the site's name, with the spaces around them. */
static const struct sv separators[] = {{" | ", 3},  {" - ", 3},        {" \xE2\x80\x93 ", 5}, {" \xE2\x80\x94 ", 5},
                                       {" :: ", 4}, {" \xC2\xBB ", 4}, {" \xC2\xAB ", 4},     {" \xE2\x80\xA2 ", 5},
                                       {" : ", 3}};

static size_t last_of(struct sv s, struct sv what)
{
	size_t found = SIZE_MAX;
	for (size_t at = sv_find(s, what, 0); at != SIZE_MAX; at = sv_find(s, what, at + 1))
		found = at;
	return found;
}

/* Whether a heading is the better part of the title, or holds it. */
static bool is_headline(struct sv heading, struct sv title)
{
	if (heading.len < 8 || title.len < 8)
		return false;
	return sv_find(heading, title, 0) != SIZE_MAX ||
	       (heading.len * 2 >= title.len && sv_find(title, heading, 0) != SIZE_MAX);
}

struct sv page_bare_title(struct sv title, struct sv site, struct sv headline)
{
	size_t cut = SIZE_MAX;
	title = sv_trim(title);
	if (headline.len < title.len && is_headline(headline, title))
		return headline;
	for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
		size_t at = last_of(title, separators[i]);
		if (at == SIZE_MAX)
			continue;
		struct sv tail = sv_trim(sv_skip(title, at + separators[i].len));
		struct sv head = sv_trim(sv_take(title, at));
		bool is_site = site.len && (sv_find(tail, site, 0) != SIZE_MAX || sv_find(site, tail, 0) != SIZE_MAX);
		if (is_site && head.len >= 8)
			cut = at < cut ? at : cut;
		else if (site.len && sv_eq(head, site))
			return tail;
	}
	return sv_trim(sv_take(title, cut));
}

/* Whether an element's text is that very title. */
static bool is_shown(const struct node *root, struct sv title)
{
	for (const struct node *n = root; n; n = node_next(n, root))
		if (n->tag == TAG_TEXT && n->parent && n->parent->tag != TAG_TITLE && sv_eq(sv_trim(n->text), title))
			return true;
	return false;
}

struct sv page_shown_title(const struct node *root, struct sv title)
{
	struct sv best = SV("");
	for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
		size_t at = last_of(title, separators[i]);
		if (at == SIZE_MAX)
			continue;
		const struct sv parts[] = {sv_trim(sv_take(title, at)),
		                           sv_trim(sv_skip(title, at + separators[i].len))};
		for (size_t k = 0; k < 2; k++)
			if (parts[k].len > best.len && is_shown(root, parts[k]))
				best = parts[k];
	}
	return best.len ? best : title;
}

struct node *page_headline(struct arena *a, struct node *root, struct sv title)
{
	struct node *only = NULL;
	size_t n_first = 0;
	for (struct node *n = root; n; n = node_next(n, root)) {
		bool named = sv_eq(node_attribute(n, "itemprop"), SV("headline")) && n->tag != TAG_META;
		if (n->tag != TAG_H1 && n->tag != TAG_H2 && n->tag != TAG_H3 && !named)
			continue;
		struct sv text = node_text(a, n, TITLE_MAX_BYTES);
		if (text.len && (named || is_headline(text, title)))
			return n;
		/* A small part of the title is the site's name. */
		if (text.len && n->tag == TAG_H1 && sv_find(title, text, 0) == SIZE_MAX) {
			only = n;
			n_first++;
		}
	}
	return n_first == 1 ? only : NULL;
}

struct sv page_charset(struct sv bytes)
{
	static const struct sv keys[] = {{"charset=", 8}, {"CHARSET=", 8}, {"encoding=", 9}};
	struct sv head = sv_take(bytes, 4096);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		size_t at = sv_find(head, keys[i], 0);
		if (at == SIZE_MAX)
			continue;
		struct sv rest = sv_skip(head, at + keys[i].len);
		size_t n = 0;
		while (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
			rest = sv_skip(rest, 1);
		while (n < rest.len && rest.ptr[n] && !strchr("\"'> ;/?", rest.ptr[n]))
			n++;
		if (n && n < 40)
			return sv_take(rest, n);
	}
	return SV("");
}
