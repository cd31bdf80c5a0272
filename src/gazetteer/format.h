/* The compiled file: one header, then the sections, each aligned to 16 bytes and used in place from the map.
 * Numbers are in the byte order of the machine that built it; the header's mark refuses another's. */
#ifndef KHARITA_GAZETTEER_FORMAT_H
#define KHARITA_GAZETTEER_FORMAT_H

#include "base/error.h"
#include "base/sv.h"

enum { FORMAT_VERSION = 3, FORMAT_ALIGN = 16 };
#define FORMAT_MAGIC "KHARITAG"
#define FORMAT_ENDIAN UINT32_C(0x01020304)

enum section {
	SECTION_HEAP,       /* all strings' bytes; first, so that no string is the file's end */
	SECTION_PLACES,     /* struct file_place */
	SECTION_IDS,        /* uint32_t: open addressing on text_hash(id); place index + 1, 0 = free */
	SECTION_NAMES,      /* struct file_key: open addressing on the key's hash */
	SECTION_ENGLISH,    /* struct file_key of English names */
	SECTION_ENTRIES,    /* struct name_entry: the spans of both key tables */
	SECTION_PREFIXES,   /* struct file_prefix: open addressing on the hash */
	SECTION_KNOWN,      /* uint64_t: filter (filter.h) of the hashes of NAMES and PREFIXES */
	SECTION_LIKES,      /* uint64_t: filter of names that may be met misspelt, and of them less a letter */
	SECTION_GEOMETRIES, /* struct file_geometry, sorted by id, then layer */
	SECTION_POLYGONS,   /* struct file_span of rings */
	SECTION_RINGS,      /* struct file_span of points */
	SECTION_POINTS,     /* struct lonlat */
	SECTION_TABLES,     /* struct file_table, sorted by name */
	SECTION_CELLS,      /* struct file_ref: a table's column names, then its cells, row by row */
	SECTION_IMAGES,     /* struct file_image */
	SECTION_IMAGE_BYTES,
	SECTION_COUNT
};

/* Bytes of the heap. */
struct file_ref {
	uint32_t offset, len;
};

/* `n` records of another section. */
struct file_span {
	uint32_t first, n;
};

struct file_place {
	double lon_deg, lat_deg, radius_km;
	struct file_ref id, name_ar, variants, name_en, feature_code, admin1, admin2, admin3, source, note;
	int32_t admin_place[3];
	uint8_t kind, ambiguity, confidence, prominence, has_point;
	uint8_t zero[7];
};

struct file_key {
	uint64_t hash;
	struct file_ref key; /* len 0: a free slot */
	struct file_span entries;
};

struct file_prefix {
	uint64_t hash;
	struct file_ref key; /* len 0: a free slot */
};

struct file_geometry {
	struct file_ref id, layer, kind, name;
	struct file_span polygons; /* of an area */
	struct file_span points;   /* of a line */
};

struct file_table {
	struct file_ref name;
	uint32_t n_columns, n_rows, first_cell, zero;
};

/* What a layer above made of the lexicon ahead of time. */
struct file_image {
	struct file_ref name;
	uint64_t offset, size; /* in SECTION_IMAGE_BYTES, aligned */
};

struct file_section {
	uint64_t offset, size; /* bytes from the file's start */
};

struct file_header {
	char magic[8];
	uint32_t version, endian;
	uint64_t file_size;
	uint64_t header_hash;  /* XXH3 of the header with this field 0 */
	uint64_t content_hash; /* XXH3 of everything behind the header: the fingerprint */
	char date[16];         /* YYYY-MM-DD and zeros; zeros if the data have none */
	uint64_t zero;
	struct file_section sections[SECTION_COUNT];
};

/* Bytes of one record of a section. */
size_t format_record_size(enum section s);

/* Writes both hashes and the size into the header at the start of `bytes`. */
void format_seal(char *bytes, size_t len);

/* Magic, version, byte order, size, the header's hash, and that every section lies inside the file, aligned and with whole
 * records. `path` only for the message. ERR_DATA. */
enum err format_verify(const char *path, const char *bytes, size_t len, struct error *e);

/* The content's hash, of a file whose header holds: 0.15 ms a megabyte. ERR_DATA. */
enum err format_verify_content(const char *path, const char *bytes, size_t len, struct error *e);

/* ERR_DATA with `what` and the remedy. */
enum err format_damaged(struct error *e, const char *path, const char *what);

#endif
