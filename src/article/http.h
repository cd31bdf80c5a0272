/* What web archives hold: HTTP answers. Pure functions on borrowed bytes. */
#ifndef KHARITA_ARTICLE_HTTP_H
#define KHARITA_ARTICLE_HTTP_H

#include "base/buf.h"

struct http_message {
	int status;
	struct sv body, packing, charset; /* packing: Content-Encoding */
	bool is_page, is_text, chunked;
};

/* True when the line is the header of that name; *value is trimmed. */
bool http_header(struct sv line, const char *name, struct sv *value);

/* Status, headers and body; false when the bytes are no HTTP answer. */
bool http_parse(struct sv bytes, struct http_message *out);

/* "text/html; charset=utf-8": fills is_page, is_text and charset. */
void http_content_type(struct sv value, struct http_message *out);

/* Appends the chunks' contents; false when the body is none of chunks (some archives join them but keep the header). */
bool http_join_chunks(struct sv body, struct buf *out);

/* Names of Content-Encoding. */
bool http_is_plain(struct sv packing);
bool http_is_gzip(struct sv packing);

#endif
