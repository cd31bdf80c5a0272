#include "article/posts.h"

static struct sv between(struct sv s, struct sv before, char end)
{
	size_t at = sv_find(s, before, 0);
	if (at == SIZE_MAX)
		return SV("");
	struct sv rest = sv_skip(s, at + before.len);
	const char *stop = rest.len ? memchr(rest.ptr, end, rest.len) : NULL;
	return stop ? sv_take(rest, (size_t)(stop - rest.ptr)) : SV("");
}

size_t posts_find(struct sv page, struct post out[POSTS_MAX])
{
	static const struct sv marker = {"<div class=\"tgme_widget_message ", 32};
	struct sv day = SV("");
	bool differ = false;
	size_t n = 0;
	for (size_t at = sv_find(page, marker, 0); at != SIZE_MAX && n < POSTS_MAX;) {
		size_t next = sv_find(page, marker, at + marker.len);
		struct sv html = sv_skip(sv_take(page, next), at);
		at = next;
		if (sv_find(html, SV("tgme_widget_message_text"), 0) == SIZE_MAX)
			continue;
		struct sv its_day = sv_take(between(html, SV("datetime=\""), '"'), 10);
		differ = differ || (day.len && its_day.len && !sv_eq(day, its_day));
		day = its_day.len ? its_day : day;
		out[n++] = (struct post){html, between(html, SV("data-post=\""), '"')};
	}
	return differ ? n : 0;
}

struct sv posts_head(struct sv page)
{
	size_t end = sv_find(page, SV("</head>"), 0);
	return end == SIZE_MAX ? SV("") : sv_take(page, end + 7);
}
