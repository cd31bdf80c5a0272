#include "write/model_layers.h"

#include "write/model_intern.h"
#include "write/model_tables.h"

#define AT(type, member) offsetof(struct type, member)
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#define M(name, type, member) {name, type, AT(model_mention, member), 0, false}
static const struct field mention_fields[] = {
	M("mention_id", FIELD_TEXT, mention_id),
	M("doc_id", FIELD_TEXT, doc_id),
	M("source", FIELD_TEXT, source),
	M("start", FIELD_COUNT, start),
	M("end", FIELD_COUNT, end),
	M("surface", FIELD_TEXT, surface),
	M("place_id", FIELD_TEXT, place_id),
	M("name_ar", FIELD_TEXT, name_ar),
	M("name_en", FIELD_TEXT, name_en),
	M("feature_code", FIELD_TEXT, feature_code),
	M("admin1", FIELD_TEXT, admin1),
	M("admin2", FIELD_TEXT, admin2),
	M("admin3", FIELD_TEXT, admin3),
	M("role", FIELD_TEXT, role),
	M("relation", FIELD_TEXT, relation),
	M("confidence", FIELD_MEASURE, confidence),
	M("sentence", FIELD_TEXT, sentence),
};
#undef M

#define P(name, type, member) {name, type, AT(model_place, member), 0, false}
static const struct field place_fields[] = {
	P("place_id", FIELD_TEXT, place_id),
	P("name_ar", FIELD_TEXT, name_ar),
	P("name_en", FIELD_TEXT, name_en),
	P("kind", FIELD_TEXT, kind),
	P("feature_code", FIELD_TEXT, feature_code),
	P("admin1", FIELD_TEXT, admin1),
	P("admin2", FIELD_TEXT, admin2),
	P("admin3", FIELD_TEXT, admin3),
	P("mentions", FIELD_COUNT, mentions),
	P("articles", FIELD_COUNT, articles),
	P("incidents", FIELD_COUNT, incidents),
	P("first_date", FIELD_DATE, first_date),
	P("last_date", FIELD_DATE, last_date),
	{"incidents_here", FIELD_COUNT, AT(model_place, incidents_here), 0, true},
};
#undef P

#define I(name, type, member) {name, type, AT(model_incident, member), 0, false}
static const struct field incident_fields[] = {
	I("event_id", FIELD_TEXT, event_id),
	I("doc_id", FIELD_TEXT, doc_id),
	I("source", FIELD_TEXT, source),
	{"sources", FIELD_TEXTS, AT(model_incident, sources), AT(model_incident, n_sources), false},
	I("source_url", FIELD_TEXT, source_url),
	I("event_date", FIELD_DATE, event_date),
	I("date_start", FIELD_DATE, date_start),
	I("date_end", FIELD_DATE, date_end),
	I("time_precision", FIELD_CODE, time_precision),
	I("date_prec", FIELD_CODE, date_prec),
	I("date_basis", FIELD_TEXT, date_basis),
	I("event_type", FIELD_TEXT, event_type),
	I("sub_event_type", FIELD_TEXT, sub_event_type),
	I("actor1", FIELD_TEXT, actor1),
	I("actor2", FIELD_TEXT, actor2),
	{"actors", FIELD_TEXTS, AT(model_incident, actors), AT(model_incident, n_actors), false},
	I("fatalities", FIELD_COUNT, fatalities),
	I("fatalities_low", FIELD_COUNT, fatalities_low),
	I("fatalities_high", FIELD_COUNT, fatalities_high),
	I("injuries", FIELD_COUNT, injuries),
	I("casualties_joint", FIELD_COUNT, casualties_joint),
	I("casualty_text", FIELD_TEXT, casualty_text),
	I("location", FIELD_TEXT, location),
	I("location_ar", FIELD_TEXT, location_ar),
	I("place_id", FIELD_TEXT, place_id),
	{"places", FIELD_PLACES, AT(model_incident, places), AT(model_incident, n_places), false},
	I("admin1", FIELD_TEXT, admin1),
	I("admin2", FIELD_TEXT, admin2),
	I("admin3", FIELD_TEXT, admin3),
	I("geo_precision", FIELD_CODE, geo_precision),
	I("where_prec", FIELD_CODE, where_prec),
	I("coordinate_uncertainty_m", FIELD_MEASURE, uncertainty_m),
	I("where_description", FIELD_TEXT, where_description),
	I("spatial_rel", FIELD_TEXT, spatial_rel),
	I("background", FIELD_FLAG, background),
	I("evidence", FIELD_TEXT, evidence),
	I("start", FIELD_COUNT, start),
	I("end", FIELD_COUNT, end),
	I("number_of_sources", FIELD_SIZE, n_sources),
	I("dup_group", FIELD_TEXT, dup_group),
	I("confidence", FIELD_MEASURE, confidence),
	I("review_status", FIELD_TEXT, review_status),
	{"at_point", FIELD_COUNT, AT(model_incident, at_point), 0, true},
};
#undef I

#define E(name, type, member) {name, type, AT(model_extent, member), 0, false}
static const struct field extent_fields[] = {
	E("event_id", FIELD_TEXT, event_id),
	E("mention_id", FIELD_TEXT, mention_id),
	E("source", FIELD_TEXT, source),
	E("name_ar", FIELD_TEXT, name_ar),
	E("place_id", FIELD_TEXT, place_id),
	E("relation", FIELD_TEXT, relation),
	E("role", FIELD_TEXT, role),
	E("event_type", FIELD_TEXT, event_type),
	E("event_date", FIELD_DATE, event_date),
	E("coordinate_uncertainty_m", FIELD_MEASURE, uncertainty_m),
	E("area_km2", FIELD_MEASURE, area_km2),
	{"first_of_extent", FIELD_FLAG, AT(model_extent, first), 0, true},
};
#undef E

#define R(name, type, member) {name, type, AT(model_route, member), 0, false}
static const struct field route_fields[] = {
	R("event_id", FIELD_TEXT, event_id),
	R("source", FIELD_TEXT, source),
	R("name_ar", FIELD_TEXT, name_ar),
	R("where_description", FIELD_TEXT, where_description),
	R("relation", FIELD_TEXT, relation),
	R("event_type", FIELD_TEXT, event_type),
	R("event_date", FIELD_DATE, event_date),
};
#undef R

static const struct layer layer_forms[LAYER_COUNT] = {
	{LAYER_INCIDENTS, "incidents", GEOMETRY_POINT, incident_fields, COUNT_OF(incident_fields), NULL, 0,
	 sizeof(struct model_incident), AT(model_incident, point), AT(model_incident, has_point)},
	{LAYER_MENTIONS, "mentions", GEOMETRY_POINT, mention_fields, COUNT_OF(mention_fields), NULL, 0,
	 sizeof(struct model_mention), AT(model_mention, point), AT(model_mention, has_point)},
	{LAYER_PLACES, "places", GEOMETRY_POINT, place_fields, COUNT_OF(place_fields), NULL, 0,
	 sizeof(struct model_place), AT(model_place, point), AT(model_place, has_point)},
	{LAYER_EXTENTS, "extents", GEOMETRY_POLYGON, extent_fields, COUNT_OF(extent_fields), NULL, 0,
	 sizeof(struct model_extent), AT(model_extent, shape), 0},
	{LAYER_ROUTES, "routes", GEOMETRY_LINE, route_fields, COUNT_OF(route_fields), NULL, 0,
	 sizeof(struct model_route), AT(model_route, line), 0},
};

/* Most extents repeat: each one's area is computed once. */
struct areas {
	struct intern known; /* 1 + index in km2 */
	double *km2;
	size_t n, cap;
};

static double area_km2(struct areas *a, const struct shape *s)
{
	size_t *at = intern_value(&a->known, &s->polygons, sizeof s->polygons);
	if (*at == 0) {
		*ARENA_PUSH(a->known.arena, a->km2, a->n, &a->cap) = geo_shape_area_m2(s) / 1e6;
		*at = a->n;
	}
	return a->km2[*at - 1];
}

static size_t extents_fill(const struct model *m, struct areas *areas, struct model_extent *out)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		if (in->extent.n_polygons == 0)
			continue;
		if (out)
			out[n] = (struct model_extent){
				.event_id = in->event_id, .source = in->source, .name_ar = in->location_ar,
				.place_id = in->place_id, .relation = in->spatial_rel, .role = SV("event"),
				.event_type = in->event_type, .event_date = in->event_date,
				.uncertainty_m = in->uncertainty_m, .shape = in->extent,
				.first = in->first_of_extent, .area_km2 = area_km2(areas, &in->extent)};
		n++;
	}
	for (size_t i = 0; i < m->n_mentions; i++) {
		const struct model_mention *in = &m->mentions[i];
		if (in->extent.n_polygons == 0)
			continue;
		if (out)
			out[n] = (struct model_extent){
				.mention_id = in->mention_id, .source = in->source, .name_ar = in->name_ar,
				.place_id = in->place_id, .relation = in->relation, .role = in->role,
				.uncertainty_m = in->uncertainty_m, .shape = in->extent,
				.area_km2 = area_km2(areas, &in->extent)};
		n++;
	}
	return n;
}

static size_t routes_fill(const struct model *m, struct model_route *out)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		if (in->route.n < 2)
			continue;
		if (out)
			out[n] = (struct model_route){
				.event_id = in->event_id, .source = in->source, .name_ar = in->location_ar,
				.where_description = in->where_description, .relation = in->spatial_rel,
				.event_type = in->event_type, .event_date = in->event_date, .line = in->route};
		n++;
	}
	return n;
}

void model_layers(struct arena *a, const struct model *m, const struct gazetteer *g, struct layer *out)
{
	memcpy(out, layer_forms, sizeof layer_forms);
	out[LAYER_INCIDENTS].records = m->incidents;
	out[LAYER_INCIDENTS].n = m->n_incidents;
	out[LAYER_MENTIONS].records = m->mentions;
	out[LAYER_MENTIONS].n = m->n_mentions;
	out[LAYER_PLACES].records = m->places;
	out[LAYER_PLACES].n = m->n_places;
	struct areas areas = {.known.arena = a};
	size_t n = extents_fill(m, NULL, NULL);
	struct model_extent *extents = ARENA_ARRAY(a, struct model_extent, n);
	out[LAYER_EXTENTS].records = extents;
	out[LAYER_EXTENTS].n = extents_fill(m, &areas, extents);
	n = routes_fill(m, NULL);
	struct model_route *routes = ARENA_ARRAY(a, struct model_route, n);
	out[LAYER_ROUTES].records = routes;
	out[LAYER_ROUTES].n = routes_fill(m, routes);
	model_tables(a, m, g, out);
}
