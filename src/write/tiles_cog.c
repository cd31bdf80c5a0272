#include "write/tiles_cog.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum err refuse(const char *path, struct error *e)
{
	const char *why = CPLGetLastErrorMsg();
	return error_set(e, ERR_IO, "cannot write '%s': %s", path, why && *why ? why : "GDAL gives no reason");
}

static enum err copy(GDALDatasetH source, const char *temporary, const char *path, struct error *e)
{
	static const char *const settings[][2] = {
		{"COMPRESS", "DEFLATE"},   {"SPARSE_OK", "YES"},	    {"PREDICTOR", "2"},
		{"RESAMPLING", "AVERAGE"}, {"NUM_THREADS", "ALL_CPUS"},
	};
	char **options = NULL;
	GDALDriverH driver = GDALGetDriverByName("COG");
	if (!driver)
		return error_set(e, ERR_ENV, "this GDAL has no COG driver; it needs version 3.1 or later");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		options = CSLSetNameValue(options, settings[i][0], settings[i][1]);
	GDALDatasetH made = GDALCreateCopy(driver, temporary, source, FALSE, options, NULL, NULL);
	CSLDestroy(options);
	if (!made)
		return refuse(path, e);
	GDALClose(made);
	if (CPLGetLastErrorType() >= CE_Failure)
		return refuse(path, e);
	if (rename(temporary, path) != 0)
		return error_errno(e, ERR_IO, "cannot rename '%s'", temporary);
	return OK;
}

enum err tiles_cog_write(const char *mbtiles_path, const char *path, struct error *e)
{
	size_t n = strlen(path) + 10;
	char *temporary = malloc(n);
	if (!temporary)
		return error_set(e, ERR_NOMEM, "no memory for '%s'", path);
	(void)snprintf(temporary, n, "%s.part.tif", path);
	GDALAllRegister();
	CPLPushErrorHandler(CPLQuietErrorHandler);
	CPLErrorReset();
	GDALDatasetH source = GDALOpen(mbtiles_path, GA_ReadOnly);
	enum err err = source ? copy(source, temporary, path, e) : refuse(path, e);
	if (source)
		GDALClose(source);
	CPLPopErrorHandler();
	if (err != OK)
		(void)unlink(temporary);
	free(temporary);
	return err;
}
