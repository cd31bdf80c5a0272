/* Placing the names of a report map: what its parts share. Inside of poster_labels.c and poster_areas.c only. */
#ifndef KHARITA_WRITE_POSTER_NAMING_H
#define KHARITA_WRITE_POSTER_NAMING_H

#include "write/label_place.h"
#include "write/poster_plan.h"

struct naming {
	struct poster_plan *plan;
	struct typesetter *ts;
	struct crowd *crowd;
};

/* The name in the page's language, else the other one. */
struct sv naming_text(const struct poster_plan *p, struct sv ar, struct sv en);

/* True for a spot that is not at the map's very edge. */
bool naming_in_map(const struct poster_plan *p, struct xy at);

/* Places a name beside its point, or on it and around (centred), and keeps it; false when there is no room. */
bool naming_add(struct naming *n, struct sv text, enum theme_label kind, struct xy at, double gap, bool centred);

/* Beside its point, `gap` away or, if there is no room, `further`. */
bool naming_add_beside(struct naming *n, struct sv text, enum theme_label kind, struct xy at, double gap, double further);

/* Names of governorates, countries and seas, each where most of it fits into what is seen of its area; upright where that is
 * too narrow. */
void naming_areas(struct naming *n);

/* Names of rivers and lakes, beside the stream. */
void naming_rivers(struct naming *n);

#endif
