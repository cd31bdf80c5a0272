/* Symbols that repeat on a page of PDF: each look is drawn once and then placed, which makes the file a fraction as large and
 * as long to write. On other surfaces a symbol is drawn where it stands. Belongs to one thread. */
#ifndef KHARITA_WRITE_MARKER_STAMP_H
#define KHARITA_WRITE_MARKER_STAMP_H

#include "write/symbol.h"

enum { MARKER_STAMPS = 128, BADGE_STAMPS = 64 };

/* A zeroed struct is empty. More looks than that are drawn where they stand. */
struct marker_stamps {
	struct {
		struct marker_look look;
		cairo_surface_t *drawing;
	} items[MARKER_STAMPS];
	struct {
		size_t count;
		cairo_surface_t *drawing;
	} badges[BADGE_STAMPS];
	size_t n, n_badges;
};

/* As marker_draw(). */
void marker_stamps_draw(struct marker_stamps *s, cairo_t *cr, const struct marker_look *look, double x, double y);
/* As symbol_badge(); of one theme, language and scale. */
void marker_stamps_badge(struct marker_stamps *s, cairo_t *cr, struct typesetter *ts, const struct theme *t,
                         enum theme_lang lang, const struct spread_symbol *symbol, double scale);
void marker_stamps_release(struct marker_stamps *s);

#endif
