/* Corrections of analysts: what they wrote, on what it rests, and what the program said then and says now.
 *
 * A correction is of an incident or of a mention. It rests on anchors, one for each report that the incident had: the
 * text's hash, the span of the evidence and the event type. So it finds its incident again when rules change: by the same
 * identifier, else in the same text by an overlapping span and a kin type, else (a page's text that is cut out otherwise
 * now) by the same sentence in the same source. */
#ifndef KHARITA_STATE_REVIEW_H
#define KHARITA_STATE_REVIEW_H

#include "base/arena.h"
#include "state/state.h"

enum review_type { REVIEW_TEXT, REVIEW_DEGREES, REVIEW_DAY, REVIEW_NUMBER };

enum review_field {
#define X(symbol, column, type, of_mentions) symbol,
#include "state/review_field.def"
#undef X
	REVIEW_FIELDS
};

enum machine_field {
#define X(symbol, name, label) symbol,
#include "state/machine_field.def"
#undef X
	MACHINE_FIELDS
};

struct review_column {
	const char *name;
	enum review_type type;
	bool of_mentions; /* else of incidents only */
};
extern const struct review_column review_columns[REVIEW_FIELDS];
extern const char *const machine_names[MACHINE_FIELDS];

enum review_layer { REVIEW_INCIDENT, REVIEW_MENTION };
const char *review_layer_name(enum review_layer l); /* "incident", "mention" */

/* Where a report, or a mention, stands. */
struct review_anchor {
	struct sv doc_id, event_type, event_id, place_id, source, evidence; /* of a mention: mention_id, surface */
	struct sv siblings;  /* identifiers of other incidents of the same sentence, parted by blanks: never taken for it */
	int64_t first, last; /* code points; last is exclusive */
};

struct correction {
	struct sv id;
	enum review_layer layer;
	struct sv fields[REVIEW_FIELDS];    /* empty: not said */
	struct sv original[MACHINE_FIELDS]; /* what the program said when the correction was made */
	struct sv current[MACHINE_FIELDS];  /* and what it said in the last run */
	struct review_anchor *anchors;
	size_t n_anchors;
	struct sv origin;                   /* "qgis", or the file that it was imported from */
	struct sv updated;                  /* ISO date-time */
	struct sv outcome;                  /* "applied", or why not; empty: not tried yet */
	struct sv conflict;                 /* what changed underneath; empty: nothing */
	struct sv event_id;                 /* of the incident or mention that shows it */
	bool matched;                       /* review_match() */
};

struct review {
	struct correction *items; /* by id */
	size_t n, cap;
};

/* All corrections, in the arena (with an escape). */
enum err review_load(struct state *s, struct arena *a, struct review *out, struct error *e);

/* Writes a correction made or changed, with its history; one whose fields are all empty is taken back: only its history
 * stays. An empty id is filled in from the first anchor. In a transaction of the caller's. */
enum err review_put(struct state *s, struct arena *a, struct correction *c, struct error *e);

/* Writes what a run found of it: outcome, conflict, event_id, current. */
enum err review_put_outcome(struct state *s, struct arena *a, const struct correction *c, struct error *e);

/* The status that the fields come to: "corrected" where something is corrected but nothing was chosen; "unreviewed". */
struct sv review_status(const struct sv fields[REVIEW_FIELDS]);
bool review_is_blank(const struct sv fields[REVIEW_FIELDS]);

/* Brings a value into its one form ("2021-2-8" -> "2021-02-08", "36,5" -> "36.500000"), in the arena. ERR_DATA with the
 * reason. */
enum err review_value(struct arena *a, enum review_field f, struct sv given, struct sv *out, struct error *e);

/* What a row of the GeoPackage was written with, to tell later what was edited: review columns, conflict, point in the
 * file's own coordinates. */
void review_base(struct buf *out, const struct sv fields[REVIEW_FIELDS], struct sv conflict, bool has_point, double x,
                 double y);

/* Takes the review of another GeoPackage of this program: every row that says something. *n counts the rows. ERR_DATA for
 * a file that is none of ours; one that is missing is no failure. */
enum err review_harvest(struct state *s, const char *package, const char *origin, size_t *n, struct error *e);

/* Takes what was edited in an output folder's GeoPackage since it was written, and in one that was open when its successor
 * was written. A store without any correction takes all that the rows say, as above: it may be a new one. */
enum err review_harvest_folder(struct state *s, const char *folder, size_t *n, struct error *e);

/* Somebody has the GeoPackage of the folder open while another is about to take its place: it gets a second name, under
 * which review_harvest() finds what is still written into it. */
void review_keep_open_package(struct state *s, const char *folder);

/* Reports (or mentions) that a run found, in any order, and the corrections that belong to them: found[i] is the index of
 * reports[i]'s correction, or SIZE_MAX. Sets `matched`. Scratch in the arena. */
void review_match(struct arena *a, struct review *r, enum review_layer layer, const struct review_anchor *reports,
                  size_t n, size_t *found);

/* What differs between the program's values then and now, where now is not what the analyst says: "date: A -> B; ...",
 * in the arena; empty when nothing does. */
struct sv review_difference(struct arena *a, const struct correction *c, const struct sv current[MACHINE_FIELDS]);

#endif
