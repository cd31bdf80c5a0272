#include "write/model_places.h"

#include "write/model_intern.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

/* What is gathered of a place while it is counted. */
struct tally {
	struct model_place place;
	struct sv doc_id, source; /* of the last article that named it */
	size_t incident;          /* 1 + the last incident there */
	struct sv article_first, article_last;
};

struct place_table {
	struct arena *arena;
	struct tally *items;
	size_t n, cap;
	size_t *slots; /* 1 + index; 0 = free */
	size_t n_slots;
};

static size_t place_hash(struct sv place_id, struct sv name_ar)
{
	return (size_t)XXH3_64bits_withSeed(place_id.ptr, place_id.len, XXH3_64bits(name_ar.ptr, name_ar.len));
}

static size_t *place_probe(const struct place_table *t, struct sv place_id, struct sv name_ar)
{
	for (size_t i = place_hash(place_id, name_ar) & (t->n_slots - 1);; i = (i + 1) & (t->n_slots - 1)) {
		size_t k = t->slots[i];
		if (!k ||
		    (sv_eq(t->items[k - 1].place.place_id, place_id) && sv_eq(t->items[k - 1].place.name_ar, name_ar)))
			return &t->slots[i];
	}
}

static void place_table_grow(struct place_table *t)
{
	t->n_slots = t->n_slots ? t->n_slots * 2 : 512;
	t->slots = ARENA_ARRAY(t->arena, size_t, t->n_slots);
	for (size_t i = 0; i < t->n; i++)
		*place_probe(t, t->items[i].place.place_id, t->items[i].place.name_ar) = i + 1;
}

static struct tally *place_find(struct place_table *t, struct sv place_id, struct sv name_ar, bool add)
{
	if (t->n * 2 >= t->n_slots)
		place_table_grow(t);
	size_t *slot = place_probe(t, place_id, name_ar);
	if (!*slot && !add)
		return NULL;
	if (!*slot) {
		*ARENA_PUSH(t->arena, t->items, t->n, &t->cap) =
			(struct tally){.place = {.place_id = place_id, .name_ar = name_ar}};
		*slot = t->n;
	}
	return &t->items[*slot - 1];
}

static void span_widen(struct sv *first, struct sv *last, struct sv from, struct sv to)
{
	if (from.len && (!first->len || sv_cmp(from, *first) < 0))
		*first = from;
	if (to.len && (!last->len || sv_cmp(to, *last) > 0))
		*last = to;
}

static void place_add_mention(struct tally *t, const struct model_mention *m, struct sv day)
{
	struct model_place *p = &t->place;
	if (p->mentions++ == 0) {
		p->name_en = m->name_en;
		p->kind = m->kind;
		p->feature_code = m->feature_code;
		p->admin1 = m->admin1;
		p->admin2 = m->admin2;
		p->admin3 = m->admin3;
	}
	if (!p->has_point && m->has_point) {
		p->has_point = true;
		p->point = m->point;
	}
	if (!sv_eq(t->doc_id, m->doc_id) || !sv_eq(t->source, m->source))
		p->articles++;
	t->doc_id = m->doc_id;
	t->source = m->source;
	span_widen(&t->article_first, &t->article_last, day, day);
}

static bool same_point(struct lonlat a, struct lonlat b)
{
	return fabs(a.lon_deg - b.lon_deg) < 1e-5 && fabs(a.lat_deg - b.lat_deg) < 1e-5;
}

static void place_add_incident(struct place_table *t, size_t index, const struct model_incident *i, struct sv place_id,
			       struct sv name_ar)
{
	struct tally *at = place_id.len ? place_find(t, place_id, name_ar, false) : NULL;
	if (!at || at->incident == index + 1)
		return;
	at->incident = index + 1;
	at->place.incidents++;
	at->place.incidents_here += i->has_point && at->place.has_point && same_point(i->point, at->place.point);
	span_widen(&at->place.first_date, &at->place.last_date, i->date_start.len ? i->date_start : i->event_date,
	           i->date_end.len ? i->date_end : i->event_date);
}

static int place_compare(const void *a, const void *b)
{
	const struct model_place *p = a;
	const struct model_place *q = b;
	int c = sv_cmp(p->place_id, q->place_id);
	return c ? c : sv_cmp(p->name_ar, q->name_ar);
}

void model_places_build(struct model *m)
{
	struct place_table t = {.arena = &m->arena};
	size_t article = 0;
	for (size_t i = 0, left = m->n_articles ? (size_t)m->articles[0].mentions : 0; i < m->n_mentions; i++, left--) {
		while (left == 0)
			left = (size_t)m->articles[++article].mentions;
		const struct model_mention *mention = &m->mentions[i];
		const struct model_article *a = &m->articles[article];
		struct sv day = a->text_day.len ? a->text_day : sv_take(a->published, 10);
		if (mention->place_id.len)
			place_add_mention(place_find(&t, mention->place_id, mention->name_ar, true), mention, day);
	}
	for (size_t i = 0; i < m->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[i];
		if (sv_eq(in->review_status, SV("rejected")))
			continue;
		place_add_incident(&t, i, in, in->place_id, in->location_ar);
		for (size_t k = 0; k < in->n_places; k++)
			place_add_incident(&t, i, in, in->places[k].place_id, in->places[k].name_ar);
	}
	m->places = ARENA_ARRAY(&m->arena, struct model_place, t.n);
	m->n_places = t.n;
	for (size_t i = 0; i < t.n; i++) {
		struct model_place *p = &m->places[i];
		*p = t.items[i].place;
		if (!p->first_date.len && !p->last_date.len) {
			p->first_date = t.items[i].article_first;
			p->last_date = t.items[i].article_last;
		}
	}
	if (t.n)
		qsort(m->places, t.n, sizeof *m->places, place_compare);
}

static int point_compare(const void *a, const void *b)
{
	const struct model_incident *p = *(struct model_incident *const *)a;
	const struct model_incident *q = *(struct model_incident *const *)b;
	int c = memcmp(&p->point, &q->point, sizeof p->point);
	return c ? c : (p > q) - (p < q);
}

static void count_at_points(struct model *m)
{
	struct model_incident **sorted = ARENA_ARRAY(&m->arena, struct model_incident *, m->n_incidents);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++) {
		m->incidents[i].at_point = MODEL_UNKNOWN;
		if (m->incidents[i].has_point)
			sorted[n++] = &m->incidents[i];
	}
	if (n)
		qsort(sorted, n, sizeof *sorted, point_compare);
	for (size_t i = 0, first = 0; i < n; i++) {
		if (memcmp(&sorted[i]->point, &sorted[first]->point, sizeof sorted[i]->point) != 0)
			first = i;
		sorted[first]->at_point = (int64_t)(i - first + 1);
	}
}

void model_mark_firsts(struct model *m)
{
	struct intern seen = {.arena = &m->arena};
	count_at_points(m);
	for (size_t i = 0; i < m->n_incidents; i++) {
		struct model_incident *in = &m->incidents[i];
		if (in->extent.n_polygons)
			intern_bytes(&seen, &in->extent.polygons, sizeof in->extent.polygons, &in->first_of_extent);
	}
}
