/* The user's own rows and polygons on top of an open gazetteer. */
#include "gazetteer/compile.h"
#include "gazetteer/patch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

enum { MAX_OVERLAID_BYTES = 1024 * 1024 * 1024 };

struct overlay {
	struct arena arena;
	struct source source; /* the file's rows or features */
	struct source whole;  /* everything, when it has to be compiled again */
	struct buf out;
	bool patched;
};

bool gazetteer_is_overlay(const char *path)
{
	return sv_ends(sv_cstr(path), SV(".tsv")) || sv_ends(sv_cstr(path), SV(".geojson"));
}

/* In the order of their identifiers and layers, as the compiled file has them. */
static int by_id_and_layer(const void *a, const void *b)
{
	const struct geometry *x = a;
	const struct geometry *y = b;
	int c = sv_cmp(x->id, y->id);
	return c ? c : sv_cmp(x->layer, y->layer);
}

static bool is_polygon(const struct geometry *g)
{
	return g->shape.n_polygons > 0;
}

/* The overlay's geometry that stands for an old one: same place, and both areas or both lines. */
static struct geometry *replacement(const struct source *s, const struct geometry *old)
{
	for (size_t i = 0; i < s->n_geometries && old->id.len; i++)
		if (sv_eq(s->geometries[i].id, old->id) && is_polygon(&s->geometries[i]) == is_polygon(old))
			return &s->geometries[i];
	return NULL;
}

static struct shape copy_shape(struct arena *a, const struct shape *s)
{
	struct polygon *polygons = ARENA_ARRAY(a, struct polygon, s->n_polygons + 1);
	for (size_t i = 0; i < s->n_polygons; i++) {
		const struct polygon *from = &s->polygons[i];
		struct ring *rings = ARENA_ARRAY(a, struct ring, from->n_rings);
		for (size_t r = 0; r < from->n_rings; r++) {
			struct lonlat *points = ARENA_ARRAY(a, struct lonlat, from->rings[r].n);
			memcpy(points, from->rings[r].points, from->rings[r].n * sizeof *points);
			rings[r] = (struct ring){points, from->rings[r].n};
		}
		polygons[i] = (struct polygon){rings, from->n_rings};
	}
	return (struct shape){polygons, s->n_polygons};
}

static struct geometry copy_geometry(struct arena *a, const struct geometry *g)
{
	struct lonlat *points = ARENA_ARRAY(a, struct lonlat, g->line.n + 1);
	if (g->line.n)
		memcpy(points, g->line.points, g->line.n * sizeof *points);
	return (struct geometry){
		.id = arena_sv(a, g->id),
		.layer = arena_sv(a, g->layer),
		.kind = arena_sv(a, g->kind),
		.name = arena_sv(a, g->name),
		.shape = copy_shape(a, &g->shape),
		.line = {points, g->line.n},
	};
}

/* A new area or line takes the layer of what it replaces; one for a place that had none is an area or a road. */
static void put_geometries(struct overlay *o, struct gazetteer *g)
{
	struct geometry *all = ARENA_ARRAY(&g->arena, struct geometry, g->n_geometries + o->source.n_geometries + 1);
	size_t n = 0;
	for (size_t i = 0; i < o->source.n_geometries; i++)
		o->source.geometries[i].layer = is_polygon(&o->source.geometries[i]) ? SV("areas") : SV("roads");
	for (size_t i = 0; i < g->n_geometries; i++) {
		struct geometry *mine = replacement(&o->source, &g->geometries[i]);
		if (mine)
			mine->layer = g->geometries[i].layer;
		else
			all[n++] = g->geometries[i];
	}
	for (size_t i = 0; i < o->source.n_geometries; i++)
		all[n++] = copy_geometry(&g->arena, &o->source.geometries[i]);
	qsort(all, n, sizeof *all, by_id_and_layer);
	g->geometries = all;
	g->n_geometries = n;
	o->patched = true;
}

static enum err put_rows(struct overlay *o, struct gazetteer *g, const char *path, struct error *e)
{
	enum err result = source_read_places(&o->source, path, false, e);
	source_take_lexicon(&o->source, g);
	if (result == OK)
		result = gazetteer_patch(g, &o->source, path, &o->patched, e);
	if (result != OK || o->patched)
		return result;
	source_from_gazetteer(&o->whole, g);
	result = source_read_places(&o->whole, path, true, e);
	return result == OK ? gazetteer_compile(&o->whole, &o->out, NULL, e) : result;
}

static enum err run(struct overlay *o, struct gazetteer *g, const char *path, struct error *e)
{
	jmp_buf escape;
	enum err result = OK;
	if (setjmp(escape) != 0) {
		g->arena.escape = NULL;
		return error_set(e, ERR_NOMEM, "no memory to add '%s' to the gazetteer", path);
	}
	o->arena.escape = &escape;
	g->arena.escape = &escape;
	if (sv_ends(sv_cstr(path), SV(".geojson"))) {
		result = source_read_geometry(&o->source, path, "overlay", e);
		if (result == OK)
			put_geometries(o, g);
	} else {
		result = put_rows(o, g, path, e);
	}
	g->arena.escape = NULL;
	return result;
}

/* The compiled bytes take the place of everything that was open. */
static enum err reopen(struct overlay *o, struct gazetteer *g, const char *path, struct error *e)
{
	struct gazetteer fresh = {0};
	enum err result = gazetteer_open_bytes(&fresh, path, o->out.ptr, o->out.len, e);
	if (result != OK)
		return result;
	gazetteer_drop_tables(g);
	file_unmap(&g->map);
	free(g->owned);
	*g = fresh;
	g->owned = o->out.ptr; /* the buffer's memory moves to the gazetteer */
	buf_init(&o->out, MAX_OVERLAID_BYTES);
	return OK;
}

/* The date is the newest; the fingerprint tells of both, whichever way they were put together. */
static void mark(struct overlay *o, struct gazetteer *g, const char *before)
{
	struct sv content = buf_sv(&o->source.scratch);
	struct sv date = o->source.date;
	XXH64_hash_t seed = XXH3_64bits(before, strlen(before));
	snprintf(g->fingerprint, sizeof g->fingerprint, "%016" PRIx64,
	         (uint64_t)XXH3_64bits_withSeed(content.ptr, content.len, seed));
	if (date.len < sizeof g->date && sv_cmp(date, sv_cstr(g->date)) > 0) {
		memset(g->date, 0, sizeof g->date);
		memcpy(g->date, date.ptr, date.len);
	}
}

enum err gazetteer_overlay(struct gazetteer *g, const char *path, struct error *e)
{
	struct overlay o = {0};
	char before[sizeof g->fingerprint];
	memcpy(before, g->fingerprint, sizeof before);
	arena_init(&o.arena, 0);
	buf_init(&o.out, MAX_OVERLAID_BYTES);
	source_init(&o.source, &o.arena);
	source_init(&o.whole, &o.arena);
	enum err result = run(&o, g, path, e);
	if (result == OK && !o.patched)
		result = reopen(&o, g, path, e);
	if (result == OK)
		mark(&o, g, before);
	source_release(&o.source);
	source_release(&o.whole);
	arena_release(&o.arena);
	buf_release(&o.out);
	return result;
}

enum err gazetteer_open_overlaid(const char *path, const char *const *overlays, size_t n_overlays,
                                 struct gazetteer **out, struct error *e)
{
	enum err result = gazetteer_open(path, out, e);
	for (size_t i = 0; i < n_overlays && result == OK; i++)
		result = gazetteer_overlay(*out, overlays[i], e);
	if (result != OK) {
		gazetteer_close(*out);
		*out = NULL;
	}
	return result;
}
