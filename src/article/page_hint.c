#include "article/page_parts.h"

enum { NAME_MAX_BYTES = 256 };

enum hint { BODY_PART, DROP_PART, DROP_TOKEN, MODEST_TOKEN, LEAD_PART };

static const struct {
	enum hint hint;
	struct sv text;
} rows[] = {
#define X(hint, text) {hint, {text, sizeof(text) - 1}},
#include "article/page_hint.def"
#undef X
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

static void set(struct hints *h, enum hint hint)
{
	h->body = h->body || hint == BODY_PART;
	h->drop = h->drop || hint == DROP_PART || hint == DROP_TOKEN;
	h->modest = h->modest || hint == MODEST_TOKEN;
	h->lead = h->lead || hint == LEAD_PART;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void match_tokens(struct hints *h, struct sv name)
{
	size_t from = 0;
	for (size_t i = 0; i <= name.len; i++) {
		if (i < name.len && name.ptr[i] != ' ')
			continue;
		struct sv token = sv_make(name.ptr + from, i - from);
		from = i + 1;
		for (size_t r = 0; token.len && r < N_ROWS; r++)
			if ((rows[r].hint == DROP_TOKEN || rows[r].hint == MODEST_TOKEN) && sv_eq(rows[r].text, token))
				set(h, rows[r].hint);
	}
}

static void match_parts(struct hints *h, struct sv name)
{
	for (size_t r = 0; r < N_ROWS; r++)
		if ((rows[r].hint == BODY_PART || rows[r].hint == DROP_PART || rows[r].hint == LEAD_PART) &&
			sv_find(name, rows[r].text, 0) != SIZE_MAX)
			set(h, rows[r].hint);
}

/* One class, or an identifier: its words in lower case parted by spaces, then all of it without marks. */
static void match_name(struct hints *h, struct sv name)
{
	char words[NAME_MAX_BYTES];
	char joined[NAME_MAX_BYTES];
	size_t n = 0;
	size_t m = 0;
	for (size_t i = 0; i < name.len && n + 2 < NAME_MAX_BYTES; i++) {
		char c = name.ptr[i];
		bool upper = c >= 'A' && c <= 'Z';
		if (!is_letter(c) || (upper && i && name.ptr[i - 1] >= 'a' && name.ptr[i - 1] <= 'z'))
			words[n++] = ' ';
		if (!is_letter(c))
			continue;
		c = (char)(upper ? c - 'A' + 'a' : c);
		words[n++] = c;
		joined[m++] = c;
	}
	match_tokens(h, sv_make(words, n));
	match_parts(h, sv_make(joined, m));
}

static struct hints hints_of(const struct node *n)
{
	struct hints h = {.body = false};
	struct sv property = node_attribute(n, "itemprop");
	struct sv rest = node_attribute(n, "class");
	struct sv name;
	while (sv_split(&rest, ' ', &name))
		match_name(&h, name);
	match_name(&h, node_attribute(n, "id"));
	if (sv_eq(property, SV("articleBody")) || sv_eq(property, SV("reviewBody")) ||
		sv_eq(node_attribute(n, "property"), SV("articleBody")) ||
		sv_eq(node_attribute(n, "property"), SV("content:encoded")) ||
		sv_eq(node_attribute(n, "data-ad-preview"), SV("message")) ||
		sv_eq(node_attribute(n, "data-testid"), SV("post_message")))
		h.body = true;
	return h;
}

void page_hint_all(struct node *root)
{
	for (struct node *n = root; n; n = node_next(n, root))
		if (n->n_attributes)
			n->hints = hints_of(n);
}
