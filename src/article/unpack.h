/* Unpacking in memory, for bodies of web archives. User of libarchive. */
#ifndef KHARITA_ARTICLE_UNPACK_H
#define KHARITA_ARTICLE_UNPACK_H

#include "base/buf.h"
#include "base/error.h"

/* Unpacks gzip, bzip2, xz, zstd or lz4 into `out`. ERR_DATA for damage, ERR_LIMIT beyond out->max. */
enum err unpack_bytes(struct sv packed, struct buf *out, struct error *e);

#endif
