#include "geo/crs.h"

#include "base/library.h"

#include <math.h>
#include <proj.h>
#include <stdlib.h>

static struct {
#define X(name) __typeof__(&name) name;
#include "geo/library_proj.def"
#undef X
} proj;

static const struct library_symbol proj_symbols[] = {
#define X(name) {#name, offsetof(__typeof__(proj), name)},
#include "geo/library_proj.def"
#undef X
};
static struct library proj_library = LIBRARY(KHARITA_PROJ, proj_symbols, &proj, NULL);

struct crs_transform {
	PJ_CONTEXT *context;
	PJ *projection;
	char *definition;
};

/* The transform ready to take lon, lat; NULL when PROJ knows no such CRS. */
static PJ *transform_new(PJ_CONTEXT *context, const char *definition)
{
	PJ *raw = proj.proj_create_crs_to_crs(context, "EPSG:4326", definition, NULL);
	PJ *normal = raw ? proj.proj_normalize_for_visualization(context, raw) : NULL;
	proj.proj_destroy(raw);
	return normal;
}

enum err crs_open(const char *definition, struct crs_transform **out, struct error *e)
{
	*out = NULL;
	if (!library_open(&proj_library))
		return error_set(e, ERR_ENV, "a reference system needs '%s', which is not installed; install PROJ",
				 KHARITA_PROJ);
	struct crs_transform *t = calloc(1, sizeof *t);
	size_t len = strlen(definition);
	if (!t || !(t->definition = malloc(len + 1)) || !(t->context = proj.proj_context_create())) {
		crs_free(t);
		return error_set(e, ERR_NOMEM, "no memory for the reference system '%s'", definition);
	}
	memcpy(t->definition, definition, len + 1);
	proj.proj_log_level(t->context, PJ_LOG_NONE);
	if (!proj.proj_context_get_database_path(t->context)) {
		crs_free(t);
		return error_set(e, ERR_ENV, "cannot find 'proj.db'; install the package proj-data or set PROJ_DATA");
	}
	t->projection = transform_new(t->context, definition);
	if (!t->projection) {
		crs_free(t);
		return error_set(e, ERR_USAGE, "unknown reference system '%s'; name one as EPSG:32637", definition);
	}
	*out = t;
	return OK;
}

void crs_free(struct crs_transform *t)
{
	if (!t)
		return;
	if (t->projection)
		proj.proj_destroy(t->projection);
	if (t->context)
		proj.proj_context_destroy(t->context);
	free(t->definition);
	free(t);
}

enum err crs_forward(struct crs_transform *t, struct lonlat in, struct xy *out, struct error *e)
{
	PJ_COORD c = proj.proj_trans(t->projection, PJ_FWD, (PJ_COORD){.v = {in.lon_deg, in.lat_deg, 0, 0}});
	if (!isfinite(c.xy.x) || !isfinite(c.xy.y)) {
		proj.proj_errno_reset(t->projection);
		return error_set(e, ERR_DATA, "the point %.6f %.6f lies outside '%s'; choose another reference system",
				 in.lon_deg, in.lat_deg, t->definition);
	}
	*out = (struct xy){c.xy.x, c.xy.y};
	return OK;
}

enum err crs_inverse(struct crs_transform *t, struct xy in, struct lonlat *out, struct error *e)
{
	PJ_COORD c = proj.proj_trans(t->projection, PJ_INV, (PJ_COORD){.v = {in.x_m, in.y_m, 0, 0}});
	if (!isfinite(c.xy.x) || !isfinite(c.xy.y)) {
		proj.proj_errno_reset(t->projection);
		return error_set(e, ERR_DATA, "%.3f %.3f is no point of '%s'", in.x_m, in.y_m, t->definition);
	}
	*out = (struct lonlat){c.xy.x, c.xy.y};
	return OK;
}
