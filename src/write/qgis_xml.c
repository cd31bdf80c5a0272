#include "write/qgis_xml.h"

#include "result/json_out.h"

#include <math.h>

void xml_text(struct buf *b, struct sv s)
{
	static const struct {
		char c;
		const char *entity;
	} escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}};
	for (size_t i = 0; i < s.len; i++) {
		const char *entity = NULL;
		for (size_t k = 0; k < sizeof escapes / sizeof *escapes; k++)
			if (escapes[k].c == s.ptr[i])
				entity = escapes[k].entity;
		if (entity)
			buf_append_cstr(b, entity);
		else if ((unsigned char)s.ptr[i] >= 0x20)
			buf_append_char(b, s.ptr[i]);
	}
}

void xml_attribute(struct buf *b, const char *name, const char *value)
{
	buf_append_char(b, ' ');
	buf_append_cstr(b, name);
	buf_append(b, SV("=\""));
	xml_text(b, sv_cstr(value));
	buf_append_char(b, '"');
}

void xml_attribute_number(struct buf *b, const char *name, double value)
{
	buf_append_char(b, ' ');
	buf_append_cstr(b, name);
	buf_append(b, SV("=\""));
	json_number(b, value, 4);
	buf_append_char(b, '"');
}

void xml_element(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "<%s>", name);
	xml_text(b, sv_cstr(text));
	buf_printf(b, "</%s>\n", name);
}

static void option_open(struct buf *b, const char *name)
{
	buf_append(b, SV("<Option type=\"QString\""));
	xml_attribute(b, "name", name);
}

void xml_option(struct buf *b, const char *name, const char *value)
{
	option_open(b, name);
	xml_attribute(b, "value", value);
	buf_append(b, SV("/>\n"));
}

void xml_option_number(struct buf *b, const char *name, double value)
{
	option_open(b, name);
	xml_attribute_number(b, "value", value);
	buf_append(b, SV("/>\n"));
}

void xml_colour(struct buf *b, struct colour c)
{
	buf_printf(b, "%ld,%ld,%ld,%ld", lround(c.r * 255), lround(c.g * 255), lround(c.b * 255), lround(c.a * 255));
}

void xml_option_colour(struct buf *b, const char *name, struct colour c)
{
	option_open(b, name);
	buf_append(b, SV(" value=\""));
	xml_colour(b, c);
	buf_append(b, SV("\"/>\n"));
}

void xml_properties(struct buf *b, const char *element, const struct xml_property *list)
{
	buf_printf(b, "<%s><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/>\n", element);
	buf_append(b, SV("<Option type=\"Map\" name=\"properties\">\n"));
	for (; list && list->name; list++) {
		buf_append(b, SV("<Option type=\"Map\""));
		xml_attribute(b, "name", list->name);
		buf_append(b, SV("><Option type=\"bool\" name=\"active\" value=\"true\"/>"
		                 "<Option type=\"QString\" name=\"expression\" value=\""));
		xml_text(b, list->expression);
		buf_append(b, SV("\"/><Option type=\"int\" name=\"type\" value=\"3\"/></Option>\n"));
	}
	buf_printf(b, "</Option><Option type=\"QString\" name=\"type\" value=\"collection\"/></Option></%s>\n",
		   element);
}

void xml_symbol_open(struct buf *b, const char *name, const char *type)
{
	buf_append(b, SV("<symbol alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\""));
	xml_attribute(b, "name", name);
	xml_attribute(b, "type", type);
	buf_append(b, SV(">\n"));
}

void xml_symbol_close(struct buf *b)
{
	buf_append(b, SV("</symbol>\n"));
}

static void layer_open(struct buf *b, const char *class)
{
	buf_append(b, SV("<layer enabled=\"1\" locked=\"0\" pass=\"0\""));
	xml_attribute(b, "class", class);
	buf_append(b, SV("><Option type=\"Map\">\n"));
}

void xml_marker_layer(struct buf *b, const struct xml_marker *m, const struct xml_property *properties)
{
	layer_open(b, "SimpleMarker");
	xml_option(b, "name", m->shape);
	xml_option_colour(b, "color", m->fill);
	xml_option_colour(b, "outline_color", m->stroke);
	xml_option(b, "outline_style", m->stroke_mm > 0 ? "solid" : "no");
	xml_option_number(b, "outline_width", m->stroke_mm);
	xml_option(b, "outline_width_unit", "MM");
	xml_option_number(b, "size", m->size_mm);
	xml_option(b, "size_unit", "MM");
	xml_option(b, "joinstyle", "miter");
	xml_option(b, "scale_method", "diameter");
	buf_append(b, SV("</Option>\n"));
	if (properties)
		xml_properties(b, "data_defined_properties", properties);
	buf_append(b, SV("</layer>\n"));
}

static void dash_options(struct buf *b, const struct line_style *l)
{
	if (l->n_dashes == 0)
		return;
	xml_option(b, "use_custom_dash", "1");
	xml_option(b, "customdash_unit", "MM");
	option_open(b, "customdash");
	buf_append(b, SV(" value=\""));
	for (size_t i = 0; i < l->n_dashes; i++) {
		buf_append_cstr(b, i ? ";" : "");
		json_number(b, l->dash_mm[i], 2);
	}
	buf_append(b, SV("\"/>\n"));
}

void xml_line_layer(struct buf *b, const struct line_style *l)
{
	layer_open(b, "SimpleLine");
	xml_option_colour(b, "line_color", l->colour);
	xml_option_number(b, "line_width", l->width_mm);
	xml_option(b, "line_width_unit", "MM");
	xml_option(b, "line_style", "solid");
	xml_option(b, "capstyle", l->n_dashes ? "flat" : "round");
	xml_option(b, "joinstyle", "round");
	dash_options(b, l);
	buf_append(b, SV("</Option></layer>\n"));
}

void xml_fill_layer(struct buf *b, struct colour fill, const struct line_style *outline)
{
	layer_open(b, "SimpleFill");
	xml_option_colour(b, "color", fill);
	xml_option(b, "style", fill.a > 0 ? "solid" : "no");
	xml_option(b, "outline_style", outline ? "solid" : "no");
	if (outline) {
		xml_option_colour(b, "outline_color", outline->colour);
		xml_option_number(b, "outline_width", outline->width_mm);
		xml_option(b, "outline_width_unit", "MM");
	}
	xml_option(b, "joinstyle", "round");
	buf_append(b, SV("</Option></layer>\n"));
}
