/* The report map's names, most important first, and the pointers to what lies outside. */
#include "write/label_place.h"
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>

enum { GRID_X = 28, GRID_Y = 20, MIN_CELLS = 14, MAX_SETTLEMENTS = 60, MAX_MENTIONED = 40, MAX_TRIES = 300,
       POINTER_NAMES = 2 };

static const double label_gap_mm = 0.5;
static const double same_spot_mm = 1.6;

struct naming {
	struct poster_plan *plan;
	struct typesetter *ts;
	struct crowd *crowd;
};

static struct sv name_of(const struct poster_plan *p, struct sv ar, struct sv en)
{
	struct sv first = p->rtl ? ar : en;
	return first.len ? first : p->rtl ? en : ar;
}

/* Places a name and keeps it; false when there is no room. */
static bool add_label(struct naming *n, struct sv text, enum theme_label kind, struct xy at, double gap, bool centred)
{
	struct poster_plan *p = n->plan;
	struct text_style style = text_style_of(&p->theme->labels[kind], 1.0);
	struct box box;
	if (text.len == 0)
		return false;
	struct text_size size = text_measure(n->ts, text, &style);
	struct label_request request = {
		.text = text, .x = at.x_m, .y = at.y_m, .gap = gap + label_gap_mm,
		.width = size.ink.x1 - size.ink.x0 + style.halo_width,
		.height = size.ink.y1 - size.ink.y0 + style.halo_width,
		.centred = centred, .rtl = p->rtl,
	};
	if (!label_place(n->crowd, &request, &box))
		return false;
	*ARENA_PUSH(p->arena, p->labels, p->n_labels, &p->labels_capacity) = (struct plan_label){
		.text = text, .style = kind,
		.x = (box.x0 + box.x1) / 2.0 - (size.ink.x0 + size.ink.x1) / 2.0,
		.y = (box.y0 + box.y1) / 2.0 - (size.ink.y0 + size.ink.y1) / 2.0,
	};
	return true;
}

static bool add_dot(struct naming *n, const struct marker_style *style, struct xy at)
{
	double reach = (style->size_mm + style->stroke_mm) / 2.0;
	struct box box = {at.x_m - reach, at.y_m - reach, at.x_m + reach, at.y_m + reach};
	if (!crowd_is_free(n->crowd, box))
		return false;
	crowd_add(n->crowd, box);
	*ARENA_PUSH(n->plan->arena, n->plan->dots, n->plan->n_dots, &n->plan->dots_capacity) =
		(struct plan_dot){style, at.x_m, at.y_m};
	return true;
}

/* Where the ray from the map's middle to a point leaves the frame. */
static struct xy edge_towards(const struct poster_plan *p, struct xy to)
{
	static const double inset_mm = 2.4;
	struct box f = box_grow(p->map, -inset_mm);
	struct xy c = {(f.x0 + f.x1) / 2.0, (f.y0 + f.y1) / 2.0};
	double dx = to.x_m - c.x_m;
	double dy = to.y_m - c.y_m;
	double share =
	    fmin(fabs(dx) > 0.0 ? (f.x1 - c.x_m) / fabs(dx) : 1e9, fabs(dy) > 0.0 ? (f.y1 - c.y_m) / fabs(dy) : 1e9);
	share = fmin(share, 1.0);
	return (struct xy){c.x_m + dx * share, c.y_m + dy * share};
}

/* Incidents that leave the frame at nearly the same spot share a pointer. */
struct bundle {
	struct xy at;
	double angle;
	size_t count, n_names;
	struct sv names[POINTER_NAMES];
};

static void bundle_add(struct bundle *b, struct sv name)
{
	b->count++;
	for (size_t i = 0; i < b->n_names && i < POINTER_NAMES; i++) {
		if (sv_eq(b->names[i], name))
			return;
	}
	if (b->n_names < POINTER_NAMES)
		b->names[b->n_names] = name;
	b->n_names++;
}

static void add_pointer(struct naming *n, const struct bundle *b)
{
	struct poster_plan *p = n->plan;
	struct arena *a = p->arena;
	size_t shown = b->n_names < POINTER_NAMES ? b->n_names : POINTER_NAMES;
	struct sv names = arena_join(a, b->names, shown, sv_cstr(poster_text(p, TEXT_LIST_SEPARATOR)));
	if (b->n_names > shown)
		names = arena_printf(a, "%.*s%s%s", SV_ARG(names), poster_text(p, TEXT_LIST_SEPARATOR),
		                     poster_text(p, TEXT_OTHERS));
	struct sv text = arena_printf(a, "%.*s (%zu)", SV_ARG(names), b->count);
	text = digits_localise(a, p->theme, p->lang, text);
	struct text_style style = text_style_of(&p->theme->labels[LABEL_MENTIONED], 1.0);
	struct text_size size = text_measure(n->ts, text, &style);
	double half = size.width / 2.0;
	struct xy centre = {b->at.x_m - cos(b->angle) * (half + 3.0),
				b->at.y_m - sin(b->angle) * (size.height / 2.0 + 2.6)};
	centre.x_m = fmin(fmax(centre.x_m, p->map.x0 + half + 1.5), p->map.x1 - half - 1.5);
	*ARENA_PUSH(a, p->pointers, p->n_pointers, &p->pointers_capacity) = (struct plan_pointer){
		.x = b->at.x_m, .y = b->at.y_m, .angle = b->angle, .text = text,
		.text_x = centre.x_m - half, .text_y = centre.y_m - size.height / 2.0,
	};
	crowd_add(n->crowd, (struct box){centre.x_m - half, centre.y_m - size.height / 2.0, centre.x_m + half,
	                                 centre.y_m + size.height / 2.0});
	crowd_add(n->crowd, (struct box){b->at.x_m - 2.0, b->at.y_m - 2.0, b->at.x_m + 2.0, b->at.y_m + 2.0});
}

static void add_pointers(struct naming *n)
{
	static const double bundle_mm = 14.0;
	struct poster_plan *p = n->plan;
	struct bundle *bundles = ARENA_ARRAY(p->arena, struct bundle, p->n_incidents + 1);
	size_t n_bundles = 0;
	for (size_t i = 0; i < p->n_incidents; i++) {
		const struct model_incident *in = &p->model->incidents[p->picture.incidents[i]];
		if (p->incident_inside[i])
			continue;
		struct xy to = p->incident_points[i];
		struct xy at = edge_towards(p, to);
		size_t k = 0;
		while (k < n_bundles && hypot(bundles[k].at.x_m - at.x_m, bundles[k].at.y_m - at.y_m) > bundle_mm)
			k++;
		if (k == n_bundles) {
			double dx = to.x_m - (p->map.x0 + p->map.x1) / 2.0;
			double dy = to.y_m - (p->map.y0 + p->map.y1) / 2.0;
			bundles[n_bundles++] = (struct bundle){.at = at, .angle = atan2(dy, dx)};
		}
		bundle_add(&bundles[k], name_of(p, in->location_ar, in->location));
	}
	for (size_t i = 0; i < n_bundles; i++)
		add_pointer(n, &bundles[i]);
}

static void reserve_symbols(struct naming *n)
{
	const struct spread *s = &n->plan->spread;
	for (size_t i = 0; i < s->n; i++) {
		struct box b = symbol_box(n->plan->theme, &s->symbols[i], 1.0, n->plan->symbol_scale);
		crowd_add(n->crowd, (struct box){b.x0 + s->symbols[i].x, b.y0 + s->symbols[i].y, b.x1 + s->symbols[i].x,
		                                 b.y1 + s->symbols[i].y});
	}
}

static int most_incidents_first(const void *a, const void *b)
{
	const struct spread_group *p = *(const struct spread_group *const *)a;
	const struct spread_group *q = *(const struct spread_group *const *)b;
	if (p->count != q->count)
		return p->count > q->count ? -1 : 1;
	return p->first < q->first ? -1 : p->first > q->first;
}

static void name_incidents(struct naming *n)
{
	struct poster_plan *p = n->plan;
	size_t count = p->spread.n_groups;
	const struct spread_group **order = ARENA_ARRAY(p->arena, const struct spread_group *, count + 1);
	for (size_t i = 0; i < count; i++)
		order[i] = &p->spread.groups[i];
	if (count)
		qsort(order, count, sizeof(const struct spread_group *), most_incidents_first);
	for (size_t i = 0; i < count; i++) {
		const struct model_incident *in = &p->model->incidents[order[i]->first];
		struct sv name = name_of(p, in->location_ar, in->location), numbers = poster_group_numbers(p, order[i]);
		if (name.len && numbers.len)
			name = arena_printf(p->arena, "%.*s%.*s", SV_ARG(name), SV_ARG(numbers));
		(void)add_label(n, name, LABEL_INCIDENT,
		                (struct xy){order[i]->x, order[i]->y}, order[i]->reach, false);
	}
}

static bool in_map(const struct poster_plan *p, struct xy at)
{
	struct box f = box_grow(p->map, -1.5);
	return at.x_m > f.x0 && at.x_m < f.x1 && at.y_m > f.y0 && at.y_m < f.y1;
}

static int most_named_first(const void *a, const void *b)
{
	const struct model_place *p = *(const struct model_place *const *)a;
	const struct model_place *q = *(const struct model_place *const *)b;
	if (p->mentions != q->mentions)
		return p->mentions > q->mentions ? -1 : 1;
	return sv_cmp(p->place_id, q->place_id);
}

static void name_mentioned(struct naming *n)
{
	struct poster_plan *p = n->plan;
	enum theme_label kind = p->n_incidents ? LABEL_MENTIONED : LABEL_INCIDENT; /* the map's subject or its margin */
	size_t count = p->picture.n_places;
	const struct model_place **order = ARENA_ARRAY(p->arena, const struct model_place *, count + 1);
	for (size_t i = 0; i < count; i++)
		order[i] = p->picture.places[i];
	if (count)
		qsort(order, count, sizeof(const struct model_place *), most_named_first);
	for (size_t i = 0; i < count && p->n_dots < MAX_MENTIONED; i++) {
		struct xy at = view_at(&p->view, geo_to_utm37(order[i]->point));
		if (in_map(p, at) && add_dot(n, &p->theme->place, at))
			(void)add_label(n, name_of(p, order[i]->name_ar, order[i]->name_en), kind, at,
			                p->theme->place.size_mm / 2.0, false);
	}
}

/* True when the spot bears a symbol or dot already: most likely it is the same place. */
static bool is_taken(const struct poster_plan *p, struct xy at)
{
	for (size_t i = 0; i < p->spread.n_groups; i++) {
		if (hypot(p->spread.groups[i].x - at.x_m, p->spread.groups[i].y - at.y_m) < same_spot_mm)
			return true;
	}
	for (size_t i = 0; i < p->n_dots; i++) {
		if (hypot(p->dots[i].x - at.x_m, p->dots[i].y - at.y_m) < same_spot_mm)
			return true;
	}
	return false;
}

/* Settlements from..to in prominence; each with a dot only when its name finds room too. */
static void name_settlements(struct naming *n, int highest, int lowest)
{
	struct poster_plan *p = n->plan;
	size_t limit = p->n_dots + MAX_SETTLEMENTS;
	size_t tries = 0;
	for (size_t i = 0; i < p->base.n_settlements && p->n_dots < limit && tries < MAX_TRIES; i++) {
		const struct place *s = p->base.settlements[i];
		if (s->prominence > highest)
			continue;
		if (s->prominence < lowest)
			break;
		struct xy at = view_at(&p->view, geo_to_utm37(s->point));
		enum theme_label kind = s->prominence >= 4 ? LABEL_CITY : LABEL_SETTLEMENT;
		if (!in_map(p, at) || is_taken(p, at) || !add_dot(n, &p->theme->basemap.settlement, at))
			continue;
		tries++;
		if (!add_label(n, name_of(p, s->name_ar, s->name_en), kind, at,
		               p->theme->basemap.settlement.size_mm / 2.0, false))
			p->n_dots--;
	}
}

/* Cells of the map that lie in one governorate, or in all areas of one country. */
struct region {
	struct sv name;
	size_t n;
	bool cells[GRID_X * GRID_Y];
};

static struct xy cell_at(const struct poster_plan *p, size_t i)
{
	return (struct xy){p->map.x0 + ((double)(i % GRID_X) + 0.5) / GRID_X * (p->map.x1 - p->map.x0),
	                   p->map.y0 + ((double)(i / GRID_X) + 0.5) / GRID_Y * (p->map.y1 - p->map.y0)};
}

static void region_add(struct region *r, const struct poster_plan *p, const struct base_feature *f)
{
	for (size_t i = 0; i < (size_t)GRID_X * GRID_Y; i++) {
		struct xy at = cell_at(p, i);
		struct lonlat where = geo_from_utm37((struct xy){p->view.x_m + at.x_m / p->view.scale,
		                                                 p->view.y_m - at.y_m / p->view.scale});
		if (r->cells[i] || !geo_shape_contains(f->shape, where))
			continue;
		r->cells[i] = true;
		r->n++;
	}
}

/* Distance of a cell from the nearest one outside the region or the map, in cells; names are wide, so width counts
 * half. */
static double depth_of(const struct region *r, size_t cell)
{
	double x = (double)(cell % GRID_X);
	double y = (double)(cell / GRID_X);
	double best = fmin(fmin(x + 1.0, GRID_X - x) / 2.0, fmin(y + 1.0, GRID_Y - y));
	for (size_t i = 0; i < (size_t)GRID_X * GRID_Y; i++) {
		if (!r->cells[i])
			best = fmin(best, hypot(((double)(i % GRID_X) - x) / 2.0, (double)(i / GRID_X) - y));
	}
	return best;
}

/* On the cell that lies deepest in what is seen of the region. */
static void name_region(struct naming *n, const struct region *r, enum theme_label kind)
{
	double best = 0.0;
	struct xy at = {0.0, 0.0};
	if (r->n < MIN_CELLS)
		return;
	for (size_t i = 0; i < (size_t)GRID_X * GRID_Y; i++) {
		double depth = r->cells[i] ? depth_of(r, i) : 0.0;
		if (depth > best) {
			best = depth;
			at = cell_at(n->plan, i);
		}
	}
	(void)add_label(n, r->name, kind, at, 0.0, true);
}

static void name_areas(struct naming *n)
{
	struct poster_plan *p = n->plan;
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		struct region *r = ARENA_NEW(p->arena, struct region);
		if (f->role == BASE_LAND) {
			r->name = name_of(p, f->name_ar, poster_short_name(f->name_en));
			region_add(r, p, f);
			name_region(n, r, LABEL_GOVERNORATE);
		} else if (f->role == BASE_NEIGHBOUR && f->country_ar.len) {
			bool seen = false;
			for (size_t k = 0; k < i; k++)
				seen |= p->base.features[k].role == BASE_NEIGHBOUR &&
				        sv_eq(p->base.features[k].country_ar, f->country_ar);
			for (size_t k = i; !seen && k < p->base.n_features; k++) {
				const struct base_feature *other = &p->base.features[k];
				if (other->role == BASE_NEIGHBOUR && sv_eq(other->country_ar, f->country_ar))
					region_add(r, p, other);
			}
			r->name = poster_area_name(p, f->country_ar);
			if (!seen)
				name_region(n, r, LABEL_COUNTRY);
		}
	}
}

/* Beside the stream, near the middle of what is seen of it, else nearer its ends. */
static void name_rivers(struct naming *n)
{
	static const double shares[] = {0.5, 0.35, 0.65, 0.2, 0.8};
	struct poster_plan *p = n->plan;
	for (size_t i = 0; i < p->base.n_features; i++) {
		const struct base_feature *f = &p->base.features[i];
		if (f->role != BASE_RIVER && f->role != BASE_TRIBUTARY && f->role != BASE_LAKE)
			continue;
		struct outline o = f->shape ? outline_of_shape(p->arena, f->shape, geo_to_utm37, &p->view, 0.5)
		                            : outline_of_line(p->arena, f->line, geo_to_utm37, &p->view, 0.5);
		size_t seen = 0;
		for (size_t k = 0; k < o.n_points; k++) {
			if (in_map(p, o.points[k]))
				o.points[seen++] = o.points[k];
		}
		bool done = seen < 8;
		for (size_t k = 0; !done && k < sizeof shares / sizeof *shares; k++)
			done = add_label(n, name_of(p, f->name_ar, f->name_en), LABEL_RIVER,
			                 o.points[(size_t)(shares[k] * (double)(seen - 1))], 0.6, false);
	}
}

void poster_plan_labels(struct poster_plan *p, struct typesetter *ts)
{
	static const struct {
		double denominator; /* from this scale on ... */
		int prominence;     /* ... settlements less prominent are too many */
	} limits[] = {{3.0e6, 4}, {1.0e6, 2}, {0.0, 1}};
	size_t scale = 0;
	while (p->frame.denominator <= limits[scale].denominator)
		scale++;
	struct naming n = {.plan = p, .ts = ts, .crowd = crowd_new(p->arena, box_grow(p->map, -1.0), 15.0)};
	if (p->inset)
		crowd_add(n.crowd, box_grow(p->inset->map, 1.0));
	if (!p->whole)
		add_pointers(&n);
	reserve_symbols(&n);
	name_incidents(&n);
	name_mentioned(&n);
	name_settlements(&n, 5, 4);
	if (!p->whole)
		name_areas(&n);
	name_rivers(&n);
	name_settlements(&n, 3, limits[scale].prominence);
}
