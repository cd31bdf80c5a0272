#include "result/json_out.h"
#include "write/qgis_label.h"
#include "write/qgis_style.h"
#include "write/qgis_xml.h"

#include <stdio.h>

enum { WIDE_KM2 = 1000, EXPRESSION_MAX = 1 << 16, LABEL_SCALE_INCIDENT = 5000000, LABEL_SCALE_PLACE = 1500000 };

#define DISPLACEMENT_MM 0.4 /* symbols nearer than this are spread around their common place */

/* "CASE WHEN field >= from THEN value ... ELSE least END"; steps are sorted by `from`. */
static void put_steps(struct buf *b, const char *field, const struct theme_step *steps, size_t n)
{
	buf_append(b, SV("CASE"));
	for (size_t i = n; i-- > 1;) {
		buf_printf(b, " WHEN coalesce(\"%s\",0)>=", field);
		json_number(b, steps[i].from, 3);
		buf_append(b, SV(" THEN "));
		json_number(b, steps[i].value, 3);
	}
	buf_append(b, SV(" ELSE "));
	json_number(b, steps[0].value, 3);
	buf_append(b, SV(" END"));
}

static void put_size(struct buf *b, const struct theme *t, const struct theme_event *event, double plus_mm)
{
	buf_append_char(b, '(');
	put_steps(b, "fatalities", t->incident.sizes, t->incident.n_sizes);
	buf_append(b, SV(")*"));
	json_number(b, event->scale, 3);
	buf_append_char(b, '+');
	json_number(b, plus_mm, 3);
}

/* As theme_opacity(); what a reviewer rejected fades away. */
static void put_opacity(struct buf *b, const struct theme *t)
{
	buf_append(b, SV("255*(CASE WHEN \"review_status\"='rejected' THEN 0.15 ELSE ("));
	put_steps(b, "confidence", t->incident.confidence, t->incident.n_confidence);
	buf_append(b, SV(")*("));
	put_steps(b, "geo_precision", t->incident.precision, t->incident.n_precision);
	buf_append(b, SV(") END)"));
}

static void put_rgba(struct buf *b, struct colour c)
{
	buf_append(b, SV("color_rgba("));
	json_number(b, c.r * 255, 0);
	buf_append_char(b, ',');
	json_number(b, c.g * 255, 0);
	buf_append_char(b, ',');
	json_number(b, c.b * 255, 0);
	buf_append_char(b, ',');
}

/* A past incident is hollow: white inside, the type's colour as outline. */
static void put_colour(struct buf *b, const struct theme *t, struct colour current, struct colour past)
{
	buf_append(b, SV("CASE WHEN \"background\" THEN "));
	put_rgba(b, past);
	buf_append(b, SV("255) ELSE "));
	put_rgba(b, current);
	put_opacity(b, t);
	buf_append(b, SV(") END"));
}

static void event_symbol(struct buf *b, const struct theme *t, const struct theme_event *event, const char *name)
{
	const struct colour white = {1, 1, 1, 1};
	struct buf size, halo, fill, stroke, width;
	struct buf *all[] = {&size, &halo, &fill, &stroke, &width};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_init(all[i], EXPRESSION_MAX);
	put_size(&size, t, event, 0);
	put_size(&halo, t, event, 2 * (t->incident.halo_mm + t->incident.stroke_mm));
	put_colour(&fill, t, event->fill, white);
	put_colour(&stroke, t, event->stroke, event->fill);
	buf_append(&width, SV("CASE WHEN \"background\" THEN 2 ELSE 1 END*"));
	json_number(&width, t->incident.stroke_mm, 3);
	struct xml_marker marker = {marker_shape_name(event->shape), t->incident.halo, t->incident.halo, 4, 0};
	xml_symbol_open(b, name, "marker");
	xml_marker_layer(b, &marker, (const struct xml_property[]){{"size", buf_sv(&halo)}, {NULL, {NULL, 0}}});
	marker.fill = event->fill;
	marker.stroke = event->stroke;
	marker.stroke_mm = t->incident.stroke_mm;
	marker.size_mm = theme_symbol_size_mm(t, 1) * event->scale;
	xml_marker_layer(b, &marker,
	                 (const struct xml_property[]){{"size", buf_sv(&size)},
	                                               {"fillColor", buf_sv(&fill)},
	                                               {"outlineColor", buf_sv(&stroke)},
	                                               {"outlineWidth", buf_sv(&width)},
	                                               {NULL, {NULL, 0}}});
	xml_symbol_close(b);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		buf_inherit(b, all[i]);
		buf_release(all[i]);
	}
}

static const char *event_label(const struct theme_event *e, enum theme_lang lang)
{
	return lang == LANG_AR ? e->label_ar : e->label_en;
}

static void event_categories(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	buf_append(
	    b, SV("<renderer-v2 type=\"categorizedSymbol\" attr=\"event_type\" enableorderby=\"1\" symbollevels=\"0\""
		  " forceraster=\"0\">\n<categories>\n"));
	for (size_t i = 0; i < t->n_events; i++) {
		buf_append(b, SV("<category render=\"true\" type=\"string\""));
		xml_attribute_number(b, "symbol", (double)i);
		xml_attribute(b, "value", t->events[i].event_type);
		xml_attribute(b, "label", event_label(&t->events[i], lang));
		buf_append(b, SV("/>\n"));
	}
	buf_append(b, SV("</categories>\n<symbols>\n"));
	for (size_t i = 0; i < t->n_events; i++) {
		char name[24];
		snprintf(name, sizeof name, "%zu", i);
		event_symbol(b, t, &t->events[i], name);
	}
	/* The deadliest first, so that smaller symbols stay on top. */
	buf_append(
	    b, SV("</symbols>\n<orderby><orderByClause asc=\"0\" nullsFirst=\"0\">coalesce(&quot;fatalities&quot;,0)"
		  "</orderByClause></orderby>\n</renderer-v2>\n"));
}

/* What lies off its place is labelled with the words that say so, what lies between two places with both names: in the
 * report's own language, as the layer has no other of them. */
#define OFF_PLACE                                                                                                      \
	"CASE WHEN \"spatial_rel\" IN ('between','on_road','from_to') AND array_length(from_json(\"places\")) > 1 "    \
	"THEN "                                                                                                        \
	"from_json(\"places\")[0]['name_ar'] || ' – ' || from_json(\"places\")[1]['name_ar'] "                       \
	"WHEN \"spatial_rel\" IN ('offset','direction') AND length(\"where_description\") <= 30 "                      \
	"THEN \"where_description\" ELSE "

static void incidents(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	buf_append(
	    b, SV("<renderer-v2 type=\"pointDisplacement\" placement=\"1\" labelAttributeName=\"\" toleranceUnit=\"MM\""
		  " circleRadiusAddition=\"0\" enableorderby=\"0\" symbollevels=\"0\" forceraster=\"0\""));
	xml_attribute_number(b, "tolerance", DISPLACEMENT_MM);
	xml_attribute_number(b, "circleWidth", t->incident.leader.width_mm);
	buf_append(b, SV(" circleColor=\""));
	xml_colour(b, t->incident.leader.colour);
	buf_append(b, SV("\" maxLabelScaleDenominator=\"-1\">\n"));
	event_categories(b, t, lang);
	buf_append(b, SV("<labelFontProperties description=\"Sans Serif,8,-1,5,50,0,0,0,0,0\" style=\"\"/>\n"));
	const struct xml_marker centre = {"circle", t->incident.badge.fill, t->incident.badge.text, 1.2, 0.2};
	xml_symbol_open(b, "centerSymbol", "marker");
	xml_marker_layer(b, &centre, NULL);
	xml_symbol_close(b);
	buf_append(b, SV("</renderer-v2>\n"));
	/* One label a point, however many incidents lie there; all of them when the time slider thins them out. */
	const char *once = "\"at_point\" IS NOT NULL OR @map_start_time IS NOT NULL";
	const char *text = lang == LANG_AR ? OFF_PLACE "\"location_ar\" END"
	                                   : "coalesce(\"location\", \"location_ar\")";
	const struct qgis_label labels[] = {
		{text, once, &t->labels[LABEL_INCIDENT], PLACEMENT_AROUND_POINT, LABEL_SCALE_INCIDENT, 9, false,
	         "CASE WHEN \"at_point\" > 1 THEN 4.5 ELSE 0.6 END"}, /* clear of the ring around a shared point */
		{.text = NULL}};
	qgis_labels(b, t->fonts.text, lang, labels);
}

static void mentions(struct buf *b, const struct theme *t)
{
	struct xml_marker dot = {"circle", t->page.muted, t->place.fill, t->place.size_mm, t->place.stroke_mm / 2};
	qgis_renderer_open(b, NULL, 0);
	xml_symbol_open(b, "0", "marker");
	xml_marker_layer(b, &dot, NULL);
	xml_symbol_close(b);
	qgis_renderer_close(b);
}

/* Areas (countryside, badia, governorate) have a name but no dot: their point is only somewhere inside. */
#define IS_AREA "\"feature_code\" IN ('RGN','DSRT','ADM1','ADM2','ADM3','PCLI','RES')"

static void places(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	const struct colour clear = {0, 0, 0, 0};
	const struct qgis_rule rules[] = {
		{"NOT " IS_AREA " OR \"feature_code\" IS NULL", t->text[lang][TEXT_MENTIONED], 0, false},
		{IS_AREA, qgis_word(WORD_AREA, lang), 0, false},
	};
	qgis_renderer_open(b, rules, 2);
	const struct xml_marker dot = {"circle", t->place.fill, t->place.stroke, t->place.size_mm, t->place.stroke_mm};
	xml_symbol_open(b, "0", "marker");
	xml_marker_layer(b, &dot, NULL);
	xml_symbol_close(b);
	const struct xml_marker nothing = {"circle", clear, clear, t->place.size_mm, 0};
	xml_symbol_open(b, "1", "marker");
	xml_marker_layer(b, &nothing, NULL);
	xml_symbol_close(b);
	qgis_renderer_close(b);
	const char *text = lang == LANG_AR ? "\"name_ar\"" : "coalesce(\"name_en\", \"name_ar\")";
	const struct qgis_label labels[] = {
		{text, "\"incidents_here\" = 0 AND \"kind\" = 'city' AND NOT " IS_AREA, &t->labels[LABEL_CITY],
	         PLACEMENT_AROUND_POINT, 0, 7, false, NULL},
		{text, "\"incidents_here\" = 0 AND \"kind\" <> 'city' AND NOT " IS_AREA, &t->labels[LABEL_MENTIONED],
	         PLACEMENT_AROUND_POINT, LABEL_SCALE_PLACE, 4, false, NULL},
		{text, "\"incidents_here\" = 0 AND \"kind\" <> 'governorate' AND \"kind\" <> 'country' AND " IS_AREA,
	         &t->labels[LABEL_MENTIONED], PLACEMENT_OVER_POINT, LABEL_SCALE_PLACE, 3, false, NULL},
		{.text = NULL}};
	qgis_labels(b, t->fonts.text, lang, labels);
}

/* Overlapping extents would add up to a dark cloud: each is drawn once, without hatch, and wide ones without fill. */
static void extents(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	char small[128];
	char wide[160];
	snprintf(small, sizeof small, "\"first_of_extent\" AND \"area_km2\" < %d", WIDE_KM2);
	snprintf(wide, sizeof wide, "\"first_of_extent\" AND \"area_km2\" >= %d AND \"area_km2\" < %.0f", WIDE_KM2,
	         t->extent.max_area_km2);
	const struct qgis_rule rules[] = {
		{small, qgis_word(WORD_EXTENT_INCIDENT, lang), 0, false},
		{wide, qgis_word(WORD_EXTENT_WIDE, lang), 0, false},
		{"\"event_id\" IS NULL", qgis_word(WORD_EXTENT_MENTION, lang), 0, true},
	};
	qgis_renderer_open(b, rules, 3);
	xml_symbol_open(b, "0", "fill");
	xml_fill_layer(b, t->extent.fill, NULL);
	xml_line_layer(b, &t->extent.outline);
	xml_symbol_close(b);
	for (char name[] = "1"; name[0] < '3'; name[0]++) {
		struct line_style outline = t->extent.outline;
		outline.colour = t->extent.hatch.colour;
		xml_symbol_open(b, name, "fill");
		xml_line_layer(b, &outline);
		xml_symbol_close(b);
	}
	qgis_renderer_close(b);
}

static void routes(struct buf *b, const struct theme *t)
{
	qgis_renderer_open(b, NULL, 0);
	xml_symbol_open(b, "0", "line");
	xml_line_layer(b, &t->route.casing);
	xml_line_layer(b, &t->route.line);
	xml_symbol_close(b);
	qgis_renderer_close(b);
}

void qgis_symbols(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	switch ((int)l->id) {
	case LAYER_INCIDENTS:
		incidents(b, t, lang);
		break;
	case LAYER_MENTIONS:
		mentions(b, t);
		break;
	case LAYER_PLACES:
		places(b, t, lang);
		break;
	case LAYER_EXTENTS:
		extents(b, t, lang);
		break;
	default:
		routes(b, t);
	}
}
