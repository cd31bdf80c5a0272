#include "write/layers_review.h"

#include "write/gpkg.h"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

struct row {
	struct sv id;
	struct model_review review;
};

struct rows {
	struct arena *arena;
	struct row *items;
	size_t n, cap;
};

static int row_compare(const void *a, const void *b)
{
	const struct row *p = a;
	const struct row *q = b;
	return sv_cmp(p->id, q->id);
}

static struct sv column_text(struct arena *a, OGRFeatureH f, const char *name, bool is_date)
{
	int at = OGR_F_GetFieldIndex(f, name);
	int year, month, day, hour, minute, second, zone;
	if (at < 0 || !OGR_F_IsFieldSetAndNotNull(f, at))
		return (struct sv){"", 0};
	if (is_date && OGR_F_GetFieldAsDateTime(f, at, &year, &month, &day, &hour, &minute, &second, &zone))
		return arena_printf(a, "%04d-%02d-%02d", year, month, day);
	return arena_sv(a, sv_cstr(OGR_F_GetFieldAsString(f, at)));
}

/* The point in WGS 84, whatever the file's CRS. */
static bool point_read(OGRLayerH layer, OGRFeatureH f, struct lonlat *out)
{
	OGRGeometryH g = OGR_F_GetGeometryRef(f);
	OGRSpatialReferenceH from = OGR_L_GetSpatialRef(layer);
	if (!g || !from || wkbFlatten(OGR_G_GetGeometryType(g)) != wkbPoint || OGR_G_IsEmpty(g))
		return false;
	OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
	OSRImportFromEPSG(to, 4326);
	OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
	OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
	OGRCoordinateTransformationH t = OCTNewCoordinateTransformation(from, to);
	double x = OGR_G_GetX(g, 0);
	double y = OGR_G_GetY(g, 0);
	bool ok = t && OCTTransform(t, 1, &x, &y, NULL);
	OCTDestroyCoordinateTransformation(t);
	OSRRelease(to);
	*out = (struct lonlat){x, y};
	return ok;
}

/* A row nobody touched is not worth carrying. */
static bool review_read(struct arena *a, OGRLayerH layer, OGRFeatureH f, struct model_review *out)
{
	*out = (struct model_review){.status = column_text(a, f, "review_status", false)};
	bool any = out->status.len && !sv_eq_cstr(out->status, "unreviewed");
	for (size_t i = 0; i < n_gpkg_review_columns; i++) {
		struct sv *value = (void *)((char *)out + gpkg_review_columns[i].offset);
		*value = column_text(a, f, gpkg_review_columns[i].name, gpkg_review_columns[i].is_date);
		any = any || value->len;
	}
	if (sv_eq_cstr(out->status, "corrected"))
		out->has_point = point_read(layer, f, &out->point);
	return any;
}

static enum err rows_read(GDALDatasetH dataset, const char *layer_name, const char *key, struct rows *out,
			  struct error *e)
{
	OGRLayerH layer = GDALDatasetGetLayerByName(dataset, layer_name);
	if (!layer || OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), key) < 0)
		return error_set(e, ERR_DATA, "no layer '%s' with '%s': not a GeoPackage of this program", layer_name,
				 key);
	OGR_L_ResetReading(layer);
	for (OGRFeatureH f = OGR_L_GetNextFeature(layer); f; f = OGR_L_GetNextFeature(layer)) {
		struct row r = {.id = column_text(out->arena, f, key, false)};
		if (r.id.len && review_read(out->arena, layer, f, &r.review))
			*ARENA_PUSH(out->arena, out->items, out->n, &out->cap) = r;
		OGR_F_Destroy(f);
	}
	if (out->n)
		qsort(out->items, out->n, sizeof *out->items, row_compare);
	return OK;
}

static const struct model_review *rows_find(const struct rows *rows, struct sv id)
{
	const struct row key = {.id = id};
	const struct row *found =
		rows->n ? bsearch(&key, rows->items, rows->n, sizeof *rows->items, row_compare) : NULL;
	return found ? &found->review : NULL;
}

static size_t incidents_apply(struct model *m, const struct rows *rows)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		struct model_incident *in = &m->incidents[i];
		for (size_t k = 0; k < in->n_reports && !in->review; k++)
			in->review = rows_find(rows, in->reports[k]);
		if (!in->review)
			continue;
		n++;
		if (in->review->status.len)
			in->review_status = in->review->status;
		if (in->review->has_point) {
			in->has_point = true;
			in->point = in->review->point;
		}
	}
	return n;
}

static size_t mentions_apply(struct model *m, const struct rows *rows)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_mentions; i++) {
		struct model_mention *in = &m->mentions[i];
		in->review = rows_find(rows, in->mention_id);
		if (!in->review)
			continue;
		n++;
		if (in->review->has_point) {
			in->has_point = true;
			in->point = in->review->point;
		}
	}
	return n;
}

static enum err review_apply(struct model *m, GDALDatasetH dataset, size_t *n, struct error *e)
{
	struct rows incidents = {.arena = &m->arena};
	struct rows mentions = {.arena = &m->arena};
	jmp_buf escape;
	if (setjmp(escape)) {
		m->arena.escape = NULL;
		return error_set(e, ERR_NOMEM, "no memory for the review columns");
	}
	m->arena.escape = &escape;
	enum err result = rows_read(dataset, "incidents", "event_id", &incidents, e);
	if (result == OK)
		result = rows_read(dataset, "mentions", "mention_id", &mentions, e);
	m->arena.escape = NULL;
	if (result == OK)
		*n = incidents_apply(m, &incidents) + mentions_apply(m, &mentions);
	return result;
}

enum err layers_review(struct model *m, const char *path, size_t *n, struct error *e)
{
	static const char *const drivers[] = {"GPKG", NULL};
	*n = 0;
	GDALAllRegister();
	CPLPushErrorHandler(CPLQuietErrorHandler);
	GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
	enum err result;
	if (dataset)
		result = review_apply(m, dataset, n, e);
	else
		result = error_set(e, ERR_IO, "cannot read the review columns of '%s': %s", path, CPLGetLastErrorMsg());
	if (result == ERR_DATA)
		result = error_set(
		    e, ERR_DATA, "cannot keep the review columns of '%s': move it away or give another --review", path);
	if (dataset)
		GDALClose(dataset);
	CPLPopErrorHandler();
	return result;
}
