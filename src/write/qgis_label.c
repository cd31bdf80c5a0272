#include "write/qgis_label.h"

static void first_family(struct buf *b, const char *fonts)
{
	struct sv rest = sv_cstr(fonts);
	struct sv family;
	sv_split(&rest, ',', &family);
	buf_append(b, SV(" fontFamily=\""));
	xml_text(b, sv_trim(family));
	buf_append_char(b, '"');
}

static void text_style(struct buf *b, const char *fonts, enum theme_lang lang, const struct qgis_label *l)
{
	buf_append(b, SV("<text-style isExpression=\"1\" fontSizeUnit=\"Point\" textOrientation=\"horizontal\""
	                 " multilineHeight=\"0.9\" capitalization=\"0\" blendMode=\"0\" textOpacity=\"1\""));
	first_family(b, fonts);
	xml_attribute(b, "fieldName", l->text);
	xml_attribute_number(b, "fontSize", l->style->size_pt);
	xml_attribute(b, "fontWeight", l->style->bold ? "75" : "50");
	xml_attribute(b, "namedStyle", l->style->bold ? "Bold" : "Regular");
	bool latin = lang == LANG_EN;
	xml_attribute_number(b, "fontLetterSpacing", latin ? l->style->spacing_em * l->style->size_pt : 0.0);
	xml_attribute(b, "fontItalic", latin && l->style->italic ? "1" : "0");
	buf_append(b, SV(" textColor=\""));
	xml_colour(b, l->style->colour);
	buf_append(
	    b, SV("\">\n<text-buffer bufferDraw=\"1\" bufferSizeUnits=\"MM\" bufferJoinStyle=\"128\" bufferNoFill=\"1\""
		  " bufferOpacity=\"1\" bufferBlendMode=\"0\""));
	xml_attribute_number(b, "bufferSize", l->style->halo_mm);
	buf_append(b, SV(" bufferColor=\""));
	xml_colour(b, l->style->halo);
	buf_append(b, SV("\"/>\n</text-style>\n"));
}

static void settings(struct buf *b, const char *fonts, enum theme_lang lang, const struct qgis_label *l)
{
	buf_append(b, SV("<settings calloutType=\"simple\">\n"));
	text_style(b, fonts, lang, l);
	buf_append(b, SV("<text-format multilineAlign=\"1\" wrapChar=\"\" autoWrapLength=\"0\" plussign=\"0\"/>\n"
	                 "<placement"));
	xml_attribute_number(b, "placement", l->placement);
	xml_attribute_number(b, "priority", l->priority);
	buf_append(
	    b, SV(" predefinedPositionOrder=\"TR,TL,BR,BL,R,L,TSR,BSR\" offsetType=\"1\" dist=\"0.6\" distUnits=\"MM\""
		  " quadOffset=\"4\" overrunDistance=\"0\" repeatDistance=\"0\" repeatDistanceUnits=\"MM\""
		  " polygonPlacementFlags=\"2\" centroidWhole=\"1\" fitInPolygonOnly=\"0\"/>\n"));
	buf_append(b, SV("<rendering drawLabels=\"1\" displayAll=\"0\" obstacleFactor=\"1\" scaleVisibility=\"0\""
	                 " fontLimitPixelSize=\"0\" labelPerPart=\"0\" upsidedownLabels=\"0\""));
	/* Symbols keep labels away; areas and rivers, which are everywhere, must not. */
	xml_attribute(b, "obstacle", l->placement == PLACEMENT_AROUND_POINT ? "1" : "0");
	xml_attribute(b, "mergeLines", l->once ? "1" : "0");
	buf_append(b, SV("/>\n"));
	if (l->distance_mm)
		xml_properties(
		    b, "dd_properties",
		    (const struct xml_property[]){{"LabelDistance", sv_cstr(l->distance_mm)}, {NULL, {NULL, 0}}});
	buf_append(b, SV("</settings>\n"));
}

void qgis_labels(struct buf *b, const char *fonts, enum theme_lang lang, const struct qgis_label *list)
{
	buf_append(b, SV("<labeling type=\"rule-based\"><rules key=\"labels\">\n"));
	for (unsigned i = 0; list[i].text; i++) {
		buf_printf(b, "<rule key=\"label-%u\" active=\"1\"", i);
		if (list[i].filter)
			xml_attribute(b, "filter", list[i].filter);
		if (list[i].scale_max > 0) {
			xml_attribute(b, "scalemindenom", "1");
			xml_attribute_number(b, "scalemaxdenom", list[i].scale_max);
		}
		buf_append(b, SV(">\n"));
		settings(b, fonts, lang, &list[i]);
		buf_append(b, SV("</rule>\n"));
	}
	buf_append(b, SV("</rules></labeling>\n"));
}
