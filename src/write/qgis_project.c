#include "write/qgis_project.h"

#include "result/json_out.h"
#include "write/qgis_layout.h"
#include "write/qgis_xml.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DOCUMENT_MAX = 1 << 26, MAX_BOOKMARKS = 16 };

/* Order of the layer tree, top first. */
static const struct {
	enum qgis_group group;
	enum layer_id id;
	bool visible;
} tree[] = {
	{GROUP_EVENTS, LAYER_INCIDENTS, true},
	{GROUP_EVENTS, LAYER_MENTIONS, false},
	{GROUP_EVENTS, LAYER_PLACES, true},
	{GROUP_EVENTS, LAYER_ROUTES, true},
	{GROUP_EVENTS, LAYER_EXTENTS, true},
	{GROUP_BASEMAP, LAYER_SETTLEMENTS, true},
	{GROUP_BASEMAP, LAYER_BORDERS, true},
	{GROUP_BASEMAP, LAYER_ROADS, true},
	{GROUP_BASEMAP, LAYER_RIVERS, true},
	{GROUP_BASEMAP, LAYER_AREAS, true},
	{GROUP_TABLES, LAYER_ARTICLES, true},
	{GROUP_TABLES, LAYER_SOURCES, true},
	{GROUP_TABLES, LAYER_UNRESOLVED, true},
};
#define TREE_SIZE (sizeof tree / sizeof *tree)

#define PROJECT_CRS "EPSG:3857" /* that of the tiles */
#define TILES_ID "incident_tiles_kharita"

static void layer_name(char out[64], const struct layer *l)
{
	snprintf(out, 64, "%s_kharita", l->name); /* QGIS wants more than ten characters */
}

static void spatialrefsys(struct buf *b, const char *authid, const char *wkt)
{
	/* Any srsid below the user's own range makes QGIS read the authid. */
	buf_append(b, SV("<spatialrefsys nativeFormat=\"Wkt\">"));
	if (wkt)
		xml_element(b, "wkt", wkt);
	buf_append(b, SV("<srsid>"));
	buf_append_cstr(b, authid[0] ? "1" : "0");
	buf_append(b, SV("</srsid>"));
	xml_element(b, "authid", authid);
	buf_append(b, SV("</spatialrefsys>"));
}

static void srs(struct buf *b, const char *element, const char *authid, const char *wkt)
{
	buf_printf(b, "<%s>", element);
	spatialrefsys(b, authid, wkt);
	buf_printf(b, "</%s>\n", element);
}

static void package_srs(struct buf *b, const struct gpkg_crs *c)
{
	char *wkt = NULL;
	const char *const options[] = {"FORMAT=WKT2_2019", NULL};
	OSRExportToWktEx(c->srs, &wkt, options);
	srs(b, "srs", c->authority, wkt);
	CPLFree(wkt);
}

/* A frame, in degrees or in metres. */
struct bounds {
	double min_x, min_y, max_x, max_y;
};

/* What the view shows first, in WGS 84. */
static bool frame_points(const struct layer *l, struct bounds *out)
{
	bool any = false;
	for (size_t i = 0; i < l->n; i++) {
		struct lonlat p;
		if (!layer_point(l, layer_record(l, i), &p))
			continue;
		if (!any)
			*out = (struct bounds){p.lon_deg, p.lat_deg, p.lon_deg, p.lat_deg};
		any = true;
		out->min_x = fmin(out->min_x, p.lon_deg);
		out->max_x = fmax(out->max_x, p.lon_deg);
		out->min_y = fmin(out->min_y, p.lat_deg);
		out->max_y = fmax(out->max_y, p.lat_deg);
	}
	return any;
}

static struct bounds frame(const struct qgis_project *p)
{
	static const enum layer_id order[] = {LAYER_INCIDENTS, LAYER_PLACES, LAYER_SETTLEMENTS};
	struct bounds f = {35.6, 32.3, 42.4, 37.4}; /* Syria */
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (frame_points(&p->layers[order[i]], &f))
			break;
	double margin_x = fmax(0.25, 0.12 * (f.max_x - f.min_x));
	double margin_y = fmax(0.2, 0.12 * (f.max_y - f.min_y));
	struct xy low = geo_to_mercator((struct lonlat){f.min_x - margin_x, fmax(f.min_y - margin_y, -80)});
	struct xy high = geo_to_mercator((struct lonlat){f.max_x + margin_x, fmin(f.max_y + margin_y, 80)});
	return (struct bounds){low.x_m, low.y_m, high.x_m, high.y_m};
}

static void tree_layer(struct buf *b, const char *id, const char *name, const char *provider, bool visible)
{
	buf_append(b, SV("<layer-tree-layer expanded=\"0\" legend_exp=\"\" patch_size=\"-1,-1\""));
	xml_attribute(b, "id", id);
	xml_attribute(b, "name", name);
	xml_attribute(b, "providerKey", provider);
	xml_attribute(b, "checked", visible ? "Qt::Checked" : "Qt::Unchecked");
	buf_append(b, SV("><customproperties/></layer-tree-layer>\n"));
}

static void group_open(struct buf *b, const struct qgis_project *p, enum qgis_group g, bool expanded, bool visible)
{
	buf_append(b, SV("<layer-tree-group groupLayer=\"\""));
	xml_attribute(b, "name", qgis_group_title(g, p->lang));
	xml_attribute(b, "expanded", expanded ? "1" : "0");
	xml_attribute(b, "checked", visible ? "Qt::Checked" : "Qt::Unchecked");
	buf_append(b, SV("><customproperties/>\n"));
}

/* The tiles repeat the vectors as pictures, for sharing; they are off at first. */
static void layer_tree(struct buf *b, const struct qgis_project *p)
{
	buf_append(b, SV("<layer-tree-group><customproperties/>\n"));
	for (enum qgis_group g = 0; g < GROUP_COUNT; g++) {
		if (g == GROUP_TILES && !p->tiles)
			continue;
		group_open(b, p, g, g == GROUP_EVENTS, g != GROUP_TILES);
		for (size_t i = 0; i < TREE_SIZE; i++) {
			const struct layer *l = &p->layers[tree[i].id];
			char id[64];
			layer_name(id, l);
			if (tree[i].group == g)
				tree_layer(b, id, qgis_layer_title(l->id, p->lang), "ogr", tree[i].visible);
		}
		if (g == GROUP_TILES)
			tree_layer(b, TILES_ID, p->tiles, "gdal", false);
		buf_append(b, SV("</layer-tree-group>\n"));
	}
	buf_append(b, SV("</layer-tree-group>\n"));
}

static void vector_layer(struct buf *b, const struct qgis_project *p, const struct layer *l)
{
	static const char *const geometries[] = {
		[GEOMETRY_POINT] = "Point", [GEOMETRY_LINE] = "Line", [GEOMETRY_POLYGON] = "Polygon",
		[GEOMETRY_NONE] = "No geometry"};
	static const char *const types[] = {
		[GEOMETRY_POINT] = "Point", [GEOMETRY_LINE] = "LineString", [GEOMETRY_POLYGON] = "MultiPolygon",
		[GEOMETRY_NONE] = "NoGeometry"};
	char id[64];
	layer_name(id, l);
	buf_append(b, SV("<maplayer type=\"vector\" autoRefreshEnabled=\"0\" autoRefreshTime=\"0\" "
			 "refreshOnNotifyEnabled=\"0\""));
	xml_attribute(b, "geometry", geometries[l->geometry]);
	xml_attribute(b, "wkbType", types[l->geometry]);
	qgis_style_attributes(b, l);
	buf_append(b, SV(">\n"));
	xml_element(b, "id", id);
	buf_append(b, SV("<datasource>./"));
	xml_text(b, sv_cstr(p->package));
	buf_printf(b, "|layername=%s</datasource>\n", l->name);
	xml_element(b, "layername", qgis_layer_title(l->id, p->lang));
	if (l->geometry != GEOMETRY_NONE)
		package_srs(b, p->crs);
	buf_append(b, SV("<provider encoding=\"UTF-8\">ogr</provider>\n"));
	qgis_style_body(b, p->theme, p->lang, l);
	buf_append(b, SV("</maplayer>\n"));
}

static void tile_layer(struct buf *b, const struct qgis_project *p)
{
	buf_append(b, SV("<maplayer type=\"raster\" styleCategories=\"AllStyleCategories\" "
			 "hasScaleBasedVisibilityFlag=\"0\">\n"));
	xml_element(b, "id", TILES_ID);
	buf_append(b, SV("<datasource>./"));
	xml_text(b, sv_cstr(p->tiles));
	buf_append(b, SV("</datasource>\n"));
	xml_element(b, "layername", p->tiles);
	srs(b, "srs", PROJECT_CRS, NULL);
	buf_append(
	    b, SV("<provider>gdal</provider>\n"
		  "<pipe><provider><resampling enabled=\"false\" maxOversampling=\"2\" "
		  "zoomedInResamplingMethod=\"nearestNeighbour\""
		  " zoomedOutResamplingMethod=\"nearestNeighbour\"/></provider>"
		  "<rasterrenderer type=\"multibandcolor\" opacity=\"1\" alphaBand=\"4\" redBand=\"1\" greenBand=\"2\""
		  " blueBand=\"3\" nodataColor=\"\"><rasterTransparency/></rasterrenderer></pipe>\n</maplayer>\n"));
}

static void extent_element(struct buf *b, struct bounds f)
{
	buf_append(b, SV("<extent>"));
	const double values[] = {f.min_x, f.min_y, f.max_x, f.max_y};
	static const char *const names[] = {"xmin", "ymin", "xmax", "ymax"};
	for (size_t i = 0; i < 4; i++) {
		buf_printf(b, "<%s>", names[i]);
		json_number(b, values[i], 2);
		buf_printf(b, "</%s>", names[i]);
	}
	buf_append(b, SV("</extent>\n"));
}

static void time_settings(struct buf *b, const struct qgis_project *p)
{
	if (p->first_day.len != 10 || p->last_day.len != 10)
		return;
	buf_printf(
	    b,
	    "<ProjectTimeSettings frameRate=\"1\" timeStepUnit=\"d\" timeStep=\"1\" cumulativeTemporalRange=\"0\">"
	    "<TemporalRange><start>%.*sT00:00:00Z</start><end>%.*sT23:59:59Z</end></TemporalRange>"
	    "</ProjectTimeSettings>\n",
	    SV_ARG(p->first_day), SV_ARG(p->last_day));
}

static void properties(struct buf *b, const struct theme *t)
{
	struct colour c = t->basemap.neighbour;
	buf_append(b, SV("<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>"
	                 "<SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>"
	                 "<Measure><Ellipsoid type=\"QString\">EPSG:7030</Ellipsoid></Measure>"
	                 "<Measurement><DistanceUnits type=\"QString\">meters</DistanceUnits>"
	                 "<AreaUnits type=\"QString\">m2</AreaUnits></Measurement><Gui>"));
	buf_printf(b, "<CanvasColorRedPart type=\"int\">%ld</CanvasColorRedPart>"
	              "<CanvasColorGreenPart type=\"int\">%ld</CanvasColorGreenPart>"
	              "<CanvasColorBluePart type=\"int\">%ld</CanvasColorBluePart></Gui></properties>\n",
	           lround(c.r * 255), lround(c.g * 255), lround(c.b * 255));
}

/* What a bookmark shows: incidents of one governorate. */
struct region {
	struct sv name;
	struct bounds bounds;
	size_t n;
};

static const struct field *field_named(const struct layer *l, const char *name)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (strcmp(l->fields[i].name, name) == 0)
			return &l->fields[i];
	return NULL;
}

static size_t collect_regions(const struct layer *l, struct region *out)
{
	const struct field *admin = field_named(l, "admin1");
	size_t n = 0;
	for (size_t i = 0; admin && i < l->n; i++) {
		const char *record = layer_record(l, i);
		struct field_value v;
		struct lonlat p;
		size_t k = 0;
		if (!layer_point(l, record, &p) || !field_get(admin, record, &v))
			continue;
		while (k < n && !sv_eq(out[k].name, v.text))
			k++;
		if (k == MAX_BOOKMARKS)
			continue;
		if (k == n)
			out[n++] = (struct region){v.text, {p.lon_deg, p.lat_deg, p.lon_deg, p.lat_deg}, 0};
		struct bounds *f = &out[k].bounds;
		*f = (struct bounds){fmin(f->min_x, p.lon_deg), fmin(f->min_y, p.lat_deg), fmax(f->max_x, p.lon_deg),
		                     fmax(f->max_y, p.lat_deg)};
		out[k].n++;
	}
	return n;
}

static void bookmarks(struct buf *b, const struct qgis_project *p)
{
	static const double margin_deg = 0.15;
	struct region regions[MAX_BOOKMARKS];
	size_t n = collect_regions(&p->layers[LAYER_INCIDENTS], regions);
	buf_append(b, SV("<Bookmarks>\n"));
	for (size_t i = 0; i < n; i++) {
		const struct bounds *f = &regions[i].bounds;
		double x0 = f->min_x - margin_deg, x1 = f->max_x + margin_deg, y0 = f->min_y - margin_deg, y1 = f->max_y + margin_deg;
		buf_printf(b, "<Bookmark id=\"kharita_%zu\" extent=\"POLYGON((%.4f %.4f, %.4f %.4f, %.4f %.4f, %.4f %.4f, %.4f %.4f))\"",
			   i, x0, y0, x1, y0, x1, y1, x0, y1, x0, y0);
		buf_append(b, SV(" name=\""));
		xml_text(b, regions[i].name);
		buf_printf(b, " (%zu)\"", regions[i].n);
		xml_attribute(b, "group", qgis_group_title(GROUP_EVENTS, p->lang));
		buf_append_char(b, '>');
		spatialrefsys(b, "EPSG:4326", NULL);
		buf_append(b, SV("</Bookmark>\n"));
	}
	buf_append(b, SV("</Bookmarks>\n"));
}

static void layouts(struct buf *b, const struct qgis_project *p, struct bounds f)
{
	static const struct {
		enum layer_id id;
		const char *nodes; /* without those that are a smaller kind of one that is listed */
	} shown[] = {{LAYER_INCIDENTS, NULL}, {LAYER_PLACES, "0"}, {LAYER_ROUTES, NULL}, {LAYER_EXTENTS, "0"},
	             {LAYER_SETTLEMENTS, "0"}, {LAYER_ROADS, NULL}, {LAYER_RIVERS, "0"}, {LAYER_BORDERS, NULL},
	             {LAYER_AREAS, "2,3,5"}};
	struct qgis_legend_layer legend[sizeof shown / sizeof *shown];
	size_t n = 0;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const struct layer *l = &p->layers[shown[i].id];
		if (!l->n)
			continue;
		layer_name(legend[n].id, l);
		legend[n].nodes = shown[i].nodes;
		legend[n++].name = qgis_layer_title(l->id, p->lang);
	}
	qgis_layouts(b, p->theme, p->lang, (struct qgis_frame){f.min_x, f.min_y, f.max_x, f.max_y}, legend, n);
}

void qgis_project_document(struct buf *b, const struct qgis_project *p)
{
	struct bounds f = frame(p);
	buf_append(
	    b, SV("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis saveUser=\"\" saveUserFull=\"\""));
	xml_attribute(b, "projectname", p->title);
	xml_attribute(b, "version", QGIS_VERSION);
	buf_append(b, SV(">\n<homePath path=\"\"/>\n"));
	xml_element(b, "title", p->title);
	srs(b, "projectCrs", PROJECT_CRS, NULL);
	layer_tree(b, p);
	buf_append(b, SV("<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>"));
	extent_element(b, f);
	buf_append(b, SV("<rotation>0</rotation>"));
	srs(b, "destinationsrs", PROJECT_CRS, NULL);
	buf_append(b, SV("<rendermaptile>0</rendermaptile></mapcanvas>\n<projectlayers>\n"));
	for (size_t i = 0; i < TREE_SIZE; i++)
		vector_layer(b, p, &p->layers[tree[i].id]);
	if (p->tiles)
		tile_layer(b, p);
	buf_append(b, SV("</projectlayers>\n"));
	properties(b, p->theme);
	time_settings(b, p);
	bookmarks(b, p);
	layouts(b, p, f);
	buf_append(b, SV("<ProjectViewSettings UseProjectScales=\"0\"><Scales/><DefaultViewExtent"));
	xml_attribute_number(b, "xmin", f.min_x);
	xml_attribute_number(b, "ymin", f.min_y);
	xml_attribute_number(b, "xmax", f.max_x);
	xml_attribute_number(b, "ymax", f.max_y);
	buf_append_char(b, '>');
	spatialrefsys(b, PROJECT_CRS, NULL);
	buf_append(b, SV("</DefaultViewExtent></ProjectViewSettings>\n</qgis>\n"));
}

static bool zip_write(const char *path, const char *entry, struct sv content)
{
	void *zip = CPLCreateZip(path, NULL);
	if (!zip)
		return false;
	bool ok = CPLCreateFileInZip(zip, entry, NULL) == CE_None &&
	          CPLWriteFileInZip(zip, content.ptr, (int)content.len) == CE_None && CPLCloseFileInZip(zip) == CE_None;
	return CPLCloseZip(zip) == CE_None && ok;
}

enum err qgis_project_write(const struct qgis_project *p, const char *path, struct error *e)
{
	struct buf b;
	enum err result = OK;
	buf_init(&b, DOCUMENT_MAX);
	qgis_project_document(&b, p);
	unlink(path);
	CPLPushErrorHandler(CPLQuietErrorHandler);
	if (!buf_ok(&b))
		result = error_set(e, ERR_NOMEM, "no memory to write '%s'", path);
	else if (!zip_write(path, "kharita.qgs", buf_sv(&b)))
		result = error_set(e, ERR_IO, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
	CPLPopErrorHandler();
	if (result != OK)
		unlink(path);
	buf_release(&b);
	return result;
}
