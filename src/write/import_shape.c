#include "write/import_shape.h"

#include "text/decode.h"

#include <math.h>

enum { MIN_RING = 3 };

void shape_transform_open(struct shape_transform *t, OGRSpatialReferenceH from)
{
	*t = (struct shape_transform){NULL, NULL};
	if (!from)
		return;
	t->wgs84 = OSRNewSpatialReference(NULL);
	if (OSRImportFromEPSG(t->wgs84, 4326) != OGRERR_NONE)
		return;
	OSRSetAxisMappingStrategy(t->wgs84, OAMS_TRADITIONAL_GIS_ORDER);
	OGRSpatialReferenceH own = OSRClone(from);
	OSRSetAxisMappingStrategy(own, OAMS_TRADITIONAL_GIS_ORDER);
	if (!OSRIsSame(own, t->wgs84))
		t->transformation = OCTNewCoordinateTransformation(own, t->wgs84);
	OSRDestroySpatialReference(own);
}

void shape_transform_close(struct shape_transform *t)
{
	if (t->transformation)
		OCTDestroyCoordinateTransformation(t->transformation);
	if (t->wgs84)
		OSRDestroySpatialReference(t->wgs84);
	*t = (struct shape_transform){NULL, NULL};
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return !(a.lon_deg < b.lon_deg) && !(a.lon_deg > b.lon_deg) && !(a.lat_deg < b.lat_deg) && !(a.lat_deg > b.lat_deg);
}

/* Points without repeats, in the direction of the right-hand rule. */
static bool read_ring(struct arena *a, OGRGeometryH g, bool exterior, struct ring *out)
{
	int count = OGR_G_GetPointCount(g);
	struct lonlat *p = ARENA_ARRAY(a, struct lonlat, (size_t)count + 1);
	size_t n = 0;
	double turn = 0;
	for (int i = 0; i < count; i++) {
		p[n] = (struct lonlat){OGR_G_GetX(g, i), OGR_G_GetY(g, i)};
		n += n == 0 || !same_point(p[n], p[n - 1]);
	}
	n -= n > 1 && same_point(p[0], p[n - 1]);
	if (n < MIN_RING)
		return false;
	for (size_t i = 0, k = n - 1; i < n; k = i++)
		turn += p[k].lon_deg * p[i].lat_deg - p[i].lon_deg * p[k].lat_deg;
	for (size_t i = 0; (turn > 0) != exterior && i < n / 2; i++) {
		struct lonlat swap = p[i];
		p[i] = p[n - 1 - i];
		p[n - 1 - i] = swap;
	}
	*out = (struct ring){p, n};
	return true;
}

static bool read_polygon(struct arena *a, OGRGeometryH g, struct polygon *out)
{
	int n = OGR_G_GetGeometryCount(g);
	struct ring *rings = ARENA_ARRAY(a, struct ring, (size_t)n + 1);
	size_t kept = 0;
	for (int i = 0; i < n; i++) {
		bool whole = read_ring(a, OGR_G_GetGeometryRef(g, i), i == 0, &rings[kept]);
		if (i == 0 && !whole)
			return false;
		kept += whole;
	}
	*out = (struct polygon){rings, kept};
	return kept > 0;
}

static struct shape read_shape(struct arena *a, OGRGeometryH g)
{
	bool single = wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPolygon;
	int n = single ? 1 : OGR_G_GetGeometryCount(g);
	struct polygon *polygons = ARENA_ARRAY(a, struct polygon, (size_t)n + 1);
	size_t kept = 0;
	for (int i = 0; i < n; i++)
		kept += read_polygon(a, single ? g : OGR_G_GetGeometryRef(g, i), &polygons[kept]);
	return (struct shape){polygons, kept};
}

static bool is_on_earth(struct lonlat p)
{
	return isfinite(p.lon_deg) && isfinite(p.lat_deg) && fabs(p.lon_deg) <= 180 && fabs(p.lat_deg) <= 90;
}

bool shape_read(struct arena *a, const struct shape_transform *t, OGRGeometryH g, bool outline, struct lonlat *point,
                struct shape *shape)
{
	if (OGR_G_IsEmpty(g) || (t->transformation && OGR_G_Transform(g, t->transformation) != OGRERR_NONE))
		return false;
	OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(g));
	if (type == wkbPoint) {
		*point = (struct lonlat){OGR_G_GetX(g, 0), OGR_G_GetY(g, 0)};
		return is_on_earth(*point);
	}
	if (type == wkbPolygon || type == wkbMultiPolygon) {
		struct shape s = read_shape(a, g);
		if (s.n_polygons == 0)
			return false;
		*point = geo_shape_centroid(&s);
		if (!geo_shape_contains(&s, *point))
			*point = geo_shape_interior_point(&s);
		if (outline)
			*shape = s;
		return is_on_earth(*point);
	}
	if (type == wkbLineString) { /* a point of the line itself */
		int middle = OGR_G_GetPointCount(g) / 2;
		*point = (struct lonlat){OGR_G_GetX(g, middle), OGR_G_GetY(g, middle)};
		return is_on_earth(*point);
	}
	OGREnvelope box;
	OGR_G_GetEnvelope(g, &box);
	*point = (struct lonlat){(box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2};
	return is_on_earth(*point);
}

/* A feature's tags: its fields, and the rest in the field other_tags as "key"=>"value","key"=>"value". */
struct tags {
	struct tag {
		struct sv key, value;
	} *items;
	size_t n, capacity;
};

/* A quoted string of the list, with its backslashes resolved; false when the list is at its end or malformed. */
static bool next_quoted(struct arena *a, struct sv *rest, struct sv *out)
{
	size_t start = sv_find(*rest, SV("\""), 0);
	if (start == SIZE_MAX)
		return false;
	char *text = arena_alloc(a, rest->len + 1);
	size_t n = 0;
	size_t i = start + 1;
	for (; i < rest->len && rest->ptr[i] != '"'; i++) {
		i += rest->ptr[i] == '\\' && i + 1 < rest->len;
		text[n++] = rest->ptr[i];
	}
	bool closed = i < rest->len;
	*out = sv_make(text, n);
	*rest = sv_skip(*rest, i + 1);
	return closed;
}

static void add_tag(struct arena *a, struct tags *t, struct sv key, struct sv value)
{
	if (key.len && value.len && utf8_validate(value) == SIZE_MAX)
		*ARENA_PUSH(a, t->items, t->n, &t->capacity) = (struct tag){key, value};
}

static void read_tags(struct arena *a, OGRFeatureH f, struct tags *t)
{
	for (int i = 0; i < OGR_F_GetFieldCount(f); i++) {
		if (!OGR_F_IsFieldSetAndNotNull(f, i))
			continue;
		struct sv key = arena_sv(a, sv_cstr(OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(f, i))));
		struct sv value = arena_sv(a, sv_cstr(OGR_F_GetFieldAsString(f, i)));
		if (!sv_eq_cstr(key, "other_tags")) {
			add_tag(a, t, key, value);
			continue;
		}
		struct sv name, text;
		while (next_quoted(a, &value, &name) && next_quoted(a, &value, &text))
			add_tag(a, t, name, text);
	}
}

static struct sv tag_value(const struct tags *t, const char *key)
{
	for (size_t i = 0; i < t->n; i++)
		if (sv_eq_cstr(t->items[i].key, key))
			return t->items[i].value;
	return sv_make("", 0);
}

/* What the place tag says goes first; admin levels count only on administrative boundaries. */
static bool kind_of(const struct tags *t, struct import_row *row)
{
	if (import_tag(SV("place"), tag_value(t, "place"), &row->kind, &row->feature_code))
		return true;
	bool boundary = sv_eq_cstr(tag_value(t, "boundary"), "administrative");
	for (size_t i = 0; i < t->n; i++) {
		bool level = sv_eq_cstr(t->items[i].key, "admin_level");
		if (level == boundary && import_tag(t->items[i].key, t->items[i].value, &row->kind, &row->feature_code))
			return true;
	}
	return false;
}

static void take_names(struct arena *a, const struct tags *t, struct import_row *row)
{
	static const char *const KEYS[] = {"name:ar",     "name",     "official_name:ar", "alt_name:ar", "alt_name",
	                                   "old_name:ar", "short_name:ar", "loc_name:ar",  "name:en",     "int_name"};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
		struct sv rest = tag_value(t, KEYS[i]);
		struct sv name;
		while (rest.len && sv_split(&rest, ';', &name))
			import_name(a, row, name);
	}
}

bool shape_read_tags(struct arena *a, const char *layer, OGRFeatureH f, struct import_row *row)
{
	struct tags t = {0};
	bool points = strcmp(layer, "points") == 0;
	bool lines = strcmp(layer, "lines") == 0;
	if (!points && !lines && strcmp(layer, "multipolygons") != 0)
		return false;
	read_tags(a, f, &t);
	if (!kind_of(&t, row) || (lines && row->kind != KIND_RIVER && row->kind != KIND_WADI && row->kind != KIND_DAM))
		return false;
	struct sv way = tag_value(&t, "osm_way_id");
	struct sv id = way.len ? way : tag_value(&t, "osm_id");
	row->origin = ORIGIN_OSM;
	row->code = arena_printf(a, "%s%.*s", points ? "n" : way.len || lines ? "w" : "r", SV_ARG(id));
	sv_to_double(tag_value(&t, "population"), &row->population);
	take_names(a, &t, row);
	return true;
}
