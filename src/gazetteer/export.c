#include "gazetteer/export.h"

#include "gazetteer/source.h"

#include <stdio.h>

enum { NUMBER_BYTES = 32 };

/* A number with at most 6 decimals and no zeros at its end. */
void export_number(struct buf *out, double v)
{
	char text[NUMBER_BYTES + 320];
	int n = snprintf(text, sizeof text, "%.6f", v);
	size_t len = n > 0 ? (size_t)n : 0;
	while (len && text[len - 1] == '0')
		len--;
	if (len && text[len - 1] == '.')
		len--;
	bool is_minus_zero = len == 2 && text[0] == '-' && text[1] == '0';
	buf_append(out, is_minus_zero ? SV("0") : sv_make(text, len));
}

static void put_text(struct buf *out, struct sv s)
{
	buf_append_char(out, '\t');
	buf_append(out, s);
}

static void put_field(struct buf *out, bool known, double v)
{
	buf_append_char(out, '\t');
	if (known)
		export_number(out, v);
}

void export_row(struct buf *out, const struct place *p, struct sv variants)
{
	buf_append(out, p->id);
	put_text(out, sv_cstr(place_kind_name(p->kind)));
	put_text(out, p->feature_code);
	put_text(out, p->name_ar);
	put_text(out, variants);
	put_text(out, p->name_en);
	put_field(out, p->has_point, p->point.lat_deg);
	put_field(out, p->has_point, p->point.lon_deg);
	put_field(out, p->radius_km > 0, p->radius_km);
	put_text(out, p->admin1);
	put_text(out, p->admin2);
	put_text(out, p->admin3);
	buf_printf(out, "\t%d", p->prominence);
	put_text(out, sv_cstr(place_ambiguity_name(p->ambiguity)));
	put_text(out, sv_cstr(place_confidence_name(p->confidence)));
	put_text(out, p->source);
	put_text(out, p->note);
	buf_append_char(out, '\n');
}

void export_header(struct buf *out)
{
	for (size_t i = 0; source_place_column(i); i++) {
		if (i)
			buf_append_char(out, '\t');
		buf_append_cstr(out, source_place_column(i));
	}
	buf_append_char(out, '\n');
}

void gazetteer_export_tsv(const struct gazetteer *g, struct buf *out)
{
	if (gazetteer_date(g).len)
		buf_printf(out, "# date: %.*s\n", SV_ARG(gazetteer_date(g)));
	export_header(out);
	for (size_t i = 0; i < gazetteer_count(g); i++)
		export_row(out, gazetteer_place(g, i), gazetteer_variants(g, i));
}

/* The table's text with commas between its cells, in quotes where a cell needs them (RFC 4180). */
void gazetteer_export_csv(const struct gazetteer *g, struct buf *out)
{
	struct buf tsv;
	buf_init(&tsv, out->max);
	export_header(&tsv);
	for (size_t i = 0; i < gazetteer_count(g); i++)
		export_row(&tsv, gazetteer_place(g, i), gazetteer_variants(g, i));
	out->failed = out->failed || !buf_ok(&tsv);
	struct sv rest = buf_sv(&tsv);
	struct sv line;
	while (sv_split(&rest, '\n', &line) && rest.ptr) {
		struct sv cell;
		for (size_t i = 0; sv_split(&line, '\t', &cell); i++) {
			bool quoted = sv_find(cell, SV(","), 0) != SIZE_MAX || sv_find(cell, SV("\""), 0) != SIZE_MAX;
			buf_append_cstr(out, i ? "," : "");
			buf_append_cstr(out, quoted ? "\"" : "");
			for (size_t k = 0; k < cell.len; k++) {
				if (cell.ptr[k] == '"')
					buf_append_char(out, '"');
				buf_append_char(out, cell.ptr[k]);
			}
			buf_append_cstr(out, quoted ? "\"" : "");
		}
		buf_append_cstr(out, "\r\n");
	}
	buf_release(&tsv);
}

static void put_json_text(struct buf *out, const char *name, struct sv s)
{
	buf_printf(out, ",\"%s\":", name);
	if (s.len == 0) {
		buf_append_cstr(out, "null");
		return;
	}
	buf_append_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] < 0x20) {
			buf_printf(out, "\\u%04x", (unsigned)(unsigned char)s.ptr[i]);
			continue;
		}
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_append_char(out, '\\');
		buf_append_char(out, s.ptr[i]);
	}
	buf_append_char(out, '"');
}

static void put_feature(struct buf *out, const struct place *p, struct sv variants)
{
	buf_append_cstr(out, "{\"type\":\"Feature\",\"geometry\":");
	if (p->has_point) {
		buf_append_cstr(out, "{\"type\":\"Point\",\"coordinates\":[");
		export_number(out, p->point.lon_deg);
		buf_append_char(out, ',');
		export_number(out, p->point.lat_deg);
		buf_append_cstr(out, "]}");
	} else {
		buf_append_cstr(out, "null");
	}
	buf_append_cstr(out, ",\"properties\":{\"kind\":");
	buf_printf(out, "\"%s\"", place_kind_name(p->kind));
	put_json_text(out, "id", p->id);
	put_json_text(out, "feature_code", p->feature_code);
	put_json_text(out, "name_ar", p->name_ar);
	put_json_text(out, "variants_ar", variants);
	put_json_text(out, "name_en", p->name_en);
	put_json_text(out, "admin1", p->admin1);
	put_json_text(out, "admin2", p->admin2);
	put_json_text(out, "admin3", p->admin3);
	buf_append_cstr(out, ",\"radius_km\":");
	if (p->radius_km > 0)
		export_number(out, p->radius_km);
	else
		buf_append_cstr(out, "null");
	buf_printf(out, ",\"prominence\":%d", p->prominence);
	put_json_text(out, "ambiguity", sv_cstr(place_ambiguity_name(p->ambiguity)));
	put_json_text(out, "confidence", sv_cstr(place_confidence_name(p->confidence)));
	put_json_text(out, "source", p->source);
	put_json_text(out, "note", p->note);
	buf_append_cstr(out, "}}");
}

void gazetteer_export_geojson(const struct gazetteer *g, struct buf *out)
{
	buf_append_cstr(out, "{\"type\":\"FeatureCollection\",\"features\":[");
	for (size_t i = 0; i < gazetteer_count(g); i++) {
		buf_append_cstr(out, i ? ",\n" : "\n");
		put_feature(out, gazetteer_place(g, i), gazetteer_variants(g, i));
	}
	buf_append_cstr(out, "\n]}\n");
}
