#include "train/example.h"

void examples_init(struct examples *x)
{
	*x = (struct examples){.n = 0};
	arena_init(&x->arena, 0);
}

void examples_release(struct examples *x)
{
	arena_release(&x->arena);
}

void examples_clear(struct examples *x)
{
	arena_reset(&x->arena);
	x->alternatives = NULL;
	x->items = NULL;
	x->n = x->n_alternatives = x->capacity = x->alternatives_capacity = 0;
}

bool spans_overlap(uint32_t start_a, uint32_t end_a, uint32_t start_b, uint32_t end_b)
{
	uint32_t start = start_a > start_b ? start_a : start_b;
	uint32_t end = end_a < end_b ? end_a : end_b;
	uint32_t shorter = end_a - start_a < end_b - start_b ? end_a - start_a : end_b - start_b;
	return end > start && 2 * (end - start) >= shorter;
}

static const struct gold_place *gold_of(const struct gold_article *a, uint32_t start, uint32_t end)
{
	for (size_t i = 0; i < a->n_places; i++)
		if (spans_overlap(start, end, a->places[i].start, a->places[i].end))
			return &a->places[i];
	return NULL;
}

static bool is_right(const struct gazetteer *g, const struct candidate *c, const struct gold_place *gold)
{
	if (c->place == PLACE_NONE || !gold->has_point)
		return false;
	const struct place *p = gazetteer_place(g, (size_t)c->place);
	return p->has_point && geo_distance_m(p->point, gold->point) / 1000 <= gold->tolerance_km;
}

static void add_item(struct examples *x, const struct gazetteer *g, const struct candidate *candidates, size_t n,
                     const struct gold_place *gold)
{
	size_t n_right = 0;
	size_t n_ranked = 0;
	if (n == 0)
		return;
	struct example *item = ARENA_PUSH(&x->arena, x->items, x->n, &x->capacity);
	*item = (struct example){.first = x->n_alternatives, .n = n, .is_place = gold != NULL};
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &candidates[i];
		struct alternative *a = ARENA_PUSH(&x->arena, x->alternatives, x->n_alternatives, &x->alternatives_capacity);
		*a = (struct alternative){.ranked = !c->below && c->place != PLACE_NONE};
		for (size_t k = 0; k < c->n_contributions; k++)
			a->x[c->contributions[k].index] = (float)c->contributions[k].value;
		a->right = gold && is_right(g, c, gold);
		n_ranked += a->ranked;
		n_right += a->ranked && a->right;
	}
	item->has_right = n_right > 0 && n_right < n_ranked;
}

void examples_add(struct examples *x, const struct gazetteer *g, const struct toponym_rules *r,
                  const struct gold_article *a)
{
	static const struct toponym_options options = {.explain = true};
	struct arena scratch;
	struct mentions found;
	arena_init(&scratch, 0);
	toponym_find(&scratch, r, &a->text, &options, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct mention *m = &found.items[i];
		add_item(x, g, m->candidates, m->n_candidates, gold_of(a, m->start, m->end));
	}
	for (size_t i = 0; i < found.n_rejected; i++) {
		const struct rejection *m = &found.rejected[i];
		add_item(x, g, m->candidates, m->n_candidates, gold_of(a, m->start, m->end));
	}
	arena_release(&scratch);
}
