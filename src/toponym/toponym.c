#include "toponym/scan.h"

void toponym_find(struct arena *a, const struct toponym_rules *r, const struct text *t,
                  const struct toponym_options *o, struct mentions *out)
{
	static const struct toponym_options plain = {.explain = false};
	struct finder f = {.arena = a, .rules = r, .gazetteer = r->gazetteer, .text = t, .options = o ? o : &plain};
	annotate_words(&f);
	scan_block(&f);
	collect_items(&f);
	context_fill(&f);
	resolve_items(&f);
	finish_mentions(&f, out);
	if (f.options->explain)
		reject_rest(&f, out);
}
