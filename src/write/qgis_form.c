#include "write/gpkg.h"
#include "write/qgis_style.h"
#include "write/qgis_xml.h"

enum { EXPRESSION_MAX = 1 << 16 };

static const struct {
	const char *value; /* as stored; docs/output.md */
	enum qgis_word word;
} review_values[] = {
	{"unreviewed", WORD_UNREVIEWED},
	{"confirmed", WORD_CONFIRMED},
	{"corrected", WORD_CORRECTED},
	{"rejected", WORD_REJECTED},
};

static void review_widget(struct buf *b, enum theme_lang lang)
{
	buf_append(b,
		   SV("<field name=\"review_status\" configurationFlags=\"None\"><editWidget type=\"ValueMap\"><config>"
		      "<Option type=\"Map\"><Option name=\"map\" type=\"List\">\n"));
	for (size_t i = 0; i < sizeof review_values / sizeof *review_values; i++) {
		buf_append(b, SV("<Option type=\"Map\">"));
		xml_option(b, qgis_word(review_values[i].word, lang), review_values[i].value);
		buf_append(b, SV("</Option>\n"));
	}
	buf_append(b, SV("</Option></Option></config></editWidget></field>\n"));
}

static void type_widget(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	buf_append(
	    b, SV("<field name=\"corrected_type\" configurationFlags=\"None\"><editWidget type=\"ValueMap\"><config>"
		  "<Option type=\"Map\"><Option name=\"map\" type=\"List\">\n"));
	for (size_t i = 0; i < t->n_events; i++) {
		buf_append(b, SV("<Option type=\"Map\">"));
		xml_option(b, lang == LANG_AR ? t->events[i].label_ar : t->events[i].label_en, t->events[i].event_type);
		buf_append(b, SV("</Option>\n"));
	}
	buf_append(b, SV("</Option></Option></config></editWidget></field>\n"));
}

static void long_text_widget(struct buf *b, const char *field)
{
	buf_append(b, SV("<field configurationFlags=\"None\""));
	xml_attribute(b, "name", field);
	buf_append(
	    b,
	    SV("><editWidget type=\"TextEdit\"><config><Option type=\"Map\">"
	       "<Option name=\"IsMultiline\" type=\"bool\" value=\"true\"/></Option></config></editWidget></field>\n"));
}

static bool is_editable(const struct layer *l, const char *name)
{
	struct gpkg_review_column c;
	if (gpkg_is_reviewed(l->id) && strcmp(name, "review_status") == 0)
		return true;
	for (size_t i = 0; gpkg_review_column(l->id, i, &c); i++)
		if (strcmp(name, c.name) == 0)
			return c.editable;
	return false;
}

/* Nothing for the analyst's eye. */
static void hidden_widget(struct buf *b, const char *field)
{
	buf_append(b, SV("<field configurationFlags=\"None\""));
	xml_attribute(b, "name", field);
	buf_append(b, SV("><editWidget type=\"Hidden\"><config/></editWidget></field>\n"));
}

/* ACLED's names, which are the same in every language. */
static void sub_type_widget(struct buf *b)
{
	static const char *const names[] = {
#define X(name) name,
#include "write/sub_event_type.def"
#undef X
	};
	buf_append(
	    b, SV("<field name=\"corrected_sub_type\" configurationFlags=\"None\"><editWidget type=\"ValueMap\"><config>"
		  "<Option type=\"Map\"><Option name=\"map\" type=\"List\">\n"));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buf_append(b, SV("<Option type=\"Map\">"));
		xml_option(b, names[i], names[i]);
		buf_append(b, SV("</Option>\n"));
	}
	buf_append(b, SV("</Option></Option></config></editWidget></field>\n"));
}

static void widgets(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	static const char *const long_texts[] = {"evidence", "sentence", "where_description", "casualty_text"};
	buf_append(b, SV("<fieldConfiguration>\n"));
	for (size_t i = 0; i < l->n_fields; i++)
		for (size_t k = 0; k < sizeof long_texts / sizeof *long_texts; k++)
			if (strcmp(l->fields[i].name, long_texts[k]) == 0)
				long_text_widget(b, long_texts[k]);
	if (gpkg_is_reviewed(l->id)) {
		review_widget(b, lang);
		long_text_widget(b, "review_note");
		long_text_widget(b, "review_conflict");
		hidden_widget(b, "review_base");
	}
	if (l->id == LAYER_INCIDENTS) {
		type_widget(b, t, lang);
		sub_type_widget(b);
	}
	buf_append(b, SV("</fieldConfiguration>\n"));
}

/* All columns of a layer in the file's order; `at` counts from 0. NULL behind the last one. */
static const char *column(const struct layer *l, size_t at)
{
	struct gpkg_review_column c;
	if (at < l->n_fields)
		return l->fields[at].name;
	return gpkg_review_column(l->id, at - l->n_fields, &c) ? c.name : NULL;
}

static void aliases(struct buf *b, enum theme_lang lang, const struct layer *l)
{
	buf_append(b, SV("<aliases>\n"));
	for (size_t i = 0; column(l, i); i++) {
		buf_append(b, SV("<alias"));
		xml_attribute_number(b, "index", (double)(i + 1));
		xml_attribute(b, "field", column(l, i));
		xml_attribute(b, "name", qgis_alias(column(l, i), lang));
		buf_append(b, SV("/>\n"));
	}
	buf_append(b, SV("</aliases>\n"));
}

/* What the articles say is read-only in the form; the reviewer's columns are not. */
static void editable(struct buf *b, const struct layer *l)
{
	buf_append(b, SV("<editable>\n<field editable=\"0\" name=\"fid\"/>\n"));
	for (size_t i = 0; column(l, i); i++) {
		buf_append(b, SV("<field"));
		xml_attribute(b, "name", column(l, i));
		xml_attribute(b, "editable", is_editable(l, column(l, i)) ? "1" : "0");
		buf_append(b, SV("/>\n"));
	}
	buf_append(b, SV("</editable>\n"));
}

static void tip_open(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	buf_printf(b, "<div dir=\"%s\" style=\"font-family:%s; font-size:10pt; width:22em; text-align:%s\">",
	           lang == LANG_AR ? "rtl" : "ltr", t->fonts.text, lang == LANG_AR ? "right" : "left");
}

/* "Word: value" on a line of its own; left out when the expression gives null. */
static void tip_line(struct buf *b, enum theme_lang lang, enum qgis_word word, const char *expression)
{
	buf_printf(b, "[%% coalesce('<br><b>%s:</b> ' || (%s), '') %%]", qgis_word(word, lang), expression);
}

/* Attribute text is shown as it is, never read as HTML. */
#define PLAIN(field) "replace(replace(" field ", '&', '&amp;'), '<', '&lt;')"

static void incident_tip(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	tip_open(b, t, lang);
	buf_append(b, SV("<b>[% CASE"));
	for (size_t i = 0; i < t->n_events; i++)
		buf_printf(b, " WHEN \"event_type\"='%s' THEN '%s'", t->events[i].event_type,
		           lang == LANG_AR ? t->events[i].label_ar : t->events[i].label_en);
	buf_append(b, SV(" ELSE \"event_type\" END %]</b> <small>[% \"sub_event_type\" %]"));
	buf_printf(b, "[%% CASE WHEN \"background\" THEN ' (%s)' ELSE '' END %%]</small>",
	           qgis_word(WORD_BACKGROUND, lang));
	tip_line(b, lang, WORD_WHERE, PLAIN("coalesce(\"where_description\", \"location_ar\")"));
	buf_printf(b,
		   "<br><b>%s:</b> [%% coalesce(format_date(\"event_date\", 'yyyy-MM-dd') || CASE WHEN \"date_end\" <> "
		   "\"date_start\" THEN ' … ' || format_date(\"date_end\", 'yyyy-MM-dd') ELSE '' END, '%s') %%]",
		   qgis_word(WORD_WHEN, lang), qgis_word(WORD_UNKNOWN, lang));
	tip_line(b, lang, WORD_WHO, PLAIN("nullif(array_to_string(from_json(\"actors\"), ' / '), '')"));
	tip_line(b, lang, WORD_KILLED, "\"fatalities\"");
	tip_line(b, lang, WORD_INJURED, "\"injuries\"");
	tip_line(b, lang, WORD_TOGETHER, "\"casualties_joint\"");
	tip_line(b, lang, WORD_SOURCES, "\"number_of_sources\"");
	buf_append(b, SV("<blockquote dir=\"rtl\" style=\"text-align:right\">[% " PLAIN(
			  "\"evidence\"") " %]</blockquote></div>"));
}

static void mention_tip(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	tip_open(b, t, lang);
	buf_append(b, SV("<b>[% " PLAIN("\"name_ar\"") " %]</b> <small>[% coalesce(\"name_en\", '') %]</small>"
						       "<blockquote dir=\"rtl\" style=\"text-align:right\">[% " PLAIN(
							   "\"sentence\"") " %]</blockquote></div>"));
}

static void place_tip(struct buf *b, const struct theme *t, enum theme_lang lang)
{
	tip_open(b, t, lang);
	buf_append(b, SV("<b>[% " PLAIN("\"name_ar\"") " %]</b> <small>[% coalesce(\"name_en\", '') %]</small>"));
	tip_line(b, lang, WORD_MENTIONS, "\"mentions\"");
	tip_line(b, lang, WORD_INCIDENTS, "\"incidents\"");
	buf_append(b, SV("</div>"));
}

static void map_tip(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	static void (*const tips[LAYER_ALL])(struct buf *, const struct theme *, enum theme_lang) = {
		[LAYER_INCIDENTS] = incident_tip, [LAYER_MENTIONS] = mention_tip, [LAYER_PLACES] = place_tip};
	if (!tips[l->id])
		return;
	struct buf html;
	buf_init(&html, EXPRESSION_MAX);
	tips[l->id](&html, t, lang);
	buf_append(b, SV("<mapTip>"));
	xml_text(b, buf_sv(&html));
	buf_append(b, SV("</mapTip>\n"));
	buf_inherit(b, &html);
	buf_release(&html);
}

void qgis_form(struct buf *b, const struct theme *t, enum theme_lang lang, const struct layer *l)
{
	static const char *const titles[LAYER_ALL] = {
		[LAYER_INCIDENTS] = "\"location_ar\"", [LAYER_MENTIONS] = "\"surface\"", [LAYER_PLACES] = "\"name_ar\"",
		[LAYER_ARTICLES] = "coalesce(\"title\", \"source\")"};
	widgets(b, t, lang, l);
	aliases(b, lang, l);
	editable(b, l);
	if (titles[l->id])
		xml_element(b, "previewExpression", titles[l->id]);
	map_tip(b, t, lang, l);
}
