/* Building blocks of QGIS's XML (3.22 and later): escaped text, options, data-defined properties, symbol layers.
 * Everything is appended to a buffer; a failure is sticky there. */
#ifndef KHARITA_WRITE_QGIS_XML_H
#define KHARITA_WRITE_QGIS_XML_H

#include "base/buf.h"
#include "write/theme.h"

/* Text with &, <, >, " escaped and control characters, which XML 1.0 forbids, dropped. */
void xml_text(struct buf *b, struct sv s);

/* name="value" with a blank before it. */
void xml_attribute(struct buf *b, const char *name, const char *value);
void xml_attribute_number(struct buf *b, const char *name, double value);

/* <name>text</name> */
void xml_element(struct buf *b, const char *name, const char *text);

/* <Option name type="QString" value/>, the form of all settings. */
void xml_option(struct buf *b, const char *name, const char *value);
void xml_option_number(struct buf *b, const char *name, double value);
void xml_option_colour(struct buf *b, const char *name, struct colour c);

/* "r,g,b,a" with 0..255. */
void xml_colour(struct buf *b, struct colour c);

/* One property that an expression sets per feature; a list of them ends with a NULL name. */
struct xml_property {
	const char *name;
	struct sv expression;
};
void xml_properties(struct buf *b, const char *element, const struct xml_property *list);

/* <symbol type="marker|line|fill">; symbol layers go between the two. */
void xml_symbol_open(struct buf *b, const char *name, const char *type);
void xml_symbol_close(struct buf *b);

/* Symbol layers of one piece. `properties` may be NULL. */
struct xml_marker {
	const char *shape; /* QGIS simple marker name */
	struct colour fill, stroke;
	double size_mm, stroke_mm;
};
void xml_marker_layer(struct buf *b, const struct xml_marker *m, const struct xml_property *properties);
void xml_line_layer(struct buf *b, const struct line_style *l);
void xml_fill_layer(struct buf *b, struct colour fill, const struct line_style *outline); /* NULL: no outline */

#endif
