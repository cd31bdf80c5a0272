/* Metadata of articles from a TSV that the user gives: columns source, published, url, title, outlet in any order. */
#ifndef KHARITA_ARTICLE_METADATA_H
#define KHARITA_ARTICLE_METADATA_H

#include "base/buf.h"
#include "base/error.h"

struct metadata_row {
	struct sv source; /* a path, or the end of one from a '/' on, such as a file name */
	struct sv published, url, title, outlet; /* empty: not given */
};

/* Rows sorted by source; the views borrow from `content`. */
struct metadata {
	struct buf content;
	struct metadata_row *rows;
	size_t n_rows;
};

/* ERR_IO when the file cannot be read; ERR_DATA with file, line and reason for a missing column, a date that is not
 * ISO 8601, a source listed twice. metadata_release() in any case; legal on a zeroed struct. */
enum err metadata_read(const char *path, struct metadata *out, struct error *e);
void metadata_release(struct metadata *m);

/* The row of a path: the one with the longest matching end; NULL if none. */
const struct metadata_row *metadata_find(const struct metadata *m, const char *path);

#endif
