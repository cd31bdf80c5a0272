#include "write/tiles_sink.h"

#include "write/mbtiles.h"

#include <stdio.h>
#include <stdlib.h>

struct mbtiles_sink {
	struct tile_sink sink;
	struct mbtiles *file;
};

static enum err put(struct tile_sink *s, const struct tile_picture *p, bool *is_new, struct error *e)
{
	return mbtiles_tile(((struct mbtiles_sink *)s)->file, p, is_new, e);
}

static enum err commit(struct tile_sink *s, struct error *e)
{
	return mbtiles_commit(((struct mbtiles_sink *)s)->file, e);
}

static void close_sink(struct tile_sink *s)
{
	mbtiles_close(((struct mbtiles_sink *)s)->file);
	free(s);
}

static enum err write_metadata(struct mbtiles *m, const struct tileset_info *i, struct error *e)
{
	char bounds[160];
	char centre[120];
	char min_zoom[12];
	char max_zoom[12];
	(void)snprintf(bounds, sizeof bounds, "%.6f,%.6f,%.6f,%.6f", i->south_west.lon_deg, i->south_west.lat_deg,
	               i->north_east.lon_deg, i->north_east.lat_deg);
	(void)snprintf(centre, sizeof centre, "%.6f,%.6f,%u", i->centre.lon_deg, i->centre.lat_deg, i->centre_zoom);
	(void)snprintf(min_zoom, sizeof min_zoom, "%u", i->min_zoom);
	(void)snprintf(max_zoom, sizeof max_zoom, "%u", i->max_zoom);
	const char *const rows[][2] = {
		{"name", i->name},        {"description", i->description}, {"version", i->version},
		{"type", "overlay"},      {"format", "png"},               {"bounds", bounds},
		{"center", centre},       {"minzoom", min_zoom},           {"maxzoom", max_zoom},
		{"attribution", i->attribution},
	};
	enum err err = OK;
	for (size_t k = 0; err == OK && k < sizeof rows / sizeof *rows; k++)
		err = mbtiles_metadata(m, rows[k][0], rows[k][1], e);
	return err;
}

enum err tile_sink_mbtiles(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e)
{
	struct mbtiles_sink *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	s->sink = (struct tile_sink){.put = put, .commit = commit, .close = close_sink};
	enum err err = mbtiles_create(path, &s->file, e);
	if (err == OK)
		err = write_metadata(s->file, info, e);
	if (err != OK) {
		close_sink(&s->sink);
		return err;
	}
	*out = &s->sink;
	return OK;
}
