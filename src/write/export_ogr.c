#include "write/export_ogr.h"

#include "base/buf.h"

#include <cpl_error.h>
#include <cpl_string.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_TEXT_BYTES = 1 << 20 };

struct writer {
	const struct gazetteer *gazetteer;
	GDALDatasetH dataset;
	OGRSpatialReferenceH wgs84;
	struct buf text;
	char complaint[256];
};

/* The places' fields in the order of places.tsv, without the position. */
static const struct {
	const char *name;
	OGRFieldType type;
} FIELDS[] = {
	{"id", OFTString},      {"kind", OFTString},   {"feature_code", OFTString}, {"name_ar", OFTString},
	{"variants_ar", OFTString}, {"name_en", OFTString}, {"radius_km", OFTReal}, {"admin1", OFTString},
	{"admin2", OFTString},  {"admin3", OFTString}, {"prominence", OFTInteger},  {"ambiguity", OFTString},
	{"confidence", OFTString}, {"source", OFTString}, {"note", OFTString},
};
enum { FIELD_RADIUS = 6, FIELD_PROMINENCE = 10, N_FIELDS = sizeof FIELDS / sizeof *FIELDS };

static void CPL_STDCALL take_complaint(CPLErr class, CPLErrorNum number, const char *message)
{
	struct writer *w = CPLGetErrorHandlerUserData();
	(void)number;
	if (class >= CE_Failure && !w->complaint[0])
		snprintf(w->complaint, sizeof w->complaint, "%s", message);
}

static void set_text(struct writer *w, OGRFeatureH f, int field, struct sv s)
{
	buf_clear(&w->text);
	buf_append(&w->text, s);
	buf_append_char(&w->text, '\0');
	if (!buf_ok(&w->text) && !w->complaint[0])
		snprintf(w->complaint, sizeof w->complaint, "no memory for a text");
	else if (s.len)
		OGR_F_SetFieldString(f, field, w->text.ptr);
}

static OGRLayerH new_layer(struct writer *w, const char *name, OGRwkbGeometryType type)
{
	char **options = CSLSetNameValue(NULL, "GEOMETRY_NAME", "geom");
	OGRLayerH layer = GDALDatasetCreateLayer(w->dataset, name, w->wgs84, type, options);
	CSLDestroy(options);
	return layer;
}

static bool add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
	OGRFieldDefnH field = OGR_Fld_Create(name, type);
	bool done = layer && OGR_L_CreateField(layer, field, true) == OGRERR_NONE;
	OGR_Fld_Destroy(field);
	return done;
}

static bool put_feature(OGRLayerH layer, OGRFeatureH f, OGRGeometryH g)
{
	if (g)
		OGR_F_SetGeometryDirectly(f, g);
	bool done = OGR_L_CreateFeature(layer, f) == OGRERR_NONE;
	OGR_F_Destroy(f);
	return done;
}

static bool put_place(struct writer *w, OGRLayerH layer, size_t i)
{
	const struct place *p = gazetteer_place(w->gazetteer, i);
	OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(layer));
	OGRGeometryH g = NULL;
	const struct sv texts[N_FIELDS] = {
		p->id, sv_cstr(place_kind_name(p->kind)), p->feature_code, p->name_ar, gazetteer_variants(w->gazetteer, i),
		p->name_en, {NULL, 0}, p->admin1, p->admin2, p->admin3, {NULL, 0},
		sv_cstr(place_ambiguity_name(p->ambiguity)), sv_cstr(place_confidence_name(p->confidence)), p->source, p->note,
	};
	for (int k = 0; k < N_FIELDS; k++)
		set_text(w, f, k, texts[k]);
	if (p->radius_km > 0)
		OGR_F_SetFieldDouble(f, FIELD_RADIUS, p->radius_km);
	OGR_F_SetFieldInteger(f, FIELD_PROMINENCE, p->prominence);
	if (p->has_point) {
		g = OGR_G_CreateGeometry(wkbPoint);
		OGR_G_SetPoint_2D(g, 0, p->point.lon_deg, p->point.lat_deg);
	}
	return put_feature(layer, f, g);
}

static bool put_places(struct writer *w)
{
	OGRLayerH layer = new_layer(w, "places", wkbPoint);
	for (size_t i = 0; i < N_FIELDS; i++)
		if (!add_field(layer, FIELDS[i].name, FIELDS[i].type))
			return false;
	for (size_t i = 0; i < gazetteer_count(w->gazetteer); i++)
		if (!put_place(w, layer, i))
			return false;
	return true;
}

static OGRGeometryH ring_geometry(const struct ring *r)
{
	OGRGeometryH g = OGR_G_CreateGeometry(wkbLinearRing);
	for (size_t i = 0; i <= r->n; i++)
		OGR_G_AddPoint_2D(g, r->points[i % r->n].lon_deg, r->points[i % r->n].lat_deg);
	return g;
}

static OGRGeometryH shape_geometry(const struct shape *s)
{
	OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
	for (size_t i = 0; i < s->n_polygons; i++) {
		OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
		for (size_t r = 0; r < s->polygons[i].n_rings; r++)
			OGR_G_AddGeometryDirectly(polygon, ring_geometry(&s->polygons[i].rings[r]));
		OGR_G_AddGeometryDirectly(all, polygon);
	}
	return all;
}

static OGRGeometryH line_geometry(struct line l)
{
	OGRGeometryH g = OGR_G_CreateGeometry(wkbLineString);
	for (size_t i = 0; i < l.n; i++)
		OGR_G_AddPoint_2D(g, l.points[i].lon_deg, l.points[i].lat_deg);
	return g;
}

static bool put_geometries(struct writer *w)
{
	static const char *const NAMES[] = {"place_id", "layer", "kind", "name"};
	OGRLayerH layers[2] = {new_layer(w, "areas", wkbMultiPolygon), new_layer(w, "lines", wkbLineString)};
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++)
			if (!add_field(layers[i], NAMES[k], OFTString))
				return false;
	for (size_t i = 0; i < gazetteer_geometry_count(w->gazetteer); i++) {
		const struct geometry *g = gazetteer_geometry(w->gazetteer, i);
		bool is_area = g->shape.n_polygons > 0;
		OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(layers[!is_area]));
		const struct sv texts[] = {g->id, g->layer, g->kind, g->name};
		for (int k = 0; k < 4; k++)
			set_text(w, f, k, texts[k]);
		if (!put_feature(layers[!is_area], f, is_area ? shape_geometry(&g->shape) : line_geometry(g->line)))
			return false;
	}
	return true;
}

static bool write_dataset(struct writer *w, const char *path)
{
	GDALDriverH driver = GDALGetDriverByName("GPKG");
	w->dataset = driver ? GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
	if (!w->dataset || OSRImportFromEPSG(w->wgs84, 4326) != OGRERR_NONE)
		return false;
	OSRSetAxisMappingStrategy(w->wgs84, OAMS_TRADITIONAL_GIS_ORDER);
	bool done = GDALDatasetStartTransaction(w->dataset, false) == OGRERR_NONE && put_places(w) && put_geometries(w) &&
	            GDALDatasetCommitTransaction(w->dataset) == OGRERR_NONE;
	GDALClose(w->dataset);
	return done && !w->complaint[0];
}

enum err export_gpkg(const struct gazetteer *g, const char *path, struct error *e)
{
	struct writer w = {.gazetteer = g};
	char temporary[4200];
	int n = snprintf(temporary, sizeof temporary, "%s.%ld.gpkg", path, (long)getpid());
	if (n < 0 || (size_t)n >= sizeof temporary)
		return error_set(e, ERR_USAGE, "the path '%s' is too long", path);
	GDALAllRegister();
	buf_init(&w.text, MAX_TEXT_BYTES);
	w.wgs84 = OSRNewSpatialReference(NULL);
	CPLPushErrorHandlerEx(take_complaint, &w);
	bool done = write_dataset(&w, temporary);
	CPLPopErrorHandler();
	OSRDestroySpatialReference(w.wgs84);
	buf_release(&w.text);
	if (done && rename(temporary, path) == 0)
		return OK;
	int saved = errno;
	unlink(temporary);
	errno = saved;
	if (done)
		return error_errno(e, ERR_IO, "cannot write '%s'", path);
	return error_set(e, ERR_IO, "cannot write '%s': %s", path, w.complaint[0] ? w.complaint : "GDAL gives no reason");
}
