/* Legend of a report map: only the classes that the map shows, with their numbers. */
#ifndef KHARITA_WRITE_LEGEND_H
#define KHARITA_WRITE_LEGEND_H

#include "write/label.h"
#include "write/model.h"

enum legend_sign {
	SIGN_EXTENT, SIGN_ROUTE, SIGN_BADGE, SIGN_BACKGROUND, SIGN_IMPRECISE, SIGN_MENTIONED,
	SIGN_SETTLEMENT, SIGN_ROAD, SIGN_RIVER, SIGN_LAKE, SIGN_DESERT, SIGN_IRRIGATED, SIGN_COUNTRY_BORDER,
	SIGN_GOVERNORATE_BORDER, SIGN_DISTRICT_BORDER,
	SIGN_COUNT
};

struct legend {
	size_t counts[THEME_MAX_EVENTS];  /* incidents per event type, not background */
	size_t n_background;
	bool sizes[THEME_MAX_STEPS];      /* size classes that occur */
	bool signs[SIGN_COUNT];
};

/* Counts the incidents of a model into the legend's classes. Signs of lines and areas are the map's to set. */
void legend_count(struct legend *l, const struct theme *t, const struct model *m);

/* Draws it from x, y down, `width` mm wide, and returns the height in mm; cr NULL only measures. `pitch` is a factor on
 * the distance between rows, 1 for comfort. */
double legend_draw(const struct legend *l, const struct theme *t, enum theme_lang lang, struct typesetter *ts,
                   cairo_t *cr, double x, double y, double width, double pitch);

#endif
