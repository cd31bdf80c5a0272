/* Asks an open gazetteer all that can be asked, and runs an article on it when its rules can be read. */
#ifndef KHARITA_TESTS_FUZZ_ENGINE_H
#define KHARITA_TESTS_FUZZ_ENGINE_H

#include "fuzz.h"
#include "gazetteer/lexicon.h"
#include "gazetteer/lookup.h"
#include "pipeline/pipeline.h"
#include "text/text.h"
#include "toponym/toponym.h"

/* An attack on a post in the village of Shola west of Deir ez-Zor yesterday: two killed. The desert south of the Euphrates. */
#define FUZZ_ARTICLE "شن مسلحون هجوماً على نقطة في قرية الشولا غرب دير الزور أمس، وقتل عنصران.\nتمشيط بادية الشولا جنوب الفرات.\n"

static inline void fuzz_use_places(const struct gazetteer *g)
{
	size_t points = 0;
	for (size_t i = 0; i < gazetteer_count(g) && i < 1000; i++) {
		const struct place *p = gazetteer_place(g, i);
		points += p->id.len + p->name_ar.len + p->name_en.len + p->source.len + p->note.len;
		points += gazetteer_variants(g, i).len + (size_t)(gazetteer_by_id(g, p->id) >= 0);
		points += gazetteer_find(g, p->name_ar, text_hash(p->name_ar)).n;
		points += gazetteer_find_english(g, p->name_en, text_hash(p->name_en)).n;
		points += gazetteer_is_prefix(g, p->name_ar, text_hash(p->name_ar));
	}
	for (size_t i = 0; i < gazetteer_geometry_count(g) && i < 1000; i++) {
		const struct geometry *f = gazetteer_geometry(g, i);
		struct shape shape;
		struct line line;
		double sum = 0.0;
		gazetteer_shape(g, f->id, &shape);
		gazetteer_line(g, f->id, &line);
		for (size_t p = 0; p < f->shape.n_polygons; p++)
			for (size_t r = 0; r < f->shape.polygons[p].n_rings; r++)
				for (size_t k = 0; k < f->shape.polygons[p].rings[r].n; k++)
					sum += f->shape.polygons[p].rings[r].points[k].lon_deg;
		points += sum > 1e300;
	}
	check(points < SIZE_MAX);
}

static inline void fuzz_use_tables(const struct gazetteer *g)
{
	size_t n = 0, bytes = 0;
	const struct lexicon *tables = lexicon_tables(g, &n);
	for (size_t t = 0; t < n; t++)
		for (size_t r = 0; r < tables[t].n_rows && r < 1000; r++)
			for (size_t c = 0; c < tables[t].n_columns; c++)
				bytes += lexicon_cell(&tables[t], r, c).len;
	check(bytes < SIZE_MAX && !lexicon_table(g, "no such table"));
}

static inline void fuzz_use_rules(struct arena *a, struct gazetteer *g)
{
	struct engine en = {.gazetteer = g};
	struct error e = {.code = OK};
	struct result result;
	struct article article = {.doc_id = SV("0000000000000000"), .source = SV("fuzz"), .published = SV("2021-09-18"),
	                          .as_read = SV(FUZZ_ARTICLE), .text = SV(FUZZ_ARTICLE)};
	if (toponym_rules_open(g, &en.toponym, &e) != OK || event_rules_open(g, &en.event, &e) != OK)
		check_error(&e);
	else if (engine_run(&en, a, &article, false, &result, &e) != OK)
		check_error(&e);
	event_rules_free(en.event);
	toponym_rules_free(en.toponym);
}

static inline void fuzz_use(struct gazetteer *g)
{
	struct arena arena;
	jmp_buf escape;
	struct gazetteer_match *matches;
	arena_init(&arena, (size_t)1 << 28);
	arena.escape = &escape;
	fuzz_use_places(g);
	fuzz_use_tables(g);
	if (setjmp(escape) == 0) {
		gazetteer_lookup(&arena, g, SV("قرية الشولا بريف دير الزور"), NULL, 10, &matches); /* Shola in Deir ez-Zor's countryside */
		gazetteer_lookup(&arena, g, SV("Shula village"), NULL, 10, &matches);
		arena_reset(&arena);
	}
	if (setjmp(escape) == 0)
		fuzz_use_rules(&arena, g);
	arena_release(&arena);
}

#endif
