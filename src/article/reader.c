#include "article/article.h"

#include "article/metadata.h"
#include "article/published.h"
#include "article/record.h"
#include "article/stream.h"
#include "article/walk.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_MAX_BYTES = 64 << 20, SNIFF_BYTES = 4096 };

/* What the open stream holds. */
enum content { CONTENT_NONE, CONTENT_TEXT, CONTENT_LINES, CONTENT_OBJECTS };

struct article_reader {
	struct article_options options;
	struct metadata metadata;
	size_t metadata_hits;
	struct walk *walk;
	struct stream stream;
	enum content content;
	char *path;          /* of the open stream */
	uint64_t record;     /* line of a JSON-lines file, else ordinal of the object */
	uint64_t sequence;
	uint64_t done_bytes; /* of the files behind */
	bool warned_date;
};

void article_unit_release(struct article_unit *u)
{
	free(u->bytes);
	free(u->source);
	free(u->url);
	free(u->title);
	free(u->outlet);
	free(u->published);
	free(u->reason);
	*u = (struct article_unit){.code = OK};
}

enum err article_reader_open(const char *const *inputs, size_t n, const struct article_options *o,
                             struct article_reader **out, struct error *e)
{
	*out = NULL;
	if (o->published && !published_is_valid(sv_cstr(o->published)))
		return error_set(e, ERR_USAGE, "'%s' is not a date; write it as 2021-09-18", o->published);
	struct article_reader *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "out of memory");
	r->options = *o;
	if (!r->options.max_bytes)
		r->options.max_bytes = DEFAULT_MAX_BYTES;
	r->stream.fd = -1;
	enum err result = OK;
	if (o->metadata_path)
		result = metadata_read(o->metadata_path, &r->metadata, e);
	if (result == OK)
		result = walk_open(inputs, n, &r->walk, e);
	if (result != OK) {
		article_reader_close(r);
		return result;
	}
	walk_except(r->walk, o->metadata_path);
	walk_except(r->walk, o->output_path);
	*out = r;
	return OK;
}

static void close_stream(struct article_reader *r)
{
	r->done_bytes += r->stream.n_read;
	stream_close(&r->stream);
	r->stream.n_read = 0;
	r->content = CONTENT_NONE;
	free(r->path);
	r->path = NULL;
}

void article_reader_close(struct article_reader *r)
{
	if (!r)
		return;
	close_stream(r);
	walk_close(r->walk);
	if (r->metadata.content.max)
		metadata_release(&r->metadata);
	free(r);
}

void article_reader_progress(const struct article_reader *r, uint64_t *done, uint64_t *total)
{
	*done = r->done_bytes + r->stream.n_read;
	*total = walk_bytes(r->walk);
}

static enum err out_of_memory(struct error *e)
{
	return error_set(e, ERR_NOMEM, "out of memory");
}

/* Makes *out a rejection of the file or record. */
static enum err reject(struct article_unit *out, const char *source, enum err code, const char *reason, struct error *e)
{
	if (!out->source)
		out->source = strdup(source);
	out->code = code;
	out->reason = strdup(reason);
	return out->source && out->reason ? OK : out_of_memory(e);
}

/* First byte that is not white space or a byte-order mark. */
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
	return head.len && strchr(next, head.ptr[0]);
}

/* JSON lines when the first line is an object; a JSON array or objects spread over lines when it begins like one;
 * else text. A broken first line of JSON lines is told by a quotation mark behind its brace. */
static enum err sniff(struct article_reader *r, struct error *e)
{
	struct sv bytes;
	enum err result = stream_peek(&r->stream, SNIFF_BYTES, &bytes, e);
	if (result != OK)
		return result;
	struct sv head = content_head(bytes);
	r->content = CONTENT_TEXT;
	if (opens_with(head, '[', "{"))
		r->content = CONTENT_OBJECTS;
	if (!opens_with(head, '{', "\"}"))
		return OK;
	size_t before = bytes.len - head.len;
	for (size_t want = SNIFF_BYTES; !memchr(head.ptr, '\n', head.len) && !r->stream.eof && want < r->stream.max;) {
		want = bytes.len * 2;
		result = stream_peek(&r->stream, want, &bytes, e);
		if (result != OK)
			return result;
		head = sv_skip(bytes, before);
	}
	const char *end = memchr(head.ptr, '\n', head.len);
	struct sv line = sv_trim(end ? sv_take(head, (size_t)(end - head.ptr)) : head);
	bool goes_on = line.len && strchr("{,[", line.ptr[line.len - 1]);
	r->content = !record_is_object(line) && goes_on ? CONTENT_OBJECTS : CONTENT_LINES;
	if (r->content == CONTENT_LINES && sv_starts(bytes, SV("\xEF\xBB\xBF")))
		stream_skip(&r->stream, 3);
	return OK;
}

/* Opens the next file; a refusal lands in *out. */
static enum err next_file(struct article_reader *r, struct article_unit *out, bool *more, struct error *e)
{
	struct walk_item item;
	struct error why;
	enum err result = walk_next(r->walk, &item, more, e);
	if (result != OK || !*more)
		return result;
	if (item.code != OK) {
		result = reject(out, item.path, item.code, item.reason, e);
		free(item.path);
		return result;
	}
	r->path = item.path;
	r->record = 0;
	enum err code = stream_open(&r->stream, r->path, r->options.max_bytes, &why);
	if (code == OK)
		code = sniff(r, &why);
	if (code == OK)
		return OK;
	result = reject(out, r->path, code, why.msg, e);
	close_stream(r);
	return code == ERR_NOMEM ? out_of_memory(e) : result;
}

/* New string "path#n". */
static char *record_source(const struct article_reader *r)
{
	size_t size = strlen(r->path) + 32;
	char *s = malloc(size);
	if (s)
		snprintf(s, size, "%s#%llu", r->path, (unsigned long long)r->record);
	return s;
}

static bool is_html(struct sv bytes)
{
	struct sv head = content_head(bytes);
	return sv_starts(head, SV("<!DOCTYPE")) || sv_starts(head, SV("<!doctype")) || sv_starts(head, SV("<html")) ||
	       sv_starts(head, SV("<?xml"));
}

static enum err next_text(struct article_reader *r, struct article_unit *out, struct error *e)
{
	struct sv bytes;
	struct error why;
	enum err code = stream_rest(&r->stream, &bytes, &why);
	enum err result = OK;
	if (code != OK) {
		result = reject(out, r->path, code, why.msg, e);
	} else if (is_html(bytes)) {
		result = reject(out, r->path, ERR_REJECTED, "HTML or XML; save the article as plain text", e);
	} else {
		out->source = strdup(r->path);
		out->bytes = malloc(bytes.len + 1);
		if (!out->source || !out->bytes)
			return out_of_memory(e);
		memcpy(out->bytes, bytes.ptr, bytes.len);
		out->bytes[bytes.len] = '\0';
		out->n_bytes = bytes.len;
	}
	close_stream(r);
	return result;
}

/* The next record of a JSON file; *found false at its end. */
static enum err next_record(struct article_reader *r, struct article_unit *out, bool *found, struct error *e)
{
	struct sv json;
	struct error why;
	enum err code = OK;
	do {
		code = r->content == CONTENT_LINES ? stream_line(&r->stream, &json, found, &why)
		                                   : stream_object(&r->stream, &json, found, &why);
		r->record++;
	} while (code == OK && *found && !sv_trim(json).len);
	if (code == OK && !*found) {
		close_stream(r);
		return OK;
	}
	char *source = record_source(r);
	if (!source)
		return out_of_memory(e);
	bool bad_date = false;
	*found = true;
	enum err result = code == OK ? record_read(json, source, out, &bad_date, e)
	                             : reject(out, source, code, why.msg, e);
	if (bad_date && !r->warned_date) {
		log_write(LOG_WARNING, "'%s': its date is not ISO 8601 (2021-09-18) and is left out, as others like it",
		          source);
		r->warned_date = true;
	}
	free(source);
	if (code == ERR_IO)
		close_stream(r);
	return result;
}

/* Replaces a field by a metadata cell that is not empty. */
static bool apply_cell(char **field, struct sv cell)
{
	if (!cell.len)
		return true;
	free(*field);
	*field = strndup(cell.ptr, cell.len);
	return *field;
}

static enum err apply_metadata(struct article_reader *r, struct article_unit *u, struct error *e)
{
	bool ok = true;
	const struct metadata_row *row = metadata_find(&r->metadata, u->source);
	if (row) {
		r->metadata_hits++;
		ok = apply_cell(&u->published, row->published) && apply_cell(&u->url, row->url) &&
		     apply_cell(&u->title, row->title) && apply_cell(&u->outlet, row->outlet);
	}
	if (ok && !u->published && r->options.published)
		ok = apply_cell(&u->published, sv_cstr(r->options.published));
	return ok ? OK : out_of_memory(e);
}

enum err article_reader_next(struct article_reader *r, struct article_unit *out, bool *more, struct error *e)
{
	bool found = false;
	enum err result = OK;
	*out = (struct article_unit){.sequence = r->sequence};
	while (result == OK && !found) {
		if (r->content == CONTENT_NONE) {
			result = next_file(r, out, more, e);
			if (result != OK || !*more)
				break;
			found = out->code != OK;
		} else if (r->content == CONTENT_TEXT) {
			result = next_text(r, out, e);
			found = true;
		} else {
			result = next_record(r, out, &found, e);
		}
	}
	if (result == OK && found && out->code == OK)
		result = apply_metadata(r, out, e);
	if (result != OK)
		article_unit_release(out);
	*more = result == OK && found;
	r->sequence += *more;
	if (result == OK && !*more && r->metadata.n_rows && !r->metadata_hits)
		log_write(LOG_WARNING, "no row of '%s' names an input: 'source' holds file names or paths",
		          r->options.metadata_path);
	return result;
}
