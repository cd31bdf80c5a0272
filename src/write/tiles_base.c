/* The base map under the tiles. */
#include "write/tiles_build.h"

#include <math.h>

enum { CITY = 5, TOWN = 4, COUNTRY_TO = 8, GOVERNORATE_FROM = 6, GOVERNORATE_TO = 9, SEA_TO = 9, RIVER_FROM = 7,
       BOTH_FROM = 8 /* zoom: a city bears its name in both languages */ };

static struct sv name_of(const struct builder *b, struct sv ar, struct sv en)
{
	struct sv first = b->lang == LANG_AR ? ar : en;
	return first.len ? first : b->lang == LANG_AR ? en : ar;
}

static struct xy pixel(const struct builder *b, struct lonlat p)
{
	return view_at(&b->view, geo_to_mercator(p));
}

/* Pixels whose tiles hold the base map: the bounds, else the theme's region. */
static struct box covered(const struct builder *b, const struct tiles_spec *spec)
{
	const struct theme *t = b->theme;
	struct tiles_bounds r = {t->region.west, t->region.south, t->region.east, t->region.north};
	if (spec->bounds)
		r = *spec->bounds;
	struct xy low = pixel(b, (struct lonlat){r.west, r.north}), high = pixel(b, (struct lonlat){r.east, r.south});
	double px = b->out->px; /* in whole tiles; an edge that lies on a tile's does not touch the next one */
	return (struct box){floor(low.x_m / px) * px, floor(low.y_m / px) * px, ceil(high.x_m / px) * px - 1.0,
	                    ceil(high.y_m / px) * px - 1.0};
}

static void add_outlines(struct builder *b, const struct basemap *base)
{
	static const double tolerance_px = 0.4;
	struct tile_layer *out = b->out;
	out->base = ARENA_ARRAY(b->arena, struct base_outline, base->n_features + 1);
	for (size_t i = 0; i < base->n_features; i++) {
		const struct base_feature *f = &base->features[i];
		if ((f->role == BASE_DISTRICT_BORDER && !b->style->districts) || (f->role == BASE_ROAD && !b->style->roads))
			continue;
		out->base[out->n_base++] = (struct base_outline){
			f->role, base_outline_of(b->arena, f, geo_to_mercator, &b->view, tolerance_px)};
	}
}

/* The map's own country: its governorates are named. */
static bool is_home(const struct basemap *base, const struct place *p)
{
	for (size_t i = 0; i < base->n_features; i++)
		if (base->features[i].role == BASE_LAND && geo_shape_contains(base->features[i].shape, p->point))
			return true;
	return false;
}

/* Where the base map is drawn: a name elsewhere would make a tile of its own, of open sea. */
static bool is_drawn(const struct builder *b, struct xy at)
{
	const struct box *drawn = &b->out->base_box;
	return at.x_m > drawn->x0 && at.x_m < drawn->x1 && at.y_m > drawn->y0 && at.y_m < drawn->y1;
}

static void name_countries(struct builder *b, const struct gazetteer *g, const struct basemap *base)
{
	for (size_t i = 0; i < gazetteer_count(g) && b->out->zoom <= COUNTRY_TO; i++) {
		const struct place *p = gazetteer_place(g, i);
		struct xy at = p->has_point ? pixel(b, p->point) : (struct xy){-1.0, -1.0};
		if (p->kind == KIND_COUNTRY && is_drawn(b, at) &&
		    (b->out->zoom < GOVERNORATE_FROM || !is_home(base, p)))
			(void)tile_add_label(b, name_of(b, p->name_ar, p->name_en), LABEL_COUNTRY, at, 0.0, true);
	}
}

/* On the ground at 35 degrees north. */
static double metres_per_px(const struct builder *b)
{
	return 0.82 / b->view.scale;
}

/* Again and again along the stream, so that one is to be seen on every screen. */
static void name_stream(struct builder *b, const struct base_feature *f)
{
	static const double repeat_px = 700.0;
	double length_m = geo_line_length_m(f->line);
	size_t n = 1 + (size_t)(length_m / metres_per_px(b) / (repeat_px * b->density));
	for (size_t i = 0; i < n; i++) {
		struct xy at = pixel(b, geo_line_at(f->line, length_m * ((double)i + 0.5) / (double)n));
		if (is_drawn(b, at))
			(void)tile_add_label(b, name_of(b, f->name_ar, f->name_en), LABEL_RIVER, at, 2.0 * b->density, false);
	}
}

static void name_feature(struct builder *b, const struct base_feature *f)
{
	static const double least_side_px = 60.0; /* a smaller governorate is known by its town */
	unsigned zoom = b->out->zoom;
	double ground = metres_per_px(b);
	bool area = f->role == BASE_LAND && zoom >= GOVERNORATE_FROM && zoom <= GOVERNORATE_TO &&
	            sqrt(geo_shape_area_m2(f->shape)) / ground > least_side_px * b->density;
	bool lake = f->role == BASE_LAKE && zoom >= RIVER_FROM;
	bool sea = f->role == BASE_SEA && zoom <= SEA_TO;
	if ((f->role == BASE_RIVER || f->role == BASE_TRIBUTARY) && zoom >= RIVER_FROM)
		name_stream(b, f);
	if (!area && !lake && !sea)
		return;
	struct xy at = pixel(b, geo_shape_interior_point(f->shape));
	if (!is_drawn(b, at))
		return;
	(void)tile_add_label(b, name_of(b, f->name_ar, area ? basemap_short_name(f->name_en) : f->name_en),
	                     area ? LABEL_GOVERNORATE : lake ? LABEL_RIVER : LABEL_SEA,
	                     at, 0.0, true);
}

static bool name_settlement(struct builder *b, const struct place *p, struct xy at, double gap)
{
	struct sv name = name_of(b, p->name_ar, p->name_en), other = b->lang == LANG_AR ? p->name_en : p->name_ar;
	if (p->prominence < CITY)
		return tile_add_label(b, name, p->prominence >= TOWN ? LABEL_TOWN : LABEL_SETTLEMENT, at, gap, false);
	struct sv both = arena_printf(b->arena, "%.*s\n%.*s", SV_ARG(name), SV_ARG(other));
	return (b->out->zoom >= BOTH_FROM && other.len && !sv_eq(name, other) &&
	        tile_add_label(b, both, LABEL_CITY, at, gap, false)) ||
	       tile_add_label(b, name, LABEL_CITY, at, gap, false);
}

static bool has_incident(const struct builder *b, const struct place *p)
{
	for (size_t i = 0; i < b->picture->n_incidents; i++)
		if (sv_eq(b->picture->model->incidents[b->picture->incidents[i]].location_ar, p->name_ar))
			return true;
	return false;
}

/* Those of highest..lowest in prominence for whose name there is room, each with its dot. */
static void add_settlements(struct builder *b, const struct basemap *base, int highest, int lowest)
{
	const struct marker_style *dot = &b->theme->basemap.settlement;
	static const double beside_px[] = {14.0, 24.0, 34.0}; /* symbols of a city's quarters may stand in a ring */
	const struct sprite *sprite = tile_dot_sprite(b, dot);
	double reach = tile_dot_reach(b, dot);
	struct box area = b->out->base_box;
	for (size_t i = 0; i < base->n_settlements && base->settlements[i]->prominence >= lowest; i++) {
		const struct place *p = base->settlements[i];
		if (p->prominence > highest)
			continue;
		struct xy at = pixel(b, p->point);
		struct box box = {at.x_m - reach, at.y_m - reach, at.x_m + reach, at.y_m + reach};
		if (!box_overlaps(box, area))
			continue;
		bool covered = !crowd_is_free(b->crowd, box); /* by symbols: a city's name stands beside them */
		bool named = !covered || p->prominence != CITY || has_incident(b, p);
		for (size_t k = 0; !named && k < sizeof beside_px / sizeof *beside_px; k++)
			named = name_settlement(b, p, at, reach + beside_px[k] * b->density);
		if (covered || !name_settlement(b, p, at, reach))
			continue;
		crowd_add(b->crowd, box);
		tile_add_stamp(b, sprite, (int32_t)lround(at.x_m), (int32_t)lround(at.y_m));
	}
}

void tile_base_add(struct builder *b, const struct tiles_spec *spec)
{
	struct basemap base;
	int lowest = (int)b->style->settlements;
	basemap_collect(b->arena, spec->gazetteer, &base);
	b->out->base_box = covered(b, spec);
	add_outlines(b, &base);
	name_countries(b, spec->gazetteer, &base);
	add_settlements(b, &base, CITY, lowest > TOWN ? lowest : TOWN);
	for (size_t i = 0; i < base.n_features; i++)
		name_feature(b, &base.features[i]);
	add_settlements(b, &base, TOWN - 1, lowest);
}
