/* The background of maps: land, water, borders, roads and settlements of the gazetteer, sorted by what they are drawn
 * as. Read-only once collected; borrows from the gazetteer. */
#ifndef KHARITA_WRITE_BASEMAP_H
#define KHARITA_WRITE_BASEMAP_H

#include "gazetteer/gazetteer.h"

/* In drawing order. */
enum base_role {
	BASE_LAND,      /* governorate of the country that maps are about */
	BASE_NEIGHBOUR, /* area of another country */
	BASE_TRIBUTARY,
	BASE_RIVER,
	BASE_LAKE,      /* over the river that runs through it */
	BASE_ROAD,
	BASE_GOVERNORATE_BORDER,
	BASE_COUNTRY_BORDER,
	BASE_ROLE_COUNT
};

struct base_feature {
	enum base_role role;
	struct sv name_ar, name_en; /* may be empty */
	struct sv country_ar;       /* of a neighbour's area */
	const struct shape *shape;  /* areas; NULL for lines */
	struct line line;
};

struct basemap {
	struct base_feature *features; /* by role, then the gazetteer's order */
	size_t n_features;
	const struct place **settlements; /* with a point: most prominent first, then by id */
	size_t n_settlements;
};

/* New, in the arena. */
void basemap_collect(struct arena *a, const struct gazetteer *g, struct basemap *out);

#endif
