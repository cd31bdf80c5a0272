#include "write/poster_plan.h"

#include "write/symbol.h"

#include <math.h>
#include <strings.h>

static const double margin_mm = 8.0;
static const double title_height_mm = 17.0;
static const double footer_height_mm = 12.5;
static const double footer_height_narrow_mm = 19.0;
static const double panel_width_mm = 62.0;
static const double panel_height_mm = 97.0;  /* below the map */
static const double locator_height_mm = 36.0;
static const double scale_height_mm = 13.0;
static const double time_height_mm = 19.0;
static const double tick_mm = 4.0;     /* room for graticule numbers */
static const double symbol_room_mm = 13.0; /* between the outermost point and the frame */

/* Landscape: the panel stands at the end of the reading direction; locator, legend, list and scale one below the other. */
static void lay_out_beside(struct poster_plan *p)
{
	double left = margin_mm, right = p->page.x1 - margin_mm;
	double width = fmin(90.0, fmax(panel_width_mm, 0.2 * p->page.x1));
	double panel_x = p->rtl ? left : right - width;
	p->map.x0 = p->rtl ? left + width + 4.0 : left + tick_mm;
	p->map.x1 = p->rtl ? right - tick_mm : right - width - 4.0;
	p->map.y1 = p->footer.y0 - tick_mm - 1.5;
	p->panel = (struct box){panel_x, p->map.y0, panel_x + width, p->map.y1};
	double locator = fmin(locator_height_mm * fmin(1.4, width / panel_width_mm), 0.3 * (p->panel.y1 - p->panel.y0));
	p->locator = (struct box){p->panel.x0, p->panel.y0, p->panel.x1, p->panel.y0 + locator};
	p->scale_box = (struct box){p->panel.x0, p->panel.y1 - scale_height_mm, p->panel.x1, p->panel.y1};
	p->legend_box = (struct box){p->panel.x0, p->locator.y1 + 3.0, p->panel.x1, p->scale_box.y0 - 1.0};
	p->list_box = BOX_EMPTY; /* what the legend leaves */
}

/* Portrait: the panel lies below the map in three columns: locator and scale, legend, list. */
static void lay_out_below(struct poster_plan *p)
{
	double left = margin_mm, right = p->page.x1 - margin_mm, gap = 5.0;
	double height = fmin(panel_height_mm, 0.33 * p->page.y1);
	p->map.x0 = p->rtl ? left : left + tick_mm;
	p->map.x1 = p->rtl ? right - tick_mm : right;
	p->panel = (struct box){left, p->footer.y0 - height - 2.0, right, p->footer.y0 - 2.0};
	p->map.y1 = p->panel.y0 - tick_mm - 3.0;
	double width = (right - left - 2.0 * gap) / 3.0;
	struct box columns[3];
	for (int i = 0; i < 3; i++) {
		double x = p->rtl ? right - width - i * (width + gap) : left + i * (width + gap);
		columns[i] = (struct box){x, p->panel.y0, x + width, p->panel.y1};
	}
	p->legend_box = columns[0];
	p->list_box = columns[1];
	p->locator = columns[2];
	p->locator.y1 = fmax(p->panel.y0 + 1.0, p->panel.y1 - scale_height_mm - 5.0);
	p->scale_box = (struct box){columns[2].x0, p->panel.y1 - scale_height_mm, columns[2].x1, p->panel.y1};
}

static void lay_out_page(struct poster_plan *p)
{
	const struct poster_paper *paper = &p->spec->paper;
	p->page = (struct box){0.0, 0.0, paper->width_mm > 0.0 ? paper->width_mm : 297.0,
	                       paper->width_mm > 0.0 ? paper->height_mm : 210.0};
	p->portrait = p->page.y1 > p->page.x1;
	double left = margin_mm, right = p->page.x1 - margin_mm, bottom = p->page.y1 - margin_mm;
	double footer = right - left < 250.0 ? footer_height_narrow_mm : footer_height_mm;
	p->title_box = (struct box){left, margin_mm, right, margin_mm + title_height_mm};
	p->footer = (struct box){left, bottom - footer, right, bottom};
	p->map.y0 = p->title_box.y1 + 2.5;
	if (p->portrait)
		lay_out_below(p);
	else
		lay_out_beside(p);
	p->time_box = BOX_EMPTY;
	if (!p->timeline.n)
		return;
	p->time_box = (struct box){p->map.x0, p->map.y1 - time_height_mm + tick_mm, p->map.x1, p->map.y1 + tick_mm};
	p->map.y1 -= time_height_mm;
}

static const struct {
	const char *word;
	struct poster_paper paper;
} papers[] = {
	{"a4", {297.0, 210.0, "A4"}}, {"a3", {420.0, 297.0, "A3"}}, {"a2", {594.0, 420.0, "A2"}},
	{"letter", {279.4, 215.9, "Letter"}},
};

bool poster_paper_parse(const char *name, bool portrait, struct poster_paper *out)
{
	struct sv rest = sv_cstr(name), width;
	*out = (struct poster_paper){0};
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
		if (strcasecmp(name, papers[i].word) == 0)
			*out = papers[i].paper;
	if (!out->name) {
		sv_split(&rest, 'x', &width);
		if (!rest.ptr || !sv_to_double(width, &out->width_mm) || !sv_to_double(rest, &out->height_mm))
			return false;
		out->name = name;
	} else if (portrait) {
		*out = (struct poster_paper){out->height_mm, out->width_mm, out->name};
	}
	return out->width_mm >= POSTER_MIN_MM && out->width_mm <= POSTER_MAX_MM && out->height_mm >= POSTER_MIN_MM &&
	       out->height_mm <= POSTER_MAX_MM;
}

static void collect_points(struct poster_plan *p)
{
	p->n_incidents = p->picture.n_incidents;
	p->incident_inside = ARENA_ARRAY(p->arena, bool, p->n_incidents + 1);
	p->incident_points = ARENA_ARRAY(p->arena, struct xy, p->n_incidents + 1);
	for (size_t i = 0; i < p->n_incidents; i++)
		p->incident_points[i] = geo_to_utm37(p->model->incidents[p->picture.incidents[i]].point);
}

/* Without incidents the places named are framed, without those the theme's region. */
static struct map_frame choose_frame(struct poster_plan *p, double width_mm, double height_mm)
{
	const struct theme *t = p->theme;
	struct arena *a = p->arena;
	if (p->n_incidents)
		return frame_choose(a, p->incident_points, p->n_incidents, width_mm, height_mm, p->incident_inside);
	size_t n = p->picture.n_places;
	struct xy *points = ARENA_ARRAY(a, struct xy, n + 4);
	for (size_t i = 0; i < n; i++)
		points[i] = geo_to_utm37(p->picture.places[i]->point);
	if (n == 0) {
		struct lonlat corners[] = {{t->region.west, t->region.south}, {t->region.east, t->region.south},
		                           {t->region.west, t->region.north}, {t->region.east, t->region.north}};
		for (; n < 4; n++)
			points[n] = geo_to_utm37(corners[n]);
	}
	return frame_choose(a, points, n, width_mm, height_mm, ARENA_ARRAY(a, bool, n));
}

/* The view in which the frame fills the map's box; incident points go over to millimetres. */
static void look_at_frame(struct poster_plan *p)
{
	double scale = 1000.0 / p->frame.denominator;
	p->view = (struct view){p->frame.centre.x_m - (p->map.x0 + p->map.x1) / 2.0 / scale,
	                        p->frame.centre.y_m + (p->map.y0 + p->map.y1) / 2.0 / scale, scale};
	for (size_t i = 0; i < p->n_incidents; i++)
		p->incident_points[i] = view_at(&p->view, p->incident_points[i]);
}

void poster_plan_frame(struct poster_plan *p)
{
	collect_points(p);
	double width_mm = p->map.x1 - p->map.x0;
	double height_mm = p->map.y1 - p->map.y0;
	p->frame = choose_frame(p, width_mm - 2.0 * symbol_room_mm, height_mm - 2.0 * symbol_room_mm);
	look_at_frame(p);
}

/* Smaller symbols where there are many, so that they stay near their places. */
static void spread_to_fit(struct poster_plan *p, const size_t *indexes, const struct xy *points, size_t n)
{
	static const double group_reach = 1.2, comfortable = 36.0, smallest = 0.6;
	p->spread = spread_gather(p->arena, p->theme, p->model, indexes, points, n, group_reach);
	p->symbol_scale = (double)p->spread.n <= comfortable ? 1.0 : fmax(smallest, sqrt(comfortable / (double)p->spread.n));
	struct spread_spec spec = {.theme = p->theme, .unit = 1.0, .scale = p->symbol_scale,
	                           .count_reach = symbol_badge_reach(p->theme, 1.0, p->symbol_scale)};
	spread_arrange(p->arena, &p->spread, &spec);
}

/* Symbols of the incidents inside, and the outlines of what they cover. */
static void place_incidents(struct poster_plan *p)
{
	static const double tolerance_mm = 0.02;
	const struct picture *pic = &p->picture;
	size_t *indexes = ARENA_ARRAY(p->arena, size_t, p->n_incidents + 1);
	struct xy *points = ARENA_ARRAY(p->arena, struct xy, p->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < p->n_incidents; i++) {
		if (p->incident_inside[i]) {
			indexes[n] = pic->incidents[i];
			points[n++] = p->incident_points[i];
		}
	}
	spread_to_fit(p, indexes, points, n);
	p->extents = ARENA_ARRAY(p->arena, struct outline, pic->n_extents + 1);
	for (size_t i = 0; i < pic->n_extents; i++) {
		struct outline o = outline_of_shape(p->arena, pic->extents[i], geo_to_utm37, &p->view, tolerance_mm);
		if (!box_overlaps(o.box, p->map))
			continue;
		p->n_open += i < pic->n_open;
		p->extents[p->n_extents++] = o;
	}
	p->routes = ARENA_ARRAY(p->arena, struct outline, pic->n_routes + 1);
	for (size_t i = 0; i < pic->n_routes; i++) {
		struct outline o = outline_of_line(p->arena, *pic->routes[i], geo_to_utm37, &p->view, tolerance_mm);
		if (box_overlaps(box_grow(o.box, 0.1), p->map))
			p->routes[p->n_routes++] = o;
	}
}

static void make_legend(struct poster_plan *p)
{
	static const struct {
		enum base_role role;
		enum legend_sign sign;
	} lines[] = {
		{BASE_LAKE, SIGN_LAKE}, {BASE_SEA, SIGN_LAKE}, {BASE_DESERT, SIGN_DESERT},
		{BASE_IRRIGATED, SIGN_IRRIGATED}, {BASE_DISTRICT_BORDER, SIGN_DISTRICT_BORDER},
		{BASE_ROAD, SIGN_ROAD}, {BASE_RIVER, SIGN_RIVER}, {BASE_TRIBUTARY, SIGN_RIVER},
		{BASE_GOVERNORATE_BORDER, SIGN_GOVERNORATE_BORDER}, {BASE_COUNTRY_BORDER, SIGN_COUNTRY_BORDER},
	};
	struct legend *l = &p->legend;
	legend_count(l, p->theme, p->model);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		l->signs[lines[i].sign] |= p->base_shown[lines[i].role];
	l->signs[SIGN_EXTENT] = p->n_extents > 0;
	l->signs[SIGN_ROUTE] = p->n_routes > 0;
	for (size_t i = 0; i < p->spread.n; i++)
		l->signs[SIGN_BADGE] |= p->spread.symbols[i].count > 1;
	for (size_t i = 0; i < p->n_dots; i++)
		l->signs[p->dots[i].style == &p->theme->place ? SIGN_MENTIONED : SIGN_SETTLEMENT] = true;
}

void poster_plan_part(struct poster_plan *q, const struct poster_plan *p, struct typesetter *ts, const struct model *part,
                      struct box map, const struct xy *points, size_t n)
{
	static const double room_mm = 9.0, min_denominator = 60000.0;
	*q = (struct poster_plan){.arena = p->arena, .model = part, .gazetteer = p->gazetteer, .spec = p->spec, .theme = p->theme,
	                          .lang = p->lang, .rtl = p->rtl, .page = p->page, .map = map, .whole = p, .list = p->list,
	                          .n_list = p->n_list};
	picture_collect(q->arena, part, q->theme, &q->picture);
	collect_points(q);
	for (size_t i = 0; i < q->n_incidents; i++)
		q->incident_inside[i] = true;
	q->frame = frame_around(points, n, map.x1 - map.x0 - 2.0 * room_mm, map.y1 - map.y0 - 2.0 * room_mm, min_denominator);
	look_at_frame(q);
	place_incidents(q);
	poster_plan_base(q);
	poster_plan_labels(q, ts);
	double width = map.x1 - map.x0;
	q->ratio_bar = scale_bar_choose(frame_true_denominator(&q->frame), width * 0.35);
}

void poster_plan_build(struct poster_plan *p, struct arena *arena, struct typesetter *ts, const struct model *m,
                       const struct gazetteer *g, const struct poster_spec *spec)
{
	*p = (struct poster_plan){.arena = arena, .model = m, .gazetteer = g, .spec = spec, .theme = spec->theme,
	                          .lang = spec->lang, .rtl = spec->lang == LANG_AR};
	picture_collect(arena, m, spec->theme, &p->picture);
	poster_plan_timeline(p);
	lay_out_page(p);
	poster_plan_frame(p);
	place_incidents(p);
	poster_plan_base(p);
	poster_plan_graticule(p);
	poster_plan_list(p);
	poster_plan_inset(p, ts);
	poster_plan_labels(p, ts);
	poster_plan_texts(p);
	poster_plan_table(p, ts);
	make_legend(p);
}
