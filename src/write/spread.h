/* Spreads incident symbols so that those at one place, or at places nearer than a symbol's width, stay readable:
 * incidents of one type at one place become one symbol with a count, symbols at one place stand in a ring around it,
 * and what still overlaps is pushed apart. Each keeps its anchor, to which a leader is drawn. Deterministic. */
#ifndef KHARITA_WRITE_SPREAD_H
#define KHARITA_WRITE_SPREAD_H

#include "write/marker.h"
#include "write/model.h"

struct spread_symbol {
	double x, y;               /* where it is drawn, user units */
	double anchor_x, anchor_y; /* where it happened (a group's: its first incident) */
	double reach;              /* of the look, halo included */
	const struct theme_event *event;
	struct marker_look look;
	size_t count;              /* incidents in it */
	int64_t fatalities;        /* known ones together */
	bool background;
	size_t first;              /* index of its first incident in the model */
	size_t group;              /* symbols of one place share it */
	int32_t next;              /* while it is gathered: the group's symbol before it, -1: none */
};

struct spread_group {
	double x, y;    /* the anchor */
	size_t first;   /* index of its first incident */
	size_t count;   /* incidents */
	double reach;   /* from the anchor to the farthest symbol's edge, once spread */
	size_t n_symbols, symbol; /* how many symbols show it; its smallest one */
	int32_t last;   /* while it is gathered: its last symbol */
};

struct spread {
	struct spread_symbol *symbols; /* small ones last: draw in this order */
	size_t n;
	struct spread_group *groups;
	size_t n_groups;
	const size_t *indexes; /* those given, borrowed */
	size_t *group_of, n_incidents; /* of each of them */
};

struct spread_spec {
	const struct theme *theme;
	double unit;        /* user units per mm */
	double scale;       /* factor on symbol sizes */
	double count_reach; /* extra room at a symbol that needs a count badge, user units */
};

/* Where the group's name belongs: at its one symbol, which may have been moved, else around the anchor. *gap is the distance
 * that clears all of its symbols, *least that from which on one may be looked for: symbols stand to some sides only. */
struct xy spread_name_point(const struct spread *s, size_t group, double *least, double *gap);

/* Gathers incidents into groups and symbols: points[i] is the place of incident indexes[i] in user units, i < n, in the
 * model's order; those nearer than `reach` to a group's anchor belong to it. In the arena. */
struct spread spread_gather(struct arena *a, const struct theme *t, const struct model *m, const size_t *indexes,
                            const struct xy *points, size_t n, double reach);

/* Gives the gathered symbols their looks and their places; once. Scratch memory comes from the arena. */
void spread_arrange(struct arena *a, struct spread *s, const struct spread_spec *spec);

#endif
