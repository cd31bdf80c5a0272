#include "write/model_filter.h"

#include <stdlib.h>
#include <strings.h>

static bool has_kind_or_period(const struct model_filter *f)
{
	return f->from.len || f->to.len || f->types.len;
}

static bool has_area(const struct model_filter *f)
{
	return f->has_bounds || f->has_near || f->admin.len;
}

bool model_filter_is_open(const struct model_filter *f)
{
	return !has_kind_or_period(f) && !has_area(f) && !f->no_background;
}

static bool in_period(const struct model_incident *in, const struct model_filter *f)
{
	if (!f->from.len && !f->to.len)
		return true;
	struct sv first = in->date_start.len ? in->date_start : in->event_date;
	struct sv last = in->date_end.len ? in->date_end : in->event_date;
	if (!first.len)
		return false;
	return (!f->from.len || sv_cmp(last, f->from) >= 0) && (!f->to.len || sv_cmp(first, f->to) <= 0);
}

static bool begins_with(struct sv name, struct sv beginning)
{
	return beginning.len && name.len >= beginning.len && strncasecmp(name.ptr, beginning.ptr, beginning.len) == 0;
}

static bool of_type(const struct model_incident *in, const struct model_filter *f)
{
	struct sv rest = f->types, type;
	if (!f->types.len)
		return true;
	while (sv_split(&rest, ',', &type)) {
		type = sv_trim(type);
		if (begins_with(in->event_type, type) || begins_with(in->sub_event_type, type))
			return true;
	}
	return false;
}

static bool in_area(bool has_point, struct lonlat at, const struct sv admins[3], const struct model_filter *f)
{
	if (f->admin.len && !sv_eq(f->admin, admins[0]) && !sv_eq(f->admin, admins[1]) && !sv_eq(f->admin, admins[2]))
		return false;
	if ((f->has_bounds || f->has_near) && !has_point)
		return false;
	if (f->has_bounds && (at.lon_deg < f->west || at.lon_deg > f->east || at.lat_deg < f->south || at.lat_deg > f->north))
		return false;
	return !f->has_near || geo_distance_m(at, f->near) <= f->within_m;
}

static bool passes(const struct model_incident *in, const struct model_filter *f)
{
	const struct sv admins[3] = {in->admin1, in->admin2, in->admin3};
	return !(f->no_background && in->background) && in_period(in, f) && of_type(in, f) &&
	       in_area(in->has_point, in->point, admins, f);
}

static void filter_incidents(struct arena *a, const struct model *m, const struct model_filter *f, struct model *out)
{
	out->incidents = ARENA_ARRAY(a, struct model_incident, m->n_incidents + 1);
	out->n_incidents = 0;
	out->first_day = out->last_day = sv_make("", 0);
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		if (!passes(in, f))
			continue;
		out->incidents[out->n_incidents++] = *in;
		struct sv last = in->date_end.len ? in->date_end : in->event_date;
		if (in->event_date.len && (!out->first_day.len || sv_cmp(in->event_date, out->first_day) < 0))
			out->first_day = in->event_date;
		if (last.len && (!out->last_day.len || sv_cmp(last, out->last_day) > 0))
			out->last_day = last;
	}
}

static int by_text(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* Only the reports that the incidents left come from. */
static void filter_articles(struct arena *a, const struct model *m, struct model *out)
{
	size_t n = 0, kept = 0;
	for (size_t i = 0; i < out->n_incidents; i++)
		n += out->incidents[i].n_sources;
	struct sv *sources = ARENA_ARRAY(a, struct sv, n + 1);
	n = 0;
	for (size_t i = 0; i < out->n_incidents; i++)
		for (size_t k = 0; k < out->incidents[i].n_sources; k++)
			sources[n++] = out->incidents[i].sources[k];
	if (n)
		qsort(sources, n, sizeof *sources, by_text);
	out->articles = ARENA_ARRAY(a, struct model_article, m->n_articles + 1);
	for (size_t i = 0; i < m->n_articles; i++)
		if (n && bsearch(&m->articles[i].source, sources, n, sizeof *sources, by_text))
			out->articles[kept++] = m->articles[i];
	out->n_articles = kept;
}

static void filter_places(struct arena *a, const struct model *m, const struct model_filter *f, struct model *out)
{
	out->places = ARENA_ARRAY(a, struct model_place, m->n_places + 1);
	out->n_places = 0;
	for (size_t i = 0; i < m->n_places && !has_kind_or_period(f); i++) {
		const struct model_place *p = &m->places[i];
		const struct sv admins[3] = {p->admin1, p->admin2, p->admin3};
		if (in_area(p->has_point, p->point, admins, f))
			out->places[out->n_places++] = *p;
	}
}

struct model model_filter_apply(struct arena *a, const struct model *m, const struct model_filter *f)
{
	struct model out = *m;
	if (model_filter_is_open(f))
		return out;
	filter_incidents(a, m, f, &out);
	filter_articles(a, m, &out);
	filter_places(a, m, f, &out);
	return out;
}
