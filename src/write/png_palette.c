#include "write/png_palette.h"

#include <stdlib.h>
#include <string.h>

enum { PALETTE_CHANNELS = 4, FEW_SLOT_BITS = 10, SHORT_RUN = 8,
       SPREAD_ENOUGH = 1600 /* of a box: sixteen pixels off by ten */ };

static struct palette_slot *slot_of(struct palette *p, uint32_t colour)
{
	size_t mask = ((size_t)1 << p->slot_bits) - 1;
	size_t slot = colour * 2654435761u >> (32 - p->slot_bits);
	while (p->slots[slot].colour != colour && p->slots[slot].number)
		slot = (slot + 1) & mask;
	return &p->slots[slot];
}

static void make_slots(struct palette *p, unsigned bits)
{
	p->slot_bits = bits;
	memset(p->slots, 0, ((size_t)1 << bits) * sizeof *p->slots);
	for (size_t i = 0; i < p->n_entries; i++)
		*slot_of(p, p->entries[i].colour) = (struct palette_slot){p->entries[i].colour, (uint32_t)i + 1};
}

/* Gives a colour the next number. */
static void add_colour(struct palette *p, struct palette_slot *slot, uint32_t colour)
{
	p->entries[p->n_entries] = (struct palette_entry){.colour = colour, .number = (uint16_t)p->n_entries};
	*slot = (struct palette_slot){colour, (uint32_t)++p->n_entries};
	if (p->n_entries > (size_t)1 << (p->slot_bits - 1) && (size_t)2 << p->slot_bits <= PALETTE_SLOTS)
		make_slots(p, p->slot_bits + 1);
}

/* Behind the pixels from x on that have the colour of the one at x. */
static size_t run_end(const uint32_t *row, size_t x, size_t width)
{
	uint64_t two, same = (uint64_t)row[x] << 32 | row[x];
	for (x++; x + 2 <= width; x += 2) {
		memcpy(&two, row + x, sizeof two);
		if (two != same)
			return x + (row[x] == (uint32_t)same);
	}
	return x < width && row[x] == (uint32_t)same ? x + 1 : x;
}

/* Counts the colours, `most` of them at most, and notes the runs of each row; false when there are more. */
static bool count_row(struct palette *p, const uint32_t *row, size_t width, size_t most)
{
	for (size_t x = 0, end; x < width; x = end) {
		struct palette_slot *slot = slot_of(p, row[x]);
		uint32_t number = slot->number;
		if (number == 0) {
			if (p->n_entries == most)
				return false;
			add_colour(p, slot, row[x]);
			number = (uint32_t)p->n_entries;
		}
		end = run_end(row, x, width);
		end = end - x > UINT16_MAX ? x + UINT16_MAX : end;
		p->entries[number - 1].count += (uint32_t)(end - x);
		p->runs[p->n_runs++] = (struct palette_run){(uint16_t)(number - 1), (uint16_t)(end - x)};
	}
	return true;
}

static bool reserve_runs(struct palette *p, size_t more)
{
	size_t capacity = p->runs_capacity ? p->runs_capacity : 4096;
	if (p->n_runs + more <= p->runs_capacity)
		return true;
	while (capacity < p->n_runs + more)
		capacity *= 2;
	struct palette_run *runs = realloc(p->runs, capacity * sizeof *runs);
	p->no_memory = !runs;
	if (!runs)
		return false;
	p->runs = runs;
	p->runs_capacity = capacity;
	return true;
}

static bool count_colours(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride, size_t most)
{
	p->n_entries = p->n_runs = 0;
	p->no_memory = false;
	make_slots(p, FEW_SLOT_BITS);
	for (size_t y = 0; y < height; y++)
		if (!reserve_runs(p, width) || !count_row(p, pixels + y * stride, width, most))
			return false;
	return true;
}

/* The pixels' indexes in the palette. */
static void write_rows(const struct palette *p, size_t width, size_t height, uint8_t *out, size_t out_stride)
{
	const struct palette_run *run = p->runs;
	for (size_t y = 0; y < height; y++, out += out_stride)
		for (size_t x = 0; x < width; x += run++->length) {
			uint8_t index = p->index_of[run->number];
			if (x + SHORT_RUN <= width && run->length <= SHORT_RUN)
				memset(out + x, index, SHORT_RUN); /* what is too much is written over */
			else
				memset(out + x, index, run->length);
		}
}

/* A box of like colours: entries from..to. */
struct colour_box {
	size_t from, to;
	uint64_t pixels, sums[PALETTE_CHANNELS], squares[PALETTE_CHANNELS]; /* of its pixels */
	double spread; /* sum of squared differences from the mean along `channel`, where it is largest */
	unsigned channel;
	double mean[PALETTE_CHANNELS];
};

static unsigned channel_of(uint32_t colour, unsigned channel)
{
	return colour >> (8 * channel) & 255;
}

static void add_entry(struct colour_box *b, const struct palette_entry *e)
{
	b->pixels += e->count;
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++) {
		uint64_t v = channel_of(e->colour, c);
		b->sums[c] += e->count * v;
		b->squares[c] += e->count * v * v;
	}
}

static void measure(struct colour_box *b)
{
	double pixels = (double)b->pixels;
	b->spread = 0;
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++) {
		double sum = (double)b->sums[c], spread = (double)b->squares[c] - sum * sum / pixels;
		b->mean[c] = sum / pixels;
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
	unsigned shift = 8 * low->channel, most = (unsigned)low->mean[low->channel];
	*high = (struct colour_box){.to = low->to};
	while (i < end) {
		struct palette_entry e = p->entries[i];
		if ((e.colour >> shift & 255) <= most) {
			i++;
			continue;
		}
		add_entry(high, &e);
		p->entries[i] = p->entries[--end];
		p->entries[end] = e;
	}
	high->from = low->to = i;
	low->pixels -= high->pixels;
	for (unsigned c = 0; c < PALETTE_CHANNELS; c++) {
		low->sums[c] -= high->sums[c];
		low->squares[c] -= high->squares[c];
	}
	measure(low);
	measure(high);
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
			p->index_of[p->entries[i].number] = (uint8_t)p->n;
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
	/* A pixel off by the error is not enough in any box. */
	double enough = error < SPREAD_ENOUGH / error ? error * error : SPREAD_ENOUGH;
	size_t n = 1;
	for (size_t i = 0; i < p->n_entries; i++)
		add_entry(&boxes[0], &p->entries[i]);
	measure(&boxes[0]);
	while (n < PALETTE_COLOURS) {
		size_t widest = 0;
		for (size_t i = 1; i < n; i++)
			if (boxes[i].spread > boxes[widest].spread)
				widest = i;
		if (boxes[widest].spread < enough)
			break;
		split(p, &boxes[widest], &boxes[n++]);
	}
	return take_boxes(p, boxes, n, error);
}

static void take_all(struct palette *p)
{
	for (p->n = 0; p->n < p->n_entries; p->n++) {
		p->colours[p->n] = p->entries[p->n].colour;
		p->index_of[p->n] = (uint8_t)p->n;
	}
}

bool palette_make(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride, unsigned error,
                  uint8_t *out, size_t out_stride)
{
	if (!count_colours(p, pixels, width, height, stride, error ? PALETTE_ENTRIES : PALETTE_COLOURS))
		return false;
	if (p->n_entries <= PALETTE_COLOURS)
		take_all(p);
	else if (!select_colours(p, error))
		return false;
	write_rows(p, width, height, out, out_stride);
	return true;
}

void palette_release(struct palette *p)
{
	free(p->runs);
}
