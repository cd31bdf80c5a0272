/* The background of maps: land, water, borders, roads and settlements of the gazetteer, sorted by what they are drawn
 * as, and how they are drawn: alike on every kind of map. Read-only once collected; borrows from the gazetteer. */
#ifndef KHARITA_WRITE_BASEMAP_H
#define KHARITA_WRITE_BASEMAP_H

#include "gazetteer/gazetteer.h"
#include "write/canvas.h"

/* In drawing order. */
enum base_role {
	BASE_LAND,      /* governorate of the country that maps are about */
	BASE_NEIGHBOUR, /* area of another country */
	BASE_DESERT,
	BASE_IRRIGATED, /* along the rivers */
	BASE_TRIBUTARY,
	BASE_RIVER,
	BASE_LAKE,      /* over the river that runs through it */
	BASE_SEA,
	BASE_DISTRICT_BORDER, /* approximate */
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

/* "Raqqa" of "Raqqa Governorate": the map says what it is by the way it is written. */
struct sv basemap_short_name(struct sv name_en);

/* A feature in a map's plane. */
struct base_outline {
	enum base_role role;
	struct outline outline;
};
struct outline base_outline_of(struct arena *a, const struct base_feature *f, project_fn *project, const struct view *v,
                               double tolerance);

/* The colour of an area, the line of a border, river or road; NULL for the others. */
const struct colour *base_fill(const struct theme *t, enum base_role role);
const struct line_style *base_line(const struct theme *t, enum base_role role);

/* Paints what is drawn below everything else over the whole clip: the neighbours' colour, then the outlines, which
 * stand in drawing order, moved by dx, dy; those that lie outside of `seen` are passed over. `unit` is user units per
 * mm. */
void basemap_paint(cairo_t *cr, const struct theme *t, const struct base_outline *outlines, size_t n, double unit,
                   double dx, double dy, struct box seen);

#endif
