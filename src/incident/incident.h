/* Incidents of one article: what, where, when, who, how many, with the sentence that says so. */
#ifndef KHARITA_INCIDENT_INCIDENT_H
#define KHARITA_INCIDENT_INCIDENT_H

#include "event/event.h"
#include "relation/location.h"

enum { INCIDENT_UNKNOWN = -1 };

struct incident {
	struct sv event_id;		      /* hash of document, evidence span and class */
	struct sv event_type, sub_event_type; /* ACLED's exact names */
	const struct mention **places;	      /* [0] the most specific; never empty */
	size_t n_places;
	enum relation relation;
	struct sv where_description; /* the phrase of the text */
	const struct mention **at; /* whose geometry is its own (location_of_incident()): places[0], what widens it */
	size_t n_at;
	struct date date_start, date_end; /* year 0: unknown */
	enum date_unit date_unit;
	struct sv date_basis;
	struct sv *actors; /* distinct ACLED-like names in text order */
	int *actor_inter;
	size_t n_actors;
	struct sv actor1, actor2; /* perpetrator, target where the grammar says so; else empty */
	int fatalities, fatalities_low, fatalities_high, injuries, casualties_joint; /* INCIDENT_UNKNOWN: not stated */
	struct sv casualty_text;
	bool background;
	uint32_t first_sentence, last_sentence; /* evidence is first_sentence; others support */
	uint32_t start, end;			/* code points of the evidence sentence */
	struct sv evidence;
	double confidence;
};

struct incidents {
	struct incident *items;
	size_t n;
};

/* Assembles the incidents of an article from its facts. Result in the arena; borrows from all inputs. */
void incident_assemble(struct arena *a, const struct gazetteer *g, const struct text *t, const struct mentions *m,
		       const struct events *ev, struct sv doc_id, struct incidents *out);

#endif
