#include "write/qgis_layout.h"

#include "write/qgis_xml.h"

#include <math.h>
#include <stdio.h>

/* QGIS's numbers of layout items (QgsLayoutItemRegistry, 3.x). */
enum item { ITEM_PAGE = 65638, ITEM_MAP = 65639, ITEM_PICTURE = 65640, ITEM_LABEL = 65641, ITEM_LEGEND = 65642,
	    ITEM_SCALE_BAR = 65646 };

enum { ALIGN_LEFT = 1, ALIGN_RIGHT = 2 };

static const double margin_mm = 8.0, title_mm = 13.0, notes_mm = 9.0, panel_share = 0.22;

struct sheet {
	const char *name;
	double width_mm, height_mm, points; /* points: of the text */
};
static const struct sheet sheets[] = {{"A4", 297.0, 210.0, 8.0}, {"A3", 420.0, 297.0, 10.0}};

struct place {
	double x, y, width, height;
	bool from_right; /* an item that fits itself to what it holds stays at the right */
};

/* A name that is the same in every run: items refer to one another by it. */
static void uuid_attribute(struct buf *b, const char *name, size_t sheet, unsigned item)
{
	char id[64];
	snprintf(id, sizeof id, "{6b686172-6974-4100-8000-%08zx%04x}", sheet, item);
	xml_attribute(b, name, id);
}

static void item_open(struct buf *b, size_t sheet, enum item kind, unsigned order, struct place at, bool framed)
{
	char position[96], size[96];
	snprintf(position, sizeof position, "%.3f,%.3f,mm", at.x + (at.from_right ? at.width : 0.0), at.y);
	snprintf(size, sizeof size, "%.3f,%.3f,mm", at.width, at.height);
	buf_printf(b, "<LayoutItem type=\"%d\"", (int)kind);
	xml_attribute(b, "position", position);
	xml_attribute(b, "positionOnPage", position);
	xml_attribute(b, "size", size);
	uuid_attribute(b, "uuid", sheet, order);
	uuid_attribute(b, "templateUuid", sheet, order);
	xml_attribute_number(b, "zValue", order);
	xml_attribute(b, "frame", framed ? "true" : "false");
	xml_attribute(b, "background", kind == ITEM_PAGE || kind == ITEM_MAP ? "true" : "false");
	xml_attribute(b, "referencePoint", at.from_right ? "2" : "0");
	buf_append(b, SV(" positionLock=\"false\" visibility=\"1\" opacity=\"1\" blendMode=\"0\" "
			 "itemRotation=\"0\" outlineWidthM=\"0.3,mm\" frameJoinStyle=\"miter\" excludeFromExports=\"0\" groupUuid=\"\""));
}

static void item_body_on(struct buf *b, struct colour ground)
{
	buf_printf(b, "><FrameColor red=\"58\" green=\"54\" blue=\"51\" alpha=\"255\"/>"
	              "<BackgroundColor red=\"%ld\" green=\"%ld\" blue=\"%ld\" alpha=\"255\"/>",
	           lround(ground.r * 255), lround(ground.g * 255), lround(ground.b * 255));
}

static void item_body(struct buf *b)
{
	item_body_on(b, (struct colour){1.0, 1.0, 1.0, 1.0});
}

static void put_page(struct buf *b, size_t sheet)
{
	const struct sheet *s = &sheets[sheet];
	buf_append(b, SV("<PageCollection>"));
	xml_symbol_open(b, "", "fill");
	xml_fill_layer(b, (struct colour){1.0, 1.0, 1.0, 1.0}, NULL);
	xml_symbol_close(b);
	item_open(b, sheet, ITEM_PAGE, 0, (struct place){0.0, 0.0, s->width_mm, s->height_mm, false}, false);
	item_body(b);
	xml_symbol_open(b, "", "fill");
	xml_fill_layer(b, (struct colour){1.0, 1.0, 1.0, 1.0}, NULL);
	xml_symbol_close(b);
	buf_append(b, SV("</LayoutItem><GuideCollection visible=\"1\"/></PageCollection>\n"));
}

/* The frame widened to the item's shape. */
static void put_map(struct buf *b, size_t sheet, const struct theme *t, struct place at, struct qgis_frame f)
{
	double width = f.max_x - f.min_x, height = f.max_y - f.min_y;
	double wanted = fmax(width / at.width, height / at.height);
	double x = (f.min_x + f.max_x) / 2.0, y = (f.min_y + f.max_y) / 2.0;
	item_open(b, sheet, ITEM_MAP, 1, at, true);
	xml_attribute(b, "id", "map");
	buf_append(b, SV(" followPreset=\"false\" keepLayerSet=\"false\" mapRotation=\"0\" drawCanvasItems=\"true\" labelMargin=\"0,mm\""
			 " mapFlags=\"0\" isTemporal=\"0\""));
	item_body_on(b, t->basemap.neighbour);
	buf_append(b, SV("<Extent"));
	xml_attribute_number(b, "xmin", x - wanted * at.width / 2.0);
	xml_attribute_number(b, "xmax", x + wanted * at.width / 2.0);
	xml_attribute_number(b, "ymin", y - wanted * at.height / 2.0);
	xml_attribute_number(b, "ymax", y + wanted * at.height / 2.0);
	buf_append(b, SV("/><LayerSet/><AtlasMap scalingMode=\"2\" atlasDriven=\"0\" margin=\"0.1\"/></LayoutItem>\n"));
}

static void font(struct buf *b, const char *element, const struct theme *t, double points, bool bold)
{
	struct sv family = sv_cstr(t->fonts.text), first;
	sv_split(&family, ',', &first);
	first = sv_trim(first);
	buf_printf(b, "<%s description=\"%.*s,%g,-1,5,%d,0,0,0,0,0\" style=\"\"/>", element, SV_ARG(first), points,
		   bold ? 75 : 50);
}

struct label {
	unsigned order;
	struct place at;
	double points;
	bool bold;
};

static void put_label(struct buf *b, size_t sheet, const struct theme *t, enum theme_lang lang, const struct label *l,
		      const char *text)
{
	item_open(b, sheet, ITEM_LABEL, l->order, l->at, false);
	xml_attribute(b, "labelText", text);
	xml_attribute_number(b, "halign", lang == LANG_AR ? ALIGN_RIGHT : ALIGN_LEFT);
	buf_append(b, SV(" valign=\"32\" marginX=\"0\" marginY=\"0\" htmlState=\"0\""));
	item_body(b);
	font(b, "LabelFont", t, l->points, l->bold);
	buf_append(b, SV("<FontColor red=\"31\" green=\"31\" blue=\"31\" alpha=\"255\"/></LayoutItem>\n"));
}

/* All that a layout is made from. */
struct design {
	const struct theme *theme;
	enum theme_lang lang;
	struct qgis_frame frame;
	const struct qgis_legend_layer *legend;
	size_t n_legend;
};

static void put_legend(struct buf *b, size_t sheet, const struct design *d, struct place at)
{
	const struct theme *t = d->theme;
	enum theme_lang lang = d->lang;
	static const char *const styles[] = {"title", "group", "subgroup", "symbol", "symbolLabel"};
	item_open(b, sheet, ITEM_LEGEND, 3, at, false);
	uuid_attribute(b, "map_uuid", sheet, 1);
	xml_attribute(b, "titleAlignment", lang == LANG_AR ? "2" : "1");
	xml_attribute(b, "symbolAlignment", lang == LANG_AR ? "2" : "1");
	buf_append(b, SV(" title=\"\" wrapChar=\"\" columnCount=\"1\" splitLayer=\"0\" equalColumnWidth=\"0\" symbolWidth=\"6\" symbolHeight=\"3\""
			 " resizeToContents=\"1\" lineSpacing=\"1\" boxSpace=\"1\" columnSpace=\"2\" legendFilterByAtlas=\"0\""
			 " wmsLegendWidth=\"50\" wmsLegendHeight=\"25\" rasterBorder=\"0\" rasterBorderColor=\"0,0,0,255\""
			 " rasterBorderWidth=\"0\" maxSymbolSize=\"0\" minSymbolSize=\"0\" fontColor=\"#1f1f1f\""));
	item_body(b);
	buf_append(b, SV("<styles>"));
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		buf_append(b, SV("<style indent=\"0\" marginTop=\"1.2\" marginLeft=\"1\" marginBottom=\"0\""));
		xml_attribute(b, "name", styles[i]);
		xml_attribute(b, "alignment", lang == LANG_AR ? "2" : "1");
		buf_append_char(b, '>');
		font(b, "styleFont", t, sheets[sheet].points * (i < 3 ? 1.0 : 0.85), i < 3);
		buf_append(b, SV("</style>"));
	}
	buf_append(b, SV("</styles><layer-tree-group><customproperties/>"));
	for (size_t i = 0; i < d->n_legend; i++) {
		buf_append(b, SV("<layer-tree-layer checked=\"Qt::Checked\" expanded=\"1\" providerKey=\"ogr\""));
		xml_attribute(b, "id", d->legend[i].id);
		xml_attribute(b, "name", d->legend[i].name);
		buf_append(b, SV("><customproperties>"));
		if (d->legend[i].nodes) {
			buf_append(b, SV("<Option type=\"Map\">"));
			xml_option(b, "legend/node-order", d->legend[i].nodes);
			buf_append(b, SV("</Option>"));
		}
		buf_append(b, SV("</customproperties></layer-tree-layer>"));
	}
	buf_append(b, SV("</layer-tree-group></LayoutItem>\n"));
}

static void put_scale_bar(struct buf *b, size_t sheet, const struct theme *t, enum theme_lang lang, struct place at)
{
	struct sv families = sv_cstr(t->fonts.text), family;
	sv_split(&families, ',', &family);
	item_open(b, sheet, ITEM_SCALE_BAR, 4, at, false);
	uuid_attribute(b, "mapUuid", sheet, 1);
	xml_attribute(b, "unitLabel", t->text[lang][TEXT_KILOMETRE]);
	buf_append(b, SV(" style=\"Single Box\" unitType=\"km\" numMapUnitsPerScaleBarUnit=\"1\" segmentSizeMode=\"1\" minBarWidth=\"25\""
			 " maxBarWidth=\"45\" numSegments=\"2\" numSegmentsLeft=\"0\" numUnitsPerSegment=\"50\" height=\"1.5\" labelBarSpace=\"1\""
			 " boxContentSpace=\"1\" alignment=\"0\" subdivisionsHeight=\"1.5\" numSubdivisions=\"1\" outlineWidth=\"0.2\""
			 " lineJoinStyle=\"miter\" lineCapStyle=\"square\" labelHorizontalPlacement=\"0\" labelVerticalPlacement=\"0\""));
	item_body(b);
	buf_append(b, SV("<text-style fontFamily=\""));
	xml_text(b, sv_trim(family));
	buf_printf(b, "\" fontSize=\"%g\" fontSizeUnit=\"Point\" fontWeight=\"50\" textColor=\"31,31,31,255\" textOpacity=\"1\""
		      " namedStyle=\"\" multilineHeight=\"1\" textOrientation=\"horizontal\"/></LayoutItem>\n",
		   0.9 * sheets[sheet].points);
}

static void put_north(struct buf *b, size_t sheet, struct place at)
{
	item_open(b, sheet, ITEM_PICTURE, 5, at, false);
	buf_append(b, SV(" file=\":/images/north_arrows/layout_default_north_arrow.svg\" mode=\"2\" resizeMode=\"0\" anchorPoint=\"4\""
			 " northMode=\"0\" northOffset=\"0\" pictureRotation=\"0\" svgFillColor=\"255,255,255,255\""
			 " svgBorderColor=\"31,31,31,255\" svgBorderWidth=\"0.2\""));
	uuid_attribute(b, "mapUuid", sheet, 1);
	item_body(b);
	buf_append(b, SV("</LayoutItem>\n"));
}

static void put_sheet(struct buf *b, size_t sheet, const struct design *d)
{
	const struct theme *t = d->theme;
	enum theme_lang lang = d->lang;
	const struct sheet *s = &sheets[sheet];
	const char *const *text = t->text[lang];
	double panel = panel_share * s->width_mm, inner = s->width_mm - 2.0 * margin_mm;
	double top = margin_mm + title_mm + 2.0, bottom = s->height_mm - margin_mm - notes_mm - 2.0;
	double map_x = lang == LANG_AR ? margin_mm + panel + 3.0 : margin_mm;
	double panel_x = lang == LANG_AR ? margin_mm : s->width_mm - margin_mm - panel;
	char notes[1600];
	snprintf(notes, sizeof notes, "%s %s %s", text[TEXT_UNVERIFIED], text[TEXT_DISCLAIMER], text[TEXT_BASE_DATA]);
	buf_append(b, SV("<Layout units=\"mm\" printResolution=\"300\" worldFileMap=\"\""));
	xml_attribute(b, "name", s->name);
	buf_append(b, SV(">\n<Snapper tolerance=\"5\" snapToGrid=\"0\" snapToGuides=\"1\" snapToItems=\"1\"/>"
			 "<Grid resolution=\"10\" resUnits=\"mm\" offsetX=\"0\" offsetY=\"0\" offsetUnits=\"mm\"/>\n"));
	put_page(b, sheet);
	put_map(b, sheet, t, (struct place){map_x, top, inner - panel - 3.0, bottom - top, false}, d->frame);
	const struct label title = {2, {margin_mm, margin_mm, inner, title_mm, false}, 2.0 * s->points, true};
	const struct label note = {6, {margin_mm, s->height_mm - margin_mm - notes_mm, inner, notes_mm, false}, 0.8 * s->points, false};
	put_label(b, sheet, t, lang, &title, "[% @project_title %]");
	put_legend(b, sheet, d, (struct place){panel_x, top, panel, bottom - top - 24.0, lang == LANG_AR});
	put_scale_bar(b, sheet, t, lang, (struct place){panel_x, bottom - 13.0, panel - 16.0, 13.0, false});
	put_north(b, sheet, (struct place){panel_x + panel - 14.0, bottom - 16.0, 12.0, 15.0, false});
	put_label(b, sheet, t, lang, &note, notes);
	buf_append(b, SV("</Layout>\n"));
}

void qgis_layouts(struct buf *b, const struct theme *t, enum theme_lang lang, struct qgis_frame frame,
                  const struct qgis_legend_layer *legend, size_t n_legend)
{
	const struct design d = {t, lang, frame, legend, n_legend};
	buf_append(b, SV("<Layouts>\n"));
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
		put_sheet(b, i, &d);
	buf_append(b, SV("</Layouts>\n"));
}
