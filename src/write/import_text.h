/* Text as people's tables have it: other charsets, other separators. */
#ifndef KHARITA_WRITE_IMPORT_TEXT_H
#define KHARITA_WRITE_IMPORT_TEXT_H

#include "base/arena.h"
#include "base/error.h"

/* The path under which GDAL reads a file as a table: of FILE.csv, .tsv, .txt in another charset, separated by '|' or with
 * a byte-order mark a copy in memory (in the arena, as long as it is open), else the file itself. *copy is then false.
 * Files that are no text, or larger than 1 GiB, are left to GDAL. Thread-safe for different arenas. */
const char *import_text_path(struct arena *a, const char *path, bool *copy);

/* Forgets the copy. */
void import_text_close(const char *path);

/* A cell as valid UTF-8, in the arena: bytes that are none are Windows-1256, as are those that a file without a charset of
 * its own had taken for Latin-1. Empty when nothing fits. */
struct sv import_text_cell(struct arena *a, struct sv cell);

#endif
