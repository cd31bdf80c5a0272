#include "write/spread.h"

#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

enum { ROUNDS = 80 };

/* Groups on a grid of cells as wide as a group's reach, so that a neighbour lies in the next cell at most. */
struct work {
	struct spread *out;
	const struct spread_spec *spec;
	double cell;
	size_t n_buckets;
	int32_t *buckets;     /* first group of a bucket, -1: none */
	int32_t *next_group;  /* in its bucket */
	int32_t *symbols;     /* first symbol of a group */
	int32_t *next_symbol; /* in its group */
};

static size_t bucket_of(const struct work *w, double cell_x, double cell_y)
{
	uint64_t h = (uint64_t)(int64_t)cell_x * 0x9e3779b97f4a7c15u ^ (uint64_t)(int64_t)cell_y * 0xc2b2ae3d27d4eb4fu;
	return (size_t)((h ^ h >> 29) % w->n_buckets);
}

/* The group whose anchor is within reach and nearest, or -1. */
static int32_t find_group(const struct work *w, struct xy p)
{
	int32_t best = -1;
	double best_away = w->spec->group_reach;
	for (int cell = 0; cell < 9; cell++) {
		size_t bucket =
			bucket_of(w, floor(p.x_m / w->cell) + cell % 3 - 1, floor(p.y_m / w->cell) + cell / 3 - 1);
		for (int32_t i = w->buckets[bucket]; i >= 0; i = w->next_group[i]) {
			double away = hypot(w->out->groups[i].x - p.x_m, w->out->groups[i].y - p.y_m);
			if (away < best_away || (away == best_away && (best < 0 || i < best))) {
				best_away = away;
				best = i;
			}
		}
	}
	return best;
}

static int32_t new_group(struct work *w, struct xy p, size_t first)
{
	int32_t g = (int32_t)w->out->n_groups++;
	size_t bucket = bucket_of(w, floor(p.x_m / w->cell), floor(p.y_m / w->cell));
	w->out->groups[g] = (struct spread_group){.x = p.x_m, .y = p.y_m, .first = first};
	w->next_group[g] = w->buckets[bucket];
	w->buckets[bucket] = g;
	w->symbols[g] = -1;
	return g;
}

static struct spread_symbol *find_symbol(const struct work *w, int32_t g, const struct theme_event *event,
                                         bool background)
{
	for (int32_t i = w->symbols[g]; i >= 0; i = w->next_symbol[i]) {
		struct spread_symbol *y = &w->out->symbols[i];
		if (y->event == event && y->background == background)
			return y;
	}
	return NULL;
}

static void add_incident(struct work *w, const struct model_incident *in, size_t index, struct xy p)
{
	struct spread *s = w->out;
	int32_t g = find_group(w, p);
	if (g < 0)
		g = new_group(w, p, index);
	s->groups[g].count++;
	const struct theme_event *event = theme_event_find(w->spec->theme, in->event_type);
	double opacity = theme_opacity(w->spec->theme, in->confidence, in->geo_precision, in->background);
	struct spread_symbol *y = find_symbol(w, g, event, in->background);
	if (!y) {
		w->next_symbol[s->n] = w->symbols[g];
		w->symbols[g] = (int32_t)s->n;
		y = &s->symbols[s->n++];
		*y = (struct spread_symbol){.event = event, .background = in->background, .group = (size_t)g,
		                            .first = index, .anchor_x = s->groups[g].x, .anchor_y = s->groups[g].y};
	}
	y->count++;
	y->fatalities += in->fatalities > 0 ? in->fatalities : 0;
	y->look.opacity = fmax(y->look.opacity, opacity);
}

/* Symbols of one place: one on its anchor, several in a ring around it. */
static void arrange_group(const struct work *w, size_t g)
{
	size_t k = 0;
	size_t at = 0;
	double sum = 0.0;
	for (int32_t i = w->symbols[g]; i >= 0; i = w->next_symbol[i]) {
		k++;
		sum += w->out->symbols[i].reach;
	}
	double radius = k > 1 ? sum / (double)k / sin(PI / (double)k) : 0.0; /* what then overlaps is pushed apart */
	for (int32_t i = w->symbols[g]; i >= 0; i = w->next_symbol[i]) {
		struct spread_symbol *y = &w->out->symbols[i];
		double angle = 2.0 * PI * (double)at++ / (double)k + (k == 2 ? PI / 2.0 : 0.0);
		y->x = y->anchor_x + radius * sin(angle);
		y->y = y->anchor_y - radius * cos(angle);
	}
}

/* What the pushing needs of a symbol, close together: most of the time of a crowded map is spent here. */
struct disc {
	double x, y, reach;
	size_t first; /* of the symbol */
	struct spread_symbol *symbol;
};

static bool is_before(const struct disc *p, const struct disc *q)
{
	return p->x != q->x ? p->x < q->x : p->first < q->first;
}

static int by_x(const void *a, const void *b)
{
	return is_before(a, b) ? -1 : is_before(b, a);
}

/* What one round moved is nearly in order still. */
static void sort_again(struct disc *discs, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct disc d = discs[i];
		size_t k = i;
		for (; k > 0 && is_before(&d, &discs[k - 1]); k--)
			discs[k] = discs[k - 1];
		discs[k] = d;
	}
}

/* Pushes one overlapping pair apart, half each; true if it overlapped. */
static bool push_apart(struct disc *p, struct disc *q)
{
	double dx = q->x - p->x;
	double dy = q->y - p->y;
	double together = p->reach + q->reach;
	if (dx * dx + dy * dy > together * together * (1.0 + 1e-9)) /* most pairs: spares them the root */
		return false;
	double away = sqrt(dx * dx + dy * dy);
	double lack = together - away;
	if (lack <= 1e-3 * p->reach)
		return false;
	if (away < 1e-6 * p->reach) { /* the same spot: any fixed direction will do */
		dx = 0.6;
		dy = 0.8;
		away = 1.0;
	}
	double step = 0.5 * lack / away;
	p->x -= dx * step;
	p->y -= dy * step;
	q->x += dx * step;
	q->y += dy * step;
	return true;
}

static void relax(struct arena *a, struct spread *s)
{
	struct disc *discs = ARENA_ARRAY(a, struct disc, s->n);
	double widest = 0.0;
	for (size_t i = 0; i < s->n; i++) {
		struct spread_symbol *y = &s->symbols[i];
		discs[i] = (struct disc){y->x, y->y, y->reach, y->first, y};
		widest = fmax(widest, y->reach);
	}
	qsort(discs, s->n, sizeof *discs, by_x);
	bool moved = true;
	for (int round = 0; moved && round < ROUNDS; round++) {
		moved = false;
		if (round > 0)
			sort_again(discs, s->n);
		for (size_t i = 0; i < s->n; i++) {
			double limit = discs[i].x + discs[i].reach + widest;
			for (size_t j = i + 1; j < s->n && discs[j].x < limit; j++)
				moved |= push_apart(&discs[i], &discs[j]);
		}
	}
	for (size_t i = 0; i < s->n; i++) {
		discs[i].symbol->x = discs[i].x;
		discs[i].symbol->y = discs[i].y;
	}
}

static int large_first(const void *a, const void *b)
{
	const struct spread_symbol *p = a;
	const struct spread_symbol *q = b;
	if (p->background != q->background)
		return p->background ? -1 : 1;
	if (p->reach != q->reach)
		return p->reach > q->reach ? -1 : 1;
	return p->first < q->first ? -1 : p->first > q->first;
}

static void gather(struct arena *a, struct work *w, const struct model *m, const size_t *indexes,
                   const struct xy *points, size_t n)
{
	w->cell = fmax(w->spec->group_reach, 1e-3);
	w->n_buckets = 2 * n + 1;
	w->buckets = ARENA_ARRAY(a, int32_t, w->n_buckets);
	w->next_group = ARENA_ARRAY(a, int32_t, n + 1);
	w->symbols = ARENA_ARRAY(a, int32_t, n + 1);
	w->next_symbol = ARENA_ARRAY(a, int32_t, n + 1);
	for (size_t i = 0; i < w->n_buckets; i++)
		w->buckets[i] = -1;
	for (size_t i = 0; i < n; i++)
		add_incident(w, &m->incidents[indexes[i]], indexes[i], points[i]);
}

struct spread spread_symbols(struct arena *a, const struct model *m, const size_t *indexes, const struct xy *points,
                             size_t n, const struct spread_spec *spec)
{
	struct spread s = {
		.symbols = ARENA_ARRAY(a, struct spread_symbol, n + 1),
		.groups = ARENA_ARRAY(a, struct spread_group, n + 1),
	};
	struct work w = {.out = &s, .spec = spec};
	gather(a, &w, m, indexes, points, n);
	for (size_t i = 0; i < s.n; i++) {
		struct spread_symbol *y = &s.symbols[i];
		y->look = marker_incident(spec->theme, y->event, y->fatalities, y->look.opacity, y->background,
		                          spec->unit, spec->scale);
		y->reach = marker_reach(&y->look) + (y->count > 1 ? spec->count_reach : 0.0);
	}
	for (size_t g = 0; g < s.n_groups; g++)
		arrange_group(&w, g);
	relax(a, &s);
	for (size_t i = 0; i < s.n; i++) {
		struct spread_group *g = &s.groups[s.symbols[i].group];
		g->reach = fmax(g->reach, hypot(s.symbols[i].x - g->x, s.symbols[i].y - g->y) + s.symbols[i].reach);
	}
	qsort(s.symbols, s.n, sizeof *s.symbols, large_first);
	for (size_t i = 0; i < s.n; i++) { /* small ones last */
		s.groups[s.symbols[i].group].n_symbols++;
		s.groups[s.symbols[i].group].symbol = i;
	}
	return s;
}

struct xy spread_name_point(const struct spread *s, size_t group, double *least, double *gap)
{
	const struct spread_group *g = &s->groups[group];
	const struct spread_symbol *only = &s->symbols[g->symbol];
	*least = fmin(g->reach, only->reach);
	*gap = g->n_symbols == 1 ? *least : g->reach;
	return g->n_symbols == 1 ? (struct xy){only->x, only->y} : (struct xy){g->x, g->y};
}
