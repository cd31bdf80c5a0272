#include "write/gpkg.h"

#include "base/log.h"
#include "state/review.h"
#include "write/json_out.h"
#include "write/qgis_style.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <unistd.h>

enum { STYLE_MAX = 1 << 22 };

/* One file being written. */
struct gpkg {
	const struct gpkg_spec *spec;
	GDALDatasetH dataset;
	struct buf text;      /* scratch for strings that lack their NUL, and for arrays */
	size_t n_outside;     /* geometries that the CRS cannot hold */
	bool failed;
	char message[256];    /* GDAL's first complaint */
};

bool gpkg_is_reviewed(enum layer_id id)
{
	return id == LAYER_INCIDENTS || id == LAYER_MENTIONS;
}

static void CPL_STDCALL gpkg_complaint(CPLErr class, CPLErrorNum number, const char *message)
{
	struct gpkg *g = CPLGetErrorHandlerUserData();
	(void)number;
	if (class < CE_Failure)
		return;
	if (!g->message[0])
		snprintf(g->message, sizeof g->message, "%s", message);
	g->failed = true;
}

static const char *text_of(struct gpkg *g, struct sv s)
{
	buf_clear(&g->text);
	buf_append(&g->text, s);
	buf_append_char(&g->text, '\0');
	return buf_ok(&g->text) ? g->text.ptr : "";
}

static OGRFieldType field_ogr_type(const struct field *f, OGRFieldSubType *sub)
{
	*sub = f->type == FIELD_FLAG ? OFSTBoolean : OFSTNone;
	switch (f->type) {
	case FIELD_DATE:
		return OFTDate;
	case FIELD_COUNT:
	case FIELD_SIZE:
		return OFTInteger64;
	case FIELD_CODE:
	case FIELD_FLAG:
		return OFTInteger;
	case FIELD_MEASURE:
		return OFTReal;
	case FIELD_TEXT:
	case FIELD_TEXTS:
	case FIELD_PLACES:
		break;
	}
	return OFTString;
}

static void field_create(OGRLayerH layer, const char *name, OGRFieldType type, OGRFieldSubType sub)
{
	OGRFieldDefnH defn = OGR_Fld_Create(name, type);
	OGR_Fld_SetSubType(defn, sub);
	OGR_L_CreateField(layer, defn, FALSE);
	OGR_Fld_Destroy(defn);
}

static const OGRFieldType review_ogr_types[] = {
	[REVIEW_TEXT] = OFTString, [REVIEW_DEGREES] = OFTReal, [REVIEW_DAY] = OFTDate, [REVIEW_NUMBER] = OFTInteger64};

static void fields_create(OGRLayerH layer, const struct layer *l)
{
	OGRFieldSubType sub;
	for (size_t i = 0; i < l->n_fields; i++) {
		OGRFieldType type = field_ogr_type(&l->fields[i], &sub);
		field_create(layer, l->fields[i].name, type, sub);
	}
	struct gpkg_review_column c;
	for (size_t i = 0; gpkg_review_column(l->id, i, &c); i++)
		field_create(layer, c.name, c.kind == GPKG_FIELD ? review_ogr_types[review_columns[c.index].type] : OFTString,
		             OFSTNone);
}

static void date_set(OGRFeatureH f, int at, struct sv day)
{
	int64_t year, month, dom;
	if (day.len < 10 || !sv_to_int(sv_take(day, 4), &year) || !sv_to_int(sv_make(day.ptr + 5, 2), &month) ||
	    !sv_to_int(sv_make(day.ptr + 8, 2), &dom))
		return;
	OGR_F_SetFieldDateTime(f, at, (int)year, (int)month, (int)dom, 0, 0, 0, 0);
}

static void value_set(struct gpkg *g, OGRFeatureH f, int at, const struct field *field, const char *record)
{
	struct field_value v;
	if (!field_get(field, record, &v))
		return;
	buf_clear(&g->text);
	switch (field->type) {
	case FIELD_TEXT:
		OGR_F_SetFieldString(f, at, text_of(g, v.text));
		return;
	case FIELD_DATE:
		date_set(f, at, v.text);
		return;
	case FIELD_COUNT:
	case FIELD_CODE:
	case FIELD_SIZE:
		OGR_F_SetFieldInteger64(f, at, v.number);
		return;
	case FIELD_FLAG:
		OGR_F_SetFieldInteger(f, at, v.flag);
		return;
	case FIELD_MEASURE:
		OGR_F_SetFieldDouble(f, at, v.measure);
		return;
	case FIELD_TEXTS:
		json_texts(&g->text, v.texts, v.n);
		break;
	case FIELD_PLACES:
		json_places(&g->text, v.places, v.n);
		break;
	}
	buf_append_char(&g->text, '\0');
	OGR_F_SetFieldString(f, at, buf_ok(&g->text) ? g->text.ptr : "[]");
}

static OGRGeometryH point_geometry(struct lonlat p)
{
	OGRGeometryH out = OGR_G_CreateGeometry(wkbPoint);
	OGR_G_SetPoint_2D(out, 0, p.lon_deg, p.lat_deg);
	return out;
}

static OGRGeometryH line_geometry(OGRwkbGeometryType type, const struct lonlat *points, size_t n, bool close)
{
	OGRGeometryH out = OGR_G_CreateGeometry(type);
	OGR_G_SetPointCount(out, (int)(n + close));
	for (size_t i = 0; i < n + close; i++)
		OGR_G_SetPoint_2D(out, (int)i, points[i % n].lon_deg, points[i % n].lat_deg);
	return out;
}

static OGRGeometryH shape_geometry(const struct shape *s)
{
	OGRGeometryH out = OGR_G_CreateGeometry(wkbMultiPolygon);
	for (size_t i = 0; i < s->n_polygons; i++) {
		OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
		for (size_t k = 0; k < s->polygons[i].n_rings; k++) {
			const struct ring *r = &s->polygons[i].rings[k];
			OGR_G_AddGeometryDirectly(polygon, line_geometry(wkbLinearRing, r->points, r->n, true));
		}
		OGR_G_AddGeometryDirectly(out, polygon);
	}
	return out;
}

static OGRGeometryH record_geometry(const struct layer *l, const char *record)
{
	struct lonlat p;
	const struct line *line;
	switch (l->geometry) {
	case GEOMETRY_POINT:
		return layer_point(l, record, &p) ? point_geometry(p) : NULL;
	case GEOMETRY_POLYGON:
		return shape_geometry(layer_shape(l, record));
	case GEOMETRY_LINE:
		line = layer_line(l, record);
		return line_geometry(wkbLineString, line->points, line->n, false);
	case GEOMETRY_NONE:
		break;
	}
	return NULL;
}

static void geometry_set(struct gpkg *g, OGRFeatureH f, const struct layer *l, const char *record)
{
	OGRGeometryH geometry = record_geometry(l, record);
	if (!geometry)
		return;
	if (g->spec->crs->transform) {
		CPLPushErrorHandler(CPLQuietErrorHandler);
		OGRErr outside = OGR_G_Transform(geometry, g->spec->crs->transform);
		CPLPopErrorHandler();
		if (outside != OGRERR_NONE) {
			OGR_G_DestroyGeometry(geometry);
			g->n_outside++;
			return;
		}
	}
	OGR_F_SetGeometryDirectly(f, geometry);
}

/* What the row is written with, so that a later run can tell what was edited in it. */
static struct sv review_base_of(struct gpkg *g, OGRFeatureH f, const struct correction *r)
{
	static const struct sv nothing[REVIEW_FIELDS];
	struct sv fields[REVIEW_FIELDS];
	OGRGeometryH point = OGR_F_GetGeometryRef(f);
	memcpy(fields, r ? r->fields : nothing, sizeof fields);
	if (r) /* as it is shown */
		fields[REVIEW_STATUS] = review_status(r->fields);
	buf_clear(&g->text);
	review_base(&g->text, fields, r ? r->conflict : (struct sv){"", 0}, point, point ? OGR_G_GetX(point, 0) : 0,
	            point ? OGR_G_GetY(point, 0) : 0);
	buf_append_char(&g->text, '\0');
	return sv_cstr(buf_ok(&g->text) ? g->text.ptr : "");
}

static void review_field_set(struct gpkg *g, OGRFeatureH f, int at, enum review_field field, struct sv value)
{
	int64_t number;
	double degrees;
	switch (review_columns[field].type) {
	case REVIEW_DAY:
		date_set(f, at, value);
		break;
	case REVIEW_NUMBER:
		if (sv_to_int(value, &number))
			OGR_F_SetFieldInteger64(f, at, number);
		break;
	case REVIEW_DEGREES:
		if (sv_to_double(value, &degrees))
			OGR_F_SetFieldDouble(f, at, degrees);
		break;
	case REVIEW_TEXT:
		OGR_F_SetFieldString(f, at, text_of(g, value));
		break;
	}
}

/* The program's own value stands beside a corrected row. */
static struct sv review_original(const struct correction *r, enum machine_field field)
{
	bool corrected = r && sv_eq(review_status(r->fields), SV("corrected"));
	return corrected ? r->current[field] : (struct sv){"", 0};
}

static void review_set(struct gpkg *g, OGRFeatureH f, const struct layer *l, const char *record)
{
	const struct model_incident *incident = (const void *)record;
	const struct model_mention *mention = (const void *)record;
	const struct correction *r = l->id == LAYER_INCIDENTS ? incident->review : mention->review;
	struct gpkg_review_column c;
	for (size_t i = 0; gpkg_review_column(l->id, i, &c); i++) {
		int at = (int)(l->n_fields + i);
		struct sv value = {"", 0};
		if (c.kind == GPKG_FIELD && c.index == REVIEW_STATUS)
			value = r ? review_status(r->fields) : SV("unreviewed");
		else if (c.kind == GPKG_FIELD)
			value = r ? r->fields[c.index] : value;
		else if (c.kind == GPKG_CONFLICT)
			value = r ? r->conflict : value;
		else
			value = c.kind == GPKG_BASE ? review_base_of(g, f, r) : review_original(r, c.index);
		if (value.len && c.kind == GPKG_FIELD)
			review_field_set(g, f, at, c.index, value);
		else if (value.len)
			OGR_F_SetFieldString(f, at, c.kind == GPKG_BASE ? value.ptr : text_of(g, value));
	}
}

static void layer_write(struct gpkg *g, const struct layer *l)
{
	static const OGRwkbGeometryType types[] = {
		[GEOMETRY_POINT] = wkbPoint, [GEOMETRY_POLYGON] = wkbMultiPolygon, [GEOMETRY_LINE] = wkbLineString,
		[GEOMETRY_NONE] = wkbNone};
	bool flat = l->geometry == GEOMETRY_NONE;
	char **options = CSLSetNameValue(NULL, "FID", "fid");
	options = CSLSetNameValue(options, "GEOMETRY_NAME", QGIS_GEOMETRY_COLUMN);
	options = CSLSetNameValue(options, "DESCRIPTION", qgis_layer_title(l->id, g->spec->lang));
	OGRLayerH layer =
	    GDALDatasetCreateLayer(g->dataset, l->name, flat ? NULL : g->spec->crs->srs, types[l->geometry], options);
	CSLDestroy(options);
	if (!layer)
		return;
	fields_create(layer, l);
	for (size_t i = 0; i < l->n && !g->failed; i++) {
		const char *record = layer_record(l, i);
		OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(layer));
		for (size_t k = 0; k < l->n_fields; k++)
			value_set(g, f, (int)k, &l->fields[k], record);
		geometry_set(g, f, l, record);
		if (gpkg_is_reviewed(l->id))
			review_set(g, f, l, record);
		g->failed |= OGR_L_CreateFeature(layer, f) != OGRERR_NONE;
		OGR_F_Destroy(f);
	}
}

/* QGIS finds a layer's default style here; f_table_schema has to be empty, not null. */
static void styles_write(struct gpkg *g, const struct layer *layers)
{
	static const struct {
		const char *name;
		OGRFieldType type;
	} columns[] = {
		{"f_table_catalog", OFTString}, {"f_table_schema", OFTString}, {"f_table_name", OFTString},
		{"f_geometry_column", OFTString}, {"styleName", OFTString}, {"styleQML", OFTString},
		{"styleSLD", OFTString}, {"useAsDefault", OFTInteger}, {"description", OFTString}, {"owner", OFTString},
		{"ui", OFTString}, {"update_time", OFTDateTime},
	};
	char **options = CSLSetNameValue(NULL, "FID", "id");
	OGRLayerH table = GDALDatasetCreateLayer(g->dataset, "layer_styles", NULL, wkbNone, options);
	CSLDestroy(options);
	if (!table)
		return;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		field_create(table, columns[i].name, columns[i].type,
		             columns[i].type == OFTInteger ? OFSTBoolean : OFSTNone);
	struct buf qml;
	buf_init(&qml, STYLE_MAX);
	for (enum layer_id id = 0; id < LAYER_ALL && !g->failed; id++) {
		if (layers[id].geometry == GEOMETRY_NONE)
			continue;
		buf_clear(&qml);
		qgis_style_document(&qml, g->spec->theme, g->spec->lang, &layers[id]);
		buf_append_char(&qml, '\0');
		OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(table));
		const char *const values[] = {"", "", layers[id].name, QGIS_GEOMETRY_COLUMN, layers[id].name,
		                              buf_ok(&qml) ? qml.ptr : "", ""};
		for (int k = 0; k < (int)(sizeof values / sizeof *values); k++)
			OGR_F_SetFieldString(f, k, values[k]);
		OGR_F_SetFieldInteger(f, 7, 1);
		OGR_F_SetFieldString(f, 8, qgis_layer_title(id, g->spec->lang));
		OGR_F_SetFieldString(f, 9, "");
		date_set(f, 11, g->spec->data_day);
		g->failed |= OGR_L_CreateFeature(table, f) != OGRERR_NONE;
		OGR_F_Destroy(f);
	}
	buf_release(&qml);
}

static void dataset_write(struct gpkg *g, const struct layer *layers, const char *path)
{
	GDALDriverH driver = GDALGetDriverByName("GPKG");
	if (!driver) {
		g->failed = true;
		snprintf(g->message, sizeof g->message, "this GDAL has no GeoPackage driver");
		return;
	}
	g->dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
	if (!g->dataset)
		return;
	GDALDatasetStartTransaction(g->dataset, FALSE);
	for (enum layer_id id = 0; id < LAYER_ALL && !g->failed; id++)
		layer_write(g, &layers[id]);
	if (!g->failed)
		styles_write(g, layers);
	GDALDatasetCommitTransaction(g->dataset);
	GDALClose(g->dataset); /* builds the spatial indexes */
}

enum err gpkg_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e)
{
	struct gpkg g = {.spec = spec};
	char now[] = "1970-01-01T00:00:00.000Z";
	if (spec->data_day.len >= 10)
		memcpy(now, spec->data_day.ptr, 10);
	buf_init(&g.text, (size_t)1 << 28);
	GDALAllRegister();
	unlink(path);
	CPLPushErrorHandlerEx(gpkg_complaint, &g);
	CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", now);
	CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
	dataset_write(&g, layers, path);
	CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", NULL);
	CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
	CPLPopErrorHandler();
	buf_release(&g.text);
	if (g.failed) {
		unlink(path);
		return error_set(e, ERR_IO, "cannot write '%s': %s", path, g.message);
	}
	if (g.n_outside)
		log_write(LOG_WARNING, "%zu geometries lie outside CRS '%s' and are left out of the GeoPackage",
			  g.n_outside, spec->crs->authority);
	return OK;
}
