#include "write/gpkg_crs.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { WGS84 = 4326 };

static enum err crs_import(struct gpkg_crs *out, OGRSpatialReferenceH wgs84, const char *definition, struct error *e)
{
	if (OSRImportFromEPSG(wgs84, WGS84) != OGRERR_NONE)
		return error_set(
		    e, ERR_ENV,
		    "PROJ's data base is missing: install 'proj-data' or set PROJ_LIB to the folder of proj.db");
	OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
	definition = definition ? definition : "EPSG:4326";
	bool is_url = strstr(definition, "://") != NULL; /* nothing is fetched */
	if (is_url || OSRSetFromUserInput(out->srs, definition) != OGRERR_NONE ||
	    !(OSRIsGeographic(out->srs) || OSRIsProjected(out->srs)))
		return error_set(e, ERR_USAGE, "unknown CRS '%s': give one such as EPSG:32637", definition);
	OSRSetAxisMappingStrategy(out->srs, OAMS_TRADITIONAL_GIS_ORDER);
	const char *name = OSRGetAuthorityName(out->srs, NULL);
	const char *code = OSRGetAuthorityCode(out->srs, NULL);
	if (name && code)
		snprintf(out->authority, sizeof out->authority, "%s:%s", name, code);
	if (OSRIsSame(out->srs, wgs84))
		return OK;
	out->transform = OCTNewCoordinateTransformation(wgs84, out->srs);
	if (!out->transform)
		return error_set(e, ERR_USAGE, "no way from WGS 84 to CRS '%s'", definition);
	return OK;
}

enum err gpkg_crs_open(const char *definition, struct gpkg_crs *out, struct error *e)
{
	*out = (struct gpkg_crs){.srs = OSRNewSpatialReference(NULL)};
	OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
	CPLPushErrorHandler(CPLQuietErrorHandler);
	enum err result = crs_import(out, wgs84, definition, e);
	CPLPopErrorHandler();
	OSRDestroySpatialReference(wgs84);
	return result;
}

void gpkg_crs_close(struct gpkg_crs *c)
{
	if (c->transform)
		OCTDestroyCoordinateTransformation(c->transform);
	if (c->srs)
		OSRRelease(c->srs);
	*c = (struct gpkg_crs){0};
}
