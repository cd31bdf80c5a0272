/* kharita tiles, kharita poster: pictures of results or of a folder of layers. */
#include "base/file.h"
#include "base/log.h"
#include "cli/write_commands.h"
#include "cli/write_run.h"
#include "write/poster.h"
#include "write/review_apply.h"
#include "write/tiles.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESULTS "results.ndjson"

/* What is drawn: the results of a folder with its review, or results; and what has to be freed. */
struct drawing {
	struct theme *theme;
	struct gazetteer *gazetteer;
	struct review_apply review;
	struct model model, drawn; /* drawn: without what was rejected */
	struct arena arena;
};

static enum err open_review(struct drawing *d, const char *folder, struct error *e)
{
	char *path = path_join(folder, STATE_NAME);
	enum err result = path ? OK : error_set(e, ERR_NOMEM, "no memory");
	if (result == OK && access(path, F_OK) == 0)
		result = state_open_plain(path, &d->review.state, e);
	d->review.gazetteer = d->gazetteer;
	d->review.only_look = true;
	free(path);
	return result;
}

/* LAYERS: a folder that holds results, or results. */
static enum err drawing_open(struct drawing *d, const char *gazetteer, const char *layers, struct error *e)
{
	const struct model_options options = {.review = review_apply, .user = &d->review};
	struct stat st;
	char *inside = NULL;
	size_t n_bad = 0;
	bool folder = stat(layers, &st) == 0 && S_ISDIR(st.st_mode);
	arena_init(&d->arena, 0);
	enum err result = theme_open(NULL, &d->theme, e);
	if (result == OK)
		result = gazetteer_open(gazetteer, &d->gazetteer, e);
	if (result == OK && folder)
		result = open_review(d, layers, e);
	if (result == OK && folder && !(inside = path_join(layers, RESULTS)))
		result = error_set(e, ERR_NOMEM, "no memory");
	const char *path = inside ? inside : layers;
	if (result == OK)
		result = model_read(&path, 1, &options, &d->model, &n_bad, e);
	if (result == OK && n_bad)
		log_write(LOG_WARNING, "skipped %zu damaged lines; the first: %s", n_bad, e->msg);
	free(inside);
	if (result == OK)
		d->drawn = review_drawn(&d->arena, &d->model);
	return result == OK && !d->drawn.incidents ? error_set(e, ERR_NOMEM, "no memory") : result;
}

static void drawing_close(struct drawing *d)
{
	model_release(&d->model);
	arena_release(&d->arena);
	state_close(d->review.state);
	gazetteer_close(d->gazetteer);
	theme_free(d->theme);
}

static bool zoom_parse(const char *s, unsigned *min, unsigned *max)
{
	struct sv rest = sv_cstr(s);
	struct sv first;
	int64_t low, high;
	sv_split(&rest, '-', &first);
	if (!sv_to_int(first, &low) || !sv_to_int(rest.ptr ? rest : first, &high))
		return false;
	*min = (unsigned)low;
	*max = (unsigned)high;
	return low >= 0 && low <= high && high <= TILES_ZOOM_LIMIT;
}

static const struct {
	const char *name;
	unsigned show;
} shown[] = {{"incidents", TILES_INCIDENTS}, {"extents", TILES_EXTENTS}, {"routes", TILES_ROUTES}, {"places", TILES_PLACES},
             {"density", TILES_DENSITY}};

static bool show_parse(const char *s, unsigned *out)
{
	struct sv rest = sv_cstr(s), name;
	while (sv_split(&rest, ',', &name)) {
		size_t i = 0;
		while (i < sizeof shown / sizeof *shown && !sv_eq_cstr(name, shown[i].name))
			i++;
		if (i == sizeof shown / sizeof *shown)
			return false;
		*out |= shown[i].show;
	}
	return true;
}

static bool bounds_parse(const char *s, struct tiles_bounds *out)
{
	double *const numbers[] = {&out->west, &out->south, &out->east, &out->north};
	struct sv rest = sv_cstr(s), field;
	for (size_t i = 0; i < 4; i++)
		if (!sv_split(&rest, ',', &field) || !sv_to_double(sv_trim(field), numbers[i]))
			return false;
	return !rest.ptr && out->west < out->east && out->south < out->north && out->west >= -180.0 && out->east <= 180.0;
}

static enum err tiles_run(const char *layers, const char *output, struct tiles_spec *spec, struct error *e)
{
	struct drawing d = {.theme = NULL};
	struct tiles_counts counts = {0};
	enum err result = drawing_open(&d, NULL, layers, e);
	spec->theme = d.theme;
	if (result == OK)
		result = tiles_write(&d.drawn, spec, output, &counts, e);
	if (result == OK)
		log_write(LOG_INFO, spec->previous ? "%zu tiles in '%s', %zu of them taken over" : "%zu tiles in '%s'",
		          counts.tiles, output, counts.reused);
	drawing_close(&d);
	return result;
}

int write_tiles(int argc, char **argv)
{
	struct tiles_options o = {0};
	int status = options_parse(&command_tiles, &argc, argv, &o);
	if (status >= 0)
		return status;
	struct tiles_spec spec = {.min_zoom = TILES_MIN_ZOOM, .max_zoom = TILES_MAX_ZOOM, .jobs = o.jobs};
	struct error e;
	if (argc != 2)
		return usage_error(&command_tiles, "give one folder of layers, or results");
	if (!o.output)
		return usage_error(&command_tiles, "where to? give '-o FILE.mbtiles', .pmtiles, .gpkg, .tif or '-o DIR'");
	if (o.zoom && !zoom_parse(o.zoom, &spec.min_zoom, &spec.max_zoom))
		return usage_error(&command_tiles, "'--zoom' takes levels such as 5-11, at most %d, not '%s'",
				   TILES_ZOOM_LIMIT, o.zoom);
	struct tiles_bounds bounds;
	if (o.bbox && !bounds_parse(o.bbox, &bounds))
		return usage_error(&command_tiles, "'--bbox' takes west,south,east,north in degrees, not '%s'", o.bbox);
	if (o.show && !show_parse(o.show, &spec.show))
		return usage_error(&command_tiles,
		                   "'--show' takes a list of incidents, extents, routes, places, density, not '%s'", o.show);
	if (o.scale > 2)
		return usage_error(&command_tiles, "'--scale' is 1 or 2");
	if (o.append && !sv_ends(sv_cstr(o.output), SV(".mbtiles")))
		return usage_error(&command_tiles, "'--append' needs an MBTiles file: '-o FILE.mbtiles'");
	spec.bounds = o.bbox ? &bounds : NULL;
	spec.scale = o.scale;
	spec.previous = o.append ? o.output : NULL;
	if (!write_language(o.language, &spec.lang))
		return usage_error(&command_tiles, "'--language' is 'ar' or 'en', not '%s'", o.language);
	return tiles_run(argv[1], o.output, &spec, &e) == OK ? 0 : report_error(&e);
}

static enum err poster_run(const char *layers, const struct poster_options *o, struct poster_spec *spec,
			   struct error *e)
{
	struct drawing d = {.theme = NULL};
	enum err result = drawing_open(&d, o->gazetteer, layers, e);
	spec->theme = d.theme;
	if (result == OK)
		result = poster_write(&d.drawn, d.gazetteer, spec, &o->output, 1, e);
	drawing_close(&d);
	return result;
}

int write_poster(int argc, char **argv)
{
	struct poster_options o = {0};
	int status = options_parse(&command_poster, &argc, argv, &o);
	if (status >= 0)
		return status;
	struct poster_spec spec = {.title = o.title, .dpi = o.dpi};
	struct error e;
	if (argc != 2)
		return usage_error(&command_poster, "give one folder of layers, or results");
	if (!o.output)
		return usage_error(&command_poster, "where to? give '-o FILE.png', '-o FILE.pdf' or '-o FILE.svg'");
	if (o.dpi > POSTER_MAX_DPI)
		return usage_error(&command_poster, "'--dpi' is at most %d", POSTER_MAX_DPI);
	if (!write_language(o.language, &spec.lang))
		return usage_error(&command_poster, "'--language' is 'ar' or 'en', not '%s'", o.language);
	return poster_run(argv[1], &o, &spec, &e) == OK ? 0 : report_error(&e);
}
