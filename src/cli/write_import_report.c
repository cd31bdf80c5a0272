#include "cli/write_import_report.h"

#include "base/log.h"
#include "result/json_out.h"

#include <math.h>
#include <stdio.h>

static void put_json(struct buf *b, const struct import_row *r, const struct match *m, const struct gazetteer *g)
{
	struct sv id = m->place == PLACE_NONE ? sv_make("", 0) : gazetteer_place(g, (size_t)m->place)->id;
	buf_append_char(b, '{');
	json_text_field(b, "status", sv_cstr(match_status_name(m->status)));
	json_text_field(b, "kind", sv_cstr(place_kind_name(r->kind)));
	json_text_field(b, "name_ar", r->name_ar);
	json_text_field(b, "name_en", r->name_en);
	json_key(b, "lat");
	json_number(b, r->has_point ? r->point.lat_deg : (double)NAN, 6);
	json_key(b, "lon");
	json_number(b, r->has_point ? r->point.lon_deg : (double)NAN, 6);
	json_text_field(b, "place_id", id);
	json_key(b, "distance_km");
	json_number(b, m->distance_m >= 0 ? m->distance_m / 1000 : (double)NAN, 2);
	json_text_field(b, "why", sv_cstr(m->why));
	json_text_field(b, "code", r->code);
	json_text_field(b, "file", sv_cstr(r->file));
	json_int_field(b, "line", (int64_t)r->line);
	buf_append_char(b, '}');
}

static void put_line(struct buf *b, const struct import_row *r, const struct match *m, const struct gazetteer *g)
{
	const struct place *p = m->place == PLACE_NONE ? NULL : gazetteer_place(g, (size_t)m->place);
	char km[32] = "";
	if (m->distance_m >= 0)
		snprintf(km, sizeof km, "%.1f km", m->distance_m / 1000);
	buf_printf(b, "%-8s  %-13s  %.*s%s%.*s", match_status_name(m->status), place_kind_name(r->kind),
	           SV_ARG(r->name_ar), r->name_ar.len && r->name_en.len ? " / " : "", SV_ARG(r->name_en));
	if (r->has_point)
		buf_printf(b, "  %.5f %.5f", r->point.lat_deg, r->point.lon_deg);
	buf_printf(b, "  %s", m->why);
	if (p)
		buf_printf(b, ": %.*s %s %.*s", SV_ARG(p->id), place_kind_name(p->kind), SV_ARG(p->name_ar));
	if (km[0])
		buf_printf(b, ", %s", km);
	buf_printf(b, "  (%s:%zu)\n", r->file, r->line);
}

static void put_rows(const struct import_set *s, const struct match *m, const struct gazetteer *g,
                     const struct gazetteer_options *o, struct buf *b)
{
	bool first = true;
	if (o->json)
		buf_append_char(b, '[');
	for (size_t i = 0; i < s->n; i++) {
		bool shown = o->json || o->common.verbose || m[i].status != MATCH_SAME;
		if (!shown)
			continue;
		if (o->json) {
			buf_append_cstr(b, first ? "\n" : ",\n");
			put_json(b, &s->rows[i], &m[i], g);
		} else {
			put_line(b, &s->rows[i], &m[i], g);
		}
		first = false;
	}
	if (o->json)
		buf_append_cstr(b, first ? "]\n" : "\n]\n");
}

static void tell(const struct import_set *s, const struct match *m, const struct overlay_counts *c,
                 const struct gazetteer_options *o)
{
	size_t n[MATCH_STATUSES] = {0};
	for (size_t i = 0; i < s->n; i++)
		n[m[i].status]++;
	log_write(LOG_INFO, "%zu places: %zu new, %zu the same, %zu moved, %zu in conflict", s->n, n[MATCH_NEW],
	          n[MATCH_SAME], n[MATCH_MOVED], n[MATCH_CONFLICT]);
	if (s->kindless + s->nameless + s->placeless + s->outside + c->latin_only)
		log_write(LOG_INFO,
		          "left out: %zu of no kind that the gazetteer has, %zu without a name, %zu without a position, %zu "
		          "outside the box; %zu new ones not written, as they have no Arabic name",
		          s->kindless, s->nameless, s->placeless, s->outside, c->latin_only);
	log_write(LOG_INFO, "%zu rows in '%s'%s", c->rows, o->output,
	          c->areas ? "; outlines in the .geojson beside it: give both with --overlay" : "");
	if (n[MATCH_MOVED] && !o->moved)
		log_write(LOG_INFO, "the positions of moved places were left as they are: --moved takes the file's");
}

enum err import_report(const struct import_set *s, const struct match *m, const struct gazetteer *g,
                       const struct overlay_counts *counts, const struct gazetteer_options *o, struct buf *scratch,
                       struct error *e)
{
	buf_clear(scratch);
	put_rows(s, m, g, o, scratch);
	if (!buf_ok(scratch))
		return error_set(e, ERR_NOMEM, "no memory for the report");
	bool printed = fwrite(scratch->ptr ? scratch->ptr : "", 1, scratch->len, stdout) == scratch->len;
	if (!printed || fflush(stdout) != 0)
		return error_errno(e, ERR_IO, "cannot write to standard output");
	tell(s, m, counts, o);
	return OK;
}
