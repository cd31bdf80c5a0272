/* Table of the incidents on further pages. */
#include "write/poster_plan.h"
#include "write/symbol.h"

#include <math.h>

enum { NUMBERS_SHOWN = 4, SENTENCE_MAX_BYTES = 900 };

enum column { COLUMN_NUMBER, COLUMN_DATE, COLUMN_PLACE, COLUMN_TYPE, COLUMN_TOLL, COLUMN_ACTORS, COLUMN_SENTENCE };

static const struct {
	enum theme_text title;
	double share; /* of the page's width */
} columns[TABLE_COLUMNS] = {
	[COLUMN_NUMBER] = {TEXT_TABLE_NUMBER, 0.04}, [COLUMN_DATE] = {TEXT_TABLE_DATE, 0.09},
	[COLUMN_PLACE] = {TEXT_TABLE_PLACE, 0.13},   [COLUMN_TYPE] = {TEXT_TABLE_TYPE, 0.12},
	[COLUMN_TOLL] = {TEXT_TABLE_TOLL, 0.09},     [COLUMN_ACTORS] = {TEXT_TABLE_ACTORS, 0.17},
	[COLUMN_SENTENCE] = {TEXT_TABLE_SENTENCE, 0.36},
};

static const double margin_mm = 8.0, padding_mm = 1.2, heading_mm = 14.0;

struct sv poster_group_numbers(const struct poster_plan *p, const struct spread_group *g)
{
	struct sv parts[NUMBERS_SHOWN + 1] = {{"", 0}};
	size_t n = 0;
	if (!p->spec->table)
		return sv_make("", 0);
	for (size_t i = 0; i < p->n_list && n <= NUMBERS_SHOWN; i++) {
		struct lonlat a = p->list[i]->point, b = p->model->incidents[g->first].point;
		if (!p->list[i]->has_point || a.lon_deg != b.lon_deg || a.lat_deg != b.lat_deg)
			continue;
		parts[n] = n == NUMBERS_SHOWN ? SV("…") : arena_printf(p->arena, "%zu", i + 1);
		n++;
	}
	struct sv all = arena_join(p->arena, parts, n, sv_cstr(poster_text(p, TEXT_LIST_SEPARATOR)));
	return n ? digits_localise(p->arena, p->theme, p->lang, arena_printf(p->arena, " (%.*s)", SV_ARG(all)))
	         : sv_make("", 0);
}

static struct sv toll_text(const struct poster_plan *p, const struct model_incident *in)
{
	struct sv parts[2] = {{"", 0}};
	size_t n = 0;
	if (in->fatalities >= 0)
		parts[n++] = arena_printf(p->arena, "%s: %lld", poster_text(p, TEXT_KILLED), (long long)in->fatalities);
	if (in->injuries >= 0)
		parts[n++] = arena_printf(p->arena, "%s: %lld", poster_text(p, TEXT_WOUNDED), (long long)in->injuries);
	return arena_join(p->arena, parts, n, SV("\n"));
}

static struct sv clip(struct poster_plan *p, struct sv text)
{
	if (text.len <= SENTENCE_MAX_BYTES)
		return text;
	size_t n = SENTENCE_MAX_BYTES;
	while (n && ((unsigned char)text.ptr[n] & 0xc0) == 0x80)
		n--;
	return arena_printf(p->arena, "%.*s…", SV_ARG(sv_take(text, n)));
}

static void fill_row(struct poster_plan *p, size_t i)
{
	const struct model_incident *in = p->list[i];
	const struct theme_event *event = theme_event_find(p->theme, in->event_type);
	struct sv *cells = p->table.cells[i];
	struct sv name = p->rtl || !in->location.len ? in->location_ar : in->location;
	struct sv admin = poster_area_name(p, in->admin1);
	cells[COLUMN_NUMBER] = arena_printf(p->arena, "%zu", i + 1);
	cells[COLUMN_DATE] = in->event_date.len ? poster_date(p, in->event_date, true) : sv_cstr(poster_text(p, TEXT_DATE_UNKNOWN));
	cells[COLUMN_PLACE] = sv_eq(name, admin) || !admin.len ? name
	                      : arena_printf(p->arena, "%.*s\n%.*s", SV_ARG(name), SV_ARG(admin));
	cells[COLUMN_TYPE] = sv_cstr(p->rtl ? event->label_ar : event->label_en);
	cells[COLUMN_TOLL] = toll_text(p, in);
	cells[COLUMN_ACTORS] = arena_join(p->arena, in->actors, in->n_actors, SV("\n"));
	cells[COLUMN_SENTENCE] = clip(p, in->evidence);
	for (size_t c = 0; c < COLUMN_ACTORS; c++)
		cells[c] = digits_localise(p->arena, p->theme, p->lang, cells[c]);
}

static struct text_style cell_style(const struct poster_plan *p, size_t column, struct sv text)
{
	const struct poster_table *t = &p->table;
	bool latin = text.len && (unsigned char)text.ptr[0] < 0x80;
	return (struct text_style){.size = p->theme->page.text_pt * THEME_MM_PER_PT, .colour = p->theme->page.ink,
	                           .width = t->x[column + 1] - t->x[column] - 2.0 * padding_mm,
	                           .rtl = p->rtl || (column == COLUMN_SENTENCE && !latin)};
}

static double row_height(const struct poster_plan *p, struct typesetter *ts, size_t i)
{
	double height = 5.0;
	for (size_t c = 0; c < TABLE_COLUMNS; c++) {
		struct text_style style = cell_style(p, c, p->table.cells[i][c]);
		if (p->table.cells[i][c].len)
			height = fmax(height, text_measure(ts, p->table.cells[i][c], &style).height + 2.0 * padding_mm);
	}
	return height;
}

void poster_plan_table(struct poster_plan *p, struct typesetter *ts)
{
	struct poster_table *t = &p->table;
	if (!p->spec->table || !p->n_list)
		return;
	double width = p->page.x1 - 2.0 * margin_mm, at = 0.0;
	for (size_t c = 0; c <= TABLE_COLUMNS; c++) {
		t->x[c] = at;
		at += c < TABLE_COLUMNS ? columns[c].share * width : 0.0;
	}
	t->top_mm = margin_mm + heading_mm + 6.0;
	t->cells = arena_calloc(p->arena, p->n_list, sizeof *t->cells);
	t->heights_mm = ARENA_ARRAY(p->arena, double, p->n_list);
	t->first = ARENA_ARRAY(p->arena, size_t, p->n_list + 2);
	double y = t->top_mm, bottom = p->page.y1 - margin_mm - 5.0;
	for (size_t i = 0; i < p->n_list; i++) {
		fill_row(p, i);
		t->heights_mm[i] = fmin(row_height(p, ts, i), bottom - t->top_mm);
		if (i == 0 || y + t->heights_mm[i] > bottom) {
			t->first[t->n_pages++] = i;
			y = t->top_mm;
		}
		y += t->heights_mm[i];
	}
	t->first[t->n_pages] = p->n_list;
}

static double cell_x(const struct poster_plan *p, size_t column)
{
	const struct poster_table *t = &p->table;
	return p->rtl ? p->page.x1 - margin_mm - t->x[column + 1] + padding_mm : margin_mm + t->x[column] + padding_mm;
}

static void rule(const struct poster_plan *p, cairo_t *cr, double y, const struct line_style *style)
{
	cairo_move_to(cr, margin_mm, y);
	cairo_line_to(cr, p->page.x1 - margin_mm, y);
	canvas_stroke(cr, style, 1.0);
}

static void draw_heading(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, size_t page)
{
	const struct theme *t = p->theme;
	double width = p->page.x1 - 2.0 * margin_mm;
	struct text_style title = {.size = t->page.heading_pt * 1.25 * THEME_MM_PER_PT, .bold = true, .colour = t->page.ink,
	                           .width = width * 0.85, .rtl = p->rtl};
	struct text_style small = {.size = t->page.text_pt * THEME_MM_PER_PT, .colour = t->page.muted};
	(void)text_draw_fitted(ts, cr, p->title, &title, p->rtl ? p->page.x1 - margin_mm - title.width : margin_mm, margin_mm);
	struct sv number = digits_localise(p->arena, t, p->lang, arena_printf(p->arena, "%zu / %zu", page + 1, p->table.n_pages));
	double number_width = text_measure(ts, number, &small).width;
	(void)text_draw(ts, cr, number, &small, p->rtl ? margin_mm : p->page.x1 - margin_mm - number_width, margin_mm + 1.0);
	double y = margin_mm + heading_mm;
	for (size_t c = 0; c < TABLE_COLUMNS; c++) {
		struct text_style style = cell_style(p, c, sv_make("", 0));
		style.bold = true;
		style.rtl = p->rtl;
		(void)text_draw_fitted(ts, cr, sv_cstr(poster_text(p, columns[c].title)), &style, cell_x(p, c), y);
	}
	rule(p, cr, p->table.top_mm - 0.3, &t->page.frame);
}

void poster_draw_table(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, size_t page)
{
	const struct poster_table *t = &p->table;
	canvas_colour(cr, p->theme->page.paper);
	cairo_paint(cr);
	draw_heading(p, ts, cr, page);
	double y = t->top_mm;
	for (size_t i = t->first[page]; i < t->first[page + 1]; i++) {
		cairo_save(cr);
		cairo_rectangle(cr, 0.0, y, p->page.x1, t->heights_mm[i]);
		cairo_clip(cr);
		for (size_t c = 0; c < TABLE_COLUMNS; c++) {
			struct text_style style = cell_style(p, c, t->cells[i][c]);
			style.bold = c == COLUMN_NUMBER;
			if (t->cells[i][c].len)
				(void)text_draw(ts, cr, t->cells[i][c], &style, cell_x(p, c), y + padding_mm);
		}
		cairo_restore(cr);
		y += t->heights_mm[i];
		rule(p, cr, y, &p->theme->page.rule);
	}
	struct text_style note = {.size = p->theme->page.note_pt * THEME_MM_PER_PT, .colour = p->theme->page.muted,
	                          .width = p->page.x1 - 2.0 * margin_mm, .rtl = p->rtl};
	(void)text_draw_fitted(ts, cr, sv_cstr(poster_text(p, TEXT_UNVERIFIED)), &note, margin_mm, p->page.y1 - margin_mm - 3.0);
}
