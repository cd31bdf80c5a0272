#include "article/http.h"
#include "article/level.h"
#include "article/unpack.h"
#include "article/when.h"

#include <stdio.h>
#include <stdlib.h>

/* What the header of a record says. */
struct warc_record {
	char *type, *url, *date, *content_type;
	uint64_t length;
	bool has_length;
};

static void record_release(struct warc_record *w)
{
	free(w->type);
	free(w->url);
	free(w->date);
	free(w->content_type);
}

static bool keep(char **field, struct sv value)
{
	if (!*field)
		*field = copy_bytes(value);
	return *field;
}

static bool take_header(struct warc_record *w, struct sv line)
{
	struct sv value;
	int64_t length;
	if (http_header(line, "WARC-Type", &value))
		return keep(&w->type, value);
	if (http_header(line, "WARC-Target-URI", &value)) {
		if (value.len > 1 && value.ptr[0] == '<' && value.ptr[value.len - 1] == '>')
			value = sv_make(value.ptr + 1, value.len - 2);
		return keep(&w->url, value);
	}
	if (http_header(line, "WARC-Date", &value))
		return keep(&w->date, value);
	if (http_header(line, "Content-Type", &value))
		return keep(&w->content_type, value);
	if (http_header(line, "Content-Length", &value) && sv_to_int(value, &length) && length >= 0) {
		w->length = (uint64_t)length;
		w->has_length = true;
	}
	return true;
}

/* The header of the next record. *more false at the end of the file. */
static enum err read_header(struct level *l, struct warc_record *w, bool *more, struct error *e)
{
	struct sv line = SV("");
	enum err result = OK;
	do {
		result = stream_line(&l->stream, &line, more, e);
	} while (result == OK && *more && !sv_trim(line).len);
	if (result != OK || !*more)
		return result;
	l->record++;
	if (!sv_starts(line, SV("WARC/")))
		return error_set(e, ERR_DATA, "no record where one should begin: the web archive is damaged");
	for (;;) {
		bool inside = true;
		result = stream_line(&l->stream, &line, &inside, e);
		line = sv_trim(line);
		if (result != OK || !inside || !line.len)
			break;
		if (!take_header(w, line))
			return error_set(e, ERR_NOMEM, "out of memory");
	}
	if (result == OK && !w->has_length)
		return error_set(e, ERR_DATA, "a record without Content-Length: the web archive is damaged");
	return result;
}

/* Unpacks what HTTP packed. */
static enum err decode_body(const struct http_message *m, size_t max, struct buf *out, struct error *e)
{
	struct buf joined;
	struct sv body = m->body;
	enum err result = OK;
	buf_init(&joined, max);
	if (m->chunked && http_join_chunks(body, &joined))
		body = buf_sv(&joined);
	bool gzip = sv_starts(body, SV("\x1F\x8B")) || sv_starts(body, SV("\x28\xB5\x2F\xFD"));
	if (gzip)
		result = unpack_bytes(body, out, e);
	else if (m->packing.len && !http_is_plain(m->packing) && !http_is_gzip(m->packing))
		result = error_set(e, ERR_REJECTED, "its body is packed with '%.*s', which is not read",
		                   (int)(m->packing.len < 32 ? m->packing.len : 32), m->packing.ptr);
	else
		buf_append(out, body);
	if (result == OK && !buf_ok(out))
		result = buf_fail(out, "its body", "; raise --max-article-bytes", e);
	buf_release(&joined);
	return result;
}

static enum err fill(struct level *l, const struct warc_record *w, const struct http_message *m,
                     struct step_result *out, struct error *e)
{
	struct article_unit *u = &out->unit;
	struct buf body;
	struct error why;
	char date[WHEN_BYTES];
	buf_init(&body, l->options->max_bytes);
	out->step = STEP_UNIT;
	u->source = level_unit_source(l, NULL, w->url);
	u->page_url = w->url ? strdup(w->url) : NULL;
	if (w->date && when_parse(sv_cstr(w->date), true, date))
		u->page_published = strdup(date);
	if (m->charset.len)
		u->charset = copy_bytes(m->charset);
	enum err code = u->source ? decode_body(m, body.max, &body, &why) : error_set(&why, ERR_NOMEM, "out of memory");
	if (code == OK) {
		u->bytes = copy_bytes(buf_sv(&body));
		u->n_bytes = body.len;
		u->format = m->is_page && sniff_is_page(buf_sv(&body)) ? UNIT_PAGE
		            : m->is_page                               ? UNIT_FRAGMENT
		                                                       : UNIT_TEXT;
		code = u->bytes ? OK : error_set(&why, ERR_NOMEM, "out of memory");
	}
	buf_release(&body);
	if (code == ERR_NOMEM)
		return error_set(e, ERR_NOMEM, "out of memory");
	return code == OK ? OK : step_reject(out, u->source, code, why.msg, e);
}

/* A record's content: a unit, a rejection, or nothing of interest. */
static enum err take_content(struct level *l, const struct warc_record *w, struct sv content, struct step_result *out,
                             struct error *e)
{
	struct http_message m = {.status = 200, .body = content};
	struct sv type = sv_cstr(w->type);
	if (sv_eq(type, SV("response"))) {
		if (!http_parse(content, &m))
			return OK; /* DNS and the like */
	} else if (sv_eq(type, SV("resource")) || sv_eq(type, SV("conversion"))) {
		http_content_type(sv_cstr(w->content_type), &m);
	} else {
		return OK;
	}
	if (!m.is_page && !m.is_text)
		return OK;
	if (m.status >= 200 && m.status < 300)
		return fill(l, w, &m, out, e);
	char reason[64];
	snprintf(reason, sizeof reason, "the server answered with status %d", m.status);
	char *source = level_unit_source(l, NULL, w->url);
	enum err result =
		source ? step_reject(out, source, ERR_REJECTED, reason, e) : error_set(e, ERR_NOMEM, "out of memory");
	free(source);
	return result;
}

static enum err next_record(struct level *l, bool *more, struct step_result *out, struct error *why, struct error *e)
{
	struct warc_record w = {.length = 0};
	struct sv content = SV("");
	uint64_t passed = 0;
	enum err code = read_header(l, &w, more, why);
	if (code == OK && *more && w.length > l->options->max_bytes) {
		code = stream_pass(&l->stream, w.length, &passed, why);
		if (code == OK)
			code = stream_too_large(&l->stream, why);
	} else if (code == OK && *more) {
		code = stream_peek(&l->stream, (size_t)w.length, &content, why);
		if (code == OK && content.len < w.length)
			code = error_set(why, ERR_DATA, "the web archive ends in the middle of a record");
		if (code == OK)
			code = take_content(l, &w, sv_take(content, (size_t)w.length), out, e);
		stream_skip(&l->stream, (size_t)w.length);
	}
	record_release(&w);
	return code;
}

enum err level_warc(struct level *l, struct step_result *out, struct error *e)
{
	struct error why = {.code = OK};
	bool more = true;
	enum err code = OK;
	while (code == OK && more && out->step == STEP_END)
		code = next_record(l, &more, out, &why, e);
	if (code == OK || out->step != STEP_END)
		return code == ERR_NOMEM ? error_set(e, ERR_NOMEM, "out of memory") : OK;
	if (code != ERR_LIMIT)
		stream_stop(&l->stream);
	char *source = level_record_source(l);
	enum err result = source && code != ERR_NOMEM ? step_reject(out, source, code, why.msg, e)
	                                              : error_set(e, ERR_NOMEM, "out of memory");
	free(source);
	return result;
}
