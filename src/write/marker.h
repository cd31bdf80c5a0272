/* Marker shapes with the geometry of QGIS's simple markers: a layer in QGIS and a drawn map show the same symbol. */
#ifndef KHARITA_WRITE_MARKER_H
#define KHARITA_WRITE_MARKER_H

#include "write/theme.h"

#include <cairo.h>

/* Adds the closed path of a marker of this width to cr, centred at x, y. */
void marker_path(cairo_t *cr, enum marker_shape shape, double x, double y, double size);

/* One symbol as it is drawn: halo, body, outline. Lengths in the user units of cr. */
struct marker_look {
	enum marker_shape shape;
	double size, stroke, halo; /* body width; outline width; halo width outside the outline (0: none) */
	struct colour fill, stroke_colour, halo_colour;
	double opacity;            /* of body and outline; the halo stays, so that pale symbols stay legible */
};
void marker_draw(cairo_t *cr, const struct marker_look *look, double x, double y);

/* Widest reach of the look from its centre: half size, outline and halo (mitres included). */
double marker_reach(const struct marker_look *look);

/* Look of an incident symbol: by type, killed and opacity; `unit` is user units per mm, `scale` a factor on all. */
struct marker_look marker_incident(const struct theme *t, const struct theme_event *event, int64_t fatalities,
                                   double opacity, bool background, double unit, double scale);

#endif
