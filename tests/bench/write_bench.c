/* How long the writers take for many points: places made in memory, as GeoJSON or as GeoPackage.
 *
 *     write_bench geojson|gpkg POINTS FILE
 *
 * Prints seconds by the clock and of processor time, megabytes, and megabytes a second, of the writing alone. */
#include "write/geojson.h"
#include "write/gpkg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { COLUMNS = 1000 };

static double now_s(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct model_place place(struct arena *a, size_t i)
{
	return (struct model_place){
		.place_id = arena_printf(a, "P%07zu", i),
		.name_ar = arena_printf(a, "قرية %zu", i), /* village */
		.name_en = arena_printf(a, "Village %zu", i),
		.kind = SV("village"),
		.feature_code = SV("PPL"),
		.admin1 = SV("دير الزور"), /* Deir ez-Zor */
		.first_date = SV("2020-01-02"),
		.last_date = SV("2021-03-04"),
		.has_point = true,
		.point = {38.0 + (double)(i % COLUMNS) * 0.003217, 33.5 + (double)(i / COLUMNS) * 0.002913},
		.mentions = (int64_t)(i % 97),
		.articles = (int64_t)(i % 89),
		.incidents = (int64_t)(i % 7),
		.incidents_here = (int64_t)(i % 3),
	};
}

static enum err write_it(const struct model *m, struct arena *a, bool package, const char *path, double s[2], struct error *e)
{
	struct layer layers[LAYER_ALL];
	struct theme *theme = NULL;
	struct gpkg_crs crs = {0};
	model_layers(a, m, NULL, layers);
	enum err result = package ? theme_open(KHARITA_SOURCE_DIR "/styles/theme.json", &theme, e) : OK;
	if (result == OK && package)
		result = gpkg_crs_open(NULL, &crs, e);
	const struct gpkg_spec spec = {.crs = &crs, .data_day = SV("2021-03-04"), .theme = theme, .lang = LANG_AR};
	const double start[] = {now_s(CLOCK_MONOTONIC), now_s(CLOCK_PROCESS_CPUTIME_ID)};
	if (result == OK)
		result = package ? gpkg_write(layers, &spec, path, e) : geojson_write(&layers[LAYER_PLACES], path, e);
	s[0] = now_s(CLOCK_MONOTONIC) - start[0];
	s[1] = now_s(CLOCK_PROCESS_CPUTIME_ID) - start[1];
	gpkg_crs_close(&crs);
	theme_free(theme);
	return result;
}

int main(int argc, char **argv)
{
	bool package = argc == 4 && strcmp(argv[1], "gpkg") == 0;
	size_t n = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
	if (argc != 4 || n == 0 || (!package && strcmp(argv[1], "geojson") != 0)) {
		(void)fprintf(stderr, "usage: write_bench geojson|gpkg POINTS FILE\n");
		return 2;
	}
	struct arena a;
	struct model m = {.n_articles = 0};
	struct error e = {OK, ""};
	struct stat st;
	jmp_buf escape;
	double s[2];
	arena_init(&a, 0);
	if (setjmp(escape)) {
		(void)fprintf(stderr, "write_bench: no memory\n");
		return 3;
	}
	a.escape = &escape;
	m.places = ARENA_ARRAY(&a, struct model_place, n);
	for (m.n_places = 0; m.n_places < n; m.n_places++)
		m.places[m.n_places] = place(&a, m.n_places);
	if (write_it(&m, &a, package, argv[3], s, &e) != OK || stat(argv[3], &st) != 0) {
		(void)fprintf(stderr, "write_bench: %s\n", e.msg);
		return 3;
	}
	double mb = (double)st.st_size / 1e6;
	printf("%.4f %.4f %.1f %.1f\n", s[0], s[1], mb, mb / s[0]);
	arena_release(&a);
	return 0;
}
