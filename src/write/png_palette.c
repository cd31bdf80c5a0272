#include "write/png_palette.h"

#include <stdlib.h>
#include <string.h>

enum { PALETTE_CHANNELS = 4,
       SPREAD_ENOUGH = 100 /* of a box: a hundred pixels off by one */ };

static size_t slot_of(const struct palette *p, uint32_t colour)
{
	size_t slot = (colour * 2654435761u >> 16) % p->n_slots;
	while (p->slots[slot] >= 0 && p->entries[p->slots[slot]].colour != colour)
		slot = (slot + 1) % p->n_slots;
	return slot;
}

uint8_t palette_index(const struct palette *p, uint32_t colour)
{
	return (uint8_t)p->entries[p->slots[slot_of(p, colour)]].index;
}

static void free_slots(struct palette *p)
{
	memset(p->slots, 0xff, p->n_slots * sizeof *p->slots); /* -1 */
}

/* Counts the colours; false above `most`. */
static bool count_colours(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride,
			  size_t most)
{
	struct palette_entry *last = NULL;
	p->n_entries = 0;
	p->n_slots = most > PALETTE_COLOURS ? PALETTE_SLOTS : PALETTE_FEW_SLOTS;
	free_slots(p);
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
				p->slots[slot] = (int32_t)p->n_entries++;
			}
			last = &p->entries[p->slots[slot]];
			last->count++;
		}
	}
	return true;
}

/* A box of like colours: entries from..to. */
struct colour_box {
	size_t from, to;
	double spread; /* sum of squared differences from the mean along `channel`, where it is largest */
	unsigned channel;
	double mean[PALETTE_CHANNELS];
};

static unsigned channel_of(uint32_t colour, unsigned channel)
{
	return colour >> (8 * channel) & 255;
}

static void measure(const struct palette *p, struct colour_box *b)
{
	double sums[PALETTE_CHANNELS] = {0}, squares[PALETTE_CHANNELS] = {0}, weights = 0;
	for (size_t i = b->from; i < b->to; i++) {
		double w = p->entries[i].count;
		weights += w;
		for (unsigned c = 0; c < PALETTE_CHANNELS; c++) {
			double v = channel_of(p->entries[i].colour, c);
			sums[c] += w * v;
			squares[c] += w * v * v;
		}
	}
	b->spread = 0;
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++) {
		double spread = squares[c] - sums[c] * sums[c] / weights;
		b->mean[c] = sums[c] / weights;
		if (spread > b->spread) {
			b->spread = spread;
			b->channel = c;
		}
	}
}

/* Parts a box at its mean. */
static void split(struct palette *p, struct colour_box *low, struct colour_box *high)
{
	size_t i = low->from, end = low->to;
	while (i < end) {
		struct palette_entry e = p->entries[i];
		if (channel_of(e.colour, low->channel) <= low->mean[low->channel]) {
			i++;
			continue;
		}
		p->entries[i] = p->entries[--end];
		p->entries[end] = e;
	}
	*high = (struct colour_box){.from = i, .to = low->to};
	low->to = i;
	measure(p, low);
	measure(p, high);
}

/* The box's colour: one that more than half of its pixels have, else the mean. */
static uint32_t colour_of(const struct palette *p, const struct colour_box *b)
{
	const struct palette_entry *most = &p->entries[b->from];
	uint64_t pixels = 0;
	uint32_t mean = 0;
	for (size_t i = b->from; i < b->to; i++) {
		pixels += p->entries[i].count;
		if (p->entries[i].count > most->count)
			most = &p->entries[i];
	}
	if (most->count * UINT64_C(2) > pixels)
		return most->colour;
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++)
		mean |= (uint32_t)(b->mean[c] + 0.5) << (8 * c);
	return mean;
}

static bool is_near(uint32_t a, uint32_t b, unsigned error)
{
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++)
		if ((unsigned)abs((int)channel_of(a, c) - (int)channel_of(b, c)) > error)
			return false;
	return true;
}

/* Each box's colour, for all in it; false when one of them is too far from it. */
static bool take_boxes(struct palette *p, const struct colour_box *boxes, size_t n, unsigned error)
{
	for (p->n = 0; p->n < n; p->n++) {
		const struct colour_box *b = &boxes[p->n];
		uint32_t colour = p->colours[p->n] = colour_of(p, b);
		for (size_t i = b->from; i < b->to; i++) {
			p->entries[i].index = (uint16_t)p->n;
			if (!is_near(p->entries[i].colour, colour, error))
				return false;
		}
	}
	return true;
}

/* Parts the box whose colours differ most, until there are as many as a palette holds or none is worth it: Wan, Wong,
 * Prusinkiewicz, "An algorithm for multidimensional data clustering", 1988. */
static bool select_colours(struct palette *p, unsigned error)
{
	struct colour_box boxes[PALETTE_COLOURS] = {{.from = 0, .to = p->n_entries}};
	size_t n = 1;
	measure(p, &boxes[0]);
	while (n < PALETTE_COLOURS) {
		size_t widest = 0;
		for (size_t i = 1; i < n; i++)
			if (boxes[i].spread > boxes[widest].spread)
				widest = i;
		if (boxes[widest].spread < SPREAD_ENOUGH)
			break;
		split(p, &boxes[widest], &boxes[n++]);
	}
	return take_boxes(p, boxes, n, error);
}

static void take_all(struct palette *p)
{
	p->n = 0;
	for (size_t i = 0; i < p->n_entries; i++) {
		p->entries[i].index = (uint16_t)i;
		p->colours[p->n++] = p->entries[i].colour;
	}
}

bool palette_make(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride, unsigned error)
{
	if (count_colours(p, pixels, width, height, stride, PALETTE_COLOURS)) {
		take_all(p);
		return true;
	}
	if (!error || !count_colours(p, pixels, width, height, stride, PALETTE_ENTRIES))
		return false;
	if (!select_colours(p, error))
		return false;
	free_slots(p);
	for (size_t i = 0; i < p->n_entries; i++)
		p->slots[slot_of(p, p->entries[i].colour)] = (int32_t)i;
	return true;
}
