/* Palette of a picture: its own colours when there are few, else the nearest of a selection. One thread's. */
#ifndef KHARITA_WRITE_PNG_PALETTE_H
#define KHARITA_WRITE_PNG_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PALETTE_COLOURS = 256, PALETTE_ENTRIES = 32768, PALETTE_SLOTS = 65536 };

struct palette {
	uint32_t colours[PALETTE_COLOURS]; /* premultiplied ARGB */
	size_t n;
	struct palette_entry {
		uint32_t colour, count;
		uint16_t number;               /* by first appearance */
	} entries[PALETTE_ENTRIES];
	size_t n_entries;
	unsigned slot_bits;                /* a picture of few colours makes do with few slots */
	struct palette_slot {
		uint32_t colour;
		uint32_t number;               /* 1 + the entry's, 0: free */
	} slots[PALETTE_SLOTS];            /* open-addressed */
	uint8_t index_of[PALETTE_ENTRIES]; /* in the palette, by the entry's number */
	struct palette_run {
		uint16_t number, length;
	} *runs;                           /* of equal pixels, row by row */
	size_t n_runs, runs_capacity;
	bool no_memory;                    /* why palette_make() failed */
};

/* Collects the colours of a picture and gives each an index; those of the pixels go to `out`, rows of out_stride bytes. Above
 * 256, like colours are drawn as one, which differs by at most `error` per premultiplied channel; one that most of them have
 * stays as it is. False when that can't be done; error 0 asks for an exact palette. */
bool palette_make(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride, unsigned error,
                  uint8_t *out, size_t out_stride);

/* Frees what the palette holds, not itself. */
void palette_release(struct palette *p);

#endif
