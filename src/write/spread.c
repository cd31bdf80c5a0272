#include "write/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

enum { ROUNDS = 80 };

/* Groups on a grid of cells as wide as a group's reach, so that a neighbour lies in the next cell at most. */
struct work {
	struct spread *out;
	const struct theme *theme;
	double reach, cell;
	size_t n_buckets;
	int32_t *buckets;    /* first group of a bucket, -1: none */
	int32_t *next_group; /* in its bucket */
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
	double best_away = w->reach;
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
	w->out->groups[g] = (struct spread_group){.x = p.x_m, .y = p.y_m, .first = first, .last = -1};
	w->next_group[g] = w->buckets[bucket];
	w->buckets[bucket] = g;
	return g;
}

static struct spread_symbol *find_symbol(const struct spread *s, int32_t g, const struct theme_event *event,
                                         bool background)
{
	for (int32_t i = s->groups[g].last; i >= 0; i = s->symbols[i].next) {
		struct spread_symbol *y = &s->symbols[i];
		if (y->event == event && y->background == background)
			return y;
	}
	return NULL;
}

/* Returns the incident's group. */
static size_t add_incident(struct work *w, const struct model_incident *in, size_t index, struct xy p)
{
	struct spread *s = w->out;
	int32_t g = find_group(w, p);
	if (g < 0)
		g = new_group(w, p, index);
	s->groups[g].count++;
	const struct theme_event *event = theme_event_find(w->theme, in->event_type);
	double opacity = theme_opacity(w->theme, in->confidence, in->geo_precision, in->background);
	struct spread_symbol *y = find_symbol(s, g, event, in->background);
	if (!y) {
		y = &s->symbols[s->n];
		*y = (struct spread_symbol){.event = event, .background = in->background, .group = (size_t)g,
		                            .first = index, .anchor_x = s->groups[g].x, .anchor_y = s->groups[g].y,
		                            .next = s->groups[g].last};
		s->groups[g].last = (int32_t)s->n++;
	}
	y->count++;
	y->fatalities += in->fatalities > 0 ? in->fatalities : 0;
	y->look.opacity = fmax(y->look.opacity, opacity);
	return (size_t)g;
}

/* Symbols of one place: one on its anchor, several in a ring around it. */
static void arrange_group(struct spread *s, const struct spread_group *g)
{
	size_t k = 0;
	size_t at = 0;
	double sum = 0.0;
	for (int32_t i = g->last; i >= 0; i = s->symbols[i].next) {
		k++;
		sum += s->symbols[i].reach;
	}
	double radius = k > 1 ? sum / (double)k / sin(PI / (double)k) : 0.0; /* what then overlaps is pushed apart */
	for (int32_t i = g->last; i >= 0; i = s->symbols[i].next) {
		struct spread_symbol *y = &s->symbols[i];
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

/* Discs in bands across y, in the order of x in each: what touches a disc stands in its band or the next. Bands repeat, so
 * that few serve any height. */
struct bands {
	double height;
	size_t n; /* at least 3 */
	size_t *starts; /* of each band's discs among the members, n + 1 */
	size_t *cursors; /* of each band: the first behind the disc that is looked at */
	uint32_t *members, *band_of;
};

static struct bands bands_new(struct arena *a, size_t n_discs, double widest)
{
	struct bands b = {.height = fmax(2.0 * widest, 1e-6), .n = 4 + n_discs / 8};
	b.starts = ARENA_ARRAY(a, size_t, b.n + 1);
	b.cursors = ARENA_ARRAY(a, size_t, b.n + 1);
	b.members = ARENA_ARRAY(a, uint32_t, n_discs + 1);
	b.band_of = ARENA_ARRAY(a, uint32_t, n_discs + 1);
	return b;
}

static void sort_into_bands(struct bands *b, const struct disc *discs, size_t n)
{
	memset(b->starts, 0, (b->n + 1) * sizeof *b->starts);
	for (size_t i = 0; i < n; i++) {
		int64_t turn = (int64_t)floor(discs[i].y / b->height) % (int64_t)b->n;
		b->band_of[i] = (uint32_t)(turn < 0 ? turn + (int64_t)b->n : turn);
		b->starts[b->band_of[i] + 1]++;
	}
	for (size_t i = 0; i < b->n; i++) {
		b->starts[i + 1] += b->starts[i];
		b->cursors[i] = b->starts[i];
	}
	for (size_t i = 0; i < n; i++)
		b->members[b->cursors[b->band_of[i]]++] = (uint32_t)i;
	memcpy(b->cursors, b->starts, b->n * sizeof *b->cursors);
}

/* Parts a disc from those behind it in x, in its band and those beside it. */
static bool push_from_neighbours(struct bands *b, struct disc *discs, size_t i, double widest)
{
	double limit = discs[i].x + discs[i].reach + widest;
	bool moved = false;
	for (size_t step = b->n - 1; step <= b->n + 1; step++) {
		size_t band = (b->band_of[i] + step) % b->n;
		while (b->cursors[band] < b->starts[band + 1] && b->members[b->cursors[band]] <= i)
			b->cursors[band]++;
		for (size_t k = b->cursors[band]; k < b->starts[band + 1] && discs[b->members[k]].x < limit; k++)
			moved |= push_apart(&discs[i], &discs[b->members[k]]);
	}
	return moved;
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
	if (s->n)
		qsort(discs, s->n, sizeof *discs, by_x);
	struct bands bands = bands_new(a, s->n, widest);
	bool moved = true;
	for (int round = 0; moved && round < ROUNDS; round++) {
		moved = false;
		if (round > 0)
			sort_again(discs, s->n);
		sort_into_bands(&bands, discs, s->n);
		for (size_t i = 0; i < s->n; i++)
			moved |= push_from_neighbours(&bands, discs, i, widest);
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

struct spread spread_gather(struct arena *a, const struct theme *t, const struct model *m, const size_t *indexes,
                            const struct xy *points, size_t n, double reach)
{
	struct spread s = {
		.symbols = ARENA_ARRAY(a, struct spread_symbol, n + 1),
		.groups = ARENA_ARRAY(a, struct spread_group, n + 1),
		.group_of = ARENA_ARRAY(a, size_t, n + 1),
		.indexes = indexes, .n_incidents = n,
	};
	struct work w = {.out = &s, .theme = t, .reach = reach, .cell = fmax(reach, 1e-3), .n_buckets = 2 * n + 1};
	w.buckets = ARENA_ARRAY(a, int32_t, w.n_buckets);
	w.next_group = ARENA_ARRAY(a, int32_t, n + 1);
	for (size_t i = 0; i < w.n_buckets; i++)
		w.buckets[i] = -1;
	for (size_t i = 0; i < n; i++)
		s.group_of[i] = add_incident(&w, &m->incidents[indexes[i]], indexes[i], points[i]);
	return s;
}

void spread_arrange(struct arena *a, struct spread *s, const struct spread_spec *spec)
{
	for (size_t i = 0; i < s->n; i++) {
		struct spread_symbol *y = &s->symbols[i];
		y->look = marker_incident(spec->theme, y->event, y->fatalities, y->look.opacity, y->background,
		                          spec->unit, spec->scale);
		y->reach = marker_reach(&y->look) + (y->count > 1 ? spec->count_reach : 0.0);
	}
	for (size_t g = 0; g < s->n_groups; g++)
		arrange_group(s, &s->groups[g]);
	relax(a, s);
	for (size_t i = 0; i < s->n; i++) {
		struct spread_group *g = &s->groups[s->symbols[i].group];
		g->reach = fmax(g->reach, hypot(s->symbols[i].x - g->x, s->symbols[i].y - g->y) + s->symbols[i].reach);
	}
	if (s->n)
		qsort(s->symbols, s->n, sizeof *s->symbols, large_first);
	for (size_t i = 0; i < s->n; i++) { /* small ones last */
		s->groups[s->symbols[i].group].n_symbols++;
		s->groups[s->symbols[i].group].symbol = i;
	}
}

struct xy spread_name_point(const struct spread *s, size_t group, double *least, double *gap)
{
	const struct spread_group *g = &s->groups[group];
	const struct spread_symbol *only = &s->symbols[g->symbol];
	*least = fmin(g->reach, only->reach);
	*gap = g->n_symbols == 1 ? *least : g->reach;
	return g->n_symbols == 1 ? (struct xy){only->x, only->y} : (struct xy){g->x, g->y};
}
