#include "state/review.h"

#include <stdlib.h>

/* How well a report fits an anchor: more is better, 0 not at all. */
enum { SAME_TYPE = 400, KIN_TYPE = 100, SAME_PLACE = 200, OVERLAP_PER_CENT = 1 };

/* Rules change their mind within a group, not across: shelling becomes a clash, a protest a riot. */
static const struct {
	const char *event_type;
	int group;
} groups[] = {
	{"Battles", 1},
	{"Explosions/Remote violence", 1},
	{"Violence against civilians", 1},
	{"Strategic developments", 1},
	{"Protests", 2},
	{"Riots", 2},
};

static int group_of(struct sv event_type)
{
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (sv_eq_cstr(event_type, groups[i].event_type))
			return groups[i].group;
	return 0;
}

struct matching {
	const struct review_anchor *reports;
	const struct review_anchor **by_doc, **by_evidence;
	size_t n;
	size_t *found;
	struct review *review;
	enum review_layer layer;
};

static int doc_compare(const void *a, const void *b)
{
	const struct review_anchor *p = *(const struct review_anchor *const *)a;
	const struct review_anchor *q = *(const struct review_anchor *const *)b;
	int c = sv_cmp(p->doc_id, q->doc_id);
	c = c ? c : (p->first > q->first) - (p->first < q->first);
	c = c ? c : sv_cmp(p->event_id, q->event_id);
	return c ? c : (p > q) - (p < q);
}

static int evidence_compare(const void *a, const void *b)
{
	const struct review_anchor *p = *(const struct review_anchor *const *)a;
	const struct review_anchor *q = *(const struct review_anchor *const *)b;
	int c = sv_cmp(p->source, q->source);
	c = c ? c : sv_cmp(p->evidence, q->evidence);
	return c ? c : (p > q) - (p < q);
}

/* The first of a sorted array whose text is not below. */
static size_t lower_bound(const struct review_anchor *const *sorted, size_t n, bool by_doc, struct sv first,
                          struct sv second)
{
	size_t low = 0;
	size_t high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = sv_cmp(by_doc ? sorted[middle]->doc_id : sorted[middle]->source, first);
		if (c == 0 && !by_doc)
			c = sv_cmp(sorted[middle]->evidence, second);
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int type_score(enum review_layer layer, const struct review_anchor *a, const struct review_anchor *r)
{
	if (layer == REVIEW_MENTION || sv_eq(a->event_type, r->event_type))
		return SAME_TYPE;
	int group = group_of(a->event_type);
	return group && group == group_of(r->event_type) ? KIN_TYPE : 0;
}

/* By type, place and what the spans share; they must share half of the shorter one. */
static int fit(enum review_layer layer, const struct review_anchor *a, const struct review_anchor *r)
{
	int64_t from = a->first > r->first ? a->first : r->first;
	int64_t to = a->last < r->last ? a->last : r->last;
	int64_t p = a->last - a->first;
	int64_t q = r->last - r->first;
	int64_t shorter = p < q ? p : q;
	int64_t longer = p < q ? q : p;
	int type = type_score(layer, a, r);
	if (r->event_id.len && sv_find(a->siblings, r->event_id, 0) != SIZE_MAX)
		return 0;
	if (!type || shorter <= 0 || to - from < (shorter + 1) / 2)
		return 0;
	int place = a->place_id.len && sv_eq(a->place_id, r->place_id) ? SAME_PLACE : 0;
	return type + place + (int)((to - from) * 100 / longer) * OVERLAP_PER_CENT;
}

static bool is_free(const struct matching *m, const struct review_anchor *r)
{
	return m->found[r - m->reports] == SIZE_MAX;
}

static void take(struct matching *m, const struct review_anchor *r, struct correction *c)
{
	m->found[r - m->reports] = (size_t)(c - m->review->items);
	c->matched = true;
}

/* The anchors of a correction whose report is still known by its identifier. */
static void match_exact(struct matching *m, struct correction *c)
{
	for (size_t i = 0; i < c->n_anchors; i++) {
		const struct review_anchor *a = &c->anchors[i];
		for (size_t k = lower_bound(m->by_doc, m->n, true, a->doc_id, a->doc_id);
		     a->event_id.len && k < m->n && sv_eq(m->by_doc[k]->doc_id, a->doc_id); k++)
			if (sv_eq(m->by_doc[k]->event_id, a->event_id) && is_free(m, m->by_doc[k]))
				take(m, m->by_doc[k], c);
	}
}

static bool is_held(const struct matching *m, const struct correction *c, const struct review_anchor *a)
{
	for (size_t k = lower_bound(m->by_doc, m->n, true, a->doc_id, a->doc_id);
	     k < m->n && sv_eq(m->by_doc[k]->doc_id, a->doc_id); k++)
		if (sv_eq(m->by_doc[k]->event_id, a->event_id) &&
		    m->found[m->by_doc[k] - m->reports] == (size_t)(c - m->review->items))
			return true;
	return false;
}

static void match_span(struct matching *m, struct correction *c, const struct review_anchor *a, bool *has_doc)
{
	const struct review_anchor *best = NULL;
	int best_fit = 0;
	for (size_t k = lower_bound(m->by_doc, m->n, true, a->doc_id, a->doc_id);
	     k < m->n && sv_eq(m->by_doc[k]->doc_id, a->doc_id); k++) {
		int f = is_free(m, m->by_doc[k]) ? fit(m->layer, a, m->by_doc[k]) : 0;
		*has_doc = true;
		if (f > best_fit) {
			best = m->by_doc[k];
			best_fit = f;
		}
	}
	if (best)
		take(m, best, c);
}

/* The text is another one, but says the same sentence under the same source. */
static void match_evidence(struct matching *m, struct correction *c, const struct review_anchor *a)
{
	if (m->layer == REVIEW_MENTION || !a->evidence.len)
		return;
	for (size_t k = lower_bound(m->by_evidence, m->n, false, a->source, a->evidence);
	     k < m->n && sv_eq(m->by_evidence[k]->source, a->source) && sv_eq(m->by_evidence[k]->evidence, a->evidence);
	     k++)
		if (is_free(m, m->by_evidence[k]) && type_score(m->layer, a, m->by_evidence[k])) {
			take(m, m->by_evidence[k], c);
			return;
		}
}

void review_match(struct arena *a, struct review *r, enum review_layer layer, const struct review_anchor *reports,
                  size_t n, size_t *found)
{
	struct matching m = {.reports = reports, .n = n, .found = found, .review = r, .layer = layer};
	for (size_t i = 0; i < n; i++)
		found[i] = SIZE_MAX;
	if (r->n == 0 || n == 0)
		return;
	m.by_doc = ARENA_ARRAY(a, const struct review_anchor *, n);
	m.by_evidence = ARENA_ARRAY(a, const struct review_anchor *, n);
	for (size_t i = 0; i < n; i++)
		m.by_doc[i] = m.by_evidence[i] = &reports[i];
	qsort(m.by_doc, n, sizeof *m.by_doc, doc_compare);
	qsort(m.by_evidence, n, sizeof *m.by_evidence, evidence_compare);
	for (size_t i = 0; i < r->n; i++)
		if (r->items[i].layer == layer)
			match_exact(&m, &r->items[i]);
	for (size_t i = 0; i < r->n; i++) {
		struct correction *c = &r->items[i];
		for (size_t k = 0; k < c->n_anchors && c->layer == layer; k++) {
			bool has_doc = false;
			if (is_held(&m, c, &c->anchors[k]))
				continue;
			match_span(&m, c, &c->anchors[k], &has_doc);
			if (!has_doc)
				match_evidence(&m, c, &c->anchors[k]);
		}
	}
}
