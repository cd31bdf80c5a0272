#include "article/stream.h"

enum { CHUNK = 64 * 1024 };

void stream_open(struct stream *s, struct source *source, size_t max)
{
	*s = (struct stream){.source = source, .max = max};
	buf_init(&s->bytes, max > SIZE_MAX / 2 ? SIZE_MAX : max + 2 * CHUNK);
}

void stream_close(struct stream *s)
{
	if (s->source)
		s->source->close(s->source);
	if (s->bytes.max)
		buf_release(&s->bytes);
	s->source = NULL;
}

static struct sv ahead(const struct stream *s)
{
	return sv_skip(buf_sv(&s->bytes), s->pos);
}

/* Moves what is read ahead to the front when the consumed part has grown. */
static void compact(struct stream *s)
{
	size_t left = s->bytes.len - s->pos;
	if (s->pos < CHUNK || s->pos < left)
		return;
	memmove(s->bytes.ptr, s->bytes.ptr + s->pos, left);
	s->bytes.len = left;
	s->pos = 0;
}

/* One read; sets eof at the end. */
static enum err read_more(struct stream *s, struct error *e)
{
	size_t n = 0;
	compact(s);
	if (!buf_reserve(&s->bytes, CHUNK))
		return error_set(e, ERR_NOMEM, "out of memory");
	enum err result = s->source->read(s->source, s->bytes.ptr + s->bytes.len, CHUNK, &n, e);
	if (result != OK)
		return result;
	s->eof = n == 0;
	s->bytes.len += n;
	s->n_read += n;
	return OK;
}

enum err stream_peek(struct stream *s, size_t want, struct sv *out, struct error *e)
{
	enum err result = OK;
	while (result == OK && !s->eof && s->bytes.len - s->pos < want)
		result = read_more(s, e);
	*out = ahead(s);
	return result;
}

void stream_skip(struct stream *s, size_t n)
{
	s->pos += n < s->bytes.len - s->pos ? n : s->bytes.len - s->pos;
}

void stream_stop(struct stream *s)
{
	s->eof = true;
	stream_skip(s, SIZE_MAX);
}

enum err stream_too_large(const struct stream *s, struct error *e)
{
	return error_set(e, ERR_LIMIT, "larger than %zu bytes; raise --max-article-bytes", s->max);
}

enum err stream_rest(struct stream *s, struct sv *out, struct error *e)
{
	*out = SV("");
	if (s->source->size > s->max)
		return stream_too_large(s, e);
	enum err result = stream_peek(s, s->max + 1, out, e);
	if (result == OK && out->len > s->max)
		result = stream_too_large(s, e);
	stream_skip(s, out->len);
	return result;
}

enum err stream_pass(struct stream *s, uint64_t n, uint64_t *got, struct error *e)
{
	enum err result = OK;
	*got = 0;
	while (result == OK && *got < n && !(s->eof && s->pos == s->bytes.len)) {
		uint64_t held = s->bytes.len - s->pos;
		size_t step = (size_t)(held < n - *got ? held : n - *got);
		stream_skip(s, step);
		*got += step;
		if (*got < n && !s->eof)
			result = read_more(s, e);
	}
	return result;
}

/* Consumes up to and with the next line end. */
static enum err skip_line(struct stream *s, struct error *e)
{
	for (;;) {
		struct sv bytes = ahead(s);
		const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
		stream_skip(s, end ? (size_t)(end - bytes.ptr) + 1 : bytes.len);
		if (end || s->eof)
			return OK;
		enum err result = read_more(s, e);
		if (result != OK)
			return result;
	}
}

enum err stream_line(struct stream *s, struct sv *out, bool *more, struct error *e)
{
	size_t scanned = 0;
	enum err result = OK;
	*more = true;
	for (;;) {
		*out = ahead(s);
		const char *end = out->len > scanned ? memchr(out->ptr + scanned, '\n', out->len - scanned) : NULL;
		if (end)
			out->len = (size_t)(end - out->ptr);
		if (out->len > s->max) {
			result = skip_line(s, e);
			return result == OK ? stream_too_large(s, e) : result;
		}
		if (end || s->eof) {
			*more = end || out->len;
			stream_skip(s, out->len + (end != NULL));
			return OK;
		}
		scanned = out->len;
		result = read_more(s, e);
		if (result != OK)
			return result;
	}
}

/* Where a scan of one object stands. */
struct scan {
	size_t depth;
	bool in_string, escaped;
};

/* True when c ends the object. */
static bool scan_char(struct scan *c, char ch)
{
	if (c->in_string) {
		if (c->escaped)
			c->escaped = false;
		else if (ch == '\\')
			c->escaped = true;
		else if (ch == '"')
			c->in_string = false;
		return false;
	}
	if (ch == '"')
		c->in_string = true;
	else if (ch == '{' || ch == '[')
		c->depth++;
	else if (ch == '}' || ch == ']')
		return --c->depth == 0;
	return false;
}

/* Consumes what stands before the next object; *found false at the end. */
static enum err seek_object(struct stream *s, bool *found, struct error *e)
{
	for (;;) {
		struct sv bytes = ahead(s);
		const char *start = bytes.len ? memchr(bytes.ptr, '{', bytes.len) : NULL;
		stream_skip(s, start ? (size_t)(start - bytes.ptr) : bytes.len);
		*found = start != NULL;
		if (start || s->eof)
			return OK;
		enum err result = read_more(s, e);
		if (result != OK)
			return result;
	}
}

enum err stream_object(struct stream *s, struct sv *out, bool *more, struct error *e)
{
	struct scan scan = {0};
	size_t scanned = 0;
	enum err result = seek_object(s, more, e);
	while (result == OK && *more) {
		*out = ahead(s);
		while (scanned < out->len && scanned <= s->max)
			if (scan_char(&scan, out->ptr[scanned++])) {
				out->len = scanned;
				stream_skip(s, scanned);
				return OK;
			}
		if (scanned > s->max)
			result = stream_too_large(s, e);
		else if (s->eof)
			result = error_set(e, ERR_DATA, "the JSON object does not end");
		else
			result = read_more(s, e);
	}
	if (result != OK) /* where the next object begins cannot be told */
		stream_stop(s);
	return result;
}
