#include "event/rules.h"

void event_find(struct arena *a, const struct event_rules *r, const struct text *t, struct sv published,
		struct events *out)
{
	struct finder f = {.arena = a, .rules = r, .text = t};
	*out = (struct events){0};
	scan_text(a, r, t, &f.scan);
	kinds_find(&f);
	dates_find(&f, published, out);
	actors_find(&f, out);
	triggers_find(&f, out);
	casualties_find(&f, out);
}
