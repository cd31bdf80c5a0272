#include "article/page.h"

#include "article/page_parts.h"
#include "text/decode.h"

enum { MAX_PARTS = 64, MIN_WORDS = 5, MIN_BODY_BYTES = 60, TITLE_MAX_BYTES = 1000 };

static size_t count_spaces(struct sv text)
{
	size_t n = text.len > 0;
	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == ' ' || text.ptr[i] == '\n';
	return n;
}

/* The address behind the prefix of a web archive; its time stamp is the date of last resort. */
static struct sv original_address(struct sv url, struct sv *stamp)
{
	size_t at = sv_find(url, SV("web.archive.org/web/"), 0);
	*stamp = SV("");
	if (at == SIZE_MAX)
		return url;
	struct sv rest = sv_skip(url, at + 20);
	size_t http = sv_find(rest, SV("/http"), 0);
	if (http == SIZE_MAX)
		return url;
	*stamp = sv_take(rest, http < 14 ? http : 14);
	return sv_skip(rest, http + 1);
}

static struct sv date_of(struct arena *a, struct sv value)
{
	char date[WHEN_BYTES];
	return when_parse(value, true, date) ? arena_sv(a, sv_cstr(date)) : SV("");
}

static void find_date(struct arena *a, const struct node *root, const struct node *headline, const struct node *main,
                      const struct facts *f, struct page *out)
{
	char date[WHEN_BYTES];
	out->published = date_of(a, f->values[FACT_PUBLISHED]);
	if (!out->published.len && page_visible_date(a, root, headline, main, date))
		out->published = arena_sv(a, sv_cstr(date));
	if (!out->published.len && when_in_url(out->url, date))
		out->published = arena_sv(a, sv_cstr(date));
}

static void find_title(struct arena *a, const struct node *root, const struct node *headline, const struct facts *f,
                       struct page *out)
{
	struct sv shown = headline ? node_text(a, headline, TITLE_MAX_BYTES) : SV("");
	out->title = page_bare_title(f->values[FACT_TITLE], out->outlet, shown);
	if (!out->title.len)
		out->title = shown;
	if (!headline)
		out->title = page_shown_title(root, out->title);
}

/* HTML within a value of JSON: its text. */
static struct sv plain(struct arena *a, struct sv value)
{
	struct node *root;
	struct error e;
	if (!memchr(value.ptr, '<', value.len) || html_parse(a, value, &root, &e) != OK)
		return value;
	page_measure(a, root, true);
	return page_text(a, &root, 1, SV(""), false);
}

static void find_text(struct arena *a, struct node *root, const struct node *headline, const struct facts *f,
                      struct page *out, struct node **main)
{
	struct node *parts[MAX_PARTS + 1];
	struct node *lead = NULL;
	for (int pass = 0; pass < 2; pass++) {
		page_measure(a, root, pass > 0);
		size_t n = page_find_main(root, headline, parts + 1, MAX_PARTS, &lead);
		*main = parts[1];
		parts[0] = lead;
		out->text = page_text(a, lead ? parts : parts + 1, lead ? n + 1 : n, out->title, false);
		if (count_spaces(out->text) >= MIN_WORDS)
			break;
	}
	struct sv body = f->values[FACT_BODY];
	if (body.len >= MIN_BODY_BYTES && count_spaces(out->text) * 2 < count_spaces(body))
		out->text = plain(a, body);
}

enum err page_read(struct arena *a, struct sv utf8, bool fragment, struct page *out, struct error *e)
{
	struct node *root;
	struct node *main = NULL;
	struct facts facts;
	struct sv stamp;
	*out = (struct page){.text = SV("")};
	enum err result = html_parse(a, utf8, &root, e);
	if (result != OK)
		return result;
	if (fragment) {
		page_hint_all(root);
		page_measure(a, root, false);
		out->text = page_text(a, &root, 1, SV(""), false);
		return out->text.len ? OK : error_set(e, ERR_REJECTED, "markup without a text");
	}
	page_hint_all(root);
	page_meta(a, root, &facts);
	out->outlet = facts.values[FACT_OUTLET];
	out->url = original_address(facts.values[FACT_URL], &stamp);
	struct node *headline = page_headline(a, root, page_bare_title(facts.values[FACT_TITLE], out->outlet, SV("")));
	find_title(a, root, headline, &facts, out);
	find_text(a, root, headline, &facts, out, &main);
	find_date(a, root, headline, main, &facts, out);
	if (!out->published.len)
		out->published = date_of(a, sv_take(stamp, 8));
	if (!out->text.len)
		return error_set(e, ERR_REJECTED, "a page without a main text");
	return OK;
}
