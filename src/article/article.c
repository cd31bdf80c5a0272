#include "article/article.h"

#include "article/boilerplate.h"
#include "article/language.h"
#include "article/page.h"
#include "text/decode.h"
#include "text/text.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static const double min_arabic_share = 0.4;

static bool has_letter_bytes(struct sv s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			return true;
	}
	return false;
}

static struct sv text_id(struct arena *a, struct sv text)
{
	return arena_hex(a, 0, XXH3_64bits(text.ptr, text.len));
}

/* What the container says, else what the page says. */
static struct sv either(struct arena *a, const char *given, struct sv found)
{
	return given ? arena_sv(a, sv_cstr(given)) : found;
}

/* A table in another charset than UTF-8 has its titles in that, too. */
static struct sv in_utf8(struct arena *a, struct sv value, struct sv charset)
{
	struct sv utf8;
	struct sv found;
	struct error e;
	if (utf8_validate(value) == SIZE_MAX)
		return value;
	return text_decode(a, value, charset, &utf8, &found, &e) == OK ? utf8 : SV("");
}

static enum err check_language(struct sv text, struct error *e)
{
	double share = text_arabic_share(text);
	if (share < min_arabic_share)
		return error_set(e, ERR_REJECTED, "not Arabic (%.0f %% of its letters are); --any-language takes it",
		                 share * 100);
	const char *other = language_other(text);
	if (other)
		return error_set(e, ERR_REJECTED, "not Arabic but %s in Arabic letters; --any-language takes it",
		                 other);
	return OK;
}

static enum err decode(struct arena *a, const struct article_unit *u, struct sv *utf8, struct sv *charset,
                       struct error *e)
{
	struct sv bytes = sv_make(u->bytes, u->n_bytes);
	struct sv declared = sv_cstr(u->charset);
	if (!declared.len && u->format != UNIT_TEXT)
		declared = page_charset(bytes);
	return text_decode(a, bytes, declared, utf8, charset, e);
}

static enum err take_apart(struct arena *a, const struct article_unit *u, const struct article_options *o,
                           struct sv utf8, struct article *out, struct error *e)
{
	struct page page = {.text = utf8};
	if (u->format != UNIT_TEXT) {
		enum err result = page_read(a, utf8, u->format == UNIT_FRAGMENT, &page, e);
		if (result != OK)
			return result;
	}
	out->as_read = page.text;
	out->title = in_utf8(a, either(a, u->title, page.title), out->charset);
	out->outlet = in_utf8(a, either(a, u->outlet, page.outlet), out->charset);
	struct sv url = page.url.len ? page.url : arena_sv(a, sv_cstr(u->page_url));
	out->source_url = in_utf8(a, either(a, u->url, url), out->charset);
	out->published = either(a, u->published, page.published);
	if (!out->published.len)
		out->published = arena_sv(a, sv_cstr(u->page_published ? u->page_published : o->published));
	return OK;
}

enum err article_decode(struct arena *a, const struct article_unit *u, const struct article_options *o,
                        struct article *out, struct error *e)
{
	struct sv bytes = sv_make(u->bytes, u->n_bytes);
	struct sv utf8 = bytes;
	*out = (struct article){.as_read = bytes, .charset = SV("UTF-8")};
	if (u->code != OK)
		return error_set(e, ERR_REJECTED, "%s", u->reason);
	if (!sv_trim(bytes).len)
		return error_set(e, ERR_REJECTED, "empty");
	/* Lenient readers of XML hand on what was no UTF-8. */
	bool is_utf8 = u->decoded && utf8_validate(bytes) == SIZE_MAX;
	if (!is_utf8 && decode(a, u, &utf8, &out->charset, e) != OK) {
		e->code = ERR_REJECTED;
		return ERR_REJECTED;
	}
	enum err result = take_apart(a, u, o, utf8, out, e);
	if (result == OK && !has_letter_bytes(out->as_read))
		result = error_set(e, ERR_REJECTED, "holds no text");
	if (result == OK && !o->any_language)
		result = check_language(out->as_read, e);
	if (result != OK)
		return result;
	out->text = boilerplate_blank(a, out->as_read);
	out->doc_id = text_id(a, out->as_read);
	out->source = in_utf8(a, arena_sv(a, sv_cstr(u->source)), SV(""));
	return OK;
}
