#include "write/theme.h"

#include "base/file.h"
#include "write/styles.h"
#include "write/theme_read.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum { THEME_MAX_BYTES = 1 << 20, THEME_FORMAT = 1 };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define NUMBER(type, member, low, high) \
	{.name = #member, .kind = MEMBER_NUMBER, .offset = offsetof(type, member), .min = (low), .max = (high)}
#define PLAIN(type, member, member_kind) {.name = #member, .kind = (member_kind), .offset = offsetof(type, member)}
#define OBJECT(at, key, table) \
	{.name = (key), .kind = MEMBER_OBJECT, .offset = (at), .members = (table), .n_members = COUNT(table)}
#define LIST(at, n_at, key, table, type, room) \
	{.name = (key), .kind = MEMBER_LIST, .offset = (at), .members = (table), .n_members = COUNT(table), \
	 .count_offset = (n_at), .stride = sizeof(type), .capacity = (room)}

/* The file as it stands in JSON, before what needs a second look is moved into the theme. */
struct theme_file {
	struct theme theme;
	unsigned format;
	const char *digits;
};
#define AT(member) offsetof(struct theme_file, theme.member)

static const struct member line_members[] = {
	PLAIN(struct line_style, colour, MEMBER_COLOUR),
	NUMBER(struct line_style, width_mm, 0.01, 20),
	{.name = "dash_mm", .kind = MEMBER_DASHES, .offset = 0, .optional = true},
};
static const struct member marker_members[] = {
	PLAIN(struct marker_style, fill, MEMBER_COLOUR),
	PLAIN(struct marker_style, stroke, MEMBER_COLOUR),
	NUMBER(struct marker_style, size_mm, 0.1, 50),
	NUMBER(struct marker_style, stroke_mm, 0, 5),
};
static const struct member label_members[] = {
	NUMBER(struct label_style, size_pt, 3, 72),
	PLAIN(struct label_style, bold, MEMBER_BOOL),
	PLAIN(struct label_style, colour, MEMBER_COLOUR),
	PLAIN(struct label_style, halo, MEMBER_COLOUR),
	NUMBER(struct label_style, halo_mm, 0, 5),
	{.name = "spacing_em", .kind = MEMBER_NUMBER, .offset = offsetof(struct label_style, spacing_em), .max = 1,
	 .optional = true},
	{.name = "italic", .kind = MEMBER_BOOL, .offset = offsetof(struct label_style, italic), .optional = true},
};
static const struct member font_members[] = {
	{.name = "text", .kind = MEMBER_STRING, .offset = AT(fonts.text) - AT(fonts)},
	{.name = "title", .kind = MEMBER_STRING, .offset = AT(fonts.title) - AT(fonts)},
	{.name = "note", .kind = MEMBER_STRING, .offset = AT(fonts.note) - AT(fonts)},
};
static const struct member event_members[] = {
	PLAIN(struct theme_event, event_type, MEMBER_STRING), PLAIN(struct theme_event, label_ar, MEMBER_STRING),
	PLAIN(struct theme_event, label_en, MEMBER_STRING),   PLAIN(struct theme_event, shape, MEMBER_SHAPE),
	NUMBER(struct theme_event, scale, 0.3, 3),           PLAIN(struct theme_event, fill, MEMBER_COLOUR),
	PLAIN(struct theme_event, stroke, MEMBER_COLOUR),
};

#define STEP(key, at, low, high) \
	{.name = (key), .kind = MEMBER_NUMBER, .offset = offsetof(struct theme_step, at), .min = (low), .max = (high)}
static const struct member size_members[] = {STEP("fatalities", from, 0, 1e6), STEP("size_mm", value, 0.5, 50)};
static const struct member confidence_members[] = {STEP("from", from, 0, 1), STEP("opacity", value, 0, 1)};
static const struct member precision_members[] = {STEP("geo_precision", from, 1, 3), STEP("opacity", value, 0, 1)};

#define INCIDENT(member) (AT(incident.member) - AT(incident))
static const struct member badge_members[] = {
	{.name = "fill", .kind = MEMBER_COLOUR, .offset = AT(incident.badge.fill) - AT(incident.badge)},
	{.name = "text", .kind = MEMBER_COLOUR, .offset = AT(incident.badge.text) - AT(incident.badge)},
	{.name = "size_pt", .kind = MEMBER_NUMBER, .offset = AT(incident.badge.size_pt) - AT(incident.badge), .min = 3,
	 .max = 30},
};
static const struct member incident_members[] = {
	{.name = "stroke_mm", .kind = MEMBER_NUMBER, .offset = INCIDENT(stroke_mm), .max = 5},
	{.name = "halo", .kind = MEMBER_COLOUR, .offset = INCIDENT(halo)},
	{.name = "halo_mm", .kind = MEMBER_NUMBER, .offset = INCIDENT(halo_mm), .max = 5},
	{.name = "background_opacity", .kind = MEMBER_NUMBER, .offset = INCIDENT(background_opacity), .max = 1},
	LIST(INCIDENT(sizes), INCIDENT(n_sizes), "sizes", size_members, struct theme_step, THEME_MAX_STEPS),
	LIST(INCIDENT(confidence), INCIDENT(n_confidence), "confidence", confidence_members, struct theme_step,
             THEME_MAX_STEPS),
	LIST(INCIDENT(precision), INCIDENT(n_precision), "precision", precision_members, struct theme_step,
             THEME_MAX_STEPS),
	OBJECT(INCIDENT(badge), "badge", badge_members),
	OBJECT(INCIDENT(leader), "leader", line_members),
};

#define DEGREES(key, limit) \
	{.name = #key, .kind = MEMBER_NUMBER, .offset = AT(region.key) - AT(region), .min = -(limit), .max = (limit)}
static const struct member region_members[] = {DEGREES(west, 180), DEGREES(south, 85), DEGREES(east, 180),
                                               DEGREES(north, 85)};

#define EXTENT(member) (AT(extent.member) - AT(extent))
static const struct member extent_members[] = {
	{.name = "fill", .kind = MEMBER_COLOUR, .offset = EXTENT(fill)},
	OBJECT(EXTENT(hatch), "hatch", line_members),
	{.name = "hatch_spacing_mm", .kind = MEMBER_NUMBER, .offset = EXTENT(hatch_spacing_mm), .min = 0.5, .max = 50},
	OBJECT(EXTENT(outline), "outline", line_members),
	{.name = "max_hatched_km2", .kind = MEMBER_NUMBER, .offset = EXTENT(max_hatched_km2), .max = 1e9},
	{.name = "max_area_km2", .kind = MEMBER_NUMBER, .offset = EXTENT(max_area_km2), .min = 1, .max = 1e9},
};
static const struct member route_members[] = {
	OBJECT(AT(route.line) - AT(route), "line", line_members),
	OBJECT(AT(route.casing) - AT(route), "casing", line_members),
};

static const struct member shade_members[] = {
	NUMBER(struct theme_shade, from, 0.001, 1e6),
	PLAIN(struct theme_shade, colour, MEMBER_COLOUR),
};
static const struct member density_members[] = {
	{.name = "radius_mm", .kind = MEMBER_NUMBER, .offset = AT(density.radius_mm) - AT(density), .min = 0.5, .max = 50},
	LIST(AT(density.ramp) - AT(density), AT(density.n_ramp) - AT(density), "ramp", shade_members, struct theme_shade,
             THEME_MAX_SHADES),
};

#define BASE(member) (AT(basemap.member) - AT(basemap))
#define BASE_LINE(member) OBJECT(BASE(member), #member, line_members)
#define BASE_COLOUR(member) {.name = #member, .kind = MEMBER_COLOUR, .offset = BASE(member)}
static const struct member basemap_members[] = {
	BASE_COLOUR(land),         BASE_COLOUR(neighbour),
	BASE_COLOUR(desert),       BASE_COLOUR(irrigated),
	BASE_COLOUR(water),        BASE_LINE(lake_outline),
	BASE_LINE(river),          BASE_LINE(tributary),
	BASE_LINE(road),           BASE_LINE(road_casing),
	BASE_LINE(country_border), BASE_LINE(governorate_border),
	BASE_LINE(district_border), BASE_LINE(graticule),
	OBJECT(BASE(settlement), "settlement", marker_members),
	{.name = "districts_from", .kind = MEMBER_NUMBER, .offset = BASE(districts_from), .min = 1, .max = 1e9},
};

#define LABEL(kind, key) OBJECT((size_t)(kind) * sizeof(struct label_style), key, label_members)
static const struct member labels_members[] = {
	LABEL(LABEL_INCIDENT, "incident"), LABEL(LABEL_MENTIONED, "mentioned"),
	LABEL(LABEL_SETTLEMENT, "settlement"), LABEL(LABEL_CITY, "city"),
	LABEL(LABEL_GOVERNORATE, "governorate"), LABEL(LABEL_COUNTRY, "country"),
	LABEL(LABEL_RIVER, "river"), LABEL(LABEL_SEA, "sea"), LABEL(LABEL_TOWN, "town"),
};
static const struct member zoom_members[] = {
	{.name = "zoom", .kind = MEMBER_UNSIGNED, .offset = offsetof(struct theme_zoom, zoom), .max = 22},
	NUMBER(struct theme_zoom, symbol_scale, 0.1, 10), NUMBER(struct theme_zoom, line_scale, 0.1, 10),
	NUMBER(struct theme_zoom, cluster_px, 0, 256),    PLAIN(struct theme_zoom, labels, MEMBER_BOOL),
	PLAIN(struct theme_zoom, places, MEMBER_BOOL),
	{.name = "settlements", .kind = MEMBER_UNSIGNED, .offset = offsetof(struct theme_zoom, settlements), .max = 9},
	PLAIN(struct theme_zoom, districts, MEMBER_BOOL), PLAIN(struct theme_zoom, roads, MEMBER_BOOL),
};

#define PAGE(member) (AT(page.member) - AT(page))
#define PAGE_COLOUR(member) {.name = #member, .kind = MEMBER_COLOUR, .offset = PAGE(member)}
#define PAGE_SIZE(member) {.name = #member, .kind = MEMBER_NUMBER, .offset = PAGE(member), .min = 3, .max = 72}
static const struct member page_members[] = {
	PAGE_COLOUR(paper),    PAGE_COLOUR(ink),
	PAGE_COLOUR(muted),    PAGE_COLOUR(accent),
	PAGE_SIZE(title_pt),   PAGE_SIZE(subtitle_pt),
	PAGE_SIZE(heading_pt), PAGE_SIZE(text_pt),
	PAGE_SIZE(note_pt),    OBJECT(PAGE(frame), "frame", line_members),
	OBJECT(PAGE(rule), "rule", line_members),
};
static const struct member text_members[] = {
#define X(symbol, key) {.name = (key), .kind = MEMBER_STRING, .offset = (size_t)(symbol) * sizeof(char *)},
#include "write/theme_text.def"
#undef X
};

static const struct member root_members[] = {
	{.name = "name", .kind = MEMBER_STRING, .offset = AT(name)},
	{.name = "format", .kind = MEMBER_UNSIGNED, .offset = offsetof(struct theme_file, format), .min = THEME_FORMAT,
	 .max = THEME_FORMAT},
	OBJECT(AT(fonts), "fonts", font_members),
	LIST(AT(events), AT(n_events), "events", event_members, struct theme_event, THEME_MAX_EVENTS),
	OBJECT(AT(incident), "incident", incident_members),
	OBJECT(AT(region), "region", region_members),
	OBJECT(AT(place), "place", marker_members),
	OBJECT(AT(extent), "extent", extent_members),
	OBJECT(AT(route), "route", route_members),
	OBJECT(AT(density), "density", density_members),
	OBJECT(AT(basemap), "basemap", basemap_members),
	OBJECT(AT(labels), "labels", labels_members),
	LIST(AT(zooms), AT(n_zooms), "zooms", zoom_members, struct theme_zoom, THEME_MAX_ZOOMS),
	OBJECT(AT(page), "page", page_members),
	{.name = "digits", .kind = MEMBER_STRING, .offset = offsetof(struct theme_file, digits)},
	{.name = "months_ar", .kind = MEMBER_STRINGS, .offset = AT(months[LANG_AR]), .capacity = THEME_MONTHS},
	{.name = "months_en", .kind = MEMBER_STRINGS, .offset = AT(months[LANG_EN]), .capacity = THEME_MONTHS},
	OBJECT(AT(text[LANG_AR]), "text_ar", text_members),
	OBJECT(AT(text[LANG_EN]), "text_en", text_members),
};

const char *marker_shape_name(enum marker_shape s)
{
	static const char *const names[] = {
#define X(symbol, name) name,
#include "write/marker.def"
#undef X
	};
	_Static_assert(COUNT(names) == MARKER_COUNT, "one name per marker shape");
	return names[s];
}

static enum err check_steps(const char *file, const char *member, const struct theme_step *steps, size_t n,
                            struct error *e)
{
	for (size_t i = 1; i < n; i++) {
		if (steps[i].from <= steps[i - 1].from)
			return error_set(e, ERR_DATA, "theme '%s': '%s[%zu]': steps must rise, %g follows %g", file,
			                 member, i, steps[i].from, steps[i - 1].from);
	}
	return OK;
}

/* What one member alone can't show. */
static enum err check_whole(const char *file, struct theme_file *f, struct error *e)
{
	struct theme *t = &f->theme;
	for (size_t i = 0; i < t->n_events; i++) {
		for (size_t j = 0; j < i; j++) {
			if (t->events[i].shape == t->events[j].shape)
				return error_set(e, ERR_DATA,
						 "theme '%s': 'events[%zu].shape': '%s' is events[%zu]'s too; "
						 "each type needs a shape of its own",
						 file, i, marker_shape_name(t->events[i].shape), j);
		}
	}
	for (size_t i = 1; i < t->n_zooms; i++) {
		if (t->zooms[i].zoom <= t->zooms[i - 1].zoom)
			return error_set(e, ERR_DATA, "theme '%s': 'zooms[%zu].zoom': zooms must rise", file, i);
	}
	for (size_t i = 1; i < t->density.n_ramp; i++) {
		if (t->density.ramp[i].from <= t->density.ramp[i - 1].from)
			return error_set(e, ERR_DATA, "theme '%s': 'density.ramp[%zu]': steps must rise", file, i);
	}
	if (t->region.west >= t->region.east || t->region.south >= t->region.north)
		return error_set(e, ERR_DATA, "theme '%s': 'region': west must lie west of east, south south of north",
				 file);
	t->arabic_digits = strcmp(f->digits, "arabic") == 0;
	if (!t->arabic_digits && strcmp(f->digits, "latin") != 0)
		return error_set(e, ERR_DATA, "theme '%s': 'digits': '%s' is neither latin nor arabic", file,
				 f->digits);
	enum err err = check_steps(file, "incident.sizes", t->incident.sizes, t->incident.n_sizes, e);
	if (err == OK)
		err = check_steps(file, "incident.confidence", t->incident.confidence, t->incident.n_confidence, e);
	if (err == OK)
		err = check_steps(file, "incident.precision", t->incident.precision, t->incident.n_precision, e);
	return err;
}

static enum err theme_load(const char *path, struct sv content, struct theme_file *f, struct error *e)
{
	json_error_t why;
	json_t *root = json_loadb(content.ptr, content.len, JSON_REJECT_DUPLICATES, &why);
	if (!root)
		return error_set(e, ERR_DATA, "theme '%s': line %d: %s", path, why.line, why.text);
	struct theme_reader reader = {.arena = &f->theme.arena, .file = path, .error = e};
	enum err err = theme_read_object(&reader, root, "", root_members, COUNT(root_members), f);
	json_decref(root);
	return err == OK ? check_whole(path, f, e) : err;
}

enum err theme_open(const char *path, struct theme **out, struct error *e)
{
	char installed[STYLES_PATH_BYTES];
	struct buf content;
	struct theme_file *f = calloc(1, sizeof *f);
	enum err err = f ? OK : error_set(e, ERR_NOMEM, "no memory for the theme");
	buf_init(&content, THEME_MAX_BYTES);
	if (err == OK && !path)
		err = styles_find("theme.json", installed, sizeof installed, e);
	if (err == OK) {
		path = path ? path : installed;
		arena_init(&f->theme.arena, 0);
		err = file_read(path, &content, e);
	}
	if (err == OK)
		err = theme_load(path, buf_sv(&content), f, e);
	if (err == OK)
		*out = &f->theme;
	else if (f)
		theme_free(&f->theme);
	buf_release(&content);
	return err;
}

void theme_free(struct theme *t)
{
	_Static_assert(offsetof(struct theme_file, theme) == 0, "a theme is freed as the file that holds it");
	if (!t)
		return;
	arena_release(&t->arena);
	free(t);
}

const struct theme_event *theme_event_find(const struct theme *t, struct sv event_type)
{
	const struct theme_event *fallback = &t->events[t->n_events - 1];
	for (size_t i = 0; i < t->n_events; i++) {
		if (sv_eq_cstr(event_type, t->events[i].event_type))
			return &t->events[i];
		if (sv_eq_cstr(SV("Strategic developments"), t->events[i].event_type))
			fallback = &t->events[i];
	}
	return fallback;
}

static double step_value(const struct theme_step *steps, size_t n, double x)
{
	double value = steps[0].value;
	for (size_t i = 1; i < n && steps[i].from <= x; i++)
		value = steps[i].value;
	return value;
}

double theme_symbol_size_mm(const struct theme *t, int64_t fatalities)
{
	return step_value(t->incident.sizes, t->incident.n_sizes, (double)fatalities);
}

double theme_opacity(const struct theme *t, double confidence, int geo_precision, bool background)
{
	double opacity = step_value(t->incident.confidence, t->incident.n_confidence, confidence);
	if (geo_precision > 0)
		opacity *= step_value(t->incident.precision, t->incident.n_precision, geo_precision);
	return background ? opacity * t->incident.background_opacity : opacity;
}

const struct theme_zoom *theme_zoom_find(const struct theme *t, unsigned zoom)
{
	const struct theme_zoom *best = &t->zooms[0];
	for (size_t i = 1; i < t->n_zooms && t->zooms[i].zoom <= zoom; i++)
		best = &t->zooms[i];
	return best;
}
