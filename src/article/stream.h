/* Buffered input of bounded size: a file, a pipe or standard input, read as a whole, by lines, or by JSON values. */
#ifndef KHARITA_ARTICLE_STREAM_H
#define KHARITA_ARTICLE_STREAM_H

#include "base/buf.h"
#include "base/error.h"

struct stream {
	const char *path;   /* borrowed */
	int fd;             /* -1: closed */
	struct buf bytes;   /* bytes.ptr + pos .. bytes.len: read, not yet consumed */
	size_t pos, max;    /* max: bytes of one item at most */
	uint64_t n_read;    /* from the file so far */
	uint64_t size;      /* of a regular file; 0: unknown */
	bool eof;
};

/* "-" is standard input. ERR_IO; ERR_REJECTED for a folder. stream_close() in any case; legal on {.fd = -1}. */
enum err stream_open(struct stream *s, const char *path, size_t max, struct error *e);
void stream_close(struct stream *s);

/* The bytes read ahead, at least `want` of them unless the end comes first. ERR_IO; ERR_NOMEM. Views last until the
 * next call. */
enum err stream_peek(struct stream *s, size_t want, struct sv *out, struct error *e);

/* Consumes n bytes of those read ahead. */
void stream_skip(struct stream *s, size_t n);

/* Everything that is left. ERR_LIMIT when it is more than max. */
enum err stream_rest(struct stream *s, struct sv *out, struct error *e);

/* The next line without its end, consumed; *more false at the end. ERR_LIMIT: a longer one than max, skipped whole. */
enum err stream_line(struct stream *s, struct sv *out, bool *more, struct error *e);

/* The next JSON object, whatever lines it spans, consumed with the commas and brackets before it; what is no object is
 * skipped. *more false at the end. ERR_LIMIT for an object longer than max, ERR_DATA for one that does not end: after
 * these two nothing more comes. */
enum err stream_object(struct stream *s, struct sv *out, bool *more, struct error *e);

#endif
