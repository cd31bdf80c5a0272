#include "article/html.h"

#include "article/library.h"
#include "base/buf.h"
#include "text/decode.h"

#include <limits.h>
#include <stdlib.h>

static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
#define X(symbol, name, kind) {name, symbol},
#include "article/html_tag.def"
#undef X
};

static const enum tag_kind kinds[TAG_COUNT] = {
    [TAG_TEXT] = INLINE,
    [TAG_OTHER] = INLINE,
    [TAG_CUSTOM] = BLOCK,
#define X(symbol, name, kind) [symbol] = kind,
#include "article/html_tag.def"
#undef X
};

struct builder {
	const struct xml_library *lib;
	htmlParserCtxtPtr parser;
	struct arena *arena;
	struct node *at; /* innermost open element */
	unsigned depth;
	bool too_deep, no_memory;
};

enum tag_kind tag_kind(enum tag tag)
{
	return kinds[tag];
}

static int tag_cmp(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static enum tag tag_of(const char *name)
{
	const void *row = bsearch(name, tags, sizeof tags / sizeof tags[0], sizeof tags[0], tag_cmp);
	if (!row)
		return strchr(name, '-') ? TAG_CUSTOM : TAG_OTHER;
	return tags[((const char *)row - (const char *)tags) / (ptrdiff_t)sizeof tags[0]].tag;
}

static void stop(struct builder *b, bool *why)
{
	*why = true;
	b->lib->xmlStopParser(b->parser);
}

static struct node *append(struct builder *b, enum tag tag)
{
	struct node *n = arena_alloc(b->arena, sizeof *n);
	if (!n) {
		stop(b, &b->no_memory);
		return NULL;
	}
	n->tag = tag;
	n->parent = b->at;
	n->previous = b->at->last;
	if (b->at->last)
		b->at->last->next = n;
	else
		b->at->first = n;
	b->at->last = n;
	return n;
}

static bool copy(struct builder *b, const xmlChar *text, struct sv *out)
{
	*out = arena_sv(b->arena, sv_cstr((const char *)text));
	return out->ptr;
}

static bool copy_attributes(struct builder *b, const xmlChar **attributes, struct node *n)
{
	size_t count = 0;
	while (attributes[2 * count])
		count++;
	n->attributes = arena_calloc(b->arena, count, sizeof *n->attributes);
	if (!n->attributes)
		return false;
	n->n_attributes = count;
	for (size_t i = 0; i < count; i++)
		if (!copy(b, attributes[2 * i], &n->attributes[i].name) ||
			!copy(b, attributes[2 * i + 1], &n->attributes[i].value))
			return false;
	return true;
}

static void start_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct builder *b = user;
	if (b->too_deep || b->no_memory)
		return;
	if (++b->depth > HTML_MAX_DEPTH) {
		stop(b, &b->too_deep);
		return;
	}
	struct node *n = append(b, tag_of((const char *)name));
	if (!n)
		return;
	b->at = n;
	if (attributes && attributes[0] && !copy_attributes(b, attributes, n))
		stop(b, &b->no_memory);
}

static void end_element(void *user, const xmlChar *name)
{
	struct builder *b = user;
	(void)name;
	if (b->too_deep || b->no_memory || !b->at->parent)
		return;
	b->at = b->at->parent;
	b->depth--;
}

static void characters(void *user, const xmlChar *text, int len)
{
	struct builder *b = user;
	if (b->too_deep || b->no_memory || len <= 0)
		return;
	struct node *n = append(b, TAG_TEXT);
	if (!n)
		return;
	n->text = arena_sv(b->arena, sv_make((const char *)text, (size_t)len));
	if (!n->text.ptr)
		stop(b, &b->no_memory);
}

static void say_nothing(void *user, const char *message, ...)
{
	(void)user, (void)message;
}

enum err html_parse(struct arena *a, struct sv utf8, struct node **root, struct error *e)
{
	struct builder b = {.lib = library_xml(e), .arena = a};
	if (!b.lib)
		return ERR_ENV;
	if (utf8.len > INT_MAX)
		return error_set(e, ERR_LIMIT, "a page larger than %d bytes", INT_MAX);
	*root = ARENA_NEW(a, struct node);
	(*root)->tag = TAG_OTHER;
	b.at = *root;
	b.parser = b.lib->htmlNewParserCtxt();
	if (!b.parser)
		return error_set(e, ERR_NOMEM, "out of memory");
	/* The arena must not jump out of the parser. */
	jmp_buf *escape = a->escape;
	a->escape = NULL;
	*b.parser->sax = (xmlSAXHandler){
		.startElement = start_element,
		.endElement = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
		.cdataBlock = characters,
		.error = say_nothing,
		.warning = say_nothing,
		.fatalError = say_nothing,
	};
	b.parser->userData = &b;
	htmlDocPtr doc = b.lib->htmlCtxtReadMemory(b.parser, utf8.ptr, (int)utf8.len, NULL, "UTF-8",
	                                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                                               HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	b.lib->xmlFreeDoc(doc);
	b.lib->htmlFreeParserCtxt(b.parser);
	a->escape = escape;
	if (b.too_deep)
		return error_set(e, ERR_LIMIT, "elements nested deeper than %d", HTML_MAX_DEPTH);
	if (b.no_memory)
		return error_set(e, ERR_LIMIT, "the page needs too much memory; split it");
	return OK;
}

struct sv node_attribute(const struct node *n, const char *name)
{
	for (size_t i = 0; i < n->n_attributes; i++)
		if (sv_eq_cstr(n->attributes[i].name, name))
			return n->attributes[i].value;
	return SV("");
}

bool node_has_attribute(const struct node *n, const char *name)
{
	for (size_t i = 0; i < n->n_attributes; i++)
		if (sv_eq_cstr(n->attributes[i].name, name))
			return true;
	return false;
}

struct node *node_after(const struct node *n, const struct node *top)
{
	while (n && n != top && !n->next)
		n = n->parent;
	return n && n != top ? n->next : NULL;
}

struct node *node_next(const struct node *n, const struct node *top)
{
	return n->first ? n->first : node_after(n, top);
}

struct sv node_text(struct arena *a, const struct node *n, size_t max_bytes)
{
	size_t total = 0;
	for (const struct node *t = n; t && total < max_bytes; t = node_next(t, n))
		total += t->text.len + 1;
	max_bytes = total < max_bytes ? total : max_bytes;
	char *out = arena_alloc(a, max_bytes + 1);
	size_t len = 0;
	bool space = false;
	for (const struct node *t = n; t && len < max_bytes; t = node_next(t, n)) {
		space = space || tag_kind(t->tag) != INLINE || t->tag == TAG_BR;
		for (size_t i = 0; i < t->text.len && t->tag == TAG_TEXT && len < max_bytes; i++) {
			char c = t->text.ptr[i];
			if (strchr(" \t\r\n", c) && c) {
				space = true;
				continue;
			}
			if (space && len)
				out[len++] = ' ';
			space = false;
			if (len < max_bytes)
				out[len++] = c;
		}
	}
	/* No half of a character at the end. */
	size_t whole = utf8_validate(sv_make(out, len));
	if (whole != SIZE_MAX)
		len = whole;
	return sv_make(out, len);
}
