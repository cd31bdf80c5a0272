/* What an imported row is to the gazetteer: new, known, known elsewhere, or at odds with it. */
#ifndef KHARITA_GAZETTEER_MATCH_H
#define KHARITA_GAZETTEER_MATCH_H

#include "gazetteer/import.h"

enum match_status {
	MATCH_NEW,      /* no place of this name and kind is near */
	MATCH_SAME,     /* the same place, at the same position */
	MATCH_MOVED,    /* the same place, but elsewhere, or without a position until now */
	MATCH_CONFLICT, /* the same code or position, but another name or kind: somebody must decide */
	MATCH_STATUSES
};

struct match {
	enum match_status status;
	int32_t place;     /* of the gazetteer; PLACE_NONE for a new one, and for one that an earlier row repeats */
	double distance_m; /* between the two positions; negative if unknown */
	const char *why;   /* static: "same code", "same name", "like spelling", "same code, other name" ... */
};

struct match_options {
	double same_m;  /* two positions at most this far apart are one; 0: 3 km */
	double moved_m; /* a place of the same name at most this far away is the same, moved; 0: 15 km */
};

/* Judges every row of the set by code, name key and distance, and kind; new[i] belongs to row i, in the set's arena. Fills
 * the rows' empty admin cells from the units whose areas hold them, and turns P-codes there into names. */
void match_rows(struct import_set *s, const struct gazetteer *g, const struct match_options *o, struct match **out);

const char *match_status_name(enum match_status s);

#endif
