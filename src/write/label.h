/* Text on maps: Arabic and Latin shaped by Pango and HarfBuzz, with halo. User of Pango.
 *
 * A typesetter has a font map of its own and belongs to one thread. Sizes are in the user units of the context that is
 * drawn on; glyphs are laid out without hinting, so that a text measures the same on screen, PNG and PDF. */
#ifndef KHARITA_WRITE_LABEL_H
#define KHARITA_WRITE_LABEL_H

#include "write/canvas.h"

struct typesetter;

/* `fonts` lists families, first choice first. ERR_ENV, naming the remedy, when no font has Arabic letters.
 * *out is new: typesetter_free(). */
enum err typesetter_open(const char *fonts, struct typesetter **out, struct error *e);
void typesetter_free(struct typesetter *t);

/* Lets Pango begin with what it does once in a process, on a thread of its own. */
void typesetter_warm(void);

enum text_align { ALIGN_START, ALIGN_END, ALIGN_CENTRE }; /* start: right in a right-to-left text */

struct text_style {
	double size; /* of the type, user units */
	bool bold;
	double tracking;      /* user units between letters, and ... */
	bool italic;          /* ... slanted: of texts without Arabic letters only */
	bool second;          /* what follows the first line is smaller and not bold: a name in the other language */
	struct colour colour, halo;
	double halo_width;     /* outside the glyph; 0: none */
	double width;          /* of the paragraph: wraps; 0: one line as wide as it is */
	enum text_align align; /* within `width` */
	bool rtl;              /* base direction of a paragraph; a single line's own letters decide for `width` 0 */
	double spacing;        /* between lines, share of the size added to the font's own */
};

/* Style of a theme's label: `unit` is user units per mm. */
struct text_style text_style_of(const struct label_style *l, double unit);

struct text_size {
	double width, height;  /* logical box: advance and line height */
	struct box ink;        /* what is black, from the logical box's top left corner, halo not counted */
};

/* `text` is UTF-8. Both return the size; the draw puts the logical box's top left corner at x, y. */
struct text_size text_measure(struct typesetter *t, struct sv text, const struct text_style *s);
struct text_size text_draw(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s, double x,
                           double y);

/* One line whose small letters have their middle at `middle`, whatever fonts its letters and digits come from: rows of a legend
 * or list stand even. Made smaller where it is too long for style->width. */
struct text_size text_draw_line(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s, double x,
                                double middle);

/* One line in a paragraph of style->width, made smaller where it is too long for it. */
struct text_size text_draw_fitted(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s,
                                  double x, double y);

/* A picture made once and copied many times: text with halo, or a symbol. Premultiplied ARGB, no padding. */
struct sprite {
	uint32_t *pixels; /* in the arena */
	int width, height;
	int left, top;    /* of its first pixel from the anchor: a text's logical corner, a symbol's centre */
};
struct sprite sprite_of_text(struct arena *a, struct typesetter *t, struct sv text, const struct text_style *s);

/* Copies the pixels of an ARGB32 surface whose anchor lies at left, top. The surface is stolen: it goes in any case. */
struct sprite sprite_of_surface(struct arena *a, cairo_surface_t *surface, int left, int top);

#endif
