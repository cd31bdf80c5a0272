/* The overlay that an import comes to: rows for what is new or moved, areas for units and lakes. */
#ifndef KHARITA_GAZETTEER_OVERLAY_WRITE_H
#define KHARITA_GAZETTEER_OVERLAY_WRITE_H

#include "base/buf.h"
#include "gazetteer/match.h"

struct overlay_options {
	bool moved; /* also rows that give known places their new position */
	bool names; /* also rows that give known places the spellings they lack */
};

struct overlay_counts {
	size_t rows, areas;
	size_t latin_only; /* new places that have no Arabic name: not written */
};

/* Appends the table (columns of places.tsv) and, when there are areas, a GeoJSON FeatureCollection; `areas` stays empty
 * otherwise. A new row says where it may match by itself: needs_head for common words and for single words that rest on
 * GeoNames alone, needs_context for names that others bear. Scratch in the set's arena. */
void overlay_write(const struct import_set *s, const struct match *m, const struct gazetteer *g,
                   const struct overlay_options *o, struct buf *table, struct buf *areas, struct overlay_counts *counts);

#endif
