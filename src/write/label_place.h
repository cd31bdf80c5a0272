/* Label placement: greedy, in the order of importance, several positions each, never over what is already there. */
#ifndef KHARITA_WRITE_LABEL_PLACE_H
#define KHARITA_WRITE_LABEL_PLACE_H

#include "write/canvas.h"

/* Occupied boxes on a grid. One thread's; lies in its arena. */
struct crowd;

/* `cell` is the grid's cell in user units, about a label's width. Boxes outside `area` count as occupied; an empty area
 * has no bounds. */
struct crowd *crowd_new(struct arena *a, struct box area, double cell);
void crowd_add(struct crowd *c, struct box b);
bool crowd_is_free(const struct crowd *c, struct box b);

struct label_request {
	struct sv text;
	double x, y;          /* the point that is named */
	double gap;           /* from the point to the text: the symbol's reach */
	double width, height; /* of the text's ink, halo included */
	bool centred;         /* the name of an area: on its point or nearby, nothing beside */
	bool rtl;             /* prefers the left side */
};

/* Finds a free box for the request and occupies it; false when there is none. */
bool label_place(struct crowd *c, const struct label_request *r, struct box *out);

/* False when there is no room for the request whatever its size, which is not looked at: letters of a type of `em` user
 * units take some. Spares measuring most names of a crowded map. */
bool label_may_fit(const struct crowd *c, const struct label_request *r, double em);

#endif
