#include "article/article.h"

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
	return arena_printf(a, "%016llx", (unsigned long long)XXH3_64bits(text.ptr, text.len));
}

enum err article_decode(struct arena *a, const struct article_unit *u, const struct article_options *o,
                        struct article *out, struct error *e)
{
	struct sv bytes = sv_make(u->bytes, u->n_bytes);
	*out = (struct article){.text = bytes, .charset = SV("UTF-8")};
	if (u->code != OK)
		return error_set(e, ERR_REJECTED, "%s", u->reason);
	if (!sv_trim(bytes).len)
		return error_set(e, ERR_REJECTED, "empty");
	if (!u->decoded && text_decode(a, bytes, SV(""), &out->text, &out->charset, e) != OK) {
		e->code = ERR_REJECTED;
		return ERR_REJECTED;
	}
	if (!has_letter_bytes(out->text))
		return error_set(e, ERR_REJECTED, "holds no text");
	double share = text_arabic_share(out->text);
	if (!o->any_language && share < min_arabic_share)
		return error_set(e, ERR_REJECTED, "not Arabic (%.0f %% of its letters are); --any-language takes it",
		                 share * 100);
	out->doc_id = text_id(a, out->text);
	out->source = arena_sv(a, sv_cstr(u->source));
	out->source_url = arena_sv(a, sv_cstr(u->url));
	out->title = arena_sv(a, sv_cstr(u->title));
	out->outlet = arena_sv(a, sv_cstr(u->outlet));
	out->published = arena_sv(a, sv_cstr(u->published));
	return OK;
}
