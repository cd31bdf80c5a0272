#include "article/page_parts.h"

#include "article/boilerplate.h"
#include "base/buf.h"
#include "text/charclass.h"
#include "text/decode.h"

enum { LINKED_WORDS_MAX = 30, TOP_WORDS_MAX = 10, LONG_RUN = 8 };

/* Where the text grows. Lines are gathered first, so that one that is boilerplate can be left out whole. */
struct writer {
	struct arena *arena;
	char *text, *line;
	size_t len, line_len, cap;
	uint32_t line_words, line_links;
	bool space;        /* before the next character of the line */
	bool new_block;    /* an empty line before the next one */
	bool begun;        /* a paragraph has been written */
	bool all;
	struct sv title;
};

static size_t text_bytes(const struct node *n)
{
	size_t total = 16;
	for (const struct node *t = n; t; t = t->dropped ? node_after(t, n) : node_next(t, n))
		total += t->text.len + 4;
	return total;
}

static bool has_letters(struct sv s)
{
	while (s.len) {
		size_t n;
		enum char_class c = char_class(utf8_next(s, &n));
		if (c == CHAR_ARABIC || c == CHAR_LATIN)
			return true;
		s = sv_skip(s, n);
	}
	return false;
}

/* A line above the text that holds little but the date. */
static bool is_dateline(struct sv line, uint32_t words)
{
	char date[WHEN_BYTES];
	return words <= TOP_WORDS_MAX && line.len < 120 && when_parse(line, true, date);
}

static bool is_left_out(const struct writer *w, struct sv line)
{
	if (w->all)
		return false;
	if (w->title.len && sv_eq(line, w->title))
		return true;
	if (w->line_links && w->line_links * 10 >= w->line_words * 7 && w->line_words <= LINKED_WORDS_MAX)
		return true;
	if (!w->begun && is_dateline(line, w->line_words))
		return true;
	return boilerplate_line(w->arena, line, true) != BOILERPLATE_NONE;
}

static void end_line(struct writer *w)
{
	struct sv line = sv_make(w->line, w->line_len);
	if (line.len && (has_letters(line) || w->begun) && !is_left_out(w, line)) {
		if (w->len)
			w->text[w->len++] = '\n';
		if (w->len && w->new_block)
			w->text[w->len++] = '\n';
		memcpy(w->text + w->len, line.ptr, line.len);
		w->len += line.len;
		w->new_block = false;
		w->begun = w->begun || w->line_words >= LONG_RUN;
	}
	w->line_len = 0;
	w->line_words = 0;
	w->line_links = 0;
	w->space = false;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A);
}

static void add_text(struct writer *w, struct sv text, bool in_link, bool keep_lines)
{
	while (text.len) {
		size_t n;
		uint32_t cp = utf8_next(text, &n);
		if (keep_lines && cp == '\n') {
			end_line(w);
		} else if (is_space(cp)) {
			w->space = true;
		} else if (cp != 0xFEFF && cp != 0x200B) {
			bool word = w->space || !w->line_len;
			if (w->space && w->line_len)
				w->line[w->line_len++] = ' ';
			memcpy(w->line + w->line_len, text.ptr, n);
			w->line_len += n;
			w->line_words += word;
			w->line_links += word && in_link;
			w->space = false;
		}
		text = sv_skip(text, n);
	}
}

static void write_node(struct writer *w, const struct node *n, bool in_link, bool keep_lines)
{
	enum tag_kind kind = tag_kind(n->tag);
	if (n->dropped)
		return;
	if (n->tag == TAG_TEXT) {
		add_text(w, n->text, in_link, keep_lines);
		return;
	}
	bool breaks = kind != INLINE || n->tag == TAG_BR;
	bool cell = n->tag == TAG_TD || n->tag == TAG_TH;
	if (cell && n->previous && !n->first)
		return;
	if (cell && w->line_len)
		w->space = true;
	else if (breaks)
		end_line(w);
	if (kind == BLOCK || kind == HEADING)
		w->new_block = w->new_block || !cell;
	for (const struct node *c = n->first; c; c = c->next)
		write_node(w, c, in_link || n->tag == TAG_A, keep_lines || n->tag == TAG_PRE);
	if (breaks && !cell)
		end_line(w);
	if (kind == BLOCK || kind == HEADING)
		w->new_block = w->new_block || !cell;
}

struct sv page_text(struct arena *a, struct node *const *parts, size_t n, struct sv title, bool all)
{
	struct writer w = {.arena = a, .title = title, .all = all};
	for (size_t i = 0; i < n; i++)
		w.cap += text_bytes(parts[i]);
	w.text = arena_alloc(a, w.cap * 2 + 2);
	w.line = arena_alloc(a, w.cap + 2);
	for (size_t i = 0; i < n; i++) {
		w.new_block = true;
		write_node(&w, parts[i], false, false);
		end_line(&w);
	}
	return sv_make(w.text, w.len);
}
