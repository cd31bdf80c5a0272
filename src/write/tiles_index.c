#include "write/tiles_layer.h"

#include <math.h>
#include <stdlib.h>

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
static bool span_of(double from, double to, unsigned zoom, uint32_t *first, uint32_t *last)
{
	double n = (double)(1u << zoom);
	double low = floor(from / TILE_PX);
	double high = floor(to / TILE_PX);
	if (high < 0.0 || low >= n || !(low <= high))
		return false;
	*first = low < 0.0 ? 0 : (uint32_t)low;
	*last = high >= n ? (uint32_t)n - 1 : (uint32_t)high;
	return true;
}

static void add_box(struct addresses *list, struct box box, unsigned zoom)
{
	uint32_t x0, x1, y0, y1;
	if (!span_of(box.x0, box.x1, zoom, &x0, &x1) || !span_of(box.y0, box.y1, zoom, &y0, &y1))
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
	for (size_t i = 0; i < l->n_extents; i++)
		add_box(&all, box_grow(l->extents[i].box, margin), l->zoom);
	for (size_t i = 0; i < l->n_routes; i++)
		add_box(&all, box_grow(l->routes[i].box, margin), l->zoom);
	for (size_t i = 0; i < l->n_stamps; i++) {
		const struct stamp *s = &l->stamps[i];
		struct box box = {s->x, s->y, s->x + s->sprite->width - 1, s->y + s->sprite->height - 1};
		one.n = 0;
		add_box(&one, box, l->zoom);
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
