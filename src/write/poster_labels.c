/* The report map's names, most important first, and the pointers to what lies outside. */
#include "write/poster_naming.h"
#include "write/spread_names.h"
#include "write/symbol.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_SETTLEMENTS = 60, MAX_MENTIONED = 40, MAX_TRIES = 300,
       POINTER_NAMES = 2, MAX_POINTER_ROWS = 5,
       CITY = 5, TOWN = 4 /* prominence, from which on a settlement is written as one */ };

static const double label_gap_mm = 0.5;
static const double same_spot_mm = 1.6;

struct sv naming_text(const struct poster_plan *p, struct sv ar, struct sv en)
{
	struct sv first = p->rtl ? ar : en;
	return first.len ? first : p->rtl ? en : ar;
}

bool naming_in_map(const struct poster_plan *p, struct xy at)
{
	struct box f = box_grow(p->map, -1.5);
	return at.x_m > f.x0 && at.x_m < f.x1 && at.y_m > f.y0 && at.y_m < f.y1;
}

/* At the first of the gaps at which there is room. */
static bool add_name(struct naming *n, struct label_request *r, enum theme_label kind, const double *gaps, size_t n_gaps)
{
	struct poster_plan *p = n->plan;
	struct text_style style = text_style_of(&p->theme->labels[kind], 1.0);
	struct text_size size = {0};
	for (size_t i = 0; i < n_gaps && r->text.len; i++) {
		struct box box;
		r->gap = gaps[i] + label_gap_mm;
		if (!label_may_fit(n->crowd, r, style.size))
			continue;
		if (size.width <= 0.0) {
			style.second = sv_find(r->text, SV("\n"), 0) != SIZE_MAX;
			size = text_measure(n->ts, r->text, &style);
			r->width = size.ink.x1 - size.ink.x0 + style.halo_width;
			r->height = size.ink.y1 - size.ink.y0 + style.halo_width;
		}
		if (!label_place(n->crowd, r, &box))
			continue;
		*ARENA_PUSH(p->arena, p->labels, p->n_labels, &p->labels_capacity) = (struct plan_label){
			.text = r->text, .style = kind, .second = style.second,
			.x = (box.x0 + box.x1) / 2.0 - (size.ink.x0 + size.ink.x1) / 2.0,
			.y = (box.y0 + box.y1) / 2.0 - (size.ink.y0 + size.ink.y1) / 2.0,
		};
		return true;
	}
	return false;
}

bool naming_add(struct naming *n, struct sv text, enum theme_label kind, struct xy at, double gap, bool centred)
{
	struct label_request r = {.text = text, .x = at.x_m, .y = at.y_m, .centred = centred, .rtl = n->plan->rtl};
	return add_name(n, &r, kind, &gap, 1);
}

bool naming_add_beside(struct naming *n, struct sv text, enum theme_label kind, struct xy at, double gap, double further)
{
	const double gaps[] = {gap, further};
	struct label_request r = {.text = text, .x = at.x_m, .y = at.y_m, .rtl = n->plan->rtl};
	return add_name(n, &r, kind, gaps, further > gap ? 2 : 1);
}

static bool dot_is_free(const struct naming *n, const struct marker_style *style, struct xy at)
{
	double reach = (style->size_mm + style->stroke_mm) / 2.0;
	return crowd_is_free(n->crowd, (struct box){at.x_m - reach, at.y_m - reach, at.x_m + reach, at.y_m + reach});
}

static void add_dot(struct naming *n, const struct marker_style *style, struct xy at)
{
	double reach = (style->size_mm + style->stroke_mm) / 2.0;
	crowd_add(n->crowd, (struct box){at.x_m - reach, at.y_m - reach, at.x_m + reach, at.y_m + reach});
	*ARENA_PUSH(n->plan->arena, n->plan->dots, n->plan->n_dots, &n->plan->dots_capacity) =
		(struct plan_dot){style, at.x_m, at.y_m};
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

/* A spot at the frame behind the inset goes along the frame to its nearer end. */
static struct xy beside_inset(const struct poster_plan *p, struct xy at)
{
	static const double room_mm = 4.0;
	if (!p->inset)
		return at;
	struct box b = box_grow(p->inset->map, room_mm);
	if (at.x_m <= b.x0 || at.x_m >= b.x1 || at.y_m <= b.y0 || at.y_m >= b.y1)
		return at;
	bool upper = b.y0 < p->map.y0 + room_mm, left = b.x0 < p->map.x0 + room_mm;
	bool sideways = upper ? at.y_m < p->map.y0 + room_mm : at.y_m > p->map.y1 - room_mm; /* at the upper or lower edge */
	return sideways ? (struct xy){left ? b.x1 : b.x0, at.y_m} : (struct xy){at.x_m, upper ? b.y1 : b.y0};
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

static struct box text_box(struct xy centre, const struct text_size *size)
{
	double half = size->width / 2.0, high = size->height * 0.35; /* without the room above and below the letters */
	return (struct box){centre.x_m - half, centre.y_m - high, centre.x_m + half, centre.y_m + high};
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
	double inwards = b->at.y_m > (p->map.y0 + p->map.y1) / 2.0 ? -1.0 : 1.0;
	for (int row = 0; row < MAX_POINTER_ROWS && !crowd_is_free(n->crowd, text_box(centre, &size)); row++)
		centre.y_m += inwards * size.height * 0.8; /* beside it stands another pointer's text */
	*ARENA_PUSH(a, p->pointers, p->n_pointers, &p->pointers_capacity) = (struct plan_pointer){
		.x = b->at.x_m, .y = b->at.y_m, .angle = b->angle, .text = text,
		.text_x = centre.x_m - half, .text_y = centre.y_m - size.height / 2.0,
	};
	crowd_add(n->crowd, text_box(centre, &size));
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
		struct xy at = beside_inset(p, edge_towards(p, to));
		size_t k = 0;
		while (k < n_bundles && hypot(bundles[k].at.x_m - at.x_m, bundles[k].at.y_m - at.y_m) > bundle_mm)
			k++;
		if (k == n_bundles) {
			double dx = to.x_m - (p->map.x0 + p->map.x1) / 2.0;
			double dy = to.y_m - (p->map.y0 + p->map.y1) / 2.0;
			bundles[n_bundles++] = (struct bundle){.at = at, .angle = atan2(dy, dx)};
		}
		bundle_add(&bundles[k], naming_text(p, in->location_ar, in->location));
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

/* Names are not written across the roads of incidents. */
static void reserve_routes(struct naming *n)
{
	static const double step_mm = 2.0, half_mm = 0.7;
	const struct poster_plan *p = n->plan;
	for (size_t i = 0; i < p->n_routes; i++) {
		const struct outline *o = &p->routes[i];
		for (size_t k = 1; k < o->n_points; k++) {
			struct xy a = o->points[k - 1], b = o->points[k];
			double length = hypot(b.x_m - a.x_m, b.y_m - a.y_m);
			size_t steps = length < 2000.0 ? (size_t)(length / step_mm) + 1 : 1;
			for (size_t s = 0; s <= steps; s++) {
				double share = (double)s / (double)steps;
				double x = a.x_m + share * (b.x_m - a.x_m), y = a.y_m + share * (b.y_m - a.y_m);
				crowd_add(n->crowd, (struct box){x - half_mm, y - half_mm, x + half_mm, y + half_mm});
			}
		}
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
	const struct sv *names = spread_names(p->arena, &p->spread, p->model, p->theme, p->lang, SPREAD_NAMES);
	size_t count = p->spread.n_groups;
	const struct spread_group **order = ARENA_ARRAY(p->arena, const struct spread_group *, count + 1);
	for (size_t i = 0; i < count; i++)
		order[i] = &p->spread.groups[i];
	if (count)
		qsort(order, count, sizeof(const struct spread_group *), most_incidents_first);
	for (size_t i = 0; i < count; i++) {
		struct sv name = names[order[i] - p->spread.groups];
		struct sv numbers = poster_group_numbers(p, order[i]);
		if (name.len && numbers.len)
			name = arena_printf(p->arena, "%.*s%.*s", SV_ARG(name), SV_ARG(numbers));
		double least, gap;
		struct xy at = spread_name_point(&p->spread, (size_t)(order[i] - p->spread.groups), &least, &gap);
		(void)naming_add_beside(n, name, LABEL_INCIDENT, at, least, gap);
	}
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
		if (naming_in_map(p, at) && dot_is_free(n, &p->theme->place, at) &&
		    naming_add(n, naming_text(p, order[i]->name_ar, order[i]->name_en), kind, at,
		              p->theme->place.size_mm / 2.0, false))
			add_dot(n, &p->theme->place, at);
	}
}

/* The group of symbols that covers the spot, or stands so near that it is most likely the same place. */
static const struct spread_group *group_at(const struct poster_plan *p, struct xy at, double *gap)
{
	for (size_t i = 0; i < p->spread.n_groups; i++) {
		const struct spread_group *g = &p->spread.groups[i];
		double away = hypot(g->x - at.x_m, g->y - at.y_m);
		*gap = g->reach + away;
		if (away < fmax(same_spot_mm, g->reach + 0.5))
			return g;
	}
	return NULL;
}

static bool is_dotted(const struct poster_plan *p, struct xy at)
{
	for (size_t i = 0; i < p->n_dots; i++)
		if (hypot(p->dots[i].x - at.x_m, p->dots[i].y - at.y_m) < same_spot_mm)
			return true;
	return false;
}

/* A city's name with that in the other language below it, where there is room. */
static bool name_settlement(struct naming *n, const struct place *s, struct xy at, double gap)
{
	if (s->prominence < CITY)
		return naming_add(n, naming_text(n->plan, s->name_ar, s->name_en),
		                  s->prominence >= TOWN ? LABEL_TOWN : LABEL_SETTLEMENT, at, gap, false);
	struct sv name = naming_text(n->plan, s->name_ar, s->name_en), other = n->plan->rtl ? s->name_en : s->name_ar;
	struct sv both = arena_printf(n->plan->arena, "%.*s\n%.*s", SV_ARG(name), SV_ARG(other));
	return (other.len && !sv_eq(name, other) && naming_add(n, both, LABEL_CITY, at, gap, false)) ||
	       naming_add(n, name, LABEL_CITY, at, gap, false);
}

/* Settlements from..to in prominence; each with a dot only when its name finds room too. A city keeps its name where
 * incidents stand on it, in quarters that bear names of their own. */
static void name_settlements(struct naming *n, int highest, int lowest)
{
	struct poster_plan *p = n->plan;
	const struct marker_style *dot = &p->theme->basemap.settlement;
	size_t limit = p->n_dots + MAX_SETTLEMENTS;
	size_t tries = 0;
	for (size_t i = 0; i < p->base.n_settlements && p->n_dots < limit && tries < MAX_TRIES; i++) {
		const struct place *s = p->base.settlements[i];
		if (s->prominence > highest)
			continue;
		if (s->prominence < lowest)
			break;
		struct xy at = view_at(&p->view, geo_to_utm37(s->point));
		double gap;
		const struct spread_group *group = naming_in_map(p, at) ? group_at(p, at, &gap) : NULL;
		if (group && s->prominence >= TOWN && !sv_eq(p->model->incidents[group->first].location_ar, s->name_ar))
			(void)name_settlement(n, s, at, gap);
		if (!naming_in_map(p, at) || group || is_dotted(p, at) || !dot_is_free(n, dot, at))
			continue;
		tries++;
		if (name_settlement(n, s, at, dot->size_mm / 2.0))
			add_dot(n, dot, at);
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
	reserve_routes(&n);
	name_mentioned(&n);
	name_settlements(&n, CITY, TOWN);
	if (!p->whole)
		naming_areas(&n);
	naming_rivers(&n);
	name_settlements(&n, 3, limits[scale].prominence);
}
