#include "article/page_parts.h"

#include "article/boilerplate.h"
#include "base/buf.h"
#include "text/charclass.h"
#include "text/decode.h"

enum { LINKED_WORDS_MAX = 30, TOP_WORDS_MAX = 10, LONG_RUN = 8, LABEL_WORDS = 5 };

/* What holds the text at hand. */
struct place {
	bool in_link, in_heading, in_paragraph, in_row, keeps_lines;
};

/* Where the text grows. Lines are gathered first, so that one that is boilerplate can be left out whole. */
struct writer {
	struct arena *arena;
	char *text, *line;
	size_t len, line_len, cap;
	uint32_t line_words, line_links;
	bool space;         /* before the next character of the line */
	bool new_block;     /* an empty line before the next one */
	bool begun;         /* a paragraph has been written */
	struct place place; /* of the line */
	bool mute;          /* comments have begun: what follows in the box is left out */
	size_t heading;     /* where the heading begins that nothing has followed yet; SIZE_MAX: none */
	bool all;
	bool has_long; /* a run of eight words stands in the parts */
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

/* A few words above the text that are no paragraph and no sentence: whose picture, whose report. */
static bool is_label(const struct writer *w, struct sv line)
{
	return !w->place.in_paragraph && !w->place.in_heading && w->line_words < LABEL_WORDS && w->has_long &&
	       !strchr(".!:", line.ptr[line.len - 1]);
}

static bool is_left_out(struct writer *w, struct sv line)
{
	if (w->all)
		return false;
	if (w->title.len && sv_eq(line, w->title))
		return true;
	if (w->line_links && w->line_links * 10 >= w->line_words * 7 && w->line_words <= LINKED_WORDS_MAX)
		return true;
	if (!w->begun && (is_dateline(line, w->line_words) || is_label(w, line)))
		return true;
	enum boilerplate kind = boilerplate_line(w->arena, line);
	w->mute = w->mute || kind == BOILERPLATE_REST;
	return kind != BOILERPLATE_NONE;
}

/* Forgets a heading whose block was left out. */
static void drop_heading(struct writer *w)
{
	if (w->heading != SIZE_MAX)
		w->len = w->heading;
	w->heading = SIZE_MAX;
}

static void end_line(struct writer *w)
{
	struct sv line = sv_make(w->line, w->line_len);
	if (line.len && (has_letters(line) || w->place.in_row) && !is_left_out(w, line)) {
		if (!w->place.in_heading)
			w->heading = SIZE_MAX;
		else if (w->heading == SIZE_MAX)
			w->heading = w->len;
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

static void add_text(struct writer *w, struct sv text, struct place place)
{
	while (text.len) {
		size_t n;
		uint32_t cp = utf8_next(text, &n);
		if (place.keeps_lines && cp == '\n') {
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
			w->line_links += word && place.in_link;
			w->space = false;
		}
		text = sv_skip(text, n);
	}
}

/* A box of teasers: no running text, and most of it links. */
static bool is_box(const struct node *n)
{
	return tag_kind(n->tag) == BLOCK && n->parent && !n->words && n->all_words > 3 &&
	       n->all_links * 2 > n->all_words;
}

static void write_node(struct writer *w, const struct node *n, struct place place);

static void write_children(struct writer *w, const struct node *n, struct place place)
{
	for (const struct node *c = n->first; c; c = c->next) {
		write_node(w, c, place);
		if (w->mute && c->next) {
			w->mute = false;
			return;
		}
	}
}

/* An element that stands on lines of its own. */
static void write_block(struct writer *w, const struct node *n, struct place place)
{
	enum tag_kind kind = tag_kind(n->tag);
	const struct place was = w->place;
	bool parted = kind == BLOCK || kind == HEADING;
	end_line(w);
	w->new_block = w->new_block || parted;
	w->place = place;
	write_children(w, n, place);
	end_line(w);
	w->place = was;
	w->new_block = w->new_block || parted;
}

static void write_node(struct writer *w, const struct node *n, struct place place)
{
	if (n->dropped)
		return;
	if (n->tag == TAG_TEXT) {
		add_text(w, n->text, place);
		return;
	}
	if (!w->all && is_box(n)) {
		end_line(w);
		drop_heading(w);
		return;
	}
	place.in_link = place.in_link || n->tag == TAG_A;
	place.in_heading = place.in_heading || tag_kind(n->tag) == HEADING;
	place.in_paragraph = place.in_paragraph || n->tag == TAG_P;
	place.in_row = place.in_row || n->tag == TAG_TR;
	place.keeps_lines = place.keeps_lines || n->tag == TAG_PRE;
	if (n->tag == TAG_TD || n->tag == TAG_TH) {
		w->space = true;
		write_children(w, n, place);
		w->space = true;
	} else if (n->tag == TAG_BR) {
		end_line(w);
	} else if (tag_kind(n->tag) == INLINE) {
		write_children(w, n, place);
	} else {
		write_block(w, n, place);
	}
}

struct sv page_text(struct arena *a, struct node *const *parts, size_t n, struct sv title, bool all)
{
	struct writer w = {.arena = a, .title = title, .all = all, .heading = SIZE_MAX};
	for (size_t i = 0; i < n; i++) {
		w.cap += text_bytes(parts[i]);
		w.has_long = w.has_long || parts[i]->blocks;
	}
	w.text = arena_alloc(a, w.cap * 2 + 2);
	w.line = arena_alloc(a, w.cap + 2);
	for (size_t i = 0; i < n; i++) {
		w.new_block = true;
		write_node(&w, parts[i], (struct place){.in_link = false});
		end_line(&w);
	}
	drop_heading(&w);
	return sv_make(w.text, w.len);
}
