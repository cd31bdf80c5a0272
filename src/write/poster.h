/* Report map: one page with title, map, legend, scale, locator, time line, sources and notes, as PNG, PDF or SVG; if wanted
 * with a table of the incidents on further pages. */
#ifndef KHARITA_WRITE_POSTER_H
#define KHARITA_WRITE_POSTER_H

#include "gazetteer/gazetteer.h"
#include "write/model.h"
#include "write/theme.h"

enum { POSTER_DPI = 300, POSTER_MAX_DPI = 1200, POSTER_MIN_MM = 150, POSTER_MAX_MM = 1600 };

/* The sheet as it is held. */
struct poster_paper {
	double width_mm, height_mm; /* POSTER_MIN_MM to POSTER_MAX_MM */
	const char *name;           /* printed beside the scale: "A4" */
};

/* A paper by its name: "a4", "a3", "a2", "letter", or "420x297" in millimetres; landscape unless `portrait`. False for
 * another word or a size out of range. */
bool poster_paper_parse(const char *name, bool portrait, struct poster_paper *out);

struct poster_spec {
	const struct theme *theme;
	enum theme_lang lang;  /* Arabic pages are laid out right to left */
	const char *title;     /* NULL = made from the data: theme and governorates */
	const char
	    *produced; /* date of production as it is printed; NULL = none, and the same input gives the same bytes */
	unsigned dpi;          /* of PNG; 0 = POSTER_DPI */
	struct poster_paper paper; /* width 0 = A4 landscape */
	bool no_timeline;      /* leave the strip of incidents in time out */
	bool no_inset;         /* no enlarged map of a dense cluster */
	bool table;            /* number the incidents and list them all on further pages: of a PDF, or in files NAME-2.png,
	                          NAME-3.png ... beside a PNG or SVG */
};

/* Draws one map into each of the paths, whose endings (.png, .pdf, .svg) say the format; several are drawn in parallel.
 * The map is framed around the incidents; those far away are named at the frame's edge. Without incidents it shows the
 * places named, without those the region, and says so. All files appear, whole, or none. ERR_USAGE for another ending,
 * ERR_ENV when no font has Arabic letters, ERR_IO. Call it from one thread. */
enum err poster_write(const struct model *m, const struct gazetteer *g, const struct poster_spec *spec,
                      const char *const *paths, size_t n_paths, struct error *e);

#endif
