/* An overlay's rows put into the tables of an open gazetteer, so that a few rows cost milliseconds; private to overlay.c. */
#ifndef KHARITA_GAZETTEER_PATCH_H
#define KHARITA_GAZETTEER_PATCH_H

#include "gazetteer/open.h"
#include "gazetteer/source.h"

/* Adds the rows of `rows`, or replaces those whose id exists, as if everything had been compiled again with them. The
 * sections that change are copied into the gazetteer's arena, whose escape must be set; nothing changes until all is
 * done, so a jump leaves the gazetteer as it was. *done is false, and nothing has changed, when a replaced row's names
 * change in a way that touches spellings made by rule for other places: then everything is to be compiled. ERR_NOMEM,
 * ERR_LIMIT. */
enum err gazetteer_patch(struct gazetteer *g, const struct source *rows, const char *path, bool *done, struct error *e);

#endif
