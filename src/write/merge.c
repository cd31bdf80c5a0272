#include "write/merge.h"

#include "write/merge_rules.h"

#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

#define NONE SIZE_MAX

/* Reports that tell of one incident, in canonical order, as a list through merging.next. */
struct cluster {
	size_t first, last;
	size_t seen_by; /* the report that last weighed it */
};

struct entry {
	size_t cluster;
	struct entry *next;
};

/* The clusters of one key, the newest first. */
struct slot {
	uint64_t key;
	struct entry *entries;
	struct slot *next;
};

/* Where more incidents than this share a day, a place and a kind, or more reports tell of one, only so many of the newest
 * clusters and of a cluster's first reports are weighed: time stays proportional to the number of incidents. */
enum { WEIGHED_CLUSTERS = 512, WEIGHED_REPORTS = 32 };

struct merging {
	struct arena scratch;    /* the index and all below: gone when the merging is done */
	jmp_buf escape;
	const struct model *model;
	const size_t *article_of;
	struct report *reports;
	size_t *order;           /* reports in canonical order */
	size_t *next;            /* next report of the same cluster, or NONE */
	size_t *cluster_of;
	struct cluster *clusters;
	size_t n_clusters;
	struct slot **buckets;   /* a power of two */
	size_t n_buckets;
};

enum { KEYS_MAX = 512 };

/* Where a report lies in the index: by its id; with the class family by day and place, by day and cell, by month and
 * place. Two reports dated to the day meet by the day only; who is not dated so finds all of the month, and is found by
 * all of the month. */
struct keys {
	uint64_t items[KEYS_MAX];
	size_t n;
	enum merge_class family;
};

enum key_kind { KEY_ID, KEY_DAY_PLACE, KEY_DAY_CELL, KEY_MONTH_ANY, KEY_MONTH_VAGUE, KEY_KINDS };

static void keys_add(struct keys *k, enum key_kind kind, int64_t when, const void *bytes, size_t size)
{
	if (k->n < KEYS_MAX)
		k->items[k->n++] = XXH3_64bits_withSeed(bytes, size, ((uint64_t)when * CLASS_COUNT + k->family) * KEY_KINDS + kind);
}

static void keys_add_places(struct keys *k, enum key_kind kind, int64_t when, const struct model_incident *i)
{
	if (i->place_id.len)
		keys_add(k, kind, when, i->place_id.ptr, i->place_id.len);
	for (size_t p = 0; p < i->n_places && p < 32; p++)
		if (i->places[p].place_id.len && !sv_eq(i->places[p].place_id, i->place_id))
			keys_add(k, kind, when, i->places[p].place_id.ptr, i->places[p].place_id.len);
}

/* The cell of a tenth of a degree that holds the point and, for a search, the eight around it. */
static void keys_add_cells(struct keys *k, int64_t day, struct lonlat p, int around)
{
	for (int dx = -around; dx <= around; dx++) {
		for (int dy = -around; dy <= around; dy++) {
			int64_t cell[2] = {(int64_t)floor(p.lon_deg * 10) + dx, (int64_t)floor(p.lat_deg * 10) + dy};
			keys_add(k, KEY_DAY_CELL, day, cell, sizeof cell);
		}
	}
}

/* Months of about thirty days: only equality matters. */
static int64_t month_of(int64_t day)
{
	return day >= 0 ? day / 30 : -1 - (-day / 30);
}

static void keys_of(const struct report *r, bool search, struct keys *k)
{
	const struct model_incident *i = r->incident;
	k->n = 0;
	k->family = CLASS_OTHER;
	if (i->event_id.len)
		keys_add(k, KEY_ID, 0, i->event_id.ptr, i->event_id.len);
	k->family = merge_class_family(r->class);
	if (r->exact) {
		keys_add_places(k, KEY_DAY_PLACE, r->day_first, i);
		if (i->has_point)
			keys_add_cells(k, r->day_first, i->point, search);
	}
	if (!r->has_anchor)
		return;
	int64_t from = r->anchor;
	int64_t to = r->has_period ? r->day_last : r->anchor;
	if (to - from > MERGE_PERIOD_DAYS)
		return;
	int64_t reach = search ? MERGE_ANCHOR_DAYS : 0;
	for (int64_t month = month_of(from - reach); month <= month_of(to + reach); month++) {
		if (search) {
			keys_add_places(k, r->exact ? KEY_MONTH_VAGUE : KEY_MONTH_ANY, month, i);
			continue;
		}
		keys_add_places(k, KEY_MONTH_ANY, month, i);
		if (!r->exact)
			keys_add_places(k, KEY_MONTH_VAGUE, month, i);
	}
}

static struct slot *slot_of(const struct merging *g, uint64_t key)
{
	struct slot *s = g->buckets[key & (g->n_buckets - 1)];
	while (s && s->key != key)
		s = s->next;
	return s;
}

static void index_add(struct merging *g, const struct keys *k, size_t cluster)
{
	for (size_t i = 0; i < k->n; i++) {
		struct slot *s = slot_of(g, k->items[i]);
		if (!s) {
			struct slot **bucket = &g->buckets[k->items[i] & (g->n_buckets - 1)];
			s = ARENA_NEW(&g->scratch, struct slot);
			*s = (struct slot){.key = k->items[i], .next = *bucket};
			*bucket = s;
		}
		struct entry *e = s->entries;
		for (int n = 0; e && e->cluster != cluster; n++)
			e = n < WEIGHED_CLUSTERS ? e->next : NULL;
		if (e)
			continue;
		e = ARENA_NEW(&g->scratch, struct entry);
		*e = (struct entry){.cluster = cluster, .next = s->entries};
		s->entries = e;
	}
}

static bool same_article(const struct merging *g, size_t a, size_t b)
{
	const struct model_article *p = &g->model->articles[g->article_of[a]];
	const struct model_article *q = &g->model->articles[g->article_of[b]];
	return sv_eq(p->doc_id, q->doc_id);
}

static bool same_event(const struct merging *g, size_t a, size_t b)
{
	struct sv id = g->reports[a].incident->event_id;
	return id.len && sv_eq(id, g->reports[b].incident->event_id);
}

/* The likeness to the least alike report of the cluster; 0 where one of them does not fit. */
static int cluster_likeness(const struct merging *g, const struct cluster *c, size_t report)
{
	int least = INT32_MAX, n = 0;
	for (size_t k = c->first; k != NONE && n < WEIGHED_REPORTS; k = g->next[k], n++) {
		if (same_event(g, k, report))
			return INT32_MAX;
		int likeness = same_article(g, k, report) ? 0 : report_likeness(&g->reports[k], &g->reports[report]);
		least = likeness < least ? likeness : least;
	}
	return least;
}

static size_t cluster_find(struct merging *g, size_t report, struct keys *k)
{
	size_t best = NONE;
	int best_likeness = 0;
	keys_of(&g->reports[report], true, k);
	for (size_t i = 0; i < k->n; i++) {
		const struct slot *s = slot_of(g, k->items[i]);
		const struct entry *e = s ? s->entries : NULL;
		for (int n = 0; e && n < WEIGHED_CLUSTERS; e = e->next, n++) {
			struct cluster *c = &g->clusters[e->cluster];
			if (c->seen_by == report)
				continue;
			c->seen_by = report;
			int likeness = cluster_likeness(g, c, report);
			if (likeness > best_likeness || (likeness && likeness == best_likeness && e->cluster < best)) {
				best = e->cluster;
				best_likeness = likeness;
			}
		}
	}
	return best;
}

static void cluster_add(struct merging *g, size_t report, struct keys *k)
{
	size_t at = cluster_find(g, report, k);
	g->next[report] = NONE;
	if (at == NONE) {
		at = g->n_clusters++;
		g->clusters[at] = (struct cluster){.first = report, .last = report, .seen_by = NONE};
	} else {
		g->next[g->clusters[at].last] = report;
		g->clusters[at].last = report;
	}
	g->cluster_of[report] = at;
	keys_of(&g->reports[report], false, k);
	index_add(g, k, at);
}

/* By publication (unknown last), source, place in the text. */
static int report_order(const struct report *p, const struct report *q)
{
	if (!p->published.len != !q->published.len)
		return p->published.len ? -1 : 1;
	int c = sv_cmp(p->published, q->published);
	if (!c)
		c = sv_cmp(p->incident->source, q->incident->source);
	if (!c)
		c = sv_cmp(p->incident->doc_id, q->incident->doc_id);
	if (!c)
		c = (p->incident->start > q->incident->start) - (p->incident->start < q->incident->start);
	return c ? c : sv_cmp(p->incident->event_id, q->incident->event_id);
}

struct ordered {
	const struct report *report;
	size_t index;
};

static int ordered_compare(const void *a, const void *b)
{
	const struct ordered *p = a;
	const struct ordered *q = b;
	int c = report_order(p->report, q->report);
	return c ? c : (p->index > q->index) - (p->index < q->index);
}

static void merging_init(struct merging *g)
{
	const struct model *m = g->model;
	size_t n = m->n_incidents;
	g->n_buckets = 1024;
	while (g->n_buckets < n * 4)
		g->n_buckets *= 2;
	g->buckets = ARENA_ARRAY(&g->scratch, struct slot *, g->n_buckets);
	g->reports = ARENA_ARRAY(&g->scratch, struct report, n);
	g->next = ARENA_ARRAY(&g->scratch, size_t, n);
	g->cluster_of = ARENA_ARRAY(&g->scratch, size_t, n);
	g->clusters = ARENA_ARRAY(&g->scratch, struct cluster, n);
	g->order = ARENA_ARRAY(&g->scratch, size_t, n);
	struct ordered *ordered = ARENA_ARRAY(&g->scratch, struct ordered, n);
	for (size_t i = 0; i < n; i++) {
		report_init(&g->reports[i], &m->incidents[i], &m->articles[g->article_of[i]]);
		ordered[i] = (struct ordered){&g->reports[i], i};
	}
	qsort(ordered, n, sizeof *ordered, ordered_compare);
	for (size_t i = 0; i < n; i++)
		g->order[i] = ordered[i].index;
}

static void take_dates(struct model_incident *to, const struct model_incident *from)
{
	to->event_date = from->event_date;
	to->date_start = from->date_start;
	to->date_end = from->date_end;
	to->date_basis = from->date_basis;
	to->time_precision = from->time_precision;
	to->date_prec = from->date_prec;
}

static void widen_fatalities(struct model_incident *to, const struct model_incident *from)
{
	int64_t low = from->fatalities_low != MODEL_UNKNOWN ? from->fatalities_low : from->fatalities;
	int64_t high = from->fatalities_high != MODEL_UNKNOWN ? from->fatalities_high : from->fatalities;
	if (low != MODEL_UNKNOWN && (to->fatalities_low == MODEL_UNKNOWN || low < to->fatalities_low))
		to->fatalities_low = low;
	if (high > to->fatalities_high)
		to->fatalities_high = high;
}

/* What `to`, the first report, leaves unsaid is taken from `from`. */
static void incident_complete(struct model_incident *to, const struct model_incident *from)
{
	if (!to->event_date.len && from->event_date.len)
		take_dates(to, from);
	if (to->fatalities == MODEL_UNKNOWN)
		to->fatalities = from->fatalities;
	if (to->injuries == MODEL_UNKNOWN)
		to->injuries = from->injuries;
	if (to->casualties_joint == MODEL_UNKNOWN)
		to->casualties_joint = from->casualties_joint;
	if (!to->casualty_text.len)
		to->casualty_text = from->casualty_text;
	if (!to->actor1.len && !to->actor2.len) {
		to->actor1 = from->actor1;
		to->actor2 = from->actor2;
	}
	if (to->n_actors == 0) {
		to->actors = from->actors;
		to->actor_inter = from->actor_inter;
		to->n_actors = from->n_actors;
	}
	to->background = to->background && from->background;
	if (from->confidence > to->confidence)
		to->confidence = from->confidence;
	widen_fatalities(to, from);
}

/* Tolls rise as the wounded die and bodies are found: of the news of two days (what an article recalls is no news) the
   later one's dead stand, if they are more, with the words that say so. */
static bool tells_risen_toll(const struct report *r, const struct report *before, const struct model_incident *out)
{
	const struct model_incident *i = r->incident;
	return before->has_news_day && r->has_news_day && r->news_day > before->news_day && !i->background &&
	       out->fatalities != MODEL_UNKNOWN && i->fatalities > out->fatalities;
}

static void take_toll(struct model_incident *to, const struct model_incident *from)
{
	to->fatalities = from->fatalities;
	if (from->injuries != MODEL_UNKNOWN)
		to->injuries = from->injuries;
	if (from->casualty_text.len)
		to->casualty_text = from->casualty_text;
}

static int sv_compare(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* Distinct sources in the order of the reports. */
static void merge_sources(struct merging *g, struct model_incident *out, struct arena *a)
{
	size_t n = out->n_reports;
	struct sv *sorted = ARENA_ARRAY(&g->scratch, struct sv, n);
	bool *taken = ARENA_ARRAY(&g->scratch, bool, n);
	memcpy(sorted, out->report_sources, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, sv_compare);
	size_t n_distinct = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !sv_eq(sorted[i], sorted[n_distinct - 1]))
			sorted[n_distinct++] = sorted[i];
	out->sources = ARENA_ARRAY(a, struct sv, n_distinct);
	out->n_sources = 0;
	for (size_t i = 0; i < n; i++) {
		const struct sv *at = bsearch(&out->report_sources[i], sorted, n_distinct, sizeof *sorted, sv_compare);
		if (!taken[at - sorted]) {
			taken[at - sorted] = true;
			out->sources[out->n_sources++] = out->report_sources[i];
		}
	}
}

/* Makes the cluster's first report stand for all of them. */
static void cluster_merge(struct merging *g, const struct cluster *c, struct model *m)
{
	struct model_incident out = m->incidents[c->first];
	size_t n = 0;
	for (size_t k = c->first; k != NONE; k = g->next[k])
		n++;
	if (n == 1)
		return;
	out.reports = ARENA_ARRAY(&m->arena, struct sv, n);
	out.report_sources = ARENA_ARRAY(&m->arena, struct sv, n);
	out.n_reports = 0;
	widen_fatalities(&out, &out);
	const struct report *told = &g->reports[c->first];
	for (size_t k = c->first; k != NONE; k = g->next[k]) {
		const struct model_incident *from = &m->incidents[k];
		incident_complete(&out, from);
		if (tells_risen_toll(&g->reports[k], told, &out)) {
			take_toll(&out, from);
			told = &g->reports[k];
		}
		out.report_sources[out.n_reports] = from->source;
		out.reports[out.n_reports++] = from->event_id;
	}
	merge_sources(g, &out, &m->arena);
	m->incidents[c->first] = out;
}

static void merge_all(struct merging *g, struct model *m, bool keep_apart)
{
	merging_init(g);
	struct keys *k = ARENA_NEW(&g->scratch, struct keys);
	for (size_t i = 0; i < m->n_incidents; i++)
		cluster_add(g, g->order[i], k);
	for (size_t i = 0; i < g->n_clusters && !keep_apart; i++)
		cluster_merge(g, &g->clusters[i], m);
	size_t n = 0;
	for (size_t i = 0; i < m->n_incidents; i++)
		m->incidents[i].dup_group = m->incidents[g->clusters[g->cluster_of[i]].first].event_id;
	for (size_t i = 0; i < m->n_incidents; i++)
		if (keep_apart || g->clusters[g->cluster_of[i]].first == i)
			m->incidents[n++] = m->incidents[i];
	m->n_incidents = n;
}

void merge_incidents(struct model *m, const size_t *article_of, bool keep_apart)
{
	if (m->n_incidents == 0)
		return;
	jmp_buf *outer = m->arena.escape;
	struct merging *g = calloc(1, sizeof *g);
	if (!g)
		longjmp(*outer, 1);
	*g = (struct merging){.model = m, .article_of = article_of};
	arena_init(&g->scratch, 0);
	m->arena.escape = g->scratch.escape = &g->escape;
	volatile bool failed = false;
	if (setjmp(g->escape) == 0)
		merge_all(g, m, keep_apart);
	else
		failed = true;
	arena_release(&g->scratch);
	free(g);
	m->arena.escape = outer;
	if (failed)
		longjmp(*outer, 1);
}
