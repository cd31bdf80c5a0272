/* Roads asked for by the places that they join, in any order: "أوتوستراد حمص دمشق", "Palmyra - Deir ez-Zor road". */
#ifndef KHARITA_GAZETTEER_ROADS_H
#define KHARITA_GAZETTEER_ROADS_H

#include "base/arena.h"
#include "gazetteer/gazetteer.h"

struct road_match {
	int32_t place;
	double fit; /* 0..1: 1 for the road that joins just these places, less the farther it goes on */
};

/* Reads a key (gazetteer_name_key() or gazetteer_english_key()) that has a head word of lexicon/road_words.tsv and two
 * places: the roads whose lines pass both. With one place, if `single`, those that end there, at half the fit. In the
 * arena, in the gazetteer's order; returns their number. */
size_t roads_through(struct arena *a, const struct gazetteer *g, struct sv key, bool single, struct road_match **out);

#endif
