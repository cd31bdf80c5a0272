#include "article/page_parts.h"

#include "text/decode.h"

#include <jansson.h>

enum { MAX_DEPTH = 12, ARTICLE_RANK = 50, PAGE_RANK = 12 };

/* Programs leave line ends in strings, which JSON forbids: a blank for each control. */
static struct sv repaired(struct arena *a, struct sv json)
{
	char *out = arena_alloc(a, json.len + 1);
	for (size_t i = 0; i < json.len; i++)
		out[i] = (unsigned char)json.ptr[i] < 0x20 ? ' ' : json.ptr[i];
	return sv_make(out, json.len);
}

/* What stands outside of the braces: comments, CDATA marks. */
static struct sv inside_braces(struct sv s)
{
	while (s.len && s.ptr[0] != '{' && s.ptr[0] != '[')
		s = sv_skip(s, 1);
	while (s.len && s.ptr[s.len - 1] != '}' && s.ptr[s.len - 1] != ']')
		s.len--;
	return s;
}

static struct sv text(const json_t *value)
{
	if (json_is_array(value))
		value = json_array_get(value, 0);
	return json_is_string(value) ? sv_make(json_string_value(value), json_string_length(value)) : SV("");
}

static bool is_type(const json_t *type, const char *const *names)
{
	for (size_t i = 0; i < json_array_size(type); i++)
		if (is_type(json_array_get(type, i), names))
			return true;
	for (; json_is_string(type) && *names; names++)
		if (sv_ends(text(type), sv_cstr(*names)))
			return true;
	return false;
}

static struct sv name_of(const json_t *value)
{
	if (json_is_array(value))
		value = json_array_get(value, 0);
	return json_is_object(value) ? text(json_object_get(value, "name")) : text(value);
}

static struct sv address_of(const json_t *object)
{
	const json_t *page = json_object_get(object, "mainEntityOfPage");
	struct sv url = text(json_object_get(object, "url"));
	if (!url.len)
		url = json_is_object(page) ? text(json_object_get(page, "@id")) : text(page);
	return url;
}

/* The values are borrowed from the JSON: copied before it goes. */
static void take_object(const json_t *object, struct facts *f)
{
	static const char *const articles[] = {"Article", "Posting", "Report", "Reportage", NULL};
	static const char *const pages[] = {"WebPage", "ItemPage", NULL};
	static const char *const sites[] = {"WebSite", "Organization", "NewsMediaOrganization", NULL};
	const json_t *type = json_object_get(object, "@type");
	bool is_article = is_type(type, articles);
	if (is_type(type, sites)) {
		facts_offer(f, FACT_OUTLET, text(json_object_get(object, "name")), PAGE_RANK);
		return;
	}
	if (!is_article && !is_type(type, pages))
		return;
	unsigned rank = is_article ? ARTICLE_RANK : PAGE_RANK;
	struct sv published = text(json_object_get(object, "datePublished"));
	if (!published.len)
		published = text(json_object_get(object, "dateCreated"));
	facts_offer(f, FACT_PUBLISHED, published, rank);
	facts_offer(f, FACT_TITLE, text(json_object_get(object, "headline")),
	            is_article ? ARTICLE_RANK - 8 : PAGE_RANK);
	facts_offer(f, FACT_URL, address_of(object), PAGE_RANK);
	facts_offer(f, FACT_OUTLET, name_of(json_object_get(object, "publisher")), is_article ? 30 : PAGE_RANK);
	facts_offer(f, FACT_BODY, text(json_object_get(object, "articleBody")), rank);
}

static void walk(const json_t *value, int depth, struct facts *f)
{
	const char *key;
	const json_t *member;
	for (size_t i = 0; depth && i < json_array_size(value); i++)
		walk(json_array_get(value, i), depth - 1, f);
	if (!json_is_object(value) || !depth)
		return;
	take_object(value, f);
	void *object = (void *)(uintptr_t)value;
	for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i)) {
		key = json_object_iter_key(i);
		member = json_object_iter_value(i);
		/* Other articles that a page links to are not the page's own. */
		if (strcmp(key, "itemListElement") != 0 && strcmp(key, "hasPart") != 0 && strcmp(key, "comment") != 0 &&
			strcmp(key, "isPartOf") != 0 && strcmp(key, "citation") != 0 && strcmp(key, "relatedLink") != 0)
			walk(member, depth - 1, f);
	}
}

void page_json_ld(struct arena *a, struct sv json, struct facts *out)
{
	jmp_buf *escape = a->escape;
	struct sv s = inside_braces(json);
	struct sv mended = repaired(a, s);
	json_t *value = json_loadb(s.ptr, s.len, 0, NULL);
	if (!value)
		value = json_loadb(mended.ptr, mended.len, 0, NULL);
	struct facts before = *out;
	a->escape = NULL; /* no jump while the JSON is held */
	walk(value, MAX_DEPTH, out);
	for (size_t i = 0; i < FACT_COUNT; i++) {
		if (out->ranks[i] == before.ranks[i])
			continue;
		struct sv copy = arena_sv(a, out->values[i]);
		if (copy.ptr)
			out->values[i] = copy;
		else
			out->values[i] = before.values[i];
	}
	json_decref(value);
	a->escape = escape;
}
