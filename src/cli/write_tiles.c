/* kharita tiles */
#include "base/log.h"
#include "cli/write_drawing.h"
#include "cli/write_run.h"
#include "write/tiles.h"

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
             {"density", TILES_DENSITY}, {"base", TILES_BASE}};

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

static enum err tiles_run(const char *layers, const struct tiles_options *o, struct tiles_spec *spec, struct error *e)
{
	struct drawing d = {.theme = NULL};
	struct tiles_counts counts = {0};
	struct filter_options filter = o->filter;
	filter.bbox = NULL; /* bounds choose tiles: a symbol beyond them may reach in */
	enum err result = drawing_open(&d, NULL, layers, &filter, e);
	spec->theme = d.theme;
	spec->gazetteer = d.gazetteer;
	if (result == OK)
		result = tiles_write(&d.drawn, spec, o->output, &counts, e);
	if (result == OK)
		log_write(LOG_INFO, spec->previous ? "%zu tiles in '%s', %zu of them taken over" : "%zu tiles in '%s'",
		          counts.tiles, o->output, counts.reused);
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
	double b[4] = {0.0, 0.0, 0.0, 0.0};
	const char *complaint;
	if (!filter_check(&o.filter, &complaint))
		return usage_error(&command_tiles, "%s", complaint);
	if (o.show && !show_parse(o.show, &spec.show))
		return usage_error(&command_tiles,
		                   "'--show' takes a list of incidents, extents, routes, places, density, base, not '%s'", o.show);
	if (o.scale > 2)
		return usage_error(&command_tiles, "'--scale' is 1 or 2");
	if (o.append && !sv_ends(sv_cstr(o.output), SV(".mbtiles")))
		return usage_error(&command_tiles, "'--append' needs an MBTiles file: '-o FILE.mbtiles'");
	if (o.filter.bbox)
		(void)bounds_parse(o.filter.bbox, b);
	const struct tiles_bounds bounds = {b[0], b[1], b[2], b[3]};
	spec.bounds = o.filter.bbox ? &bounds : NULL;
	spec.scale = o.scale;
	spec.previous = o.append ? o.output : NULL;
	if (!write_language(o.language, &spec.lang))
		return usage_error(&command_tiles, "'--language' is 'ar' or 'en', not '%s'", o.language);
	return tiles_run(argv[1], &o, &spec, &e) == OK ? 0 : report_error(&e);
}
