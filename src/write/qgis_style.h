/* The look and behaviour of each layer in QGIS, from the theme: symbols, labels, form, map tip, time. */
#ifndef KHARITA_WRITE_QGIS_STYLE_H
#define KHARITA_WRITE_QGIS_STYLE_H

#include "base/buf.h"
#include "write/qgis_text.h"

#define QGIS_GEOMETRY_COLUMN "geom"
#define QGIS_VERSION "3.22.0" /* the oldest that reads what is written */

/* Attributes of a style's or layer's element: scale range. */
void qgis_style_attributes(struct buf *b, const struct layer *l);

/* The elements inside <qgis> and <maplayer>. */
void qgis_style_body(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l);

/* A whole QML document, as layer_styles holds it. */
void qgis_style_document(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l);

/* Symbols and labels of a spatial layer (qgis_symbols.c, qgis_base.c); form, aliases, map tip (qgis_form.c). */
void qgis_symbols(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l);
void qgis_base_symbols(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l);
void qgis_form(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l);

/* Pieces that both files of symbols use. A renderer with a symbol for each rule, or with one symbol for all
 * features (no rules); its <symbol>s, named "0", "1", ..., go between open and close. */
struct qgis_rule {
	const char *filter, *label; /* filter NULL: all features */
	double scale_max; /* shown up to this scale denominator; 0 = always */
	bool off;         /* unchecked at first */
};
void qgis_renderer_open(struct buf *b, const struct qgis_rule *rules, size_t n);
void qgis_renderer_close(struct buf *b);

/* The same for a layer whose features are drawn in the order of an expression's rising values. */
void qgis_renderer_open_ordered(struct buf *b, const struct qgis_rule *rules, size_t n);
void qgis_renderer_close_ordered(struct buf *b, const char *expression);

#endif
