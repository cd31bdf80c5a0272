/* What of a model a picture shows, whatever its kind: tiles and report maps draw the same things. Read-only; borrows
 * from the model. */
#ifndef KHARITA_WRITE_PICTURE_H
#define KHARITA_WRITE_PICTURE_H

#include "write/model.h"
#include "write/theme.h"

struct picture {
	const struct model *model;
	size_t *incidents;                 /* those with a point, in the model's order */
	size_t n_incidents;
	const struct shape **extents; /* of incidents that are not recalled only: distinct ones, largest first, none
					 above the theme's limit */
	size_t n_extents, n_open;          /* the first n_open of them are too large to be hatched: outlined only */
	const struct line **routes;        /* of the same incidents, distinct */
	size_t n_routes;
	const struct model_place **places; /* spots named in the theme's region, where no incident stands */
	size_t n_places;
};

/* New, in the arena. */
void picture_collect(struct arena *a, const struct model *m, const struct theme *t, struct picture *out);

/* True for a place that is a spot on the map; an area's point stands for something larger and gets no dot. */
bool place_is_spot(const struct model_place *p);

#endif
