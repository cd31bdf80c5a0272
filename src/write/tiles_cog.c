#include "write/tiles_cog.h"

#include "base/library.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Opened for a GeoTIFF alone: the other containers need no GDAL, and to link it takes longer than to draw a small map. */
static struct {
#define X(name) __typeof__(&name) name;
#include "write/library_gdal.def"
#undef X
} gdal;

static const struct library_symbol gdal_symbols[] = {
#define X(name) {#name, offsetof(__typeof__(gdal), name)},
#include "write/library_gdal.def"
#undef X
};
static struct library gdal_library = LIBRARY(KHARITA_GDAL, gdal_symbols, &gdal, NULL);

static enum err refuse(const char *path, struct error *e)
{
	const char *why = gdal.CPLGetLastErrorMsg();
	return error_set(e, ERR_IO, "cannot write '%s': %s", path, why && *why ? why : "GDAL gives no reason");
}

static enum err copy(GDALDatasetH source, const char *temporary, const char *path, struct error *e)
{
	static const char *const settings[][2] = {
		{"COMPRESS", "DEFLATE"},   {"SPARSE_OK", "YES"},	    {"PREDICTOR", "2"},
		{"RESAMPLING", "AVERAGE"}, {"NUM_THREADS", "ALL_CPUS"},
	};
	char **options = NULL;
	GDALDriverH driver = gdal.GDALGetDriverByName("COG");
	if (!driver)
		return error_set(e, ERR_ENV, "this GDAL has no COG driver; it needs version 3.1 or later");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		options = gdal.CSLSetNameValue(options, settings[i][0], settings[i][1]);
	GDALDatasetH made = gdal.GDALCreateCopy(driver, temporary, source, FALSE, options, NULL, NULL);
	gdal.CSLDestroy(options);
	if (!made)
		return refuse(path, e);
	gdal.GDALClose(made);
	if (gdal.CPLGetLastErrorType() >= CE_Failure)
		return refuse(path, e);
	if (rename(temporary, path) != 0)
		return error_errno(e, ERR_IO, "cannot rename '%s'", temporary);
	return OK;
}

enum err tiles_cog_write(const char *mbtiles_path, const char *path, struct error *e)
{
	size_t n = strlen(path) + 10;
	if (!library_open(&gdal_library))
		return error_set(e, ERR_ENV, "'%s' needs GDAL, %s: install it, or write .mbtiles", path, KHARITA_GDAL);
	char *temporary = malloc(n);
	if (!temporary)
		return error_set(e, ERR_NOMEM, "no memory for '%s'", path);
	(void)snprintf(temporary, n, "%s.part.tif", path);
	gdal.GDALAllRegister();
	gdal.CPLPushErrorHandler(gdal.CPLQuietErrorHandler);
	gdal.CPLErrorReset();
	GDALDatasetH source = gdal.GDALOpen(mbtiles_path, GA_ReadOnly);
	enum err err = source ? copy(source, temporary, path, e) : refuse(path, e);
	if (source)
		gdal.GDALClose(source);
	gdal.CPLPopErrorHandler();
	if (err != OK)
		(void)unlink(temporary);
	free(temporary);
	return err;
}
