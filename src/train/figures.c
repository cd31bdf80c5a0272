#include "train/figures.h"

#include "relation/location.h"
#include "train/example.h"

static void count_mention(struct figures *f, struct arena *scratch, const struct gazetteer *g, const struct mention *m,
                          const struct gold_article *a, bool *taken)
{
	bool touches = false;
	for (size_t i = 0; i < a->n_places; i++) {
		const struct gold_place *p = &a->places[i];
		if (!spans_overlap(m->start, m->end, p->start, p->end))
			continue;
		touches = true;
		if (p->party || taken[i])
			continue;
		struct location l;
		taken[i] = true;
		f->hits++;
		f->said++;
		if (!p->has_point)
			return;
		location_of_mention(scratch, g, m, &l);
		f->asked++;
		f->located += l.has_point && geo_distance_m(l.point, p->point) / 1000 <= p->tolerance_km;
		return;
	}
	f->said += !touches;
}

void figures_add(struct figures *f, const struct gazetteer *g, const struct toponym_rules *r,
                 const struct gold_article *a)
{
	struct arena scratch;
	struct mentions found;
	arena_init(&scratch, 0);
	bool *taken = ARENA_ARRAY(&scratch, bool, a->n_places + 1);
	toponym_find(&scratch, r, &a->text, NULL, &found);
	for (size_t i = 0; i < found.n; i++)
		count_mention(f, &scratch, g, &found.items[i], a, taken);
	for (size_t i = 0; i < a->n_places; i++)
		f->wanted += !a->places[i].party;
	arena_release(&scratch);
}

double figures_recognition(const struct figures *f)
{
	return f->said + f->wanted ? 2 * (double)f->hits / (double)(f->said + f->wanted) : 1;
}

double figures_located(const struct figures *f)
{
	return f->asked ? (double)f->located / (double)f->asked : 1;
}
