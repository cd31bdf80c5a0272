/* The layers of the output contract as tables: which fields a record has, in order, and where its geometry lies.
 * GeoJSON and GeoPackage are both written from these, so they cannot differ. */
#ifndef KHARITA_WRITE_MODEL_LAYERS_H
#define KHARITA_WRITE_MODEL_LAYERS_H

#include "write/model.h"

enum field_type {
	FIELD_TEXT,    /* struct sv; empty = null */
	FIELD_DATE,    /* struct sv, ISO date; empty = null */
	FIELD_COUNT,   /* int64_t; MODEL_UNKNOWN = null */
	FIELD_CODE,    /* int; MODEL_UNKNOWN = null */
	FIELD_MEASURE, /* double; < 0 = null */
	FIELD_FLAG,    /* bool */
	FIELD_SIZE,    /* size_t */
	FIELD_TEXTS,   /* struct sv *, then size_t at offset_n */
	FIELD_PLACES,  /* struct model_place_ref *, then size_t at offset_n */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset, offset_n;
	bool package_only; /* in the GeoPackage beside the contract's, for its styles */
};

/* Those up to LAYER_COUNT are the contract's; then what only the GeoPackage holds: the basemap and tables. */
enum layer_id {
	LAYER_INCIDENTS, LAYER_MENTIONS, LAYER_PLACES, LAYER_EXTENTS, LAYER_ROUTES, LAYER_COUNT,
	LAYER_SETTLEMENTS = LAYER_COUNT, LAYER_BORDERS, LAYER_RIVERS, LAYER_ROADS, LAYER_AREAS,
	LAYER_ARTICLES, LAYER_SOURCES, LAYER_UNRESOLVED, LAYER_ALL
};

enum layer_geometry { GEOMETRY_POINT, GEOMETRY_POLYGON, GEOMETRY_LINE, GEOMETRY_NONE };

/* A layer with its records: n of them, `stride` bytes apart. */
struct layer {
	enum layer_id id;
	const char *name;
	enum layer_geometry geometry;
	const struct field *fields;
	size_t n_fields;
	const void *records;
	size_t n, stride;
	size_t geometry_at;  /* offset of the struct lonlat, shape or line */
	size_t has_point_at; /* of a point: offset of its bool */
};

/* The area meant by a mention, or that an incident may lie in. */
struct model_extent {
	struct sv event_id, mention_id; /* one of them */
	struct sv source, name_ar, place_id, relation, role, event_type, event_date;
	double uncertainty_m, area_km2;
	bool first;          /* no other extent of an incident before it is the same */
	struct shape shape;
};

struct model_route {
	struct sv event_id, source, name_ar, where_description, relation, event_type, event_date;
	struct line line;
};

/* A name that the gazetteer lacks: what unresolved.csv lists for its next edition. */
struct model_unresolved {
	struct sv surface, name_ar, kind, container_id, container_ar, sentence;
	struct sv place_id, lat, lon, name_en; /* as an analyst filled them in */
	int64_t count;
	struct sv *sources;
	size_t n_sources;
};

/* One report of an incident, as a table row. */
struct model_source {
	struct sv event_id, report_id, source; /* report_id: the event_id that the report had before merging */
	struct sv doc_id, event_type, place_id; /* as the report says */
	int64_t start, end;
};

/* A geometry of the gazetteer. */
struct model_base {
	struct sv place_id, name_ar, name_en, kind;
	struct sv country;            /* Arabic; empty = Syria */
	int64_t prominence, mentions; /* mentions: in these reports; MODEL_UNKNOWN = none */
	bool has_point;
	struct lonlat point;
	struct shape shape;
	struct line line;
};

struct gazetteer;

/* Fills out[LAYER_ALL]; records borrow from the model and the gazetteer (NULL: no basemap) or are new in the arena,
 * which has an escape. */
void model_layers(struct arena *a, const struct model *m, const struct gazetteer *g, struct layer *out);

/* The i-th record, and its fields' addresses. */
static inline const char *layer_record(const struct layer *l, size_t i)
{
	return (const char *)l->records + i * l->stride;
}

static inline bool layer_point(const struct layer *l, const char *record, struct lonlat *out)
{
	if (!*(const bool *)(const void *)(record + l->has_point_at))
		return false;
	*out = *(const struct lonlat *)(const void *)(record + l->geometry_at);
	return true;
}

static inline const struct shape *layer_shape(const struct layer *l, const char *record)
{
	return (const struct shape *)(const void *)(record + l->geometry_at);
}

static inline const struct line *layer_line(const struct layer *l, const char *record)
{
	return (const struct line *)(const void *)(record + l->geometry_at);
}

/* A field's value; false when it is null. Exactly the member that its type asks for is set. */
struct field_value {
	struct sv text;
	int64_t number;
	double measure;
	bool flag;
	const struct sv *texts;
	const struct model_place_ref *places;
	size_t n;
};
static inline bool field_get(const struct field *f, const char *record, struct field_value *out)
{
	const void *at = record + f->offset;
	const size_t *n = (const void *)(record + f->offset_n);
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_DATE:
		out->text = *(const struct sv *)at;
		return out->text.len > 0;
	case FIELD_COUNT:
		out->number = *(const int64_t *)at;
		return out->number != MODEL_UNKNOWN;
	case FIELD_CODE:
		out->number = *(const int *)at;
		return out->number != MODEL_UNKNOWN;
	case FIELD_SIZE:
		out->number = (int64_t) * (const size_t *)at;
		return true;
	case FIELD_MEASURE:
		out->measure = *(const double *)at;
		return out->measure >= 0;
	case FIELD_FLAG:
		out->flag = *(const bool *)at;
		return true;
	case FIELD_TEXTS:
		out->texts = *(struct sv *const *)at;
		out->n = *n;
		return true;
	case FIELD_PLACES:
		out->places = *(struct model_place_ref *const *)at;
		out->n = *n;
		return true;
	}
	return false;
}

#endif
