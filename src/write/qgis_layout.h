/* Print layouts and bookmarks of the QGIS project: starting points that an analyst changes by hand. */
#ifndef KHARITA_WRITE_QGIS_LAYOUT_H
#define KHARITA_WRITE_QGIS_LAYOUT_H

#include "base/buf.h"
#include "write/theme.h"

struct qgis_frame {
	double min_x, min_y, max_x, max_y;
};

/* A layer that the layouts' legends show. */
struct qgis_legend_layer {
	char id[64];
	const char *name;
	const char *nodes; /* which of its symbols are listed, "0,2"; NULL: all */
};

/* <Layouts>: A4 and A3 landscape with title, map, legend, scale bar, north arrow and notes. `frame` is what the map shows,
 * in the project's CRS. */
void qgis_layouts(struct buf *b, const struct theme *t, enum theme_lang lang, struct qgis_frame frame,
                  const struct qgis_legend_layer *legend, size_t n_legend);

#endif
