#include "write/label.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
/* Fontconfig keeps some of its tables for the life of the process; they are no leak of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif

#if defined(__SANITIZE_THREAD__)
/* These libraries are not built for the thread sanitizer, which cannot see how they lock. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
	return "race:libfontconfig\nrace:libglib-2.0\nrace:libpangoft2\nrace:libpango-1.0\nrace:libcairo\n"
	       "race:libharfbuzz\nrace:libfreetype\nrace:libpixman-1\ndeadlock:libgdal\n";
}
#endif

struct typesetter {
	PangoFontMap *map;
	PangoContext *context;
	PangoLayout *layout;
	PangoFontDescription *regular, *bold;
};

/* "ب" beh: any font that claims Arabic has it. */
static const char arabic_sample[] = "\xd8\xa8";

enum err typesetter_open(const char *fonts, struct typesetter **out, struct error *e)
{
	struct typesetter *t = calloc(1, sizeof *t);
	if (!t)
		return error_set(e, ERR_NOMEM, "no memory for fonts");
	t->map = pango_cairo_font_map_new();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(t->map), 72.0);
	t->context = pango_font_map_create_context(t->map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(t->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(t->context, FALSE);
	t->regular = pango_font_description_from_string(fonts);
	t->bold = pango_font_description_copy(t->regular);
	pango_font_description_set_weight(t->bold, PANGO_WEIGHT_BOLD);
	t->layout = pango_layout_new(t->context);
	struct text_style plain = {.size = 10.0};
	(void)text_measure(t, sv_cstr(arabic_sample), &plain);
	if (pango_layout_get_unknown_glyphs_count(t->layout) > 0) {
		typesetter_free(t);
		return error_set(e, ERR_ENV, "no font with Arabic letters among '%s' and the system's; install the "
		                 "package fonts-noto-core", fonts);
	}
	*out = t;
	return OK;
}

void typesetter_warm(void)
{
	g_object_unref(pango_cairo_font_map_new());
}

void typesetter_free(struct typesetter *t)
{
	if (!t)
		return;
	g_object_unref(t->layout);
	pango_font_description_free(t->regular);
	pango_font_description_free(t->bold);
	g_object_unref(t->context);
	g_object_unref(t->map);
	free(t);
}

struct text_style text_style_of(const struct label_style *l, double unit)
{
	return (struct text_style){
		.size = l->size_pt * THEME_MM_PER_PT * unit,
		.bold = l->bold,
		.colour = l->colour,
		.halo = l->halo,
		.halo_width = l->halo_mm * unit,
		.tracking = l->spacing_em * l->size_pt * THEME_MM_PER_PT * unit,
		.italic = l->italic,
	};
}

static struct box box_of(const PangoRectangle *r)
{
	return (struct box){(double)r->x / PANGO_SCALE, (double)r->y / PANGO_SCALE,
	                    (double)(r->x + r->width) / PANGO_SCALE, (double)(r->y + r->height) / PANGO_SCALE};
}

static PangoAlignment alignment(const struct text_style *s)
{
	switch (s->align) {
	case ALIGN_CENTRE:
		return PANGO_ALIGN_CENTER;
	case ALIGN_END:
		return s->rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
	case ALIGN_START:
		break;
	}
	return s->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/* Letters of the Arabic blocks of two-byte UTF-8, U+0600 to U+077F: they are joined and have no slant. */
static bool has_arabic(struct sv text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0xd8 && (unsigned char)text.ptr[i] <= 0xdd)
			return true;
	return false;
}

/* Spaced letters, and a second line that stands back. */
static void set_attributes(PangoLayout *layout, struct sv text, const struct text_style *s)
{
	static const double second_size = 0.8;
	size_t line = s->second ? sv_find(text, SV("\n"), 0) : SIZE_MAX;
	PangoAttrList *list = NULL;
	if (line != SIZE_MAX || (s->tracking > 0.0 && !has_arabic(text)))
		list = pango_attr_list_new();
	if (list && line == SIZE_MAX)
		pango_attr_list_insert(list, pango_attr_letter_spacing_new((int)(s->tracking * PANGO_SCALE)));
	if (line != SIZE_MAX) {
		PangoAttribute *smaller[] = {pango_attr_scale_new(second_size), pango_attr_weight_new(PANGO_WEIGHT_NORMAL)};
		for (size_t i = 0; i < 2; i++) {
			smaller[i]->start_index = (guint)line;
			pango_attr_list_insert(list, smaller[i]);
		}
	}
	pango_layout_set_attributes(layout, list);
	if (list)
		pango_attr_list_unref(list);
}

static const double second_gap = -0.35; /* fonts of two scripts leave much room between their lines */

struct text_size text_measure(struct typesetter *t, struct sv text, const struct text_style *s)
{
	PangoRectangle ink;
	PangoRectangle logical;
	PangoFontDescription *font = s->bold ? t->bold : t->regular;
	pango_font_description_set_absolute_size(font, s->size * PANGO_SCALE);
	pango_font_description_set_style(font, s->italic && !has_arabic(text) ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_layout_set_font_description(t->layout, font);
	pango_context_set_base_dir(t->context, s->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	pango_layout_set_auto_dir(t->layout, s->width > 0.0 ? FALSE : TRUE);
	pango_layout_set_width(t->layout, s->width > 0.0 ? (int)ceil(s->width * PANGO_SCALE) : -1);
	pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(t->layout, s->second ? PANGO_ALIGN_CENTER : alignment(s));
	pango_layout_set_spacing(t->layout, (int)((s->second ? second_gap : s->spacing) * s->size * PANGO_SCALE));
	set_attributes(t->layout, text, s);
	pango_layout_set_text(t->layout, text.ptr, (int)text.len);
	pango_layout_context_changed(t->layout);
	pango_layout_get_extents(t->layout, &ink, &logical);
	struct box b = box_of(&logical);
	return (struct text_size){.width = b.x1, .height = b.y1, .ink = box_of(&ink)};
}

/* In files of paths the letters' curves would be most of a map's bytes: around its halo nobody sees that they are lines, each
 * within a tenth of a point. */
static void flatten_path(cairo_t *cr)
{
	cairo_surface_type_t type = cairo_surface_get_type(cairo_get_target(cr));
	if (type != CAIRO_SURFACE_TYPE_PDF && type != CAIRO_SURFACE_TYPE_SVG)
		return;
	cairo_path_t *flat = cairo_copy_path_flat(cr);
	cairo_new_path(cr);
	cairo_append_path(cr, flat);
	cairo_path_destroy(flat);
}

struct text_size text_draw(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s, double x,
                           double y)
{
	struct text_size size = text_measure(t, text, s);
	cairo_save(cr);
	cairo_new_path(cr);
	if (s->halo_width > 0.0) {
		cairo_move_to(cr, x, y);
		pango_cairo_layout_path(cr, t->layout);
		flatten_path(cr);
		cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
		cairo_set_line_width(cr, 2.0 * s->halo_width);
		canvas_colour(cr, s->halo);
		cairo_stroke(cr);
	}
	cairo_move_to(cr, x, y);
	canvas_colour(cr, s->colour);
	pango_cairo_show_layout(cr, t->layout);
	cairo_restore(cr);
	return size;
}

struct text_size text_draw_line(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s, double x,
                                double middle)
{
	static const double half_x_height = 0.29; /* of the type's size; Arabic letters without a tail stand about as high */
	struct text_style fitted = *s;
	fitted.width = 0.0;
	double natural = text_measure(t, text, &fitted).width;
	fitted.width = s->width;
	if (natural > s->width)
		fitted.size *= s->width / natural * 0.995; /* a hair less: widths are rounded */
	(void)text_measure(t, text, &fitted);
	double baseline = (double)pango_layout_get_baseline(t->layout) / PANGO_SCALE;
	return text_draw(t, cr, text, &fitted, x, middle + half_x_height * fitted.size - baseline);
}

struct text_size text_draw_fitted(struct typesetter *t, cairo_t *cr, struct sv text, const struct text_style *s,
                                  double x, double y)
{
	struct text_style fitted = *s;
	fitted.width = 0.0;
	struct text_size natural = text_measure(t, text, &fitted);
	fitted.width = s->width;
	if (natural.width <= s->width)
		return text_draw(t, cr, text, &fitted, x, y);
	fitted.size *= s->width / natural.width * 0.995; /* a hair less: widths are rounded */
	struct text_size size = text_measure(t, text, &fitted);
	return text_draw(t, cr, text, &fitted, x, y + (natural.height - size.height) / 2.0);
}

struct sprite sprite_of_surface(struct arena *a, cairo_surface_t *surface, int left, int top)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	struct sprite s = {.width = width, .height = height, .left = left, .top = top};
	jmp_buf *escape = a->escape;
	a->escape = NULL; /* the surface goes first */
	s.pixels = ARENA_ARRAY(a, uint32_t, (size_t)width * (size_t)height);
	a->escape = escape;
	cairo_surface_flush(surface);
	const unsigned char *row = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	for (int y = 0; row && s.pixels && y < height; y++)
		memcpy(s.pixels + (size_t)y * (size_t)width, row + (size_t)y * stride,
		       (size_t)width * sizeof(uint32_t));
	cairo_surface_destroy(surface);
	if (!s.pixels)
		arena_exhaust(a);
	return s.pixels ? s : (struct sprite){.left = left, .top = top};
}

/* Coverage of a text by itself, one byte a pixel, at -left, -top of its origin. */
static cairo_surface_t *mask_of_text(struct typesetter *t, struct sv text, const struct text_style *s, struct box b, int left, int top)
{
	cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)ceil(b.x1) - left, (int)ceil(b.y1) - top);
	cairo_t *cr = cairo_create(mask);
	struct text_style bare = *s;
	bare.halo_width = 0.0;
	bare.colour = (struct colour){1.0, 1.0, 1.0, 1.0};
	(void)text_draw(t, cr, text, &bare, -left, -top);
	cairo_destroy(cr);
	cairo_surface_flush(mask);
	return mask;
}

/* What lies within the radius of a letter: a pixel covered in part is one whose edge lies as much further in, so that the
 * halo's edge is as smooth as the letters' is. A stroke around the letters looks the same and takes twenty times as long. */
static void spread_mask(const unsigned char *mask, size_t stride, int width, int height, double radius, unsigned char *out)
{
	int reach = (int)ceil(radius + 1.0);
	for (int dy = -reach; dy <= reach; dy++)
		for (int dx = -reach; dx <= reach; dx++) {
			int16_t inside = (int16_t)(255.0 * (radius - hypot(dx, dy)));
			int x0 = dx < 0 ? -dx : 0, x1 = dx > 0 ? width - dx : width;
			for (int y = dy < 0 ? -dy : 0; inside > -255 && y < height && y + dy < height; y++) {
				const unsigned char *from = mask + (size_t)(y + dy) * stride + dx;
				unsigned char *to = out + (size_t)y * (size_t)width;
				for (int x = x0; x < x1; x++) {
					int16_t v = (int16_t)(from[x] ? from[x] + inside : 0);
					v = v > 255 ? 255 : v;
					to[x] = to[x] > v ? to[x] : (unsigned char)v;
				}
			}
		}
}

/* A colour at a coverage of 0 to 255, over a premultiplied pixel. */
static uint32_t ink_over(struct colour c, unsigned char coverage, uint32_t below)
{
	const double channels[] = {c.b * c.a, c.g * c.a, c.r * c.a, c.a};
	uint32_t out = 0;
	for (unsigned i = 0; i < 4; i++) {
		double under = below >> (8 * i) & 255;
		double v = channels[i] * coverage + under * (1.0 - c.a * coverage / 255.0);
		out |= (uint32_t)(v + 0.5) << (8 * i);
	}
	return out;
}

struct sprite sprite_of_text(struct arena *a, struct typesetter *t, struct sv text, const struct text_style *s)
{
	struct text_size size = text_measure(t, text, s);
	struct box b = box_grow(size.ink, s->halo_width + 1.0);
	int left = (int)floor(b.x0);
	int top = (int)floor(b.y0);
	cairo_surface_t *mask = mask_of_text(t, text, s, b, left, top);
	int width = cairo_image_surface_get_width(mask), height = cairo_image_surface_get_height(mask);
	size_t stride = (size_t)cairo_image_surface_get_stride(mask), n = (size_t)width * (size_t)height;
	const unsigned char *data = cairo_image_surface_get_data(mask);
	jmp_buf *escape = a->escape;
	a->escape = NULL; /* the surface and the halo go first */
	struct sprite sprite = {.width = width, .height = height, .left = left, .top = top,
	                        .pixels = ARENA_ARRAY(a, uint32_t, n + 1)};
	a->escape = escape;
	unsigned char *halo = sprite.pixels ? calloc(n + 1, 1) : NULL;
	bool lost = !halo;
	if (halo && data && s->halo_width > 0.0)
		spread_mask(data, stride, width, height, s->halo_width, halo);
	for (size_t i = 0; halo && data && i < n; i++) {
		unsigned char ink = data[i / (size_t)width * stride + i % (size_t)width];
		if (halo[i])
			sprite.pixels[i] = ink_over(s->halo, halo[i], 0);
		if (ink)
			sprite.pixels[i] = ink_over(s->colour, ink, sprite.pixels[i]);
	}
	free(halo);
	cairo_surface_destroy(mask);
	if (lost)
		arena_exhaust(a);
	return lost ? (struct sprite){.left = left, .top = top} : sprite;
}
