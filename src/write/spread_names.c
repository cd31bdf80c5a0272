#include "write/spread_names.h"

#include "write/symbol.h"

#include <stdlib.h>

struct named {
	size_t group, order;
	struct sv name;
};

static int by_group_and_name(const void *a, const void *b)
{
	const struct named *p = a, *q = b;
	if (p->group != q->group)
		return p->group < q->group ? -1 : 1;
	int names = sv_cmp(p->name, q->name);
	return names ? names : p->order < q->order ? -1 : p->order > q->order;
}

/* Different names of one group. */
struct distinct {
	struct named first[SPREAD_NAMES]; /* in the order of the incidents */
	struct named frequent;
	size_t n, frequency;
};

static void add_distinct(struct distinct *d, const struct named *name, size_t frequency)
{
	size_t k = d->n < SPREAD_NAMES ? d->n : SPREAD_NAMES - 1;
	if (frequency > d->frequency || (frequency == d->frequency && name->order < d->frequent.order)) {
		d->frequent = *name;
		d->frequency = frequency;
	}
	d->n++;
	if (d->n > SPREAD_NAMES && d->first[k].order < name->order)
		return;
	for (; k > 0 && d->first[k - 1].order > name->order; k--)
		d->first[k] = d->first[k - 1];
	d->first[k] = *name;
}

static struct sv text_of(struct arena *a, const struct distinct *d, const struct theme *t, enum theme_lang lang, size_t most)
{
	struct sv parts[SPREAD_NAMES];
	if (d->n > most) {
		struct sv text = arena_printf(a, " +%zu", d->n - 1);
		text = digits_localise(a, t, lang, text);
		return arena_printf(a, "%.*s%.*s", SV_ARG(d->frequent.name), SV_ARG(text));
	}
	for (size_t i = 0; i < d->n; i++)
		parts[i] = d->first[i].name;
	return arena_join(a, parts, d->n, sv_cstr(t->text[lang][TEXT_LIST_SEPARATOR]));
}

struct sv *spread_names(struct arena *a, const struct spread *s, const struct model *m, const struct theme *t,
                        enum theme_lang lang, size_t most)
{
	struct sv *out = ARENA_ARRAY(a, struct sv, s->n_groups + 1);
	struct named *all = ARENA_ARRAY(a, struct named, s->n_incidents + 1);
	size_t n = 0;
	for (size_t i = 0; i < s->n_incidents; i++) {
		const struct model_incident *in = &m->incidents[s->indexes[i]];
		struct sv first = lang == LANG_AR ? in->location_ar : in->location;
		struct sv name = first.len ? first : lang == LANG_AR ? in->location : in->location_ar;
		if (name.len)
			all[n++] = (struct named){s->group_of[i], i, name};
	}
	if (n)
		qsort(all, n, sizeof *all, by_group_and_name);
	for (size_t i = 0, end; i < n; i = end) {
		struct distinct d = {.n = 0};
		for (end = i; end < n && all[end].group == all[i].group;) {
			size_t from = end;
			while (end < n && all[end].group == all[from].group && sv_eq(all[end].name, all[from].name))
				end++;
			add_distinct(&d, &all[from], end - from);
		}
		out[all[i].group] = text_of(a, &d, t, lang, most < SPREAD_NAMES ? most : SPREAD_NAMES);
	}
	return out;
}
