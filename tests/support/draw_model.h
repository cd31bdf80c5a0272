/* A model made by hand for the drawing tests. Everything lies in its arena; model_release() frees it. */
#ifndef KHARITA_TESTS_DRAW_MODEL_H
#define KHARITA_TESTS_DRAW_MODEL_H

#include "write/model.h"
#include "write/theme.h"

#define DRAW_THEME KHARITA_SOURCE_DIR "/styles/theme.json"

static inline void draw_model_init(struct model *m, size_t room)
{
	*m = (struct model){.n_articles = 1};
	arena_init(&m->arena, 0);
	m->incidents = ARENA_ARRAY(&m->arena, struct model_incident, room);
	m->places = ARENA_ARRAY(&m->arena, struct model_place, room);
	m->mentions = ARENA_ARRAY(&m->arena, struct model_mention, 1);
}

/* One sure, exact incident of an event type at a named place. */
static inline struct model_incident *draw_model_incident(struct model *m, const char *event_type, const char *name_ar,
                                                         double lon_deg, double lat_deg)
{
	struct model_incident *in = &m->incidents[m->n_incidents++];
	*in = (struct model_incident){
		.event_id = arena_printf(&m->arena, "e%zu", m->n_incidents), .event_type = sv_cstr(event_type),
		.location_ar = sv_cstr(name_ar), .location = sv_cstr("Place"), .event_date = SV("2024-03-12"),
		.date_start = SV("2024-03-12"), .date_end = SV("2024-03-12"),
		.admin1 = SV("دير الزور"), /* Deir ez-Zor */
		.fatalities = MODEL_UNKNOWN, .injuries = MODEL_UNKNOWN, .geo_precision = 1, .where_prec = 1,
		.confidence = 0.9, .uncertainty_m = 1000.0, .has_point = true, .point = {lon_deg, lat_deg},
	};
	return in;
}

static inline void draw_model_place(struct model *m, const char *name_ar, double lon_deg, double lat_deg)
{
	m->places[m->n_places++] = (struct model_place){
		.place_id = arena_printf(&m->arena, "P%zu", m->n_places),
		.name_ar = sv_cstr(name_ar),
		.kind = SV("town"),
		.admin1 = SV("دير الزور"), /* Deir ez-Zor */
		.has_point = true,
		.point = {lon_deg, lat_deg},
		.mentions = 1,
		.articles = 1,
	};
}

static inline struct theme *draw_theme(void)
{
	struct theme *t = NULL;
	struct error e = {0};
	return theme_open(DRAW_THEME, &t, &e) == OK ? t : NULL;
}

#endif
