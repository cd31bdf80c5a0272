#include "write/tiles_layer.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

/* Addresses gathered before they are sorted. */
struct addresses {
	struct arena *arena;
	uint64_t *items;
	size_t n, capacity;
};

static int by_value(const void *a, const void *b)
{
	uint64_t p = *(const uint64_t *)a;
	uint64_t q = *(const uint64_t *)b;
	return p < q ? -1 : p > q;
}

static int by_tile(const void *a, const void *b)
{
	const struct stamp_ref *p = a;
	const struct stamp_ref *q = b;
	if (p->tile != q->tile)
		return p->tile < q->tile ? -1 : 1;
	return p->stamp < q->stamp ? -1 : p->stamp > q->stamp;
}

/* Tile numbers that a stretch of pixels touches, inside the world. */
static bool span_of(double from, double to, const struct tile_layer *l, uint32_t *first, uint32_t *last)
{
	double n = (double)(1u << l->zoom);
	double low = floor(from / l->px);
	double high = floor(to / l->px);
	if (high < 0.0 || low >= n || !(low <= high))
		return false;
	*first = low < 0.0 ? 0 : (uint32_t)low;
	*last = high >= n ? (uint32_t)n - 1 : (uint32_t)high;
	return true;
}

static void add_box(struct addresses *list, struct box box, const struct tile_layer *l)
{
	uint32_t x0, x1, y0, y1;
	if (!span_of(box.x0, box.x1, l, &x0, &x1) || !span_of(box.y0, box.y1, l, &y0, &y1))
		return;
	for (uint32_t x = x0; x <= x1; x++) {
		for (uint32_t y = y0; y <= y1; y++)
			*ARENA_PUSH(list->arena, list->items, list->n, &list->capacity) = (uint64_t)x << 32 | y;
	}
}

void tile_layer_index(struct arena *a, struct tile_layer *l)
{
	struct addresses all = {.arena = a};
	struct addresses one = {.arena = a};
	size_t capacity = 0;
	double margin = 2.0 * l->unit;
	for (size_t i = 0; i < l->heat.n_refs; i++)
		if (i == 0 || l->heat.refs[i].tile != l->heat.refs[i - 1].tile)
			*ARENA_PUSH(a, all.items, all.n, &all.capacity) = l->heat.refs[i].tile;
	if (l->n_base)
		add_box(&all, l->base_box, l);
	for (size_t i = 0; i < l->n_extents; i++)
		add_box(&all, box_grow(l->extents[i].box, margin), l);
	for (size_t i = 0; i < l->n_routes; i++)
		add_box(&all, box_grow(l->routes[i].box, margin), l);
	for (size_t i = 0; i < l->n_leaders; i++)
		add_box(&all, box_grow(l->leaders[i].box, l->symbol_unit), l);
	for (size_t i = 0; i < l->n_stamps; i++) {
		const struct stamp *s = &l->stamps[i];
		struct box box = {s->x, s->y, s->x + s->sprite->width - 1, s->y + s->sprite->height - 1};
		one.n = 0;
		add_box(&one, box, l);
		for (size_t k = 0; k < one.n; k++) {
			*ARENA_PUSH(a, all.items, all.n, &all.capacity) = one.items[k];
			*ARENA_PUSH(a, l->refs, l->n_refs, &capacity) = (struct stamp_ref){one.items[k], (uint32_t)i};
		}
	}
	if (l->n_refs)
		qsort(l->refs, l->n_refs, sizeof *l->refs, by_tile);
	if (all.n)
		qsort(all.items, all.n, sizeof *all.items, by_value);
	l->tiles = all.items;
	for (size_t i = 0; i < all.n; i++) {
		if (i == 0 || all.items[i] != all.items[i - 1])
			l->tiles[l->n_tiles++] = all.items[i];
	}
}

size_t tile_layer_refs(const struct tile_layer *l, struct tile t, const struct stamp_ref **first)
{
	uint64_t key = (uint64_t)t.x << 32 | t.y;
	size_t low = 0;
	size_t high = l->n_refs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (l->refs[middle].tile < key)
			low = middle + 1;
		else
			high = middle;
	}
	*first = l->refs + low;
	size_t n = 0;
	while (low + n < l->n_refs && l->refs[low + n].tile == key)
		n++;
	return n;
}

bool tile_layer_touches(const struct tile_layer *l, const struct outline *o, struct tile t)
{
	double px = l->px;
	struct box tile = {t.x * px, t.y * px, (t.x + 1.0) * px, (t.y + 1.0) * px};
	return box_overlaps(box_grow(o->box, fmax(2.0 * l->unit, l->symbol_unit)), tile);
}

static void hash_outlines(XXH3_state_t *hash, const struct tile_layer *l, const struct outline *outlines, size_t n,
                          struct tile t)
{
	for (size_t i = 0; i < n; i++) {
		const struct outline *o = &outlines[i];
		if (!tile_layer_touches(l, o, t))
			continue;
		XXH3_64bits_update(hash, o->points, o->n_points * sizeof *o->points);
		XXH3_64bits_update(hash, o->ends, o->n_parts * sizeof *o->ends);
	}
}

uint64_t tile_layer_fingerprint(const struct tile_layer *l, struct tile t)
{
	XXH3_state_t *hash = XXH3_createState();
	const struct heat_ref *heat;
	const struct stamp_ref *refs;
	size_t n_heat = heat_refs_of(&l->heat, t, &heat), n = tile_layer_refs(l, t, &refs);
	if (!hash)
		return 0;
	XXH3_64bits_reset_withSeed(hash, l->style_hash);
	for (size_t i = 0; i < n_heat; i++)
		XXH3_64bits_update(hash, &l->heat.points[heat[i].point], sizeof(struct heat_point));
	for (size_t i = 0; i < l->n_base; i++) {
		XXH3_64bits_update(hash, &l->base[i].role, sizeof l->base[i].role);
		hash_outlines(hash, l, &l->base[i].outline, 1, t);
	}
	hash_outlines(hash, l, l->extents, l->n_open, t);
	XXH3_64bits_update(hash, "hatched", 7);
	hash_outlines(hash, l, l->extents + l->n_open, l->n_extents - l->n_open, t);
	XXH3_64bits_update(hash, "routes", 6);
	hash_outlines(hash, l, l->routes, l->n_routes, t);
	XXH3_64bits_update(hash, "leaders", 7);
	hash_outlines(hash, l, l->leaders, l->n_leaders, t);
	for (size_t i = 0; i < n; i++) {
		const struct stamp *s = &l->stamps[refs[i].stamp];
		const int64_t at[] = {s->x - (int64_t)t.x * l->px, s->y - (int64_t)t.y * l->px, s->sprite->width, s->sprite->height};
		XXH3_64bits_update(hash, at, sizeof at);
		XXH3_64bits_update(hash, s->sprite->pixels,
		                   (size_t)s->sprite->width * (size_t)s->sprite->height * sizeof *s->sprite->pixels);
	}
	uint64_t result = XXH3_64bits_digest(hash);
	XXH3_freeState(hash);
	return result;
}
