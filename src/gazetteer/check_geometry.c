/* Areas and lines against the places they belong to. */
#include "gazetteer/checks.h"

#include <math.h>

static const double LINE_AWAY_M = 30000;
static const double LEAST_AREA_M2 = 10000;

/* Segments of a ring that cross another one: its inside is then not what was meant. */
static bool crosses(struct lonlat a, struct lonlat b, struct lonlat c, struct lonlat d)
{
	double ab = (b.lon_deg - a.lon_deg) * (c.lat_deg - a.lat_deg) - (b.lat_deg - a.lat_deg) * (c.lon_deg - a.lon_deg);
	double ad = (b.lon_deg - a.lon_deg) * (d.lat_deg - a.lat_deg) - (b.lat_deg - a.lat_deg) * (d.lon_deg - a.lon_deg);
	double ca = (d.lon_deg - c.lon_deg) * (a.lat_deg - c.lat_deg) - (d.lat_deg - c.lat_deg) * (a.lon_deg - c.lon_deg);
	double cb = (d.lon_deg - c.lon_deg) * (b.lat_deg - c.lat_deg) - (d.lat_deg - c.lat_deg) * (b.lon_deg - c.lon_deg);
	return ((ab > 0 && ad < 0) || (ab < 0 && ad > 0)) && ((ca > 0 && cb < 0) || (ca < 0 && cb > 0));
}

static bool ring_crosses_itself(const struct ring *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct lonlat a = r->points[i], b = r->points[(i + 1) % r->n];
		for (size_t k = i + 2; k < r->n; k++) {
			struct lonlat c = r->points[k], d = r->points[(k + 1) % r->n];
			bool apart = fmax(c.lon_deg, d.lon_deg) < fmin(a.lon_deg, b.lon_deg) ||
			             fmin(c.lon_deg, d.lon_deg) > fmax(a.lon_deg, b.lon_deg);
			if (!apart && crosses(a, b, c, d))
				return true;
		}
	}
	return false;
}

static bool shape_crosses_itself(const struct shape *s)
{
	for (size_t i = 0; i < s->n_polygons; i++)
		for (size_t r = 0; r < s->polygons[i].n_rings; r++)
			if (ring_crosses_itself(&s->polygons[i].rings[r]))
				return true;
	return false;
}

static void check_area(struct check *c, const struct geometry *g, const struct source_feature *f, const struct place *p)
{
	if (shape_crosses_itself(&g->shape))
		check_report_at(c, FINDING_WARNING, f->file, f->line, "draw its outline again",
		                "the area of '%.*s' crosses itself", SV_ARG(g->id));
	else if (geo_shape_area_m2(&g->shape) < LEAST_AREA_M2)
		check_report_at(c, FINDING_WARNING, f->file, f->line, "draw its outline again, or delete it",
		                "the area of '%.*s' is empty", SV_ARG(g->id));
	if (!p)
		return;
	if (!place_kind_is_area(p->kind) || p->kind == KIND_ROAD)
		check_report_at(c, FINDING_WARNING, f->file, f->line, "correct the id, or the kind in places.tsv",
		                "an area of the %s '%.*s'", place_kind_name(p->kind), SV_ARG(p->name_ar));
	else if (p->has_point && !geo_shape_contains(&g->shape, p->point) && p->kind != KIND_RIVER)
		check_report_at(c, FINDING_WARNING, f->file, f->line, "correct the id, or the position in places.tsv",
		                "the area of '%.*s' does not hold its point", SV_ARG(p->name_ar));
}

static void check_line(struct check *c, const struct geometry *g, const struct source_feature *f, const struct place *p)
{
	double away_m = 0;
	bool has_line = p && (p->kind == KIND_ROAD || p->kind == KIND_RIVER || p->kind == KIND_WADI);
	if (!p)
		return;
	if (!has_line)
		check_report_at(c, FINDING_WARNING, f->file, f->line, "correct the id, or the kind in places.tsv",
		                "a line of the %s '%.*s'", place_kind_name(p->kind), SV_ARG(p->name_ar));
	else if (p->has_point && (geo_line_locate(g->line, p->point, &away_m), away_m > LINE_AWAY_M))
		check_report_at(c, FINDING_WARNING, f->file, f->line, "correct the id, or the position in places.tsv",
		                "the line of '%.*s' passes %.0f km from its point", SV_ARG(p->name_ar), away_m / 1000);
}

/* Units and rivers without an outline. */
static void check_missing(struct check *c, const struct source_place *row)
{
	struct shape s;
	struct line l;
	const struct place *p = &row->place;
	bool in_syria = sv_find(p->note, SV("pcode=SY"), 0) != SIZE_MAX;
	if (p->kind == KIND_GOVERNORATE && in_syria && !gazetteer_shape(&c->gazetteer, p->id, &s))
		check_report(c, FINDING_NOTICE, row, "add its polygon to areas.geojson",
		             "the governorate '%.*s' has no area", SV_ARG(p->name_ar));
	if (p->kind == KIND_ROAD && !gazetteer_line(&c->gazetteer, p->id, &l))
		check_report(c, FINDING_NOTICE, row, "add its line to roads.geojson", "the road '%.*s' has no line",
		             SV_ARG(p->name_ar));
}

void check_geometries(struct check *c)
{
	for (size_t i = 0; i < c->source.n_features; i++) {
		const struct geometry *g = &c->source.geometries[i];
		const struct source_feature *f = &c->source.features[i];
		int32_t at = g->id.len ? gazetteer_by_id(&c->gazetteer, g->id) : PLACE_NONE;
		const struct place *p = at == PLACE_NONE ? NULL : gazetteer_place(&c->gazetteer, (size_t)at);
		if (g->id.len && !p)
			check_report_at(c, FINDING_NOTICE, f->file, f->line, "give the id of its row in places.tsv",
			                "no place has the id '%.*s'", SV_ARG(g->id));
		if (f->is_open)
			check_report_at(c, FINDING_WARNING, f->file, f->line, "repeat the first position at the end",
			                "a ring of '%.*s' is not closed", SV_ARG(g->id));
		if (g->shape.n_polygons)
			check_area(c, g, f, p);
		else
			check_line(c, g, f, p);
	}
	for (size_t i = 0; i < c->source.n_places; i++)
		check_missing(c, &c->source.places[i]);
}
