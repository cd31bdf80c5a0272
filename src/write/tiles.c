#include "write/tiles.h"

#include "base/log.h"
#include "base/pool.h"
#include "write/mbtiles.h"
#include "write/tiles_cog.h"
#include "write/tiles_paint.h"
#include "write/tiles_sink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_JOBS = 64, JOBS_PER_WORKER = 16, TILE_MAX_BYTES = 1 << 20, CENTRE_ZOOM = 8 };

/* One tile on its way through a worker. */
struct tile_job {
	const struct tile_layer *layer;
	struct tile tile;
	bool keep_empty, reused;
	uint64_t fingerprint;
	struct buf png;
	enum err err;
	struct error error;
};

/* Everything that a run owns; on the heap, so that it survives the arena's escape. */
struct run {
	struct arena arena;
	jmp_buf escape;
	struct typesetter *ts, *own_ts; /* the one in use; opened here */
	struct picture picture;
	const struct tiles_spec *spec;
	struct sprite_cache *sprites;
	bool blank; /* nothing to draw */
	struct tile_layer *layers; /* by zoom; of no width: still to be built */
	size_t n_layers;
	struct tile_sink *sink;
	struct mbtiles_old *old; /* NULL: none */
	struct pool *pool;
	struct tile_painter *painters[MAX_JOBS];
	size_t n_painters;
	struct tile_job *jobs;
	size_t n_jobs;
	struct tiles_counts counts;
};

static void paint_job(void *worker, void *job)
{
	struct tile_job *j = job;
	if (!j->reused)
		j->err = tile_paint(worker, j->layer, j->tile, j->keep_empty, &j->png, &j->error);
}

static enum err open_workers(struct run *r, unsigned jobs, unsigned px, struct error *e)
{
	size_t n = jobs ? jobs : cpu_count();
	n = n > MAX_JOBS ? MAX_JOBS : n;
	enum err err = OK;
	for (; err == OK && r->n_painters < n; r->n_painters += err == OK)
		err = tile_painter_open(px, &r->painters[r->n_painters], e);
	if (err != OK)
		return err;
	r->n_jobs = n * JOBS_PER_WORKER;
	r->jobs = calloc(r->n_jobs, sizeof *r->jobs);
	if (!r->jobs)
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	for (size_t i = 0; i < r->n_jobs; i++)
		buf_init(&r->jobs[i].png, TILE_MAX_BYTES);
	return pool_open(paint_job, (void *const *)r->painters, n, r->n_jobs, &r->pool, e);
}

static enum err store(struct run *r, const struct tile_job *j, struct error *e)
{
	bool is_new = false;
	if (j->err != OK)
		return error_set(e, j->err, "%s", j->error.msg);
	if (j->png.len == 0)
		return OK;
	const struct tile_picture picture = {j->tile, buf_sv(&j->png), j->fingerprint};
	enum err err = r->sink->put(r->sink, &picture, &is_new, e);
	if (r->counts.tiles++ == 0)
		log_write(LOG_DEBUG, "the first tile is drawn"); /* tests/bench/reading.py waits for it */
	r->counts.reused += j->reused;
	r->counts.distinct += is_new;
	r->counts.bytes += is_new ? j->png.len : 0;
	return err;
}

/* Looks whether the earlier file has the very picture. */
static void reuse(struct run *r, struct tile_job *j)
{
	struct sv png;
	j->fingerprint = tile_layer_fingerprint(j->layer, j->tile);
	j->reused = r->old && !j->keep_empty && mbtiles_old_tile(r->old, j->tile, j->fingerprint, &png);
	if (!j->reused)
		return;
	j->err = OK;
	buf_clear(&j->png);
	buf_append(&j->png, png);
	j->reused = buf_ok(&j->png);
}

/* Leaves only the tiles that touch the bounds. */
static void cut_to_bounds(struct tile_layer *l, const struct tiles_bounds *b)
{
	struct tile north_west = geo_tile_at((struct lonlat){b->west, b->north}, l->zoom);
	struct tile south_east = geo_tile_at((struct lonlat){b->east, b->south}, l->zoom);
	size_t n = 0;
	for (size_t i = 0; i < l->n_tiles; i++) {
		uint64_t x = l->tiles[i] >> 32, y = l->tiles[i] & 0xffffffff;
		if (x >= north_west.x && x <= south_east.x && y >= north_west.y && y <= south_east.y)
			l->tiles[n++] = l->tiles[i];
	}
	l->n_tiles = n;
}

static struct tile_layer *layer_at(struct run *r, size_t i)
{
	struct tile_layer *l = &r->layers[i];
	if (l->px)
		return l;
	tile_layer_build(&r->arena, r->ts, r->sprites, &r->picture, r->spec, r->spec->min_zoom + (unsigned)i, l);
	if (r->spec->bounds)
		cut_to_bounds(l, r->spec->bounds);
	return l;
}

/* Stores what is ready. */
static enum err store_done(struct run *r, struct error *e)
{
	enum err err = OK;
	for (const struct tile_job *j; err == OK && (j = pool_poll(r->pool));)
		err = store(r, j, e);
	return err;
}

/* Hands every address to the workers and stores what comes back, in the same order; a layer is built while the workers still
 * paint the one before. */
static enum err paint_all(struct run *r, struct error *e)
{
	size_t next_job = 0;
	enum err err = OK;
	for (size_t i = 0; err == OK && i < r->n_layers; i++) {
		const struct tile_layer *l = layer_at(r, i);
		err = store_done(r, e);
		for (size_t k = 0; err == OK && k < l->n_tiles; k++) {
			if (!pool_has_room(r->pool))
				err = store(r, pool_take(r->pool), e);
			struct tile_job *j = &r->jobs[next_job++ % r->n_jobs];
			j->layer = l;
			j->tile = (struct tile){l->zoom, (unsigned)(l->tiles[k] >> 32), (unsigned)l->tiles[k]};
			j->keep_empty = r->blank;
			reuse(r, j);
			pool_submit(r->pool, j);
		}
	}
	while (err == OK && pool_held(r->pool) > 0)
		err = store(r, pool_take(r->pool), e);
	return err;
}

static double tile_lon_deg(double x, unsigned zoom)
{
	return x / (double)(1u << zoom) * 360.0 - 180.0;
}

static double tile_lat_deg(double y, unsigned zoom)
{
	double n = 3.14159265358979323846 * (1.0 - 2.0 * y / (double)(1u << zoom));
	return atan(sinh(n)) * 180.0 / 3.14159265358979323846;
}

/* Bounds are those of the tiles at the highest zoom: nothing drawn there is cut by a reader that honours them. */
static void measure(const struct run *r, struct tileset_info *info)
{
	const struct tile_layer *l = &r->layers[r->n_layers - 1];
	struct box b = BOX_EMPTY;
	for (size_t i = 0; i < l->n_tiles; i++) {
		double x = (double)(l->tiles[i] >> 32);
		double y = (double)(l->tiles[i] & 0xffffffff);
		b = box_add(box_add(b, x, y), x + 1.0, y + 1.0);
	}
	info->south_west = (struct lonlat){tile_lon_deg(b.x0, l->zoom), tile_lat_deg(b.y1, l->zoom)};
	info->north_east = (struct lonlat){tile_lon_deg(b.x1, l->zoom), tile_lat_deg(b.y0, l->zoom)};
	info->centre.lon_deg = (info->south_west.lon_deg + info->north_east.lon_deg) / 2.0;
	info->centre.lat_deg = (info->south_west.lat_deg + info->north_east.lat_deg) / 2.0;
	info->centre_zoom = CENTRE_ZOOM < info->min_zoom ? info->min_zoom
	                    : CENTRE_ZOOM > info->max_zoom ? info->max_zoom : CENTRE_ZOOM;
}

static const char *either(const char *given, const char *otherwise)
{
	return given ? given : otherwise;
}

static void describe(struct run *r, const struct model *m, const struct tiles_spec *spec, struct tileset_info *info)
{
	const char *const *text = spec->theme->text[spec->lang];
	char *description = arena_alloc(&r->arena, 512);
	(void)snprintf(description, 512, "%s. %s", text[TEXT_TITLE], text[TEXT_UNVERIFIED]);
	info->name = either(spec->name, text[TEXT_TITLE]);
	info->description = either(spec->description, description);
	info->attribution = either(spec->attribution, text[TEXT_MADE_WITH]);
	info->version = "1.0.0";
	info->min_zoom = spec->min_zoom;
	info->max_zoom = spec->max_zoom;
	info->tile_px = r->layers[r->n_layers - 1].px;
	info->day = m->data_day.len ? arena_sv(&r->arena, m->data_day).ptr : "1970-01-01";
	measure(r, info);
}

/* Where there is nothing at all, one blank tile over the region keeps readers from refusing the file. */
static void add_blank(struct run *r, const struct tiles_spec *spec)
{
	const struct theme *theme = spec->theme;
	struct lonlat middle = {(theme->region.west + theme->region.east) / 2.0,
	                        (theme->region.south + theme->region.north) / 2.0};
	for (size_t i = 0; i < r->n_layers; i++) {
		struct tile t = geo_tile_at(middle, r->layers[i].zoom);
		r->layers[i].tiles = ARENA_NEW(&r->arena, uint64_t);
		r->layers[i].tiles[0] = (uint64_t)t.x << 32 | t.y;
		r->layers[i].n_tiles = r->layers[i].zoom == spec->min_zoom || i + 1 == r->n_layers;
	}
}

/* The highest zoom tells the bounds. */
static void build_highest(struct run *r, const struct model *m)
{
	r->sprites = sprite_cache_new(&r->arena);
	picture_collect(&r->arena, m, r->spec->theme, &r->picture);
	r->n_layers = r->spec->max_zoom - r->spec->min_zoom + 1;
	r->layers = ARENA_ARRAY(&r->arena, struct tile_layer, r->n_layers);
	if (layer_at(r, r->n_layers - 1)->n_tiles > 0)
		return;
	for (size_t i = 0; i < r->n_layers; i++)
		(void)layer_at(r, i);
	r->blank = true;
	add_blank(r, r->spec);
}

/* Containers by the end of the path; an XYZ folder has none of these. */
typedef enum err open_sink(const char *path, const struct tileset_info *info, struct tile_sink **out, struct error *e);
static const struct container {
	const char *suffix;
	open_sink *open;
} containers[] = {{".mbtiles", tile_sink_mbtiles}, {".pmtiles", tile_sink_pmtiles}, {".gpkg", tile_sink_gpkg}};

static open_sink *sink_of(const char *path)
{
	for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
		if (sv_ends(sv_cstr(path), sv_cstr(containers[i].suffix)))
			return containers[i].open;
	return tile_sink_folder;
}

static enum err run_guarded(struct run *r, const struct model *m, const struct tiles_spec *spec, const char *path,
                            struct error *e)
{
	struct tileset_info info;
	r->arena.escape = &r->escape;
	if (setjmp(r->escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory for the tiles of '%s'", path);
	enum err err = spec->typesetter ? OK : typesetter_open(spec->theme->fonts.text, &r->own_ts, e);
	r->ts = spec->typesetter ? spec->typesetter : r->own_ts;
	if (err != OK)
		return err;
	r->spec = spec;
	build_highest(r, m);
	describe(r, m, spec, &info);
	r->old = spec->previous ? mbtiles_old_open(spec->previous) : NULL;
	err = sink_of(path)(path, &info, &r->sink, e);
	if (err == OK)
		err = open_workers(r, spec->jobs, info.tile_px, e);
	if (err == OK)
		err = paint_all(r, e);
	mbtiles_old_close(r->old);
	r->old = NULL;
	return err == OK ? r->sink->commit(r->sink, e) : err;
}

static void run_free(struct run *r)
{
	pool_close(r->pool);
	for (size_t i = 0; i < r->n_painters; i++)
		tile_painter_close(r->painters[i]);
	for (size_t i = 0; r->jobs && i < r->n_jobs; i++)
		buf_release(&r->jobs[i].png);
	free(r->jobs);
	if (r->sink)
		r->sink->close(r->sink);
	mbtiles_old_close(r->old);
	typesetter_free(r->own_ts);
	arena_release(&r->arena);
	free(r);
}

static enum err write_tiles(const struct model *m, const struct tiles_spec *spec, const char *path,
                            struct tiles_counts *counts, struct error *e)
{
	struct run *r = calloc(1, sizeof *r);
	if (!r)
		return error_set(e, ERR_NOMEM, "no memory for tiles");
	arena_init(&r->arena, 0);
	enum err err = run_guarded(r, m, spec, path, e);
	if (counts)
		*counts = r->counts;
	run_free(r);
	return err;
}

/* A GeoTIFF holds one zoom; its tiles are painted as ever and copied by GDAL. */
static enum err write_cog(const struct model *m, const struct tiles_spec *spec, const char *path,
                          struct tiles_counts *counts, struct error *e)
{
	struct tiles_spec highest = *spec;
	size_t n = strlen(path) + 10;
	char *temporary = malloc(n);
	if (!temporary)
		return error_set(e, ERR_NOMEM, "no memory for '%s'", path);
	highest.min_zoom = highest.max_zoom;
	(void)snprintf(temporary, n, "%s.mbtiles", path);
	enum err err = write_tiles(m, &highest, temporary, counts, e);
	if (err == OK)
		err = tiles_cog_write(temporary, path, e);
	(void)unlink(temporary);
	free(temporary);
	return err;
}

enum err tiles_write(const struct model *m, const struct tiles_spec *spec, const char *path,
                     struct tiles_counts *counts, struct error *e)
{
	struct sv name = sv_cstr(path);
	if (spec->min_zoom > spec->max_zoom || spec->max_zoom > TILES_ZOOM_LIMIT)
		return error_set(e, ERR_USAGE, "zooms %u to %u are no range within 0 to %d", spec->min_zoom,
		                 spec->max_zoom, TILES_ZOOM_LIMIT);
	const struct tiles_bounds *b = spec->bounds;
	if (b && !(b->west < b->east && b->south < b->north))
		return error_set(e, ERR_USAGE, "bounds %g,%g,%g,%g are upside down: give west,south,east,north", b->west,
		                 b->south, b->east, b->north);
	struct tiles_spec usual = *spec;
	usual.show = spec->show ? spec->show : TILES_USUAL;
	if (sv_ends(name, SV(".tif")) || sv_ends(name, SV(".tiff")))
		return write_cog(m, &usual, path, counts, e);
	return write_tiles(m, &usual, path, counts, e);
}
