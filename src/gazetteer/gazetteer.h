/* The gazetteer: places, their names and geometry, and the lexicon, compiled from gazetteer/ into one file that is
 * mapped read-only. Immutable once open, shared by all threads. All views borrow from the map. */
#ifndef KHARITA_GAZETTEER_GAZETTEER_H
#define KHARITA_GAZETTEER_GAZETTEER_H

#include "base/error.h"
#include "geo/geo.h"
#include "geo/vec3.h"

enum place_kind {
#define X(symbol, name, is_area, is_settlement) symbol,
#include "gazetteer/kind.def"
#undef X
	PLACE_KIND_COUNT
};

enum place_ambiguity { AMBIGUITY_FREE, AMBIGUITY_NEEDS_CONTEXT, AMBIGUITY_NEEDS_HEAD };
enum place_confidence { CONFIDENCE_HIGH, CONFIDENCE_MEDIUM, CONFIDENCE_LOW };

enum { PLACE_NONE = -1 };

struct place {
	struct sv id;                        /* stable identifier: K00001 */
	struct sv name_ar, name_en, feature_code;
	struct sv admin1, admin2, admin3;    /* Arabic names; empty if none */
	struct sv source, note;
	int32_t admin1_place, admin2_place, admin3_place; /* indexes of those places, or PLACE_NONE */
	bool has_point;
	struct lonlat point;
	struct vec3 at;                      /* of the point, where there is one */
	double radius_km;                    /* extent; 0 if unknown */
	enum place_kind kind;
	enum place_ambiguity ambiguity;
	enum place_confidence confidence;
	int prominence;                      /* 0..5 */
};

struct gazetteer;

/* Opens a compiled gazetteer. path NULL finds the installed one beside the program; the path of an overlay (FILE.tsv,
 * FILE.geojson) opens the installed one with it. ERR_IO if it is missing, ERR_DATA if it is damaged or of another version
 * (message with the remedy). *out is new: gazetteer_close(). */
enum err gazetteer_open(const char *path, struct gazetteer **out, struct error *e);
void gazetteer_close(struct gazetteer *g);

/* gazetteer_open() of a compiled file without waiting until its content is checked, which a thread does meanwhile. What comes
 * of it must not be shown before gazetteer_confirm() says OK; ERR_DATA when the file is damaged. It waits when called for the
 * first time, belongs to the thread that opened the gazetteer, and says OK at once of one opened otherwise. */
enum err gazetteer_open_early(const char *path, struct gazetteer **out, struct error *e);
enum err gazetteer_confirm(const struct gazetteer *g, struct error *e);

/* Adds the user's own file, before any thread uses g. FILE.geojson: areas and lines, each with the id of its place, in
 * place of those that the place had. Any other: a TSV with columns as places.tsv; a row whose id exists replaces that
 * place. Fails without changing anything. */
enum err gazetteer_overlay(struct gazetteer *g, const char *path, struct error *e);

/* gazetteer_open() and then an overlay after the other. */
enum err gazetteer_open_overlaid(const char *path, const char *const *overlays, size_t n_overlays,
                                 struct gazetteer **out, struct error *e);

/* Date of the data (ISO), a content fingerprint in hex, number of places. */
struct sv gazetteer_date(const struct gazetteer *g);
struct sv gazetteer_fingerprint(const struct gazetteer *g);
size_t gazetteer_count(const struct gazetteer *g);

/* The bytes that a layer above had put into the file under this name (gazetteer/build.h), 16-byte aligned, valid until
 * close; empty when there are none. They are covered by the file's checksum, not checked otherwise. */
struct sv gazetteer_image(const struct gazetteer *g, const char *name);

/* The i-th place, 0 <= i < count. Borrowed pointer into a table built at open, valid until close. */
const struct place *gazetteer_place(const struct gazetteer *g, size_t i);

/* The i-th place's other names as places.tsv lists them, separated by '|'. */
struct sv gazetteer_variants(const struct gazetteer *g, size_t i);

/* Index of an identifier, or PLACE_NONE. */
int32_t gazetteer_by_id(const struct gazetteer *g, struct sv id);

/* How a key came from a place's names. */
enum name_origin {
	NAME_PRIMARY,   /* name_ar */
	NAME_VARIANT,   /* listed in variants_ar */
	NAME_GENERATED, /* by a rule: glued spelling, article alternation, ... */
	NAME_ENGLISH,   /* name_en, or a variant marked '?': for lookup, not for matching */
};
struct name_entry {
	int32_t place;
	uint8_t origin;  /* enum name_origin */
};
struct name_span {
	const struct name_entry *entries; /* best first: origin, then prominence */
	size_t n;
};

/* All places that bear a folded name (words joined with one space). `hash` is text_hash(key). */
struct name_span gazetteer_find(const struct gazetteer *g, struct sv key, uint64_t hash);

/* The same over names for lookup, not for matching: English ones (gazetteer_english_key()) and Arabic ones that are marked
 * so (gazetteer_name_key()). */
struct name_span gazetteer_find_english(const struct gazetteer *g, struct sv key, uint64_t hash);

/* The key of an Arabic name: its words as text_parse() yields them in an article, so that what is matched there and
 * what is stored here cannot differ. The key of an English one: lower case, no accents, apostrophes or articles (al-, ad-,
 * ash-, ...). Words are joined with one space. The name must be valid UTF-8; new, in the arena; may be empty. */
struct sv gazetteer_name_key(struct arena *a, struct sv name);
struct sv gazetteer_english_key(struct arena *a, struct sv name);

/* True if some key begins with these words and goes on ("دير" of "دير الزور"): when false, stop growing a match. */
bool gazetteer_is_prefix(const struct gazetteer *g, struct sv key, uint64_t hash);

/* False when no folded name or beginning has this hash (text_hash()): one look into memory, ahead of both of the above. */
bool gazetteer_may_know(const struct gazetteer *g, uint64_t hash);

/* Where a folded word of two-byte letters may be misspelt: bit 0 when a letter may be missing, bit i + 1 when its i-th letter
 * may be wrong, one too many, or swapped with one beside it. 0 when no name of one word is one letter away that belongs to
 * a place which needs no context and is above the least prominence (ambiguity free, prominence 1 to 5); bits may be set in
 * vain, and all are for a word that is too long. */
uint64_t gazetteer_resemblance(const struct gazetteer *g, struct sv word);

/* Geometry of areas.geojson, rivers.geojson, roads.geojson by place id; false if there is none. What cover.geojson draws
 * of a sea is no outline of it. */
bool gazetteer_shape(const struct gazetteer *g, struct sv place_id, struct shape *out);
bool gazetteer_line(const struct gazetteer *g, struct sv place_id, struct line *out);

/* Every geometry of the five files and those that the build makes, by id, then layer: what base maps are drawn from. */
struct geometry {
	struct sv id;       /* of its place; may be an id that no place has; empty for a piece of a border */
	struct sv layer;    /* "areas", "borders", "cover", "rivers", "roads", "units" */
	struct sv kind;     /* the feature's own word: "governorate", "country", "river"; empty if none */
	struct sv name;     /* the feature's own, empty if none */
	struct shape shape; /* of an area; else n_polygons is 0 */
	struct line line;   /* of a line; else n is 0 */
};
size_t gazetteer_geometry_count(const struct gazetteer *g);
const struct geometry *gazetteer_geometry(const struct gazetteer *g, size_t i);

/* Names of a kind: "village", "oil_field". */
const char *place_kind_name(enum place_kind k);
bool place_kind_parse(struct sv name, enum place_kind *out);
const char *place_ambiguity_name(enum place_ambiguity a);
const char *place_confidence_name(enum place_confidence c);
bool place_kind_is_area(enum place_kind k);
bool place_kind_is_settlement(enum place_kind k);

#endif
