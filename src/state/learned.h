/* Places learned: what analysts filled into unresolved.csv. Kept in the state store, and read by every run as an overlay
 * of the gazetteer. */
#ifndef KHARITA_STATE_LEARNED_H
#define KHARITA_STATE_LEARNED_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"
#include "state/state.h"

/* One name: of the place chosen, or of a new one at the coordinates typed. */
struct learned {
	struct sv surface, container_id; /* which row of unresolved.csv */
	struct sv place_id, lat, lon, name_ar, name_en, kind;
};

/* Takes over the rows of the file whose place_id or lat and lon were filled in since the last run, and takes back those
 * that were emptied. Bad rows are told and passed over; *n counts the changes. A file that is missing, or has not these
 * columns, is no failure. ERR_IO. */
enum err learned_take(struct state *s, const char *path, size_t *n, struct error *e);

enum err learned_load(struct state *s, struct arena *a, struct learned **out, size_t *n, struct error *e);
enum err learned_any(struct state *s, bool *any, struct error *e);

/* The rows as a table with the columns of places.tsv; nothing when none of them can be used. g knows the places that were
 * chosen. */
enum err learned_overlay(struct state *s, const struct gazetteer *g, struct buf *out, struct error *e);

#endif
