#include "write/layers.h"

#include "base/file.h"
#include "base/pool.h"
#include "base/staging.h"
#include "write/csv.h"
#include "write/exchange.h"
#include "write/geojson.h"
#include "write/gpkg.h"
#include "write/layers_tiles.h"
#include "write/poster.h"
#include "write/preview.h"
#include "write/qgis_project.h"
#include "write/review_apply.h"

#define PACKAGE "kharita.gpkg"
#define PROJECT "kharita.qgz"
#define MAP_PNG "map.png"
#define MAP_PDF "map.pdf"
#define PAGE "index.html"

enum { QML_MAX_BYTES = 1 << 24 };

/* One run: what its steps share. */
struct run {
	const struct model *model;
	const struct layers_spec *spec;
	struct layer layers[LAYER_ALL];
	struct gpkg_crs crs;
	struct arena *arena;
	struct model drawn;      /* the model without what was rejected */
	struct staging staging;
	const char *dropped[4 + EXCHANGE_COUNT]; /* files of an earlier run that this one does not make */
	size_t n_dropped;
};

/* Where to write a file until all are whole; in the arena. NULL without memory (e is filled). */
static const char *staged(struct run *r, const char *name, struct error *e)
{
	const char *path = arena_printf(r->arena, "%s/%s", r->staging.path, name).ptr;
	if (!path)
		error_set(e, ERR_NOMEM, "no memory to write '%s'", name);
	return path;
}

static void drop(struct run *r, const char *name)
{
	r->dropped[r->n_dropped++] = name;
}

static enum err write_geojson(struct run *r, struct error *e)
{
	enum err result = OK;
	for (enum layer_id id = 0; id < LAYER_COUNT && result == OK; id++) {
		char name[64];
		snprintf(name, sizeof name, "%s.geojson", r->layers[id].name);
		const char *path = staged(r, name, e);
		result = path ? geojson_write(&r->layers[id], path, e) : ERR_NOMEM;
	}
	return result;
}

static enum err write_unresolved(struct run *r, struct error *e)
{
	const char *path = staged(r, "unresolved.csv", e);
	return path ? csv_write(&r->layers[LAYER_UNRESOLVED], path, e) : ERR_NOMEM;
}

static enum err write_exchange(struct run *r, struct error *e)
{
	enum err result = OK;
	for (enum exchange_format f = 0; f < EXCHANGE_COUNT && result == OK; f++) {
		if (!(r->spec->exports & 1u << f)) {
			drop(r, exchange_file(f));
			continue;
		}
		const char *path = staged(r, exchange_file(f), e);
		result = path ? exchange_write(f, r->model, r->spec->gazetteer, path, e) : ERR_NOMEM;
	}
	return result;
}

static enum err write_package(struct run *r, struct error *e)
{
	const struct gpkg_spec spec = {
		.crs = &r->crs, .data_day = r->model->data_day, .theme = r->spec->theme, .lang = r->spec->lang};
	const char *path = staged(r, PACKAGE, e);
	return path ? gpkg_write(r->layers, &spec, path, e) : ERR_NOMEM;
}

/* QGIS styles a GeoJSON file by the .qml of the same name beside it. */
static enum err write_qml(struct run *r, struct error *e)
{
	struct buf b;
	enum err result = OK;
	buf_init(&b, QML_MAX_BYTES);
	for (enum layer_id id = 0; id < LAYER_COUNT && result == OK; id++) {
		char name[64];
		snprintf(name, sizeof name, "%s.qml", r->layers[id].name);
		const char *path = staged(r, name, e);
		buf_clear(&b);
		qgis_style_document(&b, r->spec->theme, r->spec->lang, &r->layers[id]);
		result = !path || !buf_ok(&b) ? error_set(e, ERR_NOMEM, "no memory to write '%s'", name)
		                              : file_write(path, buf_sv(&b), e);
	}
	buf_release(&b);
	return result;
}

static enum err write_project(struct run *r, struct error *e)
{
	const struct theme *t = r->spec->theme;
	const struct qgis_project p = {
		.layers = r->layers, .crs = &r->crs, .theme = t, .lang = r->spec->lang,
		.title = r->spec->title ? r->spec->title : t->text[r->spec->lang][TEXT_TITLE],
		.package = PACKAGE, .tiles = r->spec->no_tiles ? NULL : LAYERS_TILES,
		.first_day = r->model->first_day, .last_day = r->model->last_day};
	const char *path = staged(r, PROJECT, e);
	return path ? qgis_project_write(&p, path, e) : ERR_NOMEM;
}

static enum err write_tiles(struct run *r, struct error *e)
{
	const struct layers_tiles tiles = {.theme = r->spec->theme, .lang = r->spec->lang, .reuse = r->spec->reuse,
	                                   .jobs = r->spec->jobs};
	if (r->spec->no_tiles)
		drop(r, LAYERS_TILES);
	return r->spec->no_tiles || r->spec->tiles_elsewhere ? OK : layers_tiles_write(&r->drawn, &tiles, r->staging.path, e);
}

/* The report map is drawn beside the other steps: it takes as long as all of them. */
struct map_job {
	struct run *run;
	struct poster_spec spec;
	const char *paths[2];
	struct error error;
	enum err err;
};

static void draw_map(void *worker, void *job)
{
	struct map_job *j = job;
	(void)worker;
	j->err = poster_write(&j->run->drawn, j->run->spec->gazetteer, &j->spec, j->paths, 2, &j->error);
}

/* Begins the map; without a thread it is drawn at once. */
static enum err begin_map(struct run *r, struct map_job *j, struct pool **pool, struct error *e)
{
	void *workers[1] = {NULL};
	*pool = NULL;
	if (r->spec->no_map) {
		drop(r, MAP_PNG);
		drop(r, MAP_PDF);
		return OK;
	}
	*j = (struct map_job){
		.run = r, .spec = {.theme = r->spec->theme, .lang = r->spec->lang, .title = r->spec->title},
		.paths = {staged(r, MAP_PNG, e), staged(r, MAP_PDF, e)}};
	if (!j->paths[0] || !j->paths[1])
		return ERR_NOMEM;
	if (pool_open(draw_map, workers, 1, 1, pool, NULL) == OK)
		pool_submit(*pool, j);
	else
		draw_map(NULL, j);
	return OK;
}

static enum err end_map(struct map_job *j, struct pool *pool, enum err result, struct error *e)
{
	if (pool)
		(void)pool_take(pool);
	pool_close(pool);
	return result == OK && j->err != OK ? error_set(e, j->err, "%s", j->error.msg) : result;
}

static enum err write_page(struct run *r, struct error *e)
{
	if (!r->spec->library) {
		drop(r, PAGE);
		return OK;
	}
	const struct preview_spec spec = {
		.theme = r->spec->theme, .gazetteer = r->spec->gazetteer, .library = r->spec->library,
		.lang = r->spec->lang, .title = r->spec->title};
	const char *path = staged(r, PAGE, e);
	return path ? preview_write(r->model, r->layers, &spec, path, e) : ERR_NOMEM;
}

static enum err run_steps(struct run *r, const char *dir, struct error *e)
{
	static enum err (*const steps[])(struct run *, struct error *) = { /* the tiles share the cores with the map */
		write_tiles, write_geojson, write_unresolved, write_exchange, write_package, write_qml, write_project,
		write_page};
	struct map_job map = {.err = OK};
	struct pool *pool = NULL;
	enum err result = staging_open(dir, &r->staging, e);
	if (result == OK)
		result = begin_map(r, &map, &pool, e);
	for (size_t i = 0; i < sizeof steps / sizeof *steps && result == OK; i++)
		result = steps[i](r, e);
	result = end_map(&map, pool, result, e);
	return result == OK ? staging_commit(&r->staging, r->dropped, r->n_dropped, e) : result;
}

/* In a function of its own: the arena's escape comes back here. */
static enum err layers_build(struct run *r, struct arena *a, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape))
		return error_set(e, ERR_NOMEM, "no memory for the layers");
	a->escape = &escape;
	model_layers(a, r->model, r->spec->gazetteer, r->layers);
	r->drawn = review_drawn(a, r->model);
	a->escape = NULL;
	return OK;
}

enum err layers_write(const struct model *m, const char *dir, const struct layers_spec *spec, struct error *e)
{
	struct arena a;
	struct run r = {.model = m, .spec = spec, .arena = &a};
	arena_init(&a, 0);
	enum err result = gpkg_crs_open(spec->crs, &r.crs, e);
	if (result == OK)
		result = layers_build(&r, &a, e);
	if (result == OK)
		result = run_steps(&r, dir, e);
	staging_abort(&r.staging);
	gpkg_crs_close(&r.crs);
	arena_release(&a);
	return result;
}
