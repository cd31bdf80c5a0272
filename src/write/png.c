#include "write/png.h"

#include "write/png_palette.h"

#include <libdeflate.h>
#include <stdlib.h>

enum { LEVEL = 4, CHUNK_FRAME = 12 };

struct png_encoder {
	struct libdeflate_compressor *compressor;
	uint8_t *rows; /* filtered scan lines */
	size_t rows_size;
	struct palette palette;
};

enum err png_encoder_open(struct png_encoder **out, struct error *e)
{
	struct png_encoder *p = calloc(1, sizeof *p);
	if (p)
		p->compressor = libdeflate_alloc_compressor(LEVEL);
	if (!p || !p->compressor) {
		free(p);
		return error_set(e, ERR_NOMEM, "no memory for a png encoder");
	}
	*out = p;
	return OK;
}

void png_encoder_free(struct png_encoder *p)
{
	if (!p)
		return;
	libdeflate_free_compressor(p->compressor);
	palette_release(&p->palette);
	free(p->rows);
	free(p);
}

/* Cairo's premultiplied pixel to straight alpha, rounded. */
static uint32_t straight(uint32_t pixel)
{
	uint32_t a = pixel >> 24;
	if (a == 255)
		return pixel;
	if (a == 0)
		return 0;
	uint32_t r = ((pixel >> 16 & 255) * 255 + a / 2) / a;
	uint32_t g = ((pixel >> 8 & 255) * 255 + a / 2) / a;
	uint32_t b = ((pixel & 255) * 255 + a / 2) / a;
	r = r > 255 ? 255 : r;
	g = g > 255 ? 255 : g;
	b = b > 255 ? 255 : b;
	return a << 24 | r << 16 | g << 8 | b;
}

static void put_pixel(uint8_t *out, uint32_t pixel, size_t channels)
{
	out[0] = (uint8_t)(pixel >> 16);
	out[1] = (uint8_t)(pixel >> 8);
	out[2] = (uint8_t)pixel;
	if (channels == 4)
		out[3] = (uint8_t)(pixel >> 24);
}

/* Unfiltered: maps are flat, and deflate finds repeated rows and runs by itself. */
static void rows_direct(const struct png_encoder *p, const struct png_image *im, size_t channels)
{
	uint8_t *out = p->rows;
	for (size_t y = 0; y < im->height; y++) {
		const uint32_t *row = im->pixels + y * im->stride;
		*out++ = 0;
		for (size_t x = 0; x < im->width; x++, out += channels)
			put_pixel(out, channels == 4 ? straight(row[x]) : row[x], channels);
	}
}

static void append_u32(struct buf *out, uint32_t v)
{
	char bytes[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
	buf_append(out, sv_make(bytes, sizeof bytes));
}

static void append_chunk(struct buf *out, const char type[4], const void *data, size_t n)
{
	append_u32(out, (uint32_t)n);
	uint32_t crc = libdeflate_crc32(0, type, 4);
	buf_append(out, sv_make(type, 4));
	buf_append(out, sv_make(data, n));
	append_u32(out, libdeflate_crc32(crc, data, n));
}

static void append_header(struct buf *out, const struct png_image *im, uint8_t colour_type)
{
	static const char signature[8] = "\x89PNG\r\n\x1a\n";
	uint8_t h[13] = {(uint8_t)(im->width >> 24),  (uint8_t)(im->width >> 16),  (uint8_t)(im->width >> 8),
	                 (uint8_t)im->width,          (uint8_t)(im->height >> 24), (uint8_t)(im->height >> 16),
	                 (uint8_t)(im->height >> 8),  (uint8_t)im->height,         8, colour_type, 0, 0, 0};
	buf_append(out, sv_make(signature, sizeof signature));
	append_chunk(out, "IHDR", h, sizeof h);
	if (im->dpi > 0.0) {
		uint32_t per_metre = (uint32_t)(im->dpi / 0.0254 + 0.5);
		uint8_t phys[9] = {(uint8_t)(per_metre >> 24), (uint8_t)(per_metre >> 16), (uint8_t)(per_metre >> 8),
		                   (uint8_t)per_metre, 0, 0, 0, 0, 1};
		for (size_t i = 0; i < 4; i++)
			phys[4 + i] = phys[i];
		append_chunk(out, "pHYs", phys, sizeof phys);
	}
}

static void append_palette(const struct png_encoder *p, struct buf *out)
{
	uint8_t colours[PALETTE_COLOURS * 3] = {0};
	uint8_t alphas[PALETTE_COLOURS] = {0};
	size_t n_alphas = 0;
	for (size_t i = 0; i < p->palette.n; i++) {
		uint32_t pixel = straight(p->palette.colours[i]);
		put_pixel(colours + 3 * i, pixel, 3);
		alphas[i] = (uint8_t)(pixel >> 24);
		if (alphas[i] != 255)
			n_alphas = i + 1;
	}
	append_chunk(out, "PLTE", colours, 3 * p->palette.n);
	if (n_alphas > 0)
		append_chunk(out, "tRNS", alphas, n_alphas);
}

/* IDAT straight into the buffer: length and check sum are filled in behind it. */
static void append_data(struct png_encoder *p, size_t n, struct buf *out)
{
	size_t bound = libdeflate_zlib_compress_bound(p->compressor, n);
	if (!buf_reserve(out, bound + 2 * CHUNK_FRAME))
		return;
	uint8_t *chunk = (uint8_t *)out->ptr + out->len;
	size_t size = libdeflate_zlib_compress(p->compressor, p->rows, n, chunk + 8, bound);
	for (int i = 0; i < 4; i++) {
		chunk[i] = (uint8_t)(size >> (24 - 8 * i));
		chunk[4 + i] = (uint8_t)"IDAT"[i];
	}
	out->len += 8 + size;
	append_u32(out, libdeflate_crc32(0, chunk + 4, 4 + size));
}

/* Room for n bytes of scan lines. */
static bool reserve_rows(struct png_encoder *p, size_t n)
{
	if (n > p->rows_size) {
		free(p->rows);
		p->rows = malloc(n);
		p->rows_size = p->rows ? n : 0;
	}
	return p->rows;
}

enum err png_encode(struct png_encoder *p, const struct png_image *im, struct buf *out, struct error *e)
{
	size_t channels = im->opaque ? 3 : 4, row = 1 + im->width; /* a byte for the filter: none */
	if (!reserve_rows(p, im->height * row))
		return error_set(e, ERR_NOMEM, "no memory for a picture of %zu x %zu pixels", im->width, im->height);
	bool indexed = palette_make(&p->palette, im->pixels, im->width, im->height, im->stride, im->error, p->rows + 1, row);
	if (!indexed && p->palette.no_memory) /* the picture is the same at any memory, or none */
		return error_set(e, ERR_NOMEM, "no memory for a picture of %zu x %zu pixels", im->width, im->height);
	if (indexed) {
		for (size_t y = 0; y < im->height; y++)
			p->rows[y * row] = 0;
	} else {
		row = 1 + im->width * channels;
		if (!reserve_rows(p, im->height * row))
			return error_set(e, ERR_NOMEM, "no memory for a picture of %zu x %zu pixels", im->width, im->height);
		rows_direct(p, im, channels);
	}
	buf_clear(out);
	append_header(out, im, indexed ? 3 : im->opaque ? 2 : 6);
	if (indexed)
		append_palette(p, out);
	append_data(p, im->height * row, out);
	append_chunk(out, "IEND", "", 0);
	return buf_ok(out) ? OK : buf_fail(out, "the picture", "", e);
}
