#include "event/rules.h"

#include <assert.h>

static_assert(CONTEXT_OBJECT < 64 && CASUALTY_KINDS <= 32 && TIME_KINDS <= 32 && NUMBER_KINDS <= 16,
              "bits of struct kinds");

static void kinds_add(const struct event_rules *r, const struct hit *h, struct kinds *out)
{
	if (h->table == PHRASE_CONTEXT)
		out->contexts |= UINT64_C(1) << r->contexts[h->row].kind;
	else if (h->table == PHRASE_CASUALTY)
		out->casualties |= UINT32_C(1) << r->casualties[h->row].kind;
	else if (h->table == PHRASE_TIME)
		out->times |= UINT32_C(1) << r->times[h->row].kind;
	else if (h->table == PHRASE_NUMBER)
		out->numbers |= (uint16_t)(1u << r->numbers[h->row].kind);
}

/* What sentences are asked of as a whole. */
static void sentence_add(const struct event_rules *r, const struct hit *h, bool first, struct sentence_kinds *out)
{
	const struct trigger_rule *t = h->table == PHRASE_TRIGGER ? &r->triggers[h->row] : NULL;
	const struct actor_rule *x = h->table == PHRASE_ACTOR && first ? &r->actors[h->row] : NULL;
	out->tells_deed |= t && t->role == TRIGGER_FOUNDS;
	out->names_weapon |= t && t->role == TRIGGER_MANNER && sv_eq(t->group, SV("violence"));
	out->names_armed |= x && x->armed && x->bloc;
}

void kinds_find(struct finder *f)
{
	const struct text *t = f->text;
	f->kinds = ARENA_ARRAY(f->arena, struct kinds, t->n_tokens + 1);
	f->sentences = ARENA_ARRAY(f->arena, struct sentence_kinds, t->n_sentences + 1);
	for (size_t i = 0; i < t->n_tokens; i++) {
		if (!f->scan.tables[i])
			continue;
		struct kinds *k = &f->kinds[i];
		struct sentence_kinds *s = &f->sentences[t->tokens[i].sentence];
		const struct hit *first = f->scan.hits + f->scan.index[i], *end = f->scan.hits + f->scan.index[i + 1];
		for (const struct hit *h = first; h < end; h++) {
			kinds_add(f->rules, h, k);
			sentence_add(f->rules, h, h == first || h[-1].table != h->table, s);
		}
		s->any.contexts |= k->contexts;
		s->any.casualties |= k->casualties;
		s->any.times |= k->times;
		s->any.numbers |= k->numbers;
	}
}
