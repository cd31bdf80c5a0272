#include "write/gpkg_schema.h"

#include "base/buf.h"
#include "state/review.h"
#include "write/qgis_style.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <unistd.h>

enum { STYLE_MAX = 1 << 22 };

/* One file being made. */
struct gpkg {
	const struct gpkg_spec *spec;
	GDALDatasetH dataset;
	bool failed;
	char message[256];    /* GDAL's first complaint */
};

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

static void layer_create(struct gpkg *g, const struct layer *l)
{
	static const OGRwkbGeometryType types[] = {
		[GEOMETRY_POINT] = wkbPoint, [GEOMETRY_POLYGON] = wkbMultiPolygon, [GEOMETRY_LINE] = wkbLineString,
		[GEOMETRY_NONE] = wkbNone};
	bool flat = l->geometry == GEOMETRY_NONE;
	char **options = CSLSetNameValue(NULL, "FID", GPKG_FID);
	options = CSLSetNameValue(options, "GEOMETRY_NAME", QGIS_GEOMETRY_COLUMN);
	options = CSLSetNameValue(options, "DESCRIPTION", qgis_layer_title(l->id, g->spec->lang));
	OGRLayerH layer =
	    GDALDatasetCreateLayer(g->dataset, l->name, flat ? NULL : g->spec->crs->srs, types[l->geometry], options);
	CSLDestroy(options);
	if (!layer)
		return;
	fields_create(layer, l);
	g->failed |= OGR_L_SyncToDisk(layer) != OGRERR_NONE; /* the table and its index are made now: in this order */
}

static void day_set(OGRFeatureH f, int at, struct sv day)
{
	int64_t year, month, dom;
	if (day.len >= 10 && sv_to_int(sv_take(day, 4), &year) && sv_to_int(sv_make(day.ptr + 5, 2), &month) &&
	    sv_to_int(sv_make(day.ptr + 8, 2), &dom))
		OGR_F_SetFieldDateTime(f, at, (int)year, (int)month, (int)dom, 0, 0, 0, 0);
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
		if (!buf_ok(&qml)) {
			g->failed = true;
			snprintf(g->message, sizeof g->message, "no memory for a layer's style");
			break;
		}
		OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(table));
		const char *const values[] = {"", "", layers[id].name, QGIS_GEOMETRY_COLUMN, layers[id].name,
		                              qml.ptr, ""};
		for (int k = 0; k < (int)(sizeof values / sizeof *values); k++)
			OGR_F_SetFieldString(f, k, values[k]);
		OGR_F_SetFieldInteger(f, 7, 1);
		OGR_F_SetFieldString(f, 8, qgis_layer_title(id, g->spec->lang));
		OGR_F_SetFieldString(f, 9, "");
		day_set(f, 11, g->spec->data_day);
		g->failed |= OGR_L_CreateFeature(table, f) != OGRERR_NONE;
		OGR_F_Destroy(f);
	}
	buf_release(&qml);
}

static void dataset_create(struct gpkg *g, const struct layer *layers, const char *path)
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
		layer_create(g, &layers[id]);
	if (!g->failed)
		styles_write(g, layers);
	GDALDatasetCommitTransaction(g->dataset);
	GDALClose(g->dataset);
}

enum err gpkg_schema_write(const struct layer *layers, const struct gpkg_spec *spec, const char *path, struct error *e)
{
	struct gpkg g = {.spec = spec};
	char now[] = "1970-01-01T00:00:00.000Z";
	if (spec->data_day.len >= 10)
		memcpy(now, spec->data_day.ptr, 10);
	GDALAllRegister();
	unlink(path);
	CPLPushErrorHandlerEx(gpkg_complaint, &g);
	CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", now);
	CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
	dataset_create(&g, layers, path);
	CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", NULL);
	CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
	CPLPopErrorHandler();
	return g.failed ? error_set(e, ERR_IO, "cannot write '%s': %s", path, g.message) : OK;
}
