/* The page's base map: the gazetteer's areas and lines, thinned out, and the names that stand on them. */
#include "write/basemap.h"
#include "write/json_out.h"
#include "write/preview_parts.h"

#include <math.h>

enum { MIN_PROMINENCE = 2 };

static const double tolerance_units = 8.0;

struct view preview_view(void)
{
	return (struct view){0.0, 0.0, 1.0 / PREVIEW_UNIT_M};
}

static long unit(double v)
{
	return lround(v);
}

void preview_put_point(struct buf *b, struct lonlat p)
{
	struct view v = preview_view();
	struct xy at = view_at(&v, geo_to_mercator(p));
	buf_printf(b, "%ld,%ld", unit(at.x_m), unit(-at.y_m));
}

void preview_put_outline(struct buf *b, const struct outline *o)
{
	size_t from = 0;
	buf_append_char(b, '[');
	for (size_t part = 0; part < o->n_parts; from = o->ends[part++]) {
		if (o->ends[part] - from < 2)
			continue;
		long x = 0, y = 0;
		json_item(b);
		buf_append_char(b, '[');
		for (size_t i = from; i < o->ends[part]; i++) {
			long next_x = unit(o->points[i].x_m);
			long next_y = unit(-o->points[i].y_m);
			buf_printf(b, i > from ? ",%ld,%ld" : "%ld,%ld", next_x - x, next_y - y);
			x = next_x;
			y = next_y;
		}
		buf_append_char(b, ']');
	}
	buf_append_char(b, ']');
}

static void put_features(struct buf *b, struct arena *a, const struct basemap *base)
{
	static const char *const roles[BASE_ROLE_COUNT] = {
		[BASE_LAND] = "land", [BASE_NEIGHBOUR] = "neighbour", [BASE_DESERT] = "desert",
		[BASE_IRRIGATED] = "irrigated", [BASE_TRIBUTARY] = "tributary", [BASE_RIVER] = "river",
		[BASE_LAKE] = "lake", [BASE_SEA] = "sea", [BASE_DISTRICT_BORDER] = "district_border", [BASE_ROAD] = "road",
		[BASE_GOVERNORATE_BORDER] = "governorate_border", [BASE_COUNTRY_BORDER] = "country_border"};
	const struct view v = preview_view();
	json_key(b, "features");
	buf_append_char(b, '[');
	for (size_t i = 0; i < base->n_features; i++) {
		const struct base_feature *f = &base->features[i];
		struct outline o = f->shape ? outline_of_shape(a, f->shape, geo_to_mercator, &v, tolerance_units)
		                            : outline_of_line(a, f->line, geo_to_mercator, &v, tolerance_units);
		json_item(b);
		buf_append_char(b, '{');
		json_text_field(b, "role", sv_cstr(roles[f->role]));
		json_key(b, "parts");
		preview_put_outline(b, &o);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void put_label(struct buf *b, const char *kind, struct sv name_ar, struct sv name_en, struct lonlat at, double side_m)
{
	if (!name_ar.len || !isfinite(at.lon_deg))
		return;
	json_item(b);
	buf_append_char(b, '[');
	json_text(b, sv_cstr(kind));
	json_item(b);
	json_text(b, name_ar);
	json_item(b);
	json_text(b, name_en.len ? name_en : name_ar);
	buf_append_char(b, ',');
	preview_put_point(b, at);
	buf_printf(b, ",%ld]", lround(side_m / 1000.0));
}

static bool is_home(const struct basemap *base, struct lonlat at)
{
	for (size_t i = 0; i < base->n_features; i++)
		if (base->features[i].role == BASE_LAND && geo_shape_contains(base->features[i].shape, at))
			return true;
	return false;
}

/* Names of areas and rivers: [kind, Arabic, English, x, y, width of the area in km]. */
static void put_labels(struct buf *b, const struct basemap *base, const struct gazetteer *g, const struct theme *t)
{
	static const char *const kinds[BASE_ROLE_COUNT] = {
		[BASE_LAND] = "governorate", [BASE_RIVER] = "river", [BASE_TRIBUTARY] = "river", [BASE_LAKE] = "river",
		[BASE_SEA] = "sea"};
	json_key(b, "labels");
	buf_append_char(b, '[');
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		const struct place *p = gazetteer_place(g, i);
		if (p->kind == KIND_COUNTRY && p->has_point && p->prominence >= MIN_PROMINENCE &&
		    p->point.lon_deg > t->region.west - 3.0 && p->point.lon_deg < t->region.east + 3.0 &&
		    p->point.lat_deg > t->region.south - 2.0 && p->point.lat_deg < t->region.north + 2.0)
			put_label(b, is_home(base, p->point) ? "home" : "country", p->name_ar, p->name_en, p->point, 0.0);
	}
	for (size_t i = 0; i < base->n_features; i++) {
		const struct base_feature *f = &base->features[i];
		if (!kinds[f->role])
			continue;
		struct lonlat at = f->shape ? geo_shape_interior_point(f->shape)
		                            : geo_line_at(f->line, geo_line_length_m(f->line) / 2.0);
		struct sv name_en = f->role == BASE_LAND ? basemap_short_name(f->name_en) : f->name_en;
		put_label(b, kinds[f->role], f->name_ar, name_en, at, f->shape ? sqrt(geo_shape_area_m2(f->shape)) : 0.0);
	}
	buf_append_char(b, ']');
}

/* Towns, the most prominent first: [Arabic, English, x, y, prominence]. */
static void put_settlements(struct buf *b, const struct basemap *base)
{
	json_key(b, "settlements");
	buf_append_char(b, '[');
	for (size_t i = 0; i < base->n_settlements; i++) {
		const struct place *p = base->settlements[i];
		if (p->prominence < MIN_PROMINENCE)
			continue;
		json_item(b);
		buf_append_char(b, '[');
		json_text(b, p->name_ar);
		json_item(b);
		json_text(b, p->name_en.len ? p->name_en : p->name_ar);
		buf_append_char(b, ',');
		preview_put_point(b, p->point);
		buf_printf(b, ",%d]", p->prominence);
	}
	buf_append_char(b, ']');
}

void preview_put_base(struct buf *b, struct arena *a, const struct gazetteer *g, const struct theme *t)
{
	struct basemap base;
	basemap_collect(a, g, &base);
	buf_append_char(b, '{');
	put_features(b, a, &base);
	put_labels(b, &base, g, t);
	put_settlements(b, &base);
	buf_append_char(b, '}');
}
