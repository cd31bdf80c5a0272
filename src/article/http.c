#include "article/http.h"

#include <strings.h>

static bool same(struct sv s, const char *name)
{
	size_t n = strlen(name);
	return s.len == n && strncasecmp(s.ptr, name, n) == 0;
}

bool http_header(struct sv line, const char *name, struct sv *value)
{
	size_t n = strlen(name);
	if (line.len <= n || line.ptr[n] != ':' || strncasecmp(line.ptr, name, n) != 0)
		return false;
	*value = sv_trim(sv_skip(line, n + 1));
	return true;
}

void http_content_type(struct sv value, struct http_message *out)
{
	struct sv rest = value;
	struct sv part = SV("");
	sv_split(&rest, ';', &part);
	part = sv_trim(part);
	out->is_page = same(part, "text/html") || same(part, "application/xhtml+xml");
	out->is_text = same(part, "text/plain");
	while (sv_split(&rest, ';', &part)) {
		part = sv_trim(part);
		if (part.len <= 8 || strncasecmp(part.ptr, "charset=", 8) != 0)
			continue;
		out->charset = sv_skip(part, 8);
		if (out->charset.len > 1 && out->charset.ptr[0] == '"')
			out->charset = sv_make(out->charset.ptr + 1, out->charset.len - 2);
	}
}

static void take_header(struct http_message *m, struct sv line)
{
	struct sv value;
	if (http_header(line, "Content-Type", &value))
		http_content_type(value, m);
	else if (http_header(line, "Content-Encoding", &value))
		m->packing = value;
	else if (http_header(line, "Transfer-Encoding", &value))
		m->chunked = same(value, "chunked");
}

bool http_parse(struct sv bytes, struct http_message *out)
{
	struct sv rest = bytes;
	struct sv line;
	int64_t status;
	*out = (struct http_message){.status = 0};
	if (!sv_starts(bytes, SV("HTTP/")) || !sv_split(&rest, '\n', &line))
		return false;
	size_t space = sv_find(line, SV(" "), 0);
	if (space == SIZE_MAX || !sv_to_int(sv_take(sv_skip(line, space + 1), 3), &status))
		return false;
	out->status = (int)status;
	while (sv_split(&rest, '\n', &line)) {
		line = sv_trim(line);
		if (!line.len)
			break;
		take_header(out, line);
	}
	out->body = rest.ptr ? rest : SV("");
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The number at the head of a chunk's line. */
static bool chunk_length(struct sv line, size_t *out)
{
	size_t n = 0;
	*out = 0;
	line = sv_trim(line);
	for (; n < line.len && n < 8 && hex_digit(line.ptr[n]) >= 0; n++)
		*out = *out * 16 + (size_t)hex_digit(line.ptr[n]);
	return n && (n == line.len || line.ptr[n] == ';' || line.ptr[n] == ' ');
}

bool http_join_chunks(struct sv body, struct buf *out)
{
	struct sv rest = body;
	struct sv line;
	size_t n;
	bool any = false;
	while (rest.ptr && rest.len && sv_split(&rest, '\n', &line)) {
		if (!line.len || (line.len == 1 && line.ptr[0] == '\r'))
			continue;
		if (!chunk_length(line, &n) || !rest.ptr)
			return any;
		any = true;
		if (n == 0)
			return true;
		buf_append(out, sv_take(rest, n));
		rest = sv_skip(rest, n);
	}
	return any;
}

bool http_is_plain(struct sv packing)
{
	return same(packing, "identity") || same(packing, "none");
}

bool http_is_gzip(struct sv packing)
{
	return same(packing, "gzip") || same(packing, "x-gzip");
}
