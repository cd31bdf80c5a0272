#include "write/qgis_label.h"
#include "write/qgis_style.h"
#include "write/qgis_xml.h"

enum { SCALE_CITY = 6000000, SCALE_TOWN = 1200000, SCALE_SETTLEMENT = 2500000 };

static const char *name_of(enum theme_lang lang)
{
	return lang == LANG_AR ? "\"name_ar\"" : "coalesce(\"name_en\", \"name_ar\")";
}

/* The map says what it is by the way it is written. */
static const char *governorate_name(enum theme_lang lang)
{
	return lang == LANG_AR ? "\"name_ar\"" : "coalesce(replace(\"name_en\", ' Governorate', ''), \"name_ar\")";
}

/* A city's, one below the other. */
static const char *both_names(enum theme_lang lang)
{
	return lang == LANG_AR ? "\"name_ar\" || coalesce('\\n' || \"name_en\", '')"
	                       : "coalesce(\"name_en\" || '\\n', '') || \"name_ar\"";
}

/* Each kind over those before it, in whatever order the features come. */
#define AREA_ORDER                                                                                                     \
	"CASE WHEN \"kind\" = 'governorate' THEN 0 WHEN \"kind\" = 'desert' THEN 1 WHEN \"kind\" = 'irrigated' THEN 2 "  \
	"WHEN \"kind\" = 'lake' THEN 3 ELSE 4 END"

static void areas(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	const char *const *text = t->text[lang];
	const struct {
		struct qgis_rule rule;
		struct colour fill;
		bool water;
	} kinds[] = {
		{{"\"kind\" = 'governorate' AND \"country\" IS NULL", qgis_word(WORD_GOVERNORATES, lang), 0, false},
		 t->basemap.land, false},
		{{"\"kind\" = 'governorate' AND \"country\" IS NOT NULL", "", 0, false}, t->basemap.neighbour, false},
		{{"\"kind\" = 'desert'", text[TEXT_DESERT], 0, false}, t->basemap.desert, false},
		{{"\"kind\" = 'irrigated'", text[TEXT_IRRIGATED], 0, false}, t->basemap.irrigated, false},
		{{"\"kind\" = 'lake'", text[TEXT_LAKE], 0, false}, t->basemap.water, true},
		{{"\"kind\" = 'sea'", text[TEXT_WATER], 0, false}, t->basemap.water, true},
	};
	enum { KINDS = sizeof kinds / sizeof *kinds };
	struct qgis_rule rules[KINDS];
	for (size_t i = 0; i < KINDS; i++)
		rules[i] = kinds[i].rule;
	qgis_renderer_open_ordered(b, rules, KINDS);
	for (size_t i = 0; i < KINDS; i++) {
		/* A hair of outline in the fill's own colour closes the seams between neighbours. */
		struct line_style seam = {.colour = kinds[i].fill, .width_mm = 0.1};
		const char name[] = {(char)('0' + i), '\0'};
		xml_symbol_open(b, name, "fill");
		xml_fill_layer(b, kinds[i].fill, kinds[i].water ? &t->basemap.lake_outline : &seam);
		xml_symbol_close(b);
	}
	qgis_renderer_close_ordered(b, AREA_ORDER);
	const struct qgis_label labels[] = {{governorate_name(lang), "\"kind\" = 'governorate' AND \"country\" IS NULL",
					     &t->labels[LABEL_GOVERNORATE],
					     PLACEMENT_HORIZONTAL, 0, 1, false, NULL},
					    {name_of(lang), "\"kind\" = 'sea'", &t->labels[LABEL_SEA],
					     PLACEMENT_HORIZONTAL, 0, 2, false, NULL},
					    {name_of(lang), "\"kind\" = 'lake'", &t->labels[LABEL_RIVER],
					     PLACEMENT_HORIZONTAL, SCALE_SETTLEMENT, 2, false, NULL},
					    {.text = NULL}};
	qgis_labels(b, t->fonts.text, lang, labels);
}

static void lines(struct buf *b, const struct qgis_rule *rules, const struct line_style *const *styles, size_t n)
{
	qgis_renderer_open(b, rules, n);
	for (size_t i = 0; i < n; i++) {
		const char name[] = {(char)('0' + i), '\0'};
		xml_symbol_open(b, name, "line");
		xml_line_layer(b, styles[i]);
		xml_symbol_close(b);
	}
	qgis_renderer_close(b);
}

static void borders(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	const struct qgis_rule rules[] = {
		{"\"kind\" = 'governorate'", t->text[lang][TEXT_GOVERNORATE_BORDER], 0, false},
		{"\"kind\" = 'country'", t->text[lang][TEXT_COUNTRY_BORDER], 0, false},
		{"\"kind\" = 'district'", t->text[lang][TEXT_DISTRICT_BORDER], t->basemap.districts_from, false},
	};
	const struct line_style *const styles[] = {&t->basemap.governorate_border, &t->basemap.country_border,
	                                           &t->basemap.district_border};
	lines(b, rules, styles, 3);
}

static void rivers(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	const struct qgis_rule rules[] = {
		{"coalesce(\"prominence\", 0) >= 4", t->text[lang][TEXT_RIVER], 0, false},
		{"coalesce(\"prominence\", 0) < 4", "", 0, false},
	};
	const struct line_style *const styles[] = {&t->basemap.river, &t->basemap.tributary};
	lines(b, rules, styles, 2);
	const struct qgis_label labels[] = {
		{name_of(lang), NULL, &t->labels[LABEL_RIVER], PLACEMENT_HORIZONTAL, SCALE_SETTLEMENT, 2, true, NULL},
		{.text = NULL}};
	qgis_labels(b, t->fonts.text, lang, labels);
}

static void roads(struct buf *b, const struct theme *t)
{
	qgis_renderer_open(b, NULL, 0);
	xml_symbol_open(b, "0", "line");
	xml_line_layer(b, &t->basemap.road_casing);
	xml_line_layer(b, &t->basemap.road);
	xml_symbol_close(b);
	qgis_renderer_close(b);
}

/* Those that the reports name are labelled by the layers of places and incidents. */
static void settlements(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	const struct qgis_rule rules[] = {
		{"\"prominence\" >= 4 AND \"kind\" <> 'country'", qgis_word(WORD_SETTLEMENT, lang), 0, false},
		{"\"prominence\" < 4 AND \"kind\" <> 'country'", "", SCALE_TOWN, false},
	};
	const struct marker_style *s = &t->basemap.settlement;
	qgis_renderer_open(b, rules, 2);
	for (size_t i = 0; i < 2; i++) {
		struct xml_marker dot = {"circle", s->fill, s->stroke, i ? s->size_mm * 0.8 : s->size_mm, s->stroke_mm};
		xml_symbol_open(b, i ? "1" : "0", "marker");
		xml_marker_layer(b, &dot, NULL);
		xml_symbol_close(b);
	}
	qgis_renderer_close(b);
	const struct qgis_label labels[] = {
		{name_of(lang), "\"kind\" = 'country'", &t->labels[LABEL_COUNTRY],
	         PLACEMENT_OVER_POINT, 0, 3, false, NULL},
		{both_names(lang), "\"kind\" <> 'country' AND \"mentions\" IS NULL AND \"prominence\" >= 5", &t->labels[LABEL_CITY],
	         PLACEMENT_AROUND_POINT, 0, 6, false, NULL},
		{name_of(lang), "\"kind\" <> 'country' AND \"mentions\" IS NULL AND \"prominence\" = 4", &t->labels[LABEL_TOWN],
	         PLACEMENT_AROUND_POINT, SCALE_CITY, 4, false, NULL},
		{name_of(lang), "\"kind\" <> 'country' AND \"mentions\" IS NULL AND \"prominence\" < 4", &t->labels[LABEL_SETTLEMENT],
	         PLACEMENT_AROUND_POINT, SCALE_TOWN, 2, false, NULL},
		{.text = NULL}};
	qgis_labels(b, t->fonts.text, lang, labels);
}

void qgis_base_symbols(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	switch ((int)l->id) {
	case LAYER_AREAS:
		areas(b, t, lang);
		break;
	case LAYER_BORDERS:
		borders(b, t, lang);
		break;
	case LAYER_RIVERS:
		rivers(b, t, lang);
		break;
	case LAYER_ROADS:
		roads(b, t);
		break;
	default:
		settlements(b, t, lang);
	}
}
