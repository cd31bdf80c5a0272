/* SQLite's R-tree filled at once instead of row by row: the entries are ordered along a Hilbert curve and packed into
 * full nodes, which are written into the tables that hold the tree. https://www.sqlite.org/rtree.html, "shadow tables" */
#ifndef KHARITA_WRITE_GPKG_RTREE_H
#define KHARITA_WRITE_GPKG_RTREE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct sqlite3;

struct gpkg_entry {
	int64_t id;
	float box[4]; /* min x, max x, min y, max y: rounded outwards, as SQLite rounds them */
};

/* The least float not below, and the greatest not above a double as SQLite's R-tree takes them (rtreeValueUp(),
 * rtreeValueDown()). */
float gpkg_rtree_up(double d);
float gpkg_rtree_down(double d);

/* Fills an empty R-tree of two dimensions. `entries` are in ascending order of their ids, each id once. The connection must
 * not have used the tree before and has to be closed before it is used. Errors: ERR_IO with what SQLite says, ERR_NOMEM. */
enum err gpkg_rtree_fill(struct sqlite3 *db, const char *tree, const struct gpkg_entry *entries, size_t n, struct error *e);

/* What SQLite says of a failure; where it says that there was none, it was our own memory. Until its next call. */
const char *gpkg_reason(struct sqlite3 *db);

#endif
