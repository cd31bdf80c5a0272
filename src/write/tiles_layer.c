#include "write/tiles_build.h"

#include "write/spread_names.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

#define MERCATOR_HALF_M 20037508.342789244

enum { CACHE_SLOTS = 8192, LABEL_CELL_PX = 64 };

struct cached {
	uint64_t key; /* 0: free */
	struct sprite sprite;
	struct text_size size; /* of a text, once measured */
};

struct sprite_cache {
	struct arena *arena;
	size_t n;
	struct cached slots[CACHE_SLOTS];
};

struct sprite_cache *sprite_cache_new(struct arena *a)
{
	struct sprite_cache *c = ARENA_NEW(a, struct sprite_cache);
	c->arena = a;
	return c;
}

/* The slot of a key; one that is not there gets an empty sprite. A full cache hands out fresh memory. */
static struct cached *cache_slot(struct sprite_cache *c, uint64_t key)
{
	key = key ? key : 1;
	if (c->n > CACHE_SLOTS * 3 / 4)
		return ARENA_NEW(c->arena, struct cached);
	size_t i = key % CACHE_SLOTS;
	while (c->slots[i].key && c->slots[i].key != key)
		i = (i + 1) % CACHE_SLOTS;
	if (!c->slots[i].key) {
		c->slots[i].key = key;
		c->n++;
	}
	return &c->slots[i];
}

void tile_add_stamp(struct builder *b, const struct sprite *sprite, int32_t x, int32_t y)
{
	if (sprite->width > 0 && sprite->height > 0)
		*ARENA_PUSH(b->arena, b->out->stamps, b->out->n_stamps, &b->out->stamps_capacity) =
			(struct stamp){sprite, x + sprite->left, y + sprite->top};
}

static cairo_t *pad_begin(struct box box, int *left, int *top)
{
	*left = (int)floor(box.x0 - 1.0);
	*top = (int)floor(box.y0 - 1.0);
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil(box.x1 + 1.0) - *left,
	                                                (int)ceil(box.y1 + 1.0) - *top);
	cairo_t *cr = cairo_create(s);
	cairo_surface_destroy(s);
	cairo_translate(cr, -*left, -*top);
	return cr;
}

static struct sprite pad_end(struct builder *b, cairo_t *cr, int left, int top)
{
	cairo_surface_t *s = cairo_surface_reference(cairo_get_target(cr));
	cairo_destroy(cr);
	return sprite_of_surface(b->cache->arena, s, left, top);
}

static const struct sprite *symbol_sprite(struct builder *b, const struct spread_symbol *s)
{
	int64_t parts[] = {(int64_t)(s->event - b->theme->events), (int64_t)(s->look.opacity * 1000.0),
	                   (int64_t)(s->look.size * 1000.0), (int64_t)s->count, s->background,
	                   (int64_t)(b->scale * 1000.0)};
	struct sprite *sprite = &cache_slot(b->cache, XXH3_64bits(parts, sizeof parts))->sprite;
	if (sprite->pixels)
		return sprite;
	int left = 0;
	int top = 0;
	cairo_t *cr = pad_begin(symbol_box(b->theme, s, b->unit, b->scale), &left, &top);
	symbol_draw(cr, b->ts, b->theme, b->lang, s, 0.0, 0.0, b->unit, b->scale);
	*sprite = pad_end(b, cr, left, top);
	return sprite;
}

/* From the place to the symbol. */
static void add_leader(struct builder *b, const struct spread_symbol *s)
{
	struct outline *o = &b->out->leaders[b->out->n_leaders];
	if (!symbol_has_leader(s))
		return;
	*o = (struct outline){.points = ARENA_ARRAY(b->arena, struct xy, 2), .n_points = 2, .ends = ARENA_ARRAY(b->arena, size_t, 1),
	                      .n_parts = 1, .box = box_add(box_add(BOX_EMPTY, s->x, s->y), s->anchor_x, s->anchor_y)};
	o->points[0] = (struct xy){s->anchor_x, s->anchor_y};
	o->points[1] = (struct xy){s->x, s->y};
	o->ends[0] = 2;
	b->out->n_leaders++;
}

static void stamp_text(struct builder *b, struct cached *text, const struct label_request *r, const struct text_style *style,
                       struct box box)
{
	if (!text->sprite.pixels)
		text->sprite = sprite_of_text(b->cache->arena, b->ts, r->text, style);
	double x = (box.x0 + box.x1) / 2.0 - (text->size.ink.x0 + text->size.ink.x1) / 2.0;
	double y = (box.y0 + box.y1) / 2.0 - (text->size.ink.y0 + text->size.ink.y1) / 2.0;
	tile_add_stamp(b, &text->sprite, (int32_t)lround(x), (int32_t)lround(y));
}

/* At the first of the gaps at which there is room. */
static bool add_label(struct builder *b, struct label_request *r, enum theme_label kind, const double *gaps, size_t n_gaps)
{
	struct text_style style = text_style_of(&b->theme->labels[kind], b->unit * b->scale);
	uint64_t seed = (uint64_t)kind << 32 | (uint64_t)(style.size * 1000.0);
	struct cached *text = NULL;
	for (size_t i = 0; i < n_gaps && r->text.len; i++) {
		struct box box;
		r->gap = gaps[i] + 0.3 * b->unit;
		if (!label_may_fit(b->crowd, r, style.size))
			continue;
		if (!text) {
			text = cache_slot(b->cache, XXH3_64bits_withSeed(r->text.ptr, r->text.len, seed));
			style.second = sv_find(r->text, SV("\n"), 0) != SIZE_MAX;
		}
		if (text->size.width <= 0.0)
			text->size = text_measure(b->ts, r->text, &style);
		r->width = text->size.ink.x1 - text->size.ink.x0 + style.halo_width;
		r->height = text->size.ink.y1 - text->size.ink.y0 + style.halo_width;
		if (label_place(b->crowd, r, &box)) {
			stamp_text(b, text, r, &style, box);
			return true;
		}
	}
	return false;
}

bool tile_add_label(struct builder *b, struct sv text, enum theme_label kind, struct xy at, double gap, bool centred)
{
	struct label_request r = {.text = text, .x = at.x_m, .y = at.y_m, .centred = centred, .rtl = b->lang == LANG_AR};
	return add_label(b, &r, kind, &gap, 1);
}

static struct sv either(struct sv first, struct sv second)
{
	return first.len ? first : second;
}

static struct spread spread_incidents(struct builder *b)
{
	const struct picture *s = b->picture;
	struct xy *points = ARENA_ARRAY(b->arena, struct xy, s->n_incidents + 1);
	for (size_t i = 0; i < s->n_incidents; i++)
		points[i] = view_at(&b->view, geo_to_mercator(s->model->incidents[s->incidents[i]].point));
	struct spread spread = spread_gather(b->arena, b->theme, s->model, s->incidents, points, s->n_incidents,
	                                     b->style->cluster_px * b->density);
	struct spread_spec spec = {.theme = b->theme, .unit = b->unit, .scale = b->scale,
	                           .count_reach = symbol_badge_reach(b->theme, b->unit, b->scale)};
	spread_arrange(b->arena, &spread, &spec);
	return spread;
}

static void add_symbols(struct builder *b, const struct spread *spread)
{
	b->out->leaders = ARENA_ARRAY(b->arena, struct outline, spread->n + 1);
	for (size_t i = 0; i < spread->n; i++)
		add_leader(b, &spread->symbols[i]);
	for (size_t i = 0; i < spread->n; i++) {
		const struct spread_symbol *s = &spread->symbols[i];
		struct box box = symbol_box(b->theme, s, b->unit, b->scale);
		crowd_add(b->crowd, (struct box){box.x0 + s->x, box.y0 + s->y, box.x1 + s->x, box.y1 + s->y});
		tile_add_stamp(b, symbol_sprite(b, s), (int32_t)lround(s->x), (int32_t)lround(s->y));
	}
}

static void add_incident_labels(struct builder *b, const struct spread *spread)
{
	enum { NAMES = 2 };
	if (!b->style->labels)
		return;
	const struct sv *names = spread_names(b->arena, spread, b->picture->model, b->theme, b->lang, NAMES);
	for (size_t i = 0; i < spread->n_groups; i++) {
		double gaps[2];
		struct xy at = spread_name_point(spread, i, &gaps[0], &gaps[1]);
		struct label_request r = {.text = names[i], .x = at.x_m, .y = at.y_m, .rtl = b->lang == LANG_AR};
		(void)add_label(b, &r, LABEL_INCIDENT, gaps, gaps[1] > gaps[0] ? 2 : 1);
	}
}

double tile_dot_reach(const struct builder *b, const struct marker_style *dot)
{
	return (dot->size_mm + dot->stroke_mm) / 2.0 * b->unit * b->scale;
}

const struct sprite *tile_dot_sprite(struct builder *b, const struct marker_style *dot)
{
	struct sprite *sprite = ARENA_NEW(b->arena, struct sprite);
	double reach = tile_dot_reach(b, dot);
	int left = 0;
	int top = 0;
	cairo_t *cr = pad_begin((struct box){-reach, -reach, reach, reach}, &left, &top);
	struct marker_look look = {
		.shape = MARKER_CIRCLE, .size = dot->size_mm * b->unit * b->scale,
		.stroke = dot->stroke_mm * b->unit * b->scale, .fill = dot->fill, .stroke_colour = dot->stroke,
		.opacity = 1.0,
	};
	marker_draw(cr, &look, 0.0, 0.0);
	*sprite = pad_end(b, cr, left, top);
	return sprite;
}

static void add_places(struct builder *b)
{
	bool arabic = b->lang == LANG_AR;
	if (!b->style->places || b->picture->n_places == 0)
		return;
	const struct sprite *sprite = tile_dot_sprite(b, &b->theme->place);
	double reach = tile_dot_reach(b, &b->theme->place);
	for (size_t i = 0; i < b->picture->n_places; i++) {
		const struct model_place *p = b->picture->places[i];
		struct xy at = view_at(&b->view, geo_to_mercator(p->point));
		struct box box = {at.x_m - reach, at.y_m - reach, at.x_m + reach, at.y_m + reach};
		if (!crowd_is_free(b->crowd, box))
			continue;
		crowd_add(b->crowd, box);
		tile_add_stamp(b, sprite, (int32_t)lround(at.x_m), (int32_t)lround(at.y_m));
		(void)tile_add_label(b, arabic ? either(p->name_ar, p->name_en) : either(p->name_en, p->name_ar), LABEL_MENTIONED,
		                     at, reach, false);
	}
}

static void add_outlines(struct builder *b, unsigned show)
{
	static const double tolerance_px = 0.4;
	const struct picture *s = b->picture;
	b->out->extents = ARENA_ARRAY(b->arena, struct outline, s->n_extents + 1);
	for (size_t i = 0; i < s->n_extents; i++)
		b->out->extents[i] = outline_of_shape(b->arena, s->extents[i], geo_to_mercator, &b->view, tolerance_px);
	b->out->n_extents = show & TILES_EXTENTS ? s->n_extents : 0;
	b->out->n_open = show & TILES_EXTENTS ? s->n_open : 0;
	b->out->routes = ARENA_ARRAY(b->arena, struct outline, s->n_routes + 1);
	for (size_t i = 0; i < s->n_routes; i++)
		b->out->routes[i] = outline_of_line(b->arena, *s->routes[i], geo_to_mercator, &b->view, tolerance_px);
	b->out->n_routes = show & TILES_ROUTES ? s->n_routes : 0;
}

/* What the tiles' own drawing depends on beside outlines and sprites. */
static uint64_t style_hash(const struct tile_layer *l, double scale)
{
	const double numbers[] = {l->unit, l->px, scale};
	uint64_t hash = XXH3_64bits_withSeed(numbers, sizeof numbers, l->zoom);
	hash = XXH3_64bits_withSeed(&l->theme->extent, sizeof l->theme->extent, hash);
	hash = XXH3_64bits_withSeed(&l->theme->incident.leader, sizeof l->theme->incident.leader, hash);
	hash = XXH3_64bits_withSeed(&l->theme->route, sizeof l->theme->route, hash);
	hash = XXH3_64bits_withSeed(&l->theme->basemap, sizeof l->theme->basemap, hash);
	hash = XXH3_64bits_withSeed(&l->theme->density, sizeof l->theme->density, hash);
	return XXH3_64bits_withSeed(KHARITA_VERSION, sizeof KHARITA_VERSION, hash);
}

void tile_layer_build(struct arena *a, struct typesetter *ts, struct sprite_cache *cache,
                      const struct picture *picture, const struct tiles_spec *spec, unsigned zoom,
                      struct tile_layer *out)
{
	struct builder b = {.arena = a, .ts = ts, .cache = cache, .picture = picture, .out = out};
	b.theme = spec->theme;
	b.lang = spec->lang;
	b.style = theme_zoom_find(b.theme, zoom);
	b.scale = b.style->symbol_scale;
	b.density = spec->scale == 2 ? 2.0 : 1.0;
	b.unit = b.density / THEME_MM_PER_PX;
	unsigned px = TILE_PX * (unsigned)b.density;
	b.view = (struct view){-MERCATOR_HALF_M, MERCATOR_HALF_M, px * (double)(1u << zoom) / (2.0 * MERCATOR_HALF_M)};
	b.crowd = crowd_new(a, BOX_EMPTY, LABEL_CELL_PX);
	*out = (struct tile_layer){.zoom = zoom, .px = px, .theme = b.theme, .unit = b.unit * b.style->line_scale,
	                           .symbol_unit = b.unit * b.scale};
	if (spec->show & TILES_DENSITY)
		heat_collect(a, picture, b.theme, &b.view, b.unit, px, 1u << zoom, &out->heat);
	out->style_hash = style_hash(out, b.scale);
	add_outlines(&b, spec->show);
	if (spec->show & TILES_INCIDENTS) {
		struct spread spread = spread_incidents(&b);
		add_symbols(&b, &spread);
		add_incident_labels(&b, &spread);
	}
	if (spec->show & TILES_PLACES)
		add_places(&b);
	if (spec->show & TILES_BASE)
		tile_base_add(&b, spec);
	tile_layer_index(a, out);
}
