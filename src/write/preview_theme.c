/* The theme as the page needs it. */
#include "write/json_out.h"
#include "write/marker.h"
#include "write/preview_parts.h"

#include <math.h>

enum { PATH_DECIMALS = 4, SIZE_DECIMALS = 3 };

static void put_colour(struct buf *b, const char *key, struct colour c)
{
	json_key(b, key);
	buf_printf(b, "\"#%02x%02x%02x%02x\"", (unsigned)lround(c.r * 255.0), (unsigned)lround(c.g * 255.0),
	           (unsigned)lround(c.b * 255.0), (unsigned)lround(c.a * 255.0));
}

static void put_line(struct buf *b, const char *key, const struct line_style *s)
{
	json_key(b, key);
	buf_append_char(b, '{');
	put_colour(b, "colour", s->colour);
	json_number_field(b, "width_mm", s->width_mm, SIZE_DECIMALS);
	json_key(b, "dash_mm");
	buf_append_char(b, '[');
	for (size_t i = 0; i < s->n_dashes; i++) {
		json_item(b);
		json_number(b, s->dash_mm[i], SIZE_DECIMALS);
	}
	buf_append(b, SV("]}"));
}

static void put_label(struct buf *b, const char *key, const struct label_style *s)
{
	json_key(b, key);
	buf_append_char(b, '{');
	json_number_field(b, "size_pt", s->size_pt, SIZE_DECIMALS);
	json_bool_field(b, "bold", s->bold);
	put_colour(b, "colour", s->colour);
	put_colour(b, "halo", s->halo);
	json_number_field(b, "halo_mm", s->halo_mm, SIZE_DECIMALS);
	json_number_field(b, "spacing_em", s->spacing_em, SIZE_DECIMALS);
	json_bool_field(b, "italic", s->italic);
	buf_append_char(b, '}');
}

static void put_steps(struct buf *b, const char *key, const struct theme_step *steps, size_t n)
{
	json_key(b, key);
	buf_append_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		json_item(b);
		buf_append_char(b, '[');
		json_number(b, steps[i].from, SIZE_DECIMALS);
		json_item(b);
		json_number(b, steps[i].value, SIZE_DECIMALS);
		buf_append_char(b, ']');
	}
	buf_append_char(b, ']');
}

static void put_xy(struct buf *b, char command, const double *at)
{
	buf_append_char(b, command);
	json_number(b, at[0], PATH_DECIMALS);
	buf_append_char(b, ' ');
	json_number(b, at[1], PATH_DECIMALS);
}

/* A marker's outline as the data of an SVG path, one unit wide around the origin: the very path that pictures fill. */
static void put_marker(struct buf *b, enum marker_shape shape)
{
	cairo_surface_t *none = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
	cairo_t *cr = cairo_create(none);
	marker_path(cr, shape, 0.0, 0.0, 1.0);
	cairo_path_t *path = cairo_copy_path(cr);
	buf_append_char(b, '"');
	for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
		const cairo_path_data_t *d = &path->data[i];
		const double points[3][2] = {{d[1].point.x, d[1].point.y},
		                             {d->header.length > 2 ? d[2].point.x : 0.0,
		                              d->header.length > 2 ? d[2].point.y : 0.0},
		                             {d->header.length > 3 ? d[3].point.x : 0.0,
		                              d->header.length > 3 ? d[3].point.y : 0.0}};
		switch (d->header.type) {
		case CAIRO_PATH_MOVE_TO:
			put_xy(b, 'M', points[0]);
			break;
		case CAIRO_PATH_LINE_TO:
			put_xy(b, 'L', points[0]);
			break;
		case CAIRO_PATH_CURVE_TO:
			put_xy(b, 'C', points[0]);
			put_xy(b, ' ', points[1]);
			put_xy(b, ' ', points[2]);
			break;
		case CAIRO_PATH_CLOSE_PATH:
			buf_append_char(b, 'Z');
			break;
		}
		if (d->header.type == CAIRO_PATH_CLOSE_PATH)
			break; /* cairo begins the next subpath behind it */
	}
	buf_append_char(b, '"');
	cairo_path_destroy(path);
	cairo_destroy(cr);
	cairo_surface_destroy(none);
}

static void put_events(struct buf *b, const struct theme *t)
{
	json_key(b, "events");
	buf_append_char(b, '[');
	for (size_t i = 0; i < t->n_events; i++) {
		const struct theme_event *e = &t->events[i];
		json_item(b);
		buf_append_char(b, '{');
		json_text_field(b, "event_type", sv_cstr(e->event_type));
		json_text_field(b, "ar", sv_cstr(e->label_ar));
		json_text_field(b, "en", sv_cstr(e->label_en));
		json_number_field(b, "scale", e->scale, SIZE_DECIMALS);
		put_colour(b, "fill", e->fill);
		put_colour(b, "stroke", e->stroke);
		json_key(b, "path");
		put_marker(b, e->shape);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void put_incident(struct buf *b, const struct theme *t)
{
	json_key(b, "incident");
	buf_append_char(b, '{');
	json_number_field(b, "stroke_mm", t->incident.stroke_mm, SIZE_DECIMALS);
	json_number_field(b, "halo_mm", t->incident.halo_mm, SIZE_DECIMALS);
	json_number_field(b, "background_opacity", t->incident.background_opacity, SIZE_DECIMALS);
	put_colour(b, "halo", t->incident.halo);
	put_colour(b, "badge_fill", t->incident.badge.fill);
	put_colour(b, "badge_text", t->incident.badge.text);
	put_steps(b, "sizes", t->incident.sizes, t->incident.n_sizes);
	put_steps(b, "confidence", t->incident.confidence, t->incident.n_confidence);
	put_steps(b, "precision", t->incident.precision, t->incident.n_precision);
	buf_append_char(b, '}');
}

static void put_zooms(struct buf *b, const struct theme *t)
{
	json_key(b, "zooms");
	buf_append_char(b, '[');
	for (size_t i = 0; i < t->n_zooms; i++) {
		json_item(b);
		buf_append_char(b, '{');
		json_int_field(b, "zoom", t->zooms[i].zoom);
		json_number_field(b, "symbol_scale", t->zooms[i].symbol_scale, SIZE_DECIMALS);
		json_number_field(b, "line_scale", t->zooms[i].line_scale, SIZE_DECIMALS);
		json_number_field(b, "cluster_px", t->zooms[i].cluster_px, SIZE_DECIMALS);
		buf_append_char(b, '}');
	}
	buf_append_char(b, ']');
}

static void put_basemap(struct buf *b, const struct theme *t)
{
	put_colour(b, "land", t->basemap.land);
	put_colour(b, "neighbour", t->basemap.neighbour);
	put_colour(b, "desert", t->basemap.desert);
	put_colour(b, "irrigated", t->basemap.irrigated);
	put_colour(b, "water", t->basemap.water);
	put_line(b, "lake_outline", &t->basemap.lake_outline);
	put_line(b, "river", &t->basemap.river);
	put_line(b, "tributary", &t->basemap.tributary);
	put_line(b, "road", &t->basemap.road);
	put_line(b, "road_casing", &t->basemap.road_casing);
	put_line(b, "country_border", &t->basemap.country_border);
	put_line(b, "governorate_border", &t->basemap.governorate_border);
	put_line(b, "district_border", &t->basemap.district_border);
	put_colour(b, "settlement_fill", t->basemap.settlement.fill);
	put_colour(b, "settlement_stroke", t->basemap.settlement.stroke);
	put_colour(b, "extent_fill", t->extent.fill);
	put_line(b, "extent_outline", &t->extent.outline);
	put_line(b, "route", &t->route.line);
	put_line(b, "route_casing", &t->route.casing);
}

static void put_labels(struct buf *b, const struct theme *t)
{
	static const char *const names[LABEL_COUNT] = {
		[LABEL_INCIDENT] = "incident", [LABEL_MENTIONED] = "mentioned", [LABEL_SETTLEMENT] = "settlement",
		[LABEL_CITY] = "city", [LABEL_GOVERNORATE] = "governorate", [LABEL_COUNTRY] = "country",
		[LABEL_RIVER] = "river", [LABEL_SEA] = "sea", [LABEL_TOWN] = "town"};
	json_key(b, "labels");
	buf_append_char(b, '{');
	for (size_t i = 0; i < LABEL_COUNT; i++)
		put_label(b, names[i], &t->labels[i]);
	buf_append_char(b, '}');
}

static void put_strings(struct buf *b, const char *key, const char *const *items, size_t n)
{
	json_key(b, key);
	buf_append_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		json_item(b);
		json_text(b, sv_cstr(items[i]));
	}
	buf_append_char(b, ']');
}

void preview_put_theme(struct buf *b, const struct theme *t)
{
	static const char *const members[TEXT_COUNT] = {
#define X(symbol, name) [symbol] = name,
#include "write/theme_text.def"
#undef X
	};
	buf_append_char(b, '{');
	json_text_field(b, "fonts", sv_cstr(t->fonts.text));
	json_bool_field(b, "arabic_digits", t->arabic_digits);
	put_colour(b, "accent", t->page.accent);
	put_events(b, t);
	put_incident(b, t);
	put_zooms(b, t);
	put_basemap(b, t);
	put_labels(b, t);
	put_strings(b, "months_ar", t->months[LANG_AR], THEME_MONTHS);
	put_strings(b, "months_en", t->months[LANG_EN], THEME_MONTHS);
	for (size_t lang = 0; lang < LANG_COUNT; lang++) {
		json_key(b, lang == LANG_AR ? "text_ar" : "text_en");
		buf_append_char(b, '{');
		for (size_t i = 0; i < TEXT_COUNT; i++)
			json_text_field(b, members[i], sv_cstr(t->text[lang][i]));
		buf_append_char(b, '}');
	}
	buf_append_char(b, '}');
}
