/* Images: what an upper layer makes of the lexicon, as tables in the gazetteer's file (gazetteer_image()). Made once, when
 * the file is built, and used in place by every start. They hold no pointers; strings are spans of a table of bytes. */
#ifndef KHARITA_GAZETTEER_IMAGE_H
#define KHARITA_GAZETTEER_IMAGE_H

#include "base/arena.h"
#include "base/buf.h"

enum { IMAGE_MAX_TABLES = 16 };

/* Records of one size. */
struct image_table {
	const void *records;
	size_t n, size; /* bytes of a record */
};

/* Bytes of a table of characters. */
struct image_text {
	uint32_t offset, len;
};

/* Appends the tables, at most IMAGE_MAX_TABLES, under this program's stamp: a digest of the sources that make and read
 * images, so that a program whose rules changed takes no image for its own. */
void image_write(struct buf *out, const struct image_table *tables, size_t n);

/* What tables are gathered in before they are written: begun empty, and without a limit of their own. */
void image_begin(struct buf *const *parts, size_t n);

/* image_write(), unless a part has failed: then out fails as it did. Releases the parts. */
void image_end(struct buf *out, const struct image_table *tables, size_t n, struct buf *const *parts, size_t n_parts);

/* Fills in where the tables lie and how many records they have; the caller has set the records' sizes. False when the
 * bytes are no image of this program with these tables, or are cut. What the records say is the caller's to check. */
bool image_open(struct sv bytes, struct image_table *tables, size_t n);

/* Appends a string. */
struct image_text image_put(struct buf *characters, struct sv s);

/* A string; empty when it lies outside the table. Borrowed. */
struct sv image_get(const struct image_table *characters, struct image_text t);

/* A number of slots for open addressing: a power of two below 2^31. */
bool image_is_hash(size_t n);

#endif
