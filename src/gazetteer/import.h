/* Places from someone else's file, on their way into an overlay. Readers fill a set; match.h says what is new in it. */
#ifndef KHARITA_GAZETTEER_IMPORT_H
#define KHARITA_GAZETTEER_IMPORT_H

#include "base/arena.h"
#include "base/file.h"
#include "gazetteer/gazetteer.h"

/* Whose identifiers a code is one of; the name stands before it in the note of a row ("geonames=173480"). */
enum import_origin {
	ORIGIN_OWN,      /* the user's own table; its ids are used as they are */
	ORIGIN_GEONAMES,
	ORIGIN_OSM,      /* n123, w123, r123 */
	ORIGIN_OCHA,     /* P-codes */
	ORIGIN_WOF,
	ORIGIN_COUNT
};

struct import_row {
	enum import_origin origin;
	struct sv code;             /* identifier there; empty if none */
	struct sv name_ar, name_en; /* one of them may be empty */
	struct sv variants;         /* separated by '|' */
	enum place_kind kind;
	struct sv feature_code;
	bool has_point;
	struct lonlat point;
	struct sv admin1, admin2, admin3; /* Arabic names or P-codes; mostly empty */
	double population;                /* 0 if unknown */
	struct shape shape;               /* outline of an area; else n_polygons is 0 */
	const char *file;
	size_t line;                      /* or number of the feature, from 1 */
};

struct import_box {
	double west, south, east, north;
};

struct import_set {
	struct arena *arena; /* owns everything; its escape must be set */
	struct file_map map; /* being read; unmapped by import_release(), after a jump too */
	struct import_row *rows;
	size_t n, capacity;
	bool has_box, has_kind;
	struct import_box box;  /* rows whose point lies outside are left out */
	enum place_kind kind;   /* of rows that do not say theirs */
	size_t outside, nameless, kindless, placeless; /* rows left out: by the box; without a name, a usable kind, a position */
	void (*tell)(void *context, const char *what, size_t done, size_t all); /* of progress; NULL for nobody */
	void *context;
};

void import_release(struct import_set *s);

/* "geonames", "osm", "ocha", "wof", "own": the token for `source`; and the key before a code in the note. */
const char *import_origin_name(enum import_origin o);
const char *import_origin_key(enum import_origin o);

/* Says how far the work is, now and then: `what` was done ("read") with `done` of `all` rows, 0 if not known. */
void import_tell(const struct import_set *s, const char *what, size_t done, size_t all);

/* Takes a row whose texts live in the set's arena, or counts why it is left out. A settlement's kind is corrected by its
 * population. */
void import_add(struct import_set *s, struct import_row row);

/* The kind and GeoNames code that a word means: one of our kinds, a GeoNames code, an OpenStreetMap or Who's On First
 * word ("suburb", "locality", "region"). False for others. */
bool import_kind(struct sv word, enum place_kind *kind, struct sv *feature_code);

/* The same for an OpenStreetMap tag: key and value. False for tags that name no place. */
bool import_tag(struct sv key, struct sv value, enum place_kind *kind, struct sv *feature_code);

/* True if the text has an Arabic letter and none that only Persian, Kurdish or Urdu are written with. */
bool import_is_arabic(struct sv text);

/* Puts a name into a row: the first Arabic one becomes name_ar, the first other one name_en, further Arabic ones
 * variants; what is there already is left out. */
void import_name(struct arena *a, struct import_row *row, struct sv name);

/* Reads a GeoNames country dump (19 columns, no header), and after it the names of its places from an alternate names
 * table (10 columns; may be NULL). ERR_IO; ERR_DATA when the columns are others. */
enum err import_geonames(struct import_set *s, const char *path, const char *alternate_names, struct error *e);

/* True if the file's first line has the columns of a GeoNames dump. */
bool import_is_geonames(const char *path);

#endif
