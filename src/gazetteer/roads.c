#include "gazetteer/roads.h"

#include "gazetteer/lexicon.h"
#include "text/clitic.h"
#include "text/text.h"

#include <math.h>

enum { MAX_WORDS = 24, MAX_SPAN = 5, MAX_NAMES = 2 };

static const double passes_m = 6000;
static const double least_stretch_m = 1000;
static const double single_fit = 0.5;

/* The places that one of the query's names may mean. */
struct end {
	struct lonlat *points;
	size_t n, capacity;
};

struct query {
	struct arena *arena;
	const struct gazetteer *gazetteer;
	struct sv words[MAX_WORDS];
	size_t n;
	bool has_head;
	struct end ends[MAX_NAMES];
	size_t n_ends;
};

/* Drops the words of the table; a key may begin or end with the road's word. */
static void read_words(struct query *q, const struct lexicon *t, struct sv key)
{
	size_t word = lexicon_column(t, "word");
	size_t use = lexicon_column(t, "use");
	struct sv next;
	while (q->n < MAX_WORDS && sv_split(&key, ' ', &next)) {
		bool drop = next.len == 0;
		for (size_t i = 0; i < t->n_rows && !drop; i++) {
			drop = sv_eq(next, gazetteer_name_key(q->arena, lexicon_cell(t, i, word)));
			q->has_head = q->has_head || (drop && sv_eq_cstr(lexicon_cell(t, i, use), "head"));
		}
		if (!drop)
			q->words[q->n++] = next;
	}
}

static void take_points(const struct query *q, struct name_span s, struct end *end)
{
	for (size_t i = 0; i < s.n; i++) {
		const struct place *p = gazetteer_place(q->gazetteer, (size_t)s.entries[i].place);
		if (p->has_point && !place_kind_is_area(p->kind))
			*ARENA_PUSH(q->arena, end->points, end->n, &end->capacity) = p->point;
	}
}

/* The places of the longest name that begins at a word; returns its words, 0 for none. */
static size_t name_at(const struct query *q, size_t first, struct end *end)
{
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n_splits = clitic_splits(q->words[first], false, splits);
	size_t left = q->n - first;
	for (size_t n = left < MAX_SPAN ? left : MAX_SPAN; n > 0; n--) {
		for (size_t k = 0; k < n_splits; k++) {
			struct sv parts[MAX_SPAN];
			memcpy(parts, q->words + first, n * sizeof *parts);
			parts[0] = splits[k].residue;
			struct sv key = arena_join(q->arena, parts, n, SV(" "));
			take_points(q, gazetteer_find(q->gazetteer, key, text_hash(key)), end);
			take_points(q, gazetteer_find_english(q->gazetteer, key, text_hash(key)), end);
			if (end->n)
				return n;
		}
	}
	return 0;
}

static void read_ends(struct query *q)
{
	for (size_t i = 0; i < q->n && q->n_ends < MAX_NAMES;) {
		size_t n = name_at(q, i, &q->ends[q->n_ends]);
		q->n_ends += n > 0;
		i += n ? n : 1;
	}
}

/* Where along the line the nearest of the places lies; false when all are away from it. */
static bool foot(struct line road, const struct end *end, double *at_m)
{
	double best_m = passes_m;
	bool found = false;
	for (size_t i = 0; i < end->n; i++) {
		double away_m = (double)INFINITY;
		double here_m = geo_line_locate(road, end->points[i], &away_m);
		if (away_m <= best_m) {
			best_m = away_m;
			*at_m = here_m;
			found = true;
		}
	}
	return found;
}

static double fit(const struct query *q, struct line road)
{
	double length_m = geo_line_length_m(road);
	double at_m[MAX_NAMES] = {0};
	for (size_t i = 0; i < q->n_ends; i++)
		if (!foot(road, &q->ends[i], &at_m[i]))
			return 0;
	if (q->n_ends == 1)
		return at_m[0] < passes_m || length_m - at_m[0] < passes_m ? single_fit : 0;
	double stretch_m = fabs(at_m[0] - at_m[1]);
	return stretch_m < least_stretch_m ? 0 : fmin(1, stretch_m / length_m);
}

size_t roads_through(struct arena *a, const struct gazetteer *g, struct sv key, bool single, struct road_match **out)
{
	struct query q = {.arena = a, .gazetteer = g};
	const struct lexicon *t = lexicon_table(g, "road_words");
	size_t n = 0, capacity = 0;
	*out = NULL;
	if (t)
		read_words(&q, t, key);
	if (!q.has_head)
		return 0;
	read_ends(&q);
	if (q.n_ends < (single ? 1 : MAX_NAMES))
		return 0;
	for (size_t i = 0; i < gazetteer_geometry_count(g); i++) {
		const struct geometry *f = gazetteer_geometry(g, i);
		int32_t place = f->line.n >= 2 && sv_eq_cstr(f->layer, "roads") ? gazetteer_by_id(g, f->id) : PLACE_NONE;
		double x = place == PLACE_NONE ? 0 : fit(&q, f->line);
		if (x > 0)
			*ARENA_PUSH(a, *out, n, &capacity) = (struct road_match){place, x};
	}
	return n;
}
