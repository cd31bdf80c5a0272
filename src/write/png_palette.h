/* Palette of a picture: its own colours when there are few, else the nearest of a selection. One thread's. */
#ifndef KHARITA_WRITE_PNG_PALETTE_H
#define KHARITA_WRITE_PNG_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PALETTE_COLOURS = 256, PALETTE_ENTRIES = 32768, PALETTE_SLOTS = 65536, PALETTE_FEW_SLOTS = 2048 };

struct palette {
	uint32_t colours[PALETTE_COLOURS]; /* premultiplied ARGB */
	size_t n;
	struct palette_entry {
		uint32_t colour, count;
		uint32_t order;          /* of first appearance */
		uint16_t index;          /* in the palette */
	} entries[PALETTE_ENTRIES];
	size_t n_entries;
	size_t n_slots;                  /* a picture of few colours makes do with few */
	int32_t slots[PALETTE_SLOTS];    /* open-addressed: colour -> entry, -1: free */
};

/* Collects the colours of a picture and gives each an index. Above 256 like colours are drawn as one, which differs by at
 * most `error` per premultiplied channel; one that most of them have stays as it is. False when that can't be done; error 0
 * asks for an exact palette. */
bool palette_make(struct palette *p, const uint32_t *pixels, size_t width, size_t height, size_t stride,
		  unsigned error);

/* Index of a colour of the picture that the palette was made of. */
uint8_t palette_index(const struct palette *p, uint32_t colour);

#endif
