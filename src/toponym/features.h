/* What speaks for and against a candidate, as numbers: a score is the dot product of a candidate's features with
 * lexicon/weights.tsv. Private to toponym/. */
#ifndef KHARITA_TOPONYM_FEATURES_H
#define KHARITA_TOPONYM_FEATURES_H

#include "toponym/scan.h"

enum { MAX_ANCHORS = 64, NEIGHBOUR_WINDOW = 12 /* items to each side */ };

/* A place that the article surely names, and the item that names it. */
struct anchor {
	const struct place *place;
	int32_t item;
	size_t first; /* the first anchor of the same place */
	struct vec3 at;
};

/* An item near the one being ranked, in its list or in its sentence or one beside it. */
struct neighbour {
	struct vec3 where;
	double scale_km;
	bool sibling, close;
};

/* The state of a round of resolution. */
struct resolver {
	struct finder *f;
	struct anchor *anchors;
	size_t n_anchors;
	bool sport;   /* sports news */
	bool changed; /* by the present round, in what features look at */
	struct neighbour neighbours[2 * NEIGHBOUR_WINDOW]; /* of the item being ranked */
	size_t n_neighbours;
	bool counts[MAX_ANCHORS]; /* which anchors say where that item is */
};

/* Features by enum weight; those of parameters stay 0. */
struct features {
	float value[WEIGHT_COUNT];
};

/* Fills what surrounds the item about to be ranked, the same for all its candidates: before features_of_resolution(). */
void features_look_around(struct resolver *s, size_t item);

/* Fill a candidate's features of recognition (weights accept.*) and of resolution (resolve.*); the caller zeroes *out
 * once. Items' rankings of the round before are read. */
void features_of_recognition(const struct resolver *s, size_t item, const struct option *c, struct features *out);
void features_of_resolution(const struct resolver *s, size_t item, const struct option *c, struct features *out);

/* The features of an item as a place that no candidate is (weights unknown.*): a name behind a head word that the
 * gazetteer lacks, or one whose namesakes all lie elsewhere. */
void features_of_unknown(const struct resolver *s, size_t item, struct features *out);

/* The dot products over the blocks. */
double features_accept(const struct toponym_rules *r, const struct features *x);
double features_unknown(const struct toponym_rules *r, const struct features *x);
double features_resolve(const struct toponym_rules *r, const struct features *x);

/* The features that are not 0, with their weights: for explain. In the arena. */
void features_explain(struct arena *a, const struct toponym_rules *r, const struct features *x, struct candidate *out);

/* -1..1: how well `c` lies in the container `x`. 0: nothing can be said. */
double containment(const struct place *c, const struct place *x);

/* City or governorate of one name: which the item was taken for, and why; static. NULL where the name is not both. */
const char *features_extent_basis(const struct finder *f, size_t item);

/* The best-ranked place of an item so far, or NULL. */
const struct place *item_place(const struct finder *f, const struct item *it);

/* "أحياء X", "قرى X", "حقول X": parts of a town or an area, which is the place meant; not a list of names. */
bool head_of_parts(const struct head_rule *h, const struct place *p);

/* The head word is of something built, which may be named after its town. */
bool head_is_facility(const struct head_rule *h);

/* The head word's kinds have the place's. */
bool head_suits(const struct head_rule *h, enum place_kind kind);

double place_distance_km(const struct place *a, const struct place *b); /* 0 when one has no position */

#endif
