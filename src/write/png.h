/* PNG encoder for Cairo's ARGB32 surfaces, with libdeflate. An encoder belongs to one thread. */
#ifndef KHARITA_WRITE_PNG_H
#define KHARITA_WRITE_PNG_H

#include "base/buf.h"
#include "base/error.h"

struct png_encoder;

struct png_image {
	const uint32_t *pixels; /* premultiplied ARGB32, native byte order */
	size_t width, height;
	size_t stride;          /* in pixels */
	bool opaque;            /* alpha is left out: RGB */
	double dpi;             /* pHYs; 0: none */
	unsigned error;         /* a channel may change by this much to make do with 256 colours; 0: nothing is lost */
};

/* *out is new: png_encoder_free(). */
enum err png_encoder_open(struct png_encoder **out, struct error *e);
void png_encoder_free(struct png_encoder *p);

/* Replaces the content of `out`. A picture of at most 256 colours, or whose like ones lie within `error` of each
 * other, becomes an indexed one; else nothing is lost beyond the rounding of premultiplied colours. The same pixels
 * give the same bytes. ERR_NOMEM, ERR_LIMIT (out->max). */
enum err png_encode(struct png_encoder *p, const struct png_image *image, struct buf *out, struct error *e);

#endif
