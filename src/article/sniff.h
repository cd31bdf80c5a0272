/* What kind of input the first bytes of a stream tell of. The name of a file is never asked. */
#ifndef KHARITA_ARTICLE_SNIFF_H
#define KHARITA_ARTICLE_SNIFF_H

#include "article/stream.h"

enum content {
	CONTENT_TEXT,
	CONTENT_PAGE,    /* HTML */
	CONTENT_LINES,   /* a JSON object a line */
	CONTENT_FILTER,  /* the same, each line answered (enum line_mode): never told by content */
	CONTENT_OBJECTS, /* JSON objects, in an array or spread over lines */
	CONTENT_TABLE,   /* CSV, TSV */
	CONTENT_FEED,    /* RSS, Atom */
	CONTENT_WARC,
	CONTENT_ARCHIVE, /* packed: gzip, zip, tar ... */
	CONTENT_REFUSED, /* surely no article: *reason */
};

/* `named_columns`: the user named a table's columns, so that lines with a delimiter are one without a header. The
 * stream's position stays. ERR_IO, ERR_DATA, ERR_NOMEM of the stream. */
enum err sniff_content(struct stream *s, bool named_columns, enum content *out, const char **reason, struct error *e);

/* Packed or lines, whatever the lines hold. Errors as above. */
enum err sniff_packing(struct stream *s, enum content *out, struct error *e);

/* Whether a string holds HTML elements, as the text of a record may. */
bool sniff_is_markup(struct sv text);

/* Whether the bytes begin as a page of HTML does. */
bool sniff_is_page(struct sv bytes);

#endif
