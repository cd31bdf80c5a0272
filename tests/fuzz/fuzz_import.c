/* Fuzz target: the bytes as somebody else's places (the last byte says of what kind): a GeoNames dump, GeoJSON, a table.
 * What is read has positions on the globe and texts in UTF-8. */
#include "fuzz.h"
#include "write/import_ogr.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>

enum kind { KIND_GEONAMES, KIND_GEOJSON, KIND_CSV, KIND_COUNT };
static const char *const SUFFIXES[KIND_COUNT] = {".txt", ".geojson", ".csv"};

static void check_rows(const struct import_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct import_row *r = &s->rows[i];
		check(r->kind < PLACE_KIND_COUNT && r->origin < ORIGIN_COUNT && (r->name_ar.len || r->name_en.len));
		check(utf8_validate(r->name_ar) == SIZE_MAX && utf8_validate(r->name_en) == SIZE_MAX);
		check(utf8_validate(r->variants) == SIZE_MAX && utf8_validate(r->admin1) == SIZE_MAX);
		check(!r->has_point || (fabs(r->point.lon_deg) <= 180.0 && fabs(r->point.lat_deg) <= 90.0));
	}
}

static void read_as(struct import_set *s, enum kind kind, const char *path)
{
	const struct import_pair map[] = {{SV("name_ar"), SV("name")}, {SV("lat"), SV("y")}, {SV("lon"), SV("x")}};
	struct error e = {.code = OK};
	enum err result = OK;
	switch (kind) {
	case KIND_GEONAMES:
		import_is_geonames(path);
		result = import_geonames(s, path, path, &e);
		break;
	case KIND_GEOJSON:
		result = import_ogr(s, path, FORMAT_AUTO, NULL, 0, &e);
		break;
	case KIND_CSV:
		result = import_ogr(s, path, FORMAT_CSV, map, 3, &e);
		break;
	case KIND_COUNT:
		break;
	}
	if (result == OK)
		check_rows(s);
	else
		check_error(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	jmp_buf escape;
	struct import_set set = {.arena = &arena, .has_kind = true, .kind = (enum place_kind)0};
	enum kind kind = (enum kind)(fuzz_choice(data, &size) % KIND_COUNT);
	const char *path = fuzz_file(data, size, SUFFIXES[kind]);
	if (GDALGetDriverCount() == 0) {
		GDALAllRegister();
		CPLSetErrorHandler(CPLQuietErrorHandler);
	}
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	if (setjmp(escape) == 0)
		read_as(&set, kind, path);
	import_release(&set);
	arena_release(&arena);
	unlink(path);
	return 0;
}
