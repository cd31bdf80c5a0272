/* What an import found, for a person or a script. */
#ifndef KHARITA_CLI_WRITE_IMPORT_REPORT_H
#define KHARITA_CLI_WRITE_IMPORT_REPORT_H

#include "cli/gazetteer_options.h"
#include "gazetteer/overlay_write.h"

/* Prints one row a line: what is new, moved or in conflict (with -v also what is the same), as a table; with --json every
 * row as an object of an array {status, kind, name_ar, name_en, lat, lon, place_id, distance_km, why, code, file, line}.
 * The sums go to standard error. `scratch` is the caller's. ERR_IO, ERR_NOMEM. */
enum err import_report(const struct import_set *s, const struct match *m, const struct gazetteer *g,
                       const struct overlay_counts *counts, const struct gazetteer_options *o, struct buf *scratch,
                       struct error *e);

#endif
