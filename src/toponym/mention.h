/* Mentions: the places that a text names, with what the words around them say. */
#ifndef KHARITA_TOPONYM_MENTION_H
#define KHARITA_TOPONYM_MENTION_H

#include "gazetteer/gazetteer.h"
#include "text/text.h"

enum role { ROLE_EVENT, ROLE_CONTEXT, ROLE_ORIGIN, ROLE_DESTINATION, ROLE_ACTOR };

enum relation {
	REL_NONE, REL_IN, REL_NEAR, REL_COUNTRYSIDE, REL_BADIA, REL_BANK, REL_DIRECTION, REL_OFFSET, REL_BETWEEN,
	REL_ON_ROAD, REL_FROM_TO
};

/* Compass sectors; DIR_NONE where no direction is said. Bearing of DIR_N + k is 45 k degrees. */
enum direction { DIR_NONE, DIR_N, DIR_NE, DIR_E, DIR_SE, DIR_S, DIR_SW, DIR_W, DIR_NW, DIR_CENTRE };

/* What the span means. */
enum mention_shape {
	MENTION_PLACE,       /* the place itself */
	MENTION_COUNTRYSIDE, /* "ريف X", "ريف X الغربي" */
	MENTION_BADIA,       /* "بادية X", "بادية X الغربية" */
	MENTION_DIRECTION,   /* "شرقي X" as an area */
};

/* A feature of a candidate: what it adds to the score is value * weight. */
struct contribution {
	const char *name; /* as in lexicon/weights.tsv: accept.* and unknown.* count for recognition, resolve.* for resolution */
	size_t index;     /* of that weight */
	double value, weight;
};

struct candidate {
	int32_t place;  /* gazetteer index */
	double accept;  /* sum of its accept.* features: below the threshold it is no candidate */
	double score;   /* sum of its resolve.* features: ranks the candidates */
	bool below;     /* below the threshold; only kept for explain, behind the others */
	const struct contribution *contributions; /* those that are not 0; only for explain */
	size_t n_contributions;
};

/* What the gazetteer knows by name and was not taken for a place here, and why; only for explain. */
struct rejection {
	uint32_t start, end;          /* code points */
	struct sv surface;            /* original bytes */
	const char *reason;           /* static: "false friend", "organisation", "below the threshold" ... */
	struct sv detail;             /* the row, the word or the features that speak against it */
	const struct candidate *candidates;
	size_t n_candidates;
};

struct mention {
	uint32_t start, end;             /* code points, the contract's conventions */
	uint32_t first_token, last_token;
	uint32_t sentence;
	struct sv surface;               /* original bytes start..end */
	enum mention_shape shape;
	enum direction direction;        /* of COUNTRYSIDE, BADIA, DIRECTION */
	int32_t place;                   /* resolved gazetteer index (of the X in "ريف X"), or PLACE_NONE */
	int32_t container;               /* of an unresolved name: the place that holds it, or PLACE_NONE */
	struct sv name_ar;               /* canonical: "ريف دير الزور الغربي"; an unresolved name as written */
	struct sv name_en;
	struct sv feature_code;          /* of the span's meaning: DSRT for a badia, RGN for a countryside */
	enum place_kind kind;            /* kind of the named thing; of an unresolved name what its head word says */
	bool unresolved;                 /* a place by its head word, which the gazetteer lacks or cannot tell apart */
	enum role role;
	enum relation relation;          /* how the sentence relates something to it */
	double offset_m, offset_deg;     /* relation OFFSET: distance and bearing; bearing < 0: not stated; of a road, or
	                                  * of the first place on the way between two: the kilometre mark, 0 for none */
	double confidence;               /* 0..1 */
	struct sv rule;                  /* which rule recognised it, for explain */
	const char *abstained;           /* static: why a known name stays unresolved; NULL */
	bool has_head;                   /* a word before it says what it is: "مدينة الرقة" */
	const char *extent_basis;        /* static: of a city's name that is its governorate's too, which and why; NULL */
	const struct candidate *candidates;
	size_t n_candidates;
};

struct mentions {
	struct mention *items; /* in text order, not nested */
	size_t n;
	const struct rejection *rejected; /* in text order */
	size_t n_rejected;
};

const char *role_name(enum role r);
const char *relation_name(enum relation r); /* REL_NONE: NULL */
const char *direction_name_ar(enum direction d);

#endif
