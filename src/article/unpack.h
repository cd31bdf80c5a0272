/* Unpacking of what is only packed (gzip, bzip2, xz, zstd, lz4), no archive of files. User of libarchive. */
#ifndef KHARITA_ARTICLE_UNPACK_H
#define KHARITA_ARTICLE_UNPACK_H

#include "article/source.h"
#include "base/buf.h"

struct archive;
struct archive_library;

/* The library, with a new reader of all packings in *out: archive_read_free(). NULL: ERR_ENV, ERR_NOMEM. */
const struct archive_library *unpack_library(struct archive **out, struct error *e);

/* Unpacks bytes into `out`. ERR_DATA for damage, ERR_LIMIT beyond out->max. */
enum err unpack_bytes(struct sv packed, struct buf *out, struct error *e);

/* A file's bytes ("-": standard input), unpacked when they are packed, else as they are. *out is new: s->close(). ERR_IO;
 * ERR_DATA for damage and for archives of files. */
enum err unpacked_open(const char *path, struct source **out, struct error *e);

#endif
