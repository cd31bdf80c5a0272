#include "article/sniff.h"

#include "article/csv.h"
#include "article/record.h"

#include <strings.h>

enum { SNIFF_BYTES = 4096 };

struct magic {
	size_t offset;
	struct sv bytes;
	const char *what;
};

static const struct magic refused[] = {
#define X(offset, bytes, what) {offset, {bytes, sizeof(bytes) - 1}, what},
#include "article/magic.def"
#undef X
};

static const struct magic packed[] = {
    {0, {"\x1F\x8B", 2}, "gzip"},
    {0, {"BZh", 3}, "bzip2"},
    {0,
     {"\xFD"
      "7zXZ",
      5},
     "xz"},
    {0, {"\x28\xB5\x2F\xFD", 4}, "zstd"},
    {0, {"\x04\x22\x4D\x18", 4}, "lz4"},
    {0, {"PK\x03\x04", 4}, "zip"},
    {0, {"PK\x05\x06", 4}, "zip"},
    {257, {"ustar", 5}, "tar"},
};

static const struct magic *find_magic(const struct magic *table, size_t n, struct sv bytes)
{
	for (size_t i = 0; i < n; i++)
		if (bytes.len >= table[i].offset && sv_starts(sv_skip(bytes, table[i].offset), table[i].bytes))
			return &table[i];
	return NULL;
}

/* The view from the first byte that is not white space or a byte-order mark. */
static struct sv content_head(struct sv bytes)
{
	if (sv_starts(bytes, SV("\xEF\xBB\xBF")))
		bytes = sv_skip(bytes, 3);
	while (bytes.len && strchr(" \t\r\n", bytes.ptr[0]))
		bytes = sv_skip(bytes, 1);
	return bytes;
}

/* The head behind one opening character and white space begins with one of `next`. */
static bool opens_with(struct sv head, char open, const char *next)
{
	if (!head.len || head.ptr[0] != open)
		return false;
	head = content_head(sv_skip(head, 1));
	return head.len && head.ptr[0] && strchr(next, head.ptr[0]);
}

static bool starts_tag(struct sv s, const char *name)
{
	size_t n = strlen(name);
	return s.len > n + 1 && s.ptr[0] == '<' && strncasecmp(s.ptr + 1, name, n) == 0 &&
	       strchr(" \t\r\n>/", s.ptr[n + 1]);
}

static bool is_doctype_with_subset(struct sv s)
{
	size_t open = sv_find(s, SV("["), 0);
	return sv_starts(s, SV("<!D")) && open < sv_find(s, SV(">"), 0);
}

/* Skips the prologue of a document: comments, processing instructions, a declaration. */
static struct sv skip_prologue(struct sv s)
{
	static const struct {
		struct sv open, close;
	} parts[] = {{{"<!--", 4}, {"-->", 3}}, {{"<?", 2}, {"?>", 2}}, {{"<!", 2}, {">", 1}}};
	for (bool moved = true; moved;) {
		moved = false;
		s = content_head(s);
		for (size_t i = 0; !moved && i < sizeof parts / sizeof parts[0]; i++) {
			struct sv close = parts[i].close;
			if (i == 2 && is_doctype_with_subset(s))
				close = SV("]>");
			size_t end = sv_starts(s, parts[i].open) ? sv_find(s, close, parts[i].open.len) : SIZE_MAX;
			moved = end != SIZE_MAX;
			if (moved)
				s = sv_skip(s, end + close.len);
		}
	}
	return s;
}

static bool is_feed(struct sv head)
{
	struct sv root = skip_prologue(head);
	return starts_tag(root, "rss") || starts_tag(root, "feed") || starts_tag(root, "rdf:RDF") ||
	       starts_tag(root, "atom:feed");
}

bool sniff_is_page(struct sv bytes)
{
	static const char *const openings[] = {
	      "html", "head",    "body", "meta", "div", "p",    "title", "table", "article", "script", "link", "center",
		"main", "section", "span", "h1",   "h2",  "font", "br",    "a",     "style",   "header", "ul"};
	struct sv head = content_head(bytes);
	if (head.len > 9 && strncasecmp(head.ptr, "<!DOCTYPE", 9) == 0) {
		struct sv rest = sv_trim(sv_take(sv_skip(head, 9), 64));
		return rest.len >= 4 && strncasecmp(rest.ptr, "html", 4) == 0;
	}
	struct sv root = skip_prologue(head);
	for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
		if (starts_tag(root, openings[i]))
			return true;
	return false;
}

bool sniff_is_markup(struct sv text)
{
	static const char *const tags[] = {"p",          "br", "div", "/p",    "strong",  "span",
	                                   "ul",         "a",  "h2",  "h3",    "img",     "figure",
	                                   "blockquote", "em", "b",   "table", "section", "article"};
	size_t n = 0;
	for (size_t at = sv_find(text, SV("<"), 0); at != SIZE_MAX && n++ < 16; at = sv_find(text, SV("<"), at + 1))
		for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
			if (starts_tag(sv_skip(text, at), tags[i]))
				return true;
	return false;
}

/* JSON lines when the first line is an object; objects spread over lines when it begins like one. A broken first line
 * of JSON lines is told by a quotation mark behind its brace. */
static enum err sniff_lines(struct stream *s, struct sv bytes, struct sv head, enum content *out, struct error *e)
{
	size_t before = bytes.len - head.len;
	for (size_t want = SNIFF_BYTES; !memchr(head.ptr, '\n', head.len) && !s->eof && want < s->max;) {
		want = bytes.len * 2;
		enum err result = stream_peek(s, want, &bytes, e);
		if (result != OK)
			return result;
		head = sv_skip(bytes, before);
	}
	const char *end = memchr(head.ptr, '\n', head.len);
	struct sv line = sv_trim(end ? sv_take(head, (size_t)(end - head.ptr)) : head);
	bool goes_on = line.len && strchr("{,[", line.ptr[line.len - 1]);
	*out = !record_is_object(line) && goes_on ? CONTENT_OBJECTS : CONTENT_LINES;
	return OK;
}

/* UTF-16 hides the ASCII that a kind is told by: its bytes without the NULs. */
static struct sv narrow(struct sv bytes, char room[SNIFF_BYTES])
{
	if (!sv_starts(bytes, SV("\xFF\xFE")) && !sv_starts(bytes, SV("\xFE\xFF")))
		return bytes;
	size_t n = 0;
	for (size_t i = 2; i < bytes.len && n < SNIFF_BYTES; i++)
		if (bytes.ptr[i])
			room[n++] = bytes.ptr[i];
	return sv_make(room, n);
}

enum err sniff_packing(struct stream *s, enum content *out, struct error *e)
{
	struct sv bytes;
	enum err result = stream_peek(s, SNIFF_BYTES, &bytes, e);
	bool is_packed = find_magic(packed, sizeof packed / sizeof packed[0], bytes);
	*out = is_packed ? CONTENT_ARCHIVE : CONTENT_FILTER;
	return result != OK && (result == ERR_NOMEM || !bytes.len) ? result : OK;
}

enum err sniff_content(struct stream *s, bool named_columns, enum content *out, const char **reason, struct error *e)
{
	struct sv bytes;
	char room[SNIFF_BYTES];
	*out = CONTENT_TEXT;
	*reason = NULL;
	enum err result = stream_peek(s, SNIFF_BYTES, &bytes, e);
	if (result != OK && (result == ERR_NOMEM || !bytes.len)) /* what is whole ahead of a fault is still read */
		return result;
	const struct magic *bad = find_magic(refused, sizeof refused / sizeof refused[0], bytes);
	struct sv head = content_head(narrow(sv_take(bytes, SNIFF_BYTES), room));
	struct sv whole = content_head(bytes);
	if (bad) {
		*out = CONTENT_REFUSED;
		*reason = bad->what;
	} else if (find_magic(packed, sizeof packed / sizeof packed[0], bytes)) {
		*out = CONTENT_ARCHIVE;
	} else if (sv_starts(whole, SV("WARC/1.")) || sv_starts(whole, SV("WARC/0."))) {
		*out = CONTENT_WARC;
	} else if (is_feed(head)) {
		*out = CONTENT_FEED;
	} else if (sniff_is_page(head)) {
		*out = CONTENT_PAGE;
	} else if (sv_starts(head, SV("<?xml"))) {
		*out = CONTENT_REFUSED;
		*reason = "XML that is neither a page nor a feed; save the article as text";
	} else if (opens_with(whole, '[', "{")) {
		*out = CONTENT_OBJECTS;
	} else if (opens_with(whole, '{', "\"}")) {
		return sniff_lines(s, bytes, whole, out, e);
	} else if (csv_is_table(whole, named_columns)) {
		*out = CONTENT_TABLE;
	}
	return OK;
}
