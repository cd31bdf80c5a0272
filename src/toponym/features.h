/* What speaks for and against a candidate, as numbers: a score is the dot product of a candidate's features with
 * lexicon/weights.tsv. Private to toponym/. */
#ifndef KHARITA_TOPONYM_FEATURES_H
#define KHARITA_TOPONYM_FEATURES_H

#include "base/bits.h"
#include "toponym/scan.h"

#include <assert.h>

enum { MAX_ANCHORS = 64, NEIGHBOUR_WINDOW = 12 /* items to each side */ };

/* A place that the article surely names, and the item that names it. */
struct anchor {
	const struct place *place;
	int32_t item;
	int slot;     /* of the place, among those that were anchors so far; NONE where too many were */
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
	bool sport;          /* sports news */
	uint32_t clock;      /* items ranked and anchors found so far */
	uint32_t changed_at; /* when something changed last in what features look at */
	const struct place *slots[MAX_ANCHORS]; /* places that were anchors */
	int n_slots;
	uint64_t present, sole; /* slots of the present anchors; those of a single anchor */
	bool crowded;           /* some anchors have no slot */
	struct neighbour neighbours[2 * NEIGHBOUR_WINDOW]; /* of the item being ranked */
	size_t n_neighbours;
	uint8_t counted[MAX_ANCHORS]; /* anchors that say where that item is */
	size_t n_counted;
};

/* Features by enum weight: those in the set; the others are 0, whatever `value` holds. */
enum { FEATURES_END = W_ACCEPT_THRESHOLD };
static_assert(FEATURES_END <= 64, "a bit for each feature");
struct features {
	uint64_t set;
	float value[FEATURES_END];
};

static inline void features_put(struct features *x, enum weight w, float value)
{
	x->set |= UINT64_C(1) << w;
	x->value[w] = value;
}

/* 1 or 0. */
static inline void features_flag(struct features *x, enum weight w, bool on)
{
	x->set |= (uint64_t)on << w;
	x->value[w] = 1;
}

static inline bool features_has(const struct features *x, enum weight w)
{
	return x->set >> w & 1;
}

/* Fills what surrounds the item about to be ranked, the same for all its candidates: before features_of_resolution(). */
void features_look_around(struct resolver *s, size_t item);

/* Begins a set with the features of recognition (weights accept.*) that all candidates of an item have in common. */
void features_of_item(const struct resolver *s, size_t item, struct features *out);

/* Add a candidate's features of recognition, and those of resolution (resolve.*). Items' rankings of the round before are
 * read. */
void features_of_recognition(const struct resolver *s, size_t item, struct option *c, struct features *out);
void features_of_resolution(const struct resolver *s, size_t item, struct option *c, struct features *out);

/* Begins a set with the features of an item as a place that no candidate is (weights unknown.*): a name behind a head word that the
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

/* Whether a ranked item stays unresolved, and why: m.abstained, m.unresolved, m.kind. abstain.c. */
void abstain(const struct finder *f, struct item *it);

/* City or governorate of one name: which the item was taken for, and why; static. NULL where the name is not both. */
const char *features_extent_basis(const struct finder *f, size_t item);

/* Of one governorate. */
bool same_governorate(const struct place *a, const struct place *b);

/* The best-ranked place of an item so far, or NULL. */
static inline const struct place *item_place(const struct item *it)
{
	return it->best;
}

/* "أحياء X", "قرى X", "حقول X": parts of a town or an area, which is the place meant; not a list of names. */
bool head_of_parts(const struct head_rule *h, const struct place *p);

/* The head word is of something built, which may be named after its town. */
bool head_is_facility(const struct head_rule *h);

/* The head word's kinds have the place's. */
bool head_suits(const struct head_rule *h, enum place_kind kind);

double place_distance_km(const struct place *a, const struct place *b); /* 0 when one has no position */

#endif
