/* The theme: every colour, symbol, size, font and phrase that a picture or a style uses, read from styles/theme.json.
 * Tiles, report maps, their legends and the QGIS styles are all made from it; docs/cartography.md explains it.
 *
 * Lengths are millimetres on paper or screen (THEME_MM_PER_PX turns them into tile pixels), type sizes are points.
 * A loaded theme is immutable and shared by threads; its strings are NUL-terminated and live as long as it does. */
#ifndef KHARITA_WRITE_THEME_H
#define KHARITA_WRITE_THEME_H

#include "base/arena.h"
#include "base/error.h"

/* OGC's standard pixel, 0.28 mm: one pixel of a 256 px tile. */
#define THEME_MM_PER_PX 0.28
#define THEME_MM_PER_PT (25.4 / 72.0)

enum { THEME_DASHES = 4, THEME_MAX_EVENTS = 16, THEME_MAX_STEPS = 12, THEME_MAX_ZOOMS = 24, THEME_MONTHS = 12,
       THEME_MAX_SHADES = 12 };

/* 0..1 each, not premultiplied. */
struct colour {
	double r, g, b, a;
};

/* Marker shapes: names and geometry are those of QGIS's simple marker, so that both draw the same symbol. */
enum marker_shape {
#define X(symbol, name) symbol,
#include "write/marker.def"
#undef X
	MARKER_COUNT
};

struct line_style {
	struct colour colour;
	double width_mm;
	double dash_mm[THEME_DASHES]; /* dash, gap, dash, gap */
	size_t n_dashes;              /* 0: solid; always even */
};

struct marker_style {
	struct colour fill, stroke;
	double size_mm, stroke_mm;
};

struct label_style {
	double size_pt;
	bool bold;
	struct colour colour, halo;
	double halo_mm;    /* width of the halo outside the glyph */
	double spacing_em; /* between the letters of a Latin name; Arabic ones stay joined */
	bool italic;       /* likewise: Latin names only */
};

/* One ACLED event type. The list's order is the legend's. */
struct theme_event {
	const char *event_type;          /* ACLED's exact name */
	const char *label_ar, *label_en; /* legend */
	enum marker_shape shape;
	double scale;                    /* optical correction: a star of the same width looks smaller than a disc */
	struct colour fill, stroke;
};

/* Steps of a graduated property; sorted by `from`, the first one is 0 (or 1 for geo_precision). */
struct theme_step {
	double from;  /* fatalities, confidence or geo_precision at least this ... */
	double value; /* ... give this size in mm or opacity */
};

/* Colour of a density from a value on; between two steps the colours blend. */
struct theme_shade {
	double from; /* incidents at one spot, > 0 */
	struct colour colour;
};

struct theme_zoom {
	unsigned zoom;
	double symbol_scale, line_scale; /* times the sizes in mm */
	double cluster_px;               /* incidents nearer than this are one group */
	bool labels, places;             /* labels of incidents' places; dots and labels of other places named */
	unsigned settlements;            /* base tiles: settlements of at least this prominence; above 5: none */
	bool districts, roads;           /* base tiles: borders of districts; roads */
};

enum theme_lang { LANG_AR, LANG_EN, LANG_COUNT };

enum theme_text {
#define X(symbol, name) symbol,
#include "write/theme_text.def"
#undef X
	TEXT_COUNT
};

enum theme_label {
	LABEL_INCIDENT, LABEL_MENTIONED, LABEL_SETTLEMENT, LABEL_CITY, LABEL_GOVERNORATE, LABEL_COUNTRY, LABEL_RIVER,
	LABEL_SEA, LABEL_TOWN,
	LABEL_COUNT
};

struct theme {
	struct arena arena;
	const char *name;
	struct {
		const char *text, *title, *note; /* comma-separated families, first choice first */
	} fonts;
	struct theme_event events[THEME_MAX_EVENTS];
	size_t n_events;
	struct {
		double stroke_mm, halo_mm, background_opacity;
		struct colour halo;
		struct theme_step sizes[THEME_MAX_STEPS], confidence[THEME_MAX_STEPS], precision[THEME_MAX_STEPS];
		size_t n_sizes, n_confidence, n_precision;
		struct {
			struct colour fill, text;
			double size_pt;
		} badge;
		struct line_style leader;
	} incident;
	struct {
		double west, south, east, north; /* degrees */
	} region;                  /* what a map without incidents shows; places named beyond it get no dot */
	struct marker_style place; /* a place named without an incident: a dot */
	struct {
		struct colour fill;
		struct line_style hatch, outline;
		double hatch_spacing_mm; /* along the horizontal; the lines rise at 45 degrees */
		double max_hatched_km2;  /* larger ones are outlined only */
		double max_area_km2;     /* larger extents (a country) say nothing: not drawn */
	} extent;
	struct {
		struct line_style line, casing;
	} route;
	struct {
		double radius_mm;                         /* how far an incident spreads */
		struct theme_shade ramp[THEME_MAX_SHADES]; /* rising; nothing is drawn below the first */
		size_t n_ramp;
	} density;
	struct {
		struct colour land, neighbour, desert, irrigated, water;
		struct line_style lake_outline, river, tributary, road, road_casing, country_border, governorate_border,
			district_border, graticule;
		double districts_from; /* scale denominator: no borders of districts on smaller maps */
		struct marker_style settlement;
	} basemap;
	struct label_style labels[LABEL_COUNT];
	struct theme_zoom zooms[THEME_MAX_ZOOMS];
	size_t n_zooms;
	struct {
		struct colour paper, ink, muted, accent;
		struct line_style frame, rule;
		double title_pt, subtitle_pt, heading_pt, text_pt, note_pt;
	} page;
	bool arabic_digits; /* Arabic maps print Eastern digits throughout; else ASCII digits throughout */
	const char *months[LANG_COUNT][THEME_MONTHS];
	const char *text[LANG_COUNT][TEXT_COUNT];
};

/* Reads and checks a theme; path NULL finds the installed one (share/kharita/styles/theme.json beside the program).
 * ERR_IO when it cannot be read, ERR_DATA with file, member and reason when it is wrong: an unknown or missing
 * member, a colour that is none, a size out of range, a shape used twice. *out is new: theme_free(). */
enum err theme_open(const char *path, struct theme **out, struct error *e);
void theme_free(struct theme *t);

/* Event style by ACLED's name; the strategic one, the mildest statement, for a name that the theme lacks. */
const struct theme_event *theme_event_find(const struct theme *t, struct sv event_type);

/* Symbol size in mm (before the event's own scale) for a number of killed; < 0 is unknown and drawn as 0. */
double theme_symbol_size_mm(const struct theme *t, int64_t fatalities);

/* Opacity 0..1 of a symbol. geo_precision <= 0 is unknown: no discount. */
double theme_opacity(const struct theme *t, double confidence, int geo_precision, bool background);

/* Style of the nearest zoom that the theme lists. */
const struct theme_zoom *theme_zoom_find(const struct theme *t, unsigned zoom);

const char *marker_shape_name(enum marker_shape s);

/* "#rrggbb" or "#rrggbbaa"; false on anything else. */
bool colour_parse(const char *s, struct colour *out);

#endif
