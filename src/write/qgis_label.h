/* Labels of a QGIS layer: rule-based, horizontal (curved Arabic labels break), with halo. */
#ifndef KHARITA_WRITE_QGIS_LABEL_H
#define KHARITA_WRITE_QGIS_LABEL_H

#include "write/qgis_xml.h"

enum qgis_placement {
	PLACEMENT_OVER_POINT = 1, /* numbers are QGIS's own */
	PLACEMENT_HORIZONTAL = 4,
	PLACEMENT_AROUND_POINT = 6, /* best of ordered positions around the symbol */
};

/* One kind of label; a list ends with a NULL text. */
struct qgis_label {
	const char *text;                /* field or expression */
	const char *filter;              /* which features; NULL = all */
	const struct label_style *style;
	enum qgis_placement placement;
	double scale_max;                /* shown up to this scale denominator; 0 = always */
	int priority;                    /* 0..10, 10 wins */
	bool once;                       /* lines: no repetition along the way */
	const char *distance_mm;         /* expression: from the symbol; NULL = 0.6 */
};

/* <labeling>; `fonts` is the theme's list of families, of which QGIS gets the first. Letters are spaced and slanted where the
 * language's are. */
void qgis_labels(struct buf *b, const char *fonts, enum theme_lang lang, const struct qgis_label *list);

#endif
