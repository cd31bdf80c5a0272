#include "write/qgis_style.h"

#include "write/qgis_xml.h"

/* Layers that crowd a small-scale map appear when the user comes nearer than this scale denominator. */
static double scale_limit(enum layer_id id)
{
	return id == LAYER_ROADS ? 4e6 : 0;
}

void qgis_style_attributes(struct buf *b, const struct layer *l)
{
	double limit = scale_limit(l->id);
	xml_attribute(b, "styleCategories", "AllStyleCategories");
	xml_attribute(b, "hasScaleBasedVisibilityFlag", limit > 0 ? "1" : "0");
	xml_attribute_number(b, "minScale", limit > 0 ? limit : 1e8);
	xml_attribute(b, "maxScale", "0");
	xml_attribute(b, "simplifyDrawingHints", l->geometry == GEOMETRY_POINT ? "0" : "1");
	xml_attribute(b, "simplifyDrawingTol", "1");
	xml_attribute(b, "simplifyLocal", "1");
	xml_attribute(b, "readOnly", "0");
}

static void put_rules(struct buf *b, const struct qgis_rule *rules, size_t n)
{
	buf_append(b, SV("<rules key=\"rules\">\n"));
	for (size_t i = 0; i < n; i++) {
		buf_printf(b, "<rule key=\"rule-%zu\" symbol=\"%zu\"", i, i);
		if (rules[i].filter)
			xml_attribute(b, "filter", rules[i].filter);
		xml_attribute(b, "label", rules[i].label ? rules[i].label : "");
		if (rules[i].scale_max > 0) {
			xml_attribute(b, "scalemindenom", "1");
			xml_attribute_number(b, "scalemaxdenom", rules[i].scale_max);
		}
		if (rules[i].off)
			xml_attribute(b, "checkstate", "0");
		buf_append(b, SV("/>\n"));
	}
	buf_append(b, SV("</rules>\n"));
}

static void renderer_open(struct buf *b, const struct qgis_rule *rules, size_t n, bool ordered)
{
	buf_printf(b, "<renderer-v2 type=\"%s\" enableorderby=\"%d\" symbollevels=\"0\" forceraster=\"0\">\n",
	           n ? "RuleRenderer" : "singleSymbol", ordered);
	if (n)
		put_rules(b, rules, n);
	buf_append(b, SV("<symbols>\n"));
}

void qgis_renderer_open(struct buf *b, const struct qgis_rule *rules, size_t n)
{
	renderer_open(b, rules, n, false);
}

void qgis_renderer_open_ordered(struct buf *b, const struct qgis_rule *rules, size_t n)
{
	renderer_open(b, rules, n, true);
}

void qgis_renderer_close(struct buf *b)
{
	buf_append(b, SV("</symbols></renderer-v2>\n"));
}

void qgis_renderer_close_ordered(struct buf *b, const char *expression)
{
	buf_append(b, SV("</symbols>\n<orderby><orderByClause asc=\"1\" nullsFirst=\"0\">"));
	xml_text(b, sv_cstr(expression));
	buf_append(b, SV("</orderByClause></orderby></renderer-v2>\n"));
}

/* One instant a feature: the layer follows QGIS's temporal controller. */
static void temporal(struct buf *b, const struct layer *l)
{
	bool timed = l->id == LAYER_INCIDENTS;
	buf_printf(b,
		   "<temporal enabled=\"%d\" mode=\"%d\" fixedDuration=\"0\" durationUnit=\"days\" durationField=\"\""
		   " startField=\"%s\" endField=\"\" endExpression=\"\" startExpression=\"\" accumulate=\"0\""
		   " limitMode=\"0\"><fixedRange><start></start><end></end></fixedRange></temporal>\n",
		   timed, timed ? 1 : 0, timed ? "event_date" : "");
}

void qgis_style_body(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	if (l->geometry != GEOMETRY_NONE) {
		buf_append(b, SV("<flags><Identifiable>"));
		buf_append_cstr(b, l->id < LAYER_COUNT ? "1" : "0");
		buf_append(b, SV("</Identifiable><Removable>1</Removable><Searchable>1</Searchable><Private>0</"
				 "Private></flags>\n"));
		temporal(b, l);
		if (l->id < LAYER_COUNT)
			qgis_symbols(b, t, lang, l);
		else
			qgis_base_symbols(b, t, lang, l);
		buf_append(b, SV("<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</"
				 "layerOpacity>\n"));
	}
	qgis_form(b, t, lang, l);
}

void qgis_style_document(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	static const int geometry_types[] = {
		[GEOMETRY_POINT] = 0, [GEOMETRY_LINE] = 1, [GEOMETRY_POLYGON] = 2, [GEOMETRY_NONE] = 4};
	buf_append(b, SV("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis"));
	xml_attribute(b, "version", QGIS_VERSION);
	qgis_style_attributes(b, l);
	buf_append(b, SV(">\n"));
	qgis_style_body(b, t, lang, l);
	buf_printf(b, "<layerGeometryType>%d</layerGeometryType>\n</qgis>\n", geometry_types[l->geometry]);
}
