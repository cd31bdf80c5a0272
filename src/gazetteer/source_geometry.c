/* areas, borders, cover, rivers and roads: GeoJSON features to shapes and lines. */
#include "gazetteer/source_file.h"

#include <jansson.h>
#include <math.h>

enum { MIN_RING = 3, MIN_LINE = 2 };

/* The feature being read, for messages. */
struct feature {
	const char *path;
	size_t number; /* from 1 */
	size_t line;
	struct sv id;
};

static enum err bad(const struct feature *f, struct error *e, const char *reason)
{
	return error_set(e, ERR_DATA, "%s:%zu: feature %zu '%.*s': %s", f->path, f->line, f->number, SV_ARG(f->id), reason);
}

static struct sv text_of(struct arena *a, const json_t *j)
{
	const char *s = json_string_value(j);
	return s ? arena_sv(a, sv_make(s, json_string_length(j))) : sv_make("", 0);
}

static bool read_position(const json_t *j, struct lonlat *out)
{
	const json_t *lon = json_array_get(j, 0);
	const json_t *lat = json_array_get(j, 1);
	*out = (struct lonlat){json_number_value(lon), json_number_value(lat)};
	return json_is_number(lon) && json_is_number(lat) && fabs(out->lon_deg) <= 180 && fabs(out->lat_deg) <= 90;
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return !(a.lon_deg < b.lon_deg) && !(a.lon_deg > b.lon_deg) && !(a.lat_deg < b.lat_deg) &&
	       !(a.lat_deg > b.lat_deg);
}

/* Positions of an array, without repeats of the one before. */
static const char *read_positions(struct arena *a, const json_t *j, struct lonlat **out, size_t *n)
{
	size_t count = json_array_size(j);
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, count + 1);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		if (!read_position(json_array_get(j, i), &points[*n]))
			return "a position is not [lon, lat] in degrees";
		if (*n == 0 || !same_point(points[*n], points[*n - 1]))
			++*n;
	}
	*out = points;
	return NULL;
}

/* Twice the signed area, > 0 when counter-clockwise. */
static double ring_turn(const struct lonlat *p, size_t n)
{
	double sum = 0;
	for (size_t i = 0, k = n - 1; i < n; k = i++)
		sum += p[k].lon_deg * p[i].lat_deg - p[i].lon_deg * p[k].lat_deg;
	return sum;
}

static const char *read_ring(struct arena *a, const json_t *j, bool exterior, struct ring *out)
{
	struct lonlat *p = NULL;
	size_t n = 0;
	const char *why = read_positions(a, j, &p, &n);
	if (why)
		return why;
	if (n > 1 && same_point(p[0], p[n - 1]))
		n--;
	if (n < MIN_RING)
		return "a ring has fewer than three points";
	if ((ring_turn(p, n) > 0) != exterior) {
		for (size_t i = 0; i < n / 2; i++) {
			struct lonlat swap = p[i];
			p[i] = p[n - 1 - i];
			p[n - 1 - i] = swap;
		}
	}
	*out = (struct ring){p, n};
	return NULL;
}

static const char *read_polygon(struct arena *a, const json_t *j, struct polygon *out)
{
	size_t n = json_array_size(j);
	if (n == 0)
		return "a polygon has no ring";
	struct ring *rings = ARENA_ARRAY(a, struct ring, n);
	for (size_t i = 0; i < n; i++) {
		const char *why = read_ring(a, json_array_get(j, i), i == 0, &rings[i]);
		if (why)
			return why;
	}
	*out = (struct polygon){rings, n};
	return NULL;
}

static const char *read_multipolygon(struct arena *a, const json_t *j, struct geometry *out)
{
	size_t n = json_array_size(j);
	struct polygon *polygons = ARENA_ARRAY(a, struct polygon, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *why = read_polygon(a, json_array_get(j, i), &polygons[i]);
		if (why)
			return why;
	}
	out->shape = (struct shape){polygons, n};
	return n ? NULL : "no coordinates";
}

static const char *read_one_polygon(struct arena *a, const json_t *j, struct geometry *out)
{
	struct polygon *polygon = ARENA_NEW(a, struct polygon);
	out->shape = (struct shape){polygon, 1};
	return read_polygon(a, j, polygon);
}

static const char *read_linestring(struct arena *a, const json_t *j, struct geometry *out)
{
	struct lonlat *p = NULL;
	size_t n = 0;
	const char *why = read_positions(a, j, &p, &n);
	out->line = (struct line){p, n};
	return why ? why : n < MIN_LINE ? "a line has fewer than two points" : NULL;
}

/* Parts that meet end to start are joined; of what is still apart the part with most points counts. */
static const char *read_multilinestring(struct arena *a, const json_t *j, struct geometry *out)
{
	size_t total = 0;
	for (size_t i = 0; i < json_array_size(j); i++)
		total += json_array_size(json_array_get(j, i));
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, total + 1);
	size_t first = 0, used = 0, best = 0, best_n = 0;
	for (size_t i = 0; i < json_array_size(j); i++) {
		struct geometry part = {0};
		const char *why = read_linestring(a, json_array_get(j, i), &part);
		if (why)
			return why;
		bool meets = used > first && same_point(points[used - 1], part.line.points[0]);
		first = meets ? first : used;
		for (size_t k = meets ? 1 : 0; k < part.line.n; k++)
			points[used++] = part.line.points[k];
		if (used - first > best_n) {
			best = first;
			best_n = used - first;
		}
	}
	out->line = (struct line){points + best, best_n};
	return best_n ? NULL : "no coordinates";
}

static const struct {
	const char *type;
	const char *(*read)(struct arena *a, const json_t *coordinates, struct geometry *out);
} TYPES[] = {
	{"Polygon", read_one_polygon},
	{"MultiPolygon", read_multipolygon},
	{"LineString", read_linestring},
	{"MultiLineString", read_multilinestring},
};

static const char *read_geometry(struct arena *a, const json_t *j, struct geometry *out)
{
	struct sv type = text_of(a, json_object_get(j, "type"));
	const json_t *coordinates = json_object_get(j, "coordinates");
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
		if (!sv_eq_cstr(type, TYPES[i].type))
			continue;
		if (!json_is_array(coordinates))
			return "no coordinates";
		return TYPES[i].read(a, coordinates, out);
	}
	return "geometry must be a Polygon, MultiPolygon, LineString or MultiLineString";
}

/* A ring is an array of positions, and they are arrays of numbers. */
static bool has_open_ring(const json_t *j)
{
	const json_t *parts = json_is_object(j) ? json_object_get(j, "coordinates") : j;
	const json_t *first = json_array_get(parts, 0);
	const json_t *last = json_array_get(parts, json_array_size(parts) - 1);
	const char *type = json_string_value(json_object_get(j, "type"));
	if (type && !strstr(type, "Polygon"))
		return false;
	if (json_is_number(json_array_get(first, 0)))
		return json_array_size(parts) > 1 && !json_equal(first, last);
	for (size_t i = 0; i < json_array_size(parts); i++)
		if (has_open_ring(json_array_get(parts, i)))
			return true;
	return false;
}

/* The first of the feature's texts that says what it is. */
static struct sv feature_text(struct arena *a, const json_t *feature, const char *const *names, size_t n)
{
	const json_t *properties = json_object_get(feature, "properties");
	for (size_t i = 0; i < n; i++) {
		struct sv found = text_of(a, json_object_get(properties, names[i]));
		if (found.len)
			return found;
	}
	return text_of(a, json_object_get(feature, names[n - 1]));
}

static enum err read_feature(struct source *s, struct feature *f, const json_t *j, const char *layer, struct error *e)
{
	static const char *const IDS[] = {"place_id", "id"};
	static const char *const KINDS[] = {"kind"};
	static const char *const NAMES[] = {"name_ar", "name", "name_en"};
	struct geometry g = {.layer = sv_cstr(layer)};
	g.id = f->id = feature_text(s->arena, j, IDS, sizeof IDS / sizeof *IDS);
	g.kind = feature_text(s->arena, j, KINDS, 1);
	g.name = feature_text(s->arena, j, NAMES, sizeof NAMES / sizeof *NAMES);
	if (f->id.len == 0 && !sv_eq_cstr(g.layer, "borders") && !sv_eq_cstr(g.layer, "cover"))
		return bad(f, e, "no place_id: give the id of its row in places.tsv");
	for (size_t i = 0; i < s->n_geometries && g.id.len; i++)
		if (sv_eq(s->geometries[i].id, g.id) && sv_eq(s->geometries[i].layer, g.layer))
			return bad(f, e, "its id has stood in this file already");
	const char *why = read_geometry(s->arena, json_object_get(j, "geometry"), &g);
	if (why)
		return bad(f, e, why);
	*ARENA_PUSH(s->arena, s->geometries, s->n_geometries, &s->geometries_capacity) = g;
	*ARENA_PUSH(s->arena, s->features, s->n_features, &s->features_capacity) =
		(struct source_feature){f->path, f->line, has_open_ring(json_object_get(j, "geometry"))};
	return OK;
}

/* Steps over a string, `i` at its first quote; returns the last one's place. */
static size_t skip_string(struct sv s, size_t i)
{
	for (i++; i < s.len && s.ptr[i] != '"'; i++)
		i += s.ptr[i] == '\\';
	return i;
}

/* The lines on which the elements of the array "features" begin: the only member of a GeoJSON object that is an array of
 * objects. The text is valid JSON. */
static size_t *feature_lines(struct arena *a, struct sv s, size_t n)
{
	enum { FEATURE_DEPTH = 2 };
	size_t *lines = ARENA_ARRAY(a, size_t, n + 1);
	size_t depth = 0, line = 1, found = 0;
	bool in_array = false;
	for (size_t i = 0; i < s.len && found < n; i++) {
		char c = s.ptr[i];
		if (c == '"')
			i = skip_string(s, i);
		line += c == '\n';
		if ((c == '{' || c == '[') && depth == FEATURE_DEPTH - 1)
			in_array = c == '[';
		else if (c == '{' && depth == FEATURE_DEPTH && in_array)
			lines[found++] = line;
		depth += c == '{' || c == '[';
		depth -= (c == '}' || c == ']') && depth;
	}
	return lines;
}

enum err source_read_geometry(struct source *s, const char *path, const char *layer, struct error *e)
{
	struct sv content;
	json_error_t why;
	enum err result = source_load(s, path, &content, e);
	if (result != OK)
		return result;
	json_decref(s->document);
	s->document = json_loadb(content.ptr, content.len, JSON_REJECT_DUPLICATES, &why);
	if (!s->document)
		return error_set(e, ERR_DATA, "%s:%d: %s", path, why.line, why.text);
	const json_t *features = json_object_get(s->document, "features");
	if (!json_is_array(features))
		return error_set(e, ERR_DATA, "%s:1: not a GeoJSON FeatureCollection", path);
	const size_t *lines = feature_lines(s->arena, content, json_array_size(features));
	path = arena_sv(s->arena, sv_cstr(path)).ptr;
	for (size_t i = 0; i < json_array_size(features) && result == OK; i++) {
		struct feature f = {.path = path, .number = i + 1, .line = lines[i], .id = {"", 0}};
		struct error row;
		result = read_feature(s, &f, json_array_get(features, i), layer, &row);
		if (result != OK)
			result = source_refuse(s, result, &row, e);
	}
	return result;
}
