/* A part of a model: the incidents of a period, kind or area. What `tiles` and `poster` draw when asked for less. */
#ifndef KHARITA_WRITE_MODEL_FILTER_H
#define KHARITA_WRITE_MODEL_FILTER_H

#include "write/model.h"

struct model_filter {
	struct sv from, to;     /* ISO days, inclusive; empty = open. An incident's period must touch them */
	struct sv types;        /* comma-separated beginnings of event or sub-event types, any case; empty = all */
	bool has_bounds;
	double west, south, east, north; /* degrees */
	bool has_near;
	struct lonlat near;
	double within_m;
	struct sv admin;        /* Arabic name of a governorate, district or subdistrict; empty = any */
	bool no_background;     /* leave past incidents out */
};

/* True when the filter lets everything through. */
bool model_filter_is_open(const struct model_filter *f);

/* A model that shows the incidents of `m` that pass; places named without an incident are kept only where they pass
 * the filter's area, and none when it asks for a period or a type. Counts, days and articles are those of what is
 * left. Borrows from `m`; its own tables are in the arena, which has an escape. Do not release it. */
struct model model_filter_apply(struct arena *a, const struct model *m, const struct model_filter *f);

#endif
