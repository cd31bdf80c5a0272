/* The layers' model: results of many articles read back, merged and ordered, ready to be written and drawn.
 * Read-only once loaded; everything lies in its arena, but for the long arrays. Fields are the output contract's; see docs/output.md. */
#ifndef KHARITA_WRITE_MODEL_H
#define KHARITA_WRITE_MODEL_H

#include "base/arena.h"
#include "base/error.h"
#include "geo/geo.h"

#include <stdio.h>

enum { MODEL_UNKNOWN = -1 }; /* a count or code that is null */

struct model_article {
	struct sv doc_id, source, source_url, title, outlet; /* empty = null */
	struct sv published, text_day; /* as the metadata gives it; ISO day the text speaks from */
	int64_t mentions, incidents;
};

struct learned;    /* state/learned.h */
struct correction; /* state/review.h: what an analyst says of an incident or a mention */

struct model_mention {
	struct sv mention_id, doc_id, source, surface, place_id, name_ar, name_en, kind, feature_code;
	struct sv admin1, admin2, admin3, role, relation, sentence, published; /* empty = null */
	struct sv shape;                             /* place, countryside, badia, direction */
	struct sv container_id, container_ar;        /* of an unresolved name: the place that holds it */
	const struct correction *review;             /* NULL: none */
	int64_t start, end;
	double confidence;
	double uncertainty_m; /* < 0: null */
	bool has_point, unresolved;
	struct lonlat point;
	struct shape extent;  /* n_polygons 0: none */
};

/* One place named. A town and its countryside are two, though they share a place_id: an area is not its town. */
struct model_place {
	struct sv place_id, name_ar, name_en, kind, feature_code, admin1, admin2, admin3;
	struct sv first_date, last_date; /* ISO, of incidents there (else text day or publication); empty = null */
	bool has_point;
	struct lonlat point;
	int64_t mentions, articles, incidents;
	int64_t incidents_here; /* of them, those at its very point */
};

struct model_place_ref {
	struct sv place_id, name_ar;
};

struct model_incident {
	struct sv event_id, doc_id, source, source_url, event_date, date_start, date_end, date_basis;
	struct sv event_type, sub_event_type, actor1, actor2, casualty_text, location, location_ar, place_id;
	struct sv admin1, admin2, admin3, where_description, spatial_rel, evidence, dup_group, review_status;
	struct sv *sources;           /* distinct, the first report's first */
	size_t n_sources;
	struct sv *reports;           /* event_id of every report merged into this one, the first one's first */
	struct sv *report_sources;    /* and where it stands */
	size_t n_reports;
	struct sv *actors;
	int *actor_inter;             /* ACLED's code 1..8 of each actor; MODEL_UNKNOWN: results that do not say */
	size_t n_actors;
	struct model_place_ref *places;
	size_t n_places;
	int time_precision, date_prec, geo_precision, where_prec; /* MODEL_UNKNOWN = null */
	int64_t fatalities, fatalities_low, fatalities_high, injuries, casualties_joint; /* MODEL_UNKNOWN = null */
	int64_t start, end;
	double uncertainty_m, confidence; /* uncertainty < 0: null */
	bool background, has_point;
	int64_t at_point; /* incidents at exactly this point, said by the first of them; MODEL_UNKNOWN of the others */
	bool first_of_extent; /* the first one with this extent */
	struct lonlat point;
	struct shape extent;
	struct line route;
	const struct correction *review; /* NULL: none */
};

/* An incident as one article tells it, before merging. */
struct model_report {
	struct sv event_id, doc_id, source, event_type, place_id, evidence;
	int64_t start, end;
};

struct model {
	struct arena arena;
	bool owns_records;                /* articles, mentions and incidents are blocks on the heap, not in the arena */
	struct model_article *articles;   /* in reading order */
	size_t n_articles;
	struct model_mention *mentions;   /* by source order, then start */
	size_t n_mentions;
	struct model_place *places;       /* by place_id, then name_ar */
	size_t n_places;
	struct model_incident *incidents; /* by first report's order, then start */
	size_t n_incidents;
	struct model_report *reports;     /* incidents before merging, by event_id */
	size_t n_reports;
	size_t n_refused;                 /* lines that tell of an input refused (docs/results-format.md): passed over */
	const struct learned *learned;    /* what analysts said of names that the gazetteer lacks */
	size_t n_learned;
	struct sv first_day, last_day;    /* ISO, of all incidents; empty without a dated one */
	struct sv data_day;               /* the latest day that the data know of, for reproducible time stamps */
};

struct model_options {
	bool no_merge; /* keep every article's incidents apart */
	FILE *copy;    /* gets every line that is a result, once an article; or NULL */
	/* Called when incidents are merged and before anything is counted; or NULL. The arena has its escape. */
	enum err (*review)(void *user, struct model *m, struct error *e);
	void *user;
};

/* Reads results (NDJSON files, packed ones too; "-" is standard input) and merges incidents reported more than once. A line that is no
 * result is counted in *n_bad and skipped, with the first one's reason in e; a repeat of an article from the same
 * source is skipped too. ERR_IO when a file cannot be read or the copy not written, ERR_DATA when no line is a
 * result. Release with model_release(). */
enum err model_read(const char *const *paths, size_t n, const struct model_options *o, struct model *out,
		    size_t *n_bad, struct error *e);
void model_release(struct model *m);

/* The report of that identifier, or NULL. */
const struct model_report *model_report_find(const struct model *m, struct sv event_id);

#endif
