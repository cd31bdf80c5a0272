/* Buffered input of bounded size, read as a whole, by lines, or by JSON values. */
#ifndef KHARITA_ARTICLE_STREAM_H
#define KHARITA_ARTICLE_STREAM_H

#include "article/source.h"
#include "base/buf.h"

struct stream {
	struct source *source; /* owned; NULL: closed */
	struct buf bytes;   /* bytes.ptr + pos .. bytes.len: read, not yet consumed */
	size_t pos, max;    /* max: bytes of one item at most */
	uint64_t n_read;    /* from the source so far */
	bool eof;
};

/* Takes the source over. stream_close() in any case; legal on a zeroed struct. */
void stream_open(struct stream *s, struct source *source, size_t max);
void stream_close(struct stream *s);

/* The bytes read ahead, at least `want` of them unless the end comes first. ERR_IO; ERR_NOMEM. Views last until the
 * next call. */
enum err stream_peek(struct stream *s, size_t want, struct sv *out, struct error *e);

/* Consumes n bytes of those read ahead. */
void stream_skip(struct stream *s, size_t n);

/* Everything that is left, consumed. ERR_LIMIT when it is more than max. */
enum err stream_rest(struct stream *s, struct sv *out, struct error *e);

/* ERR_LIMIT with the limit of one item and the remedy. */
enum err stream_too_large(const struct stream *s, struct error *e);

/* Drops what is left: nothing more comes. */
void stream_stop(struct stream *s);

/* Consumes n bytes, read ahead or not; fewer at the end: *got tells. */
enum err stream_pass(struct stream *s, uint64_t n, uint64_t *got, struct error *e);

/* The next line without its end, consumed; *more false at the end. ERR_LIMIT: a longer one than max, skipped whole. */
enum err stream_line(struct stream *s, struct sv *out, bool *more, struct error *e);

/* The next JSON object, whatever lines it spans, consumed with the commas and brackets before it; what is no object is
 * skipped. *more false at the end. ERR_LIMIT for an object longer than max, ERR_DATA for one that does not end: after
 * these two nothing more comes. */
enum err stream_object(struct stream *s, struct sv *out, bool *more, struct error *e);

#endif
