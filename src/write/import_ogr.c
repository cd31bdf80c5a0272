#include "write/import_ogr.h"

#include "write/import_shape.h"
#include "write/import_text.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <strings.h>
#include <sys/stat.h>

enum role {
	ROLE_CODE,
	ROLE_NAME,
	ROLE_NAME_AR,
	ROLE_NAME_EN,
	ROLE_VARIANTS,
	ROLE_KIND,
	ROLE_LAT,
	ROLE_LON,
	ROLE_ADMIN1,
	ROLE_ADMIN2,
	ROLE_ADMIN3,
	ROLE_POPULATION,
	ROLE_COUNT
};

static const struct {
	const char *column;
	enum role role;
} COLUMNS[] = {
	{"id", ROLE_CODE},       {"name_ar", ROLE_NAME_AR}, {"name_en", ROLE_NAME_EN}, {"variants_ar", ROLE_VARIANTS},
	{"kind", ROLE_KIND},     {"lat", ROLE_LAT},         {"lon", ROLE_LON},         {"admin1", ROLE_ADMIN1},
	{"admin2", ROLE_ADMIN2}, {"admin3", ROLE_ADMIN3},   {"population", ROLE_POPULATION},
};

static const struct {
	enum role role;
	const char *name;
} FIELDS[] = {
#define FIELD(role, name) {role, name},
#include "write/import_field.def"
#undef FIELD
};
/* Fields of a unit of level n, as boundaries have had them: ADMn_..., adminN...; shapefiles cut them to ten letters. */
enum { N_UNIT_CODES = 2, N_UNIT_NAMES = 6, FIELD_BYTES = 32 };
static const struct {
	const char *prefix;
	const char *codes[N_UNIT_CODES], *names[N_UNIT_NAMES];
} UNIT_STYLES[] = {
	{"adm", {"_pcode", "_pcode"}, {"_ar", "_name1", "_name2", "_en", "_name", "_ref"}},
	{"admin", {"pcode", "pcod"}, {"name_ar", "name1", "na_1", "name_en", "name", "refname"}},
};
enum {
	N_FIELDS = sizeof FIELDS / sizeof *FIELDS,
	N_UNIT_STYLES = sizeof UNIT_STYLES / sizeof *UNIT_STYLES,
	UNIT_LEVELS = 5,
	NO_FIELD = -1,
	NO_LEVEL = -1
};

static const char *const FORMATS[FORMAT_COUNT] = {"auto", "geonames", "osm", "cod", "wof", "csv"};

/* The fields of a layer by their roles. */
struct layer_plan {
	OGRLayerH layer;
	enum import_format format;
	int fields[ROLE_COUNT];
	int names[N_FIELDS]; /* in the order of the table */
	size_t n_names;
	int level;           /* of the units in it, by its ADMn fields; NO_LEVEL for places */
	int level_code, level_names[N_UNIT_NAMES];
	struct shape_transform to_wgs84;
	struct layer_plan *next;
};

struct reader {
	struct import_set *set;
	const char *path;
	const char *opened; /* what GDAL reads: the path, or a copy in memory */
	bool is_copy;
	enum import_format format;
	const struct import_pair *map;
	size_t n_map;
	GDALDatasetH dataset;
	OGRFeatureH feature; /* being read */
	struct layer_plan *plans;
	size_t n_features;
	jmp_buf *outer;
	char complaint[256];
};

bool import_format_parse(const char *name, enum import_format *out)
{
	for (unsigned i = 0; i < FORMAT_COUNT; i++) {
		if (strcmp(name, FORMATS[i]) == 0) {
			*out = (enum import_format)i;
			return true;
		}
	}
	return false;
}

bool import_is_column(struct sv column)
{
	for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
		if (sv_eq_cstr(column, COLUMNS[i].column))
			return true;
	return false;
}

static void CPL_STDCALL take_complaint(CPLErr class, CPLErrorNum number, const char *message)
{
	struct reader *r = CPLGetErrorHandlerUserData();
	(void)number;
	if (class >= CE_Failure && !r->complaint[0])
		snprintf(r->complaint, sizeof r->complaint, "%s", message);
}

static int find_field(OGRFeatureDefnH definition, const char *name)
{
	for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++)
		if (strcasecmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)), name) == 0)
			return i;
	return NO_FIELD;
}

static int find_unit_field(OGRFeatureDefnH definition, size_t style, int level, const char *behind)
{
	char name[FIELD_BYTES];
	snprintf(name, sizeof name, "%s%d%s", UNIT_STYLES[style].prefix, level, behind);
	return find_field(definition, name);
}

static bool plan_unit(struct layer_plan *p, OGRFeatureDefnH definition, size_t style, int level)
{
	bool named = false;
	p->level_code = NO_FIELD;
	for (size_t i = 0; i < N_UNIT_CODES && p->level_code == NO_FIELD; i++)
		p->level_code = find_unit_field(definition, style, level, UNIT_STYLES[style].codes[i]);
	for (size_t i = 0; i < N_UNIT_NAMES; i++) {
		p->level_names[i] = find_unit_field(definition, style, level, UNIT_STYLES[style].names[i]);
		named = named || p->level_names[i] != NO_FIELD;
	}
	return p->level_code != NO_FIELD && named;
}

/* The deepest level whose P-code and name the layer has. */
static void plan_units(struct layer_plan *p, OGRFeatureDefnH definition)
{
	p->level = NO_LEVEL;
	for (int level = UNIT_LEVELS - 1; level >= 0 && p->level == NO_LEVEL; level--)
		for (size_t style = 0; style < N_UNIT_STYLES && p->level == NO_LEVEL; style++)
			if (plan_unit(p, definition, style, level))
				p->level = level;
}

static enum err plan_map(const struct reader *r, struct layer_plan *p, OGRFeatureDefnH definition, struct error *e)
{
	for (size_t i = 0; i < r->n_map; i++) {
		char name[128];
		snprintf(name, sizeof name, "%.*s", SV_ARG(r->map[i].field));
		int field = find_field(definition, name);
		if (field == NO_FIELD)
			return error_set(e, ERR_DATA, "'%s' has no field '%s': correct the map, or see 'ogrinfo -so'", r->path, name);
		for (size_t c = 0; c < sizeof COLUMNS / sizeof *COLUMNS; c++)
			if (sv_eq_cstr(r->map[i].column, COLUMNS[c].column))
				p->fields[COLUMNS[c].role] = field;
	}
	return OK;
}

static enum err plan_layer(struct reader *r, OGRLayerH layer, struct error *e)
{
	OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
	struct layer_plan *p = ARENA_NEW(r->set->arena, struct layer_plan);
	p->layer = layer;
	p->format = r->format;
	for (size_t i = 0; i < ROLE_COUNT; i++)
		p->fields[i] = NO_FIELD;
	for (size_t i = 0; i < N_FIELDS; i++) {
		int field = find_field(definition, FIELDS[i].name);
		if (field != NO_FIELD && FIELDS[i].role == ROLE_NAME)
			p->names[p->n_names++] = field;
		else if (field != NO_FIELD && p->fields[FIELDS[i].role] == NO_FIELD)
			p->fields[FIELDS[i].role] = field;
	}
	plan_units(p, definition);
	p->next = r->plans;
	r->plans = p;
	shape_transform_open(&p->to_wgs84, OGR_L_GetSpatialRef(layer));
	if (p->format == FORMAT_AUTO)
		p->format = find_field(definition, "wof:id") != NO_FIELD                              ? FORMAT_WOF
		            : p->level != NO_LEVEL || find_field(definition, "pcode") != NO_FIELD ? FORMAT_COD
		                                                                                  : FORMAT_CSV;
	/* Populated places name their units too: then the name of their own counts. */
	if (p->n_names)
		p->level = NO_LEVEL;
	return plan_map(r, p, definition, e);
}

/* A field's text; the elements of a list are joined with '|'. */
static struct sv field_text(struct reader *r, OGRFeatureH f, int field)
{
	if (field == NO_FIELD || !OGR_F_IsFieldSetAndNotNull(f, field))
		return sv_make("", 0);
	struct sv text;
	if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, field)) == OFTStringList) {
		struct sv items[64];
		char **list = OGR_F_GetFieldAsStringList(f, field);
		size_t n = 0;
		for (; list && list[n] && n < sizeof items / sizeof *items; n++)
			items[n] = sv_cstr(list[n]);
		text = arena_join(r->set->arena, items, n, SV("|"));
	} else {
		text = sv_cstr(OGR_F_GetFieldAsString(f, field));
	}
	return import_text_cell(r->set->arena, text);
}

static void take_names(struct reader *r, struct import_row *row, struct sv names, char separator)
{
	struct sv name;
	while (names.len && sv_split(&names, separator, &name))
		import_name(r->set->arena, row, name);
}

static void take_unit(struct reader *r, const struct layer_plan *p, OGRFeatureH f, struct import_row *row)
{
	static const enum place_kind KINDS[UNIT_LEVELS] = {KIND_COUNTRY, KIND_GOVERNORATE, KIND_DISTRICT, KIND_SUBDISTRICT,
	                                                   KIND_VILLAGE};
	static const char *const CODES[UNIT_LEVELS] = {"PCLI", "ADM1", "ADM2", "ADM3", "PPL"};
	row->kind = KINDS[p->level];
	row->feature_code = sv_cstr(CODES[p->level]);
	row->code = field_text(r, f, p->level_code);
	for (size_t i = 0; i < N_UNIT_NAMES; i++)
		import_name(r->set->arena, row, field_text(r, f, p->level_names[i]));
	struct sv *cells[] = {&row->admin1, &row->admin2, &row->admin3};
	for (int i = p->level; i <= 3; i++) /* a unit is in those above it */
		if (i >= 1)
			*cells[i - 1] = sv_make("", 0);
}

/* Kinds of places on which two words of a kind agree: ours, GeoNames', OpenStreetMap's, Who's On First's. */
static void take_kind(struct reader *r, const struct layer_plan *p, OGRFeatureH f, struct import_row *row)
{
	struct sv word = field_text(r, f, p->fields[ROLE_KIND]);
	if (word.len && import_kind(word, &row->kind, &row->feature_code))
		return;
	if (p->format == FORMAT_COD && !r->set->has_kind) {
		row->kind = KIND_VILLAGE;
		row->feature_code = SV("PPL");
	}
}

static void read_row(struct reader *r, const struct layer_plan *p, OGRFeatureH f, struct import_row *row)
{
	static const enum import_origin ORIGINS[FORMAT_COUNT] = {
		[FORMAT_OSM] = ORIGIN_OSM, [FORMAT_COD] = ORIGIN_OCHA, [FORMAT_WOF] = ORIGIN_WOF};
	row->origin = ORIGINS[p->format];
	row->admin1 = field_text(r, f, p->fields[ROLE_ADMIN1]);
	row->admin2 = field_text(r, f, p->fields[ROLE_ADMIN2]);
	row->admin3 = field_text(r, f, p->fields[ROLE_ADMIN3]);
	sv_to_double(field_text(r, f, p->fields[ROLE_POPULATION]), &row->population);
	if (p->level != NO_LEVEL) {
		take_unit(r, p, f, row);
		return;
	}
	row->code = field_text(r, f, p->fields[ROLE_CODE]);
	row->name_ar = field_text(r, f, p->fields[ROLE_NAME_AR]);
	row->name_en = field_text(r, f, p->fields[ROLE_NAME_EN]);
	for (size_t i = 0; i < p->n_names; i++)
		take_names(r, row, field_text(r, f, p->names[i]), '|');
	take_names(r, row, field_text(r, f, p->fields[ROLE_VARIANTS]), '|');
	take_kind(r, p, f, row);
}

static void take_position(struct reader *r, const struct layer_plan *p, OGRFeatureH f, struct import_row *row)
{
	double lat = 0, lon = 0;
	bool stated = sv_to_double(field_text(r, f, p->fields[ROLE_LAT]), &lat) &&
	              sv_to_double(field_text(r, f, p->fields[ROLE_LON]), &lon);
	OGRGeometryH g = OGR_F_GetGeometryRef(f);
	if (g)
		row->has_point = shape_read(r->set->arena, &p->to_wgs84, g, place_kind_is_area(row->kind), &row->point,
		                            &row->shape);
	if (stated) {
		row->has_point = true;
		row->point = (struct lonlat){lon, lat};
	}
}

static void read_feature(struct reader *r, const struct layer_plan *p, OGRFeatureH f)
{
	struct import_row row = {.kind = PLACE_KIND_COUNT, .file = r->path, .line = ++r->n_features};
	if (p->format == FORMAT_OSM && !shape_read_tags(r->set->arena, OGR_L_GetName(p->layer), f, &row))
		return;
	if (p->format != FORMAT_OSM)
		read_row(r, p, f, &row);
	if (row.kind != PLACE_KIND_COUNT || r->set->has_kind)
		take_position(r, p, f, &row);
	import_add(r->set, row);
}

static enum err read_features(struct reader *r, struct error *e)
{
	OGRLayerH layer = NULL;
	for (;;) {
		r->feature = GDALDatasetGetNextFeature(r->dataset, &layer, NULL, NULL, NULL);
		const struct layer_plan *p = r->plans;
		if (!r->feature)
			break;
		while (p && p->layer != layer)
			p = p->next;
		if (p)
			read_feature(r, p, r->feature);
		OGR_F_Destroy(r->feature);
		r->feature = NULL;
	}
	if (r->complaint[0])
		return error_set(e, ERR_DATA, "cannot read '%s': %s", r->path, r->complaint);
	return OK;
}

/* Formats that hold their data themselves: others (VRT, web services) name files and addresses of their own, which a
 * file from elsewhere must not make this program read. */
static const char *const DRIVERS[] = {
	"CSV", "ESRIJSON", "ESRI Shapefile", "FlatGeobuf", "GeoJSON", "GeoJSONSeq", "GML", "GPKG", "GPX", "KML", "LIBKML",
	"MapInfo File", "ODS", "OpenFileGDB", "OSM", "SQLite", "TopoJSON", "XLS", "XLSX", NULL,
};

static enum err open_dataset(struct reader *r, struct error *e)
{
	struct stat st;
	static const char *const HEADERS[] = {"OGR_XLSX_HEADERS", "OGR_XLS_HEADERS", "OGR_ODS_HEADERS"};
	GDALAllRegister();
	for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) /* a sheet all of text would be taken to have none */
		CPLSetThreadLocalConfigOption(HEADERS[i], "FORCE");
	CPLSetThreadLocalConfigOption("GML_DOWNLOAD_SCHEMA", "NO");
	if (stat(r->path, &st) != 0 && !sv_starts(sv_cstr(r->path), SV("/vsizip/")))
		return error_errno(e, ERR_IO, "cannot open '%s'", r->path);
	r->opened = import_text_path(r->set->arena, r->path, &r->is_copy);
	r->dataset = GDALOpenEx(r->opened, GDAL_OF_VECTOR | GDAL_OF_READONLY, DRIVERS, NULL, NULL);
	if (!r->dataset)
		return error_set(e, ERR_IO, "cannot open '%s': %s", r->path,
		                 r->complaint[0] ? r->complaint : "no format that GDAL reads");
	const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(r->dataset));
	if (r->format == FORMAT_AUTO && strcmp(driver, "OSM") == 0)
		r->format = FORMAT_OSM;
	if (GDALDatasetGetLayerCount(r->dataset) == 0)
		return error_set(e, ERR_DATA, "'%s' has no layer", r->path);
	for (int i = 0; i < GDALDatasetGetLayerCount(r->dataset); i++) {
		enum err result = plan_layer(r, GDALDatasetGetLayer(r->dataset, i), e);
		if (result != OK)
			return result;
	}
	return OK;
}

static void close_dataset(struct reader *r)
{
	if (r->feature)
		OGR_F_Destroy(r->feature);
	for (struct layer_plan *p = r->plans; p; p = p->next)
		shape_transform_close(&p->to_wgs84);
	if (r->dataset)
		GDALClose(r->dataset);
	if (r->is_copy)
		import_text_close(r->opened);
}

/* The set's arena jumps here when it is exhausted, so that the dataset is closed. */
static enum err run(struct reader *r, struct error *e)
{
	jmp_buf escape;
	r->outer = r->set->arena->escape;
	if (setjmp(escape) != 0) {
		r->set->arena->escape = r->outer;
		return error_set(e, ERR_NOMEM, "no memory to read the file to import");
	}
	r->set->arena->escape = &escape;
	enum err result = open_dataset(r, e);
	if (result == OK)
		result = read_features(r, e);
	r->set->arena->escape = r->outer;
	return result;
}

enum err import_ogr(struct import_set *s, const char *path, enum import_format format, const struct import_pair *map,
                    size_t n_map, struct error *e)
{
	struct reader r = {.set = s, .format = format, .map = map, .n_map = n_map};
	r.path = arena_sv(s->arena, sv_cstr(path)).ptr;
	CPLPushErrorHandlerEx(take_complaint, &r);
	enum err result = run(&r, e);
	close_dataset(&r);
	CPLPopErrorHandler();
	return result;
}
