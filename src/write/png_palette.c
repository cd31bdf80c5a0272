#include "write/png_palette.h"

#include <stdlib.h>

static size_t slot_of(const struct palette *p, uint32_t colour)
{
	size_t slot = (colour * 2654435761u >> 18) % PALETTE_SLOTS;
	while (p->slots[slot] >= 0 && p->entries[p->slots[slot]].colour != colour)
		slot = (slot + 1) % PALETTE_SLOTS;
	return slot;
}

uint8_t palette_index(const struct palette *p, uint32_t colour)
{
	return (uint8_t)p->entries[p->slots[slot_of(p, colour)]].index;
}

/* Counts the colours; false above `most`. */
static bool count_colours(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride,
			  size_t most)
{
	struct palette_entry *last = NULL;
	p->n_entries = 0;
	for (size_t i = 0; i < PALETTE_SLOTS; i++)
		p->slots[i] = -1;
	for (size_t y = 0; y < height; y++) {
		const uint32_t *row = pixels + y * stride;
		for (size_t x = 0; x < width; x++) {
			if (last && last->colour == row[x]) {
				last->count++;
				continue;
			}
			size_t slot = slot_of(p, row[x]);
			if (p->slots[slot] < 0) {
				if (p->n_entries == most)
					return false;
				uint32_t order = (uint32_t)p->n_entries;
				p->entries[order] = (struct palette_entry){.colour = row[x], .order = order};
				p->slots[slot] = (int16_t)p->n_entries++;
			}
			last = &p->entries[p->slots[slot]];
			last->count++;
		}
	}
	return true;
}

static bool is_near(uint32_t a, uint32_t b, unsigned error)
{
	for (int shift = 0; shift < 32; shift += 8) {
		int difference = (int)(a >> shift & 255) - (int)(b >> shift & 255);
		if ((unsigned)abs(difference) > error)
			return false;
	}
	return true;
}

static int frequent_first(const void *a, const void *b)
{
	const struct palette_entry *p = a;
	const struct palette_entry *q = b;
	if (p->count != q->count)
		return p->count > q->count ? -1 : 1;
	return p->order < q->order ? -1 : p->order > q->order;
}

/* In the order of frequency a colour joins the palette unless one that is near enough stands there already. */
static bool select_colours(struct palette *p, unsigned error)
{
	p->n = 0;
	for (size_t i = 0; i < p->n_entries; i++) {
		size_t k = 0;
		while (k < p->n && !is_near(p->colours[k], p->entries[i].colour, error))
			k++;
		if (k == PALETTE_COLOURS)
			return false;
		if (k == p->n)
			p->colours[p->n++] = p->entries[i].colour;
		p->entries[i].index = (uint16_t)k;
	}
	return true;
}

bool palette_make(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride, unsigned error)
{
	if (!count_colours(p, pixels, width, height, stride, error ? PALETTE_ENTRIES : PALETTE_COLOURS))
		return false;
	if (p->n_entries <= PALETTE_COLOURS)
		return select_colours(p, 0);
	qsort(p->entries, p->n_entries, sizeof *p->entries, frequent_first);
	for (size_t i = 0; i < PALETTE_SLOTS; i++)
		p->slots[i] = -1;
	for (size_t i = 0; i < p->n_entries; i++)
		p->slots[slot_of(p, p->entries[i].colour)] = (int16_t)i;
	for (unsigned step = error < 8 ? error : 8; step <= error; step += 8) {
		if (select_colours(p, step))
			return true;
	}
	return false;
}
