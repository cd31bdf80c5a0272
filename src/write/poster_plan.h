/* A report map worked out to the last label, before anything is drawn: so that PNG, PDF and SVG show the same map. The
 * page's user unit is the millimetre, y down. Read-only once built and shared by the drawing threads. */
#ifndef KHARITA_WRITE_POSTER_PLAN_H
#define KHARITA_WRITE_POSTER_PLAN_H

#include "write/basemap.h"
#include "write/label.h"
#include "write/legend.h"
#include "write/picture.h"
#include "write/poster.h"
#include "write/poster_frame.h"
#include "write/spread.h"

/* A text at its place: logical upper left corner. */
struct plan_label {
	struct sv text;
	enum theme_label style;
	bool second;   /* its second line names it in the other language */
	bool vertical; /* read upwards; x, y is then the lower left corner */
	double x, y;
};

struct plan_dot {
	const struct marker_style *style;
	double x, y;
};

/* Incidents that lie outside the frame, named at its edge. */
struct plan_pointer {
	double x, y;      /* on the frame's edge */
	double angle;     /* of the arrow, radians clockwise from east */
	struct sv text;
	double text_x, text_y;
};

/* A meridian or parallel, and where it meets the frame. */
struct plan_tick {
	struct outline line;
	struct sv text;
	double x, y;      /* on the frame */
	bool meridian;    /* named at the lower edge; a parallel at the outer side */
};

/* Incidents in time: bars of one unit each, stacked by type. */
struct timeline {
	size_t n;                            /* bars; 0: none */
	size_t (*counts)[THEME_MAX_EVENTS];  /* per bar */
	size_t top;                          /* most in one bar */
	struct sv *names;                    /* under the bar; empty: none */
	struct sv unit;                      /* "per week" */
};

enum { TABLE_COLUMNS = 7 };

/* All incidents of the list, row by row. */
struct poster_table {
	size_t n_pages;
	size_t *first;                       /* index of each page's first row, n_pages + 1 of them */
	struct sv (*cells)[TABLE_COLUMNS];
	double *heights_mm;
	double x[TABLE_COLUMNS + 1];         /* edges of the columns from the start side, mm */
	double top_mm;                       /* of the first row */
};

struct poster_plan {
	struct arena *arena;
	const struct model *model;
	const struct gazetteer *gazetteer;
	const struct poster_spec *spec;
	const struct theme *theme;
	enum theme_lang lang;
	bool rtl;

	struct box page, title_box, map, panel, footer; /* mm */
	struct box locator, legend_box, list_box, scale_box; /* within the panel */
	struct box time_box;                            /* empty: no time line */
	bool portrait;                                  /* the panel lies below the map */
	struct map_frame frame;
	struct view view;                               /* EPSG:32637 to mm */
	struct basemap base;
	struct base_outline *base_outlines;             /* in the frame, drawing order */
	size_t n_base_outlines;
	bool base_shown[BASE_ROLE_COUNT];

	struct picture picture;
	struct xy *incident_points;                     /* of the picture's incidents, mm */
	bool *incident_inside;
	size_t n_incidents;
	struct spread spread;                           /* of those inside */
	double symbol_scale;                            /* below 1 where there are many */
	struct outline *extents, *routes;
	size_t n_extents, n_open, n_routes;             /* the first n_open extents are not hatched */
	struct plan_dot *dots;
	size_t n_dots, dots_capacity;
	struct plan_label *labels;
	size_t n_labels, labels_capacity;
	struct plan_pointer *pointers;
	size_t n_pointers, pointers_capacity;
	struct plan_tick *ticks;
	size_t n_ticks, ticks_capacity;

	struct view locator_view;
	struct base_outline *locator_outlines;
	size_t n_locator_outlines;

	const struct model_incident **list;             /* poster_plan_list() */
	struct sv *list_rows;                           /* as they are printed */
	struct sv list_more;                            /* last line where there is no room for all */
	size_t n_list;

	struct sv title, subtitle, notes, ratio;
	const char *title_text; /* the title, NUL-terminated */
	struct legend legend;

	struct timeline timeline;
	const struct poster_plan *whole;                    /* of an inset: the page's plan; else NULL */
	struct poster_plan *inset;                      /* enlarged map of a dense cluster; NULL = none */
	struct scale_bar ratio_bar;                     /* of an inset */
	struct box inset_region;                        /* what it shows, on this map */
	struct poster_table table;
};

/* Everything in `arena`, which needs an escape. The typesetter only measures. */
void poster_plan_build(struct poster_plan *p, struct arena *arena, struct typesetter *ts, const struct model *m,
                       const struct gazetteer *g, const struct poster_spec *spec);

/* Steps of the above. */
void poster_plan_frame(struct poster_plan *p);
void poster_plan_base(struct poster_plan *p);
void poster_plan_graticule(struct poster_plan *p);
void poster_plan_labels(struct poster_plan *p, struct typesetter *ts);
void poster_plan_texts(struct poster_plan *p);

/* Name of a governorate or country in the page's language; as it is when the gazetteer has no English one. */
struct sv poster_area_name(const struct poster_plan *p, struct sv name_ar);

/* Incidents by number of killed, then date: those that a list names first. Not the recalled ones. */
void poster_plan_list(struct poster_plan *p);

/* The time line of incidents by type; no bins when there are too few dated ones. */
void poster_plan_timeline(struct poster_plan *p);
void poster_draw_timeline(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr);

/* An inset where many places of incidents crowd in a spot, in a corner that nothing stands in. Call it when the symbols are
 * placed and before the labels are. */
void poster_plan_inset(struct poster_plan *p, struct typesetter *ts);

/* A plan of some incidents in a box of another plan's page: map only. `points` are theirs on the grid. */
void poster_plan_part(struct poster_plan *q, const struct poster_plan *p, struct typesetter *ts, const struct model *part,
                      struct box map, const struct xy *points, size_t n);

/* Rows, numbers and pages of the table. */
void poster_plan_table(struct poster_plan *p, struct typesetter *ts);
void poster_draw_table(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, size_t page);

/* Numbers in the list of the incidents of a group of symbols, as they stand behind its name: " (1, 4)". Empty without a
 * table. In the arena. */
struct sv poster_group_numbers(const struct poster_plan *p, const struct spread_group *g);

/* Draws the whole page; user unit of cr is the millimetre. One thread per cr and typesetter. */
void poster_draw(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr);
void poster_draw_map(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr);
void poster_draw_panel(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr);

/* List of incidents in what room the legend leaves; nothing when it is too small. */
void poster_draw_list(const struct poster_plan *p, struct typesetter *ts, cairo_t *cr, struct box room);

/* "12 March 2024" of an ISO date, or without the year; as it is when it is none. In the arena. */
struct sv poster_date(const struct poster_plan *p, struct sv iso, bool year);

/* The phrase in the page's language. */
static inline const char *poster_text(const struct poster_plan *p, enum theme_text key)
{
	return p->theme->text[p->lang][key];
}

#endif
