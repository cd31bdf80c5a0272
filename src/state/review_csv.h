/* Corrections as a table that teams send each other: CSV, one correction a row (docs/review.md has the columns). */
#ifndef KHARITA_STATE_REVIEW_CSV_H
#define KHARITA_STATE_REVIEW_CSV_H

#include "state/review.h"

/* Appends the header and a row for each correction. */
void review_csv_write(struct buf *out, const struct review *r);

struct review_import {
	bool theirs;  /* where both sides say something else, the file's word counts; else ours does */
	size_t n_added, n_changed, n_same, n_conflicts, n_refused;
};

/* Takes the corrections of such a file. A row that both sides have alike changes nothing, so that a file can be imported
 * twice; conflicts and bad rows are told by the log, with the line, and passed over. In a transaction of its own. ERR_IO;
 * ERR_DATA for a file without the columns doc_id, start, end. */
enum err review_csv_read(struct state *s, const char *path, struct review_import *import, struct error *e);

#endif
