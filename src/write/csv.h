/* A layer's fields as CSV (RFC 4180, UTF-8, LF): for spreadsheets and for gazetteers to come. */
#ifndef KHARITA_WRITE_CSV_H
#define KHARITA_WRITE_CSV_H

#include "write/model_layers.h"

/* Writes the records; arrays as JSON text, null as an empty cell; `extra` names columns that are left empty for the
 * user to fill (NULL-terminated, or NULL). The file appears whole or not at all. ERR_IO. */
enum err csv_write(const struct layer *l, const char *const *extra, const char *path, struct error *e);

#endif
