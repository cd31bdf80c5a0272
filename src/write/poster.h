/* Report map: one A4 landscape page with title, map, legend, scale, locator, sources and notes, as PNG, PDF or SVG. */
#ifndef KHARITA_WRITE_POSTER_H
#define KHARITA_WRITE_POSTER_H

#include "gazetteer/gazetteer.h"
#include "write/model.h"
#include "write/theme.h"

enum { POSTER_DPI = 300, POSTER_MAX_DPI = 1200 };

struct poster_spec {
	const struct theme *theme;
	enum theme_lang lang;  /* Arabic pages are laid out right to left */
	const char *title;     /* NULL = made from the data: theme and governorates */
	const char
	    *produced; /* date of production as it is printed; NULL = none, and the same input gives the same bytes */
	unsigned dpi;          /* of PNG; 0 = POSTER_DPI */
};

/* Draws one map into each of the paths, whose endings (.png, .pdf, .svg) say the format; several are drawn in parallel.
 * The map is framed around the incidents; those far away are named at the frame's edge. Without incidents it shows the
 * places named, without those the region, and says so. Files appear whole or not at all. ERR_USAGE for another ending,
 * ERR_ENV when no font has Arabic letters, ERR_IO. Call it from one thread. */
enum err poster_write(const struct model *m, const struct gazetteer *g, const struct poster_spec *spec,
                      const char *const *paths, size_t n_paths, struct error *e);

#endif
