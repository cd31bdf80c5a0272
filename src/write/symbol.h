/* Incident symbols as they stand on a map: marker, count badge, leader to the place. */
#ifndef KHARITA_WRITE_SYMBOL_H
#define KHARITA_WRITE_SYMBOL_H

#include "write/label.h"
#include "write/spread.h"

/* Draws the marker with its count (none for one incident) centred at x, y. `unit`: user units per mm, `scale` a factor
 * on all sizes. Numbers come out in the language's digits. */
void symbol_draw(cairo_t *cr, struct typesetter *ts, const struct theme *t, enum theme_lang lang,
                 const struct spread_symbol *s, double x, double y, double unit, double scale);

/* The count alone, on a marker that is drawn already. */
void symbol_badge(cairo_t *cr, struct typesetter *ts, const struct theme *t, enum theme_lang lang,
                  const struct spread_symbol *s, double x, double y, double unit, double scale);

/* How far right of and above the symbol's centre its edge is on which the badge sits. */
double symbol_badge_edge(const struct spread_symbol *s);

/* What symbol_draw() covers, from its centre. */
struct box symbol_box(const struct theme *t, const struct spread_symbol *s, double unit, double scale);

/* Room that a badge takes beside a symbol: for spread_spec.count_reach. */
double symbol_badge_reach(const struct theme *t, double unit, double scale);

/* Width of the dot on a displaced symbol's place, at scale 1. */
#define SYMBOL_PLACE_MM 0.64

/* False when the symbol covers its place. */
bool symbol_has_leader(const struct spread_symbol *s);

/* Lines and dots from displaced symbols, n of them, to their places; nothing for one that covers its own. */
void symbol_leaders(cairo_t *cr, const struct theme *t, const struct spread_symbol *s, size_t n, double unit, double scale);

/* Writes a number's decimal digits, Eastern ones for Arabic when the theme says so. `size` >= 48. */
void digits_format(const struct theme *t, enum theme_lang lang, int64_t number, char *out, size_t size);

/* Replaces the ASCII digits of a text likewise; new, in the arena. */
struct sv digits_localise(struct arena *a, const struct theme *t, enum theme_lang lang, struct sv text);

#endif
